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

const ChannelSnapshot &channelAt(const StageView &stage, int child)
{
    return stage.model().snapshot().channels[static_cast<std::size_t>(child - processCount(stage))];
}

QString nameAt(const StageView &stage, int child, std::int64_t now)
{
    if (!stage.model().isOpen() || child < 0 || child >= stageChildCount(stage))
        return {};
    const auto processes = processCount(stage);
    if (child >= processes)
        return words::spokenChannel(
            stage.cast().channels[static_cast<std::size_t>(child - processes)],
            channelAt(stage, child));
    const auto worker = static_cast<std::size_t>(child);
    const auto *wait = stage.model().waits().of(static_cast<WorkerId>(child));
    return words::spokenProcess(stage.cast().parts[worker].name,
                                stage.model().snapshot().processes[worker], wait && wait->hopeless,
                                now);
}

/// A process or a channel. It belongs to QAccessible's cache.
class StageChild : public QAccessibleInterface,
                   public QAccessibleActionInterface,
                   public QAccessibleValueInterface
{
public:
    StageChild(StageView *stage, int child) : m_stage(stage), m_child(child) {}

    bool isValid() const override { return m_stage && m_child < stageChildCount(*m_stage); }
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
        return kind == QAccessible::Value && !isProcess() ? valueText() : QString();
    }
    void setText(QAccessible::Text, const QString &) override {}
    QAccessible::Role role() const override
    {
        return isProcess() ? QAccessible::ListItem : QAccessible::ProgressBar;
    }
    QRect rect() const override;
    QAccessible::State state() const override;

    void *interface_cast(QAccessible::InterfaceType type) override
    {
        if (type == QAccessible::ActionInterface && isProcess())
            return static_cast<QAccessibleActionInterface *>(this);
        if (type == QAccessible::ValueInterface && !isProcess())
            return static_cast<QAccessibleValueInterface *>(this);
        return nullptr;
    }

    QStringList actionNames() const override { return {pressAction()}; }
    void doAction(const QString &name) override
    {
        if (isValid() && isProcess() && name == pressAction())
            m_stage->select(static_cast<WorkerId>(m_child));
    }
    QStringList keyBindingsForAction(const QString &) const override { return {}; }

    QVariant currentValue() const override { return number(queued()); }
    void setCurrentValue(const QVariant &) override {}
    QVariant maximumValue() const override
    {
        return isValid() ? number(channelAt(*m_stage, m_child).capacity) : QVariant();
    }
    QVariant minimumValue() const override { return 0; }
    QVariant minimumStepSize() const override { return 1; }

private:
    bool isProcess() const { return m_stage && m_child < processCount(*m_stage); }
    Quantity queued() const { return isValid() ? channelAt(*m_stage, m_child).queued : Quantity(); }
    QString valueText() const
    {
        const auto told = queued();
        return told.value && !told.isRefused() ? QString::number(*told.value) : QStringLiteral("?");
    }
    static QVariant number(const Quantity &quantity)
    {
        return quantity.value && !quantity.isRefused()
                   ? QVariant(static_cast<qlonglong>(*quantity.value))
                   : QVariant();
    }

    QPointer<StageView> m_stage;
    int m_child;
};

QRect StageChild::rect() const
{
    if (!isValid())
        return {};
    const auto &layout = m_stage->layoutOfNow();
    const auto place =
        isProcess() ? layout.boxes[static_cast<std::size_t>(m_child)].rect
                    : layout.tubes[static_cast<std::size_t>(m_child - processCount(*m_stage))].wall;
    const auto local = place.toAlignedRect();
    return {m_stage->mapToGlobal(local.topLeft()), local.size()};
}

QAccessible::State StageChild::state() const
{
    QAccessible::State state;
    state.invalid = !isValid();
    state.readOnly = true;
    if (!isValid() || !isProcess())
        return state;
    state.selectable = true;
    state.focusable = true;
    state.selected = m_stage->model().selected() == m_child;
    state.focused = state.selected && m_stage->hasFocus();
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
            auto *made = new StageChild(stage(), static_cast<int>(m_ids.size()));
            m_ids.push_back(QAccessible::registerAccessibleInterface(made));
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
        for (int i = 0; i < childCount(); ++i) {
            if (child(i)->rect().contains(x, y))
                return child(i);
        }
        return nullptr;
    }
    QAccessibleInterface *focusChild() const override
    {
        return stage()->hasFocus() && stage()->model().isOpen() ? child(stage()->model().selected())
                                                                : nullptr;
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
    return processCount(stage)
           + (stage.model().isOpen() ? static_cast<int>(stage.layoutOfNow().tubes.size()) : 0);
}

QString stageChildName(const StageView &stage, int child)
{
    return nameAt(stage, child, stage.model().isOpen() ? stage.model().now() : 0);
}

QString stageChildGist(const StageView &stage, int child)
{
    return nameAt(stage, child, 0);
}

void announceStageChild(StageView &stage, int child)
{
    QAccessibleEvent named(&stage, QAccessible::NameChanged);
    named.setChild(child);
    QAccessible::updateAccessibility(&named);
    if (child < processCount(stage))
        return;
    const auto &queued = channelAt(stage, child).queued;
    QAccessibleValueChangeEvent valued(
        &stage, queued.value ? QVariant(static_cast<qlonglong>(*queued.value)) : QVariant());
    valued.setChild(child);
    QAccessible::updateAccessibility(&valued);
}

} // namespace seeipc
