// SPDX-License-Identifier: MIT
// What a step sends: "text", "$parameter", {"fill": "A", "times": N}, {"sequence": N}.
#include "scenario/draft.h"
#include "scenario/words.h"

namespace seeipc {

namespace {

constexpr std::int64_t longestSequence = 256; ///< byte k is k mod N: a byte has 256 values
constexpr std::int64_t longestFill = 4096;
constexpr std::int64_t mostBytes = 64 * 1024 * 1024; ///< of all steps together

const Keys fillKeys{{"fill", "times"}};
const Keys sequenceKeys{{"sequence"}};

/// The largest value that an operand can have.
std::int64_t mostOf(const Draft &draft, const Operand &operand)
{
    switch (operand.kind) {
    case OperandKind::Constant: return operand.constant;
    case OperandKind::Parameter: return draft.scenario.parameters[operand.index].atMost;
    default: return mostBytesPerCall;
    }
}

bool readWords(Draft &draft, const JsonNode &node, const JsonNode *sizeNode, SourceStep &into,
               Operand &size)
{
    into.step.data = DataKind::Bytes;
    std::string_view words = node.text;
    if (words.starts_with("$$")) {
        words.remove_prefix(1);
    } else if (words.starts_with('$')) {
        if (sizeNode)
            return draft.fail(*sizeNode, sentenceOf("a text parameter has its own size: leave "
                                                    "\"size\" out",
                                                    "文字参数自带长度：请去掉 \"size\""));
        const auto found = readParameterReference(draft, node, Parameter::Type::Text);
        if (!found)
            return false;
        into.textParameter = *found;
        words = {};
    }
    into.bytes = words;
    const auto length = static_cast<std::int64_t>(words.size());
    if (!sizeNode)
        size = {OperandKind::DataSize, 0, 0};
    else if (mostOf(draft, size) > length)
        return draft.fail(*sizeNode,
                          sentenceOf("is more than the length of the text, %1: use {\"fill\":"
                                     " \"A\"} for more",
                                     "超过文字的 %1 字节：要更多请用 {\"fill\": \"A\"}",
                                     {std::to_string(length)}));
    return true;
}

bool readTimes(Draft &draft, const JsonNode &times, std::int64_t length, Operand &size)
{
    if (!times.isString()) {
        const auto count = readInteger(draft, times, 0, mostBytesPerCall / length);
        size = {OperandKind::Constant, 0, count.value_or(0) * length};
        return count.has_value();
    }
    if (!times.text.starts_with('$'))
        return draft.fail(times,
                          sentenceOf("must be a number or \"$parameter\"", "应为数字或 \"$参数\""));
    if (length != 1)
        return draft.fail(
            times, sentenceOf("with a parameter as \"times\", the fill must be a single byte",
                              "次数是参数时，填充内容只能是一个字节"));
    const auto found = readParameterReference(draft, times, Parameter::Type::Number);
    if (!found || !checkParameterRange(draft, times, *found, 0, mostBytesPerCall))
        return false;
    size = {OperandKind::Parameter, static_cast<std::uint32_t>(*found), 0};
    return true;
}

bool readFill(Draft &draft, const JsonNode &node, const JsonNode *sizeNode, SourceStep &into,
              Operand &size)
{
    if (!checkKeys(draft, node, fillKeys))
        return false;
    const auto *fill = readMember(draft, node, "fill");
    const auto words = fill ? readString(draft, *fill) : std::nullopt;
    if (!words)
        return false;
    if (words->empty() || static_cast<std::int64_t>(words->size()) > longestFill)
        return draft.fail(*fill,
                          sentenceOf("has %1 bytes, 1 to %2 would be right",
                                     "有 %1 字节，应为 1 到 %2 字节",
                                     {std::to_string(words->size()), std::to_string(longestFill)}));
    into.step.data = DataKind::Bytes;
    into.bytes = *words;
    const auto *times = node.find("times");
    if ((times != nullptr) == (sizeNode != nullptr))
        return draft.fail(node, sentenceOf("needs either \"times\" in it or \"size\" beside it",
                                           "需要二者之一：里面的 \"times\"，或旁边的 \"size\""));
    return !times || readTimes(draft, *times, static_cast<std::int64_t>(words->size()), size);
}

bool readSequence(Draft &draft, const JsonNode &node, const JsonNode *sizeNode, SourceStep &into)
{
    if (!checkKeys(draft, node, sequenceKeys))
        return false;
    const auto modulus = readInteger(draft, *node.find("sequence"), 1, longestSequence);
    if (!modulus)
        return false;
    if (!sizeNode)
        return draft.fail(node, sentenceOf("a sequence has no end: it needs \"size\" beside it",
                                           "序列没有尽头：旁边需要 \"size\""));
    into.step.data = DataKind::Sequence;
    for (std::int64_t k = 0; k < *modulus; ++k)
        into.bytes.push_back(static_cast<char>(k));
    return true;
}

bool readForm(Draft &draft, const JsonNode &node, const JsonNode *sizeNode, SourceStep &into,
              Operand &size)
{
    if (node.isString())
        return readWords(draft, node, sizeNode, into, size);
    if (node.isObject() && node.find("fill"))
        return readFill(draft, node, sizeNode, into, size);
    if (node.isObject() && node.find("sequence"))
        return readSequence(draft, node, sizeNode, into);
    return draft.fail(node, sentenceOf("is no data: \"text\", \"$parameter\", {\"fill\": \"A\", "
                                       "\"times\": 100} or {\"sequence\": 251} would be right",
                                       "不是数据：应为 \"文字\"、\"$参数\"、{\"fill\": \"A\", "
                                       "\"times\": 100} 或 {\"sequence\": 251}"));
}

/// How many bytes the step keeps ready at most.
std::int64_t bytesOf(const Draft &draft, const SourceStep &step, const Operand &size)
{
    if (step.textParameter)
        return draft.scenario.parameters[*step.textParameter].atMost;
    return size.kind == OperandKind::DataSize ? static_cast<std::int64_t>(step.bytes.size())
                                              : mostOf(draft, size);
}

} // namespace

bool readData(Draft &draft, const JsonNode &step, SourceStep &into, Operand &size)
{
    const auto *node = readMember(draft, step, "data");
    if (!node || !readForm(draft, *node, step.find("size"), into, size))
        return false;
    draft.dataBytes += bytesOf(draft, into, size);
    return draft.dataBytes <= mostBytes
           || draft.fail(
               *node, sentenceOf("with this, all steps together keep more than %1 bytes "
                                 "ready to send: fewer or smaller writes would be right",
                                 "到这里，所有步骤待写的数据合计超过 %1 字节：应减少写的次数或大小",
                                 {std::to_string(mostBytes)}));
}

} // namespace seeipc
