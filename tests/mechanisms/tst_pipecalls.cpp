// SPDX-License-Identifier: MIT
// The pipe's calls, made for real, each held against a second witness: fstat(2), FIONREAD,
// /proc/self/fdinfo, /proc/PID/syscall.
#include "mechanisms/pipe.h"
#include "mechanisms/registry.h"
#include "posix/procfs.h"
#include "posix/uniquefd.h"
#include "support/eventually.h"

#include <QTest>

#include <cerrno>
#include <csignal>
#include <cstring>
#include <fcntl.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace seeipc;

namespace {

CallOutcome make(const char *name, CallInput input)
{
    return callAt(findCall(name).value()).perform(input);
}

CallOutcome makeFcntl(int fd, int command, std::int64_t value = 0)
{
    return make("fcntl", {.values = {fd, command, value}});
}

CallOutcome makeWrite(int fd, std::string_view data)
{
    CallInput input;
    input.values = {fd, static_cast<std::int64_t>(data.size())};
    input.data = data.data();
    input.dataSize = data.size();
    return make("write", input);
}

CallOutcome makeRead(int fd, std::int64_t size, std::string &buffer)
{
    buffer.resize(mostBytesPerCall);
    CallInput input;
    input.values = {fd, size};
    input.buffer = buffer.data();
    return make("read", input);
}

/// A pipe by the call of the table.
struct MadePipe
{
    CallOutcome outcome = make("pipe", {});
    UniqueFd readEnd{static_cast<int>(outcome.out[0])};
    UniqueFd writeEnd{static_cast<int>(outcome.out[1])};

    int queued() const
    {
        int bytes = -1;
        ::ioctl(readEnd.get(), FIONREAD, &bytes);
        return bytes;
    }
};

/// "flags:" of /proc/self/fdinfo, octal there.
long flagsOf(int fd)
{
    const auto text = readProcFile(::getpid(), ("fdinfo/" + std::to_string(fd)).c_str());
    const auto found = text ? text->find("flags:") : std::string::npos;
    return found == std::string::npos ? -1 : std::strtol(text->c_str() + found + 6, nullptr, 8);
}

/// A child that makes one call and stays in it; killed and reaped at the end.
template<typename Call>
class Caller
{
public:
    explicit Caller(Call call) : m_pid(::fork())
    {
        if (m_pid == 0) {
            call();
            ::_exit(0);
        }
    }
    ~Caller()
    {
        ::kill(m_pid, SIGKILL);
        ::waitpid(m_pid, nullptr, 0);
    }
    Caller(const Caller &) = delete;
    Caller &operator=(const Caller &) = delete;

    bool isAsleepIn(const char *name) const
    {
        const auto text = readProcFile(m_pid, "syscall");
        const auto now = text ? parseSyscall(*text) : std::nullopt;
        return now && !now->running && isSystemCallOf(findCall(name).value(), now->number);
    }

private:
    pid_t m_pid;
};

} // namespace

class TestPipeCalls : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void pipeTellsItsEndsCapacityAndInode()
    {
        const MadePipe pipe;
        QCOMPARE(pipe.outcome.result, 0);
        QCOMPARE(pipe.outcome.error, 0);
        const auto ends = listPipeEnds(::getpid());
        QVERIFY(ends.has_value());
        int seen = 0;
        for (const auto &end : *ends) {
            if (end.inode != static_cast<std::uint64_t>(pipe.outcome.out[3]))
                continue;
            ++seen;
            QCOMPARE(end.fd, static_cast<int>(pipe.outcome.out[end.writable ? 1 : 0]));
        }
        QCOMPARE(seen, 2);
        QCOMPARE(pipe.outcome.out[2], ::fcntl(pipe.writeEnd.get(), F_GETPIPE_SZ));
        struct stat status = {};
        QCOMPARE(::fstat(pipe.readEnd.get(), &status), 0);
        QVERIFY(S_ISFIFO(status.st_mode));
    }

    void pipeWithoutDescriptorsSaysEmfileAndLeavesTheArray()
    {
        const pid_t pid = ::fork();
        if (pid == 0) {
            while (::dup(0) >= 0) {}
            const auto outcome = make("pipe", {});
            ::_exit(outcome.result == -1 && outcome.error == EMFILE && outcome.out[0] == -1
                            && outcome.out[1] == -1
                        ? 0
                        : 1);
        }
        int raw = -1;
        ::waitpid(pid, &raw, 0);
        QCOMPARE(raw, 0);
    }

    void pipe2SetsItsFlagsAndRefusesOthers()
    {
        const auto made = make("pipe2", {.values = {O_NONBLOCK | O_CLOEXEC}});
        const UniqueFd readEnd(static_cast<int>(made.out[0]));
        const UniqueFd writeEnd(static_cast<int>(made.out[1]));
        QCOMPARE(made.error, 0);
        QCOMPARE(flagsOf(readEnd.get()), long(O_RDONLY | O_NONBLOCK | O_CLOEXEC));
        QCOMPARE(flagsOf(writeEnd.get()), long(O_WRONLY | O_NONBLOCK | O_CLOEXEC));
        const auto refused = make("pipe2", {.values = {0x7}});
        QCOMPARE(refused.result, -1);
        QCOMPARE(refused.error, EINVAL);
    }

    void teeCopiesAndSpliceMoves()
    {
        const MadePipe from;
        const MadePipe to;
        (void)makeWrite(from.writeEnd.get(), "letters");
        const CallInput input{.values = {from.readEnd.get(), to.writeEnd.get(), 100}};
        const auto copied = make("tee", input);
        QCOMPARE(copied.result, 7);
        QCOMPARE(copied.out[2], 100);
        QCOMPARE(from.queued(), 7);
        QCOMPARE(to.queued(), 7);
        const auto moved = make("splice", input);
        QCOMPARE(moved.result, 7);
        QCOMPARE(from.queued(), 0);
        QCOMPARE(to.queued(), 14);
    }

    void aTransferIntoItsOwnPipeIsRefused()
    {
        const MadePipe pipe;
        (void)makeWrite(pipe.writeEnd.get(), "x");
        const CallInput input{.values = {pipe.readEnd.get(), pipe.writeEnd.get(), 1}};
        QCOMPARE(make("tee", input).error, EINVAL);
        QCOMPARE(make("splice", input).error, EINVAL);
    }

    void whatWriteTookReadGives()
    {
        const MadePipe pipe;
        const auto written = makeWrite(pipe.writeEnd.get(), "I am mike");
        QCOMPARE(written.result, 9);
        QCOMPARE(written.error, 0);
        QCOMPARE(std::string_view(written.payload, 9), std::string_view("I am mike"));
        QCOMPARE(pipe.queued(), 9);
        std::string buffer;
        auto got = makeRead(pipe.readEnd.get(), 4, buffer);
        QCOMPARE(got.result, 4);
        QCOMPARE(std::string_view(got.payload, 4), std::string_view("I am"));
        QCOMPARE(pipe.queued(), 5);
        got = makeRead(pipe.readEnd.get(), 50, buffer);
        QCOMPARE(got.result, 5);
        QCOMPARE(buffer.substr(0, 5), std::string(" mike"));
        QCOMPARE(pipe.queued(), 0);
    }

    void readSaysZeroAtTheEndAndItsErrnoElse()
    {
        MadePipe pipe;
        std::string buffer;
        auto got = makeRead(pipe.writeEnd.get(), 1, buffer);
        QCOMPARE(got.result, -1);
        QCOMPARE(got.error, EBADF);
        ::fcntl(pipe.readEnd.get(), F_SETFL, O_NONBLOCK);
        got = makeRead(pipe.readEnd.get(), 1, buffer);
        QCOMPARE(got.error, EAGAIN);
        pipe.writeEnd.reset();
        got = makeRead(pipe.readEnd.get(), 1, buffer);
        QCOMPARE(got.result, 0);
        QCOMPARE(got.error, 0);
    }

    /// A file may ask for anything; the buffer has mostBytesPerCall.
    void readAsksForNoMoreThanItsBufferHas()
    {
        const MadePipe pipe;
        std::string buffer;
        QCOMPARE(makeWrite(pipe.writeEnd.get(), "x").result, 1);
        QCOMPARE(makeRead(pipe.readEnd.get(), std::int64_t{1} << 40, buffer).result, 1);
        QCOMPARE(makeRead(pipe.readEnd.get(), -1, buffer).result, 0); // as read(fd, buf, 0)
    }

    void writeOfNothingAndWithoutReaders()
    {
        MadePipe pipe;
        QCOMPARE(makeWrite(pipe.writeEnd.get(), "").result, 0);
        QCOMPARE(pipe.queued(), 0);
        struct sigaction ignore = {};
        struct sigaction before = {};
        ignore.sa_handler = SIG_IGN;
        ::sigaction(SIGPIPE, &ignore, &before);
        pipe.readEnd.reset();
        const auto outcome = makeWrite(pipe.writeEnd.get(), "x");
        ::sigaction(SIGPIPE, &before, nullptr);
        QCOMPARE(outcome.result, -1);
        QCOMPARE(outcome.error, EPIPE);
    }

    void fcntlChangesTheCapacityAndTellsIt()
    {
        const MadePipe pipe;
        const int fd = pipe.writeEnd.get();
        auto outcome = makeFcntl(fd, F_SETPIPE_SZ, 5000);
        QCOMPARE(outcome.result, 8192);
        QCOMPARE(outcome.out[0], 5000);
        QCOMPARE(::fcntl(pipe.readEnd.get(), F_GETPIPE_SZ), 8192);
        QCOMPARE(makeFcntl(fd, F_GETPIPE_SZ).result, 8192);
        QCOMPARE(makeWrite(fd, std::string(5000, 'x')).result, 5000);
        outcome = makeFcntl(fd, F_SETPIPE_SZ, 4096);
        QCOMPARE(outcome.result, -1);
        QCOMPARE(outcome.error, EBUSY);
        QCOMPARE(::fcntl(fd, F_GETPIPE_SZ), 8192);
    }

    void fcntlSetsStatusFlags()
    {
        const MadePipe pipe;
        const int fd = pipe.readEnd.get();
        QCOMPARE(flagsOf(fd) & O_NONBLOCK, 0);
        QCOMPARE(makeFcntl(fd, F_SETFL, O_NONBLOCK).result, 0);
        QCOMPARE(flagsOf(fd) & O_NONBLOCK, long{O_NONBLOCK});
        QCOMPARE(makeFcntl(fd, F_GETFL).result & O_NONBLOCK, std::int64_t{O_NONBLOCK});
    }

    void aSleepInReadAndWriteIsKnownByItsNumber()
    {
        const MadePipe pipe;
        {
            const Caller reader([&] {
                std::string buffer;
                makeRead(pipe.readEnd.get(), 10, buffer);
            });
            QVERIFY(eventually([&] { return reader.isAsleepIn("read"); }));
            QVERIFY(!reader.isAsleepIn("write"));
        }
        const Caller writer([&] { makeWrite(pipe.writeEnd.get(), std::string(100'000, 'w')); });
        QVERIFY(eventually([&] { return writer.isAsleepIn("write"); }));
        QVERIFY(!writer.isAsleepIn("read"));
        QCOMPARE(pipe.queued(), static_cast<int>(pipe.outcome.out[2]));
    }

    /// A look through somebody's descriptor tells what its owner would be told.
    void aSampleIsWhatTheOwnerSees()
    {
        const MadePipe pipe;
        QCOMPARE(makeFcntl(pipe.writeEnd.get(), F_SETPIPE_SZ, 16384).result, 16384);
        QCOMPARE(makeWrite(pipe.writeEnd.get(), std::string(5000, 'x')).result, 5000);
        const UniqueFd self(static_cast<int>(::syscall(SYS_pidfd_open, ::getpid(), 0)));
        for (const int fd : {pipe.readEnd.get(), pipe.writeEnd.get()}) {
            const auto seen = pipeMechanism.sample(self.get(), fd);
            if (!seen && seen.error().code == EPERM)
                QSKIP("this machine forbids pidfd_getfd(2)");
            QVERIFY(seen.has_value());
            QCOMPARE(seen->queuedBytes, pipe.queued());
            QCOMPARE(seen->capacity, 16384);
        }
        const auto before = listPipeEnds(::getpid())->size();
        for (int i = 0; i < 100; ++i)
            QVERIFY(pipeMechanism.sample(self.get(), pipe.readEnd.get()).has_value());
        QCOMPARE(listPipeEnds(::getpid())->size(), before); // nothing is kept
        const auto closed = pipeMechanism.sample(self.get(), 4000);
        QCOMPARE(closed.error().code, EBADF);
        const UniqueFd other(::open("/dev/null", O_RDONLY | O_CLOEXEC));
        QCOMPARE(pipeMechanism.sample(self.get(), other.get()).error().code, ENOTTY);
    }
};

QTEST_APPLESS_MAIN(TestPipeCalls)
#include "tst_pipecalls.moc"
