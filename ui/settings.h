// SPDX-License-Identifier: MIT
#pragma once

#include "scenario/text.h"
#include "session/session.h"
#include "ui/theme.h"

#include <QSize>

#include <optional>

namespace seeipc {

/// What the window remembers from one time to the next. A demo's parameters are not among it.
struct Settings
{
    std::optional<QSize> windowSize;
    ThemeName theme = ThemeName::Light;
    std::optional<Language> language; ///< absent: the locale's
    Pace pace{1'000'000'000};
    bool isStill = false; ///< motion off

    /// From the user's file below XDG_CONFIG_HOME; what is missing or makes no sense is the default.
    static Settings load();
    void save() const;
};

/// "light", "dark", "contrast": what options and settings call it.
QString codeOf(ThemeName theme);
std::optional<ThemeName> themeByCode(const QString &code);
std::optional<Language> languageByCode(const QString &code);

} // namespace seeipc
