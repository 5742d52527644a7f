// SPDX-License-Identifier: MIT
#include "ui/scene/words.h"

#include "mechanisms/programs.h"
#include "mechanisms/registry.h"
#include "session/awaited.h"
#include "session/eventtext.h"
#include "session/narrator.h"
#include "ui/scene/stagewords.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <csignal>
#include <utility>

namespace seeipc::words {

namespace {

constexpr double second = 1e9;                  ///< nanoseconds
constexpr std::int64_t mostWritten = 9'999'999; ///< beyond: "12.3 M"

/// Three significant digits before a unit's prefix: "4.70 G", "812 k".
QString prefixed(double value)
{
    static constexpr std::array<const char *, 5> prefixes{"", "k", "M", "G", "T"};
    std::size_t prefix = 0;
    while (value >= 999.5 && prefix + 1 < prefixes.size()) {
        value /= 1000;
        ++prefix;
    }
    const int decimals = prefix == 0 || value >= 99.95 ? 0 : 1;
    const auto digits = QString::number(value, 'f', decimals);
    return prefix == 0 ? digits : digits + narrowSpace + QLatin1String(prefixes[prefix]);
}

/// "4.7 GB".
QString prefixedBytes(double value)
{
    const auto text = prefixed(value);
    return value < 999.5 ? text + narrowSpace + QLatin1Char('B') : text + QLatin1Char('B');
}

QString callName(const ProcessSnapshot &process)
{
    return process.call < callCount()
               ? QString::fromUtf8(callAt(process.call).name.data(),
                                   static_cast<qsizetype>(callAt(process.call).name.size()))
               : QString();
}

QString endWord(const ProcessSnapshot &process)
{
    if (!process.ending)
        return Stage::tr("ended, status ?");
    if (process.ending->killed())
        return Stage::tr("killed by %1")
            .arg(QString::fromStdString(signalName(process.ending->signal())));
    return Stage::tr("exited, status %1").arg(process.ending->exitCode());
}

QString bareState(const ProcessSnapshot &process, bool isHopeless)
{
    switch (process.state) {
    case ProcessState::NotStarted: return Stage::tr("not started");
    case ProcessState::Running: return Stage::tr("running");
    case ProcessState::AtGate: return gate(process.gate);
    case ProcessState::Asleep:
        return (isHopeless ? Stage::tr("stuck in %1") : Stage::tr("asleep in %1"))
            .arg(callName(process));
    case ProcessState::Stopped: return Stage::tr("stopped");
    case ProcessState::Unseen: return Stage::tr("? not looked at");
    case ProcessState::Zombie:
        return process.ending && process.ending->killed() ? endWord(process) : Stage::tr("zombie");
    case ProcessState::Exited:
    case ProcessState::Killed: return endWord(process);
    }
    return {};
}

/// From the longest to the shortest: without spaces, without what is no number, and of more than two
/// arguments the first and the last alone. The last one tells how much.
QStringList closerForms(const QString &brief)
{
    const auto close = QString(brief).remove(QLatin1Char(' '));
    const auto closer = QString(close)
                            .replace(QStringLiteral(",NULL,"), QStringLiteral("…"))
                            .replace(QStringLiteral(",…,"), QStringLiteral("…"));
    const auto first = close.indexOf(QLatin1Char(','));
    const auto last = close.lastIndexOf(QLatin1Char(','));
    const bool isPlain = close.left(first).count(QLatin1Char('(')) == 1
                         && !close.contains(QLatin1Char('{'));
    if (first == last || !isPlain || closer != close)
        return {close, closer};
    return {close, close.left(first) + QStringLiteral(", …, ") + close.mid(last + 1),
            close.left(first) + QStringLiteral("…") + close.mid(last + 1)};
}

/// At its gate, stopped there too.
bool isStillToMake(const ProcessSnapshot &process)
{
    const auto &last = process.last;
    const bool isMade = last && last->step == process.step && last->iteration == process.iteration;
    return process.state == ProcessState::AtGate
           || (process.state == ProcessState::Stopped && !process.inCall && !isMade);
}

} // namespace

QString number(std::int64_t value)
{
    return QString::fromStdString(grouped(value));
}

QString shortNumber(double value)
{
    return value <= static_cast<double>(mostWritten) ? number(std::llround(value))
                                                     : prefixed(value);
}

QString age(std::int64_t nanoseconds)
{
    const auto seconds = static_cast<double>(std::max<std::int64_t>(0, nanoseconds)) / second;
    if (seconds < 9.95)
        return Stage::tr("%1 s").arg(seconds, 0, 'f', 1);
    if (seconds < 119.5)
        return Stage::tr("%1 s").arg(std::lround(seconds));
    return Stage::tr("%1 min").arg(std::lround(seconds / 60));
}

QString gate(Gate at)
{
    switch (at) {
    case Gate::Open: break;
    case Gate::Pace: return Stage::tr("waits its turn");
    case Gate::Held: return Stage::tr("held");
    case Gate::Condition: return Stage::tr("waits for its cue");
    case Gate::Sample: return Stage::tr("held for a look");
    }
    return Stage::tr("running");
}

QString state(const ProcessSnapshot &process, bool isHopeless)
{
    const auto word = bareState(process, isHopeless);
    return process.stateError != 0 && !process.isEnded() ? word + QStringLiteral(" ?") : word;
}

QStringList likelyStates(const std::vector<std::string> &sleepyCalls)
{
    QStringList states{Stage::tr("running"), gate(Gate::Pace), gate(Gate::Condition),
                       Stage::tr("exited, status %1").arg(0),
                       Stage::tr("killed by %1").arg("SIGPIPE")};
    for (const auto &name : sleepyCalls) {
        states += Stage::tr("asleep in %1").arg(QString::fromStdString(name));
        states += Stage::tr("stuck in %1").arg(QString::fromStdString(name));
    }
    return states;
}

QString call(const ProcessSnapshot &process)
{
    return calls(process).value(0);
}

QStringList calls(const ProcessSnapshot &process)
{
    if (process.call >= callCount() || process.state == ProcessState::NotStarted)
        return {};
    const auto text = QString::fromStdString(currentCallText(process));
    auto brief = callInShort(text);
    auto closer = closerForms(brief);
    if (callAt(process.call).effect == Effect::Exec) { // what it becomes, before how C says it
        const auto command = QString::fromStdString(commandOf(process.arguments[0]));
        brief = QStringLiteral("execve: ") + command;
        closer = QStringList{brief, command};
    }
    if (!process.unmade && !isStillToMake(process))
        return QStringList{text, brief} + closer;
    const auto said = process.unmade ? Stage::tr("never made: %1") : Stage::tr("next: %1");
    const auto sign = process.unmade ? QStringLiteral("×") : QStringLiteral("›");
    QStringList texts{said.arg(text), said.arg(brief), sign + QLatin1Char(' ') + brief};
    for (const auto &form : std::as_const(closer))
        texts << sign + form;
    return texts;
}

QString callInShort(const QString &text)
{
    return QString(text).replace(QLatin1String(", buf, "), QStringLiteral(", …, "));
}

QString likelyCall()
{
    return Stage::tr("next: %1").arg(QStringLiteral("write(4, buf, 4096)"));
}

QString notReturned(std::int64_t nanoseconds)
{
    return Stage::tr("has not returned: %1").arg(age(nanoseconds));
}

QString outcome(const Snapshot &snapshot, WorkerId worker, std::int64_t now)
{
    const auto &process = snapshot.processes[worker];
    if (process.state == ProcessState::Zombie)
        return isAwaited(snapshot, worker) ? Stage::tr("not waited for yet")
                                           : Stage::tr("SeeIPC waits for it");
    if (process.stateError != 0 && !process.isEnded())
        return refusal(process.stateError);
    if (process.state == ProcessState::Asleep || process.isStoppedInside())
        return notReturned(now - process.entered);
    if (process.isEnded() || !process.last || process.last->call >= callCount()
        || process.last->effect == Effect::Exit) // it never returns
        return {};
    const auto &last = *process.last;
    const auto name = callAt(last.call).name;
    const bool isPid = last.effect == Effect::Fork || isWaitForChild(last.effect);
    const auto result = last.error != 0 ? QStringLiteral("-1 ") + errorName(last.error)
                        : isPid         ? QString::number(last.result)
                                        : number(last.result);
    return Stage::tr("%1 returned %2")
        .arg(QString::fromUtf8(name.data(), static_cast<qsizetype>(name.size())), result);
}

QString bytes(std::int64_t value)
{
    return value == 1 ? Stage::tr("1 byte") : Stage::tr("%1 bytes").arg(number(value));
}

QString callsNotKept(std::int64_t count)
{
    return count == 1 ? Stage::tr("1 call counted but not kept")
                      : Stage::tr("%1 calls counted but not kept").arg(number(count));
}

QString untilExec(const QString &count)
{
    return Stage::tr("%1 until execve()").arg(count);
}

QStringList bytesAndCalls(const ProcessSnapshot &process, std::int64_t underWay)
{
    const auto written = process.bytesWritten + underWay;
    const auto brief = [](std::int64_t value) { // one byte makes all the difference at 65 536
        return value < 100'000 ? number(value) + narrowSpace + QLatin1Char('B')
                               : prefixedBytes(static_cast<double>(value));
    };
    QStringList texts;
    const auto add = [&](const auto &form, const QString &count) {
        const auto calls = process.calls == 1 ? Stage::tr("1 call")
                                              : Stage::tr("%1 calls").arg(count);
        if (process.isForeign)
            texts += untilExec(calls);
        else if (process.bytesMoved > 0)
            texts += Stage::tr("%1 moved, %2").arg(form(process.bytesMoved), calls);
        else if (process.bytesRead > 0 && written > 0)
            texts +=
                Stage::tr("in %1, out %2, %3").arg(form(process.bytesRead), form(written), calls);
        else
            texts += Stage::tr("%1, %2").arg(form(process.bytesRead + written), calls);
    };
    if (std::max(process.bytesRead, written) <= mostWritten)
        add(bytes, shortNumber(static_cast<double>(process.calls)));
    add(brief, shortNumber(static_cast<double>(process.calls)));
    add(brief, prefixed(static_cast<double>(process.calls)));
    if (process.isForeign)
        texts += QStringLiteral("?");
    else if (process.bytesRead > 0 && written > 0) // the calls are told in the inspector too
        texts += Stage::tr("in %1, out %2").arg(brief(process.bytesRead), brief(written));
    return texts;
}

QString descriptor(const Descriptor &descriptor, const QString &channelName)
{
    const bool isWrite = descriptor.end == End::Write;
    if (channelName.isEmpty())
        return (isWrite ? Stage::tr("fd %1  write end") : Stage::tr("fd %1  read end"))
            .arg(descriptor.fd);
    return (isWrite ? Stage::tr("fd %1  write end of %2") : Stage::tr("fd %1  read end of %2"))
        .arg(descriptor.fd)
        .arg(channelName);
}

QString otherDescriptor(const OtherDescriptor &descriptor, const QString &of)
{
    const auto fd = QString::number(descriptor.fd);
    switch (descriptor.kind) {
    case OtherDescriptor::Kind::Path:
        return of.isEmpty() ? Stage::tr("fd %1  O_PATH").arg(fd)
                            : Stage::tr("fd %1  %2, O_PATH").arg(fd, of);
    case OtherDescriptor::Kind::Process: return Stage::tr("fd %1  pidfd of %2").arg(fd, of);
    case OtherDescriptor::Kind::Proc: return Stage::tr("fd %1  /proc of %2").arg(fd, of);
    case OtherDescriptor::Kind::File: break;
    }
    return Stage::tr("fd %1  ordinary file").arg(fd);
}

QStringList descriptorsInShort(const std::vector<Descriptor> &descriptors)
{
    QStringList ends;
    QStringList numbers;
    for (const auto &descriptor : descriptors) {
        numbers << QString::number(descriptor.fd);
        ends << (descriptor.end == End::Write ? Stage::tr("fd %1 write") : Stage::tr("fd %1 read"))
                    .arg(numbers.last());
    }
    const auto separator = QStringLiteral(", ");
    QStringList texts{ends.join(separator)};
    if (!numbers.isEmpty())
        texts << QStringLiteral("fd ") + numbers.join(separator);
    if (numbers.size() > 1)
        texts << Stage::tr("%1 fds").arg(numbers.size());
    return texts;
}

QString moreDescriptors(std::size_t count)
{
    return Stage::tr("and %1 more").arg(count);
}

QString errorName(int error)
{
    const char *name = ::strerrorname_np(error);
    return name ? QString::fromLatin1(name) : QString::number(error);
}

QString refusal(int error)
{
    return Stage::tr("not told: %1").arg(errorName(error));
}

QString looksRefused(int error)
{
    return Stage::tr("no looks: %1").arg(errorName(error));
}

QString lastTold(std::int64_t bytes)
{
    return bytes == 1 ? Stage::tr("last told: 1 byte")
                      : Stage::tr("last told: %1 bytes").arg(number(bytes));
}

QStringList rate(double callsPerSecond, double bytesPerSecond)
{
    const auto calls = prefixed(callsPerSecond);
    const auto bytes = prefixedBytes(bytesPerSecond);
    return {
        (calls == QLatin1String("1") ? Stage::tr("%1 call/s, %2/s") : Stage::tr("%1 calls/s, %2/s"))
            .arg(calls, bytes),
        Stage::tr("%1/s").arg(bytes), QString()};
}

QString stageName()
{
    return Stage::tr("Processes and channels");
}

QString spokenProcess(const std::string &name, const ProcessSnapshot &process, bool isHopeless,
                      std::int64_t now)
{
    auto told = bareState(process, isHopeless);
    if (process.state == ProcessState::Asleep && process.call < callCount()) {
        const auto text = QString::fromStdString(announcedCallText(process));
        told = (isHopeless ? Stage::tr("stuck in %1") : Stage::tr("asleep in %1")).arg(text)
               + QLatin1Char(' ') + Stage::tr("since %1").arg(age(now - process.since));
    } else if (process.state == ProcessState::AtGate || process.unmade) {
        told += QStringLiteral(", ") + call(process);
    }
    if (process.isAlive() && process.dispositions[SIGPIPE] == Disposition::Ignore)
        told += QStringLiteral(", ") + Stage::tr("ignores SIGPIPE");
    const auto subject = QString::fromStdString(name) + QStringLiteral(", ") + told;
    return process.pid > 0 ? subject + QStringLiteral(", pid %1").arg(process.pid) : subject;
}

} // namespace seeipc::words
