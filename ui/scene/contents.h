// SPDX-License-Identifier: MIT
#pragma once

#include "events/event.h"
#include "events/snapshot.h"

#include <QString>

#include <cstdint>
#include <deque>
#include <vector>

namespace seeipc {

/// Which letters lie in a channel: the short messages that were written and not read yet. A call
/// tells the first 31 bytes that it moved; a longer write's letters are not known.
class ChannelContents
{
public:
    static constexpr std::int64_t mostLetters = 31;

    /// A call on the channel returned.
    void note(const Event &event);
    /// Lets go of what packets lost, in all so far, and forgets what cannot be right: the number of bytes is
    /// another one.
    void agree(std::int64_t queuedBytes, std::int64_t dropped = 0);
    /// tee(2) and splice(2): the oldest bytes come behind those of `to`, known or not.
    void passOn(ChannelContents &to, const Event &event);
    /// What lies in `length` bytes from `offset` on (0: the oldest), where all of it is known.
    QString letters(std::int64_t offset, std::int64_t length) const;
    std::int64_t size() const { return m_size; }

private:
    struct Message
    {
        std::int64_t length = 0; ///< bytes still inside
        std::string text;        ///< as long as `length`, or empty: not known
    };

    void write(const Event &event);
    void read(std::int64_t bytes);

    void add(std::int64_t length, std::string text);

    std::int64_t m_size = 0;
    std::int64_t m_dropped = 0;     ///< bytes of packets, in all
    std::deque<Message> m_messages; ///< oldest first
};

/// The bytes as one line of letters; a byte that is no printable ASCII is a middle dot.
QString readable(std::string_view bytes);

/// The letters of every channel of a session, by ChannelId.
class Contents
{
public:
    void reset(std::size_t channels) { m_channels.assign(channels, {}); }
    void note(const Event &event);
    void agree(const Snapshot &snapshot);
    const ChannelContents *of(ChannelId channel) const;

private:
    std::vector<ChannelContents> m_channels;
};

} // namespace seeipc
