// SPDX-License-Identifier: MIT
// How the mouse and the keyboard go from thing to thing of the stage.
#include "ui/model/sessionmodel.h"
#include "ui/views/stage.h"

#include <QKeyEvent>
#include <QLineF>
#include <QMouseEvent>

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace seeipc {

Focus StageView::here() const
{
    if (!m_model.isOpen() || m_model.focus().kind != Focus::Kind::Process)
        return m_model.focus();
    return {Focus::Kind::Process, m_model.selected()};
}

void StageView::goTo(const Focus &thing)
{
    if (thing.kind == Focus::Kind::Process)
        m_model.select(thing.worker);
    m_model.setFocus(thing);
}

/// What of the stage lies there, the smallest first.
std::optional<Focus> StageView::thingAt(const QPointF &place) const
{
    for (const auto &box : m_layout.boxes) {
        if (box.rect.contains(place))
            return Focus{Focus::Kind::Process, box.worker};
    }
    for (const auto &tube : m_layout.tubes) {
        if (!tube.isLive()) {
            if (tube.wall.contains(place))
                return Focus{Focus::Kind::Channel, noWorker, tube.channel};
            continue;
        }
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
    goTo(*thing);
}

void StageView::mouseReleaseEvent(QMouseEvent *event)
{
    if (event->button() == Qt::LeftButton && thingAt(event->position()))
        m_model.askForFocus();
}

/// From left to right, and from top to bottom within a column; the ends of a channel on both sides of
/// it. Slots are inside their channel.
std::vector<Focus> StageView::thingsByPlace() const
{
    struct Stop
    {
        QRectF place;
        std::vector<Focus> things;
    };
    std::vector<Stop> stops;
    stops.reserve(m_layout.boxes.size() + m_layout.tubes.size());
    for (const auto &box : m_layout.boxes)
        stops.push_back({box.rect, {{Focus::Kind::Process, box.worker}}});
    for (const auto &tube : m_layout.tubes) {
        const Focus whole{Focus::Kind::Channel, noWorker, tube.channel};
        const auto end = [&](End which) {
            return Focus{Focus::Kind::End, noWorker, tube.channel, which};
        };
        Stop stop{tube.wall, {whole}};
        if (tube.isLive())
            stop.things = {end(tube.flowsRight ? End::Write : End::Read), whole,
                           end(tube.flowsRight ? End::Read : End::Write)};
        stops.push_back(std::move(stop));
    }
    const auto columnOf = [](const Stop &stop) { return std::lround(stop.place.left() / 8); };
    std::stable_sort(stops.begin(), stops.end(), [&](const Stop &one, const Stop &other) {
        return std::pair(columnOf(one), one.place.top())
               < std::pair(columnOf(other), other.place.top());
    });
    std::vector<Focus> things;
    for (const auto &stop : stops)
        things.insert(things.end(), stop.things.begin(), stop.things.end());
    return things;
}

/// Behind the last thing and before the first it is the window's next control.
bool StageView::moveTab(int by)
{
    if (!m_model.isOpen())
        return false;
    auto from = here();
    if (from.kind == Focus::Kind::Slot)
        from = {Focus::Kind::Channel, noWorker, from.channel};
    const auto things = thingsByPlace();
    const auto found = std::find(things.begin(), things.end(), from);
    const auto next = (found - things.begin()) + by;
    if (found == things.end() || next < 0 || next >= static_cast<std::ptrdiff_t>(things.size()))
        return false;
    goTo(things[static_cast<std::size_t>(next)]);
    return true;
}

bool StageView::moveProcess(int by)
{
    std::vector<Focus> processes;
    for (const auto &thing : thingsByPlace()) {
        if (thing.kind == Focus::Kind::Process)
            processes.push_back(thing);
    }
    const auto found = std::find(processes.begin(), processes.end(), here());
    const auto next = (found - processes.begin()) + by;
    if (found == processes.end() || next < 0
        || next >= static_cast<std::ptrdiff_t>(processes.size()))
        return false;
    goTo(processes[static_cast<std::size_t>(next)]);
    return true;
}

/// To a slot of the channel that is looked at; before the oldest one is the channel itself.
bool StageView::moveSlot(std::ptrdiff_t to)
{
    const auto channel = here().channel;
    if (channel >= m_layout.tubes.size() || !m_layout.tubes[channel].isLive())
        return false;
    const auto last = static_cast<std::ptrdiff_t>(m_layout.tubes[channel].cells.size()) - 1;
    if (to < 0)
        goTo({Focus::Kind::Channel, noWorker, channel});
    else
        goTo({Focus::Kind::Slot, noWorker, channel, End::Read,
              static_cast<std::size_t>(std::min(to, last))});
    return true;
}

/// Up and down: through the processes, of a channel through its slots, from an end as Tab does.
void StageView::moveArrow(int by)
{
    const auto from = here();
    switch (from.kind) {
    case Focus::Kind::Process: moveProcess(by); break;
    case Focus::Kind::End: moveTab(by); break;
    case Focus::Kind::Channel:
        if (by > 0)
            moveSlot(0);
        break;
    case Focus::Kind::Slot: moveSlot(static_cast<std::ptrdiff_t>(from.slot) + by); break;
    }
}

void StageView::keyPressEvent(QKeyEvent *event)
{
    const bool isPlain = event->modifiers() == Qt::NoModifier && m_model.isOpen();
    const bool isInChannel = here().kind == Focus::Kind::Channel
                             || here().kind == Focus::Kind::Slot;
    const auto key = event->key();
    const bool isEnter = key == Qt::Key_Return || key == Qt::Key_Enter;
    if (isPlain && (key == Qt::Key_Up || key == Qt::Key_Down)) { // right is the window's: a step
        moveArrow(key == Qt::Key_Down ? 1 : -1);
    } else if (isPlain && isInChannel && (key == Qt::Key_Home || key == Qt::Key_End)) {
        moveSlot(key == Qt::Key_Home ? 0 : std::numeric_limits<std::ptrdiff_t>::max());
    } else if (isEnter && m_model.isOpen()) {
        m_model.setFocus(here());
        m_model.askForFocus();
    } else {
        View::keyPressEvent(event);
    }
}

bool StageView::focusNextPrevChild(bool next)
{
    return (hasFocus() && moveTab(next ? 1 : -1)) || View::focusNextPrevChild(next);
}

void StageView::focusInEvent(QFocusEvent *event)
{
    View::focusInEvent(event);
    const auto things = thingsByPlace();
    if (!things.empty() && event->reason() == Qt::TabFocusReason)
        goTo(things.front());
    else if (!things.empty() && event->reason() == Qt::BacktabFocusReason)
        goTo(things.back());
    refresh();
}

void StageView::focusOutEvent(QFocusEvent *event)
{
    View::focusOutEvent(event);
    refresh();
}

} // namespace seeipc
