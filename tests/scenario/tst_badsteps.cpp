// SPDX-License-Identifier: MIT
// Steps that name what is not there, or what cannot be. A row: what is wrong, the place
// that is told, the sentence, the file.
#include "badfile.h"

#include <QTest>

using namespace seeipc;
using namespace seeipc::badfile;

namespace {

const BadFile table[] = {
    {"workers list", ": workers", "is a list, must be an object: {...}", demo({.workers = "[]"})},
    {"workers empty", ": workers", "has 0 workers, 1 to 64 would be right",
     demo({.workers = "{}"})},
    {"65 workers", ": workers", "has 65 workers, 1 to 64 would be right",
     demo({.workers = "{" + many(R"("w%": [])", 65) + "}"})},
    {"worker name", ": workers.a b",
     R"("a b" is no name: 1 to 32 letters, digits, _ and -, a letter first)",
     demo({.workers = R"({"a b": []})"})},
    {"worker name path", ": workers.../a",
     R"("../a" leads out of the demo's directory: a name is 1 to 32 letters, digits, _ and -)",
     demo({.workers = R"({"../a": []})"})},
    {"worker number", ": workers.a", R"(must be a list of steps, or an object with "steps")",
     demo({.workers = R"({"a": 1})"})},
    {"worker head no steps", ": workers.a", R"(needs "steps", for example "steps": [...])",
     demo({.workers = R"({"a": {"pace": 50}})"})},
    {"worker head user", ": workers.a.user",
     R"(must be "unused", a user that has no account and no process, or "plain", without any privilege)",
     demo({.workers = R"({"a": {"user": "other", "steps": []}})"})},
    {"worker head user of a child", ": workers.b.user", "a forked child is what its parent is",
     demo({.workers = R"({"a": [{"call": "fork", "child": "b"}],
                          "b": {"user": "plain", "steps": []}})"})},
    {"file of proc", ": workers.a[0].path",
     R"("mem" is no file of /proc that a demo may read: there are syscall, wchan, stat)",
     demo({.workers = R"({"a": [{"call": "open", "path": "proc:a/mem", "flags": "O_RDONLY"}]})"})},
    {"file of proc without a name", ": workers.a[0].path",
     R"("" is no file of /proc that a demo may read: there are syscall, wchan, stat)",
     demo({.workers = R"({"a": [{"call": "open", "path": "proc:a", "flags": "O_RDONLY"}]})"})},
    {"proc of nobody", ": workers.a[0].path", R"(there is no worker "1": there is only a)",
     demo({.workers = R"({"a": [{"call": "open", "path": "proc:1/stat", "flags": "O_RDONLY"}]})"})},
    {"worker head user of a parent", ": workers.a.user",
     "is for a worker without a parent or a child in the demo",
     demo({.workers = R"({"a": {"user": "unused", "steps": [{"call": "fork", "child": "b"}]},
                          "b": []})"})},
    {"rounds without a brace", ": workers.a[0].repeat", R"(has no "}" at its end)",
     demo({.workers = R"({"a": [{"repeat": "{5", "do": [{"call": "pipe"}]}]})"})},
    {"rounds that a run tells", ": workers.a[0].repeat",
     "is read before the run: only numbers and files of /proc/sys are known then",
     demo({.workers = R"({"a": [{"repeat": "{x + 1}", "do": [{"call": "pipe"}]}]})"})},
    {"worker head unknown", ": workers.a.step", R"(is an unknown key: did you mean "steps"?)",
     demo({.workers = R"({"a": {"step": []}})"})},
    {"worker pace", ": workers.a.pace", "is 0, must be a whole number from 1 to 10000",
     demo({.workers = R"({"a": {"pace": 0, "steps": []}})"})},
    {"worker pace word", ": workers.a.pace", R"(must be a number of per cent, or "$parameter")",
     demo({.workers = R"({"a": {"pace": "fast", "steps": []}})"})},
    {"step number", ": workers.a[0]", "is a number, must be an object: {...}",
     demo({.workers = R"({"a": [5]})"})},
    {"step empty", ": workers.a[0]", R"(a step needs "call" or "repeat")",
     demo({.workers = R"({"a": [{}]})"})},
    {"step require", ": workers.a[0].require", R"("require" is not supported yet)",
     demo({.workers = R"({"a": [{"require": "a ended"}]})"})},
    {"step call number", ": workers.a[0].call", "is a number, must be a text in quotation marks",
     demo({.workers = R"({"a": [{"call": 1}]})"})},
    {"unknown call", ": workers.a[0].call", R"(there is no call "raed": did you mean "read"?)",
     demo({.workers = R"({"a": [{"call": "raed"}]})"})},
    {"unknown call far", ": workers.a[0].call",
     R"(there is no call "frobnicate": there are close, dup2, fork, wait, waitpid, pause, sigprocmask, sigwaitinfo, setsid, unshare, kill, sigaction, ...)",
     demo({.workers = R"({"a": [{"call": "frobnicate"}]})"})},
    {"later call", ": workers.a[0].call", R"("shmget" is not supported yet)",
     demo({.workers = R"({"a": [{"call": "shmget", "path": "f"}]})"})},
    {"path out", ": workers.a[0].path",
     R"("../../etc/passwd" leads out of the demo's directory: the plain name of a file in it would be right)",
     demo({.workers = R"({"a": [{"call": "mkfifo", "path": "../../etc/passwd"}]})"})},
    {"path abs", ": workers.a[0].path",
     R"("/etc/passwd" leads out of the demo's directory: the plain name of a file in it would be right)",
     demo({.workers = R"({"a": [{"call": "open", "path": "/etc/passwd"}]})"})},
    {"channel path", ": workers.a[0].makes",
     R"("../p" leads out of the demo's directory: a name is 1 to 32 letters, digits, _ and -)",
     demo({.workers = R"({"a": [{"call": "pipe", "makes": "../p"}]})"})},
    {"stdin of a child", ": workers.b.stdin",
     "a forked child has its parent's: give it to that one",
     demo({.workers =
               R"({"a": [{"call": "fork", "child": "b"}], "b": {"stdin": "x", "steps": []}})"})},
    {"initial", ": workers.a[0].initial[1]", "is 3, must be a whole number from 0 to 2",
     demo({.workers = R"({"a": [{"call": "pipe", "makes": "p", "initial": [0, 3]}]})"})},
    {"program", ": workers.a[0].program",
     R"("sh" is not possible here: there are printf, wc-c, yes, head-n-1, bash-ulimit-p, bash-ulimit-p-16, dash-ulimit-p, grep-fdinfo, mkfifo-door, ls-l-door, sh-echo-door)",
     demo({.workers = R"({"a": [{"call": "execve", "program": "sh"}]})"})},
    {"makes descriptor twice", ": workers.a[1].makes",
     R"(another step makes "d" already: choose another name)",
     demo(
         {.workers =
              R"({"a": [{"call": "dup", "fd": 0, "makes": "d"}, {"call": "dup", "fd": 0, "makes": "d"}]})"})},
    {"made later", ": workers.a[0].fd",
     R"("d" is made only later: move the step that makes it before this)",
     demo(
         {.workers =
              R"({"a": [{"call": "close", "fd": "d"}, {"call": "dup", "fd": 0, "makes": "d"}]})"})},
    {"flags word", ": workers.a[0].events",
     R"("POLLIN|POLLOUD" is not possible here: words joined by "|" or a number: there are POLLIN, POLLOUT, POLLERR, POLLHUP, POLLNVAL)",
     demo({.workers = R"({"a": [{"call": "poll", "fd": 0, "events": "POLLIN|POLLOUD"}]})"})},
    {"path of no channel", ": workers.a[0].path", R"(there is no channel "q": there is none)",
     demo({.workers = R"({"a": [{"call": "open", "path": "procfd:q[0]", "flags": "O_RDONLY"}]})"})},
    {"path down", ": workers.a[0].path",
     R"("d/e/f" is no name of a file: a name, or two with "/" between them, would be right)",
     demo({.workers = R"({"a": [{"call": "open", "path": "d/e/f", "flags": "O_RDONLY"}]})"})},
    {"path up", ": workers.a[0].path",
     R"("d/.." leads out of the demo's directory: the plain name of a file in it would be right)",
     demo({.workers = R"({"a": [{"call": "stat", "path": "d/.."}]})"})},
    {"path here", ": workers.a[0].path",
     R"("." is no name of a file: a name, or two with "/" between them, would be right)",
     demo({.workers = R"({"a": [{"call": "unlink", "path": "."}]})"})},
    {"path empty", ": workers.a[0].path",
     R"("" is no name of a file: a name, or two with "/" between them, would be right)",
     demo({.workers = R"({"a": [{"call": "stat", "path": ""}]})"})},
    {"path NUL", ": workers.a[0].path",
     R"("f?g" is no name of a file: a name, or two with "/" between them, would be right)",
     demo({.workers = R"({"a": [{"call": "mkfifo", "path": "f\u0000g"}]})"})},
    {"link out", ": workers.a[0].to",
     R"("/etc/passwd" is no name of a file: a name, or two with "/" between them, would be right)",
     demo({.workers = R"({"a": [{"call": "symlink", "path": "f", "to": "/etc/passwd"}]})"})},
    {"mode", ": workers.a[0].mode",
     R"("666" is no mode: permissions in octal, such as "0644", would be right)",
     demo({.workers = R"({"a": [{"call": "mkfifo", "path": "f", "mode": "666"}]})"})},
    {"FIFO as a pipe", ": workers.a[1].fd",
     R"("f" is a FIFO: it has no descriptor before an open that "makes" one)",
     demo({.workers =
               R"({"a": [{"call": "mkfifo", "path": "f"}, {"call": "close", "fd": "f[0]"}]})"})},
    {"makes many", ": workers.a[0].makes", R"("makes: NAME[]" is not supported yet)",
     demo({.workers = R"({"a": [{"call": "pipe", "makes": "p[]"}]})"})},
    {"makes twice", ": workers.a[1].makes", R"(this worker makes "p" twice: choose another name)",
     demo({.workers =
               R"({"a": [{"call": "pipe", "makes": "p"}, {"call": "pipe", "makes": "p"}]})"})},
    {"makes loop", ": workers.a[0].do[0].makes",
     R"(a loop would make "p" many times: make it before the loop)",
     demo({.workers = R"({"a": [{"repeat": 2, "do": [{"call": "pipe", "makes": "p"}]}]})"})},
    {"17 channels", ": workers.a[16].makes", "makes more than 16 channels",
     demo({.workers = R"({"a": [)" + many(R"({"call": "pipe", "makes": "p%"})", 17) + "]}"})},
    {"unknown key", ": workers.a[1].fb", R"(is an unknown key: did you mean "fd"?)",
     demo({.workers =
               R"({"a": [{"call": "pipe", "makes": "p"}, {"call": "close", "fb": "p[0]"}]})"})},
    {"missing fd", ": workers.a[1]", R"(needs "fd", for example "fd": "p[0]")",
     demo({.workers = R"({"a": [{"call": "pipe", "makes": "p"}, {"call": "close"}]})"})},
    {"later key", ": workers.a[1].only", R"("only" is not supported yet)",
     demo(
         {.workers =
              R"({"a": [{"call": "pipe", "makes": "p"}, {"repeat": 1, "only": "x", "do": [{"call": "close", "fd": "p[0]"}]}]})"})},
    {"no such choice", ": workers.a[1].only",
     R"(no choice among the parameters has the word "x": there is none)",
     demo(
         {.workers =
              R"({"a": [{"call": "pipe", "makes": "p"}, {"call": "close", "fd": "p[0]", "only": "x"}]})"})},
    {"into on write", ": workers.a[1].into",
     "is an unknown key: there are call, fd, size, data, when, as, only",
     demo(
         {.workers =
              R"({"a": [{"call": "pipe", "makes": "p"}, {"call": "write", "fd": "p[1]", "data": "x", "into": "s"}]})"})},
    {"fd word", ": workers.a[1].fd",
     R"("p" is no descriptor: "p[0]" (read end), "p[1]" (write end) or a number would be right)",
     demo({.workers = R"({"a": [{"call": "pipe", "makes": "p"}, {"call": "close", "fd": "p"}]})"})},
    {"fd p[2]", ": workers.a[1].fd",
     R"("p[2]" is no descriptor: "p[0]" (read end), "p[1]" (write end) or a number would be right)",
     demo({.workers =
               R"({"a": [{"call": "pipe", "makes": "p"}, {"call": "close", "fd": "p[2]"}]})"})},
    {"fd unknown", ": workers.a[1].fd", R"(there is no channel "q": there is only p)",
     demo({.workers =
               R"({"a": [{"call": "pipe", "makes": "p"}, {"call": "close", "fd": "q[0]"}]})"})},
    {"fd owner", ": workers.a[1].fd", R"(there is no worker "b": there is only a)",
     demo({.workers =
               R"({"a": [{"call": "pipe", "makes": "p"}, {"call": "close", "fd": "b.p[0]"}]})"})},
    {"fd negative", ": workers.a[1].fd", "is -1, must be a whole number from 0 to 1048576",
     demo({.workers = R"({"a": [{"call": "pipe", "makes": "p"}, {"call": "close", "fd": -1}]})"})},
    {"fd procfd", ": workers.a[1].fd", R"(there is no worker "procfd:a": there is only a)",
     demo(
         {.workers =
              R"({"a": [{"call": "pipe", "makes": "p"}, {"call": "close", "fd": "procfd:a.p[0]"}]})"})},
    {"fd float", ": workers.a[1].fd", "is 1.5, must be a whole number from 0 to 1048576",
     demo({.workers = R"({"a": [{"call": "pipe", "makes": "p"}, {"call": "close", "fd": 1.5}]})"})},
    {"fd list", ": workers.a[1].fd", "is a list, must be a whole number from 0 to 1048576",
     demo({.workers = R"({"a": [{"call": "pipe", "makes": "p"}, {"call": "close", "fd": []}]})"})},
    {"fd before", ": workers.a[0].fd",
     R"("p" is made only later: move the step that makes it before this)",
     demo({.workers =
               R"({"a": [{"call": "close", "fd": "p[0]"}, {"call": "pipe", "makes": "p"}]})"})},
    {"fd unrelated", ": workers.b[0].fd",
     R"(b has no descriptor of "p": only a, which makes it, and those that a forks afterwards have one)",
     demo(
         {.workers =
              R"({"a": [{"call": "pipe", "makes": "p"}], "b": [{"call": "close", "fd": "p[0]"}]})"})},
    {"fd made after fork", ": workers.b[0].fd",
     R"("p" is made only later: move the step that makes it before this)",
     demo(
         {.workers =
              R"({"a": [{"call": "fork", "child": "b"}, {"call": "pipe", "makes": "p"}], "b": [{"call": "close", "fd": "p[0]"}]})"})},
    {"size absurd", ": workers.a[1].size", "is 99999999, must be a whole number from 0 to 16777216",
     demo(
         {.workers =
              R"({"a": [{"call": "pipe", "makes": "p"}, {"call": "read", "fd": "p[0]", "size": 99999999}]})"})},
    {"size huge", ": workers.a[1].size",
     "is 99999999999999999999, must be a whole number from 0 to 16777216",
     demo(
         {.workers =
              R"({"a": [{"call": "pipe", "makes": "p"}, {"call": "read", "fd": "p[0]", "size": 99999999999999999999}]})"})},
    {"size negative", ": workers.a[1].size", "is -1, must be a whole number from 0 to 16777216",
     demo(
         {.workers =
              R"({"a": [{"call": "pipe", "makes": "p"}, {"call": "read", "fd": "p[0]", "size": -1}]})"})},
    {"size text", ": workers.a[1].size", "is a text, must be a whole number from 0 to 16777216",
     demo(
         {.workers =
              R"({"a": [{"call": "pipe", "makes": "p"}, {"call": "read", "fd": "p[0]", "size": "many"}]})"})},
    {"size i outside", ": workers.a[1].size",
     R"("$i" is the round of a loop: there is none around this step)",
     demo(
         {.workers =
              R"({"a": [{"call": "pipe", "makes": "p"}, {"call": "read", "fd": "p[0]", "size": "$i"}]})"})},
    {"size that a run tells", ": workers.a[1].size",
     "is read before the run: only numbers and files of /proc/sys are known then",
     demo(
         {.workers =
              R"({"a": [{"call": "pipe", "makes": "p"}, {"call": "read", "fd": "p[0]", "size": "{x / 2}"}]})"})},
    {"size without a brace", ": workers.a[1].size", R"(has no "}" at its end)",
     demo(
         {.workers =
              R"({"a": [{"call": "pipe", "makes": "p"}, {"call": "read", "fd": "p[0]", "size": "{4096"}]})"})},
    {"size param unknown", ": workers.a[1].size", R"(there is no parameter "m": there is only n)",
     demo(
         {.workers =
              R"({"a": [{"call": "pipe", "makes": "p"}, {"call": "read", "fd": "p[0]", "size": "$m"}]})",
          .parameters = R"("n": {"type": "number", "default": 1, "atLeast": 1, "atMost": 10})"})},
    {"size param text", ": workers.a[1].size", R"(the parameter "m" is a text, must be a number)",
     demo(
         {.workers =
              R"({"a": [{"call": "pipe", "makes": "p"}, {"call": "read", "fd": "p[0]", "size": "$m"}]})",
          .parameters = R"("m": {"type": "text", "default": "hi", "atMost": 10})"})},
    {"size param range", ": workers.a[1].size",
     "the parameter goes from 1 to 999999999: here it may go from 0 to 16777216",
     demo(
         {.workers =
              R"({"a": [{"call": "pipe", "makes": "p"}, {"call": "read", "fd": "p[0]", "size": "$b"}]})",
          .parameters =
              R"("b": {"type": "number", "default": 1, "atLeast": 1, "atMost": 999999999})"})},
    {"data number", ": workers.a[1].data",
     R"(is no data: "text", "$parameter", {"fill": "A", "times": 100} or {"sequence": 251} would be right)",
     demo(
         {.workers =
              R"({"a": [{"call": "pipe", "makes": "p"}, {"call": "write", "fd": "p[1]", "data": 5}]})"})},
    {"data object", ": workers.a[1].data",
     R"(is no data: "text", "$parameter", {"fill": "A", "times": 100} or {"sequence": 251} would be right)",
     demo(
         {.workers =
              R"({"a": [{"call": "pipe", "makes": "p"}, {"call": "write", "fd": "p[1]", "data": {"full": "A"}}]})"})},
    {"data missing", ": workers.a[1]", R"(needs "data", for example "data": "hello")",
     demo({.workers =
               R"({"a": [{"call": "pipe", "makes": "p"}, {"call": "write", "fd": "p[1]"}]})"})},
    {"data size", ": workers.a[1].size",
     R"(is more than the length of the text, 3: use {"fill": "A"} for more)",
     demo(
         {.workers =
              R"({"a": [{"call": "pipe", "makes": "p"}, {"call": "write", "fd": "p[1]", "data": "abc", "size": 4}]})"})},
    {"data param size", ": workers.a[1].size",
     R"(a text parameter has its own size: leave "size" out)",
     demo(
         {.workers =
              R"({"a": [{"call": "pipe", "makes": "p"}, {"call": "write", "fd": "p[1]", "data": "$m", "size": 4}]})",
          .parameters = R"("m": {"type": "text", "default": "hi", "atMost": 10})"})},
    {"data param number", ": workers.a[1].data", R"(the parameter "n" is a number, must be a text)",
     demo(
         {.workers =
              R"({"a": [{"call": "pipe", "makes": "p"}, {"call": "write", "fd": "p[1]", "data": "$n"}]})",
          .parameters = R"("n": {"type": "number", "default": 1, "atLeast": 1, "atMost": 10})"})},
    {"fill alone", ": workers.a[1].data", R"(needs either "times" in it or "size" beside it)",
     demo(
         {.workers =
              R"({"a": [{"call": "pipe", "makes": "p"}, {"call": "write", "fd": "p[1]", "data": {"fill": "A"}}]})"})},
    {"fill both", ": workers.a[1].data", R"(needs either "times" in it or "size" beside it)",
     demo(
         {.workers =
              R"({"a": [{"call": "pipe", "makes": "p"}, {"call": "write", "fd": "p[1]", "size": 5, "data": {"fill": "A", "times": 4}}]})"})},
    {"fill empty", ": workers.a[1].data.fill", "has 0 bytes, 1 to 4096 would be right",
     demo(
         {.workers =
              R"({"a": [{"call": "pipe", "makes": "p"}, {"call": "write", "fd": "p[1]", "data": {"fill": "", "times": 4}}]})"})},
    {"fill absurd", ": workers.a[1].data.times",
     "is 99999999, must be a whole number from 0 to 16777216",
     demo(
         {.workers =
              R"({"a": [{"call": "pipe", "makes": "p"}, {"call": "write", "fd": "p[1]", "data": {"fill": "A", "times": 99999999}}]})"})},
    {"fill word", ": workers.a[1].data.times", R"(must be a number or "$parameter")",
     demo(
         {.workers =
              R"({"a": [{"call": "pipe", "makes": "p"}, {"call": "write", "fd": "p[1]", "data": {"fill": "A", "times": "x"}}]})"})},
    {"fill two param", ": workers.a[1].data.times",
     R"(with a parameter as "times", the fill must be a single byte)",
     demo(
         {.workers =
              R"({"a": [{"call": "pipe", "makes": "p"}, {"call": "write", "fd": "p[1]", "data": {"fill": "AB", "times": "$n"}}]})",
          .parameters = R"("n": {"type": "number", "default": 1, "atLeast": 1, "atMost": 10})"})},
    {"sequence no size", ": workers.a[1].data",
     R"(a sequence has no end: it needs "size" beside it)",
     demo(
         {.workers =
              R"({"a": [{"call": "pipe", "makes": "p"}, {"call": "write", "fd": "p[1]", "data": {"sequence": 251}}]})"})},
    {"sequence big", ": workers.a[1].data.sequence", "is 257, must be a whole number from 1 to 256",
     demo(
         {.workers =
              R"({"a": [{"call": "pipe", "makes": "p"}, {"call": "write", "fd": "p[1]", "size": 9, "data": {"sequence": 257}}]})"})},
    {"data sum", ": workers.a[5].data",
     "with this, all steps together keep more than 67108864 bytes ready to send: fewer or smaller "
     "writes would be right",
     demo({.workers = pipeAnd(
               many(R"({"call": "write", "fd": "p[1]", "data": {"fill": "A", "times": 16777216}})",
                    5))})},
    {"two into", ": workers.a[2].into",
     R"(a second value of one worker is not supported yet: "x" collects all that it reads)",
     demo(
         {.workers =
              R"({"a": [{"call": "pipe", "makes": "p"}, {"call": "read", "fd": "p[0]", "size": 1, "into": "x"}, {"call": "read", "fd": "p[0]", "size": 1, "into": "y"}]})"})},
    {"signal", ": workers.a[1].signal", R"(there is no signal "SIGUSR3": did you mean "SIGUSR1"?)",
     demo(
         {.workers =
              R"({"a": [{"call": "pipe", "makes": "p"}, {"call": "kill", "pid": "@a", "signal": "SIGUSR3"}]})"})},
    {"signal far", ": workers.a[1].signal",
     R"(there is no signal "BOOM": SIGUSR1, SIGTERM and so on)",
     demo(
         {.workers =
              R"({"a": [{"call": "pipe", "makes": "p"}, {"call": "kill", "pid": "@a", "signal": "BOOM"}]})"})},
    {"kill number", ": workers.a[1].pid", R"(1 is no process of this demo: "@a" would be a's pid)",
     demo(
         {.workers =
              R"({"a": [{"call": "pipe", "makes": "p"}, {"call": "kill", "pid": 1, "signal": "SIGKILL"}]})"})},
    {"kill name", ": workers.a[1].pid", R"("a" is no process of this demo: "@a" would be a's pid)",
     demo(
         {.workers =
              R"({"a": [{"call": "pipe", "makes": "p"}, {"call": "kill", "pid": "a", "signal": "SIGKILL"}]})"})},
    {"kill unknown", ": workers.a[1].pid", R"(there is no worker "b": there is only a)",
     demo(
         {.workers =
              R"({"a": [{"call": "pipe", "makes": "p"}, {"call": "kill", "pid": "@b", "signal": "SIGKILL"}]})"})},
    {"kill init", ": workers.a[1].pid", R"("-1" is no process of this demo: "@a" would be a's pid)",
     demo(
         {.workers =
              R"({"a": [{"call": "pipe", "makes": "p"}, {"call": "kill", "pid": "-1", "signal": "SIGKILL"}]})"})},
    {"handler", ": workers.a[1].handler",
     R"("ignored" is not possible here: did you mean "ignore"?)",
     demo(
         {.workers =
              R"({"a": [{"call": "pipe", "makes": "p"}, {"call": "sigaction", "signal": "SIGUSR1", "handler": "ignored"}]})"})},
    {"restart", ": workers.a[1].restart", "1 is not possible here: there are false, true",
     demo(
         {.workers =
              R"({"a": [{"call": "pipe", "makes": "p"}, {"call": "sigaction", "signal": "SIGUSR1", "handler": "count", "restart": 1}]})"})},
    {"command", ": workers.a[1].command",
     R"("F_SETPIPE_SIZE" is not possible here: did you mean "F_SETPIPE_SZ"?)",
     demo(
         {.workers =
              R"({"a": [{"call": "pipe", "makes": "p"}, {"call": "fcntl", "fd": "p[1]", "command": "F_SETPIPE_SIZE"}]})"})},
    {"command value", ": workers.a[1]", R"(needs "value", for example "value": 65536)",
     demo(
         {.workers =
              R"({"a": [{"call": "pipe", "makes": "p"}, {"call": "fcntl", "fd": "p[1]", "command": "F_SETPIPE_SZ"}]})"})},
    {"flag", ": workers.a[1].value",
     R"("O_NONBLOK" is not possible here: did you mean "O_NONBLOCK"?)",
     demo(
         {.workers =
              R"({"a": [{"call": "pipe", "makes": "p"}, {"call": "fcntl", "fd": "p[1]", "command": "F_SETFL", "value": "O_NONBLOK"}]})"})},
};

} // namespace

class TestBadSteps : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void isRefusedWithItsPlaceAndWhatWouldBeRight_data() { addRows(table); }
    void isRefusedWithItsPlaceAndWhatWouldBeRight() { verifyRow(table); }
};

QTEST_APPLESS_MAIN(TestBadSteps)
#include "tst_badsteps.moc"
