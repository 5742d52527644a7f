// SPDX-License-Identifier: MIT
// The drawers of the window: opened by keys and buttons, remembered for each layout.
#include "ui/controls/tabbutton.h"
#include "ui/language.h"
#include "ui/mainactions.h"
#include "ui/views/code.h"
#include "ui/views/eventlist.h"
#include "ui/views/events.h"
#include "ui/views/eventtable.h"
#include "ui/views/handbutton.h"
#include "ui/views/handpanel.h"
#include "ui/views/stage.h"
#include "ui/views/timeline.h"
#include "windowtest.h"

#include <QHeaderView>
#include <QScrollBar>
#include <QSettings>
#include <QSignalSpy>
#include <QTemporaryDir>

using namespace seeipc;

class TestDrawers : public WindowTest
{
    Q_OBJECT

private Q_SLOTS:
    void everyDrawerOpensByItsKeyAndEscapeClosesIt()
    {
        openFlow();
        for (std::size_t i = 0; i < Drawers::all().size(); ++i) {
            QVERIFY(!drawers().isOpen(i));
            press(Qt::Key_1 + static_cast<int>(i), Qt::ControlModifier);
            QVERIFY(drawers().isInFront(i));
            QVERIFY(drawers().isVisible());
            auto *view = drawers().view(i);
            QVERIFY(!view->accessibleName().isEmpty());
            QTRY_VERIFY(view->hasFocus() || view->isAncestorOf(QApplication::focusWidget()));
            QTest::keyClick(QApplication::focusWidget(), Qt::Key_Escape);
            QVERIFY(!drawers().isOpen(i));
            QVERIFY(!drawers().isVisible());
        }
    }

    void aButtonOpensBringsToTheFrontAndCloses()
    {
        openFlow();
        auto *first = buttonOf(0);
        auto *second = buttonOf(1);
        QTest::mouseClick(first, Qt::LeftButton);
        QTest::mouseClick(second, Qt::LeftButton);
        QVERIFY(first->isChecked() && second->isChecked());
        QVERIFY(drawers().isInFront(1));
        QTest::mouseClick(first, Qt::LeftButton);
        QVERIFY(drawers().isInFront(0) && drawers().isOpen(1));
        QTest::mouseClick(first, Qt::LeftButton);
        QVERIFY(!drawers().isOpen(0) && !first->isChecked());
        QVERIFY(drawers().isInFront(1));
    }

    void eachLayoutRemembersItsDrawers()
    {
        openFlow();
        const auto last = Qt::Key_1 + static_cast<int>(Drawers::all().size()) - 1;
        press(last, Qt::ControlModifier);
        const auto learn = drawers().left();
        press(Qt::Key_M);
        QVERIFY(m_window->settings().layout == LayoutName::Measure);
        QVERIFY(drawers().left().open != learn.open);
        press(last, Qt::ControlModifier);
        const auto measure = drawers().left();
        press(Qt::Key_L);
        QCOMPARE(drawers().left().open, learn.open);
        press(Qt::Key_M);
        QCOMPARE(drawers().left().open, measure.open);
        QCOMPARE(drawers().left().front, measure.front);
    }

    void whatIsOpenIsRememberedAndComesBack()
    {
        QTemporaryDir home;
        qputenv("XDG_CONFIG_HOME", home.path().toUtf8());
        QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, home.path());
        openFlow();
        QSignalSpy changed(m_window.get(), &MainWindow::settingsChanged);
        press(Qt::Key_2, Qt::ControlModifier);
        QVERIFY(changed.count() > 0);
        auto kept = m_window->settings();
        kept.drawers[0].width = 444;
        kept.save();
        const auto left = drawers().left();
        cleanup();
        makeWindow(Settings::load());
        QCOMPARE(drawers().left().open, left.open);
        QCOMPARE(m_window->settings().drawers[0].width, 444);
        QTRY_VERIFY(std::abs(drawers().width() - 444) <= 8);
    }

    void aDrawerLeavesTheWindowsSizeAsItIs()
    {
        m_window->resize(1024, 768);
        openFlow();
        for (std::size_t i = 0; i < Drawers::all().size(); ++i) {
            press(Qt::Key_1 + static_cast<int>(i), Qt::ControlModifier);
            QCoreApplication::processEvents();
            QCOMPARE(m_window->size(), QSize(1024, 768));
        }
    }

    /// The stage keeps its width and its least height, the timeline a few lanes.
    void aDrawerInANarrowWindowLiesBeneathTheStage()
    {
        m_window->resize(1024, 768);
        openFlow();
        auto *stage = m_window->findChild<QWidget *>(QStringLiteral("stage"));
        auto *timeline = m_window->findChild<QWidget *>(QStringLiteral("timeline"));
        const int wide = stage->width();
        QVERIFY(timeline->isVisible());
        for (std::size_t i = 0; i < Drawers::all().size(); ++i) {
            press(Qt::Key_1 + static_cast<int>(i), Qt::ControlModifier);
            QCoreApplication::processEvents();
            QCOMPARE(stage->width(), wide);
            QVERIFY(stage->height() >= stage->minimumSizeHint().height());
            QVERIFY(timeline->isVisible());
            QVERIFY(timeline->height() >= timeline->minimumSizeHint().height());
            const auto top = drawers().mapTo(m_window.get(), QPoint()).y();
            QVERIFY(top >= stage->mapTo(m_window.get(), QPoint(0, stage->height())).y());
            QVERIFY(drawers().height() >= 110); // its head and four rows
        }
        const auto left = drawers().left();
        m_window->resize(1280, 800);
        QTRY_VERIFY(timeline->isVisible());
        QVERIFY(drawers().mapTo(m_window.get(), QPoint()).x() > stage->width());
        QCOMPARE(drawers().left().open, left.open);
    }

    void theLineThatIsOnIsSeenWhateverIsOpen_data()
    {
        QTest::addColumn<QString>("id");
        QTest::addColumn<QSize>("size");
        for (const QString id : {"pipe-flow", "pipe-write-blocks-full", "pipe-interleave-large"}) {
            for (const auto size : {QSize(1024, 768), QSize(1366, 768), QSize(1920, 1080)})
                QTest::addRow("%s, %d", qPrintable(id), size.width()) << id << size;
        }
    }

    /// With what becomes of it, at least of one process.
    void theLineThatIsOnIsSeenWhateverIsOpen()
    {
        QFETCH(QString, id);
        QFETCH(QSize, size);
        m_window->resize(size);
        m_window->open(demo(id.toStdString()), {});
        const auto *code = m_window->findChild<CodeView *>();
        const auto isSeen = [&] {
            if (!code->isVisible())
                return false;
            for (const auto &card : code->layoutOfNow().cards) {
                for (const auto &row : card.rows) {
                    if (row.isCurrent && !row.outcome.text.isEmpty()
                        && QRectF(code->rect()).contains(row.rect))
                        return true;
                }
            }
            return false;
        };
        QTRY_VERIFY_WITH_TIMEOUT(isSeen(), patience);
        for (std::size_t i = 0; i < Drawers::all().size(); ++i) {
            drawers().open(i);
            QTRY_VERIFY_WITH_TIMEOUT(isSeen(), patience);
            QCOMPARE(m_window->size(), size);
        }
    }

    void besideADrawerCardsHaveThreeLines_data()
    {
        QTest::addColumn<QString>("id");
        QTest::addColumn<QSize>("size");
        for (const QString id : {"pipe-flow", "pipe-write-blocks-full"}) {
            for (const auto size : {QSize(1280, 800), QSize(1366, 768), QSize(1440, 900)})
                QTest::addRow("%s, %d", qPrintable(id), size.width()) << id << size;
        }
    }

    /// The caption's spare line and the timeline's fill give way to them.
    void besideADrawerCardsHaveThreeLines()
    {
        QFETCH(QString, id);
        QFETCH(QSize, size);
        m_window->resize(size);
        m_window->open(demo(id.toStdString()), {});
        drawers().open(drawerOf("inspector"));
        const auto *code = m_window->findChild<CodeView *>();
        const auto hasLines = [&] {
            const auto &cards = code->layoutOfNow().cards;
            return !cards.empty() && std::all_of(cards.begin(), cards.end(), [](const auto &card) {
                return card.rows.size() >= 3;
            });
        };
        QTRY_VERIFY_WITH_TIMEOUT(hasLines(), patience);
        QCOMPARE(m_window->size(), size);
    }

    void aWideWindowShowsCallsResultsAndNotesInWhole_data()
    {
        QTest::addColumn<QSize>("size");
        QTest::addColumn<bool>("isWide");
        QTest::newRow("1280") << QSize(1280, 800) << false;
        QTest::newRow("1366") << QSize(1366, 768) << false;
        QTest::newRow("1920") << QSize(1920, 1080) << true;
        QTest::newRow("3840") << QSize(3840, 2160) << true;
    }
    void aWideWindowShowsCallsResultsAndNotesInWhole()
    {
        QFETCH(QSize, size);
        QFETCH(bool, isWide);
        m_window->resize(size);
        openFlow();
        drawers().open(drawerOf("events"));
        QCoreApplication::processEvents();
        const auto &table = drawers().findChild<EventsView *>()->table();
        const auto shows = [&](int column, const char *text) {
            const int needed = table.fontMetrics().horizontalAdvance(QLatin1String(text)) + 8;
            return needed <= table.columnWidth(column)
                   && table.columnViewportPosition(column) + needed <= table.viewport()->width();
        };
        for (const auto *call : {"write(4, buf, 1048576)", "fcntl(4, F_SETPIPE_SZ, 16384)"})
            QCOMPARE(shows(EventTable::Call, call), isWide);
        QVERIFY(shows(EventTable::Outcome, "1048576"));
        QVERIFY(shows(EventTable::Errno, "EAGAIN"));
        QVERIFY(shows(EventTable::Note, "\"ABC..."));
        QCOMPARE(shows(EventTable::Note, "\"ABCDEFGHIJ\""), isWide);
        QCOMPARE(table.horizontalScrollBar()->maximum(), 0);
    }

    void anOpenDrawerLeavesEachChannelItsFillOnAProjector_data()
    {
        QTest::addColumn<QString>("id");
        for (const auto *id : {"pipe-sigpipe-default", "pipe-two-way-right"})
            QTest::newRow(id) << QString::fromLatin1(id);
    }
    void anOpenDrawerLeavesEachChannelItsFillOnAProjector()
    {
        m_window->resize(1024, 768);
        QFETCH(QString, id);
        m_window->open(demo(id.toStdString()), {});
        drawers().open(drawerOf("inspector"));
        const auto *timeline = m_window->findChild<TimelineView *>();
        const auto &scenario = m_model->scenario();
        for (const auto axis : {TimeAxis::ByEvent, TimeAxis::ByClock}) {
            m_window->findChild<TimelineView *>()->setTimeAxis(axis);
            const auto &frame = timeline->frameOfNow();
            QTRY_COMPARE(frame.fills.size(), scenario.channels.size());
            QCOMPARE(frame.lanes.size(), scenario.workers.size());
            QVERIFY(frame.unseen.isEmpty());
            double bottom = frame.head.bottom();
            const auto standsBelow = [&](const QRectF &rect, const Label &name) {
                const bool isBelow = rect.top() >= bottom
                                     && name.rect.height() <= rect.height() + 1;
                bottom = rect.bottom();
                return isBelow;
            };
            for (const auto &lane : frame.lanes)
                QVERIFY(standsBelow(lane.rect, lane.name));
            for (const auto &fill : frame.fills)
                QVERIFY(standsBelow(fill.rect, fill.name));
            QVERIFY(bottom <= frame.bottom && frame.bottom < timeline->height());
        }
    }

    void aClickOnAThingOpensTheInspectorOnIt()
    {
        openFlow();
        auto *stage = m_window->findChild<QWidget *>(QStringLiteral("stage"));
        QVERIFY(!drawers().isOpen(drawerOf("inspector")));
        QTest::mouseClick(stage, Qt::LeftButton, Qt::NoModifier, {3, 3}); // nothing is there
        QVERIFY(!drawers().isOpen(drawerOf("inspector")));
        QTest::mouseClick(stage, Qt::LeftButton, Qt::NoModifier,
                          {stage->width() / 2, stage->height() / 2});
        QVERIFY(drawers().isInFront(drawerOf("inspector")));
        QVERIFY(m_model->focus().kind == Focus::Kind::Slot
                || m_model->focus().kind == Focus::Kind::Channel);
    }

    void enterOpensTheInspectorOnTheSelectedProcess()
    {
        openFlow();
        press(Qt::Key_2);
        auto *stage = m_window->findChild<QWidget *>(QStringLiteral("stage"));
        stage->setFocus();
        QTest::keyClick(stage, Qt::Key_Return);
        QVERIFY(drawers().isInFront(drawerOf("inspector")));
        QVERIFY(m_model->focus().kind == Focus::Kind::Process);
        QCOMPARE(m_model->focus().worker, WorkerId{1});
        QTest::keyClick(stage, Qt::Key_Backtab);
        QTest::keyClick(stage, Qt::Key_Return);
        QVERIFY(m_model->focus().kind == Focus::Kind::End);
        QTRY_VERIFY(openSheet("inspector").startsWith(QStringLiteral("Read end of p")));
    }

    /// From the head of a drawer to its sheet, each button by hand, and what is beneath them.
    void theKeysGoThroughADrawerAsItIsSeen()
    {
        m_window->resize(1024, 768);
        openFlow();
        drawers().open(drawerOf("events"));
        drawers().open(drawerOf("inspector"));
        for (const auto kind : {Focus::Kind::Channel, Focus::Kind::Process}) { // other buttons
            m_model->setFocus({kind, 1, 0});
            auto *hand = m_window->findChild<HandPanel *>();
            QTRY_VERIFY(hand->isVisible() && hand->actions().size() > 2);
            QCoreApplication::processEvents();
            QStringList wanted{QStringLiteral("Inspector"), QStringLiteral("Events"),
                               QStringLiteral("×"),
                               drawers().findChild<FactSheet *>()->accessibleName()};
            for (const auto &action : hand->actions())
                wanted << action.text;
            wanted << QStringLiteral("Copy as text");
            auto *first = drawers().findChildren<TabButton *>().value(1);
            QVERIFY(first);
            first->setFocus();
            QStringList met;
            for (auto *at = QApplication::focusWidget();
                 drawers().isAncestorOf(at) && met.size() < wanted.size();
                 at = QApplication::focusWidget()) {
                auto *button = qobject_cast<QAbstractButton *>(at);
                met << (button ? button->text() : at->accessibleName());
                QTest::keyClick(at, Qt::Key_Tab);
            }
            QCOMPARE(met.join(u'\n'), wanted.join(u'\n'));
        }
    }

    void theSheetHasTheHeightThatTheButtonsDoNotNeed_data()
    {
        QTest::addColumn<int>("kind");
        QTest::newRow("of a pipe") << static_cast<int>(Focus::Kind::Channel);
        QTest::newRow("of a process") << static_cast<int>(Focus::Kind::Process);
    }

    void theSheetHasTheHeightThatTheButtonsDoNotNeed()
    {
        QFETCH(int, kind);
        m_window->resize(1920, 1080);
        m_window->open(demo("pipe-interleave-large"), {});
        QTRY_VERIFY_WITH_TIMEOUT(m_model->snapshot().channels[0].bytesOut > 0, patience);
        m_model->setFocus({static_cast<Focus::Kind>(kind), 1, 0});
        m_model->askForFocus();
        auto *hand = m_window->findChild<HandPanel *>();
        QVERIFY(hand);
        const auto needs = [&] {
            return hand->widget()->heightForWidth(hand->viewport()->width());
        };
        QTRY_VERIFY(hand->isVisible() && hand->widget()->isVisible());
        for (int look = 0; look < 5; ++look) { // the words of a button change as calls return
            QTRY_COMPARE(hand->height(), needs());
            QTRY_COMPARE(hand->verticalScrollBar()->maximum(), 0);
            const auto seen = m_model->live().events;
            QTRY_VERIFY_WITH_TIMEOUT(m_model->live().events > seen, patience);
        }
    }

    void thePanelGrowsOnceThePointerHasLeft()
    {
        m_window->resize(1920, 1080);
        openFlow();
        m_model->setPace({200'000'000});
        m_model->setFocus({Focus::Kind::Channel, noWorker, 0});
        m_model->askForFocus();
        auto *hand = m_window->findChild<HandPanel *>();
        QTRY_VERIFY(hand && hand->isVisible() && hand->widget()->isVisible());
        const auto send = [hand](QEvent::Type type) {
            QEvent event(type);
            QApplication::sendEvent(hand, &event);
        };
        send(QEvent::Enter);
        QTRY_COMPARE(hand->height(), hand->widget()->heightForWidth(hand->viewport()->width()));
        QTRY_VERIFY_WITH_TIMEOUT(deed(*hand, QStringLiteral("Set O_DIRECT")), patience);
        deed(*hand, QStringLiteral("Set O_DIRECT"))->click();
        const auto height = hand->height();
        for (const auto *asked : {"Clear O_DIRECT", "Set O_DIRECT"}) {
            QTRY_VERIFY_WITH_TIMEOUT(deed(*hand, QLatin1String(asked)), patience);
            QCOMPARE(hand->height(), height); // nothing moves under the pointer
            deed(*hand, QLatin1String(asked))->click();
        }
        auto *higher = hand->findChildren<HandButton *>().front();
        higher->setWords(higher->text().repeated(4));
        QTest::qWait(0);
        QCOMPARE(hand->height(), height);
        send(QEvent::Leave);
        QTRY_VERIFY(hand->height() > height);
    }

    /// It is about to have more words.
    void aButtonHasRoomForWhatAClickWillMakeItSay()
    {
        HandButton button(QStringLiteral("Set O_DIRECT"), nullptr);
        const auto low = button.heightForWidth(100);
        button.keepRoomFor(QStringLiteral("Asked for; take it back: Set O_DIRECT"));
        QVERIFY(button.heightForWidth(100) > low);
        QCOMPARE(button.text(), QStringLiteral("Set O_DIRECT"));
    }

private:
    static QPushButton *deed(const HandPanel &hand, const QString &beginning)
    {
        for (auto *button : hand.findChildren<QPushButton *>()) {
            if (button->text().startsWith(beginning))
                return button;
        }
        return nullptr;
    }

    TabButton *buttonOf(std::size_t drawer)
    {
        for (auto *button : m_window->findChildren<TabButton *>()) {
            if (!button->isFlat() && button->text() == Drawers::all()[drawer]->title())
                return button;
        }
        return nullptr;
    }
};

QTEST_MAIN(TestDrawers)
#include "tst_drawers.moc"
