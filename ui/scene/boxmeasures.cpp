// SPDX-License-Identifier: MIT
#include "ui/scene/stageframe.h"
#include "ui/scene/words.h"

#include <algorithm>
#include <cmath>

namespace seeipc {

namespace {

constexpr double leastBox = 300;   ///< width, in units, at 1024; 330 at 1920
constexpr double widestBox = 0.26; ///< of the stage
constexpr double widestHead = 0.4; ///< where two boxes have nothing but each other beside them
constexpr std::int64_t longSleep = 99'900'000'000; ///< whose age is told in whole

} // namespace

BoxMeasures BoxMeasures::of(const Cast &cast, const TextMeasure &measure, double stageWidth)
{
    const double unit = measure.scale().unit;
    BoxMeasures box;
    box.unit = unit;
    box.textHeight = measure.lineHeight(TextRole::Text);
    box.spine = std::round(10 * unit);
    box.padding = std::round(22 * unit);
    box.innerPadding = std::round(14 * unit);
    box.rowStep = std::round(std::max(28 * unit, box.textHeight + 3));
    box.descriptorRows = cast.descriptorRows();
    const double glyph = measure.lineHeight(TextRole::State);
    double name = 0;
    double state = 0;
    double both = 0;
    for (const auto &part : cast.parts) {
        const auto nameWidth = measure.width(TextRole::Name, QString::fromStdString(part.name));
        name = std::max(name, nameWidth);
        for (const auto &word : words::likelyStates(part.sleepyCalls)) {
            const auto width = glyph + measure.width(TextRole::State, word);
            state = std::max(state, width);
            both = std::max(both, nameWidth + 10 * unit + width);
        }
    }
    const double padding = box.padding + box.innerPadding;
    const double most = stageWidth * widestBox;
    const double least = std::min(leastBox * unit + (unit >= 1 ? 30 * unit : 0), most);
    const bool isPair = cast.parts.size() == 2
                        && std::all_of(cast.parts.begin(), cast.parts.end(), [](const Part &part) {
                               return part.column == Column::Middle;
                           });
    box.stackedHead = both + padding > (isPair ? stageWidth * widestHead : most);
    const double call = measure.width(TextRole::Call, words::likelyCall()) + padding;
    const double row = measure.width(TextRole::Text, words::notReturned(longSleep)) + padding;
    const double head = (box.stackedHead ? std::max(name, state) : both) + padding;
    box.width = std::round(std::max({least, std::min(call, most), row, head}));
    box.headHeight = std::round(
        std::max(44 * unit, measure.lineHeight(TextRole::Name) + 10 * unit));
    if (box.stackedHead)
        box.headHeight += std::round(measure.lineHeight(TextRole::State));
    return box;
}

double BoxMeasures::fullHeight() const
{
    return std::round(headHeight + (3 + static_cast<double>(descriptorRows)) * rowStep + 16 * unit);
}

} // namespace seeipc
