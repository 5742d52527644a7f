// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstdint>

namespace seeipc {

class SessionModel;

/// The playheads of two sessions that began together, moved as one: both pictures are of the same
/// instant after the start. One that had ended by then shows its end.
class JointPlayhead
{
public:
    JointPlayhead(SessionModel &one, SessionModel &other);

    /// Nanoseconds since both began.
    std::int64_t time() const;

    void freeze(); ///< at the newest instant
    void goLive();
    void toPreviousChange(); ///< of either
    void toNextChange();     ///< from the last one to the newest instant, still frozen

private:
    void moveTo(std::int64_t time);
    bool isLive() const;
    std::int64_t newest() const;
    std::int64_t changeBefore(std::int64_t time) const;

    std::array<SessionModel *, 2> m_models;
};

} // namespace seeipc
