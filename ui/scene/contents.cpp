// SPDX-License-Identifier: MIT
#include "ui/scene/contents.h"

#include <algorithm>
#include <utility>

namespace seeipc {

namespace {

constexpr std::size_t mostMessages = 256; ///< kept apart; what lies behind them is one lump

} // namespace

QString readable(std::string_view bytes)
{
    QString text;
    for (const char byte : bytes)
        text += byte >= ' ' && byte <= '~' ? QChar(QLatin1Char(byte)) : QChar(0xb7);
    return text;
}

void ChannelContents::note(const Event &event)
{
    if (event.kind != EventKind::CallReturned || event.error != 0 || event.result <= 0)
        return;
    if (event.effect == Effect::Write)
        write(event);
    else if (event.effect == Effect::Read)
        read(event.result);
}

void ChannelContents::write(const Event &event)
{
    const bool isKnown = event.result <= mostLetters && event.payloadLength >= event.result;
    add(event.result,
        isKnown ? std::string(event.payloadText().substr(0, static_cast<std::size_t>(event.result)))
                : std::string());
}

/// An empty text: not known.
void ChannelContents::add(std::int64_t length, std::string text)
{
    m_size += length;
    if (m_messages.size() >= mostMessages
        || (text.empty() && !m_messages.empty() && m_messages.back().text.empty())) {
        m_messages.back().length += length;
        m_messages.back().text.clear();
        return;
    }
    m_messages.push_back({length, std::move(text)});
}

void ChannelContents::passOn(ChannelContents &to, const Event &event)
{
    auto left = event.result;
    for (auto message = m_messages.begin(); message != m_messages.end() && left > 0; ++message) {
        const auto length = std::min(left, message->length);
        to.add(length, message->text.substr(0, static_cast<std::size_t>(length)));
        left -= length;
    }
    if (left > 0)
        to.add(left, {});
    if (event.effect == Effect::Splice)
        read(event.result);
}

void ChannelContents::read(std::int64_t bytes)
{
    m_size = std::max<std::int64_t>(0, m_size - bytes);
    while (bytes > 0 && !m_messages.empty()) {
        auto &oldest = m_messages.front();
        const auto taken = std::min(bytes, oldest.length);
        bytes -= taken;
        oldest.length -= taken;
        if (!oldest.text.empty())
            oldest.text.erase(0, static_cast<std::size_t>(taken));
        if (oldest.length == 0)
            m_messages.pop_front();
    }
}

void ChannelContents::agree(std::int64_t queuedBytes, std::int64_t dropped)
{
    read(dropped - m_dropped);
    m_dropped = dropped;
    if (queuedBytes == m_size)
        return;
    m_messages.clear();
    m_size = queuedBytes;
    if (queuedBytes > 0)
        m_messages.push_back({queuedBytes, {}});
}

QString ChannelContents::letters(std::int64_t offset, std::int64_t length) const
{
    if (length <= 0 || length > mostLetters)
        return {};
    std::string found;
    std::int64_t start = 0;
    for (const auto &message : m_messages) {
        const auto end = start + message.length;
        if (end > offset && start < offset + length) {
            if (message.text.empty())
                return {};
            const auto from = std::max<std::int64_t>(0, offset - start);
            const auto to = std::min(message.length, offset + length - start);
            found += message.text.substr(static_cast<std::size_t>(from),
                                         static_cast<std::size_t>(to - from));
        }
        start = end;
        if (start >= offset + length)
            break;
    }
    return static_cast<std::int64_t>(found.size()) == length ? readable(found) : QString();
}

void Contents::note(const Event &event)
{
    if (event.channel >= m_channels.size())
        return;
    if (event.to < m_channels.size() && event.hasPutInto(event.to))
        m_channels[event.channel].passOn(m_channels[event.to], event);
    else
        m_channels[event.channel].note(event);
}

void Contents::agree(const Snapshot &snapshot)
{
    for (std::size_t i = 0; i < m_channels.size() && i < snapshot.channels.size(); ++i)
        m_channels[i].agree(static_cast<std::int64_t>(snapshot.channels[i].slots.fill()),
                            snapshot.channels[i].bytesDropped);
}

const ChannelContents *Contents::of(ChannelId channel) const
{
    return channel < m_channels.size() ? &m_channels[channel] : nullptr;
}

} // namespace seeipc
