// SPDX-License-Identifier: MIT
#pragma once

#include "events/ids.h"

#include <QColor>
#include <QPalette>

#include <array>
#include <cstdint>

namespace seeipc {

enum class ThemeName : std::uint8_t { Light, Dark, Contrast };

/// The colours of one theme. State is form first, identity is a colour of its own, the interface
/// has none. Text stands out from what it stands on by 4.5 to 1, a mark by 3 to 1; in the contrast
/// theme both by 7 to 1.
struct Theme
{
    ThemeName name = ThemeName::Light;
    QColor ground;      ///< behind everything
    QColor panel;       ///< boxes, bars
    QColor line;        ///< borders that only part: no mark
    QColor outline;     ///< borders that mean something: a box at a gate, a thread, a slot
    QColor ink;         ///< text, selection, current line
    QColor mutedInk;    ///< second text
    QColor control;     ///< a button's face, an empty slot
    QColor currentLine; ///< behind the line that is on
    QColor channel;     ///< a tube's body
    QColor channelLine;
    QColor asleep; ///< solid head, asleepText on it
    QColor asleepText;
    QColor asleepLine; ///< the same where it is a line: a sleeper's border, its waits-for arrow
    QColor running;
    QColor runningText;
    QColor hopeless; ///< nobody can wake it; killed
    QColor hopelessText;
    QColor hopelessLine;
    double faded = 0.6;               ///< opacity of what has no part in the wait that is shown
    std::array<QColor, 8> identities; ///< Okabe-Ito; by WorkerId, again and again

    const QColor &identityOf(WorkerId worker) const; ///< noWorker: the outline, that of nobody
    QPalette palette() const;
};

const Theme &themeOf(ThemeName name);

/// Luminance contrast of two opaque colours after WCAG 2, from 1 to 21.
double contrastRatio(const QColor &one, const QColor &other);

/// Black or white: what is read better on the colour. Never below 4.5 to 1.
QColor textOn(const QColor &colour);

} // namespace seeipc
