// SPDX-License-Identifier: MIT
// What the narrator says of who sleeps: in which call, why, and what would wake it.
#include "narratedscene.h"

#include <cerrno>
#include <csignal>

using namespace seeipc;

class TestNarratedSleep : public QObject
{
    Q_OBJECT

private Q_SLOTS:
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

    /// A sleep in write(2) says that no slot is free: a number from before the last was filled says less.
    void noNumberContradictsThatAllSlotsAreInUse()
    {
        auto scene = readerAndWriter();
        scene.sleeps(second, "write", {4, 100000});
        auto &channel = scene.snapshot.channels[0];
        channel.slots.drop(6000);
        channel.queued.value = 59536;
        channel.slotsExact = false;
        const auto told = scene.english();
        QVERIFY2(told.find("all 16 slots are in use. ") != std::string::npos, told.c_str());
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

    /// A ring that a signal has just opened: what the sleeper does is seen in a moment.
    void aSignalToASleeperIsToldBeforeItsSleepAndIsNoDeadlock()
    {
        auto scene = parentAndChild();
        constexpr auto counted = static_cast<std::int32_t>(Disposition::Count);
        scene.does(second, "sigaction", {SIGUSR1, counted}, 0);
        scene.at(500).sleeps(second, "read", {3, 10});
        scene.at(1000).does(first, "kill", {101, SIGUSR1}, 0, second);
        TELLS(scene,
              "parent sent SIGUSR1 (10) to child: the kernel delivers it at once, to a sleeper "
              "too.",
              "parent 给 child 发了 SIGUSR1（10）：内核立刻送达，睡着的也能收到。");
        scene.sleeps(first, "wait");
        QVERIFY(scene.told(Language::English).what.find("Deadlock") == std::string::npos);
        scene.at(3000).looks(0);
        QVERIFY(scene.told(Language::English).what.find("Deadlock") == 0);
    }

    void whoIsAwakeInItsReadMayBeTheFirst()
    {
        Scene scene({"writer", "reader1", "reader2"});
        scene.starts(0).makesPipe(0).forks(0, 1).forks(0, 2).closes(1, 4).closes(2, 4);
        scene.sleeps(1, "read", {3, 1}).sleeps(2, "read", {3, 1}).writes(0, 1);
        scene.sampled(1, Sleep::Running);
        QCOMPARE(scene.told(Language::English).what,
                 std::string("writer wrote 1 byte, a sleeper wakes"));
    }

    /// Of a program that tells nothing, what was inside before its write is no fact of now.
    void whatIsInsideIsNotToldOfAProgramThatTellsNothing()
    {
        auto scene = readerAndWriter();
        scene.looks(0);
        scene.enters(second, "execve", {0, 0});
        auto asleep = scene.happens(EventKind::ProcessSampled, second);
        asleep.out = {static_cast<std::int64_t>(Sleep::Asleep), 0, 0, 1};
        asleep.call = findCall("write").value();
        asleep.arguments = {4, 8192};
        asleep.channel = 0;
        scene.add(asleep);
        const auto text = scene.english();
        QVERIFY2(text.find("sleeps in write(4)") != std::string::npos, text.c_str());
        QVERIFY2(text.find("0 of") == std::string::npos, text.c_str());
        QVERIFY2(text.find("to go") == std::string::npos, text.c_str());
    }

    void aWriteOfNothingWakesNobody()
    {
        auto scene = readerAndWriter();
        scene.at(100).sleeps(first, "read", {3, 10});
        scene.at(200).add(scene.returns(second, "write", {4, 0}, 0));
        TELLS(scene,
              "writer wrote 0 bytes: nothing moves, and nobody is woken. reader sleeps on in "
              "read(3).",
              "writer 写了 0 字节：什么也没搬动，谁也不会醒；reader 仍睡在 read(3)。");
    }

    void aRingThatTheChannelContradictsIsNone()
    {
        auto scene = readerAndWriter();
        scene.sleeps(second, "write", {4, 4096})
            .sleeps(first, "read", {3, 10}); // both on their way
        QVERIFY(waitsFor(scene.snapshot).ring.empty());
        QVERIFY(scene.told(Language::English).what.find("Deadlock") == std::string::npos);
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
};

QTEST_APPLESS_MAIN(TestNarratedSleep)
#include "tst_narratedsleep.moc"
