// SPDX-License-Identifier: MIT
#include "ui/controls/stepwords.h"

#include "mechanisms/registry.h"
#include "session/eventtext.h"
#include "session/phrases.h"
#include "session/waitsfor.h"
#include "ui/controls/numbers.h"
#include "ui/model/playhead.h"
#include "ui/model/sessionmodel.h"
#include "ui/scene/words.h"

#include <QCoreApplication>

#include <algorithm>

namespace seeipc {

namespace {

constexpr std::size_t mostKeys = 9; ///< that select a process

QString text(const char *source)
{
    return QCoreApplication::translate("seeipc::step", source);
}

/// The call of a process at a gate is the one that comes next.
QString nextCall(const ProcessSnapshot &process)
{
    if (process.call >= callCount())
        return {};
    return QString::fromStdString(announcedCallText(process));
}

StepWords onlyWords(const QString &words, const QString &reason = {})
{
    return {words, {}, reason, false, false};
}

/// Where it sleeps says why: the call has not returned, and a step is what comes after it. What would
/// let it return follows; that nobody can comes first.
StepWords asleepWords(const SessionModel &model, WorkerId worker)
{
    const auto &process = model.live().processes[worker];
    const auto waits = waitsFor(model.live());
    const auto *wait = waits.of(worker);
    const auto call = QString::fromStdString(
        briefCallText(process.call, process.arguments, process.names));
    std::vector<std::string> names;
    for (const auto &each : model.scenario().workers)
        names.push_back(each.name);
    const auto name = QString::fromStdString(names[worker]);
    const auto until = wait ? words::until(*wait, names) : QStringList();
    const auto reason = text(QT_TRANSLATE_NOOP("seeipc::step",
                                               "A process steps between two calls, and this one is "
                                               "inside of one: it goes on when that call returns"));
    const auto sleeps = text(QT_TRANSLATE_NOOP("seeipc::step", "%1 sleeps in %2")).arg(name, call);
    const auto brief = text(QT_TRANSLATE_NOOP("seeipc::step", "sleeps in %1")).arg(call);
    if (!wait || until.isEmpty())
        return {sleeps, {brief}, reason, false, false};
    const auto joined = text(QT_TRANSLATE_NOOP("seeipc::step", "%1 %2"));
    const auto whole = joined.arg(sleeps, until.front());
    QStringList inCall;
    for (const auto &each : until)
        inCall << joined.arg(call, each);
    if (!wait->hopeless)
        return {whole, QStringList{joined.arg(brief, until.front())} + inCall + QStringList{brief},
                reason, false, false};
    const bool isRing = std::find(waits.ring.begin(), waits.ring.end(), worker) != waits.ring.end();
    const auto stuck = isRing ? text(QT_TRANSLATE_NOOP("seeipc::step", "Deadlock: %1"))
                              : text(QT_TRANSLATE_NOOP("seeipc::step", "Stuck: %1"));
    const auto shortest = isRing ? text(QT_TRANSLATE_NOOP("seeipc::step", "Deadlock in %1"))
                                 : text(QT_TRANSLATE_NOOP("seeipc::step", "Stuck in %1"));
    for (auto &each : inCall)
        each = stuck.arg(each);
    return {stuck.arg(whole), inCall << shortest.arg(call),
            text(QT_TRANSLATE_NOOP("seeipc::step",
                                   "A process steps between two calls, and this one is inside of "
                                   "one that nobody can make return")),
            false, false};
}

StepWords stoppedWords(const QString &name)
{
    return {text(QT_TRANSLATE_NOOP("seeipc::step", "%1 is stopped: no step")).arg(name),
            {text(QT_TRANSLATE_NOOP("seeipc::step", "%1 is stopped")).arg(name)},
            text(QT_TRANSLATE_NOOP("seeipc::step",
                                   "A signal stopped it, wherever it was: it goes on at SIGCONT")),
            false,
            false};
}

/// While a run goes on, the same button ends it.
StepWords runningWords(const SessionModel &model)
{
    const auto name = QString::fromStdString(model.scenario().workers[model.longRunner()].name);
    const auto words = text(QT_TRANSLATE_NOOP("seeipc::step", "%1 runs on…")).arg(name);
    return {words,
            {},
            text(QT_TRANSLATE_NOOP("seeipc::step",
                                   "It stands still at the next change; Space, Esc or a click on "
                                   "this button stop it now")),
            true,
            true};
}

/// "reader waits until writer has ended".
StepWords cueWords(const Scenario &scenario, const ProcessSnapshot &process, const QString &name)
{
    const auto brief = text(QT_TRANSLATE_NOOP("seeipc::step", "%1 waits for its cue")).arg(name);
    const auto cue = cueBefore(scenario, process.step);
    if (!cue)
        return onlyWords(brief,
                         text(QT_TRANSLATE_NOOP("seeipc::step", "The demo lets it go on only after "
                                                                "another process has done "
                                                                "something")));
    const auto until = words::cue(*cue, scenario.workers[cue->worker].name);
    const auto words = text(QT_TRANSLATE_NOOP("seeipc::step", "%1 waits %2"));
    const auto whole = words.arg(name, until[0]);
    const auto reason = text(QT_TRANSLATE_NOOP("seeipc::step",
                                               "%1: the demo lets it go on only then. 1 to %2 "
                                               "select another process"))
                            .arg(whole)
                            .arg(std::min(scenario.workers.size(), mostKeys));
    return {whole, {words.arg(name, until[1]), until[1], brief}, reason, false, false};
}

/// "65 536 × " before the call of a loop that is one step.
QString timesText(std::int64_t calls)
{
    if (calls == 1)
        return {};
    if (calls == absent)
        return text(QT_TRANSLATE_NOOP("seeipc::step", "loop of "));
    return QStringLiteral("%1 × ").arg(groupedText(calls));
}

/// Why the button is dead, and what to do about it.
StepWords endedWords(const SessionModel &model, const QString &name)
{
    const auto others = std::min(model.scenario().workers.size(), mostKeys);
    const auto reason = model.hasEnded()
                            ? text(QT_TRANSLATE_NOOP("seeipc::step",
                                                     "All processes have ended: none is left to "
                                                     "step. Start over (R)"))
                            : text(QT_TRANSLATE_NOOP("seeipc::step",
                                                     "%1 makes no call any more. 1 to %2 select "
                                                     "another process"))
                                  .arg(name)
                                  .arg(others);
    return {text(QT_TRANSLATE_NOOP("seeipc::step", "%1 has ended")).arg(name),
            {text(QT_TRANSLATE_NOOP("seeipc::step", "it has ended"))},
            reason,
            false,
            false};
}

/// Of the processes as they are, whatever instant the picture is of.
StepWords liveWords(const SessionModel &model, WorkerId worker)
{
    const auto &process = model.live().processes[worker];
    const auto name = QString::fromStdString(model.scenario().workers[worker].name);
    if (model.longRunner() != noWorker)
        return runningWords(model);
    if (process.isEnded())
        return endedWords(model, name);
    if (process.state == ProcessState::NotStarted)
        return onlyWords(text(QT_TRANSLATE_NOOP("seeipc::step", "%1 has not started")).arg(name));
    if (process.state == ProcessState::Asleep)
        return asleepWords(model, worker);
    if (process.state == ProcessState::Stopped)
        return stoppedWords(name);
    if (process.state == ProcessState::AtGate && process.gate == Gate::Condition)
        return cueWords(model.scenario(), process, name);
    const bool isPossible = !model.isHeld() || model.isRunningOn() || model.canStep(worker);
    const QString call = nextCall(process);
    const auto step = text(QT_TRANSLATE_NOOP("seeipc::step", "Step %1"));
    if (call.isEmpty())
        return {step.arg(name), {}, {}, isPossible, false};
    const bool isRun = model.mayRunOn(process.step);
    const auto whole = isRun ? text(QT_TRANSLATE_NOOP("seeipc::step", "Run %1: %2…"))
                             : text(QT_TRANSLATE_NOOP("seeipc::step", "Step %1: %2"));
    const auto times = timesText(model.callsInOneStep(process.step));
    const auto brief = QString::fromStdString(
        briefCallText(process.call, process.arguments, process.names));
    return {whole.arg(name, times + call),
            {whole.arg(name, times + words::callInShort(call)), whole.arg(name, times + brief)},
            {},
            isPossible,
            isRun};
}

/// The button acts on the processes, which are further than a frozen picture: it says so.
StepWords wordsBesideFrozen(const SessionModel &model, WorkerId worker, const StepWords &live)
{
    const auto name = QString::fromStdString(model.scenario().workers[worker].name);
    if (!live.isPossible || model.longRunner() != noWorker) {
        const auto now = text(QT_TRANSLATE_NOOP("seeipc::step", "Now: %1"));
        QStringList shorter;
        for (const auto &words : live.shorter)
            shorter << now.arg(words);
        return {now.arg(live.text), shorter, live.reason, live.isPossible, live.isRun};
    }
    const auto words = (live.isRun
                            ? text(QT_TRANSLATE_NOOP("seeipc::step", "Back to live, run %1"))
                            : text(QT_TRANSLATE_NOOP("seeipc::step", "Back to live, step %1")))
                           .arg(name);
    const auto reason = text(QT_TRANSLATE_NOOP(
        "seeipc::step", "The picture is frozen, the processes are further. Back to live, and: %1"));
    return {words, {}, reason.arg(live.text), true, live.isRun};
}

} // namespace

StepWords stepWords(const SessionModel &model)
{
    return stepWords(model, model.selected());
}

StepWords stepWords(const SessionModel &model, WorkerId worker)
{
    if (!model.isOpen() || model.failure() || worker >= model.live().processes.size())
        return onlyWords(text(QT_TRANSLATE_NOOP("seeipc::step", "Step")));
    const auto live = liveWords(model, worker);
    return model.playhead().isLive() ? live : wordsBesideFrozen(model, worker, live);
}

} // namespace seeipc
