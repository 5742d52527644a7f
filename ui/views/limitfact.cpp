// SPDX-License-Identifier: MIT
#include "ui/views/limitfact.h"

#include "ui/scene/words.h"
#include "ui/views/limits.h"

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
        return LimitsView::tr("one write up to this stays in one piece; no capacity");
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
    switch (name) {
    case LimitName::PipeBuf:
    case LimitName::PipeMaxSize: return words::bytes(value);
    case LimitName::PipeUserPagesSoft:
    case LimitName::PipeUserPagesHard: return pagesText(value);
    case LimitName::OpenFiles:
    case LimitName::Processes: break;
    }
    return words::number(value);
}

} // namespace

QString pagesText(std::int64_t count)
{
    return count == 1 ? LimitsView::tr("1 page")
                      : LimitsView::tr("%1 pages").arg(words::number(count));
}

Fact limitFact(const LimitLook &look, const QString &age)
{
    Fact fact{nameOf(look.name),
              {},
              look.time ? Fact::Mark::Sampled : Fact::Mark::Plain,
              age,
              meaningOf(look.name) + QStringLiteral("\u00a0· ")
                  + QString::fromStdString(look.source)};
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

} // namespace seeipc
