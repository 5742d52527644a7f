// SPDX-License-Identifier: MIT
// The stage as a widget on a real session: what is drawn anew, what moves, who is selected, and what
// a screen reader is told.
#include "mechanisms/registry.h"
#include "support.h"
#include "ui/language.h"
#include "ui/model/playhead.h"
#include "ui/model/sessionmodel.h"
#include "ui/pacer.h"
#include "ui/views/caption.h"
#include "ui/views/stage.h"
#include "ui/views/stageaccessible.h"

#include <QAccessible>
#include <QElapsedTimer>
#include <QLabel>
#include <QPainter>
#include <QSignalSpy>
#include <QTest>
#include <QTextLayout>

#include <cerrno>
#include <csignal>

using namespace seeipc;

namespace {

constexpr int patience = 20'000; ///< milliseconds

/// A window with a stage on a demo.
class Show
{
public:
    explicit Show(const char *id, bool isHeld = false, Pace pace = {})
        : model(pacer), stage(model, nullptr)
    {
        model.setHeld(isHeld);
        model.setPace(pace);
        const auto opened = model.open(demo(id), {});
        isOpen = static_cast<bool>(opened);
        stage.resize(1024, 480);
        stage.show();
    }

    const ProcessSnapshot &process(std::size_t worker) const
    {
        return model.snapshot().processes[worker];
    }
    /// Holds the reader, so that the writer sleeps on a full pipe for ever.
    bool waitForSleeper()
    {
        model.setHeld(false);
        const auto isStill = [this] {
            return isSettled(model) && process(0).state == ProcessState::Asleep;
        };
        for (int turn = 0; turn < 20 && !isStill(); ++turn) {
            model.setHeld(false);
            if (!QTest::qWaitFor([this] { return process(0).state == ProcessState::Asleep; },
                                 patience))
                return false;
            model.setHeld(true);
            (void)QTest::qWaitFor([this] { return isSettled(model); }, patience);
        }
        return isStill();
    }

    QAccessibleInterface *reader() { return QAccessible::queryAccessibleInterface(&stage); }
    /// The one that a screen reader is told to be the focused one; -1: none.
    int focusedChild()
    {
        int found = -1;
        for (int i = 0; i < reader()->childCount(); ++i) {
            if (reader()->child(i)->state().focused)
                found = found < 0 && reader()->focusChild() == reader()->child(i) ? i : -2;
        }
        return found;
    }
    qint64 value(int child)
    {
        return reader()->child(child)->valueInterface()->currentValue().toLongLong();
    }
    QString name(int child) { return reader()->child(child)->text(QAccessible::Name); }

    Pacer pacer;
    SessionModel model;
    StageView stage;
    bool isOpen = false;
};

/// 1 where /proc says that the descriptor of the process is a pipe's, else 0.
int procHolders(std::int64_t pid, int fd)
{
    return QFile::symLinkTarget(QStringLiteral("/proc/%1/fd/%2").arg(pid).arg(fd))
                   .contains(QStringLiteral("pipe:["))
               ? 1
               : 0;
}

/// Steps each that may until it is so.
template<typename IsSo>
bool stepUntil(Show &show, IsSo isSo)
{
    const auto workers = static_cast<WorkerId>(show.model.snapshot().processes.size());
    for (int turn = 0; turn < 60 && !isSo(); ++turn) {
        for (WorkerId each = 0; each < workers && !isSo(); ++each) {
            show.model.select(each);
            if (!show.model.canStep())
                continue;
            const auto calls = show.process(each).calls;
            show.model.step();
            const auto hasStepped = [&] {
                return show.process(each).calls != calls && isSettled(show.model);
            };
            (void)QTest::qWaitFor([&] { return isSo() || hasStepped(); }, 300);
        }
        QTest::qWait(20);
    }
    return isSo();
}

bool stepUntilEnded(Show &show, std::size_t worker)
{
    return stepUntil(show, [&] { return show.process(worker).isEnded(); });
}

/// What encloses all pixels of a colour.
QRect placesOf(const QImage &picture, QRgb colour)
{
    QRect found;
    for (int y = 0; y < picture.height(); ++y) {
        for (int x = 0; x < picture.width(); ++x) {
            if (picture.pixel(x, y) == colour)
                found |= QRect(x, y, 1, 1);
        }
    }
    return found;
}

/// How far right of their other strokes the dark signs around a place have their tips, in pixels.
double leaning(const QImage &picture, const QPointF &centre)
{
    const auto meanOfRow = [&](int y) {
        double sum = 0;
        int count = 0;
        for (int x = static_cast<int>(centre.x()) - 16; x < static_cast<int>(centre.x()) + 16;
             ++x) {
            if (qGray(picture.pixel(x, y)) > 160)
                continue;
            sum += x;
            ++count;
        }
        return count > 0 ? sum / count : centre.x();
    };
    const int y = static_cast<int>(centre.y());
    return meanOfRow(y) - (meanOfRow(y - 2) + meanOfRow(y + 2)) / 2;
}

/// Counts the paintings of a widget.
class Paintings : public QObject
{
public:
    explicit Paintings(QWidget &widget) { widget.installEventFilter(this); }
    bool eventFilter(QObject *, QEvent *event) override
    {
        count += event->type() == QEvent::Paint ? 1 : 0;
        return false;
    }
    int count = 0;
};

} // namespace

class StageViewTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyProcessAndChannelIsAChild()
    {
        Show show("pipe-flow", true);
        QVERIFY(show.isOpen);
        QTRY_COMPARE(show.process(0).state, ProcessState::AtGate);
        QCOMPARE(show.reader()->childCount(), 5); // no slots yet
        const auto pid = show.process(0).pid;
        QCOMPARE(show.name(0), QStringLiteral("writer, held, next: pipe(fd), pid %1").arg(pid));
        QCOMPARE(show.name(1), QStringLiteral("reader, not started"));
        QCOMPARE(show.name(2), QStringLiteral("pipe p: not made yet"));
        QCOMPARE(show.reader()->child(0)->role(), QAccessible::ListItem);
        QCOMPARE(show.reader()->child(2)->role(), QAccessible::ProgressBar);
        QCOMPARE(show.name(3), QStringLiteral("write end of p: not made yet"));
        QCOMPARE(show.name(4), QStringLiteral("read end of p: not made yet"));
    }

    void aPipeThatTheKernelRefusedSaysWhy()
    {
        Show show("pipe-emfile", false);
        QVERIFY(show.isOpen);
        QTRY_VERIFY_WITH_TIMEOUT(show.process(0).isEnded(), 20000);
        QCOMPARE(show.name(1), QStringLiteral("pipe f: not made: EMFILE"));
    }

    void endsAndSlotsAreChildrenWithNameAndValue()
    {
        Show show("pipe-flow", false, Pace{20'000'000});
        QVERIFY(show.waitForSleeper());
        QCOMPARE(show.reader()->childCount(), 5 + 4);
        QCOMPARE(show.name(3), QStringLiteral("write end of p: writer fd 4"));
        QCOMPARE(show.name(4), QStringLiteral("read end of p: reader fd 3"));
        QCOMPARE(procHolders(show.process(0).pid, 4), 1);
        QCOMPARE(show.value(3), 1);
        QCOMPARE(show.value(4), 1);
        qint64 sum = 0;
        for (int slot = 0; slot < 4; ++slot) {
            sum += show.value(5 + slot);
            QCOMPARE(show.name(5 + slot), QStringLiteral("slot %1 of 4 of p: %2 bytes from writer")
                                              .arg(slot + 1)
                                              .arg(show.value(5 + slot)));
        }
        QCOMPARE(sum, show.value(2));
        QVERIFY(show.reader()->child(5)->rect().isValid());
        QVERIFY(show.reader()->child(2)->rect().contains(show.reader()->child(5)->rect()));
    }

    void tabGoesThroughEveryThingFromLeftToRightAndOut()
    {
        Show show("pipe-flow", false, Pace{20'000'000});
        QVERIFY(show.waitForSleeper());
        show.stage.setFocus(Qt::TabFocusReason);
        QVector<int> order;
        for (int i = 0; i < 5; ++i) {
            order << show.focusedChild();
            QTest::keyClick(&show.stage, Qt::Key_Tab);
        }
        QCOMPARE(order, (QVector<int>{0, 3, 2, 4, 1}));
        show.stage.setFocus(Qt::BacktabFocusReason);
        QTest::keyClick(&show.stage, Qt::Key_Backtab);
        QCOMPARE(show.focusedChild(), 4);
        QCOMPARE(show.model.selected(), WorkerId{1}); // an end leaves it as it is
    }

    void whereKeysGoTheRingOfWhatIsSelectedHasHeavyCorners()
    {
        Show show("pipe-flow", false, Pace{20'000'000});
        QVERIFY(show.waitForSleeper());
        const auto ringAt = [&](double fromLeft) { // pixels of ink above the box
            const auto picture = show.stage.grab().toImage();
            const auto box = show.stage.layoutOfNow().boxes[show.model.selected()].rect;
            const auto x = static_cast<int>(box.left() + fromLeft);
            int count = 0;
            for (int y = static_cast<int>(box.top()) - 14; y < static_cast<int>(box.top()) - 1; ++y)
                count += qGray(picture.pixel(x, y)) < 100 ? 1 : 0;
            return count;
        };
        constexpr double corner = 18; // past the curve
        constexpr double middle = 120;
        show.stage.clearFocus();
        const auto plain = ringAt(middle);
        QVERIFY(plain > 0);
        QTRY_COMPARE(ringAt(corner), plain);
        show.stage.setFocus(Qt::TabFocusReason);
        QTRY_VERIFY(show.stage.hasFocus());
        QTRY_VERIFY(ringAt(corner) > plain);
        QCOMPARE(ringAt(middle), plain);
    }

    void arrowsGoThroughTheSlotsOfAPipe()
    {
        Show show("pipe-flow", false, Pace{20'000'000});
        QVERIFY(show.waitForSleeper());
        show.stage.setFocus();
        show.stage.goTo({Focus::Kind::Channel, noWorker, 0});
        QCOMPARE(show.focusedChild(), 2);
        QTest::keyClick(&show.stage, Qt::Key_Down);
        QCOMPARE(show.focusedChild(), 5);
        QTest::keyClick(&show.stage, Qt::Key_Down);
        QCOMPARE(show.focusedChild(), 6);
        QTest::keyClick(&show.stage, Qt::Key_End);
        QCOMPARE(show.focusedChild(), 8);
        QTest::keyClick(&show.stage, Qt::Key_Down);
        QCOMPARE(show.focusedChild(), 8);
        QTest::keyClick(&show.stage, Qt::Key_Home);
        QCOMPARE(show.focusedChild(), 5);
        QTest::keyClick(&show.stage, Qt::Key_Up);
        QCOMPARE(show.focusedChild(), 2);
        QSignalSpy asked(&show.model, &SessionModel::focusAsked);
        QTest::keyClick(&show.stage, Qt::Key_Return);
        QCOMPARE(asked.count(), 1);
        QVERIFY(show.model.focus().kind == Focus::Kind::Channel);
    }

    /// The picture itself: pixels of the ring's colour around it, and none before.
    void whatIsLookedAtHasARingAroundIt()
    {
        Show show("pipe-flow", false, Pace{20'000'000});
        QVERIFY(show.waitForSleeper());
        show.model.playhead().freeze(); // only the ring may differ from one picture to the next
        QCoreApplication::processEvents();
        const auto tube = show.stage.layoutOfNow().tubes[0];
        const auto ends = [&](End end) {
            const auto &socket = end == End::Read ? tube.readEnd : tube.writeEnd;
            const QPointF reach(socket.radius, socket.radius);
            return QRectF(socket.centre - reach, socket.centre + reach);
        };
        const std::vector<std::pair<Focus, QRectF>> things{
            {{Focus::Kind::Channel, noWorker, 0}, tube.wall},
            {{Focus::Kind::End, noWorker, 0, End::Write}, ends(End::Write)},
            {{Focus::Kind::End, noWorker, 0, End::Read}, ends(End::Read)},
            {{Focus::Kind::Slot, noWorker, 0, End::Read, 2}, tube.cells[2].cell},
        };
        for (const auto &[thing, place] : things) {
            show.stage.goTo({Focus::Kind::Process, 0});
            const auto before = show.stage.grab().toImage();
            show.stage.goTo(thing);
            const auto now = show.stage.grab().toImage();
            QRect changed;
            for (int y = 0; y < now.height(); ++y)
                for (int x = 0; x < now.width(); ++x)
                    if (now.pixel(x, y) != before.pixel(x, y)
                        && now.pixelColor(x, y) == themeOf(ThemeName::Light).ink)
                        changed |= QRect(x, y, 1, 1);
            const auto around = place.toAlignedRect();
            QVERIFY2(changed.contains(around.adjusted(-1, -1, 1, 1)),
                     qPrintable(QStringLiteral("thing %1").arg(static_cast<int>(thing.kind))));
            QVERIFY(around.adjusted(-12, -12, 12, 12).contains(changed));
        }
    }

    void theFillIsToldInPlainDigits()
    {
        Show show("pipe-flow", false, Pace{20'000'000});
        QVERIFY(show.waitForSleeper());
        const auto queued = *show.model.snapshot().channels[0].queued.value;
        QCOMPARE(show.name(2),
                 QStringLiteral("pipe p: %1 of 16384 bytes, 4 of 4 slots").arg(queued));
        auto *value = show.reader()->child(2)->valueInterface();
        QVERIFY(value);
        QCOMPARE(value->currentValue().toLongLong(), queued);
        QCOMPARE(value->maximumValue().toLongLong(), 16384LL);
        QVERIFY2(show.name(0).startsWith(QLatin1String("writer, asleep in write(4, buf, 4096)")),
                 qPrintable(show.name(0)));
    }

    void anotherSessionHasOtherChildren()
    {
        Show show("pipe-flow", true);
        QTRY_COMPARE(show.process(0).state, ProcessState::AtGate);
        auto *old = show.reader()->child(0);
        QVERIFY(old->isValid());
        QVERIFY(show.model.open(demo("pipe-hello"), {}));
        QVERIFY(show.name(0).startsWith(QLatin1String("parent, ")));
    }

    void clickingAProcessSelectsIt()
    {
        Show show("pipe-flow", true);
        QTRY_COMPARE(show.stage.layoutOfNow().boxes.size(), std::size_t{2});
        const auto centre = show.stage.layoutOfNow().boxes[1].rect.center().toPoint();
        QTest::mouseClick(&show.stage, Qt::LeftButton, {}, centre);
        QCOMPARE(show.model.selected(), WorkerId{1});
        QVERIFY(show.stage.layoutOfNow().boxes[1].selected);
        QVERIFY(!show.stage.layoutOfNow().boxes[0].selected);
    }

    void arrowKeysMoveThroughProcesses()
    {
        Show show("pipe-hello", true); // child left, parent right
        QTRY_COMPARE(show.stage.layoutOfNow().boxes.size(), std::size_t{2});
        show.model.select(0);
        QTest::keyClick(&show.stage, Qt::Key_Up);
        QCOMPARE(show.model.selected(), WorkerId{1});
        QTest::keyClick(&show.stage, Qt::Key_Up);
        QCOMPARE(show.model.selected(), WorkerId{1});
        QTest::keyClick(&show.stage, Qt::Key_Down);
        QCOMPARE(show.model.selected(), WorkerId{0});
    }

    void pressingAProcessThroughAScreenReaderSelectsIt()
    {
        Show show("pipe-flow", true);
        QTRY_COMPARE(show.stage.layoutOfNow().boxes.size(), std::size_t{2});
        auto *child = show.reader()->child(1);
        QVERIFY(child->actionInterface());
        child->actionInterface()->doAction(QAccessibleActionInterface::pressAction());
        QCOMPARE(show.model.selected(), WorkerId{1});
        QVERIFY(child->state().selected);
    }

    void nothingIsPaintedWhenNothingMoves()
    {
        Show show("pipe-flow", true);
        QTRY_COMPARE(show.process(0).state, ProcessState::AtGate);
        QTRY_VERIFY(!show.stage.layoutOfNow().boxes.empty());
        QTest::qWait(300); // what the start left to draw
        Paintings paintings(show.stage);
        QTest::qWait(700);
        QCOMPARE(paintings.count, 0);
    }

    void agesArePaintedTwiceASecondAtMost()
    {
        Show show("pipe-flow", false, Pace{20'000'000});
        QVERIFY(show.waitForSleeper());
        QTest::qWait(700); // packets arrive, the rate sinks
        Paintings paintings(show.stage);
        QElapsedTimer watched;
        watched.start();
        QTest::qWait(2000);
        const auto most = 1 + watched.elapsed() / 500; // beside other work the wait lasts longer
        QVERIFY2(paintings.count >= 2 && paintings.count <= most,
                 qPrintable(QString::number(paintings.count)));
    }

    /// The writer sleeps for milliseconds: too short to see as they go by, not in what stands still.
    void aFrozenPictureShowsTheShortestSleep()
    {
        Show show("pipe-flow", false, Pace{20'000'000});
        QTRY_VERIFY_WITH_TIMEOUT(
            show.process(0).calls > 60 && show.process(0).state == ProcessState::Asleep, patience);
        show.model.playhead().freeze();
        for (int i = 0; i < 20 && show.process(0).state != ProcessState::Asleep; ++i)
            show.model.playhead().toPreviousChange();
        QTRY_COMPARE(show.stage.layoutOfNow().boxes[0].look, Look::Asleep);
    }

    /// By form: the tips of the signs in its wall are on the read end's side, above and beneath.
    void aTubeShowsWhichWayBytesGo()
    {
        Show show("pipe-two-way-right", true);
        show.model.select(0);
        for (int pipes = 0; pipes < 2; ++pipes) {
            QTRY_VERIFY(show.model.canStep() && show.process(0).calls == pipes);
            show.model.step();
        }
        const auto &tubes = show.stage.layoutOfNow().tubes;
        QTRY_VERIFY(tubes.size() == 2 && tubes[0].isLive() && tubes[1].isLive());
        const auto picture = show.stage.grab().toImage();
        for (const auto &tube : tubes) {
            const double pad = tube.cells[0].cell.top() - tube.wall.top();
            const bool isReadRight = tube.readEnd.centre.x() > tube.writeEnd.centre.x();
            QCOMPARE(isReadRight, tube.channel == 0);
            for (const double y : {tube.wall.top() + pad / 2, tube.wall.bottom() - pad / 2}) {
                const double way = leaning(picture, {tube.wall.center().x(), y});
                QVERIFY2(isReadRight ? way > 0.5 : way < -0.5, qPrintable(QString::number(way)));
            }
        }
    }

    /// In steps, with nothing else going on: what became of it is told at once, the byte flies to the
    /// lid, one "13" comes back, and then the box is crossed.
    void whoIsStruckIsCrossedWhenTheSignalHasCome()
    {
        Show show("pipe-sigpipe-default", true);
        constexpr std::size_t writer = 1;
        QVERIFY(stepUntilEnded(show, writer));
        const auto &boxes = show.stage.layoutOfNow().boxes;
        const auto colour = themeOf(ThemeName::Light).hopeless.rgb();
        QElapsedTimer time;
        time.start();
        int badges = 0; // pictures with the signal in them
        while (!boxes[writer].struck && time.elapsed() < patience) {
            const auto isTold = boxes[writer].look == Look::Killed;
            QVERIFY2(isTold || time.elapsed() < 100, "the words wait for no signal");
            const auto red = placesOf(show.stage.grab().toImage(), colour);
            badges += red.isEmpty() ? 0 : 1;
            QVERIFY2(red.width() <= 40 && red.height() <= 40, "one badge, and no cross");
            QTest::qWait(10);
        }
        QVERIFY(boxes[writer].struck);
        QVERIFY2(time.elapsed() >= 500, qPrintable(QString::number(time.elapsed())));
        QVERIFY(badges > 0);
        QCOMPARE(boxes[writer].look, Look::Killed);
        const auto red = placesOf(show.stage.grab().toImage(), colour);
        QVERIFY(red.contains(boxes[writer].rect.toAlignedRect().adjusted(4, 4, -4, -4)));
    }

    void whereMotionIsOffWhoIsStruckIsCrossedAtOnce()
    {
        Show show("pipe-sigpipe-default", true);
        show.stage.setMotion(Motion::Still);
        QVERIFY(stepUntilEnded(show, 1));
        QTRY_COMPARE_WITH_TIMEOUT(show.stage.layoutOfNow().boxes[1].look, Look::Killed, 300);
        QVERIFY(show.stage.layoutOfNow().boxes[1].struck);
    }

    /// In steps: the shield is there since sigaction(2), the byte and the signal fly, and the writer
    /// lives and has its answer. Where motion is off, only those two.
    void aSignalThatIsIgnoredFallsOffTheShield_data()
    {
        QTest::addColumn<bool>("moves");
        QTest::newRow("moving") << true;
        QTest::newRow("still") << false;
    }

    void aSignalThatIsIgnoredFallsOffTheShield()
    {
        QFETCH(bool, moves);
        Show show("pipe-sigpipe-ignored", true);
        show.stage.setMotion(moves ? Motion::Moving : Motion::Still);
        constexpr std::size_t writer = 1;
        const auto &boxes = show.stage.layoutOfNow().boxes;
        const auto isIgnoring = [&] {
            return show.process(writer).dispositions[SIGPIPE] == Disposition::Ignore;
        };
        QVERIFY(!boxes[writer].shield);
        QVERIFY(stepUntil(show, isIgnoring));
        QTRY_VERIFY(boxes[writer].shield);
        QVERIFY(stepUntil(show, [&] {
            const auto &last = show.process(writer).last;
            return last && last->error == EPIPE;
        }));
        const auto colour = themeOf(ThemeName::Light).hopeless.rgb();
        QElapsedTimer time;
        time.start();
        int badges = 0;
        while (time.elapsed() < 1200) {
            badges += placesOf(show.stage.grab().toImage(), colour).isEmpty() ? 0 : 1;
            QTest::qWait(10);
        }
        QCOMPARE(badges > 0, moves);
        QVERIFY(placesOf(show.stage.grab().toImage(), colour).isEmpty());
        QVERIFY(boxes[writer].shield && !boxes[writer].crossed);
        const auto isResult = [](const Label &label) {
            return label.text == QLatin1String("write returned -1 EPIPE");
        };
        QVERIFY(std::any_of(boxes[writer].labels.begin(), boxes[writer].labels.end(), isResult));
    }

    /// The words are of the instant that the pictures show: as it comes, and back through it fast.
    void theCaptionTellsTheInstantThatTheStageShows()
    {
        Show show("pipe-sigpipe-default", true);
        const CaptionView caption(show.model);
        const auto *what = caption.findChild<QLabel *>(QStringLiteral("what"));
        int told = 0;
        QStringList behind;
        connect(&show.model, &SessionModel::changed, &caption, [&] {
            const auto now = headline(show.model.caption(Language::English), Language::English);
            ++told;
            if (what->text() != QString::fromStdString(now))
                behind << what->text();
        });
        QVERIFY(stepUntilEnded(show, 0));
        QVERIFY(told > 10);
        QVERIFY2(behind.isEmpty(), qPrintable(behind.join(QLatin1Char('|'))));
        const int live = told;
        for (int back = 0; back < 10; ++back)
            show.model.playhead().toPreviousChange();
        QVERIFY(told - live >= 10);
        QVERIFY2(behind.isEmpty(), qPrintable(behind.join(QLatin1Char('|'))));
    }

    void noWordOfACaptionStandsAloneInALine()
    {
        Show show("pipe-sigpipe-default", true);
        CaptionView caption(show.model);
        caption.setVisible(true);
        for (int step = 0; step < 3; ++step) { // to a sentence with a reason
            QTRY_VERIFY_WITH_TIMEOUT(show.model.canStep(), patience);
            const auto calls = show.process(0).calls;
            show.model.step();
            QTRY_VERIFY_WITH_TIMEOUT(show.process(0).calls > calls, patience);
        }
        int wrapped = 0;
        for (int width = 420; width < 1300; width += 7) {
            caption.resize(width, 120);
            for (const auto *name : {"what", "why"}) {
                const auto *label = caption.findChild<QLabel *>(QLatin1String(name));
                QTextLayout text(label->text(), label->font());
                text.beginLayout();
                std::vector<double> lines;
                for (auto line = text.createLine(); line.isValid(); line = text.createLine()) {
                    line.setLineWidth(label->width());
                    lines.push_back(line.naturalTextWidth());
                }
                text.endLayout();
                wrapped += lines.size() > 1 ? 1 : 0;
                QVERIFY2(lines.size() < 2 || lines.back() > width / 6.0, qPrintable(label->text()));
            }
        }
        QVERIFY(wrapped > 0);
    }

    /// The copy of a table that flies would lie over words, a byte in front of its slot.
    void aStillPictureHasNothingOnItsWay()
    {
        Show show("pipe-hello", true);
        const auto hasForked = [&] { return show.process(1).state != ProcessState::NotStarted; };
        show.model.select(0);
        for (const auto *call : {"pipe", "fork"}) {
            QTRY_VERIFY(show.model.canStep() && show.process(0).call == findCall(call));
            show.model.step();
        }
        QTRY_VERIFY(hasForked() && isSettled(show.model));
        QTRY_VERIFY(show.stage.layoutOfNow().boxes[1].rows.size() == 2);
        QTest::qWait(100);         // the copy has begun its way
        const auto picture = [&] { // without the number's age, which goes on
            auto made = show.stage.grab().toImage();
            const auto &wall = show.stage.layoutOfNow().tubes[0].wall;
            QPainter(&made).fillRect(QRectF(wall.left(), wall.bottom() + 4, wall.width() + 80, 60),
                                     Qt::black);
            return made;
        };
        const auto moving = picture();
        show.stage.showInstant();
        const auto still = picture();
        QTest::qWait(1200);
        const auto later = picture();
        QVERIFY(moving != later);
        QVERIFY(still == later);
    }

    void changingTheLanguageChangesWhatIsTold()
    {
        Show show("pipe-flow", true);
        QTRY_COMPARE(show.process(0).state, ProcessState::AtGate);
        setCurrentLanguage(Language::Chinese);
        QVERIFY(show.name(0).contains(QString::fromUtf8("已暂停")));
        setCurrentLanguage(Language::English);
        QVERIFY(show.name(0).contains(QLatin1String("held")));
    }
};

QTEST_MAIN(StageViewTest)
#include "tst_stageview.moc"
