// SPDX-License-Identifier: MIT
// What stands on a command line, in which language, and how wide it is.
#include "arguments.h"
#include "describe.h"
#include "language.h"
#include "session/eventtext.h"
#include "session/messages.h"
#include "terminal.h"

#include <QTest>

#include <cerrno>
#include <map>
#include <set>

using namespace seeipc;

namespace {

using Words = std::vector<std::string>;
using Environment = std::map<std::string, std::string>;

const std::vector<Option> known{{"--chapter", Option::Takes::Value},
                                {"--set", Option::Takes::Value},
                                {"--json", Option::Takes::Nothing}};

Arguments parsed(const Words &words)
{
    const auto result = parseArguments(words, known, Language::English);
    const auto *arguments = std::get_if<Arguments>(&result);
    return arguments ? *arguments : Arguments{{"not parsed"}, {}};
}

QString problemOf(const Words &words, Language language = Language::English)
{
    const auto result = parseArguments(words, known, language);
    const auto *problem = std::get_if<std::string>(&result);
    return problem ? QString::fromStdString(*problem) : QString();
}

Language languageIn(const Environment &environment)
{
    return localeLanguage([&](const char *name) -> const char * {
        const auto found = environment.find(name);
        return found == environment.end() ? nullptr : found->second.c_str();
    });
}

/// The numbers of the places in a sentence: "%1 of %2" -> {1, 2}.
std::set<char> placesIn(std::string_view text)
{
    std::set<char> places;
    for (std::size_t i = 0; i + 1 < text.size(); ++i) {
        if (text[i] == '%' && text[i + 1] >= '1' && text[i + 1] <= '9')
            places.insert(text[i + 1]);
    }
    return places;
}

} // namespace

class TestWords : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aZombieIsAwaitedWhileItsParentLives()
    {
        Snapshot snapshot(2, 0);
        auto &parent = snapshot.processes[0];
        auto &child = snapshot.processes[1];
        parent.state = ProcessState::Running;
        child.state = ProcessState::Zombie;
        child.parent = 0;
        const auto told = [&](WorkerId worker) {
            return stateText(snapshot, worker, Language::English);
        };
        QCOMPARE(told(1), std::string("ended, nobody has waited for it yet"));
        parent.state = ProcessState::Zombie;
        QCOMPARE(told(1), std::string("ended, nobody here is left to wait for it"));
        QCOMPARE(told(0), std::string("ended, nobody here is left to wait for it"));
    }

    void aFillTellsItsSourceAndAge()
    {
        constexpr std::int64_t second = 1'000'000'000;
        ChannelSnapshot channel;
        channel.exists = true;
        channel.queued = {12288, Source::Reported, second, 0};
        channel.capacity = {65536, Source::Reported, 0, 0};
        channel.slots.forceWrite(12288);
        const auto told = [&](Language language) {
            const auto text = fillTexts(channel, 3 * second / 2, language).front();
            return QString::fromStdString(text).replace(QChar(0x202f), '~');
        };
        QCOMPARE(told(Language::English),
                 QString("12~288 of 65~536 bytes, 3 of 16 slots, reported 0.5 s ago"));
        QCOMPARE(told(Language::Chinese),
                 QString::fromUtf8("12~288/65~536 字节，3/16 个槽，0.5 秒前报告"));
        channel.queued.source = Source::Sampled;
        QVERIFY(told(Language::English).endsWith("sampled 0.5 s ago"));
        channel.queued.source = Source::Inferred;
        channel.slotsExact = false;
        QCOMPARE(told(Language::English),
                 QString("≈ 12~288 of 65~536 bytes, ≈ 3 of 16 slots, inferred 0.5 s ago"));
        channel.slots.clear(); // the model follows the kernel's number
        QVERIFY(told(Language::English).contains("≈ 3 of 16 slots"));
        channel.disagrees = true;
        QVERIFY(told(Language::English).startsWith("≈ 12~288 ≠ 0 of"));
        channel.queued.error = EPERM;
        QVERIFY(told(Language::English).startsWith("? "));
        QVERIFY(told(Language::English).endsWith("refused: EPERM"));
        QCOMPARE(
            QString::fromStdString(sourcesText(channel, 3 * second / 2, Language::English, false)),
            QString("capacity reported 1.5 s ago, slots inferred from the calls"));
    }

    void sumsGetShorterButKeepTheirBytes()
    {
        Snapshot snapshot(1, 0);
        auto &process = snapshot.processes[0];
        process.calls = 514009;
        process.bytesWritten = 2105364480;
        QStringList told;
        for (const auto &text : sumsTexts(snapshot, 0, Language::English))
            told.append(QString::fromStdString(text).replace(QChar(0x202f), '~'));
        QCOMPARE(told, QStringList({"514~009 calls, wrote 2~105~364~480 bytes",
                                    "514~009 calls, wrote 2~105~364~480 B",
                                    "514~009 calls, wrote 2.11 GB", "514 k calls, wrote 2.11 GB"}));
    }

    void bytesOfAnOpenWriteAreInTheSumsAndMarkedInferred()
    {
        Snapshot snapshot(2, 1);
        snapshot.processes[1].calls = 1;
        snapshot.processes[1].bytesWritten = 9;
        snapshot.channels[0].pending = {{1, 65537, 65536, 0}};
        QCOMPARE(QString::fromStdString(sumsTexts(snapshot, 1, Language::English).front())
                     .replace(QChar(0x202f), '~'),
                 QString("1 call, wrote ≈ 65~545 bytes"));
        QCOMPARE(sumsTexts(snapshot, 0, Language::English).front(), std::string("0 calls"));
    }

    void optionsMayStandAnywhereAndTakeTheirValueBothWays()
    {
        const auto arguments = parsed({"a", "--set", "x=1", "--json", "--set=y=2", "b"});
        QCOMPARE(arguments.words, Words({"a", "b"}));
        QCOMPARE(arguments.values("--set"), Words({"x=1", "y=2"}));
        QCOMPARE(arguments.value("--set").value(), std::string("y=2"));
        QVERIFY(arguments.has("--json"));
        QVERIFY(!arguments.has("--chapter"));
    }

    void behindTwoDashesEverythingIsAWord()
    {
        QCOMPARE(parsed({"--json", "--", "--set", "-"}).words, Words({"--set", "-"}));
    }

    void aWrongOptionIsOneSentence_data()
    {
        QTest::addColumn<Words>("words");
        QTest::addColumn<QString>("sentence");
        QTest::newRow("misspelt") << Words{"--chaptre", "pipe"}
                                  << "--chaptre: no such option: did you mean --chapter?";
        QTest::newRow("nothing like it") << Words{"--frobnicate"} << "--frobnicate: no such option";
        QTest::newRow("no value") << Words{"--chapter"} << "--chapter: needs a value";
        QTest::newRow("a value too many") << Words{"--json=yes"} << "--json: takes no value";
    }
    void aWrongOptionIsOneSentence()
    {
        QFETCH(Words, words);
        QFETCH(QString, sentence);
        QCOMPARE(problemOf(words), sentence);
        QVERIFY(problemOf(words, Language::Chinese) != sentence);
    }

    void secondsAreReadAsTheyAreWritten_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<qlonglong>("nanoseconds");
        QTest::newRow("whole") << "2" << 2'000'000'000LL;
        QTest::newRow("a part") << "0.05" << 50'000'000LL;
        QTest::newRow("none") << "0" << 0LL;
        QTest::newRow("below none") << "-1" << -1LL;
        QTest::newRow("a comma") << "0,05" << -1LL;
        QTest::newRow("a unit") << "1s" << -1LL;
        QTest::newRow("too long") << "3601" << -1LL;
        QTest::newRow("no number") << "nan" << -1LL;
        QTest::newRow("nothing") << "" << -1LL;
    }
    void secondsAreReadAsTheyAreWritten()
    {
        QFETCH(QString, text);
        QFETCH(qlonglong, nanoseconds);
        QCOMPARE(parseSeconds(text.toStdString()).value_or(-1), nanoseconds);
    }

    void theLocaleChoosesTheLanguage_data()
    {
        QTest::addColumn<Environment>("environment");
        QTest::addColumn<bool>("isChinese");
        QTest::newRow("nothing set") << Environment{} << false;
        QTest::newRow("LANG") << Environment{{"LANG", "zh_CN.UTF-8"}} << true;
        QTest::newRow("LC_ALL is first")
            << Environment{{"LC_ALL", "en_GB.UTF-8"}, {"LANG", "zh_CN.UTF-8"}} << false;
        QTest::newRow("LC_MESSAGES is before LANG")
            << Environment{{"LC_MESSAGES", "zh_CN.UTF-8"}, {"LANG", "en_US.UTF-8"}} << true;
        QTest::newRow("an empty one is not set")
            << Environment{{"LC_ALL", ""}, {"LANG", "zh_CN.UTF-8"}} << true;
        QTest::newRow("LANGUAGE is preferred")
            << Environment{{"LANG", "en_US.UTF-8"}, {"LANGUAGE", "zh_CN:en"}} << true;
        QTest::newRow("the first of LANGUAGE that we speak")
            << Environment{{"LANG", "zh_CN.UTF-8"}, {"LANGUAGE", "de:en:zh_CN"}} << false;
        QTest::newRow("LANGUAGE is nothing in C")
            << Environment{{"LC_ALL", "C"}, {"LANGUAGE", "zh_CN"}} << false;
        QTest::newRow("a language that we do not speak")
            << Environment{{"LANG", "de_DE.UTF-8"}} << false;
    }
    void theLocaleChoosesTheLanguage()
    {
        QFETCH(Environment, environment);
        QFETCH(bool, isChinese);
        QCOMPARE(languageIn(environment) == Language::Chinese, isChinese);
    }

    void theOptionIsBeforeTheLocale()
    {
        QCOMPARE(givenLanguage(Words{"list", "--lang", "zh_CN"}).value(), Language::Chinese);
        QCOMPARE(givenLanguage(Words{"--lang=en", "list"}).value(), Language::English);
        QVERIFY(!givenLanguage(Words{"list", "--lang", "klingon"}));
        QVERIFY(!givenLanguage(Words{"list", "--", "--lang", "en"}));
    }

    void aChineseCharacterIsTwoColumns()
    {
        QCOMPARE(displayWidth("pipe"), std::size_t{4});
        QCOMPARE(displayWidth("管道："), std::size_t{6});
        QCOMPARE(displayWidth("█░"), std::size_t{2});
        QCOMPARE(displayWidth("e\u0301"), std::size_t{1});
        QCOMPARE(std::string(fitted("管道x", 3)), std::string("管"));
        QCOMPARE(padded("管道", 6), std::string("管道  "));
    }

    void whatIsCutSaysSo()
    {
        QCOMPARE(cut("4096", 4), std::string("4096"));
        QCOMPARE(cut("4096", 3), std::string("40…"));
        QCOMPARE(cut("管道是空的", 6), std::string("管道…"));
        QCOMPARE(cut("4096   ", 4), std::string("4096"));
        QCOMPARE(cut("4096", 0), std::string());
    }

    void textIsBrokenAtSpacesAndBetweenChineseCharacters()
    {
        QCOMPARE(wrapped("a bytes pipe", 8), Words({"a bytes", "pipe"}));
        QCOMPARE(wrapped("管道是空的", 6), Words({"管道是", "空的"}));
        QCOMPARE(wrapped("longerthanaline", 6), Words({"longer", "thanal", "ine"}));
        QCOMPARE(wrapped("read 57\u202f389\u202f056 bytes", 12),
                 Words({"read", "57\u202f389\u202f056", "bytes"}));
        QCOMPARE(wrapped("管道满，写者睡", 6), Words({"管道", "满，写", "者睡"}));
        QCOMPARE(wrapped("fd 4 还开着", 7), Words({"fd 4 还", "开着"}));
        for (const auto &line : wrapped("writer 睡在 write(4)：16 个槽全占着", 11))
            QVERIFY2(displayWidth(line) <= 11, line.c_str());
        QVERIFY(wrapped("", 10).empty());
    }

    void bytesAreShownAsCWritesThem()
    {
        QCOMPARE(quoted("I am mike\n"), std::string("\"I am mike\\n\""));
        QCOMPARE(quoted(std::string_view("\0\"\\\x7f", 4)), std::string("\"\\000\\\"\\\\\\177\""));
        QCOMPARE(quoted("管道"), std::string("\"管道\""));
        QCOMPARE(quoted("\xe7\xae"), std::string("\"\\347\\256\""));
        QCOMPARE(quoted("abcdef", 3), std::string("\"abc\"..."));
    }

    /// A place that one language forgets would drop a number of the other.
    void everySentenceHasBothLanguagesAndTheSamePlaces()
    {
        QVERIFY(!commandMessages().empty());
        for (const auto &row : commandMessages()) {
            const auto number = QByteArray::number(static_cast<int>(row.message));
            QVERIFY2(row.en.empty() == row.zh.empty(), number);
            QVERIFY2(placesIn(row.en) == placesIn(row.zh), row.en.data());
        }
    }
};

QTEST_APPLESS_MAIN(TestWords)
#include "tst_words.moc"
