// SPDX-License-Identifier: MIT
#include "ui/compare/columnfit.h"

#include "ui/scene/stageframe.h"
#include "ui/views/caption.h"

#include <algorithm>
#include <cmath>

namespace seeipc {

namespace {

constexpr double smallestWidth = 1024; ///< the scale of the smallest type
constexpr double looseStage = 1.15;    ///< times its least height

TypeScale scaleOfWidth(double width)
{
    return TypeScale::forWindow({static_cast<int>(width), static_cast<int>(width)});
}

/// The least stage of either.
QSizeF stageNeeds(const ColumnNeeds &needs, const TypeScale &scale, int width)
{
    const TextMeasure measure(scale);
    QSizeF size;
    for (const auto &cast : needs.casts)
        size = size.expandedTo(leastFrame(cast, measure, width));
    return size;
}

QSize listsNeed(const ColumnNeeds &needs, const TypeScale &scale, int pixels, bool isAbreast)
{
    const auto margin = static_cast<int>(scale.margin);
    QSize size;
    for (const auto &list : needs.lists) {
        const auto one = StepList::sizeOf(list, pixels);
        size = isAbreast ? QSize(size.width() + one.width() + margin / 2,
                                 std::max(size.height(), one.height()))
                         : QSize(std::max(size.width(), one.width()),
                                 size.height() + one.height() + margin / 2);
    }
    return size + QSize(2 * margin, margin / 3);
}

int heightAbove(const TypeScale &scale, int width)
{
    return CaptionView::heightFor(scale, width, false);
}

} // namespace

ColumnFit fitColumn(const ColumnNeeds &needs, const QSize &room, const TypeScale &most)
{
    const auto fits = [&](const QSize &size) {
        return size.width() <= room.width() && size.height() <= room.height();
    };
    const auto withStage = [&](const TypeScale &scale, const QSize &lists) {
        const auto stage = stageNeeds(needs, scale, room.width());
        return QSize(std::max(lists.width(), static_cast<int>(std::ceil(stage.width()))),
                     lists.height() + heightAbove(scale, room.width())
                         + static_cast<int>(std::ceil(stage.height() * looseStage)));
    };
    ColumnFit fit{scaleOfWidth(smallestWidth), 0, true};
    for (double low = smallestWidth, high = most.effectiveWidth; high - low >= 8;) {
        const double middle = (low + high) / 2;
        const auto scale = scaleOfWidth(middle);
        const auto lists = listsNeed(needs, scale, scale.pixels(TextRole::Text), true);
        const bool isFitting = fits(withStage(scale, lists));
        (isFitting ? low : high) = middle;
        if (isFitting)
            fit.scale = scale;
    }
    fit.listPixels = fit.scale.pixels(TextRole::Text);
    for (int pixels = most.pixels(TextRole::Call); pixels >= fit.listPixels; --pixels) {
        for (const bool isAbreast : {true, false}) {
            if (!fits(withStage(fit.scale, listsNeed(needs, fit.scale, pixels, isAbreast))))
                continue;
            fit.listPixels = pixels;
            fit.abreast = isAbreast;
            return fit;
        }
    }
    return fit;
}

} // namespace seeipc
