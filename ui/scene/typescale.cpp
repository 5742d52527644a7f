// SPDX-License-Identifier: MIT
#include "ui/scene/typescale.h"

#include <QGuiApplication>
#include <QLocale>

#include <algorithm>
#include <array>
#include <cmath>

namespace seeipc {

namespace {

constexpr double smallWidth = 1024;
constexpr double usualWidth = 1920;
constexpr int boldFrom = 20; ///< pixels, for Chinese
constexpr int mostBold =
    63; ///< the same: Qt thickens no larger glyphs of a font that has no bold ones

struct Sizes
{
    double small; ///< pixels at 1024x768
    double usual; ///< at 1920x1080
    QFont::Weight weight;
};

/// By TextRole.
constexpr std::array<Sizes, 9> sizes{{
    {25, 36, QFont::Bold},
    {18, 24, QFont::Normal},
    {18, 26, QFont::Bold},
    {15.12, 21, QFont::Bold},
    {14, 17, QFont::DemiBold},
    {14, 17, QFont::Normal},
    {14, 16, QFont::Normal},
    {14, 15, QFont::Normal},
    {14, 18, QFont::DemiBold},
}};

/// Many fonts have Chinese glyphs of one weight only, which Qt thickens for Bold alone, and not at every
/// size: a line with letters of both scripts has one weight wherever that is so.
QFont::Weight chineseWeight(QFont::Weight weight, int pixels)
{
    const int drawn = qGuiApp ? static_cast<int>(std::ceil(pixels * qGuiApp->devicePixelRatio()))
                              : pixels;
    return weight == QFont::Normal || pixels < boldFrom || drawn > mostBold ? QFont::Normal
                                                                            : QFont::Bold;
}

/// Between the two drawn sizes by their difference, beyond the larger by proportion.
double grown(double small, double usual, double width)
{
    if (width >= usualWidth)
        return usual * width / usualWidth;
    return small + (usual - small) * (width - smallWidth) / (usualWidth - smallWidth);
}

} // namespace

TypeScale TypeScale::forWindow(const QSize &window)
{
    TypeScale scale;
    scale.effectiveWidth = std::max(smallWidth,
                                    std::min<double>(window.width(), window.height() * 16.0 / 9.0));
    scale.unit = grown(0.72, 1, scale.effectiveWidth);
    scale.margin = std::round(grown(28, 60, scale.effectiveWidth));
    return scale;
}

int TypeScale::pixels(TextRole role) const
{
    const auto &size = sizes[static_cast<std::size_t>(role)];
    return static_cast<int>(std::floor(grown(size.small, size.usual, effectiveWidth)));
}

QFont TypeScale::font(TextRole role) const
{
    QFont font;
    font.setFamilies(role == TextRole::Call ? fixedFamilies() : textFamilies());
    font.setPixelSize(pixels(role));
    const auto weight = sizes[static_cast<std::size_t>(role)].weight;
    const bool isChinese = QLocale().language() == QLocale::Chinese;
    font.setWeight(isChinese ? chineseWeight(weight, font.pixelSize()) : weight);
    return font;
}

QStringList textFamilies()
{
    return {QStringLiteral("Inter"), QStringLiteral("Noto Sans"), QStringLiteral("DejaVu Sans"),
            QStringLiteral("Noto Sans CJK SC"), QStringLiteral("WenQuanYi Micro Hei")};
}

QStringList fixedFamilies()
{
    return {QStringLiteral("JetBrains Mono"), QStringLiteral("DejaVu Sans Mono"),
            QStringLiteral("Noto Sans CJK SC"), QStringLiteral("WenQuanYi Micro Hei")};
}

} // namespace seeipc
