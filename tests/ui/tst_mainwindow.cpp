// SPDX-License-Identifier: MIT
// The window, used as a person uses it: by keys, against real sessions; what it says in both
// languages, three themes, and on a small screen.
#include "posix/uniquefd.h"
#include "ui/compare/sidebyside.h"
#include "ui/controls/barbutton.h"
#include "ui/controls/notice.h"
#include "ui/controls/numbers.h"
#include "ui/controls/parameterfield.h"
#include "ui/controls/parameterpanel.h"
#include "ui/controls/speed.h"
#include "ui/controls/statusline.h"
#include "ui/controls/stepwords.h"
#include "ui/demochooser.h"
#include "ui/exportmenu.h"
#include "ui/language.h"
#include "ui/layoutswitch.h"
#include "ui/mainactions.h"
#include "ui/model/demolist.h"
#include "ui/scene/words.h"
#include "ui/topbar.h"
#include "ui/views/stage.h"
#include "windowtest.h"

#include <QAccessible>
#include <QLayout>
#include <QMenu>
#include <QProcess>
#include <QRegularExpression>
#include <QShortcut>
#include <QSignalSpy>
#include <QSlider>
#include <QTemporaryDir>

#include <fcntl.h>
#include <unistd.h>

using namespace seeipc;

namespace {

constexpr int gatherMilliseconds = 300; ///< what should not happen has time to happen

bool hasChinese(const QString &text)
{
    return std::any_of(text.begin(), text.end(),
                       [](QChar letter) { return letter.unicode() >= 0x2e80; });
}

/// Does the text hold an English word that is no name of a thing: of a process, a call, an errno, and no
/// bytes that were read?
bool hasEnglish(QString text)
{
    static const QRegularExpression names(
        QStringLiteral("\\w+\\([^)]*\\)|\\b[A-Z0-9_]{2,}\\b|SeeIPC|\\.json|\\b[a-z]*(writer|reader)"
                       "\\b|“[^”]*”|\\bfd\\b|Tab|Esc|Enter|Ctrl|Shift|Home|End|Space|Right|\\(&"
                       "\\w\\)|[A-Z]\\w*\\+"));
    static const QRegularExpression words(QStringLiteral("[A-Za-z]{3,}"));
    return text.remove(names).contains(words);
}

/// Every text that a widget shows or tells.
QStringList textsOf(const QWidget &widget)
{
    QStringList texts{widget.toolTip(), widget.accessibleName()};
    if (const auto *button = qobject_cast<const QAbstractButton *>(&widget))
        texts << button->text();
    if (const auto *label = qobject_cast<const QLabel *>(&widget))
        texts << label->text();
    if (const auto *edit = qobject_cast<const QLineEdit *>(&widget))
        texts << edit->placeholderText() << edit->text();
    if (const auto *menu = qobject_cast<const QMenu *>(&widget)) {
        texts << menu->title();
        for (const auto *action : menu->actions())
            texts << action->text();
    }
    texts.removeAll(QString());
    return texts;
}

} // namespace

class TestMainWindow : public WindowTest
{
    Q_OBJECT

private Q_SLOTS:
    void holdKeysHoldAndRelease_data()
    {
        QTest::addColumn<int>("key");
        QTest::newRow("Space") << static_cast<int>(Qt::Key_Space);
        QTest::newRow("P") << static_cast<int>(Qt::Key_P);
    }
    void holdKeysHoldAndRelease()
    {
        QFETCH(int, key);
        openFlow();
        press(static_cast<Qt::Key>(key));
        QVERIFY(m_model->isHeld());
        QCOMPARE(m_window->statusLine().state(), QStringLiteral("Processes held"));
        QTRY_VERIFY_WITH_TIMEOUT(isSettled(*m_model), patience);
        std::vector<qint64> slept; // the second witness: a held process is never woken
        for (const auto pid : pidsOf(*m_model))
            slept.push_back(procNumber(pid, "status", "voluntary_ctxt_switches:"));
        QTest::qWait(gatherMilliseconds);
        for (std::size_t i = 0; i < slept.size(); ++i)
            QCOMPARE(procNumber(pidsOf(*m_model)[i], "status", "voluntary_ctxt_switches:"),
                     slept[i]);
        const auto calls = m_model->snapshot().processes[0].calls;
        press(static_cast<Qt::Key>(key));
        QVERIFY(!m_model->isHeld());
        QTRY_VERIFY_WITH_TIMEOUT(m_model->snapshot().processes[0].calls > calls, patience);
        QVERIFY(m_window->statusLine().state().startsWith(QStringLiteral("Running")));
    }

    /// All killed from outside while they are held.
    void whoHasEndedIsHeldNoMore()
    {
        m_window->open(demo("pipe-write-blocks-full"), {});
        QTRY_VERIFY_WITH_TIMEOUT(m_model->live().processes[1].pid > 0, patience);
        press(Qt::Key_Space);
        const auto &button = m_window->bar().holdButton();
        const auto &action = *m_window->actions().hold;
        QTRY_VERIFY(button.isChecked() && action.isChecked());
        QCOMPARE(button.text(), QStringLiteral("Release processes"));
        for (const auto pid : pidsOf(*m_model))
            ::kill(static_cast<pid_t>(pid), SIGKILL);
        QTRY_VERIFY_WITH_TIMEOUT(m_model->hasEnded(), patience);
        QCOMPARE(button.text(), QStringLiteral("Hold processes"));
        QVERIFY(!button.isChecked() && !button.isEnabled());
        QVERIFY(!action.isChecked() && !action.isEnabled());
        QCOMPARE(button.toolTip(),
                 QStringLiteral("All processes have ended. Started over, they begin held"));
        QCOMPARE(m_window->statusLine().state(), QStringLiteral("All processes have ended"));

        const auto &step = m_window->bar().stepButton();
        QVERIFY(!step.isEnabled());
        QCOMPARE(step.toolTip(),
                 QStringLiteral("All processes have ended: none is left to step. Start over (R)"));
        m_model->setHeld(false);
        QCOMPARE(button.toolTip(),
                 QStringLiteral("All processes have ended: none is left to hold. Start over (R)"));
        m_model->setHeld(true);

        m_window->actions().startOver->trigger();
        QTRY_VERIFY_WITH_TIMEOUT(m_model->canStep(), patience);
        QCOMPARE(button.text(), QStringLiteral("Release processes"));
        QVERIFY(button.isChecked() && button.isEnabled() && action.isChecked());
        press(Qt::Key_Space);
        QVERIFY(!m_model->isHeld() && !button.isChecked());
        QTRY_VERIFY_WITH_TIMEOUT(m_model->live().processes[0].calls > 3, patience);
    }

    void stepKeysMakeOneCallOfTheSelectedProcess_data()
    {
        QTest::addColumn<int>("key");
        QTest::newRow("Shift+S") << static_cast<int>(Qt::Key_S);
        QTest::newRow("Shift+Right") << static_cast<int>(Qt::Key_Right);
        QTest::newRow("Shift+click") << 0;
    }
    void stepKeysMakeOneCallOfTheSelectedProcess()
    {
        QFETCH(int, key);
        openHeldWithContent();
        press(Qt::Key_2);
        QCOMPARE(m_model->selected(), WorkerId{1});
        QTRY_COMPARE_WITH_TIMEOUT(m_window->bar().stepButton().text(),
                                  QStringLiteral("Run reader: read(3, buf, 4096)…"), patience);
        const auto reader = m_model->snapshot().processes[1];
        const auto writer = m_model->snapshot().processes[0];
        const auto taken = procNumber(reader.pid, "io", "rchar:");
        go(key, Qt::ShiftModifier);
        QTRY_COMPARE_WITH_TIMEOUT(m_model->snapshot().processes[1].calls, reader.calls + 1,
                                  patience);
        QTest::qWait(gatherMilliseconds);
        QCOMPARE(procNumber(reader.pid, "io", "rchar:"), taken + 4096);
        QCOMPARE(m_model->snapshot().processes[1].calls, reader.calls + 1);
        const bool mayReturn = writer.state == ProcessState::Asleep; // room was made for it
        QVERIFY(m_model->snapshot().processes[0].calls <= writer.calls + (mayReturn ? 1 : 0));
    }

    void runKeysRunTheSelectedProcessToTheNextChange_data()
    {
        QTest::addColumn<int>("key");
        QTest::newRow("S") << static_cast<int>(Qt::Key_S);
        QTest::newRow("Right") << static_cast<int>(Qt::Key_Right);
        QTest::newRow("click") << 0;
    }
    void runKeysRunTheSelectedProcessToTheNextChange()
    {
        QFETCH(int, key);
        m_model->setHeld(true);
        m_window->open(demo("pipe-flow"), {});
        const auto &writer = m_model->live().processes[0];
        const auto &reader = m_model->live().processes[1];
        for (int calls = 0; calls < 4; ++calls) { // each another step: pipe, fcntl, fork, close
            QTRY_VERIFY_WITH_TIMEOUT(writer.calls == calls && m_model->canStep(), patience);
            QVERIFY(stepWords(*m_model).text.startsWith(QStringLiteral("Step writer: ")));
            go(key);
        }
        QTRY_VERIFY_WITH_TIMEOUT(writer.calls == 4 && m_model->canStep(), patience);
        QTRY_COMPARE(m_window->bar().stepButton().text(),
                     QStringLiteral("Run writer: write(4, buf, 4096)…"));
        const auto written = procNumber(writer.pid, "io", "wchar:");
        go(key);
        QTRY_COMPARE_WITH_TIMEOUT(writer.state, ProcessState::Asleep, patience);
        QCOMPARE(procNumber(writer.pid, "io", "wchar:"), written + 16'384);
        press(Qt::Key_2);
        QTRY_VERIFY_WITH_TIMEOUT(m_model->canStep(), patience);
        go(key);
        QTRY_VERIFY_WITH_TIMEOUT(reader.calls == 1 && m_model->canStep(), patience);
        const auto taken = procNumber(reader.pid, "io", "rchar:");
        go(key); // the first read wakes the writer
        QTRY_VERIFY_WITH_TIMEOUT(writer.calls == 9 && m_model->canStep(), patience);
        QTest::qWait(gatherMilliseconds);
        QCOMPARE(procNumber(reader.pid, "io", "rchar:"), taken + 4096);
        QVERIFY(m_window->bar().stepButton().accessibleDescription().contains(
            QStringLiteral("Shift+S")));
    }

    void aRunThatLastsIsToldAndEndedByTheUser_data()
    {
        QTest::addColumn<int>("key");
        for (const auto key : {Qt::Key_Space, Qt::Key_P, Qt::Key_Escape, Qt::Key_S})
            QTest::newRow(qPrintable(QKeySequence(key).toString())) << static_cast<int>(key);
        QTest::newRow("click") << 0;
    }
    void aRunThatLastsIsToldAndEndedByTheUser()
    {
        QFETCH(int, key);
        m_model->setHeld(true);
        const auto flow = demo("pipe-flow");
        auto values = defaultParameters(flow);
        values[parameterOf(flow, "writeSize")].number = 1;
        values[parameterOf(flow, "capacity")].number = 1'048'576;
        m_window->open(flow, values);
        const auto &writer = m_model->live().processes[0];
        for (int calls = 0; calls < 4; ++calls) {
            QTRY_VERIFY_WITH_TIMEOUT(writer.calls == calls && m_model->canStep(), patience);
            press(Qt::Key_S);
        }
        QTRY_VERIFY_WITH_TIMEOUT(writer.calls == 4 && m_model->canStep(), patience);
        press(Qt::Key_S);
        const auto &button = m_window->bar().stepButton();
        QTRY_COMPARE_WITH_TIMEOUT(button.text(), QStringLiteral("writer runs on…"), patience);
        QVERIFY(button.isEnabled() && button.toolTip().contains(QStringLiteral("Esc")));
        QCOMPARE(button.accessibleDescription(), button.toolTip());
        QCOMPARE(m_window->statusLine().state(),
                 QStringLiteral("Processes held, only writer runs on"));
        QVERIFY(!m_window->actions().step->isEnabled() && m_window->actions().run->isEnabled());
        go(key);
        const auto isTold = [&writer] {
            return procNumber(writer.pid, "io", "wchar:") == writer.bytesWritten;
        };
        QTRY_VERIFY_WITH_TIMEOUT(!m_model->isRunningOn() && m_model->canStep() && isTold(),
                                 patience);
        QVERIFY(m_model->isHeld());
        const auto written = procNumber(writer.pid, "io", "wchar:");
        QTest::qWait(gatherMilliseconds);
        QCOMPARE(procNumber(writer.pid, "io", "wchar:"), written);
        QCOMPARE(button.text(), QStringLiteral("Run writer: write(4, buf, 1)…"));
    }

    void stepHoldsWhatRuns()
    {
        openFlow();
        press(Qt::Key_S);
        QVERIFY(m_model->isHeld());
        QTRY_VERIFY_WITH_TIMEOUT(isSettled(*m_model), patience);
    }

    void aSleepersStepButtonSaysSoAndIsOff()
    {
        openFlow();
        const auto isAsleep = [this] {
            return m_model->snapshot().processes[0].state == ProcessState::Asleep;
        };
        press(Qt::Key_1);
        QTRY_VERIFY_WITH_TIMEOUT(isAsleep() && !m_window->bar().stepButton().isEnabled()
                                     && m_window->bar().stepButton().text()
                                            == QStringLiteral("writer sleeps in write(4) until "
                                                              "reader reads"),
                                 patience);
    }

    void aSleepersStepSaysWhereItSleepsInVisibleWords_data()
    {
        QTest::addColumn<QSize>("size");
        QTest::addColumn<bool>("isChinese");
        QTest::newRow("projector") << QSize(1024, 768) << false;
        QTest::newRow("projector, Chinese") << QSize(1024, 768) << true;
        QTest::newRow("desk") << QSize(1920, 1080) << false;
        QTest::newRow("desk, Chinese") << QSize(1920, 1080) << true;
    }
    void aSleepersStepSaysWhereItSleepsInVisibleWords()
    {
        QFETCH(QSize, size);
        QFETCH(bool, isChinese);
        m_window->setLanguage(isChinese ? Language::Chinese : Language::English);
        m_window->resize(size);
        m_model->setPace({}); // full speed
        m_window->open(demo("pipe-parent-waits-deadlock"), {});
        const auto workers = m_model->scenario().workers;
        const auto parent = std::find_if(workers.begin(), workers.end(), [](const Worker &worker) {
            return worker.name == "parent";
        });
        press(static_cast<Qt::Key>(Qt::Key_1 + (parent - workers.begin())));
        const auto &button = m_window->bar().stepButton();
        const QString call = QStringLiteral("wait()");
        QTRY_VERIFY_WITH_TIMEOUT(button.text().contains(call), patience); // its accessible name
        QVERIFY2(button.shownWords().contains(call), qPrintable(button.shownWords()));
        QVERIFY(!button.isElided() && !button.isEnabled());
        QVERIFY(hasChinese(button.shownWords()) == isChinese);
        QVERIFY(hasChinese(button.accessibleDescription()) == isChinese);
        const auto deadlock = isChinese ? QStringLiteral("死锁") : QStringLiteral("Deadlock");
        QTRY_VERIFY_WITH_TIMEOUT(button.shownWords().startsWith(deadlock), patience);
        QVERIFY2(button.shownWords().contains(call), qPrintable(button.shownWords()));
        QVERIFY(!button.isElided());
        QCOMPARE(button.text(),
                 isChinese ? QStringLiteral("死锁：parent 睡在 wait() 里，等 child 结束")
                           : QStringLiteral("Deadlock: parent sleeps in wait() until child ends"));
    }

    void aReadersStepSaysWhoCouldWakeItInItsVisibleWords()
    {
        m_window->resize(1024, 768);
        m_model->setPace({1'000'000'000});
        m_window->open(demo("pipe-read-blocks-empty"), {});
        press(Qt::Key_1);
        QTRY_COMPARE_WITH_TIMEOUT(
            stepWords(*m_model).text,
            QStringLiteral("reader sleeps in read(3) until writer writes or closes"), patience);
        QTRY_VERIFY(m_window->bar().stepButton().shownWords().contains(
            QLatin1String("read(3) until writer writes")));
    }

    void whoCanBeWokenByNobodyIsStuckWithoutADeadlock()
    {
        m_model->setPace({});
        m_window->open(demo("pipe-eof-forgotten-close"), {});
        press(Qt::Key_1);
        QTRY_COMPARE_WITH_TIMEOUT(
            stepWords(*m_model).text,
            QStringLiteral("Stuck: reader sleeps in read(3) until its own fd 4 closes"), patience);
        QCOMPARE(stepWords(*m_model).shorter.back(), QStringLiteral("Stuck in read(3)"));
    }

    void aStepButtonOfLittleRoomSaysAtLeastWhereTheSleepIs()
    {
        BarButton button;
        button.setForm(BarButton::Form::Short);
        button.setLetters(34, 22);
        button.setWords(
            QStringLiteral("grandchild-of-nobody sleeps in write(4) until reader reads"),
            {QStringLiteral("sleeps in write(4) until reader reads"),
             QStringLiteral("sleeps in write(4)")});
        QCOMPARE(button.shownWords(), QStringLiteral("sleeps in write(4)"));
        QVERIFY(!button.isElided());
    }

    void startOverRunsAnotherSession()
    {
        openFlow();
        const auto before = pidsOf(*m_model);
        QSignalSpy restarted(m_model.get(), &SessionModel::restarted);
        press(Qt::Key_R);
        QCOMPARE(restarted.count(), 1);
        QTRY_VERIFY_WITH_TIMEOUT(
            pidsOf(*m_model).size() == before.size() && pidsOf(*m_model)[0] != before[0], patience);
    }

    void speedKeysGoThroughAllSpeeds()
    {
        openFlow();
        for (int i = 0; i < speedCount(); ++i)
            press(Qt::Key_Minus);
        QCOMPARE(positionOf(m_model->pace()), 0);
        press(Qt::Key_Plus);
        QCOMPARE(positionOf(m_model->pace()), 1);
        for (int i = 0; i < speedCount(); ++i)
            press(Qt::Key_Equal);
        QVERIFY(m_model->pace().isFullSpeed());
        auto &line = *m_window->findChild<StatusLine *>();
        QCOMPARE(line.state(), QStringLiteral("Running: full speed"));
        line.resize(line.freezeButton().sizeHint().width() + 60, line.height());
        QCOMPARE(line.state(), QStringLiteral("Running"));
    }

    /// At once: a picture may be taken then.
    void longerWordsOfTheStatusLineHaveTheirRoom()
    {
        openFlow();
        press(Qt::Key_P);
        QTRY_VERIFY_WITH_TIMEOUT(isSettled(*m_model), patience);
        const auto *label = m_window->statusLine().findChild<ElidingLabel *>();
        QCoreApplication::processEvents();
        m_model->playhead().freeze();
        QVERIFY(label->text().startsWith(QStringLiteral("Picture frozen")));
        QVERIFY2(!label->isElided(), qPrintable(QString::number(label->width())));
    }

    /// Who is stuck sees where it is put right; a demo without a cure has no such button.
    void whereSomebodyIsStuckAButtonLeadsToTheCure()
    {
        const auto &cure = m_window->findChild<StatusLine *>()->cureButton();
        m_window->open(demo("pipe-parent-waits-deadlock"), {});
        QVERIFY(!cure.isVisibleTo(m_window.get()));
        QTRY_VERIFY_WITH_TIMEOUT(!m_model->waits().ring.empty(), patience);
        QTRY_VERIFY_WITH_TIMEOUT(cure.isVisibleTo(m_window.get()), patience);
        QTest::mouseClick(&m_window->findChild<StatusLine *>()->cureButton(), Qt::LeftButton);
        const auto *both = m_window->findChild<SideBySide *>();
        QVERIFY(both && both->isVisible());
        openFlow();
        QVERIFY(!cure.isVisibleTo(m_window.get()));
    }

    /// A key that only does nothing would look dead.
    void whereNothingIsTornTheKeyToTheNextTearSaysSo()
    {
        openFlow();
        press(Qt::Key_P);
        QTRY_VERIFY_WITH_TIMEOUT(isSettled(*m_model), patience);
        auto &line = *m_window->findChild<StatusLine *>();
        line.refresh();
        const auto before = line.state();
        press(Qt::Key_T, Qt::ControlModifier);
        QVERIFY(m_model->playhead().isLive());
        QCOMPARE(line.state(), QStringLiteral("No torn record was seen up to here · ") + before);
        line.refresh(); // as it does four times a second
        QVERIFY(line.state().startsWith(QStringLiteral("No torn record")));
        press(Qt::Key_F);
        QVERIFY2(!line.state().contains(QStringLiteral("No torn record")),
                 qPrintable(line.state()));
        const auto position = m_model->playhead().position();
        press(Qt::Key_T, Qt::ControlModifier);
        QCOMPARE(m_model->playhead().position(), position);
        QVERIFY2(line.state().startsWith(QStringLiteral("No torn record")),
                 qPrintable(line.state()));
        press(Qt::Key_R);
        QVERIFY2(!line.state().contains(QStringLiteral("No torn record")),
                 qPrintable(line.state()));
    }

    /// The picture has torn edges then, which the answer has to do with.
    void whereARecordOnlyMayBeTornTheKeyToTheNextTearSaysThat()
    {
        m_window->open(demo("pipe-interleave-large"), {});
        const auto &live = m_model->live().channels[0];
        QTRY_VERIFY_WITH_TIMEOUT(live.slots.isTornInside() || m_model->hasEnded(), patience);
        QCOMPARE(live.torn, std::int64_t{0});
        press(Qt::Key_T, Qt::ControlModifier);
        QVERIFY(m_model->playhead().isLive());
        const auto &line = *m_window->findChild<StatusLine *>();
        QVERIFY2(line.state().startsWith(QStringLiteral("No record is known to be torn up to here, "
                                                        "the torn edges are a guess")),
                 qPrintable(line.state()));
    }

    void behindTheOnlyTornRecordTheKeySaysThatThereIsNoOther()
    {
        m_window->resize(1366, 768);
        m_window->open(demo("pipe-interleave-forced"), {});
        QTRY_VERIFY_WITH_TIMEOUT(m_model->live().channels[0].torn == 1 || m_model->hasEnded(),
                                 patience);
        QCOMPARE(m_model->live().channels[0].torn, 1);
        const auto &line = *m_window->findChild<StatusLine *>();
        press(Qt::Key_T, Qt::ControlModifier);
        QVERIFY(!m_model->playhead().isLive());
        QVERIFY2(!line.state().contains(QStringLiteral("torn")), qPrintable(line.state()));
        const auto position = m_model->playhead().position();
        press(Qt::Key_T, Qt::ControlModifier);
        QCOMPARE(m_model->playhead().position(), position);
        QVERIFY2(line.state().startsWith(QStringLiteral("No other torn record was seen")),
                 qPrintable(line.state()));
        QTRY_VERIFY_WITH_TIMEOUT(m_model->trace().count() > position + 1, patience);
        m_model->playhead().moveTo(position + 1);
        QVERIFY2(!line.state().contains(QStringLiteral("torn")), qPrintable(line.state()));
        press(Qt::Key_T, Qt::ControlModifier); // from elsewhere it is the next one
        QCOMPARE(m_model->playhead().position(), position);
        QVERIFY2(!line.state().contains(QStringLiteral("torn")), qPrintable(line.state()));
    }

    void fullScreenComesAndGoes()
    {
        openFlow();
        press(Qt::Key_F11);
        QTRY_VERIFY(m_window->isFullScreen());
        press(Qt::Key_F11);
        QTRY_VERIFY(!m_window->isFullScreen());
        press(Qt::Key_F11);
        QTRY_VERIFY(m_window->isFullScreen());
        press(Qt::Key_Escape);
        QTRY_VERIFY(!m_window->isFullScreen());
    }

    void theChooserNamesEveryDemoInBothLanguagesAndOpensOne()
    {
        openFlow();
        auto *chooser = openChooser();
        QVERIFY(chooser != nullptr);
        auto *list = chooser->findChild<QListWidget *>();
        QVERIFY(list->count() >= 5); // four demos and a chapter
        for (int row = 0; row < list->count(); ++row) {
            const auto *item = list->item(row);
            if (item->flags() != Qt::NoItemFlags)
                QVERIFY2(hasChinese(item->text()) && hasEnglish(item->text()),
                         qPrintable(item->text()));
        }
        QTest::keyClicks(chooser->findChild<QLineEdit *>(), QStringLiteral("pipe-hello"));
        QTest::keyClick(chooser->findChild<QLineEdit *>(), Qt::Key_Return);
        QTRY_COMPARE(QString::fromStdString(m_model->scenario().id), QStringLiteral("pipe-hello"));
        QVERIFY(!m_model->failure());
    }

    /// The list names every key of the window, and no other.
    void theKeysListNamesEveryKey()
    {
        openFlow();
        press(Qt::Key_F1);
        auto *dialog = m_window->findChild<QDialog *>();
        QVERIFY(dialog != nullptr);
        QStringList told;
        for (const auto *label : dialog->findChildren<QLabel *>())
            told += label->text().split(QStringLiteral(" / "));
        int keys = 0;
        for (const auto *action : m_window->findChildren<QAction *>()) {
            const bool isDigit = std::find(m_window->actions().select.begin(),
                                           m_window->actions().select.end(), action)
                                 != m_window->actions().select.end();
            for (const auto &key : action->shortcuts()) {
                const auto text = key.toString(QKeySequence::NativeText);
                QVERIFY2(isDigit || told.contains(text), qPrintable(text));
                ++keys;
            }
        }
        QVERIFY(keys > 25);
        QVERIFY(told.contains(QStringLiteral("T")) && told.contains(QStringLiteral("1 ... 9")));
        for (const auto *gesture : {"Click, on the stage", "Drag the playhead", "Wheel"})
            QVERIFY2(told.contains(QLatin1String(gesture)), gesture);
        QVERIFY(m_window->findChildren<QShortcut *>().isEmpty()); // none beside the actions
        QVERIFY(dialog->height() <= 720 && dialog->width() <= 1100);
        dialog->accept();
    }

    void theKeysListFitsASmallWindow_data()
    {
        QTest::addColumn<Language>("language");
        QTest::newRow("English") << Language::English;
        QTest::newRow("Chinese") << Language::Chinese;
    }

    /// Nothing of it is cut at the right, and the button that closes it is inside.
    void theKeysListFitsASmallWindow()
    {
        QFETCH(Language, language);
        setCurrentLanguage(language);
        m_window->resize(1024, 768);
        openFlow();
        press(Qt::Key_F1);
        auto *dialog = m_window->findChild<QDialog *>();
        QVERIFY(dialog != nullptr && QTest::qWaitForWindowExposed(dialog));
        QVERIFY(dialog->width() <= 1024 && dialog->height() <= 768);
        QVERIFY(dialog->minimumSizeHint().width() <= 1024);
        const auto *close = dialog->findChild<QPushButton *>();
        QVERIFY(dialog->rect().contains(close->geometry()));
        for (const auto *label : dialog->findChildren<QLabel *>()) {
            const QRect place(label->mapTo(dialog, QPoint()), label->size());
            QVERIFY2(place.left() >= 0 && place.right() < dialog->width(),
                     qPrintable(label->text()));
            QVERIFY2(label->width() >= label->minimumSizeHint().width(), qPrintable(label->text()));
        }
        dialog->accept();
        setCurrentLanguage(Language::English);
    }

    /// gcc is the second witness of what was saved.
    void theDemoIsSavedAsAProgramWithTheValuesOfNow()
    {
        openFlow();
        auto *menu = m_window->findChild<ExportMenu *>();
        const QTemporaryDir directory;
        const auto file = directory.filePath(QStringLiteral("flow.c"));
        m_model->setParameter(parameterOf(m_model->scenario(), "capacity"), 8192);
        QVERIFY(menu->save(file));
        QVERIFY(fileText(file).contains(QStringLiteral("fcntl(p[1], F_SETPIPE_SZ, 8192)")));
        QVERIFY(m_window->notice().sentence().isEmpty());
        QProcess gcc;
        gcc.start(QStringLiteral("gcc"),
                  {QStringLiteral("-std=c17"), QStringLiteral("-Wall"), QStringLiteral("-Werror"),
                   QStringLiteral("-fsyntax-only"), file});
        if (gcc.waitForStarted()) {
            QVERIFY(gcc.waitForFinished());
            QVERIFY2(gcc.exitCode() == 0, gcc.readAllStandardError().constData());
        }
        QVERIFY(menu->terminalLine().contains(QStringLiteral("strace -f")));
        QVERIFY(!menu->save(QStringLiteral("/proc/flow.c")));
        QVERIFY2(m_window->notice().sentence().contains(QStringLiteral("/proc/flow.c")),
                 qPrintable(m_window->notice().sentence()));
    }

    void theDemosButtonOpensTheStartPageAndTheLatestIsKept()
    {
        openFlow();
        BarButton *button = nullptr;
        for (auto *each : m_window->bar().findChildren<BarButton *>())
            button = each->text() == QStringLiteral("Demos") ? each : button;
        QVERIFY(button != nullptr);
        QTest::mouseClick(button, Qt::LeftButton);
        auto *chooser = m_window->findChild<DemoChooser *>();
        QVERIFY(chooser != nullptr && chooser->isVisible());
        QTest::keyClicks(chooser->findChild<QLineEdit *>(), QStringLiteral("pipe-hello"));
        QTest::keyClick(chooser->findChild<QLineEdit *>(), Qt::Key_Return);
        QTRY_COMPARE(QString::fromStdString(m_model->scenario().id), QStringLiteral("pipe-hello"));
        QCOMPARE(m_window->settings().recent, QStringList{QStringLiteral("pipe-hello")});
        auto settings = m_window->settings();
        for (const char *id : {"a", "b", "pipe-hello", "c", "d"})
            settings.noteDemo(QString::fromLatin1(id));
        QCOMPARE(settings.recent, (QStringList{"d", "c", "pipe-hello", "b"}));
    }

    void everyKeyWorksFromEveryControl()
    {
        openFlow();
        for (auto *widget : m_window->findChildren<QWidget *>()) {
            if (widget->focusPolicy() == Qt::NoFocus || !widget->isVisible())
                continue;
            widget->setFocus(Qt::TabFocusReason);
            const bool wasHeld = m_model->isHeld();
            QTest::keyClick(QApplication::focusWidget() ? QApplication::focusWidget() : widget,
                            Qt::Key_P);
            QVERIFY2(m_model->isHeld() != wasHeld, widget->metaObject()->className());
        }
    }

    void tabReachesEveryControlAndComesBack()
    {
        openHeldWithContent();
        QSet<QWidget *> reached;
        for (int i = 0; i < 60; ++i) {
            QTest::keyClick(m_window.get(), Qt::Key_Tab);
            reached.insert(QApplication::focusWidget());
        }
        for (auto *button : m_window->findChildren<QAbstractButton *>()) {
            if (button->isVisible() && button->isEnabled())
                QVERIFY2(reached.contains(button), qPrintable(button->text()));
        }
        for (auto *slider : m_window->findChildren<QSlider *>())
            QVERIFY2(reached.contains(slider), qPrintable(slider->accessibleName()));
        for (auto *field : m_window->findChildren<QSpinBox *>())
            QVERIFY2(reached.contains(field), qPrintable(field->accessibleName()));
    }

    void everyControlHasAName()
    {
        openFlow();
        for (auto *widget : m_window->findChildren<QWidget *>()) {
            if (widget->focusPolicy() == Qt::NoFocus || !widget->isVisible()
                || qobject_cast<QAbstractSpinBox *>(widget->parentWidget()))
                continue;
            auto *face = QAccessible::queryAccessibleInterface(widget);
            QVERIFY(face != nullptr);
            QVERIFY2(!face->text(QAccessible::Name).isEmpty(), widget->metaObject()->className());
        }
    }

    void aParameterActsAtOnce()
    {
        openFlow();
        const auto position = parameterOf(m_model->scenario(), "writeSize");
        auto *field = m_window->parameters().field(position)->findChild<QSpinBox *>();
        std::int64_t asked = 0;
        connect(m_model.get(), &SessionModel::happened, this,
                [&](const std::vector<Event> &events) {
                    for (const auto &event : events) {
                        if (event.effect == Effect::Write)
                            asked = event.arguments[1];
                    }
                });
        type(*field, QStringLiteral("1234"));
        QTRY_COMPARE_WITH_TIMEOUT(asked, std::int64_t{1234}, patience);
        auto *slider = m_window->parameters().field(position)->findChild<QSlider *>();
        slider->setFocus();
        QTest::keyClick(slider, Qt::Key_Home);
        QTRY_COMPARE_WITH_TIMEOUT(asked, std::int64_t{1}, patience);
        QCOMPARE(field->value(), 1);
    }

    void aPaceHasNoEffectAtFullSpeedAndItsFieldSaysSo()
    {
        openFlow();
        const auto position = parameterOf(m_model->scenario(), "readerPace");
        auto *parameter = m_window->parameters().field(position);
        auto *size = m_window->parameters().field(parameterOf(m_model->scenario(), "writeSize"));
        const auto isEnabled = [](const ParameterField *one) {
            return one->findChild<QSpinBox *>()->isEnabled()
                   && one->findChild<QSlider *>()->isEnabled();
        };
        const auto before = parameter->hint();
        QVERIFY(isEnabled(parameter));
        const auto pace = m_model->pace();
        m_model->setPace({});
        QVERIFY(!isEnabled(parameter) && isEnabled(size));
        QCOMPARE(parameter->hint(), QStringLiteral("no effect at full speed"));
        parameter->setCompact(true);
        QCOMPARE(parameter->findChild<ElidingLabel *>()->text(),
                 QStringLiteral("Reader's pace: full speed"));
        QCOMPARE(parameter->toolTip(), parameter->hint());
        m_window->setLanguage(Language::Chinese);
        QTRY_VERIFY(hasChinese(parameter->hint()) && !hasEnglish(parameter->hint()));
        m_window->setLanguage(Language::English);
        m_model->setPace(pace);
        QVERIFY(isEnabled(parameter));
        QTRY_COMPARE(parameter->hint(), before);
    }

    void aRefusalIsToldBesideTheControlWhichReturnsToTheTruth()
    {
        openHeldWithContent();
        const auto position = parameterOf(m_model->scenario(), "capacity");
        auto *parameter = m_window->parameters().field(position);
        auto *field = parameter->findChild<QSpinBox *>();
        const int before = field->value();
        type(*field, QStringLiteral("4096"));
        QTRY_VERIFY_WITH_TIMEOUT(parameter->hint().contains(QStringLiteral("EBUSY")), patience);
        QVERIFY(parameter->hint().contains(groupedText(4096)));
        QCOMPARE(field->value(), before);
        const auto caption = m_model->caption(Language::English); // the narrator tells it too
        QVERIFY2(sentence(caption, Language::English).find("EBUSY") != std::string::npos,
                 sentence(caption, Language::English).c_str());
        m_window->setLanguage(Language::Chinese);
        QTRY_VERIFY(hasChinese(parameter->hint()) && !hasEnglish(parameter->hint()));
    }

    /// A call of somebody else's, as a shell can make it through /proc.
    void aCapacityThatIsNotTheKnobsIsToldBesideIt()
    {
        openFlow();
        const auto position = parameterOf(m_model->scenario(), "capacity");
        auto *parameter = m_window->parameters().field(position);
        auto *field = parameter->findChild<QSpinBox *>();
        const auto bounds =
            QStringLiteral("%1 to %2 bytes").arg(groupedText(4096), groupedText(4'194'304));
        QTRY_COMPARE_WITH_TIMEOUT(parameter->hint(), bounds, patience);
        const auto &writer = m_model->live().processes[0];
        const auto end =
            QStringLiteral("/proc/%1/fd/%2").arg(writer.pid).arg(writer.descriptors.front().fd);
        const UniqueFd fd(::open(qPrintable(end), O_RDWR | O_NONBLOCK | O_CLOEXEC));
        QVERIFY(fd.isValid());
        QCOMPARE(::fcntl(fd.get(), F_SETPIPE_SZ, 131'072), 131'072);
        const auto told = QStringLiteral("the pipe has %1 bytes").arg(groupedText(131'072));
        QTRY_COMPARE_WITH_TIMEOUT(parameter->hint(), told, patience);
        QCOMPARE(field->accessibleDescription(), told);
        QCOMPARE(field->value(), 16'384);
        m_window->resize(1024, 768); // the number has room on a projector too
        const auto *title = parameter->findChild<QLabel *>();
        const auto shown = QStringLiteral("Capacity ≠ %1").arg(groupedText(131'072));
        QTRY_COMPARE(title->text(), shown);
        QVERIFY(title->fontMetrics().horizontalAdvance(shown) <= title->width());
        m_window->setLanguage(Language::Chinese);
        QTRY_VERIFY(hasChinese(parameter->hint()) && !hasEnglish(parameter->hint()));
        m_window->setLanguage(Language::English);
        type(*field, QStringLiteral("262144")); // by hand it has the last word again
        QTRY_COMPARE_WITH_TIMEOUT(parameter->hint(), bounds, patience);
        QCOMPARE(m_model->live().channels[0].capacity.value, 262'144);
    }

    void aBrokenSessionIsOneSentenceAndAWayOn()
    {
        openFlow();
        QVERIFY(m_window->notice().sentence().isEmpty());
        const auto steward = stewardPid();
        QVERIFY(steward > 0);
        QCOMPARE(::kill(static_cast<pid_t>(steward), SIGKILL), 0);
        QTRY_VERIFY_WITH_TIMEOUT(!m_window->notice().sentence().isEmpty(), patience);
        QVERIFY(!m_window->bar().stepButton().isEnabled());
        m_window->setLanguage(Language::Chinese);
        QTRY_VERIFY(hasChinese(m_window->notice().sentence()));
        auto *wayOn = m_window->notice().findChild<QPushButton *>();
        QVERIFY(wayOn->isVisible());
        QTest::mouseClick(wayOn, Qt::LeftButton);
        QVERIFY(m_window->notice().sentence().isEmpty());
        QTRY_VERIFY_WITH_TIMEOUT(m_model->snapshot().channels[0].bytesOut > 0, patience);
    }

    void withoutTheWorkersProgramTheWindowSaysSo()
    {
        m_model->setSetup({.recorded = true, .cpu = -1, .workerProgram = "/nowhere/seeipc-worker"});
        m_window->open(demo("pipe-flow"), {});
        QVERIFY(m_window->notice().sentence().contains(QStringLiteral("/nowhere/seeipc-worker")));
        QCOMPARE(m_window->statusLine().state(), QStringLiteral("No session runs"));
        m_model->setSetup({});
        press(Qt::Key_R);
        QVERIFY(m_window->notice().sentence().isEmpty());
    }

    void aBrokenFileIsToldAndWhatRunsGoesOn()
    {
        openFlow();
        m_window->openFile("/nowhere/demo.json");
        QVERIFY(m_window->notice().sentence().contains(QStringLiteral("/nowhere/demo.json")));
        QVERIFY(!m_model->hasEnded());
        m_window->setLanguage(Language::Chinese);
        QTRY_VERIFY(hasChinese(m_window->notice().sentence()));
    }

    void anotherLanguageReachesEveryWidget()
    {
        openFlow();
        m_window->actions().languages[1]->trigger();
        QCoreApplication::processEvents();
        QVERIFY(currentLanguage() == Language::Chinese);
        auto *chooser = openChooser();
        QVERIFY(chooser != nullptr);
        m_window->actions().keys->trigger();
        m_window->actions().about->trigger();
        QTRY_VERIFY(m_window->findChildren<QDialog *>().size() >= 3);
        int seen = 0;
        for (const auto *widget : QApplication::allWidgets()) {
            for (const auto &text : textsOf(*widget)) {
                const bool isName = text == QStringLiteral("&English");
                QVERIFY2(isName || !hasEnglish(text),
                         qPrintable(QString::fromLatin1(widget->metaObject()->className())
                                    + QStringLiteral(": ") + text));
                seen += hasChinese(text) ? 1 : 0;
            }
        }
        QVERIFY2(seen > 40, qPrintable(QString::number(seen)));
        for (auto *dialog : m_window->findChildren<QDialog *>())
            dialog->close();
        m_window->actions().languages[0]->trigger();
        QCoreApplication::processEvents();
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
        for (const auto *widget : m_window->findChildren<QWidget *>()) {
            for (const auto &text : textsOf(*widget))
                QVERIFY2(text == QStringLiteral("中文(&C)") || !hasChinese(text), qPrintable(text));
        }
    }

    void everyThemeColoursTheWindow()
    {
        openFlow();
        for (const auto theme : {ThemeName::Dark, ThemeName::Contrast, ThemeName::Light}) {
            m_window->actions().themes[static_cast<std::size_t>(theme)]->trigger();
            QCoreApplication::processEvents();
            const auto picture = m_window->grab().toImage();
            const auto &colours = themeOf(theme);
            QCOMPARE(picture.pixelColor(2, picture.height() / 2), colours.ground);
            QCOMPARE(picture.pixelColor(2, 4), colours.panel);
            QVERIFY(m_window->settings().theme == theme);
        }
    }

    void buttonsHaveAnOutlineInHighContrast()
    {
        openFlow();
        m_window->setTheme(ThemeName::Contrast);
        QCoreApplication::processEvents();
        for (auto *button : m_window->findChildren<QPushButton *>()) {
            if (!button->isVisible() || button->isFlat())
                continue;
            const auto picture = button->grab().toImage();
            const auto edge = picture.pixelColor(picture.width() / 2, 1);
            QVERIFY2(edge.lightness() > 200, qPrintable(button->text() + edge.name()));
        }
    }

    void theMenuOpensOnItsFirstEntry()
    {
        press(Qt::Key_F10);
        QTRY_VERIFY(QApplication::activePopupWidget());
        const auto *menu = qobject_cast<QMenu *>(QApplication::activePopupWidget());
        QVERIFY(menu);
        QCOMPARE(menu->activeAction(), menu->actions().front());
        QApplication::activePopupWidget()->close();
    }

    /// Where one line is not enough, in two.
    void theTitleOfADemoIsToldWhole()
    {
        const auto &title = *m_window->findChild<TopBar *>()->findChild<ElidingLabel *>();
        for (const QSize size : {QSize(1024, 768), QSize(1366, 768)}) {
            m_window->resize(size);
            for (const auto &entry : demoList()) {
                if (entry.title.en.size() < 20)
                    continue;
                QVERIFY(m_model->open(demo(entry.id), {}));
                m_model->setHeld(true);
                QCoreApplication::processEvents();
                QVERIFY2(!title.isElided(), qPrintable(title.text()));
            }
        }
    }

    void nothingIsCutOffOnASmallScreen_data()
    {
        QTest::addColumn<QSize>("size");
        QTest::addColumn<bool>("isChinese");
        for (const QSize size :
             {QSize(1024, 768), QSize(1366, 768), QSize(1920, 1080), QSize(3840, 2160)}) {
            for (const bool isChinese : {false, true})
                QTest::addRow("%dx%d %s", size.width(), size.height(), isChinese ? "zh_CN" : "en")
                    << size << isChinese;
        }
    }
    void nothingIsCutOffOnASmallScreen()
    {
        QFETCH(QSize, size);
        QFETCH(bool, isChinese);
        m_window->setLanguage(isChinese ? Language::Chinese : Language::English);
        m_window->resize(size);
        openHeldWithContent();
        press(Qt::Key_2);
        QCoreApplication::processEvents();
        QCOMPARE(m_window->size(), size); // nothing in it wants more room
        for (auto *label : m_window->findChildren<QLabel *>()) {
            if (!label->isVisible() || label->text().isEmpty())
                continue;
            const QFontMetrics metrics(label->font());
            const auto needed = metrics.boundingRect(
                QRect(0, 0, label->contentsRect().width(), 10'000),
                label->wordWrap() ? Qt::TextWordWrap : Qt::TextSingleLine, label->text());
            QVERIFY2(needed.width() <= label->contentsRect().width()
                         && needed.height() <= label->contentsRect().height() + 1,
                     qPrintable(QStringLiteral("%1: %2x%3 in %4x%5")
                                    .arg(label->text())
                                    .arg(needed.width())
                                    .arg(needed.height())
                                    .arg(label->contentsRect().width())
                                    .arg(label->contentsRect().height())));
        }
        for (auto *button : m_window->findChildren<BarButton *>()) {
            QVERIFY2(!button->isVisible() || !button->isElided(), qPrintable(button->text()));
        }
        for (auto *field : m_window->findChildren<QSpinBox *>()) {
            const int needed = QFontMetrics(field->font()).horizontalAdvance(field->text());
            QVERIFY2(needed < field->width(), qPrintable(field->text()));
        }
    }

    void aLoopThatCountsAsOneIsToldAndMadeAsOneStep()
    {
        m_model->setHeld(true);
        m_window->open(demo("pipe-write-blocks-full"), {});
        const auto &writer = m_model->live().processes[0];
        for (int calls = 0; calls < 3; ++calls) { // pipe, fork, close
            QTRY_VERIFY_WITH_TIMEOUT(writer.calls == calls && m_model->canStep()
                                         && m_window->actions().step->isEnabled(),
                                     patience);
            press(Qt::Key_S);
        }
        QTRY_VERIFY_WITH_TIMEOUT(writer.calls == 3 && m_model->canStep()
                                     && m_window->actions().step->isEnabled(),
                                 patience);
        const auto words = stepWords(*m_model);
        QCOMPARE(words.text,
                 QStringLiteral("Step writer: %1 × write(4, buf, 1)").arg(groupedText(65'536)));
        QCOMPARE(words.shorter,
                 QStringList(
                     {QStringLiteral("Step writer: %1 × write(4, …, 1)").arg(groupedText(65'536)),
                      QStringLiteral("Step writer: %1 × write(4)").arg(groupedText(65'536))}));
        QVERIFY(words.isPossible && words.reason.isEmpty());
        press(Qt::Key_S);
        QTRY_VERIFY_WITH_TIMEOUT(writer.calls == 3 + 65'536 && m_model->canStep()
                                     && m_window->actions().step->isEnabled(),
                                 patience);
        press(Qt::Key_S); // the one that does not fit
        QTRY_COMPARE_WITH_TIMEOUT(writer.state, ProcessState::Asleep, patience);
        const auto asleep = stepWords(*m_model);
        QCOMPARE(asleep.text, QStringLiteral("writer sleeps in write(4) until reader reads"));
        QCOMPARE(asleep.shorter,
                 QStringList({"sleeps in write(4) until reader reads",
                              "write(4) until reader reads", "sleeps in write(4)"}));
        QVERIFY(!asleep.isPossible && !asleep.reason.isEmpty());
        const auto &button = m_window->bar().stepButton();
        QTRY_COMPARE(button.text(), asleep.text);
        QVERIFY(!button.isEnabled() && !m_window->actions().run->isEnabled()
                && !m_window->actions().step->isEnabled());
        QCOMPARE(button.toolTip(), asleep.reason);
        QCOMPARE(button.accessibleDescription(), asleep.reason);
    }

    void whoWaitsForItsCueIsCalledSoOnTheStepButtonToo()
    {
        m_window->open(demo("pipe-write-blocks-full"), {});
        const auto &reader = m_model->live().processes[1];
        QTRY_VERIFY_WITH_TIMEOUT(
            reader.state == ProcessState::AtGate && reader.gate == Gate::Condition, patience);
        press(Qt::Key_2);
        const auto words = stepWords(*m_model);
        QCOMPARE(words.text, QStringLiteral("reader waits until writer sleeps in write"));
        QCOMPARE(words.shorter, QStringList({"reader waits until writer sleeps",
                                             "until writer sleeps", "reader waits for its cue"}));
        for (const auto *told : {"until writer sleeps in write", "1 to 2 select "})
            QVERIFY2(words.reason.contains(QLatin1String(told)), qPrintable(words.reason));
        const auto saysBox = [this](const QString &told) {
            const auto &labels = m_window->findChild<StageView *>()->layoutOfNow().boxes[1].labels;
            return std::any_of(labels.begin(), labels.end(),
                               [&](const Label &label) { return label.text == told; });
        };
        QTRY_VERIFY(saysBox(QStringLiteral("until writer sleeps in write")));
        Snapshot waiting(2, 1); // before any call has returned
        waiting.processes[1] = reader;
        waiting.processes[1].last.reset();
        const auto tells = [&](Language language) {
            const auto told = narrate(m_model->scenario(), waiting, waitsFor(waiting), language);
            return QString::fromStdString(told.what);
        };
        QCOMPARE(tells(Language::English), words.text);
        QCOMPARE(tells(Language::Chinese), QStringLiteral("reader 等 writer 睡在 write 里"));
        QVERIFY(words.shorter.back().endsWith(words::state(reader, false)));
        m_window->resize(1600, 800);
        press(Qt::Key_Space);
        QTRY_COMPARE(m_window->statusLine().state(),
                     QStringLiteral("Processes held · ") + words.text);
        press(Qt::Key_1);
        QTRY_COMPARE(m_window->statusLine().state(), QStringLiteral("Processes held"));
        QVERIFY(!words.isPossible && !words.reason.isEmpty());
    }

    void whatStandsStillIsSaidInWords()
    {
        openFlow();
        const auto &line = m_window->statusLine();
        const auto says = [&line](const char *words) {
            return line.state().contains(QLatin1String(words), Qt::CaseInsensitive);
        };
        QTRY_VERIFY_WITH_TIMEOUT(m_model->live().processes[0].calls > 5, patience);
        QVERIFY(!says("frozen") && !says("held"));
        press(Qt::Key_F);
        QVERIFY(!m_model->playhead().isLive() && !m_model->isHeld());
        QVERIFY(says("picture frozen at") && says("processes go on"));
        QCOMPARE(line.freezeButton().text(), QStringLiteral("Back to live"));
        press(Qt::Key_P);
        QVERIFY(says("picture frozen at") && says("processes held"));
        QTest::mouseClick(&line.freezeButton(), Qt::LeftButton);
        QVERIFY(m_model->playhead().isLive() && m_model->isHeld());
        QVERIFY(!says("frozen") && says("processes held"));
        QTRY_VERIFY_WITH_TIMEOUT(isSettled(*m_model), patience);
        const bool isReaderAwake = m_model->live().processes[1].state == ProcessState::AtGate;
        press(isReaderAwake ? Qt::Key_2 : Qt::Key_1);
        press(Qt::Key_Comma);
        QVERIFY(!m_model->playhead().isLive());
        QVERIFY(m_model->canStep());
        press(Qt::Key_S); // is made to be seen
        QVERIFY(m_model->playhead().isLive());
    }

    void noWordsOfStateChangeTheWindowsSize_data() { everyDemoFitsAProjector_data(); }
    void noWordsOfStateChangeTheWindowsSize()
    {
        QFETCH(QString, id);
        m_window->resize(1024, 768);
        m_window->open(demo(id.toStdString()), {});
        QTRY_VERIFY_WITH_TIMEOUT(m_model->isRunning() || m_model->hasEnded(), patience);
        for (const auto language : {Language::English, Language::Chinese}) {
            m_window->setLanguage(language);
            for (const auto key : {Qt::Key_F, Qt::Key_P, Qt::Key_F, Qt::Key_P}) {
                press(key);
                QCoreApplication::processEvents();
                QCOMPARE(m_window->size(), QSize(1024, 768));
                QVERIFY(!m_window->statusLine().state().isEmpty());
            }
        }
        m_window->setLanguage(Language::English);
    }

    void theStatusCornerKeepsToOneLineInASmallWindow()
    {
        openFlow();
        const auto &line = m_window->statusLine();
        const auto corner = [&line] {
            for (auto *label : line.findChildren<QLabel *>()) {
                if (label->text() == line.place())
                    return label;
            }
            return static_cast<QLabel *>(nullptr);
        };
        for (const auto language : {Language::English, Language::Chinese}) {
            m_window->setLanguage(language);
            for (const auto &size : {QSize(1024, 768), QSize(1280, 800)}) {
                m_window->resize(size);
                for (const bool isFrozen : {false, true}) {
                    isFrozen ? m_model->playhead().freeze() : m_model->playhead().goLive();
                    QTRY_VERIFY(corner() && !corner()->text().isEmpty());
                    QTRY_VERIFY2(corner()->fontMetrics().horizontalAdvance(corner()->text())
                                     <= corner()->width(),
                                 qPrintable(corner()->text()));
                    QVERIFY(!corner()->toolTip().isEmpty());
                }
            }
        }
        m_window->setLanguage(Language::English);
    }

    /// Box and caption tell it in the same instant; the byte, the 13 and the cross follow.
    void aDeathBySigpipeIsToldInOneInstant()
    {
        m_model->setPace({1'000'000'000}); // slower than the signal flies
        m_window->open(demo("pipe-sigpipe-default"), {});
        const auto names = m_model->scenario().workers;
        const auto writer = static_cast<std::size_t>(
            std::find_if(names.begin(), names.end(),
                         [](const Worker &worker) { return worker.name == "writer"; })
            - names.begin());
        const auto *what = m_window->findChild<QLabel *>(QStringLiteral("what"));
        const auto *stage = m_window->findChild<StageView *>();
        QVERIFY(what && stage && writer < names.size());
        const auto &boxes = stage->layoutOfNow().boxes;
        const auto isSeen = [&] { return boxes[writer].look == Look::Killed; };
        const auto isTold = [&] {
            return what->text().contains(QLatin1String("killed by SIGPIPE"));
        };
        QElapsedTimer timer;
        for (timer.start(); !isTold() && !timer.hasExpired(patience);) {
            QTest::qWait(5);
            QCOMPARE(isTold(), isSeen());
            QCOMPARE(isTold(), m_model->snapshot().processes[writer].isEnded());
        }
        QVERIFY(isTold() && !boxes[writer].struck && !boxes[writer].crossed);
        QTRY_VERIFY(boxes[writer].struck && boxes[writer].crossed);
    }

    void besideAFrozenPictureTheStepButtonSpeaksOfTheProcesses()
    {
        openHeldWithContent();
        press(Qt::Key_2);
        const auto &button = m_window->bar().stepButton();
        const auto live = stepWords(*m_model);
        QTRY_COMPARE(button.text(), live.text);
        press(Qt::Key_Comma);
        QVERIFY(!m_model->playhead().isLive());
        QCOMPARE(button.text(), QStringLiteral("Back to live, run reader"));
        QVERIFY(
            button.toolTip().contains(live.text)); // the call that comes next, not the one shown
        QVERIFY(button.isEnabled());
        press(Qt::Key_F);
        QCOMPARE(button.text(), live.text);
    }

    void theStepButtonShortensACallInsteadOfCuttingItOff()
    {
        openHeldWithContent();
        press(Qt::Key_2);
        const auto words = stepWords(*m_model);
        QCOMPARE(words.text, QStringLiteral("Run reader: read(3, buf, 4096)…"));
        QCOMPARE(words.shorter, QStringList({QStringLiteral("Run reader: read(3, …, 4096)…"),
                                             QStringLiteral("Run reader: read(3)…")}));
        BarButton button;
        button.setForm(BarButton::Form::Short);
        button.setLetters(34, 22); // what a long title leaves at 1024
        button.setWords(words.text, words.shorter);
        QVERIFY(!button.isElided());
        button.setWords(words.text, {words.text});
        QVERIFY(button.isElided());
    }

    void aPictureTellsTheSleepOfItsInstant()
    {
        openFlow();
        QTRY_VERIFY_WITH_TIMEOUT(m_model->snapshot().processes[0].calls > 20, patience);
        const auto *what = m_window->findChild<QLabel *>(QStringLiteral("what"));
        QStringList told;
        const auto connection = connect(m_model.get(), &SessionModel::changed, this, [&] {
            if (m_model->snapshot().processes[0].state != ProcessState::Asleep)
                return;
            m_window->showInstant();
            told += what->text();
        });
        QTRY_VERIFY_WITH_TIMEOUT(told.size() >= 5, patience);
        disconnect(connection);
        QVERIFY(std::all_of(told.begin(), told.end(), [](const QString &text) {
            return text == QLatin1String("writer sleeps in write(4).");
        }));
    }

    void whereOneLayoutIsNamedItOffersAll()
    {
        m_window->open(demo("pipe-write-blocks-full"), {}); // a long title
        m_window->resize(1024, 768);
        QTRY_COMPARE(m_window->width(), 1024);
        const auto *layouts = m_window->findChild<LayoutSwitch *>();
        QPushButton *shown = nullptr;
        for (auto *button : layouts->findChildren<QPushButton *>())
            shown = button->isVisible() ? button : shown;
        QCOMPARE(shown->text(), QStringLiteral("Learn ▾"));
        QTest::mouseClick(shown, Qt::LeftButton);
        auto *menu = qobject_cast<QMenu *>(QApplication::activePopupWidget());
        QVERIFY(menu);
        QCOMPARE(menu->actions().size(), static_cast<qsizetype>(layoutCount));
        QVERIFY(m_window->settings().layout == LayoutName::Learn);
        menu->actions().at(1)->trigger();
        menu->close();
        QVERIFY(m_window->settings().layout == LayoutName::Measure);
    }

    void everyDemoFitsAProjector_data()
    {
        QTest::addColumn<QString>("id");
        for (const auto &entry : demoList())
            QTest::newRow(entry.id.c_str()) << QString::fromStdString(entry.id);
    }

    void everyDemoFitsAProjector()
    {
        QFETCH(QString, id);
        m_window->resize(1024, 768);
        for (const auto language : {Language::English, Language::Chinese}) {
            setCurrentLanguage(language);
            m_window->prepare(demo(id.toStdString()), {});
            const auto isWhole = [&] { // once what can be changed is shown
                const auto least = m_window->layout()->totalMinimumSize();
                return least.boundedTo(m_window->size()) == least;
            };
            QTRY_VERIFY(isWhole());
            QCOMPARE(m_window->size(), QSize(1024, 768));
            QCOMPARE(m_window->findChild<QLabel *>(QStringLiteral("what"))->font().pixelSize(), 25);
            QCOMPARE(m_window->findChild<QLabel *>(QStringLiteral("why"))->font().pixelSize(), 18);
        }
        setCurrentLanguage(Language::English);
    }

    void wordsAreShortenedOneAfterTheOther()
    {
        m_window->open(demo("pipe-write-blocks-full"), {}); // a long title
        const auto *layouts = m_window->findChild<LayoutSwitch *>();
        const auto namesSeen = [&] {
            const auto buttons = layouts->findChildren<QPushButton *>();
            return std::count_if(buttons.begin(), buttons.end(),
                                 [](const auto *button) { return button->isVisible(); });
        };
        m_window->resize(1280, 800);
        QTRY_COMPARE(m_window->width(), 1280);
        QCOMPARE(namesSeen(), static_cast<std::ptrdiff_t>(layoutCount));
        m_window->resize(1024, 768);
        QTRY_COMPARE(m_window->width(), 1024);
        QCOMPARE(namesSeen(), 1);
    }

    void controlsDoNotOverlap()
    {
        m_window->resize(1024, 768);
        openFlow();
        QCoreApplication::processEvents();
        QList<QWidget *> controls;
        for (auto *widget : m_window->findChildren<QWidget *>()) {
            if (widget->isVisible() && widget->findChildren<QWidget *>().isEmpty()
                && !qobject_cast<QAbstractSpinBox *>(widget->parentWidget()))
                controls << widget;
        }
        const auto placeOf = [this](const QWidget *widget) {
            return QRect(widget->mapTo(m_window.get(), QPoint()), widget->size());
        };
        for (const auto *one : controls) {
            for (const auto *other : controls)
                QVERIFY2(one == other || !placeOf(one).intersects(placeOf(other)),
                         qPrintable(QString::fromLatin1(one->metaObject()->className()) + u' '
                                    + QString::fromLatin1(other->metaObject()->className())));
        }
    }

    void whatIsChangedIsAnnouncedToBeRemembered()
    {
        openFlow();
        QSignalSpy changed(m_window.get(), &MainWindow::settingsChanged);
        press(Qt::Key_Plus);
        QCOMPARE(changed.count(), 1);
        m_window->actions().stillPicture->trigger();
        QCOMPARE(changed.count(), 2);
        QTest::keyClick(m_window.get(), Qt::Key_T);
        QCOMPARE(m_window->settings().timeAxis, TimeAxis::ByClock);
        QVERIFY(m_window->settings().isStill);
        m_window->resize(1111, 777);
        QTRY_COMPARE(m_window->settings().windowSize.value(), QSize(1111, 777));
    }

    /// A number that every call has been made with says so, as a text does; where calls with it are
    /// still to come nothing is said.
    void aNumberThatNoCallWillUseTakesEffectAtTheNextStart()
    {
        const auto later = QStringLiteral("takes effect at the next start");
        const auto labels = [this](const QString &words) {
            QStringList texts;
            for (const auto *label : m_window->parameters().findChildren<QLabel *>()) {
                if (label->isVisible() && label->text().contains(words))
                    texts << label->text();
            }
            return texts;
        };
        m_window->resize(1280, 1000);
        openFlow();
        QTest::qWait(gatherMilliseconds);
        QVERIFY(labels(later).isEmpty());
        m_model->setHeld(true);
        m_window->open(demo("pipe-parent-waits-deadlock"), {});
        QTRY_VERIFY_WITH_TIMEOUT(isSettled(*m_model), patience);
        QVERIFY(labels(later).isEmpty());
        m_model->setHeld(false);
        QTRY_VERIFY_WITH_TIMEOUT(!m_model->waits().ring.empty(), patience);
        QTRY_COMPARE(labels(later), QStringList{later});
        m_window->resize(1024, 768);
        QTRY_COMPARE(labels(later), QStringList{"The child writes: " + later});
        m_window->setLanguage(Language::Chinese);
        QTRY_VERIFY(!labels(QStringLiteral("下次开始时生效")).isEmpty());
        m_window->setLanguage(Language::English);
        press(Qt::Key_P);
        press(Qt::Key_R);
        QTRY_VERIFY(labels(later).isEmpty());
    }

    /// Frozen it counts up to the instant, as the stage does.
    void theStatusLineTellsHowManyCallsWereNotKeptByThen()
    {
        m_model->setPace({});
        m_window->open(demo("pipe-flow"), {});
        QTRY_VERIFY_WITH_TIMEOUT(m_model->live().lost > 100'000, patience);
        auto &playhead = m_model->playhead();
        playhead.freeze();
        playhead.moveTo(m_model->trace().first());
        QVERIFY(m_model->snapshot().lost < m_model->live().lost);
        const auto told = words::callsNotKept(m_model->snapshot().lost);
        const auto &line = m_window->statusLine();
        QVERIFY2(line.place().contains(told) || m_model->snapshot().lost == 0,
                 qPrintable(line.place()));
        m_model->setHeld(true);
        playhead.goLive();
        QTRY_VERIFY_WITH_TIMEOUT(line.place().contains(words::callsNotKept(m_model->live().lost)),
                                 patience);
    }

    void theStatusLineTellsWhereTheProcessesLive()
    {
        openFlow();
        m_window->actions().hostNamespace->trigger();
        QVERIFY(m_window->statusLine().place().contains(QStringLiteral("at the next start"))
                || m_model->facts().namespaceRefusal);
        press(Qt::Key_R);
        QVERIFY(m_window->statusLine().place().contains(QStringLiteral("other terminals")));
    }

    void aDemoThatNeedsTheMachinesNamespacesLeavesNoChoice()
    {
        if (::geteuid() != 0)
            QSKIP("its process becomes another user, which needs CAP_SETUID");
        m_window->open(demo("pipe-user-pages-soft"), {});
        QCOMPARE(m_window->statusLine().place(), QStringLiteral("visible in other terminals"));
    }

private:
    /// Presses the key, or clicks on the step button where it is none.
    void go(int key, Qt::KeyboardModifiers modifiers = {})
    {
        if (key != 0)
            QTest::keyClick(m_window.get(), static_cast<Qt::Key>(key), modifiers);
        else
            QTest::mouseClick(&m_window->bar().stepButton(), Qt::LeftButton, modifiers);
    }

    void type(QSpinBox &field, const QString &digits)
    {
        field.setFocus();
        field.selectAll();
        QTest::keyClicks(&field, digits);
        QTest::keyClick(&field, Qt::Key_Return);
    }

    /// All held, the reader at its gate and enough in the pipe that its next read returns at once.
    void openHeldWithContent()
    {
        openFlow();
        const auto fill = [this] {
            return m_model->snapshot().channels[0].queued.value.value_or(0);
        };
        QTRY_VERIFY_WITH_TIMEOUT(fill() >= 12'288, patience);
        press(Qt::Key_P);
        QTRY_VERIFY_WITH_TIMEOUT(isSettled(*m_model), patience);
        QVERIFY(fill() >= 8192);
    }

    DemoChooser *openChooser()
    {
        QTest::keyClick(m_window.get(), Qt::Key_O, Qt::ControlModifier);
        return m_window->findChild<DemoChooser *>();
    }
};

QTEST_MAIN(TestMainWindow)
#include "tst_mainwindow.moc"
