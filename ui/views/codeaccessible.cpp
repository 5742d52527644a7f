// SPDX-License-Identifier: MIT
#include "ui/views/codeaccessible.h"

#include "ui/model/sessionmodel.h"
#include "ui/views/code.h"

#include <QAccessibleWidget>
#include <QPointer>

#include <algorithm>

namespace seeipc {

namespace {

std::optional<CodePlace> placeOfChild(const CodeView &view, int child)
{
    for (const auto worker : view.shown()) {
        const auto count = static_cast<int>(view.texts()[worker].lines.size());
        if (child >= 0 && child < count)
            return CodePlace{worker, static_cast<std::size_t>(child)};
        child -= count;
    }
    return std::nullopt;
}

int childOf(const CodeView &view, const CodePlace &place)
{
    int before = 0;
    for (const auto worker : view.shown()) {
        if (worker == place.worker)
            return before + static_cast<int>(place.line);
        before += static_cast<int>(view.texts()[worker].lines.size());
    }
    return -1;
}

int countOf(const CodeView &view)
{
    int count = 0;
    for (const auto worker : view.shown())
        count += static_cast<int>(view.texts()[worker].lines.size());
    return count;
}

/// A line. It belongs to QAccessible's cache.
class CodeChild : public QAccessibleInterface, public QAccessibleActionInterface
{
public:
    CodeChild(CodeView *view, int child) : m_view(view), m_child(child) {}

    bool isValid() const override { return place().has_value(); }
    QObject *object() const override { return nullptr; }
    QWindow *window() const override { return m_view ? m_view->window()->windowHandle() : nullptr; }
    QAccessibleInterface *parent() const override
    {
        return QAccessible::queryAccessibleInterface(m_view.data());
    }
    QAccessibleInterface *child(int) const override { return nullptr; }
    QAccessibleInterface *childAt(int, int) const override { return nullptr; }
    int childCount() const override { return 0; }
    int indexOfChild(const QAccessibleInterface *) const override { return -1; }
    QString text(QAccessible::Text kind) const override
    {
        const auto where = place();
        if (!where)
            return {};
        if (kind == QAccessible::Name)
            return m_view->spoken(*where);
        return kind == QAccessible::Description ? m_view->hintAt(*where) : QString();
    }
    void setText(QAccessible::Text, const QString &) override {}
    QAccessible::Role role() const override { return QAccessible::ListItem; }
    QRect rect() const override
    {
        const auto where = place();
        const auto local = where ? m_view->placeOf(*where).toAlignedRect() : QRect();
        return local.isEmpty() ? QRect()
                               : QRect(m_view->mapToGlobal(local.topLeft()), local.size());
    }
    QAccessible::State state() const override
    {
        QAccessible::State state;
        const auto where = place();
        state.invalid = !where;
        state.readOnly = true;
        state.focusable = true;
        state.focused = where && m_view->hasFocus() && m_view->cursor() == where;
        state.offscreen = where && m_view->placeOf(*where).isEmpty();
        return state;
    }
    void *interface_cast(QAccessible::InterfaceType type) override
    {
        return type == QAccessible::ActionInterface
                   ? static_cast<QAccessibleActionInterface *>(this)
                   : nullptr;
    }
    QStringList actionNames() const override { return {pressAction()}; }
    void doAction(const QString &name) override
    {
        if (const auto where = place(); where && name == pressAction())
            m_view->runTo(*where);
    }
    QStringList keyBindingsForAction(const QString &) const override { return {}; }

private:
    std::optional<CodePlace> place() const
    {
        return m_view && m_view->model().isOpen() ? placeOfChild(*m_view, m_child) : std::nullopt;
    }

    QPointer<CodeView> m_view;
    int m_child;
};

/// The widget, with its children made when they are asked for.
class CodeAccessible : public QAccessibleWidget
{
public:
    explicit CodeAccessible(CodeView *view) : QAccessibleWidget(view, QAccessible::List) {}
    ~CodeAccessible() override { drop(); }

    int childCount() const override { return countOf(*view()); }
    QAccessibleInterface *child(int index) const override
    {
        if (index < 0 || index >= childCount())
            return nullptr;
        while (static_cast<int>(m_ids.size()) <= index)
            m_ids.push_back(QAccessible::registerAccessibleInterface(
                new CodeChild(view(), static_cast<int>(m_ids.size()))));
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
        const auto &cursor = view()->cursor();
        return view()->hasFocus() && cursor ? child(childOf(*view(), *cursor)) : nullptr;
    }
    void drop()
    {
        for (const auto id : m_ids)
            QAccessible::deleteAccessibleInterface(id);
        m_ids.clear();
    }

private:
    CodeView *view() const { return static_cast<CodeView *>(widget()); }

    mutable std::vector<QAccessible::Id> m_ids; ///< by child
};

QAccessibleInterface *make(const QString &, QObject *object)
{
    auto *view = qobject_cast<CodeView *>(object);
    return view ? new CodeAccessible(view) : nullptr;
}

} // namespace

void installCodeAccessible()
{
    static bool isInstalled = false;
    if (!isInstalled)
        QAccessible::installFactory(make);
    isInstalled = true;
}

void dropCodeChildren(CodeView *view)
{
    if (!QAccessible::isActive())
        return;
    if (auto *interface = QAccessible::queryAccessibleInterface(view))
        static_cast<CodeAccessible *>(interface)->drop();
}

void announceCodeFocus(CodeView &view)
{
    if (!QAccessible::isActive() || !view.cursor())
        return;
    QAccessibleEvent focused(&view, QAccessible::Focus);
    focused.setChild(childOf(view, *view.cursor()));
    QAccessible::updateAccessibility(&focused);
}

void announceCode(CodeView &view, const QString &sentence)
{
    view.setAccessibleDescription(sentence);
}

QString CodeView::spoken(const CodePlace &place) const
{
    const auto &text = m_texts[place.worker];
    return codewords::spoken(text, place.line,
                             QString::fromStdString(m_cast.parts[place.worker].name),
                             codewords::outcome(text, place.line, m_model.snapshot(), place.worker,
                                                m_cast, m_model.ageTime()));
}

/// A line that has become the current one is told, with its process.
void CodeView::tellReaders()
{
    if (!QAccessible::isActive())
        return;
    m_told.resize(m_texts.size());
    for (const auto worker : shown()) {
        const auto current = codewords::currentLine(m_texts[worker],
                                                    m_model.snapshot().processes[worker]);
        const auto now = current ? QString::number(*current) : QString();
        if (now == m_told[worker])
            continue;
        m_told[worker] = now;
        QAccessibleEvent named(this, QAccessible::NameChanged);
        named.setChild(childOf(*this, {worker, current.value_or(0)}));
        QAccessible::updateAccessibility(&named);
    }
}

} // namespace seeipc
