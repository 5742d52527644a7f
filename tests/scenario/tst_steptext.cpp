// SPDX-License-Identifier: MIT
// Steps as a person reads them, and what two demos do not have in common.
#include "scenario/steptext.h"

#include "mechanisms/registry.h"
#include "scenario/cue.h"
#include "scenario/loader.h"

#include <QTest>
#include <algorithm>

using namespace seeipc;

namespace {

/// A demo of a parent and its child with these steps.
Scenario demo(const std::string &parent, const std::string &child)
{
    const auto read = parseScenario(
        R"({"id": "d", "chapter": "pipe", "cure": null, "title": {"en": "t", "zh_CN": "t"},
            "lesson": {"en": "l", "zh_CN": "l"},
            "parameters": {"size": {"type": "number", "title": {"en": "s", "zh_CN": "s"},
                                    "default": 65537, "atLeast": 1, "atMost": 100000}},
            "workers": {"parent": [)"
            + parent + R"(], "child": [)" + child + R"(]}, "expect": [{"worker": "child", "exit": 0,
                                 "proves": {"en": "p", "zh_CN": "p"}}]})",
        "d.json");
    if (const auto *problem = std::get_if<ScenarioProblem>(&read))
        qFatal("%s: %s", problem->place.c_str(), problem->what.en.c_str());
    return std::get<Scenario>(read);
}

std::vector<std::string> texts(const std::vector<StepLine> &lines)
{
    std::vector<std::string> texts;
    texts.reserve(lines.size());
    for (const auto &line : lines)
        texts.push_back(std::string(static_cast<std::size_t>(line.depth) * 2, ' ') + line.text);
    return texts;
}

const std::string waitsFirst =
    R"({"call": "pipe", "makes": "p"}, {"call": "fork", "child": "child"},
    {"call": "wait", "for": "child"}, {"call": "read", "fd": "p[0]", "size": 50})";
const std::string readsFirst =
    R"({"call": "pipe", "makes": "p"}, {"call": "fork", "child": "child"},
    {"call": "close", "fd": "p[1]"}, {"call": "read", "fd": "p[0]", "size": 50},
    {"call": "wait", "for": "child"})";
const std::string writes =
    R"({"call": "write", "fd": "p[1]", "data": {"fill": "A", "times": "$size"}},
       {"repeat": 3, "do": [{"call": "write", "as": "again", "fd": "p[1]", "data": "hi"}]},
       {"call": "sigaction", "signal": "SIGPIPE", "handler": "ignore"},
       {"call": "_exit", "status": 0})";

} // namespace

class TestStepText : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatAStepWaitsForIsFoundInTheFile()
    {
        const auto scenario = demo(
            R"({"call": "pipe", "makes": "p"}, {"call": "fork", "child": "child"},
               {"call": "read", "fd": "p[0]", "size": 2, "when": "child done again"},
               {"repeat": 2, "when": "child ended", "do": [
                   {"call": "read", "as": "rest", "fd": "p[0]", "size": 1}]},
               {"call": "wait", "for": "child"})",
            R"({"call": "write", "fd": "p[1]", "data": "a"},
               {"call": "write", "as": "again", "fd": "p[1]", "data": "b"},
               {"call": "_exit", "status": 0, "when": "parent asleep in read"})");
        using Kind = Condition::Kind;
        const auto cue = [&](StepId step) { return cueBefore(scenario, step); };
        QVERIFY(!cue(0) && !cue(4));
        const auto write = *findCall("write");
        const auto read = *findCall("read");
        QCOMPARE(*cue(2), (Cue{Kind::Done, 1, write, 2}));
        QCOMPARE(*cue(3), (Cue{Kind::Ended, 1, noCall, 0})); // of the loop's first step
        QCOMPARE(*cue(7), (Cue{Kind::Asleep, 0, read, 0}));
    }

    void aStepReadsAsCWithTheNamesOfTheFile()
    {
        const auto scenario = demo(waitsFirst, writes);
        const auto values = defaultParameters(scenario);
        const std::vector<std::string> parent{"pipe(p);", "child = fork();", "wait(&status);",
                                              "read(p[0], buf, 50);", "_exit(0);"};
        QCOMPARE(texts(stepLines(scenario, 0, values)), parent);
        const std::vector<std::string> child{
            "write(p[1], buf, 65537);", "for (int i = 0; i < 3; i++)", "  write(p[1], \"hi\", 2);",
            "sigaction(SIGPIPE, &ignore_action, NULL);", "_exit(0);"};
        QCOMPARE(texts(stepLines(scenario, 1, values)), child);
    }

    void aLoopToTheEndOfFileHasItsReadInItsHead()
    {
        const auto scenario = demo(
            R"({"call": "pipe", "makes": "p"}, {"call": "fork", "child": "child"},
               {"repeat": "untilEof", "atMost": 9, "do": [
                   {"call": "read", "fd": "p[0]", "size": 100}]},
               {"call": "wait", "for": "child"})",
            R"({"repeat": "untilEof", "atMost": 9, "do": [
                   {"call": "read", "as": "first", "fd": "p[0]", "size": 1},
                   {"call": "read", "as": "second", "fd": "p[0]", "size": 2}]},
               {"repeat": "untilEof", "atMost": 9, "do": [
                   {"call": "write", "fd": "p[1]", "data": "a"},
                   {"call": "read", "as": "third", "fd": "p[0]", "size": 3}]},
               {"call": "_exit", "status": 0})");
        const auto values = defaultParameters(scenario);
        const auto parent = stepLines(scenario, 0, values);
        QCOMPARE(texts(parent), (std::vector<std::string>{"pipe(p);", "child = fork();",
                                                          "while (read(p[0], buf, 100) > 0);",
                                                          "wait(&status);", "_exit(0);"}));
        QCOMPARE(parent[2].step, StepId{2}); // it is the line that is on while the read is
        const std::vector<std::string> child{"for (bool is_over = false; !is_over;)",
                                             "  n = read(p[0], buf, 1);",
                                             "  if (n <= 0) is_over = true;",
                                             "  n = read(p[0], buf, 2);",
                                             "  if (n <= 0) is_over = true;",
                                             "for (bool is_over = false; !is_over;)",
                                             "  n = write(p[1], \"a\", 1);",
                                             "  if (n == -1) is_over = true;",
                                             "  n = read(p[0], buf, 3);",
                                             "  if (n <= 0) is_over = true;",
                                             "_exit(0);"};
        QCOMPARE(texts(stepLines(scenario, 1, values)), child);
    }

    void aStepNamesTheParametersOfTheRun()
    {
        const auto scenario = demo(waitsFirst, writes);
        const auto lines = stepLines(scenario, 1, {{.number = 9, .text = {}}});
        QCOMPARE(lines.front().text, std::string("write(p[1], buf, 9);"));
    }

    /// The worker makes it, and tells it without a step; the C program writes it.
    void whoReturnsFromMainHasALineForThat()
    {
        const auto scenario = demo(waitsFirst, writes);
        const auto values = defaultParameters(scenario);
        const auto parent = stepLines(scenario, 0, values);
        QCOMPARE(parent.back().step, endStep);
        ProcessSnapshot process;
        process.call = parent.back().call;
        QCOMPARE(stepOfLine(process), endStep);
        process.call = parent[2].call; // by hand
        QCOMPARE(stepOfLine(process), noStep);
        const auto child = stepLines(scenario, 1, values); // its _exit(2) is a step
        QCOMPARE(child.back().step, static_cast<StepId>(scenario.steps.size() - 1));
        const auto replaced = demo(waitsFirst, R"({"call": "execve", "program": "yes"})");
        QVERIFY(stepLines(replaced, 1, values).back().step != endStep);
    }

    void whatTheOtherHasNotIsMarked()
    {
        const auto wrong = demo(waitsFirst, writes);
        const auto cured = demo(readsFirst, writes);
        const auto values = defaultParameters(wrong);
        const auto before = stepLines(wrong, 0, values);
        const auto after = stepLines(cured, 0, values);
        // pipe, fork, then one of wait and read has moved
        const auto removed = onlyInFirst(before, after);
        const auto added = onlyInFirst(after, before);
        QCOMPARE(std::count(removed.begin(), removed.end(), true), 1);
        QCOMPARE(std::count(added.begin(), added.end(), true), 2);
        QVERIFY(added[2]);                                // close(p[1])
        for (std::size_t i = 0; i < before.size(); ++i) { // what has moved is marked in both
            for (std::size_t j = 0; j < after.size(); ++j) {
                if (before[i].text == after[j].text)
                    QCOMPARE(removed[i], added[j]);
            }
        }
        const auto same = onlyInFirst(before, before);
        QCOMPARE(std::count(same.begin(), same.end(), true), 0);
    }
};

QTEST_APPLESS_MAIN(TestStepText)
#include "tst_steptext.moc"
