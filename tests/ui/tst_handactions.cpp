// SPDX-License-Identifier: MIT
// What can be done by hand: what each button says, and what the kernel says once it was done.
#include "mechanisms/registry.h"
#include "support.h"
#include "ui/model/playhead.h"
#include "ui/pacer.h"
#include "ui/views/handbutton.h"
#include "ui/views/handpanel.h"

#include <QApplication>
#include <QFileInfo>
#include <QPushButton>
#include <QTest>

#include <algorithm>
#include <csignal>
#include <fcntl.h>

using namespace seeipc;

namespace {

constexpr int patience = 20'000; ///< milliseconds

QStringList textsOf(const std::vector<HandAction> &actions)
{
    QStringList texts;
    for (const auto &action : actions)
        texts << action.text;
    return texts;
}

/// "flags:" of /proc/PID/fdinfo/FD, octal there; -1: not there.
long flagsOf(std::int64_t pid, int fd)
{
    QFile file(QStringLiteral("/proc/%1/fdinfo/%2").arg(pid).arg(fd));
    if (!file.open(QIODevice::ReadOnly))
        return -1;
    for (const auto &line : file.readAll().split('\n')) {
        if (line.startsWith("flags:"))
            return line.mid(6).trimmed().toLong(nullptr, 8);
    }
    return -1;
}

bool isOpen(std::int64_t pid, int fd)
{
    return QFileInfo(QStringLiteral("/proc/%1/fd/%2").arg(pid).arg(fd)).isSymLink();
}

} // namespace

class TestHandActions : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_model = std::make_unique<SessionModel>(m_pacer);
        m_panel = std::make_unique<HandPanel>(*m_model, nullptr);
        m_panel->resize(500, 300);
        m_panel->show();
    }
    void cleanup()
    {
        m_panel.reset();
        m_model.reset();
    }

    /// "立即" stays on one line, wherever the line ends.
    void noButtonBreaksAChineseWord()
    {
        const auto words = QStringLiteral(
            "关闭 writer 的 fd 4（p 的写端），立即：这是最后一个写端");
        const QFontMetrics metrics(QApplication::font());
        const auto widest = metrics.horizontalAdvance(QStringLiteral("最后一个写端，"));
        const QStringList wholes{QStringLiteral("关闭"), QStringLiteral("立即"),
                                 QStringLiteral("写端），"), QStringLiteral("最后"),
                                 QStringLiteral("一个写端")};
        for (int room = widest; room < metrics.horizontalAdvance(words); ++room) {
            const auto lines = brokenAtPauses(words, metrics, room).split(u'\n');
            QVERIFY(lines.size() > 1);
            for (const auto &line : lines)
                QVERIFY2(metrics.horizontalAdvance(line) <= room, qPrintable(line));
            for (const auto &whole : wholes)
                QVERIFY2(lines.join(u'|').contains(whole), qPrintable(lines.join(u'|')));
            QCOMPARE(lines.join(QString()).remove(u' '), QString(words).remove(u' '));
        }
    }

    void aProcessBetweenTwoCallsClosesNow()
    {
        playFlow();
        m_model->setFocus({Focus::Kind::Process, writer});
        const auto texts = textsOf(m_panel->actions());
        QVERIFY2(
            texts.contains(QStringLiteral("Close fd 4 of writer (write end of p), now: the last "
                                          "one, then end of file")),
            qPrintable(texts.join('\n')));
        QVERIFY(texts.contains(QStringLiteral("Stop writer (SIGSTOP), at once")));
        QVERIFY(texts.contains(QStringLiteral("Kill writer (SIGKILL), at once")));
        press(QStringLiteral("Close fd 4 of writer"));
        QTRY_VERIFY_WITH_TIMEOUT(!isOpen(pidOf(writer), 4), patience);
        QTRY_VERIFY_WITH_TIMEOUT(m_model->live().channels[0].writers.empty(), patience);
        const auto &last = m_model->live().processes[writer].last;
        QVERIFY(last && last->effect == Effect::Close && last->step == noStep);
    }

    void whoSleepsClosesOnceItsCallHasReturned()
    {
        open("pipe-read-blocks-empty");
        QTRY_VERIFY_WITH_TIMEOUT(isAsleep("read"), patience);
        const auto sleeper = sleeperIn("read");
        const auto name = QString::fromStdString(m_model->scenario().workers[sleeper].name);
        m_model->setFocus({Focus::Kind::Process, sleeper});
        const auto texts = textsOf(m_panel->actions()).join('\n');
        QVERIFY2(texts.contains(QStringLiteral(", after read(3) returns")), qPrintable(texts));
        QVERIFY(texts.contains(QStringLiteral("Kill %1 (SIGKILL), at once").arg(name)));
    }

    /// The last read end: who sleeps in a write gets the signal at once, not with its next write.
    void whoseSleepTheLastReadEndEndsIsNamed()
    {
        open("pipe-write-blocks-full");
        QTRY_VERIFY_WITH_TIMEOUT(isAsleep("write"), patience);
        m_model->setHeld(true);
        const auto sleeper = sleeperIn("write");
        const auto name = QString::fromStdString(m_model->scenario().workers[sleeper].name);
        m_model->setFocus({Focus::Kind::End, noWorker, 0, End::Read});
        const auto texts = textsOf(m_panel->actions()).join('\n');
        QVERIFY2(texts.contains(QStringLiteral("the last one, then SIGPIPE kills %1, asleep in "
                                               "write(4)")
                                    .arg(name)),
                 qPrintable(texts));
        press(QStringLiteral("Close fd 3"));
        QTRY_COMPARE_WITH_TIMEOUT(m_model->live().processes[sleeper].state, ProcessState::Killed,
                                  patience);
        QCOMPARE(m_model->live().processes[sleeper].ending->signal(), SIGPIPE);
    }

    void aCapacityThatIsTooSmallIsSaidToBeRefused()
    {
        open("pipe-write-blocks-full");
        QTRY_VERIFY_WITH_TIMEOUT(isAsleep("write"), patience);
        m_model->setHeld(true);
        m_model->setFocus({Focus::Kind::Channel, noWorker, 0});
        QTRY_VERIFY_WITH_TIMEOUT(
            textsOf(m_panel->actions())
                .join('\n')
                .contains(QStringLiteral(": refused (EBUSY) while 16 slots are in use")),
            patience);
        press(QStringLiteral("Capacity down to"));
        const auto &channel = m_model->live().channels[0];
        QTRY_COMPARE_WITH_TIMEOUT(channel.resizeError, EBUSY, patience);
    }

    void whatWaitsForASleeperIsTakenBack()
    {
        open("pipe-read-blocks-empty");
        QTRY_VERIFY_WITH_TIMEOUT(isAsleep("read"), patience);
        const auto sleeper = sleeperIn("read");
        m_model->setHeld(true); // nobody else writes meanwhile
        m_model->setFocus({Focus::Kind::Process, sleeper});
        press(QStringLiteral("Close fd 3"));
        QTRY_VERIFY_WITH_TIMEOUT(
            textsOf(m_panel->actions())
                .front()
                .startsWith(QStringLiteral("Asked for; take it back: Close fd 3")),
            patience);
        press(QStringLiteral("Asked for; take it back: Close fd 3"));
        QTRY_VERIFY_WITH_TIMEOUT(
            textsOf(m_panel->actions()).front().startsWith(QStringLiteral("Close fd 3")), patience);
        m_model->setHeld(false);
        m_model->setPace({.nanoseconds = 0});
        QTRY_VERIFY_WITH_TIMEOUT(m_model->hasEnded(), patience);
        const auto &trace = m_model->trace();
        for (auto i = trace.first(); i < trace.count(); ++i)
            QVERIFY(trace.at(i).effect != Effect::Close || trace.at(i).step != noStep
                    || trace.at(i).kind != EventKind::CallReturned);
    }

    void whoNeverReturnsIsOfferedToBeKilled()
    {
        open("pipe-parent-waits-deadlock");
        QTRY_VERIFY_WITH_TIMEOUT(!m_model->waits().ring.empty(), patience);
        const auto sleeper = sleeperIn("write");
        m_model->setFocus({Focus::Kind::Process, sleeper});
        m_panel->follow();
        const auto texts = textsOf(m_panel->actions()).join('\n');
        QVERIFY2(texts.contains(QStringLiteral("(SIGKILL), at once: write(4) never returns, so it "
                                               "closes nothing any more")),
                 qPrintable(texts));
        QCOMPARE(texts.count(QStringLiteral("SIGKILL")), 1);
        QVERIFY(!texts.contains(QStringLiteral("Close fd")));
        press(QStringLiteral("Kill"));
        QTRY_COMPARE_WITH_TIMEOUT(m_model->live().processes[sleeper].state, ProcessState::Killed,
                                  patience);
        QCOMPARE(m_model->live().processes[sleeper].ending->signal(), SIGKILL);
        QVERIFY(hasEvent(EventKind::SignalByHand, SIGKILL));
    }

    void flagsAreSetAndClearedOnTheOpenFile()
    {
        playFlow();
        m_model->setFocus({Focus::Kind::End, noWorker, 0, End::Write});
        press(QStringLiteral("Set O_DIRECT (write end): each write becomes a packet, through"));
        QTRY_VERIFY_WITH_TIMEOUT((flagsOf(pidOf(writer), 4) & O_DIRECT) != 0, patience);
        QTRY_VERIFY_WITH_TIMEOUT(
            textsOf(m_panel->actions()).join('\n').contains(QStringLiteral("Clear O_DIRECT")),
            patience);
        QCOMPARE(m_model->live().modeOf(writer, 4), WriteMode::Packets);
        press(QStringLiteral("Set O_NONBLOCK (write end)"));
        QTRY_VERIFY_WITH_TIMEOUT((flagsOf(pidOf(writer), 4) & O_NONBLOCK) != 0, patience);
        QVERIFY((flagsOf(pidOf(writer), 4) & O_DIRECT) != 0); // the other one stays
    }

    /// It is awake for an instant only: between one call that slept and the next.
    void whoSleepsChangesItsFlagsOnceItWakes()
    {
        open("pipe-flow");
        m_model->setPace({.nanoseconds = 50'000'000});
        QTRY_VERIFY_WITH_TIMEOUT(isAsleep("write"), patience);
        m_model->setFocus({Focus::Kind::End, noWorker, 0, End::Write});
        press(QStringLiteral("Set O_NONBLOCK (write end): EAGAIN instead of sleep"));
        QTRY_VERIFY_WITH_TIMEOUT((flagsOf(pidOf(writer), 4) & O_NONBLOCK) != 0, patience);
    }

    void theCapacityIsChangedThroughWhoIsAwake()
    {
        playFlow();
        m_model->setFocus({Focus::Kind::Channel, noWorker, 0});
        const auto before = m_model->live().channels[0].slots.capacity();
        press(QStringLiteral("Capacity up to"));
        QTRY_COMPARE_WITH_TIMEOUT(m_model->live().channels[0].slots.capacity(), 2 * before,
                                  patience);
        const auto details = m_model->details(writer);
        QVERIFY(details.has_value());
    }

    /// A goes on behind B's bytes once in that demo, however it is timed.
    void theNextTornRecordIsFoundAlsoWhenAllIsOver()
    {
        open("pipe-interleave-forced");
        m_model->setPace({.nanoseconds = 0});
        QTRY_VERIFY_WITH_TIMEOUT(m_model->hasEnded(), patience);
        m_model->setFocus({Focus::Kind::Channel, noWorker, 0});
        m_panel->follow();
        QCOMPARE(textsOf(m_panel->actions()),
                 QStringList("Next torn record (Ctrl+T): 1 seen so far, the last one of A"));
        press(QStringLiteral("Next torn record"));
        const auto &trace = m_model->trace();
        const auto position = m_model->playhead().position();
        QCOMPARE(trace.snapshotAt(position).channels[0].torn, 1);
        QCOMPARE(trace.snapshotAt(position - 1).channels[0].torn, 0);
        QVERIFY(!m_model->playhead().isLive());
        press(QStringLiteral("Next torn record")); // behind the last one it begins anew
        QCOMPARE(m_model->playhead().position(), position);
    }

    /// A second click where the first one was does nothing more, and nothing else.
    void whatIsDoneStaysInItsPlaceAndSaysSo()
    {
        playFlow();
        m_model->setFocus({Focus::Kind::Process, writer});
        QTest::qWait(0); // laid out
        auto *close = button(QStringLiteral("Close fd 4 of writer"));
        const auto *kill = button(QStringLiteral("Kill writer"));
        QVERIFY(close && kill);
        const auto place = close->geometry();
        const auto killsPlace = kill->geometry();
        QTest::mouseClick(close, Qt::LeftButton);
        QTRY_COMPARE_WITH_TIMEOUT(close->text(), QStringLiteral("fd 4 of writer is closed"),
                                  patience);
        QVERIFY(!close->isEnabled());
        QTest::qWait(300); // laid out, and the panel has followed
        QCOMPARE(close->geometry(), place);
        QCOMPARE(kill->geometry(), killsPlace);
        clickAt(place.center());
        QTest::qWait(300);
        QVERIFY(!hasEvent(EventKind::SignalByHand, SIGSTOP));
        m_model->setFocus({Focus::Kind::Process, 1});
        m_model->setFocus({Focus::Kind::Process, writer});
        QVERIFY(!textsOf(m_panel->actions()).join('\n').contains(QStringLiteral("fd 4")));
    }

    void whoWasStoppedIsContinuedByNoSecondClick()
    {
        playFlow();
        m_model->setFocus({Focus::Kind::Process, writer});
        QTest::qWait(0);
        auto *stop = button(QStringLiteral("Stop writer"));
        const auto *kill = button(QStringLiteral("Kill writer"));
        QVERIFY(stop && kill);
        const auto place = stop->geometry();
        const auto killsPlace = kill->geometry();
        clickAt(place.center());
        QTRY_COMPARE_WITH_TIMEOUT(stop->text(), QStringLiteral("writer is stopped"), patience);
        clickAt(place.center());
        QTRY_VERIFY_WITH_TIMEOUT(stop->text().startsWith(QStringLiteral("Continue writer")),
                                 patience);
        QVERIFY(!hasEvent(EventKind::SignalByHand, SIGCONT));
        QCOMPARE(stop->geometry(), place);
        clickAt(place.center());
        QTRY_COMPARE_WITH_TIMEOUT(stop->text(), QStringLiteral("writer goes on"), patience);
        QCOMPARE(kill->geometry(), killsPlace);
        clickAt(place.center());
        QTest::qWait(300);
        QVERIFY(!hasEvent(EventKind::SignalByHand, SIGKILL));
    }

    void theCloseOfAnotherStaysWhereItIs()
    {
        open("pipe-interleave-large");
        QTRY_VERIFY_WITH_TIMEOUT(m_model->live().channels[0].writers.size() > 2, patience);
        m_model->setHeld(true);
        QTRY_VERIFY_WITH_TIMEOUT(isSettled(*m_model), patience);
        m_model->setFocus({Focus::Kind::End, noWorker, 0, End::Write});
        const auto places = [this] {
            std::vector<WorkerId> all;
            for (const auto &action : m_panel->actions()) {
                if (action.kind == HandAction::Kind::Close)
                    all.push_back(action.worker);
            }
            return all;
        };
        const auto before = places();
        QVERIFY(before.size() > 2);
        press(m_panel->actions()[1].text);
        QTRY_VERIFY_WITH_TIMEOUT(m_panel->actions()[1].isOver, patience);
        QCOMPARE(places(), before);
    }

    void theKeysDoNotGoFromWhatIsDoneToItsNeighbour()
    {
        playFlow();
        m_model->setFocus({Focus::Kind::Process, writer});
        m_panel->activateWindow();
        auto *close = button(QStringLiteral("Close fd 4 of writer"));
        close->setFocus();
        QTRY_VERIFY(close->hasFocus());
        QTest::keyClick(close, Qt::Key_Space);
        QTRY_VERIFY_WITH_TIMEOUT(!close->isEnabled(), patience);
        QCOMPARE(QApplication::focusWidget(), m_panel.get());
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Space);
        QTest::qWait(300);
        QVERIFY(!hasEvent(EventKind::SignalByHand, SIGSTOP));
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
        QCOMPARE(QApplication::focusWidget(), button(QStringLiteral("Stop writer")));
    }

    void whereNothingRunsThereIsNothingToDo()
    {
        QVERIFY(m_panel->actions().empty());
        QVERIFY(m_panel->findChildren<QPushButton *>().isEmpty());
    }

private:
    static constexpr WorkerId writer = 0;

    void open(const char *id) { QVERIFY(m_model->open(demo(id), {}).has_value()); }

    /// pipe-flow, held, with both processes between two calls.
    void playFlow()
    {
        open("pipe-flow");
        QTRY_VERIFY_WITH_TIMEOUT(m_model->live().channels[0].bytesIn > 0, patience);
        m_model->setHeld(true);
        QTRY_VERIFY_WITH_TIMEOUT(isSettled(*m_model), patience);
        QTRY_COMPARE_WITH_TIMEOUT(m_model->live().processes[writer].state, ProcessState::AtGate,
                                  patience);
    }

    WorkerId sleeperIn(std::string_view call) const
    {
        const auto &processes = m_model->live().processes;
        for (std::size_t i = 0; i < processes.size(); ++i) {
            if (processes[i].state == ProcessState::Asleep
                && callAt(processes[i].call).name == call)
                return static_cast<WorkerId>(i);
        }
        return noWorker;
    }
    bool isAsleep(std::string_view call) const { return sleeperIn(call) != noWorker; }
    std::int64_t pidOf(WorkerId worker) const { return m_model->live().processes[worker].pid; }

    bool hasEvent(EventKind kind, int argument) const
    {
        const auto &trace = m_model->trace();
        for (auto i = trace.first(); i < trace.count(); ++i) {
            if (trace.at(i).kind == kind && trace.at(i).arguments[1] == argument)
                return true;
        }
        return false;
    }

    QPushButton *button(const QString &beginning) const
    {
        for (auto *one : m_panel->findChildren<QPushButton *>()) {
            if (one->isVisible() && one->text().startsWith(beginning))
                return one;
        }
        return nullptr;
    }

    void press(const QString &beginning)
    {
        auto *found = button(beginning);
        QVERIFY2(found, qPrintable(beginning + " is not there:\n"
                                   + textsOf(m_panel->actions()).join('\n')));
        found->click();
    }

    /// Whatever is there by now.
    void clickAt(const QPoint &place)
    {
        auto *there = m_panel->widget()->childAt(place);
        QVERIFY(there);
        QTest::mouseClick(there, Qt::LeftButton);
    }

    Pacer m_pacer;
    std::unique_ptr<SessionModel> m_model;
    std::unique_ptr<HandPanel> m_panel;
};

QTEST_MAIN(TestHandActions)
#include "tst_handactions.moc"
