// SPDX-License-Identifier: MIT
#include "runsettings.h"

#include <QGuiApplication>
#include <QScreen>

namespace seeipc {

namespace {

constexpr QSize usualSize(1280, 800);

} // namespace

Settings settingsFor(const Options &options, Language language)
{
    auto settings = options.screenshot.empty() ? Settings::load() : Settings();
    if (options.theme)
        settings.theme = *options.theme;
    if (options.size)
        settings.windowSize = options.size;
    else
        settings.windowSize = settings.windowSize.value_or(usualSize).boundedTo(
            QGuiApplication::primaryScreen()->availableSize());
    if (options.pace)
        settings.pace = *options.pace;
    if (!options.drawers.isEmpty()) {
        auto &left = settings.drawers[static_cast<std::size_t>(settings.layout)];
        left.open = options.drawers;
        left.front = options.drawers.back();
    }
    settings.language = language;
    return settings;
}

void remember(const Settings &chosen, const Options &options, Language language)
{
    const auto stored = Settings::load();
    auto kept = chosen;
    if (options.theme == chosen.theme)
        kept.theme = stored.theme;
    if (options.pace == chosen.pace)
        kept.pace = stored.pace;
    if (options.size && options.size == chosen.windowSize)
        kept.windowSize = stored.windowSize;
    const auto layout = static_cast<std::size_t>(stored.layout); // --open was for this one
    if (!options.drawers.isEmpty() && chosen.drawers[layout].front == options.drawers.back())
        kept.drawers[layout] = stored.drawers[layout];
    if (chosen.language == language)
        kept.language = stored.language;
    kept.save();
}

} // namespace seeipc
