// SPDX-License-Identifier: MIT
// What the narrator says of an instant, word for word in both languages. "~" stands for the narrow
// no-break space between groups of digits.
#include "scene.h"

#include <QTest>

#include <cerrno>
#include <csignal>

using namespace seeipc;

namespace {

constexpr WorkerId first = 0;
constexpr WorkerId second = 1;
constexpr auto ignored = static_cast<std::int32_t>(Disposition::Ignore);

QString golden(const char *text)
{
    return QString::fromUtf8(text).replace(QLatin1Char('~'), QChar(0x202f));
}

/// Writes until no slot is free, a call in two seconds.
Scene &filled(Scene &scene, WorkerId worker, std::int32_t size)
{
    for (int i = 0; scene.snapshot.channels[0].slots.isWritable(); ++i)
        scene.at(2000 * (i + 1)).writes(worker, size);
    return scene;
}

Scene readerAndWriter(std::int64_t capacity = 65536)
{
    Scene scene({"reader", "writer"});
    scene.parts(first, second, capacity);
    return scene;
}

Scene parentAndChild()
{
    Scene scene({"parent", "child"});
    scene.starts(first).makesPipe(first).forks(first, second);
    return scene;
}

Scene fullPipe(std::int64_t capacity = 65536)
{
    auto scene = readerAndWriter(capacity);
    filled(scene, second, 4096);
    return scene;
}

} // namespace

#define TELLS(scene, english_, chinese_) \
    QCOMPARE(QString::fromStdString((scene).english()), golden(english_)); \
    QCOMPARE(QString::fromStdString((scene).chinese()), golden(chinese_))

class TestNarrator : public QObject
{
    Q_OBJECT

private Q_SLOTS:
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
        const auto line = [&](const char *why) { return reason({"what", why}, scenario); };
        QCOMPARE(line("the pipe is empty."), std::string("The pipe is empty."));
        QCOMPARE(line("reader can."), std::string("reader can."));
        QCOMPARE(line("readers can."), std::string("Readers can."));
        QCOMPARE(line("read(3) can."), std::string("read(3) can."));
        QCOMPARE(line("空"), std::string("空"));
        QCOMPARE(line(""), std::string());
        const Caption bare{"reader sleeps", ""};
        QCOMPARE(headline(bare, Language::English), std::string("reader sleeps."));
        QCOMPARE(headline(bare, Language::Chinese), std::string("reader sleeps。"));
    }

    void anEmptyPipePutsItsReaderToSleep()
    {
        auto scene = readerAndWriter();
        scene.sleeps(first, "read", {3, 10});
        TELLS(scene,
              "reader sleeps in read(3): the pipe is empty. writer still has its write end (fd 4), "
              "so bytes may come.",
              "reader 睡在 read(3)：管道是空的；writer 的写端（fd 4）还开着，数据可能会来。");
    }

    void aSleepIsSaidTheSameWhileNothingChanges()
    {
        auto scene = readerAndWriter();
        scene.sleeps(first, "read", {3, 10});
        const auto before = scene.told(Language::English);
        scene.at(1000).sampled(first, Sleep::Asleep).looks(0);
        scene.stands(second, Gate::Pace, "write", {4, 5});
        QVERIFY(scene.told(Language::English) == before);
    }

    void aHeldWriterIsWhyNoBytesCome()
    {
        auto scene = readerAndWriter();
        scene.sleeps(first, "read", {3, 10}).stands(second, Gate::Held, "write", {4, 5});
        TELLS(
            scene,
            "reader sleeps in read(3): the pipe is empty. writer still has its write end (fd 4), "
            "so bytes may come. But writer is held.",
            "reader 睡在 read(3)：管道是空的；writer 的写端（fd 4）还开着，数据可能会来；可 writer "
            "已暂停。");
    }

    void aReaderWithAWriteEndOfItsOwnHearsOfIt()
    {
        auto scene = parentAndChild();
        scene.sleeps(first, "read", {3, 10});
        TELLS(scene,
              "parent sleeps in read(3): the pipe is empty. child still has its write end (fd 4), "
              "so bytes may come. Its own fd 4 keeps an end of file away.",
              "parent 睡在 read(3)：管道是空的；child 的写端（fd "
              "4）还开着，数据可能会来；它自己的写端（fd "
              "4）没关，文件尾来不了。");
    }

    void aSleepIsBelievedBeforeAGuess()
    {
        auto scene = readerAndWriter();
        scene.add(scene.returns(second, "write", {4, 5}, 5)); // told no FIONREAD
        scene.snapshot.channels[0].slotsExact = false;
        scene.sleeps(first, "read", {3, 10});
        QCOMPARE(scene.told(Language::English).what, std::string("reader sleeps in read(3)"));
    }

    void twoWritersStillHaveTheWriteEnd()
    {
        Scene scene({"reader", "A", "B"});
        scene.starts(0).makesPipe(0).forks(0, 1).forks(0, 2).closes(0, 4);
        scene.sleeps(0, "read", {3, 10});
        TELLS(scene,
              "reader sleeps in read(3): the pipe is empty. A and B still have its write end, so "
              "bytes may come.",
              "reader 睡在 read(3)：管道是空的；A 和 B 的写端还开着，数据可能会来。");
    }

    void aFullPipePutsItsWriterToSleep()
    {
        auto scene = fullPipe();
        scene.sleeps(second, "write", {4, 4096});
        TELLS(scene,
              "writer sleeps in write(4): all 16 slots are in use. It wakes when a whole slot is "
              "free, 4~096 bytes to go. Only reader can make room.",
              "writer 睡在 write(4)：16 个槽全占着；空出一整槽才会醒，还差 4~096 字节；只有 reader "
              "能腾出空槽。");
    }

    void aPipeOfOneSlotIsTold()
    {
        auto scene = fullPipe(4096);
        scene.sleeps(second, "write", {4, 1});
        TELLS(scene,
              "writer sleeps in write(4): the only slot is in use. It wakes when a whole slot is "
              "free, 4~096 bytes to go. Only reader can make room.",
              "writer 睡在 write(4)：仅有的一个槽占着；空出一整槽才会醒，还差 4~096 字节；只有 "
              "reader "
              "能腾出空槽。");
    }

    void slotsThatOnlyAModelKnowsAreSaidAsAbout()
    {
        auto scene = fullPipe();
        scene.snapshot.channels[0].slotsExact = false;
        scene.sleeps(second, "write", {4, 4096});
        TELLS(
            scene,
            "writer sleeps in write(4): all 16 slots are in use. It wakes when a whole slot is "
            "free, about 4~096 bytes to go. Only reader can make room.",
            "writer 睡在 write(4)：16 个槽全占着；空出一整槽才会醒，还差约 4~096 字节；只有 reader "
            "能腾出空槽。");
    }

    void aFullPipeNeedNotBeFullInBytes()
    {
        auto scene = readerAndWriter();
        filled(scene, second, 2049).sleeps(second, "write", {4, 2049});
        TELLS(
            scene,
            "writer sleeps in write(4): full at 32~784 of 65~536 bytes, as two writes of 2~049 do "
            "not fit one slot. It wakes when a whole slot is free, 2~049 bytes to go.",
            "writer 睡在 write(4)：容量 65~536，才装 32~784 字节就满了，一个槽放不下两次 2~049 "
            "字节的写；空出一整槽才会醒，还差 2~049 字节。");
    }

    void bytesThatDoNotMergeFillItToo()
    {
        auto scene = readerAndWriter();
        scene.writes(second, 1).writes(second, 61440).sleeps(second, "write", {4, 4096});
        TELLS(scene,
              "writer sleeps in write(4): all 16 slots are in use, with 61~441 of 65~536 bytes in "
              "them. It wakes when a whole slot is free, 1 byte to go. Only reader can make room.",
              "writer 睡在 write(4)：16 个槽全占着，里面只有 61~441 字节（容量 "
              "65~536）；空出一整槽才会醒，还差 1 字节；只有 reader 能腾出空槽。");
    }

    void aPartOfABigWriteIsIn()
    {
        auto scene = readerAndWriter();
        scene.sleeps(second, "write", {4, 100000});
        TELLS(scene,
              "writer sleeps in write(4): all 16 slots are in use. 65~536 of its 100~000 bytes got "
              "in. It wakes when a whole slot is free, 4~096 bytes to go.",
              "writer 睡在 write(4)：16 个槽全占着；它要写 100~000 字节，已进去 "
              "65~536；空出一整槽才会醒，还差 4~096 字节；只有 reader 能腾出空槽。");
    }

    void whatWouldWakeASleeperIsToldHoweverLongTheRest()
    {
        auto scene = readerAndWriter(1048576);
        scene.scenario.workers[second].name = "writer-with-a-long-name";
        scene.sleeps(second, "write", {4, 16777216});
        scene.snapshot.channels[0].slotsExact = false;
        scene.stands(first, Gate::Held, "read", {3, 4096});
        TELLS(scene,
              "writer-with-a… sleeps in write(4): all 256 slots are in use. About 1~048~576 of "
              "16~777~216 got in. It wakes when a whole slot is free. But reader is held.",
              "writer-wi… 睡在 write(4)：256 个槽全占着；16~777~216 中已进去约 "
              "1~048~576；空出一整槽才会醒；可 reader 已暂停。");
        auto lone = readerAndWriter();
        filled(lone, second, 2049).sleeps(second, "write", {4, 2049});
        lone.stands(first, Gate::Held, "read", {3, 4096});
        QVERIFY(
            lone.english().ends_with("It wakes when a whole slot is free. But reader is held."));
        lone.snapshot.processes[first].state = ProcessState::Stopped;
        QVERIFY(
            lone.english().ends_with("It wakes when a whole slot is free. But reader is stopped."));
    }

    void ofSeveralPipesEachSentenceNamesIts()
    {
        Scene scene({"parent", "child"}, {"p", "q"});
        scene.starts(first).makesPipe(first, 4096).makesPipe(first, 65536, 1, 7);
        TELLS(scene,
              "parent made pipe q, read end fd 7, write end fd 8: it holds at most 65~536 bytes, "
              "in slots of 4~096. So far only parent has its ends.",
              "parent 建了管道 q，读端 fd 7，写端 fd 8：最多装 65~536 字节，每个槽 4~096；目前只有 "
              "parent 持有两端。");
        scene.forks(first, second);
        TELLS(scene,
              "parent forked child: child starts with a copy of every descriptor. Both ends of "
              "pipe p are now held by parent and child.",
              "parent 用 fork 创建了 child：child 带着全部描述符的副本开始；现在 parent 和 child "
              "都持有管道 p 的两端。");
        scene.closes(second, 3);
        TELLS(scene, "child closed fd 3, its read end of pipe p: only parent can read now.",
              "child 关闭了管道 p 的读端 fd 3：现在只有 parent 能读。");
        scene.at(2000).writes(second, 4096);
        TELLS(scene,
              "child wrote 4~096 bytes into pipe p: it took the last room, so the next write "
              "cannot go in at once. Pipe p now holds 4~096 of 4~096 bytes, in its only slot.",
              "child 向管道 p 写了 4~096 字节：占了最后的空位，下次写没法马上写进去；管道 p 现有 "
              "4~096 字节（容量 4~096），就一个槽。");
        scene.sleeps(second, "write", {4, 4096});
        TELLS(scene,
              "child sleeps in write(4): the only slot in pipe p is in use. It wakes when a whole "
              "slot is free, 4~096 bytes to go. Only parent can make room.",
              "child 睡在 write(4)：管道 p 里仅有的一个槽占着；空出一整槽才会醒，还差 4~096 "
              "字节；只有 parent 能腾出空槽。");
        scene.at(4000).reads(first, 4096, 4096);
        TELLS(scene,
              "parent took 4~096 bytes from pipe p, child wakes: a whole slot is free now, so its "
              "write can go in.",
              "parent 从管道 p 取走 4~096 字节，child 醒了：空出了一整槽，它的写能进去了。");
    }

    void aByteTakenFreesNoSlot()
    {
        auto scene = fullPipe();
        scene.sleeps(second, "write", {4, 1}).reads(first, 1, 1);
        TELLS(scene,
              "reader took 1 byte, writer sleeps on: the slot is not empty yet, 4~095 bytes to go.",
              "reader 取走 1 字节，writer 仍睡着：这个槽还没空，还差 4~095 字节。");
        scene.at(90000).reads(first, 4094, 4094);
        TELLS(scene,
              "reader took 4~094 bytes, writer sleeps on: the slot is not empty yet, 1 byte to go.",
              "reader 取走 4~094 字节，writer 仍睡着：这个槽还没空，还差 1 字节。");
    }

    void whatFreesTheSlotWakesTheWriter()
    {
        auto scene = fullPipe();
        scene.sleeps(second, "write", {4, 4096}).at(90000).reads(first, 4096, 4096);
        TELLS(
            scene,
            "reader took 4~096 bytes, writer wakes: a whole slot is free now, so its write can go "
            "in.",
            "reader 取走 4~096 字节，writer 醒了：空出了一整槽，它的写能进去了。");
        scene.writes(second, 4096, 4096, 0, 1900);
        TELLS(scene,
              "writer wrote 4~096 bytes: it had slept 1.9 s until a whole slot was free. The pipe "
              "now holds 65~536 of 65~536 bytes, in 16 of 16 slots.",
              "writer 写了 4~096 字节：睡了 1.9 秒，等到一整槽空出来；管道现有 65~536 字节（容量 "
              "65~536），占 16 个槽（共 16 个）。");
    }

    void aShortReadDoesNotWaitForTheRest()
    {
        auto scene = readerAndWriter();
        scene.writes(second, 5).reads(first, 10, 5);
        TELLS(scene,
              "read(3) asked for 10 and got 5: it returns with what is there and does not wait for "
              "the rest.",
              "read(3) 想要 10 字节，得到 5：有多少给多少，不等剩下的。");
    }

    void theLettersAreSaid()
    {
        auto scene = readerAndWriter();
        scene.writes(second, 5).reads(first, 10, 5, 0, 0, "hello");
        TELLS(scene,
              "read(3) asked for 10 and got 5: it returns with what is there and does not wait for "
              "the rest. It got \"hello\".",
              "read(3) 想要 10 字节，得到 5：有多少给多少，不等剩下的；得到的是“hello”。");
    }

    void aReadThatSleptTellsHowLong()
    {
        auto scene = readerAndWriter();
        scene.sleeps(first, "read", {3, 5}).at(1500).writes(second, 5);
        TELLS(scene,
              "writer wrote 5 bytes, reader wakes: bytes are there now, so its read can return.",
              "writer 写了 5 字节，reader 醒了：有数据了，它的 read 可以返回。");
        scene.reads(first, 5, 5, 0, 1500, "hello");
        TELLS(
            scene,
            "reader took 5 bytes: it had slept 1.5 s until bytes came. It got \"hello\". The pipe "
            "is empty now.",
            "reader 取走 5 字节：睡了 1.5 秒，等来了数据；得到的是“hello”；管道空了。");
    }

    void bytesThatAreThereNeedNoSleep()
    {
        auto scene = fullPipe(16384);
        scene.at(90000).reads(first, 4096, 4096);
        TELLS(scene,
              "reader took 4~096 bytes: bytes were there, so it did not have to wait. The pipe now "
              "holds 12~288 of 16~384 bytes, in 3 of 4 slots.",
              "reader 取走 4~096 字节：有现成的数据，不用等；管道现有 12~288 字节（容量 "
              "16~384），占 3 "
              "个槽（共 4 个）。");
    }

    void closingIsTheMessage()
    {
        auto scene = readerAndWriter();
        scene.closes(second, 4);
        TELLS(scene,
              "writer closed fd 4, its write end: that was the last write end. The next read "
              "returns 0, end of file.",
              "writer 关闭了写端 fd 4：这是最后一个写端；下次 read 返回 0，即文件尾。");
        scene.reads(first, 10, 0);
        TELLS(scene,
              "read(3) = 0, end of file: the pipe is empty and no process has a write end. Closing "
              "was the message.",
              "read(3) = 0，读到文件尾：管道已空，写端全部关闭。关闭本身就是消息。");
    }

    void theForgottenWriteEndKeepsTheEndAway()
    {
        auto scene = parentAndChild();
        scene.closes(second, 4).sleeps(first, "read", {3, 10});
        scene.scenario.workers[0].name = "reader";
        TELLS(scene,
              "reader waits for an end of file that cannot come: the last write end is its own fd "
              "4, not closed after fork.",
              "reader 在等不会来的文件尾：最后一个写端就是它自己的 fd 4，fork 后忘了关。");
    }

    void aWriteEndThatNoForkLeftIsJustItsOwn()
    {
        Scene scene({"reader"});
        scene.starts(first).makesPipe(first).sleeps(first, "read", {3, 10});
        TELLS(
            scene,
            "reader waits for an end of file that cannot come: the last write end is its own fd 4.",
            "reader 在等不会来的文件尾：最后一个写端就是它自己的 fd 4。");
    }

    void nobodyCanMakeRoomForItself()
    {
        Scene scene({"writer"});
        scene.starts(first).makesPipe(first);
        filled(scene, first, 4096).sleeps(first, "write", {4, 1});
        TELLS(scene,
              "writer waits for room that nobody can make: the last read end is its own fd 3, so "
              "neither a read nor SIGPIPE can come.",
              "writer 在等谁也腾不出的空槽：最后一个读端就是它自己的 fd 3，没人来读，SIGPIPE "
              "也不会来。");
    }

    void aWriteWithoutReadersKills()
    {
        auto scene = readerAndWriter();
        scene.closes(first, 3).enters(second, "write", {4, 1}).ends(second, SIGPIPE);
        TELLS(scene,
              "writer was killed by SIGPIPE (13): it tried to write 1 byte and no process has a "
              "read end.",
              "writer 被 SIGPIPE（13）杀死：它要写 1 字节，而读端已全部关闭。");
    }

    /// The parent's wait tells of the end at once; why it was killed is what there is to tell.
    void aWaitThatReturnsTellsWhyItsChildWasKilled()
    {
        auto scene = readerAndWriter();
        scene.closes(first, 3).enters(second, "write", {4, 1});
        scene.does(first, "wait", {}, 1001, second, SIGPIPE);
        TELLS(scene,
              "writer was killed by SIGPIPE (13): it tried to write 1 byte and no process has a "
              "read end.",
              "writer 被 SIGPIPE（13）杀死：它要写 1 字节，而读端已全部关闭。");
    }

    void theWriteAtTheGateIsTheOneThatKilled()
    {
        auto scene = readerAndWriter();
        scene.closes(first, 3).stands(second, Gate::Pace, "write", {4, 100}).ends(second, SIGPIPE);
        TELLS(scene,
              "writer was killed by SIGPIPE (13): it tried to write 100 bytes and no process has a "
              "read end.",
              "writer 被 SIGPIPE（13）杀死：它要写 100 字节，而读端已全部关闭。");
    }

    void aWriteThatNobodySawHasNoSize()
    {
        auto scene = readerAndWriter();
        scene.writes(second, 3).closes(first, 3).ends(second, SIGPIPE);
        TELLS(scene,
              "writer was killed by SIGPIPE (13): it tried to write and no process has a read end.",
              "writer 被 SIGPIPE（13）杀死：它还要写，而读端已全部关闭。");
    }

    void ignoringSigpipeLeavesEpipe()
    {
        auto scene = readerAndWriter();
        scene.does(second, "sigaction", {SIGPIPE, ignored}, 0);
        TELLS(scene,
              "writer ignores SIGPIPE (13) from now on: a write that nobody can read then returns "
              "-1 EPIPE and does not kill.",
              "writer 从此忽略 SIGPIPE（13）：没有读者时，write 返回 -1 EPIPE，而不会被杀死。");
        scene.closes(first, 3).writes(second, 1, -1, EPIPE);
        TELLS(scene,
              "write(4) = -1 EPIPE: nobody can read any more. writer lives only because it ignores "
              "SIGPIPE.",
              "write(4) = -1 EPIPE：没有读者了；writer 没死，只因为它忽略了 SIGPIPE。");
    }

    void theLastReaderLeavesAWriteShort()
    {
        auto scene = readerAndWriter();
        scene.does(second, "sigaction", {SIGPIPE, ignored}, 0).sleeps(second, "write", {4, 100000});
        scene.at(500).closes(first, 3).writes(second, 100000, 65536, 0, 490);
        TELLS(scene,
              "write(4) took 65~536 of 100~000 bytes: the last reader left while writer slept. The "
              "next write gets EPIPE.",
              "write(4) 只写入 100~000 中的 65~536 字节：writer 睡着时最后的读者走了；下次写就是 "
              "EPIPE。");
    }

    void aWriteThatMayNotSleepIsShortWhenSlotsAreUsedUp()
    {
        auto scene = readerAndWriter();
        scene.writes(second, 100000, 65536);
        TELLS(scene,
              "write(4) took 65~536 of 100~000 bytes: the slots are used up, and it may not sleep "
              "for more.",
              "write(4) 只写入 100~000 中的 65~536 字节：槽用完了，又不许睡着等。");
    }

    void allOrNothingGetsEagain()
    {
        auto scene = fullPipe();
        scene.writes(second, 4096, -1, EAGAIN);
        TELLS(scene,
              "write(4) = -1 EAGAIN: no slot is free. Up to 4~096 bytes (PIPE_BUF) it is all or "
              "nothing, and it may not sleep.",
              "write(4) = -1 EAGAIN：没有空槽；不超过 4~096 "
              "字节（PIPE_BUF）要么全写要么不写，又不许睡。");
    }

    void eagainBelowTheCapacityIsExplainedBySlots()
    {
        auto scene = readerAndWriter();
        filled(scene, second, 2049).writes(second, 2049, -1, EAGAIN);
        TELLS(scene,
              "Full at 32~784 of 65~536 bytes: each slot holds one write of 2~049; a second does "
              "not fit beside it.",
              "容量 65~536，才装 32~784 字节就满了：每个槽只放得下一次 2~049 字节的写。");
    }

    void aReadThatMayNotSleepGetsEagain()
    {
        auto scene = readerAndWriter();
        scene.reads(first, 10, -1, EAGAIN);
        TELLS(scene,
              "read(3) = -1 EAGAIN: the pipe is empty and this read may not sleep. Bytes may still "
              "come.",
              "read(3) = -1 EAGAIN：管道是空的，而这次 read 不许睡；数据以后可能会来。");
    }

    void parentAndChildWaitForEachOther()
    {
        auto scene = parentAndChild();
        filled(scene, second, 4096).sleeps(second, "write", {4, 1}).sleeps(first, "wait");
        TELLS(scene,
              "Deadlock, nobody can wake anybody: parent waits in wait() for child; child waits in "
              "write(4) for parent to read.",
              "死锁，谁也叫不醒谁：parent 在 wait() 里等 child 结束，child 在 write(4) 里等 parent "
              "来读。");
    }

    void aRingThatTheChannelContradictsIsNone()
    {
        auto scene = readerAndWriter();
        scene.sleeps(second, "write", {4, 4096})
            .sleeps(first, "read", {3, 10}); // both on their way
        QVERIFY(!waitsFor(scene.snapshot).ring.empty());
        QVERIFY(scene.told(Language::English).what.find("Deadlock") == std::string::npos);
    }

    void aCapacityBelowTheContentIsRefused()
    {
        auto scene = readerAndWriter();
        for (int i = 1; i <= 4; ++i)
            scene.at(2000 * i).writes(second, 4096);
        scene.at(10000).writes(second, 3616).isResized(second, 4096, -1, EBUSY);
        const auto english = "The kernel refused capacity 4~096 (EBUSY): the 20~000 bytes inside "
                             "need 5 slots. It stays 65~536.";
        const auto chinese = "内核拒绝把容量改为 4~096（EBUSY）：里面的 20~000 字节占 5 "
                             "个槽，容量仍是 65~536。";
        TELLS(scene, english, chinese);
        scene.at(11000).reads(first, 4096, 4096).stands(first, Gate::Pace, "read", {3, 4096});
        TELLS(scene, english, chinese); // long enough to be read
        scene.at(13100).reads(first, 4096, 4096);
        QVERIFY(scene.told(Language::English).what
                == golden("reader took 4~096 bytes").toStdString());
    }

    void aRefusedCapacityIsToldBesideASleeper()
    {
        auto scene = fullPipe(16384);
        scene.sleeps(second, "write", {4, 4096}).at(30000);
        scene.isResized(first, 2097152, -1, EPERM, 3);
        TELLS(
            scene,
            "The kernel refused capacity 2~097~152 (EPERM): it is above a limit of this machine "
            "(pipe-max-size, or this user's share of pages). It stays 16~384.",
            "内核拒绝把容量改为 "
            "2~097~152（EPERM）：超过了本机的上限（pipe-max-size，或这个用户的页面配额），容量仍是 "
            "16~384。");
        scene.at(34000).sampled(second, Sleep::Asleep);
        QCOMPARE(scene.told(Language::English).what, std::string("writer sleeps in write(4)"));
    }

    void aDemosOwnRefusalIsToldUntilItsNextCall()
    {
        auto scene = readerAndWriter();
        scene.resizes(second, 2097152, -1, EPERM);
        QCOMPARE(scene.told(Language::English).what,
                 golden("The kernel refused capacity 2~097~152 (EPERM)").toStdString());
        scene.writes(second, 1);
        QCOMPARE(scene.told(Language::English).what, std::string("writer wrote 1 byte"));
    }

    void aCapacitySetByHandIsAnswered()
    {
        auto scene = fullPipe(16384);
        scene.sleeps(second, "write", {4, 4096}).at(30000).isResized(first, 32768, 32768, 0, 3);
        scene.writes(second, 4096, 4096, 0, 2000);
        TELLS(scene, "Capacity is now 32~768 bytes: that is 8 slots of 4~096.",
              "容量改为 32~768 字节：也就是 8 个槽，每个 4~096。");
    }

    void aWriteThatWasReadBeforeItWasToldSaysSo()
    {
        auto scene = readerAndWriter();
        auto write = scene.returns(second, "write", {4, 3}, 3);
        write.queuedBytes = 0;
        scene.add(write);
        TELLS(
            scene,
            "writer wrote 3 bytes: there was room, so it did not have to wait. A reader has taken "
            "all of it already.",
            "writer 写了 3 字节：有空位，不用等；已被读者全部取走。");
    }

    /// 1 byte more than the pipe holds went in within 0.7 ms: it slept all the same.
    void aWriteOfMoreThanFitsIsNotSaidNotToWait()
    {
        auto scene = readerAndWriter();
        auto write = scene.returns(second, "write", {4, 65537}, 65537); // and it took no 50 ms
        write.queuedBytes = 1;
        scene.add(write);
        TELLS(
            scene,
            "writer wrote 65~537 bytes: that is more than fits, so it had to wait for a reader in "
            "between. The pipe now holds 1 byte.",
            "writer 写了 65~537 字节：比管道容量还大，中间得等读者腾地方；管道现有 1 字节。");
    }

    /// What a call found cannot be known where another one moved bytes meanwhile.
    void ofCallsThatOverlapNoneIsSaidNotToHaveWaited()
    {
        auto scene = readerAndWriter();
        scene.writes(second, 4096).enters(first, "read", {3, 4096}).writes(second, 4096);
        TELLS(
            scene,
            "writer wrote 4~096 bytes: the pipe now holds 8~192 of 65~536 bytes, in 2 of 16 "
            "slots.",
            "writer 写了 4~096 字节：管道现有 8~192 字节（容量 65~536），占 2 个槽（共 16 个）。");
    }

    /// It waited 30 ms for a read that took two slots and is told later.
    void roomThatOnlyAnUntoldReadMadeWasNotThere()
    {
        auto scene = fullPipe(16384);
        auto write = scene.returns(second, "write", {4, 4096}, 4096, 0, 30);
        write.queuedBytes = 12288;
        scene.add(write);
        TELLS(scene, "writer wrote 4~096 bytes: the pipe now holds 12~288 bytes.",
              "writer 写了 4~096 字节：管道现有 12~288 字节。");
    }

    /// The same of bytes: the write that brought them is told later.
    void bytesThatOnlyAnUntoldWriteBroughtWereNotThere()
    {
        auto scene = readerAndWriter();
        auto read = scene.returns(first, "read", {3, 5}, 5, 0, 30);
        read.queuedBytes = 0;
        scene.add(read);
        TELLS(scene, "reader took 5 bytes: the pipe is empty now.",
              "reader 取走 5 字节：管道空了。");
    }

    void aNewCapacityIsToldInSlots()
    {
        auto scene = readerAndWriter();
        scene.resizes(second, 16384, 16384);
        TELLS(scene, "Capacity is now 16~384 bytes: that is 4 slots of 4~096.",
              "容量改为 16~384 字节：也就是 4 个槽，每个 4~096。");
        scene.resizes(second, 20000, 32768);
        TELLS(scene,
              "Capacity is now 32~768 bytes: 20~000 was asked; the kernel rounds up to a power of "
              "two pages.",
              "容量改为 32~768 字节：要的是 20~000，内核向上取整为 2 的幂个页。");
    }

    void aRefusedLookIsDoubtWithAVoice()
    {
        auto scene = readerAndWriter();
        scene.at(100).looks(4096);
        scene.add(scene.returns(second, "write", {4, 4096}, 4096)); // told no FIONREAD
        scene.at(900).refuses(0, noWorker, EPERM);
        TELLS(scene, "Fill unknown: the kernel refused to say (EPERM); 0.8 s ago it was 4~096.",
              "填充量未知：内核拒绝提供（EPERM）；0.8 秒前是 4~096。");
    }

    void aSleeperOfARefusedPipeIsNotCalledEmpty()
    {
        auto scene = readerAndWriter();
        scene.at(100).looks(4096);
        scene.add(scene.returns(first, "read", {3, 4096}, 4096));
        scene.sleeps(first, "read", {3, 10}).refuses(0, noWorker, EPERM);
        TELLS(
            scene,
            "reader sleeps in read(3): it waits for bytes. The fill is unknown, the kernel "
            "refused to say (EPERM). writer still has its write end (fd 4), so bytes may come.",
            "reader 睡在 read(3)：它在等数据；填充量未知，内核拒绝提供（EPERM）；writer 的写端（fd "
            "4）还开着，数据可能会来。");
    }

    void whoMayNotBeWatchedIsSaidToBeInItsCall()
    {
        auto scene = readerAndWriter();
        scene.enters(first, "read", {3, 10}).refuses(0, first, EPERM).at(2001);
        scene.closes(second, 9);
        TELLS(scene,
              "reader has been in read(3) for 2.0 s: whether it sleeps is unknown, the kernel "
              "refused to say (EPERM).",
              "reader 进入 read(3) 已有 2.0 秒：是否在睡眠未知，内核拒绝提供（EPERM）。");
    }

    void aPipeHasTwoEndsInOneProcess()
    {
        Scene scene({"parent", "child"});
        scene.starts(first).makesPipe(first);
        TELLS(
            scene,
            "parent made a pipe, read end fd 3, write end fd 4: it holds at most 65~536 bytes, in "
            "slots of 4~096. So far only parent has its ends.",
            "parent 建了一个管道，读端 fd 3，写端 fd 4：最多装 65~536 字节，每个槽 4~096；目前只有 "
            "parent "
            "持有两端。");
    }

    void forkCopiesTheTable()
    {
        auto scene = parentAndChild();
        TELLS(
            scene,
            "parent forked child: child starts with a copy of every descriptor. Both ends are now "
            "held by parent and child.",
            "parent 用 fork 创建了 child：child 带着全部描述符的副本开始；现在 parent 和 child "
            "都持有两端。");
    }

    void whatACloseMeansIsTold()
    {
        auto scene = parentAndChild();
        scene.closes(first, 4);
        TELLS(scene,
              "parent closed fd 4, its write end: only child can write now. An end of file comes "
              "once it has closed its end too.",
              "parent 关闭了写端 fd 4：现在只有 child 能写；它也关闭写端之后，才会有文件尾。");
        scene.closes(second, 3);
        TELLS(scene, "child closed fd 3, its read end: only parent can read now.",
              "child 关闭了读端 fd 3：现在只有 parent 能读。");
        scene.closes(first, 3);
        TELLS(scene,
              "parent closed fd 3, its read end: that was the last read end. The next write gets "
              "SIGPIPE.",
              "parent 关闭了读端 fd 3：这是最后一个读端；下次写就会收到 SIGPIPE。");
        scene.closes(second, 4);
        TELLS(scene,
              "child closed fd 4, its write end: no descriptor leads to the pipe any more, so the "
              "kernel frees it with what is inside.",
              "child 关闭了写端 fd 4：再没有描述符通向管道，内核把它连同里面的数据一起释放。");
        scene.closes(second, 9);
        TELLS(scene, "child closed fd 9: no pipe of this demo hangs on it.",
              "child 关闭了 fd 9：它不通向这里的管道。");
    }

    void aFirstWriteHasRoom()
    {
        auto scene = readerAndWriter();
        scene.writes(second, 9);
        TELLS(
            scene,
            "writer wrote 9 bytes: there was room, so it did not have to wait. The pipe now holds "
            "9 of 65~536 bytes, in 1 of 16 slots.",
            "writer 写了 9 字节：有空位，不用等；管道现有 9 字节（容量 65~536），占 1 个槽（共 16 "
            "个）。");
    }

    void theLastRoomIsAWarning()
    {
        auto scene = fullPipe(16384);
        TELLS(scene,
              "writer wrote 4~096 bytes: it took the last room, so the next write cannot go in at "
              "once. The pipe now holds 16~384 of 16~384 bytes, in 4 of 4 slots.",
              "writer 写了 4~096 字节：占了最后的空位，下次写没法马上写进去；管道现有 16~384 "
              "字节（容量 16~384），占 4 个槽（共 4 个）。");
    }

    void aWakeIsToldForAWhileBeforeTheNextSleep()
    {
        auto scene = fullPipe(16384);
        scene.sleeps(second, "write", {4, 4096}).at(90000).reads(first, 4096, 4096);
        scene.writes(second, 4096, 4096, 0, 2000).sleeps(second, "write", {4, 4096});
        const auto woken = golden("writer wrote 4~096 bytes").toStdString();
        QCOMPARE(scene.told(Language::English).what, woken);
        TELLS(
            scene,
            "writer wrote 4~096 bytes: it had slept 2.0 s until a whole slot was free. Now writer "
            "sleeps again, in write(4).",
            "writer 写了 4~096 字节：睡了 2.0 秒，等到一整槽空出来；现在 writer 又睡在 write(4)。");
        scene.at(90600).sampled(second, Sleep::Asleep);
        QCOMPARE(scene.told(Language::English).what, woken);
        scene.at(90800).sampled(second, Sleep::Asleep);
        QCOMPARE(scene.told(Language::English).what, std::string("writer sleeps in write(4)"));
    }

    void aReaderThatSleepsAgainIsToldAsTheStageShowsIt()
    {
        auto scene = readerAndWriter();
        scene.sleeps(first, "read", {3, 5}).at(1500).writes(second, 5);
        scene.reads(first, 5, 5, 0, 1500, "hello").sleeps(first, "read", {3, 5});
        TELLS(scene,
              "reader took 5 bytes: it had slept 1.5 s until bytes came. It got \"hello\". Now "
              "reader sleeps again, in read(3). The pipe is empty now.",
              "reader 取走 5 字节：睡了 1.5 秒，等来了数据；得到的是“hello”；现在 reader 又睡在 "
              "read(3)；管道空了。");
    }

    void aCycleOfTwoSecondsIsThreeSentences()
    {
        auto scene = fullPipe(16384);
        scene.at(90000).sleeps(second, "write", {4, 4096});
        std::vector<std::string> said{scene.told(Language::English).what};
        const auto note = [&] {
            if (const auto what = scene.told(Language::English).what; what != said.back())
                said.push_back(what);
        };
        for (std::int64_t start : {92000, 94000, 96000}) {
            scene.at(start).reads(first, 4096, 4096);
            note();
            scene.writes(second, 4096, 4096, 0, 1990);
            note();
            scene.stands(first, Gate::Pace, "read", {3, 4096});
            note();
            scene.enters(second, "write", {4, 4096});
            note();
            scene.sampled(second, Sleep::Asleep);
            note();
            for (std::int64_t later = 250; later < 2000; later += 250) {
                scene.at(start + later).sampled(second, Sleep::Asleep).looks(16384);
                note();
            }
        }
        const auto took = golden("reader took 4~096 bytes, writer wakes").toStdString();
        const auto wrote = golden("writer wrote 4~096 bytes").toStdString();
        const std::string sleeps = "writer sleeps in write(4)";
        QCOMPARE(said, (std::vector<std::string>{sleeps, took, wrote, sleeps, took, wrote, sleeps,
                                                 took, wrote, sleeps}));
    }

    void aPipeIsCalledByItsNameWhereThereAreTwo()
    {
        Scene scene({"reader", "writer"}, {"up", "down"});
        scene.parts(first, second).sleeps(first, "read", {3, 10});
        TELLS(scene,
              "reader sleeps in read(3): pipe up is empty. writer still has its write end (fd 4), "
              "so bytes may come.",
              "reader 睡在 read(3)：管道 up 是空的；writer 的写端（fd 4）还开着，数据可能会来。");
    }

    void dataOutliveTheirWriter()
    {
        auto scene = parentAndChild();
        scene.sleeps(first, "wait");
        TELLS(scene, "parent sleeps in wait(): child is still alive; its end wakes parent.",
              "parent 睡在 wait()：child 还活着，它一结束 parent 就醒。");
        scene.writes(second, 9);
        QCOMPARE(scene.told(Language::English).what, std::string("child wrote 9 bytes"));
        scene.does(second, "_exit", {0, 0}, 0);
        TELLS(scene, "child ends with _exit(0): the kernel closes all its descriptors.",
              "child 以 _exit(0) 结束：内核会关闭它的全部描述符。");
        scene.sampled(second, Sleep::Zombie);
        TELLS(scene, "child exited with status 0: it stays a zombie until parent waits for it.",
              "child 以状态 0 退出：在 parent 调用 wait 之前，它是僵尸进程。");
        scene.does(first, "wait", {0, 0}, 101, second, 0);
        TELLS(scene,
              "parent's wait() returned: child exited with status 0. The pipe still holds 9 bytes, "
              "though the writer is gone.",
              "parent 的 wait() 返回了：child 以状态 0 退出；管道里还有 9 "
              "字节，写者走了，数据还在。");
        scene.reads(first, 50, 9, 0, 0, "I am mike");
        TELLS(scene,
              "read(3) asked for 50 and got 9: it returns with what is there and does not wait for "
              "the rest. It got \"I am mike\". child, who wrote it, has ended; the kernel kept it.",
              "read(3) 想要 50 字节，得到 9：有多少给多少，不等剩下的；得到的是“I am "
              "mike”；写数据的 child 已结束，数据由内核保管。");
        scene.ends(first, 0);
        TELLS(scene, "All processes have ended: parent and child exited with status 0.",
              "所有进程都已结束：parent 和 child 都以状态 0 退出。");
    }

    /// Not "the first end": that may be the end of a pipe.
    void ofSeveralChildrenTheFirstToEndWakes()
    {
        Scene scene({"parent", "one", "two"}, {"p"});
        scene.starts(0).forks(0, 1).forks(0, 2).sleeps(0, "wait");
        TELLS(
            scene,
            "parent sleeps in wait(): one and two are still alive; the first to end wakes parent.",
            "parent 睡在 wait()：one 和 two 都还活着，有一个结束 parent 就醒。");
    }

    void anEndOfOneOfManyTellsWhatItMeans()
    {
        auto scene = readerAndWriter();
        scene.ends(second, 3 << 8);
        TELLS(scene,
              "writer exited with status 3: the kernel has closed all its descriptors. No process "
              "has a write end now. The next read returns 0, end of file.",
              "writer 以状态 3 退出：内核关闭了它的全部描述符；写端已全部关闭；下次 read 返回 "
              "0，即文件尾。");
    }

    void bytesComeBeforeTheEndOfFile()
    {
        auto scene = readerAndWriter();
        scene.writes(second, 5).ends(second, 0);
        TELLS(scene,
              "writer exited with status 0: the kernel has closed all its descriptors. No process "
              "has a write end now. Once the pipe is empty, a read returns 0, end of file.",
              "writer 以状态 0 退出：内核关闭了它的全部描述符；写端已全部关闭；管道读空之后，read "
              "返回 "
              "0，即文件尾。");
    }

    /// That the last write end is gone is told of what took it, and of nothing that comes later.
    void theLastWriteEndIsToldToBeGoneOnce()
    {
        const auto isTold = [](const Scene &scene) {
            return scene.english().find("No process has a write end now") != std::string::npos;
        };
        Scene scene({"reader", "writer", "other"});
        scene.parts(first, second).forks(first, 2);
        auto closing = scene;
        closing.closes(second, 4).sampled(second, Sleep::Zombie);
        QVERIFY(!isTold(closing)); // its close(2) was told
        QVERIFY(!isTold(closing.does(first, "wait", {}, 101, second, 0)));
        auto ending = scene;
        QVERIFY(isTold(ending.sampled(second, Sleep::Zombie)));
        QVERIFY(!isTold(ending.does(first, "wait", {}, 101, second, 0)));
        QVERIFY(!isTold(ending.sampled(2, Sleep::Zombie)));
        auto unseen = scene; // its end is known by the wait alone
        QVERIFY(isTold(unseen.does(first, "wait", {}, 101, second, 0)));
        auto read = scene; // who got the end of file knows that it came
        QVERIFY(!isTold(read.reads(first, 10, 0).sampled(second, Sleep::Zombie)));
        auto leaving = scene; // nobody will read
        leaving.does(2, "_exit", {0, 0}, 0).does(first, "_exit", {0, 0}, 0);
        QVERIFY(!isTold(leaving.sampled(second, Sleep::Zombie)));
    }

    /// Its parent was killed before it: with the steward all go, and nobody here waits.
    void aZombieWhoseParentHasEndedWaitsForNobody()
    {
        Scene scene({"parent", "child", "other"});
        scene.starts(first).forks(first, second).forks(first, 2);
        scene.sampled(first, Sleep::Zombie, SIGKILL).sampled(second, Sleep::Zombie);
        TELLS(scene, "child exited with status 0: the kernel has closed all its descriptors.",
              "child 以状态 0 退出：内核关闭了它的全部描述符。");
    }

    void whoWasKilledTookTheLastWriteEndStillWhenItWasWaitedFor()
    {
        Scene scene({"reader", "writer"});
        scene.parts(first, second).sampled(second, Sleep::Zombie, SIGKILL);
        const auto told = scene.english();
        QVERIFY(told.ends_with(
            "No process has a write end now. The next read returns 0, end of file."));
        scene.does(first, "wait", {}, 101, second, SIGKILL);
        QCOMPARE(scene.english(), told);
    }

    void theLastReadEndIsToldToBeGoneOnce()
    {
        const auto isTold = [](const Scene &scene) {
            return scene.english().find("No process has a read end now") != std::string::npos;
        };
        Scene scene({"writer", "reader"});
        scene.starts(first).makesPipe(first).forks(first, second).closes(first, 3);
        scene.writes(first, 5);
        auto failed = scene;
        QVERIFY(isTold(scene.sampled(second, Sleep::Zombie)));
        QVERIFY(!isTold(scene.does(first, "wait", {}, 101, second, 0)));
        QVERIFY(!isTold(failed.writes(first, 5, -1, EPIPE).sampled(second, Sleep::Zombie)));
    }

    void aCallOfNoEffectIsToldWithItsArguments()
    {
        auto scene = readerAndWriter();
        scene.does(second, "fcntl", {4, F_SETFL}, 0, noWorker, O_NONBLOCK);
        TELLS(scene, "writer called fcntl: fcntl(4, F_SETFL, O_NONBLOCK) = 0.",
              "writer 调用了 fcntl：fcntl(4, F_SETFL, O_NONBLOCK) = 0。");
        scene.does(second, "fcntl", {4, F_GETFL}, O_WRONLY | O_NONBLOCK);
        TELLS(scene, "writer called fcntl: fcntl(4, F_GETFL) = 0x801 (flags O_WRONLY|O_NONBLOCK).",
              "writer 调用了 fcntl：fcntl(4, F_GETFL) = 0x801 (flags O_WRONLY|O_NONBLOCK)。");
        scene.does(second, "fcntl", {9, F_SETFL}, -1, noWorker, O_NONBLOCK, EBADF);
        QCOMPARE(scene.told(Language::English).what,
                 std::string("fcntl(9, F_SETFL, O_NONBLOCK) = -1 EBADF"));
    }

    void whoStoppedItIsToldWithTheSignal()
    {
        auto scene = readerAndWriter();
        scene.does(first, "kill", {101, SIGSTOP}, 0, second);
        TELLS(
            scene,
            "reader sent SIGSTOP (19) to writer: it runs no further until SIGCONT. No process can "
            "catch or ignore this signal.",
            "reader 给 writer 发了 SIGSTOP（19）：收到 SIGCONT "
            "之前不再运行；这个信号谁也不能捕捉或忽略。");
        scene.sampled(second, Sleep::Stopped);
        TELLS(scene,
              "writer is stopped by SIGSTOP: it runs no further until SIGCONT. reader sent it.",
              "writer 被 SIGSTOP 停住：收到 SIGCONT 之前不再运行；是 reader 发的。");
        scene.does(first, "kill", {101, SIGCONT}, 0, second);
        TELLS(scene,
              "reader sent SIGCONT (18) to writer: who is stopped goes on from where it stood, in "
              "its call too.",
              "reader 给 writer 发了 SIGCONT（18）：停住的进程从原处继续，停在调用里的也一样。");
    }

    /// One wake-up serves one; which one, only its return tells.
    void ofSeveralSleepersOneIsWoken()
    {
        Scene scene({"writer", "reader1", "reader2"});
        scene.starts(0).makesPipe(0).forks(0, 1).forks(0, 2).closes(0, 3).closes(1, 4).closes(2, 4);
        scene.sleeps(1, "read", {3, 10}).sleeps(2, "read", {3, 10}).writes(0, 1);
        TELLS(scene,
              "writer wrote 1 byte, a sleeper wakes: whichever of reader1 and reader2 reads first "
              "gets bytes. With none left, the rest sleep on.",
              "writer 写了 1 字节，睡着的醒来一个：reader1 和 reader2 "
              "里谁先读就归谁；没有剩下的，其余的继续睡。");
        scene.reads(1, 10, 1, 0, 100, "!");
        TELLS(scene,
              "reader1 took 1 byte, reader2 sleeps on: the pipe is empty. writer still has its "
              "write end (fd 4), so bytes may come.",
              "reader1 取走 1 字节，reader2 仍睡着：管道是空的；writer 的写端（fd "
              "4）还开着，数据可能会来。");
    }

    void aSlotIsFreeForOneOfTheWritersThatSleep()
    {
        Scene scene({"reader", "one", "two"});
        scene.starts(0).makesPipe(0).forks(0, 1).forks(0, 2).closes(0, 4).closes(1, 3).closes(2, 3);
        filled(scene, 1, 4096);
        scene.sleeps(1, "write", {4, 4096}).sleeps(2, "write", {4, 4096}).reads(0, 4096, 4096);
        TELLS(scene,
              "reader took 4~096 bytes, a sleeper wakes: a whole slot is free now. Whichever of "
              "one and two writes first takes it, the rest sleep on.",
              "reader 取走 4~096 字节，睡着的醒来一个：空出了一整槽；one 和 two "
              "里谁先写就归谁，其余的继续睡。");
    }

    /// Not the next write: the one that is asleep.
    void theLastReadEndConcernsTheWriteThatIsAsleep()
    {
        auto scene = fullPipe();
        auto ignoring = fullPipe();
        scene.sleeps(second, "write", {4, 100000}).closes(first, 3);
        TELLS(scene,
              "reader closed fd 3, its read end: that was the last read end. SIGPIPE goes to "
              "writer, asleep in write.",
              "reader 关闭了读端 fd 3：这是最后一个读端；SIGPIPE 发给睡在 write 里的 writer。");
        ignoring.does(second, "sigaction", {SIGPIPE, ignored}, 0);
        auto awake = ignoring;
        ignoring.sleeps(second, "write", {4, 100000}).closes(first, 3);
        TELLS(ignoring,
              "reader closed fd 3, its read end: that was the last read end. The write of writer "
              "returns, with what got in or -1 EPIPE.",
              "reader 关闭了读端 fd 3：这是最后一个读端；writer 的 write "
              "返回已写进去的字节数，或者 -1 EPIPE。");
        QVERIFY(awake.closes(first, 3).english().ends_with("The next write returns -1 EPIPE."));
    }

    void theLastWriteEndConcernsTheReadThatIsAsleep()
    {
        auto scene = readerAndWriter();
        scene.sleeps(first, "read", {3, 10}).closes(second, 4);
        TELLS(scene,
              "writer closed fd 4, its write end: that was the last write end. An end of file "
              "wakes reader.",
              "writer 关闭了写端 fd 4：这是最后一个写端；文件尾叫醒 reader。");
    }

    void theKilledComeFirstWhenAllIsOver()
    {
        auto scene = readerAndWriter();
        scene.closes(first, 3).ends(first, 0).enters(second, "write", {4, 1}).ends(second, SIGPIPE);
        TELLS(
            scene,
            "All processes have ended: writer was killed by SIGPIPE (13), it tried to write 1 byte "
            "and no process has a read end; reader exited with status 0.",
            "所有进程都已结束：writer 被 SIGPIPE（13）杀死，它要写 1 "
            "字节，而读端已全部关闭；reader "
            "以状态 0 退出。");
    }

    /// The one that a signal killed for what it did is the lesson; nobody is left out for a reason.
    void whoDiedOfSigpipeComesBeforeWhoWasKilled()
    {
        auto scene = readerAndWriter();
        scene.ends(first, SIGKILL).enters(second, "write", {4, 4096}).ends(second, SIGPIPE);
        TELLS(scene,
              "All processes have ended: writer was killed by SIGPIPE (13), it tried to write "
              "4~096 bytes and no process has a read end; reader was killed by SIGKILL (9).",
              "所有进程都已结束：writer 被 SIGPIPE（13）杀死，它要写 4~096 "
              "字节，而读端已全部关闭；reader 被 SIGKILL（9）杀死。");
    }

    void allAreNamedWithoutReasonsBeforeOneIsLeftOut()
    {
        Scene scene({"parent", "first-reader", "second-reader"}, {"p"});
        scene.starts(0).starts(1).starts(2).ends(0, 0).ends(1, SIGKILL).ends(2, SIGTERM);
        TELLS(scene,
              "All processes have ended: second-reader was killed by SIGTERM (15); first-reader "
              "was killed by SIGKILL (9); parent exited with status 0.",
              "所有进程都已结束：second-re… 被 SIGTERM（15）杀死；first-rea… 被 "
              "SIGKILL（9）杀死；parent 以状态 0 退出。");
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

    void aBurstInOneTurnIsToldByItsLastCall()
    {
        auto scene = readerAndWriter();
        for (int i = 0; i < 100; ++i)
            scene.writes(second, 1);
        scene.stands(second, Gate::Pace, "write", {4, 1});
        QCOMPARE(scene.told(Language::English).what, std::string("writer wrote 1 byte"));
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
              "所有进程都已暂停：还没有一个做过调用；走一步，就有一个做下一次调用。");
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
