// SPDX-License-Identifier: MIT
#include "ui/scene/contents.h"

#include <algorithm>

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
    m_size += event.result;
    if (m_messages.size() >= mostMessages
        || (!isKnown && !m_messages.empty() && m_messages.back().text.empty())) {
        m_messages.back().length += event.result;
        m_messages.back().text.clear();
        return;
    }
    m_messages.push_back({event.result, isKnown ? std::string(event.payloadText().substr(
                                            0, static_cast<std::size_t>(event.result)))
                                                : std::string()});
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

void ChannelContents::agree(std::int64_t queuedBytes)
{
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
    if (event.channel < m_channels.size())
        m_channels[event.channel].note(event);
}

void Contents::agree(const Snapshot &snapshot)
{
    for (std::size_t i = 0; i < m_channels.size() && i < snapshot.channels.size(); ++i)
        m_channels[i].agree(static_cast<std::int64_t>(snapshot.channels[i].slots.fill()));
}

const ChannelContents *Contents::of(ChannelId channel) const
{
    return channel < m_channels.size() ? &m_channels[channel] : nullptr;
}

} // namespace seeipc
