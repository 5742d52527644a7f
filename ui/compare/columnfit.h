// SPDX-License-Identifier: MIT
#pragma once

#include "ui/compare/steplist.h"
#include "ui/scene/cast.h"
#include "ui/scene/typescale.h"

#include <QSize>

#include <vector>

namespace seeipc {

/// What has to find room in a column whose lists of steps stand under its stage: of both demos, so
/// that both columns come out alike.
struct ColumnNeeds
{
    std::vector<Cast> casts;
    std::vector<ListNeeds> lists;
};

/// How large its type is.
struct ColumnFit
{
    TypeScale scale;     ///< of the caption and the stage
    int listPixels = 0;  ///< of the steps
    bool abreast = true; ///< lists stand beside each other, else below each other
};

/// As large as there is room for, up to a window's own type. `room`: without the heading.
ColumnFit fitColumn(const ColumnNeeds &needs, const QSize &room, const TypeScale &most);

} // namespace seeipc
