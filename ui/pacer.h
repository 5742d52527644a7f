// SPDX-License-Identifier: MIT
#pragma once

#include <QObject>
#include <QTimer>

#include <cstdint>

namespace seeipc {

/// The one clock of all pictures: a frame is due at absolute instants 1/60 s apart, only after
/// somebody asked for one. It stands still when nobody asks. GUI thread.
class Pacer : public QObject
{
    Q_OBJECT

public:
    explicit Pacer(QObject *parent = nullptr);

    /// Asks for one frame at the next instant; asking again before it changes nothing.
    void request();
    std::int64_t frames() const { return m_frames; }
    /// Frames that came a whole period or more too late since the start.
    std::int64_t lateFrames() const { return m_late; }
    /// The longest time from an instant to the end of its frame, in nanoseconds.
    std::int64_t worstNanoseconds() const { return m_worst; }

Q_SIGNALS:
    void frame();

private:
    void fire();

    QTimer m_timer;
    std::int64_t m_deadline = 0; ///< CLOCK_MONOTONIC nanoseconds; 0: none asked for
    std::int64_t m_frames = 0;
    std::int64_t m_late = 0;
    std::int64_t m_worst = 0;
};

} // namespace seeipc
