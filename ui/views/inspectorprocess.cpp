// SPDX-License-Identifier: MIT
// InspectorView: what is known of a process.
#include "ui/model/sessionmodel.h"
#include "ui/scene/words.h"
#include "ui/views/inspector.h"

#include <fcntl.h>

#include <array>

namespace seeipc {

namespace {

/// From a look at /proc just now.
Fact looked(const QString &what, const QString &value, const QString &file,
            const Result<ProcessDetails> &details, const QString &age)
{
    if (!details)
        return {what, words::errorName(details.error().code), Fact::Mark::Refused, {}, file};
    return {what, value, Fact::Mark::Sampled, age, file};
}

Fact lookedNumber(const QString &what, std::optional<std::uint64_t> value,
                  const Result<ProcessDetails> &details, const QString &age)
{
    auto fact = looked(what, value ? words::number(static_cast<std::int64_t>(*value)) : QString(),
                       QStringLiteral("status"), details, age);
    if (!value)
        fact.mark = Fact::Mark::Refused;
    return fact;
}

Fact wchanFact(const Result<ProcessDetails> &details, const QString &age)
{
    auto fact = looked(QStringLiteral("wchan"), {}, {}, details, age);
    if (!details)
        return fact;
    const auto &raw = details->file("wchan");
    fact.value = raw.error != 0 ? words::errorName(raw.error) : QString::fromStdString(raw.text);
    if (raw.error != 0)
        fact.mark = Fact::Mark::Refused;
    return fact;
}

/// Where it sleeps, and how often it left its CPU.
void addLooks(FactGroup &group, const Result<ProcessDetails> &details, const QString &age)
{
    const auto *status = details && details->status ? &*details->status : nullptr;
    const auto number = [status](std::uint64_t ProcStatus::*member) {
        return status ? std::optional(status->*member) : std::nullopt;
    };
    group.facts.push_back(wchanFact(details, age));
    group.facts.push_back(lookedNumber(InspectorView::tr("switches, voluntary"),
                                       number(&ProcStatus::voluntarySwitches), details, age));
    group.facts.push_back(lookedNumber(InspectorView::tr("switches, involuntary"),
                                       number(&ProcStatus::involuntarySwitches), details, age));
}

FactGroup signalsOf(const Result<ProcessDetails> &details, const QString &age, const QString &note)
{
    FactGroup group{InspectorView::tr("Signals"), note, {}};
    const auto *status = details && details->status ? &*details->status : nullptr;
    const auto row = [&](const QString &what, std::uint64_t mask, const char *file) {
        group.facts.push_back(looked(what, signalsText(mask), QLatin1String(file), details, age));
        if (!status)
            group.facts.back().mark = Fact::Mark::Refused;
    };
    const auto masks = status ? *status : ProcStatus();
    row(InspectorView::tr("pending"), masks.pending, "SigPnd");
    row(InspectorView::tr("blocked"), masks.blocked, "SigBlk");
    row(InspectorView::tr("ignored"), masks.ignored, "SigIgn");
    row(InspectorView::tr("caught"), masks.caught, "SigCgt");
    return group;
}

/// What it said to do at a signal; that of its calls, not of a look.
void addDispositions(FactGroup &group, const ProcessSnapshot &process)
{
    for (std::size_t i = 1; i < process.dispositions.size(); ++i) {
        if (process.dispositions[i] == Disposition::Default)
            continue;
        group.facts.push_back({QString::fromStdString(signalName(static_cast<int>(i))),
                               process.dispositions[i] == Disposition::Ignore
                                   ? InspectorView::tr("ignored")
                                   : InspectorView::tr("counted by a handler"),
                               Fact::Mark::Plain,
                               {},
                               QStringLiteral("sigaction(2)")});
    }
}

/// What its write that has not returned has in the pipe: the number of bytes written has none of it.
void addOpenWrites(FactGroup &group, const Snapshot &snapshot, WorkerId worker)
{
    for (const auto &channel : snapshot.channels) {
        for (const auto &write : channel.pending) {
            if (write.worker == worker)
                group.facts.push_back({InspectorView::tr("in, by its open write"),
                                       InspectorView::tr("%1 of %2")
                                           .arg(words::number(write.in), words::bytes(write.asked)),
                                       Fact::Mark::Inferred,
                                       {},
                                       {}});
        }
    }
}

/// What is none of the demo's pipes and yet sends a signal, as armLeash() asked.
bool isLeash(const DescriptorDetails &descriptor)
{
    return parsePipeLink(descriptor.link) && descriptor.flags && (*descriptor.flags & O_ASYNC) != 0;
}

/// How often it read or wrote; where calls were not kept it is not known.
Fact countFact(const QString &what, std::int64_t count, const ProcessSnapshot &process)
{
    if (process.isForeign)
        return {what, words::untilExec(words::number(count)), Fact::Mark::Plain, {}, {}};
    if (process.lost > 0)
        return {what, words::callsNotKept(process.lost), Fact::Mark::Refused, {}, {}};
    return {what, words::number(count), Fact::Mark::Plain, {}, {}};
}

/// Its end is an instant: the clock of a demo stands still with its last event, and an age with it.
/// Between calls that come one after the other short sleeps are seen by nobody.
Fact sinceFact(const ProcessSnapshot &process, std::int64_t now)
{
    Fact fact{InspectorView::tr("for"), {}, Fact::Mark::Plain, {}, {}};
    if (process.isEnded()) {
        fact.what = InspectorView::tr("in this state from");
        fact.value = instantText(process.since);
    } else if (process.state == ProcessState::Running && process.quick > 1) {
        fact.value = QStringLiteral("? ") + InspectorView::tr("calls come too fast to see");
    } else {
        fact.value = words::age(now - process.since);
    }
    return fact;
}

/// A status that has been told does not grow old.
Fact endingFact(const ProcessSnapshot &process)
{
    Fact fact{InspectorView::tr("ended"), {}, Fact::Mark::Plain, {}, QStringLiteral("wait(2)")};
    if (process.ending->exited())
        fact.value = InspectorView::tr("exit status %1").arg(process.ending->exitCode());
    else
        fact.value = InspectorView::tr("killed by %1")
                         .arg(QString::fromStdString(signalName(process.ending->signal())));
    if (process.endingSource == Source::Sampled) {
        fact.mark = Fact::Mark::Sampled;
        fact.source = QStringLiteral("/proc/%1/stat").arg(process.pid);
        fact.when = instantText(process.seen);
    }
    return fact;
}

/// `wait`: what it waits for; null: for nothing.
Fact stateFact(const ProcessSnapshot &process, const Wait *wait, std::int64_t now)
{
    const bool isHopeless = wait != nullptr && wait->hopeless;
    Fact fact{
        InspectorView::tr("state"), words::state(process, isHopeless), Fact::Mark::Plain, {}, {}};
    if (process.stateError != 0) {
        fact.mark = Fact::Mark::Refused;
        fact.value += QStringLiteral(" ") + words::errorName(process.stateError);
    } else if (process.stateSource == Source::Sampled) {
        fact.mark = Fact::Mark::Sampled;
        if (process.isEnded())
            fact.when = instantText(process.seen);
        else
            fact.age = words::age(now - process.seen);
    }
    return fact;
}

} // namespace

QString openFlagsText(int flags)
{
    struct Flag
    {
        int bit;
        const char *name;
    };
    constexpr std::array known{Flag{O_APPEND, "O_APPEND"}, Flag{O_NONBLOCK, "O_NONBLOCK"},
                               Flag{O_DIRECT, "O_DIRECT"}, Flag{O_ASYNC, "O_ASYNC"},
                               Flag{O_CLOEXEC, "O_CLOEXEC"}};
    QStringList names;
    switch (flags & O_ACCMODE) {
    case O_RDONLY: names << QStringLiteral("O_RDONLY"); break;
    case O_WRONLY: names << QStringLiteral("O_WRONLY"); break;
    default: names << QStringLiteral("O_RDWR");
    }
    for (const auto &flag : known) {
        if ((flags & flag.bit) != 0)
            names << QLatin1String(flag.name);
    }
    return names.join(u' ');
}

QString signalsText(std::uint64_t mask)
{
    QStringList names;
    for (int signal = 1; signal <= 64; ++signal) {
        if ((mask >> (signal - 1) & 1) != 0)
            names << QString::fromStdString(signalName(signal));
    }
    return names.isEmpty() ? InspectorView::tr("none") : names.join(u' ');
}

QString instantText(std::int64_t time)
{
    return InspectorView::tr("%1 s after the start")
        .arg(static_cast<double>(time) / 1e9, 0, 'f', 3);
}

/// Those of the demo by what is known of them; what else the process has by its link.
FactGroup InspectorView::descriptorsOf(WorkerId worker, const Result<ProcessDetails> &details) const
{
    const auto &process = model().snapshot().processes[worker];
    FactGroup group{tr("Descriptors"), {}, {}};
    const auto whereTo = [&](int fd) {
        for (const auto &descriptor : process.descriptors) {
            if (descriptor.fd == fd)
                return descriptor.end == End::Read
                           ? tr("read end of %1").arg(channelName(descriptor.channel))
                           : tr("write end of %1").arg(channelName(descriptor.channel));
        }
        return QString();
    };
    if (!details) {
        for (const auto &descriptor : process.descriptors)
            group.facts.push_back({tr("fd %1").arg(descriptor.fd),
                                   whereTo(descriptor.fd),
                                   Fact::Mark::Plain,
                                   {},
                                   {}});
        return group;
    }
    group.facts.reserve(details->descriptors.size());
    group.note = noteOfNow();
    for (const auto &descriptor : details->descriptors) {
        QStringList parts{whereTo(descriptor.fd), QString::fromStdString(descriptor.link)};
        if (descriptor.flags)
            parts << openFlagsText(*descriptor.flags);
        if (isLeash(descriptor) && parts.front().isEmpty())
            parts << tr("SeeIPC's leash: ends the process with SeeIPC");
        parts.removeAll(QString());
        auto fact = looked(tr("fd %1").arg(descriptor.fd), parts.join(QStringLiteral(", ")), {},
                           details, ageOfLook(details->time));
        if (descriptor.linkError != 0 || !descriptor.flags)
            fact.mark = Fact::Mark::Refused;
        group.facts.push_back(std::move(fact));
    }
    return group;
}

/// The one that forked it, and where another is its parent by now, or none of the demo, that one too,
/// as /proc tells it.
void InspectorView::addParents(const ProcessSnapshot &process,
                               const Result<ProcessDetails> &details, FactGroup &told,
                               FactGroup &looks) const
{
    const auto &processes = model().snapshot().processes;
    const auto *forker = process.parent < processes.size() ? &processes[process.parent] : nullptr;
    const auto plain = [&](const QString &what) {
        const auto pid = forker ? forker->pid : model().facts().steward;
        return Fact{
            what, tr("%1, pid %2").arg(nameOf(process.parent)).arg(pid), Fact::Mark::Plain, {}, {}};
    };
    const auto now = details && details->status ? details->status->parent : std::nullopt;
    if (!now || (forker && forker->pid == *now)) {
        told.facts.push_back(plain(tr("parent")));
        return;
    }
    const auto name = nameOf(noWorker);
    const auto text = *now > 0 ? tr("%1, pid %2").arg(name).arg(*now)
                               : tr("%1, in another pid namespace").arg(name);
    looks.facts.push_back(
        looked(tr("parent"), text, QStringLiteral("PPid"), details, ageOfLook(details->time)));
    if (forker)
        told.facts.push_back(plain(tr("forked by")));
}

/// What it is at the instant shown; what /proc says of it now follows in groups of its own.
std::vector<FactGroup> InspectorView::ofProcess(WorkerId worker) const
{
    if (worker >= model().snapshot().processes.size())
        return {};
    const auto &process = model().snapshot().processes[worker];
    const auto now = model().ageTime();
    FactGroup group{tr("Process %1").arg(nameOf(worker)), noteOfInstant(), {}};
    group.facts.push_back(stateFact(process, model().waits().of(worker), now));
    if (process.state == ProcessState::NotStarted)
        return {group};
    const auto &details = lookAt(worker);
    FactGroup looks{tr("In /proc/%1").arg(process.pid), noteOfNow(), {}};
    const auto plain = [&group](const QString &what, const QString &value) {
        group.facts.push_back({what, value, Fact::Mark::Plain, {}, {}});
    };
    group.facts.push_back(sinceFact(process, now));
    plain(tr("pid"), QString::number(process.pid));
    addParents(process, details, group, looks);
    plain(tr("call"), words::call(process));
    if (const auto outcome = words::outcome(model().snapshot(), worker, now); !outcome.isEmpty())
        plain(tr("outcome"), outcome);
    const auto told = [&process](std::int64_t count) {
        return process.isForeign ? words::untilExec(words::number(count)) : words::number(count);
    };
    plain(tr("calls"), told(process.calls));
    group.facts.push_back(countFact(tr("reads"), process.reads, process));
    plain(tr("bytes read"), told(process.bytesRead));
    group.facts.push_back(countFact(tr("writes"), process.writes, process));
    plain(tr("bytes written"), told(process.bytesWritten));
    if (process.transfers > 0)
        plain(tr("bytes moved by tee and splice"), words::number(process.bytesMoved));
    addOpenWrites(group, model().snapshot(), worker);
    if (process.bytesOfCutWrite > 0)
        group.facts.push_back({tr("in, by the write it died in"),
                               words::number(process.bytesOfCutWrite),
                               Fact::Mark::Inferred,
                               {},
                               {}});
    if (process.ending && (process.ending->exited() || process.ending->killed()))
        group.facts.push_back(endingFact(process));
    addDispositions(group, process);
    if (process.isEnded())
        return looks.facts.empty() ? std::vector{group} : std::vector{group, looks};
    addLooks(looks, details, details ? ageOfLook(details->time) : QString());
    return {group, looks, descriptorsOf(worker, details),
            signalsOf(details, details ? ageOfLook(details->time) : QString(), noteOfNow())};
}

} // namespace seeipc
