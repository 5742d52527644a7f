// SPDX-License-Identifier: MIT
#include "ui/views/stageaccessible.h"

#include "ui/model/sessionmodel.h"
#include "ui/scene/words.h"
#include "ui/views/stage.h"

#include <QAccessibleInterface>
#include <QAccessibleWidget>
#include <QPointer>

#include <algorithm>

namespace seeipc {

namespace {

int processCount(const StageView &stage)
{
    return stage.model().isOpen() ? static_cast<int>(stage.layoutOfNow().boxes.size()) : 0;
}

const std::vector<TubeShape> &tubesOf(const StageView &stage)
{
    static const std::vector<TubeShape> none;
    return stage.model().isOpen() ? stage.layoutOfNow().tubes : none;
}

/// How many slots of it are to be seen.
std::size_t slotsOf(const TubeShape &tube)
{
    return tube.isLive() ? tube.cells.size() : 0;
}

/// The thing that a child stands for.
std::optional<Focus> thingOf(const StageView &stage, int child)
{
    if (child < 0 || child >= stageChildCount(stage))
        return std::nullopt;
    if (child < processCount(stage))
        return Focus{Focus::Kind::Process, static_cast<WorkerId>(child)};
    auto rest = static_cast<std::size_t>(child - processCount(stage));
    const auto &tubes = tubesOf(stage);
    if (rest < tubes.size())
        return Focus{Focus::Kind::Channel, noWorker, static_cast<ChannelId>(rest)};
    rest -= tubes.size();
    if (rest < 2 * tubes.size())
        return Focus{Focus::Kind::End, noWorker, static_cast<ChannelId>(rest / 2),
                     rest % 2 == 0 ? End::Write : End::Read};
    rest -= 2 * tubes.size();
    for (const auto &tube : tubes) {
        if (rest < slotsOf(tube))
            return Focus{Focus::Kind::Slot, noWorker, tube.channel, End::Read, rest};
        rest -= slotsOf(tube);
    }
    return std::nullopt;
}

int childOf(const StageView &stage, const Focus &thing)
{
    for (int child = 0; child < stageChildCount(stage); ++child) {
        if (thingOf(stage, child) == thing)
            return child;
    }
    return -1;
}

const ChannelSnapshot &channelOf(const StageView &stage, const Focus &thing)
{
    return stage.model().snapshot().channels[thing.channel];
}

std::vector<std::string> processNames(const StageView &stage)
{
    std::vector<std::string> names;
    for (const auto &part : stage.cast().parts)
        names.push_back(part.name);
    return names;
}

QString processName(const StageView &stage, WorkerId worker, std::int64_t now)
{
    const auto *wait = stage.model().waits().of(worker);
    return words::spokenProcess(stage.cast().parts[worker].name,
                                stage.model().snapshot().processes[worker], wait && wait->hopeless,
                                now);
}

QString nameAt(const StageView &stage, int child, std::int64_t now)
{
    const auto thing = thingOf(stage, child);
    if (!thing)
        return {};
    if (thing->kind == Focus::Kind::Process)
        return processName(stage, thing->worker, now);
    const auto &part = stage.cast().channels[thing->channel];
    const auto &channel = channelOf(stage, *thing);
    if (thing->kind == Focus::Kind::Channel)
        return words::spokenChannel(part, channel);
    if (thing->kind == Focus::Kind::End)
        return words::spokenEnd(part, channel, thing->end, processNames(stage));
    return words::spokenSlot(part, channel, thing->slot, processNames(stage));
}

QVariant numberOf(const Quantity &quantity)
{
    return quantity.value && !quantity.isRefused()
               ? QVariant(static_cast<qlonglong>(*quantity.value))
               : QVariant();
}

/// Bytes of a channel or a slot, holders of an end; nothing where it is not known.
QVariant valueOf(const StageView &stage, const Focus &thing)
{
    const auto &channel = channelOf(stage, thing);
    if (thing.kind == Focus::Kind::Channel)
        return numberOf(channel.queued);
    if (thing.kind == Focus::Kind::End)
        return static_cast<qlonglong>(
            (thing.end == End::Read ? channel.readers : channel.writers).size());
    const auto shown = shownSlots(channel);
    return static_cast<qlonglong>(
        thing.slot < shown.slots.usedSlots() ? shown.slots.slots()[thing.slot].length : 0);
}

QVariant mostOf(const StageView &stage, const Focus &thing)
{
    const auto &channel = channelOf(stage, thing);
    if (thing.kind == Focus::Kind::Channel)
        return numberOf(channel.capacity);
    return thing.kind == Focus::Kind::Slot
               ? QVariant(static_cast<qlonglong>(channel.slots.pageSize()))
               : QVariant();
}

QRectF placeOf(const StageView &stage, const Focus &thing)
{
    if (thing.kind == Focus::Kind::Process)
        return stage.layoutOfNow().boxes[thing.worker].rect;
    const auto &tube = tubesOf(stage)[thing.channel];
    if (thing.kind == Focus::Kind::Channel)
        return tube.wall;
    if (thing.kind == Focus::Kind::Slot)
        return tube.cells[thing.slot].cell;
    const auto &socket = thing.end == End::Read ? tube.readEnd : tube.writeEnd;
    const QPointF reach(socket.radius, socket.radius);
    return {socket.centre - reach, socket.centre + reach};
}

/// A thing of the stage. It belongs to QAccessible's cache.
class StageChild : public QAccessibleInterface,
                   public QAccessibleActionInterface,
                   public QAccessibleValueInterface
{
public:
    StageChild(StageView *stage, int child) : m_stage(stage), m_child(child) {}

    bool isValid() const override { return thing().has_value(); }
    QObject *object() const override { return nullptr; }
    QWindow *window() const override
    {
        return m_stage ? m_stage->window()->windowHandle() : nullptr;
    }
    QAccessibleInterface *parent() const override
    {
        return QAccessible::queryAccessibleInterface(m_stage.data());
    }
    QAccessibleInterface *child(int) const override { return nullptr; }
    QAccessibleInterface *childAt(int, int) const override { return nullptr; }
    int childCount() const override { return 0; }
    int indexOfChild(const QAccessibleInterface *) const override { return -1; }

    QString text(QAccessible::Text kind) const override
    {
        if (!isValid())
            return {};
        if (kind == QAccessible::Name)
            return stageChildName(*m_stage, m_child);
        return kind == QAccessible::Value && hasValue() ? valueText() : QString();
    }
    void setText(QAccessible::Text, const QString &) override {}
    QAccessible::Role role() const override
    {
        const auto what = thing();
        const bool isFilled = what
                              && (what->kind == Focus::Kind::Channel
                                  || what->kind == Focus::Kind::Slot);
        return isFilled ? QAccessible::ProgressBar : QAccessible::ListItem;
    }
    QRect rect() const override;
    QAccessible::State state() const override;

    void *interface_cast(QAccessible::InterfaceType type) override
    {
        if (type == QAccessible::ActionInterface)
            return static_cast<QAccessibleActionInterface *>(this);
        if (type == QAccessible::ValueInterface && hasValue())
            return static_cast<QAccessibleValueInterface *>(this);
        return nullptr;
    }

    QStringList actionNames() const override { return {pressAction()}; }
    void doAction(const QString &name) override
    {
        if (const auto what = thing(); what && name == pressAction())
            m_stage->goTo(*what);
    }
    QStringList keyBindingsForAction(const QString &) const override { return {}; }

    QVariant currentValue() const override
    {
        return hasValue() ? valueOf(*m_stage, *thing()) : QVariant();
    }
    void setCurrentValue(const QVariant &) override {}
    QVariant maximumValue() const override
    {
        return hasValue() ? mostOf(*m_stage, *thing()) : QVariant();
    }
    QVariant minimumValue() const override { return 0; }
    QVariant minimumStepSize() const override { return 1; }

private:
    std::optional<Focus> thing() const
    {
        return m_stage ? thingOf(*m_stage, m_child) : std::nullopt;
    }
    bool hasValue() const
    {
        const auto what = thing();
        return what && what->kind != Focus::Kind::Process;
    }
    QString valueText() const
    {
        const auto value = currentValue();
        return value.isValid() ? value.toString() : QStringLiteral("?");
    }

    QPointer<StageView> m_stage;
    int m_child;
};

QRect StageChild::rect() const
{
    const auto what = thing();
    if (!what)
        return {};
    const auto local = placeOf(*m_stage, *what).toAlignedRect();
    return {m_stage->mapToGlobal(local.topLeft()), local.size()};
}

QAccessible::State StageChild::state() const
{
    QAccessible::State state;
    const auto what = thing();
    state.invalid = !what;
    state.readOnly = true;
    if (!what)
        return state;
    state.selectable = what->kind == Focus::Kind::Process;
    state.focusable = true;
    state.selected = state.selectable && m_stage->model().selected() == what->worker;
    state.focused = m_stage->hasFocus() && m_stage->here() == *what;
    return state;
}

/// The widget, with its children made when they are asked for.
class StageAccessible : public QAccessibleWidget
{
public:
    explicit StageAccessible(StageView *stage) : QAccessibleWidget(stage, QAccessible::List) {}
    ~StageAccessible() override { drop(); }

    int childCount() const override { return stageChildCount(*stage()); }
    QAccessibleInterface *child(int index) const override
    {
        if (index < 0 || index >= childCount())
            return nullptr;
        while (static_cast<int>(m_ids.size()) <= index) {
            const int next = static_cast<int>(m_ids.size());
            m_ids.push_back(
                QAccessible::registerAccessibleInterface(new StageChild(stage(), next)));
        }
        return QAccessible::accessibleInterface(m_ids[static_cast<std::size_t>(index)]);
    }
    int indexOfChild(const QAccessibleInterface *wanted) const override
    {
        for (int i = 0; i < childCount(); ++i) {
            if (child(i) == wanted)
                return i;
        }
        return -1;
    }
    QAccessibleInterface *childAt(int x, int y) const override
    {
        for (int i = childCount() - 1; i >= 0; --i) { // the smallest are last
            if (child(i)->rect().contains(x, y))
                return child(i);
        }
        return nullptr;
    }
    QAccessibleInterface *focusChild() const override
    {
        return stage()->hasFocus() ? child(childOf(*stage(), stage()->here())) : nullptr;
    }
    QString text(QAccessible::Text kind) const override
    {
        return kind == QAccessible::Name ? words::stageName() : QAccessibleWidget::text(kind);
    }
    void drop()
    {
        for (const auto id : m_ids)
            QAccessible::deleteAccessibleInterface(id);
        m_ids.clear();
    }

private:
    StageView *stage() const { return static_cast<StageView *>(widget()); }

    mutable std::vector<QAccessible::Id> m_ids; ///< by child
};

QAccessibleInterface *make(const QString &, QObject *object)
{
    auto *stage = qobject_cast<StageView *>(object);
    return stage ? new StageAccessible(stage) : nullptr;
}

} // namespace

void installStageAccessible()
{
    static bool isInstalled = false;
    if (!isInstalled)
        QAccessible::installFactory(make);
    isInstalled = true;
}

void dropStageChildren(StageView *stage)
{
    if (!QAccessible::isActive())
        return;
    if (auto *interface = QAccessible::queryAccessibleInterface(stage))
        static_cast<StageAccessible *>(interface)->drop();
}

int stageChildCount(const StageView &stage)
{
    std::size_t slots = 0;
    for (const auto &tube : tubesOf(stage))
        slots += slotsOf(tube);
    return processCount(stage) + static_cast<int>(3 * tubesOf(stage).size() + slots);
}

int stageToldCount(const StageView &stage)
{
    return processCount(stage) + static_cast<int>(tubesOf(stage).size());
}

QString stageChildName(const StageView &stage, int child)
{
    return nameAt(stage, child, stage.model().isOpen() ? stage.model().ageTime() : 0);
}

QString stageChildGist(const StageView &stage, int child)
{
    return nameAt(stage, child, 0);
}

void announceStageFocus(StageView &stage)
{
    const int child = childOf(stage, stage.here());
    if (!QAccessible::isActive() || child < 0)
        return;
    QAccessibleEvent focused(&stage, QAccessible::Focus);
    focused.setChild(child);
    QAccessible::updateAccessibility(&focused);
}

void announceStageSelection(StageView &stage, int child)
{
    if (child < 0 || child >= processCount(stage))
        return;
    QAccessibleEvent selected(&stage, QAccessible::Selection);
    selected.setChild(child);
    QAccessible::updateAccessibility(&selected);
}

void announceStageChild(StageView &stage, int child)
{
    QAccessibleEvent named(&stage, QAccessible::NameChanged);
    named.setChild(child);
    QAccessible::updateAccessibility(&named);
    const auto thing = thingOf(stage, child);
    if (!thing || thing->kind == Focus::Kind::Process)
        return;
    QAccessibleValueChangeEvent valued(&stage, valueOf(stage, *thing));
    valued.setChild(child);
    QAccessible::updateAccessibility(&valued);
}

} // namespace seeipc
