// SPDX-License-Identifier: MIT
#pragma once

#include "events/ids.h"
#include "ui/controls/stepwords.h"

namespace seeipc {

/// What a step does in one of two demos that are stepped at once.
struct NextStep
{
    WorkerId worker = noWorker;
    StepWords words;
};

/// Of the selected process; where it cannot, of the first other one that can.
NextStep nextStep(const SessionModel &model);

} // namespace seeipc
