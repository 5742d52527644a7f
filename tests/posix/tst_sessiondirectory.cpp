// SPDX-License-Identifier: MIT
// Directories of sessions: where they go, whose they are, what is swept.
#include "posix/sessiondirectory.h"

#include "posix/procfs.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

#include <filesystem>
#include <fstream>
#include <sys/wait.h>
#include <unistd.h>

using namespace seeipc;
namespace fs = std::filesystem;

class TestSessionDirectory : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theRuntimeDirectoryIsUsedIfItIsOurs();
    void aNameTellsItsProcess();
    void removingTakesAllAndFollowsNoLink();
    void onlyDirectoriesOfTheDeadAreSwept();
    void anUnreadableBaseIsNoHarm();
};

void TestSessionDirectory::theRuntimeDirectoryIsUsedIfItIsOurs()
{
    const QTemporaryDir ours;
    qputenv("XDG_RUNTIME_DIR", ours.path().toUtf8());
    QCOMPARE(sessionDirectoryBase(), ours.path().toStdString());
    for (const char *unusable : {"", "relative", "/nowhere", "/dev/null"}) {
        qputenv("XDG_RUNTIME_DIR", unusable);
        QCOMPARE(sessionDirectoryBase(), std::string("/tmp"));
    }
    if (::getuid() == 0) {
        QCOMPARE(::chown(ours.path().toUtf8().constData(), 65534, 65534), 0);
        qputenv("XDG_RUNTIME_DIR", ours.path().toUtf8()); // somebody else's
        QCOMPARE(sessionDirectoryBase(), std::string("/tmp"));
    }
    qunsetenv("XDG_RUNTIME_DIR");
    QCOMPARE(sessionDirectoryBase(), std::string("/tmp"));
}

void TestSessionDirectory::aNameTellsItsProcess()
{
    const auto stat = parseStat(*readProcFile(::getpid(), "stat"));
    const auto name = newSessionDirectoryName();
    QVERIFY(name);
    QCOMPARE(*name, "seeipc-" + std::to_string(::getpid()) + "-" + std::to_string(stat->startTime));
}

void TestSessionDirectory::removingTakesAllAndFollowsNoLink()
{
    const QTemporaryDir base;
    const fs::path root = base.path().toStdString();
    fs::create_directories(root / "gone/a/b");
    fs::create_directory(root / "kept");
    std::ofstream(root / "kept/file") << "text";
    fs::create_directory_symlink(root / "kept", root / "gone/link");
    QVERIFY(removeSessionDirectory(root / "gone"));
    QVERIFY(!fs::exists(root / "gone"));
    QVERIFY(fs::exists(root / "kept/file"));
    QVERIFY(removeSessionDirectory(root / "gone")); // already gone: no error
}

void TestSessionDirectory::onlyDirectoriesOfTheDeadAreSwept()
{
    const QTemporaryDir base;
    const fs::path root = base.path().toStdString();
    const auto stat = parseStat(*readProcFile(::getpid(), "stat"));
    const auto mine = "seeipc-" + std::to_string(::getpid()) + "-";
    const auto alive = mine + std::to_string(stat->startTime);
    const pid_t zombie = ::fork();
    if (zombie == 0)
        ::_exit(0);
    siginfo_t info{};
    ::waitid(P_PID, static_cast<id_t>(zombie), &info, WEXITED | WNOWAIT);
    const auto ofZombie = "seeipc-" + std::to_string(zombie) + "-"
                          + std::to_string(parseStat(*readProcFile(zombie, "stat"))->startTime);
    const std::vector<std::string> dead{mine + "1", "seeipc-4999999-123", ofZombie};
    const std::vector<std::string> kept{alive,         "seeipc-", "seeipc-1",   "seeipc-1-2-3",
                                        "seeipc-1-2x", "other",   "xseeipc-1-2"};
    for (const auto &name : dead)
        fs::create_directories(root / name / "inside");
    for (const auto &name : kept)
        fs::create_directory(root / name);
    std::ofstream(root / "seeipc-4999999-9") << "a file";
    fs::create_directory_symlink(root / "other", root / "seeipc-4999998-9");
    sweepStaleSessionDirectories(root);
    ::waitpid(zombie, nullptr, 0);
    for (const auto &name : dead)
        QVERIFY2(!fs::exists(root / name), name.c_str());
    for (const auto &name : kept)
        QVERIFY2(fs::exists(root / name), name.c_str());
    QVERIFY(fs::exists(root / "seeipc-4999999-9"));
    QVERIFY(fs::is_symlink(root / "seeipc-4999998-9"));
}

void TestSessionDirectory::anUnreadableBaseIsNoHarm()
{
    sweepStaleSessionDirectories("/nowhere/at/all");
    sweepStaleSessionDirectories("/dev/null");
}

QTEST_GUILESS_MAIN(TestSessionDirectory)
#include "tst_sessiondirectory.moc"
