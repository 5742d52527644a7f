// SPDX-License-Identifier: MIT
#pragma once

#include "events/shownslots.h"
#include "events/snapshot.h"
#include "session/waitsfor.h"
#include "ui/scene/cast.h"

#include <QString>
#include <QStringList>

#include <cstdint>
#include <string>

namespace seeipc {

/// Every word on the stage, in the language of the program. A list of texts goes from the full form
/// to the shortest: the first that fits is shown.
namespace words {

/// "65 536": groups of three parted by a narrow no-break space.
QString number(std::int64_t value);
/// "65 536", "12.3 M": never longer than ten characters.
QString shortNumber(double value);
/// "1.4 s", "38 s", "2 min".
QString age(std::int64_t nanoseconds);

/// What a process at a gate does: "waits its turn", "waits for its cue".
QString gate(Gate at);

/// What stands in a process's head: "asleep in write".
QString state(const ProcessSnapshot &process, bool isHopeless);
/// Its longest likely heads, for a box that is wide enough for every state.
QStringList likelyStates(const std::vector<std::string> &sleepyCalls);
/// The open, the next or the last call, also of who has ended: "next: read(3, buf, 4096)", "write(4, buf, 4096)".
QString call(const ProcessSnapshot &process);
/// The same, then shorter: "next: read(3, …, 4096)", "› read(3, …, 4096)", "›read(3,…,4096)", "›read(3…4096)". What
/// decides a call, its number, is in each; "×" is before one that was never made.
QStringList calls(const ProcessSnapshot &process);
/// "write(4, …, 65537)" of "write(4, buf, 65537)": the number matters more than the buffer's name.
QString callInShort(const QString &text);
/// A call as long as most, for a box that is wide enough for it.
QString likelyCall();
/// "has not returned: 1.4 s"
QString notReturned(std::int64_t nanoseconds);
/// What became of the last call: "has not returned: 1.4 s", "read returned 4 096"; may be empty.
QString outcome(const Snapshot &snapshot, WorkerId worker, std::int64_t now);
/// "65 536 bytes", "1 byte".
QString bytes(std::int64_t value);
/// "5 000 calls counted but not kept".
QString callsNotKept(std::int64_t count);
/// "65 536 bytes, 16 calls". `underWay`: bytes of a write that has not returned which are in the
/// channel already, as far as is known.
/// "6 calls until execve": what a program does that has taken the worker's place is not told.
QString untilExec(const QString &count);
QStringList bytesAndCalls(const ProcessSnapshot &process, std::int64_t underWay);
/// "fd 4  write end"; of which channel, where there are several.
QString descriptor(const Descriptor &descriptor, const QString &channelName);
/// `of`: of a pidfd and of a file in /proc the process, of an O_PATH the channel; may be empty.
QString otherDescriptor(const OtherDescriptor &descriptor, const QString &of);
/// "fd 3 read, fd 4 write", "fd 3, 4", "2 fds": for a box without rows.
QStringList descriptorsInShort(const std::vector<Descriptor> &descriptors);
QString moreDescriptors(std::size_t count);
/// Of a process that waits in open(2).
QString noDescriptorYet();

/// "65 536 of 65 536 bytes", "65 536 / 65 536 B", "65 536 / 65 536".
QStringList fill(const ChannelSnapshot &channel);
/// "16 of 16 slots".
QString usedSlots(const ShownSlots &shown);
/// Of slots of which some are used, the longest text first: how much of the oldest page is taken; what
/// the next write does with the newest one.
QStringList headPage(const PipeSlots &slots);
QStringList tailPage(const PipeSlots &slots);
/// Beside who sleeps for a slot, while one is free: "a slot is free: writer is about to wake".
QStringList roomAgain(const std::string &sleeper);
/// "door"; "door and 1 more name", where hard links lead to it too.
QString namesOfFifo(const QString &name, int others);
/// Of a FIFO as ls(1) tells it: "prw-r--r--  0 bytes".
QString fifoMode(const ChannelSnapshot &channel);
/// Who stands at a side of a FIFO in open(2): "read side: 1 waits".
QStringList doorSide(End end, std::size_t waiting);
/// Between the sides of a FIFO that nobody has open.
QStringList noWayYet();
/// What becomes of a torn write in this slot, or may have become of it; empty: nothing does.
QString tear(const PipeSlots::Slot &slot, bool isGuess);
/// What a torn edge says.
QStringList tornWrite(const ChannelSnapshot &channel);
/// "the kernel says 4 096, the calls add up to 8 192", "the calls add up to 8 192", and nothing.
QStringList disagreement(const ChannelSnapshot &channel);
/// "not told: EPERM", and for little room "EPERM".
QString refusal(int error);
QString errorName(int error);
/// "no looks: EPERM": only what the processes told is known.
QString looksRefused(int error);
/// "last told: 4 096 bytes".
QString lastTold(std::int64_t bytes);
/// "gone with its last descriptor", "not made: EMFILE", "not made yet"; empty: it is there.
QString channelState(const ChannelSnapshot &channel);
/// "1.2 M calls/s, 4.7 GB/s", "4.7 GB/s", and nothing.
QStringList rate(double callsPerSecond, double bytesPerSecond);
/// "0 of 4 096 in", or "65 536 in" above "34 464 outside": a line or two. Not exact: "≈ 4 096 in".
QStringList pending(const PendingWrite &write, bool isExact);
/// "0 in", for a packet that has little room around it.
QString pendingInShort(const PendingWrite &write, bool isExact);

/// What the demo lets somebody wait for, of this worker: "until writer sleeps in write", "until writer
/// sleeps".
QStringList cue(const Cue &cue, const std::string &worker);
/// The same of a sleep: "until child ends", "until anna or bert reads", "until bytes come"; nothing of
/// what no process can end, nor of what is over.
QStringList until(const Wait &wait, const std::vector<std::string> &processNames);
/// "deadlock for 3.5 s".
QString deadlocked(std::int64_t nanoseconds);
/// "waits for: 1 free slot", "waits for: writer to write or close"; of who can never be woken, by whom:
/// "waits for: parent to read", or by which of two: "waits for: anna or bert to read".
QString waitsFor(const Wait &wait, const std::vector<std::string> &processNames);

/// What a screen reader calls the whole.
QString stageName();
/// What a screen reader says of a process, always in the form "NAME, STATE, pid PID". STATE is
/// "asleep in write(4, buf, 4096) since 1.4 s", "running", "waits its turn, next: read(3, buf, 10)",
/// "exited, status 0", "killed by SIGPIPE". A process that was not started has no pid.
QString spokenProcess(const std::string &name, const ProcessSnapshot &process, bool isHopeless,
                      std::int64_t now);
/// "pipe p: 65536 of 65536 bytes, 16 of 16 slots", in plain digits; "?" for what was refused. One
/// that is not there: "pipe p: not made yet".
QString spokenChannel(const CastChannel &part, const ChannelSnapshot &channel);
/// "write end of p: writer fd 4, reader fd 4".
QString spokenEnd(const CastChannel &part, const ChannelSnapshot &channel, End end,
                  const std::vector<std::string> &processNames);
/// "slot 1 of 16 of p: 4096 bytes from writer, its write breaks off here, another's bytes follow".
QString spokenSlot(const CastChannel &part, const ChannelSnapshot &channel, std::size_t slot,
                   const std::vector<std::string> &processNames);

} // namespace words

} // namespace seeipc
