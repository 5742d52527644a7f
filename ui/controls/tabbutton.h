// SPDX-License-Identifier: MIT
#pragma once

#include "ui/controls/keybutton.h"

namespace seeipc {

/// A button that is on or off, in ink alone: what is on is underlined. Flat it is a tab, else it
/// has a button's face.
class TabButton : public KeyButton
{
    Q_OBJECT

public:
    explicit TabButton(QWidget *parent = nullptr);

    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
};

} // namespace seeipc
