// SPDX-License-Identifier: MIT
#include "ui/views/handactions.h"

#include "mechanisms/registry.h"
#include "session/phrases.h"
#include "ui/scene/words.h"
#include "ui/views/handpanel.h"

#include <algorithm>
#include <csignal>
#include <fcntl.h>

namespace seeipc {

namespace {

/// What calls through the open file do once its flag is set, or cleared.
QString flagMeans(int flag, bool isSet)
{
    if (flag == O_DIRECT)
        return isSet ? HandPanel::tr("each write becomes a packet")
                     : HandPanel::tr("writes are a stream again");
    return isSet ? HandPanel::tr("EAGAIN instead of sleep") : HandPanel::tr("calls sleep again");
}

QString endText(End end)
{
    return end == End::Read ? HandPanel::tr("read end") : HandPanel::tr("write end");
}

/// Builds the actions of one focus, in the order in which they are shown.
class Actions
{
public:
    Actions(const Snapshot &live, const WaitsFor &waits, const Scenario &scenario)
        : m_live(live), m_waits(waits), m_scenario(scenario)
    {}

    void addProcess(WorkerId worker);
    void addEnd(ChannelId channel, End end);
    void addCapacities(ChannelId channel);
    void addChannel(ChannelId channel);
    void addTear(ChannelId channel);

    std::vector<HandAction> actions;

private:
    QString nameOf(WorkerId worker) const
    {
        return QString::fromStdString(m_scenario.workers[worker].name);
    }
    QString endOf(const Descriptor &descriptor) const;
    QString whenOf(WorkerId worker) const;
    bool comesNever(WorkerId worker) const;
    bool isLast(const Descriptor &descriptor) const;
    QString lastMeans(const Descriptor &descriptor) const;
    QString openCall(WorkerId worker) const;
    void addSignal(HandAction::Kind kind, WorkerId worker, int signal);
    void addClose(WorkerId worker, const Descriptor &descriptor);
    void addFlag(ChannelId channel, End end, const Holder &holder, int flag, const QString &name);
    void addCapacity(HandAction::Kind kind, ChannelId channel, std::int64_t capacity,
                     const QString &text);
    QString whenAny(ChannelId channel, FileId file) const;
    QString refusalOf(ChannelId channel, std::int64_t capacity) const;

    const Snapshot &m_live;
    const WaitsFor &m_waits;
    const Scenario &m_scenario;
};

QString Actions::endOf(const Descriptor &descriptor) const
{
    const auto channel = QString::fromStdString(m_scenario.channels[descriptor.channel].name);
    return descriptor.end == End::Read ? HandPanel::tr("read end of %1").arg(channel)
                                       : HandPanel::tr("write end of %1").arg(channel);
}

/// What follows once nobody has such an end any more, for who sleeps at once.
QString Actions::lastMeans(const Descriptor &descriptor) const
{
    const auto channel = descriptor.channel;
    if (descriptor.end == End::Write)
        return HandPanel::tr("the last one, then end of file");
    const auto &waits = m_waits.waits;
    const auto sleeper = std::find_if(waits.begin(), waits.end(), [channel](const Wait &wait) {
        return wait.reason == WaitReason::FreeSlot && wait.channel == channel;
    });
    if (sleeper == waits.end())
        return HandPanel::tr("the last one, then SIGPIPE for who writes");
    const auto disposition = m_live.processes[sleeper->worker].dispositions[SIGPIPE];
    return (disposition == Disposition::Default
                ? HandPanel::tr("the last one, then SIGPIPE kills %1, asleep in %2")
                : HandPanel::tr("the last one, then SIGPIPE for %1, asleep in %2"))
        .arg(nameOf(sleeper->worker), openCall(sleeper->worker));
}

QString Actions::openCall(WorkerId worker) const
{
    const auto &process = m_live.processes[worker];
    return QString::fromStdString(briefCallText(process.call, process.arguments, process.names));
}

/// It sleeps in a call that nobody can end: it comes to no gate any more.
bool Actions::comesNever(WorkerId worker) const
{
    const auto *wait = m_waits.of(worker);
    return wait != nullptr && wait->hopeless;
}

/// Is it the only one of its end, in all processes?
bool Actions::isLast(const Descriptor &descriptor) const
{
    const auto &channel = m_live.channels[descriptor.channel];
    return (descriptor.end == End::Read ? channel.readers : channel.writers).size() == 1;
}

/// When it comes between two calls.
QString Actions::whenOf(WorkerId worker) const
{
    switch (m_live.processes[worker].state) {
    case ProcessState::AtGate: return HandPanel::tr("now");
    case ProcessState::Asleep: return HandPanel::tr("after %1 returns").arg(openCall(worker));
    case ProcessState::Stopped: return HandPanel::tr("once it is continued");
    default: return HandPanel::tr("before its next call");
    }
}

/// When anybody who holds the channel (by that open file) comes between two calls.
QString Actions::whenAny(ChannelId channel, FileId file) const
{
    const auto &state = m_live.channels[channel];
    auto holders = state.writers;
    holders.insert(holders.end(), state.readers.begin(), state.readers.end());
    const auto isAwake = [&](const Holder &holder) {
        const auto now = m_live.processes[holder.worker].state;
        return (file == noFile || m_live.fileIdOf(holder.worker, holder.fd) == file)
               && (now == ProcessState::AtGate || now == ProcessState::Running);
    };
    const auto found = std::find_if(holders.begin(), holders.end(), isAwake);
    return found != holders.end() ? HandPanel::tr("through %1, now").arg(nameOf(found->worker))
                                  : HandPanel::tr("once a holder is awake");
}

void Actions::addSignal(HandAction::Kind kind, WorkerId worker, int signal)
{
    HandAction action;
    action.kind = kind;
    action.text = HandPanel::tr("%1, at once")
                      .arg(signalText(m_live.processes[worker], nameOf(worker), signal));
    action.worker = worker;
    action.signal = signal;
    actions.push_back(action);
}

void Actions::addClose(WorkerId worker, const Descriptor &descriptor)
{
    const auto what = HandPanel::tr("Close fd %1 of %2 (%3)")
                          .arg(QString::number(descriptor.fd), nameOf(worker), endOf(descriptor));
    if (comesNever(worker)) {
        const auto isKill = [worker](const HandAction &action) {
            return action.signal == SIGKILL && action.worker == worker;
        };
        if (std::any_of(actions.begin(), actions.end(), isKill))
            return; // one end is enough to say it for
        HandAction kill;
        kill.kind = HandAction::Kind::KillStuck;
        kill.text = HandPanel::tr("Kill %3 (SIGKILL): %1 never returns, so fd %2 cannot be closed")
                        .arg(openCall(worker), QString::number(descriptor.fd), nameOf(worker));
        kill.worker = worker;
        kill.signal = SIGKILL;
        actions.push_back(kill);
        return;
    }
    HandAction close;
    close.kind = HandAction::Kind::Close;
    close.text = what + QStringLiteral(", ") + whenOf(worker);
    const bool isStopped = m_live.processes[worker].state == ProcessState::Stopped;
    if (isLast(descriptor) && !isStopped) // else the row would grow under the click that stopped it
        close.text =
            HandPanel::tr("%1: %2", "a deed, what follows").arg(close.text, lastMeans(descriptor));
    close.worker = worker;
    close.on = descriptor;
    close.call.emplace();
    close.call->worker = worker;
    close.call->channel = descriptor.channel;
    close.call->call = findCall("close").value();
    close.call->values = {descriptor.fd, 0, 0};
    actions.push_back(close);
}

void Actions::addProcess(WorkerId worker)
{
    const auto &process = m_live.processes[worker];
    if (!process.isAlive())
        return;
    for (const auto &descriptor : process.descriptors) {
        if (!comesNever(worker) && descriptor.channel < m_scenario.channels.size())
            addClose(worker, descriptor);
    }
    addSignal(HandAction::Kind::Stop, worker,
              process.state == ProcessState::Stopped ? SIGCONT : SIGSTOP);
    addSignal(HandAction::Kind::Kill, worker, SIGKILL);
    if (comesNever(worker))
        actions.back().text = HandPanel::tr("Kill %1 (SIGKILL), at once: %2 never returns, so it "
                                            "closes nothing any more")
                                  .arg(nameOf(worker), openCall(worker));
    HandAction another;
    another.kind = HandAction::Kind::AnySignal;
    another.text = HandPanel::tr("Another signal to %1...").arg(nameOf(worker));
    another.worker = worker;
    actions.push_back(another);
}

void Actions::addFlag(ChannelId channel, End end, const Holder &holder, int flag,
                      const QString &name)
{
    const auto file = m_live.fileIdOf(holder.worker, holder.fd);
    if (file == noFile)
        return;
    const int flags = m_live.files[file].flags;
    const bool isSet = (flags & flag) != 0;
    const auto text = isSet ? HandPanel::tr("Clear %1 (%2): %3, %4")
                            : HandPanel::tr("Set %1 (%2): %3, %4");
    HandAction change;
    change.kind = flag == O_DIRECT ? HandAction::Kind::Packets : HandAction::Kind::Nonblocking;
    change.text = text.arg(name, endText(end), flagMeans(flag, !isSet), whenAny(channel, file));
    change.on = {-1, channel, end};
    change.call.emplace();
    change.call->channel = channel;
    change.call->file = file;
    change.call->call = findCall("fcntl").value();
    change.call->values = {holder.fd, F_SETFL, (flags & (O_NONBLOCK | O_DIRECT | O_APPEND)) ^ flag};
    actions.push_back(change);
}

void Actions::addEnd(ChannelId channel, End end)
{
    const auto &state = m_live.channels[channel];
    if (!state.exists || state.gone)
        return;
    const auto &holders = end == End::Read ? state.readers : state.writers;
    for (const auto &holder : holders)
        addClose(holder.worker, {holder.fd, channel, end});
    if (holders.empty())
        return;
    addFlag(channel, end, holders.front(), O_NONBLOCK, QStringLiteral("O_NONBLOCK"));
    if (end == End::Write)
        addFlag(channel, end, holders.front(), O_DIRECT, QStringLiteral("O_DIRECT"));
}

void Actions::addCapacity(HandAction::Kind kind, ChannelId channel, std::int64_t capacity,
                          const QString &text)
{
    HandAction change;
    change.kind = kind;
    change.text = text.arg(words::number(capacity), whenAny(channel, noFile));
    change.on.channel = channel;
    change.call.emplace();
    change.call->channel = channel;
    change.call->call = findCall("fcntl").value();
    change.call->values = {-1, F_SETPIPE_SZ, capacity};
    actions.push_back(change);
}

/// "4 slots are in use", where that many would be too many and nobody runs who could change it.
QString Actions::refusalOf(ChannelId channel, std::int64_t capacity) const
{
    const auto &state = m_live.channels[channel];
    const auto used = static_cast<std::int64_t>(state.slots.usedSlots());
    const auto &processes = m_live.processes;
    const bool isStill = std::none_of(processes.begin(), processes.end(), [](const auto &process) {
        return process.state == ProcessState::Running;
    });
    if (!isStill || !state.slotsExact
        || used * static_cast<std::int64_t>(state.slots.pageSize()) <= capacity)
        return {};
    return HandPanel::tr(": refused (EBUSY) while %1 slots are in use").arg(words::number(used));
}

void Actions::addCapacities(ChannelId channel)
{
    const auto &state = m_live.channels[channel];
    if (!state.exists || state.gone)
        return;
    const auto page = static_cast<std::int64_t>(state.slots.pageSize());
    const auto capacity = static_cast<std::int64_t>(state.slots.capacity());
    if (capacity > page)
        addCapacity(HandAction::Kind::Smaller, channel, capacity / 2,
                    HandPanel::tr("Capacity down to %1, %2") + refusalOf(channel, capacity / 2));
    addCapacity(HandAction::Kind::Larger, channel, capacity * 2,
                HandPanel::tr("Capacity up to %1, %2"));
}

void Actions::addChannel(ChannelId channel)
{
    addCapacities(channel);
    addEnd(channel, End::Write);
    addEnd(channel, End::Read);
}

void Actions::addTear(ChannelId channel)
{
    const auto &state = m_live.channels[channel];
    if (state.torn == 0)
        return;
    HandAction tear;
    tear.text = HandPanel::tr("Next torn record (Ctrl+T): %1 seen so far, the last one of %2")
                    .arg(words::number(state.torn), nameOf(state.tornWriter));
    tear.kind = HandAction::Kind::Tear;
    tear.on.channel = channel;
    actions.push_back(tear);
}

} // namespace

bool isSamePlace(const HandAction &one, const HandAction &other)
{
    return one.kind == other.kind && one.worker == other.worker && one.on.fd == other.on.fd
           && one.on.end == other.on.end;
}

std::vector<HandAction> inTheirPlaces(const std::vector<HandAction> &before,
                                      std::vector<HandAction> now, const Snapshot &live,
                                      const Scenario &scenario)
{
    std::vector<HandAction> all;
    for (const auto &action : before) {
        const auto found = std::find_if(now.begin(), now.end(), [&](const HandAction &one) {
            return isSamePlace(one, action);
        });
        if (found != now.end()) {
            all.push_back(*found);
            now.erase(found);
            continue;
        }
        all.push_back(action);
        all.back().text = overText(action, live, scenario);
        all.back().isOver = true;
    }
    all.insert(all.end(), now.begin(), now.end());
    return all;
}

QString overText(const HandAction &action, const Snapshot &live, const Scenario &scenario)
{
    if (action.worker != noWorker) {
        const auto &process = live.processes[action.worker];
        const auto name = QString::fromStdString(scenario.workers[action.worker].name);
        if (!process.isAlive())
            return HandPanel::tr("%1 has ended").arg(name);
        if (action.kind == HandAction::Kind::Stop)
            return process.state == ProcessState::Stopped ? HandPanel::tr("%1 is stopped").arg(name)
                                                          : HandPanel::tr("%1 goes on").arg(name);
        if (action.kind == HandAction::Kind::KillStuck)
            return HandPanel::tr("%1 is stuck no more").arg(name);
        const auto fd = QString::number(action.on.fd);
        const bool isOpen = std::any_of(
            process.descriptors.begin(), process.descriptors.end(),
            [&](const Descriptor &one) { return one.fd == action.on.fd; });
        return isOpen ? HandPanel::tr("fd %1 of %2 cannot be closed now").arg(fd, name)
                      : HandPanel::tr("fd %1 of %2 is closed").arg(fd, name);
    }
    const auto &channel = live.channels[action.on.channel];
    const auto name = QString::fromStdString(scenario.channels[action.on.channel].name);
    if (!channel.exists || channel.gone)
        return HandPanel::tr("%1 is no more").arg(name);
    if (action.kind == HandAction::Kind::Smaller)
        return HandPanel::tr("Capacity %1: none is smaller")
            .arg(words::number(static_cast<std::int64_t>(channel.slots.capacity())));
    return HandPanel::tr("Nobody has a %1 of %2").arg(endText(action.on.end), name);
}

QString signalText(const ProcessSnapshot &process, const QString &name, int signal)
{
    const auto word = QString::fromStdString(signalName(signal));
    if (signal == SIGKILL)
        return HandPanel::tr("Kill %1 (%2)").arg(name, word);
    if (signal == SIGSTOP)
        return HandPanel::tr("Stop %1 (%2)").arg(name, word);
    if (signal == SIGCONT)
        return HandPanel::tr("Continue %1 (%2)").arg(name, word);
    switch (process.dispositions[static_cast<std::size_t>(signal)]) {
    case Disposition::Ignore: return HandPanel::tr("%1: %2 ignores it").arg(word, name);
    case Disposition::Count: return HandPanel::tr("%1: the handler of %2 runs").arg(word, name);
    case Disposition::Default: break;
    }
    return HandPanel::tr("%1: kills %2").arg(word, name);
}

std::vector<HandAction> handActions(const Snapshot &live, const WaitsFor &waits,
                                    const Scenario &scenario, const Focus &focus)
{
    Actions made(live, waits, scenario);
    const bool isChannel = focus.channel < live.channels.size()
                           && focus.channel < scenario.channels.size();
    if (focus.kind == Focus::Kind::Process && focus.worker < live.processes.size())
        made.addProcess(focus.worker);
    else if (focus.kind == Focus::Kind::End && isChannel)
        made.addEnd(focus.channel, focus.end);
    else if (isChannel)
        made.addChannel(focus.channel);
    if (isChannel)
        made.addTear(focus.channel);
    return made.actions;
}

} // namespace seeipc
