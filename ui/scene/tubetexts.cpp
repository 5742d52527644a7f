// SPDX-License-Identifier: MIT
// What is told beneath a tube: its fill with the age of that, and a line of what lies in it.
#include "ui/scene/layoutparts.h"
#include "ui/scene/words.h"

#include <algorithm>
#include <cmath>
#include <span>

namespace seeipc {

namespace {

constexpr double arrowSpace = 24; ///< units between texts and an arrow's middle

struct Piece
{
    QString text;
    TextRole role;
    Tone tone;
    SourceMark mark;
};

double between(const TextMeasure &measure)
{
    return 14 * measure.scale().unit;
}

/// Pieces side by side.
double widthOf(const TextMeasure &measure, std::span<const Piece> pieces)
{
    double width = 0;
    for (const auto &piece : pieces)
        width += labelWidth(measure, piece.text, piece.role, piece.mark);
    return pieces.empty() ? 0 : width + between(measure) * static_cast<double>(pieces.size() - 1);
}

/// What they take of a line that goes on.
double withGap(const TextMeasure &measure, std::span<const Piece> pieces)
{
    return pieces.empty() ? 0 : widthOf(measure, pieces) + between(measure);
}

/// Where a line begins: what it tells stands around `centre`, an age hangs behind that, so that
/// nothing moves when it comes and goes. None of it reaches beyond `right`.
double leftOf(const TextMeasure &measure, std::span<const Piece> pieces, double centre,
              double right)
{
    const bool hasAge = pieces.size() > 1 && pieces.back().mark == SourceMark::Clock;
    const auto told = hasAge ? pieces.first(pieces.size() - 1) : pieces;
    return std::round(
        std::min(centre - widthOf(measure, told) / 2, right - widthOf(measure, pieces)));
}

void addLine(TubeShape &tube, const TextMeasure &measure, const std::vector<Piece> &pieces,
             double left, double top)
{
    double ascent = 0;
    for (const auto &piece : pieces)
        ascent = std::max(ascent, measure.ascent(piece.role));
    double x = left;
    for (const auto &piece : pieces) {
        const double y = top + ascent - measure.ascent(piece.role);
        tube.labels.push_back(
            labelAt(measure, {x, y}, piece.text, piece.role, piece.tone, piece.mark));
        x = tube.labels.back().rect.right() + between(measure);
    }
}

/// How old the number of bytes is.
Piece ageOf(const StageFacts &facts, const ChannelSnapshot &channel)
{
    return {words::age((facts.now - channel.queued.time) / facts.ageStep * facts.ageStep),
            TextRole::Small, Tone::Muted, SourceMark::Clock};
}

/// Its plate has the name that everything else has for it.
bool isNamedByPlate(const StageFacts &facts, const TubeShape &tube)
{
    const auto &part = facts.cast.channels[tube.channel];
    return tube.plate && !tube.plate->hasFallen && part.path == part.name;
}

std::vector<Piece> fillPieces(const StageFacts &facts, const TubeShape &tube,
                              const ChannelSnapshot &channel, double room)
{
    std::vector<Piece> pieces;
    if (facts.cast.channels.size() > 1 && !isNamedByPlate(facts, tube))
        pieces.push_back({QString::fromStdString(facts.cast.channels[tube.channel].name),
                          TextRole::Name, Tone::Muted, SourceMark::None});
    if (!tube.isLive())
        return pieces;
    const bool isKnown = channel.queued.value && !channel.queued.isRefused();
    const bool isInferred = isKnown
                            && (channel.queued.source == Source::Inferred
                                || channel.isModelNewer());
    std::vector<Piece> age;
    if (isKnown
        && (tube.flows || (!isInferred && hasSeenAge(channel)))) // a flow leaves none of now
        age.push_back(ageOf(facts, channel));
    const auto &measure = facts.measure;
    const auto texts = words::fill(channel);
    const double alone = room - withGap(measure, pieces);
    auto text = measure.firstFitting(TextRole::Number, texts.first(2),
                                     alone - withGap(measure, age));
    if (measure.width(TextRole::Number, text)
        > alone - withGap(measure, age)) // its age goes beneath it
        text = measure.firstFitting(TextRole::Number, texts, alone);
    auto role = TextRole::Number; // in smaller type before it reaches into what comes up beside it
    for (const auto smaller : {TextRole::Wait, TextRole::Small}) {
        if (measure.width(role, text) > alone)
            role = smaller;
    }
    pieces.push_back({text, role, Tone::Ink, isInferred ? SourceMark::Dotted : SourceMark::None});
    pieces.insert(pieces.end(), age.begin(), age.end());
    return pieces;
}

/// Who still sleeps for room that is there by now; noWorker: nobody does.
WorkerId aboutToWake(const StageFacts &facts, ChannelId channel, const PipeSlots &slots)
{
    const auto &waits = facts.waits.waits;
    const auto found = std::find_if(waits.begin(), waits.end(), [&](const Wait &wait) {
        return wait.channel == channel && wait.reason == WaitReason::FreeSlot && wait.isOver()
               && isSeenAsleep(facts, wait.worker);
    });
    return found != waits.end() && slots.isWritable() ? found->worker : noWorker;
}

std::vector<Piece> secondLine(const StageFacts &facts, const TubeShape &tube,
                              const ChannelSnapshot &channel, const ShownSlots &shown, double room)
{
    const auto plain = [](const QString &text) {
        return Piece{text, TextRole::Small, Tone::Muted, SourceMark::None};
    };
    if (!tube.isLive())
        return {plain(words::channelState(channel))};
    if (channel.queued.isRefused()) {
        std::vector<Piece> pieces{plain(words::refusal(channel.queued.error))};
        if (channel.queued.value) {
            pieces.push_back(plain(words::lastTold(*channel.queued.value)));
            pieces.push_back(ageOf(facts, channel));
            if (widthOf(facts.measure, pieces) > room)
                pieces.front() = plain(words::errorName(channel.queued.error));
        }
        return pieces;
    }
    if (channel.disagrees)
        return {
            plain(facts.measure.firstFitting(TextRole::Small, words::disagreement(channel), room))};
    std::vector<Piece> pieces{
        {words::usedSlots(shown), TextRole::Small, Tone::Muted, SourceMark::Dotted}};
    if (const auto sleeper = aboutToWake(facts, tube.channel, shown.slots); sleeper != noWorker)
        pieces.push_back(plain(facts.measure.firstFitting(
            TextRole::Small, words::roomAgain(facts.cast.parts[sleeper].name),
            room - withGap(facts.measure, pieces))));
    if (shown.slots.isTornInside()) { // a rate then stands where there is room for both
        const double left = room - withGap(facts.measure, pieces)
                            - labelWidth(facts.measure, {}, TextRole::Small, SourceMark::Tear);
        pieces.push_back(
            {facts.measure.firstFitting(TextRole::Small, words::tornWrite(channel), left),
             TextRole::Small, Tone::Ink, SourceMark::Tear});
    }
    if (tube.flows && tube.channel < facts.rates.bytesIn.size())
        pieces.push_back(plain(
            facts.measure.firstFitting(TextRole::Small,
                                       words::rate(callRate(facts, tube.channel),
                                                   std::max(facts.rates.bytesIn[tube.channel],
                                                            facts.rates.bytesOut[tube.channel])),
                                       room - withGap(facts.measure, pieces))));
    else if (channel.lookError != 0)
        pieces.push_back(plain(words::looksRefused(channel.lookError)));
    std::erase_if(pieces, [](const Piece &piece) { return piece.text.isEmpty(); });
    return pieces;
}

/// Does a thread from a box in that column, to the ends on its side, pass beside the texts beneath the tube?
bool hasThreadBeside(const StageFacts &facts, const StageFrame &frame, const TubeShape &tube,
                     Column column)
{
    const double top = frame.channels[tube.channel].textTop;
    const double bottom = top + facts.measure.lineHeight(TextRole::Number)
                          + facts.measure.lineHeight(TextRole::Small);
    for (std::size_t i = 0; i < frame.channels.size() && i < facts.snapshot.channels.size(); ++i) {
        const auto &channel = facts.snapshot.channels[i];
        const bool isWriteEnd = facts.cast.channels[i].flowsRight == (column == Column::Left);
        const double socket = frame.channels[i].wall.center().y();
        for (const auto &holder : isWriteEnd ? channel.writers : channel.readers) {
            if (holder.worker >= frame.boxes.size() || frame.boxes[holder.worker].column != column)
                continue;
            const auto &box = frame.boxes[holder.worker].rect;
            if (std::min(box.center().y(), socket) < bottom && std::max(box.bottom(), socket) > top)
                return true;
        }
    }
    return false;
}

/// How far right the texts beneath a tube may go: threads may, and an arrow may come up there. That of a
/// ring goes past the channel. Threads of several boxes bend close to the tube, that of one close to it.
double mostRight(const StageFacts &facts, const StageFrame &frame, const TubeShape &tube)
{
    const double clear = !hasThreadBeside(facts, frame, tube, Column::Right) ? 0.85
                         : frame.inColumn(Column::Right) > 1                 ? 0
                                                                             : 0.6;
    double right = tube.wall.right() + frame.gap * clear;
    for (const auto &wait : facts.waits.waits) {
        const bool isHere = wait.channel == tube.channel
                            && (wait.reason == WaitReason::FreeSlot
                                || wait.reason == WaitReason::Bytes);
        if (isHere && !isInRing(facts.waits, wait.worker) && isSeenAsleep(facts, wait.worker)
            && wait.worker < frame.boxes.size() && frame.boxes[wait.worker].column != Column::Right)
            right = std::min(right, arrowPlace(tube, wait.reason == WaitReason::FreeSlot)
                                        - arrowSpace * frame.unit);
    }
    return right;
}

/// At the wall's edge, beside what stands in the last line; nothing where there is no room.
void addLensText(TubeShape &tube, const TextMeasure &measure, const QStringList &texts, bool isLeft,
                 double line, double right)
{
    const double gap = 10 * measure.scale().unit;
    const double end = std::min(right, tube.wall.right());
    double room = tube.wall.width();
    for (const auto &label : tube.labels) {
        if (label.rect.bottom() > line + 1)
            room = std::min(room, isLeft ? label.rect.left() - tube.wall.left() - gap
                                         : end - label.rect.right() - gap);
    }
    const auto text = measure.firstFitting(TextRole::Small, texts, room);
    const double width = labelWidth(measure, text, TextRole::Small, SourceMark::Dotted);
    if (text.isEmpty() || width > room)
        return;
    const double x = isLeft ? tube.wall.left() : end - width;
    tube.labels.push_back(labelAt(measure, {std::round(x), line}, text, TextRole::Small,
                                  Tone::Muted, SourceMark::Dotted));
}

/// How high a text above the wall may be: nothing leads over it there.
double roomAbove(const StageFacts &facts, const StageFrame &frame, const TubeShape &tube)
{
    const auto &channel = facts.snapshot.channels[tube.channel];
    const auto &place = frame.channels[tube.channel];
    const auto isIn = [&](WorkerId worker, Column column) {
        return worker < frame.boxes.size() && frame.boxes[worker].column == column;
    };
    const auto hasIn = [&](const std::vector<Holder> &holders, Column column) {
        return std::any_of(holders.begin(), holders.end(),
                           [&](const Holder &holder) { return isIn(holder.worker, column); });
    };
    const auto &waits = facts.waits.waits;
    const bool hasThread = hasIn(tube.flowsRight ? channel.readers : channel.writers, Column::Left)
                           || hasIn(tube.flowsRight ? channel.writers : channel.readers,
                                    Column::Right);
    const bool hasArrow = std::any_of(waits.begin(), waits.end(), [&](const Wait &wait) {
        return isIn(wait.worker, Column::Right) && isSeenAsleep(facts, wait.worker);
    });
    const double gap = 4 * frame.unit;
    if (hasThread)
        return place.wall.top() - place.threadLane - gap;
    return hasArrow ? place.wall.top() - place.topLane - gap : frame.laneStep;
}

/// Above the wall, over the lens of the oldest slot. False: there is no room.
bool addHeadText(TubeShape &tube, const StageFacts &facts, const StageFrame &frame,
                 const PipeSlots &slots)
{
    const auto &measure = facts.measure;
    const double height = measure.lineHeight(TextRole::Small) + 2 * frame.unit;
    const auto text = measure.firstFitting(TextRole::Small, words::headPage(slots),
                                           tube.wall.width());
    const double width = labelWidth(measure, text, TextRole::Small, SourceMark::Dotted);
    if (height > roomAbove(facts, frame, tube) || width > tube.wall.width())
        return false;
    const double left = tube.flowsRight ? tube.wall.right() - width : tube.wall.left();
    tube.labels.push_back(labelAt(measure, {std::round(left), tube.wall.top() - height}, text,
                                  TextRole::Small, Tone::Muted, SourceMark::Dotted));
    return true;
}

/// Above the wall, where the line beneath it has no room for it. False: there is none either.
bool addTornText(TubeShape &tube, const StageFacts &facts, const StageFrame &frame)
{
    const auto &measure = facts.measure;
    const auto &channel = facts.snapshot.channels[tube.channel];
    const double height = measure.lineHeight(TextRole::Small) + 2 * frame.unit;
    const double sign = labelWidth(measure, {}, TextRole::Small, SourceMark::Tear);
    const auto text = measure.firstFitting(TextRole::Small, words::tornWrite(channel),
                                           tube.wall.width() - sign);
    if (text.isEmpty() || height > roomAbove(facts, frame, tube))
        return false;
    const double left = tube.wall.center().x()
                        - labelWidth(measure, text, TextRole::Small, SourceMark::Tear) / 2;
    tube.labels.push_back(labelAt(measure, {std::round(left), tube.wall.top() - height}, text,
                                  TextRole::Small, Tone::Ink, SourceMark::Tear));
    return true;
}

/// How far left they may go.
double mostLeft(const StageFacts &facts, const StageFrame &frame, const TubeShape &tube)
{
    const bool hasThread = frame.inColumn(Column::Left) > 1
                           && hasThreadBeside(facts, frame, tube, Column::Left);
    return tube.wall.left() - (hasThread ? 0 : frame.gap * 0.6);
}

} // namespace

void addTexts(TubeShape &tube, const StageFacts &facts, const StageFrame &frame,
              const ShownSlots &shown)
{
    const auto &channel = facts.snapshot.channels[tube.channel];
    const auto &place = frame.channels[tube.channel];
    const auto &measure = facts.measure;
    const double right = mostRight(facts, frame, tube);
    const double room = right - mostLeft(facts, frame, tube);
    auto first = fillPieces(facts, tube, channel, room);
    std::vector<Piece> beneath;
    if (first.size() > 1 && first.back().mark == SourceMark::Clock
        && widthOf(measure, first) > room) { // its age has more room beneath it
        beneath.push_back(first.back());
        first.pop_back();
    }
    const bool isTorn = tube.isLive() && !channel.queued.isRefused() && !channel.disagrees
                        && shown.slots.isTornInside();
    const auto isTold = [](const std::vector<Piece> &line) {
        return std::any_of(line.begin(), line.end(),
                           [](const Piece &piece) { return piece.mark == SourceMark::Tear; });
    };
    auto second = secondLine(facts, tube, channel, shown, room - withGap(measure, beneath));
    if (isTorn && !isTold(second)) { // the age of a number is worth less
        const auto alone = secondLine(facts, tube, channel, shown, room);
        if (isTold(alone)) {
            second = alone;
            beneath.clear();
        }
    }
    if (widthOf(measure, second) + withGap(measure, beneath) > room)
        beneath.clear();
    const bool isAbove = isTorn && !isTold(second) && addTornText(tube, facts, frame);
    second.insert(second.end(), beneath.begin(), beneath.end());
    const double middle = place.wall.center().x();
    // Both stand around the same middle: that of the one which has to give way the most.
    const auto shift = [&](const std::vector<Piece> &line) {
        return leftOf(measure, line, middle, right) - leftOf(measure, line, middle, 1e9);
    };
    const double centre = middle + std::min(shift(first), shift(second));
    double top = place.textTop;
    const auto left = [&](const std::vector<Piece> &line) {
        return std::max(std::ceil(right - room), leftOf(measure, line, centre, right));
    };
    addLine(tube, measure, first, left(first), top);
    if (!first.empty())
        top += measure.lineHeight(TextRole::Number) + 2 * frame.unit;
    addLine(tube, measure, second, left(second), top);
    if (tube.lenses.empty() || shown.slots.usedSlots() == 0 || !shown.isExact)
        return;
    if (isAbove || !addHeadText(tube, facts, frame, shown.slots))
        addLensText(tube, measure, words::headPage(shown.slots), !tube.flowsRight, top, right);
    addLensText(tube, measure, words::tailPage(shown.slots), tube.flowsRight, top, right);
}

} // namespace seeipc
