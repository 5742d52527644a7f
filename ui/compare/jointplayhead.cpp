// SPDX-License-Identifier: MIT
#include "ui/compare/jointplayhead.h"

#include "events/change.h"
#include "ui/model/playhead.h"
#include "ui/model/sessionmodel.h"

#include <algorithm>

namespace seeipc {

JointPlayhead::JointPlayhead(SessionModel &one, SessionModel &other) : m_models{&one, &other} {}

std::int64_t JointPlayhead::time() const
{
    return std::max(m_models[0]->now(), m_models[1]->now());
}

/// As far as the traces of both have come, if they still grow.
std::int64_t JointPlayhead::newest() const
{
    const auto one = m_models[0]->liveTime();
    const auto other = m_models[1]->liveTime();
    const bool oneGoesOn = m_models[0]->isRunning() && !m_models[0]->hasEnded();
    const bool otherGoesOn = m_models[1]->isRunning() && !m_models[1]->hasEnded();
    if (oneGoesOn && otherGoesOn)
        return std::min(one, other);
    return oneGoesOn ? one : otherGoesOn ? other : std::max(one, other);
}

bool JointPlayhead::isLive() const
{
    return m_models[0]->playhead().isLive();
}

void JointPlayhead::freeze()
{
    if (isLive())
        moveTo(newest());
}

void JointPlayhead::goLive()
{
    for (auto *model : m_models)
        model->playhead().goLive();
}

std::int64_t JointPlayhead::changeBefore(std::int64_t time) const
{
    std::int64_t found = 0;
    for (const auto *model : m_models)
        found = std::max(found, timeOfPreviousChange(model->trace(), time).value_or(0));
    return found;
}

/// What is live is the picture of the last change already.
void JointPlayhead::toPreviousChange()
{
    moveTo(changeBefore(isLive() ? changeBefore(newest()) : time()));
}

void JointPlayhead::toNextChange()
{
    const auto here = isLive() ? newest() : time();
    auto after = std::max(here, newest());
    for (const auto *model : m_models)
        after = std::min(after, timeOfNextChange(model->trace(), here).value_or(after));
    moveTo(after);
}

/// As far back as both have kept details.
void JointPlayhead::moveTo(std::int64_t time)
{
    for (const auto *model : m_models)
        time = std::max(time, model->trace().snapshotAt(model->trace().first()).time);
    for (auto *model : m_models)
        model->playhead().moveToTime(time);
}

} // namespace seeipc
