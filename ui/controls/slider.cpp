// SPDX-License-Identifier: MIT
#include "ui/controls/slider.h"

#include <QAccessibleWidget>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QStyle>

#include <cmath>

namespace seeipc {

namespace {

/// Tells the quantity that is set, not the place of the knob.
class SliderAccessible : public QAccessibleWidget, public QAccessibleValueInterface
{
public:
    explicit SliderAccessible(Slider *slider) : QAccessibleWidget(slider, QAccessible::Slider) {}

    QString text(QAccessible::Text kind) const override
    {
        const bool isTold = kind == QAccessible::Value || kind == QAccessible::Description;
        return isTold ? slider().quantity().words() : QAccessibleWidget::text(kind);
    }
    void *interface_cast(QAccessible::InterfaceType type) override
    {
        if (type == QAccessible::ValueInterface)
            return static_cast<QAccessibleValueInterface *>(this);
        return QAccessibleWidget::interface_cast(type);
    }

    QVariant currentValue() const override { return slider().quantity().now(); }
    void setCurrentValue(const QVariant &value) override
    {
        int nearest = slider().minimum();
        for (int position = nearest; position <= slider().maximum(); ++position) {
            if (std::abs(at(position) - value.toDouble())
                < std::abs(at(nearest) - value.toDouble()))
                nearest = position;
        }
        slider().setValue(nearest);
    }
    QVariant maximumValue() const override { return at(slider().maximum()); }
    QVariant minimumValue() const override { return at(slider().minimum()); }
    QVariant minimumStepSize() const override { return 0.0; } ///< they differ

private:
    double at(int position) const { return slider().quantity().at(position); }
    Slider &slider() const { return *static_cast<Slider *>(widget()); }
};

QAccessibleInterface *make(const QString &, QObject *object)
{
    auto *slider = qobject_cast<Slider *>(object);
    return slider && slider->quantity().at ? new SliderAccessible(slider) : nullptr;
}

} // namespace

Slider::Slider(QWidget *parent) : QSlider(Qt::Horizontal, parent)
{
    static const bool isInstalled = (QAccessible::installFactory(make), true);
    Q_UNUSED(isInstalled)
    setFocusPolicy(Qt::TabFocus); // a drag leaves the keys to the window
}

bool Slider::event(QEvent *event)
{
    if (event->type() == QEvent::ShortcutOverride) {
        const int key = static_cast<QKeyEvent *>(event)->key();
        if (key == Qt::Key_Left || key == Qt::Key_Right) {
            event->accept();
            return true;
        }
    }
    return QSlider::event(event);
}

void Slider::mousePressEvent(QMouseEvent *event)
{
    const int handle = style()->pixelMetric(QStyle::PM_SliderLength, nullptr, this);
    const int place = static_cast<int>(event->position().x()) - handle / 2;
    if (event->button() == Qt::LeftButton)
        setValue(QStyle::sliderValueFromPosition(minimum(), maximum(), place, width() - handle));
    QSlider::mousePressEvent(event); // now the handle is under it, and follows
}

} // namespace seeipc
