// SPDX-License-Identifier: MIT
#pragma once

#include "events/snapshot.h"
#include "session/session.h"

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace seeipc {

/// A scenario that comes with SeeIPC, by its id; the test ends without it.
Scenario builtIn(std::string_view id);

/// The settings of one of a scenario's variants; an empty name gives the defaults.
std::vector<ParameterValue> valuesOf(const Scenario &scenario, const std::string &variant);

/// A session that is being played, and all that was seen of it so far.
class Playing
{
public:
    using Test = std::function<bool(const Snapshot &snapshot)>;

    /// The worker program is the one of this build.
    explicit Playing(SessionOptions options);

    /// Why it did not start.
    const std::optional<Error> &refusal() const { return m_refusal; }
    Session &session() { return *m_session; }
    const Scenario &scenario() const { return m_scenario; }
    const Snapshot &snapshot() const { return m_snapshot; }
    const std::vector<Event> &events() const { return m_events; }

    WorkerId worker(std::string_view name) const;
    const ProcessSnapshot &process(std::string_view name) const;
    std::size_t parameter(std::string_view name) const;

    /// Drains until the test is true after some event; false at the deadline or at the end.
    bool until(const Test &isTrue, std::int64_t milliseconds = 10'000);
    /// Drains to the session's end.
    bool toEnd(std::int64_t milliseconds = 30'000);
    /// Takes what there is.
    void drain();
    /// Calls of this name that the worker has returned from since event number `from`.
    std::vector<Event> returns(std::string_view workerName, std::string_view call,
                               std::size_t from = 0) const;
    /// Ends it: every process is gone when this returns.
    void end() { m_session.reset(); }

private:
    bool drainUntil(const Test &isTrue);

    Scenario m_scenario;
    std::unique_ptr<Session> m_session;
    std::optional<Error> m_refusal;
    Snapshot m_snapshot;
    std::vector<Event> m_events;
    std::vector<Event> m_waiting; ///< drained, not applied yet
};

/// Everything of ours that a session could leave behind: children of this process (grandchildren too,
/// as it becomes their reaper), its open descriptors, files in its runtime directory.
struct Leftovers
{
    static Leftovers now();
    bool operator==(const Leftovers &) const = default;

    std::size_t children = 0;
    std::size_t descriptors = 0;
    std::size_t files = 0;
};
std::string toText(const Leftovers &leftovers);

/// A runtime directory of this test's own; removed at its end.
class RuntimeDirectory
{
public:
    RuntimeDirectory();
    ~RuntimeDirectory();
    RuntimeDirectory(const RuntimeDirectory &) = delete;
    RuntimeDirectory &operator=(const RuntimeDirectory &) = delete;

    const std::string &path() const { return m_path; }

private:
    std::string m_path;
};

} // namespace seeipc
