// SPDX-License-Identifier: MIT
#pragma once

#include "events/ids.h"
#include "posix/waitstatus.h"

#include <array>
#include <cstdint>
#include <string_view>

namespace seeipc {

/// Where a number comes from. The picture shows which (law 1).
enum class Source : std::uint8_t {
    Reported, ///< by the worker that made the call
    Sampled,  ///< asked of the kernel by the observer
    Inferred, ///< by a model
};

/// What a returned call did to the world, as far as a Snapshot knows it.
enum class Effect : std::uint8_t {
    None,
    MakeChannel, ///< arguments = {flags}; out = {read fd, write fd, capacity in bytes or -1, inode or -1}
    Read,   ///< arguments = {fd, size}; result = bytes taken; out = {bytes that the worker read
            ///< in all, bytes that it wrote in all, the first byte that the payload has: 0 or
            ///< absent: the very first}, this call included
    Write,  ///< arguments = {fd, size}; result = bytes put; out as for Read
    Tee,    ///< arguments = {fd, fd of the channel `to`}; result = bytes copied; out = {FIONREAD of
            ///< `to` or -1, -, size asked}
    Splice, ///< the same; the bytes move
    Resize, ///< arguments = {fd, F_SETPIPE_SZ}; out[0] = asked; result = the capacity it became; of an
    ///< EPERM out[1 to 3] = pipe-max-size, pipe-user-pages-soft and -hard, -1: nobody could tell
    ReportCapacity, ///< arguments = {fd, F_GETPIPE_SZ}; result = the capacity it is
    SetFlags,       ///< arguments = {fd, F_SETFL}; out[0] = the flags asked for
    ReportFlags,    ///< arguments = {fd, F_GETFL}; result = the flags of its open file description
    Duplicate,      ///< result = the new fd; out[0] = the one it leads to the same channel as, of
                    ///< `other` (noWorker: its own); out[1] = flags of a new open file description
    MakeName, ///< mkfifo: arguments = {name, mode asked}; out = {type and permissions that it has,
              ///< device, -, inode}. Of this and the next three the payload is the name
    Open, ///< by name: arguments = {name, flags}; result = the fd; out = {type and permissions, device,
          ///< capacity in bytes or -1: it is no FIFO, inode}
    LinkName,       ///< arguments = {name, new name}
    Unlink,         ///< arguments = {name}
    Poll,           ///< arguments = {fd, events}; out[1] = revents
    Close,          ///< arguments = {fd}
    Fork,           ///< other = the child; result = its pid
    Wait,           ///< other = the child; out[0] = the raw wait status
    WaitChange,     ///< arguments = {pid, options}; the same, of a child that may go on: stopped or
                    ///< continued
    AwaitSignal,    ///< arguments = {signal}, or none: any that is handled; out = {si_pid, si_code,
                    ///< si_status}, or -1
    OpenProcess,    ///< result = a descriptor of the process `other`
    OpenProcFile,   ///< result = a descriptor of a file of /proc about `other`
    Signal,         ///< other = the receiver; arguments = {pid, signal}
    SetDisposition, ///< arguments = {signal, Disposition}
    Exec, ///< arguments = {program}; where it succeeds it never returns, and the process tells no
          ///< call any more
    Exit, ///< arguments = {status}; the call never returns
};

/// Do bytes go from channel to channel, and none through the process?
constexpr bool isTransfer(Effect effect)
{
    return effect == Effect::Tee || effect == Effect::Splice;
}

/// Does it wait until a child has ended, or changed?
constexpr bool isWaitForChild(Effect effect)
{
    return effect == Effect::Wait || effect == Effect::WaitChange;
}

/// Is it about what a name leads to, and not about bytes?
constexpr bool isAboutName(Effect effect)
{
    return effect == Effect::MakeName || effect == Effect::Open || effect == Effect::LinkName
           || effect == Effect::Unlink;
}

/// Do bytes leave the call's channel?
constexpr bool takesBytes(Effect effect)
{
    return effect == Effect::Read || effect == Effect::Splice;
}

enum class EventKind : std::uint8_t {
    CallEntered,    ///< a call that is still open; only for these; out[3] = its third argument if
                    ///< that is a number, else -1
    CallReturned,   ///< from a ring record; everything the worker told of it
    AtGate,         ///< between calls: out[0] = Gate, call/step/arguments = what comes next, out[3]
                    ///< as of CallEntered
    ProcessStarted, ///< result = pid
    ProcessSampled, ///< out[0] = Sleep; call = the one it sleeps in; out[1] = 1: it sleeps once more,
    ///< since the last look it has run inside the same call; effect: of that call;
    ///< out[3] = 1: of a program
    ///< that tells nothing: call and arguments as /proc has them; Unseen: out[2] = when
    ///< looks go on; Asleep: time = since when at the earliest, out[2] = the look
    ///< that found it, 0: at that time
    ProcessEnded,   ///< result = raw wait status, absent: nobody could tell; source: who saw it
    ChannelSampled, ///< queuedBytes by a borrowed descriptor; out = {capacity, descriptors of the
                    ///< read end, of the write end}, or -1: not asked
    ObservationFailed, ///< error = errno; channel or worker = what would not be seen
    EventsLost,        ///< result = how many records of worker were lost; out = its {calls, bytes
                       ///< read, bytes written, 0} in all up to here; channel as of the next one
    HoldChanged,       ///< by the user: result = 1 held, 0 released
    FillDisagreed, ///< channel: queuedBytes = what FIONREAD says, result = what the calls sum up to;
                   ///< seen twice, so that it is no matter of a call told late
    SignalByHand,  ///< by the user: arguments = {pid, signal} to worker; error = errno
    ParameterChanged, ///< by the user: step = parameter index, result = its value
    SignalHandled,    ///< a handler of worker ran: arguments = {signal}, result = how often in all
};

/// Why a worker stands between two calls.
enum class Gate : std::uint8_t {
    Open,      ///< it does not
    Pace,      ///< waits its turn
    Held,      ///< the user holds all processes
    Condition, ///< the demo makes it wait for something
    Sample,    ///< an expectation looks at this instant
};

/// What two looks at /proc found.
enum class Sleep : std::uint8_t {
    Running, ///< on a CPU or ready
    Asleep,  ///< state S in one call, not run in between
    Stopped, ///< state T
    Zombie,  ///< state Z: ended, not waited for
    Unseen,  ///< there was no look for long, as SeeIPC itself did not run
};

enum class Disposition : std::uint8_t { Default, Ignore, Count };

inline constexpr std::int64_t absent = -1;

/// Something that was seen. A value of fixed size, without holes: a Trace holds millions.
struct Event
{
    static constexpr std::size_t payloadCapacity = 32;
    static constexpr std::size_t mostOfNames = 31; ///< bytes of a call's names; the rest is cut off

    EventKind kind = EventKind::CallReturned;
    Source source = Source::Reported;
    Effect effect = Effect::None;
    WorkerId worker = noWorker;
    WorkerId other = noWorker;     ///< the second process of the call: child, receiver
    ChannelId channel = noChannel; ///< of the descriptor in the call
    bool late = false;             ///< came after a later one had been appended
    bool setBack = false; ///< put behind a later one that was the cause of it: not late (causes.h)
    std::uint8_t payloadLength = 0;
    std::uint8_t sample = 0; ///< 1 + number of the `at` expectation it was looked at for; 0: none
    CallId call = noCall;
    StepId step = noStep;
    ChannelId to = noChannel;    ///< of a transfer: where the bytes go
    std::uint32_t iteration = 0; ///< of the innermost loop, from 0
    std::int32_t error = 0;      ///< errno; 0: none
    std::array<std::int32_t, 2> arguments{};
    std::int64_t entered = 0; ///< nanoseconds since the session began
    std::int64_t time = 0;    ///< the same clock: return, or the look
    std::int64_t result = 0;
    std::int64_t queuedBytes = absent; ///< FIONREAD of the channel right after the call
    std::array<std::int64_t, 4> out{};
    /// Bytes that were moved, from payloadBegin() on; of a call that is given names those, each but the
    /// last with a NUL behind it, also before it is made.
    std::array<char, payloadCapacity> payload{};

    std::string_view payloadText() const { return {payload.data(), payloadLength}; }
    /// Not 0: of what was read, not the first bytes were kept (keptbytes.h).
    std::size_t payloadBegin() const
    {
        const bool isRead = kind == EventKind::CallReturned && effect == Effect::Read;
        return isRead && out[2] > 0 ? static_cast<std::size_t>(out[2]) : 0;
    }

    /// Did the call put bytes into this channel, or take some from it?
    bool hasPutInto(ChannelId into) const
    {
        return kind == EventKind::CallReturned && error == 0 && result > 0
               && (isTransfer(effect) ? to == into : effect == Effect::Write && channel == into);
    }
    /// Has a wait returned with a child's end? Its status is out[0]. A tracer is told of stops, too.
    bool hasTakenEnd() const
    {
        const auto status = WaitStatus::fromRaw(static_cast<int>(out[0]));
        const bool isEnd = status.exited() || status.killed() || out[0] == absent;
        return kind == EventKind::CallReturned && error == 0 && isWaitForChild(effect) && isEnd;
    }
    bool hasTakenFrom(ChannelId from) const
    {
        return kind == EventKind::CallReturned && error == 0 && result > 0 && takesBytes(effect)
               && channel == from;
    }

    bool operator==(const Event &) const = default;
};
static_assert(sizeof(Event) == 128);

} // namespace seeipc
