// SPDX-License-Identifier: MIT
// What the narrator says of signals: what is to be done with one, who sent one, whose handler ran.
#include "narratedscene.h"

#include <cerrno>
#include <csignal>

using namespace seeipc;

namespace {

constexpr auto caught = static_cast<std::int32_t>(Disposition::Count);

/// sigaction(2) as a step of the demo has made it.
void catches(Scene &scene, WorkerId worker, int signal, bool isRestarting)
{
    auto event = scene.returns(worker, "sigaction", {signal, caught}, 0);
    event.out[0] = isRestarting ? 1 : 0;
    event.step = 0;
    scene.scenario.steps.assign(1, {worker, event.call, {}});
    scene.add(event);
}

void handles(Scene &scene, WorkerId worker, int signal)
{
    auto event = scene.happens(EventKind::SignalHandled, worker);
    event.arguments[0] = signal;
    event.result = 1;
    scene.add(event);
}

} // namespace

class TestNarratedSignals : public QObject
{
    Q_OBJECT

private Q_SLOTS:
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
              "reader sent SIGCONT (18) to writer: who is stopped goes on from where it stood.",
              "reader 给 writer 发了 SIGCONT（18）：停住的进程从原处继续。");
    }

    /// A signal ended its sleep: part of the write is in, and that is what it returns.
    void whoWasStoppedAmidAWriteGoesOnBehindIt()
    {
        auto scene = readerAndWriter();
        scene.sleeps(second, "write", {4, 100000});
        scene.does(first, "kill", {101, SIGSTOP}, 0, second).sampled(second, Sleep::Stopped);
        scene.does(first, "kill", {101, SIGCONT}, 0, second);
        const auto english = "reader sent SIGCONT (18) to writer: the stop ended its sleep, so its "
                             "write returns with what is in, 65~536 of 100~000 bytes.";
        const auto chinese = "reader 给 writer 发了 SIGCONT（18）：停止打断了它的睡眠，它的 write "
                             "返回已写进去的 65~536（它要写 100~000 字节）。";
        TELLS(scene, english, chinese);
        scene.sampled(second, Sleep::Running);
        TELLS(scene, english, chinese);
    }

    void whoWasStoppedInAReadSleepsOnInIt()
    {
        auto scene = readerAndWriter();
        scene.sleeps(first, "read", {3, 10});
        scene.does(second, "kill", {100, SIGSTOP}, 0, first).sampled(first, Sleep::Stopped);
        scene.does(second, "kill", {100, SIGCONT}, 0, first);
        TELLS(
            scene,
            "writer sent SIGCONT (18) to reader: read(3) had taken nothing before it was stopped, "
            "so it is made again and sleeps on.",
            "writer 给 reader 发了 SIGCONT（18）：read(3) "
            "停住前什么也没取到，所以重新进入，接着睡。");
    }

    /// Bytes came while it was stopped: its read finds them.
    void whoWasStoppedAndFindsBytesIsNotSaidToSleepOn()
    {
        auto scene = readerAndWriter();
        scene.sleeps(first, "read", {3, 10});
        scene.does(second, "kill", {100, SIGSTOP}, 0, first).sampled(first, Sleep::Stopped);
        scene.writes(second, 1).does(second, "kill", {100, SIGCONT}, 0, first);
        QCOMPARE(scene.told(Language::English).why,
                 std::string("who is stopped goes on from where it stood."));
    }

    void noProcessHandlesSigkill()
    {
        auto scene = readerAndWriter();
        scene.does(first, "kill", {101, SIGKILL}, 0, second);
        TELLS(scene,
              "reader sent SIGKILL (9) to writer: no process can catch or ignore this signal.",
              "reader 给 writer 发了 SIGKILL（9）：这个信号谁也不能捕捉或忽略。");
    }

    void whatAHandlerMeansDependsOnItsFlag()
    {
        auto scene = readerAndWriter();
        catches(scene, first, SIGUSR1, false);
        TELLS(scene,
              "reader catches SIGUSR1 (10) from now on: its handler runs, and a sleeping call may "
              "return EINTR.",
              "reader 从此捕捉 SIGUSR1（10）：会运行它的处理函数，睡着的调用可能返回 EINTR。");
        catches(scene, first, SIGUSR1, true);
        TELLS(scene,
              "reader catches SIGUSR1 (10) from now on: its handler runs, and a sleeping call that "
              "has moved nothing then goes on (SA_RESTART).",
              "reader 从此捕捉 "
              "SIGUSR1（10）：会运行它的处理函数；睡着的调用若还没搬动数据，之后接着睡（SA_"
              "RESTART）。");
        catches(scene, second, SIGPIPE, false);
        TELLS(scene,
              "writer catches SIGPIPE (13) from now on: a write that nobody can read then runs its "
              "handler and returns -1 EPIPE.",
              "writer 从此捕捉 SIGPIPE（13）：没有读者时，write 会运行它的处理函数，并返回 -1 "
              "EPIPE。");
    }

    void whoHandlesSigpipeLivesBecauseItsHandlerRan()
    {
        auto scene = readerAndWriter();
        catches(scene, second, SIGPIPE, false);
        scene.closes(first, 3).writes(second, 1, -1, EPIPE);
        TELLS(
            scene,
            "write(4) = -1 EPIPE: nobody can read any more. writer lives only because its handler "
            "of SIGPIPE ran.",
            "write(4) = -1 EPIPE：没有读者了；writer 没死，只因为运行了它的 SIGPIPE 处理函数。");
    }

    void aHandlerBehindWhichTheReadGoesOnIsTold()
    {
        auto scene = readerAndWriter();
        catches(scene, first, SIGUSR1, true);
        scene.at(1000).sleeps(first, "read", {3, 10}).at(2000);
        scene.does(second, "kill", {100, SIGUSR1}, 0, first);
        QCOMPARE(scene.told(Language::English).what,
                 std::string("writer sent SIGUSR1 (10) to reader"));
        handles(scene, first, SIGUSR1);
        TELLS(scene,
              "reader's handler of SIGUSR1 ran: it was set with SA_RESTART, so read(3) goes on and "
              "does not return EINTR.",
              "reader 的 SIGUSR1 处理函数运行了：设置时有 SA_RESTART，所以 read(3) 接着等，不返回 "
              "EINTR。");
        scene.at(3000).sampled(first, Sleep::Asleep); // long enough to be read
        QCOMPARE(scene.told(Language::English).what,
                 std::string("reader's handler of SIGUSR1 ran"));
        scene.at(4100).sampled(first, Sleep::Asleep);
        QCOMPARE(scene.told(Language::English).what, std::string("reader sleeps in read(3)"));
    }

    void aHandlerIsNotToldOfACallThatReturns()
    {
        auto scene = readerAndWriter();
        catches(scene, first, SIGUSR1, false);
        scene.at(1000).sleeps(first, "read", {3, 10}).at(2000);
        scene.does(second, "kill", {100, SIGUSR1}, 0, first);
        handles(scene, first, SIGUSR1);
        QVERIFY(scene.english().find("goes on") == std::string::npos);
        auto torn = readerAndWriter();
        catches(torn, second, SIGUSR1, true);
        torn.at(1000).sleeps(second, "write", {4, 100000}).at(2000);
        torn.does(first, "kill", {101, SIGUSR1}, 0, second);
        handles(torn, second, SIGUSR1);
        QVERIFY(torn.english().find("goes on") == std::string::npos); // part of it is in
    }
};

QTEST_APPLESS_MAIN(TestNarratedSignals)
#include "tst_narratedsignals.moc"
