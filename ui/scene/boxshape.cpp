// SPDX-License-Identifier: MIT
#include "events/untoldbytes.h"
#include "ui/scene/layoutparts.h"
#include "ui/scene/words.h"

#include <algorithm>
#include <cmath>

namespace seeipc {

namespace {

Look lookOf(const ProcessSnapshot &process, bool isHopeless)
{
    switch (process.state) {
    case ProcessState::Running: return Look::Running;
    case ProcessState::Asleep: return isHopeless ? Look::Hopeless : Look::Asleep;
    case ProcessState::AtGate: return process.gate == Gate::Open ? Look::Running : Look::Outline;
    case ProcessState::Stopped:
    case ProcessState::Unseen: return Look::Outline;
    case ProcessState::Killed: return Look::Killed;
    case ProcessState::Zombie:
        if (process.ending && process.ending->killed())
            return Look::Killed;
        break;
    case ProcessState::NotStarted:
    case ProcessState::Exited: break;
    }
    return Look::Ended;
}

StateGlyph glyphOf(const ProcessSnapshot &process)
{
    switch (process.state) {
    case ProcessState::NotStarted:
    case ProcessState::Unseen: return StateGlyph::None;
    case ProcessState::Running: return StateGlyph::Running;
    case ProcessState::Asleep: return StateGlyph::Hourglass;
    case ProcessState::Stopped: return StateGlyph::Square;
    case ProcessState::Killed: return StateGlyph::Cross;
    case ProcessState::Zombie:
    case ProcessState::Exited:
        return process.ending && process.ending->killed() ? StateGlyph::Cross : StateGlyph::Ring;
    case ProcessState::AtGate: break;
    }
    switch (process.gate) {
    case Gate::Open: return StateGlyph::Running;
    case Gate::Pace: return StateGlyph::Clock;
    case Gate::Held: return StateGlyph::Bars;
    case Gate::Condition:
    case Gate::Sample: break;
    }
    return StateGlyph::Flag;
}

constexpr std::int64_t turnLasts = 100'000'000; ///< nanoseconds from one turn to a fast one's next

/// What is shown of a process: where calls come fast, a sleep too short to see is not, and who waited
/// its turn a moment ago waits it, as its lane in the timeline says.
ProcessSnapshot shownProcess(const StageFacts &facts, WorkerId worker)
{
    auto process = facts.snapshot.processes[worker];
    const bool isFast = worker < facts.rates.calls.size() && facts.rates.calls[worker] > fastCalls;
    const bool isBlink = process.state == ProcessState::Asleep
                         || (process.state == ProcessState::AtGate && process.gate == Gate::Pace);
    if (facts.isStill || !isFast || !(isBlink || process.state == ProcessState::Running)
        || isSeenAsleep(facts, worker))
        return process;
    const bool takesTurns = process.turn > 0 && facts.now - process.turn < turnLasts;
    process.state = takesTurns ? ProcessState::AtGate : ProcessState::Running;
    process.gate = takesTurns ? Gate::Pace : Gate::Open;
    return process;
}

/// What the demo lets it wait for; nothing where it waits for no such thing.
QStringList cueWords(const ProcessSnapshot &process, const Cast &cast)
{
    const bool waits = process.state == ProcessState::AtGate && process.gate == Gate::Condition
                       && process.step < cast.cues.size() && cast.cues[process.step];
    return waits ? words::cue(*cast.cues[process.step],
                              cast.parts[cast.cues[process.step]->worker].name)
                 : QStringList();
}

/// The first that fits; `usual` where none does.
QString fittingOr(const QString &usual, const QStringList &texts, TextRole role, double room,
                  const TextMeasure &measure)
{
    const auto fits = std::find_if(texts.begin(), texts.end(), [&](const QString &text) {
        return measure.width(role, text) <= room;
    });
    return fits != texts.end() ? *fits : usual;
}

void addHead(BoxShape &box, const StageFacts &facts, const BoxMeasures &measures,
             const ProcessSnapshot &process, bool isHopeless)
{
    const auto &measure = facts.measure;
    const bool isLeftSpine = box.spine.left() - box.rect.left() < box.rect.width() / 2;
    const double start = box.rect.left() + (isLeftSpine ? measures.padding : measures.innerPadding);
    const double end = box.rect.right() - (isLeftSpine ? measures.innerPadding : measures.padding);
    const auto name = QString::fromStdString(facts.cast.parts[box.worker].name);
    const double nameHeight = measure.lineHeight(TextRole::Name);
    const double stateHeight = measure.lineHeight(TextRole::State);
    double nameTop = box.head.top() + (box.head.height() - nameHeight) / 2;
    double stateBase = nameTop + measure.ascent(TextRole::Name);
    if (measures.stackedHead) {
        nameTop = box.head.top() + (box.head.height() - nameHeight - stateHeight) / 2;
        stateBase = nameTop + nameHeight + measure.ascent(TextRole::State);
    }
    const double glyph = box.glyph == StateGlyph::None ? 0 : stateHeight;
    auto word = words::state(process, isHopeless);
    if (box.compact) { // no row of it tells the cue
        const double beside = measures.stackedHead
                                  ? 0
                                  : measure.width(TextRole::Name, name) + 10 * measures.unit;
        word = fittingOr(word, cueWords(process, facts.cast), TextRole::State,
                         end - start - beside - glyph, measure);
    }
    const double stateWidth = measure.width(TextRole::State, word);
    const double stateLeft = measures.stackedHead ? start + glyph : end - stateWidth;
    const double stateTop = stateBase - measure.ascent(TextRole::State);
    box.labels.push_back(labelAt(measure, {start, nameTop}, name, TextRole::Name, Tone::Head));
    box.labels.push_back(
        labelAt(measure, {stateLeft, stateTop}, word, TextRole::State, Tone::Head));
    const double inset = std::round(stateHeight * 0.12);
    box.glyphRect = QRectF(stateLeft - stateHeight, stateTop, stateHeight, stateHeight)
                        .adjusted(inset, inset, -inset * 2, -inset);
}

/// By fd; of `most` rows that there is room for, none goes to another while what the process uses, or
/// itself keeps open so that nobody can wake it, has none.
std::vector<Descriptor> byWorth(const StageFacts &facts, WorkerId worker,
                                const ProcessSnapshot &process, std::size_t most)
{
    const auto *wait = facts.waits.of(worker);
    const auto matters = [&](const Descriptor &descriptor) {
        const bool isUsed = (process.inCall || process.state == ProcessState::AtGate)
                            && process.channel == descriptor.channel
                            && process.arguments[0] == descriptor.fd;
        const bool isKept = wait && wait->hopeless
                            && std::find(wait->ownHolders.begin(), wait->ownHolders.end(),
                                         Holder{worker, descriptor.fd})
                                   != wait->ownHolders.end();
        return isUsed || isKept;
    };
    auto descriptors = process.descriptors;
    std::stable_partition(descriptors.begin(), descriptors.end(), matters);
    std::sort(descriptors.begin(), descriptors.begin() + static_cast<std::ptrdiff_t>(most),
              [](const Descriptor &a, const Descriptor &b) { return a.fd < b.fd; });
    return descriptors;
}

QString whomItLeadsTo(const StageFacts &facts, const OtherDescriptor &descriptor)
{
    const auto &cast = facts.cast;
    if (descriptor.of < cast.parts.size())
        return QString::fromStdString(cast.parts[descriptor.of].name);
    return descriptor.channel < cast.channels.size() && cast.channels.size() > 1
               ? QString::fromStdString(cast.channels[descriptor.channel].name)
               : QString();
}

/// The rows of descriptors: of those that lead to channels each with the place where its thread starts.
void addRows(BoxShape &box, const StageFacts &facts, const BoxMeasures &measures,
             const ProcessSnapshot &process, const QPointF &corner)
{
    const auto count = process.descriptors.size();
    const auto total = count + process.others.size();
    if (process.opening && process.state == ProcessState::Asleep && total < measures.descriptorRows)
        box.labels.push_back(labelAt(
            facts.measure, {corner.x(), corner.y() + static_cast<double>(total) * measures.rowStep},
            words::noDescriptorYet(), TextRole::Text, Tone::Muted));
    const auto rows = total <= measures.descriptorRows ? total : measures.descriptorRows - 1;
    const auto shown = std::min(count, rows);
    const auto descriptors = byWorth(facts, box.worker, process, shown);
    for (std::size_t i = 0; i < descriptors.size(); ++i) {
        const auto &descriptor = descriptors[i];
        DescriptorRow row{descriptor, {}, {}};
        const double y = corner.y() + static_cast<double>(std::min(i, shown)) * measures.rowStep;
        const bool isNamed = facts.cast.channels.size() > 1
                             && descriptor.channel < facts.cast.channels.size();
        const auto channel = isNamed ? QString::fromStdString(
                                 facts.cast.channels[descriptor.channel].name)
                                     : QString();
        if (i < shown) {
            const auto label = labelAt(facts.measure, {corner.x(), y},
                                       words::descriptor(descriptor, channel), TextRole::Text,
                                       Tone::Muted);
            row.rect = label.rect;
            box.labels.push_back(label);
        }
        row.dot = {0, y + facts.measure.lineHeight(TextRole::Text) / 2};
        box.rows.push_back(row);
    }
    const auto newest = process.others.end() - static_cast<std::ptrdiff_t>(rows - shown);
    for (auto other = newest; other != process.others.end(); ++other) {
        const auto row = static_cast<double>(shown) + static_cast<double>(other - newest);
        box.labels.push_back(labelAt(facts.measure,
                                     {corner.x(), corner.y() + row * measures.rowStep},
                                     words::otherDescriptor(*other, whomItLeadsTo(facts, *other)),
                                     TextRole::Text, Tone::Muted));
    }
    if (rows < total)
        box.labels.push_back(labelAt(
            facts.measure, {corner.x(), corner.y() + static_cast<double>(rows) * measures.rowStep},
            words::moreDescriptors(total - rows), TextRole::Text, Tone::Muted));
}

/// On which edge of its box a descriptor's thread starts: towards the channel, and beneath it
/// towards the end that it opens.
void placeDots(BoxShape &box, const StageFacts &facts, Column column)
{
    double shift = 0;
    for (auto &row : box.rows) {
        bool isRight = column == Column::Left;
        if (column == Column::Middle && row.descriptor.channel < facts.cast.channels.size())
            isRight = facts.cast.channels[row.descriptor.channel].flowsRight
                      == (row.descriptor.end == End::Read);
        row.dot.setX(isRight ? box.rect.right() : box.rect.left());
        if (!box.compact)
            continue;
        row.dot.setY(row.dot.y() + shift);
        shift += 6 * facts.measure.scale().unit;
    }
}

/// In place of rows: beneath the call, where there is room, else beside it. `left`, `room`: of the
/// texts in the box; `y`: the call's line.
void addRowsInShort(BoxShape &box, const TextMeasure &measure, const BoxMeasures &measures,
                    const std::vector<Descriptor> &descriptors, double left, double room, double y)
{
    const auto texts = words::descriptorsInShort(descriptors);
    const double gap = 10 * measures.unit;
    const auto &call = box.labels.back().rect;
    const bool isBeneath = box.rect.height() >= measures.middleHeight();
    const auto text = fittingOr({}, texts, TextRole::Text,
                                isBeneath ? room : left + room - call.right() - gap, measure);
    const double x = isBeneath ? left : left + room - measure.width(TextRole::Text, text);
    y += isBeneath ? measures.rowStep : 0;
    const auto label = labelAt(measure, {x, y}, text, TextRole::Text, Tone::Muted);
    box.labels.push_back(label);
    for (const auto &descriptor : descriptors)
        box.rows.push_back(
            {descriptor, {0, y + measure.lineHeight(TextRole::Text) / 2}, label.rect});
}

void addBody(BoxShape &box, const StageFacts &facts, const BoxMeasures &measures,
             const ProcessSnapshot &process)
{
    const auto &measure = facts.measure;
    const bool isLeftSpine = box.spine.left() - box.rect.left() < box.rect.width() / 2;
    const double left = box.rect.left() + (isLeftSpine ? measures.padding : measures.innerPadding);
    const double room = box.rect.width() - measures.padding - measures.innerPadding;
    double y = box.rect.top() + measures.firstRow(box.compact);
    const auto inShort = words::descriptorsInShort(process.descriptors).back();
    const bool isTight = box.compact && box.rect.height() < measures.middleHeight()
                         && !inShort.isEmpty();
    const double kept = isTight ? measure.width(TextRole::Text, inShort) + 10 * measures.unit : 0;
    const auto texts = words::calls(process);
    const auto call = measure.elided(TextRole::Call,
                                     fittingOr(measure.firstFitting(TextRole::Call, texts, room),
                                               texts, TextRole::Call, room - kept, measure),
                                     room);
    const double shift = measure.ascent(TextRole::Text) - measure.ascent(TextRole::Call);
    box.labels.push_back(labelAt(measure, {left, y + shift}, call, TextRole::Call));
    if (box.compact) {
        addRowsInShort(box, measure, measures, process.descriptors, left, room, y);
        return;
    }
    y += measures.rowStep;
    const auto outcome = fittingOr(words::outcome(facts.snapshot, box.worker, facts.ageTime()),
                                   cueWords(process, facts.cast), TextRole::Text, room, measure);
    box.labels.push_back(labelAt(measure, {left, y}, outcome, TextRole::Text, Tone::Muted));
    if (!outcome.isEmpty() || !process.isEnded()) // the dead leave no gap for what may still come
        y += measures.rowStep;
    if (process.state != ProcessState::NotStarted) {
        const auto underWay = untoldBytesWritten(facts.snapshot, box.worker);
        box.labels.push_back(labelAt(
            measure, {left, y},
            measure.firstFitting(TextRole::Text, words::bytesAndCalls(process, underWay), room),
            TextRole::Text, Tone::Muted, underWay > 0 ? SourceMark::Dotted : SourceMark::None));
    }
    y += measures.rowStep;
    addRows(box, facts, measures, process, {left, y});
}

} // namespace

BoxShape boxShape(const StageFacts &facts, const StageFrame &frame, WorkerId worker)
{
    const auto &place = frame.boxes[worker];
    const auto process = shownProcess(facts, worker);
    const auto *wait = facts.waits.of(worker);
    const bool isHopeless = wait && wait->hopeless;
    BoxShape box;
    box.worker = worker;
    box.rect = place.rect;
    box.compact = place.compact;
    box.head = QRectF(place.rect.topLeft(), QSizeF(place.rect.width(), frame.box.headHeight));
    const double spineTop = box.head.bottom() + std::round(8 * frame.unit);
    const double spineLeft = place.column == Column::Right ? place.rect.right() - frame.box.spine
                                                           : place.rect.left();
    box.spine = QRectF(
        QPointF(spineLeft, spineTop),
        QPointF(spineLeft + frame.box.spine, place.rect.bottom() - std::round(12 * frame.unit)));
    if (place.compact)
        box.spine.setBottom(place.rect.bottom() - std::round(6 * frame.unit));
    box.look = lookOf(process, isHopeless);
    box.crossed = box.look == Look::Killed;
    box.glyph = glyphOf(process);
    box.faded = isUninvolved(facts, worker);
    box.selected = facts.selected == worker;
    box.focused = box.selected && facts.hasFocus && facts.focus.kind == Focus::Kind::Process;
    addHead(box, facts, frame.box, process, isHopeless);
    addBody(box, facts, frame.box, process);
    placeDots(box, facts, place.column);
    addSignals(box, process, place.column, facts.measure);
    std::erase_if(box.labels, [](const Label &label) { return label.text.isEmpty(); });
    return box;
}

} // namespace seeipc
