// SPDX-License-Identifier: MIT
#include "ui/scene/typescale.h"

#include <QLocale>

#include <algorithm>
#include <array>
#include <cmath>

namespace seeipc {

namespace {

constexpr double smallWidth = 1024;
constexpr double usualWidth = 1920;
constexpr int boldFrom = 20; ///< pixels, for Chinese

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
    const bool isThin = QLocale().language() == QLocale::Chinese && font.pixelSize() < boldFrom;
    font.setWeight(isThin ? QFont::Normal : sizes[static_cast<std::size_t>(role)].weight);
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
