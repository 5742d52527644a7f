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
/// has none.
struct Theme
{
    ThemeName name = ThemeName::Light;
    QColor ground;     ///< behind everything
    QColor panel;      ///< boxes, bars
    QColor line;       ///< borders that only part
    QColor ink;        ///< text, selection, current line
    QColor mutedInk;   ///< second text
    QColor control;    ///< a button's face
    QColor channel;    ///< a tube's body
    QColor channelLine;
    QColor asleep;     ///< solid head, asleepText on it
    QColor asleepText;
    QColor running;
    QColor runningText;
    QColor hopeless;   ///< nobody can wake it; killed
    QColor hopelessText;
    std::array<QColor, 8> identities; ///< Okabe-Ito; by WorkerId, again and again

    const QColor &identityOf(WorkerId worker) const;
    QPalette palette() const;
};

const Theme &themeOf(ThemeName name);

} // namespace seeipc
