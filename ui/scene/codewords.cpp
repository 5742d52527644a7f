// SPDX-License-Identifier: MIT
#include "ui/scene/codewords.h"

#include "mechanisms/registry.h"
#include "ui/scene/words.h"

#include <QCoreApplication>
#include <QRegularExpression>

#include <utility>

namespace seeipc::codewords {

namespace {

/// Its words, for the translator.
class Code
{
    Q_DECLARE_TR_FUNCTIONS(code)
};

bool isInside(const CodeText &text, std::size_t line, std::size_t loop)
{
    for (auto i = loop + 1; i < text.lines.size() && text.lines[i].depth > text.lines[loop].depth;
         ++i) {
        if (i == line)
            return true;
    }
    return line == loop;
}

bool isIn(const CodeText &text, std::size_t loop, const ProcessSnapshot &process)
{
    const auto current = currentLine(text, process);
    return current && isInside(text, *current, loop) && process.isAlive();
}

/// The steps whose rounds are those of this loop: directly in it, or in its head.
std::vector<StepId> stepsOf(const CodeText &text, std::size_t loop)
{
    std::vector<StepId> steps;
    const auto &head = text.lines[loop];
    if (head.step != noStep)
        steps.push_back(head.step);
    for (auto i = loop + 1; i < text.lines.size() && text.lines[i].depth > head.depth; ++i) {
        if (text.lines[i].depth == head.depth + 1 && !text.lines[i].isLoop
            && text.lines[i].step != noStep)
            steps.push_back(text.lines[i].step);
    }
    return steps;
}

/// "round 3 of 16" while it is in it, "16 rounds" behind it.
QStringList rounds(const CodeText &text, std::size_t loop, const Snapshot &snapshot,
                   const ProcessSnapshot &process)
{
    std::int64_t count = 0;
    for (const auto step : stepsOf(text, loop)) {
        const auto &seen = snapshot.ofStep(step);
        if (process.step == step && process.isAlive())
            count = std::max<std::int64_t>(count, process.iteration + 1);
        if (seen.returns > 0)
            count = std::max<std::int64_t>(count, seen.iteration + 1);
    }
    if (count == 0)
        return {};
    const auto number = words::number(count);
    if (!isIn(text, loop, process))
        return {count == 1 ? Code::tr("1 round") : Code::tr("%1 rounds").arg(number)};
    const auto rounds = text.lines[loop].rounds;
    if (rounds != absent)
        return {Code::tr("round %1 of %2").arg(number, words::number(rounds)),
                Code::tr("round %1").arg(number)};
    return {Code::tr("round %1").arg(number)};
}

QString resultOf(const StepSnapshot &step, CallId call)
{
    if (step.error != 0)
        return QStringLiteral("= -1 ") + words::errorName(step.error);
    const auto effect = effectOf(call, step.arguments);
    const bool isPid = effect == Effect::Fork || isWaitForChild(effect);
    const auto text = QString::fromStdString(
        resultText(call, {step.arguments, step.out}, step.result));
    const bool isNumber = text == QString::number(step.result);
    return QStringLiteral("= ") + (isNumber && !isPid ? words::number(step.result) : text);
}

/// Of a line that makes another program of the process, from the longest to the shortest, that program and
/// its arguments before how C says them: "execve(…, {"head", "-n", "1"}, …);". Of others none.
QStringList whatItBecomes(const QString &line)
{
    const auto array = QStringLiteral("(char *[])");
    const auto begin = line.indexOf(QLatin1Char('(')) + 1;
    if (!line.contains(array))
        return {};
    auto text = QString(line).remove(array).replace(QStringLiteral(", NULL}"), QStringLiteral("}"));
    const auto arguments = text.indexOf(QStringLiteral(", {"));
    const auto rest = text.lastIndexOf(QStringLiteral("}, ")) + 3;
    const auto withoutRest = text.left(rest) + QStringLiteral("…);");
    return {text, withoutRest, text.left(begin) + QStringLiteral("…") + withoutRest.mid(arguments)};
}

/// From the full form to the shortest: of an explanation in one value the value alone,
/// "= 1 (revents POLLHUP)", "= 1 (POLLHUP)"; the number alone where it says the same as that value,
/// "= 0x800", or there is none.
QStringList resultForms(const QString &result)
{
    static const QRegularExpression oneValue(QStringLiteral(" \\(\\w+ ([^ ,]+)\\)$"));
    const auto number = result.left(result.indexOf(QLatin1String(" (")));
    const auto value = oneValue.match(result);
    QStringList forms{result};
    if (value.hasMatch())
        forms << number + QStringLiteral(" (%1)").arg(value.captured(1));
    if (number != result && (!value.hasMatch() || number.contains(QLatin1String("0x"))))
        forms << number;
    return forms;
}

/// "write(4)" of "write(4, buf, 20000)".
QString withFirstArgument(const QString &call)
{
    const auto end = call.indexOf(QLatin1Char(','));
    return end < 0 ? call : call.left(end) + QLatin1Char(')');
}

/// Behind execve(2): what is known is of the program that it became.
QStringList doingAsAnother(const ProcessSnapshot &process, std::int64_t now)
{
    const auto shortest = Code::tr("another program");
    if (process.state == ProcessState::Stopped)
        return {Code::tr("stopped")};
    if (process.state != ProcessState::Asleep)
        return {Code::tr("another program runs"), shortest};
    const auto asleep = Code::tr("another program, %1").arg(words::state(process, false));
    return {asleep + QStringLiteral(": ") + words::age(now - process.entered), asleep, shortest};
}

/// What it does in the line where it is, while it is not between two calls on its way. The line goes
/// before it: its box says the same.
QStringList doing(const ProcessSnapshot &process, const Cast &cast, std::int64_t now)
{
    if (process.isForeign && process.isAlive())
        return doingAsAnother(process, now);
    const auto lasts = now - process.entered;
    switch (process.state) {
    case ProcessState::Asleep:
        return {words::notReturned(lasts), Code::tr("asleep %1").arg(words::age(lasts))};
    case ProcessState::Stopped:
        return process.inCall ? QStringList{words::notReturned(lasts), Code::tr("stopped")}
                              : QStringList(Code::tr("stopped"));
    case ProcessState::Running:
        return process.inCall ? QStringList{Code::tr("has not returned"), Code::tr("running")}
                              : QStringList();
    case ProcessState::Unseen:
        return process.inCall ? QStringList(Code::tr("has not returned")) : QStringList();
    case ProcessState::AtGate: break;
    default: return {};
    }
    if (process.gate == Gate::Condition && process.step < cast.cues.size()
        && cast.cues[process.step]) {
        const auto &cue = *cast.cues[process.step];
        QStringList texts;
        for (const auto &until : words::cue(cue, cast.parts[cue.worker].name))
            texts << Code::tr("waits %1").arg(until);
        return texts << words::gate(process.gate) << Code::tr("next");
    }
    return {Code::tr("next: %1").arg(words::gate(process.gate)), Code::tr("next")};
}

} // namespace

std::optional<std::size_t> currentLine(const CodeText &text, const ProcessSnapshot &process)
{
    const auto step = stepOfLine(process);
    if (process.state == ProcessState::NotStarted || step == noStep)
        return std::nullopt;
    for (std::size_t i = 0; i < text.lines.size(); ++i) {
        if (text.lines[i].step == step)
            return i;
    }
    return std::nullopt;
}

std::optional<std::size_t> lastMade(const CodeText &text, const Snapshot &snapshot)
{
    for (auto i = text.lines.size(); i-- > 0;) {
        if (text.lines[i].step != noStep && snapshot.ofStep(text.lines[i].step).returns > 0)
            return i;
    }
    return std::nullopt;
}

QString lineText(const StepLine &line)
{
    return QString(line.depth * 4, QChar::Nbsp) + QString::fromStdString(line.text);
}

QString lineWithin(const StepLine &line, const std::function<bool(const QString &)> &fits)
{
    const auto dots = QChar(0x2026);
    const auto whole = lineText(line);
    const auto brief = words::callInShort(whole);
    auto texts = QStringList{whole, brief, QString(brief).replace(QStringLiteral(", …, "), dots)};
    if (const auto becomes = whatItBecomes(whole); !becomes.isEmpty())
        texts = QStringList(whole) + becomes;
    for (const auto &text : std::as_const(texts)) {
        if (fits(text))
            return text;
    }
    const auto &briefest = texts.back();
    const auto isCut = [&](qsizetype end) {
        const auto last = briefest[end - 1];
        return last == dots || (last.isDigit() && briefest[end].isDigit());
    };
    auto end = briefest.size() - 1;
    while (end > 0 && (isCut(end) || !fits(briefest.left(end) + dots)))
        --end;
    return briefest.left(end) + dots;
}

QStringList outcome(const CodeText &text, std::size_t line, const Snapshot &snapshot,
                    WorkerId worker, const Cast &cast, std::int64_t now)
{
    const auto &process = snapshot.processes[worker];
    const auto &shown = text.lines[line];
    QStringList texts;
    if (shown.step != noStep) {
        const auto step = snapshot.ofStep(shown.step);
        if (step.returns > 0)
            texts << resultForms(resultOf(step, shown.call));
    }
    if (shown.isLoop) { // how it ended goes before how often; while it is in it that is not known
        const auto count = rounds(text, line, snapshot, process);
        const auto rest = isIn(text, line, process) ? count : texts;
        texts = texts.isEmpty() || count.isEmpty()
                    ? texts + count
                    : QStringList(texts.front() + QStringLiteral(", ") + count.front()) + rest;
    }
    if (currentLine(text, process) != line)
        return texts;
    if (process.ending && process.ending->killed()) // whether anybody has waited for it or not
        return {words::state(process, false)};
    const auto does = doing(process, cast, now);
    if (does.isEmpty())
        return texts;
    QStringList both; // the longer before the shorter; how often goes before what the last one gave
    for (const auto &became : std::as_const(texts))
        both << became + QStringLiteral(" · ") + does.front();
    for (qsizetype i = 1; shown.isLoop && !texts.isEmpty() && i < does.size(); ++i)
        both << texts.back() + QStringLiteral(" · ") + does[i];
    return both + does;
}

QString state(const ProcessSnapshot &process)
{
    return process.state == ProcessState::NotStarted || process.isEnded()
               ? words::state(process, false)
               : QString();
}

QStringList runTo(RunTo what, const QString &name, const QString &call, bool isLive)
{
    switch (what) {
    case RunTo::Possible:
        return {isLive ? Code::tr("Run %1 to this line; all others stand still").arg(name)
                       : Code::tr("Back to live, and run %1 to this line; all others stand still")
                             .arg(name)};
    case RunTo::ComesNext:
        return {Code::tr("This line comes next in %1 already").arg(name),
                Code::tr("comes next already")};
    case RunTo::Asleep:
        return {Code::tr("%1 sleeps in %2: it runs to no line before that returns").arg(name, call),
                Code::tr("asleep until %1 returns").arg(call),
                Code::tr("asleep until %1 returns").arg(withFirstArgument(call))};
    case RunTo::Stopped:
        return {Code::tr("%1 is stopped: it goes on at SIGCONT").arg(name),
                Code::tr("stopped until SIGCONT")};
    case RunTo::WaitsForDemo:
        return {Code::tr("%1 waits for its cue: the demo lets it go on only then").arg(name),
                words::gate(Gate::Condition)};
    case RunTo::Passed:
        return {Code::tr("%1 has passed this line, and does not come here again").arg(name),
                Code::tr("does not come here again")};
    case RunTo::Ended:
        return {Code::tr("%1 has ended: start over to run it to a line").arg(name),
                Code::tr("has ended: start over")};
    case RunTo::NotStarted:
        return {Code::tr("%1 has not started yet").arg(name), Code::tr("not started yet")};
    case RunTo::RunsOn:
        return {Code::tr("A run goes on: Esc or Space end it"),
                Code::tr("Esc or Space end the run")};
    case RunTo::NoStep:
        return {Code::tr("The head of a loop makes no call: click a line in it"),
                Code::tr("click a line in the loop")};
    }
    return {QString()};
}

QStringList more(std::size_t processes, const QString &state)
{
    const auto before = state.isEmpty() ? QString() : state + QStringLiteral(" · ");
    return {before + Code::tr("%1 more: select one to see its code").arg(processes),
            before + Code::tr("%1 more").arg(processes), state};
}

QString spoken(const CodeText &text, std::size_t line, const QString &name,
               const QStringList &outcome)
{
    auto told = Code::tr("%1, line %2 of %3: %4")
                    .arg(name)
                    .arg(line + 1)
                    .arg(text.lines.size())
                    .arg(QString::fromStdString(text.lines[line].text));
    if (text.isAdded[line])
        told += QStringLiteral(", ") + Code::tr("only in the cure");
    if (!outcome.isEmpty())
        told += QStringLiteral(", ") + outcome.front();
    return told;
}

QString title()
{
    return Code::tr("Code");
}

QString copied(const QString &name)
{
    return Code::tr("The code of %1 is in the clipboard").arg(name);
}

} // namespace seeipc::codewords
