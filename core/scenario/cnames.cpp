// SPDX-License-Identifier: MIT
#include "scenario/cnames.h"

#include <algorithm>
#include <array>

namespace seeipc {

namespace {

/// What a name of a demo must not be in C: words of the language, and names that the program has.
constexpr std::array takenNames{"auto",    "break",    "case",     "char",     "const",  "continue",
                                "default", "do",       "double",   "else",     "enum",   "extern",
                                "float",   "for",      "goto",     "if",       "inline", "int",
                                "long",    "main",     "register", "restrict", "return", "short",
                                "signed",  "sizeof",   "static",   "struct",   "switch", "typedef",
                                "union",   "unsigned", "void",     "volatile", "while",  "buf",
                                "status",  "shared",   "failed",   "count",    "handled"};

bool isWordLetter(char letter)
{
    return (letter >= '0' && letter <= '9') || (letter >= 'a' && letter <= 'z')
           || (letter >= 'A' && letter <= 'Z') || letter == '_';
}

} // namespace

std::string cName(std::string_view name)
{
    std::string made;
    for (const char letter : name)
        made += isWordLetter(letter) ? letter : '_';
    if (made.empty() || (made.front() >= '0' && made.front() <= '9'))
        made.insert(0, "_");
    const bool isTaken = std::find(takenNames.begin(), takenNames.end(), made) != takenNames.end();
    return isTaken ? made + "_" : made;
}

std::string cConstant(std::string_view name)
{
    std::string made;
    for (const char letter : name)
        made += letter >= 'a' && letter <= 'z' ? static_cast<char>(letter - 'a' + 'A')
                : isWordLetter(letter)         ? letter
                                               : '_';
    return made;
}

std::string cString(std::string_view bytes)
{
    std::string text = "\"";
    for (const char letter : bytes) {
        if (letter == '"' || letter == '\\' || (letter == '?' && text.back() == '?')) // no trigraph
            text += '\\';
        text += letter == '\n' ? "\\n" : std::string(1, letter);
    }
    return text + "\"";
}

std::string cLetter(char byte)
{
    if (byte == '\'' || byte == '\\')
        return std::string("'\\") + byte + "'";
    if (byte == '\n')
        return "'\\n'";
    const bool isPlain = byte >= ' ' && byte < 0x7f;
    return isPlain ? std::string("'") + byte + "'"
                   : std::to_string(static_cast<unsigned char>(byte));
}

bool hasCWord(std::string_view text, std::string_view word)
{
    for (auto at = text.find(word); at != std::string_view::npos; at = text.find(word, at + 1)) {
        const auto behind = at + word.size();
        const bool isWhole = (at == 0 || !isWordLetter(text[at - 1]))
                             && (behind >= text.size() || !isWordLetter(text[behind]));
        if (isWhole || word.empty())
            return true;
    }
    return false;
}

} // namespace seeipc
