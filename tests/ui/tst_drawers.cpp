// SPDX-License-Identifier: MIT
// The drawers of the window: opened by keys and buttons, remembered for each layout.
#include "ui/controls/tabbutton.h"
#include "ui/language.h"
#include "ui/mainactions.h"
#include "ui/model/demolist.h"
#include "ui/views/code.h"
#include "ui/views/eventlist.h"
#include "ui/views/events.h"
#include "ui/views/eventtable.h"
#include "ui/views/handbutton.h"
#include "ui/views/handpanel.h"
#include "ui/views/stage.h"
#include "ui/views/timeline.h"
#include "windowtest.h"

#include <QAccessible>
#include <QHeaderView>
#include <QLayout>
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

    /// Beneath a caption of two lines, above the timeline and what can be changed.
    void everyDemoHasItsRoom_data()
    {
        QTest::addColumn<QString>("id");
        for (const auto &entry : demoList())
            QTest::newRow(entry.id.c_str()) << QString::fromStdString(entry.id);
    }
    void everyDemoHasItsRoom()
    {
        QFETCH(QString, id);
        m_window->open(demo(id.toStdString()), {});
        QTRY_VERIFY_WITH_TIMEOUT(m_model->snapshot().processes[0].calls > 0, patience);
        auto *stage = m_window->findChild<StageView *>();
        for (const auto size :
             {QSize(1024, 768), QSize(1280, 800), QSize(1366, 768), QSize(1440, 900),
              QSize(1600, 900), QSize(1920, 1080), QSize(3840, 2160)}) {
            m_window->resize(size);
            QTRY_COMPARE(m_window->size(), size);
            QCoreApplication::processEvents();
            stage->showInstant();
            for (const auto &box : stage->layoutOfNow().boxes)
                QVERIFY2(QRectF(stage->rect()).contains(box.rect),
                         qPrintable(QStringLiteral("%1x%2: down to %3 of %4")
                                        .arg(size.width())
                                        .arg(size.height())
                                        .arg(box.rect.bottom())
                                        .arg(stage->height())));
            QTRY_VERIFY2_WITH_TIMEOUT(
                outside(*stage).isEmpty(),
                qPrintable(QStringLiteral("%1: %2").arg(size.width()).arg(outside(*stage))), 2000);
        }
    }

    void besideADrawerToo_data() { everyDemoHasItsRoom_data(); }

    /// In the larger type of a low window: its boxes, and the ways that lead from one to another.
    void besideADrawerToo()
    {
        QFETCH(QString, id);
        m_window->open(demo(id.toStdString()), {});
        QTRY_VERIFY_WITH_TIMEOUT(m_model->snapshot().processes[0].calls > 0, patience);
        auto *stage = m_window->findChild<StageView *>();
        drawers().open(drawerOf("events"));
        for (const auto language : {Language::English, Language::Chinese}) {
            m_window->setLanguage(language);
            for (const auto size : {QSize(1280, 800), QSize(1366, 768), QSize(1440, 900)}) {
                m_window->resize(size);
                QTRY_COMPARE(m_window->size(), size);
                QTRY_VERIFY2_WITH_TIMEOUT(
                    outside(*stage).isEmpty(),
                    qPrintable(QStringLiteral("%1: %2").arg(size.width()).arg(outside(*stage))),
                    2000);
                QVERIFY2(stage->minimumSizeHint().height() <= stage->height(),
                         qPrintable(QStringLiteral("%1: %2 in %3")
                                        .arg(size.width())
                                        .arg(stage->minimumSizeHint().height())
                                        .arg(stage->height())));
            }
        }
    }

    void aDrawerAndTheTimelineFitAProjector_data()
    {
        QTest::addColumn<QString>("id");
        for (const auto &entry : demoList())
            QTest::newRow(entry.id.c_str()) << QString::fromStdString(entry.id);
    }
    void aDrawerAndTheTimelineFitAProjector()
    {
        QFETCH(QString, id);
        m_window->resize(1024, 768);
        m_window->prepare(demo(id.toStdString()), {});
        const auto *timeline = m_window->findChild<TimelineView *>();
        for (std::size_t i = 0; i < Drawers::all().size(); ++i) {
            drawers().open(i);
            QCoreApplication::processEvents();
            QCOMPARE(m_window->size(), QSize(1024, 768));
            const auto least = m_window->layout()->minimumSize().height();
            QVERIFY2(least <= 768, qPrintable(QString::number(least)));
            const auto &lanes = timeline->frameOfNow().lanes;
            const auto &scenario = m_model->scenario();
            const bool isFull = scenario.workers.size() > 2 && !scenario.parameters.empty();
            const auto wanted = isFull ? 1 : std::min<std::size_t>(3, scenario.workers.size());
            QVERIFY(lanes.size() >= wanted);
            QVERIFY(lanes.size() == scenario.workers.size()
                    || !timeline->frameOfNow().unseen.isEmpty());
            QVERIFY(lanes.back().rect.bottom() < timeline->height());
            QVERIFY(drawers().height() >= drawers().minimumSizeHint().height());
        }
    }

    void everyCardHasALineBeneathItsName_data() { everyDemoHasItsRoom_data(); }

    /// Where no drawer is open: the air around boxes and tubes gives way to it first. Four boxes below
    /// each other have none, nor in larger type two tubes with something that can be changed: a line
    /// stands beside the name then.
    void everyCardHasALineBeneathItsName()
    {
        QFETCH(QString, id);
        m_window->open(demo(id.toStdString()), {});
        QTRY_VERIFY_WITH_TIMEOUT(m_model->snapshot().processes[0].calls > 0, patience);
        const auto &scenario = m_model->scenario();
        bool isFull = scenario.workers.size() > 4;
        const auto *code = m_window->findChild<CodeView *>();
        const auto hasLine = [&](const CodeCard &card) {
            return !card.rows.empty()
                   && (isFull || card.rows.front().rect.top() > card.name.rect.center().y());
        };
        const auto haveLines = [&] {
            const auto &cards = code->layoutOfNow().cards;
            return !cards.empty() && std::all_of(cards.begin(), cards.end(), hasLine);
        };
        for (const auto size : {QSize(1024, 768), QSize(1280, 800), QSize(1366, 768)}) {
            m_window->resize(size);
            QTRY_COMPARE(m_window->size(), size);
            isFull = isFull
                     || (size.width() > 1300 && scenario.channels.size() > 1
                         && !scenario.parameters.empty());
            QTRY_VERIFY2_WITH_TIMEOUT(haveLines(), qPrintable(QString::number(size.width())), 2000);
        }
    }

    /// Rows of events, and lines of a sheet: enough to read how one led to the next.
    void aDrawerOnAProjectorShowsFiveRows_data()
    {
        QTest::addColumn<QString>("id");
        QTest::addColumn<Language>("language");
        for (const auto &entry : demoList()) {
            for (const auto language : {Language::English, Language::Chinese})
                QTest::addRow("%s, %s", entry.id.c_str(), qPrintable(codeOf(language)))
                    << QString::fromStdString(entry.id) << language;
        }
    }
    void aDrawerOnAProjectorShowsFiveRows()
    {
        QFETCH(QString, id);
        QFETCH(Language, language);
        m_window->resize(1024, 768);
        m_window->setLanguage(language);
        m_window->prepare(demo(id.toStdString()), {});
        drawers().open(drawerOf("inspector"));
        QCoreApplication::processEvents();
        const auto *sheet = drawers().findChild<FactSheet *>();
        const int lines = sheet->viewport()->height() / (sheet->fontMetrics().lineSpacing() + 4);
        const auto &scenario = m_model->scenario();
        const bool isFull = scenario.workers.size() > 2 && !scenario.parameters.empty();
        const bool isTight = isFull || scenario.channels.size() > 1 // two tubes take room,
                             || scenario.workers.size() > 4;        // and so do five boxes
        const int least = isTight ? 3 : scenario.workers.size() > 2 ? 4 : 5;
        QVERIFY2(lines >= least, qPrintable(QString::number(lines)));
        drawers().open(drawerOf("events"));
        QCoreApplication::processEvents();
        auto *events = drawers().findChild<EventsView *>();
        const auto &table = events->table();
        const int rows = table.viewport()->height() / table.verticalHeader()->defaultSectionSize();
        QVERIFY2(rows >= least, qPrintable(QStringLiteral("%1 rows in %2 of %3 pixels")
                                               .arg(rows)
                                               .arg(table.viewport()->height())
                                               .arg(drawers().height())));
        QCOMPARE(m_window->size(), QSize(1024, 768));
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

    /// From a larger size it goes down to a projector's, whatever stands in it.
    void everyWindowGoesDownToAProjector_data()
    {
        QTest::addColumn<QString>("id");
        QTest::addColumn<Language>("language");
        for (const auto &entry : demoList()) {
            for (const auto language : {Language::English, Language::Chinese})
                QTest::addRow("%s, %s", entry.id.c_str(), qPrintable(codeOf(language)))
                    << QString::fromStdString(entry.id) << language;
        }
    }
    void everyWindowGoesDownToAProjector()
    {
        QFETCH(QString, id);
        QFETCH(Language, language);
        m_window->setLanguage(language);
        QStringList found;
        const QSize wide(1920, 1080);
        const auto goDown = [&](const QString &state, const QList<QSize> &sizes) {
            for (const auto from : sizes) {
                m_window->resize(from);
                QCoreApplication::processEvents();
                m_window->resize(1024, 768);
                QCoreApplication::processEvents();
                const auto isWhole = [&] {
                    const auto least = m_window->layout()->totalMinimumSize();
                    return least.boundedTo(m_window->size()) == least;
                };
                const bool isPlaced = QTest::qWaitFor(isWhole, 500);
                const auto needed = m_window->layout()->totalMinimumSize();
                if (!isPlaced || m_window->size() != QSize(1024, 768))
                    found << QStringLiteral("%1: %2x%3, %4x%5 needed, from %6x%7")
                                 .arg(state)
                                 .arg(m_window->width())
                                 .arg(m_window->height())
                                 .arg(needed.width())
                                 .arg(needed.height())
                                 .arg(from.width())
                                 .arg(from.height());
            }
        };
        for (const auto isNoticed : {false, true}) {
            if (isNoticed)
                m_window->openFile("/nowhere.json");
            else
                m_window->prepare(demo(id.toStdString()), {});
            const auto notice = isNoticed ? QStringLiteral(", a notice") : QString();
            goDown(QStringLiteral("no drawer") + notice, {QSize(1280, 1000), wide});
            for (std::size_t i = 0; i < Drawers::all().size(); ++i) {
                drawers().open(i);
                goDown(QStringLiteral("drawer %1").arg(i) + notice, {wide});
            }
            for (std::size_t i = 0; i < Drawers::all().size(); ++i)
                drawers().close(i);
        }
        QVERIFY2(found.isEmpty(), qPrintable(found.join(QStringLiteral("; "))));
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

    /// What stands outside of the stage, in part at least.
    static QString outside(StageView &stage)
    {
        QStringList found;
        stage.showInstant(); // laid out in the room of now
        auto *told = QAccessible::queryAccessibleInterface(&stage);
        for (int i = 0; i < told->childCount(); ++i) {
            if (!told->rect().contains(told->child(i)->rect()))
                found << told->child(i)->text(QAccessible::Name);
        }
        return found.join(QStringLiteral("; "));
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
