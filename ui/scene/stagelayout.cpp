// SPDX-License-Identifier: MIT
#include "ui/scene/stagelayout.h"

#include "session/narrator.h"
#include "ui/scene/layoutparts.h"

#include <algorithm>
#include <cmath>

namespace seeipc {

namespace {

constexpr std::int64_t seenFrom = 100'000'000; ///< nanoseconds that a sleep takes to be seen
constexpr std::int64_t briefest = 5'000'000;   ///< nanoseconds: shorter sleeps in a row are a blur

bool isKernelWait(const Wait &wait)
{
    return wait.reason == WaitReason::Bytes || wait.reason == WaitReason::FreeSlot
           || wait.reason == WaitReason::Child || wait.reason == WaitReason::Partner;
}

bool uses(const Part &part, ChannelId channel)
{
    const auto has = [&](const std::vector<ChannelId> &channels) {
        return std::find(channels.begin(), channels.end(), channel) != channels.end();
    };
    return has(part.reads) || has(part.writes);
}

/// The waits that an arrow is drawn for.
std::vector<const Wait *> seenWaits(const StageFacts &facts)
{
    std::vector<const Wait *> waits;
    for (const auto &wait : facts.waits.waits) {
        if (isKernelWait(wait) && !wait.isOver() && isSeenAsleep(facts, wait.worker))
            waits.push_back(&wait);
    }
    return waits;
}

/// Did its last call take most of the time from one to the next, and long enough to be seen?
bool hasSleptMost(const ProcessSnapshot &process, double callsPerSecond)
{
    const auto lasted = process.last ? process.last->time - process.last->entered : 0;
    return lasted >= briefest && static_cast<double>(lasted) * callsPerSecond > 0.5e9;
}

} // namespace

bool isSeenAsleep(const StageFacts &facts, WorkerId worker)
{
    if (worker >= facts.snapshot.processes.size())
        return false;
    const auto &process = facts.snapshot.processes[worker];
    if (process.state != ProcessState::Asleep)
        return false;
    const auto rate = worker < facts.rates.calls.size() ? facts.rates.calls[worker] : 0;
    return facts.isStill || rate <= fastCalls || facts.now - process.since >= seenFrom
           || hasSleptMost(process, rate);
}

bool hasSeenAge(const ChannelSnapshot &channel)
{
    return channel.exists && !channel.gone && channel.queued.value
           && (channel.queued.source == Source::Sampled || channel.lookError != 0);
}

double callRate(const StageFacts &facts, ChannelId channel)
{
    double sum = 0;
    for (std::size_t i = 0; i < facts.cast.parts.size() && i < facts.rates.calls.size(); ++i) {
        if (uses(facts.cast.parts[i], channel))
            sum += facts.rates.calls[i];
    }
    return sum;
}

bool isInRing(const WaitsFor &waits, WorkerId worker)
{
    return std::find(waits.ring.begin(), waits.ring.end(), worker) != waits.ring.end();
}

bool isUninvolved(const StageFacts &facts, WorkerId worker)
{
    const auto couldOpen = [&](WorkerId member) {
        const auto *wait = facts.waits.of(member);
        return wait
               && std::find(wait->wakers.begin(), wait->wakers.end(), worker) != wait->wakers.end();
    };
    const auto &ring = facts.waits.ring;
    if (!ring.empty())
        return !isInRing(facts.waits, worker) && std::none_of(ring.begin(), ring.end(), couldOpen);
    const auto *torn = tornLately(facts.snapshot);
    if (torn && (torn->tornWriter == worker || torn->tornBy == worker))
        return false; // the caption tells of them
    const auto waits = seenWaits(facts);
    return !waits.empty() && std::none_of(waits.begin(), waits.end(), [&](const Wait *wait) {
        return wait->worker == worker
               || std::find(wait->wakers.begin(), wait->wakers.end(), worker) != wait->wakers.end();
    });
}

bool isUninvolvedChannel(const StageFacts &facts, ChannelId channel)
{
    const auto waits = seenWaits(facts);
    const bool isAny = std::any_of(waits.begin(), waits.end(),
                                   [](const Wait *wait) { return wait->channel != noChannel; });
    const bool isRing = !facts.waits.ring.empty();
    return isAny && std::none_of(waits.begin(), waits.end(), [&](const Wait *wait) {
               return wait->channel == channel && (!isRing || isInRing(facts.waits, wait->worker));
           });
}

double labelWidth(const TextMeasure &measure, const QString &text, TextRole role, SourceMark mark)
{
    const bool hasSign = mark == SourceMark::Clock || mark == SourceMark::Tear;
    return measure.width(role, text) + (hasSign ? measure.lineHeight(role) : 0);
}

Label labelAt(const TextMeasure &measure, const QPointF &corner, const QString &text, TextRole role,
              Tone tone, SourceMark mark)
{
    return {text,
            QRectF(corner, QSizeF(labelWidth(measure, text, role, mark), measure.lineHeight(role))),
            role,
            tone,
            mark,
            false};
}

StageLayout layOut(const StageFacts &facts)
{
    return layOut(facts, frameOf(facts.cast, facts.measure, facts.size));
}

StageLayout layOut(const StageFacts &facts, const StageFrame &frame)
{
    StageLayout layout;
    layout.size = facts.size;
    layout.unit = frame.unit;
    const auto workers = std::min(facts.cast.parts.size(), facts.snapshot.processes.size());
    const auto channels = std::min(facts.cast.channels.size(), facts.snapshot.channels.size());
    for (std::size_t i = 0; i < workers; ++i)
        layout.boxes.push_back(boxShape(facts, frame, static_cast<WorkerId>(i)));
    for (std::size_t i = 0; i < channels; ++i)
        layout.tubes.push_back(tubeShape(facts, frame, static_cast<ChannelId>(i)));
    layout.threads = threadShapes(facts, frame, layout.boxes, layout.tubes);
    addOutside(facts, frame, layout.threads, layout.tubes);
    layout.arrows = arrowShapes(facts, frame, layout.tubes);
    layout.mark = focusMark(facts, layout.tubes);
    return layout;
}

} // namespace seeipc
