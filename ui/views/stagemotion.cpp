// SPDX-License-Identifier: MIT
#include "ui/views/stagemotion.h"

#include "ui/scene/layoutparts.h"
#include "ui/views/easing.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <numeric>
#include <utility>

namespace seeipc {

namespace {

constexpr std::int64_t flight = 420'000'000;    ///< nanoseconds that a packet is on its way
constexpr std::int64_t copying = 700'000'000;   ///< that a copied table is
constexpr std::size_t mostPackets = 12;         ///< at a time
constexpr std::int64_t flowStays = 150'000'000; ///< nanoseconds after the last byte moved
constexpr double secondsPerNanosecond = 1e-9;

bool hasMovedBytes(const Event &event)
{
    return event.kind == EventKind::CallReturned && event.error == 0 && event.result > 0
           && (event.effect == Effect::Read || event.effect == Effect::Write
               || isTransfer(event.effect));
}

const ThreadShape *threadOf(const StageLayout &layout, const Event &event, ChannelId channel,
                            int fd)
{
    const auto found = std::find_if(
        layout.threads.begin(), layout.threads.end(), [&](const ThreadShape &thread) {
            return thread.worker == event.worker && thread.descriptor.channel == channel
                   && thread.descriptor.fd == fd;
        });
    return found != layout.threads.end() ? &*found : nullptr;
}

/// The way of the bytes along the threads of this layout: of a transfer from one channel to the other;
/// empty: there are none.
QPainterPath wayOf(const StageLayout &layout, const Event &event)
{
    const auto *thread = threadOf(layout, event, event.channel, event.arguments[0]);
    if (!thread)
        return {};
    if (!isTransfer(event.effect))
        return thread->path;
    const auto *out = threadOf(layout, event, event.to, event.arguments[1]);
    if (!out)
        return {};
    auto way = thread->path.toReversed();
    way.connectPath(out->path);
    return way;
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
    m_signals.clear();
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
        auto *to = event.to < m_slots.size() ? &m_slots[event.to] : nullptr;
        if (to && event.effect == Effect::Tee)
            slots->forceTee(*to, size);
        else if (to)
            slots->forceSplice(*to, size);
        else
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
    m_signals.start(events, layout, before, time);
    if (!m_signals.isEmpty())
        m_last = std::max(m_last, time);
    for (const auto &event : events) {
        addSheet(event, layout, time);
        if (!hasMovedBytes(event) || event.channel >= layout.tubes.size())
            continue;
        const auto writer = moves(event, layout);
        if (m_packets.size() >= mostPackets || layout.tubes[event.channel].flows)
            continue;
        auto way = wayOf(layout, event);
        if (way.isEmpty())
            way = wayOf(before, event);
        if (!way.isEmpty())
            add(event, way, writer, layout.unit, measure, time);
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
/// which are the same. Beneath the boxes: it covers none of their words.
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
    for (const auto &box : layout.boxes)
        sheet.boxes += box.rect.toAlignedRect();
    m_sheets.push_back(sheet);
    m_last = std::max(m_last, time);
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
        const double share = shareOf(time - sheet.start, copying);
        const auto way = sheet.to.center() - sheet.from.center(); // a low box has one row for all
        sheet.place = sheet.from.translated(way * eased(share));
        region += placeDrawn(sheet.place);
    }
    std::erase_if(m_sheets, [&](const Sheet &sheet) { return time - sheet.start >= copying; });
    for (auto &packet : m_packets) {
        region += placeDrawn(packet.place);
        const double share = eased(shareOf(time - packet.start, flight));
        const double way = packet.isBackwards ? 1 - share : share;
        const auto centre = packet.path.pointAtPercent(way);
        packet.place = QRectF(centre - QPointF(packet.size.width() / 2, packet.size.height() / 2),
                              packet.size);
        region += placeDrawn(packet.place);
    }
    std::erase_if(m_packets, [&](const Packet &packet) { return time - packet.start >= flight; });
    region += m_signals.advance(time);
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
        m_packets.begin(), m_packets.end(), m_signals.underWay(),
        [](std::int64_t sum, const Packet &packet) { return sum + packet.held; });
}

void StageMotion::holdBack(StageLayout &layout) const
{
    m_signals.holdBack(layout);
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
        const auto seen = QRegion(placeDrawn(sheet.place)) - sheet.boxes;
        if (!region.intersects(seen))
            continue;
        painter.save();
        painter.setClipRegion(seen, Qt::IntersectClip);
        with.paintSheet(painter, sheet.place, sheet.lines);
        painter.restore();
    }
    for (const auto &packet : m_packets) {
        if (!region.intersects(packet.place.toAlignedRect()))
            continue;
        with.paintPacket(painter, packet.place, packet.writer, packet.letters);
    }
    m_signals.paint(painter, with, region);
}

} // namespace seeipc
