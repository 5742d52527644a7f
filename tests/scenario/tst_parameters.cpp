// SPDX-License-Identifier: MIT
// Parameters that a user sets, conditions in words, comparisons.
#include "badfile.h"
#include "mechanisms/registry.h"
#include "scenario/loader.h"

#include <QTest>

#include <csignal>

using namespace seeipc;
using namespace seeipc::badfile;

Q_DECLARE_METATYPE(std::optional<seeipc::Condition>)

namespace {

Scenario read(const Parts &parts)
{
    auto given = parseScenario(demo(parts), "f.json");
    if (const auto *problem = std::get_if<ScenarioProblem>(&given))
        qFatal("%s: %s", problem->place.c_str(), problem->what.en.c_str());
    return std::get<Scenario>(std::move(given));
}

Scenario withParameters()
{
    return read({.parameters = R"(
        "size": {"type": "number", "title": {"en": "Size", "zh_CN": "大小"}, "default": 4096,
                 "atLeast": 1, "atMost": 1048576, "unit": "bytes"},
        "offset": {"type": "number", "default": -5, "atLeast": -10, "atMost": 10},
        "message": {"type": "text", "default": "hello", "atMost": 8})"});
}

Scenario withWorkers()
{
    return read({.workers = R"({
        "parent": [{"call": "pipe", "makes": "p"}, {"call": "fork", "child": "child"},
                   {"call": "read", "as": "first", "fd": "p[0]", "size": 1},
                   {"call": "read", "fd": "p[0]", "size": 1},
                   {"call": "wait", "for": "child"}],
        "child": [{"call": "write", "fd": "p[1]", "data": "x"}, {"call": "_exit", "status": 0}]})"});
}

} // namespace

class TestParameters : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aParameterIsReadWhole()
    {
        const auto scenario = withParameters();
        QCOMPARE(scenario.parameters.size(), std::size_t{3});
        const auto &size = scenario.parameters[0];
        QCOMPARE(size.name, std::string("size"));
        QCOMPARE(size.title, (Text{"Size", "大小"}));
        QVERIFY(size.type == Parameter::Type::Number);
        QCOMPARE(size.number, 4096);
        QCOMPARE(size.atLeast, 1);
        QCOMPARE(size.atMost, 1048576);
        QCOMPARE(size.unit, std::string("bytes"));
        QVERIFY(!size.byHandStep);
        const auto &message = scenario.parameters[2];
        QVERIFY(message.type == Parameter::Type::Text);
        QCOMPARE(message.text, std::string("hello"));
        QCOMPARE(message.atMost, 8);
        QCOMPARE(message.title, (Text{"message", "message"}));
        const auto values = defaultParameters(scenario);
        QCOMPARE(values.size(), std::size_t{3});
        QCOMPARE(values[0].number, 4096);
        QCOMPARE(values[1].number, -5);
        QCOMPARE(values[2].text, std::string("hello"));
    }

    void aValueIsTakenOrRefused_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("value");
        QTest::addColumn<QString>("refusal");
        QTest::addColumn<qlonglong>("number");
        const auto taken = [](const char *row, const char *name, const char *value,
                              qlonglong number) {
            QTest::newRow(row) << name << value << QString() << number;
        };
        const auto refused = [](const char *row, const char *name, const char *value,
                                const char *refusal) {
            QTest::newRow(row) << name << value << refusal << qlonglong{4096};
        };
        taken("least", "size", "1", 1);
        taken("most", "size", "1048576", 1048576);
        taken("K", "size", "64K", 65536);
        taken("k", "size", "1k", 1024);
        taken("M", "size", "1M", 1048576);
        taken("negative", "offset", "-10", 4096);
        const char *bounds = "size is \"%1\", must be a whole number from 1 to 1048576 bytes";
        for (const char *wrong :
             {"0", "1048577", "2M", "", "K", "many", "1.5", "1 ", "0x10", "-1",
              "99999999999999999999", "9223372036854775807M", "1KK", "17592186044417M"})
            refused(wrong, "size", wrong, qPrintable(QString(bounds).arg(wrong)));
        refused("no unit", "offset", "11",
                "offset is \"11\", must be a whole number from -10 to 10");
        refused("unknown", "offst", "1",
                "there is no parameter \"offst\": did you mean \"offset\"?");
        refused("far", "x", "1", "there is no parameter \"x\": there are size, offset, message");
        refused("text too long", "message", "123456789",
                "message has 9 bytes, at most 8 would be right");
    }
    void aValueIsTakenOrRefused()
    {
        QFETCH(QString, name);
        QFETCH(QString, value);
        QFETCH(QString, refusal);
        QFETCH(qlonglong, number);
        const auto scenario = withParameters();
        auto values = defaultParameters(scenario);
        const auto problem = setParameter(scenario, name.toStdString(), value.toStdString(),
                                          values);
        QCOMPARE(QString::fromStdString(problem ? problem->en : ""), refusal);
        QVERIFY(!problem || (!problem->zh.empty() && problem->zh != problem->en));
        QVERIFY(!problem || !QString::fromStdString(problem->zh).contains(QStringLiteral("bytes")));
        QCOMPARE(values[0].number, number);
        QCOMPARE(values[2].text, std::string("hello"));
        QCOMPARE(values[1].number, name == "offset" && refusal.isEmpty() ? -10 : -5);
    }

    void aChoiceIsOneOfItsWords()
    {
        const auto scenario = read({.parameters = R"("end": {"type": "choice",
            "title": {"en": "End", "zh_CN": "端"},
            "of": {"kept": {"en": "is kept", "zh_CN": "不关"},
                   "shut": {"en": "is closed", "zh_CN": "关闭"}}})"});
        const auto &parameter = scenario.parameters.at(0);
        QVERIFY(parameter.type == Parameter::Type::Choice);
        QCOMPARE(parameter.choices.size(), std::size_t{2});
        QCOMPARE(parameter.choices[1].word, std::string("shut"));
        QCOMPARE(parameter.choices[1].title, (Text{"is closed", "关闭"}));
        auto values = defaultParameters(scenario);
        QCOMPARE(values[0].number, 0);
        QVERIFY(!setParameter(scenario, "end", "shut", values));
        QCOMPARE(values[0].number, 1);
        const auto problem = setParameter(scenario, "end", "1", values);
        QVERIFY(problem && problem->en == "end is no \"1\": there are kept, shut");
        QVERIFY(problem->zh != problem->en);
        QCOMPARE(values[0].number, 1);
    }

    void aTextIsTakenAsItIs()
    {
        const auto scenario = withParameters();
        auto values = defaultParameters(scenario);
        for (const char *text : {"", "12345678", "64K", "$size", "一二"}) {
            QVERIFY(!setParameter(scenario, "message", text, values));
            QCOMPARE(values[2].text, std::string(text));
        }
        std::vector<ParameterValue> none;
        QVERIFY(setParameter(scenario, "size", "1", none)); // values that are no scenario's
    }

    void aConditionIsUnderstoodInWords_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<std::optional<Condition>>("wanted");
        const auto row = [](const char *text, std::optional<Condition> wanted) {
            QTest::newRow(text) << QString(text) << wanted;
        };
        using Kind = Condition::Kind;
        const auto call = [](const char *name) { return findCall(name).value(); };
        row("parent asleep in read", Condition{Kind::Asleep, 0, call("read"), noStep});
        row("  child   asleep in  write ", Condition{Kind::Asleep, 1, call("write"), noStep});
        row("child asleep in read", Condition{Kind::Asleep, 1, call("read"), noStep});
        row("parent done first", Condition{Kind::Done, 0, noCall, StepId{2}});
        row("parent done wait", Condition{Kind::Done, 0, noCall, StepId{4}});
        row("child done write", Condition{Kind::Done, 1, noCall, StepId{5}});
        row("child ended", Condition{Kind::Ended, 1, noCall, noStep});
        row("child stopped", Condition{Kind::Stopped, 1, noCall, noStep});
        row("child handled SIGUSR1", Condition{Kind::Handled, 1, noCall, noStep, SIGUSR1});
        row("others settled", Condition{Kind::Settled, noWorker, noCall, noStep});
        for (const char *wrong :
             {"", "child", "child ended now", "nobody ended", "child asleep", "child asleep in",
              "child asleep in nothing", "child asleep on write", "child done read", "child done",
              "parent done read", "child done _exit", "path f exists", "child zombie",
              "child handled SIGNOTHING", "ended child"})
            row(wrong, std::nullopt);
    }
    void aConditionIsUnderstoodInWords()
    {
        QFETCH(QString, text);
        QFETCH(std::optional<Condition>, wanted);
        const auto read = conditionOf(withWorkers(), text.toStdString());
        const auto *condition = std::get_if<Condition>(&read);
        QVERIFY((condition ? std::optional(*condition) : std::nullopt) == wanted);
    }

    void whatIsNoConditionNamesThoseThatThereAre()
    {
        const auto read = conditionOf(withWorkers(), "child exited");
        QCOMPARE(
            std::get<Text>(read).en,
            R"("child exited" is no condition: "child asleep in write", "child done write" or )"
            R"("child ended" would be right)");
        QVERIFY(std::get<Text>(read).zh.find("child ended") != std::string::npos);
        const auto ofNobody = conditionOf(withWorkers(), "-1");
        QCOMPARE(std::get<Text>(ofNobody).en,
                 R"("-1" is no condition: "parent asleep in read", "parent done first" or )"
                 R"("parent ended" would be right)");
        QCOMPARE(
            std::get<Text>(ofNobody).zh,
            R"("-1" 不是条件：应为 "parent asleep in read"、"parent done first" 或 "parent ended")");
    }

    void aComparisonHolds_data()
    {
        QTest::addColumn<QString>("test");
        QTest::addColumn<QString>("holding"); ///< of -1, 0, 4096 (the parameter), 4097
        QTest::newRow("number") << "0"
                                << "0";
        QTest::newRow("text") << R"("0")"
                              << "0";
        QTest::newRow("equal") << R"("== 4097")"
                               << "4097";
        QTest::newRow("not") << R"("!= 0")"
                             << "-1 4096 4097";
        QTest::newRow("less") << R"("< 0")"
                              << "-1";
        QTest::newRow("at most") << R"("<=0")"
                                 << "-1 0";
        QTest::newRow("more") << R"(">   4096")"
                              << "4097";
        QTest::newRow("at least") << R"(">= -1")"
                                  << "-1 0 4096 4097";
        QTest::newRow("parameter") << R"("$size")"
                                   << "4096";
        QTest::newRow("below parameter") << R"("< $size")"
                                         << "-1 0";
        QTest::newRow("not above parameter") << R"("<= $size")"
                                             << "-1 0 4096";
    }
    void aComparisonHolds()
    {
        QFETCH(QString, test);
        QFETCH(QString, holding);
        const auto scenario = read(
            {.expect = R"({"call": "a.pipe", "proves": {"en": "f", "zh_CN": "f"}, "returns": )"
                       + test.toStdString() + "}",
             .parameters = R"("size": {"type": "number", "default": 4096, "atLeast": 1,
                               "atMost": 65536})"});
        const auto &wanted = scenario.expectations.at(0).returns.value();
        const auto compared = wanted.parameter
                                  ? defaultParameters(scenario)[*wanted.parameter].number
                                  : wanted.number;
        QStringList held;
        for (const std::int64_t number : {-1, 0, 4096, 4097}) {
            if (wanted.holds(number, compared))
                held << QString::number(number);
        }
        QCOMPARE(held.join(' '), holding);
    }
};

QTEST_APPLESS_MAIN(TestParameters)
#include "tst_parameters.moc"
