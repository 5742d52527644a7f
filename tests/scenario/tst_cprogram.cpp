// SPDX-License-Identifier: MIT
// A demo as a C program: what it says. That it compiles and does the same is tests/system.
#include "mechanisms/cheaders.h"
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
                                    "default": 65537, "atLeast": 1, "atMost": 100000,
                                    "unit": "bytes"},
                           "word": {"type": "text", "title": {"en": "Word", "zh_CN": "词"},
                                    "default": "hi", "atMost": 20}},
            "workers": {"parent": {"stdin": "typed\n", "steps": [)"
            + parent + R"(]}, ")" + childName + R"(": [)" + child
            + R"(]}, "expect": [{"worker": "parent", "exit": 0,
                                 "proves": {"en": "p", "zh_CN": "p"}}]})",
        "d.json");
    if (const auto *problem = std::get_if<ScenarioProblem>(&read))
        qFatal("%s: %s", problem->place.c_str(), problem->what.en.c_str());
    return std::get<Scenario>(read);
}

/// A process alone, and what is expected of its calls.
Scenario aloneDemo(const std::string &steps, const std::string &expectations)
{
    const auto read = parseScenario(
        R"({"id": "d", "chapter": "pipe", "cure": null, "title": {"en": "t", "zh_CN": "t"},
            "lesson": {"en": "l", "zh_CN": "l"}, "workers": {"one": [)"
            + steps + R"(]}, "expect": [)" + expectations + R"(]})",
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

std::string makesAndForks(const std::string &child)
{
    return R"({"call": "pipe", "makes": "p"}, {"call": "fork", "child": ")" + child + R"("})";
}

const auto makes = makesAndForks("child");
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
        QVERIFY(has(english, " *\n * Size: 65537 bytes\n * Word: \"hi\"\n *\n"));
        const auto chinese = programOf(scenario, Language::Chinese);
        QVERIFY(chinese.starts_with("/*\n * 标题\n *\n * 它教什么\n"));
        QVERIFY(has(chinese, " * 大小：65537 字节\n"));
        QVERIFY(!has(chinese, "What") && !has(chinese, "Where"));
    }

    void noValueBeginsOrEndsACommentInTheHead()
    {
        const auto scenario = demo(makes, writes, "child");
        auto values = defaultParameters(scenario);
        values[1].text = "/*/ ?\?/";
        const auto program = cProgram(scenario, values, Language::English);
        QVERIFY(has(program, " * Word: \"/ * / ?\\?/\"\n"));
    }

    /// Words of the lesson and in quotes are no names.
    void aHeaderIsIncludedForTheNamesThatTheProgramUses()
    {
        QCOMPARE(
            cHeaders("/* kill( */ puts(\"open \\\" strtol\"); x = '\\'' + SYS_read; n = O_RDONLY;"),
            (std::vector<std::string_view>{"fcntl.h", "sys/syscall.h"}));
        const auto told = programOf(
            demo(makes + R"(, {"call": "wait", "when": "child done write"})", writes, "child"));
        QVERIFY(has(told, "#include <stdatomic.h>\n") && has(told, "#include <sys/wait.h>\n"));
        QVERIFY(!has(told, "<fcntl.h>") && !has(told, "<stdlib.h>") && !has(told, "syscall.h"));
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
        QVERIFY(has(waiting, " watches them in /proc"));
        const auto told = programOf(
            demo(makes + R"(, {"call": "wait", "when": "child done write"})", writes, "child"));
        QVERIFY(has(told, "    CHILD_DID_WRITE, /* write(p[1], buf, 65537) has returned */\n"));
        QVERIFY(has(told, "waitpid(-1, &ending, 0)") && !has(told, "WNOHANG"));
    }

    void aProcessThatWaitsTellsHowTheOtherEnded()
    {
        const std::string waits = makes + R"(, {"call": "wait", "for": "child"})";
        const auto program = programOf(demo(waits, writes, "child"));
        QVERIFY(has(program, "    ended = wait(&status);\n    if (ended != -1)\n"
                             "        tell_end(name_of(ended), status);\n    else\n"
                             "        failed(\"parent\", \"wait\");\n"));
        QVERIFY(has(program, "    if (pid == child)\n        return \"child\";\n"));
        const auto looping = programOf(demo(makes + R"(, {"repeat": "untilError", "atMost": 9,
                                                          "do": [{"call": "wait"}]})",
                                            writes, "child"));
        QVERIFY(has(looping, "        else {\n            failed(\"parent\", \"wait\");\n"
                             "            is_over = true;\n        }\n"));
        QVERIFY(!has(looping, "ssize_t n;"));
    }

    /// Where its file says so: with other values nobody knows.
    void aProgramThatNeverEndsSaysSoAndNothingOutlivesIt()
    {
        const auto read = parseScenario(
            R"({"id": "d", "chapter": "pipe", "cure": null, "title": {"en": "t", "zh_CN": "t"},
                "lesson": {"en": "l", "zh_CN": "l"},
                "parameters": {"size": {"type": "number", "title": {"en": "s", "zh_CN": "s"},
                                        "default": 9, "atLeast": 1, "atMost": 99}},
                "variants": {"stuck": {"size": 9}, "fits": {"size": 8}},
                "workers": {"parent": [)"
                + makes + R"(, {"call": "wait"}], "child": [
                    {"call": "read", "fd": "p[0]", "size": "$size"}]},
                "expect": [{"at": "child asleep in read", "asleepIn": "read", "forEver": true,
                            "only": "stuck", "proves": {"en": "p", "zh_CN": "p"}},
                           {"at": "parent asleep in wait", "asleepIn": "wait", "forEver": true,
                            "only": "stuck", "proves": {"en": "p", "zh_CN": "p"}}]})",
            "d.json");
        if (const auto *problem = std::get_if<ScenarioProblem>(&read))
            qFatal("%s: %s", problem->place.c_str(), problem->what.en.c_str());
        const auto &scenario = std::get<Scenario>(read);
        const auto of = [&](std::int64_t size) {
            return cProgram(scenario, {ParameterValue{size, {}}}, Language::English);
        };
        QVERIFY(has(of(9),
                    " * This program never ends by itself: child sleeps in read() and parent "
                    "sleeps in wait()\n * for ever. Ctrl+C ends all its processes.\n"));
        QVERIFY(has(of(9), "    prctl(PR_SET_PDEATHSIG, SIGKILL);"));
        QVERIFY(!has(of(8), "Ctrl+C") && !has(of(8), "PR_SET_PDEATHSIG"));
        QVERIFY(has(of(7), " * With these values the program may never end by itself."));
        QVERIFY(has(cProgram(scenario, {ParameterValue{9, {}}}, Language::Chinese),
                    "这个程序不会自己结束：child 永远睡在 read() 里，"));
    }

    void whatTheBufferHoldsAlreadyIsNotPutThereAgain()
    {
        const std::string fill = R"({"call": "write", "as": "a", "fd": "p[1]",
                                     "data": {"fill": "A", "times": 300}})";
        const std::string other = R"({"call": "write", "as": "b", "fd": "p[1]",
                                      "data": {"fill": "B", "times": 300}})";
        const std::string reads = R"({"call": "read", "fd": "p[0]", "size": 300})";
        const auto count = [&](const std::string &steps) {
            const auto program = programOf(demo(makes, steps, "child"));
            return QByteArray::fromStdString(program).count("    memset(buf");
        };
        const auto loop = [](const std::string &inner) {
            return R"({"repeat": 5, "do": [)" + inner + "]}";
        };
        QCOMPARE(count(fill + "," + loop(R"({"call": "write", "as": "c", "fd": "p[1]",
                                             "data": {"fill": "A", "times": 300}})")),
                 1);
        QVERIFY(has(programOf(demo(makes, loop(fill), "child")),
                    "    memset(buf, 'A', 300);\n    for (int i = 0; i < 5; i++) {\n"));
        QVERIFY(has(programOf(demo(makes, loop(fill + "," + other), "child")),
                    "i++) {\n        memset(buf, 'A', 300);\n"));
        QCOMPARE(count(fill + "," + reads + R"(, {"call": "write", "as": "c", "fd": "p[1]",
                                                  "data": {"fill": "A", "times": 300}})"),
                 2);
        QVERIFY(has(programOf(demo(makes, loop(fill + "," + reads), "child")),
                    "i++) {\n        memset(buf, 'A', 300);\n"));
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
        QCOMPARE(cString(std::string_view("\0001\t\x7f", 4)), std::string("\"\\0001\\011\\177\""));
    }

    void whatIsSentIsMadeBeforeTheCall()
    {
        const auto program = programOf(
            demo(makes, writes + R"(, {"call": "write", "as": "hi", "fd": "p[1]", "data": "hi"},
                     {"repeat": "untilError", "atMost": 9, "do": [
                         {"call": "write", "as": "ab", "fd": "p[1]",
                          "data": {"fill": "ab", "times": 300}}]})",
                 "child"));
        QVERIFY(has(program, "    memset(buf, 'A', 65537);\n"
                             "    TELL(\"child\", write(p[1], buf, 65537));\n"
                             "    TELL(\"child\", write(p[1], \"hi\", 2));\n"));
        QVERIFY(has(program,
                    "    fill(buf, 600, \"ab\", 2);\n"
                    "    while (counted(write(p[1], buf, 600)) != -1)\n        ;\n"
                    "    failed(\"child\", \"write\");\n    tell_all_written(\"child\");\n"));
        QVERIFY(has(program, "static char buf[65537];\n"));
    }

    /// Nothing else of the program could tell: it runs while its process sleeps.
    void aHandlerTellsWhoWaitsForIt()
    {
        const std::string handles =
            R"({"call": "sigaction", "signal": "SIGUSR1", "handler": "count", "restart": true},
               {"call": "read", "fd": "p[0]", "size": 1})";
        const std::string signals = makes
                                    + R"(, {"call": "kill", "pid": "@child", "signal": "SIGUSR1",
                          "when": "child asleep in read"})";
        const auto alone = programOf(demo(signals, handles, "child"));
        QVERIFY(
            has(alone, "static void count(int signal)\n{\n    (void)signal;\n    handled++;\n}\n"));
        const auto waited = programOf(
            demo(signals + R"(, {"call": "write", "fd": "p[1]", "data": "x",
                                 "when": "child handled SIGUSR1"})",
                 handles, "child"));
        QVERIFY(has(alone, "    fprintf(stderr, \"child: signals handled: %d\\n\", handled);\n"
                           "    _exit(0);\n"));
        QVERIFY(has(waited, "    if (self == CHILD && signal == SIGUSR1)\n"
                            "        shared->has_happened[CHILD_HANDLED_SIGUSR1] = true;\n"
                            "    handled++;\n"));
        QVERIFY(has(waited, "    self = CHILD;\n") && !has(waited, "(void)signal"));
        QVERIFY(has(waited, "    wait_until(CHILD_HANDLED_SIGUSR1);\n"));
    }

    /// Under strace(1) each call looks like a stop: only while somebody waits does main() look for one.
    void aStopIsLookedForWhileSomebodyWaitsForIt()
    {
        const auto program = programOf(
            demo(makes + R"(, {"call": "kill", "as": "stop", "pid": "@child", "signal": "SIGSTOP",
                              "when": "child asleep in read"},
                             {"call": "kill", "as": "go-on", "pid": "@child", "signal": "SIGCONT",
                              "when": "child stopped"})",
                 R"({"call": "read", "fd": "p[0]", "size": 1})", "child"));
        QVERIFY(has(program, "        if (is_awaited(CHILD_STOPPED) && is_stopped(CHILD))\n"));
        QVERIFY(has(program, "    shared->waits_for[self] = event;\n"));
    }

    void thatOthersAreSettledIsWaitedForAnewInEachRound()
    {
        const auto program = programOf(demo(makesAndForks("A") + R"(, {"repeat": 3, "do": [
                     {"call": "read", "fd": "p[0]", "size": 1, "when": "others settled"}]})",
                                            writes, "A"));
        QVERIFY(has(program, "        wait_until_anew(OTHERS_SETTLED_BEFORE_PARENT_READ);\n"));
        QVERIFY(has(program, "are_others_settled(PARENT)"));
        // whoever was forked counts before it runs
        QVERIFY(has(program, "        _exit(1);\n    }\n    shared->pid[PROCESS_A] = A;\n"));
    }

    void anothersDescriptorIsReadFromSharedMemory()
    {
        const auto program = programOf(
            demo(makes, R"({"call": "open", "path": "procfd:parent.p[0]", "flags": "O_RDONLY",
                            "makes": "mine", "when": "parent done fork"})",
                 "child"));
        QVERIFY(has(program, "    atomic_int parent_p[2];\n"));
        QVERIFY(has(program, "        _exit(1);\n    }\n    shared->parent_p[0] = p[0];\n"));
        QVERIFY(has(program, "mine = open(in_proc_of(shared->pid[PARENT], shared->parent_p[0]), "
                             "O_RDONLY);\n"));
    }

    void howAFileIsOpenedIsSaid()
    {
        const auto opening = [](const char *flags) {
            const auto steps = QStringLiteral(R"({"call": "mkfifo", "path": "door"},
                                                 {"call": "open", "path": "door", "makes": "in",
                                                  "flags": "%1"})")
                                   .arg(flags);
            return programOf(aloneDemo(steps.toStdString(), R"({"worker": "one", "exit": 0,
                                                               "proves": {"en": "p", "zh_CN": "p"}})"));
        };
        QVERIFY(has(opening("O_NONBLOCK"), "open(\"door\", O_RDONLY | O_NONBLOCK)"));
        QVERIFY(has(opening("O_RDWR|O_NONBLOCK"), "open(\"door\", O_RDWR | O_NONBLOCK)"));
        QVERIFY(has(opening("O_PATH"), "open(\"door\", O_PATH)"));
    }

    /// It is removed however the program ends, and what that takes leaves 3 and 4 free.
    void filesLieInADirectoryOfTheProgramsOwn()
    {
        const auto program = programOf(aloneDemo(
            R"({"call": "umask", "mask": "022"}, {"call": "mkfifo", "path": "door"},
               {"call": "open", "path": "door", "flags": "O_RDWR", "makes": "both"},
               {"call": "stat", "path": "door"}, {"call": "unlink", "path": "door"})",
            ""));
        QVERIFY(has(program, "    umask(022);\n"));
        QVERIFY(has(program, "mkfifo(\"door\", 0666)"));
        QVERIFY(has(program, "both = open(\"door\", O_RDWR)"));
        QVERIFY(has(program, "TELL_STAT(\"one\", stat(\"door\", &st));\n"));
        QVERIFY(has(program, "mkdtemp(directory)"));
        QVERIFY(has(program, "    unlink(\"door\");\n    if (chdir(\"/\") == 0)\n"));
        QVERIFY(has(program, "    close(program);\n}\n"));
        QVERIFY(has(program, "    int ending;\n\n    enter_directory();\n"));
        QVERIFY(!has(program, "door[2]")); // a FIFO has no pair of descriptors
        QVERIFY(!has(programOf(demo(makes, writes, "child")), "directory"));
    }

    void standardInputIsSetBeforeTheProcessHasItsName()
    {
        const auto program = programOf(demo(makes, writes, "child"));
        QVERIFY(
            has(program, "    set_stdin(\"typed\\n\", 6);\n    prctl(PR_SET_NAME, \"parent\");\n"));
        QVERIFY(has(program, "{\n    prctl(PR_SET_NAME, \"child\");\n"));
        QVERIFY(has(program, "#include <sys/mman.h>\n"));
    }

    void aUserThatNobodyIsIsFoundByTheProgram()
    {
        const auto library = parseScenario(
            R"({"id": "d", "chapter": "pipe", "cure": null, "title": {"en": "t", "zh_CN": "t"},
                "lesson": {"en": "l", "zh_CN": "l"}, "requires": ["unshared-uid"],
                "workers": {"user": {"user": "unused", "steps": [{"call": "pipe"}]}},
                "expect": [{"worker": "user", "exit": 0, "proves": {"en": "p", "zh_CN": "p"}}]})",
            "d.json");
        const auto program = programOf(std::get<Scenario>(library));
        QVERIFY(has(program, "    become_unused_user();\n    prctl(PR_SET_NAME, \"user\");\n"));
        QVERIFY(has(program, "setresuid(uid, uid, uid)") && has(program, "#include <grp.h>\n"));
        QVERIFY(has(program, " * Only root can run it") && has(program, "    return result;\n"));
    }

    void aCallFailsAsItsManualSaysAndOneThatStraceCannotShowIsTold()
    {
        const auto scenario = demo(makes + R"(, {"call": "mmap", "fd": "p[0]", "length": 4096},
                         {"call": "fpathconf", "fd": "p[1]", "name": "_PC_PIPE_BUF"})",
                                   R"({"repeat": "untilError", "atMost": 3, "do": [
                   {"call": "mmap", "as": "again", "fd": "p[0]", "length": 4096}]})",
                                   "child");
        const auto program = programOf(scenario);
        QVERIFY(
            has(program,
                "MAP_SHARED, p[0], 0) == MAP_FAILED)\n        failed(\"parent\", \"mmap\");\n"));
        QVERIFY(has(program, "MAP_SHARED, p[0], 0) != MAP_FAILED)\n        ;\n"));
        QVERIFY(
            has(program,
                "    if (told(\"parent\", \"fpathconf\", fpathconf(p[1], _PC_PIPE_BUF)) == -1)\n"));
        QVERIFY(!has(straceCommand(scenario, defaultParameters(scenario), "./d"), "fpathconf"));
    }

    /// Of a call that fails in the demo the file says so.
    void aProcessWithoutItsPipeOrItsChildStopsUnlessTheDemoGoesOn()
    {
        const auto stops = [](const std::string &name) {
            return "    if (pipe(p) == -1) {\n        perror(\"" + name + ": pipe\");\n"
                   + "        _exit(1);\n    }\n";
        };
        const std::string goesOn = "    if (pipe(p) == -1)\n        failed(\"one\", \"pipe\");\n";
        const auto program = programOf(demo(makes, writes, "child"));
        QVERIFY(has(program, stops("parent")));
        QVERIFY(has(program, "    if (child == -1) {\n        perror(\"parent: fork\");\n"
                             "        _exit(1);\n    }\n"));
        const std::string pipe = R"({"call": "pipe", "makes": "p"})";
        const auto expecting = [&pipe](const std::string &what) {
            return programOf(aloneDemo(pipe, R"({"call": "one.pipe", )" + what + R"(,
                                                "proves": {"en": "p", "zh_CN": "p"}})"));
        };
        QVERIFY(has(expecting(R"("errno": "EMFILE")"), goesOn));
        QVERIFY(has(expecting(R"("returns": -1)"), goesOn));
        const auto fine = expecting(R"("returns": 0)");
        QVERIFY(has(fine, stops("one")) && !has(fine, "failed("));
    }

    void whatIsReadOnceAndIsTextIsPrinted()
    {
        const std::string told = "    got = read(p[0], buf, 9);\n    if (got != -1)\n"
                                 "        tell_read(\"parent\", got);\n    else\n"
                                 "        failed(\"parent\", \"read\");\n";
        const std::string read = R"({"call": "read", "fd": "p[0]", "size": 9})";
        const auto once = programOf(demo(makes + ", " + read, writes, "child"));
        QVERIFY(has(once, told) && has(once, "static ssize_t got;\n"));
        QVERIFY(has(once,
                    "    if (size == 0)\n        fprintf(stderr, \"%s read 0: end of file\\n\", "
                    "name);\n    else\n"));
        const std::string empty = R"({"call": "read", "fd": "p[0]", "size": 0})";
        QVERIFY(has(programOf(demo(makes + ", " + empty, writes, "child")),
                    "    TELL(\"parent\", read(p[0], buf, 0));\n")); // that is no end of file
        QCOMPARE(cName("got"), std::string("got_"));
        const auto looping = programOf(
            demo(makes + R"(, {"repeat": 2, "do": [)" + read + "]}", writes, "child"));
        QVERIFY(!has(looping, "tell_read") && !has(looping, "got"));
        const auto numbers = programOf(demo(
            makes + ", " + read,
            R"({"call": "write", "fd": "p[1]", "size": 9, "data": {"sequence": 251}})", "child"));
        QVERIFY(has(numbers, "    TELL(\"parent\", read(p[0], buf, 9));\n"));
    }

    void aNumberThatACallReturnsIsPrinted()
    {
        const auto asks = [](const std::string &command) {
            return programOf(aloneDemo(R"({"call": "pipe", "makes": "p"},
                                          {"call": "fcntl", "fd": "p[0]", "command": )"
                                           + command + "}",
                                       R"({"worker": "one", "exit": 0,
                                           "proves": {"en": "p", "zh_CN": "p"}})"));
        };
        QVERIFY(has(asks(R"("F_GETPIPE_SZ")"), "    TELL(\"one\", fcntl(p[0], F_GETPIPE_SZ));\n"));
        QVERIFY(has(asks(R"("F_GETFL")"), "    TELL_FLAGS(\"one\", fcntl(p[0], F_GETFL));\n"));
        const auto sets = asks(R"("F_SETFL", "value": "O_NONBLOCK")");
        QVERIFY(has(sets, "    if (fcntl(p[0], F_SETFL, O_NONBLOCK) == -1)\n")
                && !has(sets, "TELL"));
    }

    void whatACallFillsInIsPrinted()
    {
        const auto asking = [](const std::string &step) {
            return programOf(aloneDemo(R"({"call": "pipe", "makes": "p"}, )" + step,
                                       R"({"worker": "one", "exit": 0,
                                           "proves": {"en": "p", "zh_CN": "p"}})"));
        };
        const std::string stat = R"({"call": "fstat", "fd": "p[0]"})";
        const auto file = asking(stat);
        QVERIFY(has(file, "    TELL_STAT(\"one\", fstat(p[0], &st));\n"));
        QVERIFY(has(file, "static void tell_stat(") && has(file, "static void tell("));
        QVERIFY(!has(file, "tell_link") && !has(file, "tell_fs") && !has(file, "failed("));
        const auto link = asking(R"({"call": "readlink", "path": "procfd:p[0]"})");
        QVERIFY(has(link, "    TELL_LINK(\"one\", readlink(in_proc(p[0]), link_text, "
                          "sizeof link_text));\n"));
        const auto system = asking(R"({"call": "fstatfs", "fd": "p[0]"})");
        QVERIFY(has(system, "    TELL_FS(\"one\", fstatfs(p[0], &fs));\n")
                && has(system, "#include <linux/magic.h>\n"));
        const auto looping = asking(R"({"repeat": 2, "do": [)" + stat + "]}");
        QVERIFY(!has(looping, "TELL_STAT"));
    }

    void whatALoopMovesIsAddedUp()
    {
        const std::string read = R"({"call": "read", "fd": "p[0]", "size": 9})";
        const auto loop = [](const std::string &inner) {
            return makes + R"(, {"repeat": "untilEof", "atMost": 9, "do": [)" + inner + "]}";
        };
        const auto reads = programOf(demo(loop(read), writes, "child"));
        QVERIFY(has(reads, "    while (counted(read(p[0], buf, 9)) > 0)\n        ;\n"
                           "    tell_all_read(\"parent\");\n"));
        const std::string ifAny = "(const char *name)\n{\n    if (calls > 0)\n        fprintf(";
        QVERIFY(has(reads, "static void tell_all_read" + ifAny));
        const auto wrote = programOf(
            demo(makes + R"(, {"repeat": 2, "do": [{"call": "write", "fd": "p[1]", "data": "x"}]})",
                 writes, "child"));
        QVERIFY(has(wrote, "static void tell_all_written" + ifAny));
        const auto both = programOf(demo(
            loop(read + R"(, {"call": "write", "fd": "p[1]", "data": "x"})"), writes, "child"));
        QVERIFY(!has(both, "counted") && !has(both, "tell_all"));
        const auto torn = programOf(aloneDemo(
            R"({"call": "pipe", "makes": "p"},
               {"repeat": 2, "do": [{"call": "read", "fd": "p[0]", "size": 9, "into": "got"}]})",
            R"({"value": "one.got", "torn": 0, "record": 9,
                "proves": {"en": "p", "zh_CN": "p"}})"));
        QVERIFY(has(torn, "        if (examined(counted(read(p[0], buf, 9)), 9) == -1)\n"));
        const auto pieces = programOf(aloneDemo(
            R"({"call": "pipe", "makes": "p"},
               {"repeat": "untilEof", "atMost": 9, "do": [
                   {"call": "read", "fd": "p[0]", "size": 9, "into": "got"}]})",
            R"({"value": "one.got", "runs": [["A", 9]], "proves": {"en": "p", "zh_CN": "p"}})"));
        QVERIFY(has(pieces, "    while (in_pieces(\"one\", counted(read(p[0], buf, 9))) > 0)\n"));
        QVERIFY(has(torn, "    fprintf(stderr, \"one: torn records: %d\\n\", torn);\n"));
    }

    void whatAProcessBecomesHasAnEnvironmentOfItsOwn()
    {
        const auto program = programOf(
            demo(makesAndForks("printf"), R"({"call": "execve", "program": "wc-c"})", "printf"));
        QVERIFY(has(program, "static pid_t printf_;\n")); // the library has printf
        QVERIFY(has(program, "static void printf_main(void)\n"));
        QVERIFY(has(program, "(char *[]){\"wc\", \"-c\", NULL}, environment);\n"
                             "    perror(\"printf: execve\");\n    _exit(127);\n}\n"));
        QVERIFY(has(program, "environment[] = {\"PATH=/usr/bin:/bin\", \"LC_ALL=C\", NULL};\n"));
    }

    void straceIsToldTheCallsOfTheDemoAlone()
    {
        const auto scenario = demo(makes, writes, "child");
        QCOMPARE(straceCommand(scenario, defaultParameters(scenario), "./d"),
                 std::string("strace -f --decode-pids=comm -o /dev/stdout -e "
                             "'trace=?pipe,?pipe2,?fork,?clone,?clone3,write' ./d "
                             "| grep -v '^[0-9]*<\\(strace\\|d\\)>'"));
    }

    /// What grep cannot leave out: what the program prints, and what the programs do that it becomes.
    void whatStraceShowsBesideTheDemoIsSaid()
    {
        const auto told = [](const std::string &program) {
            return QString::fromStdString(program.substr(0, program.find("*/")))
                .replace("\n * ", " ");
        };
        const QString prints("by write(2, ...) a process prints");
        const QString becomes("After execve() a process is another program");
        const auto writing = told(programOf(demo(makes, writes, "child")));
        QVERIFY2(writing.contains(prints) && !writing.contains(becomes), qPrintable(writing));
        const auto becoming = told(programOf(
            demo(makesAndForks("child"), R"({"call": "execve", "program": "wc-c"})", "child")));
        QVERIFY2(!becoming.contains(prints) && becoming.contains(becomes), qPrintable(becoming));
    }

    /// The kernel keeps 15 letters of a process's name.
    void whatHasTheProgramsNameIsNotShown()
    {
        const auto scenario = demo(makes, writes, "child");
        const auto command = straceCommand(scenario, defaultParameters(scenario),
                                           "./pipe-eof-forgotten-close");
        QVERIFY(
            has(command,
                " ./pipe-eof-forgotten-close | grep -v '^[0-9]*<\\(strace\\|pipe-eof-forgot\\)>'"));
        QVERIFY(has(programOf(scenario),
                    " ./demo | grep -v '^[0-9]*<\\(strace\\|demo\\)>'\n *\n * grep leaves out "));
    }
};

QTEST_APPLESS_MAIN(TestCProgram)
#include "tst_cprogram.moc"
