// SPDX-License-Identifier: MIT
#pragma once

#include "events/shownslots.h"
#include "ui/scene/stagelayout.h"

#include <vector>

namespace seeipc {

/// The parts that layOut() puts together, each from the facts and the frame.

BoxShape boxShape(const StageFacts &facts, const StageFrame &frame, WorkerId worker);
/// The badge of SIGPIPE, the shield against it. `box` has its place.
void addSignals(BoxShape &box, const ProcessSnapshot &process, Column column,
                const TextMeasure &measure);
TubeShape tubeShape(const StageFacts &facts, const StageFrame &frame, ChannelId id);
/// Of a FIFO; `tube` has its place and what became of it.
void addDoors(TubeShape &tube, const StageFacts &facts, double unit);
/// `tube` has its slots and ends.
void addLetters(TubeShape &tube, const StageFacts &facts, const PipeSlots &slots);
/// `tube` has its slots; they have left room for lenses.
void addLenses(TubeShape &tube, double unit, const PipeSlots &slots);
void addTexts(TubeShape &tube, const StageFacts &facts, const StageFrame &frame,
              const ShownSlots &shown);
/// `boxes` and `tubes` are complete.
std::vector<ThreadShape> threadShapes(const StageFacts &facts, const StageFrame &frame,
                                      const std::vector<BoxShape> &boxes,
                                      const std::vector<TubeShape> &tubes);
std::vector<ArrowShape> arrowShapes(const StageFacts &facts, const StageFrame &frame,
                                    const std::vector<TubeShape> &tubes);
/// The packets that hang before a full channel, each beside its thread.
void addOutside(const StageFacts &facts, const StageFrame &frame,
                const std::vector<ThreadShape> &threads, std::vector<TubeShape> &tubes);

/// The ring around what is looked at closer; nothing where that is a process or is not there.
std::optional<FocusMark> focusMark(const StageFacts &facts, const std::vector<TubeShape> &tubes);

/// What lies in the slot, from the bottom of its cell up, true to scale.
void fillSlot(SlotShape &shape, const PipeSlots::Slot &slot, std::size_t pageSize);
/// Its torn edges; `shape` has its bytes.
void addTears(SlotShape &shape, const PipeSlots::Slot &slot, bool flowsRight, double unit);
/// The wall's inside; how much of its width each of the two lenses takes; 0: there are none.
QRectF insideOf(const TubeShape &tube, double unit);
double lensWidth(const QRectF &inside, std::size_t slotCount, double unit);

/// A way of straight lines whose corners are rounded.
QPainterPath roundedWay(const std::vector<QPointF> &corners, double radius);

/// A label whose rect begins at `corner`.
Label labelAt(const TextMeasure &measure, const QPointF &corner, const QString &text, TextRole role,
              Tone tone = Tone::Ink, SourceMark mark = SourceMark::None);
/// How wide it is with its mark.
double labelWidth(const TextMeasure &measure, const QString &text, TextRole role, SourceMark mark);

/// Sleeps in the kernel, and long enough that an eye could see it where calls come fast.
bool isSeenAsleep(const StageFacts &facts, WorkerId worker);
/// Of the corners of a tube's wall.
double tubeRadius(const QRectF &wall, double unit);
/// Where a waits-for arrow meets the tube: at the oldest slot, or at the place of the newest byte.
double arrowPlace(const TubeShape &tube, bool isOldest);
/// Where one meets a FIFO that it waits for at that side.
double doorPlace(const TubeShape &tube, End side);
/// Does the number of its bytes tell its age? Sampled ones do, and where looks are refused those
/// that a process reported: nothing newer can come before its next call returns.
bool hasSeenAge(const ChannelSnapshot &channel);
/// Calls a second of all that use the channel.
double callRate(const StageFacts &facts, ChannelId channel);
bool isInRing(const WaitsFor &waits, WorkerId worker);
/// Has no part in any wait, nor in a write that is told to be torn, while somebody waits; while there is
/// a ring, is not in it and could wake nobody in it.
bool isUninvolved(const StageFacts &facts, WorkerId worker);
bool isUninvolvedChannel(const StageFacts &facts, ChannelId channel);

inline constexpr double calloutPadding = 6; ///< units beside the letters in a callout
inline constexpr double fastCalls = 10;     ///< a second on a channel: above, packets are a flow

} // namespace seeipc
