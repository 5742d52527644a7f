// SPDX-License-Identifier: MIT
#include "ui/views/kernelwords.h"

#include "ui/model/sessionmodel.h"
#include "ui/scene/words.h"

namespace seeipc {

namespace {

/// What stands in a file of /proc/PID.
QString meaningOf(const QString &file)
{
    if (file == QLatin1String("syscall"))
        return KernelWordsView::tr(
            "the number of the call it sleeps in, its six arguments, sp, pc");
    if (file == QLatin1String("wchan"))
        return KernelWordsView::tr("the kernel's function it sleeps in; 0: it does not sleep");
    if (file == QLatin1String("stat"))
        return KernelWordsView::tr("pid, name, state, parent and 48 more: proc_pid_stat(5)");
    if (file == QLatin1String("status"))
        return KernelWordsView::tr("an excerpt: state, parent, signals, switches");
    return KernelWordsView::tr(
        "what the descriptor leads to; then its position, flags of open(2) in "
        "octal, mount and inode");
}

Fact factOf(const RawText &raw, std::int64_t pid)
{
    const auto file = QString::fromStdString(raw.name);
    const auto source = QStringLiteral("/proc/%1/%2: %3").arg(pid).arg(file, meaningOf(file));
    if (raw.error != 0)
        return {file, words::errorName(raw.error), Fact::Mark::Refused, {}, source};
    return {file, QString::fromStdString(raw.text), Fact::Mark::Plain, {}, source};
}

FactGroup wordsOn(const SessionModel &model, WorkerId worker, const Result<ProcessDetails> &details)
{
    const auto &process = model.snapshot().processes[worker];
    const auto name = QString::fromStdString(model.scenario().workers[worker].name);
    FactGroup group{process.pid == 0 ? name
                                     : QStringLiteral("%1  /proc/%2").arg(name).arg(process.pid),
                    {},
                    {}};
    if (!details) {
        group.note = process.pid == 0 ? KernelWordsView::tr("not started")
                     : details.error().code == ESRCH
                         ? KernelWordsView::tr("gone: the kernel has nothing to say of it any more")
                         : words::refusal(details.error().code);
        return group;
    }
    group.facts.reserve(details->files.size() + details->descriptors.size());
    for (const auto &raw : details->files)
        group.facts.push_back(factOf(raw, process.pid));
    for (const auto &descriptor : details->descriptors) {
        auto fact = factOf(descriptor.info, process.pid);
        fact.value.prepend(QString::fromStdString(descriptor.link) + u'\n');
        group.facts.push_back(std::move(fact));
    }
    if (details->descriptorsError != 0)
        group.facts.push_back({QStringLiteral("fd"),
                               words::errorName(details->descriptorsError),
                               Fact::Mark::Refused,
                               {},
                               {}});
    return group;
}

} // namespace

KernelWordsView::KernelWordsView(SessionModel &model, QWidget *parent) : SheetView(model, parent)
{
    setObjectName(QStringLiteral("kernelwords"));
}

std::vector<FactGroup> KernelWordsView::facts()
{
    std::vector<FactGroup> groups;
    const auto count = model().snapshot().processes.size();
    groups.reserve(count + 1);
    addOfNow(groups);
    for (std::size_t i = 0; i < count; ++i) {
        const auto worker = static_cast<WorkerId>(i);
        groups.push_back(wordsOn(model(), worker, lookAt(worker)));
    }
    return groups;
}

} // namespace seeipc
