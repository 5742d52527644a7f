// SPDX-License-Identifier: MIT
// One owner for each kernel object: descriptors, mappings, memory files, borrowed descriptors,
// futexes; and how an error reads.
#include "posix/clock.h"
#include "posix/foreignfd.h"
#include "posix/futex.h"
#include "posix/mapping.h"
#include "posix/uniquefd.h"

#include <QTest>

#include <cerrno>
#include <csignal>
#include <cstring>
#include <fcntl.h>
#include <poll.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace seeipc;

namespace {

bool isOpen(int fd)
{
    return ::fcntl(fd, F_GETFD) >= 0;
}

/// A child that stands still with a pipe of its own: 5 bytes inside.
class Lender
{
public:
    Lender()
    {
        int ends[2] = {-1, -1};
        if (::pipe(ends) != 0)
            return;
        m_pid = ::fork();
        if (m_pid == 0) {
            (void)!::write(ends[1], "hello", 5);
            ::pause();
            ::_exit(0);
        }
        m_fd = ends[0];
        pollUntilWritten(ends[0]);
        ::close(ends[0]);
        ::close(ends[1]);
    }
    ~Lender() { end(); }
    Lender(const Lender &) = delete;
    Lender &operator=(const Lender &) = delete;

    void end()
    {
        if (m_pid > 0) {
            ::kill(m_pid, SIGKILL);
            ::waitpid(m_pid, nullptr, 0);
        }
        m_pid = 0;
    }
    pid_t pid() const { return m_pid; }
    int fd() const { return m_fd; }

private:
    static void pollUntilWritten(int fd)
    {
        pollfd written{fd, POLLIN, 0};
        ::poll(&written, 1, 5000);
    }

    pid_t m_pid = 0;
    int m_fd = -1;
};

} // namespace

class TestDescriptors : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aDescriptorIsClosedOnce();
    void aMovedDescriptorHasOneOwner();
    void aMappingEndsWithItsOwner();
    void aMemoryFileIsReservedAtOnce();
    void noRoomIsAnErrorAndNoSignal();
    void aSealedFileNeverChanges();
    void aBorrowedDescriptorTellsTheFill();
    void aBorrowedDescriptorIsGivenBack();
    void whatCannotBeBorrowedIsAnError();
    void aPidfdReachesOneProcessOnly();
    void aFutexWaitsForAChangeOrItsTime();
    void anErrorNamesItsCallAndErrno();
};

void TestDescriptors::aDescriptorIsClosedOnce()
{
    const int raw = ::open("/dev/null", O_RDONLY | O_CLOEXEC);
    {
        UniqueFd fd(raw);
        QVERIFY(fd);
        fd.reset();
        QVERIFY(!isOpen(raw));
        QCOMPARE(::open("/dev/null", O_RDONLY | O_CLOEXEC), raw); // somebody else's now
    }
    QVERIFY(isOpen(raw));
    ::close(raw);
}

void TestDescriptors::aMovedDescriptorHasOneOwner()
{
    UniqueFd first(::open("/dev/null", O_RDONLY | O_CLOEXEC));
    const int raw = first.get();
    UniqueFd second(std::move(first));
    QCOMPARE(second.get(), raw);
    UniqueFd third(::open("/dev/null", O_RDONLY | O_CLOEXEC));
    const int replaced = third.get();
    third = std::move(second);
    QVERIFY(!isOpen(replaced));
    QCOMPARE(third.get(), raw);
    auto &same = third;
    third = std::move(same);
    QVERIFY(isOpen(raw));
    QCOMPARE(third.release(), raw);
    QVERIFY(isOpen(raw));
    ::close(raw);
}

void TestDescriptors::aMappingEndsWithItsOwner()
{
    const auto file = createMemoryFile("test", 8192);
    QVERIFY(file);
    std::byte *address = nullptr;
    {
        auto first = Mapping::create(file->get(), 8192, Mapping::Access::ReadWrite);
        QVERIFY(first);
        address = first->data();
        const Mapping moved = std::move(*first);
        QVERIFY(!*first);
        QCOMPARE(moved.data(), address);
        std::memset(address, 7, 8192);
        const auto second = Mapping::create(file->get(), 8192, Mapping::Access::ReadOnly);
        QVERIFY(second);
        QCOMPARE(second->data()[8191], std::byte{7}); // shared
    }
    unsigned char resident = 0;
    QCOMPARE(::mincore(address, 4096, &resident), -1);
    QCOMPARE(errno, ENOMEM);
    QVERIFY(!Mapping::create(-1, 4096, Mapping::Access::ReadOnly));
}

void TestDescriptors::aMemoryFileIsReservedAtOnce()
{
    const auto file = createMemoryFile("test", 1 << 20);
    QVERIFY(file);
    struct stat status
    {};
    QCOMPARE(::fstat(file->get(), &status), 0);
    QCOMPARE(status.st_size, 1 << 20);
    QCOMPARE(status.st_blocks * 512, 1 << 20);
    QVERIFY((::fcntl(file->get(), F_GETFD) & FD_CLOEXEC) != 0);
}

void TestDescriptors::noRoomIsAnErrorAndNoSignal()
{
    const pid_t child = ::fork();
    if (child == 0) {
        const rlimit small{1 << 20, 1 << 20};
        ::setrlimit(RLIMIT_FSIZE, &small);
        const auto refused = createMemoryFile("test", 2 << 20);
        // Asked for so much the kernel would begin to kill processes: it must not even be tried.
        const auto absurd = createMemoryFile("test", std::size_t{1} << 50);
        sigset_t blocked{};
        ::sigprocmask(SIG_SETMASK, nullptr, &blocked);
        const bool isRight = !refused && refused.error().code == EFBIG && !absurd
                             && absurd.error().code == ENOMEM && !::sigismember(&blocked, SIGXFSZ);
        ::_exit(isRight ? 0 : 1);
    }
    int status = 0;
    QCOMPARE(::waitpid(child, &status, 0), child);
    QCOMPARE(status, 0);
}

void TestDescriptors::aSealedFileNeverChanges()
{
    const std::string text = "what nobody may change";
    const auto file = createSealedFile("test", reinterpret_cast<const std::byte *>(text.data()),
                                       text.size());
    QVERIFY(file);
    QCOMPARE(::pwrite(file->get(), "x", 1, 0), -1);
    QCOMPARE(errno, EPERM);
    QCOMPARE(::ftruncate(file->get(), 0), -1);
    QVERIFY(!Mapping::create(file->get(), text.size(), Mapping::Access::ReadWrite));
    const auto mapping = Mapping::create(file->get(), text.size(), Mapping::Access::ReadOnly);
    QVERIFY(mapping);
    QCOMPARE(std::memcmp(mapping->data(), text.data(), text.size()), 0);
}

void TestDescriptors::aBorrowedDescriptorTellsTheFill()
{
    const Lender lender;
    const auto pidfd = openPidfd(lender.pid());
    QVERIFY(pidfd);
    const auto borrowed = ForeignFd::borrow(pidfd->get(), lender.fd());
    QVERIFY2(borrowed, "may we not trace a child of ours?");
    QCOMPARE(*borrowed->queuedBytes(), 5U);
    QCOMPARE(*borrowed->pipeCapacity(), 65536U);
    QCOMPARE(*borrowed->queuedBytes(), 5U); // nothing was read
}

void TestDescriptors::aBorrowedDescriptorIsGivenBack()
{
    const Lender lender;
    const auto pidfd = openPidfd(lender.pid());
    QVERIFY(pidfd);
    const int next = ::open("/dev/null", O_RDONLY | O_CLOEXEC);
    ::close(next);
    for (int i = 0; i < 100; ++i) {
        const auto borrowed = ForeignFd::borrow(pidfd->get(), lender.fd());
        QVERIFY(borrowed);
        QVERIFY((::fcntl(next, F_GETFD) & FD_CLOEXEC) != 0);
    }
    QVERIFY(!isOpen(next));
}

void TestDescriptors::whatCannotBeBorrowedIsAnError()
{
    Lender lender;
    const auto pidfd = openPidfd(lender.pid());
    QVERIFY(pidfd);
    QCOMPARE(ForeignFd::borrow(pidfd->get(), 999).error().code, EBADF);
    const UniqueFd null(::open("/dev/null", O_RDONLY | O_CLOEXEC));
    QVERIFY(!queuedBytes(null.get())); // no pipe: unknown, not 0
    lender.end();
    QCOMPARE(ForeignFd::borrow(pidfd->get(), lender.fd()).error().code, ESRCH);
}

void TestDescriptors::aPidfdReachesOneProcessOnly()
{
    Lender lender;
    const pid_t pid = lender.pid();
    const auto pidfd = openPidfd(pid);
    QVERIFY(pidfd);
    QVERIFY(sendSignal(pidfd->get(), SIGSTOP));
    int status = 0;
    QCOMPARE(::waitpid(pid, &status, WUNTRACED), pid);
    QVERIFY(WIFSTOPPED(status));
    lender.end();
    QCOMPARE(sendSignal(pidfd->get(), SIGKILL).error().code, ESRCH);
    QCOMPARE(openPidfd(pid).error().code, ESRCH);
}

void TestDescriptors::aFutexWaitsForAChangeOrItsTime()
{
    std::atomic<std::uint32_t> word{7};
    const auto before = monotonicNanoseconds();
    futexWait(word, 6, -1); // is not what was seen: returns at once
    QVERIFY(monotonicNanoseconds() - before < 1'000'000'000);
    const auto start = monotonicNanoseconds();
    futexWait(word, 7, 3'000'000);
    QVERIFY(monotonicNanoseconds() - start >= 3'000'000);

    const auto file = createMemoryFile("test", 4096);
    const auto memory = Mapping::create(file->get(), 4096, Mapping::Access::ReadWrite);
    auto *shared = new (memory->data()) std::atomic<std::uint32_t>(0);
    const pid_t child = ::fork();
    if (child == 0) {
        while (shared->load() == 0)
            futexWait(*shared, 0, -1);
        ::_exit(static_cast<int>(shared->load()));
    }
    shared->store(9);
    futexWakeAll(*shared);
    int status = 0;
    QCOMPARE(::waitpid(child, &status, 0), child);
    QCOMPARE(WEXITSTATUS(status), 9);
}

void TestDescriptors::anErrorNamesItsCallAndErrno()
{
    QCOMPARE(toText(Error{"pidfd_open(2)", "4711", ESRCH}),
             std::string("pidfd_open(2) on 4711: No such process (ESRCH)"));
    QCOMPARE(toText(Error{"eventfd(2)", "", EMFILE}),
             std::string("eventfd(2): Too many open files (EMFILE)"));
    QCOMPARE(errnoName(EPIPE), std::string("EPIPE"));
    QCOMPARE(errnoName(9999), std::string("errno 9999"));
}

QTEST_GUILESS_MAIN(TestDescriptors)
#include "tst_descriptors.moc"
