// SPDX-License-Identifier: MIT
#pragma once

#include "victims.h"

#include "posix/clock.h"

#include <QMap>
#include <QString>
#include <QStringList>

#include <cstdint>
#include <functional>
#include <mutex>
#include <string>
#include <vector>

namespace seeipc {

/// Who is killed.
enum class Victim { Program, Window, Steward, Worker };

/// One demo, and how long a play of it takes, at most half a second.
struct Demo
{
    std::string id;
    int milliseconds[2] = {}; ///< in the host's namespaces, in private ones
};

/// All there are, by name.
std::vector<Demo> allDemos();

inline constexpr int longestLife = 500; ///< milliseconds; then a demo that hangs does no more

/// One row: who is killed, how often, and where the workers live.
struct Row
{
    Victim victim = Victim::Program;
    bool isPrivate = true;
    int kills = 0;

    int earlyKills() const { return kills / 5; } ///< before the first call of a demo
};

/// What the threads that kill say to the one that judges.
struct Report
{
    std::mutex mutex;
    QStringList complaints;
    int kills = 0;
    int early = 0;
    QMap<QString, int> byDemo;

    void complain(const QString &what)
    {
        const std::lock_guard lock(mutex);
        complaints.append(what);
    }
};

void sleepFor(std::int64_t nanoseconds);

/// Asks quickly, for an instant that must not be missed.
template<typename Found>
Found soon(const std::function<Found()> &look, int milliseconds)
{
    const auto deadline = monotonicNanoseconds() + milliseconds * std::int64_t{1'000'000};
    Found found = look();
    while (!found && monotonicNanoseconds() < deadline) {
        sleepFor(50'000);
        found = look();
    }
    return found;
}

Launch launchOf(const Row &row, const std::string &demo, const QString &runtime);

/// Session directories, and whatever else a program may leave where its temporary files go.
QStringList directoriesIn(const QString &runtime);

/// What is left of it; empty when nothing is.
QString leftOf(const Victims &victims, const QString &runtime);

/// One run, one kill. False: the victim was not there when it was to be hit, so it does not count.
bool killOnce(const Row &row, const Demo &demo, const QString &runtime, int number, int attempt,
              Report &report);

} // namespace seeipc
