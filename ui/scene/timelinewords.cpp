// SPDX-License-Identifier: MIT
#include "ui/scene/timelinewords.h"

#include "events/change.h"
#include "events/knownfill.h"
#include "mechanisms/registry.h"
#include "session/eventtext.h"
#include "session/narrator.h"
#include "session/phrases.h"
#include "ui/scene/words.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>

namespace seeipc::timelinewords {

namespace {

struct Timeline
{
    Q_DECLARE_TR_FUNCTIONS(timeline)
};

constexpr std::int64_t microsecond = 1'000;
constexpr std::int64_t millisecond = 1'000'000;
constexpr std::int64_t tenth = 100'000'000;
constexpr std::int64_t second = 1'000'000'000;
constexpr std::int64_t minute = 60 * second;

/// With a decimal where the step has one.
QString inUnits(std::int64_t nanoseconds, std::int64_t step, std::int64_t unit)
{
    auto whole = words::number(nanoseconds / unit);
    if (step >= unit)
        return whole;
    return QStringLiteral("%1.%2").arg(whole).arg(nanoseconds % unit * 10 / unit);
}

QString briefCall(const SleptIn &sleptIn)
{
    return sleptIn.call < callCount()
               ? QString::fromStdString(briefCallText(sleptIn.call, sleptIn.arguments))
               : QString();
}

/// What goes on has an age, as the stage tells it; of a frozen picture that of its instant.
QString lengthOf(const TimelineSpan &span)
{
    const auto length = std::max(span.end, span.shownAt.value_or(span.end)) - span.begin;
    const auto told = span.goesOn ? words::age : duration;
    auto whole = told(length);
    if (span.isCut)
        whole = Timeline::tr("over %1").arg(whole);
    if (!span.shownAt)
        return whole;
    const auto shown = *span.shownAt - span.begin;
    const auto by = length >= second ? words::age(shown) : told(shown); // both in seconds
    return by == whole ? whole : Timeline::tr("%1 of %2").arg(by, whole);
}

QStringList sleep(const TimelineSpan &span, const Cast &cast)
{
    const auto time = lengthOf(span);
    const auto state = span.doing == Doing::Asleep ? Timeline::tr("asleep %1").arg(time)
                                                   : Timeline::tr("stuck %1").arg(time);
    if (span.sleptIn.call >= callCount())
        return {state, state, state, time};
    const auto wait = timelinewords::wait(span.sleptIn, cast);
    return {Timeline::tr("%1, %2").arg(state, wait), wait, state, time};
}

QStringList cue(const TimelineSpan &span, const Cast &cast)
{
    QStringList texts;
    if (span.cuedStep < cast.cues.size() && cast.cues[span.cuedStep]) {
        const auto &cue = *cast.cues[span.cuedStep];
        texts = words::cue(cue, cast.parts[cue.worker].name);
    }
    return texts << words::gate(Gate::Condition) << QString();
}

} // namespace

QString duration(std::int64_t nanoseconds)
{
    if (nanoseconds < 10 * microsecond)
        return Timeline::tr("%1 ns").arg(words::number(nanoseconds));
    if (nanoseconds < 10 * millisecond)
        return Timeline::tr("%1 µs").arg(words::number(nanoseconds / microsecond));
    if (nanoseconds < tenth)
        return Timeline::tr("%1 ms").arg(words::number(nanoseconds / millisecond));
    return words::age(nanoseconds);
}

QString wait(const SleptIn &sleptIn, const Cast &cast)
{
    const auto call = briefCall(sleptIn);
    QString names;
    for (const auto waker : sleptIn.wakers) {
        const auto name = QString::fromStdString(cast.parts[waker].name);
        names = names.isEmpty() ? name : Timeline::tr("%1 or %2").arg(names, name);
    }
    if (sleptIn.waitsForItself)
        return Timeline::tr("%1: waits for itself").arg(call);
    if (sleptIn.waitsForPartner)
        return Timeline::tr("%1: waits for the other side").arg(call);
    return names.isEmpty() ? call : Timeline::tr("%1: waits for %2").arg(call, names);
}

QStringList span(const TimelineSpan &span, const Cast &cast)
{
    switch (span.doing) {
    case Doing::Asleep:
    case Doing::Hopeless: return sleep(span, cast) << QString();
    case Doing::Turn: return {words::gate(Gate::Pace), {}};
    case Doing::Cue: return cue(span, cast);
    case Doing::Look: return {words::gate(Gate::Sample), {}};
    case Doing::Held: return {Timeline::tr("held"), {}};
    case Doing::Stopped: return {Timeline::tr("stopped"), {}};
    case Doing::Unseen: return {Timeline::tr("? not looked at"), QStringLiteral("?"), {}};
    default: return {{}};
    }
}

QStringList ending(const ProcessSnapshot &process)
{
    if (!process.ending)
        return {Timeline::tr("ended"), {}};
    if (!process.ending->killed())
        return {Timeline::tr("exited, status %1").arg(process.ending->exitCode()),
                Timeline::tr("exit %1").arg(process.ending->exitCode()),
                {}};
    const auto signal = QString::fromStdString(signalName(process.ending->signal()));
    return {Timeline::tr("killed by %1").arg(signal), signal, {}};
}

QStringList lost()
{
    return {Timeline::tr("calls counted but not kept"),
            Timeline::tr("not kept"),
            QStringLiteral("?"),
            {}};
}

QStringList unknownFill()
{
    return {Timeline::tr("? not known"), QStringLiteral("?"), {}};
}

QStringList dropped()
{
    return {Timeline::tr("details dropped: sums alone"), Timeline::tr("details dropped"), {}};
}

QString channel(const CastChannel &channel, std::size_t count)
{
    if (count == 1 && channel.mechanism == "pipe")
        return Timeline::tr("in the pipe");
    return Timeline::tr("in %1").arg(QString::fromStdString(channel.name));
}

QString axis(TimeAxis axis)
{
    return axis == TimeAxis::ByEvent ? Timeline::tr("time: by event")
                                     : Timeline::tr("time: by clock");
}

QString otherAxis(TimeAxis axis)
{
    return axis == TimeAxis::ByEvent ? Timeline::tr("T by clock") : Timeline::tr("T by event");
}

QString live(Newest newest)
{
    switch (newest) {
    case Newest::InView: return Timeline::tr("live");
    case Newest::OutOfView: return Timeline::tr("follow live (End)");
    case Newest::NotShown: break;
    }
    return Timeline::tr("back to live");
}

QString capacity(std::int64_t bytes)
{
    return Timeline::tr("capacity %1").arg(words::number(bytes));
}

QString capacityAbove(std::int64_t bytes)
{
    return Timeline::tr("capacity %1, higher than drawn").arg(words::number(bytes));
}

QString tick(std::int64_t nanoseconds, std::int64_t step)
{
    if (step >= minute)
        return Timeline::tr("%1 min").arg(inUnits(nanoseconds, step, minute));
    if (step >= tenth)
        return Timeline::tr("%1 s").arg(inUnits(nanoseconds, step, second));
    if (step >= tenth / 1000)
        return Timeline::tr("%1 ms").arg(inUnits(nanoseconds, step, millisecond));
    return Timeline::tr("%1 µs").arg(inUnits(nanoseconds, step, microsecond));
}

QString unseen(std::size_t processes, std::size_t channels)
{
    QStringList parts;
    if (processes > 0)
        parts << Timeline::tr("processes: %1").arg(processes);
    if (channels > 0)
        parts << Timeline::tr("channels: %1").arg(channels);
    return parts.isEmpty() ? QString()
                           : Timeline::tr("not shown: %1").arg(parts.join(QStringLiteral(", ")));
}

QString name()
{
    return Timeline::tr("timeline");
}

QString shown(const TimelinePlaces &places, const ShownInstant &shown)
{
    if (!shown.isBetween && isAfterChange(places.trace, shown.position))
        return Timeline::tr("right after a change");
    if (shown.position == 0)
        return Timeline::tr("before the first change");
    return hasChangeSince(places.trace, shown.position) ? Timeline::tr("between two changes")
                                                        : Timeline::tr("since the last change");
}

QString instant(bool isLive, const TimelinePlaces &places, const ShownInstant &shown)
{
    return isLive ? Timeline::tr("live")
                  : Timeline::tr("frozen at %1, %2")
                        .arg(words::age(shown.time), timelinewords::shown(places, shown));
}

QString seen(TimeAxis axis, const TimeWindow &window, double newest)
{
    const auto end = std::min(window.end, newest);
    const auto step = static_cast<std::int64_t>(
        std::pow(10, std::floor(std::log10(std::max(1.0, window.length()))) - 1));
    if (axis == TimeAxis::ByClock)
        return Timeline::tr("by clock, from %1 to %2")
            .arg(tick(static_cast<std::int64_t>(window.begin), step),
                 tick(static_cast<std::int64_t>(end), step));
    const auto first = std::min(std::floor(window.begin) + 1, std::ceil(end));
    return Timeline::tr("by event, changes %1 to %2 of %3")
        .arg(words::number(static_cast<std::int64_t>(first)),
             words::number(static_cast<std::int64_t>(std::ceil(end))),
             words::number(static_cast<std::int64_t>(newest)));
}

QString spoken(const Cast &cast, const Snapshot &snapshot, const QString &seen,
               const QString &instant, std::int64_t now)
{
    QStringList parts{Timeline::tr("timeline, %1, %2").arg(seen, instant)};
    const auto waits = waitsFor(snapshot);
    for (std::size_t i = 0; i < cast.parts.size() && i < snapshot.processes.size(); ++i) {
        const auto &process = snapshot.processes[i];
        const auto *waitOfIt = waits.of(static_cast<WorkerId>(i));
        auto state = words::state(process, waitOfIt != nullptr && waitOfIt->hopeless);
        if (process.state == ProcessState::Asleep)
            state = Timeline::tr("%1, %2").arg(
                state + QLatin1Char(' ') + words::age(now - process.since),
                wait(sleptInBy(snapshot, static_cast<WorkerId>(i)), cast));
        parts << QString::fromStdString(cast.parts[i].name) + QLatin1Char(' ') + state;
    }
    for (std::size_t i = 0; i < cast.channels.size() && i < snapshot.channels.size(); ++i) {
        const auto &shown = snapshot.channels[i];
        if (shown.exists && !shown.gone && knownFill(shown) == absent)
            parts << unknownTip(cast, i);
    }
    return parts.join(QStringLiteral("; "));
}

namespace {

/// What a selected stretch tells of a process; each level tells less than the one before.
enum class SumsLevel : std::uint8_t { Whole, Brief, AsleepOnly };

QString sumsOf(const QString &name, const WorkerSums &sums, long asleep, SumsLevel level)
{
    const auto bytes = words::number(sums.bytesRead + sums.bytesWritten);
    switch (level) {
    case SumsLevel::Whole:
        return Timeline::tr("%1: calls %2, bytes %3, asleep %4 %")
            .arg(name, words::number(sums.calls), bytes)
            .arg(asleep);
    case SumsLevel::Brief:
        return Timeline::tr("%1: calls %2, %3 B, asleep %4 %")
            .arg(name, words::number(sums.calls), bytes)
            .arg(asleep);
    case SumsLevel::AsleepOnly: break;
    }
    return Timeline::tr("%1: asleep %2 %").arg(name).arg(asleep);
}

/// Of the first `count` processes.
QString sumsOf(const Cast &cast, const TimelineSums &sums, SumsLevel level, std::size_t count)
{
    const auto time = duration(sums.nanoseconds);
    QStringList parts{level == SumsLevel::Whole ? Timeline::tr("selected %1").arg(time) : time};
    if (!sums.isExact && level == SumsLevel::Whole)
        parts << Timeline::tr("details dropped: calls and bytes are not known");
    const auto whole = static_cast<double>(std::max<std::int64_t>(1, sums.nanoseconds));
    for (std::size_t i = 0; i < count; ++i) {
        const auto &worker = sums.workers[i];
        const auto name = QString::fromStdString(cast.parts[i].name);
        const auto looked = std::max(1.0, whole - static_cast<double>(worker.unseen));
        const auto share = std::lround(100 * static_cast<double>(worker.asleep) / looked);
        parts << (sums.isExact ? sumsOf(name, worker, share, level)
                               : Timeline::tr("%1: asleep ≈ %2 %").arg(name).arg(share));
        if (worker.unseen > 0)
            parts.back() +=
                Timeline::tr(" of what was seen; not looked at %1").arg(duration(worker.unseen));
    }
    if (count < sums.workers.size())
        parts << QStringLiteral("…");
    return parts.join(QStringLiteral("   "));
}

} // namespace

QStringList sums(const Cast &cast, const TimelineSums &sums)
{
    const auto all = sums.workers.size();
    QStringList texts{sumsOf(cast, sums, SumsLevel::Whole, all)};
    for (auto count = all; count > 0; --count)
        texts << sumsOf(cast, sums, SumsLevel::Brief, count);
    texts << sumsOf(cast, sums, SumsLevel::AsleepOnly, std::min<std::size_t>(1, all))
          << Timeline::tr("selected %1").arg(duration(sums.nanoseconds));
    return texts;
}

QString tip(const Cast &cast, const TimelineSpan &span, const Trace &trace)
{
    const auto name = QString::fromStdString(cast.parts[span.worker].name);
    const auto time = lengthOf(span);
    if (span.doing == Doing::Call && span.sleptIn.call < callCount())
        return Timeline::tr("%1: %2 did not return").arg(name, briefCall(span.sleptIn));
    if (span.doing == Doing::Call && span.position >= trace.first())
        return QStringLiteral("%1: %2, %3")
            .arg(name, QString::fromStdString(returnedText(trace.at(span.position))), time);
    if (span.doing == Doing::Running)
        return Timeline::tr("%1: running %2").arg(name, time);
    const auto told = timelinewords::span(span, cast).front();
    if (span.doing == Doing::Asleep || span.doing == Doing::Hopeless)
        return QStringLiteral("%1: %2").arg(name, told);
    return told.isEmpty() ? name : QStringLiteral("%1: %2, %3").arg(name, told, time);
}

QString unknownTip(const Cast &cast, std::size_t channel)
{
    return Timeline::tr("%1: not known, calls came since it was last asked")
        .arg(timelinewords::channel(cast.channels[channel], cast.channels.size()));
}

QString tip(const QString &name, const LaneColumn &column)
{
    const auto share = [](float part) { return std::lround(100 * part); };
    auto told = Timeline::tr("%1: running %2 %, asleep %3 %, waiting to go on %4 %, held %5 %")
                    .arg(name)
                    .arg(share(column.running))
                    .arg(share(column.asleep))
                    .arg(share(column.gate))
                    .arg(share(column.held));
    if (column.lost > 0)
        told = QStringLiteral("%1, %2 %3 %").arg(told, lost().front()).arg(share(column.lost));
    if (column.unseen > 0)
        told = Timeline::tr("%1, not looked at %2 %").arg(told).arg(share(column.unseen));
    return told;
}

} // namespace seeipc::timelinewords
