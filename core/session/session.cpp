// SPDX-License-Identifier: MIT
#include "session/session.h"

#include "mechanisms/program.h"
#include "posix/clock.h"
#include "posix/mapping.h"
#include "posix/procfs.h"
#include "posix/users.h"
#include "scenario/loader.h"
#include "scenario/source.h"
#include "session/observer.h"
#include "session/shape.h"
#include "session/stewardlink.h"
#include "session/watchedprocess.h"

#include <algorithm>
#include <cerrno>
#include <climits>
#include <cstring>
#include <fcntl.h>
#include <future>
#include <sys/eventfd.h>
#include <sys/mman.h>
#include <unistd.h>

namespace seeipc {

namespace {

constexpr std::int64_t startPatience = 10'000'000'000; ///< nanoseconds; workers need some 2 ms each

std::string findWorkerProgram()
{
    char path[PATH_MAX];
    const auto length = ::readlink("/proc/self/exe", path, sizeof path);
    if (length <= 0)
        return "seeipc-worker";
    std::string directory(path, static_cast<std::size_t>(length));
    directory.resize(directory.rfind('/') + 1);
    const std::string beside = directory + "seeipc-worker";
    const std::string installed = directory + "../libexec/seeipc/seeipc-worker";
    return ::access(beside.c_str(), X_OK) != 0 && ::access(installed.c_str(), X_OK) == 0 ? installed
                                                                                         : beside;
}

Result<UniqueFd> createEventFd()
{
    UniqueFd fd(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK));
    if (!fd)
        return Error{"eventfd(2)", "", errno};
    return fd;
}

void raise(int eventFd)
{
    const std::uint64_t one = 1;
    (void)!::write(eventFd, &one, sizeof one);
}

} // namespace

class Session::Implementation
{
public:
    explicit Implementation(SessionOptions given) : options(std::move(given)) {}

    Result<void> start();
    Result<void> layOutMemory();
    Result<void> awaitWorkers();
    void command(std::function<void(Observer &)> what);
    void run(WorkerId worker, StepId target);
    std::vector<pid_t> groups() const
    {
        return groupsOfSession(SharedArea(areaMemory.data()), steward->pid());
    }

    SessionOptions options;
    SessionFacts facts;
    bool isHeld = false;
    std::uint64_t runsAsked = 0;
    WorkerId runner = noWorker; ///< of the last run
    UniqueFd wakeFd;
    UniqueFd commandFd;
    std::vector<std::byte> program;
    UniqueFd programFd;
    UniqueFd areaFd;
    Mapping areaMemory;
    Exchange exchange;
    std::unique_ptr<StewardLink> steward;
    std::unique_ptr<Observer> observer; // ends first: it uses all the others
};

namespace {

bool needsUnusedUser(const Scenario &scenario)
{
    const auto &workers = scenario.source->workers;
    return std::any_of(workers.begin(), workers.end(), [](const SourceWorker &worker) {
        return worker.user == WorkerUser::Unused;
    });
}

} // namespace

Result<void> Session::Implementation::start()
{
    if (options.workerProgram.empty())
        options.workerProgram = findWorkerProgram();
    if (::access(options.workerProgram.c_str(), X_OK) != 0)
        return Error{"posix_spawn(3)", options.workerProgram, errno};
    if (const auto self = readProcFile(::getpid(), "stat"); !self)
        return self.error();
    if (options.parameters.empty())
        options.parameters = defaultParameters(options.scenario);
    if (needsUnusedUser(options.scenario)) {
        options.namespaceMode = NamespaceMode::Host; // in ours there is nobody else
        facts.needsHost = true;
        if (!canBecomeUser())
            return Error{"setresuid(2)", "an unused user", EPERM};
    }
    isHeld = options.held;
    auto wake = createEventFd();
    auto commands = createEventFd();
    if (!wake || !commands)
        return wake ? commands.error() : wake.error();
    wakeFd = std::move(*wake);
    commandFd = std::move(*commands);
    if (auto done = layOutMemory(); !done)
        return done;
    auto link = StewardLink::create({.program = options.workerProgram,
                                     .namespaceMode = options.namespaceMode,
                                     .cpu = options.cpu,
                                     .areaFd = areaFd.get(),
                                     .programFd = programFd.get()});
    if (!link)
        return link.error();
    steward = std::move(*link);
    facts.namespaceMode = steward->isPrivate() ? NamespaceMode::Private : NamespaceMode::Host;
    facts.namespaceRefusal = steward->refusal();
    facts.directory = steward->directory();
    facts.steward = steward->pid();
    facts.pageSize = static_cast<std::size_t>(::sysconf(_SC_PAGESIZE));
    facts.startTime = monotonicNanoseconds();
    return awaitWorkers();
}

Result<void> Session::Implementation::layOutMemory()
{
    program = compileProgram(options.scenario, options.parameters,
                             options.purpose == Purpose::Check ? ProgramUse::Checked
                                                               : ProgramUse::Watched);
    if (!isValidProgram(program))
        return Error{"the program of a demo", options.scenario.id, EINVAL};
    auto file = createSealedFile("seeipc-program", program.data(), program.size());
    if (!file)
        return file.error();
    programFd = std::move(*file);
    const auto shape = shapeFor(ProgramView(program), options);
    const auto workers = options.scenario.workers.size();
    const auto size = SharedArea::bytesNeeded(workers, shape.ringSlots, shape.collectBytes);
    auto area = createMemoryFile("seeipc-ring", size);
    if (!area)
        return area.error();
    areaFd = std::move(*area);
    auto mapping = Mapping::create(areaFd.get(), size, Mapping::Access::ReadWrite);
    if (!mapping)
        return mapping.error();
    areaMemory = std::move(*mapping);
    SharedArea shared(areaMemory.data());
    shared.layOut(workers, shape.ringSlots, shape.collectBytes,
                  static_cast<std::uint32_t>(bestStampKind()));
    shared.session().fillsRings = shape.fillsRings ? 1 : 0;
    shared.session().recording.store(options.recorded ? 1 : 0);
    for (std::size_t i = 0; i < options.parameters.size(); ++i)
        shared.session().parameters[i].store(options.parameters[i].number);
    Controls controls(shared, ProgramView(program), options.pace);
    controls.setHeld(options.held);
    if (options.purpose == Purpose::Check)
        controls.askAlways();
    return {};
}

/// The start counts once each of the first workers has its pid. What they do meanwhile waits in
/// their rings.
Result<void> Session::Implementation::awaitWorkers()
{
    if (auto started = steward->startWorkers(); !started)
        return started;
    const ProgramView view(program);
    std::size_t expected = 0;
    for (std::size_t i = 0; i < view.header().workerCount; ++i)
        expected += view.header().workers[i].startedBySession ? 1U : 0U;
    std::vector<WireMessage> early; // a demo can be over before its observer looks
    const auto deadline = monotonicNanoseconds() + startPatience;
    for (std::size_t started = 0; started < expected;) {
        auto message = steward->await(deadline);
        if (!message)
            return message.error();
        if (message->kind == WireKind::Failed)
            return errorOf(*message);
        started += message->kind == WireKind::Started ? 1U : 0U;
        early.push_back(*message);
    }
    auto watching = Observer::start({.scenario = &options.scenario,
                                     .program = view,
                                     .area = SharedArea(areaMemory.data()),
                                     .steward = steward.get(),
                                     .purpose = options.purpose,
                                     .pace = options.pace,
                                     .startTime = facts.startTime,
                                     .messages = std::move(early)},
                                    exchange, wakeFd.get(), commandFd.get());
    if (!watching)
        return watching.error();
    observer = std::move(*watching);
    return {};
}

void Session::Implementation::command(std::function<void(Observer &)> what)
{
    {
        const std::lock_guard lock(exchange.mutex);
        exchange.commands.push_back(std::move(what));
    }
    raise(commandFd.get());
}

void Session::Implementation::run(WorkerId worker, StepId target)
{
    runner = worker;
    const auto number = ++runsAsked;
    command([worker, target, number](Observer &watching) {
        watching.startRun(worker, target, number);
    });
}

Session::Session(std::unique_ptr<Implementation> implementation)
    : m_implementation(std::move(implementation))
{}

Session::~Session() = default;

Result<std::unique_ptr<Session>> Session::start(SessionOptions options)
{
    auto implementation = std::make_unique<Implementation>(std::move(options));
    if (auto started = implementation->start(); !started)
        return started.error();
    return std::unique_ptr<Session>(new Session(std::move(implementation)));
}

const Scenario &Session::scenario() const
{
    return m_implementation->options.scenario;
}

const SessionFacts &Session::facts() const
{
    return m_implementation->facts;
}

const std::vector<ParameterValue> &Session::parameters() const
{
    return m_implementation->options.parameters;
}

int Session::wakeFd() const
{
    return m_implementation->wakeFd.get();
}

std::vector<Event> Session::drain()
{
    std::uint64_t count = 0;
    (void)!::read(m_implementation->wakeFd.get(), &count, sizeof count);
    std::vector<Event> events;
    const std::lock_guard lock(m_implementation->exchange.mutex);
    events.swap(m_implementation->exchange.pending);
    return events;
}

bool Session::hasEnded() const
{
    const std::lock_guard lock(m_implementation->exchange.mutex);
    return m_implementation->exchange.hasEnded;
}

std::optional<Error> Session::failure() const
{
    const std::lock_guard lock(m_implementation->exchange.mutex);
    return m_implementation->exchange.failure;
}

std::int64_t Session::now() const
{
    return monotonicNanoseconds() - m_implementation->facts.startTime;
}

void Session::hold()
{
    m_implementation->isHeld = true;
    m_implementation->command([](Observer &observer) { observer.hold(true); });
}

void Session::release()
{
    m_implementation->isHeld = false;
    m_implementation->command([](Observer &observer) { observer.hold(false); });
}

bool Session::isHeld() const
{
    return m_implementation->isHeld;
}

void Session::step(WorkerId worker)
{
    m_implementation->command([worker](Observer &observer) { observer.step(worker); });
}

void Session::runToChange(WorkerId worker)
{
    m_implementation->run(worker, noStep);
}

void Session::runToStep(WorkerId worker, StepId step)
{
    m_implementation->run(worker, step);
}

WorkerId Session::runner() const
{
    auto &my = *m_implementation;
    const std::lock_guard lock(my.exchange.mutex);
    return my.exchange.runsDone == my.runsAsked ? noWorker : my.runner;
}

void Session::setPace(Pace pace)
{
    m_implementation->options.pace = pace;
    m_implementation->command([pace](Observer &observer) { observer.setPace(pace); });
}

Pace Session::pace() const
{
    return m_implementation->options.pace;
}

void Session::setParameter(std::size_t position, std::int64_t value)
{
    m_implementation->options.parameters[position].number = value;
    m_implementation->command(
        [position, value](Observer &observer) { observer.setParameter(position, value); });
}

void Session::callByHand(const HandCall &call)
{
    m_implementation->command([call](Observer &observer) { observer.callByHand(call); });
}

std::vector<HandCall> Session::waitingByHand() const
{
    auto &my = *m_implementation;
    const std::lock_guard lock(my.exchange.mutex);
    return my.exchange.waitingByHand;
}

void Session::takeBackByHand(const HandCall &call)
{
    m_implementation->command([call](Observer &observer) { observer.takeBackByHand(call); });
}

Result<void> Session::signal(WorkerId worker, int signal)
{
    std::promise<Result<void>> promise;
    auto answer = promise.get_future();
    m_implementation->command([&promise, worker, signal](Observer &observer) {
        promise.set_value(observer.signal(worker, signal));
    });
    return answer.get();
}

void Session::finish()
{
    m_implementation->command([](Observer &observer) { observer.finish(); });
}

Result<ProcessDetails> Session::details(std::int64_t pid) const
{
    auto details = lookCloser(static_cast<pid_t>(pid), m_implementation->groups());
    if (details)
        details->time = now();
    return details;
}

Result<std::vector<LimitLook>> Session::limits(std::int64_t pid) const
{
    auto limits = lookAtLimits(static_cast<pid_t>(pid), m_implementation->groups());
    for (std::size_t i = 0; limits && i < limits->size(); ++i) {
        if ((*limits)[i].name != LimitName::PipeBuf)
            (*limits)[i].time = now();
    }
    return limits;
}

std::string Session::collected(WorkerId worker) const
{
    const SharedArea area(m_implementation->areaMemory.data());
    const auto size = area.line(worker).collected.load(std::memory_order_acquire);
    return {area.collecting(worker), std::min<std::size_t>(size, area.session().collectBytes)};
}

} // namespace seeipc
