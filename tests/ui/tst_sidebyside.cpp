// SPDX-License-Identifier: MIT
// A wrong demo and its cure in one window: both run for real, and their steps tell them apart.
#include "scenario/loader.h"
#include "support.h"
#include "ui/compare/sidebyside.h"
#include "ui/controls/barbutton.h"
#include "ui/controls/notice.h"
#include "ui/controls/slider.h"
#include "ui/controls/stepwords.h"
#include "ui/controls/style.h"
#include "ui/controls/type.h"
#include "ui/demochooser.h"
#include "ui/language.h"
#include "ui/mainwindow.h"
#include "ui/model/playhead.h"
#include "ui/pacer.h"
#include "ui/scene/words.h"
#include "ui/views/pane.h"
#include "ui/views/stage.h"

#include <QDialog>
#include <QFile>
#include <QPushButton>
#include <QRegularExpression>
#include <QScrollArea>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTextDocument>

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

bool saysSomewhere(const QWidget &window, const char *words)
{
    for (const auto *label : window.findChildren<QLabel *>()) {
        if (label->text().contains(QLatin1String(words)))
            return true;
    }
    return false;
}

BarButton *buttonOf(const QWidget &window, const char *beginning)
{
    for (auto *button : window.findChildren<BarButton *>()) {
        if (button->text().startsWith(QString::fromUtf8(beginning)))
            return button;
    }
    return nullptr;
}

bool isStuck(const SessionModel &model)
{
    const auto &waits = model.waits().waits;
    return std::any_of(waits.begin(), waits.end(), [](const Wait &wait) { return wait.hopeless; });
}

/// Row by row, as it is read; the name is the first.
QStringList rowsOf(const StepList &list)
{
    QTextDocument document;
    document.setHtml(list.text());
    return document.toPlainText().split(QLatin1Char('\n'));
}

/// What of the two stages reaches beyond them, what words beyond their box, and what steps beyond their
/// card.
QStringList cutOff(const QWidget &window)
{
    QStringList found;
    const auto look = [&](const QRectF &within, const QRectF &rect, const QString &what) {
        if (!within.contains(rect))
            found << QStringLiteral("%1: %2 to %3 in %4 to %5")
                         .arg(what)
                         .arg(rect.top())
                         .arg(rect.bottom())
                         .arg(within.top())
                         .arg(within.bottom());
    };
    for (const auto *label : window.findChildren<QLabel *>()) {
        if (label->isVisible() && label->wordWrap()
            && label->heightForWidth(label->width()) > label->height())
            found << label->text();
    }
    for (const auto *list : window.findChildren<StepList *>()) {
        if (list->minimumSizeHint().width() > list->width())
            found << QStringLiteral("%1 wide in %2: %3")
                         .arg(list->minimumSizeHint().width())
                         .arg(list->width())
                         .arg(rowsOf(*list).join(QLatin1Char(' ')));
    }
    for (const auto *stage : window.findChildren<StageView *>()) {
        const QRectF whole = stage->rect();
        const auto &layout = stage->layoutOfNow();
        for (const auto &box : layout.boxes) {
            look(whole, box.rect, QStringLiteral("box"));
            for (const auto &label : box.labels)
                look(box.rect, label.rect, label.text);
        }
        for (const auto &tube : layout.tubes) {
            for (const auto &label : tube.labels)
                look(whole, label.rect, label.text);
        }
        for (const auto &thread : layout.threads)
            look(whole, thread.path.boundingRect(), QStringLiteral("thread"));
        for (const auto &arrow : layout.arrows)
            look(whole, arrow.path.boundingRect().adjusted(-1, -1, 1, 1), QStringLiteral("arrow"));
    }
    return found;
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
    void cleanup() { setCurrentLanguage(Language::English); }

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
        window.resize(1600, 900);
        window.show();
        QVERIFY(QTest::qWaitForWindowExposed(&window));
        QCOMPARE(marked(window, QStringLiteral("+")), QStringList{"close(p[1]);"});
        QCOMPARE(marked(window, QStringLiteral("−")), QStringList());
    }

    void theStepsTellWhatBecameOfThem_data()
    {
        QTest::addColumn<QSize>("size");
        for (const auto size : {QSize(1024, 768), QSize(1366, 768), QSize(1920, 1080)})
            QTest::addRow("%d", size.width()) << size;
    }

    /// As behind the lines of a demo alone, or beneath them: results, and how long a call has not returned.
    void theStepsTellWhatBecameOfThem()
    {
        QFETCH(QSize, size);
        setTypeScale(TypeScale::forWindow(size));
        Pacer pacer;
        const auto both = wrongAndCured(demo("pipe-eof-forgotten-close"));
        QVERIFY(both);
        SideBySide window(pacer, both->first, both->second, quick);
        window.setAttribute(Qt::WA_DeleteOnClose, false);
        window.resize(size);
        window.show();
        QVERIFY(QTest::qWaitForWindowExposed(&window));
        window.startOver();
        QTRY_VERIFY_WITH_TIMEOUT(window.cured().hasEnded(), patience);
        QTRY_VERIFY_WITH_TIMEOUT(isStuck(window.wrong()), patience);
        const auto lists = window.findChildren<StepList *>();
        QCOMPARE(lists.size(), 4); // reader and writer of the wrong demo, then of its cure
        const auto told = [&](int list) { return rowsOf(*lists[list]).join(QLatin1Char(' ')); };
        QTRY_VERIFY2(told(1).contains(QStringLiteral("= 5")), qPrintable(told(1)));
        QVERIFY2(told(2).contains(QStringLiteral("> 0); = 0")), qPrintable(told(2)));
        QVERIFY2(told(3).contains(QStringLiteral("exited, status 0")), qPrintable(told(3)));
        const QRegularExpression age(QStringLiteral("(has not returned:|asleep) [0-9]"));
        QTRY_VERIFY2(told(0).contains(age), qPrintable(told(0)));
        const auto rows = rowsOf(*lists[0]);
        QVERIFY2(!rows[0].contains(age), qPrintable(rows[0])); // its name stands alone
        const QRegularExpression whole(
            QStringLiteral("while \\(read\\(p\\[0\\], (buf|…), 100\\) > 0\\);"));
        QVERIFY2(told(0).replace(QChar::Nbsp, u' ').contains(whole), qPrintable(told(0)));
        const auto before = told(0);
        QTRY_VERIFY(told(0) != before); // it grows
        QVERIFY2(cutOff(window).isEmpty(), qPrintable(cutOff(window).join(QLatin1String("; "))));
    }

    void aCallIsAsOldInItsStepsAsInItsBox()
    {
        Pacer pacer;
        const auto both = wrongAndCured(demo("pipe-eof-forgotten-close"));
        QVERIFY(both);
        SideBySide window(pacer, both->first, both->second, quick);
        window.setAttribute(Qt::WA_DeleteOnClose, false);
        window.resize(1920, 1080);
        window.show();
        QVERIFY(QTest::qWaitForWindowExposed(&window));
        window.startOver();
        QTRY_VERIFY_WITH_TIMEOUT(isStuck(window.wrong()), patience);
        const auto drawn = window.wrong().ageTime();
        while (window.wrong().ageTime() == drawn) // nobody has drawn anew by now
            continue;
        window.showInstant();
        const auto age = words::notReturned(window.wrong().ageTime()
                                            - window.wrong().snapshot().processes[0].entered);
        const auto &labels = window.findChild<StageView *>()->layoutOfNow().boxes[0].labels;
        QVERIFY2(std::any_of(labels.begin(), labels.end(),
                             [&](const Label &label) { return label.text.contains(age); }),
                 qPrintable(age));
        const auto rows = rowsOf(*window.findChild<StepList *>())
                              .join(QLatin1Char(' '))
                              .replace(QChar::Nbsp, u' ');
        QVERIFY2(rows.contains(age), qPrintable(age + QStringLiteral(" in ") + rows));
    }

    /// Both stages and both of their steps stand at the same height, whose steps are more or not.
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
        const auto placeOf = [&](const StepList *list) { return list->mapTo(&window, QPoint()); };
        const auto lists = window.findChildren<StepList *>();
        QCOMPARE(lists.size(), 4);
        for (const auto i : {0, 1}) { // of one demo, then those of the other
            QCOMPARE(placeOf(lists[i]).y(), placeOf(lists[i + 2]).y());
            QCOMPARE(lists[i]->font(), lists[i + 2]->font());
            QVERIFY(placeOf(lists[i]).x() < placeOf(lists[i + 2]).x());
        }
    }

    /// Side by side is to be seen at one glance, on a projector too.
    void bothFitTheSmallestScreen_data()
    {
        QTest::addColumn<QString>("id");
        QTest::addColumn<QSize>("size");
        QTest::addColumn<Language>("language");
        for (const auto *id :
             {"pipe-parent-waits-deadlock", "pipe-eof-forgotten-close", "pipe-two-way-wrong"}) {
            for (const auto size :
                 {QSize(1024, 768), QSize(1280, 800), QSize(1366, 768), QSize(1440, 900),
                  QSize(1600, 900), QSize(1920, 1080), QSize(3840, 2160)}) {
                for (const auto language : {Language::English, Language::Chinese})
                    QTest::addRow("%s, %d, %s", id, size.width(), qPrintable(codeOf(language)))
                        << QString::fromLatin1(id) << size << language;
            }
        }
    }

    void bothFitTheSmallestScreen()
    {
        QFETCH(Language, language);
        setCurrentLanguage(language);
        QFETCH(QString, id);
        QFETCH(QSize, size);
        setTypeScale(TypeScale::forWindow(size));
        Pacer pacer;
        const auto both = wrongAndCured(demo(id.toLatin1().constData()));
        QVERIFY(both);
        SideBySide window(pacer, both->first, both->second, quick);
        window.setAttribute(Qt::WA_DeleteOnClose, false);
        window.resize(size);
        window.show();
        QVERIFY(QTest::qWaitForWindowExposed(&window));
        QCOMPARE(window.size(), size);
        QSet<int> stages;
        for (const auto *stage : window.findChildren<StageView *>())
            stages.insert(stage->width());
        QCOMPARE(stages.size(), 1); // as wide as each other
        const auto *area = window.findChild<QScrollArea *>();
        QTRY_COMPARE(area->verticalScrollBar()->maximum(), 0);
        QTRY_COMPARE(area->horizontalScrollBar()->maximum(), 0);
        window.startOver();
        QTRY_VERIFY_WITH_TIMEOUT(window.cured().live().processes[0].calls > 0, patience);
        window.showInstant();
        QVERIFY2(cutOff(window).isEmpty(), qPrintable(cutOff(window).join(QLatin1String("; "))));
        QTRY_VERIFY_WITH_TIMEOUT(window.cured().hasEnded(), patience);
        QTRY_VERIFY_WITH_TIMEOUT(isStuck(window.wrong()), patience);
        window.showInstant();
        QVERIFY2(cutOff(window).isEmpty(), qPrintable(cutOff(window).join(QLatin1String("; "))));
        QCOMPARE(area->verticalScrollBar()->maximum(), 0);
    }

    /// Where they stand beside each other, their steps are as large as in a window alone, and the
    /// stages grow with them.
    void theTypeGrowsWithTheWindow()
    {
        Pacer pacer;
        const auto both = wrongAndCured(demo("pipe-parent-waits-deadlock"));
        QVERIFY(both);
        SideBySide window(pacer, both->first, both->second, quick);
        window.setAttribute(Qt::WA_DeleteOnClose, false);
        int stage = 0;
        for (const auto size : {QSize(1920, 1080), QSize(3840, 2160)}) {
            setTypeScale(TypeScale::forWindow(size));
            window.resize(size);
            window.show();
            QVERIFY(QTest::qWaitForWindowExposed(&window));
            for (const auto *list : window.findChildren<StepList *>())
                QTRY_COMPARE(list->font().pixelSize(),
                             TypeScale::forWindow(size).pixels(TextRole::Call));
            const auto shown = typeScaleFor(*window.findChild<StageView *>());
            QVERIFY(shown.pixels(TextRole::Text) > stage * 3 / 2);
            stage = shown.pixels(TextRole::Text);
        }
    }

    /// A session that broke off is told of beside the other, which stays where it is.
    void aNoticeLeavesBothInView_data()
    {
        QTest::addColumn<QSize>("size");
        QTest::addColumn<QString>("id");
        const auto one = QStringLiteral("pipe-eof-forgotten-close");
        QTest::newRow("1024x768") << QSize(1024, 768) << one;
        QTest::newRow("1280x800") << QSize(1280, 800) << one;
        QTest::newRow("two pipes") << QSize(1280, 800) << QStringLiteral("pipe-two-way-wrong");
    }

    void aNoticeLeavesBothInView()
    {
        QFETCH(QSize, size);
        QFETCH(QString, id);
        setTypeScale(TypeScale::forWindow(size));
        Pacer pacer;
        const auto both = wrongAndCured(demo(id.toLatin1().constData()));
        QVERIFY(both);
        SideBySide window(pacer, both->first, both->second, quick);
        window.setAttribute(Qt::WA_DeleteOnClose, false);
        window.resize(size);
        window.show();
        window.startOver();
        QTRY_VERIFY_WITH_TIMEOUT(pidsOf(window.wrong()).size() == 2, patience);
        const auto steward = stewardPid();
        QVERIFY(steward > 0);
        ::kill(static_cast<pid_t>(steward), SIGKILL);
        QTRY_VERIFY_WITH_TIMEOUT(window.wrong().failure() || window.cured().failure(), patience);
        QTest::qWait(300); // until all is placed anew
        const auto notices = window.findChildren<Notice *>();
        const auto said = std::find_if(notices.begin(), notices.end(), [](const Notice *notice) {
            return !notice->sentence().isEmpty();
        });
        QVERIFY(said != notices.end());
        const auto *area = window.findChild<QScrollArea *>();
        QTRY_COMPARE(area->verticalScrollBar()->maximum(), 0);
        QVERIFY((*said)->height() >= (*said)->heightForWidth((*said)->width())); // nothing is cut
        for (const auto *stage : window.findChildren<StageView *>())
            QTRY_VERIFY(
                window.rect().contains(QRect(stage->mapTo(&window, QPoint()), stage->size())));
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
        window.startOver();
        QVERIFY(!saysSomewhere(window, "frozen"));
        QTest::keyClick(&window, Qt::Key_F);
        QVERIFY(saysSomewhere(window, "Picture frozen at"));
        const auto calls = window.cured().snapshot().processes[0].calls;
        QTRY_VERIFY_WITH_TIMEOUT(window.cured().live().processes[0].isEnded(), patience);
        QCOMPARE(window.cured().snapshot().processes[0].calls, calls);
        QTest::keyClick(&window, Qt::Key_F);
        QVERIFY(!saysSomewhere(window, "frozen"));
        QVERIFY(window.cured().snapshot().processes[0].isEnded());
    }

    /// The cure has ended, the wrong one sleeps: each key shows both as they were at one instant.
    void keysGoThroughTimeInBothAtOnce()
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
        QTRY_VERIFY_WITH_TIMEOUT(window.cured().hasEnded(), patience);
        const std::array models{&window.wrong(), &window.cured()};
        const auto ended = window.cured().liveTime();
        auto bytes = window.cured().snapshot().channels[0].bytesIn;
        QVERIFY(bytes > 0);
        std::vector<std::int64_t> instants;
        while (instants.empty() || instants.back() > 0) {
            QTest::keyClick(&window, Qt::Key_Comma);
            const auto time = std::max(models[0]->now(), models[1]->now());
            QVERIFY(instants.empty() || time < instants.back());
            instants.push_back(time);
            for (auto *model : models) {
                QVERIFY(!model->playhead().isLive());
                QVERIFY(model->now() == time || (time > ended && model->now() == ended));
                QVERIFY(model->snapshot().time <= time);
            }
            QVERIFY(window.cured().snapshot().channels[0].bytesIn <= bytes);
            bytes = window.cured().snapshot().channels[0].bytesIn;
            const auto said = QStringLiteral("Picture frozen at %1 s")
                                  .arg(static_cast<double>(time) / 1e9, 0, 'f', 3);
            QVERIFY2(saysSomewhere(window, said.toLatin1().constData()), qPrintable(said));
        }
        QCOMPARE(bytes, std::int64_t{0});
        QVERIFY(instants.size() > 8);
        for (auto instant = instants.rbegin() + 1; instant != instants.rend(); ++instant) {
            QTest::keyClick(&window, Qt::Key_Right, Qt::ControlModifier);
            QCOMPARE(std::max(models[0]->now(), models[1]->now()), *instant);
        }
        QTest::keyClick(&window, Qt::Key_F);
        for (const auto *model : models)
            QVERIFY(model->playhead().isLive());
    }

    void buttonsGoThroughTimeToo()
    {
        Pacer pacer;
        SideBySide window(pacer, demo("pipe-flow"), demo("pipe-flow"), quick);
        window.setAttribute(Qt::WA_DeleteOnClose, false);
        window.show();
        window.startOver();
        QTRY_VERIFY_WITH_TIMEOUT(window.wrong().live().channels[0].bytesIn > 0, patience);
        QVERIFY(buttonOf(window, "Previous change") && buttonOf(window, "Next change"));
        QTest::mouseClick(buttonOf(window, "Previous change"), Qt::LeftButton);
        const auto one = window.wrong().now();
        QCOMPARE(window.cured().now(), one);
        QTest::mouseClick(buttonOf(window, "Previous change"), Qt::LeftButton);
        QVERIFY(window.wrong().now() < one);
        QCOMPARE(window.cured().now(), window.wrong().now());
        QTest::mouseClick(buttonOf(window, "Next change"), Qt::LeftButton);
        QCOMPARE(window.wrong().now(), one);
        QVERIFY(buttonOf(window, "Back to live"));
        QTest::mouseClick(buttonOf(window, "Back to live"), Qt::LeftButton);
        QVERIFY(window.wrong().playhead().isLive() && window.cured().playhead().isLive());
    }

    void whatIsSetInOneIsTakenOverByBoth()
    {
        Pacer pacer;
        const auto both = wrongAndCured(demo("pipe-parent-waits-deadlock"));
        QVERIFY(both);
        for (const auto *from : {&both->first, &both->second}) {
            SideBySide window(pacer, both->first, both->second, quick);
            window.setAttribute(Qt::WA_DeleteOnClose, false);
            QCOMPARE(from->parameters.size(), std::size_t{1});
            QCOMPARE(from->parameters[0].name, std::string("size"));
            window.takeOver({*from, {{4'321, {}}}});
            QCOMPARE(window.wrong().parameters()[0].number, std::int64_t{4'321});
            QCOMPARE(window.cured().parameters()[0].number, std::int64_t{4'321});
            QCOMPARE(window.wrong().scenario().id, both->first.id);
            QCOMPARE(window.cured().scenario().id, both->second.id);
        }
    }

    /// It hangs beyond the pipe's capacity alone: with less, both end.
    void theWindowsOwnDemoIsComparedAsItIsSet()
    {
        const auto window = makeMain("pipe-parent-waits-deadlock", {{4'321, {}}});
        auto *compared = window->compare();
        QVERIFY(compared);
        QTRY_VERIFY_WITH_TIMEOUT(compared->wrong().hasEnded(), patience);
        QTRY_VERIFY_WITH_TIMEOUT(compared->cured().hasEnded(), patience);
        QCOMPARE(compared->cured().live().processes[1].bytesWritten, std::int64_t{4'321});
    }

    void whoIsHeldIsComparedHeld()
    {
        const auto window = makeMain("pipe-parent-waits-deadlock", {{4'321, {}}});
        m_model->setHeld(true);
        auto *compared = window->compare();
        QVERIFY(compared);
        QVERIFY(compared->wrong().isHeld() && compared->cured().isHeld());
        const auto parent = [&] { return compared->cured().live().processes[0]; };
        QTRY_VERIFY_WITH_TIMEOUT(parent().state == ProcessState::AtGate, patience);
        QCOMPARE(parent().calls, std::int64_t{0});
    }

    void whatStandsBehindBothIsHeldUntilTheyAreClosed()
    {
        const auto window = makeMain("pipe-eof-forgotten-close", {});
        QTRY_VERIFY_WITH_TIMEOUT(m_model->live().processes[0].calls > 0, patience);
        auto *both = window->compare();
        QVERIFY(both);
        QVERIFY(m_model->isHeld());
        QVERIFY(!both->wrong().isHeld() && !both->cured().isHeld());
        QTRY_VERIFY_WITH_TIMEOUT(m_model->live().held, patience);
        QTest::qWait(300); // a call on its way may still come
        const auto calls = m_model->live().processes[0].calls;
        QTRY_VERIFY_WITH_TIMEOUT(both->cured().hasEnded(), patience);
        QCOMPARE(m_model->live().processes[0].calls, calls);
        QVERIFY(both->close());
        QVERIFY(!m_model->isHeld());
    }

    void whoWasHeldBeforeStaysHeldBehindBoth()
    {
        const auto window = makeMain("pipe-eof-forgotten-close", {});
        m_model->setHeld(true);
        auto *both = window->compare();
        QVERIFY(both && both->close());
        QVERIFY(m_model->isHeld());
    }

    /// By hand, or to look at something else: then it is no more held for the two.
    void whoIsReleasedBehindBothGoesOn()
    {
        const auto window = makeMain("pipe-eof-forgotten-close", {});
        auto *both = window->compare();
        QVERIFY(both && m_model->isHeld());
        window->startOver();
        QVERIFY(!m_model->isHeld());
        m_model->setHeld(true);
        QVERIFY(both->close());
        QVERIFY(m_model->isHeld());
    }

    void whatOnlyOneKnowsStaysAsItIs()
    {
        auto one = demo("pipe-parent-waits-deadlock");
        one.parameters.push_back(one.parameters[0]);
        one.parameters[1].name = "other";
        DemoSetup wrong{one, defaultParameters(one)};
        const auto other = demo("pipe-read-then-wait");
        DemoSetup cured{other, defaultParameters(other)};
        cured.scenario.parameters[0].atMost = 70'000;
        takeOver({one, {{4'321, {}}, {17, {}}}}, wrong, cured);
        QCOMPARE(wrong.values[0].number, std::int64_t{4'321});
        QCOMPARE(wrong.values[1].number, one.parameters[1].number);
        QCOMPARE(cured.values[0].number, std::int64_t{4'321});
        takeOver({one, {{80'000, {}}, {17, {}}}}, wrong, cured); // the other cannot take it
        QCOMPARE(wrong.values[0].number, std::int64_t{4'321});
    }

    void thatProcessesAreHeldIsSaidInWords()
    {
        Pacer pacer;
        const auto both = wrongAndCured(demo("pipe-eof-forgotten-close"));
        QVERIFY(both);
        SideBySide window(pacer, both->first, both->second, quick);
        window.setAttribute(Qt::WA_DeleteOnClose, false);
        window.show();
        window.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&window));
        QVERIFY(!saysSomewhere(window, "Processes held"));
        QTest::keyClick(&window, Qt::Key_Space);
        QVERIFY(saysSomewhere(window, "Processes held"));
        window.startOver();
        QVERIFY(saysSomewhere(window, "Processes held"));
        QTest::keyClick(&window, Qt::Key_F); // the longest words find room in a small window
        setTypeScale(TypeScale::forWindow({1024, 768}));
        window.resize(1024, 768);
        QCoreApplication::processEvents();
        QCOMPARE(window.width(), 1024);
        for (const auto *label : window.findChildren<QLabel *>()) {
            if (!label->text().contains(QLatin1String("Processes held")))
                continue;
            QVERIFY2(label->text().startsWith(QLatin1String("Picture frozen at ")),
                     qPrintable(label->text()));
            const int needed = label->heightForWidth(label->width());
            QVERIFY2(needed <= label->height(),
                     qPrintable(QStringLiteral("%1 of %2").arg(needed).arg(label->height())));
        }
        QTest::keyClick(&window, Qt::Key_Space);
        QVERIFY(!saysSomewhere(window, "Processes held"));
    }

    void itsKeysAreListedAndLeadToOtherDemosAndFullScreen()
    {
        const auto window = makeMain("pipe-eof-forgotten-close", {});
        auto *compared = window->compare();
        QVERIFY(compared);
        compared->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(compared));
        QTest::keyClick(compared, Qt::Key_F11);
        QVERIFY(compared->isFullScreen());
        QTest::keyClick(compared, Qt::Key_Escape);
        QVERIFY(!compared->isFullScreen() && compared->isVisible());
        QTest::keyClick(compared, Qt::Key_F1);
        auto *keys = compared->findChild<QDialog *>();
        QVERIFY(keys && keys->isVisible());
        QVERIFY(saysSomewhere(*keys, "Side by side"));
        delete keys;
        compared->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(compared));
        QVERIFY(!window->findChild<DemoChooser *>());
        QTest::keyClick(compared, Qt::Key_K, Qt::ControlModifier);
        QTRY_VERIFY(window->findChild<DemoChooser *>());
    }

    /// What it says of other demos is what the demos themselves say.
    void aDemoWithoutACureSaysWhichHaveOneAndMayBeReadAndClosed()
    {
        const auto window = makeMain("pipe-flow", {});
        QVERIFY(!window->compare());
        auto *notice = window->findChild<Notice *>();
        QVERIFY(notice && notice->isVisible());
        for (const auto *id : {"pipe-eof-forgotten-close", "pipe-parent-waits-deadlock"})
            QVERIFY2(notice->sentence().contains(QString::fromStdString(demo(id).title.en)),
                     qPrintable(notice->sentence()));
        QVERIFY(!notice->sentence().contains(QLatin1String("hang have")));
        QVERIFY(notice->sentence().startsWith(QLatin1String("There is no cure of this demo")));
        auto *button = notice->findChild<QPushButton *>();
        QVERIFY(button);
        QCOMPARE(button->text(), QStringLiteral("Close the notice"));
        const auto events = m_model->trace().count();
        QSignalSpy restarts(m_model.get(), &SessionModel::restarted);
        button->click();
        QVERIFY(!notice->isVisible());
        QCOMPARE(restarts.count(), 0);
        QVERIFY(m_model->trace().count() >= events);
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

    /// The wrong one's reader sleeps for ever and the cure has ended; then neither has a step to come.
    void whereNeitherCanStepTheButtonIsOffAndSaysWhy()
    {
        Pacer pacer;
        const auto both = wrongAndCured(demo("pipe-eof-forgotten-close"));
        QVERIFY(both);
        SideBySide window(pacer, both->first, both->second, quick);
        window.setAttribute(Qt::WA_DeleteOnClose, false);
        window.show();
        window.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&window));
        auto *step = buttonOf(window, "Wrong · ");
        QVERIFY(step);
        window.startOver();
        QTRY_VERIFY_WITH_TIMEOUT(window.cured().hasEnded(), patience);
        QTRY_VERIFY_WITH_TIMEOUT(window.wrong().live().processes[0].state == ProcessState::Asleep,
                                 patience);
        QTRY_VERIFY(!step->isEnabled());
        const auto wrong = stepWords(window.wrong()); // as its button says it in a window alone
        QVERIFY2(wrong.text.contains(QLatin1String("reader sleeps in read(3)")),
                 qPrintable(wrong.text));
        QCOMPARE(step->text(),
                 QStringLiteral("Wrong · %1\nCured · all have ended").arg(wrong.text));
        QCOMPARE(
            step->toolTip(),
            QStringLiteral("Wrong · %1\n%2\nCured · all have ended").arg(wrong.text, wrong.reason));
        QCOMPARE(step->accessibleDescription(), step->toolTip());
        QTest::keyClick(&window, Qt::Key_S);
        QVERIFY(!window.wrong().isHeld());
        window.hold(); // on a busy machine all could be over again before it is looked at
        window.startOver();
        QTRY_VERIFY_WITH_TIMEOUT(step->isEnabled(), patience);
    }

    /// Killed while they are held: nothing is left to be released, but the next start is held.
    void whereAllHaveEndedNothingIsHeld()
    {
        Pacer pacer;
        const auto both = wrongAndCured(demo("pipe-eof-forgotten-close"));
        QVERIFY(both);
        SideBySide window(pacer, both->first, both->second, quick);
        window.setAttribute(Qt::WA_DeleteOnClose, false);
        window.show();
        window.hold();
        window.startOver();
        auto *hold = buttonOf(window, "Release processes");
        QVERIFY(hold && hold->isChecked());
        const std::array models{&window.wrong(), &window.cured()};
        for (auto *model : models)
            QTRY_VERIFY_WITH_TIMEOUT(model->canStep(), patience);
        for (auto *model : models) {
            for (const auto pid : pidsOf(*model))
                ::kill(static_cast<pid_t>(pid), SIGKILL);
        }
        QTRY_VERIFY_WITH_TIMEOUT(models[0]->hasEnded() && models[1]->hasEnded(), patience);
        QCOMPARE(hold->text(), QStringLiteral("Hold processes"));
        QVERIFY(!hold->isChecked() && !hold->isEnabled());
        window.startOver();
        QCOMPARE(hold->text(), QStringLiteral("Release processes"));
        QVERIFY(hold->isChecked() && hold->isEnabled());
        hold->click();
        QVERIFY(!models[0]->isHeld() && !models[1]->isHeld());
    }

    /// Who waits for a cue has no step, but who is to give it has one.
    void whereTheChosenProcessCannotStepAnotherDoes()
    {
        Pacer pacer;
        const auto both = wrongAndCured(demo("pipe-eof-forgotten-close"));
        QVERIFY(both);
        SideBySide window(pacer, both->first, both->second, quick);
        window.setAttribute(Qt::WA_DeleteOnClose, false);
        window.show();
        window.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&window));
        window.hold();
        window.startOver();
        const auto *step = buttonOf(window, "Wrong · ");
        QVERIFY(step);
        for (const char *call : {"Step reader: pipe", "Step reader: fork"}) {
            QTRY_VERIFY2(
                step->text().section(QLatin1Char('\n'), 0, 0).contains(QLatin1String(call)),
                qPrintable(step->text()));
            QTRY_VERIFY(window.wrong().canStep() && window.cured().canStep());
            QTest::keyClick(&window, Qt::Key_S);
        }
        QTRY_COMPARE(window.wrong().live().processes[0].gate, Gate::Condition);
        QCOMPARE(window.wrong().selected(), WorkerId{0});
        QTRY_VERIFY2(step->text().startsWith(QStringLiteral("Wrong · Step writer: close(")),
                     qPrintable(step->text()));
        QTRY_VERIFY(window.wrong().canStep(1) && window.cured().canStep());
        QVERIFY(step->isEnabled());
        QTest::keyClick(&window, Qt::Key_S);
        QTRY_COMPARE(window.wrong().live().processes[1].calls, std::int64_t{1});
        QCOMPARE(window.wrong().selected(), WorkerId{1});
        QTest::keyClick(&window, Qt::Key_1);
        QCOMPARE(window.wrong().selected(), WorkerId{0});
    }

    /// The button says which of the two moves, and why the other does not.
    void theStepSaysWhatEachOfTheTwoDoes()
    {
        Pacer pacer;
        const auto both = wrongAndCured(demo("pipe-parent-waits-deadlock"));
        QVERIFY(both);
        SideBySide window(pacer, both->first, both->second, quick);
        window.setAttribute(Qt::WA_DeleteOnClose, false);
        window.show();
        window.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&window));
        window.startOver();
        window.cured().setPace({200'000'000}); // it has calls to come when the other is stuck
        QTRY_VERIFY_WITH_TIMEOUT(isStuck(window.wrong()), patience);
        QTest::keyClick(&window, Qt::Key_Space);
        QTRY_VERIFY_WITH_TIMEOUT(window.cured().canStep() || window.cured().canStep(1), patience);
        const auto *step = buttonOf(window, "Wrong · ");
        QVERIFY(step);
        const auto lines = [&] { return step->text().split(QLatin1Char('\n')); };
        QTRY_VERIFY2(lines()[0].startsWith(QStringLiteral("Wrong · Deadlock: parent ")),
                     qPrintable(step->text()));
        const QRegularExpression moves(QStringLiteral("^Cured · (Run|Step) (parent|child): "));
        QTRY_VERIFY2(moves.match(lines()[1]).hasMatch(), qPrintable(step->text()));
        for (const auto &told : lines() + QStringList{QStringLiteral("nobody can make return")})
            QVERIFY2(step->toolTip().contains(told), qPrintable(step->toolTip()));
        const auto wrong = window.wrong().live().processes;
        const auto events = window.cured().trace().count(); // where it was held is chance
        QTest::keyClick(&window, Qt::Key_S);
        QTRY_VERIFY(window.cured().trace().count() > events);
        for (std::size_t i = 0; i < wrong.size(); ++i)
            QCOMPARE(window.wrong().live().processes[i].calls, wrong[i].calls);
    }

    /// At no instant is what it says cut off, in the least room either.
    void theStepIsNeverCutOff_data()
    {
        QTest::addColumn<QString>("id");
        QTest::addColumn<int>("width");
        QTest::addColumn<Language>("language");
        for (const auto *id :
             {"pipe-parent-waits-deadlock", "pipe-eof-forgotten-close", "pipe-two-way-wrong"}) {
            for (const int width : {1024, 1280, 1920}) {
                for (const auto language : {Language::English, Language::Chinese})
                    QTest::addRow("%s, %d, %s", id, width, qPrintable(codeOf(language)))
                        << QString::fromLatin1(id) << width << language;
            }
        }
    }

    void theStepIsNeverCutOff()
    {
        QFETCH(Language, language);
        setCurrentLanguage(language);
        QFETCH(QString, id);
        QFETCH(int, width);
        const QSize size(width, width * 3 / 4);
        setTypeScale(TypeScale::forWindow(size));
        Pacer pacer;
        const auto both = wrongAndCured(demo(id.toLatin1().constData()));
        QVERIFY(both);
        SideBySide window(pacer, both->first, both->second, quick);
        window.setAttribute(Qt::WA_DeleteOnClose, false);
        window.resize(size);
        window.show();
        QVERIFY(QTest::qWaitForWindowExposed(&window));
        QCOMPARE(window.size(), size);
        const BarButton *step = nullptr;
        for (const auto *button : window.findChildren<BarButton *>())
            step = button->text().contains(QLatin1Char('\n')) ? button : step;
        QVERIFY(step);
        QStringList cut;
        const auto look = [&] {
            if (step->isElided() && !cut.contains(step->shownWords()))
                cut << step->shownWords();
        };
        connect(&window.wrong(), &SessionModel::changed, this, look);
        connect(&window.cured(), &SessionModel::changed, this, look);
        window.startOver();
        QTRY_VERIFY_WITH_TIMEOUT(window.cured().hasEnded(), patience);
        QTRY_VERIFY_WITH_TIMEOUT(isStuck(window.wrong()), patience);
        look();
        QVERIFY2(cut.isEmpty(), qPrintable(cut.join(QLatin1String("; "))));
    }

    /// By Tab too: what has the focus shows it, and nothing else takes it.
    void noFocusIsInvisible()
    {
        Pacer pacer;
        SideBySide window(pacer, demo("pipe-flow"), demo("pipe-flow"), quick);
        window.setAttribute(Qt::WA_DeleteOnClose, false);
        window.show();
        window.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&window));
        window.startOver();
        QSet<QWidget *> seen;
        auto *focused = window.focusWidget();
        while (focused && !seen.contains(focused)) {
            seen << focused;
            QVERIFY2(qobject_cast<BarButton *>(focused) || qobject_cast<Slider *>(focused)
                         || qobject_cast<StageView *>(focused),
                     focused->metaObject()->className());
            for (int things = 0; focused == window.focusWidget() && things < 100; ++things)
                QTest::keyClick(focused, Qt::Key_Tab);
            focused = window.focusWidget();
        }
        QVERIFY(seen.size() > 8);
    }

    void theLineThatIsOnIsSeenInEveryTheme()
    {
        Pacer pacer;
        SideBySide window(pacer, demo("pipe-flow"), demo("pipe-flow"), quick);
        window.setAttribute(Qt::WA_DeleteOnClose, false);
        window.hold();
        window.startOver();
        QTRY_VERIFY_WITH_TIMEOUT(window.wrong().canStep(), patience);
        const auto *list = window.findChild<StepList *>();
        for (const auto name : {ThemeName::Light, ThemeName::Dark, ThemeName::Contrast}) {
            const auto &theme = themeOf(name);
            window.setTheme(theme);
            static const QRegularExpression row(
                QStringLiteral("<tr bgcolor=\"(#[0-9a-f]+)\" style=\"color:(#[0-9a-f]+)\">"));
            const auto found = row.match(list->text());
            QVERIFY2(found.hasMatch(), qPrintable(list->text()));
            const QColor ground(found.captured(1));
            QVERIFY(ground != theme.panel);
            QVERIFY(contrastRatio(ground, QColor(found.captured(2))) >= 7);
        }
    }

    void whatHasEndedIsNeitherHeldNorStepped()
    {
        Pacer pacer;
        const auto both = wrongAndCured(demo("pipe-eof-forgotten-close"));
        QVERIFY(both);
        SideBySide window(pacer, both->second, both->second, quick);
        window.setAttribute(Qt::WA_DeleteOnClose, false);
        window.show();
        window.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&window));
        window.startOver();
        QTRY_VERIFY_WITH_TIMEOUT(window.wrong().hasEnded() && window.cured().hasEnded(), patience);
        for (const auto key : {Qt::Key_P, Qt::Key_Space, Qt::Key_S, Qt::Key_Right}) {
            QTest::keyClick(&window, key);
            QVERIFY(!window.wrong().isHeld() && !window.cured().isHeld());
        }
        for (const auto *words : {"Hold", "Wrong · all have ended\nCured · all have ended"}) {
            const auto *button = buttonOf(window, words);
            QVERIFY2(button, words);
            QVERIFY(!button->isEnabled());
            QVERIFY(button->toolTip().contains(QLatin1String("have ended")));
        }
        QVERIFY(saysSomewhere(window, "All processes have ended"));
    }

    void buttonsStepBothAndCloseTheWindow()
    {
        Pacer pacer;
        SideBySide window(pacer, demo("pipe-flow"), demo("pipe-flow"), quick);
        window.setAttribute(Qt::WA_DeleteOnClose, false);
        window.resize(1024, 768);
        window.show();
        const auto button = [&](const char *words) {
            BarButton *found = nullptr;
            for (auto *each : window.findChildren<BarButton *>())
                found = each->isVisible() && each->text().startsWith(QString::fromUtf8(words))
                            ? each
                            : found;
            return found;
        };
        QVERIFY(button("Wrong · ") && button("Close"));
        window.hold();
        window.startOver();
        const auto stand = [&](std::int64_t calls) {
            return std::ranges::all_of(std::array{&window.wrong(), &window.cured()}, [&](auto *m) {
                return m->live().processes[0].calls == calls && m->canStep();
            });
        };
        QTRY_VERIFY_WITH_TIMEOUT(stand(0), patience);
        QTest::mouseClick(button("Wrong · "), Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(stand(1), patience);
        QTest::mouseClick(button("Wrong · "), Qt::LeftButton, Qt::ShiftModifier);
        QTRY_VERIFY_WITH_TIMEOUT(stand(2), patience);
        QTest::mouseClick(button("Close"), Qt::LeftButton);
        QVERIFY(!window.isVisible());
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

private:
    std::unique_ptr<MainWindow> makeMain(const char *id, const std::vector<ParameterValue> &values)
    {
        static auto *style = [] {
            auto *made = new Style; // the application's
            QApplication::setStyle(made);
            return made;
        }();
        m_model = std::make_unique<SessionModel>(m_pacer);
        Settings settings;
        settings.windowSize = QSize(1280, 800);
        settings.language = Language::English;
        settings.pace = quick;
        auto window = std::make_unique<MainWindow>(*m_model, *style, settings);
        window->show();
        window->open(demo(id), values);
        return window;
    }

    Pacer m_pacer;
    std::unique_ptr<SessionModel> m_model;
};

QTEST_MAIN(TestSideBySide)
#include "tst_sidebyside.moc"
