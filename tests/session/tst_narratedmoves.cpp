// SPDX-License-Identifier: MIT
// What the narrator says of bytes that moved: what a read or a write took, and whom it woke.
#include "narratedscene.h"

#include "mechanisms/programs.h"

#include <algorithm>
#include <csignal>
#include <iterator>

using namespace seeipc;

class TestNarratedMoves : public QObject
{
    Q_OBJECT

private Q_SLOTS:
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

    void whatANumberMeansThatAProgramPrintedIsTold()
    {
        auto scene = readerAndWriter();
        const auto bash = std::find_if(
            std::begin(programSymbols), std::end(programSymbols),
            [](const Symbol &row) { return row.name == "bash-ulimit-p"; });
        scene.enters(second, "execve", {static_cast<std::int32_t>(bash->value), 0});
        scene.reads(first, 100, 2, 0, 0, "8\n");
        TELLS(
            scene,
            "read(3) asked for 100 and got 2: it returns with what is there and does not wait for "
            "the rest. It got \"8\\n\". bash prints PIPE_BUF in blocks of 512 bytes.",
            "read(3) 想要 100 字节，得到 2：有多少给多少，不等剩下的；得到的是“8\\n”；bash "
            "输出的是 PIPE_BUF，单位是 512 字节。");
    }

    void ofMoreLettersThanWereKeptTheFirstAreSaid()
    {
        auto scene = readerAndWriter();
        scene.writes(second, 50).reads(first, 100, 50, 0, 0, "yes: standard output: Broken pi");
        TELLS(scene,
              "read(3) asked for 100 and got 50: it returns with what is there and does not wait "
              "for the rest. It begins \"yes: standard output: Broken pi\".",
              "read(3) 想要 100 字节，得到 50：有多少给多少，不等剩下的；开头是“yes: standard "
              "output: Broken pi”。");
        scene.writes(second, 50).reads(first, 100, 50, 0, 0, "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA");
        QVERIFY(scene.english().find("begins") == std::string::npos); // a filling says nothing
    }

    void aDescriptorThatIsOpenTheOtherWaySaysSo()
    {
        auto scene = readerAndWriter();
        scene.add(scene.returns(first, "write", {3, 1}, -1, EBADF));
        TELLS(scene, "write(3, buf, 1) = -1 EBADF: fd 3 is a read end, open for reading only.",
              "write(3, buf, 1) = -1 EBADF：fd 3 是读端，只为读而打开。");
        scene.add(scene.returns(second, "read", {4, 1}, -1, EBADF));
        TELLS(scene, "read(4, buf, 1) = -1 EBADF: fd 4 is a write end, open for writing only.",
              "read(4, buf, 1) = -1 EBADF：fd 4 是写端，只为写而打开。");
        scene.add(scene.returns(first, "read", {9, 1}, -1, EBADF));
        TELLS(scene, "read(9, buf, 1) = -1 EBADF: in reader no open descriptor 9 allows this.",
              "read(9, buf, 1) = -1 EBADF：reader 没有可以这样用的描述符 9。");
    }

    void aWriteOfNothingToNobodyIsNoError()
    {
        auto scene = readerAndWriter();
        scene.closes(first, 3).writes(second, 0, 0);
        TELLS(scene,
              "writer wrote 0 bytes: no process can read, but 0 bytes ask nothing of the pipe: no "
              "SIGPIPE, no EPIPE.",
              "writer 写了 0 字节：已没有进程能读，但写 0 字节不涉及管道：没有 SIGPIPE，也没有 "
              "EPIPE。");
    }

    /// Meant for the child, which has a read end too.
    void whoReadsItsOwnWordsIsTold()
    {
        auto scene = parentAndChild();
        scene.writes(first, 4).reads(first, 100, 4, 0, 0, "ping");
        TELLS(scene,
              "read(3) asked for 100 and got 4: it returns with what is there and does not wait "
              "for the rest. It got \"ping\". It had written this itself.",
              "read(3) 想要 100 字节，得到 4：有多少给多少，不等剩下的；得到的是“ping”；这是它自己"
              "写的。");
        scene.writes(second, 4).reads(first, 100, 4, 0, 0, "pong");
        QVERIFY(scene.english().find("itself") == std::string::npos); // anybody's
    }

    void whoIsAloneWithAPipeIsNotToldThatTheBytesAreItsOwn()
    {
        Scene scene({"worker"});
        scene.starts(first).makesPipe(first).writes(first, 4).reads(first, 4, 4, 0, 0, "ping");
        QVERIFY(scene.english().find("itself") == std::string::npos);
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

    void aWriteThatMaySleepIsShortForASignalHoweverBriefItsSleep()
    {
        auto scene = readerAndWriter();
        scene.writes(second, 100000, 65536);
        TELLS(scene,
              "write(4) took 65~536 of 100~000 bytes: a signal came while writer slept, so only "
              "what was in by then counts.",
              "write(4) 只写入 100~000 中的 65~536 字节：writer "
              "睡着时来了信号，只算已写进去的。");
    }

    void aLineOfTextIsQuotedWithItsEnd()
    {
        auto scene = readerAndWriter();
        scene.writes(second, 2).reads(first, 100, 2, 0, 0, "8\n");
        TELLS(
            scene,
            "read(3) asked for 100 and got 2: it returns with what is there and does not wait for "
            "the rest. It got \"8\\n\".",
            "read(3) 想要 100 字节，得到 2：有多少给多少，不等剩下的；得到的是“8\\n”。");
    }

    /// Of a line that is longer than what is kept the record has what the program met.
    void ofALongLineWhatWasKeptIsQuotedAsAPart()
    {
        auto scene = readerAndWriter();
        auto read = scene.returns(first, "read", {3, 100}, 71);
        read.out = {71, 0, 33, absent};
        read.payloadLength = 31;
        std::string_view("cannot modify limit: Invalid ar").copy(read.payload.data(), 31);
        scene.writes(second, 71).add(read);
        TELLS(scene,
              "read(3) asked for 100 and got 71: it returns with what is there and does not wait "
              "for the rest. It got \"…cannot modify limit: Invalid ar…\".",
              "read(3) 想要 100 字节，得到 71：有多少给多少，不等剩下的；得到的是“…cannot modify "
              "limit: Invalid ar…”。");
        read.out[2] = 40;
        scene.writes(second, 71).add(read);
        QVERIFY2(scene.english().ends_with("It got \"…cannot modify limit: Invalid ar\"."),
                 scene.english().c_str());
    }

    void whatLeadsToNoPipeIsNotToldAsOne()
    {
        auto scene = readerAndWriter();
        auto read = scene.returns(first, "read", {0, 50}, 6);
        read.payloadLength = 6;
        std::string_view("typed\n").copy(read.payload.data(), 6);
        scene.add(read);
        TELLS(scene,
              "read(0) asked for 50 and got 6: it leads to no pipe of this demo. Descriptor 0 is "
              "standard input. It got \"typed\\n\".",
              "read(0) 想要 50 字节，得到 6：它不通向这里的管道；描述符 0 "
              "是标准输入；得到的是“typed\\n”。");
        scene.add(scene.returns(first, "read", {7, 50}, 0));
        TELLS(scene, "read(7) = 0, end of file: it leads to no pipe of this demo.",
              "read(7) = 0，读到文件尾：它不通向这里的管道。");
    }

    void aWriteWhoseBytesWereTakenBeforeItWasToldSaysSo()
    {
        auto scene = readerAndWriter();
        scene.enters(second, "write", {4, 50}).reads(first, 50, 50);
        auto write = scene.returns(second, "write", {4, 50}, 50);
        write.entered -= 2'000'000;
        write.out = {0, 50, absent, absent};
        scene.add(write); // told no FIONREAD
        TELLS(scene, "writer wrote 50 bytes: a reader has taken all of it already.",
              "writer 写了 50 字节：已被读者全部取走。");
    }

    void aWriteThatMayNotSleepIsShortWhenSlotsAreUsedUp()
    {
        auto scene = readerAndWriter();
        scene.does(second, "fcntl", {4, F_SETFL}, 0, noWorker, O_NONBLOCK);
        scene.writes(second, 100000, 65536);
        TELLS(scene,
              "write(4) took 65~536 of 100~000 bytes: the slots are used up, and it may not sleep "
              "for more.",
              "write(4) 只写入 100~000 中的 65~536 字节：槽用完了，又不许睡着等。");
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

    /// The caption and the tube of one instant have one figure: the newest of the kernel's.
    void aNewerNumberGoesBeforeThatOfTheCall()
    {
        auto scene = readerAndWriter();
        scene.writes(second, 9000).reads(first, 4096, 4096);
        QVERIFY2(scene.english().ends_with(
                     golden("holds 4~904 of 65~536 bytes, in 2 of 16 slots.").toStdString()),
                 scene.english().c_str());
        scene.looks(6000);
        QVERIFY2(scene.english().ends_with(golden("holds 6~000 bytes.").toStdString()),
                 scene.english().c_str());
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

    /// Its sum would not add up: what the read took is there again.
    void aWriteThatIsInBeforeItIsToldIsSaidToBe()
    {
        auto scene = fullPipe(16384);
        scene.enters(second, "write", {4, 4096});
        auto read = scene.returns(first, "read", {3, 4096}, 4096);
        read.queuedBytes = absent;
        scene.add(read);
        TELLS(scene,
              "reader took 4~096 bytes: writer's next write is in already. The pipe now holds "
              "16~384 of 16~384 bytes, in 4 of 4 slots.",
              "reader 取走 4~096 字节：writer 的下一次写已经进来了；管道现有 16~384 字节（容量 "
              "16~384），占 4 个槽（共 4 个）。");
    }

    /// Most of it was in before: it is no next write.
    void theRestOfAWriteIsNoNextOne()
    {
        auto scene = readerAndWriter(16384);
        scene.enters(second, "write", {4, 16385});
        auto read = scene.returns(first, "read", {3, 4096}, 4096);
        read.queuedBytes = absent;
        scene.add(read);
        TELLS(scene,
              "reader took 4~096 bytes: the rest of writer's write is in already. The pipe now "
              "holds 12~289 of 16~384 bytes, in 4 of 4 slots.",
              "reader 取走 4~096 字节：writer 那次写剩下的字节已经进来了；管道现有 12~289 字节（"
              "容量 16~384），占 4 个槽（共 4 个）。");
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

    /// The bytes of another that stand inside a record go before its writer's next sleep, until the pipe's
    /// next call returns.
    void aTornWriteIsToldBeforeItsWriterSleepsOn()
    {
        Scene scene({"reader", "A", "B"});
        scene.starts(0).makesPipe(0).forks(0, 1).forks(0, 2).closes(0, 4).closes(1, 3).closes(2, 3);
        scene.sleeps(1, "write", {4, 131072}).sleeps(2, "write", {4, 4096});
        const auto takesAPage = [&] { scene.reads(0, 4096, 4096).looks(65536); };
        takesAPage();
        scene.sampled(1, Sleep::Asleep);
        takesAPage();
        scene.writes(2, 4096);
        QVERIFY(scene.told(Language::English).what.find("torn") == std::string::npos);
        takesAPage();
        scene.sampled(1, Sleep::Asleep);
        TELLS(scene,
              "A's write is torn, bytes of B stand inside it: a write of more than PIPE_BUF, 4~096 "
              "bytes, goes in piece by piece, and others may come in between.",
              "A 的一次写被切断，中间插进了 B 的字节：超过 PIPE_BUF（4~096 "
              "字节）的写是分块进去的，别的进程可以插在中间。");
        takesAPage();
        scene.sampled(1, Sleep::Asleep);
        QCOMPARE(scene.told(Language::English).what, std::string("A sleeps in write(4)"));
    }
};

QTEST_APPLESS_MAIN(TestNarratedMoves)
#include "tst_narratedmoves.moc"
