// SPDX-License-Identifier: MIT
#pragma once

#include "events/event.h"
#include "events/ids.h"
#include "events/pipeslots.h"
#include "posix/waitstatus.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace seeipc {

/// A number with where it comes from and when it was true. Refused and never asked differ: an
/// errno beside no value is a refusal, drawn "?".
struct Quantity
{
    std::optional<std::int64_t> value;
    Source source = Source::Reported;
    std::int64_t time = 0; ///< nanoseconds since the session began; its age is "now" minus this
    int error = 0;         ///< errno of the last refused look, 0 if it was not refused

    bool isRefused() const { return error != 0; }

    bool operator==(const Quantity &) const = default;
};

enum class End : std::uint8_t { Read, Write };

/// A descriptor of a process that leads to a channel. One that was opened O_RDWR leads to both ends
/// of its FIFO: it stands there twice.
struct Descriptor
{
    int fd = -1;
    ChannelId channel = noChannel;
    End end = End::Read;
    FileId file = noFile; ///< what it shares with its copies by dup(2) and fork(2)

    bool operator==(const Descriptor &) const = default;
};

/// An open file description: what belongs to it and not to the descriptors that lead to it.
struct OpenFile
{
    std::int32_t flags = 0; ///< O_NONBLOCK, O_DIRECT, ...

    bool operator==(const OpenFile &) const = default;
};

/// A descriptor of a process that leads to no end of a channel.
struct OtherDescriptor
{
    enum class Kind : std::uint8_t {
        Path,    ///< opened with O_PATH: it leads to a channel, and is no end of it
        Process, ///< a pidfd
        Proc,    ///< what /proc says of a process
        File,    ///< a file that is no FIFO
    };

    int fd = -1;
    Kind kind = Kind::File;
    ChannelId channel = noChannel; ///< of a Path
    WorkerId of = noWorker;        ///< of a Process, and of Proc

    bool operator==(const OtherDescriptor &) const = default;
};

/// A descriptor somewhere that keeps an end of a channel open.
struct Holder
{
    WorkerId worker = noWorker;
    int fd = -1;

    bool operator==(const Holder &) const = default;
};

/// An open(2) of a FIFO that has not returned: who is in it has no descriptor yet.
struct Opening
{
    ChannelId channel = noChannel;
    NameId name = noNameId;
    std::int32_t flags = 0;
    bool isMet = false; ///< somebody came to the other side: it is about to return

    bool isFor(End end) const; ///< O_RDWR: for both
    bool mayWait() const;      ///< for who opens the other side

    bool operator==(const Opening &) const = default;
};

enum class ProcessState : std::uint8_t {
    NotStarted, ///< nobody has forked it yet
    Running,    ///< between or inside calls, on its way
    AtGate,     ///< between calls; `gate` says why
    Asleep,     ///< in `call` on `channel`
    Stopped,
    Unseen, ///< nobody looks: only calls that return are told
    Zombie, ///< ended, nobody has waited for it yet
    Exited,
    Killed,
};

/// A write that has not returned and has part of its bytes in the channel.
struct PendingWrite
{
    WorkerId worker = noWorker;
    std::int64_t asked = 0;
    std::int64_t in = 0;      ///< inferred by PipeSlots
    std::int64_t entered = 0; ///< when the call was made
    WriteMode mode = WriteMode::Stream;
    FileId file = noFile;        ///< that it goes through
    std::int64_t waitsSince = 0; ///< behind all that wait for room since before
    bool isTorn = false;         ///< it went on behind bytes of another: counted in `torn`
    /// Behind whose bytes it went on, as long as that is a guess that may be made anew and not counted
    /// yet; and of its own, behind how many.
    WorkerId maybeTornBy = noWorker;
    std::int64_t maybeTornAt = 0;

    bool operator==(const PendingWrite &) const = default;
};

struct ProcessSnapshot
{
    ProcessState state = ProcessState::NotStarted;
    Source stateSource = Source::Reported;
    std::int64_t since = 0; ///< when it came into this state
    std::int64_t seen = 0;  ///< when this was last confirmed
    std::int64_t unseenUntil =
        0; ///< when looks go or went on after the last time without; 0: none was
    std::int64_t stoppedUntil = 0; ///< when it was seen to go on after its last stop; 0: none was
    int stateError = 0;         ///< errno of the last refused look; 0: the last look was answered
    std::int64_t pid = 0;       ///< 0: not started
    WorkerId parent = noWorker; ///< noWorker: started by the session
    Gate gate = Gate::Open;
    bool inCall = false;  ///< `call` was entered and has not returned
    bool unmade = false;  ///< it ended at its gate: `call` came next and was never made
    CallId call = noCall; ///< open, else next (at a gate), else last
    StepId step = noStep;
    std::uint32_t iteration = 0;
    ChannelId channel = noChannel;
    ChannelId to = noChannel; ///< of a transfer: where the bytes go
    WorkerId other = noWorker;
    std::array<std::int32_t, 2> arguments{};
    std::string names; ///< that the open or next call is given, as Event::payload has them
    std::optional<Opening> opening;
    /// Who opened the other side last while it was in open(2), and when that was told: they met.
    WorkerId partner = noWorker;
    std::int64_t metTime = absent;
    std::int64_t third = absent; ///< argument of an open or next call that has three numbers
    std::int64_t entered = 0;    ///< of the open call
    std::int64_t calls = 0;
    std::int64_t bytesRead = 0;
    std::int64_t bytesWritten = 0;    ///< told by returned writes
    std::int64_t bytesOfCutWrite = 0; ///< put by the write that it died in; inferred by PipeSlots
    /// The one byte that its last write consisted of, as far as that is told: it tells whose bytes were read.
    std::optional<char> mark;
    std::int64_t reads = 0;      ///< returned ones that moved no byte included; without those lost
    std::int64_t writes = 0;     ///< the same
    std::int64_t transfers = 0;  ///< returned tee(2) and splice(2)
    std::int64_t bytesMoved = 0; ///< by those
    /// It has become a program that tells nothing: calls and bytes are those until then.
    bool isForeign = false;
    std::int64_t program = absent; ///< which one, of programSymbols
    std::int64_t lost = 0;         ///< records of it that nobody could read
    std::optional<Event> last;     ///< its last returned call
    std::int64_t quick = 0;        ///< returns in a row that came within 100 ms of the one before
    std::int64_t again = 0;        ///< the same, of a loop's second round or a later one
    std::int64_t turn = 0;         ///< when it last came to wait its turn
    std::int64_t stirs = 0;        ///< how often it was woken inside a call and slept on in it
    /// When its end was first seen: before anybody has waited for it.
    std::int64_t ended = absent;
    std::optional<Descriptor> closed;           ///< what its last close(2) took from it
    std::optional<OtherDescriptor> closedOther; ///< the same
    std::vector<Descriptor> descriptors;        ///< by fd
    std::vector<OtherDescriptor> others;        ///< in the order in which they came
    std::array<Disposition, 65> dispositions{}; ///< by signal number
    std::array<std::uint32_t, 65> handled{};    ///< by signal number: how often its handler ran
    int handledLast = 0; ///< the signal of the handler that ran last; 0: none did
    std::optional<WaitStatus> ending;
    Source endingSource = Source::Reported;

    bool isAlive() const;
    bool isEnded() const;                         ///< zombie, exited or killed
    bool isStoppedInside() const;                 ///< by a signal, in a call that has not returned
    const OtherDescriptor *otherOf(int fd) const; ///< null: it leads to an end, or to nothing known

    bool operator==(const ProcessSnapshot &) const = default;
};

/// What the calls that a step of the demo has made came to.
struct StepSnapshot
{
    std::int64_t returns = 0;    ///< told by records; those lost are not among them
    std::uint32_t iteration = 0; ///< of the last one, in the innermost loop, from 0
    std::int32_t error = 0;      ///< errno of the last one; 0: none
    std::int64_t result = 0;     ///< of the last one
    std::array<std::int32_t, 2> arguments{};
    std::array<std::int64_t, 4> out{absent, absent, absent, absent};

    bool operator==(const StepSnapshot &) const = default;
};

/// What the machine lets users without privilege have, of the files in /proc/sys/fs.
struct PipeLimits
{
    std::int64_t mostBytes = absent; ///< pipe-max-size, of one pipe
    std::int64_t softPages = absent; ///< pipe-user-pages-soft, of all pipes of a user; 0: no limit
    std::int64_t hardPages = absent; ///< pipe-user-pages-hard, the same

    bool operator==(const PipeLimits &) const = default;
};

/// Bytes that were written into room made by a read which is told later.
struct EarlyWrite
{
    WorkerId worker = noWorker;
    std::int64_t bytes = 0;
    bool isRest = false; ///< the writer slept before it: they never merge
    bool goesOn = false; ///< some of the same write is in already
    bool isTorn = false; ///< as of PendingWrite
    WriteMode mode = WriteMode::Stream;

    bool operator==(const EarlyWrite &) const = default;
};

struct ChannelSnapshot
{
    bool exists = false;
    int makeError = 0; ///< errno of the last call that was to make it and failed
    bool untold =
        false; ///< a program that tells nothing has or had an end: bytes come and go untold
    /// Its last descriptor was closed, and of a FIFO no name is left: the kernel freed it, bytes and all.
    bool gone = false;
    std::int64_t inode = absent;
    bool isFifo = false;               ///< else a pipe; what stands up to `emptied` only a FIFO has
    std::int64_t device = absent;      ///< with the inode: which FIFO it is
    std::int64_t permissions = absent; ///< 0644
    std::vector<NameId> names;         ///< that lead to it now; none: it was unlinked
    std::int64_t readOpens = 0;        ///< how often it was opened for reading, and
    std::int64_t writeOpens = 0;       ///< for writing; O_RDWR counts for both
    /// By End: who went in as somebody came to that side, whose return is not told yet; noWorker: nobody.
    std::array<WorkerId, 2> awaited{noWorker, noWorker};
    std::int64_t lostBytes = 0;    ///< inside when nobody had it open any more, the last time
    bool lostExact = true;         ///< false: it is what FIONREAD said before, or a guess
    std::int64_t emptied = absent; ///< when that was
    Quantity queued;               ///< FIONREAD, in bytes
    int lookError = 0;      ///< errno of the refused looks from outside; 0: they are answered
    Quantity capacity;      ///< F_GETPIPE_SZ, in bytes
    PipeSlots slots;        ///< inferred from the calls
    bool slotsExact = true; ///< false: calls overlapped or events were lost since it was empty
    bool differed = false;  ///< the last FIONREAD that no told call overlapped was not slots.fill()
    bool disagrees = false; ///< so did the one before: this is no matter of a call told late
    std::int64_t disagreedTime = absent; ///< when that was recorded, the last time
    std::int64_t debt = 0;               ///< bytes read whose write has not been told yet
    std::vector<EarlyWrite> early;       ///< oldest first; not in `slots` yet
    std::vector<PendingWrite> pending;
    std::vector<Holder> readers;
    std::vector<Holder> writers;
    /// When it was first seen that no read or write end is left; who opens a FIFO anew ends that.
    std::int64_t readersGone = absent;
    std::int64_t writersGone = absent;
    std::int64_t bytesIn = 0;  ///< told by returned writes
    std::int64_t bytesOut = 0; ///< told by returned reads
    /// Of packets, which a read did not take whole, and of a FIFO that nobody had open; inferred.
    std::int64_t bytesDropped = 0;
    /// What the last read that took a packet left of it, which is gone; absent: it took none.
    std::int64_t packetRest = absent;
    WorkerId lastPut = noWorker;       ///< who put the newest bytes in; inferred
    std::int64_t torn = 0;             ///< writes that went on behind bytes of another; inferred
    WorkerId tornWriter = noWorker;    ///< whose write that was last
    WorkerId tornBy = noWorker;        ///< whose bytes stand between
    std::int64_t tornTime = absent;    ///< since when it is known that it went on behind them
    std::int64_t bytesOfCutWrites = 0; ///< put by writes whose writer died in them; inferred
    int resizeError = 0;               ///< errno of the last refused F_SETPIPE_SZ
    std::int64_t resizeAsked = absent;
    StepId resizeStep = noStep;         ///< that asked for it; noStep: made by hand
    std::int64_t resizeTime = 0;        ///< when that F_SETPIPE_SZ returned
    std::int64_t resizeQueued = absent; ///< FIONREAD of its return
    std::int64_t resizeSlots = 0;       ///< slots in use then; inferred
    PipeLimits resizeLimits;            ///< those of the machine when it was refused (EPERM)
    std::int64_t lastReturn = 0;        ///< of the calls on it that may change its bytes or slots
    WorkerId lastWorker = noWorker;     ///< whose return that was

    /// Has anybody a descriptor of it, as far as was told?
    bool isHeld() const { return !readers.empty() || !writers.empty(); }
    /// Is `queued` the fill of now? Only if none of those calls has returned since.
    bool isFillOfNow() const;
    /// Was `queued` read before a write was begun that has bytes in the channel now?
    bool isFillBeforeWrite() const;
    /// Has the model those bytes, so that it knows more than `queued`?
    bool isModelAhead() const;
    /// Or has it calls that returned since `queued` was read?
    bool isModelNewer() const;
    /// Is it a guess that writes are torn where the slots say so: is it not counted in `torn` yet?
    bool isTearGuessed() const;

    bool operator==(const ChannelSnapshot &) const = default;
};

/// All that is known of a session at one instant: the fold of its events.
struct Snapshot
{
    std::int64_t time = 0;                  ///< of the last event
    std::vector<ProcessSnapshot> processes; ///< by WorkerId
    std::vector<ChannelSnapshot> channels;  ///< by ChannelId
    std::vector<OpenFile> files;            ///< by FileId
    std::vector<StepSnapshot> steps;        ///< by StepId, up to the last that has returned
    std::vector<std::int64_t> parameters;   ///< by position in the scenario
    bool held = false;
    std::int64_t events = 0;
    std::int64_t lost = 0;
    std::optional<Event> last; ///< the last that a person would call an event: a return or an end

    Snapshot() = default;
    Snapshot(std::size_t workers, std::size_t channelCount);

    /// The open file description behind a worker's descriptor; noFile: none that is known.
    FileId fileIdOf(WorkerId worker, int fd) const;
    const OpenFile *fileOf(WorkerId worker, int fd) const;
    /// How a write through it is made.
    WriteMode modeOf(FileId file) const;
    WriteMode modeOf(WorkerId worker, int fd) const { return modeOf(fileIdOf(worker, fd)); }
    /// The channel that the name leads to now; noChannel: none.
    ChannelId channelNamed(NameId name) const;
    /// Has somebody a descriptor of the FIFO by an open(2) whose return is not told yet?
    bool isHeldUntold(ChannelId channel) const;
    /// Who is in open(2) of this side of the FIFO and has no descriptor yet.
    std::vector<WorkerId> openersOf(ChannelId channel, End end) const;
    /// What this step came to; of one that has not returned nothing.
    StepSnapshot ofStep(StepId step) const;

    bool operator==(const Snapshot &) const = default;
};

/// The snapshot after `event`. Pure: the same events give the same snapshot.
void apply(Snapshot &snapshot, const Event &event);

} // namespace seeipc
