// SPDX-License-Identifier: MIT
// The pipes of a user, as /proc tells them, against fstat(2) of one of our own.
#include "session/userpipes.h"

#include <QTest>

#include <algorithm>
#include <array>
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

    /// A process that becomes another user: what it made before is ours still, what it makes then is
    /// that user's, and what it alone holds is not asked.
    void aPipeIsTheUsersWhoMadeIt()
    {
        if (::geteuid() != 0)
            QSKIP("only root becomes another user");
        const Ends report;
        QVERIFY(report.isMade);
        const pid_t child = ::fork();
        if (child == 0) {
            const Ends before;
            const bool isAnother = ::setuid(another) == 0;
            const Ends then;
            const std::int64_t made[] = {isAnother ? inodeOf(before.fds[0]) : 0,
                                         isAnother ? inodeOf(then.fds[0]) : 0};
            (void)!::write(report.fds[1], made, sizeof made);
            ::pause();
            ::_exit(0);
        }
        QVERIFY(child > 0);
        std::int64_t made[] = {0, 0};
        const auto got = ::read(report.fds[0], made, sizeof made);
        const auto user = userOf(child);
        const auto listedFor = [&](uid_t whose) {
            return std::array{listed(whose, made[0]), listed(whose, made[1]),
                              listed(whose, inodeOf(report.fds[0]))};
        };
        const auto [oursBefore, oursThen, oursShared] = listedFor(::getuid());
        const auto [theirsBefore, theirsThen, theirsShared] = listedFor(another);
        ::kill(child, SIGKILL);
        ::waitpid(child, nullptr, 0);
        QCOMPARE(got, static_cast<ssize_t>(sizeof made));
        QCOMPARE(user.value_or(0), another);
        QCOMPARE(oursBefore.size(), std::size_t{1});
        QVERIFY(!oursBefore[0].capacity);
        QVERIFY(oursThen.empty());
        QCOMPARE(oursShared.size(), std::size_t{1});
        QVERIFY(oursShared[0].capacity); // we hold it, too
        QVERIFY(theirsBefore.empty());
        QCOMPARE(theirsThen.size(), std::size_t{1});
        QVERIFY(!theirsThen[0].capacity);
        QVERIFY(theirsShared.empty()); // it came over with fork(2)
    }

    void ourselvesAreAmongWhoWasRead() { QVERIFY(lookAtUserPipes(::getuid()).processes > 0); }
};

QTEST_APPLESS_MAIN(TestUserPipes)
#include "tst_userpipes.moc"
