// SPDX-License-Identifier: MIT
// The texts of a table of events.
#include "events/snapshot.h"
#include "mechanisms/registry.h"
#include "session/eventtext.h"
#include "ui/scene/words.h"
#include "ui/views/eventtable.h"

namespace seeipc {

namespace {

QString endingOf(std::int64_t rawStatus)
{
    if (rawStatus == absent)
        return EventTable::tr("status ?");
    const auto ending = WaitStatus::fromRaw(static_cast<int>(rawStatus));
    return ending.killed() ? EventTable::tr("killed by %1 (%2)")
                                 .arg(QString::fromStdString(signalName(ending.signal())))
                                 .arg(ending.signal())
                           : EventTable::tr("exited with status %1").arg(ending.exitCode());
}

/// Of who ended; that its parent waited for it is a fact of its own, and a row of the parent's.
QString endText(std::int64_t rawStatus)
{
    return EventTable::tr("ended: %1").arg(endingOf(rawStatus));
}

QString nameOfCall(const Event &event)
{
    const auto name = event.call < callCount() ? callAt(event.call).name : std::string_view("?");
    return QString::fromUtf8(name.data(), static_cast<qsizetype>(name.size()));
}

/// Of who was stopped up to then, wherever it stood.
QString continuedText(const Event &event)
{
    return static_cast<Sleep>(event.out[0]) == Sleep::Asleep
               ? EventTable::tr("continued, sleeps in %1").arg(nameOfCall(event))
               : EventTable::tr("continued");
}

/// What a look at a process found that was not known.
QString sampledText(const Event &event)
{
    switch (static_cast<Sleep>(event.out[0])) {
    case Sleep::Running: return EventTable::tr("woke");
    case Sleep::Unseen:
        return EventTable::tr("not looked at for %1: SeeIPC itself did not run")
            .arg(words::age(event.out[2] - event.time));
    case Sleep::Asleep:
        return event.out[1] != 0 ? EventTable::tr("woke, and sleeps on")
                                 : EventTable::tr("fell asleep in %1").arg(nameOfCall(event));
    case Sleep::Stopped: return EventTable::tr("stopped");
    case Sleep::Zombie: return endText(event.result);
    }
    return {};
}

} // namespace

QString EventTable::noteOf(const Event &event, bool isContinued) const
{
    switch (event.kind) {
    case EventKind::ProcessSampled: return isContinued ? continuedText(event) : sampledText(event);
    case EventKind::ProcessStarted: return tr("started, pid %1").arg(event.result);
    case EventKind::ProcessEnded: return endText(event.result);
    case EventKind::ObservationFailed: return tr("the kernel did not tell");
    case EventKind::EventsLost: return words::callsNotKept(event.result);
    case EventKind::HoldChanged:
        return event.result != 0 ? tr("processes held") : tr("processes released");
    case EventKind::SignalHandled:
        return tr("its handler ran for %1")
            .arg(QString::fromStdString(signalName(event.arguments[0])));
    case EventKind::FillDisagreed:
        return tr("%1: FIONREAD says %2 ≠ %3, to which the calls add up")
            .arg(m_source.channelName(event.channel), words::number(event.queuedBytes),
                 words::number(event.result));
    case EventKind::SignalByHand:
        return tr("%1 sent by hand").arg(QString::fromStdString(signalName(event.arguments[1])));
    case EventKind::ParameterChanged: {
        const auto [title, value] = m_source.parameter(event.step, event.result);
        return tr("%1 set to %2").arg(title, value);
    }
    case EventKind::CallReturned: break;
    default: return {};
    }
    if (event.hasTakenEnd() && event.other != noWorker)
        return tr("waited for %1: %2")
            .arg(m_source.workerName(event.other), endingOf(event.out[0]));
    if (event.step == noStep && event.effect != Effect::Exit)
        return tr("made by hand");
    if (event.payloadLength == 0 || nameInArgument(event.arguments[0]) != noNameId)
        return {};
    return (event.payloadBegin() > 0 ? QStringLiteral("...") : QString())
           + QString::fromStdString(quoted(event.payloadText(), 24));
}

QString EventTable::cellOf(const Event &event, Column column, bool isContinued) const
{
    const bool hasReturned = event.kind == EventKind::CallReturned;
    switch (column) {
    case Time: return QString::number(static_cast<double>(event.time) / 1e9, 'f', 6);
    case Process: return m_source.workerName(event.worker);
    case Call: {
        if (!hasReturned && event.kind != EventKind::CallEntered)
            return noteOf(event, isContinued); // the widest column
        const auto text = QString::fromStdString(callText(event));
        return hasReturned ? text : tr("%1: has not returned").arg(text);
    }
    case Outcome:
        return hasReturned && event.effect != Effect::Exit ? QString::fromStdString(
                   resultText(event.call, {event.arguments, event.out}, event.result))
                                                           : QString();
    case Errno: return event.error != 0 ? words::errorName(event.error) : QString();
    case Note: {
        const auto note = hasReturned ? noteOf(event, isContinued) : QString();
        if (event.setBack && hasReturned && event.effect != Effect::Exit)
            return tr("back sooner than its cause") + QStringLiteral(" ") + note;
        if (event.setBack)
            return tr("told behind its cause") + QStringLiteral(" ") + note;
        return event.late ? tr("told late") + QStringLiteral(" ") + note : note;
    }
    case ColumnCount: break;
    }
    return {};
}

/// Of an event that was looked at; empty: its details were let go of since the last frame.
QString EventTable::cell(std::int64_t position, Column column) const
{
    const auto *trace = m_source.trace();
    if (trace == nullptr || position < trace->first() || position >= trace->count())
        return {};
    const bool isContinued = m_continued.count(position) > 0;
    const auto more = m_losses.find(position);
    if (more == m_losses.end())
        return cellOf(trace->at(position), column, isContinued);
    auto event = trace->at(position);
    event.result += more->second;
    return cellOf(event, column, isContinued);
}

QString EventTable::textAt(std::int64_t position) const
{
    QStringList cells;
    for (int column = 0; column < ColumnCount; ++column)
        cells << cell(position, static_cast<Column>(column));
    return cells.front().isEmpty() ? QString() : cells.join(u'\t');
}

QString EventTable::unlistedText() const
{
    const auto *trace = m_source.trace();
    const auto first = trace != nullptr ? std::min(trace->first(), m_begin) : 0;
    QStringList texts;
    if (first > 0)
        texts << (first == 1 ? tr("details dropped: 1 event")
                             : tr("details dropped: %1 events").arg(words::number(first)));
    if (const auto earlier = m_begin - first; earlier > 0)
        texts << (earlier == 1 ? tr("not listed: 1 earlier event")
                               : tr("not listed: %1 earlier events").arg(words::number(earlier)));
    return texts.join(QStringLiteral("; "));
}

QString EventTable::laterText() const
{
    return tr("later events are not listed: go to a later instant, or back to live");
}

QVariant EventTable::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (static_cast<Column>(section)) {
    case Time: return tr("time, s");
    case Process: return tr("process");
    case Call: return tr("call");
    case Outcome: return tr("result");
    case Errno: return tr("errno");
    case Note: return tr("note");
    case ColumnCount: break;
    }
    return {};
}

} // namespace seeipc
