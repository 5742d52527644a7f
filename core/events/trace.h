// SPDX-License-Identifier: MIT
#pragma once

#include "events/event.h"

#include <cstdint>
#include <deque>

namespace seeipc {

/// The append-only record of a session, oldest first. It keeps the last `mostKept` events and
/// counts those that it let go.
class Trace
{
public:
    static constexpr std::size_t defaultKept = 2'000'000;

    explicit Trace(std::size_t mostKept = defaultKept) : m_mostKept(mostKept) {}

    void append(const Event &event)
    {
        m_events.push_back(event);
        if (m_events.size() > m_mostKept) {
            m_events.pop_front();
            ++m_dropped;
        }
    }

    const std::deque<Event> &events() const { return m_events; }
    std::int64_t dropped() const { return m_dropped; }

private:
    std::size_t m_mostKept;
    std::deque<Event> m_events;
    std::int64_t m_dropped = 0;
};

} // namespace seeipc
