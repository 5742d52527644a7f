// SPDX-License-Identifier: MIT
// What holds for everything that the narrator says, whatever the instant, and for every message.
#include "scene.h"
#include "session/messages.h"
#include "session/phrases.h"

#include <QTest>

#include <cerrno>
#include <csignal>
#include <random>
#include <set>

using namespace seeipc;

namespace {

std::set<char> placesOf(std::string_view text)
{
    std::set<char> places;
    for (std::size_t i = 0; i + 1 < text.size(); ++i) {
        if (text[i] == '%' && text[i + 1] >= '0' && text[i + 1] <= '9')
            places.insert(text[i + 1]);
    }
    return places;
}

bool contains(std::string_view text, std::string_view part)
{
    return text.find(part) != std::string_view::npos;
}

bool hasChinese(std::string_view text)
{
    return std::any_of(text.begin(), text.end(), [](char byte) {
        const auto lead = static_cast<unsigned char>(byte);
        return lead >= 0xe3 && lead <= 0xef;
    });
}

/// A chain of events as wild as the kernel never makes them, yet each a possible one.
class Chaos
{
public:
    explicit Chaos(std::uint32_t seed)
        : m_random(seed),
          m_scene({"reader", "writer", "a-worker-with-a-very-long-name"},
                  {"p", "another-pipe-with-a-long-name"})
    {
        if (upTo(1) == 0)
            m_scene.scenario.channels.resize(1), m_scene.snapshot.channels.resize(1);
    }

    const Scene &scene() const { return m_scene; }

    void happen()
    {
        const auto worker = static_cast<WorkerId>(upTo(2));
        m_now += upTo(3) == 0 ? upTo(5000) : upTo(5);
        m_scene.at(m_now);
        switch (upTo(19)) {
        case 0: m_scene.starts(worker); break;
        case 1: m_scene.makesPipe(worker, std::int64_t{4096} << upTo(8)); break;
        case 2: m_scene.forks(worker, static_cast<WorkerId>((worker + 1) % 3)); break;
        case 3: m_scene.closes(worker, number(3, 5)); break;
        case 4: read(worker); break;
        case 5:
        case 6: write(worker); break;
        case 7: m_scene.resizes(worker, size(), -1, upTo(1) != 0 ? EBUSY : EPERM); break;
        case 8: m_scene.isResized(worker, size(), std::int64_t{4096} << upTo(8)); break;
        case 9: m_scene.sleeps(worker, "read", {3, size()}); break;
        case 10: m_scene.sleeps(worker, "write", {4, size()}); break;
        case 11: m_scene.sleeps(worker, "wait"); break;
        case 12: m_scene.refuses(0, upTo(1) != 0 ? noWorker : worker, EPERM); break;
        case 13: m_scene.looks(upTo(65536)); break;
        case 14: m_scene.holds(upTo(1) != 0); break;
        case 15:
            m_scene.stands(worker, static_cast<Gate>(number(1, 4)), "read", {3, size()});
            break;
        case 16: end(worker); break;
        case 17: lose(worker); break;
        case 18: m_scene.sampled(worker, static_cast<Sleep>(upTo(3)), SIGPIPE); break;
        default: other(worker); break;
        }
    }

    int upTo(int most) { return std::uniform_int_distribution<>(0, most)(m_random); }
    int number(int least, int most) { return least + upTo(most - least); }

private:
    std::int32_t size()
    {
        constexpr std::array sizes{0, 1, 2, 9, 2049, 4096, 20000, 100000, 16777216};
        return sizes[static_cast<std::size_t>(upTo(sizes.size() - 1))];
    }
    void read(WorkerId worker)
    {
        const auto asked = size();
        const bool fails = upTo(4) == 0;
        m_scene.reads(worker, asked, fails ? -1 : upTo(asked), fails ? EAGAIN : 0, upTo(3000),
                      upTo(1) != 0 ? "I am mike" : "\x01%1\xff");
    }
    void write(WorkerId worker)
    {
        constexpr std::array errors{EPIPE, EAGAIN, EINTR, EBADF};
        const auto asked = size();
        const bool fails = upTo(3) == 0;
        m_scene.writes(worker, asked,
                       fails          ? -1
                       : upTo(1) != 0 ? asked
                                      : upTo(asked),
                       fails ? errors[static_cast<std::size_t>(upTo(3))] : 0, upTo(3000));
    }
    void end(WorkerId worker)
    {
        constexpr std::array ends{0, 3 << 8, SIGPIPE, SIGKILL, SIGTERM};
        if (upTo(3) == 0)
            m_scene.ends(worker, ends[static_cast<std::size_t>(upTo(4))]);
    }
    void lose(WorkerId worker)
    {
        auto event = m_scene.happens(EventKind::EventsLost, worker);
        const auto &process = m_scene.snapshot.processes[worker];
        event.result = 1 + upTo(5'000'000);
        event.out = {process.calls + event.result, process.bytesRead, process.bytesWritten, 0};
        m_scene.add(event);
    }
    void other(WorkerId worker)
    {
        const auto third = static_cast<WorkerId>(upTo(2));
        const auto copied = number(3, 4);
        switch (upTo(6)) {
        case 0: m_scene.does(worker, "dup2", {copied, 7}, 7, noWorker, copied); break;
        case 1: m_scene.does(worker, "kill", {100, SIGTERM}, 0, third); break;
        case 2: m_scene.does(worker, "sigaction", {SIGPIPE, upTo(2)}, 0); break;
        case 3: m_scene.does(worker, "wait", {0, 0}, 100, third, upTo(1) != 0 ? 0 : SIGKILL); break;
        case 4: m_scene.does(worker, "_exit", {upTo(255), 0}, 0); break;
        case 5: m_scene.does(worker, "fork", {0, 0}, -1, noWorker, absent, EAGAIN); break;
        default: m_scene.does(worker, "fcntl", {number(3, 4), 3}, 2); break;
        }
    }

    std::mt19937 m_random;
    Scene m_scene;
    std::int64_t m_now = 1;
};

std::string withoutLongNames(std::string text)
{
    for (const std::string name :
         {"a-worker-with…", "another-pipe-…", "a-worker-…", "another-p…"}) {
        for (auto at = text.find(name); at != std::string::npos; at = text.find(name))
            text.erase(at, name.size());
    }
    return text;
}

/// Empty where the caption keeps every law, else what is wrong with it.
std::string wrongWith(const Scene &scene, Language language)
{
    const bool isChinese = language == Language::Chinese;
    const auto caption = scene.told(language);
    const auto told = sentence(caption, language);
    if (caption.what.empty() || !isShortEnough(caption.what, language))
        return "length of what: " + told;
    if (characterCount(caption.why) > (isChinese ? 72 : 140))
        return "length of why: " + told;
    for (const char *place : {"%2", "%3", "%4", "%5"}) {
        if (contains(told, place))
            return "place left: " + told;
    }
    const bool isStopped = caption.why.ends_with(isChinese ? "。" : ".");
    if (!caption.why.empty() && !isStopped)
        return "no stop: " + told;
    if (contains(told, "..") || contains(told, "  ") || contains(told, "。。")
        || contains(told, "；；") || contains(told, "：；") || contains(told, ". ."))
        return "punctuation: " + told;
    if (!isChinese && hasChinese(told))
        return "mixed: " + told;
    if (contains(withoutLongNames(told), "…"))
        return "cut: " + told;
    for (const char *bad : {"(-1)", "fd -1", " -1 bytes", " -1 字节"}) {
        if (contains(told, bad))
            return "nonsense: " + told;
    }
    const auto &channel = scene.snapshot.channels[0];
    const bool isUnknown = channel.exists && !channel.gone && channel.queued.isRefused()
                           && !channel.isFillOfNow() && scene.snapshot.channels.size() == 1;
    const bool isReturn = scene.snapshot.last
                          && (scene.snapshot.last->queuedBytes != absent
                              || scene.snapshot.last->error != 0);
    for (const char *claim : {"pipe is empty", "now holds", "管道是空的", "管道空了", "现有"}) {
        if (isUnknown && !isReturn && contains(told, claim))
            return "claims to know: " + told;
    }
    return {};
}

} // namespace

class TestNarratorLaws : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyMessageIsThereInBothLanguagesWithTheSamePlaces()
    {
        for (std::size_t i = 0; i < static_cast<std::size_t>(Message::Count); ++i) {
            const auto &row = rowOf(static_cast<Message>(i));
            const auto about = std::string(row.en) + " | " + std::string(row.zh);
            QVERIFY2(row.en.empty() == row.zh.empty(), about.c_str());
            QVERIFY2(placesOf(row.en) == placesOf(row.zh), about.c_str());
            QVERIFY2(!hasChinese(row.en), about.c_str());
        }
    }

    void theNarratorHasNoMessageWithoutWords()
    {
        QCOMPARE(narratorMessages().size(), static_cast<std::size_t>(firstCommandMessage));
        for (const auto &row : narratorMessages())
            QVERIFY(!row.en.empty() && !row.zh.empty());
    }

    void theNarratorKeepsToItsGlossary_data()
    {
        QTest::addColumn<QString>("english");
        QTest::addColumn<QString>("chinese");
        QTest::newRow("pipe") << "pipe "
                              << "管道";
        QTest::newRow("write end") << "write end"
                                   << "写端";
        QTest::newRow("read end") << "read end"
                                  << "读端";
        QTest::newRow("slot") << " slot"
                              << "槽";
        QTest::newRow("sleep") << "sleep"
                               << "睡";
        QTest::newRow("slept") << "slept"
                               << "睡";
        QTest::newRow("end of file") << "end of file"
                                     << "文件尾";
        QTest::newRow("capacity") << "apacity"
                                  << "容量";
        QTest::newRow("held") << "are held"
                              << "暂停";
        QTest::newRow("descriptor") << "descriptor"
                                    << "描述符";
        QTest::newRow("signal") << "signal"
                                << "信号";
        QTest::newRow("kernel") << "kernel"
                                << "内核";
        QTest::newRow("zombie") << "zombie"
                                << "僵尸进程";
    }

    void theNarratorKeepsToItsGlossary()
    {
        QFETCH(QString, english);
        QFETCH(QString, chinese);
        int seen = 0;
        for (const auto &row : narratorMessages()) {
            if (contains(row.en, english.toStdString()) && !contains(row.zh, chinese.toStdString()))
                QFAIL(row.zh.data());
            seen += contains(row.en, english.toStdString()) ? 1 : 0;
        }
        QVERIFY(seen > 0);
    }

    void chineseIsPunctuatedAsChinese()
    {
        for (const auto &row : narratorMessages()) {
            for (const char *latin : {", ", ". ", "; ", ": "}) {
                const bool isLatin = contains(row.zh, latin);
                QVERIFY2(!isLatin, row.zh.data());
            }
        }
    }

    void whateverHappensEveryLawIsKept()
    {
        for (std::uint32_t seed = 0; seed < 400; ++seed) {
            Chaos chaos(seed);
            for (int i = 0; i < 40; ++i) {
                chaos.happen();
                for (const auto language : {Language::English, Language::Chinese}) {
                    const auto wrong = wrongWith(chaos.scene(), language);
                    QVERIFY2(wrong.empty(), (std::to_string(seed) + ": " + wrong).c_str());
                }
            }
        }
    }

    void longNamesAreCutNotTheSentence()
    {
        Scene scene({"reader-with-a-name-of-thirty", "writer-with-a-name-of-thirty"});
        scene.parts(0, 1).sleeps(0, "read", {3, 10});
        QCOMPARE(scene.told(Language::English).what,
                 std::string("reader-with-a… sleeps in read(3)"));
        QVERIFY(contains(scene.told(Language::English).why, "so bytes may come."));
    }

    /// What English tells in whole, Chinese does too, where nothing must give way to it.
    void aNameIsWholeInChineseWhereThereIsRoom()
    {
        Scene scene({"empty-reader", "empty-writer"});
        scene.parts(0, 1).sleeps(0, "read", {3, 10});
        QCOMPARE(scene.told(Language::Chinese).what, std::string("empty-reader 睡在 read(3)"));
        QVERIFY(contains(scene.told(Language::Chinese).why, "empty-writer"));
        Scene alike({"empty-reader-a", "empty-reader-b"});
        alike.parts(0, 1).sleeps(0, "read", {3, 10});
        QCOMPARE(alike.told(Language::Chinese).what, std::string("empty-rea… 睡在 read(3)"));
    }
};

QTEST_APPLESS_MAIN(TestNarratorLaws)
#include "tst_narratorlaws.moc"
