// SPDX-License-Identifier: MIT
#include "ui/views/stagemotion.h"

#include "ui/scene/layoutparts.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <numeric>
#include <utility>

namespace seeipc {

namespace {

constexpr std::int64_t flight = 420'000'000; ///< nanoseconds that a packet is on its way
constexpr std::int64_t striking =
    340'000'000; ///< that a write is on its way to a lid, and a signal back
constexpr std::int64_t copying = 700'000'000;   ///< that a copied table is
constexpr std::size_t mostPackets = 12;         ///< at a time
constexpr std::int64_t flowStays = 150'000'000; ///< nanoseconds after the last byte moved
constexpr double secondsPerNanosecond = 1e-9;

/// Starts and arrives gently.
double eased(double share)
{
    return share * share * (3 - 2 * share);
}

bool hasMovedBytes(const Event &event)
{
    return event.kind == EventKind::CallReturned && event.error == 0 && event.result > 0
           && (event.effect == Effect::Read || event.effect == Effect::Write);
}

const ThreadShape *threadOf(const StageLayout &layout, const Event &event)
{
    const auto found = std::find_if(
        layout.threads.begin(), layout.threads.end(), [&](const ThreadShape &thread) {
            return thread.worker == event.worker && thread.descriptor.channel == event.channel
                   && thread.descriptor.fd == event.arguments[0];
        });
    return found != layout.threads.end() ? &*found : nullptr;
}

bool hangsOutside(const StageLayout &layout, ChannelId channel, WorkerId writer)
{
    const auto &outside = layout.tubes[channel].outside;
    return std::any_of(outside.begin(), outside.end(),
                       [&](const OutsideShape &shape) { return shape.worker == writer; });
}

/// Without the letters of the newest bytes. What was cut to fit says nothing of its end.
void holdBackIn(TubeShape &tube, std::int64_t bytes)
{
    for (auto slot = tube.cells.rbegin(); slot != tube.cells.rend() && bytes > 0; ++slot) {
        if (slot->bytes.isEmpty())
            continue;
        const auto there = std::min<std::int64_t>(bytes, slot->letters.size());
        if (there == 0)
            return; // newer bytes came, whose letters nobody knows
        if (slot->letters.endsWith(QChar(0x2026)))
            slot->letters.clear();
        slot->letters.chop(there);
        bytes -= there;
    }
}

/// The part of the picture that something in this place changes.
QRect placeDrawn(const QRectF &place)
{
    return place.toAlignedRect().adjusted(-3, -3, 3, 3);
}

/// Tells when a call was entered.
bool hasBegun(const Event &event)
{
    return event.kind == EventKind::CallEntered || event.kind == EventKind::CallReturned;
}

/// When the last event of the worker was, in nanoseconds since the session began; 0: there is none.
std::int64_t lastSeen(const std::vector<Event> &events, WorkerId worker)
{
    std::int64_t time = 0;
    for (const auto &event : events) {
        if (event.worker == worker)
            time = std::max(time, event.time);
    }
    return time;
}

} // namespace

std::int64_t steadyNanoseconds()
{
    return std::chrono::duration_cast<std::chrono::nanoseconds>(
               std::chrono::steady_clock::now().time_since_epoch())
        .count();
}

void StageMotion::setMotion(Motion motion)
{
    m_motion = motion;
    if (motion == Motion::Still)
        clear();
}

void StageMotion::clear()
{
    settle();
    m_flows.clear();
    m_isFlowing = false;
}

void StageMotion::settle()
{
    m_packets.clear();
    m_sheets.clear();
    m_unstruck.clear();
}

void StageMotion::agree(const Snapshot &snapshot)
{
    m_slots.clear();
    m_slots.reserve(snapshot.channels.size());
    for (const auto &channel : snapshot.channels)
        m_slots.push_back(channel.slots);
}

/// Lets the bytes in or out. Whose they are: a byte that is read stays its writer's, whoever may
/// write by now. A read that is told before its write takes those of another who can write.
WorkerId StageMotion::moves(const Event &event, const StageLayout &layout)
{
    const auto size = static_cast<std::size_t>(event.result);
    auto *slots = event.channel < m_slots.size() ? &m_slots[event.channel] : nullptr;
    if (event.effect == Effect::Write) {
        if (slots)
            slots->forceWrite(size, event.worker);
        return event.worker;
    }
    if (slots && slots->isReadable()) {
        const WorkerId writer = slots->slots().front().writer;
        slots->forceRead(size);
        return writer;
    }
    for (const auto &thread : layout.threads) {
        if (thread.descriptor.channel == event.channel && thread.descriptor.end == End::Write
            && thread.worker != event.worker)
            return thread.worker;
    }
    return event.worker;
}

void StageMotion::start(const std::vector<Event> &events, const StageLayout &layout,
                        const StageLayout &before, const TextMeasure &measure, std::int64_t time)
{
    if (m_motion == Motion::Still)
        return;
    addSignals(events, layout, before, measure, time);
    cutShort(events);
    for (const auto &event : events) {
        addSheet(event, layout, time);
        if (!hasMovedBytes(event) || event.channel >= layout.tubes.size())
            continue;
        const auto writer = moves(event, layout);
        if (m_packets.size() >= mostPackets || layout.tubes[event.channel].flows)
            continue;
        const auto *thread = threadOf(layout, event);
        if (!thread)
            thread = threadOf(before, event);
        if (thread)
            add(event, thread->path, writer, layout.unit, measure, time);
    }
    for (auto &packet : m_packets) {
        if (!packet.isBackwards && hangsOutside(layout, packet.channel, packet.writer))
            packet.start = std::min(packet.start, time - flight);
    }
}

void StageMotion::add(const Event &event, const QPainterPath &path, WorkerId writer, double unit,
                      const TextMeasure &measure, std::int64_t time)
{
    Packet packet;
    packet.writer = writer;
    packet.channel = event.channel;
    packet.path = path;
    packet.isBackwards = event.effect == Effect::Read;
    packet.start = time;
    packet.lasts = flight;
    const double side = std::round(30 * unit);
    packet.size = {side, side};
    const bool isKnown = event.result <= ChannelContents::mostLetters
                         && event.payloadLength >= event.result;
    if (isKnown) {
        const auto bytes = event.payloadText().substr(0, static_cast<std::size_t>(event.result));
        packet.letters = measure.elided(TextRole::Call, readable(bytes), 220 * unit);
        packet.held = packet.isBackwards ? 0 : event.result;
        packet.size = {measure.width(TextRole::Call, packet.letters) + 14 * unit,
                       measure.lineHeight(TextRole::Call) + 8 * unit};
    }
    m_packets.push_back(packet);
    m_last = std::max(m_last, time);
}

/// What tells of the descriptors of the one that forked slides over to where the child's are told of,
/// which are the same.
void StageMotion::addSheet(const Event &event, const StageLayout &layout, std::int64_t time)
{
    const bool hasForked = event.kind == EventKind::CallReturned && event.effect == Effect::Fork
                           && event.error == 0 && event.worker < layout.boxes.size()
                           && event.other < layout.boxes.size();
    if (!hasForked)
        return;
    Sheet sheet;
    sheet.start = time;
    const auto &parent = layout.boxes[event.worker];
    for (const auto &row : parent.rows)
        sheet.from |= row.rect;
    for (const auto &label : parent.labels) {
        const bool isRow = std::any_of(
            parent.rows.begin(), parent.rows.end(),
            [&](const DescriptorRow &row) { return row.rect == label.rect; });
        if (isRow)
            sheet.lines.append(label.text);
    }
    for (const auto &row : layout.boxes[event.other].rows)
        sheet.to |= row.rect;
    if (sheet.lines.isEmpty() || sheet.to.isEmpty())
        return;
    const double edge = 6 * layout.unit;
    for (auto *rect : {&sheet.from, &sheet.to})
        rect->adjust(-edge, -edge / 2, 2 * edge, edge / 2);
    m_sheets.push_back(sheet);
    m_last = std::max(m_last, time);
}

void StageMotion::addSignals(const std::vector<Event> &events, const StageLayout &layout,
                             const StageLayout &before, const TextMeasure &measure,
                             std::int64_t time)
{
    for (std::size_t i = 0; i < layout.boxes.size(); ++i) {
        const auto &struck = layout.boxes[i].struck;
        const auto worker = static_cast<WorkerId>(i);
        const auto known = std::find(m_struck.begin(), m_struck.end(), worker);
        if (!struck && known != m_struck.end())
            m_struck.erase(known);
        const auto thread = std::find_if(
            before.threads.begin(), before.threads.end(), [&](const ThreadShape &shape) {
                return shape.worker == worker && shape.descriptor.end == End::Write;
            });
        if (!struck || known != m_struck.end() || before.boxes.size() != layout.boxes.size()
            || before.boxes[i].struck || thread == before.threads.end())
            continue;
        m_struck.push_back(worker);
        addSignal(layout.boxes[i], *thread, before, measure, time);
        m_unstruck.back().died = lastSeen(events, worker);
    }
}

/// Its write goes along its own thread and is turned away at the end of it: nothing gets into the tube.
void StageMotion::addSignal(const BoxShape &struck, const ThreadShape &thread,
                            const StageLayout &before, const TextMeasure &measure,
                            std::int64_t time)
{
    Packet packet;
    packet.struck = thread.worker;
    packet.lasts = striking;
    packet.writer = thread.worker;
    packet.channel = thread.descriptor.channel;
    packet.path = thread.path;
    const double side = std::round(30 * before.unit);
    packet.size = {side, side};
    packet.start = time;
    m_packets.push_back(packet);
    packet.isBackwards = packet.isSignal = true;
    packet.letters = struck.struck->text;
    packet.size = struck.struck->rect().size();
    packet.start = time + striking;
    m_packets.push_back(packet);
    Unstruck unstruck{boxInItsLastCall(before.boxes[thread.worker], struck, measure),
                      {},
                      before.tubes[packet.channel]};
    unstruck.until = time + 2 * striking;
    for (const auto &shape : before.threads) {
        if (shape.worker == thread.worker)
            unstruck.threads.push_back(shape);
    }
    m_unstruck.push_back(std::move(unstruck));
    m_last = std::max(m_last, time);
}

void StageMotion::cutShort(const std::vector<Event> &events)
{
    std::erase_if(m_unstruck, [&](const Unstruck &unstruck) {
        const bool goesOn = std::any_of(events.begin(), events.end(), [&](const Event &event) {
            return hasBegun(event) && event.entered > unstruck.died;
        });
        if (!goesOn)
            return false;
        std::erase_if(m_packets, [&](const Packet &packet) {
            if (packet.struck != unstruck.box.worker)
                return false;
            m_left += placeDrawn(packet.place);
            return true;
        });
        return true;
    });
}

void StageMotion::flow(const StageLayout &layout, const Snapshot &snapshot, std::int64_t time)
{
    if (m_motion == Motion::Still)
        return;
    if (!m_isFlowing)
        m_last = std::max(m_last, time);
    m_flows.resize(layout.tubes.size());
    for (const auto &tube : layout.tubes)
        flowIn(tube, layout, snapshot, time);
    m_isFlowing = std::any_of(m_flows.begin(), m_flows.end(),
                              [](const Flow &flow) { return flow.isOn; });
}

void StageMotion::flowIn(const TubeShape &tube, const StageLayout &layout, const Snapshot &snapshot,
                         std::int64_t time)
{
    const auto &channel = snapshot.channels[tube.channel];
    auto &flow = m_flows[tube.channel];
    const auto moved = channel.bytesIn + channel.bytesOut;
    if (moved != flow.moved)
        flow.lastMoved = time;
    flow.moved = moved;
    flow.isOn = tube.flows && time - flow.lastMoved < flowStays;
    m_left += flow.places;
    flow.paths.clear();
    flow.places = {};
    if (!flow.isOn)
        return;
    flow.channel = tube.channel;
    flow.speed = 2;
    for (const auto &thread : layout.threads) {
        const auto &box = layout.boxes[thread.worker];
        const auto &process = snapshot.processes[thread.worker];
        const bool isWrite = thread.descriptor.end == End::Write;
        const bool hasMoved = (isWrite ? process.bytesWritten : process.bytesRead) > 0;
        if (thread.descriptor.channel != tube.channel || box.look == Look::Asleep || !hasMoved)
            continue;
        if (isWrite)
            flow.writer = thread.worker;
        flow.paths.push_back(isWrite ? thread.path : thread.path.toReversed());
        flow.places += thread.path.boundingRect().toAlignedRect().adjusted(0, -5, 0, 5);
    }
    const int edge = static_cast<int>(std::ceil(6 * layout.unit));
    for (const auto &box : layout.boxes)
        flow.places -= box.rect.toAlignedRect().adjusted(-edge, -edge, edge, edge);
    for (const auto *socket : {&tube.writeEnd, &tube.readEnd}) {
        const int reach = static_cast<int>(std::ceil(socket->radius)) + 2;
        flow.places -= QRect(socket->centre.toPoint() - QPoint(reach, reach),
                             QSize(2 * reach, 2 * reach));
    }
}

QRegion StageMotion::advance(std::int64_t time)
{
    QRegion region = std::exchange(m_left, {});
    for (auto &sheet : m_sheets) {
        region += placeDrawn(sheet.place);
        const double share = std::clamp(
            static_cast<double>(time - sheet.start) / static_cast<double>(copying), 0.0, 1.0);
        const auto way = sheet.to.center() - sheet.from.center(); // a low box has one row for all
        sheet.place = sheet.from.translated(way * eased(share));
        region += placeDrawn(sheet.place);
    }
    std::erase_if(m_sheets, [&](const Sheet &sheet) { return time - sheet.start >= copying; });
    for (auto &packet : m_packets) {
        if (time < packet.start)
            continue;
        region += placeDrawn(packet.place);
        const double share = std::clamp(
            static_cast<double>(time - packet.start) / static_cast<double>(packet.lasts), 0.0, 1.0);
        const double way = packet.isBackwards ? 1 - eased(share) : eased(share);
        const auto centre = packet.path.pointAtPercent(way);
        packet.place = QRectF(centre - QPointF(packet.size.width() / 2, packet.size.height() / 2),
                              packet.size);
        region += placeDrawn(packet.place);
    }
    std::erase_if(m_packets,
                  [&](const Packet &packet) { return time - packet.start >= packet.lasts; });
    std::erase_if(m_unstruck, [&](const Unstruck &unstruck) { return time >= unstruck.until; });
    const double passed = static_cast<double>(std::max<std::int64_t>(0, time - m_last))
                          * secondsPerNanosecond;
    for (auto &flow : m_flows) {
        if (!flow.isOn)
            continue;
        flow.phase = std::fmod(flow.phase + std::min(passed, 0.1) * flow.speed, 1.0);
        region += flow.places;
        flow.isOn = time - flow.lastMoved < flowStays;
    }
    m_isFlowing = std::any_of(m_flows.begin(), m_flows.end(),
                              [](const Flow &flow) { return flow.isOn; });
    m_last = time;
    return region;
}

std::int64_t StageMotion::underWay() const
{
    return std::accumulate(
        m_packets.begin(), m_packets.end(), static_cast<std::int64_t>(m_unstruck.size()),
        [](std::int64_t sum, const Packet &packet) { return sum + packet.held; });
}

void StageMotion::holdBack(StageLayout &layout) const
{
    for (const auto &unstruck : m_unstruck) {
        auto &box = layout.boxes[unstruck.box.worker];
        const bool isSelected = box.selected;
        const bool isFocused = box.focused;
        box = unstruck.box;
        box.selected = isSelected;
        box.focused = isFocused;
        layout.tubes[unstruck.tube.channel] = unstruck.tube;
        std::erase_if(layout.threads,
                      [&](const ThreadShape &thread) { return thread.worker == box.worker; });
        layout.threads.insert(layout.threads.end(), unstruck.threads.begin(),
                              unstruck.threads.end());
    }
    std::vector<std::int64_t> held(layout.tubes.size());
    for (const auto &packet : m_packets) {
        if (packet.channel < held.size())
            held[packet.channel] += packet.held;
    }
    for (auto &tube : layout.tubes)
        holdBackIn(tube, held[tube.channel]);
}

void StageMotion::paint(QPainter &painter, StagePainter &with, const QRegion &region) const
{
    for (const auto &flow : m_flows) {
        if (!flow.isOn || !region.intersects(flow.places))
            continue;
        painter.save();
        painter.setClipRegion(flow.places, Qt::IntersectClip);
        for (const auto &path : flow.paths)
            with.paintFlow(painter, path, flow.writer, flow.phase);
        painter.restore();
    }
    for (const auto &sheet : m_sheets) {
        if (region.intersects(sheet.place.toAlignedRect()))
            with.paintSheet(painter, sheet.place, sheet.lines);
    }
    for (const auto &packet : m_packets) {
        if (!region.intersects(packet.place.toAlignedRect()))
            continue;
        if (packet.isSignal)
            with.paintSignal(painter, packet.place, packet.letters);
        else
            with.paintPacket(painter, packet.place, packet.writer, packet.letters);
    }
}

} // namespace seeipc
