// SPDX-License-Identifier: MIT
#pragma once

#include "playstate.h"
#include "session/narrator.h"
#include "terminal.h"

#include <string>
#include <vector>

namespace seeipc {

enum class Colour { Plain, Bold, Dim, Asleep, Held, Killed, Filled };

/// A piece of a line in one colour.
struct Piece
{
    std::string text;
    Colour colour = Colour::Plain;
};

/// How long a line is kept where there are too few rows: what stands last goes first.
enum class Rank { Channel, Headline, Why, Process, Source, Hint, Sums, Title, Gap };

struct PictureLine
{
    std::vector<Piece> pieces;
    Rank rank = Rank::Gap;
};

/// The picture of a play: title, channels, processes, caption, keys. Never more than the terminal's
/// rows less one, where the cursor stands; lines that are too wide are for the painter to cut.
/// A number stands with its source and age: plain is what a process reported of its own calls.
std::vector<PictureLine> pictureOf(const PlayState &state, const Caption &caption,
                                   TerminalSize size, bool isEnded);

} // namespace seeipc
