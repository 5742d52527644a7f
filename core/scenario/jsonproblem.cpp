// SPDX-License-Identifier: MIT
#include "scenario/jsontree.h"
#include "scenario/words.h"

#include <array>
#include <utility>

namespace seeipc {

namespace {

struct Wording
{
    std::string_view parsers; ///< as it stands in the parser's message
    Text ours;
};

// A lexer's complaint, by how it begins.
const std::array complaints{
    Wording{
        "invalid literal",
        {"is no JSON value: a text stands in quotation marks; else true, false, null or a number",
         "不是 JSON 的值：文字要加引号；否则只能是 true、false、null 或数字"}},
    Wording{"invalid string: missing closing quote",
            {"the text has no closing quotation mark", "文字缺少右引号"}},
    Wording{"invalid string: control character",
            {"a text goes on over the end of its line, or has a tabulator in it: close its "
             "quotation mark, or write \\n or \\t",
             "文字里有换行或制表符：请补上右引号，或写成 \\n、\\t"}},
    Wording{"invalid string: ill-formed UTF-8",
            {"is no UTF-8: save the file as UTF-8", "不是 UTF-8：请把文件存为 UTF-8"}},
    Wording{"invalid string: forbidden character after backslash",
            {"a backslash stands before one of \" \\ / b f n r t u: write \\\\ for a backslash",
             "反斜杠后面只能是 \" \\ / b f n r t u 之一：反斜杠本身写成 \\\\"}},
    Wording{
        "invalid string: '\\u'",
        {"\\u needs four hexadecimal digits: \\u0041", "\\u 后面要有四位十六进制数字：\\u0041"}},
    Wording{"invalid string: surrogate",
            {"\\ud800 to \\udfff stand in pairs only: write the letter itself",
             "\\ud800 到 \\udfff 必须成对出现：直接写这个字即可"}},
    Wording{"invalid number",
            {"is no number as JSON writes them: 4096, -1", "不是 JSON 写法的数字：例如 4096、-1"}},
    Wording{"invalid BOM",
            {"begins with a broken byte order mark: save the file as UTF-8",
             "开头的字节序标记不完整：请把文件存为 UTF-8"}},
};

const std::array tokens{
    Wording{"true literal", {"true", "“true”"}},
    Wording{"false literal", {"false", "“false”"}},
    Wording{"null literal", {"null", "“null”"}},
    Wording{"string literal", {"a text in quotation marks", "带引号的文字"}},
    Wording{"number literal", {"a number", "一个数字"}},
    Wording{"end of input", {"the end of the file", "文件结尾"}},
    Wording{"'[', '{', or a literal", {"a value", "一个值"}},
    Wording{"'['", {"[", "“[”"}},
    Wording{"'{'", {"{", "“{”"}},
    Wording{"']'", {"]", "“]”"}},
    Wording{"'}'", {"}", "“}”"}},
    Wording{"':'", {"a colon", "冒号"}},
    Wording{"','", {"a comma", "逗号"}},
};

bool isBracket(std::string_view token)
{
    return token.starts_with("']'") || token.starts_with("'}'");
}

Text wordFor(std::string_view token)
{
    for (const auto &row : tokens) {
        if (token.starts_with(row.parsers))
            return row.ours;
    }
    return {"something else", "别的东西"};
}

std::string_view behind(std::string_view message, std::string_view word)
{
    const auto found = message.find(word);
    return found == std::string_view::npos ? std::string_view()
                                           : message.substr(found + word.size());
}

} // namespace

Text sentenceOfBrokenJson(std::string_view message, std::string_view before)
{
    const bool isEmpty = message.find("empty input") != std::string_view::npos; // from 3.11.3 on
    const auto complaint = isEmpty ? std::string_view("unexpected end of input")
                                   : behind(message, " - ");
    for (const auto &row : complaints) {
        if (complaint.substr(0, row.parsers.size()) == row.parsers)
            return row.ours;
    }
    const auto came = behind(complaint, "unexpected ");
    const auto wanted = behind(complaint, "; expected ");
    if (came.empty())
        return sentenceOf("is no JSON", "不是 JSON");
    auto needed = wordFor(wanted.empty() ? "'[', '{', or a literal" : wanted);
    if (isBracket(wanted))
        needed = needed + Text{" or a comma", "或逗号"};
    const auto seen = wordFor(came);
    const Text sentence{"found " + seen.en + ", expected " + needed.en,
                        "这里是" + seen.zh + "，应为" + needed.zh};
    const auto last = before.find_last_not_of(" \t\r\n");
    const bool isBehindComma = isBracket(came) && last != std::string_view::npos
                               && before[last] == ',';
    return isBehindComma
               ? sentence + Text{": the comma before it is one too many", "：前面多了一个逗号"}
               : sentence;
}

} // namespace seeipc
