// SPDX-License-Identifier: MIT
// What the narrator says of a whole session: its form, before the first call, at full speed, held.
#include "narratedscene.h"

using namespace seeipc;

class TestNarrator : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    /// The picture has a sign for it: the caption says what the sign means, once it is recorded.
    void twoNumbersThatDisagreeAreTold()
    {
        auto scene = readerAndWriter();
        const auto writes = [&](std::int32_t size, std::int64_t inAll, std::int64_t queued) {
            auto event = scene.returns(second, "write", {4, size}, size);
            event.out = {0, inAll, absent, absent};
            event.queuedBytes = queued;
            scene.add(event);
        };
        writes(4096, 4096, 8192);
        writes(0, 4096, 8192);
        QVERIFY(scene.snapshot.channels[0].disagrees);
        const auto before = scene.english();
        scene.disagrees(0);
        TELLS(
            scene,
            "FIONREAD says 8~192, but the calls add up to 4~096: \u201c≠\u201d keeps both in "
            "sight: "
            "the kernel's number is the fill; the bytes drawn are the calls' sum, which has missed "
            "something.",
            "FIONREAD 是 8~192，按调用累计却是 "
            "4~096：\u201c≠\u201d把两个数都留着：填充量以内核为准；"
            "画出的字节按调用累计，中间有漏掉的。");
        scene.at(9000).sampled(first, Sleep::Running); // it had its time
        QCOMPARE(scene.english(), before);
    }

    void aCaptionIsTwoSentencesOrOneWithAColon()
    {
        const Caption reasoned{"reader sleeps", "the pipe is empty."};
        QCOMPARE(headline(reasoned, Language::English), std::string("reader sleeps."));
        QCOMPARE(headline(reasoned, Language::Chinese), std::string("reader sleeps。"));
        QCOMPARE(sentence(reasoned, Language::English),
                 std::string("reader sleeps: the pipe is empty."));
        QCOMPARE(sentence(reasoned, Language::Chinese),
                 std::string("reader sleeps：the pipe is empty."));
        Scenario scenario;
        scenario.workers.push_back({.name = "reader"});
        const auto line = [&](const char *why, Language language = Language::English) {
            return reason({"what", why}, scenario, language);
        };
        QCOMPARE(line("the pipe is empty."), std::string("The pipe is empty."));
        QCOMPARE(line("reader can."), std::string("reader can."));
        QCOMPARE(line("readers can."), std::string("Readers can."));
        QCOMPARE(line("read(3) can."), std::string("read(3) can."));
        QCOMPARE(line("reader、writer 还能读。", Language::Chinese),
                 std::string("reader、writer 还能读。"));
        QCOMPARE(line(""), std::string());
        const Caption bare{"reader sleeps", ""};
        QCOMPARE(headline(bare, Language::English), std::string("reader sleeps."));
        QCOMPARE(headline(bare, Language::Chinese), std::string("reader sleeps。"));
    }

    void fullSpeedIsToldInSums()
    {
        auto scene = readerAndWriter();
        for (int i = 0; i < 20; ++i)
            scene.writes(second, 64).reads(first, 64, 64);
        TELLS(scene,
              "Too fast to tell call by call: at least 40 calls so far, every one seen. At least "
              "1~000 bytes came through.",
              "快得没法逐次讲：至今至少 40 次调用，次次都看到；至少 1~000 字节已经读出。");
        auto lost = scene.happens(EventKind::EventsLost, second);
        lost.result = 5000;
        lost.out = {5021, 0, 321280, 0};
        scene.add(lost).reads(first, 64, 64);
        TELLS(
            scene,
            "Too fast to tell call by call: at least 5~000 calls so far, at least 40 seen one by "
            "one, the rest only counted. At least 1~000 bytes came through.",
            "快得没法逐次讲：至今至少 5~000 次调用，逐一看到的至少 40 次，其余只计了数；至少 1~000 "
            "字节已经读出。");
    }

    void inManySecondsOfFullSpeedTheBytesAreStillTold()
    {
        auto scene = readerAndWriter();
        for (int i = 0; i < 20; ++i)
            scene.writes(second, 64).reads(first, 64, 64);
        auto lost = scene.happens(EventKind::EventsLost, first);
        lost.result = 80'000'000;
        lost.out = {80'000'021, 60'000'001'280, 0, 0};
        lost.channel = 0;
        scene.add(lost).reads(first, 64, 64);
        scene.snapshot.channels[0].bytesOut = 60'000'001'344;
        scene.snapshot.lost = 50'000'000;
        QCOMPARE(QString::fromStdString(scene.english()),
                 golden("Too fast to tell call by call: at least 80~000~000 calls so far, at least "
                        "30~000~000 seen one by one, the rest only counted. At least "
                        "60~000~000~000 bytes came through."));
    }

    void whereFewWereLostTheLostAreCounted()
    {
        auto scene = readerAndWriter();
        for (int i = 0; i < 20; ++i)
            scene.writes(second, 64).reads(first, 64, 64);
        auto lost = scene.happens(EventKind::EventsLost, second);
        lost.result = 7;
        lost.out = {30, 0, 1920, 0};
        scene.add(lost).reads(first, 64, 64);
        TELLS(scene,
              "Too fast to tell call by call: at least 50 calls so far, at least 7 only "
              "counted, not seen one by one. At least 1~000 bytes came through.",
              "快得没法逐次讲：至今至少 50 次调用，其中至少 7 "
              "次没能逐一看到，只计了数；至少 1~000 字节已经读出。");
    }

    void anUnknownFillAfterACallIsNotToldAsZero()
    {
        auto scene = readerAndWriter();
        scene.snapshot.channels[0].slotsExact = false;
        auto read = scene.returns(first, "read", {3, 4096}, 4096); // told no FIONREAD
        scene.add(read);
        TELLS(scene, "reader took 4~096 bytes.", "reader 取走 4~096 字节。");
    }

    void aBurstBeforeASleepIsNotTooFast()
    {
        auto scene = readerAndWriter(4096);
        for (int i = 0; i < 4096; ++i)
            scene.writes(second, 1);
        scene.sleeps(second, "write", {4, 1});
        QCOMPARE(scene.told(Language::English).what, std::string("writer sleeps in write(4)"));
    }

    void callsOfDifferentStepsAreToldOneByOne()
    {
        auto scene = readerAndWriter();
        scene.writes(second, 1000);
        for (int size = 1; size <= 12; ++size)
            scene.reads(first, size, size);
        QCOMPARE(scene.told(Language::English).what, std::string("reader took 12 bytes"));
    }

    void aLoopThatWaitsEachRoundIsToldCallByCall()
    {
        auto scene = readerAndWriter();
        scene.writes(second, 1000);
        for (int i = 0; i < 20; ++i)
            scene.stands(first, Gate::Condition, "read", {3, 8}).reads(first, 8, 8);
        QCOMPARE(scene.told(Language::English).what, std::string("reader took 8 bytes"));
    }

    void anEndOfFileIsToldHoweverFastItCame()
    {
        auto scene = readerAndWriter();
        for (int i = 0; i < 20; ++i)
            scene.writes(second, 64).reads(first, 64, 64);
        scene.closes(second, 4).reads(first, 64, 0);
        QCOMPARE(scene.told(Language::English).what, std::string("read(3) = 0, end of file"));
    }

    void aBurstInOneTurnIsToldByItsLastCall()
    {
        auto scene = readerAndWriter();
        for (int i = 0; i < 100; ++i)
            scene.writes(second, 1);
        scene.stands(second, Gate::Pace, "write", {4, 1});
        QCOMPARE(scene.told(Language::English).what, std::string("writer wrote 1 byte"));
    }

    void whoSleepsInItsFirstCallHasNotJustStarted()
    {
        Scene scene({"reader"});
        scene.starts(first).sleeps(first, "read", {3, 10});
        TELLS(scene, "reader sleeps in read(3): it has not returned from a call yet.",
              "reader 睡在 read(3)：还没有从任何调用返回。");
    }

    void beforeTheFirstCallItSaysWhoStandsWhere()
    {
        Scene scene({"parent", "child"});
        TELLS(scene, "Nothing has happened yet: no process has been started.",
              "还什么都没发生：进程还没有启动。");
        scene.starts(first);
        TELLS(scene, "parent has started: it has not returned from a call yet.",
              "parent 已启动：还没有从任何调用返回。");
        scene.stands(first, Gate::Pace, "pipe");
        TELLS(scene, "parent waits its turn: next it calls pipe().",
              "parent 在等轮到它：接下来调用 pipe()。");
        scene.stands(first, Gate::Condition, "read", {3, 5});
        TELLS(scene,
              "parent waits for its cue: the demo lets it go on at the right moment. Next it calls "
              "read(3).",
              "parent 等候时机：到了该走的时候演示才放行；接下来调用 read(3)。");
        scene.holds(true);
        TELLS(scene,
              "All processes are held: none has made a call yet. A step lets one make its next "
              "call.",
              "所有进程都已暂停：还没有进程做过调用；每走一步，就有一个进程做下一次调用。");
    }

    void aHeldSessionGoesOnTellingItsLastCall()
    {
        auto scene = readerAndWriter();
        scene.writes(second, 9);
        const auto before = scene.told(Language::English);
        scene.holds(true).stands(second, Gate::Held, "write", {4, 9});
        QVERIFY(scene.told(Language::English) == before);
    }

    void aStoppedProcessIsTold()
    {
        auto scene = readerAndWriter();
        scene.writes(second, 9).sampled(second, Sleep::Stopped);
        TELLS(scene, "writer is stopped: a signal stopped it, it runs no further until SIGCONT.",
              "writer 停住了：信号让它停下，收到 SIGCONT 之前不再运行。");
    }

    void digitsAreInGroupsOfThree()
    {
        QCOMPARE(QString::fromStdString(grouped(0)), golden("0"));
        QCOMPARE(QString::fromStdString(grouped(999)), golden("999"));
        QCOMPARE(QString::fromStdString(grouped(4096)), golden("4~096"));
        QCOMPARE(QString::fromStdString(grouped(1048576)), golden("1~048~576"));
        QCOMPARE(QString::fromStdString(grouped(-65536)), golden("-65~536"));
    }
};

QTEST_APPLESS_MAIN(TestNarrator)
#include "tst_narrator.moc"
