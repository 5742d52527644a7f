// SPDX-License-Identifier: MIT
#pragma once

#include "events/snapshot.h"
#include "session/waitsfor.h"
#include "ui/scene/rates.h"

#include <QObject>

#include <cstdint>
#include <vector>

namespace seeipc {

class SessionModel;

/// The instant that the window shows: the newest, or one at which the picture is frozen while the
/// processes go on. Whatever SessionModel tells of a snapshot is of this instant.
class Playhead : public QObject
{
    Q_OBJECT

public:
    /// Owned by the model.
    explicit Playhead(SessionModel &model);

    bool isLive() const { return m_isLive; }
    /// So many events of the trace have come by then; live: all of them.
    std::int64_t position() const;
    /// Nanoseconds since the session began.
    std::int64_t time() const;
    /// Frozen at an instant later than the last event that had come.
    bool isBetweenEvents() const { return !m_isLive && m_time > m_snapshot.time; }

    /// Keeps the picture as it is.
    void freeze();
    void goLive();
    /// These freeze the picture at another instant, as far back as details are kept.
    void moveTo(std::int64_t position);
    void moveToTime(std::int64_t nanoseconds);
    void toPreviousChange();
    void toNextChange(); ///< from the last one to the newest instant, still frozen
    /// To the next record that is torn, behind the last one to the first. Where none is, or no other than
    /// that of the instant, it stays and says noTear() or noOtherTear().
    void toNextTear();

    /// Live, without a word: another session begins.
    void reset();

    // Of the frozen instant.
    const Snapshot &snapshot() const { return m_snapshot; }
    const WaitsFor &waits() const { return m_waits; }
    const Rates &rates() const { return m_rates; }

Q_SIGNALS:
    /// Frozen, live again, or at another instant; before the model's changed().
    void moved();
    void noTear();      ///< nothing that came by now is torn
    void noOtherTear(); ///< the record that is shown is the only one by now

private:
    void show(std::int64_t position, std::int64_t time);
    bool findLosses();
    void doubt(const Event &loss);
    void tell();

    SessionModel &m_model;
    bool m_isLive = true;
    std::int64_t m_position = 0;
    std::int64_t m_time = 0;
    Snapshot m_snapshot;
    WaitsFor m_waits;
    Rates m_rates;
    std::int64_t m_searched = 0;    ///< the trace up to there, for calls around the instant
    std::vector<bool> m_isFollowed; ///< by worker: what it did next is known, or that nobody knows
};

} // namespace seeipc
