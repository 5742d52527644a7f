// SPDX-License-Identifier: MIT
// A demo's file: dropped, copied, and changed by an editor while it is open.
#include "scenario/loader.h"
#include "ui/controls/notice.h"
#include "ui/demofile.h"
#include "windowtest.h"

#include <QDir>
#include <QDropEvent>
#include <QMimeData>
#include <QTemporaryDir>

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
