// SPDX-License-Identifier: MIT
#pragma once

#include "events/snapshot.h"
#include "session/waitsfor.h"
#include "ui/scene/stagelayout.h"

#include <string>
#include <vector>

namespace seeipc {

/// An instant of a demo, put together by hand.
struct StageScene
{
    std::string name;
    Cast cast;
    Snapshot snapshot;
    WaitsFor waits;
    Rates rates;
    Contents contents;
    std::int64_t now = 0;
    WorkerId selected = 0;

    StageFacts facts(const TextMeasure &measure, const QSizeF &size) const
    {
        return {cast, snapshot,    waits, rates,    contents, measure,
                now,  500'000'000, size,  selected, false};
    }
};

/// Every state, source and number of processes and channels that a stage may have to show.
std::vector<StageScene> stageScenes();
StageScene stageScene(const std::string &name);

} // namespace seeipc
