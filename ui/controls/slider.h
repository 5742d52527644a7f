// SPDX-License-Identifier: MIT
#pragma once

#include <QSlider>

namespace seeipc {

/// A slider that keeps the arrow keys for itself while it has the focus, and goes where it is
/// clicked.
class Slider : public QSlider
{
    Q_OBJECT

public:
    explicit Slider(QWidget *parent = nullptr);

protected:
    bool event(QEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
};

} // namespace seeipc
