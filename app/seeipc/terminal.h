// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <termios.h>
#include <vector>

namespace seeipc {

/// Columns that a text in UTF-8 takes on a terminal: Chinese characters two, combining marks none.
std::size_t displayWidth(std::string_view text);

/// As many characters from its start as fit into `columns`.
std::string_view fitted(std::string_view text, std::size_t columns);

/// The text, or as much of it as fits and "…" behind it. Spaces at its end need no room.
std::string cut(std::string_view text, std::size_t columns);

/// Broken into lines of at most `columns`, at spaces where there are any and between Chinese
/// characters.
std::vector<std::string> wrapped(std::string_view text, std::size_t columns);

/// The text and spaces up to `columns`.
std::string padded(std::string_view text, std::size_t columns);

/// Can a picture be redrawn on standard output: a terminal that moves its cursor?
bool isTerminal();
/// Colours are wanted: a terminal, and NO_COLOR is not set.
bool hasColours();

struct TerminalSize
{
    std::size_t columns = 80;
    std::size_t rows = 24;
};
TerminalSize terminalSize();

/// Keys of the terminal come one by one and are not shown; restored when this goes. Does nothing
/// where standard input is no terminal.
class RawKeys
{
public:
    RawKeys();
    ~RawKeys();
    RawKeys(const RawKeys &) = delete;
    RawKeys &operator=(const RawKeys &) = delete;

    bool isActive() const { return m_isActive; }
    void restore(); ///< as it was found: before the program is stopped
    void take();    ///< again

private:
    bool m_isActive = false;
    termios m_found{};
};

} // namespace seeipc
