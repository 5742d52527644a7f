// SPDX-License-Identifier: MIT
// A FIFO's name plate, and its two half-doors as long as nobody has it open.
#include "ui/scene/layoutparts.h"
#include "ui/scene/words.h"

#include <algorithm>
#include <cmath>

namespace seeipc {

namespace {

constexpr double widestDoor = 46;  ///< units
constexpr double doorShare = 0.12; ///< of the wall's width
constexpr double besideDoor = 26;  ///< units on both sides of a door
constexpr double ajar = 0.13;   ///< of its height, that its free edge is lower where somebody waits
constexpr double platePad = 14; ///< units beside the letters on a plate
constexpr double leastDoor = 44; ///< units of height, where a plate has two lines

QString nameOn(const StageFacts &facts, ChannelId id)
{
    const auto &part = facts.cast.channels[id];
    const auto others = static_cast<int>(facts.snapshot.channels[id].names.size()) - 1;
    return words::namesOfFifo(QString::fromStdString(part.path.empty() ? part.name : part.path),
                              others);
}

Label centred(const TextMeasure &measure, double middle, double top, const QString &text,
              TextRole role, Tone tone)
{
    return labelAt(measure, {std::round(middle - measure.width(role, text) / 2), top}, text, role,
                   tone);
}

/// In the wall, with what ls(1) would say of it: above the doors, or between them where the wall is low.
PlateShape plateInWall(const TubeShape &tube, const StageFacts &facts, double unit, bool isTall)
{
    const auto &measure = facts.measure;
    const auto name = nameOn(facts, tube.channel);
    const auto mode = words::fifoMode(facts.snapshot.channels[tube.channel]);
    const double nameHeight = measure.lineHeight(TextRole::Name);
    const double modeHeight = measure.lineHeight(TextRole::Small);
    const double nameWidth = measure.width(TextRole::Name, name);
    const double modeWidth = measure.width(TextRole::Small, mode);
    const double gap = 12 * unit;
    const double width = isTall ? std::max(nameWidth, modeWidth) : nameWidth + gap + modeWidth;
    const double middle = tube.wall.center().x();
    const double height = nameHeight + (isTall ? modeHeight : 0) + 8 * unit;
    const double top = std::round(isTall ? tube.wall.top() + 8 * unit
                                         : tube.wall.center().y() - height / 2);
    PlateShape plate;
    plate.rect = QRectF(middle - width / 2 - platePad * unit, top, width + 2 * platePad * unit,
                        height);
    if (isTall) {
        plate.labels = {centred(measure, middle, top + 3 * unit, name, TextRole::Name, Tone::Ink),
                        centred(measure, middle, top + nameHeight + 3 * unit, mode, TextRole::Small,
                                Tone::Muted)};
        return plate;
    }
    const double left = plate.rect.left() + platePad * unit;
    const double base = top + 4 * unit + measure.ascent(TextRole::Name);
    plate.labels = {labelAt(measure, {left, top + 4 * unit}, name, TextRole::Name),
                    labelAt(measure,
                            {left + nameWidth + gap, base - measure.ascent(TextRole::Small)}, mode,
                            TextRole::Small, Tone::Muted)};
    return plate;
}

/// On the tube's upper edge; fallen beneath it where the name is gone.
PlateShape plateOnTube(const TubeShape &tube, const StageFacts &facts, double unit, bool hasName)
{
    const auto &measure = facts.measure;
    const double height = measure.lineHeight(TextRole::Small) + 4 * unit;
    const auto name = nameOn(facts, tube.channel);
    const double width = measure.width(TextRole::Small, name) + platePad * unit;
    PlateShape plate;
    plate.hasFallen = !hasName;
    const double left = hasName ? tube.wall.center().x() - width / 2 : tube.wall.left() + 8 * unit;
    const double top = hasName ? tube.wall.top() - height * 0.45 : tube.wall.bottom() + 6 * unit;
    plate.rect = QRectF(std::round(left), std::round(top), width, height);
    plate.labels = {labelAt(measure,
                            {plate.rect.left() + platePad * unit / 2, plate.rect.top() + 2 * unit},
                            name, TextRole::Small, hasName ? Tone::Ink : Tone::Muted)};
    return plate;
}

DoorShape doorAt(const QRectF &place, bool isLeft, End end, bool isAwaited)
{
    const double lower = isAwaited ? place.height() * ajar : 0;
    DoorShape door;
    door.end = end;
    door.isAwaited = isAwaited;
    door.leaf << place.topLeft() + QPointF(0, isLeft ? 0 : lower)
              << place.topRight() + QPointF(0, isLeft ? lower : 0)
              << place.bottomRight() - QPointF(0, isLeft ? lower : 0)
              << place.bottomLeft() - QPointF(0, isLeft ? 0 : lower);
    return door;
}

/// Does anybody wait at this door whom nobody can let in?
bool standsForEver(const StageFacts &facts, ChannelId channel, End end)
{
    const auto openers = facts.snapshot.openersOf(channel, end);
    return std::any_of(openers.begin(), openers.end(), [&](WorkerId worker) {
        const auto *wait = facts.waits.of(worker);
        return wait && wait->hopeless;
    });
}

} // namespace

double doorPlace(const TubeShape &tube, End side)
{
    for (const auto &door : tube.doors) {
        if (door.end == side)
            return door.leaf.boundingRect().center().x();
    }
    return tube.wall.center().x();
}

void addDoors(TubeShape &tube, const StageFacts &facts, double unit)
{
    const auto &channel = facts.snapshot.channels[tube.channel];
    if (!channel.isFifo || !channel.exists || channel.gone)
        return;
    if (channel.isHeld()) {
        tube.plate = plateOnTube(tube, facts, unit, !channel.names.empty());
        return;
    }
    const auto &measure = facts.measure;
    const double plateHeight = measure.lineHeight(TextRole::Name)
                               + measure.lineHeight(TextRole::Small);
    const bool isTall = tube.wall.height() >= plateHeight + leastDoor * unit
                                                  + measure.lineHeight(TextRole::Small) + 30 * unit;
    double top = tube.wall.top() + 10 * unit;
    if (!channel.names.empty())
        tube.plate = plateInWall(tube, facts, unit, isTall);
    if (tube.plate && isTall)
        top = tube.plate->rect.bottom() + 8 * unit;
    const double sideHeight = measure.lineHeight(TextRole::Small);
    const double room = tube.wall.bottom() - top - 8 * unit;
    const bool hasSides = isTall && room > sideHeight + leastDoor * unit * 0.6;
    const double height = std::max(4.0, room - (hasSides ? sideHeight + 4 * unit : 0));
    const double width = std::min(widestDoor * unit, tube.wall.width() * doorShare);
    const double aside = std::min(besideDoor * unit, tube.wall.width() * doorShare / 2);
    for (const bool isLeft : {true, false}) {
        const auto end = isLeft == tube.flowsRight ? End::Write : End::Read;
        const auto waiting = facts.snapshot.openersOf(tube.channel, end).size();
        const double left = isLeft ? tube.wall.left() + aside : tube.wall.right() - aside - width;
        tube.doors.push_back(
            doorAt(QRectF(std::round(left), top, width, height), isLeft, end, waiting > 0));
        tube.doors.back().isHopeless = standsForEver(facts, tube.channel, end);
        const auto side = measure.firstFitting(TextRole::Small, words::doorSide(end, waiting),
                                               tube.wall.width() / 2 - 12 * unit);
        if (!hasSides || side.isEmpty())
            continue;
        const double x = isLeft
                             ? tube.wall.left() + 10 * unit
                             : tube.wall.right() - 10 * unit - measure.width(TextRole::Small, side);
        tube.labels.push_back(labelAt(measure, {std::round(x), top + height + 4 * unit}, side,
                                      TextRole::Small, waiting > 0 ? Tone::Ink : Tone::Muted));
    }
    const auto doors = tube.doors[0].leaf.boundingRect() | tube.doors[1].leaf.boundingRect();
    tube.passage = doors.adjusted(width + aside, height * 0.18, -width - aside, -height * 0.18);
    const auto closed = measure.firstFitting(TextRole::Small, words::noWayYet(),
                                             tube.passage.width() - 12 * unit);
    const bool isFree = !tube.plate || isTall;
    if (!closed.isEmpty() && isFree && tube.passage.height() > sideHeight)
        tube.labels.push_back(centred(measure, tube.passage.center().x(),
                                      tube.passage.center().y() - sideHeight / 2, closed,
                                      TextRole::Small, Tone::Muted));
}

} // namespace seeipc
