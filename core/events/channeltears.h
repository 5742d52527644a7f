// SPDX-License-Identifier: MIT
#pragma once

#include "events/snapshot.h"

namespace seeipc {

/// Writes that went on behind bytes of another, as the slots of a channel have them: each is counted
/// once, when it is no guess any more that may be made anew.
namespace ChannelTears {

/// A write is torn for good; `isTorn` is its own mark, and set then.
void note(ChannelSnapshot &channel, WorkerId worker, WorkerId by, bool &isTorn, std::int64_t time);
/// After bytes in the slots were given to another writer. Not to be called where there are none.
void review(ChannelSnapshot &channel);
/// Counts the writes that are torn for good: a guess whose bytes are where is made anew only while another
/// write is open too, and only of bytes that nobody has read.
void count(ChannelSnapshot &channel, std::int64_t time);
/// The write is over: as far as it is known to be torn it is for good.
void countOf(ChannelSnapshot &channel, PendingWrite &write, std::int64_t time);

} // namespace ChannelTears

} // namespace seeipc
