// SPDX-License-Identifier: MIT
// Demos are found by title, id, call and symptom, in both languages.
#include "scenario/symptoms.h"
#include "support.h"
#include "ui/controls/type.h"
#include "ui/demochooser.h"
#include "ui/demorow.h"
#include "ui/model/demolist.h"

#include <QAccessible>
#include <QListWidget>
#include <QRegularExpression>
#include <QSignalSpy>

#include <algorithm>

using namespace seeipc;

namespace {

bool hasWords(const DemoEntry &demo, const QString &words)
{
    return wordsIn(demo, words) != WordsIn::Nothing;
}

} // namespace

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
        QTest::newRow("English title") << "everyone writes"
                                       << "pipe-eof-forgotten-close";
        QTest::newRow("Chinese title") << QStringLiteral("忘记关闭") << "pipe-eof-forgotten-close";
        QTest::newRow("hang") << "hang"
                              << "pipe-eof-forgotten-close";
        QTest::newRow("HANGS") << "HANGS"
                               << "pipe-parent-waits-deadlock";
        QTest::newRow("Chinese") << QStringLiteral("卡住") << "pipe-parent-waits-deadlock";
        for (const char *words : {"EPIPE", "SIGPIPE", "141", "Broken pipe", "管道破裂"})
            QTest::newRow(words) << QString::fromUtf8(words) << "pipe-sigpipe-default";
        for (const char *words : {"write", "write()", "write(2)", "write(", "write（）"})
            QTest::newRow(words) << QString::fromUtf8(words) << "pipe-write-blocks-full";
        QTest::newRow("wait()") << "wait()"
                                << "pipe-read-then-wait";
        QTest::newRow("a call") << "fcntl"
                                << "pipe-flow";
        for (const char *words : {"F_SETPIPE_SZ", "fcntl F_SETPIPE_SZ", "fork", "fork()"})
            QTest::newRow(words) << QString::fromUtf8(words) << "pipe-flow";
        for (const char *words : {"sigaction SIGPIPE", "SIG_IGN"})
            QTest::newRow(words) << QString::fromUtf8(words) << "pipe-sigpipe-ignored";
        for (const char *words : {"zombie", "僵尸"})
            QTest::newRow(words) << QString::fromUtf8(words) << "pipe-barrier";
        for (const char *words : {"waits forever", "永远等待"})
            QTest::newRow(words) << QString::fromUtf8(words) << "pipe-parent-waits-deadlock";
        QTest::newRow("end of file") << "EOF"
                                     << "pipe-read-then-wait";
        QTest::newRow("two words anywhere") << "stuck write()"
                                            << "pipe-parent-waits-deadlock";
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
        QVERIFY(!hasWords(demoList().front(), QStringLiteral("zzz") + words));
    }

    /// Its title may say it or not: two sleep for ever, each for what the other would have to do.
    void whereTwoWaitForEachOtherIsADeadlock()
    {
        for (const char *words : {"deadlock", "死锁"}) {
            QStringList found;
            for (const auto &entry : demoList()) {
                if (hasWords(entry, QString::fromUtf8(words)))
                    found << QString::fromStdString(entry.id);
            }
            for (const char *id : {"pipe-parent-waits-deadlock", "pipe-two-way-wrong"})
                QVERIFY2(found.contains(QLatin1String(id)), qPrintable(found.join(u' ')));
            QVERIFY(!found.contains(QLatin1String("pipe-eof-forgotten-close"))); // one sleeps alone
        }
    }

    /// Who sleeps for a while does not hang, and "hang" is no part of "change".
    void onlyWhoWaitsForEverHangs_data()
    {
        QTest::addColumn<QString>("words");
        QTest::newRow("hang") << "hang";
        QTest::newRow("stuck") << "stuck";
        QTest::newRow("Chinese") << QStringLiteral("卡住");
    }
    void onlyWhoWaitsForEverHangs()
    {
        QFETCH(QString, words);
        int found = 0;
        for (const auto &entry : demoList()) {
            const auto &expectations = demo(entry.id).expectations;
            const bool hangs = std::any_of(expectations.begin(), expectations.end(),
                                           [](const auto &each) { return each.isForEver; });
            QVERIFY2(hasWords(entry, words) == hangs, entry.id.c_str());
            found += hangs ? 1 : 0;
        }
        QVERIFY(found >= 2);
        QVERIFY(found < static_cast<int>(demoList().size()));
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
        QVERIFY(!has("Broken pipe") && !has("EPIPE") && !has("141") && !has("hangs"));
        Expectation refused;
        refused.error = EPIPE;
        broken.expectations = {refused};
        QVERIFY(has("EPIPE") && has("Broken pipe") && !has("141"));
        Expectation killed;
        killed.signal = SIGPIPE;
        broken.expectations = {killed};
        QVERIFY(has("SIGPIPE") && has("Broken pipe") && has("141") && has("EPIPE"));
        Expectation asleep;
        asleep.asleepIn = CallId{0};
        broken.expectations = {asleep};
        QVERIFY(has("blocks") && has("阻塞") && !has("hangs") && !has("卡住") && !has("141"));
        broken.expectations.front().isForEver = true;
        QVERIFY(has("hangs") && has("卡住"));
    }

    void onlyWhereAChildEndsBeforeItIsWaitedForIsAZombie()
    {
        const auto isFound = [](const char *id) {
            const auto &demos = demoList();
            const auto entry = std::find_if(demos.begin(), demos.end(),
                                            [&](const DemoEntry &each) { return each.id == id; });
            return entry != demos.end() && hasWords(*entry, QStringLiteral("zombie"));
        };
        QVERIFY(isFound("pipe-barrier") && isFound("pipe-eof-forgotten-close"));
        QVERIFY(!isFound("pipe-capacity") && !isFound("pipe-flow"));
    }

    /// The few words beside a title are words that the demo is found by.
    void everySignFindsItsDemo()
    {
        int signs = 0;
        for (const auto &entry : demoList()) {
            for (const auto &sign : entry.signs) {
                QVERIFY2(hasWords(entry, QString::fromStdString(sign.en)), sign.en.c_str());
                QVERIFY2(hasWords(entry, QString::fromStdString(sign.zh)), sign.zh.c_str());
                ++signs;
            }
        }
        QVERIFY(signs > 0);
    }

    void aCureStandsBehindWhatItCures()
    {
        int pairs = 0;
        const auto &demos = demoList();
        for (std::size_t i = 0; i < demos.size(); ++i) {
            if (demos[i].cure.empty())
                continue;
            QVERIFY(i + 1 < demos.size());
            QCOMPARE(demos[i + 1].id, demos[i].cure);
            QCOMPARE(demos[i + 1].cures, demos[i].id);
            ++pairs;
        }
        QVERIFY(pairs >= 2);
        QCOMPARE(demos.front().id, std::string("pipe-flow"));
        QCOMPARE(demos.size(), builtInScenarios().size());
    }

    void theLatestDemosComeFirstAndAreFoundOnce()
    {
        auto *chooser = new DemoChooser("pipe-flow", {"pipe-hello", "no-such", "pipe-one-shot"});
        chooser->show();
        auto *list = chooser->findChild<QListWidget *>();
        const auto titleOf = [](const char *id) {
            return QString::fromStdString(demo(id).title.en);
        };
        QCOMPARE(list->item(0)->flags(), Qt::ItemFlags(Qt::NoItemFlags));
        QVERIFY(list->item(1)->text().startsWith(titleOf("pipe-hello")));
        QVERIFY(list->item(2)->text().startsWith(titleOf("pipe-one-shot")));
        QCOMPARE(list->item(3)->flags(), Qt::ItemFlags(Qt::NoItemFlags));
        QCOMPARE(list->currentRow(), 1);
        QTest::keyClicks(chooser->findChild<QLineEdit *>(), QStringLiteral("pipe-hello"));
        int shown = 0;
        for (int row = 0; row < list->count(); ++row)
            shown += list->item(row)->isHidden() ? 0 : 1;
        QCOMPARE(shown, 1);
        chooser->close();
    }

    void theFirstHitIsTheCurrentOneWithEachChangeOfTheWords()
    {
        auto *chooser = new DemoChooser("pipe-flow", {});
        chooser->show();
        auto *list = chooser->findChild<QListWidget *>();
        auto *words = chooser->findChild<QLineEdit *>();
        const auto firstShown = [list] {
            for (int row = 0; row < list->count(); ++row) {
                const auto *item = list->item(row);
                if (!item->isHidden() && item->flags() != Qt::NoItemFlags)
                    return row;
            }
            return -1;
        };
        list->setCurrentRow(list->count() - 1);
        QTest::keyClicks(words, QStringLiteral("r"));
        QCOMPARE(list->currentRow(), firstShown());
        QTest::keyClicks(words, QStringLiteral("ead()"));
        QCOMPARE(list->currentRow(), firstShown());
        list->setCurrentRow(list->count() - 1);
        words->clear();
        QCOMPARE(list->currentRow(), firstShown());
        chooser->close();
    }

    void whatHasTheWordInItsTitleComesFirstThenWhatShowsIt()
    {
        auto *chooser = new DemoChooser("pipe-flow", {"pipe-hello"});
        chooser->show();
        auto *list = chooser->findChild<QListWidget *>();
        auto *words = chooser->findChild<QLineEdit *>();
        const auto titles = [list] {
            QStringList shown;
            for (int row = 0; row < list->count(); ++row) {
                if (!list->item(row)->isHidden())
                    shown << list->item(row)->text().section(u'\n', 0, 0);
            }
            return shown;
        };
        const auto all = titles();
        QTest::keyClicks(words, QStringLiteral("EPIPE"));
        QVERIFY(titles().size() >= 3);
        QVERIFY(titles().mid(0, 2).contains(QStringLiteral("EPIPE instead of death")));
        QVERIFY(titles().front().contains(QStringLiteral("EPIPE")));
        QCOMPARE(list->currentItem()->text().section(u'\n', 0, 0), titles().front());
        words->setText(QStringLiteral("empty"));
        QCOMPARE(titles().front(), QStringLiteral("Case 2: empty pipe, reader sleeps"));
        words->setText(QStringLiteral("case"));
        QCOMPARE(titles().mid(0, 4).join(u' ').remove(QRegularExpression(QStringLiteral("[^0-9]"))),
                 QStringLiteral("1234"));
        words->clear();
        QCOMPARE(titles(), all);
        chooser->close();
    }

    void aRowTellsLessonPairAndSigns()
    {
        auto *chooser = new DemoChooser("pipe-flow", {});
        const auto *list = chooser->findChild<QListWidget *>();
        QString told;
        for (int row = 0; row < list->count(); ++row)
            told += list->item(row)->data(Qt::AccessibleTextRole).toString() + u'\n';
        for (const char *words : {"Close the end you don't use", "wrong, has a cure", "the cure",
                                  "SIGPIPE", "end of file"})
            QVERIFY2(told.contains(QLatin1String(words)), words);
        chooser->close();
    }

    /// In two lines where one has no room for it.
    void aLessonHasTheLinesThatItNeeds()
    {
        DemoChooser chooser("pipe-flow", {});
        chooser.show();
        const auto &list = *chooser.findChild<QListWidget *>();
        for (const int width : {1400, 953, 940, 700, 600}) {
            chooser.resize(width, 700);
            QTest::qWait(200); // it is laid out anew a little later
            int twoLines = 0;
            for (int row = 0; row < list.count(); ++row) {
                const auto *item = list.item(row);
                const auto lesson = item->data(DemoRow::Lesson).toString();
                const QFontMetrics metrics(typeScale().font(TextRole::Text));
                const auto place = list.visualItemRect(item);
                const auto signs = item->data(DemoRow::Signs).toString();
                const int whole = place.width() - metrics.height() / 2 * 3;
                const int wide = metrics.horizontalAdvance(signs);
                const bool areShown = !signs.isEmpty() && wide <= whole / 2;
                const int room = whole - (areShown ? wide + metrics.averageCharWidth() * 2 : 0);
                const bool isWide = metrics.horizontalAdvance(lesson) > room;
                const int lines = place.height() / metrics.height();
                if (!lesson.isEmpty() && isWide)
                    QVERIFY2(lines >= 3, qPrintable(lesson));
                twoLines += isWide ? 1 : 0;
            }
            QVERIFY(width > 1000 || twoLines > 0);
        }
    }

    void wordsThatNoDemoHasSayWhatToTry()
    {
        auto *chooser = new DemoChooser("pipe-flow", {});
        chooser->show();
        auto *words = chooser->findChild<QLineEdit *>();
        auto *list = chooser->findChild<QListWidget *>();
        QVERIFY(list->isVisible());
        QTest::keyClicks(words, QStringLiteral("zzz"));
        QVERIFY(!list->isVisible());
        auto *nothing = chooser->findChild<ScaledLabel *>();
        QVERIFY(nothing->isVisible());
        QVERIFY2(nothing->text().startsWith(QStringLiteral("No demo found for “zzz”.")),
                 qPrintable(nothing->text()));
        QCOMPARE(QAccessible::queryAccessibleInterface(nothing)->text(QAccessible::Name),
                 nothing->text());
        QTest::keyClicks(words, QStringLiteral("zz"));
        QVERIFY(nothing->text().contains(QStringLiteral("“zzzzz”")));
        QSignalSpy chosen(chooser, &DemoChooser::chosen);
        QTest::keyClick(words, Qt::Key_Return);
        QCOMPARE(chosen.count(), 0);
        words->clear();
        QVERIFY(list->isVisible() && !nothing->isVisible());
        QTest::keyClicks(words, QStringLiteral("pipe-hello"));
        QVERIFY(list->isVisible());
        QTest::keyClick(words, Qt::Key_Return);
        QCOMPARE(chosen.count(), 1);
    }

    void aClickThatAlsoActivatesChoosesOnce()
    {
        auto *chooser = new DemoChooser("pipe-flow", {});
        chooser->show();
        auto *list = chooser->findChild<QListWidget *>();
        QSignalSpy chosen(chooser, &DemoChooser::chosen);
        Q_EMIT list->itemClicked(list->currentItem());
        Q_EMIT list->itemActivated(list->currentItem());
        QCOMPARE(chosen.count(), 1);
    }
};

QTEST_MAIN(TestDemoSearch)
#include "tst_demosearch.moc"
