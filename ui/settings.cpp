// SPDX-License-Identifier: MIT
#include "ui/settings.h"

#include "ui/language.h"

#include <QSettings>

namespace seeipc {

namespace {

constexpr QSize smallestWindow{400, 300};
constexpr QSize largestWindow{20000, 20000};
constexpr qlonglong slowest = 60'000'000'000; ///< nanoseconds between two calls

QSettings file()
{
    return QSettings(QSettings::IniFormat, QSettings::UserScope, QStringLiteral("seeipc"),
                     QStringLiteral("seeipc"));
}

} // namespace

Settings Settings::load()
{
    const auto stored = file();
    Settings settings;
    const auto size = stored.value(QStringLiteral("window/size")).toSize();
    if (size.width() >= smallestWindow.width() && size.height() >= smallestWindow.height()
        && size.boundedTo(largestWindow) == size)
        settings.windowSize = size;
    settings.theme =
        themeByCode(stored.value(QStringLiteral("view/theme")).toString()).value_or(settings.theme);
    settings.language = languageByCode(stored.value(QStringLiteral("view/language")).toString());
    bool isNumber = false;
    const auto pace = stored.value(QStringLiteral("session/paceNanoseconds")).toLongLong(&isNumber);
    if (isNumber && pace >= 0 && pace <= slowest)
        settings.pace = {pace};
    settings.isStill = stored.value(QStringLiteral("view/still")).toBool();
    return settings;
}

void Settings::save() const
{
    auto stored = file();
    if (windowSize)
        stored.setValue(QStringLiteral("window/size"), *windowSize);
    stored.setValue(QStringLiteral("view/theme"), codeOf(theme));
    if (language)
        stored.setValue(QStringLiteral("view/language"), codeOf(*language));
    stored.setValue(QStringLiteral("session/paceNanoseconds"),
                    static_cast<qlonglong>(pace.nanoseconds));
    stored.setValue(QStringLiteral("view/still"), isStill);
}

QString codeOf(ThemeName theme)
{
    switch (theme) {
    case ThemeName::Dark: return QStringLiteral("dark");
    case ThemeName::Contrast: return QStringLiteral("contrast");
    case ThemeName::Light: break;
    }
    return QStringLiteral("light");
}

std::optional<ThemeName> themeByCode(const QString &code)
{
    for (const auto theme : {ThemeName::Light, ThemeName::Dark, ThemeName::Contrast}) {
        if (codeOf(theme) == code)
            return theme;
    }
    return std::nullopt;
}

std::optional<Language> languageByCode(const QString &code)
{
    for (const auto language : {Language::English, Language::Chinese}) {
        if (codeOf(language) == code)
            return language;
    }
    return std::nullopt;
}

} // namespace seeipc
