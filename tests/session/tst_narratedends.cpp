// SPDX-License-Identifier: MIT
// What the narrator says when an end of a pipe or a process is gone.
#include "narratedscene.h"

#include <cerrno>
#include <csignal>

using namespace seeipc;

class TestNarratedEnds : public QObject
{
    Q_OBJECT

private Q_SLOTS:
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

    void whoEndsBeforeItsParentWaitsStaysAZombie()
    {
        auto scene = parentAndChild();
        scene.does(second, "_exit", {0, 0}, 0).sampled(second, Sleep::Zombie);
        TELLS(scene, "child exited with status 0: it stays a zombie until parent waits for it.",
              "child 以状态 0 退出：在 parent 调用 wait 之前，它是僵尸进程。");
    }

    /// Whoever has the last descriptors takes along what is inside.
    void theLastHolderOfAPipeEndsWithItsBytes()
    {
        auto scene = readerAndWriter();
        scene.writes(second, 9).closes(first, 3).does(first, "_exit", {0, 0}, 0);
        TELLS(scene, "reader ends with _exit(0): the kernel closes all its descriptors.",
              "reader 以 _exit(0) 结束：内核会关闭它的全部描述符。");
        scene.does(second, "_exit", {0, 0}, 0);
        TELLS(scene,
              "writer ends with _exit(0): the kernel closes all its descriptors. No other process "
              "has the pipe open, so 9 bytes that nobody read are lost.",
              "writer 以 _exit(0) "
              "结束：内核会关闭它的全部描述符；别的进程都没有打开管道，没人读的 9 字节就丢了。");
        auto one = readerAndWriter();
        one.writes(second, 1).closes(first, 3).does(second, "_exit", {0, 0}, 0);
        QVERIFY2(one.english().ends_with("so 1 byte that nobody read is lost."),
                 one.english().c_str());
        auto read = readerAndWriter();
        read.writes(second, 9).reads(first, 9, 9).closes(first, 3).does(second, "_exit", {0, 0}, 0);
        TELLS(read, "writer ends with _exit(0): the kernel closes all its descriptors.",
              "writer 以 _exit(0) 结束：内核会关闭它的全部描述符。");
    }

    void whoIsKilledAsTheLastHolderTakesTheBytesAlong()
    {
        auto scene = readerAndWriter();
        scene.writes(second, 9).closes(first, 3).ends(second, SIGKILL);
        TELLS(scene,
              "writer was killed by SIGKILL (9): no descriptor leads to the pipe any more, so the "
              "kernel frees it, and 9 bytes that nobody read are lost.",
              "writer 被 SIGKILL（9）杀死：再没有描述符通向管道，内核就释放它，没人读的 9 "
              "字节也丢了；这个信号谁也不能捕捉或忽略。");
        auto empty = readerAndWriter();
        empty.closes(first, 3).ends(second, SIGKILL);
        TELLS(empty,
              "writer was killed by SIGKILL (9): no process can catch or ignore this signal.",
              "writer 被 SIGKILL（9）杀死：这个信号谁也不能捕捉或忽略。");
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
        TELLS(scene, "child exited with status 0: parent sleeps in wait(), this wakes it.",
              "child 以状态 0 退出：parent 正睡在 wait() 里，这就叫醒它。");
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

    /// "And 1 more" would say no less than the third name.
    void threeAreAllNamedAndOfFourTwo()
    {
        Scene three({"writer", "reader1", "reader2"});
        for (const WorkerId worker : {0, 1, 2})
            three.starts(worker).ends(worker, 0);
        TELLS(three, "All processes have ended: writer, reader1 and reader2 exited with status 0.",
              "所有进程都已结束：writer、reader1 和 reader2 都以状态 0 退出。");
        Scene four({"writer", "reader1", "reader2", "reader3"});
        for (const WorkerId worker : {0, 1, 2, 3})
            four.starts(worker).ends(worker, 0);
        TELLS(four, "All processes have ended: all 4 exited with status 0.",
              "所有进程都已结束：4 个进程都以状态 0 退出。");
    }

    void theLessonClosesTheDemo()
    {
        Scene scene({"writer"});
        scene.scenario.lesson = {"read never adds a terminator.", "read 从不补结尾。"};
        scene.starts(first);
        QVERIFY(scene.english().find("terminator") == std::string::npos);
        scene.ends(first, 0);
        TELLS(scene,
              "All processes have ended: writer exited with status 0. read never adds a "
              "terminator.",
              "所有进程都已结束：writer 以状态 0 退出；read 从不补结尾。");
        scene.scenario.lesson.en = std::string(140, 'x'); // no room: it is not cut
        QCOMPARE(QString::fromStdString(scene.english()),
                 golden("All processes have ended: writer exited with status 0."));
    }

    void thatNoWriteWasTornIsToldInTheEnd_data()
    {
        QTest::addColumn<int>("size");
        QTest::addColumn<int>("rounds");
        QTest::addColumn<int>("writers");
        QTest::addColumn<bool>("isTold");
        QTest::newRow("more than the pipe holds") << 4096 << 10 << 2 << true;
        QTest::newRow("one writer") << 4096 << 20 << 1 << false;
        QTest::newRow("it all fits") << 4096 << 8 << 2 << false;
        QTest::newRow("a byte cannot be torn") << 1 << 8 << 2 << false;
        QTest::newRow("large ones") << 8192 << 10 << 2 << false;
    }

    void thatNoWriteWasTornIsToldInTheEnd()
    {
        QFETCH(const int, size);
        QFETCH(const int, rounds);
        QFETCH(const int, writers);
        QFETCH(const bool, isTold);
        Scene scene({"reader", "one", "two"});
        const auto write = findCall("write").value();
        scene.scenario.steps.assign(60,
                                    {0, findCall("read").value(), {}}); // those of the scene's own
        scene.scenario.steps.push_back({1, write, {}});
        scene.scenario.steps.push_back({static_cast<WorkerId>(writers), write, {}});
        scene.starts(0).makesPipe(0).forks(0, 1).forks(0, 2);
        for (int i = 0; i < 2 * rounds; ++i) {
            const auto worker = static_cast<WorkerId>(1 + i % writers);
            auto written = scene.returns(worker, "write", {4, size}, size);
            written.step = static_cast<StepId>(60 + i % 2);
            scene.add(written).reads(0, size, size);
        }
        scene.ends(1, 0).ends(2, 0).ends(0, 0);
        QCOMPARE(QString::fromStdString(scene.english()),
                 golden("All processes have ended: reader, one and two exited with status 0.")
                     + (isTold ? QStringLiteral(" All %1 writes of one and two went in whole, none "
                                                "was torn.")
                                     .arg(2 * rounds)
                               : QString()));
        QCOMPARE(scene.chinese().find("没有一次被切断") != std::string::npos, isTold);
        if (isTold) { // the lesson too, the endings give way to it
            scene.scenario.lesson.en = std::string(60, 'x') + ".";
            QVERIFY(QString::fromStdString(scene.english())
                        .startsWith(QStringLiteral("All processes have ended: all 20 writes of")));
        }
    }

    /// Each end was told when it came; the lesson is not.
    void theLessonGoesBeforeReasonsAndEndings()
    {
        auto scene = readerAndWriter();
        scene.scenario.lesson.en = std::string(70, 'x') + ".";
        scene.closes(first, 3).enters(second, "write", {4, 1}).ends(second, SIGPIPE).ends(first, 0);
        QCOMPARE(QString::fromStdString(scene.english()),
                 QStringLiteral("All processes have ended: writer was killed by SIGPIPE (13); "
                                "reader exited with status 0. ")
                     + QString(70, u'x') + u'.');
        scene.scenario.lesson.en = std::string(120, 'x') + ".";
        QCOMPARE(QString::fromStdString(scene.english()),
                 QStringLiteral("All processes have ended: ") + QString(120, u'x') + u'.');
    }

    /// Of a program that tells nothing nobody knows whether it is still there to read.
    void noEndOfFileIsPromisedToAProgramThatTellsNothing()
    {
        auto scene = readerAndWriter();
        scene.enters(first, "execve", {0, 0}).ends(second, 0);
        TELLS(scene, "writer exited with status 0: the kernel has closed all its descriptors.",
              "writer 以状态 0 退出：内核关闭了它的全部描述符。");
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

    void whoWasWokenByBytesIsNotWokenByTheEndOfFile()
    {
        auto scene = readerAndWriter();
        scene.sleeps(first, "read", {3, 10}).writes(second, 5).ends(second, 0);
        TELLS(scene,
              "writer exited with status 0: the kernel has closed all its descriptors. No process "
              "has a write end now. Once the pipe is empty, a read returns 0, end of file.",
              "writer 以状态 0 退出：内核关闭了它的全部描述符；写端已全部关闭；管道读空之后，read "
              "返回 0，即文件尾。");
    }

    /// A program that tells nothing may have written: then it was bytes that woke the reader.
    void whatAProgramWroteUntoldMayBeInside()
    {
        auto scene = readerAndWriter();
        scene.looks(0);
        scene.sleeps(first, "read", {3, 10}).enters(second, "execve", {0, 0}).ends(second, 0);
        const auto text = scene.english();
        QVERIFY2(text.find("Once the pipe is empty") != std::string::npos, text.c_str());
    }

    /// An end of file says as much as FIONREAD: nothing is inside, whatever the calls summed up to.
    void behindAnEndOfFileNothingIsStillInside()
    {
        auto scene = parentAndChild();
        scene.closes(first, 4).writes(second, 9);
        scene.snapshot.channels[0].slotsExact = false;
        scene.does(second, "_exit", {0, 0}, 0).ends(second, 0);
        scene.add(scene.returns(first, "read", {3, 10}, 0)); // told no FIONREAD
        scene.does(first, "wait", {0, 0}, 101, second, 0);
        TELLS(scene, "parent's wait() returned: child exited with status 0.",
              "parent 的 wait() 返回了：child 以状态 0 退出。");
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

    /// What killed it was told when it was seen; then, once that could be read, what its parent learns is
    /// the news.
    void whoWasKilledTookTheLastWriteEndStillWhenItWasWaitedFor()
    {
        Scene scene({"reader", "writer"});
        scene.parts(first, second).sampled(second, Sleep::Zombie, SIGKILL);
        const auto told = scene.english();
        QVERIFY(told.ends_with(
            "No process has a write end now. The next read returns 0, end of file."));
        auto atOnce = scene;
        atOnce.does(first, "wait", {}, 101, second, SIGKILL);
        QCOMPARE(atOnce.english(), told); // nobody has read it yet
        scene.at(1000).does(first, "wait", {}, 101, second, SIGKILL);
        QCOMPARE(scene.english(),
                 std::string("reader's wait() returned: writer was killed by SIGKILL (9)."));
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

    void whoKilledItIsTold()
    {
        auto scene = readerAndWriter();
        scene.sleeps(first, "read", {3, 10});
        scene.ends(second, SIGKILL);
        QVERIFY(scene.english().find("sent") == std::string::npos); // who did, nobody told
        Scene parted({"parent", "reader", "second"});
        parted.starts(0).makesPipe(0).forks(0, 1).forks(0, 2).closes(0, 3).closes(0, 4);
        parted.closes(1, 4).closes(2, 3).sleeps(1, "read", {3, 10});
        parted.does(0, "kill", {102, SIGKILL}, 0, 2).ends(2, SIGKILL);
        TELLS(
            parted,
            "second was killed by SIGKILL (9): no process can catch or ignore this signal. parent "
            "sent the signal. No process has a write end now. An end of file wakes reader.",
            "second 被 SIGKILL（9）杀死：这个信号谁也不能捕捉或忽略；信号是 parent "
            "发的；写端已全部关闭；文件尾叫醒 reader。");
    }

    /// Nobody closed anything: the kernel did.
    void anEndOfFileByAKillIsNobodysMessage()
    {
        auto scene = readerAndWriter();
        scene.ends(second, SIGKILL).reads(first, 10, 0);
        TELLS(scene,
              "read(3) = 0, end of file: the pipe is empty, and the kernel closed the last write "
              "end when writer was killed.",
              "read(3) = 0，读到文件尾：管道已空，writer 被杀时内核关闭了最后的写端。");
    }
};

QTEST_APPLESS_MAIN(TestNarratedEnds)
#include "tst_narratedends.moc"
