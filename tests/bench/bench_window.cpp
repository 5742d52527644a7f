// SPDX-License-Identifier: MIT
// What the window costs: the transfer beside it, a core, the wait for its first picture, memory.
// With DISPLAY set it is a window of that server, else one of Qt's offscreen platform.
#include "measure.h"
#include "posix/clock.h"
#include "posix/procfs.h"
#include "scenario/loader.h"
#include "session/session.h"
#include "support/eventually.h"

#include <algorithm>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <poll.h>
#include <spawn.h>
#include <sstream>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

using namespace seeipc;

namespace {

const std::string programs = std::filesystem::read_symlink("/proc/self/exe").parent_path();

void pause(double seconds)
{
    const timespec time{
        static_cast<time_t>(seconds),
        static_cast<long>((seconds - static_cast<double>(static_cast<long>(seconds))) * 1e9)};
    ::nanosleep(&time, nullptr);
}

/// A program with its standard output in a file; ended by SIGTERM when it goes.
class Running
{
public:
    explicit Running(std::vector<std::string> words)
        : m_output(std::filesystem::temp_directory_path() / ("bench-" + std::to_string(::getpid())))
    {
        posix_spawn_file_actions_t actions{};
        ::posix_spawn_file_actions_init(&actions);
        ::posix_spawn_file_actions_addopen(&actions, 1, m_output.c_str(),
                                           O_WRONLY | O_CREAT | O_TRUNC, 0600);
        std::vector<char *> argv;
        argv.reserve(words.size() + 1);
        for (auto &word : words)
            argv.push_back(word.data());
        argv.push_back(nullptr);
        m_started = monotonicNanoseconds();
        if (::posix_spawn(&m_pid, argv[0], &actions, nullptr, argv.data(), environ) != 0)
            std::printf("%s does not start\n", argv[0]);
        ::posix_spawn_file_actions_destroy(&actions);
    }
    ~Running() { end(); }
    Running(const Running &) = delete;
    Running &operator=(const Running &) = delete;

    pid_t pid() const { return m_pid; }

    /// All that it said.
    std::string end()
    {
        if (m_pid > 0) {
            ::kill(m_pid, SIGTERM);
            ::waitpid(m_pid, nullptr, 0);
        }
        m_pid = 0;
        auto text = said();
        std::filesystem::remove(m_output);
        return text;
    }

    /// Milliseconds from its start to its first picture.
    double firstPaint()
    {
        std::string text;
        eventually([&] {
            text = said();
            return text.starts_with("first-paint ") && text.find('\n') != std::string::npos;
        });
        return text.size() < 13
                   ? 0
                   : static_cast<double>(std::stoll(text.substr(12)) - m_started) / 1e6;
    }

private:
    std::string said() const
    {
        std::ostringstream text;
        text << std::ifstream(m_output).rdbuf();
        return text.str();
    }

    std::filesystem::path m_output;
    pid_t m_pid = 0;
    std::int64_t m_started = 0;
};

/// Seconds of CPU that it has had, all threads, its children not.
double cpuSeconds(pid_t pid)
{
    clockid_t clock = 0;
    timespec spent{};
    if (::clock_getcpuclockid(pid, &clock) != 0 || ::clock_gettime(clock, &spent) != 0)
        return 0;
    return static_cast<double>(spent.tv_sec) + static_cast<double>(spent.tv_nsec) / 1e9;
}

/// A number of a "key: number" file of a process, as /proc/PID/io and smaps_rollup.
double numberIn(pid_t pid, const char *file, const std::string &key)
{
    std::ifstream lines("/proc/" + std::to_string(pid) + "/" + file);
    std::string line;
    while (std::getline(lines, line)) {
        if (line.starts_with(key + ":"))
            return std::stod(line.substr(key.size() + 1));
    }
    return 0;
}

/// The first worker that descends from `ancestor`: the demo's writer.
pid_t writerBelow(pid_t ancestor)
{
    std::vector<std::pair<pid_t, pid_t>> parents; // of processes that are workers
    for (const auto &entry : std::filesystem::directory_iterator("/proc")) {
        const auto pid = static_cast<pid_t>(std::atoi(entry.path().filename().c_str()));
        const auto text = pid > 0 ? readProcFile(pid, "stat") : Result<std::string>(std::string());
        const auto stat = text ? parseStat(*text) : std::nullopt;
        if (stat && stat->name == "seeipc-worker")
            parents.emplace_back(pid, stat->parent);
    }
    pid_t found = 0;
    for (auto parent = ancestor; parent != 0;) { // steward, spawner, writer
        const auto child = std::find_if(parents.begin(), parents.end(),
                                        [&](const auto &pair) { return pair.second == parent; });
        parent = child != parents.end() ? child->first : 0;
        if (parent != 0 && numberIn(parent, "io", "wchar") > 100'000)
            return parent;
        found = parent;
    }
    return found;
}

/// GB a second that the writer below `ancestor` moves, over two seconds.
double rateBelow(pid_t ancestor)
{
    pid_t writer = 0;
    eventually([&] {
        writer = writerBelow(ancestor);
        return writer != 0 && numberIn(writer, "io", "wchar") > 10'000'000;
    });
    const auto before = numberIn(writer, "io", "wchar");
    const auto start = monotonicNanoseconds();
    pause(2);
    const auto moved = numberIn(writer, "io", "wchar") - before;
    return moved / static_cast<double>(monotonicNanoseconds() - start);
}

std::vector<std::string> window(std::vector<std::string> options)
{
    std::vector<std::string> words{programs + "/seeipc-gui",
                                   "--scenario",
                                   "pipe-flow",
                                   "--size",
                                   "1920x1080",
                                   "--theme",
                                   "light",
                                   "--lang",
                                   "en",
                                   "--report-frames"};
    words.insert(words.end(), options.begin(), options.end());
    return words;
}

const std::vector<std::string> flood{"--pace", "0", "--set", "capacity=1048576"};

double rateBesideTheWindow()
{
    bench::pinTo(0); // the window; --cpu moves its workers
    auto options = flood;
    options.insert(options.end(), {"--unrecorded", "--cpu", std::to_string(bench::lastCpu())});
    const Running gui(window(options));
    bench::pinTo(-1);
    return rateBelow(gui.pid());
}

double rateWithoutWindow()
{
    auto read = loadScenario(findScenario("pipe-flow").value_or(""));
    auto *scenario = std::get_if<Scenario>(&read);
    if (!scenario)
        return 0;
    auto parameters = defaultParameters(*scenario);
    (void)setParameter(*scenario, "capacity", "1048576", parameters);
    SessionOptions options;
    options.scenario = *scenario;
    options.parameters = parameters;
    options.recorded = false;
    options.cpu = bench::lastCpu();
    options.workerProgram = programs + "/seeipc-worker";
    const auto session = Session::start(options);
    return session ? rateBelow(::getpid()) : 0;
}

/// Per cent of a core that the window takes.
void printCpu(const char *what, const std::vector<std::string> &options, double budget)
{
    Running gui(window(options));
    pause(3);
    std::vector<double> shares;
    for (int i = 0; i < 5; ++i) {
        const auto before = cpuSeconds(gui.pid());
        const auto start = monotonicNanoseconds();
        pause(3);
        shares.push_back((cpuSeconds(gui.pid()) - before) * 1e11
                         / static_cast<double>(monotonicNanoseconds() - start));
    }
    const auto said = gui.end();
    std::printf("%-52s %.2f %% of a core  (%.2f to %.2f; budget %.1f)\n", what,
                bench::median(shares), *std::min_element(shares.begin(), shares.end()),
                *std::max_element(shares.begin(), shares.end()), budget);
    if (const auto frames = said.find("frames "); frames != std::string::npos)
        std::printf("    %s", said.substr(frames).c_str());
    std::fflush(stdout);
}

double firstPaint(const std::vector<std::string> &words)
{
    return Running(words).firstPaint();
}

double memory(const std::vector<std::string> &words)
{
    Running program(words);
    (void)program.firstPaint();
    pause(1);
    return numberIn(program.pid(), "smaps_rollup", "Pss") / 1024;
}

/// Milliseconds from giving up one session to the first call of the next.
double startOver()
{
    auto read = loadScenario(findScenario("pipe-flow").value_or(""));
    auto *scenario = std::get_if<Scenario>(&read);
    if (!scenario)
        return 0;
    SessionOptions options;
    options.scenario = *scenario;
    options.pace = {1'000'000'000};
    options.workerProgram = programs + "/seeipc-worker";
    auto session = Session::start(options);
    pause(0.2);
    const auto start = monotonicNanoseconds();
    if (session)
        session->reset();
    session = Session::start(options);
    while (session) {
        pollfd wake{(*session)->wakeFd(), POLLIN, 0};
        ::poll(&wake, 1, 1000);
        for (const auto &event : (*session)->drain()) {
            if (event.kind == EventKind::CallReturned)
                return static_cast<double>(monotonicNanoseconds() - start) / 1e6;
        }
    }
    return 0;
}

} // namespace

int main()
{
    char place[] = "/tmp/seeipc-bench-XXXXXX";
    if (!::mkdtemp(place))
        return 1;
    ::setenv("XDG_CONFIG_HOME", place, 1);
    if (!::getenv("DISPLAY"))
        ::setenv("QT_QPA_PLATFORM", "offscreen", 1);
    ::setenv("XDG_RUNTIME_DIR", place, 0);
    std::printf("platform: %s\n", ::getenv("DISPLAY") ? "xcb" : "offscreen");
    printCpu("window, pipe-flow at full speed, 1 MiB, 1920x1080", flood, 10);
    printCpu("window, a hundred calls a second", {"--pace", "0.01"}, 10);
    printCpu("window, a hundred calls a second, events open",
             {"--pace", "0.01", "--open", "events"}, 10);
    printCpu("window, one call a second", {"--pace", "1"}, 10);
    printCpu("window, held", {"--hold"}, 0.5);
    printCpu("window, a deadlock, of which only the age goes on",
             {"--scenario", "pipe-parent-waits-deadlock"}, 0.5);
    bench::compare("unrecorded, beside the window/alone, GB/s", 5, rateBesideTheWindow,
                   rateWithoutWindow, 0.98);
    const std::vector<std::string> hello{programs + "/bench_hello"};
    bench::compare(
        "first picture, window/bare hello, ms", 9, [] { return firstPaint(window({})); },
        [&] { return firstPaint(hello); }, 1.3);
    bench::compare(
        "memory (PSS), window/bare hello, MiB", 3, [] { return memory(window({})); },
        [&] { return memory(hello); }, 2);
    std::vector<double> starts;
    starts.reserve(9);
    for (int i = 0; i < 9; ++i)
        starts.push_back(startOver());
    std::printf("%-52s %.1f ms  (worst %.1f; budget 300)\n", "start over to the first call",
                bench::median(starts), *std::max_element(starts.begin(), starts.end()));
    std::filesystem::remove_all(place);
    return 0;
}
