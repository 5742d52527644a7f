// SPDX-License-Identifier: MIT
#include "ui/views/limits.h"

#include "ui/model/sessionmodel.h"
#include "ui/scene/words.h"
#include "ui/views/limitfact.h"
#include "ui/views/quantityfact.h"

#include <algorithm>
#include <unistd.h>

namespace seeipc {

namespace {

constexpr qint64 pipesMilliseconds = 2000; ///< between two looks through /proc
constexpr int defaultPages = 16;           ///< of a new pipe: pipe(7)

/// The selected process while it lives, else any that does; noWorker: none.
WorkerId whoseLimits(const SessionModel &model)
{
    const auto &processes = model.live().processes;
    if (model.selected() < processes.size() && processes[model.selected()].isAlive())
        return model.selected();
    const auto alive = std::find_if(processes.begin(), processes.end(),
                                    [](const ProcessSnapshot &one) { return one.isAlive(); });
    return alive != processes.end() ? static_cast<WorkerId>(alive - processes.begin()) : noWorker;
}

/// For whom the pipes count that it makes; while none lives, for us.
uid_t whoseBudget(const SessionModel &model, WorkerId worker)
{
    const auto user = worker != noWorker
                          ? userOf(static_cast<pid_t>(model.live().processes[worker].pid))
                          : std::nullopt;
    return user.value_or(::getuid());
}

bool isHeldBy(uid_t user, const ChannelSnapshot &channel, const Snapshot &live)
{
    auto holders = channel.writers;
    holders.insert(holders.end(), channel.readers.begin(), channel.readers.end());
    return std::any_of(holders.begin(), holders.end(), [&](const Holder &holder) {
        return userOf(static_cast<pid_t>(live.processes[holder.worker].pid)) == user;
    });
}

/// What the demo's named pipes and FIFOs have is known, and of a FIFO /proc/PID/fd tells no inode.
void addKnown(UserPipes &pipes, const Snapshot &live)
{
    for (const auto &channel : live.channels) {
        if (!channel.exists || channel.gone)
            continue;
        const auto found = std::find_if(
            pipes.pipes.begin(), pipes.pipes.end(),
            [&](const UserPipe &one) { return one.inode == channel.inode; });
        if (found != pipes.pipes.end())
            found->capacity = channel.capacity.value;
        else if (isHeldBy(pipes.user, channel, live))
            pipes.pipes.push_back({channel.inode, channel.capacity.value});
    }
}

FactGroup pipesOf(const SessionModel &model)
{
    FactGroup group{LimitsView::tr("Pipes of this demo"), {}, {}};
    std::int64_t bytes = 0;
    const auto &channels = model.snapshot().channels;
    for (std::size_t i = 0; i < channels.size(); ++i) {
        if (!channels[i].exists || channels[i].gone)
            continue;
        const auto name = QString::fromStdString(model.scenario().channels[i].name);
        group.facts.push_back(quantityFact(LimitsView::tr("capacity of %1").arg(name),
                                           channels[i].capacity, model.ageTime(),
                                           QStringLiteral("fcntl(2) F_GETPIPE_SZ")));
        group.facts.push_back(quantityFact(LimitsView::tr("inside %1").arg(name),
                                           channels[i].queued, model.ageTime(),
                                           LimitsView::tr("bytes that wait: ioctl(2) FIONREAD")));
        bytes += channels[i].capacity.value.value_or(0);
    }
    const auto pages = bytes / static_cast<std::int64_t>(model.facts().pageSize);
    if (model.isRunning())
        group.facts.push_back({LimitsView::tr("pages that they count for"),
                               words::number(pages),
                               Fact::Mark::Inferred,
                               {},
                               LimitsView::tr("the sum of capacities")});
    return group;
}

} // namespace

LimitsView::LimitsView(SessionModel &model, QWidget *parent) : SheetView(model, parent)
{
    setObjectName(QStringLiteral("limits"));
}

/// How much of it the user has: the kernel tells no sum. A pipe whose capacity only others could ask
/// for is taken for one of the default size.
Fact LimitsView::usedPages(uid_t user)
{
    if (!m_seen.isValid() || m_seen.hasExpired(pipesMilliseconds) || m_pipes.user != user) {
        m_pipes = lookAtUserPipes(user);
        m_seen.start();
    }
    auto seen = m_pipes;
    addKnown(seen, model().live());
    std::int64_t asked = 0;
    std::int64_t pages = 0;
    for (const auto &pipe : seen.pipes) {
        asked += pipe.capacity ? 1 : 0;
        pages += pipe.capacity.value_or(0) / static_cast<std::int64_t>(model().facts().pageSize);
    }
    const auto taken = static_cast<std::int64_t>(seen.pipes.size()) - asked;
    auto how = tr("pipes of user %1: %2 asked (%3), %4 taken for %5 pages each; processes read: %6")
                   .arg(user)
                   .arg(words::number(asked), pagesText(pages), words::number(taken))
                   .arg(defaultPages)
                   .arg(words::number(seen.processes));
    if (seen.refused > 0)
        how = tr("%1, refused: %2").arg(how, words::number(seen.refused));
    return {tr("used of pipe-user-pages-soft"),
            pagesText(pages + taken * defaultPages),
            Fact::Mark::Inferred,
            {},
            how + QStringLiteral("\u00a0· F_GETPIPE_SZ, /proc/*/fd")};
}

std::vector<FactGroup> LimitsView::facts()
{
    std::vector<FactGroup> groups{pipesOf(model())};
    addOfNow(groups);
    const auto whose = whoseLimits(model());
    const auto &told = lookAtLimits(whose);
    const auto looks = told ? *told : limitsOfPipes();
    FactGroup pipe{tr("Every pipe"), {}, {}};
    FactGroup user{tr("All pipes of a user"),
                   tr("The kernel tells no sum of what is used: it is inferred from /proc."),
                   {}};
    FactGroup process{tr("A process of this demo"), {}, {}};
    for (const auto &look : looks) {
        const bool isPipe = look.name == LimitName::PipeBuf || look.name == LimitName::PipeMaxSize;
        const bool isUser = look.name == LimitName::PipeUserPagesSoft
                            || look.name == LimitName::PipeUserPagesHard;
        (isPipe   ? pipe
         : isUser ? user
                  : process)
            .facts.push_back(limitFact(look, look.time ? ageOfLook(*look.time) : QString()));
        if (look.name == LimitName::PipeBuf && look.value)
            pipe.facts.push_back(
                {QStringLiteral("ulimit -p (bash)"),
                 words::number(*look.value / 512),
                 Fact::Mark::Plain,
                 {},
                 tr("PIPE_BUF in blocks of 512 bytes, a constant of bash: no limit "
                    "that can be set and no capacity. In dash it is RLIMIT_NPROC")});
        if (look.name == LimitName::PipeUserPagesSoft)
            user.facts.push_back(usedPages(whoseBudget(model(), whose)));
    }
    if (!told)
        process.note = tr("Told while one runs.");
    groups.insert(groups.end(), {pipe, user, process});
    return groups;
}

} // namespace seeipc
