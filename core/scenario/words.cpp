// SPDX-License-Identifier: MIT
#include "scenario/words.h"

#include <algorithm>
#include <cctype>

namespace seeipc {

namespace {

std::string filled(std::string_view pattern, std::initializer_list<std::string> arguments)
{
    std::string text;
    for (std::size_t i = 0; i < pattern.size(); ++i) {
        const bool isArgument = pattern[i] == '%' && i + 1 < pattern.size() && pattern[i + 1] >= '1'
                                && static_cast<std::size_t>(pattern[i + 1] - '1')
                                       < arguments.size();
        if (isArgument)
            text += arguments.begin()[pattern[++i] - '1'];
        else
            text += pattern[i];
    }
    return text;
}

bool isContinuation(char c)
{
    return (static_cast<unsigned char>(c) & 0xc0) == 0x80;
}

char lower(char c)
{
    return static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
}

/// Changes that make one word of the other: a letter more, less, another, or two exchanged.
std::size_t distance(std::string_view a, std::string_view b)
{
    std::vector<std::vector<std::size_t>> rows(a.size() + 1,
                                               std::vector<std::size_t>(b.size() + 1));
    for (std::size_t i = 0; i <= a.size(); ++i) {
        for (std::size_t k = 0; k <= b.size(); ++k) {
            if (i == 0 || k == 0) {
                rows[i][k] = i + k;
                continue;
            }
            const bool isSame = lower(a[i - 1]) == lower(b[k - 1]);
            const bool isTurned = i > 1 && k > 1 && lower(a[i - 1]) == lower(b[k - 2])
                                  && lower(a[i - 2]) == lower(b[k - 1]);
            rows[i][k] = std::min(
                {rows[i - 1][k] + 1, rows[i][k - 1] + 1, rows[i - 1][k - 1] + (isSame ? 0 : 1)});
            if (isTurned)
                rows[i][k] = std::min(rows[i][k], rows[i - 2][k - 2] + 1);
        }
    }
    return rows[a.size()][b.size()];
}

} // namespace

Text sentenceOf(std::string_view english, std::string_view chinese,
                std::initializer_list<std::string> arguments)
{
    return {filled(english, arguments), filled(chinese, arguments)};
}

std::string shown(std::string_view words, std::size_t most)
{
    const bool isCut = words.size() > most;
    auto end = isCut ? most : words.size();
    while (isCut && end > 0 && isContinuation(words[end]))
        --end;
    std::string text;
    for (std::size_t i = 0; i < end; ++i) {
        const auto byte = static_cast<unsigned char>(words[i]);
        const bool isC1 = byte == 0xc2 && i + 1 < end
                          && static_cast<unsigned char>(words[i + 1]) < 0xa0;
        if (byte < 0x20 || byte == 0x7f || isC1)
            text += '?';
        else
            text += words[i];
        i += isC1 ? 1U : 0U;
    }
    return isCut ? text + "..." : text;
}

std::string listed(const std::vector<std::string> &words)
{
    constexpr std::size_t most = 12;
    std::string text;
    for (std::size_t i = 0; i < words.size() && i < most; ++i)
        text += (text.empty() ? "" : ", ") + words[i];
    return words.size() > most ? text + ", ..." : text;
}

std::optional<std::string> nearest(std::string_view word, const std::vector<std::string> &words)
{
    constexpr std::size_t longest = 64; // the distance takes a * b steps
    if (word.size() > longest)
        return std::nullopt;
    std::optional<std::string> found;
    std::size_t least = std::max<std::size_t>(1, word.size() / 3) + 1;
    for (const auto &candidate : words) {
        const auto far = distance(word, candidate);
        if (far < least && far < candidate.size()) {
            least = far;
            found = candidate;
        }
    }
    return found;
}

Text hint(std::string_view word, const std::vector<std::string> &words)
{
    if (const auto near = nearest(word, words))
        return sentenceOf(": did you mean \"%1\"?", "：是不是想写 \"%1\"？", {*near});
    if (words.empty())
        return sentenceOf(": there is none", "：这里一个也没有");
    if (words.size() == 1)
        return sentenceOf(": there is only %1", "：这里只有 %1", {words.front()});
    return sentenceOf(": there are %1", "：可用的有 %1", {listed(words)});
}

Text operator+(const Text &first, const Text &second)
{
    return {first.en + second.en, first.zh + second.zh};
}

bool isName(std::string_view word)
{
    constexpr std::size_t longest = 32;
    const auto isPart = [](char c) {
        return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || c == '-';
    };
    return !word.empty() && word.size() <= longest && isPart(word.front()) && word.front() != '-'
           && std::isdigit(static_cast<unsigned char>(word.front())) == 0
           && std::all_of(word.begin(), word.end(), isPart);
}

Text noName(std::string_view word)
{
    if (word.find('/') != std::string_view::npos || word.find("..") != std::string_view::npos)
        return sentenceOf("\"%1\" leads out of the demo's directory: a name is 1 to 32 letters, "
                          "digits, _ and -",
                          "\"%1\" 指到演示目录之外：名字由 1 到 32 个字母、数字、_ 和 - 组成",
                          {shown(word)});
    return sentenceOf("\"%1\" is no name: 1 to 32 letters, digits, _ and -, a letter first",
                      "\"%1\" 不能作名字：应为 1 到 32 个字母、数字、_ 和 -，以字母开头",
                      {shown(word)});
}

} // namespace seeipc
