// SPDX-License-Identifier: MIT
#pragma once

#include <QFont>
#include <QSize>

#include <cstdint>

namespace seeipc {

/// What a text is for; each use has a size of its own.
enum class TextRole : std::uint8_t {
    Caption, ///< what happens
    Reason,  ///< why
    Number,  ///< the key number of a channel
    Name,    ///< of a process
    State,   ///< beside it
    Call,    ///< C, in a fixed pitch
    Text,    ///< everything else
    Small,   ///< beside a mark
    Wait,    ///< on a waits-for arrow
};

/// Sizes for a window: grown from 1024x768 to 1920x1080, from there on with the window. In pixels
/// that do not depend on the screen's density.
struct TypeScale
{
    double unit = 1;    ///< 1 at 1920x1080: what distances and strokes are multiplied with
    double margin = 60; ///< left and right of everything
    double effectiveWidth = 1920;

    static TypeScale forWindow(const QSize &window);

    int pixels(TextRole role) const;
    /// The font of the role. Chinese below 20 pixels is never bold: its strokes would run together.
    QFont font(TextRole role) const;

    bool operator==(const TypeScale &) const = default;
};

/// The families of the interface's text, best first; what is missing is passed over.
QStringList textFamilies();
QStringList fixedFamilies();

} // namespace seeipc
