// SPDX-License-Identifier: MIT
#pragma once

#include <QPushButton>

class QStyleOption;
class QStylePainter;

namespace seeipc {

/// A button in a window whose letters, Space and Return mean something: a click leaves the focus where
/// it is; once it has the focus by Tab, Space and Return are its own.
class KeyButton : public QPushButton
{
    Q_OBJECT

public:
    explicit KeyButton(QWidget *parent = nullptr);

    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    bool event(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    /// The frame of who has the focus around a button painted with this option.
    void paintFocus(QStylePainter &painter, const QStyleOption &option);
};

} // namespace seeipc
