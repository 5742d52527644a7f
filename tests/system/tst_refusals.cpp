// SPDX-License-Identifier: MIT
// Bad files and unwilling machines: one clear sentence, status 2, and nothing that stays.
#include "place.h"

#include <QDir>
#include <QFile>
#include <QRegularExpression>
#include <QTest>

#include <unistd.h>

using namespace seeipc;

namespace {

constexpr uid_t nobody = 65534;

/// A whole demo with one part exchanged.
QByteArray demo(const QByteArray &workers, const QByteArray &expectations = {},
                const QByteArray &parameters = "{}")
{
    return R"({"id": "bad", "chapter": "pipe", "cure": null,
"title": {"en": "t", "zh_CN": "t"}, "lesson": {"en": "l", "zh_CN": "l"},
"parameters": )"
           + parameters + R"(,
"workers": )"
           + workers + R"(,
"expect": [)"
           + expectations + R"(]})";
}

/// A folder that everybody may read, with copies of these programs and the demos.
QString copyFor(const Place &place, const QStringList &programs)
{
    const QDir root(place.path("copy"));
    root.mkpath("bin");
    root.mkpath("share/seeipc");
    for (const auto &program : programs)
        QFile::copy(programPath(program), root.filePath("bin/" + program));
    place.run("cp", {"-r", binDirectory() + "/../share/seeipc/scenarios",
                     root.filePath("share/seeipc/scenarios")});
    place.run("chmod", {"-R", "a+rX", place.path("")});
    return root.filePath("bin");
}

bool isRoot()
{
    return ::geteuid() == 0;
}

} // namespace

class TestRefusals : public QObject
{
    Q_OBJECT

private:
    Place m_place;

    /// One sentence on standard error that names what failed, why, and what helps.
    static void verifyRefused(const Outcome &outcome, const QByteArray &part)
    {
        QVERIFY2(outcome.err.startsWith("seeipc: "), outcome.err);
        QVERIFY2(outcome.err.contains(part), outcome.err);
        QCOMPARE(outcome.errLines().size(), 1);
        QCOMPARE(outcome.out, QByteArray());
        QCOMPARE(outcome.status, 2);
    }

    /// Runs seeipc under a limit of bash's ulimit.
    Outcome limited(const QString &limit, const QString &arguments) const
    {
        return m_place.run("bash", {"-c", "ulimit " + limit + " && exec " + programPath("seeipc")
                                              + " " + arguments});
    }

private Q_SLOTS:
    void cleanup() { QCOMPARE(m_place.leftovers(), QByteArray()); }

    void aBadFileIsTold_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::addColumn<QString>("place");
        const auto row = [](const char *name, const QByteArray &content, const QString &place) {
            QTest::newRow(name) << content << place;
        };
        const QByteArray ok = R"({"one": [{"call": "pipe", "makes": "p"}]})";
        row("broken JSON", "{\"id\": \"bad\",\n  \"chapter\": }", "FILE:2:14: ");
        row("no JSON", "hello", "FILE:1:1: ");
        row("nothing", "", "FILE:1:1: ");
        row("unknown call", demo(R"({"one": [{"call": "pip", "makes": "p"}]})"),
            "FILE: workers.one[0].call: ");
        row("unknown worker", demo(R"({"one": [{"call": "fork", "child": "two"}]})"),
            "FILE: workers.one[0].child: ");
        row("cycle of conditions",
            demo(R"({"one": [{"call": "pipe", "makes": "p", "when": "two done pipe"}],
                     "two": [{"call": "pipe", "makes": "q", "when": "one done pipe"}]})"),
            "FILE: workers.");
        row("absurd size", demo(R"({"one": [{"call": "pipe", "makes": "p"},
                             {"call": "read", "fd": "p[0]", "size": 99999999999999}]})"),
            "FILE: workers.one[1].size: ");
        row("absurd loop",
            demo(
                R"({"one": [{"repeat": 99999999999999999999, "do": [{"call": "fork", "child": "one"}]}]})"),
            "FILE: workers.one[0]");
        row("unknown key", demo(R"({"one": [{"call": "pipe", "makes": "p", "colour": "red"}]})"),
            "FILE: workers.one[0].colour: ");
        row("an expectation without its fact", demo(ok, R"({"call": "one.pipe", "returns": 0})"),
            "FILE: expect[0]");
    }
    void aBadFileIsTold()
    {
        QFETCH(QByteArray, content);
        QFETCH(QString, place);
        const auto file = m_place.write("bad.json", content);
        const auto expected = "seeipc: " + place.replace("FILE", file).toUtf8();
        for (const auto *command : {"play", "check"}) {
            const auto outcome = m_place.seeipc({command, file});
            QVERIFY2(outcome.err.startsWith(expected), outcome.err);
            verifyRefused(outcome, file.toUtf8());
            const auto chinese = m_place.seeipc({command, file, "--lang", "zh_CN"});
            verifyRefused(chinese, file.toUtf8());
            QVERIFY(chinese.err != outcome.err);
        }
    }

    void aBadFileAmongGoodOnesMeansThatNothingRuns()
    {
        const auto file = m_place.write("bad.json", "{");
        const auto outcome = m_place.seeipc({"check", "pipe-hello", file});
        verifyRefused(outcome, "bad.json:1:");
    }

    void aBadFileStartsNoProcess()
    {
        if (!hasProgram("strace"))
            QSKIP("strace is not installed");
        const auto file = m_place.write("bad.json", "{");
        const auto log = m_place.path("strace.log");
        m_place.run("strace", {"-f", "-e", "trace=fork,vfork,clone,clone3,mkdir,mkdirat", "-o", log,
                               programPath("seeipc"), "play", file});
        QFile calls(log);
        QVERIFY(calls.open(QIODevice::ReadOnly));
        const auto seen = calls.readAll();
        QVERIFY2(seen.contains("exited with 2"), seen);
        QVERIFY2(!seen.contains("clone") && !seen.contains("fork(") && !seen.contains("mkdir"),
                 seen);
    }

    void aFileThatCannotBeReadIsTold()
    {
        verifyRefused(m_place.seeipc({"play", m_place.path("none.json")}), "none.json");
        verifyRefused(m_place.seeipc({"play", m_place.path("")}), "");
        verifyRefused(m_place.seeipc({"play", "/dev/zero"}), "/dev/zero");
    }

    void withoutItsWorkerItSaysWhereItBelongs()
    {
        const auto bin = copyFor(m_place, {"seeipc"});
        for (const auto *command : {"play", "check"}) {
            const auto outcome = m_place.run(bin + "/seeipc", {command, "pipe-hello"});
            verifyRefused(outcome,
                          "No such file or directory (ENOENT): seeipc-worker belongs beside");
        }
        QFile::remove(bin + "/seeipc");
    }

    void withoutProcItSaysSo()
    {
        if (!isRoot() || m_place.run("unshare", {"-m", "true"}).status != 0)
            QSKIP("a mount namespace needs root");
        for (const auto *command : {"play", "check"}) {
            const auto outcome = m_place.run("unshare", {"-m", "sh", "-c",
                                                         "mount -t tmpfs none /proc && exec "
                                                             + programPath("seeipc") + " " + command
                                                             + " pipe-hello"});
            verifyRefused(outcome, "mount /proc");
        }
    }

    void aLimitOnFileSizesLeavesNoRoomForTheRing()
    {
        const auto outcome = limited("-f 64", "play pipe-hello");
        verifyRefused(outcome, "File too large (EFBIG): raise the limit on file sizes (ulimit -f)");
    }

    void aLimitOnMemoryLeavesNoRoomForTheRing()
    {
        // The library alone maps some 10 MiB; the rings of two workers are 16 MiB.
        const auto outcome = limited("-v 20000", "play pipe-hello");
        verifyRefused(outcome, "(ENOMEM): free some memory");
    }

    /// Wherever the descriptors run out, it is one sentence; with enough of them it plays.
    void openFilesRunOutAnywhere()
    {
        int refused = 0;
        for (int limit = 4; limit <= 40; ++limit) {
            const auto outcome = limited(QString("-n %1").arg(limit), "play pipe-hello --pace 0");
            if (outcome.status == 0)
                continue;
            ++refused;
            if (outcome.status == 127 || outcome.err.contains("error while loading"))
                continue; // not even the program's libraries could be opened
            verifyRefused(outcome, "(EMFILE)");
            if (QTest::currentTestFailed())
                qWarning("with ulimit -n %d", limit);
            QCOMPARE(m_place.leftovers(), QByteArray());
        }
        QVERIFY(refused > 0);
        QCOMPARE(limited("-n 64", "play pipe-hello --pace 0").status, 0);
    }

    /// As an ordinary user whose processes are counted: a steward, a spawner, a worker or a demo's
    /// own fork finds no room.
    void processesRunOutAnywhere()
    {
        if (const auto reason = nobodyRefused(); !reason.isEmpty())
            QSKIP(reason);
        Place place;
        const auto bin = copyFor(place, {"seeipc", "seeipc-worker"});
        place.environment.remove("XDG_RUNTIME_DIR");
        int refused = 0;
        for (int round = 0; round < 16; ++round) {
            const int limit = 1 + round / 2;
            const auto *command = round % 2 == 0 ? "play --pace 0" : "check";
            const auto outcome = place.run(
                "setpriv", {"--reuid=65534", "--regid=65534", "--clear-groups", "bash", "-c",
                            QString("ulimit -u %1 && exec ").arg(limit) + bin + "/seeipc "
                                + QString(command) + " pipe-hello"});
            if (outcome.status == 0)
                continue;
            ++refused;
            const bool hadBegun = outcome.err.contains("fork(2) on parent");
            verifyRefused({outcome.status, hadBegun ? QByteArray() : outcome.out, outcome.err, {}},
                          "(EAGAIN): raise the limit on processes");
            if (QTest::currentTestFailed())
                qWarning("with ulimit -u %d", limit);
        }
        QVERIFY(refused > 0);
        QCOMPARE(place.leftovers(), QByteArray());
        QVERIFY(eventually([] { return ownDirectoriesOf(nobody).isEmpty(); }));
    }

    /// The demo had begun when its own fork was refused: what it did stands above the sentence.
    void aDemosOwnForkFindsNoRoom()
    {
        if (const auto reason = nobodyRefused(); !reason.isEmpty())
            QSKIP(reason);
        Place place;
        const auto bin = copyFor(place, {"seeipc", "seeipc-worker"});
        place.environment.remove("XDG_RUNTIME_DIR");
        QByteArray forks = "{'call': 'pipe', 'makes': 'p'}";
        QByteArray children;
        for (char name = 'b'; name <= 'm'; ++name) {
            forks += QByteArray(", {'call': 'fork', 'child': '") + name + "'}";
            children += QByteArray(", '") + name + "': [{'call': 'read', 'fd': 'p[0]', 'size': 1}]";
        }
        const auto workers = "{'a': [" + forks + "]" + children + "}";
        const auto file = place.write("forks.json", demo(QByteArray(workers).replace('\'', '"')));
        place.run("chmod", {"a+r", file});
        for (const auto *command : {"play --pace 0", "check"}) {
            const auto outcome = place.run(
                "setpriv", {"--reuid=65534", "--regid=65534", "--clear-groups", "bash", "-c",
                            "ulimit -u 10 && exec " + bin + "/seeipc " + command + " " + file});
            verifyRefused({outcome.status, {}, outcome.err, {}},
                          "cannot start a process of the demo: fork(2) on a: ");
            if (QByteArray(command) != "check")
                QVERIFY2(outcome.out.contains("fork() = -1 EAGAIN"), outcome.out);
        }
        QCOMPARE(place.leftovers(), QByteArray());
    }

    void refusedNamespacesFallBackToTheHostsAndAreTold()
    {
        const QString refuse = "echo 0 > /proc/sys/user/max_user_namespaces && exec ";
        const auto probe = m_place.run("unshare", {"-Ur", "sh", "-c", refuse + "unshare -U true"});
        if (!probe.err.contains("No space left"))
            QSKIP("no limit on user namespaces can be set here");
        const auto played = m_place.run(
            "unshare",
            {"-Ur", "sh", "-c", refuse + programPath("seeipc") + " play pipe-hello --pace 0"});
        QCOMPARE(played.status, 0);
        QVERIFY2(played.out.contains("read(3, buf, 50) = 9"), played.out + played.err);
        QCOMPARE(played.err, QByteArray());
        QCOMPARE(played.refusal.count('\n'), 1);
        QVERIFY2(played.refusal.startsWith(
                     "seeipc: note: the kernel refused namespaces of our own (ENOSPC)"),
                 played.refusal);
        const auto checked = m_place.run(
            "unshare",
            {"-Ur", "sh", "-c", refuse + programPath("seeipc") + " check pipe-hello pipe-flow"});
        QCOMPARE(checked.status, 0);
        QCOMPARE(checked.err, QByteArray());
        QCOMPARE(checked.refusal.count('\n'), 1);
        QVERIFY(checked.out.endsWith("2 passed, 0 failed, 0 skipped\n"));
    }

private:
    static QByteArray ownDirectoriesOf(uid_t uid)
    {
        QByteArray names;
        for (const auto &entry : QDir("/tmp").entryInfoList({"seeipc-*"}, QDir::Dirs)) {
            if (entry.ownerId() == uid)
                names += entry.fileName().toUtf8() + " ";
        }
        return names;
    }
};

QTEST_GUILESS_MAIN(TestRefusals)
#include "tst_refusals.moc"
