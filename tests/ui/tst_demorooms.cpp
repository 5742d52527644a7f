// SPDX-License-Identifier: MIT
// Every demo has room in windows of usual sizes, with a drawer and without; each is looked at in one language,
// its neighbour in the other.
#include "ui/language.h"
#include "ui/model/demolist.h"
#include "ui/views/code.h"
#include "ui/views/eventlist.h"
#include "ui/views/events.h"
#include "ui/views/eventtable.h"
#include "ui/views/stage.h"
#include "ui/views/timeline.h"
#include "windowtest.h"

#include <QAccessible>
#include <QHeaderView>
#include <QLayout>

using namespace seeipc;

class TestDemoRooms : public WindowTest
{
    Q_OBJECT

private Q_SLOTS:
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
            const bool isWide = size.width() > 1300;
            isFull = isFull || (isWide && id == "fifo-mkfifo-command") // two stand beneath the pipe
                     || (isWide && scenario.channels.size() > 1 && !scenario.parameters.empty());
            QTRY_VERIFY2_WITH_TIMEOUT(haveLines(), qPrintable(QString::number(size.width())), 2000);
        }
    }

    /// Rows of events, and lines of a sheet: enough to read how one led to the next.
    void aDrawerOnAProjectorShowsFiveRows_data() { addDemosByTurn(); }
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
                             || scenario.workers.size() > 4         // so do five boxes,
                             || isBoxBeneathATube(*m_window->findChild<StageView *>());
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

    /// From a larger size it goes down to a projector's, whatever stands in it.
    void everyWindowGoesDownToAProjector_data() { addDemosByTurn(); }
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

private:
    /// In the middle third of the stage.
    static bool isBoxBeneathATube(const StageView &stage)
    {
        const auto &boxes = stage.layoutOfNow().boxes;
        return std::any_of(boxes.begin(), boxes.end(), [&](const BoxShape &box) {
            const auto middle = box.rect.center().x() / stage.width();
            return middle > 1.0 / 3 && middle < 2.0 / 3;
        });
    }

    static void addDemosByTurn()
    {
        QTest::addColumn<QString>("id");
        QTest::addColumn<Language>("language");
        auto language = Language::English;
        for (const auto &entry : demoList()) {
            QTest::addRow("%s, %s", entry.id.c_str(), qPrintable(codeOf(language)))
                << QString::fromStdString(entry.id) << language;
            language = language == Language::English ? Language::Chinese : Language::English;
        }
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
};

QTEST_MAIN(TestDemoRooms)
#include "tst_demorooms.moc"
