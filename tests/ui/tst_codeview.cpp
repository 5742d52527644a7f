// SPDX-License-Identifier: MIT
// The code cards on a real session, read as a screen reader reads them; the kernel is asked too.
#include "mechanisms/registry.h"
#include "support.h"
#include "ui/language.h"
#include "ui/model/playhead.h"
#include "ui/pacer.h"
#include "ui/views/code.h"

#include <QAccessible>
#include <QApplication>
#include <QClipboard>
#include <QTest>
#include <QWheelEvent>

#include <algorithm>

using namespace seeipc;

namespace {

constexpr int patience = 20'000; ///< milliseconds

/// A window with the code cards of a demo.
class Show
{
public:
    explicit Show(const char *id, bool isHeld = true, Pace pace = {})
        : model(pacer), view(model, nullptr)
    {
        model.setHeld(isHeld);
        model.setPace(pace);
        isOpen = static_cast<bool>(model.open(demo(id), {}));
        view.resize(1920, 300);
        view.show();
    }

    QAccessibleInterface *reader() { return QAccessible::queryAccessibleInterface(&view); }
    /// What is said of the line of that process which has this in it.
    QString line(const QString &process, const QString &text)
    {
        for (int i = 0; i < reader()->childCount(); ++i) {
            const auto name = reader()->child(i)->text(QAccessible::Name);
            if (name.startsWith(process + u',') && name.contains(text))
                return name;
        }
        return {};
    }
    QAccessibleInterface *child(const QString &process, const QString &text)
    {
        for (int i = 0; i < reader()->childCount(); ++i) {
            if (reader()->child(i)->text(QAccessible::Name) == line(process, text))
                return reader()->child(i);
        }
        return nullptr;
    }
    void press(const QString &process, const QString &text)
    {
        child(process, text)
            ->actionInterface()
            ->doAction(QAccessibleActionInterface::pressAction());
    }
    bool settles()
    {
        return QTest::qWaitFor(
            [this] { return pid(0) > 0 && isSettled(model) && !model.isRunningOn(); }, patience);
    }
    std::int64_t pid(std::size_t worker) const { return model.snapshot().processes[worker].pid; }
    QString call(std::size_t worker) const
    {
        QFile file(QStringLiteral("/proc/%1/syscall").arg(pid(worker)));
        return file.open(QIODevice::ReadOnly) ? QString::fromLatin1(file.readAll()) : QString();
    }

    Pacer pacer;
    SessionModel model;
    CodeView view;
    bool isOpen = false;
};

} // namespace

class TestCodeView : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { setCurrentLanguage(Language::English); }

    void aSleepersLineSaysThatItsCallHasNotReturned()
    {
        Show show("pipe-read-blocks-empty");
        QVERIFY(show.isOpen && show.settles());
        QVERIFY(show.line("reader", "pipe(p);").endsWith(QStringLiteral("next: held")));
        show.press("reader", "wait(&status);"); // it sleeps before
        QVERIFY(QTest::qWaitFor(
            [&] { return show.model.live().processes[0].state == ProcessState::Asleep; },
            patience));
        QTRY_VERIFY(
            show.line("reader", "read(p[0]").contains(QStringLiteral("has not returned: ")));
        QVERIFY2(show.call(0).startsWith(QStringLiteral("0 0x3 ")), qPrintable(show.call(0)));
        QVERIFY(show.line("reader", "pipe(p);").endsWith(QStringLiteral("= 0")));
        QVERIFY(show.line("reader", "fork()")
                    .endsWith(QStringLiteral("= %1").arg(show.pid(1)))); // the kernel's number
    }

    void aLineIsRunToAndNoFurther()
    {
        Show show("pipe-write-blocks-full");
        QVERIFY(show.isOpen && show.settles());
        const auto before = procNumber(show.pid(0), "io", "wchar:");
        show.press("writer", "write(p[1], \"!\"");
        QVERIFY(show.settles());
        QTRY_VERIFY(
            show.line("writer", "write(p[1], \"!\"").endsWith(QStringLiteral("next: held")));
        QVERIFY(procNumber(show.pid(0), "io", "wchar:") - before <= 65536);
        QVERIFY(show.line("writer", "for (").contains(QStringLiteral("rounds")));
        QCOMPARE(show.model.selected(), WorkerId{0});
        QVERIFY(show.model.isHeld());
    }

    void aClickRunsToTheLineUnderIt()
    {
        Show show("pipe-hello");
        QVERIFY(show.isOpen && show.settles());
        const auto place = show.view.placeOf({0, 2}).center().toPoint();
        QVERIFY(show.view.hintAt({0, 2}).startsWith(QStringLiteral("Run parent to this line")));
        QTest::mouseClick(&show.view, Qt::LeftButton, {}, place);
        QVERIFY(show.settles());
        QTRY_VERIFY(show.line("parent", "wait(&status);").endsWith(QStringLiteral("next: held")));
        QVERIFY(show.pid(1) > 0 && isAlive(show.pid(1)));
    }

    /// A click selects a line and runs to it; it does not keep the card there.
    void aCardFollowsItsProcessAfterAClick()
    {
        Show show("pipe-write-blocks-full");
        QVERIFY(show.isOpen && show.settles());
        show.view.resize(1000, 140);
        const auto seen = [&](const CodePlace &place) {
            return !show.view.placeOf(place).isEmpty();
        };
        const auto &lines = show.view.texts()[0].lines;
        QVERIFY(seen({0, 0}) && !seen({0, lines.size() - 1}));
        QTest::mouseClick(&show.view, Qt::LeftButton, {},
                          show.view.placeOf({0, 1}).center().toPoint());
        QVERIFY(show.settles());
        QVERIFY(seen({0, 1}));
        show.model.setHeld(false);
        const auto follows = [&] {
            const auto current = codewords::currentLine(show.view.texts()[0],
                                                        show.model.snapshot().processes[0]);
            return current && *current > 1 && seen({0, *current});
        };
        QTRY_VERIFY_WITH_TIMEOUT(follows(), patience);
    }

    /// The keys have not been there, and the wheel has shown other lines.
    void aClickMeansTheLineThatIsSeenUnderThePointer()
    {
        Show show("pipe-write-blocks-full");
        QVERIFY(show.isOpen && show.settles());
        show.view.resize(1000, 140);
        show.view.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&show.view));
        show.view.clearFocus();
        const auto rows = [&] { return show.view.layoutOfNow().cards.front().rows; };
        const auto count = show.view.texts()[0].lines.size();
        QVERIFY(!rows().empty() && rows().size() + 2 <= count);
        const auto middle = rows().front().rect.center();
        for (int i = 0; i < 2; ++i) {
            QWheelEvent wheel(middle, show.view.mapToGlobal(middle), {}, {0, -120}, {}, {},
                              Qt::NoScrollPhase, false);
            QApplication::sendEvent(&show.view, &wheel);
        }
        const auto seen = rows();
        QCOMPARE(seen.front().line, std::size_t{2});
        const auto &lines = show.view.texts()[0].lines;
        const auto meant = std::find_if(seen.begin(), seen.end(), [&](const CodeRow &row) {
            return QString::fromStdString(lines[row.line].text).startsWith(u"write(");
        });
        QVERIFY(meant != seen.end());
        const auto place = meant->rect.center().toPoint();
        show.view.setFocus(Qt::MouseFocusReason); // as the application does before the press
        QVERIFY(show.view.hasFocus());
        QCOMPARE(rows().front().line, std::size_t{2});
        QTest::mouseClick(&show.view, Qt::LeftButton, {}, place);
        QCOMPARE(*show.view.cursor(), (CodePlace{0, meant->line}));
        QVERIFY(show.settles());
        QTRY_COMPARE(show.model.live().processes[0].step, lines[meant->line].step);
    }

    void whatCannotBeRunToIsRefusedInASentence()
    {
        Show show("pipe-hello");
        QVERIFY(show.isOpen && show.settles());
        const auto said = [&] { return show.view.accessibleDescription(); };
        show.press("parent", "pipe(p);");
        QCOMPARE(said(), QStringLiteral("This line comes next in parent already"));
        show.press("child", "write(");
        QVERIFY(said().isEmpty() || show.line("child", "write(").isEmpty()
                || said().contains(QStringLiteral("not started")));
        show.press("parent", "read(p[0]");
        QVERIFY(show.settles()); // it sleeps in wait
        QTRY_COMPARE(show.model.live().processes[0].state, ProcessState::Asleep);
        show.press("parent", "read(p[0]");
        QVERIFY2(said().contains(QStringLiteral("sleeps in wait")), qPrintable(said()));
        show.press("child", "_exit");
        QVERIFY(show.settles());
        QTRY_VERIFY(show.line("child", "_exit").endsWith(QStringLiteral("next: held")));
        show.press("child", "write(");
        QCOMPARE(said(),
                 QStringLiteral("child has passed this line, and does not come here again"));
    }

    /// The last is no step of the demo, but a line like the others.
    void theEndIsRunToAndNotMade()
    {
        Show show("pipe-capacity");
        QVERIFY(show.isOpen && show.settles());
        show.press("writer", "_exit(0);");
        QVERIFY(show.settles());
        QTRY_VERIFY(show.line("writer", "_exit(0);").endsWith(QStringLiteral("next: held")));
        QVERIFY(isAlive(show.pid(0)));
        show.press("writer", "_exit(0);");
        QCOMPARE(show.view.accessibleDescription(),
                 QStringLiteral("This line comes next in writer already"));
        show.press("writer", "pipe(p);");
        QVERIFY(show.view.accessibleDescription().contains(QStringLiteral("has passed")));
    }

    void keysGoFromLineToLineAndRunThere()
    {
        Show show("pipe-hello");
        QVERIFY(show.isOpen && show.settles());
        show.view.activateWindow();
        show.view.setFocus(Qt::TabFocusReason);
        QTRY_VERIFY(show.view.cursor().has_value());
        QCOMPARE(*show.view.cursor(), (CodePlace{0, 0}));
        QTest::keyClick(&show.view, Qt::Key_Down);
        QTest::keyClick(&show.view, Qt::Key_Down);
        QCOMPARE(*show.view.cursor(), (CodePlace{0, 2}));
        QVERIFY(show.child("parent", "wait(")->state().focused);
        QTest::keyClick(&show.view, Qt::Key_Return);
        QVERIFY(show.settles());
        QTRY_VERIFY(show.line("parent", "wait(").endsWith(QStringLiteral("next: held")));
        QTest::keyClick(&show.view, Qt::Key_Tab);
        QCOMPARE(show.view.cursor()->worker, WorkerId{1});
        QTest::keyClick(&show.view, Qt::Key_End);
        QVERIFY(show.child("child", "_exit(0);")->state().focused);
        QTest::keySequence(&show.view, QKeySequence::Copy);
        QCOMPARE(QApplication::clipboard()->text(),
                 QStringLiteral("close(p[0]);\nwrite(p[1], \"I am mike\", 9);\n_exit(0);\n"));
    }

    void aFrozenPictureShowsTheLinesOfItsInstant()
    {
        Show show("pipe-hello", false, {5'000'000});
        QVERIFY(show.isOpen);
        QVERIFY(QTest::qWaitFor([&] { return show.model.hasEnded(); }, patience));
        QVERIFY(show.line("parent", "read(p[0]").endsWith(QStringLiteral("= 9")));
        const auto &trace = show.model.trace();
        for (auto position = trace.first(); position < trace.count(); ++position) {
            show.model.playhead().moveTo(position + 1);
            const auto &event = trace.at(position);
            if (event.kind == EventKind::CallReturned && callAt(event.call).name == "write")
                break;
        }
        QVERIFY(show.line("child", "write(").endsWith(QStringLiteral("= 9")));
        QVERIFY(!show.line("parent", "read(p[0]").contains(QStringLiteral("= 9")));
        QVERIFY(!show.line("parent", "close(p[1]);").contains(QStringLiteral("= ")));
    }

    void theAddedLineOfACureIsMarked()
    {
        Show show("pipe-eof-forgotten-close-cured");
        QVERIFY(show.isOpen && show.settles());
        QTRY_VERIFY(
            show.line("reader", "close(p[1]);").contains(QStringLiteral("only in the cure")));
        QVERIFY(!show.line("reader", "pipe(p);").contains(QStringLiteral("only in the cure")));
        Show wrong("pipe-eof-forgotten-close");
        QVERIFY(wrong.isOpen && wrong.settles());
        for (int i = 0; i < wrong.reader()->childCount(); ++i)
            QVERIFY(!wrong.reader()
                         ->child(i)
                         ->text(QAccessible::Name)
                         .contains(QStringLiteral("cure")));
    }
};

QTEST_MAIN(TestCodeView)
#include "tst_codeview.moc"
