// SPDX-License-Identifier: MIT
#pragma once

#include "scenario/loader.h"
#include "ui/model/sessionmodel.h"

#include <QFile>
#include <QTest>

#include <cerrno>
#include <csignal>
#include <string_view>
#include <unistd.h>

namespace seeipc {

/// A demo that comes with SeeIPC.
inline Scenario demo(std::string_view id)
{
    const auto file = findScenario(id);
    if (!file)
        qFatal("no demo %s", std::string(id).c_str());
    auto read = loadScenario(*file);
    if (const auto *problem = std::get_if<ScenarioProblem>(&read))
        qFatal("%s: %s", problem->place.c_str(), problem->what.en.c_str());
    return std::get<Scenario>(std::move(read));
}

/// The position of a parameter by its name.
inline std::size_t parameterOf(const Scenario &scenario, std::string_view name)
{
    for (std::size_t i = 0; i < scenario.parameters.size(); ++i) {
        if (scenario.parameters[i].name == name)
            return i;
    }
    qFatal("no parameter %s", std::string(name).c_str());
}

/// A line of a file of /proc/PID as a number: procNumber(pid, "io", "wchar:"). -1: it is not there.
inline qint64 procNumber(std::int64_t pid, const char *file, const char *key)
{
    QFile status(QStringLiteral("/proc/%1/%2").arg(pid).arg(QLatin1String(file)));
    if (!status.open(QIODevice::ReadOnly))
        return -1;
    for (const auto &line : status.readAll().split('\n')) {
        if (line.startsWith(key))
            return line.mid(QByteArrayView(key).size())
                .simplified()
                .split(' ')
                .first()
                .toLongLong();
    }
    return -1;
}

inline bool isAlive(std::int64_t pid)
{
    return ::kill(static_cast<pid_t>(pid), 0) == 0 || errno != ESRCH;
}

inline std::vector<std::int64_t> pidsOf(const SessionModel &model)
{
    std::vector<std::int64_t> pids;
    for (const auto &process : model.snapshot().processes) {
        if (process.pid > 0)
            pids.push_back(process.pid);
    }
    return pids;
}

/// The steward of our only session: our one child that is a seeipc-worker. 0: there is none.
inline std::int64_t stewardPid()
{
    QFile children(QStringLiteral("/proc/self/task/%1/children").arg(::getpid()));
    if (!children.open(QIODevice::ReadOnly))
        return 0;
    for (const auto &word : children.readAll().simplified().split(' ')) {
        QFile name(QStringLiteral("/proc/%1/comm").arg(QString::fromLatin1(word)));
        if (name.open(QIODevice::ReadOnly) && name.readAll().startsWith("seeipc-worker"))
            return word.toLongLong();
    }
    return 0;
}

/// Is no process of them inside a call or on its way to one: asleep, or held at its gate?
inline bool isSettled(const SessionModel &model)
{
    const auto &processes = model.snapshot().processes;
    for (std::size_t i = 0; i < processes.size(); ++i) {
        const auto &process = processes[i];
        const auto *wait = model.waits().of(static_cast<WorkerId>(i));
        const bool sleepsOn = process.state == ProcessState::Asleep && !(wait && wait->isOver());
        const bool stands = sleepsOn || process.isEnded()
                            || process.state == ProcessState::NotStarted
                            || (process.state == ProcessState::AtGate
                                && process.gate == Gate::Held);
        if (!stands)
            return false;
    }
    return true;
}

} // namespace seeipc
