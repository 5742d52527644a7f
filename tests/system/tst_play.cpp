// SPDX-License-Identifier: MIT
// seeipc play: into a pipe, as JSON, step by step, and before a person at a terminal.
#include "place.h"
#include "pseudoterminal.h"
#include "terminal.h"

#include <QElapsedTimer>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QRegularExpression>
#include <QTest>

#include <csignal>

using namespace seeipc;

namespace {

QList<QJsonObject> objectsOf(const Outcome &outcome)
{
    QList<QJsonObject> objects;
    for (const auto &line : outcome.outLines())
        objects.append(QJsonDocument::fromJson(line).object());
    return objects;
}

QList<QByteArray> eventLinesOf(const Outcome &outcome)
{
    auto lines = outcome.outLines();
    lines.removeIf([](const QByteArray &line) { return line.startsWith('#'); });
    return lines;
}

/// "# writer: ...; 22 calls, wrote 81920 bytes, read 0 bytes" -> {81920, 0}
QPair<qint64, qint64> sumsOf(const Outcome &outcome, const QString &process)
{
    const QRegularExpression line("^# " + process + ": .*wrote (\\d+) bytes, read (\\d+) bytes$",
                                  QRegularExpression::MultilineOption);
    const auto match = line.match(QString::fromUtf8(outcome.out));
    return match.hasMatch()
               ? qMakePair(match.captured(1).toLongLong(), match.captured(2).toLongLong())
               : qMakePair(qint64{-1}, qint64{-1});
}

/// What strace saw this call move on this descriptor, over all lines of its log.
qint64 bytesIn(const QByteArray &log, const QString &call, int fd, const QByteArray &pid)
{
    const QRegularExpression line("^" + pid + " +(?:" + call + "\\(" + QString::number(fd)
                                      + ",.*|<\\.\\.\\. " + call + " resumed>.*)= (\\d+)$",
                                  QRegularExpression::MultilineOption);
    qint64 bytes = 0;
    auto matches = line.globalMatch(QString::fromUtf8(log));
    while (matches.hasNext())
        bytes += matches.next().captured(1).toLongLong();
    return bytes;
}

QByteArray pidOf(const Outcome &outcome, const QString &process)
{
    const QRegularExpression line(process + " +started, pid (\\d+)");
    return line.match(QString::fromUtf8(outcome.out)).captured(1).toUtf8();
}

/// Waits until the text is shown, behind the place where the one before was.
auto showing(PseudoTerminal &terminal)
{
    return [&terminal, seen = qsizetype{0}](const QByteArray &text) mutable {
        const bool isThere = terminal.readUntil(
            [&](const QByteArray &written) { return written.indexOf(text, seen) >= 0; });
        seen = std::max(seen, terminal.written().indexOf(text, seen) + text.size());
        return isThere;
    };
}

} // namespace

class TestPlay : public QObject
{
    Q_OBJECT

private:
    Place m_place;

    QProcessEnvironment terminalEnvironment() const
    {
        auto environment = m_place.environment;
        environment.insert("TERM", "xterm-256color");
        return environment;
    }

    QStringList command(const QStringList &arguments) const
    {
        return QStringList{programPath("seeipc")} + arguments;
    }

private Q_SLOTS:
    void cleanup() { QCOMPARE(m_place.leftovers(), QByteArray()); }

    void intoAPipeADemoEndsByItself_data()
    {
        QTest::addColumn<QString>("id");
        for (const auto *id :
             {"pipe-flow", "pipe-hello", "pipe-read-blocks-empty", "pipe-write-blocks-full"})
            QTest::newRow(id) << id;
    }
    void intoAPipeADemoEndsByItself()
    {
        QFETCH(QString, id);
        const auto outcome = m_place.seeipc({"play", id, "--pace", "0.01"});
        QCOMPARE(outcome.err, QByteArray());
        QCOMPARE(outcome.status, 0);
        const auto lines = eventLinesOf(outcome);
        QVERIFY(lines.size() >= 5 && lines.size() <= 60);
        const QRegularExpression form("^ *\\d+\\.\\d{6}  \\S+ +\\S.*$");
        for (const auto &line : lines)
            QVERIFY2(form.match(QString::fromUtf8(line)).hasMatch(), line);
        QVERIFY(outcome.out.startsWith("# " + id.toUtf8() + ": "));
    }

    void anEndlessDemoEndsAfterFortyCallsAlsoAtFullSpeed_data()
    {
        QTest::addColumn<QString>("pace");
        QTest::newRow("paced") << "0.005";
        QTest::newRow("full speed") << "0";
    }
    void anEndlessDemoEndsAfterFortyCallsAlsoAtFullSpeed()
    {
        QFETCH(QString, pace);
        const auto outcome = m_place.seeipc({"play", "pipe-flow", "--pace", pace});
        QCOMPARE(outcome.status, 0);
        const auto calls = outcome.out.count(") = ");
        QVERIFY2(calls >= 40 && calls <= 82, QByteArray::number(calls));
        const auto writer = sumsOf(outcome, "writer");
        const auto reader = sumsOf(outcome, "reader");
        QVERIFY(writer.first > 0);
        QCOMPARE(reader.second, writer.first); // every byte that went in came out
    }

    /// The second witness: strace counts the bytes of the same run.
    void itsBytesAreThoseThatStraceSees()
    {
        if (!hasProgram("strace"))
            QSKIP("strace is not installed");
        const auto log = m_place.path("strace.log");
        const auto outcome = m_place.run("strace", {"-f", "-qq", "-e", "trace=read,write", "-e",
                                                    "signal=none", "-o", log, programPath("seeipc"),
                                                    "play", "pipe-flow", "--pace", "0.005"});
        QCOMPARE(outcome.status, 0);
        QFile file(log);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const auto seen = file.readAll();
        const auto written = bytesIn(seen, "write", 4, pidOf(outcome, "writer"));
        QVERIFY(written > 0);
        QCOMPARE(sumsOf(outcome, "writer").first, written);
        QCOMPARE(sumsOf(outcome, "reader").second,
                 bytesIn(seen, "read", 3, pidOf(outcome, "reader")));
    }

    void aFailedCallShowsItsErrno()
    {
        const auto file = m_place.write("ebadf.json",
                                        R"({"id": "ebadf", "chapter": "pipe", "cure": null,
            "title": {"en": "t", "zh_CN": "t"}, "lesson": {"en": "l", "zh_CN": "l"}, "parameters": {},
            "workers": {"one": [{"call": "close", "fd": 900}]},
            "expect": [{"call": "one.close", "errno": "EBADF", "proves": {"en": "p", "zh_CN": "p"}}]})");
        const auto outcome = m_place.seeipc({"play", file});
        QVERIFY2(outcome.out.contains("close(900) = -1 EBADF"), outcome.out + outcome.err);
    }

    /// Whom a write wakes is often back sooner than the write itself, and stands behind it all the same.
    void aTimeThatGoesBackIsExplainedOnItsLine()
    {
        static const QRegularExpression line(QStringLiteral("^ *([0-9]+\\.[0-9]{6})  (.*)$"));
        for (int round = 0; round < 5; ++round) {
            const auto outcome = m_place.seeipc({"play", "pipe-flag-typo", "--pace", "0"});
            double before = 0;
            for (const auto &text : outcome.outLines()) {
                const auto found = line.match(QString::fromUtf8(text));
                if (!found.hasMatch())
                    continue;
                const double time = found.captured(1).toDouble();
                const bool isExplained = text.endsWith("  (back sooner than its cause)")
                                         || text.endsWith("  (told behind its cause)")
                                         || text.endsWith("  (told late)");
                QVERIFY2(time >= before || isExplained, outcome.out);
                before = time;
            }
        }
    }

    void whenItsReaderLeavesItEnds()
    {
        const auto outcome = m_place.run(
            "bash", {"-c", programPath("seeipc") + " play pipe-flow --pace 0.01 | head -n 3"});
        QCOMPARE(outcome.outLines().size(), 3);
        QCOMPARE(m_place.leftovers(), QByteArray());
    }

    void aSignalEndsItCleanly_data()
    {
        QTest::addColumn<int>("signal");
        QTest::newRow("SIGINT") << SIGINT;
        QTest::newRow("SIGTERM") << SIGTERM;
        QTest::newRow("SIGHUP") << SIGHUP;
    }
    void aSignalEndsItCleanly()
    {
        QFETCH(int, signal);
        QProcess process;
        process.setProcessEnvironment(m_place.environment);
        process.start(programPath("seeipc"), {"play", "pipe-flow", "--pace", "5"});
        QVERIFY(eventually([&] { return process.waitForReadyRead(1000); }));
        ::kill(static_cast<pid_t>(process.processId()), signal);
        QVERIFY(process.waitForFinished());
        QCOMPARE(process.exitStatus(), QProcess::NormalExit);
        QCOMPARE(process.exitCode(), 128 + signal);
    }

    void aSettingChangesTheDemo()
    {
        const auto outcome = m_place.seeipc(
            {"play", "pipe-hello", "--set", "message=short", "--pace", "0"});
        QVERIFY2(outcome.out.contains("write(4, buf, 5) = 5"), outcome.out + outcome.err);
        const auto unknown = m_place.seeipc({"play", "pipe-hello", "--set", "mesage=short"});
        QCOMPARE(unknown.status, 2);
        QVERIFY2(unknown.err.contains("did you mean message?"), unknown.err);
    }

    void asJsonEachLineIsAnObjectWithItsWitnesses()
    {
        const auto outcome = m_place.seeipc({"play", "pipe-hello", "--json", "--pace", "0.01"});
        QCOMPARE(outcome.status, 0);
        const auto objects = objectsOf(outcome);
        QVERIFY(objects.size() > 10);
        QCOMPARE(objects.first()["event"].toString(), QString("session"));
        QCOMPARE(objects.last()["event"].toString(), QString("end"));
        QCOMPARE(objects.last()["ended"].toBool(), true);
        int returned = 0;
        for (const auto &object : objects) {
            QVERIFY2(object.contains("event"), "a line is no object");
            if (object["event"] != "returned")
                continue;
            ++returned;
            for (const auto *field :
                 {"time", "source", "process", "call", "text", "result", "errno", "queuedBytes",
                  "entered", "iteration", "processState"})
                QVERIFY2(object.contains(field), field);
            const auto state = object["processState"]["state"].toObject();
            QVERIFY(state.contains("value") && state.contains("source") && state.contains("age"));
            if (!object.contains("channelState"))
                continue;
            const auto queued = object["channelState"]["queuedBytes"].toObject();
            for (const auto *field : {"value", "source", "age", "refused"})
                QVERIFY2(queued.contains(field), field);
        }
        QVERIFY(returned >= 5);
        const auto isRead = [](const QJsonObject &object) {
            return object["event"] == "returned" && object["call"] == "read";
        };
        const auto read = std::find_if(objects.begin(), objects.end(), isRead);
        QVERIFY(read != objects.end());
        QCOMPARE((*read)["payload"].toString(), QString("I am mike"));
        QCOMPARE((*read)["result"].toInt(), 9);
    }

    void linesOfInputAreSteps()
    {
        const auto stepped = [&](const QByteArray &input) {
            const auto outcome = m_place.seeipc({"play", "pipe-hello", "--step"}, input);
            return outcome.out.count(") = ");
        };
        QCOMPARE(stepped(""), 0);
        QCOMPARE(stepped("\n"), 1);   // pipe()
        QCOMPARE(stepped("\n\n"), 2); // fork()
        QCOMPARE(stepped("\n\nq\n"), 2);
        const auto whole = m_place.seeipc({"play", "pipe-hello", "--step"}, QByteArray(40, '\n'));
        QCOMPARE(whole.status, 0);
        QVERIFY2(whole.out.contains("= 9"), whole.out);
    }

    void anEmptyLineRunsToTheNextChangeAndADotMakesOneCall()
    {
        const auto writes = [&](const QByteArray &more) {
            const auto outcome = m_place.seeipc({"play", "pipe-flow", "--step"},
                                                "\n\n\n1\n" + more);
            return outcome.out.count("writer  write(4, buf, 4096) = 4096");
        };
        QCOMPARE(writes(""), 0);       // pipe, fcntl, fork, close
        QCOMPARE(writes(". 1\n"), 1);  // one call
        QCOMPARE(writes(".\n1\n"), 1); // the answer is still for one call
        QCOMPARE(writes(".writer\n.1\n"), 2);
        QCOMPARE(writes("1\n"), 4);     // full at 16 384: the fifth sleeps
        QCOMPARE(writes("1\n\n\n"), 5); // the reader closes, and reads until it is woken
    }

    void ofSeveralProcessesItAsksWhich()
    {
        const auto asked = m_place.seeipc({"play", "pipe-hello", "--step"}, "\n\n\nchild\nq\n");
        QVERIFY2(asked.out.contains(
                     "# which process goes on? 1 parent: wait(&status)  2 child: close(3)"),
                 asked.out);
        QVERIFY2(asked.out.contains("child   close(3) = 0"), asked.out);
        const auto wrong = m_place.seeipc({"play", "pipe-hello", "--step"},
                                          "\n\n\nfoo\nchild\nq\n");
        QVERIFY2(wrong.out.contains("# \"foo\"? which process goes on? 1 parent"), wrong.out);
        const auto direct = m_place.seeipc({"play", "pipe-hello", "--step"}, "\n\n2\n2\nq\n");
        QVERIFY2(direct.out.contains("child   write(4, buf, 9) = 9"), direct.out);
    }

    void onATerminalItShowsTheFillAndCtrlCEndsIt()
    {
        PseudoTerminal terminal(100, 30, terminalEnvironment(),
                                command({"play", "pipe-flow", "--pace", "0.05"}));
        const auto before = terminal.settings();
        QVERIFY2(terminal.readUntil("█"), terminal.written());
        QVERIFY2(terminal.readUntil("bytes,"), terminal.written());
        QVERIFY2(terminal.readUntil("reader"), terminal.written());
        QVERIFY(terminal.readUntil([&](const QByteArray &) {
            return (terminal.settings().c_lflag & static_cast<tcflag_t>(ECHO)) == 0;
        }));
        const auto picture = terminal.picture().join('\n');
        const QRegularExpression bar(
            "p \\[[█░]{4}\\] [\\d\u202f]+ of 16\u202f384 bytes, \\d of 4 slots, "
            "(reported|sampled) \\d+\\.\\d s ago");
        QVERIFY2(bar.match(QString::fromUtf8(picture)).hasMatch(), picture);
        QVERIFY2(picture.contains("writer") && picture.contains("reader"), picture);
        terminal.type("\x03");
        QCOMPARE(terminal.finish(), 130);
        QCOMPARE(terminal.settings().c_lflag, before.c_lflag);
        QCOMPARE(m_place.leftovers(), QByteArray());
    }

    void qEndsItAndSpaceHolds()
    {
        PseudoTerminal terminal(100, 30, terminalEnvironment(),
                                command({"play", "pipe-flow", "--pace", "0.05"}));
        QVERIFY2(terminal.readUntil("█"), terminal.written());
        terminal.type(" ");
        QVERIFY2(terminal.readUntil("held before"), terminal.written());
        QVERIFY2(terminal.readUntil("Space lets them go"), terminal.written());
        terminal.type("q");
        QCOMPARE(terminal.finish(), 0);
    }

    /// Stopped, the shell and others write below the picture: it must not be drawn over them.
    void aStoppedPlayGoesOnBelowWhatWasWrittenMeanwhile()
    {
        PseudoTerminal terminal(100, 30, terminalEnvironment(),
                                command({"play", "pipe-flow", "--pace", "0.05"}));
        QVERIFY2(terminal.readUntil("A\r"), terminal.written());
        ::kill(terminal.pid(), SIGTSTP);
        const auto stat = QString("/proc/%1/stat").arg(terminal.pid());
        QVERIFY(terminal.readUntil([&](const QByteArray &) {
            QFile file(stat);
            return file.open(QIODevice::ReadOnly) && file.readAll().contains(") T ");
        }));
        QElapsedTimer timer;
        timer.start();
        QVERIFY(terminal.readUntil([&](const QByteArray &) { return timer.elapsed() > 200; }));
        const auto before = terminal.written().size();
        ::kill(terminal.pid(), SIGCONT);
        QVERIFY(terminal.readUntil(
            [&](const QByteArray &written) { return written.mid(before).contains("A\r"); }));
        const auto after = terminal.written().mid(before);
        QVERIFY2(after.indexOf("pipe-flow") >= 0, after);
        QVERIFY2(after.indexOf("pipe-flow") < after.indexOf("A\r"), after);
        terminal.type("q");
        QCOMPARE(terminal.finish(), 0);
    }

    void onATerminalEnterMakesTheNextStep()
    {
        PseudoTerminal terminal(100, 30, terminalEnvironment(),
                                command({"play", "pipe-hello", "--step"}));
        auto shows = showing(terminal);
        QVERIFY2(shows("Enter: parent runs to the next change: pipe(fd)"), terminal.written());
        terminal.type("\n");
        QVERIFY2(shows("parent runs to the next change: fork()"), terminal.written());
        terminal.type("\n");
        QVERIFY2(shows("Enter: on to the next change"), terminal.written());
        terminal.type("\n");
        QVERIFY2(shows("2 child: close(3)"), terminal.written());
        terminal.type("2");
        QVERIFY2(shows("Enter: on to the next change"), terminal.written());
        terminal.type("\n");
        QVERIFY2(shows("2 child: write(4, buf, 9)"), terminal.written());
        terminal.type("2");
        QVERIFY2(shows("9 of 65"), terminal.written());
        terminal.type("q");
        QCOMPARE(terminal.finish(), 0);
    }

    void onATerminalEnterRunsOnAndADotMakesOneCall()
    {
        PseudoTerminal terminal(120, 30, terminalEnvironment(),
                                command({"play", "pipe-flow", "--step", "--set", "writeSize=1"}));
        auto shows = showing(terminal);
        const QByteArray hint = "Enter: on to the next change; . one call";
        for (const char *next : {"pipe(fd)", "fcntl(4, F_SETPIPE_SZ, 16384)", "fork()"}) {
            QVERIFY2(shows(QByteArray("writer runs to the next change: ") + next),
                     terminal.written());
            terminal.type(" ");
        }
        QVERIFY2(shows(hint), terminal.written());
        terminal.type("\n");
        QVERIFY2(shows("which process goes on? 1 writer: close(3)"), terminal.written());
        terminal.type("1");
        QVERIFY2(shows(hint), terminal.written());
        terminal.type(".");
        QVERIFY2(shows("which process goes on? 1 writer: write(4, buf, 1)"), terminal.written());
        terminal.type("1");
        QVERIFY2(shows("1 of 16"), terminal.written());
        QVERIFY2(shows(hint), terminal.written());
        terminal.type("\n");
        QVERIFY2(shows("which process goes on? 1 writer: write(4, buf, 1)"), terminal.written());
        terminal.type("1"); // 16 383 of them
        QVERIFY2(shows("writer runs on to the next change: Space stops it"), terminal.written());
        terminal.type(" ");
        QVERIFY2(shows(hint), terminal.written());
        terminal.type("q");
        QCOMPARE(terminal.finish(), 0);
    }

    void atEightyColumnsNobodysBytesAreLeftOut()
    {
        PseudoTerminal terminal(80, 24, terminalEnvironment(),
                                command({"play", "pipe-flow", "--pace", "0.02"}));
        const QRegularExpression both("writer .*wrote [\\d. \u202f]+[kM]?B.*reader .*read [\\d. "
                                      "\u202f]+[kM]?B",
                                      QRegularExpression::DotMatchesEverythingOption);
        QVERIFY2(terminal.readUntil([&](const QByteArray &) {
            return both.match(QString::fromUtf8(terminal.picture().join('\n'))).hasMatch();
        }),
                 terminal.written());
        terminal.type("q");
        QCOMPARE(terminal.finish(), 0);
    }

    /// What must be seen is: the fill, each process and the whole caption.
    void inATinyTerminalTheImportantLinesStay_data()
    {
        QTest::addColumn<QString>("language");
        QTest::addColumn<QString>("stop");
        QTest::newRow("English") << "en"
                                 << ".";
        QTest::newRow("Chinese") << "zh_CN"
                                 << "。";
    }
    void inATinyTerminalTheImportantLinesStay()
    {
        QFETCH(QString, language);
        QFETCH(QString, stop);
        PseudoTerminal terminal(
            40, 10, terminalEnvironment(),
            command({"play", "pipe-flow", "--pace", "0.1", "--lang", language}));
        QVERIFY(terminal.readUntil(
            [](const QByteArray &written) { return written.count("A\r") > 20; }));
        terminal.type("q");
        QCOMPARE(terminal.finish(), 0);
        auto lines = terminal.picture();
        QCOMPARE(lines.takeLast(), QByteArray()); // where the cursor stands
        const auto picture = QString::fromUtf8(lines.join('\n'));
        QVERIFY2(lines.size() <= 9, qPrintable(picture));
        QVERIFY2(picture.contains("16\u202f384"), qPrintable(picture));
        QVERIFY2(picture.contains("writer") && picture.contains("reader"), qPrintable(picture));
        QVERIFY2(picture.trimmed().endsWith(stop), qPrintable(picture));
    }

    void aHopelesslySmallTerminalIsToldSo()
    {
        PseudoTerminal terminal(30, 4, terminalEnvironment(), command({"play", "pipe-flow"}));
        QVERIFY2(terminal.readUntil("too small: needs 20 x 5"), terminal.written());
        terminal.resize(80, 24);
        QVERIFY2(terminal.readUntil("of 16"), terminal.written());
        terminal.type("q");
        QCOMPARE(terminal.finish(), 0);
    }

    /// The moment of a wake-up lasts some microseconds: its words must stand long enough.
    void wordsStayUntilTheyCouldBeRead()
    {
        PseudoTerminal terminal(100, 30, terminalEnvironment(),
                                command({"play", "pipe-write-blocks-full", "--pace", "0.4"}));
        QElapsedTimer timer;
        QByteArray headline;
        QList<qint64> stood; // milliseconds, of each that another has followed
        const QRegularExpression bold("^ *\x1b\\[1m([^ ].*[.])\x1b\\[0m\x1b\\[K",
                                      QRegularExpression::MultilineOption);
        QVERIFY(terminal.readUntil([&](const QByteArray &written) {
            const auto last = written.lastIndexOf("A\r");
            const auto now = bold.match(QString::fromUtf8(written.mid(last))).captured(1).toUtf8();
            if (now.isEmpty() || now == headline)
                return false;
            if (!headline.isEmpty())
                stood.append(timer.restart());
            else
                timer.start();
            headline = now;
            return headline == "All processes have ended.";
        }));
        QVERIFY(stood.size() >= 6);
        QVERIFY2(*std::min_element(stood.begin(), stood.end()) >= 150,
                 QByteArray::number(*std::min_element(stood.begin(), stood.end())));
        QVERIFY2(terminal.written().contains("writer wakes."), terminal.written());
        QCOMPARE(terminal.finish(), 0);
    }

    void intoAPipeNumbersAreDigitsOnly()
    {
        const auto outcome = m_place.seeipc({"play", "pipe-write-blocks-full", "--pace", "0.01"});
        QVERIFY(!outcome.out.contains("\u202f"));
        QVERIFY2(outcome.out.contains("65536 bytes, in slots of 4096"), outcome.out);
        const auto json = m_place.seeipc(
            {"play", "pipe-write-blocks-full", "--pace", "0.01", "--json"});
        QVERIFY(!json.out.contains("\u202f"));
        QVERIFY2(json.out.contains("65536 bytes, in slots of 4096"), json.out);
    }

    /// All processes go with the steward: nobody is said to wait its turn, or to be waited for.
    void whoGoesWithTheStewardIsToldToBeGone()
    {
        const auto lines = m_place.path(QStringLiteral("lines"));
        const auto outcome = m_place.run(
            "bash", {"-c", programPath("seeipc") + " play pipe-flow --pace 0.3 > " + lines
                               + " & program=$!; until grep -q 'reader.* read(' " + lines
                               + "; do sleep 0.05; done; kill -9 $(pgrep -P $program); "
                                 "wait $program; cat "
                               + lines});
        for (const char *name : {"writer", "reader"}) {
            const QRegularExpression gone(
                QStringLiteral("# %1: (gone with the session, nobody saw how|ended, nobody here is "
                               "left to wait for it|killed by SIGKILL);")
                    .arg(QLatin1String(name)));
            QVERIFY2(gone.match(QString::fromUtf8(outcome.out)).hasMatch(), outcome.out.right(700));
        }
    }

    /// The kernel's FIONREAD is the witness of what the model says.
    void aWriteThatSleepsHasItsBytesInTheSummary()
    {
        const auto lines = m_place.seeipc({"play", "pipe-parent-waits-deadlock"});
        QVERIFY2(lines.out.contains("; 1 call, wrote ≈ 65536 bytes (inferred), read 0 bytes\n"),
                 lines.out);
        QVERIFY2(lines.out.contains("; 3 calls, wrote 0 bytes, read 0 bytes\n"), lines.out);
        const auto objects = objectsOf(
            m_place.seeipc({"play", "pipe-parent-waits-deadlock", "--json"}));
        QVERIFY(!objects.isEmpty());
        const auto processes = objects.back()["processes"].toArray();
        const auto child = processes[1].toObject();
        QCOMPARE(child["bytesWritten"].toInt(), 0);
        const auto open = child["bytesOfOpenWrite"].toObject();
        QCOMPARE(open["source"].toString(), QString("inferred"));
        QCOMPARE(open["value"], objects.back()["channels"][0]["queuedBytes"]["value"]);
        QCOMPARE(open["value"].toInt(), 65536);
        QVERIFY(!processes[0].toObject().contains("bytesOfOpenWrite"));
    }

    /// Of what a program prints a record keeps 31 bytes: those that say what it met.
    void whatBashMeetsIsRead()
    {
        if (!hasProgram("bash") || !hasProgram("dash"))
            QSKIP("the demo needs bash and dash");
        const QStringList play{"play", "pipe-buf-vs-capacity", "--set", "shell=bash-sets", "--pace",
                               "0"};
        const auto outcome = m_place.seeipc(play);
        QVERIFY2(outcome.out.contains("It got \"…cannot modify limit: Invalid ar…\"."),
                 outcome.out);
        bool isRead = false;
        for (const auto &object : objectsOf(m_place.seeipc(play + QStringList{"--json"}))) {
            if (object["event"] != "returned" || object["result"] != 71)
                continue;
            isRead = true;
            QCOMPARE(object["payload"].toString(), QString("cannot modify limit: Invalid ar"));
            QCOMPARE(object["payloadAt"].toInt(), 33);
        }
        QVERIFY(isRead);
    }

    void oneByteIsSingular()
    {
        const auto outcome = m_place.seeipc({"play", "pipe-flag-typo", "--pace", "0"});
        QVERIFY2(
            outcome.out.contains("# reader: exited with 0; 9 calls, wrote 0 bytes, read 1 byte\n"),
            outcome.out);
        QVERIFY2(!outcome.out.contains("1 bytes"), outcome.out);
    }

    void noLineIsWiderThanTheTerminal_data()
    {
        QTest::addColumn<QString>("language");
        QTest::addColumn<int>("columns");
        QTest::newRow("English") << "en" << 40;
        QTest::newRow("Chinese") << "zh_CN" << 40;
        QTest::newRow("Chinese, odd") << "zh_CN" << 33;
        QTest::newRow("wide") << "en" << 200;
    }
    void noLineIsWiderThanTheTerminal()
    {
        QFETCH(QString, language);
        QFETCH(int, columns);
        PseudoTerminal terminal(
            columns, 30, terminalEnvironment(),
            command({"play", "pipe-flow", "--pace", "0.02", "--lang", language}));
        QVERIFY2(terminal.readUntil("█"), terminal.written());
        QVERIFY(terminal.readUntil(
            [](const QByteArray &written) { return written.count("A\r") > 10; }));
        for (const auto &line : terminal.picture())
            QVERIFY2(displayWidth(line.toStdString()) <= static_cast<std::size_t>(columns), line);
        terminal.type("q");
        QCOMPARE(terminal.finish(), 0);
    }

    void itIsDrawnAtMostTwentyTimesASecond()
    {
        PseudoTerminal terminal(100, 30, terminalEnvironment(),
                                command({"play", "pipe-flow", "--pace", "0.002"}));
        QVERIFY2(terminal.readUntil("█"), terminal.written());
        const auto drawnBefore = terminal.written().count("A\r");
        QElapsedTimer timer;
        timer.start();
        QVERIFY(terminal.readUntil([&](const QByteArray &) { return timer.elapsed() > 2000; }));
        const auto drawn = terminal.written().count("A\r") - drawnBefore;
        QVERIFY2(drawn >= 5 && drawn <= 42, QByteArray::number(drawn));
        terminal.type("q");
        QCOMPARE(terminal.finish(), 0);
    }

    void coloursAreOnlyForWhoWantsThem()
    {
        const QByteArray colour("\x1b[3");
        auto environment = terminalEnvironment();
        PseudoTerminal coloured(100, 30, environment,
                                command({"play", "pipe-hello", "--pace", "0.1"}));
        QCOMPARE(coloured.finish(), 0);
        QVERIFY(coloured.written().contains(colour));
        environment.insert("NO_COLOR", "1");
        PseudoTerminal plain(100, 30, environment,
                             command({"play", "pipe-hello", "--pace", "0.1"}));
        QCOMPARE(plain.finish(), 0);
        QVERIFY(!plain.written().contains(colour));
        QVERIFY(!m_place.seeipc({"play", "pipe-hello", "--pace", "0"}).out.contains('\x1b'));
    }

    void aTerminalThatCannotMoveItsCursorGetsLines()
    {
        auto environment = terminalEnvironment();
        environment.insert("TERM", "dumb");
        PseudoTerminal terminal(100, 30, environment,
                                command({"play", "pipe-hello", "--pace", "0"}));
        QCOMPARE(terminal.finish(), 0);
        QVERIFY(!terminal.written().contains('\x1b'));
        QVERIFY(terminal.written().contains("read(3, buf, 50) = 9"));
    }
};

QTEST_GUILESS_MAIN(TestPlay)
#include "tst_play.moc"
