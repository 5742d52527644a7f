// SPDX-License-Identifier: MIT
#include "ui/compare/nextstep.h"

#include "ui/model/sessionmodel.h"

namespace seeipc {

NextStep nextStep(const SessionModel &model)
{
    NextStep chosen{model.selected(), stepWords(model)};
    if (chosen.words.isPossible)
        return chosen;
    const auto count = static_cast<WorkerId>(model.live().processes.size());
    for (WorkerId worker = 0; worker < count; ++worker) {
        if (auto words = stepWords(model, worker); words.isPossible)
            return {worker, std::move(words)};
    }
    return chosen;
}

} // namespace seeipc
