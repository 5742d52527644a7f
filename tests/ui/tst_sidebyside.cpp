// SPDX-License-Identifier: MIT
// A wrong demo and its cure in one window: both run for real, and their steps tell them apart.
#include "scenario/loader.h"
#include "support.h"
#include "ui/compare/sidebyside.h"
#include "ui/pacer.h"

#include <QFile>

using namespace seeipc;

namespace {

constexpr int patience = 20'000; ///< milliseconds
constexpr Pace quick{20'000'000};

Scenario demo(const char *id)
{
    auto read = loadScenario(findScenario(id).value_or(""));
    auto *scenario = std::get_if<Scenario>(&read);
    if (!scenario)
        qFatal("no demo %s", id);
    return std::move(*scenario);
}

/// What the rows of a demo's lists say that are marked with the sign.
QStringList marked(const QWidget &window, const QString &sign)
{
    QStringList rows;
    for (const auto *list : window.findChildren<StepList *>()) {
        for (const auto &row : list->text().split(QStringLiteral("<tr"))) {
            if (row.contains(QStringLiteral("<b>%1</b>").arg(sign)))
                rows << row.section(QStringLiteral("<b>"), 2, 2).section(QLatin1Char('<'), 0, 0);
        }
    }
    return rows;
}

} // namespace

class TestSideBySide : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aDemoIsFoundWithItsCureFromEitherOfThem()
    {
        for (const char *id : {"pipe-eof-forgotten-close", "pipe-eof-forgotten-close-cured"}) {
            const auto both = wrongAndCured(demo(id));
            QVERIFY(both);
            QCOMPARE(both->first.id, std::string("pipe-eof-forgotten-close"));
            QCOMPARE(both->second.id, std::string("pipe-eof-forgotten-close-cured"));
        }
        QVERIFY(!wrongAndCured(demo("pipe-flow")));
    }

    void bothRunAndTheWrongOneHangsWhereTheCureEnds()
    {
        Pacer pacer;
        const auto both = wrongAndCured(demo("pipe-eof-forgotten-close"));
        QVERIFY(both);
        SideBySide window(pacer, both->first, both->second, quick);
        window.setAttribute(Qt::WA_DeleteOnClose, false);
        window.resize(1920, 1080);
        window.show();
        window.startOver();
        QTRY_VERIFY_WITH_TIMEOUT(window.cured().hasEnded(), patience);
        const auto &wrong = window.wrong();
        const auto isHung = [&] {
            for (const auto &wait : wrong.waits().waits) {
                const auto pid = wrong.snapshot().processes[wait.worker].pid;
                QFile call(QStringLiteral("/proc/%1/syscall").arg(pid));
                if (wait.hopeless && call.open(QIODevice::ReadOnly)
                    && call.readAll().startsWith("0 0x3 ")) // in read(3)
                    return true;
            }
            return false;
        };
        QTRY_VERIFY_WITH_TIMEOUT(isHung(), patience);
        QVERIFY(!wrong.hasEnded());
    }

    void theStepsTellThemApart()
    {
        Pacer pacer;
        const auto both = wrongAndCured(demo("pipe-eof-forgotten-close"));
        QVERIFY(both);
        SideBySide window(pacer, both->first, both->second, quick);
        window.setAttribute(Qt::WA_DeleteOnClose, false);
        QCOMPARE(marked(window, QStringLiteral("+")), QStringList{"close(p[1])"});
        QCOMPARE(marked(window, QStringLiteral("−")), QStringList());
    }

    /// Both stages and both rows of steps stand at the same height, whose steps are more or not.
    void bothStandLevel()
    {
        Pacer pacer;
        const auto both = wrongAndCured(demo("pipe-eof-forgotten-close"));
        QVERIFY(both);
        SideBySide window(pacer, both->first, both->second, quick);
        window.setAttribute(Qt::WA_DeleteOnClose, false);
        window.resize(1600, 900);
        window.show();
        QVERIFY(QTest::qWaitForWindowExposed(&window));
        QSet<int> tops;
        for (const auto *list : window.findChildren<StepList *>())
            tops.insert(list->mapTo(&window, QPoint()).y());
        QCOMPARE(tops.size(), 1);
    }

    void aFrozenPictureSaysSoAndStandsStillWhileBothGoOn()
    {
        Pacer pacer;
        const auto both = wrongAndCured(demo("pipe-eof-forgotten-close"));
        QVERIFY(both);
        SideBySide window(pacer, both->first, both->second, quick);
        window.setAttribute(Qt::WA_DeleteOnClose, false);
        window.show();
        window.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&window));
        const auto says = [&window](const char *words) {
            for (const auto *label : window.findChildren<QLabel *>()) {
                if (label->text().contains(QLatin1String(words)))
                    return true;
            }
            return false;
        };
        window.startOver();
        QVERIFY(!says("frozen"));
        QTest::keyClick(&window, Qt::Key_F);
        QVERIFY(says("Picture frozen at"));
        const auto calls = window.cured().snapshot().processes[0].calls;
        QTRY_VERIFY_WITH_TIMEOUT(window.cured().live().processes[0].isEnded(), patience);
        QCOMPARE(window.cured().snapshot().processes[0].calls, calls);
        QTest::keyClick(&window, Qt::Key_F);
        QVERIFY(!says("frozen"));
        QVERIFY(window.cured().snapshot().processes[0].isEnded());
    }

    void keysRunBothToTheNextChangeOrByOneCall()
    {
        Pacer pacer;
        SideBySide window(pacer, demo("pipe-flow"), demo("pipe-flow"), quick);
        window.setAttribute(Qt::WA_DeleteOnClose, false);
        window.show();
        window.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&window));
        QTest::keyClick(&window, Qt::Key_Space);
        window.startOver();
        const auto stand = [&](std::int64_t calls) {
            for (const auto *model : {&window.wrong(), &window.cured()}) {
                if (model->live().processes[0].calls != calls || !model->canStep())
                    return false;
            }
            return true;
        };
        for (int calls = 0; calls < 4; ++calls) { // each another step
            QTRY_VERIFY_WITH_TIMEOUT(stand(calls), patience);
            QTest::keyClick(&window, Qt::Key_S);
        }
        QTRY_VERIFY_WITH_TIMEOUT(stand(4), patience);
        QTest::keyClick(&window, Qt::Key_S, Qt::ShiftModifier);
        QTRY_VERIFY_WITH_TIMEOUT(stand(5), patience);
        QTest::keyClick(&window, Qt::Key_S); // up to the full pipe
        for (const auto *model : {&window.wrong(), &window.cured()}) {
            const auto &writer = model->live().processes[0];
            QTRY_COMPARE_WITH_TIMEOUT(writer.state, ProcessState::Asleep, patience);
            QCOMPARE(procNumber(writer.pid, "io", "wchar:"), 16'384);
        }
    }

    void holdAndStartOverReachBoth()
    {
        Pacer pacer;
        const auto both = wrongAndCured(demo("pipe-eof-forgotten-close"));
        QVERIFY(both);
        SideBySide window(pacer, both->first, both->second, quick);
        window.setAttribute(Qt::WA_DeleteOnClose, false);
        window.show();
        window.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&window));
        window.startOver();
        QTest::keyClick(&window, Qt::Key_Space);
        QVERIFY(window.wrong().isHeld() && window.cured().isHeld());
        QTest::keyClick(&window, Qt::Key_Space);
        QVERIFY(!window.wrong().isHeld() && !window.cured().isHeld());
        QTRY_VERIFY_WITH_TIMEOUT(window.cured().hasEnded(), patience);
        QTest::keyClick(&window, Qt::Key_R);
        QVERIFY(!window.cured().hasEnded());
        QTRY_VERIFY_WITH_TIMEOUT(window.cured().hasEnded(), patience);
        QVERIFY(window.close());
    }
};

QTEST_MAIN(TestSideBySide)
#include "tst_sidebyside.moc"
