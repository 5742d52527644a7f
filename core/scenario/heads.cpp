// SPDX-License-Identifier: MIT
// A worker's head: its pace, its standard input, its user.
#include "scenario/draft.h"
#include "scenario/words.h"

#include <algorithm>

namespace seeipc {

namespace {

constexpr std::int64_t mostPacePercent = 10'000;
constexpr std::size_t longestStdin = 4096;

/// It is set up before a worker's first step: a forked child has its parent's.
bool checkStdin(Draft &draft, const JsonNode &node, const SourceWorker &worker,
                const std::string &text)
{
    if (!worker.startedBySession)
        return draft.fail(node, sentenceOf("a forked child has its parent's: give it to that one",
                                           "fork 出的子进程用父进程的：请写给父进程"));
    return text.size() <= longestStdin
           || draft.fail(node,
                         sentenceOf("has %1 bytes, at most %2 would be right",
                                    "有 %1 字节，最多 %2 字节",
                                    {std::to_string(text.size()), std::to_string(longestStdin)}));
}

bool readUser(Draft &draft, const JsonNode &node, SourceWorker &into)
{
    const auto word = readString(draft, node);
    into.user = word == "unused" ? WorkerUser::Unused : WorkerUser::Plain;
    return word
           && (*word == "unused" || *word == "plain"
               || draft.fail(node,
                             sentenceOf("must be \"unused\", a user that has no account and no "
                                        "process, or \"plain\", without any privilege",
                                        "应为 \"unused\"（没有账号也没有进程的用户）或 "
                                        "\"plain\"（没有特权）")));
}

} // namespace

/// Set up before a worker's first step. The children of another user could not be armed with the session's
/// leash, which is not theirs.
bool checkUser(Draft &draft, const JsonNode &head, const SourceWorker &worker)
{
    const auto *node = head.isObject() ? head.find("user") : nullptr;
    if (!node)
        return true;
    if (worker.user == WorkerUser::Plain)
        return worker.startedBySession
               || draft.fail(*node, sentenceOf("a forked child is what its parent is",
                                               "fork 出的子进程和父进程一样"));
    const auto forks = std::any_of(worker.steps.begin(), worker.steps.end(),
                                   [](const auto &step) { return step.step.child != noWorker; });
    return (worker.startedBySession && !forks)
           || draft.fail(*node,
                         sentenceOf("is for a worker without a parent or a child in the demo",
                                    "只用于演示里没有父进程也没有子进程的进程"));
}

bool readHeadOf(Draft &draft, const JsonNode &worker, SourceWorker &into)
{
    if (!worker.isObject())
        return true;
    if (!checkKeys(draft, worker, headKeys()))
        return false;
    if (const auto *typed = worker.find("stdin")) {
        const auto text = readString(draft, *typed);
        if (!text || !checkStdin(draft, *typed, into, *text))
            return false;
        into.stdinText = *text;
    }
    if (const auto *user = worker.find("user")) {
        if (!readUser(draft, *user, into))
            return false;
    }
    const auto *pace = worker.find("pace");
    if (!pace)
        return true;
    if (!pace->isString()) {
        const auto percent = readInteger(draft, *pace, 1, mostPacePercent);
        into.pace = {OperandKind::Constant, 0, percent.value_or(0)};
        return percent.has_value();
    }
    if (!pace->text.starts_with('$'))
        return draft.fail(*pace, sentenceOf("must be a number of per cent, or \"$parameter\"",
                                            "应为百分数，或 \"$参数\""));
    const auto found = readParameterReference(draft, *pace, Parameter::Type::Number);
    if (!found || !checkParameterRange(draft, *pace, *found, 1, mostPacePercent))
        return false;
    into.pace = {OperandKind::Parameter, static_cast<std::uint32_t>(*found), 0};
    return true;
}

} // namespace seeipc
