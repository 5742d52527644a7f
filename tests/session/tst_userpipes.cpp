// SPDX-License-Identifier: MIT
// The pipes of a user, as /proc tells them, against fstat(2) of one of our own.
#include "session/userpipes.h"

#include <QTest>

#include <algorithm>
#include <csignal>
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>
#include <vector>

using namespace seeipc;

namespace {

constexpr uid_t another = 54'321; ///< nobody has it

std::int64_t inodeOf(int fd)
{
    struct stat status = {};
    return ::fstat(fd, &status) == 0 ? static_cast<std::int64_t>(status.st_ino) : 0;
}

std::vector<UserPipe> listed(uid_t user, std::int64_t inode)
{
    auto pipes = lookAtUserPipes(user).pipes;
    std::erase_if(pipes, [&](const UserPipe &one) { return one.inode != inode; });
    return pipes;
}

/// Two ends of a pipe.
struct Ends
{
    Ends() { isMade = ::pipe2(fds, O_CLOEXEC) == 0; }
    ~Ends()
    {
        ::close(fds[0]);
        ::close(fds[1]);
    }
    int fds[2] = {-1, -1};
    bool isMade = false;
};

} // namespace

class TestUserPipes : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    /// Both ends, and a copy of one: it is one pipe.
    void aPipeIsListedOnceAsLongAsItIsOpen()
    {
        std::int64_t inode = 0;
        {
            const Ends pipe;
            QVERIFY(pipe.isMade);
            const int copy = ::dup(pipe.fds[0]);
            inode = inodeOf(copy);
            QCOMPARE(listed(::getuid(), inode).size(), std::size_t{1});
            ::close(copy);
        }
        QVERIFY(listed(::getuid(), inode).empty());
    }

    void ourOwnPipeTellsItsCapacity()
    {
        const Ends pipe;
        QVERIFY(pipe.isMade);
        const std::int64_t set = ::fcntl(pipe.fds[1], F_SETPIPE_SZ, 8192);
        const auto found = listed(::getuid(), inodeOf(pipe.fds[0]));
        QCOMPARE(found.size(), std::size_t{1});
        QCOMPARE(found[0].capacity.value_or(0), set);
    }

    /// A process of another user: its pipe is listed for that user; what it alone holds is not asked.
    void thePipesOfAnotherUserAreThatUsers()
    {
        if (::geteuid() != 0)
            QSKIP("only root becomes another user");
        const Ends report;
        QVERIFY(report.isMade);
        const pid_t child = ::fork();
        if (child == 0) {
            const Ends pipe;
            const auto inode = ::setuid(another) == 0 ? inodeOf(pipe.fds[0]) : 0;
            (void)!::write(report.fds[1], &inode, sizeof inode);
            ::pause();
            ::_exit(0);
        }
        QVERIFY(child > 0);
        std::int64_t inode = 0;
        const auto got = ::read(report.fds[0], &inode, sizeof inode);
        const auto user = userOf(child);
        const auto theirs = listed(another, inode);
        const auto ours = listed(::getuid(), inode);
        const auto shared = listed(another, inodeOf(report.fds[0]));
        ::kill(child, SIGKILL);
        ::waitpid(child, nullptr, 0);
        QCOMPARE(got, static_cast<ssize_t>(sizeof inode));
        QCOMPARE(user.value_or(0), another);
        QCOMPARE(theirs.size(), std::size_t{1});
        QVERIFY(!theirs[0].capacity);
        QVERIFY(ours.empty());
        QCOMPARE(shared.size(), std::size_t{1}); // it came over with fork(2), and we hold it too
        QVERIFY(shared[0].capacity);
    }

    void ourselvesAreAmongWhoWasRead() { QVERIFY(lookAtUserPipes(::getuid()).processes > 0); }
};

QTEST_APPLESS_MAIN(TestUserPipes)
#include "tst_userpipes.moc"
