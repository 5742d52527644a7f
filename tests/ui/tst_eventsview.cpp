// SPDX-License-Identifier: MIT
// The drawer of events: its rows, filters and copies, and how it follows the playhead.
#include "events/trace.h"
#include "posix/clock.h"
#include "ui/views/eventlist.h"
#include "ui/views/events.h"
#include "ui/views/eventtable.h"
#include "windowtest.h"

#include <QClipboard>
#include <QComboBox>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QLineEdit>
#include <QScrollBar>
#include <QToolTip>

using namespace seeipc;

class TestEventsView : public WindowTest
{
    Q_OBJECT

private Q_SLOTS:
    void everyCallOfTheRecordIsARow()
    {
        auto &view = openEvents();
        std::int64_t calls = 0;
        const auto &trace = m_model->trace();
        for (auto i = trace.first(); i < trace.count(); ++i)
            calls += trace.at(i).kind == EventKind::CallReturned ? 1 : 0;
        QVERIFY(calls > 10);
        std::int64_t rows = 0;
        for (int row = 0; row < view.rows().rowCount(); ++row)
            rows += cell(view, row, EventTable::Outcome).isEmpty() ? 0 : 1;
        QCOMPARE(rows, calls);
        const auto position = view.rows().positionOf(view.rows().rowCount() - 1);
        QVERIFY(position.has_value());
        QCOMPARE(view.rows().rowAt(*position + 1), view.rows().rowCount() - 1);
    }

    void aFilterLeavesWhatItSays()
    {
        auto &view = openEvents();
        const int all = view.rows().rowCount();
        EventFilter filter;
        filter.worker = 1;
        view.rows().setFilter(filter);
        while (view.rows().advance(1'000'000)) {}
        QVERIFY(view.rows().rowCount() > 0 && view.rows().rowCount() < all);
        for (int row = 0; row < view.rows().rowCount(); ++row)
            QCOMPARE(cell(view, row, EventTable::Process), QStringLiteral("reader"));
        filter = {};
        filter.text = QStringLiteral("WRITE(");
        view.rows().setFilter(filter);
        while (view.rows().advance(1'000'000)) {}
        QVERIFY(view.rows().rowCount() > 0);
        for (int row = 0; row < view.rows().rowCount(); ++row)
            QVERIFY(cell(view, row, EventTable::Call).startsWith(QStringLiteral("write(")));
        filter = {};
        filter.result = EventFilter::Result::Failed;
        view.rows().setFilter(filter);
        while (view.rows().advance(1'000'000)) {}
        for (int row = 0; row < view.rows().rowCount(); ++row)
            QVERIFY(!cell(view, row, EventTable::Errno).isEmpty());
    }

    /// Where the window, and with it the drawer, gets another size while rows come.
    void theNewestRowStaysInView()
    {
        m_window->resize(1280, 1000);
        openFlow();
        auto &view = showEvents();
        const auto *bar = view.table().verticalScrollBar();
        QTRY_VERIFY_WITH_TIMEOUT(bar->maximum() > 0 && bar->value() == bar->maximum(), patience);
        for (const auto size : {QSize(1024, 768), QSize(1280, 700)}) {
            m_window->resize(size);
            QTest::qWait(300); // until all is placed anew
            QTRY_VERIFY_WITH_TIMEOUT(bar->value() == bar->maximum(), 2000);
        }
    }

    /// However fast the calls come: new rows stand for a while, and all of them come.
    void rowsComeTenTimesASecond()
    {
        openFlow();
        m_model->setPace(Pace{10'000'000});
        auto &view = showEvents();
        std::vector<std::int64_t> times;
        connect(&view.rows(), &QAbstractItemModel::rowsInserted, this,
                [&] { times.push_back(monotonicNanoseconds()); });
        QTRY_VERIFY_WITH_TIMEOUT(times.size() >= 12, patience);
        for (std::size_t i = 1; i < times.size(); ++i)
            QVERIFY2(times[i] - times[i - 1] > 90'000'000,
                     qPrintable(QString::number(times[i] - times[i - 1])));
        m_model->setHeld(true);
        QTRY_VERIFY_WITH_TIMEOUT(isSettled(*m_model), patience);
        std::int64_t calls = 0;
        for (const auto &process : m_model->live().processes)
            calls += process.calls;
        const auto rows = [&] {
            std::int64_t count = 0;
            for (int row = 0; row < view.rows().rowCount(); ++row)
                count += cell(view, row, EventTable::Outcome).isEmpty() ? 0 : 1;
            return count;
        };
        QTRY_COMPARE_WITH_TIMEOUT(rows(), calls, patience);
    }

    void aChangedParameterIsTold()
    {
        openFlow();
        const auto position = parameterOf(m_model->scenario(), "capacity");
        m_model->setParameter(position, 65'536);
        QTRY_COMPARE_WITH_TIMEOUT(m_model->snapshot().channels[0].capacity.value, 65'536, patience);
        auto &view = showEvents();
        QStringList told;
        for (int row = 0; row < view.rows().rowCount(); ++row)
            told += cell(view, row, EventTable::Call);
        QVERIFY2(told.contains(QStringLiteral("Capacity set to 65\u202f536 bytes")),
                 qPrintable(told.join(u'\n')));
    }

    /// By signals from outside. Its wait(2) is begun anew by the kernel.
    void whoIsStoppedAndContinuedIsToldSo()
    {
        m_window->open(demo("pipe-parent-waits-deadlock"), {});
        const auto &parent = m_model->live().processes[0]; // nobody wakes it
        const auto isStuck = [this] { return m_model->waits().ring.size() == 2; };
        QTRY_VERIFY_WITH_TIMEOUT(isStuck(), patience);
        ::kill(static_cast<pid_t>(parent.pid), SIGSTOP);
        QTRY_VERIFY_WITH_TIMEOUT(parent.state == ProcessState::Stopped, patience);
        ::kill(static_cast<pid_t>(parent.pid), SIGCONT);
        QTRY_VERIFY_WITH_TIMEOUT(isStuck(), patience);
        auto &view = showEvents();
        QStringList told;
        for (int row = 0; row < view.rows().rowCount(); ++row)
            told += cell(view, row, EventTable::Call);
        QCOMPARE(told.count(QStringLiteral("stopped")), 1);
        // On its way back into its sleep it may have been seen before.
        QVERIFY2(told.contains(QStringLiteral("continued, sleeps in wait"))
                     || told.contains(QStringLiteral("continued")),
                 qPrintable(told.join(u'\n')));
    }

    void aClickSelectsARowAndADoubleClickShowsItsInstant()
    {
        auto &view = openEvents();
        const int row = view.rows().rowCount() / 2;
        const auto position = view.rows().positionOf(row);
        QVERIFY(position.has_value());
        view.table().scrollTo(view.rows().index(row, 0));
        const auto place = view.table().visualRect(view.rows().index(row, 0)).center();
        QTest::mouseClick(view.table().viewport(), Qt::LeftButton, Qt::NoModifier, place);
        QCOMPARE(view.table().currentIndex().row(), row);
        QVERIFY(m_model->playhead().isLive());
        QTest::mouseDClick(view.table().viewport(), Qt::LeftButton, Qt::NoModifier, place);
        QVERIFY(!m_model->playhead().isLive());
        QCOMPARE(m_model->playhead().position(), *position + 1);
        QCOMPARE(view.table().currentIndex().row(), row);
        m_model->playhead().moveTo(*view.rows().positionOf(1) + 1);
        QTRY_COMPARE(view.table().currentIndex().row(), 1);
    }

    void enterOnARowShowsItsInstant()
    {
        auto &view = openEvents();
        view.table().setFocus();
        view.table().selectRow(2);
        QVERIFY(m_model->playhead().isLive());
        QTest::keyClick(&view.table(), Qt::Key_Return);
        QCOMPARE(m_model->playhead().position(), *view.rows().positionOf(2) + 1);
    }

    /// The arrows alone move in the table; with Ctrl they are the window's.
    void thePreviousChangeIsReachedFromTheTable()
    {
        auto &view = openEvents();
        view.table().setFocus();
        const auto isTaken = [&](Qt::KeyboardModifiers modifiers) {
            QKeyEvent key(QEvent::ShortcutOverride, Qt::Key_Left, modifiers);
            key.ignore();
            QApplication::sendEvent(&view.table(), &key);
            return key.isAccepted();
        };
        QVERIFY(isTaken(Qt::NoModifier));
        QVERIFY(!isTaken(Qt::ControlModifier));
    }

    /// Ctrl, by which the instant is moved, does not add rows to those that are marked.
    void aStepByKeysMarksItsRowAlone()
    {
        auto &view = openEvents();
        view.table().setFocus();
        for (const int row : {4, 3, 2, 3}) {
            const auto position = *view.rows().positionOf(row) + 1;
            QTest::keyPress(&view.table(), Qt::Key_Control, Qt::ControlModifier);
            m_model->playhead().moveTo(position);
            QTRY_COMPARE(view.table().currentIndex().row(), row);
            QTest::keyRelease(&view.table(), Qt::Key_Control);
            const auto marked = view.table().selectionModel()->selectedRows();
            QCOMPARE(marked.size(), 1);
            QCOMPARE(marked.first().row(), row);
        }
    }

    /// Back to where nothing has happened yet, and forth again, by the keys of the window.
    void eachChangeMarksTheRowOfItsLastEvent_data()
    {
        QTest::addColumn<bool>("hasFocus");
        QTest::newRow("the table has the focus") << true;
        QTest::newRow("the window has it") << false;
    }
    void eachChangeMarksTheRowOfItsLastEvent()
    {
        QFETCH(bool, hasFocus);
        m_model->setHeld(true);
        m_window->open(demo("pipe-hello"), {});
        const auto &parent = m_model->live().processes[0];
        for (int calls = 0; calls < 2; ++calls) {
            QTRY_VERIFY_WITH_TIMEOUT(m_model->canStep() && parent.calls == calls, patience);
            press(Qt::Key_S);
        }
        QTRY_VERIFY_WITH_TIMEOUT(m_model->canStep() && parent.calls == 2, patience);
        auto &view = showEvents();
        if (hasFocus)
            view.table().setFocus(Qt::TabFocusReason);
        const auto &playhead = m_model->playhead();
        const auto isMarked = [&] {
            const auto marked = view.table().selectionModel()->selectedRows();
            const int row = view.rows().rowAt(playhead.position());
            return row < 0 ? marked.isEmpty() : marked.size() == 1 && marked.first().row() == row;
        };
        const auto walk = [&](int key) {
            press(key);
            QTRY_VERIFY2(isMarked(), qPrintable(QString::number(playhead.position())));
        };
        int changes = 0;
        do {
            walk(Qt::Key_Comma);
            ++changes;
        } while (playhead.position() > 0 && !QTest::currentTestFailed());
        QVERIFY(changes > 3 && view.table().selectionModel()->selectedRows().isEmpty());
        for (int change = 0; change < changes - 1 && !QTest::currentTestFailed(); ++change) {
            walk(Qt::Key_Period);
            QVERIFY(view.table().selectionModel()->hasSelection());
        }
        view.table().setCurrentIndex(view.rows().index(0, 0)); // by hand, and gone to
        QTest::keyClick(&view.table(), Qt::Key_Return);
        QVERIFY(playhead.position() > 0 && isMarked());
        while (playhead.position() > 0 && !QTest::currentTestFailed())
            walk(Qt::Key_Comma);
    }

    void backToLiveMarksNoRow()
    {
        auto &view = openEvents();
        m_model->playhead().moveTo(*view.rows().positionOf(2) + 1);
        QTRY_VERIFY(view.table().currentIndex().isValid());
        m_model->playhead().goLive();
        QTRY_VERIFY(!view.table().currentIndex().isValid());
        QVERIFY(!view.table().selectionModel()->hasSelection());
    }

    /// However the events come to be listed while the picture is frozen.
    void eventsFollowTheFrozenInstant()
    {
        auto &view = openEvents();
        const auto drawer = drawerOf("events");
        const auto position = *view.rows().positionOf(view.rows().rowCount() / 2) + 1;
        const auto marked = [&] {
            return view.rows().positionOf(view.table().currentIndex().row()).value_or(-1) + 1;
        };
        drawers().close(drawer);
        m_model->playhead().moveTo(position);
        QVERIFY(marked() != position);
        drawers().open(drawer);
        QTRY_COMPARE(marked(), position);
        auto *process = view.findChild<QComboBox *>();
        process->setCurrentIndex(2);
        QTRY_VERIFY(marked() > 0 && marked() <= position);
        QVERIFY(marked() > 1);
        process->setCurrentIndex(0);
        QTRY_COMPARE(marked(), position);
        QEvent language(QEvent::LanguageChange);
        QCoreApplication::sendEvent(&view, &language);
        QTRY_COMPARE(marked(), position);
    }

    /// "has not returned" is what matters most of a call.
    void aCallIsWholeWhereThereIsRoomElseBeneathThePointer()
    {
        auto &view = openEvents();
        auto &table = view.table();
        const auto row = [&] {
            for (int i = 0; i < view.rows().rowCount(); ++i) {
                if (cell(view, i, EventTable::Call).contains(QStringLiteral("has not returned")))
                    return i;
            }
            return -1;
        }();
        QVERIFY(row >= 0);
        const auto index = view.rows().index(row, EventTable::Call);
        table.scrollTo(index);
        const auto isWhole = [&] {
            return table.sizeHintForIndex(index).width() <= table.columnWidth(EventTable::Call);
        };
        QVERIFY(!isWhole());
        const auto place = table.visualRect(index);
        QHelpEvent help(QEvent::ToolTip, place.center(),
                        table.viewport()->mapToGlobal(place.center()));
        QCoreApplication::sendEvent(table.viewport(), &help);
        QCOMPARE(QToolTip::text(), cell(view, row, EventTable::Call));
        QToolTip::hideText();
        m_window->resize(1024, 768); // there it lies beneath the stage
        QTRY_VERIFY(isWhole());
        table.setColumnWidth(EventTable::Call, 100);
        m_window->resize(1100, 768);
        QTRY_COMPARE(m_window->width(), 1100);
        QCOMPARE(table.columnWidth(EventTable::Call), 100);
    }

    /// The number matters most: "buf" makes room for it.
    void noNumberOfACallIsCutOffBesideTheStage()
    {
        m_window->resize(1280, 800);
        auto &view = openEvents();
        auto &table = view.table();
        QTRY_COMPARE(m_window->size(), QSize(1280, 800));
        int calls = 0;
        for (int row = 0; row < view.rows().rowCount(); ++row) {
            auto text = cell(view, row, EventTable::Call);
            if (!text.endsWith(u')') || !text.contains(QLatin1String(", buf, ")))
                continue;
            ++calls;
            text.replace(QLatin1String("buf"), QStringLiteral("…"));
            const int room = table.columnWidth(EventTable::Call) - 8; // the style's margins
            QVERIFY2(table.fontMetrics().horizontalAdvance(text) <= room, qPrintable(text));
        }
        QVERIFY(calls > 0);
    }

    void theNamesOfProcessesAreWhole()
    {
        m_window->resize(1024, 768);
        m_window->open(demo("pipe-sigpipe-default"), {});
        auto &table = showEvents().table();
        for (const auto &worker : m_model->scenario().workers) {
            const auto name = QString::fromStdString(worker.name);
            const int needed = table.fontMetrics().horizontalAdvance(name) + 8;
            QTRY_VERIFY2(table.columnWidth(EventTable::Process) >= needed, qPrintable(name));
        }
    }

    /// "started, pid 4711": behind it there is no result.
    void whatIsNoCallGoesOnOverTheColumnsBehindIt()
    {
        auto &view = openEvents();
        auto &table = view.table();
        const auto rowOf = [&](const auto &isWanted) {
            for (int i = 0; i < view.rows().rowCount(); ++i) {
                if (isWanted(cell(view, i, EventTable::Call)))
                    return i;
            }
            return -1;
        };
        const auto started = rowOf(
            [](const QString &call) { return call.startsWith(QLatin1String("started, pid ")); });
        QVERIFY(started >= 0);
        table.setColumnWidth(EventTable::Call, 60);
        table.scrollTo(view.rows().index(started, EventTable::Call));
        const auto place = table.visualRect(view.rows().index(started, EventTable::Outcome));
        const auto picture = table.viewport()->grab(place).toImage();
        const auto ground = picture.pixelColor(picture.width() - 1, 0);
        int inked = 0;
        for (int x = 0; x < picture.width(); ++x) {
            for (int y = 0; y < picture.height(); ++y)
                inked += picture.pixelColor(x, y) != ground ? 1 : 0;
        }
        QVERIFY2(inked > 20, qPrintable(QString::number(inked)));
    }

    void errnoIsSeenBesideTheStage_data()
    {
        QTest::addColumn<QSize>("size");
        QTest::newRow("1280") << QSize(1280, 800);
        QTest::newRow("1440") << QSize(1440, 900);
        QTest::newRow("1600") << QSize(1600, 900);
        QTest::newRow("1920") << QSize(1920, 1080);
    }
    void errnoIsSeenBesideTheStage()
    {
        QFETCH(QSize, size);
        m_window->resize(size);
        auto &table = openEvents().table();
        QTRY_COMPARE(m_window->size(), size);
        const auto right = [&] {
            return table.columnViewportPosition(EventTable::Errno)
                   + table.columnWidth(EventTable::Errno);
        };
        QTRY_VERIFY2(
            right() <= table.viewport()->width(),
            qPrintable(QStringLiteral("%1 of %2").arg(right()).arg(table.viewport()->width())));
        QVERIFY(table.columnWidth(EventTable::Errno)
                > table.fontMetrics().horizontalAdvance(QStringLiteral("EAGAIN")));
    }

    void chosenRowsAreCopiedAsText()
    {
        auto &view = openEvents();
        view.table().selectRow(1);
        view.table().setFocus();
        QTest::keyClick(&view.table(), Qt::Key_C, Qt::ControlModifier);
        const auto copied = QApplication::clipboard()->text();
        QCOMPARE(copied.split(u'\t').size(), static_cast<int>(EventTable::ColumnCount));
        QCOMPARE(copied.split(u'\t').at(EventTable::Call), cell(view, 1, EventTable::Call));
    }

    void whereNoRowIsChosenAllAreCopied()
    {
        auto &view = openEvents();
        view.table().clearSelection();
        view.table().setFocus();
        QTest::keyClick(&view.table(), Qt::Key_C, Qt::ControlModifier);
        QTRY_COMPARE(QApplication::clipboard()->text().split(u'\n').size(), view.rows().rowCount());
    }

    /// Where a wider call leaves no room for the note: it comes into it where the words are in it alone.
    void aMatchInTheNoteIsSeen()
    {
        m_window->resize(1280, 800);
        auto &view = openEvents();
        const auto *bar = view.table().horizontalScrollBar();
        view.table().setColumnWidth(EventTable::Call, 400);
        QTRY_VERIFY(bar->maximum() > 0);
        auto *words = view.findChild<QLineEdit *>();
        QString note;
        for (int row = 0; row < view.rows().rowCount() && note.isEmpty(); ++row)
            note = cell(view, row, EventTable::Note).mid(1, 3);
        QVERIFY(!note.isEmpty());
        words->setText(note);
        QTRY_COMPARE(bar->value(), bar->maximum());
        words->setText(QStringLiteral("write("));
        QTRY_COMPARE(bar->value(), 0);
    }

    void whereNothingMatchesWordsStand()
    {
        auto &view = openEvents();
        auto &table = view.table();
        const auto hasWords = [&] {
            const auto picture = table.viewport()->grab().toImage();
            const auto ground = picture.pixelColor(0, picture.height() - 1);
            for (int x = 0; x < picture.width(); ++x) {
                for (int y = 0; y < picture.height(); ++y) {
                    if (picture.pixelColor(x, y) != ground)
                        return true;
                }
            }
            return false;
        };
        auto *words = view.findChild<QLineEdit *>();
        words->setText(QStringLiteral("no such call"));
        QTRY_COMPARE(view.rows().rowCount(), 0);
        QTRY_VERIFY(hasWords());
        QCOMPARE(table.accessibleDescription(), QStringLiteral("No event matches the filters."));
        words->clear();
        QTRY_VERIFY(view.rows().rowCount() > 0);
        QTRY_VERIFY(table.accessibleDescription().startsWith(QLatin1String("Double-click")));
    }

    void theFirstRowInViewIsWhole()
    {
        auto &table = openEvents().table();
        for (const auto &size : {QSize(1024, 768), QSize(1280, 800), QSize(1280, 787)}) {
            m_window->resize(size);
            QTRY_COMPARE(m_window->size(), size);
            const auto *bar = table.verticalScrollBar();
            QTRY_VERIFY(bar->maximum() > 0 && bar->value() == bar->maximum());
            QTRY_COMPARE(table.rowViewportPosition(table.rowAt(0)), 0);
            QCOMPARE(table.viewport()->height() % table.rowHeight(0), 0);
        }
    }

    void theFocusIsSeenAroundTheTable()
    {
        auto &table = openEvents().table();
        m_window->setFocus();
        const auto edge = [&table] {
            return table.grab().toImage().pixelColor(0, table.height() / 2);
        };
        const auto without = edge();
        table.setFocus(Qt::TabFocusReason);
        QVERIFY(!table.selectionModel()->hasSelection() && edge() != without);
    }

private:
    /// The events of a session whose processes are held, all of them in the table.
    EventsView &openEvents()
    {
        openFlow();
        [this] { QTRY_VERIFY_WITH_TIMEOUT(m_model->trace().count() > 60, patience); }();
        m_model->setHeld(true);
        [this] { QTRY_VERIFY_WITH_TIMEOUT(isSettled(*m_model), patience); }();
        return showEvents();
    }

    EventsView &showEvents()
    {
        const auto drawer = drawerOf("events");
        drawers().open(drawer);
        auto &view = static_cast<EventsView &>(*drawers().view(drawer));
        while (view.rows().advance(1'000'000)) {}
        return view;
    }

    static QString cell(EventsView &view, int row, EventTable::Column column)
    {
        return view.rows().index(row, column).data().toString();
    }
};

QTEST_MAIN(TestEventsView)
#include "tst_eventsview.moc"
