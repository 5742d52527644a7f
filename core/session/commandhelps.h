// SPDX-License-Identifier: MIT
// What `seeipc --help` and the helps of its commands say.
#pragma once

#include "session/messages.h"

namespace seeipc {

inline constexpr MessageRow helpRow{
    Message::Help,
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
)"};

inline constexpr MessageRow helpListRow{Message::HelpList,
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
)"};

inline constexpr MessageRow helpPlayRow{
    Message::HelpPlay,
    R"(seeipc play ID|FILE [--set K=V]... [--pace SECONDS | --step] [--json]

Plays one demo. On a terminal: a picture that is redrawn in place, with the fill of the
channels, what each process is doing and the narrator's two lines; Space holds the
processes, q or Ctrl+C ends. A channel's numbers stand with their source and age:
reported by a call, sampled from the kernel, or inferred ("≈" where a guess); the sums of
a process are what it reports. Piped: a line per event with time, process, call = result
and fill, and the narrator's sentence behind a "#" where it changes, every number in
plain digits. Lines stand in the order of cause and effect: a call that came back sooner
than what woke it, or was told late, says so behind its line, and its time is lower than
the one before. It ends by itself (a demo that goes on until it is stopped: after 40
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
                             errno, queuedBytes, payload (its first bytes, or those
                             from payloadAt on; C escapes)
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
不分组。各行按因果排列：比唤醒它的调用先返回的，或补报的，会在行尾注明，它的时间比上一行
早。会自己结束（一直运行的演示在 40 次调用后结束，
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
                             errno, queuedBytes, payload（开头的字节，有 payloadAt
                             时从那里起；C 转义）
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
)"};

inline constexpr MessageRow helpCheckRow{Message::HelpCheck,
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
)"};

inline constexpr MessageRow helpExportRow{Message::HelpExport,
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
)"};

} // namespace seeipc
