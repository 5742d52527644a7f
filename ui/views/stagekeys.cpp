// SPDX-License-Identifier: MIT
// How a process of the stage is selected by mouse and keyboard.
#include "ui/model/sessionmodel.h"
#include "ui/views/stage.h"

#include <QKeyEvent>
#include <QLineF>
#include <QMouseEvent>

#include <algorithm>
#include <cmath>

namespace seeipc {

void StageView::select(WorkerId worker)
{
    if (m_model.isOpen() && worker < m_layout.boxes.size())
        m_model.select(worker);
}

/// What of the stage lies there, the smallest first.
std::optional<Focus> StageView::thingAt(const QPointF &place) const
{
    for (const auto &box : m_layout.boxes) {
        if (box.rect.contains(place))
            return Focus{Focus::Kind::Process, box.worker};
    }
    for (const auto &tube : m_layout.tubes) {
        for (const auto end : {End::Read, End::Write}) {
            const auto &socket = end == End::Read ? tube.readEnd : tube.writeEnd;
            if (QLineF(socket.centre, place).length() <= socket.radius)
                return Focus{Focus::Kind::End, noWorker, tube.channel, end};
        }
        for (std::size_t i = 0; i < tube.cells.size(); ++i) {
            if (tube.cells[i].cell.contains(place))
                return Focus{Focus::Kind::Slot, noWorker, tube.channel, End::Read, i};
        }
        if (tube.wall.contains(place))
            return Focus{Focus::Kind::Channel, noWorker, tube.channel};
    }
    return std::nullopt;
}

void StageView::mousePressEvent(QMouseEvent *event)
{
    const auto thing = thingAt(event->position());
    if (event->button() != Qt::LeftButton || !thing) {
        View::mousePressEvent(event);
        return;
    }
    if (thing->kind == Focus::Kind::Process)
        select(thing->worker);
    m_model.setFocus(*thing);
}

void StageView::mouseDoubleClickEvent(QMouseEvent *event)
{
    if (event->button() == Qt::LeftButton && thingAt(event->position()))
        m_model.askForFocus();
}

void StageView::inspectProcess()
{
    m_model.setFocus({Focus::Kind::Process, m_model.selected()});
    m_model.askForFocus();
}

/// From the selected process to each channel and its ends, and back.
void StageView::inspectNext()
{
    std::vector<Focus> things{{Focus::Kind::Process, m_model.selected()}};
    things.reserve(1 + 3 * m_layout.tubes.size());
    for (const auto &tube : m_layout.tubes) {
        things.push_back({Focus::Kind::Channel, noWorker, tube.channel});
        things.push_back({Focus::Kind::End, noWorker, tube.channel, End::Write});
        things.push_back({Focus::Kind::End, noWorker, tube.channel, End::Read});
    }
    const auto here = std::find(things.begin(), things.end(), m_model.focus());
    const bool isLast = here == things.end() || here + 1 == things.end();
    m_model.setFocus(isLast ? things.front() : *(here + 1));
    m_model.askForFocus();
}

/// From left to right, and from top to bottom within a column.
std::vector<WorkerId> StageView::processesByPlace() const
{
    auto boxes = m_layout.boxes;
    std::stable_sort(boxes.begin(), boxes.end(), [](const BoxShape &one, const BoxShape &other) {
        const bool isSameColumn = std::abs(one.rect.left() - other.rect.left()) < 2;
        return isSameColumn ? one.rect.top() < other.rect.top()
                            : one.rect.left() < other.rect.left();
    });
    std::vector<WorkerId> order;
    for (const auto &box : boxes)
        order.push_back(box.worker);
    return order;
}

bool StageView::moveSelection(int by)
{
    if (!m_model.isOpen())
        return false;
    const auto order = processesByPlace();
    const auto here = std::find(order.begin(), order.end(), m_model.selected());
    const auto next = (here - order.begin()) + by;
    if (here == order.end() || next < 0 || next >= static_cast<std::ptrdiff_t>(order.size()))
        return false;
    select(order[static_cast<std::size_t>(next)]);
    m_model.setFocus({Focus::Kind::Process, order[static_cast<std::size_t>(next)]});
    return true;
}

void StageView::keyPressEvent(QKeyEvent *event)
{
    const bool isForward = event->key() == Qt::Key_Down; // right is the window's: a step
    const bool isBack = event->key() == Qt::Key_Up;
    const bool isEnter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if ((isForward || isBack) && event->modifiers() == Qt::NoModifier)
        moveSelection(isForward ? 1 : -1);
    else if (isEnter && event->modifiers() == Qt::ShiftModifier)
        inspectNext();
    else if (isEnter && m_model.isOpen())
        inspectProcess();
    else
        View::keyPressEvent(event);
}

/// Tab goes from process to process, and from the last one out of the stage.
bool StageView::focusNextPrevChild(bool next)
{
    return (hasFocus() && moveSelection(next ? 1 : -1)) || View::focusNextPrevChild(next);
}

void StageView::focusInEvent(QFocusEvent *event)
{
    View::focusInEvent(event);
    const auto order = processesByPlace();
    if (!order.empty() && event->reason() == Qt::TabFocusReason)
        select(order.front());
    else if (!order.empty() && event->reason() == Qt::BacktabFocusReason)
        select(order.back());
    refresh();
}

void StageView::focusOutEvent(QFocusEvent *event)
{
    View::focusOutEvent(event);
    refresh();
}

} // namespace seeipc
