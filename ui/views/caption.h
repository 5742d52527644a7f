// SPDX-License-Identifier: MIT
#pragma once

#include "ui/theme.h"

#include <QElapsedTimer>
#include <QLabel>
#include <QTimer>
#include <QWidget>

namespace seeipc {

class SessionModel;

/// What is happening, and why: two labels whose accessible text is what they show. Together
/// they keep the room of the lines that they may need, so that nothing below ever jumps.
class CaptionView : public QWidget
{
    Q_OBJECT

public:
    explicit CaptionView(SessionModel &model, QWidget *parent = nullptr);

    void setTheme(const Theme &theme);

protected:
    void changeEvent(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void showEvent(QShowEvent *event) override;

private:
    void tellNow();
    void tell();
    void fit();
    void place();

    SessionModel &m_model;
    QElapsedTimer m_sinceTold;
    QTimer m_again;
    QLabel m_what;
    QLabel m_why;
};

} // namespace seeipc
