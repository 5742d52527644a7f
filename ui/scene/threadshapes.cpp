// SPDX-License-Identifier: MIT
// Threads from descriptors to sockets, and the packets that hang before a full channel.
#include "ui/scene/layoutparts.h"
#include "ui/scene/words.h"

#include <algorithm>
#include <cmath>

namespace seeipc {

namespace {

bool hasSeveral(const StageFrame &frame, Column column)
{
    return frame.inColumn(column) > 1;
}

/// Straight towards the socket beside it. Alone in its column a thread bends at once and leaves a
/// level way for packets; among several it stays level at its own row first.
QPainterPath nearThread(const StageFrame &frame, const QPointF &dot, const QPointF &socket,
                        Column column)
{
    const double way = socket.x() - dot.x();
    const double level = hasSeveral(frame, column) ? 0.8 : 0.04;
    const double bent = hasSeveral(frame, column) ? 1 : 0.34;
    const QPointF from(dot.x() + way * level, dot.y());
    const QPointF to(dot.x() + way * bent, socket.y());
    QPainterPath path(dot);
    path.lineTo(from);
    path.cubicTo(QPointF((from.x() + to.x()) / 2, from.y()),
                 QPointF((from.x() + to.x()) / 2, to.y()), to);
    path.lineTo(socket);
    return path;
}

QPointF outside(const TubeShape &tube, const SocketShape &socket, double distance)
{
    const bool isRight = socket.centre.x() > tube.wall.center().x();
    return socket.centre + QPointF(isRight ? distance : -distance, 0);
}

/// Is there another box in the middle on the way to the channel's left or right end?
bool isBehindAnother(const StageFrame &frame, WorkerId worker, double endX)
{
    const auto &own = frame.boxes[worker].rect;
    return std::any_of(frame.boxes.begin(), frame.boxes.end(), [&](const BoxPlace &other) {
        return other.column == Column::Middle
               && (endX < own.left() ? other.rect.left() < own.left()
                                     : other.rect.left() > own.left());
    });
}

QPainterPath threadPath(const StageFrame &frame, const BoxShape &box, const DescriptorRow &row,
                        const TubeShape &tube)
{
    const auto column = frame.boxes[box.worker].column;
    const auto &socket = row.descriptor.end == End::Write ? tube.writeEnd : tube.readEnd;
    const auto edge = outside(tube, socket, socket.radius);
    const double away = 10 * frame.unit;
    const auto turn = outside(tube, socket, socket.radius + away);
    const double bend = 8 * frame.unit;
    const bool isRightSocket = socket.centre.x() > tube.wall.center().x();
    if (column == Column::Middle && isBehindAnother(frame, box.worker, turn.x())) {
        const double lane = frame.belowLane + (isRightSocket ? 8 * frame.unit : 0);
        const double start = row.dot.x() + (isRightSocket ? away : -away);
        return roundedWay(
            {row.dot, {start, row.dot.y()}, {start, lane}, {turn.x(), lane}, turn, edge}, bend);
    }
    if (column == Column::Middle)
        return roundedWay({row.dot, {turn.x(), row.dot.y()}, turn, edge}, bend);
    if (isRightSocket == (column == Column::Right))
        return nearThread(frame, row.dot, edge, column);
    const double lane = frame.channels[tube.channel].threadLane;
    const double start = row.dot.x() + (column == Column::Left ? away : -away);
    return roundedWay({row.dot, {start, row.dot.y()}, {start, lane}, {turn.x(), lane}, turn, edge},
                      bend);
}

/// The own end of a channel that a hopeless sleeper itself keeps open.
bool isForgotten(const WaitsFor &waits, WorkerId worker, int fd)
{
    return std::any_of(waits.waits.begin(), waits.waits.end(), [&](const Wait &wait) {
        return wait.worker == worker && wait.hopeless
               && std::find(wait.ownHolders.begin(), wait.ownHolders.end(), Holder{worker, fd})
                      != wait.ownHolders.end();
    });
}

/// The lines, those that are too wide broken at their spaces.
QStringList wrapped(const TextMeasure &measure, const QStringList &lines, double room)
{
    QStringList broken;
    for (const auto &line : lines) {
        QString part;
        for (const auto &word : line.split(QLatin1Char(' '))) {
            const auto longer = part.isEmpty() ? word : part + QLatin1Char(' ') + word;
            if (!part.isEmpty() && measure.width(TextRole::Small, longer) > room) {
                broken += part;
                part = word;
            } else {
                part = longer;
            }
        }
        broken += part;
    }
    return broken;
}

/// Does a thread from the other side come down before the tube's write end?
bool comesFromAcross(const StageFrame &frame, const std::vector<ThreadShape> &threads,
                     const TubeShape &tube)
{
    const bool isRight = tube.writeEnd.centre.x() > tube.wall.center().x();
    return std::any_of(threads.begin(), threads.end(), [&](const ThreadShape &thread) {
        return thread.descriptor.channel == tube.channel && thread.descriptor.end == End::Write
               && frame.boxes[thread.worker].column == (isRight ? Column::Left : Column::Right);
    });
}

} // namespace

QPainterPath roundedWay(const std::vector<QPointF> &corners, double radius)
{
    QPainterPath path(corners.front());
    for (std::size_t i = 1; i + 1 < corners.size(); ++i) {
        const auto before = corners[i] - corners[i - 1];
        const auto after = corners[i + 1] - corners[i];
        const double in = std::hypot(before.x(), before.y());
        const double out = std::hypot(after.x(), after.y());
        const double bend = std::min({radius, in / 2, out / 2});
        if (in < 0.5 || out < 0.5)
            continue;
        path.lineTo(corners[i] - before / in * bend);
        path.quadTo(corners[i], corners[i] + after / out * bend);
    }
    path.lineTo(corners.back());
    return path;
}

std::vector<ThreadShape> threadShapes(const StageFacts &facts, const StageFrame &frame,
                                      const std::vector<BoxShape> &boxes,
                                      const std::vector<TubeShape> &tubes)
{
    std::vector<ThreadShape> threads;
    for (const auto &box : boxes) {
        for (const auto &row : box.rows) {
            if (row.descriptor.channel >= tubes.size())
                continue;
            threads.push_back({box.worker, row.descriptor,
                               threadPath(frame, box, row, tubes[row.descriptor.channel]),
                               isForgotten(facts.waits, box.worker, row.descriptor.fd), box.faded});
        }
    }
    return threads;
}

void addOutside(const StageFacts &facts, const StageFrame &frame,
                const std::vector<ThreadShape> &threads, std::vector<TubeShape> &tubes)
{
    const auto &measure = facts.measure;
    for (auto &tube : tubes) {
        const auto &channel = facts.snapshot.channels[tube.channel];
        for (const auto &write : channel.pending) {
            const auto page = static_cast<std::int64_t>(channel.slots.pageSize());
            const bool isExact = channel.slotsExact
                                 || write.asked <= page; // at once, or not at all
            const auto thread = std::find_if(
                threads.begin(), threads.end(), [&](const ThreadShape &shape) {
                    return shape.worker == write.worker && shape.descriptor.end == End::Write
                           && shape.descriptor.channel == tube.channel;
                });
            if (thread == threads.end() || write.asked <= write.in)
                continue;
            if (!isSeenAsleep(facts, write.worker)
                && !facts.snapshot.processes[write.worker].isStoppedInside())
                continue;
            const auto column = frame.boxes[write.worker].column;
            const bool isAmong = frame.inColumn(column) > 1;
            const double size = std::round((isAmong ? 26 : 44) * frame.unit);
            OutsideShape shape;
            shape.worker = write.worker;
            auto centre = thread->path.pointAtPercent(0);
            const auto socket = tube.writeEnd.centre;
            const bool isPassing = column == Column::Middle
                                   && isBehindAnother(frame, write.worker, socket.x());
            if (isPassing) // on its way up to the socket
                centre = {outside(tube, tube.writeEnd, tube.writeEnd.radius + 10 * frame.unit).x(),
                          (frame.boxes[write.worker].rect.top() + tube.wall.bottom()) / 2};
            else if (column == Column::Middle)
                centre.setX((centre.x() + socket.x()) / 2);
            else
                centre = {centre.x() + (socket.x() - centre.x()) * (isAmong ? 0.4 : 0.54),
                          isAmong ? centre.y() : socket.y()};
            shape.rect = QRectF(centre - QPointF(size / 2, size / 2), QSizeF(size, size));
            auto lines = words::pending(write, isExact);
            if (isAmong || column == Column::Middle)
                lines = lines.mid(0, 1);
            const double room = isAmong ? frame.gap * 0.76 : frame.gap * 0.92 - 12 * frame.unit;
            // before the write end a thread from the other side comes down from above
            const bool isAcross = column != Column::Middle && comesFromAcross(frame, threads, tube);
            const double lane = tube.writeEnd.radius + 14 * frame.unit;
            const bool isTight = measure.width(TextRole::Small, lines.front())
                                 > frame.gap
                                       - (isAcross ? lane + 3 * frame.unit
                                                   : tube.writeEnd.radius + 12 * frame.unit);
            if (write.in == 0 && isTight && column != Column::Middle)
                lines = {words::pendingInShort(write, isExact)};
            if (column != Column::Middle) {
                const auto outside = lines.back(); // what the packet stands for
                lines = wrapped(measure, lines, room);
                if (lines.size() > 2)
                    lines = wrapped(measure, {outside}, room);
            }
            const double height = measure.lineHeight(TextRole::Small);
            const bool comesFromAbove = thread->path.pointAtPercent(0).y() < centre.y() - 1;
            double y = comesFromAbove ? shape.rect.bottom() + 4 * frame.unit
                                      : shape.rect.top() - 4 * frame.unit
                                            - height * static_cast<double>(lines.size());
            if (isPassing)
                y = centre.y() - height / 2;
            for (const auto &line : lines) {
                const double width = measure.width(TextRole::Small, line);
                const double inwards = size / 2 + 5 * frame.unit;
                double x = !isPassing        ? centre.x() - width / 2
                           : tube.flowsRight ? centre.x() + inwards
                                             : centre.x() - inwards - width;
                if (isAcross && column == Column::Left)
                    x = std::min(x, socket.x() - lane - width);
                else if (isAcross)
                    x = std::max(x, socket.x() + lane);
                shape.labels.push_back(labelAt(measure, {std::round(x), std::round(y)}, line,
                                               TextRole::Small, Tone::Muted, SourceMark::Dotted));
                y += height;
            }
            tube.outside.push_back(shape);
        }
    }
}

} // namespace seeipc
