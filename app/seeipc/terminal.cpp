// SPDX-License-Identifier: MIT
#include "terminal.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <sys/ioctl.h>
#include <unistd.h>

namespace seeipc {

namespace {

struct Range
{
    char32_t first;
    char32_t last;
};

/// Two columns each, after Unicode's East Asian Width (W and F), the blocks that matter here.
constexpr std::array wide{
    Range{0x1100, 0x115f},   Range{0x2e80, 0x303e},   Range{0x3041, 0x4dbf},
    Range{0x4e00, 0xa4cf},   Range{0xac00, 0xd7a3},   Range{0xf900, 0xfaff},
    Range{0xfe30, 0xfe6f},   Range{0xff00, 0xff60},   Range{0xffe0, 0xffe6},
    Range{0x1f300, 0x1f64f}, Range{0x1f900, 0x1f9ff}, Range{0x20000, 0x3fffd},
};

constexpr std::array none{Range{0x300, 0x36f}, Range{0x200b, 0x200f}, Range{0xfe00, 0xfe0f}};

struct Character
{
    char32_t code = 0;
    std::size_t bytes = 1;
};

/// The character at the start; a byte that begins none counts as one by itself.
Character firstOf(std::string_view text)
{
    const auto lead = static_cast<unsigned char>(text[0]);
    const std::size_t bytes = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : lead >= 0xc0 ? 2 : 1;
    if (bytes == 1 || bytes > text.size())
        return {lead, 1};
    char32_t code = lead & (0xffU >> (bytes + 1));
    for (std::size_t i = 1; i < bytes; ++i)
        code = code << 6U | (static_cast<unsigned char>(text[i]) & 0x3fU);
    return {code, bytes};
}

std::size_t columnsOf(char32_t code)
{
    const auto isIn = [code](const Range &range) {
        return code >= range.first && code <= range.last;
    };
    if (std::any_of(none.begin(), none.end(), isIn))
        return 0;
    return std::any_of(wide.begin(), wide.end(), isIn) ? 2 : 1;
}

bool mayBegin(char32_t code)
{
    return std::u32string_view(U"，。；：）、！？”").find(code) == std::u32string_view::npos;
}

/// Where a line of at most `most` bytes best ends: at a space, or beside a Chinese character but not
/// before its punctuation. A word that fills the line is cut.
std::size_t lastBreak(std::string_view text, std::size_t most)
{
    std::size_t best = 0;
    char32_t before = U' ';
    for (std::size_t at = 0; at <= most && at < text.size();) {
        const auto character = firstOf(text.substr(at));
        const bool isBeside = columnsOf(before) == 2 || columnsOf(character.code) == 2;
        if (at > 0 && (character.code == U' ' || (isBeside && mayBegin(character.code))))
            best = at;
        before = character.code;
        at += character.bytes;
    }
    return best > 0 ? best : most;
}

bool isSet(const char *name)
{
    const char *value = std::getenv(name);
    return value && *value != '\0';
}

} // namespace

std::size_t displayWidth(std::string_view text)
{
    std::size_t columns = 0;
    while (!text.empty()) {
        const auto character = firstOf(text);
        columns += columnsOf(character.code);
        text.remove_prefix(character.bytes);
    }
    return columns;
}

std::string_view fitted(std::string_view text, std::size_t columns)
{
    std::size_t bytes = 0;
    while (bytes < text.size()) {
        const auto character = firstOf(text.substr(bytes));
        const auto width = columnsOf(character.code);
        if (width > columns)
            break;
        columns -= width;
        bytes += character.bytes;
    }
    return text.substr(0, bytes);
}

std::string cut(std::string_view text, std::size_t columns)
{
    const auto whole = fitted(text, columns);
    const bool isLost = text.find_first_not_of(' ', whole.size()) != std::string_view::npos;
    if (!isLost)
        return std::string(whole);
    return columns == 0 ? std::string() : std::string(fitted(text, columns - 1)) + "…";
}

std::vector<std::string> wrapped(std::string_view text, std::size_t columns)
{
    std::vector<std::string> lines;
    while (!text.empty()) {
        auto line = fitted(text, std::max<std::size_t>(2, columns));
        if (line.size() < text.size())
            line = text.substr(0, lastBreak(text, line.size()));
        lines.emplace_back(line);
        text.remove_prefix(line.size());
        while (!text.empty() && text[0] == ' ')
            text.remove_prefix(1);
    }
    return lines;
}

std::string padded(std::string_view text, std::size_t columns)
{
    std::string line(text);
    const auto width = displayWidth(text);
    line.append(width < columns ? columns - width : 0, ' ');
    return line;
}

bool isTerminal()
{
    const char *kind = std::getenv("TERM");
    return ::isatty(STDOUT_FILENO) == 1 && kind && *kind != '\0'
           && std::string_view(kind) != "dumb";
}

bool hasColours()
{
    return isTerminal() && !isSet("NO_COLOR");
}

TerminalSize terminalSize()
{
    winsize size{};
    if (::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_col == 0 || size.ws_row == 0)
        return {};
    return {size.ws_col, size.ws_row};
}

RawKeys::RawKeys()
{
    if (::tcgetattr(STDIN_FILENO, &m_found) == 0)
        take();
}

RawKeys::~RawKeys()
{
    restore();
}

void RawKeys::restore()
{
    if (m_isActive)
        ::tcsetattr(STDIN_FILENO, TCSADRAIN, &m_found);
    m_isActive = false;
}

void RawKeys::take()
{
    if (::tcgetpgrp(STDIN_FILENO) != ::getpgrp())
        return; // in the background the terminal is somebody else's
    termios raw = m_found;
    raw.c_lflag &= ~static_cast<tcflag_t>(ICANON | ECHO);
    raw.c_cc[VMIN] = 1;
    raw.c_cc[VTIME] = 0;
    m_isActive = ::tcsetattr(STDIN_FILENO, TCSADRAIN, &raw) == 0;
}

} // namespace seeipc
