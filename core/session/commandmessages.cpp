// SPDX-License-Identifier: MIT
// The sentences of the command line. The table is as long as what there is to say.
#include "session/messages.h"

#include <array>

namespace seeipc {

namespace {

constexpr std::array table{
    MessageRow{Message::CommandUnknown, "%1: no such command: seeipc --help lists them",
               "%1：没有这个命令：seeipc --help 列出全部命令"},
    MessageRow{Message::CommandMisspelt,
               "%1: no such command: did you mean %2? seeipc --help lists them",
               "%1：没有这个命令：是不是想输入 %2？seeipc --help 列出全部命令"},
    MessageRow{Message::DidYouMean, ": did you mean %1?", "：是不是想输入 %1？"},
    MessageRow{Message::OptionUnknown, "%1: no such option", "%1：没有这个选项"},
    MessageRow{Message::OptionNeedsValue, "%1: needs a value", "%1：后面要有一个值"},
    MessageRow{Message::OptionTakesNoValue, "%1: takes no value", "%1：后面不能有值"},
    MessageRow{Message::HelpOfCommand, ": see seeipc %1 --help", "：用法见 seeipc %1 --help"},
    MessageRow{Message::HelpOfAll, ": see seeipc --help", "：用法见 seeipc --help"},
    MessageRow{Message::LanguageUnknown, "--lang %1: no such language: en or zh_CN",
               "--lang %1：没有这种语言：可用 en 或 zh_CN"},
    MessageRow{Message::WordTooMany,
               "%1: nothing is expected here but options, not %2: see seeipc %1 --help",
               "%1：这里多了 %2：用法见 seeipc %1 --help"},
    MessageRow{Message::Note, "note: %1", "提示：%1"},
    MessageRow{
        Message::NoDisplay,
        "cannot open the window: there is no display (neither DISPLAY nor WAYLAND_DISPLAY is set); "
        "these work without one: seeipc list, seeipc play pipe-flow, seeipc check --all",
        "打不开窗口：没有显示器（DISPLAY 和 WAYLAND_DISPLAY 都未设置）；不需要显示器的有：seeipc "
        "list、seeipc play pipe-flow、seeipc check --all"},
    MessageRow{
        Message::NoWindowProgram,
        "cannot open the window: %1 is not there: build or install seeipc-gui beside seeipc; "
        "seeipc play works without it",
        "打不开窗口：找不到 %1：请把 seeipc-gui 构建或安装到 seeipc 旁边；seeipc play 不需要它"},
    MessageRow{Message::NoScenarios,
               "the demos cannot be found: they belong in ../share/seeipc/scenarios beside "
               "seeipc's folder; a file by its path works: seeipc play ./FILE.json",
               "找不到演示文件：它们应在 seeipc 所在文件夹旁的 "
               "../share/seeipc/scenarios；也可以直接给出文件：seeipc play ./FILE.json"},
    MessageRow{Message::ScenarioUnknown, "%1: no such demo and no such file",
               "%1：没有这个演示，也没有这个文件"},
    MessageRow{Message::ListHelps, " (seeipc list shows them all)", "（seeipc list 列出全部）"},
    MessageRow{Message::ChapterUnknown, "--chapter %1: no such chapter: choose from %2",
               "--chapter %1：没有这一章：可选 %2"},
    MessageRow{Message::SettingMalformed, "--set %1: is not NAME=VALUE",
               "--set %1：应写成 名字=值"},
    MessageRow{Message::NoParameters, "--set %1: %2 has no parameters", "--set %1：%2 没有参数"},
    MessageRow{Message::ParameterUnknown, "--set %1: %2 has no such parameter: it has %3",
               "--set %1：%2 没有这个参数：它有 %3"},
    MessageRow{Message::PaceMalformed, "--pace %1: is not a number of seconds from 0 to 3600",
               "--pace %1：应为 0 到 3600 之间的秒数"},
    MessageRow{Message::PaceOrStep, "--pace and --step exclude each other: see seeipc play --help",
               "--pace 和 --step 不能同时使用：用法见 seeipc play --help"},
    MessageRow{Message::PlayNeedsOne,
               "play: which demo? Give an id (seeipc list shows them) or a file",
               "play：播放哪个演示？请给出 id（seeipc list 列出全部）或文件"},
    MessageRow{Message::ExportNeedsOne,
               "export-c: which demo? Give an id (seeipc list shows them) or a file",
               "export-c：导出哪个演示？请给出 id（seeipc list 列出全部）或文件"},
    MessageRow{Message::CheckWhat,
               "check: what? Give either ids or files, or --chapter C, or --all",
               "check：检查什么？请给出 id 或文件，或者 --chapter C，或者 --all"},
    MessageRow{Message::SummaryList, "the demos", "列出演示"},
    MessageRow{Message::SummaryPlay, "plays a demo in the terminal", "在终端里播放一个演示"},
    MessageRow{Message::SummaryCheck,
               "runs demos and holds every expectation against what was seen",
               "运行演示，逐条核对期望与实际所见"},
    MessageRow{Message::SummaryExport, "writes a demo as one C program",
               "把一个演示写成一个 C 程序"},
    MessageRow{Message::Help,
               R"(SeeIPC shows Linux inter-process communication as it happens: real processes make
real system calls, and the kernel is asked what is going on.

  seeipc           opens the window
%1
Each command has its own help: seeipc COMMAND --help

Options of every command:
  --lang en|zh_CN   the language (default: of the locale)
  --help            this text
  --version         the version (without a command)

Exit status: 0 done; 1 an expectation failed or a run broke off; 2 it could not run.
)",
               R"(SeeIPC 把 Linux 进程间通信的经过原样演示出来：真实的进程做真实的系统调用，
实况则向内核询问。

  seeipc           打开窗口
%1
每个命令都有自己的说明：seeipc 命令 --help

各命令通用的选项：
  --lang en|zh_CN   语言（默认取决于 locale）
  --help            本说明
  --version         版本（不带命令时）

退出状态：0 完成；1 有期望不符，或运行中断；2 无法运行。
)"},
    MessageRow{Message::HelpList,
               R"(seeipc list [--chapter C] [--json]

Lists the demos that come with SeeIPC, by chapter.

  --chapter C   only this chapter
  --json        as one JSON object: {"scenarios": [{"id", "chapter", "title", "lesson",
                "cure", "file", "workers", "parameters", "expectations"}]}
)",
               R"(seeipc list [--chapter C] [--json]

按章列出 SeeIPC 自带的演示。

  --chapter C   只列这一章
  --json        输出一个 JSON 对象：{"scenarios": [{"id", "chapter", "title", "lesson",
                "cure", "file", "workers", "parameters", "expectations"}]}
)"},
    MessageRow{Message::HelpPlay,
               R"(seeipc play ID|FILE [--set K=V]... [--pace SECONDS | --step] [--json]

Plays one demo. On a terminal: a picture that is redrawn in place, with the fill of the
channels, what each process is doing and the narrator's two lines; Space holds the
processes, q or Ctrl+C ends. A channel's numbers stand with their source and age:
reported by a call, sampled from the kernel, or inferred ("≈" where a guess); the sums of
a process are what it reports. Piped: a line per event with time, process, call = result
and fill, and the narrator's sentence behind a "#" where it changes, every number in
plain digits; it ends by itself (a demo that goes on until it is stopped: after 40
calls, some more at full speed).

  --set K=V        sets a parameter of the demo (seeipc list --json shows them)
  --pace SECONDS   between two calls of a process; 0 = full speed
                   (default: 1 on a terminal, 0.05 piped)
  --step           Enter or Space lets a process run to the next change: somebody falls
                   asleep, wakes or ends, a call comes out otherwise, or another step of
                   the demo is next; . makes one call. If several can it asks which; q
                   ends. Without a terminal each line of standard input does one of
                   both: an empty one runs on, "." is one call; behind it, or alone, may
                   stand the number or the name of the process
  --json           one JSON object a line, by its "event":
                   session   scenario, title, parameters, pace, namespace,
                             namespaceRefused, pageSize, processes, channels
                   entered, returned, gate
                             a call that lasts, one that has returned, one that is next:
                             call, text, iteration; returned also entered, result,
                             errno, queuedBytes, payload (its first bytes, C escapes)
                   started, state, ended, handled, fill, disagreement, refused, lost,
                   hold, parameter
                   question  candidates (--step)
                   end       ended, hidden, processes, channels
                   All: time (seconds since the start), source (reported by the
                   process, sampled from the kernel, inferred), process; processState
                   and channelState as they are after it; narrator {what, why}, every
                   number in plain digits, and waits where they change; setBack true:
                   it stands behind a later one that was its cause, late true: it was
                   told late. processState "unseen": nobody looked from here on, as
                   SeeIPC itself did not run. A number of a channel is {value, source,
                   age, refused}; null = not known. A process that is foreign true has
                   become another program by execve(2): its calls are those until then

Exit status: 0 played; 1 broke off; 2 could not run; 130 ended by Ctrl+C.
)",
               R"(seeipc play ID|FILE [--set K=V]... [--pace 秒 | --step] [--json]

播放一个演示。在终端里：原地刷新的画面，显示通道的填充量、每个进程在做什么，以及
解说的两行话；空格暂停进程，q 或 Ctrl+C 结束。通道的数值都带来源和时间：调用报告的、
向内核采样的，或推断的（拿不准的标“≈”）；进程的累计数由它自己报告。输出到管道时：
每个事件一行，有时间、进程、调用 = 结果和填充量；解说变化时另起一行，以 # 开头；数字
不分组；会自己结束（一直运行的演示在 40 次调用后结束，
全速时会多一些）。

  --set K=V        设置演示的参数（seeipc list --json 列出参数）
  --pace 秒        同一进程两次调用之间的间隔；0 = 全速
                   （默认：终端上 1 秒，管道里 0.05 秒）
  --step           回车或空格让进程走到有变化为止：有进程睡着、醒来或结束，调用的结果
                   不同了，或者轮到演示的另一步；. 只走一次调用。能走的进程不止一个时
                   会问走哪个；q 结束。没有终端时标准输入的每一行走一次：空行走到有变化
                   为止，“.”只走一次调用；后面（或单独）可以写进程的序号或名字
  --json           每行一个 JSON 对象，按 "event" 区分：
                   session   scenario, title, parameters, pace, namespace,
                             namespaceRefused, pageSize, processes, channels
                   entered, returned, gate
                             迟迟未返回的调用、已返回的调用、下一个调用：
                             call, text, iteration；returned 还有 entered, result,
                             errno, queuedBytes, payload（开头的字节，C 转义）
                   started, state, ended, handled, fill, disagreement, refused, lost,
                   hold, parameter
                   question  candidates（--step）
                   end       ended, hidden, processes, channels
                   共有：time（开始以来的秒数），source（reported 进程自报，sampled
                   向内核询问，inferred 推断），process；processState 和
                   channelState 是事件之后的状态；narrator {what, why}（数字不分组）
                   和 waits 在变化时出现；setBack 为 true：排在时间更晚、但是它的原因的事件之后；
                   late 为 true：补报。processState 为 "unseen"：从这时起没有观察，因为
                   SeeIPC 自己没有运行。通道的数值是 {value, source, age, refused}；null = 未知。
                   进程的 foreign 为 true：已由 execve(2) 换成别的程序，calls 只到那时为止

退出状态：0 播放完毕；1 中断；2 无法运行；130 被 Ctrl+C 结束。
)"},
    MessageRow{Message::HelpCheck,
               R"(seeipc check ID|FILE... [--json]
seeipc check --chapter C | --all [--json]

Runs demos for real, in each of their variants, and holds every expectation against what
was seen. An expectation that could not be seen counts as failed. A run that has not
ended after 120 s is broken off and has failed. A demo that this machine cannot run is
skipped, and told why.

  --chapter C   the demos of this chapter
  --all         every demo that comes with SeeIPC
  --json        as one JSON object: {"scenarios": [{"id", "outcome": "passed", "failed" or
                "skipped", "skipped", "runs": [{"variant", "seconds", "problem",
                "expectations": [{"place", "text", "proves", "outcome": "proved",
                "refuted" or "unknown", "seen"}]}]}], "passed", "failed", "skipped"}

The last line is "N passed, N failed, N skipped".
Exit status: 0 all passed; 1 some failed; 2 could not run; 130 ended by Ctrl+C.
)",
               R"(seeipc check ID|FILE... [--json]
seeipc check --chapter C | --all [--json]

真实运行演示（每个变体都运行），逐条核对期望与实际所见。看不到的期望算失败。120 秒后
仍未结束的运行会被中断，算失败。本机无法运行的演示会跳过，并说明原因。

  --chapter C   这一章的演示
  --all         SeeIPC 自带的全部演示
  --json        输出一个 JSON 对象：{"scenarios": [{"id", "outcome": "passed"、"failed"
                或 "skipped", "skipped", "runs": [{"variant", "seconds", "problem",
                "expectations": [{"place", "text", "proves", "outcome": "proved"、
                "refuted" 或 "unknown", "seen"}]}]}], "passed", "failed", "skipped"}

最后一行总是 "N passed, N failed, N skipped"。
退出状态：0 全部通过；1 有失败；2 无法运行；130 被 Ctrl+C 结束。
)"},
    MessageRow{Message::HelpExport,
               R"(seeipc export-c ID|FILE [--set K=V]...

Writes one demo to standard output as a C program that stands alone: what each process
does as a function, and a main() that starts them and lets each go on when its turn has
come. It needs nothing but Linux and a C compiler, and makes the same calls with the same
results as the demo.

  --set K=V   sets a parameter of the demo (seeipc list --json shows them)
  --lang en|zh_CN
              the language of its comments

    seeipc export-c pipe-hello > hello.c
    gcc -std=c17 -Wall -Wextra -Werror -o hello hello.c
    strace -f ./hello

Exit status: 0 written; 1 standard output could not be written; 2 there is no such demo.
)",
               R"(seeipc export-c ID|FILE [--set K=V]...

把一个演示写成一个独立的 C 程序，输出到标准输出：每个进程做的事写成一个函数，
main() 负责启动它们，并在轮到时放行。只需要 Linux 和 C 编译器；它做的系统调用和
结果与演示相同。

  --set K=V   设置演示的参数（seeipc list --json 列出参数）
  --lang en|zh_CN
              注释的语言

    seeipc export-c pipe-hello > hello.c
    gcc -std=c17 -Wall -Wextra -Werror -o hello hello.c
    strace -f ./hello

退出状态：0 已写出；1 标准输出写不进去；2 没有这个演示。
)"},
    MessageRow{Message::OutputUnwritable, "standard output cannot be written: %1",
               "标准输出写不了：%1"},
    MessageRow{
        Message::NamespaceRefused,
        "the kernel refused namespaces of our own (%1): the demo runs in the machine's, where "
        "other programs can see it",
        "内核不让我们用自己的命名空间（%1）：演示改在本机的命名空间里运行，别的程序也看得见"},
    MessageRow{Message::StateNotStarted, "not started", "未启动"},
    MessageRow{Message::StateRunning, "running", "运行中"},
    MessageRow{Message::StateInCall, "in %1", "在 %1 中"},
    MessageRow{Message::StatePace, "waits its turn: %1", "等轮到它：%1"},
    MessageRow{Message::StateHeld, "held before %1", "停在 %1 之前"},
    MessageRow{Message::StateCondition, "the demo lets it wait before %1", "演示让它等在 %1 之前"},
    MessageRow{Message::StateSample, "stands still while we look", "停下来让我们看"},
    MessageRow{Message::StateAsleep, "asleep in %1", "睡在 %1"},
    MessageRow{Message::StateStopped, "stopped by a signal", "被信号停住"},
    MessageRow{Message::StateUnseen, "? not looked at: SeeIPC itself did not run",
               "？没有观察：SeeIPC 自己没有运行"},
    MessageRow{Message::StateZombie, "ended, nobody has waited for it yet",
               "已结束，还没有人 wait 它"},
    MessageRow{Message::StateUnawaited, "ended, nobody here is left to wait for it",
               "已结束，这里已没有谁能 wait 它"},
    MessageRow{Message::StateGone, "gone with the session, nobody saw how",
               "随会话一起结束，没人看到怎么结束的"},
    MessageRow{Message::StateExited, "exited with %1", "退出，状态 %1"},
    MessageRow{Message::StateKilled, "killed by %1", "被 %1 杀死"},
    MessageRow{Message::StateEnded, "ended, nobody can say how", "已结束，怎样结束的无从得知"},
    MessageRow{Message::ProcessStarted, "started, pid %1", "启动，pid %1"},
    MessageRow{Message::ObservationRefused, "the kernel would not say (%1)", "内核拒绝提供（%1）"},
    MessageRow{Message::CallsLost, "%1 {call|calls} not seen one by one", "%1 次调用没能逐一看到"},
    MessageRow{Message::FillDisagrees, "%1: FIONREAD says %2 ≠ %3, to which the calls add up",
               "%1：FIONREAD 说 %2 ≠ 按调用累计的 %3"},
    MessageRow{Message::SentByHand, "%1 sent by hand", "手动发送了 %1"},
    MessageRow{Message::Repeated, "%1, %2 more {time|times}", "%1，又 %2 次"},
    MessageRow{Message::EventsHidden, "%1 more {call|calls} until it ended",
               "到结束为止还有 %1 次调用"},
    MessageRow{Message::Fill, "%1 of %2 bytes", "%1/%2 字节"},
    MessageRow{Message::SlotsOf, "%1 of %2 {slot|slots}", "%1/%2 个槽"},
    MessageRow{Message::SlotsOfBrief, "%1/%2 {slot|slots}", "%1/%2 个槽"},
    MessageRow{Message::FillParts, "%1, %2, %3", "%1，%2，%3"},
    MessageRow{Message::FillPartsBrief, "%1, %2", "%1，%2"},
    MessageRow{Message::SourceReported, "reported %1 s ago", "%1 秒前报告"},
    MessageRow{Message::SourceSampled, "sampled %1 s ago", "%1 秒前采样"},
    MessageRow{Message::SourceInferred, "inferred %1 s ago", "%1 秒前推断"},
    MessageRow{Message::SourceRefused, "refused: %1", "内核拒绝提供：%1"},
    MessageRow{Message::SourceNone, "never told", "从未得知"},
    MessageRow{Message::SourcesOfChannel, "capacity %1, slots inferred from the calls",
               "容量 %1，槽由调用推断"},
    MessageRow{Message::SourceOfFill, "fill %1, %2", "填充量 %1，%2"},
    MessageRow{Message::StateFor, "%1 for %2 s", "%1，已 %2 秒"},
    MessageRow{Message::ProcessesMore, "and %1 {process|processes} more", "还有 %1 个进程"},
    MessageRow{Message::TerminalTooSmall, "too small: needs %1 x %2", "窗口太小：至少 %1×%2"},
    MessageRow{Message::ChannelGone, "gone: its last descriptor was closed",
               "没了：最后一个描述符已关闭"},
    MessageRow{Message::FillOfChannel, "%1: %2 {byte|bytes}", "%1：%2 字节"},
    MessageRow{Message::Calls, "%1 {call|calls}", "%1 次调用"},
    MessageRow{Message::SumWritten, ", wrote %1 {byte|bytes}", "，写 %1 字节"},
    MessageRow{Message::SumRead, ", read %1 {byte|bytes}", "，读 %1 字节"},
    MessageRow{Message::SumWrittenBrief, ", wrote %1", "，写 %1"},
    MessageRow{Message::SumReadBrief, ", read %1", "，读 %1"},
    MessageRow{Message::ProcessSum, "%1: %2; %3, wrote %4 {byte|bytes}, read %5 {byte|bytes}",
               "%1：%2；%3，写 %4 字节，读 %5 字节"},
    MessageRow{Message::ProcessSumInferred,
               "%1: %2; %3, wrote ≈ %4 {byte|bytes} (inferred), read %5 {byte|bytes}",
               "%1：%2；%3，写 ≈ %4 字节（推断），读 %5 字节"},
    MessageRow{Message::ProcessSumUntilExec, "%1: %2; %3 until execve(), nothing is told since",
               "%1：%2；execve() 之前 %3，之后的无从得知"},
    MessageRow{Message::SumMoved, ", moved %1 {byte|bytes} by tee and splice",
               "，用 tee 和 splice 搬运 %1 字节"},
    MessageRow{Message::CallsUntilExec, "%1 until execve()", "execve() 之前 %1"},
    MessageRow{Message::StepQuestion, "which process goes on? %1", "让哪个进程走？%1"},
    MessageRow{Message::HintPlay, "Space holds the processes, q ends", "空格：暂停进程；q：结束"},
    MessageRow{Message::HintHeld, "the processes are held: Space lets them go, q ends",
               "进程已暂停：空格继续；q：结束"},
    MessageRow{Message::HintRun, "%1 runs on to the next change: Space stops it, q ends",
               "%1 在走，有变化就停：空格让它停下；q：结束"},
    MessageRow{Message::HintStep, "Enter: %1 runs to the next change: %2; . one call; q ends",
               "回车：%1 走到有变化为止：%2；.：只走一次调用；q：结束"},
    MessageRow{Message::HintSteps, "Enter: on to the next change; . one call; q ends",
               "回车：走到有变化为止；.：只走一次调用；q：结束"},
    MessageRow{Message::EndedHopeless, "nobody can wake anybody any more: ended here",
               "谁也叫不醒谁了：到此为止"},
    MessageRow{Message::CheckPassed, "passed  %1: %2 of %3 proved, %4 s",
               "通过  %1：%3 条中证实 %2 条，%4 秒"},
    MessageRow{Message::CheckFailed, "FAILED  %1: %2 of %3 proved, %4 s",
               "失败  %1：%3 条中证实 %2 条，%4 秒"},
    MessageRow{Message::CheckSkipped, "skipped %1: %2", "跳过  %1：%2"},
    MessageRow{Message::NeedsCapSysResource, "its processes would need CAP_SYS_RESOURCE here",
               "它的进程在这里需要 CAP_SYS_RESOURCE"},
    MessageRow{Message::NeedsNoCapSysResource,
               "its processes have CAP_SYS_RESOURCE here, no limit stops them",
               "它的进程在这里有 CAP_SYS_RESOURCE，上限拦不住"},
    MessageRow{Message::NeedsPacketMode, "this kernel refuses O_DIRECT for pipes",
               "这个内核不允许管道使用 O_DIRECT"},
    MessageRow{Message::NeedsBash, "it needs bash, which is not installed",
               "它需要 bash，本机没有安装"},
    MessageRow{Message::NeedsDash, "it needs dash, which is not installed",
               "它需要 dash，本机没有安装"},
    MessageRow{Message::NeedsSharedDescriptors,
               "Yama (ptrace_scope) keeps its processes from each other's descriptors",
               "Yama（ptrace_scope）不让它的进程取得彼此的描述符"},
    MessageRow{Message::NeedsUnusedUser,
               "one of its processes must become a user that nobody is, which only root can do",
               "它的一个进程要变成没人用的用户，只有 root 能做"},
    MessageRow{Message::NeedsPipeBudget,
               "it needs a limit pipe-user-pages-soft that 8192 descriptors can use up",
               "它需要 8192 个描述符就能用完的 pipe-user-pages-soft 上限"},
    MessageRow{Message::CheckProves, "it proves: %1", "它要证明：%1"},
    MessageRow{Message::CheckRefuted, "seen instead: %1", "实际看到：%1"},
    MessageRow{Message::CheckUnknown, "not proved: %1", "未能证实：%1"},
    MessageRow{Message::CheckTooLong, "not ended after %1 s: %2", "%1 秒后仍未结束：%2"},
    MessageRow{Message::CheckStuck, "it never ended: %1", "它没有结束：%1"},
    MessageRow{Message::CheckSums, "%1 passed, %2 failed, %3 skipped",
               "%1 passed, %2 failed, %3 skipped"},
    MessageRow{Message::SeenNoReturn, "the call never returned", "这个调用从未返回"},
    MessageRow{Message::SeenLost, "%1 of its calls counted but not kept",
               "它的调用有 %1 次只计了数，没有留下记录"},
    MessageRow{Message::SeenInRound, "%1, at its return number %2", "%1（第 %2 次返回）"},
    MessageRow{Message::SeenCount, "%1 {return|returns}", "返回了 %1 次"},
    MessageRow{Message::SeenAtLeast, "at least %1; some calls counted but not kept",
               "至少%1；有的调用只计了数，没有留下记录"},
    MessageRow{Message::SeenMostQueued, "at most %1 {byte|bytes} waiting", "里面最多 %1 字节"},
    MessageRow{Message::SeenOnlyStart, "only the first %1 of %2 bytes are on record",
               "%2 字节中只记录了前 %1 字节"},
    MessageRow{Message::SeenNoFill, "nobody was asked for the fill at it", "当时没有人问过填充量"},
    MessageRow{Message::SeenNoValue, "nothing was collected", "什么也没收集到"},
    MessageRow{Message::SeenBytes, "%1 {byte|bytes}", "%1 字节"},
    MessageRow{Message::SeenRuns, "the bytes are %1", "字节依次是 %1"},
    MessageRow{Message::SeenTorn, "%1 torn {record|records}", "%1 条被切断的记录"},
    MessageRow{Message::SeenNoNumber, "%1 is not the number", "%1 不是这个数"},
    MessageRow{Message::SeenHandled, "its handlers ran %1 {time|times}",
               "信号处理函数运行了 %1 次"},
    MessageRow{Message::SeenValue, "%1 {byte|bytes}, %2", "%1 字节，%2"},
    MessageRow{Message::SeenByte, "byte %1 is %2, not %3", "第 %1 字节是 %2，而不是 %3"},
    MessageRow{Message::SeenNoEnd, "its end was not seen", "没有看到它结束"},
    MessageRow{Message::SeenExit, "exited with %1", "退出，状态 %1"},
    MessageRow{Message::SeenKilled, "killed by %1", "被 %1 杀死"},
    MessageRow{Message::SeenNoInstant, "its instant never came", "那一刻从未到来"},
    MessageRow{Message::SeenNoLook, "nobody could be asked at that instant", "那一刻没有谁可以问"},
    MessageRow{Message::SeenRefusal, "the kernel would not say (%1)", "内核拒绝提供（%1）"},
    MessageRow{Message::SeenFill, "%1 {byte|bytes} waiting", "里面有 %1 字节"},
    MessageRow{Message::SeenCapacity, "capacity %1", "容量 %1"},
    MessageRow{Message::SeenReadEnds, "%1 {descriptor|descriptors} of the read end",
               "读端描述符 %1 个"},
    MessageRow{Message::SeenWriteEnds, "%1 {descriptor|descriptors} of the write end",
               "写端描述符 %1 个"},
    MessageRow{Message::SeenAwake, "%1 was not asleep in %2", "%1 没有睡在 %2 里"},
    MessageRow{Message::SeenNotForEver, "%1 could be woken in the end", "%1 最后还能被唤醒"},
    MessageRow{Message::SeenCore, "it left a core", "留下了 core"},
    MessageRow{Message::SeenNoCore, "it left no core", "没有留下 core"},
    MessageRow{Message::Failure, "%1: %2: %3", "%1：%2：%3"},
    MessageRow{Message::WorkSession, "cannot set up the session", "会话无法建立"},
    MessageRow{Message::WorkStart, "cannot start a process of the demo", "演示的进程无法启动"},
    MessageRow{Message::WorkUser, "a process of the demo cannot become a user that nobody is",
               "演示的进程无法变成没人用的用户"},
    MessageRow{Message::WorkDirectory, "cannot make the session's directory", "会话的目录无法建立"},
    MessageRow{Message::WorkMemory,
               "cannot get the memory that the session shares with its processes",
               "会话与进程共用的内存要不到"},
    MessageRow{Message::WorkProc,
               "cannot see any process: %1: %2: mount /proc (mount -t proc proc /proc)",
               "看不到任何进程：%1：%2：请挂载 /proc（mount -t proc proc /proc）"},
    MessageRow{Message::WorkStewardGone,
               "the session has broken off: its steward was killed, and all its processes with it: "
               "start it again",
               "会话中断：管家进程被杀，它的全部进程也随之结束：请重新开始"},
    MessageRow{Message::WorkStewardSlow,
               "cannot start the session: its steward did not answer in time: the machine is very "
               "busy, try again",
               "会话无法启动：管家进程迟迟没有应答：机器太忙，请再试一次"},
    MessageRow{Message::RemedyNone, "", ""},
    MessageRow{Message::RemedyEmfile, ": raise the limit on open files (ulimit -n)",
               "：请提高打开文件数的限制（ulimit -n）"},
    MessageRow{Message::RemedyEnfile,
               ": the whole machine has too many files open (sysctl fs.file-max)",
               "：整台机器打开的文件太多（sysctl fs.file-max）"},
    MessageRow{Message::RemedyFileSize, ": raise the limit on file sizes (ulimit -f)",
               "：请提高文件大小的限制（ulimit -f）"},
    MessageRow{
        Message::RemedyProcesses,
        ": raise the limit on processes (ulimit -u, or pids.max of the control group) or end some",
        "：请提高进程数的限制（ulimit -u，或控制组的 pids.max），或结束一些进程"},
    MessageRow{Message::RemedyMemory,
               ": free some memory, or raise its limit (ulimit -v, ulimit -l, memory.max of the "
               "control group)",
               "：请腾出内存，或提高限制（ulimit -v、ulimit -l，或控制组的 memory.max）"},
    MessageRow{Message::RemedyWorker,
               ": seeipc-worker belongs beside seeipc or in ../libexec/seeipc, executable",
               "：seeipc-worker 应在 seeipc 旁边或 ../libexec/seeipc 中，并且可执行"},
    MessageRow{Message::RemedyUser, ": only root can do this, and some containers forbid it",
               "：只有 root 能这样做，有些容器也不许"},
    MessageRow{Message::RemedyDirectory,
               ": set XDG_RUNTIME_DIR to a folder of yours, or make /tmp writable",
               "：请让 XDG_RUNTIME_DIR 指向自己的文件夹，或让 /tmp 可写"},
};
static_assert(table.size()
              == static_cast<std::size_t>(Message::Count)
                     - static_cast<std::size_t>(firstCommandMessage));

} // namespace

std::span<const MessageRow> commandMessages()
{
    return table;
}

} // namespace seeipc
