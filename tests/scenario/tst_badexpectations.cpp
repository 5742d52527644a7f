// SPDX-License-Identifier: MIT
// Parameters, variants and expectations that make no sense. A row: what is wrong, the place
// that is told, the sentence, the file.
#include "badfile.h"

#include <QTest>

using namespace seeipc;
using namespace seeipc::badfile;

namespace {

const std::string title = R"({"en": "t", "zh_CN": "t"})";
const std::string twoWords = R"("c": {"type": "choice", "of": {"a": )" + title + R"(, "b": )"
                             + title + "}}";

const BadFile table[] = {
    {"param unknown key", ": parameters.n.defualt", R"(is an unknown key: did you mean "default"?)",
     demo({.parameters = R"("n": {"type": "number", "defualt": 1, "atLeast": 1, "atMost": 10})"})},
    {"param type", ": parameters.n.type", R"(is "numbers", must be "number", "text" or "choice")",
     demo({.parameters = R"("n": {"type": "numbers", "default": 1, "atLeast": 1, "atMost": 10})"})},
    {"param no type", ": parameters.n", R"(needs "type", for example "type": "number")",
     demo({.parameters = R"("n": {"default": 1, "atLeast": 1, "atMost": 10})"})},
    {"param default out", ": parameters.n.default", "is 11, must be a whole number from 1 to 10",
     demo({.parameters = R"("n": {"type": "number", "default": 11, "atLeast": 1, "atMost": 10})"})},
    {"param turned", ": parameters.n.atMost",
     "is 1, must be a whole number from 10 to 1000000000000",
     demo({.parameters = R"("n": {"type": "number", "default": 1, "atLeast": 10, "atMost": 1})"})},
    {"param unit", ": parameters.n.unit", R"(is "KiB", must be "bytes" or "%")",
     demo(
         {.parameters =
              R"("n": {"type": "number", "default": 1, "atLeast": 1, "atMost": 10, "unit": "KiB"})"})},
    {"param i", ": parameters.i", R"("$i" is the round of a loop: choose another name)",
     demo({.parameters = R"("i": {"type": "number", "default": 1, "atLeast": 1, "atMost": 10})"})},
    {"param name", ": parameters.a b",
     R"("a b" is no name: 1 to 32 letters, digits, _ and -, a letter first)",
     demo(
         {.parameters = R"("a b": {"type": "number", "default": 1, "atLeast": 1, "atMost": 10})"})},
    {"param text long", ": parameters.m.default", "m has 5 bytes, at most 3 would be right",
     demo({.parameters = R"("m": {"type": "text", "default": "hello", "atMost": 3})"})},
    {"param text byHand", ": parameters.m.byHand",
     "is an unknown key: there are type, title, default, atMost",
     demo({.parameters = R"("m": {"type": "text", "default": "h", "atMost": 3, "byHand": {}})"})},
    {"17 params", ": parameters", "has 17 parameters, at most 16 would be right",
     demo({.parameters = many(R"("n%": {})", 17)})},
    {"byHand call", ": parameters.n.byHand.call", R"("close" cannot be made by hand: fcntl can)",
     demo(
         {.parameters =
              R"("n": {"type": "number", "default": 1, "atLeast": 1, "atMost": 10, "byHand": {"call": "close", "fd": "p[0]"}})"})},
    {"byHand fd number", ": parameters.n.byHand.fd",
     "is a number, must be a text in quotation marks",
     demo(
         {.parameters =
              R"("n": {"type": "number", "default": 1, "atLeast": 1, "atMost": 10, "byHand": {"call": "fcntl", "fd": 3, "command": "F_SETPIPE_SZ", "value": "$n"}})"})},
    {"byHand channel", ": parameters.n.byHand.fd", R"(there is no channel "q": there is only p)",
     demo(
         {.parameters =
              R"("n": {"type": "number", "default": 1, "atLeast": 1, "atMost": 10, "byHand": {"call": "fcntl", "fd": "q[0]", "command": "F_SETPIPE_SZ", "value": "$n"}})"})},
    {"choice no of", ": parameters.c",
     R"(needs "of", for example "of": {"kept": {"en": "...", "zh_CN": "..."}, "closed": {...}})",
     demo({.parameters = R"("c": {"type": "choice"})"})},
    {"choice of one", ": parameters.c.of", "must have 2 to 16 choices, not 1",
     demo({.parameters = R"("c": {"type": "choice", "of": {"a": {"en": "a", "zh_CN": "a"}}})"})},
    {"choice name", ": parameters.c.of.a b",
     R"("a b" is no name: 1 to 32 letters, digits, _ and -, a letter first)",
     demo(
         {.parameters =
              R"("c": {"type": "choice", "of": {"a b": {"en": "a", "zh_CN": "a"}, "b": {"en": "b", "zh_CN": "b"}}})"})},
    {"choice title", ": parameters.c.of.a", R"(needs "zh_CN", for example "zh_CN": "...")",
     demo(
         {.parameters =
              R"("c": {"type": "choice", "of": {"a": {"en": "a"}, "b": {"en": "b", "zh_CN": "b"}}})"})},
    {"choice word twice", ": parameters.d.of.b",
     R"("b" is a word of another choice already: choose another word)",
     demo({.parameters = twoWords + R"(, "d": {"type": "choice", "of": {"x": )" + title
                         + R"(, "b": )" + title + "}}"})},
    {"choice default", ": parameters.c.default", "is an unknown key: there are type, title, of",
     demo({.parameters = R"("c": {"type": "choice", "default": 0, "of": {}})"})},
    {"choice as a number", ": workers.a[1].size",
     R"(the parameter "c" is a choice: "only" beside a step asks for it)",
     demo(
         {.workers =
              R"({"a": [{"call": "pipe", "makes": "p"}, {"call": "read", "fd": "p[0]", "size": "$c"}]})",
          .parameters = twoWords})},
    {"only unknown", ": workers.a[1].only",
     R"(no choice among the parameters has the word "bb": there are a, b)",
     demo(
         {.workers =
              R"({"a": [{"call": "pipe", "makes": "p"}, {"call": "close", "fd": "p[0]", "only": "bb"}]})",
          .parameters = twoWords})},
    {"only no choice", ": workers.a[1].only",
     R"(no choice among the parameters has the word "b": there is none)",
     demo(
         {.workers =
              R"({"a": [{"call": "pipe", "makes": "p"}, {"call": "close", "fd": "p[0]", "only": "b"}]})"})},
    {"only fork", ": workers.a[0].only", R"("fork, only" is not supported yet)",
     demo({.workers = R"({"a": [{"call": "fork", "child": "k", "only": "b"}], "k": []})",
           .parameters = twoWords})},
    {"only loop", ": workers.a[0].only", R"("only" is not supported yet)",
     demo({.workers = R"({"a": [{"repeat": 2, "only": "b", "do": [{"call": "wait"}]}]})",
           .parameters = twoWords})},
    {"only waited for", ": workers.k[0].when",
     R"(waits for a step that has "only", which this one has not: it would wait for ever where another word is chosen)",
     demo(
         {.workers =
              R"({"a": [{"call": "pipe", "makes": "p"}, {"call": "fork", "child": "k"}, {"call": "close", "fd": "p[0]", "only": "b"}], "k": [{"call": "_exit", "status": 0, "when": "a done close"}]})",
          .parameters = twoWords})},
    {"variants choice", ": variants.v.c", R"(c is no "d": there are a, b)",
     demo({.parameters = twoWords, .extra = R"("variants": {"v": {"c": "d"}})"})},
    {"variants choice number", ": variants.v.c", "is a number, must be a text in quotation marks",
     demo({.parameters = twoWords, .extra = R"("variants": {"v": {"c": 1}})"})},
    {"variants empty", ": variants", "must have 1 to 16 variants",
     demo({.parameters = R"("n": {"type": "number", "default": 1, "atLeast": 1, "atMost": 10})",
           .extra = R"("variants": {})"})},
    {"variants param", ": variants.v.m", R"(there is no parameter "m": there is only n)",
     demo({.parameters = R"("n": {"type": "number", "default": 1, "atLeast": 1, "atMost": 10})",
           .extra = R"("variants": {"v": {"m": 1}})"})},
    {"variants range", ": variants.v.n", "is 11, must be a whole number from 1 to 10",
     demo({.parameters = R"("n": {"type": "number", "default": 1, "atLeast": 1, "atMost": 10})",
           .extra = R"("variants": {"v": {"n": 11}})"})},
    {"variants text", ": variants.v.m", "a text in a variant is not supported yet",
     demo({.parameters = R"("m": {"type": "text", "default": "hi", "atMost": 10})",
           .extra = R"("variants": {"v": {"m": "x"}})"})},
    {"variants name", ": variants.a b",
     R"("a b" is no name: 1 to 32 letters, digits, _ and -, a letter first)",
     demo({.parameters = R"("n": {"type": "number", "default": 1, "atLeast": 1, "atMost": 10})",
           .extra = R"("variants": {"a b": {"n": 1}})"})},
    {"expect number", ": expect[0]", "is a number, must be an object: {...}",
     demo(
         {.workers =
              R"({"a": [{"call": "pipe", "makes": "p"}, {"call": "read", "fd": "p[0]", "size": 1, "into": "s"}, {"call": "close", "fd": "p[0]"}, {"call": "close", "fd": "p[1]"}]})",
          .expect = "5"})},
    {"expect nothing", ": expect[0]",
     R"(an expectation is about a "call", a "value", a "worker" or an instant ("at"))",
     demo(
         {.workers =
              R"({"a": [{"call": "pipe", "makes": "p"}, {"call": "read", "fd": "p[0]", "size": 1, "into": "s"}, {"call": "close", "fd": "p[0]"}, {"call": "close", "fd": "p[1]"}]})",
          .expect = "{}"})},
    {"expect no subject", ": expect[0]",
     R"(an expectation is about a "call", a "value", a "worker" or an instant ("at"))",
     demo(
         {.workers =
              R"({"a": [{"call": "pipe", "makes": "p"}, {"call": "read", "fd": "p[0]", "size": 1, "into": "s"}, {"call": "close", "fd": "p[0]"}, {"call": "close", "fd": "p[1]"}]})",
          .expect = R"({"returns": 1, "proves": {"en": "f", "zh_CN": "f"}})"})},
    {"expect later subject", ": expect[0].output", R"("output" is not supported yet)",
     demo(
         {.workers =
              R"({"a": [{"call": "pipe", "makes": "p"}, {"call": "read", "fd": "p[0]", "size": 1, "into": "s"}, {"call": "close", "fd": "p[0]"}, {"call": "close", "fd": "p[1]"}]})",
          .expect = R"({"output": "a", "proves": {"en": "f", "zh_CN": "f"}})"})},
    {"expect no fact", ": expect[0]",
     R"(needs "proves", for example "proves": {"en": "...", "zh_CN": "..."})",
     demo(
         {.workers =
              R"({"a": [{"call": "pipe", "makes": "p"}, {"call": "read", "fd": "p[0]", "size": 1, "into": "s"}, {"call": "close", "fd": "p[0]"}, {"call": "close", "fd": "p[1]"}]})",
          .expect = R"({"call": "a.read", "returns": 1})"})},
    {"expect no test", ": expect[0]",
     "expects nothing: there are call, returns, errno, data, count, mostQueued, milliseconds, "
     "equals, proves, only, requires",
     demo(
         {.workers =
              R"({"a": [{"call": "pipe", "makes": "p"}, {"call": "read", "fd": "p[0]", "size": 1, "into": "s"}, {"call": "close", "fd": "p[0]"}, {"call": "close", "fd": "p[1]"}]})",
          .expect = R"({"call": "a.read", "proves": {"en": "f", "zh_CN": "f"}})"})},
    {"expect wrong key", ": expect[0].retruns", R"(is an unknown key: did you mean "returns"?)",
     demo(
         {.workers =
              R"({"a": [{"call": "pipe", "makes": "p"}, {"call": "read", "fd": "p[0]", "size": 1, "into": "s"}, {"call": "close", "fd": "p[0]"}, {"call": "close", "fd": "p[1]"}]})",
          .expect = R"({"call": "a.read", "retruns": 1, "proves": {"en": "f", "zh_CN": "f"}})"})},
    {"expect other subject key", ": expect[0].exit",
     "is an unknown key: there are call, returns, errno, data, count, mostQueued, milliseconds, "
     "equals, proves, only, requires",
     demo(
         {.workers =
              R"({"a": [{"call": "pipe", "makes": "p"}, {"call": "read", "fd": "p[0]", "size": 1, "into": "s"}, {"call": "close", "fd": "p[0]"}, {"call": "close", "fd": "p[1]"}]})",
          .expect = R"({"call": "a.read", "exit": 1, "proves": {"en": "f", "zh_CN": "f"}})"})},
    {"expect later test", ": expect[0].fault", R"("fault" is not supported yet)",
     demo(
         {.workers =
              R"({"a": [{"call": "pipe", "makes": "p"}, {"call": "read", "fd": "p[0]", "size": 1, "into": "s"}, {"call": "close", "fd": "p[0]"}, {"call": "close", "fd": "p[1]"}]})",
          .expect = R"({"call": "a.read", "fault": 1, "proves": {"en": "f", "zh_CN": "f"}})"})},
    {"expect no dot", ": expect[0].call", R"("read" must be WORKER.NAME)",
     demo(
         {.workers =
              R"({"a": [{"call": "pipe", "makes": "p"}, {"call": "read", "fd": "p[0]", "size": 1, "into": "s"}, {"call": "close", "fd": "p[0]"}, {"call": "close", "fd": "p[1]"}]})",
          .expect = R"({"call": "read", "returns": 1, "proves": {"en": "f", "zh_CN": "f"}})"})},
    {"expect worker", ": expect[0].call", R"(there is no worker "b": there is only a)",
     demo(
         {.workers =
              R"({"a": [{"call": "pipe", "makes": "p"}, {"call": "read", "fd": "p[0]", "size": 1, "into": "s"}, {"call": "close", "fd": "p[0]"}, {"call": "close", "fd": "p[1]"}]})",
          .expect = R"({"call": "b.read", "returns": 1, "proves": {"en": "f", "zh_CN": "f"}})"})},
    {"expect step", ": expect[0].call", R"(a has no step "write": there are pipe, read)",
     demo(
         {.workers =
              R"({"a": [{"call": "pipe", "makes": "p"}, {"call": "read", "fd": "p[0]", "size": 1, "into": "s"}, {"call": "close", "fd": "p[0]"}, {"call": "close", "fd": "p[1]"}]})",
          .expect = R"({"call": "a.write", "returns": 1, "proves": {"en": "f", "zh_CN": "f"}})"})},
    {"expect two steps", ": expect[0].call",
     R"(2 steps of a call close: give the one that is meant a name by "as")",
     demo(
         {.workers =
              R"({"a": [{"call": "pipe", "makes": "p"}, {"call": "read", "fd": "p[0]", "size": 1, "into": "s"}, {"call": "close", "fd": "p[0]"}, {"call": "close", "fd": "p[1]"}]})",
          .expect = R"({"call": "a.close", "returns": 1, "proves": {"en": "f", "zh_CN": "f"}})"})},
    {"expect value", ": expect[0].value", R"(a reads nothing "into" "t": there is only s)",
     demo(
         {.workers =
              R"({"a": [{"call": "pipe", "makes": "p"}, {"call": "read", "fd": "p[0]", "size": 1, "into": "s"}, {"call": "close", "fd": "p[0]"}, {"call": "close", "fd": "p[1]"}]})",
          .expect = R"({"value": "a.t", "count": 1, "proves": {"en": "f", "zh_CN": "f"}})"})},
    {"expect worker unknown", ": expect[0].worker", R"(there is no worker "b": there is only a)",
     demo(
         {.workers =
              R"({"a": [{"call": "pipe", "makes": "p"}, {"call": "read", "fd": "p[0]", "size": 1, "into": "s"}, {"call": "close", "fd": "p[0]"}, {"call": "close", "fd": "p[1]"}]})",
          .expect = R"({"worker": "b", "exit": 1, "proves": {"en": "f", "zh_CN": "f"}})"})},
    {"expect exit and signal", ": expect[0].signal",
     R"(who is killed by a signal has no exit status: keep one of "exit" and "signal")",
     demo(
         {.workers =
              R"({"a": [{"call": "pipe", "makes": "p"}, {"call": "read", "fd": "p[0]", "size": 1, "into": "s"}, {"call": "close", "fd": "p[0]"}, {"call": "close", "fd": "p[1]"}]})",
          .expect =
              R"({"worker": "a", "exit": 1, "signal": "SIGPIPE", "proves": {"en": "f", "zh_CN": "f"}})"})},
    {"expect signal", ": expect[0].signal",
     R"(there is no signal "SIGPIP": did you mean "SIGPIPE"?)",
     demo(
         {.workers =
              R"({"a": [{"call": "pipe", "makes": "p"}, {"call": "read", "fd": "p[0]", "size": 1, "into": "s"}, {"call": "close", "fd": "p[0]"}, {"call": "close", "fd": "p[1]"}]})",
          .expect =
              R"({"worker": "a", "signal": "SIGPIP", "proves": {"en": "f", "zh_CN": "f"}})"})},
    {"expect errno", ": expect[0].errno", R"(there is no errno "EAGIAN": did you mean "EAGAIN"?)",
     demo(
         {.workers =
              R"({"a": [{"call": "pipe", "makes": "p"}, {"call": "read", "fd": "p[0]", "size": 1, "into": "s"}, {"call": "close", "fd": "p[0]"}, {"call": "close", "fd": "p[1]"}]})",
          .expect =
              R"({"call": "a.read", "errno": "EAGIAN", "proves": {"en": "f", "zh_CN": "f"}})"})},
    {"expect errno far", ": expect[0].errno",
     R"(there is no errno "oops": EAGAIN, EPIPE and so on; "" means none)", demo({.workers = R"({"a": [{"call": "pipe", "makes": "p"}, {"call": "read", "fd": "p[0]", "size": 1, "into": "s"}, {"call": "close", "fd": "p[0]"}, {"call": "close", "fd": "p[1]"}]})", .expect = R"({"call": "a.read", "errno": "oops", "proves": {"en": "f", "zh_CN": "f"}})"})},
    {"expect number word", ": expect[0].returns",
     R"(must be a number, or a comparison as ">= 0" or "<= $capacity")",
     demo(
         {.workers =
              R"({"a": [{"call": "pipe", "makes": "p"}, {"call": "read", "fd": "p[0]", "size": 1, "into": "s"}, {"call": "close", "fd": "p[0]"}, {"call": "close", "fd": "p[1]"}]})",
          .expect =
              R"({"call": "a.read", "returns": "many", "proves": {"en": "f", "zh_CN": "f"}})"})},
    {"expect number list", ": expect[0].returns",
     R"(must be a number, or a comparison as ">= 0" or "<= $capacity")",
     demo(
         {.workers =
              R"({"a": [{"call": "pipe", "makes": "p"}, {"call": "read", "fd": "p[0]", "size": 1, "into": "s"}, {"call": "close", "fd": "p[0]"}, {"call": "close", "fd": "p[1]"}]})",
          .expect = R"({"call": "a.read", "returns": [], "proves": {"en": "f", "zh_CN": "f"}})"})},
    {"expect number param", ": expect[0].returns", R"(there is no parameter "x": there is only n)",
     demo(
         {.workers =
              R"({"a": [{"call": "pipe", "makes": "p"}, {"call": "read", "fd": "p[0]", "size": 1, "into": "s"}, {"call": "close", "fd": "p[0]"}, {"call": "close", "fd": "p[1]"}]})",
          .expect =
              R"({"call": "a.read", "returns": "<= $x", "proves": {"en": "f", "zh_CN": "f"}})",
          .parameters = R"("n": {"type": "number", "default": 1, "atLeast": 1, "atMost": 10})"})},
    {"expect word", ": expect[0].equals.revent",
     R"(the call tells no "revent": did you mean "revents"?)",
     demo(
         {.workers = R"({"a": [{"call": "poll", "fd": 0, "events": "POLLIN"}]})",
          .expect =
              R"({"call": "a.poll", "equals": {"revent": 1}, "proves": {"en": "f", "zh_CN": "f"}})"})},
    {"expect torn", ": expect[0]", R"(needs "record", for example "record": "...")",
     demo(
         {.workers =
              R"({"a": [{"call": "pipe", "makes": "p"}, {"call": "read", "fd": "p[0]", "size": 1, "into": "s"}]})",
          .expect = R"({"value": "a.s", "torn": 0, "proves": {"en": "f", "zh_CN": "f"}})"})},
    {"expect runs", ": expect[0].runs", R"(must be a list of stretches: [["A", 4096]])",
     demo(
         {.workers =
              R"({"a": [{"call": "pipe", "makes": "p"}, {"call": "read", "fd": "p[0]", "size": 1, "into": "s"}]})",
          .expect =
              R"({"value": "a.s", "runs": [["AB", 1]], "proves": {"en": "f", "zh_CN": "f"}})"})},
    {"expect at settled", ": expect[0].at",
     R"("others settled" is for "when": an instant names a worker)",
     demo(
         {.workers = R"({"a": [{"call": "wait"}]})",
          .expect =
              R"({"at": "others settled", "asleepIn": "wait", "proves": {"en": "f", "zh_CN": "f"}})"})},
    {"expect number expr", ": expect[0].returns",
     R"(cannot be worked out at "": numbers, "$parameter", /proc/sys/..., WORKER.STEP and + - * / % == would be right)",
     demo(
         {.workers =
              R"({"a": [{"call": "pipe", "makes": "p"}, {"call": "read", "fd": "p[0]", "size": 1, "into": "s"}, {"call": "close", "fd": "p[0]"}, {"call": "close", "fd": "p[1]"}]})",
          .expect =
              R"({"call": "a.read", "returns": "{5 / }", "proves": {"en": "f", "zh_CN": "f"}})"})},
    {"expect number float", ": expect[0].returns",
     R"(must be a number, or a comparison as ">= 0" or "<= $capacity")",
     demo(
         {.workers =
              R"({"a": [{"call": "pipe", "makes": "p"}, {"call": "read", "fd": "p[0]", "size": 1, "into": "s"}, {"call": "close", "fd": "p[0]"}, {"call": "close", "fd": "p[1]"}]})",
          .expect = R"({"call": "a.read", "returns": 1.5, "proves": {"en": "f", "zh_CN": "f"}})"})},
    {"expect at condition", ": expect[0].at",
     R"("a asleep on read" is no condition: "a asleep in read", "a done read" or "a ended" would be right)",
     demo(
         {.workers =
              R"({"a": [{"call": "pipe", "makes": "p"}, {"call": "read", "fd": "p[0]", "size": 1, "into": "s"}, {"call": "close", "fd": "p[0]"}, {"call": "close", "fd": "p[1]"}]})",
          .expect =
              R"({"at": "a asleep on read", "worker": "a", "asleepIn": "read", "proves": {"en": "f", "zh_CN": "f"}})"})},
    {"expect at no channel", ": expect[0]", R"(needs "channel", for example "channel": "p")",
     demo(
         {.workers =
              R"({"a": [{"call": "pipe", "makes": "p"}, {"call": "read", "fd": "p[0]", "size": 1, "into": "s"}, {"call": "close", "fd": "p[0]"}, {"call": "close", "fd": "p[1]"}]})",
          .expect =
              R"({"at": "a ended", "queuedBytes": 1, "proves": {"en": "f", "zh_CN": "f"}})"})},
    {"expect at channel no test", ": expect[0]",
     R"(what is expected of the channel? "queuedBytes", "capacity", "readEnds" or "writeEnds" says it)",
     demo(
         {.workers =
              R"({"a": [{"call": "pipe", "makes": "p"}, {"call": "read", "fd": "p[0]", "size": 1, "into": "s"}, {"call": "close", "fd": "p[0]"}, {"call": "close", "fd": "p[1]"}]})",
          .expect = R"({"at": "a ended", "channel": "p", "proves": {"en": "f", "zh_CN": "f"}})"})},
    {"expect at channel unknown", ": expect[0].channel",
     R"(there is no channel "q": there is only p)",
     demo(
         {.workers =
              R"({"a": [{"call": "pipe", "makes": "p"}, {"call": "read", "fd": "p[0]", "size": 1, "into": "s"}, {"call": "close", "fd": "p[0]"}, {"call": "close", "fd": "p[1]"}]})",
          .expect =
              R"({"at": "a ended", "channel": "q", "queuedBytes": 0, "proves": {"en": "f", "zh_CN": "f"}})"})},
    {"expect at worker no test", ": expect[0]",
     R"(needs "asleepIn", for example "asleepIn": "read")",
     demo(
         {.workers =
              R"({"a": [{"call": "pipe", "makes": "p"}, {"call": "read", "fd": "p[0]", "size": 1, "into": "s"}, {"call": "close", "fd": "p[0]"}, {"call": "close", "fd": "p[1]"}]})",
          .expect = R"({"at": "a ended", "worker": "a", "proves": {"en": "f", "zh_CN": "f"}})"})},
    {"expect for ever false", ": expect[0].forEver", "must be true, or be left out",
     demo(
         {.expect =
              R"({"at": "a asleep in read", "asleepIn": "read", "forEver": false, "proves": {"en": "f", "zh_CN": "f"}})"})},
    {"expect for ever of nothing", ": expect[0]",
     R"(needs "asleepIn", for example "asleepIn": "read")",
     demo(
         {.expect =
              R"({"at": "a asleep in read", "channel": "p", "queuedBytes": 0, "forEver": true, "proves": {"en": "f", "zh_CN": "f"}})"})},
    {"expect core", ": expect[0].core", "must be true or false",
     demo({.expect = R"({"worker": "a", "core": "no", "proves": {"en": "f", "zh_CN": "f"}})"})},
    {"expect ends without a channel", ": expect[0]",
     R"(needs "channel", for example "channel": "p")",
     demo({.expect = R"({"at": "a ended", "writeEnds": 1, "proves": {"en": "f", "zh_CN": "f"}})"})},
    {"expect at asleepIn", ": expect[0].asleepIn", R"(there is no call "raed": did you mean "read"?)", demo({.workers = R"({"a": [{"call": "pipe", "makes": "p"}, {"call": "read", "fd": "p[0]", "size": 1, "into": "s"}, {"call": "close", "fd": "p[0]"}, {"call": "close", "fd": "p[1]"}]})", .expect = R"({"at": "a ended", "asleepIn": "raed", "proves": {"en": "f", "zh_CN": "f"}})"})},
    {"expect only", ": expect[0].only", R"(there is no variant "x": there is none)",
     demo(
         {.workers =
              R"({"a": [{"call": "pipe", "makes": "p"}, {"call": "read", "fd": "p[0]", "size": 1, "into": "s"}, {"call": "close", "fd": "p[0]"}, {"call": "close", "fd": "p[1]"}]})",
          .expect =
              R"({"call": "a.read", "returns": 1, "only": "x", "proves": {"en": "f", "zh_CN": "f"}})"})},
    {"expect sequence", ": expect[0].sequence", "is 0, must be a whole number from 1 to 256",
     demo(
         {.workers =
              R"({"a": [{"call": "pipe", "makes": "p"}, {"call": "read", "fd": "p[0]", "size": 1, "into": "s"}, {"call": "close", "fd": "p[0]"}, {"call": "close", "fd": "p[1]"}]})",
          .expect = R"({"value": "a.s", "sequence": 0, "proves": {"en": "f", "zh_CN": "f"}})"})},
    {"expect data param", ": expect[0].data", R"("$m" is not supported yet)",
     demo(
         {.workers =
              R"({"a": [{"call": "pipe", "makes": "p"}, {"call": "read", "fd": "p[0]", "size": 1, "into": "s"}, {"call": "close", "fd": "p[0]"}, {"call": "close", "fd": "p[1]"}]})",
          .expect = R"({"value": "a.s", "data": "$m", "proves": {"en": "f", "zh_CN": "f"}})"})},
    {"expect object", ": expect", "must be a list of at most 256 expectations: [...]",
     R"({"id": "d", "chapter": "pipe", "title": {"en": "t", "zh_CN": "t"}, "lesson": {"en": "l", "zh_CN": "l"}, "workers": {"a": [{"call": "pipe", "makes": "p"}]}, "expect": {}})"},
};

} // namespace

class TestBadExpectations : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void isRefusedWithItsPlaceAndWhatWouldBeRight_data() { addRows(table); }
    void isRefusedWithItsPlaceAndWhatWouldBeRight() { verifyRow(table); }
};

QTEST_APPLESS_MAIN(TestBadExpectations)
#include "tst_badexpectations.moc"
