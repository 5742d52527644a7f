// SPDX-License-Identifier: MIT
// A sheet of facts in a drawer, in hand: selecting, copying, what stands still while it changes.
#include "windowtest.h"

#include <QAbstractTextDocumentLayout>
#include <QClipboard>
#include <QLabel>
#include <QPushButton>
#include <QTextBlock>
#include <QTextLayout>
#include <QTextTable>

using namespace seeipc;

class TestSheetView : public WindowTest
{
    Q_OBJECT

private Q_SLOTS:
    /// What stands at the right of something does not read on from it.
    void factsBesideEachOtherStandApart()
    {
        openFlow();
        m_window->resize(1024, 768);
        openSheet("limits");
        const auto &sheet = static_cast<SheetView *>(drawers().view(drawerOf("limits")))->sheet();
        const auto *layout = sheet.document()->documentLayout();
        int pairs = 0;
        for (const auto *frame : sheet.document()->rootFrame()->childFrames()) {
            const auto *table = qobject_cast<const QTextTable *>(frame);
            for (int cell = 0; table && cell < table->rows() * table->columns(); ++cell) {
                if (cell % table->columns() == table->columns() - 1)
                    continue;
                const auto at = [&](int number) {
                    return table->cellAt(number / table->columns(), number % table->columns())
                        .firstCursorPosition()
                        .block();
                };
                double right = 0;
                const auto text = at(cell);
                for (int i = 0; i < text.layout()->lineCount(); ++i)
                    right = std::max(right, text.layout()->lineAt(i).naturalTextRect().right());
                right += layout->blockBoundingRect(text).left();
                QVERIFY2(layout->blockBoundingRect(at(cell + 1)).left() - right >= 10,
                         qPrintable(text.text()));
                ++pairs;
            }
        }
        QVERIFY(pairs > 9);
    }

    void whatIsSelectedShowsTheFactsOfNow()
    {
        FactSheet sheet;
        sheet.resize(300, 300);
        std::vector<FactGroup> facts{{QStringLiteral("Pipe p"), {}, {}}};
        facts[0].facts = {{QStringLiteral("queued"), QStringLiteral("96 bytes"), {}, {}, {}},
                          {QStringLiteral("kind"), QStringLiteral("pipe(7)"), {}, {}, {}}};
        sheet.setFacts(facts);
        sheet.moveCursor(QTextCursor::Start);
        QVERIFY(sheet.find(QStringLiteral("96 bytes")));
        facts[0].facts[0].value = QStringLiteral("65,536 bytes");
        sheet.setFacts(facts);
        QVERIFY(!sheet.standsStill());
        QCOMPARE(sheet.textCursor().selectedText(), QStringLiteral("65,536 bytes"));
        facts.push_back({QStringLiteral("Slots"), {}, {{QStringLiteral("1"), {}, {}, {}, {}}}});
        facts[0].facts[0].value = QStringLiteral("61,440 bytes");
        sheet.setFacts(facts); // lines that come behind it are no matter
        QCOMPARE(sheet.textCursor().selectedText(), QStringLiteral("61,440 bytes"));
        facts.back().facts.push_back({QStringLiteral("2"), {}, {}, {}, {}});
        facts[0].facts[0].value = QStringLiteral("65,536 bytes");
        sheet.setFacts(facts);
        QCOMPARE(sheet.textCursor().selectedText(), QStringLiteral("65,536 bytes"));
        facts[0].facts[0].value = QStringLiteral("0 bytes");
        facts[0].facts.push_back({QStringLiteral("state"), QStringLiteral("gone"), {}, {}, {}});
        sheet.setFacts(facts); // of other lines: they wait, but for the copy
        QVERIFY(sheet.standsStill());
        QCOMPARE(sheet.textCursor().selectedText(), QStringLiteral("65,536 bytes"));
        sheet.copyWhole();
        QVERIFY(QApplication::clipboard()->text().contains(QStringLiteral("queued: 0 bytes")));
        facts[0].title = QStringLiteral("Process reader");
        sheet.setFacts(facts); // something else is looked at
        QVERIFY(!sheet.standsStill());
        QVERIFY(!sheet.textCursor().hasSelection());
        QVERIFY(sheet.toPlainText().contains(QStringLiteral("0 bytes")));
    }

    void aSheetThatStandsStillSaysSo()
    {
        openFlow();
        m_model->setFocus({Focus::Kind::Channel, noWorker, ChannelId{0}});
        openSheet("inspector");
        auto *view = drawers().view(drawerOf("inspector"));
        auto &sheet = const_cast<FactSheet &>(static_cast<SheetView *>(view)->sheet());
        const auto says = [view] {
            for (const auto *label : view->findChildren<QLabel *>()) {
                if (label->isVisible() && label->text().startsWith(QLatin1String("Stands still")))
                    return true;
            }
            return false;
        };
        QVERIFY(!says());
        sheet.selectAll();
        m_model->playhead().freeze(); // that is told in a line before the facts
        QTRY_VERIFY_WITH_TIMEOUT(says(), patience);
        for (auto *button : view->findChildren<QPushButton *>())
            button->click();
        QVERIFY(sheet.standsStill());
        QCOMPARE(QApplication::clipboard()->text(), sheet.wholeText());
        sheet.moveCursor(QTextCursor::Start);
        QTRY_VERIFY(!says());
        QVERIFY(!sheet.standsStill());
    }

    void aClockStaysWithItsAge()
    {
        FactSheet sheet;
        std::vector<FactGroup> facts{{QStringLiteral("Pipe p"), {}, {}}};
        facts[0].facts = {{QStringLiteral("queued"), QStringLiteral("65536 bytes of all that"),
                           Fact::Mark::Sampled, QStringLiteral("0.4 s"),
                           QStringLiteral("FIONREAD")}};
        sheet.setFacts(facts);
        sheet.show();
        for (int width = 160; width < 500; width += 4) {
            sheet.resize(width, 300);
            for (auto block = sheet.document()->begin(); block.isValid(); block = block.next()) {
                const auto age = block.text().indexOf(QStringLiteral("0.4\u00a0s"));
                if (age < 0)
                    continue;
                QVERIFY(!block.text().contains(QChar::ObjectReplacementCharacter));
                const auto *lines = block.layout();
                QCOMPARE(lines->lineForTextPosition(static_cast<int>(age)).lineNumber(),
                         lines->lineForTextPosition(static_cast<int>(age) - 1).lineNumber());
            }
        }
    }

    void whatChangesInASheetIsThatAlone()
    {
        FactSheet sheet;
        FactSheet anew;
        std::vector<FactGroup> facts{{QStringLiteral("Pipe p"), QStringLiteral("note"), {}}};
        facts[0].facts = {
            {QStringLiteral("queued"),
             QStringLiteral("96 bytes"),
             Fact::Mark::Sampled,
             QStringLiteral("0.4 s"),
             {}},
            {QStringLiteral("fdinfo"), QStringLiteral("pos: 0\nflags: 1"), {}, {}, {}},
            {QStringLiteral("kind"), QStringLiteral("pipe(7)"), {}, {}, {}}};
        sheet.setFacts(facts);
        for (const auto &value : {QStringLiteral("pos: 0\nflags: 2"), QStringLiteral("\n"),
                                  QStringLiteral("none"), QString()}) {
            facts[0].facts[1].value = value;
            facts[0].facts[0].age += QStringLiteral("1");
            sheet.setFacts(facts);
            anew.setFacts({});
            anew.setFacts(facts);
            QCOMPARE(sheet.toPlainText(), anew.toPlainText());
        }
    }

    void whatIsSelectedIsCopiedAsTheButtonCopies()
    {
        FactSheet sheet;
        sheet.resize(1400, 300); // two facts beside each other
        std::vector<FactGroup> facts{{QStringLiteral("Pipe p"), QStringLiteral("of now"), {}},
                                     {QStringLiteral("Slots"), {}, {}}};
        facts[0].facts = {{QStringLiteral("queued"), QStringLiteral("96 bytes"),
                           Fact::Mark::Sampled, QStringLiteral("0.4 s"),
                           QStringLiteral("FIONREAD")},
                          {QStringLiteral("kind"), QStringLiteral("pipe(7)"), {}, {}, {}},
                          {QStringLiteral("inode"), QStringLiteral("47"), {}, {}, {}}};
        facts[1].facts = {
            {QStringLiteral("1"), QStringLiteral("96"), Fact::Mark::Inferred, {}, {}}};
        sheet.setFacts(facts);
        sheet.show();
        const auto copied = [&sheet] {
            sheet.copy();
            return QGuiApplication::clipboard()->text();
        };
        sheet.selectAll();
        QCOMPARE(copied(), sheet.wholeText());
        QVERIFY(
            copied().contains(QStringLiteral("queued: 96 bytes  [sampled 0.4 s ago, FIONREAD]")));
        sheet.moveCursor(QTextCursor::Start);
        QVERIFY(sheet.find(QStringLiteral("96 bytes")));
        QCOMPARE(copied(), QStringLiteral("96 bytes"));
        auto cursor = sheet.textCursor();
        QVERIFY(sheet.find(QStringLiteral("pipe(7)")));
        cursor.setPosition(sheet.textCursor().position(), QTextCursor::KeepAnchor);
        sheet.setTextCursor(cursor); // down the first column, not of the one beside it
        QCOMPARE(copied(), QStringLiteral("  queued: 96 bytes  [sampled 0.4 s ago, FIONREAD]\n"
                                          "  kind: pipe(7)\n"));
    }

    void theCopyIsReachedAndPressedByKeys()
    {
        openFlow();
        m_model->setFocus({Focus::Kind::Process, 0});
        const auto text = openSheet("inspector");
        auto *view = drawers().view(drawerOf("inspector"));
        auto *button = view->findChild<QPushButton *>();
        for (const auto key : {Qt::Key_Space, Qt::Key_Return}) {
            button->setFocus(Qt::TabFocusReason);
            QApplication::clipboard()->clear();
            const bool wasHeld = m_model->isHeld();
            QTest::keyClick(button, key);
            QVERIFY(QApplication::clipboard()->text().startsWith(text.section(u'\n', 0, 0)));
            QCOMPARE(m_model->isHeld(), wasHeld);
        }
    }

    /// A frame in the ink around it, wherever the focus comes to stand.
    void theFocusIsSeenAroundASheetAndItsButton()
    {
        openFlow();
        openSheet("inspector");
        auto *view = drawers().view(drawerOf("inspector"));
        for (QWidget *widget : {static_cast<QWidget *>(view->findChild<FactSheet *>()),
                                static_cast<QWidget *>(view->findChild<QPushButton *>())}) {
            const auto edge = [widget] { // amid the left side
                return widget->grab().toImage().pixelColor(0, widget->height() / 2);
            };
            m_window->setFocus();
            const auto without = edge();
            widget->setFocus(Qt::TabFocusReason);
            QVERIFY(widget->hasFocus());
            QVERIFY(edge() != without);
        }
    }

    void copyTakesTheWholeWithItsSources()
    {
        openFlow();
        const auto text = openSheet("limits");
        QApplication::clipboard()->clear();
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_C, Qt::ControlModifier);
        const auto copied = QApplication::clipboard()->text();
        QVERIFY2(copied.contains(QStringLiteral("/proc/sys/fs/pipe-max-size")), qPrintable(copied));
        QCOMPARE(copied.split(u'\n').size(), text.split(u'\n').size());
    }
};

QTEST_MAIN(TestSheetView)
#include "tst_sheetview.moc"
