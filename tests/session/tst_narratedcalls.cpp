// SPDX-License-Identifier: MIT
// What the narrator says of other calls, of those that were refused, and of signals.
#include "narratedscene.h"

#include <array>
#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace seeipc;

class TestNarratedCalls : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    /// As the last kept call is not what happened last, it is not told, nor what it left in the pipe as
    /// a fact.
    void amidCallsThatWereNotKeptTheyAreTold()
    {
        auto scene = readerAndWriter();
        scene.writes(second, 9000);
        Event loss;
        loss.kind = EventKind::EventsLost;
        loss.worker = second;
        loss.result = 5000;
        scene.snapshot.last = loss;
        scene.snapshot.channels[0].slotsExact = false;
        scene.snapshot.channels[0].queued.source = Source::Inferred;
        TELLS(scene,
              "writer made 5~000 calls around here that were not kept: only their number and what "
              "they moved in all are known. The pipe now holds about 9~000 bytes.",
              "writer 在这前后有 5~000 "
              "次调用没有留下记录：只知道调用了几次、一共搬了多少字节；管道现有约 9~000 字节。");
        scene.scenario.workers[second].name = "a-very-long-name";
        scene.snapshot.last->result = 3'170'829;
        QCOMPARE(scene.told(Language::English).what,
                 golden("3~170~829 calls around here were not kept").toStdString());
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
        const auto english =
            "write(4) = -1 EAGAIN: full at 32~784 of 65~536 bytes. Each slot holds "
            "one write of 2~049; a second does not fit beside it.";
        const auto chinese = "write(4) = -1 EAGAIN：容量 65~536，才装 32~784 "
                             "字节就满了；每个槽只放得下一次 2~049 字节的写。";
        TELLS(scene, english, chinese);
        auto refused = scene.returns(second, "write", {4, 2049}, -1, EAGAIN);
        TELLS(scene.add(refused), english, chinese); // where FIONREAD was not asked
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

    void aRefusedCapacityNamesTheLimitThatItMet_data()
    {
        QTest::addColumn<int>("asked");
        QTest::addColumn<std::array<qint64, 3>>("limits");
        QTest::addColumn<QString>("english");
        QTest::addColumn<QString>("chinese");
        const auto row = [](const char *name, int asked, std::array<qint64, 3> limits,
                            const char *english, const char *chinese) {
            QTest::newRow(name) << asked << limits << golden(english) << golden(chinese);
        };
        const auto size = "it is above pipe-max-size, 1~048~576 bytes, and the process has no "
                          "CAP_SYS_RESOURCE.";
        const auto sizeInChinese =
            "超过了 pipe-max-size（1~048~576 字节），进程又没有 CAP_SYS_RESOURCE";
        row("too large by itself", 2097152, {1048576, 16384, 0}, size, sizeInChinese);
        row("too large, whatever the user has", 2097152, {1048576, 0, 0}, size, sizeInChinese);
        row("the soft one", 1048576, {1048576, 16384, 0},
            "with it this user's pipes would have more than pipe-user-pages-soft allows, 16~384 "
            "pages in all.",
            "那样这个用户的管道合起来就超过了 pipe-user-pages-soft 允许的 16~384 页");
        row("the hard one alone", 8192, {1048576, 0, 100},
            "with it this user's pipes would have more than pipe-user-pages-hard allows, 100 pages "
            "in all.",
            "那样这个用户的管道合起来就超过了 pipe-user-pages-hard 允许的 100 页");
        row("the lower one", 8192, {1048576, 1000, 100},
            "with it this user's pipes would have more than pipe-user-pages-hard allows, 100 pages "
            "in all.",
            "那样这个用户的管道合起来就超过了 pipe-user-pages-hard 允许的 100 页");
        const auto either =
            "it is above a limit of this machine (pipe-max-size, or this user's share of pages).";
        const auto eitherInChinese = "超过了本机的上限（pipe-max-size，或这个用户的页面配额）";
        row("not told", 2097152, {absent, absent, absent}, either, eitherInChinese);
        row("none that is known", 8192, {1048576, 0, 0}, either, eitherInChinese);
    }

    void aRefusedCapacityNamesTheLimitThatItMet()
    {
        QFETCH(const int, asked);
        using Limits = std::array<qint64, 3>;
        QFETCH(const Limits, limits);
        QFETCH(const QString, english);
        QFETCH(const QString, chinese);
        auto scene = readerAndWriter();
        scene.isRefusedCapacity(second, asked, {limits[0], limits[1], limits[2]});
        const auto told = QString::fromStdString(scene.told(Language::English).why);
        QVERIFY2(told.startsWith(english), qPrintable(told));
        QVERIFY2(told.endsWith(golden("It stays 65~536.")), qPrintable(told));
        const auto inChinese = QString::fromStdString(scene.told(Language::Chinese).why);
        QVERIFY2(inChinese.startsWith(chinese + QStringLiteral("，容量仍是")),
                 qPrintable(inChinese));
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

    void aNewPipeOfTwoSlotsIsExplainedByItsUsersBudget()
    {
        Scene scene({"user"});
        scene.starts(first).makesPipe(first, 8192);
        TELLS(scene,
              "user made a pipe, read end fd 3, write end fd 4: it holds at most 8~192 bytes, in "
              "slots of 4~096. A user whose pipes have used up pipe-user-pages-soft gets only 2 "
              "slots.",
              "user 建了一个管道，读端 fd 3，写端 fd 4：最多装 8~192 字节，每个槽 "
              "4~096；用户的管道用完 pipe-user-pages-soft 后，新管道只有 2 个槽。");
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
              "kernel frees it.",
              "child 关闭了写端 fd 4：再没有描述符通向管道，内核就释放它。");
        scene.closes(second, 9);
        TELLS(scene, "child closed fd 9: it leads to no pipe of this demo.",
              "child 关闭了 fd 9：它不通向这里的管道。");
    }

    /// "Only reader" right behind "reader closed" would seem to deny itself.
    void whoClosesOneOfTwoKeepsTheOther()
    {
        auto scene = readerAndWriter();
        scene.does(first, "dup2", {3, 0}, 0, noWorker, 3).closes(first, 3);
        TELLS(scene,
              "reader closed fd 3, its read end: it still has fd 0, and only it can read now.",
              "reader 关闭了读端 fd 3：它还留着 fd 0，现在只有它能读。");
        scene.does(second, "dup2", {4, 1}, 1, noWorker, 4).closes(second, 4);
        TELLS(scene,
              "writer closed fd 4, its write end: it still has fd 1, and only it can write now. An "
              "end of file comes once it has closed that too.",
              "writer 关闭了写端 fd 4：它还留着 fd "
              "1，现在只有它能写；这个也关闭之后，才会有文件尾。");
    }

    void aPipeIsFreedWithTheBytesInside()
    {
        auto scene = readerAndWriter();
        scene.writes(second, 9).closes(first, 3).closes(second, 4);
        TELLS(
            scene,
            "writer closed fd 4, its write end: no descriptor leads to the pipe any more, so the "
            "kernel frees it, and 9 bytes that nobody read are lost.",
            "writer 关闭了写端 fd 4：再没有描述符通向管道，内核就释放它，没人读的 9 字节也丢了。");
    }

    void pollTellsWhatASlotIsGoodForByTheOpenFilesFlags()
    {
        auto scene = readerAndWriter();
        auto found =
            scene.does(second, "poll", {4, POLLOUT}, 1).returns(second, "poll", {4, POLLOUT}, 1);
        found.out[1] = POLLOUT;
        TELLS(
            scene.add(found),
            "poll({4, POLLOUT}, 1, 0) = 1 (revents POLLOUT): a slot is free, so a write of up to a "
            "page would not sleep.",
            "poll({4, POLLOUT}, 1, 0) = 1 (revents POLLOUT)：有空槽，写一页以内不会睡。");
        scene.does(second, "fcntl", {4, F_SETFL}, 0, noWorker, O_NONBLOCK);
        found.time = scene.happens(EventKind::CallReturned, second).time;
        TELLS(
            scene.add(found),
            "poll({4, POLLOUT}, 1, 0) = 1 (revents POLLOUT): a slot is free, so a write of up to a "
            "page would not fail with EAGAIN.",
            "poll({4, POLLOUT}, 1, 0) = 1 (revents POLLOUT)：有空槽，不超过一页的 write 不会得到 "
            "EAGAIN。");
    }

    void aChangeOfFlagsNamesItsProcessInChineseToo()
    {
        auto scene = readerAndWriter();
        scene.does(second, "fcntl", {4, F_SETFL}, 0, noWorker, O_NONBLOCK);
        QCOMPARE(scene.told(Language::Chinese).what,
                 std::string("writer 调用了 fcntl(4, F_SETFL, O_NONBLOCK)"));
    }

    void whoBecomesAnotherProgramIsTold()
    {
        auto scene = readerAndWriter();
        scene.enters(second, "execve", {0, 0});
        TELLS(
            scene,
            "writer now runs \"printf 'from sibling\\n'\" (execve): its descriptors stay open and "
            "lead to the same pipes as before.",
            "writer 现在运行“printf 'from "
            "sibling\\n'”（execve）：描述符都还开着，仍通向原来的管道。");
        scene.closes(first, 3);
        QCOMPARE(scene.told(Language::English).what,
                 std::string("reader closed fd 3, its read end"));
    }

    /// A story tells each call, though a sleeper is what the instant is about.
    void aCallIsToldThoughSomebodySleeps()
    {
        auto scene = readerAndWriter();
        scene.sleeps(first, "read", {3, 10});
        const auto event = scene.returns(second, "close", {4, 0}, 0);
        const auto program = scene.happens(EventKind::ProcessSampled, second);
        scene.add(event);
        const auto tells = [&](const Event &what) {
            return narrateCall(scene.scenario, scene.snapshot, waitsFor(scene.snapshot), what,
                               Language::English);
        };
        QCOMPARE(tells(event)->what, std::string("writer closed fd 4, its write end"));
        QVERIFY(!tells(program));
        scene.enters(second, "execve", {2, 0});
        auto becoming = scene.happens(EventKind::CallEntered, second);
        becoming.effect = Effect::Exec;
        QCOMPARE(tells(becoming)->what, std::string("writer now runs \"yes\" (execve)"));
    }

    void ofAKilledProgramTheStatusInAShellIsTold()
    {
        auto scene = parentAndChild();
        scene.enters(second, "execve", {2, 0});
        const auto waited = scene.returns(first, "wait", {0, 0}, 101);
        auto event = waited;
        event.other = second;
        event.out[0] = SIGPIPE;
        scene.add(event);
        const auto caption = narrateCall(scene.scenario, scene.snapshot, waitsFor(scene.snapshot),
                                         event, Language::English);
        QCOMPARE(
            sentence(*caption, Language::English),
            std::string("parent's wait() returned: child was killed by SIGPIPE (13). In a shell "
                        "its status is 141 (128 + 13)."));
    }

    void whatIsAskedAboutADescriptorIsTold()
    {
        auto scene = readerAndWriter();
        auto asked = scene.returns(first, "fstat", {3, 0}, 0);
        asked.out = {S_IFIFO, 0600, 0, 4711};
        TELLS(scene.add(asked),
              "reader asked fstat about fd 3: it is a pipe (S_IFIFO, mode 0600) with inode 4711. "
              "Both its ends have this inode, and size 0 whatever is inside.",
              "reader 用 fstat 查看 fd 3：这是管道（S_IFIFO，权限 0600），inode 是 "
              "4711；两端是同一个 inode，大小都是 0，不管里面有多少。");
        scene.does(first, "fstatfs", {3, 0}, 0, noWorker, 0x50495045);
        TELLS(scene,
              "reader asked fstatfs about fd 3: it lies in pipefs (f_type 0x50495045), a file "
              "system inside the kernel that is mounted nowhere.",
              "reader 用 fstatfs 查看 fd 3：它在 pipefs 里（f_type "
              "0x50495045），那是内核内部的文件系统，没有挂载到任何地方。");
        asked = scene.returns(first, "readlink", {3, 0}, 11);
        asked.payloadLength = 11;
        std::string_view("pipe:[4711]").copy(asked.payload.data(), 11);
        TELLS(
            scene.add(asked),
            "reader read where fd 3 leads: the link says \"pipe:[4711]\". A pipe has an inode but "
            "no name in any directory.",
            "reader 读取 fd 3 "
            "通向哪里：链接写着“pipe:[4711]”；管道有 inode，但在任何目录里都没有名字。");
        scene.does(second, "fpathconf", {4, _PC_PIPE_BUF}, 4096);
        TELLS(scene,
              "writer called fpathconf: fpathconf(4, _PC_PIPE_BUF) = 4096. A write of up to that "
              "many bytes goes in whole, whatever the capacity.",
              "writer 调用了 fpathconf：fpathconf(4, _PC_PIPE_BUF) = "
              "4096；不超过它的写要么整个进去要么不进，与容量无关。");
    }

    void whatAProcessMayDoIsTold()
    {
        auto scene = readerAndWriter();
        scene.does(first, "setrlimit", {RLIMIT_NOFILE, 3}, 0);
        TELLS(scene,
              "reader called setrlimit: it may have no more than 3 descriptors open from now on, "
              "fd 0 to 2.",
              "reader 调用了 setrlimit：从此最多打开 3 个描述符，即 fd 0 到 2。");
        scene.does(first, "getrlimit", {RLIMIT_NPROC, 0}, 0, noWorker, 5000);
        TELLS(scene,
              "reader called getrlimit: this user may have 5~000 processes. The limit has nothing "
              "to do with pipes.",
              "reader 调用了 getrlimit：这个用户最多可有 5~000 个进程；这个上限和管道无关。");
        scene.does(first, "ioctl", {3, FIONREAD}, 0, noWorker, 5);
        TELLS(scene, "reader asked FIONREAD about fd 3: 5 bytes are inside, and asking took none.",
              "reader 用 FIONREAD 查看 fd 3：里面有 5 字节；只问不取。");
        scene.does(first, "pidfd_open", {101, 0}, 5);
        TELLS(scene,
              "reader called pidfd_open: fd 5 now leads to the process writer itself. Who may "
              "trace it can copy its descriptors.",
              "reader 调用了 pidfd_open：fd 5 指向 writer "
              "这个进程本身；有权跟踪它，就能复制它的描述符。");
    }

    void whatIsOpenedByItsNameInProcIsNoCopy()
    {
        auto scene = parentAndChild();
        auto opened = scene.returns(first, "open", {4, O_WRONLY}, 5);
        opened.other = second;
        opened.out = {4, O_WRONLY, absent, absent};
        TELLS(
            scene.add(opened),
            "parent opened fd 4 of child as its fd 5: by /proc/101/fd/4, a new open file with its "
            "own flags. Both lead to the write end, and an end of file comes only once both are "
            "closed.",
            "parent 打开了 child 的 fd 4，得到 fd 5：经 "
            "/proc/101/fd/4，是一个新的打开文件，有自己的标志；两个都通向写端，都关闭之后才会有文"
            "件尾。");
        opened.other = noWorker;
        opened.result = 6;
        TELLS(scene.add(opened),
              "parent opened its own fd 4 again as fd 6: by /proc/self/fd/4, a new open file with "
              "its own flags. All 3 lead to the write end, and an end of file comes "
              "only once all are closed.",
              "parent 把自己的 fd 4 又打开一次，得到 fd 6：经 "
              "/proc/self/fd/4，是一个新的打开文件，有自己的标志；3 个都通向写端，都关闭之后"
              "才会有文件尾。");
    }

    void flagsThatTheKernelDoesNotKnowMakeNoPipe()
    {
        Scene scene({"maker"});
        scene.starts(first).does(first, "pipe2", {7, 0}, -1, noWorker, absent, EINVAL);
        TELLS(scene,
              "pipe2(fd, 0x7) = -1 EINVAL: the kernel knows no such flags, so it made no pipe.",
              "pipe2(fd, 0x7) = -1 EINVAL：内核不认识这样的标志，所以没有建管道。");
    }

    void packetsFillSlotsHoweverSmall()
    {
        Scene scene({"maker"});
        auto made = scene.starts(first).returns(first, "pipe2", {O_DIRECT | O_NONBLOCK, 0}, 0);
        made.channel = 0;
        made.out = {3, 4, 65536, 4711};
        TELLS(
            scene.add(made),
            "maker made a pipe, read end fd 3, write end fd 4: it holds at most 65~536 bytes, in "
            "slots of 4~096. Each write is a packet with a slot of its own now, and no read takes "
            "two.",
            "maker 建了一个管道，读端 fd 3，写端 fd 4：最多装 65~536 字节，每个槽 "
            "4~096；从此每次写是一个分组，独占一个槽，一次读不会取两个分组；目前只有 maker "
            "持有两端。");
        for (int i = 0; i < 16; ++i)
            scene.writes(first, 1);
        scene.writes(first, 1, -1, EAGAIN);
        TELLS(
            scene,
            "write(4) = -1 EAGAIN: no slot is free, as each packet has one of its own, and it may "
            "not sleep.",
            "write(4) = -1 EAGAIN：没有空槽，因为每个分组独占一个槽，又不许睡。");
    }

    void whatPollFindsStandsBehindOneColon()
    {
        auto scene = readerAndWriter();
        scene.closes(second, 4);
        auto polled = scene.returns(first, "poll", {3, POLLIN}, 1);
        polled.out = {0, POLLHUP, absent, absent};
        QCOMPARE(QString::fromStdString(scene.add(polled).chinese()).count(QStringLiteral("：")),
                 1);
    }

    /// Who asks for an error alone waits for the other end to go.
    void pollForAnErrorAloneTellsThatTheOtherEndIsOpen()
    {
        auto scene = readerAndWriter();
        auto polled = scene.returns(second, "poll", {4, POLLERR}, 0);
        polled.out = {50, 0, absent, absent};
        scene.add(polled);
        TELLS(scene, "poll({4, POLLERR}, 1, 50) = 0: the other end is still open.",
              "poll({4, POLLERR}, 1, 50) = 0：另一端还开着。");
    }

    /// Whether anything was inside is told only where it is known.
    void aPipeThatGoesWithUnknownContentsIsFreed()
    {
        auto scene = readerAndWriter();
        scene.writes(second, 5).reads(first, 5, 5).writes(second, 5).closes(second, 4);
        scene.snapshot.channels[0].slotsExact = false;
        scene.closes(first, 3);
        QCOMPARE(
            QString::fromStdString(scene.told(Language::English).why),
            QStringLiteral("no descriptor leads to the pipe any more, so the kernel frees it."));
    }

    /// Where FIONREAD was not asked, the model knows.
    void aCapacityRefusedAtFullSpeedTellsWhatIsInside()
    {
        auto scene = readerAndWriter();
        scene.writes(second, 20000);
        auto refused = scene.returns(second, "fcntl", {4, F_SETPIPE_SZ}, -1, EBUSY);
        refused.out[0] = 4096;
        TELLS(scene.add(refused),
              "The kernel refused capacity 4~096 (EBUSY): the 20~000 bytes inside need 5 slots. It "
              "stays 65~536.",
              "内核拒绝把容量改为 4~096（EBUSY）：里面的 20~000 字节占 5 个槽，容量仍是 65~536。");
    }
};

QTEST_APPLESS_MAIN(TestNarratedCalls)
#include "tst_narratedcalls.moc"
