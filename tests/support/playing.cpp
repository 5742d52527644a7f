// SPDX-License-Identifier: MIT
#include "support/playing.h"

#include "mechanisms/registry.h"
#include "posix/clock.h"
#include "posix/procfs.h"
#include "scenario/loader.h"
#include "support/handmade.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

namespace seeipc {

Scenario builtIn(std::string_view id)
{
    const auto file = findScenario(id);
    auto loaded = loadScenario(file.value_or("no demo of this name: " + std::string(id)));
    if (auto *scenario = std::get_if<Scenario>(&loaded))
        return std::move(*scenario);
    const auto &problem = std::get<ScenarioProblem>(loaded);
    std::fprintf(stderr, "%s: %s\n", problem.place.c_str(), problem.what.en.c_str());
    std::abort();
}

std::vector<ParameterValue> valuesOf(const Scenario &scenario, const std::string &variant)
{
    auto values = defaultParameters(scenario);
    for (const auto &[name, settings] : scenario.variants) {
        for (std::size_t i = 0; name == variant && i < values.size(); ++i) {
            if (const auto set = settings.find(scenario.parameters[i].name); set != settings.end())
                values[i].number = set->second;
        }
    }
    return values;
}

Playing::Playing(SessionOptions options) : m_scenario(options.scenario)
{
    m_snapshot = Snapshot(m_scenario.workers.size(), m_scenario.channels.size());
    options.workerProgram = handmade::workerProgram();
    auto session = Session::start(std::move(options));
    if (session)
        m_session = std::move(*session);
    else
        m_refusal = session.error();
}

WorkerId Playing::worker(std::string_view name) const
{
    const auto found = std::find_if(m_scenario.workers.begin(), m_scenario.workers.end(),
                                    [&](const Worker &worker) { return worker.name == name; });
    return static_cast<WorkerId>(found - m_scenario.workers.begin());
}

const ProcessSnapshot &Playing::process(std::string_view name) const
{
    return m_snapshot.processes.at(worker(name));
}

std::size_t Playing::parameter(std::string_view name) const
{
    const auto found = std::find_if(
        m_scenario.parameters.begin(), m_scenario.parameters.end(),
        [&](const Parameter &parameter) { return parameter.name == name; });
    return static_cast<std::size_t>(found - m_scenario.parameters.begin());
}

bool Playing::drainUntil(const Test &isTrue)
{
    if (m_waiting.empty())
        m_waiting = m_session->drain();
    for (auto event = m_waiting.begin(); event != m_waiting.end(); ++event) {
        apply(m_snapshot, *event);
        m_events.push_back(*event);
        if (isTrue(m_snapshot)) {
            m_waiting.erase(m_waiting.begin(), event + 1);
            return true;
        }
    }
    m_waiting.clear();
    return false;
}

bool Playing::until(const Test &isTrue, std::int64_t milliseconds)
{
    const auto deadline = monotonicNanoseconds() + milliseconds * 1'000'000;
    for (;;) {
        if (isTrue(m_snapshot))
            return true;
        const bool isLast = m_session->hasEnded() || monotonicNanoseconds() > deadline;
        if (drainUntil(isTrue))
            return true;
        if (isLast)
            return false;
        pollfd wake{m_session->wakeFd(), POLLIN, 0};
        const auto left = (deadline - monotonicNanoseconds()) / 1'000'000 + 1;
        ::poll(&wake, 1, static_cast<int>(std::max<std::int64_t>(0, left)));
    }
}

bool Playing::toEnd(std::int64_t milliseconds)
{
    (void)until([](const Snapshot &) { return false; }, milliseconds);
    return m_session->hasEnded();
}

void Playing::drain()
{
    (void)drainUntil([](const Snapshot &) { return false; });
    (void)drainUntil([](const Snapshot &) { return false; });
}

std::vector<Event> Playing::returns(std::string_view workerName, std::string_view call,
                                    std::size_t from) const
{
    std::vector<Event> found;
    for (auto i = from; i < m_events.size(); ++i) {
        const auto &event = m_events[i];
        if (event.kind == EventKind::CallReturned && event.worker == worker(workerName)
            && callAt(event.call).name == call)
            found.push_back(event);
    }
    return found;
}

namespace {

std::size_t entriesOf(const std::string &path)
{
    std::error_code failure;
    std::size_t count = 0;
    for (std::filesystem::recursive_directory_iterator entry(path, failure), end;
         !failure && entry != end; entry.increment(failure))
        ++count;
    return count;
}

} // namespace

Leftovers Leftovers::now()
{
    ::prctl(PR_SET_CHILD_SUBREAPER, 1);
    Leftovers found;
    while (::waitpid(-1, nullptr, WNOHANG) > 0) {} // a zombie of a killed steward's is nothing
    const auto self = std::to_string(::getpid());
    const auto children = readProcFile(::getpid(), ("task/" + self + "/children").c_str());
    if (children)
        found.children = static_cast<std::size_t>(
            std::count(children->begin(), children->end(), ' '));
    found.descriptors = entriesOf("/proc/self/fd");
    if (const char *runtime = ::getenv("XDG_RUNTIME_DIR"))
        found.files = entriesOf(runtime);
    return found;
}

std::string toText(const Leftovers &leftovers)
{
    return std::to_string(leftovers.children) + " children, "
           + std::to_string(leftovers.descriptors) + " descriptors, "
           + std::to_string(leftovers.files) + " files";
}

RuntimeDirectory::RuntimeDirectory()
{
    std::string name = (std::filesystem::temp_directory_path() / "test-runtime-XXXXXX").string();
    if (!::mkdtemp(name.data()))
        std::abort();
    m_path = name;
    ::setenv("XDG_RUNTIME_DIR", m_path.c_str(), 1); // before any thread
}

RuntimeDirectory::~RuntimeDirectory()
{
    std::error_code failure;
    std::filesystem::remove_all(m_path, failure);
}

} // namespace seeipc
