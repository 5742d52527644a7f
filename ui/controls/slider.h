// SPDX-License-Identifier: MIT
#pragma once

#include <QSlider>

#include <functional>

namespace seeipc {

/// A slider that keeps the arrow keys for itself while it has the focus, and goes where it is
/// clicked.
class Slider : public QSlider
{
    Q_OBJECT

public:
    explicit Slider(QWidget *parent = nullptr);

    /// What its positions stand for, as a screen reader tells it.
    struct Quantity
    {
        std::function<double(int position)> at; ///< rising
        std::function<double()> now;            ///< what is set, which may be between two positions
        std::function<QString()> words;         ///< of it: "5 calls/s"
    };
    void setQuantity(Quantity quantity) { m_quantity = std::move(quantity); }
    const Quantity &quantity() const { return m_quantity; }

protected:
    bool event(QEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;

private:
    Quantity m_quantity;
};

} // namespace seeipc
