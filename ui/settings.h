// SPDX-License-Identifier: MIT
#pragma once

#include "scenario/text.h"
#include "session/session.h"
#include "ui/scene/timelineaxis.h"
#include "ui/theme.h"

#include <QSize>
#include <QStringList>

#include <array>
#include <cstdint>
#include <optional>

namespace seeipc {

/// Ways to work with the window; each remembers which drawers were open in it.
enum class LayoutName : std::uint8_t { Learn, Measure };
inline constexpr std::size_t layoutCount = 2;

/// Which drawers are open, by the ids of their views.
struct DrawersLeft
{
    QStringList open;
    QString front; ///< the one to be seen
    int width = 0; ///< pixels; 0: never chosen

    bool operator==(const DrawersLeft &) const = default;
};

/// What the window remembers from one time to the next. A demo's parameters are not among it.
struct Settings
{
    std::optional<QSize> windowSize;
    ThemeName theme = ThemeName::Light;
    std::optional<Language> language; ///< absent: the locale's
    Pace pace{1'000'000'000};
    bool isStill = false; ///< motion off
    TimeAxis timeAxis = TimeAxis::ByEvent;
    QStringList recent; ///< ids of the latest demos that were chosen, newest first
    LayoutName layout = LayoutName::Learn;
    std::array<DrawersLeft, layoutCount> drawers = usualDrawers(); ///< by LayoutName

    QStringList recentFiles; ///< the latest files that were opened, by absolute path, newest first

    static constexpr qsizetype mostRecent = 4;
    static constexpr qsizetype mostRecentFiles = 8;
    /// Puts a demo before the others.
    void noteDemo(const QString &id);
    void noteFile(const QString &path); ///< the same, of a file

    /// None to learn with; events and limits to measure with.
    static std::array<DrawersLeft, layoutCount> usualDrawers();

    /// From the user's file below XDG_CONFIG_HOME; what is missing or makes no sense is the default.
    static Settings load();
    void save() const;
};

/// "light", "dark", "contrast": what options and settings call it.
QString codeOf(ThemeName theme);
QString codeOf(LayoutName layout);
std::optional<ThemeName> themeByCode(const QString &code);
std::optional<Language> languageByCode(const QString &code);

} // namespace seeipc
