// SPDX-License-Identifier: MIT
#include "ui/views/limits.h"

#include "ui/model/sessionmodel.h"
#include "ui/scene/words.h"
#include "ui/views/limitfact.h"
#include "ui/views/quantityfact.h"

namespace seeipc {

namespace {

constexpr qint64 pipesMilliseconds = 2000; ///< between two looks through /proc
constexpr int defaultPages = 16;           ///< of a new pipe: pipe(7)

/// Who stands for all: the limits of the demo's processes are the same.
WorkerId anyAlive(const Snapshot &snapshot)
{
    for (std::size_t i = 0; i < snapshot.processes.size(); ++i) {
        if (snapshot.processes[i].isAlive())
            return static_cast<WorkerId>(i);
    }
    return noWorker;
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

/// How much of it this user has: the kernel tells no sum. Of pipes that are not the demo's, whose
/// capacity only their holders can ask for, each is taken for one of the default size.
Fact LimitsView::usedPages()
{
    if (!m_seen.isValid() || m_seen.hasExpired(pipesMilliseconds)) {
        m_pipes = lookAtUserPipes();
        m_seen.start();
    }
    auto others = m_pipes.inodes;
    std::int64_t pages = 0;
    for (const auto &channel : model().live().channels) {
        if (!channel.exists || channel.gone)
            continue;
        pages += static_cast<std::int64_t>(channel.slots.slotCount());
        std::erase(others, channel.inode);
    }
    const auto count = static_cast<std::int64_t>(others.size());
    pages += defaultPages * count;
    auto how = tr("%1 pipes of other programs, taken for %2 pages each; processes read: %3")
                   .arg(words::number(count))
                   .arg(defaultPages)
                   .arg(words::number(m_pipes.processes));
    if (m_pipes.refused > 0)
        how = tr("%1, refused: %2").arg(how, words::number(m_pipes.refused));
    return {tr("used of pipe-user-pages-soft"),
            tr("%1 pages").arg(words::number(pages)),
            Fact::Mark::Inferred,
            {},
            how + QStringLiteral("\u00a0· /proc/*/fd")};
}

std::vector<FactGroup> LimitsView::facts()
{
    std::vector<FactGroup> groups{pipesOf(model())};
    addOfNow(groups);
    const auto &told = lookAtLimits(anyAlive(model().snapshot()));
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
            pipe.facts.push_back({QStringLiteral("ulimit -p"),
                                  words::number(*look.value / 512),
                                  Fact::Mark::Plain,
                                  {},
                                  tr("PIPE_BUF once more, in blocks of 512 bytes: a constant of "
                                     "the shell's, no limit that can be set and no capacity")});
        if (look.name == LimitName::PipeUserPagesSoft)
            user.facts.push_back(usedPages());
    }
    if (!told)
        process.note = tr("Told while one runs.");
    groups.insert(groups.end(), {pipe, user, process});
    return groups;
}

} // namespace seeipc
