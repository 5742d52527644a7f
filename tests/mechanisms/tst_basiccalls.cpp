// SPDX-License-Identifier: MIT
// The calls of no mechanism, made for real, each held against a second witness: /proc, fcntl(2),
// waitid(2).
#include "mechanisms/registry.h"
#include "posix/procfs.h"
#include "posix/users.h"
#include "posix/waitstatus.h"
#include "support/eventually.h"

#include <QTest>

#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <functional>
#include <sched.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <tuple>
#include <unistd.h>

using namespace seeipc;

namespace {

CallOutcome make(const char *name, std::array<std::int64_t, mostCallParameters> values = {})
{
    CallInput input;
    input.values = values;
    return callAt(findCall(name).value()).perform(input);
}

/// What a word of the call's first parameter means to the kernel.
std::int64_t symbolOf(const char *name, std::string_view word)
{
    for (const auto &symbol : callAt(findCall(name).value()).parameters[0].symbols) {
        if (symbol.name == word)
            return symbol.value;
    }
    return absent;
}

/// The result, which change, and the status or signal.
using Told = std::tuple<std::int64_t, std::int64_t, std::int64_t>;

std::int64_t wordOf(const char *call, const CallOutcome &outcome, std::string_view name)
{
    for (const auto &row : callAt(findCall(call).value()).outWords) {
        if (row.name == name)
            return outcome.out[row.position];
    }
    return absent;
}

bool isOpen(int fd)
{
    return ::fcntl(fd, F_GETFD) != -1;
}

ino_t inodeOf(int fd)
{
    struct stat status = {};
    return ::fstat(fd, &status) == 0 ? status.st_ino : 0;
}

/// A child that does this and ends with its result; how it ended.
WaitStatus inChild(const std::function<int()> &what)
{
    const pid_t pid = ::fork();
    if (pid == 0)
        ::_exit(what());
    int raw = 0;
    ::waitpid(pid, &raw, 0);
    return WaitStatus::fromRaw(raw);
}

/// A child that only sleeps; killed and reaped at the end.
class Sleeper
{
public:
    Sleeper() : m_pid(::fork())
    {
        if (m_pid == 0) {
            for (;;)
                ::pause();
        }
    }
    ~Sleeper()
    {
        ::kill(m_pid, SIGKILL);
        ::waitpid(m_pid, nullptr, 0);
    }
    Sleeper(const Sleeper &) = delete;
    Sleeper &operator=(const Sleeper &) = delete;
    pid_t pid() const { return m_pid; }

private:
    pid_t m_pid;
};

ProcStatus statusOf(pid_t pid)
{
    return parseStatus(*readProcFile(pid, "status")).value();
}

std::uint64_t bitOf(int signal)
{
    return std::uint64_t{1} << (signal - 1);
}

} // namespace

class TestBasicCalls : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void closeClosesOnceAndThenSaysEbadf()
    {
        const int fd = ::open("/dev/null", O_RDONLY | O_CLOEXEC);
        QVERIFY(isOpen(fd));
        auto outcome = make("close", {fd});
        QCOMPARE(outcome.result, 0);
        QCOMPARE(outcome.error, 0);
        QVERIFY(!isOpen(fd));
        outcome = make("close", {fd});
        QCOMPARE(outcome.result, -1);
        QCOMPARE(outcome.error, EBADF);
    }

    void dup2MakesASecondDescriptorOfTheSame()
    {
        const int fd = ::open("/", O_RDONLY | O_CLOEXEC);
        const int other = ::open("/dev/null", O_RDONLY | O_CLOEXEC);
        QVERIFY(inodeOf(fd) != inodeOf(other));
        auto outcome = make("dup2", {fd, other});
        QCOMPARE(outcome.result, other);
        QCOMPARE(outcome.error, 0);
        QCOMPARE(inodeOf(other), inodeOf(fd));
        ::close(other);
        outcome = make("dup2", {other, fd});
        QCOMPARE(outcome.result, -1);
        QCOMPARE(outcome.error, EBADF);
        ::close(fd);
    }

    void forkReturnsTwice()
    {
        const auto outcome = make("fork");
        if (outcome.result == 0) // the child: its parent's pid is the second witness
            ::_exit(::getppid() == 0 ? 1 : 7);
        QCOMPARE(outcome.error, 0);
        QVERIFY(outcome.result > 0);
        const auto stat = parseStat(*readProcFile(static_cast<pid_t>(outcome.result), "stat"));
        QCOMPARE(stat->parent, ::getpid());
        int raw = 0;
        QCOMPARE(::waitpid(static_cast<pid_t>(outcome.result), &raw, 0), outcome.result);
        QCOMPARE(WaitStatus::fromRaw(raw).exitCode(), 7);
    }

    void waitTellsWhoEndedAndHow()
    {
        const pid_t pid = ::fork();
        if (pid == 0)
            ::_exit(42);
        siginfo_t info{}; // waitid(2) looks first and leaves the zombie to wait(2)
        QCOMPARE(::waitid(P_PID, static_cast<id_t>(pid), &info, WEXITED | WNOWAIT), 0);
        const auto outcome = make("wait");
        QCOMPARE(outcome.result, pid);
        QCOMPARE(outcome.error, 0);
        QVERIFY(WaitStatus::fromRaw(static_cast<int>(outcome.out[0]))
                == WaitStatus::fromSiginfo(info.si_code, info.si_status));
        QCOMPARE(::kill(pid, 0), -1); // and the zombie is gone
        const auto nobody = make("wait");
        QCOMPARE(nobody.result, -1);
        QCOMPARE(nobody.error, ECHILD);
        QCOMPARE(nobody.out[0], absent);
    }

    void killReachesItsProcess()
    {
        const Sleeper sleeper;
        QCOMPARE(make("kill", {sleeper.pid(), SIGSTOP}).result, 0);
        QVERIFY(eventually([&] { return statusOf(sleeper.pid()).state == 'T'; }));
        QCOMPARE(make("kill", {sleeper.pid(), SIGKILL}).result, 0);
        siginfo_t info{};
        ::waitid(P_PID, static_cast<id_t>(sleeper.pid()), &info, WEXITED | WNOWAIT);
        QCOMPARE(info.si_code, int{CLD_KILLED});
        QCOMPARE(info.si_status, SIGKILL);
        const auto refused = make("kill", {sleeper.pid(), 4242});
        QCOMPARE(refused.result, -1);
        QCOMPARE(refused.error, EINVAL);
    }

    void sigactionSetsWhatTheKernelTellsOfIt()
    {
        const auto ended = inChild([] {
            const auto set = [](Disposition disposition, std::int64_t restart = 0) {
                return make("sigaction", {SIGUSR1, int(disposition), restart}).result == 0;
            };
            const auto bit = bitOf(SIGUSR1);
            const auto status = [] { return statusOf(::getpid()); };
            if (!set(Disposition::Ignore) || (status().ignored & bit) == 0)
                return 1;
            if (!set(Disposition::Count) || (status().caught & bit) == 0)
                return 2;
            struct sigaction now = {};
            ::sigaction(SIGUSR1, nullptr, &now);
            if ((now.sa_flags & SA_RESTART) != 0)
                return 3;
            if (!set(Disposition::Count, 1) || ::sigaction(SIGUSR1, nullptr, &now) != 0
                || (now.sa_flags & SA_RESTART) == 0)
                return 4;
            ::raise(SIGUSR1); // counted, and we live
            if (!set(Disposition::Default) || ((status().caught | status().ignored) & bit) != 0)
                return 5;
            const auto refused = make("sigaction", {SIGKILL, int(Disposition::Ignore), 0});
            return refused.result == -1 && refused.error == EINVAL ? 0 : 6;
        });
        QVERIFY(ended.exited());
        QCOMPARE(ended.exitCode(), 0);
    }

    void exitEndsWithItsStatus()
    {
        const auto ended = inChild([] {
            make("_exit", {23});
            return 1;
        });
        QVERIFY(ended.exited());
        QCOMPARE(ended.exitCode(), 23);
    }

    /// The descriptors that the table's process had are the program's: it counts what we write.
    void execveBecomesTheProgramWithTheDescriptorsThatThereAre()
    {
        int in[2] = {-1, -1};
        int out[2] = {-1, -1};
        QVERIFY(::pipe2(in, O_CLOEXEC) == 0 && ::pipe2(out, O_CLOEXEC) == 0);
        const auto wc = symbolOf("execve", "wc-c");
        const pid_t pid = ::fork();
        if (pid == 0) {
            ::dup2(in[0], STDIN_FILENO);
            ::dup2(out[1], STDOUT_FILENO);
            make("execve", {wc});
            ::_exit(99);
        }
        QCOMPARE(::write(in[1], "12345", 5), ssize_t{5});
        for (const int fd : {in[0], in[1], out[1]})
            ::close(fd);
        char text[16] = {};
        QVERIFY(::read(out[0], text, sizeof text - 1) > 0);
        QCOMPARE(std::string(text), std::string("5\n"));
        ::close(out[0]);
        int raw = 0;
        ::waitpid(pid, &raw, 0);
        QCOMPARE(WaitStatus::fromRaw(raw).exitCode(), 0);
    }

    void limitsAreThoseOfProc()
    {
        const auto limitOf = [] {
            const auto text = readProcFile(::getpid(), "limits");
            const auto at = text->find("Max open files");
            return std::stol(text->substr(at + 14));
        };
        const auto before = make("getrlimit", {RLIMIT_NOFILE});
        QCOMPARE(before.out[0], std::int64_t{limitOf()});
        const auto lowered = inChild([&] {
            const auto outcome = make("setrlimit", {RLIMIT_NOFILE, 64});
            return outcome.result == 0 && limitOf() == 64 ? 0 : 1;
        });
        QCOMPARE(lowered.exitCode(), 0);
    }

    /// waitid(2) is the witness: it leaves what it tells to be waited for.
    void waitpidTellsThatAChildIsStoppedGoesOnAndEnds()
    {
        const pid_t pid = ::fork();
        if (pid == 0) {
            ::prctl(PR_SET_PDEATHSIG, SIGKILL);
            for (;;)
                ::pause();
        }
        const auto witnessed = [pid](int options) {
            siginfo_t info{};
            return ::waitid(P_PID, static_cast<id_t>(pid), &info, options | WNOWAIT) == 0
                       ? std::pair{info.si_code, info.si_status}
                       : std::pair{0, 0};
        };
        const auto waited = [pid](int options) {
            const auto outcome = make("waitpid", {pid, options});
            return Told{outcome.result, wordOf("waitpid", outcome, "change"),
                        wordOf("waitpid", outcome, "number")};
        };
        ::kill(pid, SIGSTOP);
        QCOMPARE(witnessed(WSTOPPED), (std::pair<int, int>{CLD_STOPPED, SIGSTOP}));
        QVERIFY((waited(WUNTRACED) == Told{pid, 2, SIGSTOP}));
        ::kill(pid, SIGCONT);
        QCOMPARE(witnessed(WCONTINUED), (std::pair<int, int>{CLD_CONTINUED, SIGCONT}));
        QVERIFY((waited(WCONTINUED) == Told{pid, 3, absent}));
        ::kill(pid, SIGKILL);
        QCOMPARE(witnessed(WEXITED), (std::pair<int, int>{CLD_KILLED, SIGKILL}));
        QVERIFY((waited(0) == Told{pid, 1, SIGKILL}));
        QCOMPARE(make("waitpid", {pid, 0}).error, ECHILD);
        const auto call = findCall("waitpid").value();
        QVERIFY(effectOf(call, {pid, 0}) == Effect::Wait);
        QVERIFY(effectOf(call, {pid, WUNTRACED}) == Effect::WaitChange);
    }

    void aSignalThatIsHeldBackIsTakenBySigwaitinfo()
    {
        const auto ended = inChild([] {
            if (make("sigprocmask", {SIG_BLOCK, SIGCHLD}).error != 0)
                return 1;
            const pid_t child = ::fork();
            if (child == 0)
                ::_exit(3);
            const auto taken = make("sigwaitinfo", {SIGCHLD});
            int raw = 0;
            const bool isTold = taken.result == SIGCHLD
                                && wordOf("sigwaitinfo", taken, "si_pid") == child
                                && wordOf("sigwaitinfo", taken, "si_code") == CLD_EXITED
                                && wordOf("sigwaitinfo", taken, "si_status") == 3;
            return isTold && ::waitpid(child, &raw, 0) == child && WEXITSTATUS(raw) == 3 ? 0 : 2;
        });
        QCOMPARE(ended.exitCode(), 0);
    }

    void pauseEndsAtASignalThatIsHandled()
    {
        const auto ended = inChild([] {
            ::signal(SIGALRM, [](int) {});
            ::alarm(1);
            return make("pause").error == EINTR ? 0 : 1;
        });
        QCOMPARE(ended.exitCode(), 0);
    }

    /// Session and process group as /proc/PID/stat has them (proc(5), fields 5 and 6).
    void setsidLeadsASessionOfItsOwn()
    {
        const auto ended = inChild([] {
            const auto made = make("setsid");
            return made.result == ::getpid() && ::getsid(0) == ::getpid()
                           && ::getpgrp() == ::getpid() && make("setsid").error == EPERM
                       ? 0
                       : 1;
        });
        QCOMPARE(ended.exitCode(), 0);
    }

    void withoutPrivilegeAnIpcNamespaceNeedsAUserNamespace()
    {
        const auto ended = inChild([] {
            const auto inodeOfNamespace = [] {
                struct stat status = {};
                return ::stat("/proc/self/ns/ipc", &status) == 0 ? status.st_ino : 0;
            };
            if (!dropCapabilities())
                return 1;
            const auto before = inodeOfNamespace();
            if (make("unshare", {CLONE_NEWIPC}).error != EPERM || inodeOfNamespace() != before)
                return 2;
            const auto both = make("unshare", {CLONE_NEWIPC | CLONE_NEWUSER});
            if (both.error != 0)
                return 3; // refused to all on this machine
            return inodeOfNamespace() != before ? 0 : 4;
        });
        if (ended.exitCode() == 3)
            QSKIP("user namespaces are refused here");
        QCOMPARE(ended.exitCode(), 0);
    }

    void whoHasNoPrivilegeMayNotWriteWhatItMayOnlyRead()
    {
        const auto ended = inChild([] {
            char name[] = "/tmp/seeipc-test-XXXXXX";
            const int fd = ::mkstemp(name);
            ::fchmod(fd, 0444);
            const bool isDropped = dropCapabilities().has_value();
            const int again = ::open(name, O_RDWR);
            const int error = errno;
            ::unlink(name);
            const auto status = readProcFile(::getpid(), "status");
            const bool hasNone = status
                                 && status->find("CapEff:\t0000000000000000\n")
                                        != std::string::npos;
            return isDropped && again == -1 && error == EACCES && hasNone ? 0 : 1;
        });
        QCOMPARE(ended.exitCode(), 0);
    }

    /// /proc/PID/mem is the witness of what stands at the address.
    void aChildsMemoryIsItsOwnAtTheSameAddress()
    {
        QCOMPARE(make("store", {0, 1}).result, std::int64_t{1});
        std::array<int, 2> ready{-1, -1};
        QCOMPARE(::pipe(ready.data()), 0);
        const pid_t pid = ::fork();
        if (pid == 0) {
            ::prctl(PR_SET_PDEATHSIG, SIGKILL);
            const auto stored = make("store", {0, 4660});
            const auto address = wordOf("store", stored, "address");
            (void)!::write(ready[1], &address, sizeof address);
            for (;;)
                ::pause();
        }
        std::int64_t address = 0;
        QCOMPARE(::read(ready[0], &address, sizeof address), static_cast<ssize_t>(sizeof address));
        const auto own = make("load");
        QCOMPARE(own.result, std::int64_t{1});
        QCOMPARE(wordOf("load", own, "address"), address);
        const int memory = ::open(("/proc/" + std::to_string(pid) + "/mem").c_str(), O_RDONLY);
        std::int64_t witnessed = 0;
        QCOMPARE(::pread(memory, &witnessed, sizeof witnessed, address),
                 static_cast<ssize_t>(sizeof witnessed));
        const auto seen = make("process_vm_readv", {pid});
        QCOMPARE(seen.result, std::int64_t{8});
        QCOMPARE(wordOf("process_vm_readv", seen, "value"), witnessed);
        QCOMPARE(witnessed, std::int64_t{4660});
        for (const int fd : {memory, ready[0], ready[1]})
            ::close(fd);
        ::kill(pid, SIGKILL);
        ::waitpid(pid, nullptr, 0);
        QCOMPARE(make("process_vm_readv", {pid}).error, ESRCH);
    }

    /// /proc/PID/syscall of a parent asleep in our wait() shows a number that is among its.
    void aSleepInWaitIsKnownByItsNumber()
    {
        const pid_t pid = ::fork();
        if (pid == 0) {
            const pid_t parent = ::getpid();
            if (::fork() == 0) {
                ::prctl(PR_SET_PDEATHSIG, SIGKILL);
                while (::getppid() == parent) // else it went before we said so
                    ::pause();
                ::_exit(0);
            }
            make("wait");
            ::_exit(0);
        }
        const auto call = findCall("wait").value();
        QVERIFY(eventually([&] {
            const auto text = readProcFile(pid, "syscall");
            const auto now = text ? parseSyscall(*text) : std::nullopt;
            return now && !now->running && isSystemCallOf(call, now->number);
        }));
        ::kill(pid, SIGKILL);
        ::waitpid(pid, nullptr, 0);
    }
};

QTEST_APPLESS_MAIN(TestBasicCalls)
#include "tst_basiccalls.moc"
