// SPDX-License-Identifier: MIT
// A demo as a C program: what it says. That it compiles and does the same is tests/system.
#include "scenario/cnames.h"
#include "scenario/cprogram.h"
#include "scenario/loader.h"

#include <QTest>

using namespace seeipc;

namespace {

/// A demo of a parent and its child with these steps.
Scenario demo(const std::string &parent, const std::string &child, const std::string &childName)
{
    const auto read = parseScenario(
        R"({"id": "d", "chapter": "pipe", "cure": null, "title": {"en": "A title", "zh_CN": "标题"},
            "lesson": {"en": "What it teaches */", "zh_CN": "它教什么"},
            "parameters": {"size": {"type": "number", "title": {"en": "Size", "zh_CN": "大小"},
                                    "default": 65537, "atLeast": 1, "atMost": 100000}},
            "workers": {"parent": [)"
            + parent + R"(], ")" + childName + R"(": [)" + child
            + R"(]}, "expect": [{"worker": "parent", "exit": 0,
                                 "proves": {"en": "p", "zh_CN": "p"}}]})",
        "d.json");
    if (const auto *problem = std::get_if<ScenarioProblem>(&read))
        qFatal("%s: %s", problem->place.c_str(), problem->what.en.c_str());
    return std::get<Scenario>(read);
}

std::string programOf(const Scenario &scenario, Language language = Language::English)
{
    return cProgram(scenario, defaultParameters(scenario), language);
}

bool has(const std::string &program, const std::string &part)
{
    return program.find(part) != std::string::npos;
}

const std::string makes = R"({"call": "pipe", "makes": "p"}, {"call": "fork", "child": "child"})";
const std::string writes =
    R"({"call": "write", "fd": "p[1]", "data": {"fill": "A", "times": "$size"}})";

} // namespace

class TestCProgram : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theHeadTellsTheLessonInTheLanguageAsked()
    {
        const auto scenario = demo(makes, writes, "child");
        const auto english = programOf(scenario);
        QVERIFY(english.starts_with("/*\n * A title\n *\n * What it teaches * /\n"));
        QVERIFY(has(english, " * Size: 65537\n"));
        QVERIFY(has(english, " * Size: 65537\n *\n"));
        const auto chinese = programOf(scenario, Language::Chinese);
        QVERIFY(chinese.starts_with("/*\n * 标题\n *\n * 它教什么\n"));
        QVERIFY(!has(chinese, "What") && !has(chinese, "Where"));
    }

    void nobodyWatchesWhereNobodyWaits()
    {
        const auto alone = programOf(demo(makes, writes, "child"));
        QVERIFY(!has(alone, "/proc") && !has(alone, "shared"));
        const auto waiting = programOf(
            demo(makes + R"(, {"call": "wait", "for": "child"})",
                 R"({"call": "_exit", "status": 0, "when": "parent asleep in wait"})", "child"));
        QVERIFY(has(waiting, "    wait_until(PARENT_ASLEEP_IN_WAIT);\n    _exit(0);\n"));
        QVERIFY(has(waiting, "is_asleep_in(PARENT, SYS_wait4)"));
    }

    void aChildThatIsForkedStandsBeforeItsParent()
    {
        const auto program = programOf(demo(makes, writes, "child"));
        QVERIFY(program.find("void child_main(void)") < program.find("void parent_main(void)"));
        QVERIFY(has(program, "    child = fork();\n    if (child == 0)\n        child_main();\n"));
    }

    void aNameOfTheDemoThatCHasTakenIsAnother()
    {
        QCOMPARE(cName("empty-writer"), std::string("empty_writer"));
        QCOMPARE(cName("double"), std::string("double_"));
        QCOMPARE(cName("2nd"), std::string("_2nd"));
        const std::string quoted = "\"say \\\"hi\\\"\\n\"";
        QCOMPARE(cString("say \"hi\"\n"), quoted);
    }

    void whatIsSentIsMadeBeforeTheCall()
    {
        const auto program = programOf(
            demo(makes, writes + R"(, {"call": "write", "as": "hi", "fd": "p[1]", "data": "hi"},
                     {"repeat": "untilError", "atMost": 9, "do": [
                         {"call": "write", "as": "ab", "fd": "p[1]",
                          "data": {"fill": "ab", "times": 300}}]})",
                 "child"));
        QVERIFY(
            has(program, "    memset(buf, 'A', 65537);\n    if (write(p[1], buf, 65537) == -1)\n"));
        QVERIFY(
            has(program, "    if (write(p[1], \"hi\", 2) == -1)\n        failed(\"write\");\n"));
        QVERIFY(has(program,
                    "    fill(buf, 600, \"ab\", 2);\n    while (write(p[1], buf, 600) != -1)\n"
                    "        ;\n    failed(\"write\");\n"));
        QVERIFY(has(program, "static char buf[65537];\n"));
    }

    void straceIsToldTheCallsOfTheDemoAlone()
    {
        const auto scenario = demo(makes, writes, "child");
        QCOMPARE(straceCommand(scenario, defaultParameters(scenario), "./d"),
                 std::string("strace -f --decode-pids=comm -e "
                             "'trace=?pipe,?pipe2,?fork,?clone,?clone3,write' ./d"));
    }
};

QTEST_APPLESS_MAIN(TestCProgram)
#include "tst_cprogram.moc"
