// SPDX-License-Identifier: MIT
// What stands at a channel: its fill, its slots, what waits to go in, what is torn.
#include "ui/scene/stagewords.h"
#include "ui/scene/words.h"

namespace seeipc::words {

namespace {

QString quantity(const Quantity &quantity)
{
    return quantity.value && !quantity.isRefused() ? number(*quantity.value) : QStringLiteral("?");
}

/// "≈ 4 096": whose the bytes inside are is a guess.
QString aboutIn(const PendingWrite &write, bool isExact)
{
    const auto in = shortNumber(static_cast<double>(write.in));
    return isExact ? in : QStringLiteral("≈") + narrowSpace + in;
}

} // namespace

QStringList fill(const ChannelSnapshot &channel)
{
    const auto capacity = quantity(channel.capacity);
    auto queued = quantity(channel.queued);
    if (channel.disagrees && channel.queued.value)
        queued += QStringLiteral(" ≠ ") + number(static_cast<std::int64_t>(channel.slots.fill()));
    else if (channel.isModelNewer())
        queued = QStringLiteral("≈ ") + number(static_cast<std::int64_t>(channel.slots.fill()));
    else if (channel.queued.value
             && (channel.queued.source == Source::Inferred || !channel.isFillOfNow()
                 || channel.isFillBeforeWrite()))
        queued.prepend(QStringLiteral("≈ "));
    const auto brief = QStringLiteral("%1 / %2").arg(queued, capacity);
    return {Stage::tr("%1 of %2 bytes").arg(queued, capacity),
            brief + narrowSpace + QLatin1Char('B'), brief};
}

QString usedSlots(const ShownSlots &shown)
{
    const auto used = number(static_cast<std::int64_t>(shown.slots.usedSlots()));
    const auto count = static_cast<std::int64_t>(shown.slots.slotCount());
    const auto text = count == 1 ? Stage::tr("%1 of 1 slot").arg(used)
                                 : Stage::tr("%1 of %2 slots").arg(used, number(count));
    return shown.isExact ? text : QStringLiteral("≈ ") + text;
}

QStringList headPage(const PipeSlots &slots)
{
    const auto &head = slots.slots().front();
    const auto put = number(std::int64_t{head.offset} + head.length);
    if (head.offset == 0)
        return {Stage::tr("head: nothing of it taken yet"), Stage::tr("head: all there")};
    const auto taken = number(head.offset);
    return {Stage::tr("head: %1 of %2 taken, its slot is not free").arg(taken, put),
            Stage::tr("%1 of %2 gone, slot not free yet").arg(taken, put),
            Stage::tr("head: %1 of %2 taken").arg(taken, put)};
}

QStringList tailPage(const PipeSlots &slots)
{
    const auto newest = slots.usedSlots() - 1;
    const auto &tail = slots.slots()[newest];
    if (!slots.takesMore(newest))
        return {Stage::tr("tail: the next write takes a new slot"), Stage::tr("tail: closed")};
    const auto room = static_cast<std::int64_t>(slots.pageSize()) - tail.offset - tail.length;
    return {Stage::tr("tail: %1 more may be put behind").arg(number(room)),
            Stage::tr("tail: room for %1").arg(number(room))};
}

QStringList roomAgain(const std::string &sleeper)
{
    return {Stage::tr("a slot is free: %1 is about to wake").arg(QString::fromStdString(sleeper)),
            Stage::tr("a slot is free again"), QString()};
}

QString tear(const PipeSlots::Slot &slot, bool isGuess)
{
    if (isGuess && (slot.goesOn || slot.breaksOff))
        return slot.goesOn
                   ? Stage::tr("its write, maybe torn, goes on here behind another's bytes")
                   : Stage::tr("maybe its write breaks off here and another's bytes follow");
    if (slot.goesOn && slot.breaksOff)
        return Stage::tr("its torn write goes on here and breaks off again");
    if (slot.goesOn)
        return Stage::tr("its torn write goes on here, behind another's bytes");
    return slot.breaksOff ? Stage::tr("its write breaks off here, another's bytes follow")
                          : QString();
}

QStringList tornWrite(const ChannelSnapshot &channel)
{
    if (channel.isTearGuessed() && channel.torn > 0)
        return {Stage::tr("torn or maybe torn: whose bytes lie where is a guess"),
                Stage::tr("torn or maybe torn"), Stage::tr("torn?"), QString()};
    if (channel.isTearGuessed())
        return {Stage::tr("maybe torn: whose bytes lie where is a guess"), Stage::tr("maybe torn"),
                Stage::tr("torn?"), QString()};
    return {Stage::tr("torn: another's bytes stand inside this write"), Stage::tr("a torn write"),
            Stage::tr("torn"), QString()};
}

QStringList disagreement(const ChannelSnapshot &channel)
{
    const auto calls = number(static_cast<std::int64_t>(channel.slots.fill()));
    return {Stage::tr("the kernel says %1, the calls add up to %2")
                .arg(quantity(channel.queued), calls),
            Stage::tr("the calls add up to %1").arg(calls), QString()};
}

QString noDescriptorYet()
{
    return Stage::tr("no descriptor for it yet");
}

QString namesOfFifo(const QString &name, int others)
{
    if (others <= 0)
        return name;
    return others == 1 ? Stage::tr("%1 and 1 more name").arg(name)
                       : Stage::tr("%1 and %2 more names").arg(name, number(others));
}

QString fifoMode(const ChannelSnapshot &channel)
{
    QString mode = QStringLiteral("prwxrwxrwx");
    for (int bit = 0; bit < 9; ++bit) {
        if ((channel.permissions & (0400 >> bit)) == 0)
            mode[bit + 1] = u'-';
    }
    return mode + QStringLiteral("  ") + Stage::tr("0 bytes");
}

QStringList doorSide(End end, std::size_t waiting)
{
    const auto who = waiting == 0 ? Stage::tr("nobody")
                     : waiting == 1
                         ? Stage::tr("1 waits")
                         : Stage::tr("%1 wait").arg(number(static_cast<std::int64_t>(waiting)));
    const auto side = end == End::Read ? Stage::tr("read side") : Stage::tr("write side");
    return {Stage::tr("%1: %2", "a side, who is there").arg(side, who), who, QString()};
}

QStringList noWayYet()
{
    return {Stage::tr("no bytes can pass yet"), QString()};
}

QString channelState(const ChannelSnapshot &channel)
{
    if (channel.gone)
        return channel.isFifo ? Stage::tr("gone with its name and its last descriptor")
                              : Stage::tr("gone with its last descriptor");
    if (channel.exists && channel.isFifo && channel.lostBytes > 0)
        return Stage::tr("%1 were lost as its last descriptor was closed")
            .arg(bytes(channel.lostBytes));
    if (channel.exists && channel.isFifo)
        return Stage::tr("the name is in the file system, the bytes never are");
    if (channel.exists)
        return {};
    return channel.makeError != 0 ? Stage::tr("not made: %1").arg(errorName(channel.makeError))
                                  : Stage::tr("not made yet");
}

QStringList pending(const PendingWrite &write, bool isExact)
{
    const auto form = [](std::int64_t bytes) { return shortNumber(static_cast<double>(bytes)); };
    if (write.in == 0)
        return {Stage::tr("%1 of %2 in").arg(aboutIn(write, isExact), form(write.asked))};
    return {pendingInShort(write, isExact),
            Stage::tr("%1 outside").arg(form(write.asked - write.in))};
}

QString pendingInShort(const PendingWrite &write, bool isExact)
{
    return Stage::tr("%1 in").arg(aboutIn(write, isExact));
}

} // namespace seeipc::words
