// SPDX-License-Identifier: MIT
// What a screen reader says of a channel, its ends and its slots.
#include "ui/scene/stagewords.h"
#include "ui/scene/words.h"

namespace seeipc::words {

QString spokenChannel(const CastChannel &part, const ChannelSnapshot &channel)
{
    const auto name = QString::fromStdString(part.mechanism + " " + part.name);
    if (!channel.exists || channel.gone)
        return name + QStringLiteral(": ") + channelState(channel);
    const auto plain = [](const Quantity &told) {
        return told.value && !told.isRefused() ? QString::number(*told.value) : QStringLiteral("?");
    };
    const auto queued = plain(channel.queued);
    const auto capacity = plain(channel.capacity);
    const auto used = QString::number(shownSlots(channel).slots.usedSlots());
    const auto count = channel.slots.slotCount();
    return count == 1
               ? Stage::tr("%1: %2 of %3 bytes, %4 of 1 slot").arg(name, queued, capacity, used)
               : Stage::tr("%1: %2 of %3 bytes, %4 of %5 slots")
                     .arg(name, queued, capacity, used, QString::number(count));
}

QString spokenEnd(const CastChannel &part, const ChannelSnapshot &channel, End end,
                  const std::vector<std::string> &processNames)
{
    const auto channelName = QString::fromStdString(part.name);
    const auto name = end == End::Read ? Stage::tr("read end of %1").arg(channelName)
                                       : Stage::tr("write end of %1").arg(channelName);
    if (!channel.exists || channel.gone)
        return name + QStringLiteral(": ") + channelState(channel);
    QStringList holders;
    for (const auto &holder : end == End::Read ? channel.readers : channel.writers) {
        if (holder.worker < processNames.size())
            holders << QString::fromStdString(processNames[holder.worker])
                           + QStringLiteral(" fd %1").arg(holder.fd);
    }
    return name + QStringLiteral(": ")
           + (holders.isEmpty() ? Stage::tr("nobody holds it")
                                : holders.join(QStringLiteral(", ")));
}

QString spokenSlot(const CastChannel &part, const ChannelSnapshot &channel, std::size_t slot,
                   const std::vector<std::string> &processNames)
{
    const auto shown = shownSlots(channel);
    const auto name = Stage::tr("slot %1 of %2 of %3")
                          .arg(QString::number(slot + 1),
                               QString::number(channel.slots.slotCount()),
                               QString::fromStdString(part.name));
    if (slot >= shown.slots.usedSlots())
        return name + QStringLiteral(": ") + Stage::tr("free");
    const auto &held = shown.slots.slots()[slot];
    const auto writer = held.writer < processNames.size()
                            ? QString::fromStdString(processNames[held.writer])
                            : QStringLiteral("?");
    const auto told = held.length == 1
                          ? Stage::tr("1 byte from %1").arg(writer)
                          : Stage::tr("%1 bytes from %2").arg(QString::number(held.length), writer);
    const auto torn = tear(held, channel.isTearGuessed());
    return name + QStringLiteral(": ") + told
           + (torn.isEmpty() ? QString() : QStringLiteral(", ") + torn);
}

} // namespace seeipc::words
