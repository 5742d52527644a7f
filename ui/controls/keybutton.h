// SPDX-License-Identifier: MIT
#pragma once

#include <QPushButton>

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
    void paintFocus(QStylePainter &painter);
};

} // namespace seeipc
