// SPDX-License-Identifier: MIT
#pragma once

#include "events/snapshot.h"
#include "session/waitsfor.h"
#include "ui/scene/cast.h"
#include "ui/scene/contents.h"
#include "ui/scene/focus.h"
#include "ui/scene/rates.h"
#include "ui/scene/stageframe.h"
#include "ui/scene/textmeasure.h"

#include <QPainterPath>
#include <QPolygonF>
#include <QRectF>
#include <QString>

#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

namespace seeipc {

/// How a text says where its number comes from. Reported is plain; refused is "?" in the text, two
/// that disagree stand in it with "≠", a model that may be off has "≈" in it.
enum class SourceMark : std::uint8_t {
    None,
    Clock,  ///< sampled: a small clock before its age
    Dotted, ///< inferred: a dotted line beneath
    Tear,   ///< of no number, the key to torn edges: one before it
};

enum class Tone : std::uint8_t { Ink, Muted, Head };

/// A text at its place: `rect` is what it covers, mark included.
struct Label
{
    QString text;
    QRectF rect;
    TextRole role = TextRole::Text;
    Tone tone = Tone::Ink;
    SourceMark mark = SourceMark::None;
    bool onGround = false; ///< lies over lines and wipes out what is behind it

    bool operator==(const Label &) const = default;
};

/// The sign beside the word of a state. Drawn: a font may lack it.
enum class StateGlyph : std::uint8_t {
    None,
    Running,   ///< ▶
    Hourglass, ///< ⧗ asleep in a call
    Clock,     ///< ◷ waits its turn
    Bars,      ///< ❚❚ held
    Flag,      ///< waits for its cue, or held for a look
    Square,    ///< ■ stopped
    Ring,      ///< ended
    Cross,     ///< killed
};

/// State as form. Running, asleep and hopeless have a solid head.
enum class Look : std::uint8_t { Running, Asleep, Hopeless, Outline, Ended, Killed };

/// A row that names a descriptor, and where its thread starts.
struct DescriptorRow
{
    Descriptor descriptor;
    QPointF dot;
    QRectF rect; ///< of its text, in a compact box that of all; empty where none tells of it

    bool operator==(const DescriptorRow &) const = default;
};

/// A signal that came back along the thread of a write which nobody can read: "13".
struct SignalShape
{
    QPointF centre;
    double radius = 0;
    QString text;

    QRectF rect() const
    {
        return {centre - QPointF(radius, radius), QSizeF(2 * radius, 2 * radius)};
    }
    bool operator==(const SignalShape &) const = default;
};

struct BoxShape
{
    WorkerId worker = noWorker;
    QRectF rect;
    QRectF head;
    QRectF spine;
    Look look = Look::Outline;
    bool crossed = false; ///< killed
    StateGlyph glyph = StateGlyph::None;
    QRectF glyphRect;
    bool compact = false;
    bool faded = false;
    bool selected = false;
    bool focused = false;      ///< selected, and keys go to the stage
    std::vector<Label> labels; ///< name and state first
    std::vector<DescriptorRow> rows;
    std::optional<SignalShape> struck; ///< killed by its own write
    std::optional<SignalShape> shield; ///< against the signal that would: it ignores it

    bool operator==(const BoxShape &) const = default;
};

/// A page slot of a pipe, true to scale: the page's first byte is at the bottom of `cell`.
struct SlotShape
{
    QRectF cell;
    QRectF taken; ///< read already, and not free before the last byte is gone
    QRectF bytes; ///< waiting; empty in a free slot
    WorkerId writer = noWorker;
    QString letters;
    QRectF callout;        ///< where its letters stand beside it; empty: in it
    bool isPacket = false; ///< what a read does not take of it is lost
    bool isGuess = false;  ///< whose bytes they are is inferred
    /// Of bytes of several writers: where each one's are, oldest first; else empty.
    std::vector<std::pair<QRectF, WorkerId>> shares;
    /// Along its bytes, from the top down: where a write breaks off or goes on, with another's between.
    std::vector<QPolygonF> tears;
    bool operator==(const SlotShape &) const = default;
};

/// An end of a channel, in the tube's wall: how many descriptors keep it open.
struct SocketShape
{
    QPointF centre;
    double radius = 0;
    int holders = 0;
    bool operator==(const SocketShape &) const = default;
};

/// Bytes of a sleeping write that did not get in.
struct OutsideShape
{
    WorkerId worker = noWorker;
    QRectF rect;
    std::vector<Label> labels;
    bool operator==(const OutsideShape &) const = default;
};

/// One slot of many, large enough to be seen at true scale: the one that is read from, or the newest.
struct LensShape
{
    SlotShape slot; ///< its cell is the lens
    QRectF from;    ///< the small one; empty: no slot is used
    bool isHead = false;
    bool operator==(const LensShape &) const = default;
};

/// A side of a FIFO that nobody has open.
struct DoorShape
{
    End end = End::Read;
    QPolygonF leaf;          ///< ajar where somebody waits
    bool isAwaited = false;  ///< somebody stands there, in open(2),
    bool isHopeless = false; ///< for ever
    bool operator==(const DoorShape &) const = default;
};

/// The name of a FIFO: on the wall, on the tube, or fallen from it as it was unlinked.
struct PlateShape
{
    QRectF rect;
    std::vector<Label> labels; ///< inside
    bool hasFallen = false;
    bool operator==(const PlateShape &) const = default;
};

struct TubeShape
{
    ChannelId channel = noChannel;
    QRectF wall;
    bool exists = false;
    bool gone = false;
    bool flowsRight = true;
    bool exact = true; ///< the slots are sure
    bool faded = false;
    std::vector<SlotShape> cells;  ///< oldest first, then the free ones
    std::vector<LensShape> lenses; ///< head and tail, where the slots take several rows
    SocketShape writeEnd;
    SocketShape readEnd;
    std::vector<Label> labels; ///< fill first
    std::vector<OutsideShape> outside;
    bool flows = false;              ///< too fast for packets: a rate is told
    std::optional<PlateShape> plate; ///< of a FIFO
    std::vector<DoorShape> doors;    ///< of a FIFO that nobody has open: in place of its tube
    QRectF passage;                  ///< between them

    /// It has slots and ends to be seen.
    bool isLive() const { return exists && !gone && doors.empty(); }
    bool operator==(const TubeShape &) const = default;
};

/// From a descriptor's row to the socket.
struct ThreadShape
{
    WorkerId worker = noWorker;
    Descriptor descriptor;
    QPainterPath path;
    bool glows = false; ///< somebody waits for an end of file because of it
    bool faded = false;
    bool operator==(const ThreadShape &) const = default;
};

/// From a sleeper to what would wake it: to several, where any one of them could.
struct ArrowShape
{
    WorkerId worker = noWorker;
    bool hopeless = false;
    QPainterPath path; ///< straight lines and curves, without the heads
    std::vector<QPolygonF> heads;
    std::optional<Label> label; ///< absent where another arrow on the same way has it
    std::optional<Label> age;   ///< of the ring that it is part of; one arrow tells it

    bool operator==(const ArrowShape &) const = default;
};

/// A ring around what is looked at closer, where that is no process: a channel, an end, a slot.
struct FocusMark
{
    QRectF rect;
    double radius = 0;
    bool focused = false; ///< keys go to the stage

    bool operator==(const FocusMark &) const = default;
};

/// The stage at one instant, as geometry and texts; no colour.
struct StageLayout
{
    QSizeF size;
    double unit = 1;
    std::vector<BoxShape> boxes;  ///< by WorkerId
    std::vector<TubeShape> tubes; ///< by ChannelId
    std::vector<ThreadShape> threads;
    std::vector<ArrowShape> arrows;
    std::optional<FocusMark> mark;

    bool operator==(const StageLayout &) const = default;
};

/// What a layout is made from. Nothing here is kept.
struct StageFacts
{
    const Cast &cast;
    const Snapshot &snapshot;
    const WaitsFor &waits;
    const Rates &rates;
    const Contents &contents;
    const TextMeasure &measure;
    std::int64_t now = 0;     ///< nanoseconds since the session began
    std::int64_t ageStep = 1; ///< nanoseconds by which ages go on
    QSizeF size;
    WorkerId selected = noWorker;
    bool hasFocus = false;
    bool isStill = false; ///< a picture of one instant: the shortest sleep is shown
    Focus focus{};        ///< what is looked at closer

    /// The instant that the age of what began is told of.
    std::int64_t ageTime() const { return now / ageStep * ageStep; }
};

/// Pure: the same facts give the same layout. Places follow from cast and size alone.
StageLayout layOut(const StageFacts &facts);
/// The same in a frame that frameOf() made for this cast, scale and size.
StageLayout layOut(const StageFacts &facts, const StageFrame &frame);

} // namespace seeipc
