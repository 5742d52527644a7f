// SPDX-License-Identifier: MIT
#include "ui/views/timelineaccessible.h"

#include "ui/model/playhead.h"
#include "ui/model/sessionmodel.h"
#include "ui/scene/timelinewords.h"
#include "ui/views/timeline.h"

#include <QAccessibleWidget>

namespace seeipc {

namespace {

constexpr std::int64_t readerPeriod = 2'000'000'000; ///< between two announcements

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
        return kind == QAccessible::Name ? view().inWords() : view().instantInWords();
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

QString TimelineView::inWords() const
{
    if (!m_measure) // was never seen
        return timelinewords::name();
    const auto seen = timelinewords::seen(m_axis, m_window, places().newest());
    auto told = timelinewords::spoken(m_cast, m_model.snapshot(), seen, instantInWords(),
                                      m_model.ageTime());
    if (!m_said.isEmpty())
        told += QStringLiteral("; ") + m_said.front().simplified();
    return told;
}

QString TimelineView::instantInWords() const
{
    return timelinewords::instant(m_model.playhead().isLive(), places(), shown());
}

/// Not more often than somebody can listen, but for what a hand has done: that at once.
void TimelineView::tellReaders()
{
    if (!QAccessible::isActive())
        return;
    const auto &playhead = m_model.playhead();
    const bool isLive = playhead.isLive();
    const ByHand byHand{isLive ? std::nullopt
                               : std::optional(std::pair(playhead.position(), playhead.time())),
                        m_follows && isLive ? std::nullopt : std::optional(m_window.begin),
                        m_window.length(), m_axis, m_said.value(0)};
    const auto quiet = m_toldTime + readerPeriod - m_layoutTime;
    if (byHand == m_toldByHand && quiet > 0) {
        if (m_toldChanges != m_changes.count() && !m_later.isActive())
            m_later.start(static_cast<int>(quiet / 1'000'000) + 1);
        return;
    }
    m_toldTime = m_layoutTime;
    m_toldByHand = byHand;
    m_toldChanges = m_changes.count();
    QAccessibleValueChangeEvent moved(this, static_cast<qlonglong>(playhead.position()));
    QAccessible::updateAccessibility(&moved);
    QAccessibleEvent named(this, QAccessible::NameChanged);
    QAccessible::updateAccessibility(&named);
}

} // namespace seeipc
