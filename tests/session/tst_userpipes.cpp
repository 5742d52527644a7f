// SPDX-License-Identifier: MIT
// The pipes of a user, as /proc tells them, against fstat(2) of one of our own.
#include "session/userpipes.h"

#include <QTest>

#include <algorithm>
#include <sys/stat.h>
#include <unistd.h>

using namespace seeipc;

namespace {

std::ptrdiff_t timesListed(std::int64_t inode)
{
    const auto found = lookAtUserPipes();
    return std::count(found.inodes.begin(), found.inodes.end(), inode);
}

} // namespace

class TestUserPipes : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    /// Both ends, and a copy of one: it is one pipe.
    void aPipeIsListedOnceAsLongAsItIsOpen()
    {
        int ends[2] = {-1, -1};
        QCOMPARE(::pipe(ends), 0);
        const int copy = ::dup(ends[0]);
        struct stat status = {};
        QCOMPARE(::fstat(ends[0], &status), 0);
        const auto inode = static_cast<std::int64_t>(status.st_ino);
        QCOMPARE(timesListed(inode), 1);
        for (const int fd : {ends[0], ends[1], copy})
            ::close(fd);
        QCOMPARE(timesListed(inode), 0);
    }

    void ourselvesAreAmongWhoWasRead() { QVERIFY(lookAtUserPipes().processes > 0); }
};

QTEST_APPLESS_MAIN(TestUserPipes)
#include "tst_userpipes.moc"
