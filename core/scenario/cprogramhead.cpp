// SPDX-License-Identifier: MIT
// The comment that an exported program begins with.
#include "scenario/cprogram.h"
#include "scenario/cprogramwriter.h"

#include <algorithm>

namespace seeipc {

namespace {

/// The same, parted where C would see a comment's begin or end, or a trigraph: "/ *".
std::string inComment(const std::string &text)
{
    std::string parted;
    for (const char letter : text) {
        const char last = parted.empty() ? '\0' : parted.back();
        const bool isMark = (last == '*' && letter == '/') || (last == '/' && letter == '*')
                            || (parted.ends_with("??") && letter == '/');
        parted += isMark ? std::string{' ', letter} : std::string(1, letter);
    }
    return parted;
}

std::string unitOf(const Parameter &parameter, std::int64_t value, Language language)
{
    if (parameter.unit != "bytes")
        return parameter.unit;
    return Text{value == 1 ? " byte" : " bytes", " 字节"}.in(language);
}

std::string valueText(const Parameter &parameter, const ParameterValue &value, Language language)
{
    switch (parameter.type) {
    case Parameter::Type::Text: return cString(value.text);
    case Parameter::Type::Choice:
        return parameter.choices[static_cast<std::size_t>(value.number)].title.in(language);
    case Parameter::Type::Number: break;
    }
    return std::to_string(value.number) + unitOf(parameter, value.number, language);
}

/// Its value says how fast a process goes. The program goes at full speed.
bool isPace(const Scenario &scenario, std::size_t parameter)
{
    const auto &workers = scenario.source->workers;
    return std::any_of(workers.begin(), workers.end(), [parameter](const SourceWorker &worker) {
        return worker.pace.kind == OperandKind::Parameter && worker.pace.index == parameter;
    });
}

} // namespace

std::vector<std::string> ProgramWriter::headLines() const
{
    std::vector<std::string> lines{m_scenario.title.in(m_language), ""};
    const auto add = [&lines](const Text &text, Language language) {
        for (const auto &line : wrapped(text.in(language), 86))
            lines.push_back(line);
    };
    add(m_scenario.lesson, m_language);
    bool isFirst = true;
    for (std::size_t i = 0; i < m_scenario.parameters.size(); ++i) {
        const auto &parameter = m_scenario.parameters[i];
        if (isPace(m_scenario, i))
            continue;
        if (isFirst)
            lines.emplace_back();
        isFirst = false;
        lines.push_back(parameter.title.in(m_language) + Text{": ", "："}.in(m_language)
                        + valueText(parameter, m_words.parameters()[i], m_language));
    }
    lines.emplace_back();
    add({"The demo " + m_scenario.id + " of SeeIPC as one program. To compile and watch it:",
         "SeeIPC 演示 " + m_scenario.id + "，写成一个程序。编译并观察："},
        m_language);
    lines.insert(lines.end(), {"", "    gcc -std=c17 -Wall -Wextra -o demo " + m_scenario.id + ".c",
                               "    " + straceCommand(m_scenario, m_words.parameters(), "./demo")});
    return lines;
}

std::string ProgramWriter::head() const
{
    std::string text = "/*\n";
    for (const auto &line : headLines())
        text += line.empty() ? " *\n" : " * " + inComment(line) + "\n";
    return text + " */\n";
}

} // namespace seeipc
