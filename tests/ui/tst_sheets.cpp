// SPDX-License-Identifier: MIT
// The sheets of facts in the drawers: what stands in them against what /proc says to this test.
#include "events/shownslots.h"
#include "events/trace.h"
#include "posix/uniquefd.h"
#include "ui/scene/words.h"
#include "ui/views/limitfact.h"
#include "ui/views/quantityfact.h"
#include "ui/views/stage.h"
#include "windowtest.h"

#include <QClipboard>
#include <QDir>
#include <QProcess>
#include <QRegularExpression>
#include <QScrollBar>
#include <QTextBlock>
#include <QTextLayout>

#include <fcntl.h>
#include <poll.h>
#include <set>
#include <sys/ioctl.h>

using namespace seeipc;

class TestSheets : public WindowTest
{
    Q_OBJECT

private Q_SLOTS:
    void theKernelsWordsAreThoseOfProc()
    {
        openFlow();
        m_model->setHeld(true);
        QTRY_VERIFY_WITH_TIMEOUT(isSettled(*m_model), patience);
        const auto text = openSheet("kernelwords");
        for (const auto pid : pidsOf(*m_model)) {
            const auto wchan = fileText(QStringLiteral("/proc/%1/wchan").arg(pid));
            const auto call = fileText(QStringLiteral("/proc/%1/syscall").arg(pid));
            QVERIFY2(text.contains(QStringLiteral("wchan: ") + wchan), qPrintable(text));
            QVERIFY2(text.contains(QStringLiteral("syscall: ") + call), qPrintable(text));
            for (const auto *told :
                 {"syscall: the number of the call it sleeps in, its six arguments, sp, pc",
                  "wchan: the kernel's function", "stat: pid, name", "status: an excerpt",
                  "fdinfo/0: what the descriptor leads to"})
                QVERIFY2(
                    text.contains(QStringLiteral("[/proc/%1/%2").arg(pid).arg(QLatin1String(told))),
                    qPrintable(text));
        }
    }

    void theLimitsAreThoseOfProc()
    {
        openFlow();
        auto text = openSheet("limits");
        text.remove(QChar(0x202f));
        const auto most = fileText(QStringLiteral("/proc/sys/fs/pipe-max-size"));
        QVERIFY2(text.contains(QStringLiteral("pipe-max-size: %1 bytes").arg(most)),
                 qPrintable(text));
        const auto soft = fileText(QStringLiteral("/proc/sys/fs/pipe-user-pages-soft"));
        QVERIFY2(text.contains(QStringLiteral("pipe-user-pages-soft: %1 pages").arg(soft)),
                 qPrintable(text));
        QVERIFY2(text.contains(QStringLiteral("used of pipe-user-pages-soft: ≈ ")),
                 qPrintable(text));
        QProcess shell; // dash tells RLIMIT_NPROC by this
        shell.start(QStringLiteral("bash"), {QStringLiteral("-c"), QStringLiteral("ulimit -p")});
        QVERIFY(shell.waitForFinished(patience));
        const auto told = QString::fromLatin1(shell.readAll()).trimmed();
        QVERIFY2(text.contains(QStringLiteral("ulimit -p (bash): %1  [").arg(told)),
                 qPrintable(text));
        QVERIFY2(text.contains(QStringLiteral("inside p: ")), qPrintable(text));
    }

    /// A demo whose worker is another user and makes pipes without a name: what is used is what that
    /// user made, and the numbers beside the sum add up to it.
    void whatIsUsedOfThePagesIsOfTheDemosUser()
    {
        if (::geteuid() != 0)
            QSKIP("only root becomes another user");
        m_model->setPace({.nanoseconds = 1'000'000'000});
        QVERIFY(m_model->open(demo("pipe-user-pages-soft"), {}));
        const auto &live = m_model->live();
        QTRY_VERIFY_WITH_TIMEOUT(live.channels[0].exists, patience);
        m_model->setHeld(true); // it stands before its last calls
        QTRY_VERIFY_WITH_TIMEOUT(isSettled(*m_model) && live.channels[0].capacity.value, patience);
        const auto pid = live.processes[0].pid;
        const auto user = procNumber(pid, "status", "Uid:");
        QVERIFY(user > 0);
        std::set<QString> pipes;
        const QDir descriptors(QStringLiteral("/proc/%1/fd").arg(pid));
        for (const auto &entry : descriptors.entryInfoList(QDir::System | QDir::Files)) {
            const auto link = entry.symLinkTarget().section(u'/', -1);
            if (link.startsWith(QStringLiteral("pipe:")) && entry.ownerId() == user)
                pipes.insert(link); // the leash, too, is open in it, and is ours
        }
        QCOMPARE(pipes.size(), std::size_t{1025});
        auto text = openSheet("limits");
        text.remove(QChar(0x202f));
        const QRegularExpression pattern(QStringLiteral(
            "used of pipe-user-pages-soft: ≈ (\\d+) pages  \\[.*pipes of user (\\d+): (\\d+) asked "
            "\\((\\d+) pages?\\), (\\d+) taken for 16 pages each"));
        const auto told = pattern.match(text);
        QVERIFY2(told.hasMatch(), qPrintable(text));
        QCOMPARE(told.captured(2).toLongLong(), user);
        const auto asked = told.captured(3).toULongLong();
        const auto taken = told.captured(5).toULongLong();
        QCOMPARE(asked + taken, static_cast<qulonglong>(pipes.size()));
        QCOMPARE(told.captured(1).toULongLong(), told.captured(4).toULongLong() + 16 * taken);
    }

    void theInspectorAgreesWithProcOnAProcess()
    {
        openFlow();
        m_model->setHeld(true);
        QTRY_VERIFY_WITH_TIMEOUT(isSettled(*m_model), patience);
        m_model->setFocus({Focus::Kind::Process, 1});
        auto text = openSheet("inspector");
        text.remove(QChar(0x202f));
        const auto pid = m_model->snapshot().processes[1].pid;
        const auto path = QStringLiteral("/proc/%1/").arg(pid);
        QVERIFY2(text.contains(QStringLiteral("pid: %1\n").arg(pid)), qPrintable(text));
        QVERIFY2(text.contains(QStringLiteral("wchan: ") + fileText(path + "wchan")),
                 qPrintable(text));
        for (const auto &[what, key] :
             {std::pair("switches, voluntary: ", "voluntary_ctxt_switches:"),
              std::pair("switches, involuntary: ", "nonvoluntary_ctxt_switches:")})
            QVERIFY2(text.contains(QLatin1String(what)
                                   + QString::number(procNumber(pid, "status", key))
                                   + QStringLiteral("  [sampled")),
                     qPrintable(text));
        const auto read = procNumber(pid, "io", "rchar:");
        QVERIFY2(text.contains(QStringLiteral("bytes read: %1\n").arg(read)),
                 qPrintable(QString::number(read) + text));
        const auto link = QFile::symLinkTarget(path + "fd/3").section(u'/', -1);
        QVERIFY2(text.contains(QStringLiteral("fd 3: read end of p, pipe:[")), qPrintable(text));
        QVERIFY2(text.contains(link), qPrintable(link));
        QVERIFY2(text.contains(QStringLiteral("O_RDONLY")), qPrintable(text));
    }

    void whatElseIsInspectedIsReadFromItsTop()
    {
        openFlow();
        m_model->setHeld(true);
        QTRY_VERIFY_WITH_TIMEOUT(isSettled(*m_model), patience);
        m_model->setFocus({Focus::Kind::Process, 0});
        openSheet("inspector");
        auto *sheet =
            m_window->findChild<View *>(QStringLiteral("inspector"))->findChild<FactSheet *>();
        auto *bar = sheet->verticalScrollBar();
        QTRY_VERIFY(bar->maximum() > 40);
        bar->setValue(40);
        const auto before = sheet->toPlainText();
        QTRY_VERIFY_WITH_TIMEOUT(sheet->toPlainText() != before, patience); // of the same, later
        QCOMPARE(bar->value(), 40);
        m_model->setFocus({Focus::Kind::Process, 1});
        QTRY_VERIFY(sheet->toPlainText().contains(QStringLiteral("reader")) && bar->value() == 0);
    }

    void aCommandAndAPathStayInOneLine()
    {
        FactSheet sheet;
        const QString command(QStringLiteral("ulimit -p tells it"));
        const QString path(QStringLiteral("/proc/14407/stat: pid, name"));
        for (int width = 180; width < 420; width += 8) {
            sheet.resize(width, 400);
            sheet.show();
            for (const auto &source : {command, path}) {
                sheet.setFacts({{QStringLiteral("g"),
                                 {},
                                 {{QStringLiteral("what"),
                                   QStringLiteral("1 024"),
                                   Fact::Mark::Plain,
                                   {},
                                   source}}}});
                for (auto block = sheet.document()->begin(); block.isValid();
                     block = block.next()) {
                    for (int i = 0; i + 1 < block.layout()->lineCount(); ++i) {
                        const auto line = block.layout()->lineAt(i);
                        const auto end = block.text().left(line.textStart() + line.textLength());
                        QVERIFY2(!end.endsWith(QStringLiteral("ulimit "))
                                     && !end.endsWith(QStringLiteral("-"))
                                     && !end.endsWith(QStringLiteral("/")),
                                 qPrintable(end));
                    }
                }
            }
        }
        sheet.selectAll();
        sheet.copy();
        QVERIFY2(QGuiApplication::clipboard()->text().contains(path),
                 qPrintable(QGuiApplication::clipboard()->text()));
    }

    void aPathThatIsTooLongForItsColumnBreaksBetweenItsParts()
    {
        FactSheet sheet;
        sheet.resize(300, 400);
        sheet.show();
        const QString path(QStringLiteral("/proc/sys/fs/pipe-user-pages-soft"));
        sheet.setFacts({{QStringLiteral("g"), {}, {{QStringLiteral("soft"), {}, {}, {}, path}}}});
        for (int width = 300; width > 220; width -= 4) {
            sheet.resize(width, 400);
            for (auto block = sheet.document()->begin(); block.isValid(); block = block.next()) {
                const auto &lines = *block.layout();
                for (int i = 0; i + 1 < lines.lineCount(); ++i) {
                    const auto last = lines.lineAt(i).textStart() + lines.lineAt(i).textLength();
                    QVERIFY2(QStringLiteral(" -/").contains(block.text()[last - 1]),
                             qPrintable(block.text().left(last)));
                }
            }
        }
    }

    void theParentHasThePidThatTheKernelTells()
    {
        openFlow();
        m_model->setHeld(true);
        QTRY_VERIFY_WITH_TIMEOUT(isSettled(*m_model), patience);
        m_model->setFocus({Focus::Kind::Process, 0});
        const auto parent = procNumber(m_model->snapshot().processes[0].pid, "status", "PPid:");
        QVERIFY(parent > 0);
        const auto text = openSheet("inspector");
        QVERIFY2(
            text.contains(QStringLiteral("parent: SeeIPC's steward, pid %1  [sampled").arg(parent)),
            qPrintable(text));
        m_model->setFocus({Focus::Kind::Process, 1});
        const auto writer =
            QStringLiteral("parent: writer, pid %1\n").arg(m_model->snapshot().processes[0].pid);
        QTRY_VERIFY2(openSheet("inspector").contains(writer), qPrintable(writer));
        QVERIFY(!openSheet("inspector").contains(QStringLiteral("forked by")));
    }

    void anAgeIsThatOfTheStage()
    {
        m_model->setPace({1'000'000'000});
        m_window->open(demo("pipe-parent-waits-deadlock"), {});
        const auto isStuck = [this] {
            const auto &waits = m_model->waits().waits;
            return waits.size() == 2 && waits[0].hopeless && waits[1].hopeless;
        };
        QTRY_VERIFY_WITH_TIMEOUT(isStuck(), patience);
        m_model->setFocus({Focus::Kind::Process, 0});
        QVERIFY(openSheet("inspector").contains(QStringLiteral("state: stuck in wait")));
        const auto told = QStringLiteral("has not returned: ");
        const auto onStage = [&] {
            const auto *stage = m_window->findChild<StageView *>();
            for (const auto &label : stage->layoutOfNow().boxes[0].labels) {
                if (label.text.startsWith(told))
                    return label.text;
            }
            return QString();
        };
        for (int step = 0; step < 5; ++step) {
            const auto before = onStage();
            QTRY_VERIFY_WITH_TIMEOUT(onStage() != before, patience);
            constexpr int atOnce = 150; // milliseconds: a few frames, and a look at /proc
            QTRY_VERIFY2_WITH_TIMEOUT(openSheet("inspector").contains(onStage() + u'\n'),
                                      qPrintable(onStage() + u'\n' + openSheet("inspector")),
                                      atOnce);
        }
    }

    /// Its box counts these bytes too: the pipe is full of them, as the kernel says.
    void whatAnOpenWriteHasInStandsBesideWhatReturnedOnesWrote()
    {
        m_model->setPace({1'000'000'000});
        m_window->open(demo("pipe-parent-waits-deadlock"), {});
        const auto &child = m_model->snapshot().processes[1];
        QTRY_VERIFY_WITH_TIMEOUT(child.state == ProcessState::Asleep, patience);
        m_model->setFocus({Focus::Kind::Process, 1});
        const auto rows = [&] { return openSheet("inspector").remove(QChar(0x202f)); };
        QTRY_VERIFY2_WITH_TIMEOUT(rows().contains(QStringLiteral("bytes written: 0\n")),
                                  qPrintable(rows()), patience);
        const UniqueFd end(
            ::open(QStringLiteral("/proc/%1/fd/4").arg(child.pid).toUtf8(), O_RDONLY | O_NONBLOCK));
        int inside = 0;
        QVERIFY(end.get() >= 0 && ::ioctl(end.get(), FIONREAD, &inside) == 0 && inside == 65536);
        const auto told = QStringLiteral("in, by its open write: ≈ %1 of 65537 bytes").arg(inside);
        QTRY_VERIFY2_WITH_TIMEOUT(rows().contains(told), qPrintable(rows()), patience);
    }

    void theLeashIsToldToBeSeeIPCs()
    {
        openFlow();
        m_model->setHeld(true);
        QTRY_VERIFY_WITH_TIMEOUT(isSettled(*m_model), patience);
        m_model->setFocus({Focus::Kind::Process, 0});
        const auto text = openSheet("inspector");
        const auto lines = text.split(u'\n');
        int leashes = 0;
        for (const auto &line : lines) {
            const bool isAsync = line.contains(QStringLiteral("O_ASYNC"));
            QCOMPARE(line.contains(QStringLiteral("SeeIPC's leash")), isAsync);
            leashes += isAsync ? 1 : 0;
        }
        QVERIFY2(leashes == 1, qPrintable(text));
    }

    void theInspectorAgreesWithProcOnAPipe()
    {
        openFlow();
        m_model->setHeld(true);
        QTRY_VERIFY_WITH_TIMEOUT(isSettled(*m_model), patience);
        m_model->setFocus({Focus::Kind::End, noWorker, 0, End::Write});
        auto text = openSheet("inspector");
        text.remove(QChar(0x202f));
        const auto pid = m_model->snapshot().processes[0].pid;
        const auto link = QFile::symLinkTarget(QStringLiteral("/proc/%1/fd/4").arg(pid));
        const auto inode = link.section(u'[', 1).section(u']', 0, 0);
        QVERIFY(!inode.isEmpty());
        QVERIFY2(text.contains(QStringLiteral("inode: ") + inode), qPrintable(text));
        QVERIFY2(text.contains(QStringLiteral("fd 4: O_WRONLY")), qPrintable(text));
        const auto shown = shownSlots(m_model->snapshot().channels[0]);
        const auto slot = words::usedSlots(shown).remove(QStringLiteral(" slots"));
        QVERIFY2(text.contains(QStringLiteral("slots in use: %1  [inferred]").arg(slot)),
                 qPrintable(text));
    }

    /// Each is marked as inferred once.
    void whoWroteASlotIsInDoubtOnce()
    {
        QVERIFY(m_model->open(demo("pipe-interleave-large"), {}));
        const auto inDoubt = [this] {
            const auto &channel = m_model->snapshot().channels[0];
            const auto shown = shownSlots(channel);
            const auto &held = shown.slots.slots();
            const auto found = std::find_if(held.begin(), held.end(), [](const auto &one) {
                return one.guessed && one.shares.all().size() < 2;
            });
            return found != held.end() ? found - held.begin() : -1;
        };
        QTRY_VERIFY_WITH_TIMEOUT(inDoubt() >= 0, patience);
        m_model->playhead().freeze();
        m_model->setFocus(
            {Focus::Kind::Slot, noWorker, 0, End::Read, static_cast<std::size_t>(inDoubt())});
        const auto text = openSheet("inspector");
        QVERIFY2(text.contains(QStringLiteral("written by: ≈ writer")), qPrintable(text));
    }

    /// The same pipe's ends opened by this test, through /proc: the kernel's poll(2) on each.
    void theInspectorAgreesWithPollOnAPipe()
    {
        openFlow();
        m_model->setHeld(true);
        QTRY_VERIFY_WITH_TIMEOUT(isSettled(*m_model), patience);
        m_model->setFocus({Focus::Kind::Channel, noWorker, 0});
        const auto text = openSheet("inspector");
        struct Row
        {
            std::size_t worker;
            const char *fd;
            int mode;
            const char *what;
        };
        for (const auto &row : {Row{0, "4", O_WRONLY, "poll(2) of the write end: ≈ "},
                                Row{1, "3", O_RDONLY, "poll(2) of the read end: ≈ "}}) {
            const auto path = QStringLiteral("/proc/%1/fd/%2")
                                  .arg(m_model->snapshot().processes[row.worker].pid)
                                  .arg(QLatin1String(row.fd));
            const UniqueFd end(::open(path.toUtf8().constData(), row.mode | O_NONBLOCK));
            QVERIFY(end.get() >= 0);
            pollfd asked{end.get(), POLLIN | POLLOUT, 0};
            QVERIFY(::poll(&asked, 1, 0) >= 0);
            const auto events = asked.revents == 0         ? QStringLiteral("nothing")
                                : asked.revents == POLLIN  ? QStringLiteral("POLLIN")
                                : asked.revents == POLLOUT ? QStringLiteral("POLLOUT")
                                                           : QString::number(asked.revents);
            QVERIFY2(text.contains(QString::fromUtf8(row.what) + events), qPrintable(text));
        }
    }

    /// At full speed nobody sees the short sleeps: it has not been running since the last one seen.
    void atFullSpeedNobodyKnowsSinceWhen()
    {
        openFlow();
        m_model->setPace({});
        m_model->setFocus({Focus::Kind::Process, 0});
        QTRY_VERIFY2_WITH_TIMEOUT(
            openSheet("inspector").contains(QStringLiteral("for: ? calls come too fast to see")),
            qPrintable(openSheet("inspector")), patience);
    }

    /// A write that sleeps has bytes inside that no sum has: told beside them, all adds up to what
    /// FIONREAD says through an end that this test opens.
    void theInspectorsSumsAddUpToWhatIsInside()
    {
        openFlow();
        for (const auto &[key, value] : {std::pair("writeSize", 6000), std::pair("readSize", 1000)})
            m_model->setParameter(parameterOf(m_model->scenario(), key), value);
        m_model->setPace({10'000'000});
        const auto &writer = m_model->snapshot().processes[0];
        QTRY_VERIFY_WITH_TIMEOUT(writer.state == ProcessState::Asleep
                                     && m_model->snapshot().channels[0].bytesOut > 0,
                                 patience);
        m_model->setHeld(true);
        QTRY_VERIFY_WITH_TIMEOUT(m_model->snapshot().processes[1].state == ProcessState::AtGate
                                     && m_model->snapshot().processes[1].gate == Gate::Held,
                                 patience);
        m_model->setFocus({Focus::Kind::Channel, noWorker, 0});
        const UniqueFd end(::open(
            QStringLiteral("/proc/%1/fd/3").arg(m_model->snapshot().processes[1].pid).toUtf8(),
            O_RDONLY | O_NONBLOCK));
        QVERIFY(end.get() >= 0);
        const auto adds = [&] {
            const auto text = openSheet("inspector").remove(QChar(0x202f));
            const auto row = [&](const char *what) {
                return text.section(QLatin1String(what) + QStringLiteral(": "), 1)
                    .remove(QStringLiteral("≈ "))
                    .section(u' ', 0, 0)
                    .toLongLong();
            };
            int inside = 0;
            (void)::ioctl(end.get(), FIONREAD, &inside);
            return row("in, by writer's open write") > 0
                   && row("written in all") + row("in, by writer's open write") - row("read in all")
                          == inside;
        };
        m_model->select(1);
        for (int i = 0; i < 8 && !adds(); ++i) { // the next page that it empties lets the write in
            m_model->step();
            QTest::qWait(100);
        }
        QTRY_VERIFY2_WITH_TIMEOUT(adds(), qPrintable(openSheet("inspector")), patience);
    }

    /// The flags of each descriptor as /proc/PID/fdinfo has them, and the limits as /proc/sys and
    /// /proc/PID/limits have them; each says that it was sampled.
    void theInspectorTellsThePipesFlagsAndLimits()
    {
        openFlow();
        m_model->setHeld(true);
        QTRY_VERIFY_WITH_TIMEOUT(isSettled(*m_model), patience);
        m_model->setFocus({Focus::Kind::Channel, noWorker, 0});
        auto text = openSheet("inspector");
        text.remove(QChar(0x202f));
        const std::array holders{std::pair(std::size_t{0}, 4), std::pair(std::size_t{1}, 3)};
        for (const auto &[worker, fd] : holders) {
            const auto pid = m_model->snapshot().processes[worker].pid;
            const auto info = fileText(QStringLiteral("/proc/%1/fdinfo/%2").arg(pid).arg(fd));
            const auto flags = info.section(QStringLiteral("flags:"), 1).section(u'\n', 0, 0);
            const bool isWrite = (flags.trimmed().toInt(nullptr, 8) & O_ACCMODE) == O_WRONLY;
            QCOMPARE(isWrite, worker == 0);
            const auto name = QString::fromStdString(m_model->scenario().workers[worker].name);
            const auto row = QStringLiteral("%1 fd %2: %3  [sampled ")
                                 .arg(name)
                                 .arg(fd)
                                 .arg(isWrite ? QStringLiteral("O_WRONLY")
                                              : QStringLiteral("O_RDONLY"));
            QVERIFY2(text.contains(row), qPrintable(row + text));
            const auto limits = fileText(QStringLiteral("/proc/%1/limits").arg(pid));
            const auto most = limits.section(QStringLiteral("Max open files"), 1)
                                  .simplified()
                                  .section(u' ', 0, 0);
            const auto count = QDir(QStringLiteral("/proc/%1/fd").arg(pid))
                                   .entryList(QDir::Files | QDir::System | QDir::NoDotAndDotDot)
                                   .size();
            const auto limit = QStringLiteral("ulimit -n (%1): %2 of %3  [sampled ")
                                   .arg(name)
                                   .arg(count)
                                   .arg(most);
            QVERIFY2(text.contains(limit), qPrintable(limit + text));
        }
        const auto most = fileText(QStringLiteral("/proc/sys/fs/pipe-max-size"));
        QVERIFY2(text.contains(QStringLiteral("pipe-max-size: %1 bytes  [sampled ").arg(most)),
                 qPrintable(text));
        QVERIFY2(text.contains(QStringLiteral("PIPE_BUF: 4096 bytes  [")), qPrintable(text));
    }

    void theInspectorCountsReadsAndWrites()
    {
        openFlow();
        m_model->setHeld(true);
        QTRY_VERIFY_WITH_TIMEOUT(isSettled(*m_model), patience);
        const auto &trace = m_model->trace();
        std::int64_t reads = 0;
        for (auto i = trace.first(); i < trace.count(); ++i) {
            const auto &event = trace.at(i);
            reads += event.kind == EventKind::CallReturned && event.worker == 1
                             && event.effect == Effect::Read
                         ? 1
                         : 0;
        }
        QVERIFY(reads > 0);
        m_model->setFocus({Focus::Kind::Process, 1});
        const auto text = openSheet("inspector");
        QVERIFY2(text.contains(QStringLiteral("reads: %1\n").arg(reads)), qPrintable(text));
        QVERIFY2(text.contains(QStringLiteral("writes: 0\n")), qPrintable(text));
    }

    void aProcessThatHasGoneIsNotAskedForMore()
    {
        m_window->open(demo("pipe-hello"), {});
        QTRY_VERIFY_WITH_TIMEOUT(m_model->hasEnded(), patience);
        m_model->setFocus({Focus::Kind::Process, 0});
        const auto text = openSheet("inspector");
        QVERIFY2(text.contains(QStringLiteral("exit status")), qPrintable(text));
        QVERIFY2(!text.contains(QStringLiteral("wchan")), qPrintable(text));
        QVERIFY(!m_model->details(0));
        QCOMPARE(m_model->details(0).error().code, ESRCH);
    }

    /// The kernel has freed it: what is told was its last, and nothing of slots or of a capacity.
    void aPipeThatHasGoneTellsWhatWasLastKnown()
    {
        m_window->open(demo("pipe-hello"), {});
        QTRY_VERIFY_WITH_TIMEOUT(m_model->hasEnded(), patience);
        const auto &trace = m_model->trace();
        std::int64_t last = absent;
        std::int64_t when = absent;
        for (auto i = trace.first(); i < trace.count(); ++i) {
            if (trace.at(i).queuedBytes == absent)
                continue;
            last = trace.at(i).queuedBytes;
            when = trace.at(i).time;
        }
        for (const auto kind : {Focus::Kind::Channel, Focus::Kind::End, Focus::Kind::Slot}) {
            m_model->setFocus({kind, noWorker, 0});
            const auto text = openSheet("inspector");
            const auto told = QStringLiteral("queued, last told: %1 bytes  [sampled %2 s after the "
                                             "start, FIONREAD]")
                                  .arg(last)
                                  .arg(static_cast<double>(when) / 1e9, 0, 'f', 3);
            QVERIFY2(text.contains(QStringLiteral("gone with its last descriptor")),
                     qPrintable(text));
            QVERIFY2(text.contains(told), qPrintable(told + text));
            QVERIFY2(text.contains(QStringLiteral("written in all: 9 bytes")), qPrintable(text));
            QVERIFY2(text.contains(QStringLiteral("read in all: 9 bytes")), qPrintable(text));
            for (const char *never : {"queued: ", "F_GETPIPE_SZ", "lots", "poll(2)", "Nobody"})
                QVERIFY2(!text.contains(QLatin1String(never)), qPrintable(text));
        }
    }

    /// The clock of the demo stands still with the last event: an age would be 0.0 s for ever.
    void aProcessThatHasEndedTellsWhenNotHowLongAgo()
    {
        m_window->open(demo("pipe-hello"), {});
        QTRY_VERIFY_WITH_TIMEOUT(m_model->hasEnded(), patience);
        for (WorkerId worker = 0; worker < 2; ++worker) {
            m_model->setFocus({Focus::Kind::Process, worker});
            const auto end = static_cast<double>(m_model->snapshot().processes[worker].since);
            QVERIFY(end > 0);
            const auto when = QStringLiteral("in this state from: %1 s after the start\n")
                                  .arg(end / 1e9, 0, 'f', 3);
            QTRY_VERIFY2(openSheet("inspector").contains(when), qPrintable(when));
            const auto text = openSheet("inspector");
            QVERIFY2(!text.contains(QStringLiteral("\nfor:")), qPrintable(text));
            QVERIFY2(!text.contains(QStringLiteral(" ago")), qPrintable(text));
            const auto state = text.section(QStringLiteral("state: "), 1).section(u'\n', 0, 0);
            const bool isSampled = m_model->snapshot().processes[worker].stateSource
                                   == Source::Sampled;
            QVERIFY2(!isSampled
                         || QRegularExpression(QStringLiteral("sampled [\\d.]+ s after the start"))
                                .match(state)
                                .hasMatch(),
                     qPrintable(state));
        }
    }

    void aProcessThatHasEndedKeepsItsParentsPid()
    {
        m_window->open(demo("pipe-hello"), {});
        const auto steward = stewardPid();
        QVERIFY(steward > 0);
        QTRY_VERIFY_WITH_TIMEOUT(m_model->hasEnded(), patience);
        m_model->setFocus({Focus::Kind::Process, 0});
        const auto parent = QStringLiteral("parent: SeeIPC's steward, pid %1\n").arg(steward);
        QTRY_VERIFY2(openSheet("inspector").contains(parent), qPrintable(parent));
    }

    /// What the kernel is asked now never stands in one block with what is of the instant.
    void aFrozenInspectorSaysOfEachBlockWhetherItIsOfThenOrOfNow()
    {
        openFlow();
        m_model->setFocus({Focus::Kind::Process, 0});
        QVERIFY(!openSheet("inspector").contains(QStringLiteral("frozen")));
        m_model->playhead().freeze();
        QTRY_VERIFY(openSheet("inspector").contains(QStringLiteral("frozen")));
        const auto text = openSheet("inspector");
        const auto proc = QStringLiteral("In /proc/%1").arg(m_model->snapshot().processes[0].pid);
        const auto blocks = text.split(QStringLiteral("\n\n"));
        QCOMPARE(blocks.size(), 4);
        QVERIFY2(blocks[0].startsWith(QStringLiteral("Process writer\nThe picture is frozen; this "
                                                     "block is of its instant.\n  state: ")),
                 qPrintable(blocks[0]));
        QVERIFY(blocks[1].startsWith(proc) && blocks[1].contains(QStringLiteral("wchan: ")));
        for (qsizetype i = 1; i < blocks.size(); ++i)
            QVERIFY2(blocks[i].contains(QStringLiteral("asked of the kernel now")),
                     qPrintable(blocks[i]));
        QVERIFY(openSheet("kernelwords").startsWith(QStringLiteral("Of now\n")));
        m_model->playhead().goLive();
        QTRY_VERIFY(!openSheet("inspector").contains(QStringLiteral("frozen")));
    }

    void flagsAndLimitsOfNowSaySoBesideAFrozenPipe()
    {
        openFlow();
        m_model->setFocus({Focus::Kind::Channel, noWorker, ChannelId{0}});
        const auto notes = [this](std::string_view sheet) {
            return openSheet(sheet).count(QStringLiteral("asked of the kernel now"));
        };
        for (const auto *sheet : {"inspector", "limits"})
            QCOMPARE(notes(sheet), 0);
        m_model->playhead().freeze();
        QTRY_COMPARE(notes("inspector"), 3); // of each end's flags, and of limits
        QTRY_COMPARE(notes("limits"), 1);
        m_model->playhead().goLive();
        QTRY_COMPARE(notes("inspector"), 0);
    }

    void oneByteIsSingular()
    {
        const auto value = [](std::int64_t bytes) {
            return quantityFact({}, {bytes, Source::Reported, 0, 0}, 0, {}).value;
        };
        QCOMPARE(value(1), QStringLiteral("1 byte"));
        QCOMPARE(value(0), QStringLiteral("0 bytes"));
        QCOMPARE(value(4096), QStringLiteral("4\u202f096 bytes"));
    }

    void onePageIsSingular()
    {
        const auto value = [](std::int64_t pages) {
            return limitFact({LimitName::PipeUserPagesSoft, pages, 0, {}, {}}, {}).value;
        };
        QCOMPARE(value(1), QStringLiteral("1 page"));
        QCOMPARE(value(16384), QStringLiteral("16\u202f384 pages"));
    }

    /// What the stage shows in a frame: only what is asked of /proc may be older.
    void theInspectorIsOfTheInstantOfTheStage()
    {
        openFlow();
        m_model->setHeld(true);
        QTRY_VERIFY_WITH_TIMEOUT(isSettled(*m_model), patience);
        m_model->setFocus({Focus::Kind::Channel, noWorker, 0});
        openSheet("inspector");
        const auto *view = static_cast<SheetView *>(drawers().view(drawerOf("inspector")));
        const auto sums = [this] {
            const auto &pipe = m_model->snapshot().channels[0];
            return std::pair(pipe.bytesIn, pipe.bytesOut);
        };
        int frames = 0;
        auto before = sums();
        QStringList late;
        connect(m_pacer.get(), &Pacer::frame, m_window.get(), [&] {
            if (std::exchange(before, sums()) == sums())
                return;
            ++frames;
            const auto told = QStringLiteral("  written in all: %1\n  read in all: %2\n")
                                  .arg(words::bytes(before.first), words::bytes(before.second));
            if (!view->sheet().wholeText().contains(told))
                late << told;
        });
        const bool isEmpty = before.first == before.second; // then the reader cannot be first
        const WorkerId second = isEmpty ? 1 : 0;
        for (int turn = 0; turn < 6; ++turn) {
            QTest::qWait(120);
            const auto seen = frames;
            m_model->select(turn % 2 == 0 ? 1 - second : second);
            m_model->step();
            QTRY_VERIFY_WITH_TIMEOUT(frames > seen, patience);
        }
        QVERIFY2(late.isEmpty(), qPrintable(late.join(u' ')));
    }

    /// Nobody is held: calls come one after the other, and rates between them.
    void theInspectorKeepsUpWithAStageThatGoesOn()
    {
        m_model->setPace({250'000'000});
        openFlow();
        m_model->setFocus({Focus::Kind::Channel, noWorker, 0});
        openSheet("inspector");
        const auto *view = static_cast<SheetView *>(drawers().view(drawerOf("inspector")));
        const auto bytesOut = [this] { return m_model->snapshot().channels[0].bytesOut; };
        int frames = 0;
        auto before = bytesOut();
        QStringList late;
        connect(m_pacer.get(), &Pacer::frame, m_window.get(), [&] {
            if (std::exchange(before, bytesOut()) == bytesOut())
                return;
            ++frames;
            const auto told = QStringLiteral("  read in all: %1\n").arg(words::bytes(before));
            if (!view->sheet().wholeText().contains(told))
                late << told;
        });
        QTRY_VERIFY_WITH_TIMEOUT(frames >= 16, patience);
        QVERIFY2(late.isEmpty(), qPrintable(late.join(u' ')));
    }

    /// As often as can be read, not in each frame.
    void atFullSpeedTheInspectorIsRefreshedTenTimesASecond()
    {
        m_model->setPace({});
        openFlow();
        m_model->setFocus({Focus::Kind::Process, 0});
        openSheet("inspector");
        const auto *view = static_cast<SheetView *>(drawers().view(drawerOf("inspector")));
        int refreshes = 0;
        int frames = 0; // fewer than it asks for, where the machine is busy
        QString before;
        connect(m_pacer.get(), &Pacer::frame, m_window.get(), [&] {
            ++frames;
            const auto text = view->sheet().wholeText();
            refreshes += std::exchange(before, text) != text ? 1 : 0;
        });
        QElapsedTimer clock;
        clock.start();
        QTest::qWait(2000);
        const auto looks = clock.elapsed() / 250;
        const auto mayBe = clock.elapsed() / 100 + looks + 3;
        QVERIFY2(refreshes >= std::min(10, frames / 3) && refreshes <= mayBe,
                 qPrintable(
                     QStringLiteral("%1 of %2, %3 frames").arg(refreshes).arg(mayBe).arg(frames)));
    }
};

QTEST_MAIN(TestSheets)
#include "tst_sheets.moc"
