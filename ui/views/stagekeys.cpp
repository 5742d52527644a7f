// SPDX-License-Identifier: MIT
// How a process of the stage is selected by mouse and keyboard.
#include "ui/model/sessionmodel.h"
#include "ui/views/stage.h"

#include <QKeyEvent>
#include <QMouseEvent>

#include <algorithm>
#include <cmath>

namespace seeipc {

void StageView::select(WorkerId worker)
{
    if (m_model.isOpen() && worker < m_layout.boxes.size())
        m_model.select(worker);
}

void StageView::mousePressEvent(QMouseEvent *event)
{
    for (const auto &box : m_layout.boxes) {
        if (event->button() == Qt::LeftButton && box.rect.contains(event->position())) {
            select(box.worker);
            return;
        }
    }
    View::mousePressEvent(event);
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
    return true;
}

void StageView::keyPressEvent(QKeyEvent *event)
{
    const bool isForward = event->key() == Qt::Key_Down; // right is the window's: a step
    const bool isBack = event->key() == Qt::Key_Up;
    if ((isForward || isBack) && event->modifiers() == Qt::NoModifier)
        moveSelection(isForward ? 1 : -1);
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
