// SPDX-License-Identifier: MIT
#include "badfile.h"

#include "scenario/loader.h"

#include <QTest>

namespace seeipc::badfile {

namespace {

/// A letter of Chinese script somewhere in it.
bool isChinese(const std::string &text)
{
    const auto words = QString::fromStdString(text);
    return std::any_of(words.begin(), words.end(),
                       [](QChar c) { return c.script() == QChar::Script_Han; });
}

} // namespace

std::string demo(const Parts &parts)
{
    std::string text = R"({"id": "d", "chapter": "pipe", "title": {"en": "t", "zh_CN": "t"}, )"
                       R"("lesson": {"en": "l", "zh_CN": "l"})";
    if (!parts.parameters.empty())
        text += R"(, "parameters": {)" + parts.parameters + "}";
    if (!parts.extra.empty())
        text += ", " + parts.extra;
    return text + R"(, "workers": )" + parts.workers + R"(, "expect": [)" + parts.expect + "]}";
}

std::string pipeAnd(const std::string &steps)
{
    return R"({"a": [{"call": "pipe", "makes": "p"}, )" + steps + "]}";
}

std::string many(const std::string &text, int count)
{
    std::string all;
    for (int i = 0; i < count; ++i) {
        auto one = text;
        if (const auto mark = one.find('%'); mark != std::string::npos)
            one.replace(mark, 1, std::to_string(i));
        all += (i > 0 ? ", " : "") + one;
    }
    return all;
}

std::string nested(int loops)
{
    std::string text = R"({"call": "wait"})";
    for (int i = 0; i < loops; ++i)
        text = R"({"repeat": 1, "do": [)" + text + "]}";
    return text;
}

void addRows(std::span<const BadFile> table)
{
    QTest::addColumn<int>("number");
    for (std::size_t i = 0; i < table.size(); ++i)
        QTest::newRow(table[i].name.c_str()) << static_cast<int>(i);
}

void verifyRow(std::span<const BadFile> table)
{
    QFETCH(int, number);
    const auto &bad = table[static_cast<std::size_t>(number)];
    const auto read = parseScenario(bad.content, "f.json");
    const auto *problem = std::get_if<ScenarioProblem>(&read);
    QVERIFY2(problem, "it was taken");
    QCOMPARE(QString::fromStdString(problem->place), QString::fromStdString("f.json" + bad.place));
    QCOMPARE(QString::fromStdString(problem->what.en), QString::fromStdString(bad.sentence));
    QVERIFY2(isChinese(problem->what.zh), problem->what.zh.c_str());
    QCOMPARE(problem->what.zh.find('\n'), std::string::npos);
}

} // namespace seeipc::badfile
