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

QString keyOf(LayoutName layout, const char *what)
{
    return QStringLiteral("%1/%2").arg(codeOf(layout), QLatin1String(what));
}

DrawersLeft storedDrawers(const QSettings &stored, LayoutName layout, const DrawersLeft &usual)
{
    if (!stored.contains(keyOf(layout, "drawers")))
        return usual;
    DrawersLeft left;
    left.open = stored.value(keyOf(layout, "drawers")).toStringList();
    left.open.removeAll(QString());
    left.front = stored.value(keyOf(layout, "front")).toString();
    const int width = stored.value(keyOf(layout, "drawerWidth")).toInt();
    left.width = width > 0 && width < largestWindow.width() ? width : 0;
    return left;
}

} // namespace

std::array<DrawersLeft, layoutCount> Settings::usualDrawers()
{
    std::array<DrawersLeft, layoutCount> usual;
    usual[static_cast<std::size_t>(LayoutName::Measure)] = {
        {QStringLiteral("events"), QStringLiteral("limits")}, QStringLiteral("events"), 0};
    return usual;
}

void Settings::noteDemo(const QString &id)
{
    recent.removeAll(id);
    recent.prepend(id);
    recent = recent.mid(0, mostRecent);
}

void Settings::noteFile(const QString &path)
{
    recentFiles.removeAll(path);
    recentFiles.prepend(path);
    recentFiles = recentFiles.mid(0, mostRecentFiles);
}

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
    if (stored.value(QStringLiteral("view/timeByClock")).toBool())
        settings.timeAxis = TimeAxis::ByClock;
    settings.recent = stored.value(QStringLiteral("demos/recent")).toStringList();
    settings.recent.removeAll(QString());
    settings.recent = settings.recent.mid(0, mostRecent);
    settings.recentFiles = stored.value(QStringLiteral("demos/recentFiles")).toStringList();
    settings.recentFiles.removeAll(QString());
    settings.recentFiles = settings.recentFiles.mid(0, mostRecentFiles);
    for (const auto layout : {LayoutName::Learn, LayoutName::Measure}) {
        auto &left = settings.drawers[static_cast<std::size_t>(layout)];
        left = storedDrawers(stored, layout, left);
        if (stored.value(QStringLiteral("view/layout")).toString() == codeOf(layout))
            settings.layout = layout;
    }
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
    stored.setValue(QStringLiteral("view/timeByClock"), timeAxis == TimeAxis::ByClock);
    stored.setValue(QStringLiteral("demos/recent"), recent);
    stored.setValue(QStringLiteral("demos/recentFiles"), recentFiles);
    stored.setValue(QStringLiteral("view/layout"), codeOf(layout));
    for (const auto each : {LayoutName::Learn, LayoutName::Measure}) {
        const auto &left = drawers[static_cast<std::size_t>(each)];
        stored.setValue(keyOf(each, "drawers"), left.open);
        stored.setValue(keyOf(each, "front"), left.front);
        stored.setValue(keyOf(each, "drawerWidth"), left.width);
    }
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

QString codeOf(LayoutName layout)
{
    return layout == LayoutName::Measure ? QStringLiteral("measure") : QStringLiteral("learn");
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
