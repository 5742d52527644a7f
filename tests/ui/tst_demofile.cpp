// SPDX-License-Identifier: MIT
// A demo's file: dropped, copied, and changed by an editor while it is open.
#include "scenario/loader.h"
#include "ui/controls/notice.h"
#include "ui/controls/sourcepanel.h"
#include "ui/demofile.h"
#include "ui/mainactions.h"
#include "windowtest.h"

#include <QDir>
#include <QDropEvent>
#include <QMenu>
#include <QMimeData>
#include <QProcess>
#include <QTemporaryDir>
#include <QTimer>

using namespace seeipc;

namespace {

QString builtIn(const char *id)
{
    return QString::fromStdString(findScenario(id).value());
}

void write(const QString &path, const QString &text)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(text.toUtf8());
}

} // namespace

class TestDemoFile : public WindowTest
{
    Q_OBJECT

private Q_SLOTS:
    void aDroppedFileIsOpened()
    {
        drop({QUrl::fromLocalFile(builtIn("pipe-hello"))});
        QCOMPARE(m_model->scenario().id, std::string("pipe-hello"));
        drop({QUrl::fromLocalFile(builtIn("pipe-hello")), QUrl::fromLocalFile("/etc/passwd")});
        drop({QUrl("https://example.org/x.json")});
        QCOMPARE(m_model->scenario().id, std::string("pipe-hello"));
        drop({QUrl::fromLocalFile("/etc/passwd")});
        QVERIFY2(m_window->notice().sentence().contains("/etc/passwd"),
                 qPrintable(m_window->notice().sentence()));
    }

    void aCopyIsTheSameAndIsOpened()
    {
        const auto copy = m_folder.filePath("copy.json");
        m_window->openFile(builtIn("pipe-hello").toStdString());
        QVERIFY(m_window->file().saveCopy(copy));
        QCOMPARE(fileText(copy), fileText(builtIn("pipe-hello")));
        edited(copy, "\"I am mike\"", "\"I am mine\"");
        QTRY_COMPARE_WITH_TIMEOUT(m_model->scenario().parameters.at(0).text,
                                  std::string("I am mine"), patience);
        QVERIFY(fileText(builtIn("pipe-hello")).contains("I am mike"));
    }

    void whatCannotBeWrittenIsSaid()
    {
        m_window->openFile(builtIn("pipe-hello").toStdString());
        QVERIFY(!m_window->file().saveCopy(m_folder.filePath("none/copy.json")));
        QVERIFY2(m_window->notice().sentence().contains("none/copy.json"),
                 qPrintable(m_window->notice().sentence()));
    }

    void whatAnEditorChangesIsLoadedAnewWithTheValuesThatFit_data()
    {
        QTest::addColumn<bool>("isReplaced");
        QTest::newRow("written over") << false;
        QTest::newRow("another put in its place") << true;
    }
    void whatAnEditorChangesIsLoadedAnewWithTheValuesThatFit()
    {
        QFETCH(const bool, isReplaced);
        const auto mine = m_folder.filePath("flow.json");
        QFile::remove(mine);
        QVERIFY(QFile::copy(builtIn("pipe-flow"), mine));
        QFile::setPermissions(mine, QFile::ReadOwner | QFile::WriteOwner);
        m_window->openFile(mine.toStdString());
        auto values = m_model->parameters();
        values[0].number = 8192;
        values[1].number = 50'000;
        m_window->open(m_model->scenario(), values);
        for (const QString title : {"Once", "Twice"}) { // it is still watched when it was replaced
            const auto text = QString(m_original)
                                  .replace("A pipe at work", title)
                                  .replace(R"("Read size", "zh_CN": "每次读"},
                 "default": 4096, "atLeast": 1, "atMost": 1048576)",
                                           R"("Read size", "zh_CN": "每次读"},
                 "default": 4096, "atLeast": 1, "atMost": 8192)")
                                  .replace(R"("default": 16384)", R"("default": 32768)");
            QVERIFY(text != m_original);
            const auto beside = m_folder.filePath("beside");
            write(isReplaced ? beside : mine, text);
            if (isReplaced)
                QCOMPARE(::rename(qPrintable(beside), qPrintable(mine)), 0);
            QTRY_COMPARE_WITH_TIMEOUT(m_model->scenario().title.en, title.toStdString(), patience);
            QCOMPARE(m_model->parameters()[0].number, 8192);
            QCOMPARE(m_model->parameters()[1].number, 4096); // 50 000 does not fit any more
            QCOMPARE(m_model->parameters()[2].number, 32768);
        }
    }

    void aFileThatBreaksIsToldAndTheDemoGoesOn()
    {
        const auto mine = m_folder.filePath("mine.json");
        write(mine, m_original);
        m_window->openFile(mine.toStdString());
        QTRY_VERIFY_WITH_TIMEOUT(m_model->snapshot().processes[0].calls > 0, patience);
        const auto pid = m_model->snapshot().processes[0].pid;
        edited(mine, "\"call\": \"pipe\"", "\"call\": \"pipp\"");
        QTRY_VERIFY_WITH_TIMEOUT(m_window->notice().sentence().contains("pipp"), patience);
        QVERIFY(m_window->notice().sentence().contains("mine.json"));
        QCOMPARE(m_model->snapshot().processes[0].pid, pid);
        QVERIFY(m_model->snapshot().processes[0].isAlive());
        write(mine, m_original + "\n");
        QTRY_VERIFY_WITH_TIMEOUT(!m_window->notice().sentence().contains("pipp"), patience);
    }

    void anotherFileOfItsFolderIsNotItsOwn()
    {
        const auto mine = m_folder.filePath("own.json");
        write(mine, m_original);
        m_window->openFile(mine.toStdString());
        QTRY_VERIFY_WITH_TIMEOUT(m_model->snapshot().processes[0].calls > 0, patience);
        const auto pid = m_model->snapshot().processes[0].pid;
        write(m_folder.filePath("other.json"), "{}");
        QTest::qWait(500); // longer than it takes to look again
        QCOMPARE(m_model->snapshot().processes[0].pid, pid);
    }

    /// The line is the kernel of truth: grep -n is the witness of where the word stands.
    void aBrokenFileIsShownWhereItBreaks_data()
    {
        QTest::addColumn<QString>("from");
        QTest::addColumn<QString>("to");
        QTest::addColumn<QString>("stands");
        QTest::newRow("a call") << "\"call\": \"pipe\""
                                << "\"call\": \"pipp\""
                                << "pipp";
        QTest::newRow("no JSON") << "\"cure\""
                                 << "\"cure"
                                 << "\"cure";
        QTest::newRow("a number") << "\"default\": 16384"
                                  << "\"default\": 163840000000"
                                  << "163840000000";
    }
    void aBrokenFileIsShownWhereItBreaks()
    {
        QFETCH(const QString, from);
        QFETCH(const QString, to);
        QFETCH(const QString, stands);
        const auto mine = m_folder.filePath("broken.json");
        auto text = QString(m_original);
        if (!text.contains(from)) // "cure" need not stand in it
            text.replace("\"chapter\"", "\"cure\": null, \"chapter\"");
        const auto whole = text;
        text.replace(text.indexOf(from), from.size(), to);
        write(mine, text);
        m_window->openFile(mine.toStdString());
        auto &panel = m_window->source();
        QVERIFY(panel.isVisibleTo(m_window.get()));
        QCOMPARE(panel.text().toPlainText(), text);
        QProcess grep;
        grep.start("grep", {"-n", "-m1", "-F", "-e", stands, mine});
        QVERIFY(grep.waitForFinished());
        QCOMPARE(panel.text().marked(), grep.readAll().split(':').front().toInt());
        QVERIFY2(panel.text().textCursor().selectedText().contains(stands),
                 qPrintable(panel.text().textCursor().selectedText()));
        QVERIFY2(panel.copied().contains("broken.json"), qPrintable(panel.copied()));
        QVERIFY(!m_window->notice().sentence().isEmpty());
        write(mine, whole); // mended, it is opened
        QTRY_VERIFY_WITH_TIMEOUT(!panel.isVisibleTo(m_window.get()), patience);
        QCOMPARE(m_model->scenario().file, mine.toStdString());
    }

    void theFilesThatWereOpenedStandInTheMenu()
    {
        auto *menu = m_window->actions().recentMenu();
        QVERIFY(!menu->isEnabled());
        m_window->openFile(builtIn("pipe-hello").toStdString()); // it has its place there already
        QVERIFY(!menu->isEnabled());
        const auto first = m_folder.filePath("first.json");
        QDir(m_folder.path()).mkdir("sub");
        const auto second = m_folder.filePath("sub/first.json");
        const auto third = m_folder.filePath("third.json");
        for (const auto &file : {first, second, third}) {
            write(file, m_original);
            m_window->openFile(file.toStdString());
        }
        QFile::remove(third);
        QVERIFY(menu->isEnabled());
        Q_EMIT menu->aboutToShow();
        const auto actions = menu->actions();
        QCOMPARE(actions.size(), 5); // a line and what clears it
        QCOMPARE(actions[0]->text(), QString("third.json"));
        QVERIFY(!actions[0]->isEnabled());
        QCOMPARE(actions[1]->text(), "first.json (" + m_folder.filePath("sub") + ")");
        actions[2]->trigger();
        QCOMPARE(m_model->scenario().file, first.toStdString());
        QCOMPARE(m_window->settings().recentFiles, (QStringList{first, third, second}));
        Q_EMIT menu->aboutToShow();
        menu->actions().back()->trigger();
        QVERIFY(!menu->isEnabled());
        QVERIFY(m_window->settings().recentFiles.isEmpty());
    }

    /// Another file of the folder changes all the time, as in /tmp.
    void aBusyFolderKeepsNoChangeBack()
    {
        const auto mine = m_folder.filePath("busy.json");
        write(mine, m_original);
        m_window->openFile(mine.toStdString());
        QTimer busy;
        connect(&busy, &QTimer::timeout, this, [this] {
            const auto beside = m_folder.filePath("noise");
            QFile::exists(beside) ? QFile::remove(beside) : (write(beside, "x"), true);
        });
        busy.start(40);
        const auto beside = m_folder.filePath("beside");
        write(beside, QString(m_original).replace("A pipe at work", "Busy"));
        QCOMPARE(::rename(qPrintable(beside), qPrintable(mine)), 0);
        QTRY_COMPARE_WITH_TIMEOUT(m_model->scenario().title.en, std::string("Busy"), patience);
    }

private:
    void drop(const QList<QUrl> &urls)
    {
        QMimeData data;
        data.setUrls(urls);
        QDragEnterEvent enter({10, 10}, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QCoreApplication::sendEvent(m_window.get(), &enter);
        QDropEvent dropped({10, 10}, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QCoreApplication::sendEvent(m_window.get(), &dropped);
    }

    static void edited(const QString &path, const QString &from, const QString &to)
    {
        const auto text = fileText(path);
        QVERIFY2(text.contains(from), qPrintable(text));
        write(path, QString(text).replace(from, to));
    }

    QTemporaryDir m_folder;
    QString m_original = fileText(builtIn("pipe-flow"));
};

QTEST_MAIN(TestDemoFile)
#include "tst_demofile.moc"
