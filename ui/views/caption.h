// SPDX-License-Identifier: MIT
#pragma once

#include "session/narrator.h"
#include "ui/theme.h"

#include <QElapsedTimer>
#include <QLabel>
#include <QTimer>
#include <QWidget>

#include <optional>

namespace seeipc {

class SessionModel;

/// What is happening, and why: two labels whose accessible text is what they show. Together
/// they keep the room of the lines that they may need, so that nothing below ever jumps.
class CaptionView : public QWidget
{
    Q_OBJECT

public:
    explicit CaptionView(SessionModel &model, QWidget *parent = nullptr);

    /// In smaller type and in less height, where two demos share a window.
    void setCompact(bool isCompact);
    void setTheme(const Theme &theme);
    /// While a picture does not show yet what would be told, the words before stay.
    void setHeldBack(bool isHeldBack);
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
    void fit();
    void place();

    SessionModel &m_model;
    bool m_isCompact = false;
    bool m_isHeldBack = false;
    std::optional<Caption> m_heldBack; ///< what is told first thereafter
    QElapsedTimer m_sinceTold;
    QTimer m_again;
    QLabel m_what;
    QLabel m_why;
};

} // namespace seeipc
