// SPDX-License-Identifier: MIT
// Forks, loops and conditions that could never come true. A row: what is wrong, the place
// that is told, the sentence, the file.
#include "badfile.h"

#include <QTest>

using namespace seeipc;
using namespace seeipc::badfile;

namespace {

const BadFile table[] = {
    {"fork unknown", ": workers.a[1].child", R"(there is no worker "b": there is only a)",
     demo({.workers =
               R"({"a": [{"call": "pipe", "makes": "p"}, {"call": "fork", "child": "b"}]})"})},
    {"fork self", ": workers.a",
     "nobody can start it: it is forked by itself or by a worker that comes from it",
     demo({.workers = R"({"a": [{"call": "fork", "child": "a"}]})"})},
    {"fork ring", ": workers.a",
     "nobody can start it: it is forked by itself or by a worker that comes from it",
     demo(
         {.workers =
              R"({"a": [{"call": "fork", "child": "b"}], "b": [{"call": "fork", "child": "a"}]})"})},
    {"fork twice", ": workers.a[1].child",
     R"("b" would be started more than once: one fork for each worker, outside of loops)",
     demo(
         {.workers =
              R"({"a": [{"call": "fork", "child": "b"}, {"call": "fork", "child": "b"}], "b": []})"})},
    {"fork loop", ": workers.a[0].do[0].child",
     R"("b" would be started more than once: one fork for each worker, outside of loops)",
     demo({.workers =
               R"({"a": [{"repeat": 2, "do": [{"call": "fork", "child": "b"}]}], "b": []})"})},
    {"wait stranger", ": workers.a[0].for",
     R"(a has not forked "b" before: wait is for one's own child)",
     demo({.workers = R"({"a": [{"call": "wait", "for": "b"}], "b": []})"})},
    {"wait before fork", ": workers.a[0].for",
     R"(a has not forked "b" before: wait is for one's own child)",
     demo(
         {.workers =
              R"({"a": [{"call": "wait", "for": "b"}, {"call": "fork", "child": "b"}], "b": []})"})},
    {"as call", ": workers.a[1].as", R"("read" is another call: choose another name)",
     demo(
         {.workers =
              R"({"a": [{"call": "pipe", "makes": "p"}, {"call": "close", "fd": "p[0]", "as": "read"}]})"})},
    {"as twice", ": workers.a[2].as",
     R"(another step of this worker is "x" already: choose another name)",
     demo(
         {.workers =
              R"({"a": [{"call": "pipe", "makes": "p"}, {"call": "close", "fd": "p[0]", "as": "x"}, {"call": "close", "fd": "p[1]", "as": "x"}]})"})},
    {"as path", ": workers.a[1].as",
     R"("a/b" leads out of the demo's directory: a name is 1 to 32 letters, digits, _ and -)",
     demo(
         {.workers =
              R"({"a": [{"call": "pipe", "makes": "p"}, {"call": "close", "fd": "p[0]", "as": "a/b"}]})"})},
    {"loop no do", ": workers.a[0]", R"(needs "do", for example "do": [...])",
     demo({.workers = R"({"a": [{"repeat": 2}]})"})},
    {"loop empty", ": workers.a[0].do", "must have at least one step",
     demo({.workers = R"({"a": [{"repeat": 2, "do": []}]})"})},
    {"loop do text", ": workers.a[0].do", "must be a list of steps: [...]",
     demo({.workers = R"({"a": [{"repeat": 2, "do": "x"}]})"})},
    {"loop zero", ": workers.a[0].repeat", "is 0, must be a whole number from 1 to 1000000000",
     demo({.workers = R"({"a": [{"repeat": 0, "do": [{"call": "wait"}]}]})"})},
    {"loop absurd", ": workers.a[0].repeat",
     "is 99999999999, must be a whole number from 1 to 1000000000",
     demo({.workers = R"({"a": [{"repeat": 99999999999, "do": [{"call": "wait"}]}]})"})},
    {"loop word", ": workers.a[0].repeat",
     R"("untilEnd" is no end of a loop: did you mean "untilEof"?)",
     demo(
         {.workers = R"({"a": [{"repeat": "untilEnd", "atMost": 5, "do": [{"call": "wait"}]}]})"})},
    {"loop later", ": workers.a[0].repeat", R"("untilEnded" is not supported yet)",
     demo({.workers =
               R"({"a": [{"repeat": "untilEnded", "atMost": 5, "do": [{"call": "wait"}]}]})"})},
    {"loop rows", ": workers.a[0].repeat", R"("rows" is not supported yet)",
     demo({.workers = R"({"a": [{"repeat": {"rows": [], "of": []}, "do": [{"call": "wait"}]}]})"})},
    {"loop no checked", ": workers.a[0]", R"(needs "checked", for example "checked": 1000)",
     demo({.workers = R"({"a": [{"repeat": "untilStopped", "do": [{"call": "wait"}]}]})"})},
    {"loop no atMost", ": workers.a[0]", R"(needs "atMost", for example "atMost": 1000)",
     demo({.workers = R"({"a": [{"repeat": "untilError", "do": [{"call": "wait"}]}]})"})},
    {"loop stopped atMost", ": workers.a[0].atMost",
     R"(belongs to untilEof and untilError; here "checked" says how many rounds a check makes)",
     demo({.workers =
               R"({"a": [{"repeat": "untilStopped", "atMost": 5, "do": [{"call": "wait"}]}]})"})},
    {"loop error checked", ": workers.a[0].checked",
     R"(belongs to untilStopped; here "atMost" bounds the rounds)",
     demo({.workers =
               R"({"a": [{"repeat": "untilError", "checked": 5, "do": [{"call": "wait"}]}]})"})},
    {"loop count atMost", ": workers.a[0].atMost",
     R"(belongs to a loop "until...": this one has a number of rounds)",
     demo({.workers = R"({"a": [{"repeat": 2, "atMost": 5, "do": [{"call": "wait"}]}]})"})},
    {"loop eof no read", ": workers.a[0].repeat",
     "no step in it reads: untilEof ends when a read gives 0 bytes",
     demo(
         {.workers = R"({"a": [{"repeat": "untilEof", "atMost": 5, "do": [{"call": "wait"}]}]})"})},
    {"loop pace", ": workers.a[0].pace", R"(must be "one": all rounds count as one step)",
     demo({.workers = R"({"a": [{"repeat": 2, "pace": "two", "do": [{"call": "wait"}]}]})"})},
    {"loop param", ": workers.a[0].repeat", R"(there is no parameter "x": there is only n)",
     demo({.workers = R"({"a": [{"repeat": "$x", "do": [{"call": "wait"}]}]})",
           .parameters = R"("n": {"type": "number", "default": 1, "atLeast": 1, "atMost": 10})"})},
    {"loop key", ": workers.a[0].dew",
     "is an unknown key: there are repeat, do, when, pace, checked, atMost",
     demo({.workers = R"({"a": [{"repeat": 2, "dew": 1, "do": [{"call": "wait"}]}]})"})},
    {"loop depth", ": workers.a[0].do[0].do[0].do[0].do[0].do[0].do[0].do[0].do[0]",
     "loops in loops, more than 8 deep", demo({.workers = R"({"a": [)" + nested(9) + "]}"})},
    {"4097 steps", ": workers.a[4096]", R"(has more than 4096 steps before it: use "repeat")",
     demo({.workers = R"({"a": [)" + many(R"({"call": "wait"})", 4097) + "]}"})},
    {"when number", ": workers.a[0].when", "is a number, must be a text in quotation marks",
     demo({.workers = R"({"a": [{"call": "wait", "when": 5}]})"})},
    {"when word", ": workers.a[0].when",
     R"("soon" is no condition: "a asleep in wait", "a done wait" or "a ended" would be right)",
     demo({.workers = R"({"a": [{"call": "wait", "when": "soon"}]})"})},
    {"when empty", ": workers.a[0].when",
     R"("" is no condition: "a asleep in wait", "a done wait" or "a ended" would be right)",
     demo({.workers = R"({"a": [{"call": "wait", "when": ""}]})"})},
    {"when worker", ": workers.a[0].when", R"(there is no worker "b": there is only a)",
     demo({.workers = R"({"a": [{"call": "wait", "when": "b ended"}]})"})},
    {"when step", ": workers.a[0].when", R"(b has no step "red": there are wait, read1)",
     demo(
         {.workers =
              R"({"a": [{"call": "wait", "when": "b done red"}], "b": [{"call": "wait"}, {"call": "fork", "child": "c", "as": "read1"}], "c": []})"})},
    {"when call", ": workers.a[0].when", R"(there is no call "raed": did you mean "read"?)",
     demo({.workers = R"({"a": [{"call": "wait", "when": "b asleep in raed"}], "b": []})"})},
    {"when never", ": workers.a[0].when", "b never calls read: this would wait for ever",
     demo({.workers = R"({"a": [{"call": "wait", "when": "b asleep in read"}], "b": []})"})},
    {"when two", ": workers.a[0].when",
     R"(2 steps of b call wait: give the one that is meant a name by "as")",
     demo(
         {.workers =
              R"({"a": [{"call": "wait", "when": "b done wait"}], "b": [{"call": "wait"}, {"call": "wait"}]})"})},
    {"when exit", ": workers.a[0].when", R"(_exit never returns: "b ended" would be right)",
     demo(
         {.workers =
              R"({"a": [{"call": "wait", "when": "b done _exit"}], "b": [{"call": "_exit", "status": 0}]})"})},
    {"when self", ": workers.a[0].when", "a would wait for itself: name another worker",
     demo({.workers = R"({"a": [{"call": "wait", "when": "a ended"}]})"})},
    {"when later", ": workers.a[0].when", R"("path f exists" is not supported yet)",
     demo({.workers = R"({"a": [{"call": "wait", "when": "path f exists"}]})"})},
    {"when handled", ": workers.a[0].when", R"(there is no signal "SIGFOO")",
     demo({.workers = R"({"a": [{"call": "wait", "when": "b handled SIGFOO"}], "b": []})"})},
    {"cycle two", ": workers.a[0].when",
     R"(a circle: "b done pipe" comes only after this step, because workers.b[0].when waits for "a done pipe": let one of the two wait for something earlier)",
     demo(
         {.workers =
              R"({"a": [{"call": "pipe", "makes": "p", "when": "b done pipe"}], "b": [{"call": "pipe", "makes": "q", "when": "a done pipe"}]})"})},
    {"cycle three", ": workers.a[0].when",
     R"(a circle: "b ended" comes only after this step, because workers.b[0].when waits for "c done pipe": let one of the two wait for something earlier)",
     demo(
         {.workers =
              R"({"a": [{"call": "pipe", "makes": "p", "when": "b ended"}], "b": [{"call": "pipe", "makes": "q", "when": "c done pipe"}], "c": [{"call": "wait"}, {"call": "pipe", "makes": "r", "when": "a done pipe"}]})"})},
    {"cycle wait", ": workers.b[0].when",
     R"(a circle: "a done wait" comes only after this step, which waits for it: wait for something earlier)",
     demo(
         {.workers =
              R"({"a": [{"call": "fork", "child": "b"}, {"call": "wait", "for": "b"}], "b": [{"call": "pipe", "makes": "q", "when": "a done wait"}]})"})},
    {"cycle fork", ": workers.a[0].when",
     R"(a circle: "b ended" comes only after this step, which waits for it: wait for something earlier)",
     demo(
         {.workers =
              R"({"a": [{"call": "pipe", "makes": "p", "when": "b ended"}, {"call": "fork", "child": "b"}], "b": []})"})},
    {"cycle asleep", ": workers.a[0].when",
     R"(a circle: "b asleep in read" comes only after this step, because workers.b[1].when waits for "a done close": let one of the two wait for something earlier)",
     demo(
         {.workers =
              R"({"a": [{"call": "pipe", "makes": "p", "when": "b asleep in read"}, {"call": "close", "fd": "p[0]"}], "b": [{"call": "pipe", "makes": "q"}, {"call": "read", "fd": "q[0]", "size": 1, "when": "a done close"}]})"})},
    {"cycle loop", ": workers.a[0].do[0].makes",
     R"(a loop would make "p" many times: make it before the loop)",
     demo(
         {.workers =
              R"({"a": [{"repeat": 2, "when": "b ended", "do": [{"call": "pipe", "makes": "p"}]}], "b": []})"})},
};

} // namespace

class TestBadOrder : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void isRefusedWithItsPlaceAndWhatWouldBeRight_data() { addRows(table); }
    void isRefusedWithItsPlaceAndWhatWouldBeRight() { verifyRow(table); }
};

QTEST_APPLESS_MAIN(TestBadOrder)
#include "tst_badorder.moc"
