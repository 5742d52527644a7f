// SPDX-License-Identifier: MIT
#include "ui/views/signalflights.h"

#include "ui/views/easing.h"

#include <algorithm>
#include <cerrno>
#include <cmath>

namespace seeipc {

namespace {

constexpr std::int64_t goingOut = 340'000'000;   ///< nanoseconds that a byte takes to the lid
constexpr std::int64_t comingBack = 340'000'000; ///< that the signal takes from there
constexpr std::int64_t fallingOff = 320'000'000; ///< and off a shield

bool isAbout(const Event &event, WorkerId worker)
{
    return event.worker == worker || event.other == worker;
}

bool hasMetTheLid(const Event &event)
{
    return event.kind == EventKind::CallReturned && event.effect == Effect::Write
           && event.error == EPIPE;
}

template<typename IsIt>
const ThreadShape *threadIf(const StageLayout &layout, IsIt isIt)
{
    const auto found = std::find_if(layout.threads.begin(), layout.threads.end(), isIt);
    return found != layout.threads.end() ? &*found : nullptr;
}

/// Before the shield, which stands half outside of its box.
SignalShape inFrontOf(const SignalShape &shield, const BoxShape &box)
{
    auto signal = shield;
    const auto &from = shield.centre;
    const QPointF away = from.x() > box.rect.right()  ? QPointF(1, 0)
                         : from.x() < box.rect.left() ? QPointF(-1, 0)
                                                      : QPointF(0, -1);
    signal.centre += away * 1.6 * shield.radius;
    return signal;
}

/// Away from the box, and down.
QPainterPath wayOff(const BoxShape &box, const QPointF &from, double unit)
{
    const double forward = from.x() < box.rect.center().x() ? -1 : 1;
    QPainterPath path(from);
    path.quadTo(from + QPointF(30 * forward, -36) * unit, from + QPointF(52 * forward, 48) * unit);
    return path;
}

QRectF squareAt(const QPointF &centre, double side)
{
    return {centre - QPointF(side / 2, side / 2), QSizeF(side, side)};
}

} // namespace

std::int64_t SignalFlights::Flight::lasts() const
{
    return goingOut + comingBack + (shield ? fallingOff : 0);
}

QRectF SignalFlights::Flight::place() const
{
    if (now < goingOut)
        return squareAt(thread.path.pointAtPercent(eased(shareOf(now, goingOut))), byteSide);
    const double diameter = 2 * signal.radius;
    const auto back = now - goingOut;
    if (back > comingBack)
        return squareAt(off.pointAtPercent(shareOf(back - comingBack, fallingOff)), diameter);
    // What it comes to may stand beside the thread's end.
    const double way = eased(shareOf(back, comingBack));
    const auto aside = signal.centre - thread.path.pointAtPercent(0);
    return squareAt(thread.path.pointAtPercent(1 - way) + aside * way * way, diameter);
}

void SignalFlights::start(const std::vector<Event> &events, const StageLayout &layout,
                          const StageLayout &before, std::int64_t time)
{
    if (before.boxes.size() != layout.boxes.size())
        return;
    for (const auto &box : layout.boxes) {
        const auto *thread = threadIf(before, [&](const ThreadShape &shape) {
            return shape.worker == box.worker && shape.descriptor.end == End::Write;
        });
        const bool isTold = std::any_of(events.begin(), events.end(), [&](const Event &event) {
            return isAbout(event, box.worker);
        });
        if (thread && isTold && box.struck && before.boxes[box.worker].look != Look::Killed)
            add(*thread, box, layout.unit, time);
    }
    for (const auto &event : events) {
        if (!hasMetTheLid(event) || event.worker >= layout.boxes.size())
            continue;
        const auto isIts = [&](const ThreadShape &shape) {
            return shape.worker == event.worker && shape.descriptor.fd == event.arguments[0];
        };
        const auto *thread = threadIf(layout, isIts);
        if (!thread) // it has closed it since
            thread = threadIf(before, isIts);
        if (thread && layout.boxes[event.worker].shield)
            add(*thread, layout.boxes[event.worker], layout.unit, time);
    }
}

/// One at a time for each writer.
void SignalFlights::add(const ThreadShape &thread, const BoxShape &box, double unit,
                        std::int64_t time)
{
    const bool isUnderWay = std::any_of(
        m_flights.begin(), m_flights.end(),
        [&](const Flight &flight) { return flight.thread.worker == box.worker; });
    if (isUnderWay)
        return;
    Flight flight;
    flight.thread = thread;
    flight.thread.faded = flight.thread.faded || box.struck;
    flight.shield = box.struck ? std::nullopt : box.shield;
    flight.signal = flight.shield ? inFrontOf(*flight.shield, box) : *box.struck;
    if (flight.shield)
        flight.off = wayOff(box, flight.signal.centre, unit);
    flight.byteSide = std::round(30 * unit);
    flight.start = time;
    m_flights.push_back(std::move(flight));
}

QRegion SignalFlights::advance(std::int64_t time)
{
    QRegion region;
    for (auto &flight : m_flights) {
        auto around = flight.thread.path.boundingRect();
        if (flight.shield)
            around |= flight.shield->rect();
        if (flight.now == 0)
            region += placeDrawn(around);
        region += placeDrawn(flight.place());
        flight.now = std::min(flight.lasts(), time - flight.start);
        region += placeDrawn(flight.place());
        if (flight.now == flight.lasts())
            region += placeDrawn(around);
    }
    std::erase_if(m_flights, [](const Flight &flight) { return flight.now == flight.lasts(); });
    return region;
}

std::int64_t SignalFlights::underWay() const
{
    return static_cast<std::int64_t>(m_flights.size());
}

void SignalFlights::holdBack(StageLayout &layout) const
{
    for (const auto &flight : m_flights) {
        if (flight.shield)
            continue;
        layout.boxes[flight.thread.worker].struck.reset();
        layout.boxes[flight.thread.worker].crossed = false;
    }
}

void SignalFlights::paint(QPainter &painter, StagePainter &with, const QRegion &region) const
{
    for (const auto &flight : m_flights) {
        if (flight.shield) // it may have ended since
            with.paintShield(painter, flight.shield->rect(), flight.shield->text);
        else
            with.paintThread(painter, flight.thread);
        const auto place = flight.place();
        if (!region.intersects(place.toAlignedRect()))
            continue;
        painter.setOpacity(1 - shareOf(flight.now - goingOut - comingBack, fallingOff));
        if (flight.now < goingOut)
            with.paintPacket(painter, place, flight.thread.worker, {});
        else
            with.paintSignal(painter, place, flight.signal.text);
        painter.setOpacity(1);
    }
}

} // namespace seeipc
