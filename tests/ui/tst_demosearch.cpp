// SPDX-License-Identifier: MIT
// Demos are found by title, id, call and symptom, in both languages.
#include "scenario/symptoms.h"
#include "support.h"
#include "ui/controls/type.h"
#include "ui/demochooser.h"
#include "ui/model/demolist.h"

#include <QSignalSpy>

#include <algorithm>

using namespace seeipc;

class TestDemoSearch : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aDemoIsFoundByItsWords_data()
    {
        QTest::addColumn<QString>("words");
        QTest::addColumn<QString>("id");
        QTest::newRow("id") << "pipe-hello"
                            << "pipe-hello";
        QTest::newRow("hang") << "hang"
                              << "pipe-read-blocks-empty";
        QTest::newRow("HANGS") << "HANGS"
                               << "pipe-write-blocks-full";
        QTest::newRow("Chinese") << QStringLiteral("卡住") << "pipe-write-blocks-full";
        QTest::newRow("a call") << "fcntl"
                                << "pipe-flow";
        QTest::newRow("end of file") << "EOF"
                                     << "pipe-read-then-wait";
        QTest::newRow("two words anywhere") << "stuck write"
                                            << "pipe-write-blocks-full";
    }
    void aDemoIsFoundByItsWords()
    {
        QFETCH(QString, words);
        QFETCH(QString, id);
        QStringList found;
        for (const auto &entry : demoList()) {
            if (hasWords(entry, words))
                found << QString::fromStdString(entry.id);
        }
        QVERIFY2(found.contains(id), qPrintable(found.join(u' ')));
        QVERIFY(!hasWords(demoList().front(), words + QStringLiteral("zzz")));
    }

    void symptomsComeFromWhatADemoMustShow()
    {
        Scenario broken = demo("pipe-hello");
        broken.expectations.clear();
        const auto has = [&broken](std::string_view symptom) {
            const auto all = symptomsOf(broken);
            return std::find(all.begin(), all.end(), symptom) != all.end();
        };
        QVERIFY(has("write"));
        QVERIFY(!has("Broken pipe") && !has("EPIPE") && !has("141") && !has("hang"));
        Expectation refused;
        refused.error = EPIPE;
        broken.expectations = {refused};
        QVERIFY(has("EPIPE") && has("Broken pipe") && !has("141"));
        Expectation killed;
        killed.signal = SIGPIPE;
        broken.expectations = {killed};
        QVERIFY(has("SIGPIPE") && has("Broken pipe") && has("141") && !has("EPIPE"));
        Expectation asleep;
        asleep.asleepIn = CallId{0};
        broken.expectations = {asleep};
        QVERIFY(has("hang") && has("卡住") && !has("141"));
    }

    void wordsThatNoDemoHasSayWhatToTry()
    {
        auto *chooser = new DemoChooser("pipe-flow");
        chooser->show();
        auto *words = chooser->findChild<QLineEdit *>();
        auto *list = chooser->findChild<QListWidget *>();
        QVERIFY(list->isVisible());
        QTest::keyClicks(words, QStringLiteral("zzz"));
        QVERIFY(!list->isVisible());
        const auto labels = chooser->findChildren<ScaledLabel *>();
        QVERIFY(std::any_of(labels.begin(), labels.end(), [](const ScaledLabel *label) {
            return label->isVisible() && label->text().contains(QStringLiteral("No demo"));
        }));
        QSignalSpy chosen(chooser, &DemoChooser::chosen);
        QTest::keyClick(words, Qt::Key_Return);
        QCOMPARE(chosen.count(), 0);
        words->clear();
        QTest::keyClicks(words, QStringLiteral("pipe-hello"));
        QVERIFY(list->isVisible());
        QTest::keyClick(words, Qt::Key_Return);
        QCOMPARE(chosen.count(), 1);
    }
};

QTEST_MAIN(TestDemoSearch)
#include "tst_demosearch.moc"
