// SPDX-License-Identifier: MIT
#include "scenario/symptoms.h"

#include "mechanisms/registry.h"
#include "posix/result.h"
#include "posix/waitstatus.h"
#include "scenario/loader.h"
#include "scenario/source.h"
#include "scenario/steptext.h"

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <initializer_list>

namespace seeipc {

namespace {

constexpr int killedInShell = 128; ///< $? is this plus the signal

class Symptoms
{
public:
    void add(std::string symptom)
    {
        if (std::find(m_all.begin(), m_all.end(), symptom) == m_all.end())
            m_all.push_back(std::move(symptom));
    }
    void add(std::initializer_list<const char *> symptoms)
    {
        for (const auto *symptom : symptoms)
            add(std::string(symptom));
    }

    void addError(int error)
    {
        add(errnoName(error));
        add(std::string(::strerrordesc_np(error)));
        if (error == EPIPE)
            add({"管道破裂", "读端已关闭"});
        else if (error == EAGAIN)
            add({"EWOULDBLOCK", "资源暂时不可用"});
        else if (error == EBADF)
            add({"描述符无效"});
    }
    void addSignal(int signal)
    {
        add(signalName(signal));
        add(std::to_string(killedInShell + signal));
        add({"killed", "被杀死"});
        if (signal == SIGPIPE) // write(2) would have returned EPIPE, had the process lived on
            add({"EPIPE", "Broken pipe", "管道破裂", "ends without a message", "一声不响就结束"});
    }
    std::vector<std::string> take() { return std::move(m_all); }

private:
    std::vector<std::string> m_all;
};

bool isEndOfFile(const Scenario &scenario, const Expectation &expectation)
{
    return expectation.step < scenario.steps.size() && expectation.returns
           && expectation.returns->comparison == NumberTest::Comparison::Equal
           && !expectation.returns->parameter && expectation.returns->number == 0
           && callAt(scenario.steps[expectation.step].call).name == std::string_view("read");
}

/// Is somebody's end waited for or looked at whom another process has forked? Nobody has waited for
/// it yet then.
bool showsZombie(const Scenario &scenario)
{
    const auto isOfChild = [&](const Condition &condition) {
        return condition.kind == Condition::Kind::Ended
               && condition.worker < scenario.source->workers.size()
               && !scenario.source->workers[condition.worker].startedBySession;
    };
    const auto has = [&](const std::vector<Condition> &conditions) {
        return std::any_of(conditions.begin(), conditions.end(), isOfChild);
    };
    return has(scenario.conditions) || has(scenario.samples);
}

/// Do at least two sleep for ever, in one run of it? Each then waits for the other.
bool showsDeadlock(const Scenario &scenario)
{
    const auto &all = scenario.expectations;
    return std::any_of(all.begin(), all.end(), [&](const Expectation &one) {
        return one.isForEver && std::any_of(all.begin(), all.end(), [&](const Expectation &other) {
                   return other.isForEver && other.worker != one.worker
                          && (other.only.empty() || one.only.empty() || other.only == one.only);
               });
    });
}

/// What a line may say by another name: SIG_IGN.
void addConstants(const SourceStep &source, Symptoms &symptoms)
{
    if (source.step.operation != Operation::Call)
        return;
    const auto parameters = callAt(source.step.call).parameters;
    for (std::size_t i = 0; i < parameters.size(); ++i) {
        const auto &operand = source.step.operands[i];
        if (operand.kind == OperandKind::Constant && !parameters[i].symbols.empty())
            symptoms.add(constantText(parameters[i].symbols, operand.constant));
    }
}

/// Its lines as a person reads them: "fcntl(p[1], F_SETPIPE_SZ, 16384)" is found by each of its words.
void addLines(const Scenario &scenario, Symptoms &symptoms)
{
    const auto parameters = defaultParameters(scenario);
    for (std::size_t i = 0; i < scenario.workers.size(); ++i) {
        for (const auto &line : stepLines(scenario, static_cast<WorkerId>(i), parameters)) {
            if (line.step < scenario.steps.size())
                symptoms.add(line.text);
        }
        for (const auto &source : scenario.source->workers[i].steps)
            addConstants(source, symptoms);
    }
}

} // namespace

std::vector<std::string> symptomsOf(const Scenario &scenario)
{
    Symptoms symptoms;
    for (const auto &step : scenario.steps) {
        if (step.call < callCount())
            symptoms.add(std::string(callAt(step.call).name));
    }
    addLines(scenario, symptoms);
    if (showsZombie(scenario))
        symptoms.add({"zombie", "defunct", "僵尸"});
    if (showsDeadlock(scenario))
        symptoms.add({"deadlock", "死锁"});
    for (const auto &expectation : scenario.expectations) {
        if (expectation.error.value_or(0) != 0)
            symptoms.addError(*expectation.error);
        if (expectation.signal)
            symptoms.addSignal(*expectation.signal);
        if (expectation.asleepIn)
            symptoms.add({"blocks", "sleeps", "阻塞", "睡眠"});
        if (expectation.isForEver)
            symptoms.add({"hangs", "hanging", "stuck", "does not return", "waits for ever",
                          "waits forever", "卡住", "挂住", "不返回", "死等", "永远等待"});
        if (isEndOfFile(scenario, expectation))
            symptoms.add({"EOF", "end of file", "returns 0", "文件尾", "返回 0"});
    }
    return symptoms.take();
}

std::vector<Text> signsOf(const Scenario &scenario)
{
    std::vector<Text> signs;
    const auto add = [&signs](const Text &sign) {
        const bool isKnown = std::any_of(signs.begin(), signs.end(),
                                         [&](const Text &known) { return known.en == sign.en; });
        if (!isKnown)
            signs.push_back(sign);
    };
    for (const auto &expectation : scenario.expectations) {
        if (expectation.isForEver)
            add({"hangs", "卡住"});
        else if (expectation.asleepIn)
            add({"blocks", "阻塞"});
        if (expectation.error.value_or(0) != 0)
            add({errnoName(*expectation.error), errnoName(*expectation.error)});
        if (expectation.signal)
            add({signalName(*expectation.signal), signalName(*expectation.signal)});
        if (isEndOfFile(scenario, expectation))
            add({"end of file", "文件尾"});
    }
    return signs;
}

} // namespace seeipc
