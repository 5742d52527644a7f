// SPDX-License-Identifier: MIT
#include "ui/views/limits.h"

#include "ui/model/sessionmodel.h"
#include "ui/scene/words.h"
#include "ui/views/limitfact.h"
#include "ui/views/quantityfact.h"

namespace seeipc {

namespace {

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

std::vector<FactGroup> LimitsView::facts()
{
    std::vector<FactGroup> groups{pipesOf(model())};
    addOfNow(groups);
    const auto &looks = lookAtLimits(anyAlive(model().snapshot()));
    if (!looks) {
        groups.push_back({tr("What applies"), tr("Told while a process of the demo runs."), {}});
        return groups;
    }
    FactGroup pipe{tr("Every pipe"), {}, {}};
    FactGroup user{tr("All pipes of a user"),
                   tr("The kernel does not tell how much other programs use of it."),
                   {}};
    FactGroup process{tr("A process of this demo"), {}, {}};
    for (const auto &look : *looks) {
        const bool isPipe = look.name == LimitName::PipeBuf || look.name == LimitName::PipeMaxSize;
        const bool isUser = look.name == LimitName::PipeUserPagesSoft
                            || look.name == LimitName::PipeUserPagesHard;
        (isPipe   ? pipe
         : isUser ? user
                  : process)
            .facts.push_back(limitFact(look, look.time ? ageOfLook(*look.time) : QString()));
    }
    groups.insert(groups.end(), {pipe, user, process});
    return groups;
}

} // namespace seeipc
