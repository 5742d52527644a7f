// SPDX-License-Identifier: MIT
// The observer's calls by hand: who of a demo's processes makes them, and when.
#include "session/observer.h"

#include <algorithm>

namespace seeipc {

namespace {

constexpr int asleepHolder = 1; ///< of readiness(): it comes between two calls once it wakes

} // namespace

/// A change that a worker must make: through one that is between its calls and holds the channel.
void Observer::makeByHand()
{
    std::erase_if(m_byHand, [this](ByHand &wanted) { return isByHandOver(wanted); });
    for (auto &wanted : m_byHand) {
        if (wanted.worker == noWorker)
            (void)askByHand(wanted);
    }
}

/// What nobody has begun yet.
std::vector<HandCall> Observer::waitingByHand() const
{
    std::vector<HandCall> waiting;
    for (const auto &wanted : m_byHand) {
        if (wanted.call && (wanted.worker == noWorker || m_controls.hasByHand(wanted.worker)))
            waiting.push_back(*wanted.call);
    }
    return waiting;
}

/// Asks who can make it now, or comes to it next where it is one worker's own. False: nobody can yet.
bool Observer::askByHand(ByHand &wanted)
{
    int fd = -1;
    if (wanted.call && wanted.call->worker != noWorker) {
        if (m_controls.hasByHand(wanted.call->worker))
            return false;
        wanted.worker = wanted.call->worker;
        m_controls.makeCallByHand(wanted.worker, wanted.call->call, wanted.call->values);
        return true;
    }
    wanted.worker = holderFor(wanted.channel, wanted.call ? wanted.call->file : noFile, fd);
    if (wanted.worker == noWorker)
        return false;
    if (wanted.call) {
        auto values = wanted.call->values;
        values[0] = fd;
        m_controls.makeCallByHand(wanted.worker, wanted.call->call, values);
    } else {
        m_controls.makeByHand(wanted.worker, wanted.number, fd);
    }
    return true;
}

/// Who was asked has made it, or cannot come to it any more: then it is somebody else's.
bool Observer::isByHandOver(ByHand &wanted)
{
    if (wanted.channel >= m_snapshot.channels.size())
        return true;
    const bool isOfEnded = wanted.call && wanted.call->worker < m_watched.size()
                           && m_watched[wanted.call->worker].isGone;
    if (wanted.worker == noWorker)
        return m_snapshot.channels[wanted.channel].gone || isOfEnded;
    if (!m_controls.hasByHand(wanted.worker)) {
        m_controls.settle(wanted.worker);
        return true;
    }
    const bool isItsOwn = wanted.call && wanted.call->worker != noWorker;
    if (isItsOwn)
        return m_watched[wanted.worker].isGone;
    const auto file = wanted.call ? wanted.call->file : noFile;
    int fd = -1;
    const auto other = holderFor(wanted.channel, file, fd);
    const bool isBetter = readiness(wanted.worker) == asleepHolder && other != noWorker
                          && readiness(other) > asleepHolder;
    if ((isBetter || m_watched[wanted.worker].isGone) && m_controls.takeBack(wanted.worker))
        wanted.worker = noWorker;
    return false;
}

/// How soon a process comes between two calls; 0: it has gone.
int Observer::readiness(WorkerId worker) const
{
    if (m_watched[worker].isGone)
        return 0;
    switch (m_snapshot.processes[worker].state) {
    case ProcessState::AtGate: return asleepHolder + 2;
    case ProcessState::Running: return asleepHolder + 1;
    default: return asleepHolder;
    }
}

/// A holder that is at a gate, else one that will come to its next soon, else one that makes it once it
/// wakes. noWorker: all have something to make already, or are gone.
WorkerId Observer::holderFor(ChannelId channel, FileId file, int &fd) const
{
    const auto &ends = m_snapshot.channels[channel];
    std::vector<Holder> holders = ends.writers;
    holders.insert(holders.end(), ends.readers.begin(), ends.readers.end());
    WorkerId best = noWorker;
    for (const auto &holder : holders) {
        const bool isOther = file != noFile
                             && m_snapshot.fileIdOf(holder.worker, holder.fd) != file;
        const int ready = readiness(holder.worker);
        if (isOther || m_controls.hasByHand(holder.worker) || ready == 0
            || (best != noWorker && ready <= readiness(best)))
            continue;
        best = holder.worker;
        fd = holder.fd;
    }
    return best;
}

} // namespace seeipc
