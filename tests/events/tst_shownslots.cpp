// SPDX-License-Identifier: MIT
// The slots to draw, beside a number of the kernel that is not that of the model.
#include "events/shownslots.h"

#include <QTest>

using namespace seeipc;

namespace {

constexpr std::int64_t page = 4096;

/// A full pipe of 16 slots, as the calls that returned until `time` tell.
ChannelSnapshot fullPipe(std::int64_t time)
{
    ChannelSnapshot channel;
    channel.exists = true;
    channel.slots.forceWrite(16 * page, 0);
    channel.queued = {16 * page, Source::Reported, time, 0};
    channel.lastReturn = time;
    return channel;
}

} // namespace

class TestShownSlots : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    /// A program of somebody else's has opened /proc/PID/fd/N and read.
    void whatSomebodyOutsideTookWasTheOldest()
    {
        auto channel = fullPipe(10);
        channel.queued = {16 * page - 100, Source::Sampled, 20, 0};
        const auto shown = shownSlots(channel);
        QVERIFY(!shown.isExact);
        QCOMPARE(shown.slots.usedSlots(), std::size_t{16});
        QCOMPARE(shown.slots.slots().front().offset, 100U);
        QCOMPARE(shown.slots.slots().front().length, 3996U);
        QCOMPARE(shown.slots.slots().back().length, 4096U);
    }

    /// FIONREAD was asked before a write that is under way.
    void whatTheKernelDidNotCountYetIsTheNewest()
    {
        auto channel = fullPipe(10);
        channel.slotsExact = false;
        channel.pending.push_back({0, page, page, 20});
        channel.queued = {15 * page, Source::Sampled, 15, 0};
        const auto shown = shownSlots(channel);
        QCOMPARE(shown.slots.usedSlots(), std::size_t{15});
        QCOMPARE(shown.slots.slots().front().offset, 0U);
    }

    /// Nothing is drawn over: both numbers are told.
    void aDisagreementLeavesTheModelAsItIs()
    {
        auto channel = fullPipe(10);
        channel.queued = {16 * page - 100, Source::Sampled, 20, 0};
        channel.disagrees = true;
        QCOMPARE(shownSlots(channel).slots, channel.slots);
    }
};

QTEST_APPLESS_MAIN(TestShownSlots)
#include "tst_shownslots.moc"
