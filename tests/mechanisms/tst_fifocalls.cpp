// SPDX-License-Identifier: MIT
// Calls that are given a name, made for real in a directory of their own, each held against a second
// witness: stat(1) and ls(1), /proc/self/fdinfo, FIONREAD through another descriptor.
#include "mechanisms/fifo.h"
#include "mechanisms/pipe.h"
#include "mechanisms/registry.h"
#include "posix/foreignfd.h"
#include "posix/procfs.h"
#include "posix/uniquefd.h"

#include <QDir>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <cerrno>
#include <fcntl.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace seeipc;

namespace {

CallOutcome make(const char *name, std::array<const char *, mostCallParameters> names,
                 std::int64_t second = 0)
{
    return callAt(findCall(name).value()).perform({.values = {-2, second}, .names = names});
}

/// What stat(1) says of a file, in this form.
QString told(const QString &form, const QString &file)
{
    QProcess stat;
    stat.start("stat", {"-c", form, file});
    stat.waitForFinished();
    return QString::fromUtf8(stat.readAllStandardOutput()).trimmed();
}

} // namespace

class TestFifoCalls : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_before = QDir::currentPath();
        m_directory = std::make_unique<QTemporaryDir>();
        QVERIFY(QDir::setCurrent(m_directory->path()));
    }
    void cleanup() { QDir::setCurrent(m_before); }

    void aFifoIsMadeWithWhatTheMaskLeaves()
    {
        const auto mask = ::umask(027);
        const auto made = make("mkfifo", {"door"}, 0666);
        ::umask(mask);
        QCOMPARE(made.result, 0);
        QCOMPARE(told("%A %a %s %b", "door"), QString("prw-r----- 640 0 0"));
        QCOMPARE(made.out[0] & 07777, 0640);
        QVERIFY(S_ISFIFO(static_cast<mode_t>(made.out[0])));
        QCOMPARE(told("%d %i", "door"), QString("%1 %2").arg(made.out[1]).arg(made.out[3]));
        QCOMPARE(make("mkfifo", {"door"}, 0666).error, EEXIST);
    }

    void statByNameTellsWhatStatTells()
    {
        QCOMPARE(make("mkfifo", {"door"}, 0600).result, 0);
        const auto seen = make("stat", {"door"});
        QCOMPARE(seen.result, 0);
        QCOMPARE(seen.out, (std::array<std::int64_t, 4>{S_IFIFO, 0600, 0, 0}));
        QCOMPARE(make("stat", {"nowhere"}).error, ENOENT);
    }

    void whoOpensItTellsWhichItIs()
    {
        const auto made = make("mkfifo", {"door"}, 0600);
        const auto opened = make("open", {"door"}, O_RDWR);
        const UniqueFd fd(static_cast<int>(opened.result));
        QVERIFY(fd);
        QCOMPARE(opened.out[1], made.out[1]);
        QCOMPARE(opened.out[2], 65536);
        QCOMPARE(opened.out[3], made.out[3]);
        QCOMPARE(make("unlink", {"door"}).result, 0);
        QVERIFY(!QFile::exists("door"));
        const auto ends = listFifoEnds(::getpid());
        QVERIFY(ends && ends->size() == 1); // by device and inode, though it has no name any more
        QCOMPARE(ends->front().fd, fd.get());
        QCOMPARE(static_cast<std::int64_t>(ends->front().device), made.out[1]);
        QCOMPARE(static_cast<std::int64_t>(ends->front().inode), made.out[3]);
        QVERIFY(ends->front().readable && ends->front().writable);
        QVERIFY(listPipeEnds(::getpid())->empty()
                || listPipeEnds(::getpid())->front().fd != fd.get());
    }

    void aWriterWhoMayNotWaitIsTurnedAway()
    {
        (void)make("mkfifo", {"door"}, 0600);
        QCOMPARE(make("open", {"door"}, O_WRONLY | O_NONBLOCK).error, ENXIO);
        const UniqueFd reader(
            static_cast<int>(make("open", {"door"}, O_RDONLY | O_NONBLOCK).result));
        QVERIFY(reader);
        const UniqueFd writer(
            static_cast<int>(make("open", {"door"}, O_WRONLY | O_NONBLOCK).result));
        QVERIFY(writer);
    }

    void aSecondNameLeadsToTheSameFifo()
    {
        (void)make("mkfifo", {"door"}, 0600);
        QCOMPARE(make("link", {"door", "alias"}).result, 0);
        QCOMPARE(told("%i", "door"), told("%i", "alias"));
        QCOMPARE(make("symlink", {"nowhere", "dangling"}).result, 0);
        QCOMPARE(make("mkfifo", {"dangling"}, 0600).error, EEXIST);
    }

    /// Borrowed from a process that has it open, and every copy given back.
    void itIsSampledAsAPipeIs()
    {
        (void)make("mkfifo", {"door"}, 0600);
        const UniqueFd fd(static_cast<int>(make("open", {"door"}, O_RDWR).result));
        QCOMPARE(::write(fd.get(), "hello", 5), 5);
        const auto pidfd = openPidfd(::getpid());
        QVERIFY(pidfd);
        const auto sample = fifoMechanism.sample(pidfd->get(), fd.get());
        QVERIFY(sample);
        int witness = 0;
        QCOMPARE(::ioctl(fd.get(), FIONREAD, &witness), 0);
        QCOMPARE(sample->queuedBytes, witness);
        QCOMPARE(sample->capacity, ::fcntl(fd.get(), F_GETPIPE_SZ));
        QCOMPARE(listFifoEnds(::getpid())->size(), 1U);
    }

    void callsReadAsStraceWritesThem()
    {
        const auto text = [](const char *call, std::int32_t argument, std::string_view names) {
            return QString::fromStdString(
                callText(findCall(call).value(),
                         {.arguments = {nameArgument(0), argument}, .names = names}));
        };
        QCOMPARE(text("mkfifo", 0644, "door"), QString("mkfifo(\"door\", 0644)"));
        QCOMPARE(text("open", O_RDONLY, "door"), QString("open(\"door\", O_RDONLY)"));
        QCOMPARE(text("open", O_WRONLY | O_NONBLOCK, "door"),
                 QString("open(\"door\", O_WRONLY|O_NONBLOCK)"));
        QCOMPARE(text("unlink", 0, "door"), QString("unlink(\"door\")"));
        QCOMPARE(text("link", 0, std::string_view("door\0alias", 10)),
                 QString("link(\"door\", \"alias\")"));
        QCOMPARE(text("stat", 0, "door"), QString("stat(\"door\", &st)"));
        const std::string longName(Event::mostOfNames, 'x');
        QCOMPARE(text("unlink", 0, longName),
                 QString::fromStdString("unlink(\"" + longName + "\"...)"));
    }

    /// By a name it is another call than by a descriptor's name in /proc.
    void anOpenByNameHasAnEffectOfItsOwn()
    {
        const auto open = findCall("open").value();
        QVERIFY(effectOf(open, {nameArgument(0), O_RDONLY}) == Effect::Open);
        QVERIFY(effectOf(open, {3, O_RDONLY}) == Effect::Duplicate);
        QCOMPARE(nameInArgument(nameArgument(7)), 7);
        QCOMPARE(nameInArgument(-1), noNameId); // a descriptor that nothing has made
    }

private:
    QString m_before;
    std::unique_ptr<QTemporaryDir> m_directory;
};

QTEST_GUILESS_MAIN(TestFifoCalls)
#include "tst_fifocalls.moc"
