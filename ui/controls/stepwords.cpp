// SPDX-License-Identifier: MIT
#include "ui/controls/stepwords.h"

#include "mechanisms/registry.h"
#include "ui/model/sessionmodel.h"

#include <QCoreApplication>

namespace seeipc {

namespace {

QString text(const char *source)
{
    return QCoreApplication::translate("seeipc::step", source);
}

/// The call of a process at a gate is the one that comes next.
QString nextCall(const ProcessSnapshot &process)
{
    if (process.call >= callCount())
        return {};
    return QString::fromStdString(callText(process.call, {.arguments = process.arguments}));
}

} // namespace

StepWords stepWords(const SessionModel &model)
{
    if (!model.isOpen() || model.selected() >= model.snapshot().processes.size())
        return {text(QT_TRANSLATE_NOOP("seeipc::step", "Step")), false};
    const auto &process = model.snapshot().processes[model.selected()];
    const auto name = QString::fromStdString(model.scenario().workers[model.selected()].name);
    if (model.failure())
        return {text(QT_TRANSLATE_NOOP("seeipc::step", "Step")), false};
    if (process.isEnded())
        return {text(QT_TRANSLATE_NOOP("seeipc::step", "%1 has ended")).arg(name), false};
    if (process.state == ProcessState::NotStarted)
        return {text(QT_TRANSLATE_NOOP("seeipc::step", "%1 has not started")).arg(name), false};
    if (process.state == ProcessState::Asleep || process.state == ProcessState::Stopped)
        return {text(QT_TRANSLATE_NOOP("seeipc::step", "%1 has not returned")).arg(name), false};
    if (process.state == ProcessState::AtGate && process.gate == Gate::Condition)
        return {text(QT_TRANSLATE_NOOP("seeipc::step", "%1 waits for the demo")).arg(name), false};
    const bool isPossible = !model.isHeld() || model.canStep();
    const QString call = nextCall(process);
    if (call.isEmpty())
        return {text(QT_TRANSLATE_NOOP("seeipc::step", "Step %1")).arg(name), isPossible};
    return {text(QT_TRANSLATE_NOOP("seeipc::step", "Step %1: %2")).arg(name, call), isPossible};
}

} // namespace seeipc
