// SPDX-License-Identifier: MIT
#include "ui/views/limits.h"

#include "ui/model/sessionmodel.h"
#include "ui/scene/words.h"
#include "ui/views/quantityfact.h"

namespace seeipc {

namespace {

QString nameOf(LimitName name)
{
    switch (name) {
    case LimitName::PipeBuf: return QStringLiteral("PIPE_BUF");
    case LimitName::PipeMaxSize: return QStringLiteral("pipe-max-size");
    case LimitName::PipeUserPagesSoft: return QStringLiteral("pipe-user-pages-soft");
    case LimitName::PipeUserPagesHard: return QStringLiteral("pipe-user-pages-hard");
    case LimitName::OpenFiles: return QStringLiteral("ulimit -n");
    case LimitName::Processes: return QStringLiteral("ulimit -u");
    }
    return {};
}

QString meaningOf(LimitName name)
{
    switch (name) {
    case LimitName::PipeBuf:
        return LimitsView::tr(
            "one write up to this stays in one piece; ulimit -p tells it in 512 bytes");
    case LimitName::PipeMaxSize: return LimitsView::tr("largest capacity without CAP_SYS_RESOURCE");
    case LimitName::PipeUserPagesSoft: return LimitsView::tr("beyond it new pipes are small");
    case LimitName::PipeUserPagesHard: return LimitsView::tr("beyond it there are no more pipes");
    case LimitName::OpenFiles: return LimitsView::tr("descriptors of one process");
    case LimitName::Processes: return LimitsView::tr("processes and threads of the user");
    }
    return {};
}

QString unitOf(LimitName name, std::int64_t value)
{
    const QString number = words::number(value);
    switch (name) {
    case LimitName::PipeBuf: return LimitsView::tr("%1 bytes").arg(number);
    case LimitName::PipeMaxSize: return LimitsView::tr("%1 bytes").arg(number);
    case LimitName::PipeUserPagesSoft:
    case LimitName::PipeUserPagesHard: return LimitsView::tr("%1 pages").arg(number);
    case LimitName::OpenFiles:
    case LimitName::Processes: break;
    }
    return number;
}

Fact factOf(const LimitLook &look)
{
    Fact fact{nameOf(look.name),
              {},
              Fact::Mark::Plain,
              {},
              meaningOf(look.name) + QStringLiteral(" · ") + QString::fromStdString(look.source)};
    if (look.error != 0) {
        fact.mark = Fact::Mark::Refused;
        fact.value = words::errorName(look.error);
    } else if (look.value) {
        fact.value = unitOf(look.name, *look.value);
    } else {
        fact.value = LimitsView::tr("none");
    }
    if (look.used)
        fact.value = LimitsView::tr("%1 of %2").arg(words::number(*look.used), fact.value);
    return fact;
}

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
                                           channels[i].capacity, model.now(),
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
    const auto looks = model().limits(anyAlive(model().snapshot()));
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
        (isPipe ? pipe : isUser ? user : process).facts.push_back(factOf(look));
    }
    groups.insert(groups.end(), {pipe, user, process});
    return groups;
}

} // namespace seeipc
