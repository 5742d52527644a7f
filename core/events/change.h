// SPDX-License-Identifier: MIT
#pragma once

#include "events/trace.h"

#include <cstdint>
#include <optional>

namespace seeipc {

/// Is it a change whatever was before: a call that returned, a process that started or ended, a loss,
/// something that the user did?
inline bool isAlwaysChange(const Event &event)
{
    switch (event.kind) {
    case EventKind::CallReturned:
    case EventKind::ProcessStarted:
    case EventKind::ProcessEnded:
    case EventKind::EventsLost:
    case EventKind::HoldChanged:
    case EventKind::FillDisagreed:
    case EventKind::SignalByHand:
    case EventKind::ParameterChanged: return true;
    default: return false;
    }
}

/// Does a person see a difference once this event has come? Calls that return, processes that start,
/// fall asleep, wake or end, other numbers, what the user does; not that a call was entered, nor a
/// second look that finds the same.
bool isChange(const Snapshot &before, const Event &event);

/// Was the last of so many events one?
bool isAfterChange(const Trace &trace, std::int64_t position);
/// Has one come since so many events had?
bool hasChangeSince(const Trace &trace, std::int64_t position);

/// The position after the first change behind `position`, which is at least first(). Calls of one
/// step that follow each other at once, with nothing else between them, are one change. count():
/// there is none.
std::int64_t nextChange(const Trace &trace, std::int64_t position);
/// The position after the last change that lies before `position`, which may be count() + 1.
/// first(): there is none.
std::int64_t previousChange(const Trace &trace, std::int64_t position);

/// The position after the first event behind `position` that tore a record of any channel: a write went
/// on behind bytes of another (inferred). Behind the last one it begins anew; nothing: there is none.
std::optional<std::int64_t> nextTear(const Trace &trace, std::int64_t position);

/// The same by the clock, so that two traces are gone through together: when the first change after
/// `time` was complete, and the last one before it. Nothing: there is none.
std::optional<std::int64_t> timeOfNextChange(const Trace &trace, std::int64_t time);
std::optional<std::int64_t> timeOfPreviousChange(const Trace &trace, std::int64_t time);

} // namespace seeipc
