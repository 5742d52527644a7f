// SPDX-License-Identifier: MIT
#pragma once

#include <QPushButton>

namespace seeipc {

/// A button that is on or off, in ink alone: what is on is underlined. Flat it is a tab, else it
/// has a button's face.
class TabButton : public QPushButton
{
    Q_OBJECT

public:
    explicit TabButton(QWidget *parent = nullptr);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    bool event(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
};

} // namespace seeipc
