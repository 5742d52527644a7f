// SPDX-License-Identifier: MIT
// Words of who waits, and for what.
#include "mechanisms/registry.h"
#include "ui/scene/stagewords.h"
#include "ui/scene/words.h"

namespace seeipc::words {

namespace {

QString nameOf(WorkerId worker, const std::vector<std::string> &names)
{
    return worker < names.size() ? QString::fromStdString(names[worker]) : QString();
}

/// "anna or bert"; empty of nobody and of more.
QString wakersOf(const Wait &wait, const std::vector<std::string> &names)
{
    if (wait.wakers.size() == 1)
        return nameOf(wait.wakers[0], names);
    return wait.wakers.size() == 2
               ? Stage::tr("%1 or %2")
                     .arg(nameOf(wait.wakers[0], names), nameOf(wait.wakers[1], names))
               : QString();
}

} // namespace

QStringList cue(const Cue &cue, const std::string &worker)
{
    const auto name = QString::fromStdString(worker);
    const auto call = cue.call < callCount()
                          ? QString::fromStdString(std::string(callAt(cue.call).name))
                          : QString();
    switch (cue.kind) {
    case Condition::Kind::Asleep:
        return {Stage::tr("until %1 sleeps in %2").arg(name, call),
                Stage::tr("until %1 sleeps").arg(name)};
    case Condition::Kind::Done:
        if (cue.number == 0)
            return {Stage::tr("until %1 has returned from %2").arg(name, call),
                    Stage::tr("until %1's %2").arg(name, call)};
        return {Stage::tr("until %1 has returned from %2 no. %3").arg(name, call).arg(cue.number),
                Stage::tr("until %1's %2 no. %3").arg(name, call).arg(cue.number)};
    case Condition::Kind::Stopped: {
        const auto until = Stage::tr("until %1 is stopped").arg(name);
        return {until, until};
    }
    case Condition::Kind::Handled:
        return {Stage::tr("until %1's handler has run for %2")
                    .arg(name, QString::fromStdString(signalName(cue.signal))),
                Stage::tr("until %1's handler has run").arg(name)};
    case Condition::Kind::Settled:
        return {Stage::tr("until all others have come to rest"), Stage::tr("until all rest")};
    case Condition::Kind::Ended: break;
    }
    return {Stage::tr("until %1 has ended").arg(name), Stage::tr("until %1 ends").arg(name)};
}

QStringList until(const Wait &wait, const std::vector<std::string> &processNames)
{
    if (wait.isOver())
        return {};
    const auto wakers = wakersOf(wait, processNames);
    if (wait.wakers.empty() && !wait.ownHolders.empty()) {
        const auto own = wait.ownHolders.front().fd;
        return {wait.reason == WaitReason::Bytes
                    ? Stage::tr("until its own fd %1 closes").arg(own)
                    : Stage::tr("until its own fd %1 is read").arg(own)};
    }
    switch (wait.reason) {
    case WaitReason::Bytes:
        if (wait.wakers.size() == 1 && wait.ownHolders.empty()) // of the last one
            return {Stage::tr("until %1 writes or closes").arg(wakers),
                    Stage::tr("until %1 writes").arg(wakers)};
        return {wakers.isEmpty() ? Stage::tr("until bytes come")
                                 : Stage::tr("until %1 writes").arg(wakers)};
    case WaitReason::FreeSlot:
        return {wakers.isEmpty() ? Stage::tr("until a slot is free")
                                 : Stage::tr("until %1 reads").arg(wakers)};
    case WaitReason::Partner: // who will, only a ring says
        return {wakers.isEmpty() || !wait.hopeless
                    ? Stage::tr("until the other side is opened")
                    : Stage::tr("until %1 opens the other side").arg(wakers)};
    case WaitReason::Signal: return {Stage::tr("until a signal comes")};
    case WaitReason::Child:
        return {wakers.isEmpty() ? Stage::tr("until a child ends")
                                 : Stage::tr("until %1 ends").arg(wakers)};
    default: return {};
    }
}

QString deadlocked(std::int64_t nanoseconds)
{
    return Stage::tr("deadlock for %1").arg(age(nanoseconds));
}

QString waitsFor(const Wait &wait, const std::vector<std::string> &processNames)
{
    const auto ownFd = wait.ownHolders.empty() ? -1 : wait.ownHolders.front().fd;
    const auto wakers = wakersOf(wait, processNames);
    const auto waker = wait.hopeless ? wakers : QString();
    switch (wait.reason) {
    case WaitReason::Bytes:
        if (wait.hopeless && wait.wakers.empty() && ownFd >= 0)
            return Stage::tr("waits for: %1's own fd %2 closed")
                .arg(nameOf(wait.worker, processNames))
                .arg(ownFd);
        if (wait.wakers.size() == 1 && wait.ownHolders.empty() && !wait.hopeless)
            return Stage::tr("waits for: %1 to write or close").arg(wakers);
        if (!wakers.isEmpty())
            return Stage::tr("waits for: %1 to write").arg(wakers);
        return Stage::tr("waits for: bytes, or the last write end closed");
    case WaitReason::FreeSlot:
        if (wait.hopeless && wait.wakers.empty() && ownFd >= 0)
            return Stage::tr("waits for: its own fd %1 to be read").arg(ownFd);
        if (!waker.isEmpty())
            return Stage::tr("waits for: %1 to read").arg(waker);
        return Stage::tr("waits for: 1 free slot");
    case WaitReason::Partner:
        if (!waker.isEmpty())
            return Stage::tr("waits for: %1 to open the other side").arg(waker);
        return Stage::tr("waits for: somebody to open the other side");
    case WaitReason::Child:
        if (!wakers.isEmpty())
            return Stage::tr("waits for: %1 to end").arg(wakers);
        return Stage::tr("waits for: a child to end");
    default: return {};
    }
}

} // namespace seeipc::words
