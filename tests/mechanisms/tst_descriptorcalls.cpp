// SPDX-License-Identifier: MIT
// Calls on descriptors, made for real on a pipe and on a file, each held against a second witness:
// /proc/self/fdinfo, stat(2) of the name in /proc, FIONREAD, select(2).
#include "mechanisms/descriptors.h"
#include "mechanisms/registry.h"
#include "posix/procfs.h"
#include "posix/uniquefd.h"

#include <QTest>

#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/select.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace seeipc;

namespace {

CallOutcome make(const char *name, std::array<std::int64_t, mostCallParameters> values,
                 char *buffer = nullptr)
{
    return callAt(findCall(name).value()).perform({.values = values, .buffer = buffer});
}

std::int64_t word(const char *call, const CallOutcome &outcome, std::string_view name)
{
    for (const auto &row : callAt(findCall(call).value()).outWords) {
        if (row.name == name)
            return outcome.out[row.position];
    }
    return absent;
}

struct Pipe
{
    Pipe()
    {
        int ends[2] = {-1, -1};
        if (::pipe2(ends, O_CLOEXEC) == 0) {
            readEnd = UniqueFd(ends[0]);
            writeEnd = UniqueFd(ends[1]);
        }
    }

    UniqueFd readEnd;
    UniqueFd writeEnd;
};

/// "flags:" of /proc/self/fdinfo, octal there.
long flagsOf(int fd)
{
    const auto text = readProcFile(::getpid(), ("fdinfo/" + std::to_string(fd)).c_str());
    const auto found = text ? text->find("flags:") : std::string::npos;
    return found == std::string::npos ? -1 : std::strtol(text->c_str() + found + 6, nullptr, 8);
}

bool isWritable(int fd)
{
    fd_set set;
    FD_ZERO(&set);
    FD_SET(fd, &set);
    timeval now{0, 0};
    return ::select(fd + 1, nullptr, &set, nullptr, &now) == 1;
}

} // namespace

class TestDescriptorCalls : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aCopySharesTheFlagsAndANewOpeningHasItsOwn()
    {
        const Pipe pipe;
        const auto copied = make("dup", {pipe.readEnd.get()});
        const auto opened = make("open", {pipe.readEnd.get(), O_RDONLY});
        QVERIFY(copied.error == 0 && opened.error == 0);
        const UniqueFd copy(static_cast<int>(copied.result));
        const UniqueFd again(static_cast<int>(opened.result));
        ::fcntl(pipe.readEnd.get(), F_SETFL, O_NONBLOCK);
        QVERIFY((flagsOf(copy.get()) & O_NONBLOCK) != 0);
        QVERIFY((flagsOf(again.get()) & O_NONBLOCK) == 0);
        QCOMPARE(copied.out[0], std::int64_t{pipe.readEnd.get()});
        QCOMPARE(opened.out[0], std::int64_t{pipe.readEnd.get()});
    }

    /// The child has the pipe, we have closed ours: only by its name or its pidfd is there a way.
    void aStrangersPipeIsReachedByItsNameAndByItsProcess()
    {
        Pipe pipe;
        const int fd = pipe.readEnd.get();
        const pid_t owner = ::fork();
        if (owner == 0) {
            ::pause();
            ::_exit(0);
        }
        struct stat status
        {};
        ::fstat(fd, &status);
        pipe = Pipe{};
        const auto opened = make("open", {fd, O_RDONLY, 0, owner});
        const auto process = make("pidfd_open", {owner});
        const auto taken = make("pidfd_getfd", {process.result, fd});
        for (const auto &outcome : {opened, taken}) {
            const UniqueFd mine(static_cast<int>(outcome.result));
            struct stat seen
            {};
            QCOMPARE(::fstat(mine.get(), &seen), 0);
            QCOMPARE(seen.st_ino, status.st_ino);
        }
        const UniqueFd close(static_cast<int>(process.result));
        ::kill(owner, SIGKILL);
        ::waitpid(owner, nullptr, 0);
    }

    void pollTellsWhatSelectTells()
    {
        Pipe pipe;
        ::fcntl(pipe.writeEnd.get(), F_SETFL, O_NONBLOCK);
        const auto poll = [](int fd, int events) { return make("poll", {fd, events, 0}); };
        auto found = poll(pipe.writeEnd.get(), POLLOUT);
        QCOMPARE(word("poll", found, "revents"), std::int64_t{POLLOUT});
        QVERIFY(isWritable(pipe.writeEnd.get()));
        const std::string page(4096, 'A');
        while (::write(pipe.writeEnd.get(), page.data(), page.size()) > 0) {}
        found = poll(pipe.writeEnd.get(), POLLOUT);
        QCOMPARE(found.result, std::int64_t{0});
        QCOMPARE(word("poll", found, "revents"), std::int64_t{0});
        QVERIFY(!isWritable(pipe.writeEnd.get()));
        pipe.readEnd.reset();
        found = poll(pipe.writeEnd.get(), POLLOUT);
        QVERIFY((word("poll", found, "revents") & POLLERR) != 0);
        Pipe ended;
        ended.writeEnd.reset();
        found = poll(ended.readEnd.get(), POLLIN);
        QCOMPARE(word("poll", found, "revents"), std::int64_t{POLLHUP});
    }

    void whatADescriptorIsIsToldAsByItsNameInProc()
    {
        const Pipe pipe;
        const auto path = "/proc/self/fd/" + std::to_string(pipe.readEnd.get());
        struct stat status
        {};
        QCOMPARE(::stat(path.c_str(), &status), 0);
        const auto found = make("fstat", {pipe.readEnd.get()});
        QCOMPARE(word("fstat", found, "type"), std::int64_t{S_IFIFO});
        QCOMPARE(word("fstat", found, "st_ino"), static_cast<std::int64_t>(status.st_ino));
        QCOMPARE(word("fstat", found, "permissions"), std::int64_t{status.st_mode & 07777});
        QCOMPARE(word("fstat", found, "st_size"), std::int64_t{0});
        std::string buffer(256, '\0');
        const auto link = make("readlink", {pipe.readEnd.get()}, buffer.data());
        QCOMPARE(std::string(buffer.data(), static_cast<std::size_t>(link.result)),
                 "pipe:[" + std::to_string(status.st_ino) + "]");
        QCOMPARE(word("readlink", link, "inode"), static_cast<std::int64_t>(status.st_ino));
        QCOMPARE(word("fstatfs", make("fstatfs", {pipe.readEnd.get()}), "f_type"),
                 std::int64_t{0x50495045});
        QCOMPARE(make("fpathconf", {pipe.readEnd.get(), _PC_PIPE_BUF}).result,
                 std::int64_t{PIPE_BUF});
    }

    /// The same calls on a file work, so it is the pipe that refuses.
    void aFileHasThePositionsThatAPipeRefuses()
    {
        const Pipe pipe;
        const UniqueFd file(::memfd_create("file", MFD_CLOEXEC));
        std::string buffer(mostBytesPerCall, '\0');
        const auto pread = [&](int fd) {
            return callAt(findCall("pread").value())
                .perform({.values = {fd, 2, 1}, .buffer = buffer.data()});
        };
        const auto pwrite = [](int fd) {
            return callAt(findCall("pwrite").value())
                .perform({.values = {fd, 3, 0, 0}, .data = "abc", .dataSize = 3});
        };
        QCOMPARE(pwrite(file.get()).result, std::int64_t{3});
        QCOMPARE(pread(file.get()).result, std::int64_t{2});
        QCOMPARE(buffer.substr(0, 2), std::string("bc"));
        QCOMPARE(make("lseek", {file.get(), 2, SEEK_SET}).result, std::int64_t{2});
        QCOMPARE(make("ftruncate", {file.get(), 1}).result, std::int64_t{0});
        QCOMPARE(make("fsync", {file.get()}).result, std::int64_t{0});
        QCOMPARE(make("mmap", {file.get(), 4096}).error, 0);
        struct stat status
        {};
        ::fstat(file.get(), &status);
        QCOMPARE(std::int64_t{status.st_size}, std::int64_t{1});
        QCOMPARE(pwrite(pipe.writeEnd.get()).error, ESPIPE);
        QCOMPARE(pread(pipe.readEnd.get()).error, ESPIPE);
        QCOMPARE(make("lseek", {pipe.readEnd.get(), 0, SEEK_CUR}).error, ESPIPE);
        QCOMPARE(make("ftruncate", {pipe.writeEnd.get(), 0}).error, EINVAL);
        QCOMPARE(make("fsync", {pipe.writeEnd.get()}).error, EINVAL);
        QCOMPARE(make("mmap", {pipe.readEnd.get(), 4096}).error, ENODEV);
    }

    /// The reader is the witness: as many as it can take.
    void fionreadTellsWhatBothEndsHoldAndOPathNothing()
    {
        const Pipe pipe;
        QCOMPARE(::write(pipe.writeEnd.get(), "12345", 5), ssize_t{5});
        const auto asked = [](std::int64_t fd) { return make("ioctl", {fd, FIONREAD}); };
        for (const int fd : {pipe.readEnd.get(), pipe.writeEnd.get()})
            QCOMPARE(word("ioctl", asked(fd), "queued"), std::int64_t{5});
        const auto opened = make("open", {pipe.readEnd.get(), O_PATH});
        QCOMPARE(opened.error, 0);
        const UniqueFd pathOnly(static_cast<int>(opened.result));
        QCOMPARE(asked(pathOnly.get()).error, EBADF);
        char taken[9];
        QCOMPARE(::read(pipe.readEnd.get(), taken, sizeof taken), ssize_t{5});
        QCOMPARE(word("ioctl", asked(pipe.readEnd.get()), "queued"), std::int64_t{0});
    }

    /// The names in /proc that readlink(1) shows, too.
    void whereADescriptorLeadsIsToldByItsLink()
    {
        const Pipe pipe;
        char name[] = "/tmp/seeipc-test-XXXXXX";
        const UniqueFd file(::mkstemp(name));
        char text[256];
        const auto leads = [&](int fd) {
            return word("readlink", make("readlink", {fd}, text), "leads");
        };
        QCOMPARE(leads(pipe.readEnd.get()), std::int64_t{0});
        QCOMPARE(leads(file.get()), std::int64_t{1});
        ::unlink(name);
        QCOMPARE(leads(file.get()), std::int64_t{2});
    }

    void whatProcSaysOfAProcessIsReadAsAFile()
    {
        const auto pid = static_cast<std::int64_t>(::getpid());
        const auto opened = make("open", {procFileArgument(2), O_RDONLY, 0, pid});
        QCOMPARE(opened.error, 0);
        const UniqueFd fd(static_cast<int>(opened.result));
        std::array<char, 64> text{};
        QVERIFY(::read(fd.get(), text.data(), text.size() - 1) > 0);
        QVERIFY(std::string(text.data()).starts_with(std::to_string(pid) + " ("));
        QCOMPARE(make("open", {procFileArgument(99), O_RDONLY, 0, pid}).error, ENOENT);
        QVERIFY(effectOf(findCall("open").value(), {procFileArgument(0), O_RDONLY})
                == Effect::OpenProcFile);
    }

    void whatOpenMakesIsAnOrdinaryFileLessTheUmask()
    {
        char directory[] = "/tmp/seeipc-test-XXXXXX";
        QVERIFY(::mkdtemp(directory));
        const auto name = std::string(directory) + "/door";
        const auto before = ::umask(027);
        CallInput input{.values = {nameArgument(0), O_WRONLY | O_CREAT}, .names = {name.c_str()}};
        const auto opened = callAt(findCall("open").value()).perform(input);
        ::umask(before);
        const UniqueFd fd(static_cast<int>(opened.result));
        struct stat status = {};
        QCOMPARE(::stat(name.c_str(), &status), 0);
        QCOMPARE(status.st_mode, static_cast<mode_t>(S_IFREG | 0640));
        QCOMPARE(
            callText(findCall("open").value(), {{nameArgument(0), O_WRONLY | O_CREAT}, {}, "door"}),
            std::string("open(\"door\", O_WRONLY|O_CREAT, 0666)"));
        ::unlink(name.c_str());
        ::rmdir(directory);
    }

    void anAddressThatIsNotMappedIsRefused() { QCOMPARE(make("pipe", {8}).error, EFAULT); }
};

QTEST_APPLESS_MAIN(TestDescriptorCalls)
#include "tst_descriptorcalls.moc"
