// SPDX-License-Identifier: MIT
#include "ui/views/inspector.h"

#include "events/channelpoll.h"
#include "events/shownslots.h"
#include "ui/model/sessionmodel.h"
#include "ui/scene/words.h"
#include "ui/views/handpanel.h"
#include "ui/views/limitfact.h"
#include "ui/views/quantityfact.h"

#include <algorithm>
#include <array>
#include <poll.h>
#include <utility>

namespace seeipc {

namespace {

constexpr std::size_t mostSlots = 64; ///< that are listed

Fact inferred(const QString &what, const QString &value, const QString &source = {})
{
    return {what, value, Fact::Mark::Inferred, {}, source};
}

/// With doubt where the stage has it.
Fact slotsFact(const ShownSlots &shown)
{
    auto fact = inferred(
        InspectorView::tr("slots in use"),
        InspectorView::tr("%1 of %2").arg(shown.slots.usedSlots()).arg(shown.slots.slotCount()));
    fact.mark = shown.isExact ? Fact::Mark::Modelled : Fact::Mark::Inferred;
    return fact;
}

Fact inodeFact(const ChannelSnapshot &channel)
{
    return {InspectorView::tr("inode"),
            channel.inode == absent ? QString() : QString::number(channel.inode),
            channel.inode == absent ? Fact::Mark::Refused : Fact::Mark::Plain,
            {},
            QStringLiteral("fstat(2)")};
}

Fact cutWritesFact(const ChannelSnapshot &channel)
{
    return inferred(InspectorView::tr("in, by writes whose writer died in them"),
                    words::bytes(channel.bytesOfCutWrites));
}

/// The kernel's number beside the model's, where they differ.
Fact queuedFact(const ChannelSnapshot &channel, std::int64_t now)
{
    auto fact = quantityFact(InspectorView::tr("queued"), channel.queued, now,
                             QStringLiteral("FIONREAD"));
    if (channel.disagrees && channel.queued.value) {
        fact.value += QStringLiteral(" ≠ ")
                      + words::bytes(static_cast<std::int64_t>(channel.slots.fill()));
        fact.mark = Fact::Mark::Disagrees;
        fact.source = InspectorView::tr("FIONREAD ≠ the model of the slots");
    }
    return fact;
}

/// What poll(2) would say of an end, for whoever holds it: "POLLIN | POLLHUP".
Fact pollFact(const ChannelSnapshot &channel, const PipeSlots &slots, End end)
{
    static constexpr std::array names{std::pair{POLLIN, "POLLIN"}, std::pair{POLLOUT, "POLLOUT"},
                                      std::pair{POLLERR, "POLLERR"}, std::pair{POLLHUP, "POLLHUP"}};
    const auto what = end == End::Read ? InspectorView::tr("poll(2) of the read end")
                                       : InspectorView::tr("poll(2) of the write end");
    if ((end == End::Read ? channel.readers : channel.writers).empty())
        return {what, InspectorView::tr("nobody holds it"), Fact::Mark::Plain, {}, {}};
    QStringList events;
    for (const auto &[bit, name] : names) {
        if ((polled(channel, slots, end) & bit) != 0)
            events << QLatin1String(name);
    }
    return inferred(what, events.isEmpty() ? InspectorView::tr("nothing: it would wait")
                                           : events.join(QStringLiteral(" | ")));
}

QString yesOrNo(bool isYes)
{
    return isYes ? InspectorView::tr("yes") : InspectorView::tr("no");
}

} // namespace

InspectorView::InspectorView(SessionModel &model, QWidget *parent)
    : SheetView(model, parent), m_hand(new HandPanel(model, this))
{
    addBeneath(m_hand);
    setObjectName(QStringLiteral("inspector"));
    connect(&model, &SessionModel::focusChanged, this, &InspectorView::fillSoon);
    connect(&model, &SessionModel::controlsChanged, this, &InspectorView::fillSoon);
}

void InspectorView::showEvent(QShowEvent *event)
{
    SheetView::showEvent(event);
    m_hand->follow();
}

QString InspectorView::nameOf(WorkerId worker) const
{
    const auto &workers = model().scenario().workers;
    return worker < workers.size() ? QString::fromStdString(workers[worker].name)
                                   : tr("SeeIPC's steward");
}

QString InspectorView::channelName(ChannelId channel) const
{
    const auto &channels = model().scenario().channels;
    return channel < channels.size() ? QString::fromStdString(channels[channel].name) : QString();
}

std::vector<FactGroup> InspectorView::facts()
{
    const auto &focus = model().focus();
    if (focus.kind == Focus::Kind::Process)
        return ofProcess(focus.worker == noWorker ? model().selected() : focus.worker);
    const auto channel = focus.channel;
    if (channel >= model().snapshot().channels.size())
        return {};
    const auto &shown = model().snapshot().channels[channel];
    if (shown.gone)
        return {ofGone(channel)};
    const bool isEnd = focus.kind == Focus::Kind::End;
    std::vector<FactGroup> groups;
    if (isEnd)
        groups.push_back(ofEnd(channel, focus.end));
    else if (focus.kind == Focus::Kind::Slot)
        groups.push_back(ofSlot(channel, focus.slot));
    groups.push_back(ofChannel(channel));
    if (!shown.exists)
        return groups;
    for (const auto end : {End::Write, End::Read}) {
        if (!isEnd || end != focus.end)
            groups.push_back(ofEnd(channel, end));
    }
    groups.push_back(slotsOf(channel));
    groups.push_back(limitsOf(channel));
    return groups;
}

QString InspectorView::holdersText(const std::vector<Holder> &holders) const
{
    QStringList texts;
    for (const auto &holder : holders)
        texts << tr("%1 fd %2").arg(nameOf(holder.worker)).arg(holder.fd);
    return texts.isEmpty() ? tr("nobody") : texts.join(QStringLiteral(", "));
}

/// One row for each descriptor that keeps the end open, with its flags as the kernel tells them.
FactGroup InspectorView::ofEnd(ChannelId channel, End end) const
{
    const auto &shown = model().snapshot().channels[channel];
    const auto &holders = end == End::Read ? shown.readers : shown.writers;
    FactGroup group{end == End::Read ? tr("Read end of %1").arg(channelName(channel))
                                     : tr("Write end of %1").arg(channelName(channel)),
                    holders.empty() ? tr("Nobody holds it.") : noteOfNow(),
                    {}};
    group.facts.reserve(holders.size());
    for (const auto &holder : holders) {
        Fact fact{tr("%1 fd %2").arg(nameOf(holder.worker)).arg(holder.fd),
                  {},
                  Fact::Mark::Refused,
                  {},
                  QStringLiteral("fdinfo")};
        const auto &details = lookAt(holder.worker);
        if (!details)
            fact.value = words::errorName(details.error().code);
        for (std::size_t i = 0; details && i < details->descriptors.size(); ++i) {
            const auto &descriptor = details->descriptors[i];
            if (descriptor.fd != holder.fd || !descriptor.flags)
                continue;
            fact.value = openFlagsText(*descriptor.flags);
            fact.mark = Fact::Mark::Sampled;
            fact.age = ageOfLook(details->time);
        }
        group.facts.push_back(std::move(fact));
    }
    return group;
}

FactGroup InspectorView::ofSlot(ChannelId channel, std::size_t slot) const
{
    const auto &state = model().snapshot().channels[channel];
    const auto model_ = shownSlots(state).slots;
    FactGroup group{tr("Slot %1 of %2").arg(slot + 1).arg(model_.slotCount()), {}, {}};
    if (slot >= model_.usedSlots()) {
        group.note = tr("It is free.");
        return group;
    }
    const auto &shown = model_.slots()[slot];
    group.facts = {
        inferred(tr("taken already"), words::bytes(shown.offset)),
        inferred(tr("waiting"), words::bytes(shown.length)),
        inferred(tr("written by"), writersOf(shown)),
        inferred(tr("a later write may be put behind"), yesOrNo(model_.takesMore(slot))),
    };
    if (const auto torn = words::tear(shown, state.isTearGuessed()); !torn.isEmpty())
        group.facts.push_back(inferred(tr("torn"), torn));
    return group;
}

/// "A"; "A 5, B 3" of bytes of several.
QString InspectorView::writersOf(const PipeSlots::Slot &slot) const
{
    const auto shares = slot.shares.all();
    if (shares.size() < 2)
        return nameOf(slot.writer);
    QStringList texts;
    for (const auto &share : shares) {
        const auto name = share.writer == SlotShares::several ? tr("several")
                                                              : nameOf(share.writer);
        texts << name + QStringLiteral(" ") + words::number(share.length);
    }
    return texts.join(QStringLiteral(", "));
}

FactGroup InspectorView::slotsOf(ChannelId channel) const
{
    const auto &state = model().snapshot().channels[channel];
    const auto shown = shownSlots(state);
    const auto &held = shown.slots.slots();
    FactGroup group{tr("Slots, oldest first"), {}, {}};
    if (!state.slotsExact)
        group.note = tr("Calls overlapped: the model may be off until it is empty.");
    else if (held.empty())
        group.note = tr("All are free.");
    else if (!shown.isExact)
        group.note = tr("The kernel's number goes before: a call has not been told yet.");
    const auto count = std::min(held.size(), mostSlots);
    group.facts.reserve(count);
    for (std::size_t i = 0; i < count; ++i) {
        const auto doubt = held[i].guessed ? QStringLiteral("≈ ")
                                           : QString(); // several slept for it
        group.facts.push_back(
            inferred(QString::number(i + 1),
                     tr("from %1, %2, by %3")
                         .arg(words::number(held[i].offset), words::bytes(held[i].length),
                              doubt + writersOf(held[i]))));
    }
    return group;
}

/// What bounds the pipe itself, and for each process that holds an end how many descriptors it may
/// have.
FactGroup InspectorView::limitsOf(ChannelId channel) const
{
    const auto &shown = model().snapshot().channels[channel];
    FactGroup group{tr("Limits that apply"), noteOfNow(), {}};
    std::vector<WorkerId> asked;
    for (const auto *holders : {&shown.writers, &shown.readers}) {
        for (const auto &holder : *holders) {
            const auto &looks = lookAtLimits(holder.worker);
            if (!looks || std::find(asked.begin(), asked.end(), holder.worker) != asked.end())
                continue;
            for (const auto &look : *looks) {
                const bool isOfProcess = look.name == LimitName::OpenFiles;
                if (look.name == LimitName::Processes || (!isOfProcess && !asked.empty()))
                    continue;
                auto fact = limitFact(look, look.time ? ageOfLook(*look.time) : QString());
                if (isOfProcess)
                    fact.what += QStringLiteral(" (%1)").arg(nameOf(holder.worker));
                group.facts.push_back(std::move(fact));
            }
            asked.push_back(holder.worker);
        }
    }
    if (asked.empty())
        group.note = tr("Told while a process holds an end.");
    return group;
}

/// What was last known of a pipe that the kernel has freed: nobody can ask for more.
FactGroup InspectorView::ofGone(ChannelId channel) const
{
    const auto &shown = model().snapshot().channels[channel];
    const auto &trace = model().trace();
    const auto before = trace.snapshotAt(trace.positionAt(shown.queued.time - 1));
    const auto &queued = before.channels[channel].queued;
    FactGroup group{tr("Pipe %1").arg(channelName(channel)), words::channelState(shown), {}};
    group.facts = {inodeFact(shown),
                   {tr("written in all"), words::bytes(shown.bytesIn), Fact::Mark::Plain, {}, {}},
                   {tr("read in all"), words::bytes(shown.bytesOut), Fact::Mark::Plain, {}, {}}};
    if (queued.value && queued.source != Source::Inferred) // nobody knows how old it will be
        group.facts.insert(group.facts.begin() + 1, {tr("queued, last told"),
                                                     words::bytes(*queued.value),
                                                     Fact::Mark::Sampled,
                                                     {},
                                                     QStringLiteral("FIONREAD"),
                                                     instantText(queued.time)});
    if (shown.bytesOfCutWrites > 0)
        group.facts.push_back(cutWritesFact(shown));
    return group;
}

FactGroup InspectorView::ofChannel(ChannelId channel) const
{
    const auto &shown = model().snapshot().channels[channel];
    const auto slots = shownSlots(shown).slots;
    FactGroup group{tr("Pipe %1").arg(channelName(channel)), words::channelState(shown), {}};
    if (group.note.isEmpty())
        group.note = noteOfInstant();
    if (!shown.exists)
        return group;
    const auto number = [](std::int64_t value) { return words::number(value); };
    group.facts = {
        {tr("kind"), QStringLiteral("pipe(7)"), Fact::Mark::Plain, {}, {}},
        inodeFact(shown),
        queuedFact(shown, model().ageTime()),
        quantityFact(tr("capacity"), shown.capacity, model().ageTime(),
                     QStringLiteral("F_GETPIPE_SZ")),
        slotsFact(shownSlots(shown)),
        {tr("written in all"), words::bytes(shown.bytesIn), Fact::Mark::Plain, {}, {}},
        {tr("read in all"), words::bytes(shown.bytesOut), Fact::Mark::Plain, {}, {}},
        {tr("read end"), holdersText(shown.readers), Fact::Mark::Plain, {}, {}},
        {tr("write end"), holdersText(shown.writers), Fact::Mark::Plain, {}, {}},
        pollFact(shown, slots, End::Read),
        pollFact(shown, slots, End::Write),
    };
    for (const auto &write : shown.pending) // neither sum has them
        group.facts.push_back(
            inferred(tr("in, by %1's open write").arg(nameOf(write.worker)),
                     tr("%1 of %2").arg(number(write.in), words::bytes(write.asked))));
    if (shown.bytesOfCutWrites > 0) // nor these
        group.facts.push_back(cutWritesFact(shown));
    if (shown.lookError != 0)
        group.facts.push_back({tr("looks from outside"),
                               words::errorName(shown.lookError),
                               Fact::Mark::Refused,
                               {},
                               QStringLiteral("pidfd_getfd(2)")});
    return group;
}

} // namespace seeipc
