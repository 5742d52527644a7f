// SPDX-License-Identifier: MIT
#pragma once

#include "ui/theme.h"

#include <QLabel>
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
    void tell();
    void fit();

    SessionModel &m_model;
    QLabel m_what;
    QLabel m_why;
};

} // namespace seeipc
