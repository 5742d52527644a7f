// SPDX-License-Identifier: MIT
#pragma once

#include "session/details.h"
#include "ui/scene/focus.h"
#include "ui/views/sheetview.h"

namespace seeipc {

class HandPanel;

/// All that is known of the thing in focus: a process, a channel, one of its ends or slots; each
/// number with its source and age. What no event tells is asked of the kernel while this is seen.
/// Beneath it is what can be done to that thing by hand.
class InspectorView : public SheetView
{
    Q_OBJECT

public:
    InspectorView(SessionModel &model, QWidget *parent);

protected:
    std::vector<FactGroup> facts() override;
    void showEvent(QShowEvent *event) override;

private:
    HandPanel *m_hand;

    std::vector<FactGroup> ofProcess(WorkerId worker) const;
    FactGroup ofChannel(ChannelId channel) const;
    FactGroup ofGone(ChannelId channel) const;
    FactGroup ofEnd(ChannelId channel, End end) const;
    FactGroup ofSlot(ChannelId channel, std::size_t slot) const;
    FactGroup slotsOf(ChannelId channel) const;
    FactGroup limitsOf(ChannelId channel) const;
    FactGroup descriptorsOf(WorkerId worker, const Result<ProcessDetails> &details) const;
    QString nameOf(WorkerId worker) const;
    QString writersOf(const PipeSlots::Slot &slot) const;
    void addParents(const ProcessSnapshot &process, const Result<ProcessDetails> &details,
                    FactGroup &told, FactGroup &looks) const;
    QString channelName(ChannelId channel) const;
    QString holdersText(const std::vector<Holder> &holders) const;
};

/// "O_WRONLY O_NONBLOCK": flags of open(2).
QString openFlagsText(int flags);
/// "SIGINT SIGPIPE"; bit N-1 is signal N. "none" where there is none.
QString signalsText(std::uint64_t mask);

/// "0.300 s after the start": an instant of a session.
QString instantText(std::int64_t time);

} // namespace seeipc
