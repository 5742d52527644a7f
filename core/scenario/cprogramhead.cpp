// SPDX-License-Identifier: MIT
// The comment that an exported program begins with.
#include "mechanisms/registry.h"
#include "scenario/cprogram.h"
#include "scenario/cprogramwriter.h"
#include "scenario/loader.h"
#include "scenario/words.h"

#include <algorithm>

namespace seeipc {

namespace {

std::string valueText(const Parameter &parameter, const ParameterValue &value, Language language)
{
    switch (parameter.type) {
    case Parameter::Type::Text: return cString(value.text);
    case Parameter::Type::Choice:
        return parameter.choices[static_cast<std::size_t>(value.number)].title.in(language);
    case Parameter::Type::Number: break;
    }
    return std::to_string(value.number) + unitOf(parameter, value.number).in(language);
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

bool ProgramWriter::hasValuesOf(const std::string &variant) const
{
    const auto &variants = m_scenario.variants;
    const auto found = std::find_if(variants.begin(), variants.end(),
                                    [&](const auto &one) { return one.first == variant; });
    if (found == variants.end())
        return false;
    for (std::size_t i = 0; i < m_scenario.parameters.size(); ++i) {
        const auto value = found->second.find(m_scenario.parameters[i].name);
        if (value != found->second.end() && value->second != m_words.parameters()[i].number)
            return false;
    }
    return true;
}

/// What the demo's file says of those that sleep for ever, with these values.
std::vector<const Expectation *> ProgramWriter::sleepers() const
{
    std::vector<const Expectation *> found;
    for (const auto &expectation : m_scenario.expectations) {
        const bool isOf = expectation.only.empty() || hasValuesOf(expectation.only);
        if (expectation.isForEver && expectation.asleepIn && isOf)
            found.push_back(&expectation);
    }
    return found;
}

/// With some values it does, and of these the file says nothing.
bool ProgramWriter::mayNeverEnd() const
{
    const auto &all = m_scenario.expectations;
    const auto &variants = m_scenario.variants;
    return std::any_of(all.begin(), all.end(), [](const auto &one) { return one.isForEver; })
           && std::none_of(variants.begin(), variants.end(),
                           [this](const auto &one) { return hasValuesOf(one.first); });
}

/// In a program that somebody has to end, of a process whose parent does not end before it.
bool ProgramWriter::diesWithParent(WorkerId worker) const
{
    const auto all = sleepers();
    return !all.empty()
           && (!m_isForked[worker]
               || std::any_of(all.begin(), all.end(), [&](const Expectation *one) {
                      return hasForked(m_scenario, one->worker, worker);
                  }));
}

/// What to know before it is started; empty: nothing.
Text ProgramWriter::warning() const
{
    if (m_needsUnusedUser)
        return {"Only root can run it: its process becomes a user that nobody else is.",
                "只有 root 能运行它：其中的进程要变成一个没有别人使用的用户。"};
    Text asleep;
    for (const auto *one : sleepers()) {
        const auto &who = m_scenario.workers[one->worker].name;
        const auto call = std::string(callAt(*one->asleepIn).name) + "()";
        const bool isFirst = asleep.en.empty();
        asleep.en.append(isFirst ? "" : " and ").append(who).append(" sleeps in ").append(call);
        asleep.zh.append(isFirst ? "" : "，")
            .append(who)
            .append(" 永远睡在 ")
            .append(call)
            .append(" 里");
    }
    if (!asleep.en.empty())
        return {"This program never ends by itself: " + asleep.en
                    + " for ever. Ctrl+C ends all its processes.",
                "这个程序不会自己结束：" + asleep.zh + "。按 Ctrl+C 结束它的所有进程。"};
    if (mayNeverEnd())
        return {"With these values the program may never end by itself. Ctrl+C ends all its "
                "processes.",
                "取这些值时，程序可能不会自己结束。按 Ctrl+C 结束它的所有进程。"};
    return {};
}

/// Does a step of this choice make such a call?
bool ProgramWriter::makesCall(Effect effect) const
{
    for (std::size_t i = 0; i < m_scenario.workers.size(); ++i) {
        const auto steps = chosenSteps(m_scenario, static_cast<WorkerId>(i), m_words.parameters());
        if (std::any_of(steps.begin(), steps.end(), [effect](const SourceStep *source) {
                return source->step.operation == Operation::Call
                       && callAt(source->step.call).effect == effect;
            }))
            return true;
    }
    return false;
}

bool ProgramWriter::traces() const
{
    return std::any_of(m_scenario.steps.begin(), m_scenario.steps.end(),
                       [](const StepInfo &step) { return mechanismOf(step.call).id == "tracing"; });
}

/// What strace(1) shows beside the calls of the demo, and what it does not.
Text ProgramWriter::shownBeside() const
{
    if (traces())
        return {"strace(1) cannot show its calls: it traces by ptrace(2) itself, and no process is "
                "traced by two.",
                "strace(1) 显示不了它的调用：strace 自己也用 ptrace(2) "
                "跟踪，一个进程不能有两个跟踪者。"};
    Text text{
        "grep leaves out main() and the loading of this program: they are not part of the demo.",
        "grep 去掉 main() 和加载本程序时的调用，它们不属于这个演示。"};
    if (makesCall(Effect::Write))
        text = text
               + Text{" What stays beside the demo's calls: by write(2, ...) a process prints "
                      "what it has found.",
                      "留下的 write(2, ...) 也不属于演示：进程用它打印自己看到的结果。"};
    if (makesCall(Effect::Exec))
        text = text
               + Text{
                   " After execve() a process is another program, and such calls of its "
                   "own are shown, too, those of its loading first.",
                   "execve() 之后，进程成了另一个程序，它自己的这些调用也会显示，先是加载它时的。"};
    return text;
}

std::vector<std::string> ProgramWriter::headLines() const
{
    std::vector<std::string> lines{m_scenario.title.in(m_language), ""};
    const auto add = [&](const Text &text) {
        for (const auto &line : wrapped(text.in(m_language), 86))
            lines.push_back(line);
    };
    add(m_scenario.lesson);
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
    if (const auto text = warning(); !text.en.empty()) {
        lines.emplace_back();
        add(text);
    }
    lines.emplace_back();
    add({"The demo " + m_scenario.id + " of SeeIPC as one program. To compile and watch it:",
         "SeeIPC 演示 " + m_scenario.id + "，写成一个程序。编译并观察："});
    lines.insert(lines.end(),
                 {"", "    gcc -std=c17 -Wall -Wextra -o demo " + m_scenario.id + ".c",
                  "    " + straceCommand(m_scenario, m_words.parameters(), "./demo"), ""});
    add(shownBeside());
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
