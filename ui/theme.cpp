// SPDX-License-Identifier: MIT
#include "ui/theme.h"

#include <algorithm>
#include <cmath>

namespace seeipc {

namespace {

const QColor nearBlack{0x0b1016};

QColor rgb(QRgb value)
{
    return QColor::fromRgb(value);
}

Theme lightTheme()
{
    Theme theme;
    theme.name = ThemeName::Light;
    theme.ground = rgb(0xf4f6f8);
    theme.panel = rgb(0xffffff);
    theme.line = rgb(0xc3ced9);
    theme.outline = rgb(0x5f6f7f);
    theme.ink = rgb(0x15202b);
    theme.mutedInk = rgb(0x44525f);
    theme.control = rgb(0xedf1f5);
    theme.currentLine = rgb(0xe3e9ef);
    theme.channel = rgb(0xe3e9ef);
    theme.channelLine = rgb(0xc3ced9);
    theme.asleep = rgb(0xe69f00);
    theme.asleepText = nearBlack;
    theme.asleepLine = rgb(0xb57700);
    theme.running = rgb(0x007a5a);
    theme.runningText = Qt::white;
    theme.hopeless = rgb(0xd55e00);
    theme.hopelessText = nearBlack;
    theme.hopelessLine = rgb(0xd55e00);
    theme.identities = {rgb(0x0072b2), rgb(0xb0478d), rgb(0x7a6a00), rgb(0x00805d),
                        rgb(0x6a51a3), rgb(0x8c510a), rgb(0x2a7f9e), rgb(0x5f6f7f)};
    return theme;
}

Theme darkTheme()
{
    Theme theme;
    theme.name = ThemeName::Dark;
    theme.ground = rgb(0x10151c);
    theme.panel = rgb(0x171e27);
    theme.line = rgb(0x33414f);
    theme.outline = rgb(0x8496a9);
    theme.ink = rgb(0xe8eef5);
    theme.mutedInk = rgb(0xa8b6c5);
    theme.control = rgb(0x1e2732);
    theme.currentLine = rgb(0x243140);
    theme.channel = nearBlack;
    theme.channelLine = rgb(0x33414f);
    theme.asleep = rgb(0xe69f00);
    theme.asleepText = nearBlack;
    theme.asleepLine = rgb(0xe69f00);
    theme.running = rgb(0x007a5a);
    theme.runningText = Qt::white;
    theme.hopeless = rgb(0xd55e00);
    theme.hopelessText = nearBlack;
    theme.hopelessLine = rgb(0xd55e00);
    theme.identities = {rgb(0x56b4e9), rgb(0xcc79a7), rgb(0xf0e442), rgb(0x2dbd92),
                        rgb(0xb39ddb), rgb(0xd8a25e), rgb(0x7fd0e8), rgb(0x9fb0c3)};
    return theme;
}

Theme contrastTheme()
{
    Theme theme;
    theme.name = ThemeName::Contrast;
    theme.ground = Qt::black;
    theme.panel = Qt::black;
    theme.line = Qt::white;
    theme.outline = Qt::white;
    theme.ink = Qt::white;
    theme.mutedInk = Qt::white;
    theme.control = Qt::black;
    theme.currentLine = Qt::black;
    theme.channel = Qt::black;
    theme.channelLine = Qt::white;
    theme.asleep = Qt::yellow;
    theme.asleepText = Qt::black;
    theme.asleepLine = Qt::yellow;
    theme.running = Qt::white;
    theme.runningText = Qt::black;
    theme.hopeless = rgb(0xff8a6a);
    theme.hopelessText = Qt::black;
    theme.hopelessLine = rgb(0xff8a6a);
    theme.faded = 1;
    theme.identities = {rgb(0x66d9ff), rgb(0xffa0e0), rgb(0xffc27a), rgb(0x7dffb0),
                        rgb(0xd0b8ff), rgb(0x9aa8ff), rgb(0xb0f0ff), rgb(0xe0e0e0)};
    return theme;
}

/// One channel of a colour as light, after WCAG 2.
double linear(double value)
{
    return value <= 0.04045 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4);
}

double luminance(const QColor &colour)
{
    return 0.2126 * linear(colour.redF()) + 0.7152 * linear(colour.greenF())
           + 0.0722 * linear(colour.blueF());
}

} // namespace

const QColor &Theme::identityOf(WorkerId worker) const
{
    return worker == noWorker ? outline : identities[worker % identities.size()];
}

QPalette Theme::palette() const
{
    QPalette palette;
    palette.setColor(QPalette::Window, ground);
    palette.setColor(QPalette::WindowText, ink);
    palette.setColor(QPalette::Base, panel);
    palette.setColor(QPalette::AlternateBase, control);
    palette.setColor(QPalette::Text, ink);
    palette.setColor(QPalette::PlaceholderText, mutedInk);
    palette.setColor(QPalette::Button, control);
    palette.setColor(QPalette::ButtonText, ink);
    palette.setColor(QPalette::BrightText, ink);
    palette.setColor(QPalette::ToolTipBase, panel);
    palette.setColor(QPalette::ToolTipText, ink);
    palette.setColor(QPalette::Highlight, ink);
    palette.setColor(QPalette::HighlightedText, ground);
    palette.setColor(QPalette::Link, ink);
    palette.setColor(QPalette::LinkVisited, mutedInk);
    palette.setColor(QPalette::Light, panel);
    palette.setColor(QPalette::Midlight, control);
    palette.setColor(QPalette::Mid, line);
    palette.setColor(QPalette::Dark, outline);
    palette.setColor(QPalette::Shadow, outline);
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        palette.setColor(QPalette::Disabled, role, mutedInk);
    palette.setColor(QPalette::Disabled, QPalette::Highlight, line);
    return palette;
}

const Theme &themeOf(ThemeName name)
{
    static const Theme themes[] = {lightTheme(), darkTheme(), contrastTheme()};
    return themes[static_cast<std::size_t>(name)];
}

double contrastRatio(const QColor &one, const QColor &other)
{
    const auto [dark, light] = std::minmax({luminance(one), luminance(other)});
    return (light + 0.05) / (dark + 0.05);
}

QColor textOn(const QColor &colour)
{
    return contrastRatio(Qt::white, colour) >= contrastRatio(nearBlack, colour) ? QColor(Qt::white)
                                                                                : nearBlack;
}

} // namespace seeipc
