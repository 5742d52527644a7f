// SPDX-License-Identifier: MIT
#pragma once

#include "session/narrator.h"
#include "ui/scene/typescale.h"
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

    /// What it takes where it is so wide.
    static int heightFor(const TypeScale &scale, int width, bool isCompact);
    /// In smaller type too, where two demos share a window.
    void setCompact(bool isCompact);
    /// In less height: a line for what happens, and little air.
    void setLow(bool isLow);
    void setTheme(const Theme &theme);
    /// Tells what is true now for a picture, also where the last words were not read yet.
    void showInstant();

protected:
    void changeEvent(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void showEvent(QShowEvent *event) override;

private:
    void tellNow();
    void show(const Caption &caption);
    void tell();
    bool isRead() const;
    void fit();
    void place();
    bool isLow() const { return m_isCompact || m_isLow; }

    SessionModel &m_model;
    bool m_isCompact = false;
    bool m_isLow = false;
    QElapsedTimer m_sinceTold;
    QTimer m_again;
    QLabel m_what;
    QLabel m_why;
};

} // namespace seeipc
