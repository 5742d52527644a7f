// SPDX-License-Identifier: MIT
#include "ui/views/timelineaccessible.h"

#include "ui/model/playhead.h"
#include "ui/model/sessionmodel.h"
#include "ui/scene/timelinewords.h"
#include "ui/views/timeline.h"

#include <QAccessibleWidget>

namespace seeipc {

namespace {

class TimelineAccessible : public QAccessibleWidget, public QAccessibleValueInterface
{
public:
    explicit TimelineAccessible(TimelineView *view) : QAccessibleWidget(view, QAccessible::Slider)
    {}

    QString text(QAccessible::Text kind) const override
    {
        if (kind != QAccessible::Name && kind != QAccessible::Value)
            return QAccessibleWidget::text(kind);
        if (!view().model().isOpen())
            return kind == QAccessible::Name ? timelinewords::name() : QString();
        const auto &playhead = view().model().playhead();
        return kind == QAccessible::Name
                   ? view().inWords()
                   : timelinewords::instant(playhead.isLive(), playhead.time());
    }
    void *interface_cast(QAccessible::InterfaceType type) override
    {
        if (type == QAccessible::ValueInterface)
            return static_cast<QAccessibleValueInterface *>(this);
        return QAccessibleWidget::interface_cast(type);
    }

    QVariant currentValue() const override
    {
        return view().model().isOpen() ? number(view().model().playhead().position()) : QVariant();
    }
    void setCurrentValue(const QVariant &value) override
    {
        if (!view().model().isOpen())
            return;
        auto &playhead = view().model().playhead();
        const auto position = value.toLongLong();
        if (position >= view().model().trace().count())
            playhead.goLive();
        else
            playhead.moveTo(
                std::max(position, static_cast<qlonglong>(view().model().trace().first())));
    }
    QVariant maximumValue() const override
    {
        return view().model().isOpen() ? number(view().model().trace().count()) : QVariant();
    }
    QVariant minimumValue() const override
    {
        return view().model().isOpen() ? number(view().model().trace().first()) : QVariant();
    }
    QVariant minimumStepSize() const override { return 1; }

private:
    static QVariant number(std::int64_t value) { return static_cast<qlonglong>(value); }
    TimelineView &view() const { return *static_cast<TimelineView *>(widget()); }
};

QAccessibleInterface *make(const QString &, QObject *object)
{
    auto *view = qobject_cast<TimelineView *>(object);
    return view ? new TimelineAccessible(view) : nullptr;
}

} // namespace

void installTimelineAccessible()
{
    static bool isInstalled = false;
    if (!isInstalled)
        QAccessible::installFactory(make);
    isInstalled = true;
}

} // namespace seeipc
