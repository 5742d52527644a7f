// SPDX-License-Identifier: MIT
// The rules of a pipe's page slots, one by one.
#include "events/pipeslots.h"

#include <QTest>

#include <cerrno>
#include <cstdint>

using namespace seeipc;

class TestPipeSlots : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void onlyTheNewestSlotWithRoomTakesMore()
    {
        PipeSlots slots(16'384);
        (void)slots.write(4096);
        (void)slots.write(100);
        QVERIFY(!slots.takesMore(0)); // full, and not the newest
        QVERIFY(slots.takesMore(1));
        (void)slots.write(3996);
        QCOMPARE(slots.usedSlots(), std::size_t{2});
        QVERIFY(!slots.takesMore(1)); // full
        QVERIFY(!slots.takesMore(2)); // free
    }

    void capacityCountsSlotsNotBytes_data()
    {
        QTest::addColumn<int>("size");
        QTest::addColumn<int>("stored");
        const int rows[][2] = {{1, 65536},    {100, 64000},  {1000, 64000}, {2048, 65536},
                               {2049, 32784}, {3000, 48000}, {4095, 65520}, {4096, 65536},
                               {4097, 45066}, {5000, 54096}};
        for (const auto &row : rows)
            QTest::addRow("writes of %d", row[0]) << row[0] << row[1];
    }

    /// The catalogue's numbers, for pages of 4096 bytes.
    void capacityCountsSlotsNotBytes()
    {
        QFETCH(int, size);
        QFETCH(int, stored);
        PipeSlots model;
        while (model.write(static_cast<std::size_t>(size)).error == 0) {}
        QCOMPARE(static_cast<int>(model.fill()), stored);
    }

    void aSlotIsFreeOnlyWhenItsLastByteIsGone()
    {
        PipeSlots model;
        while (model.write(1).error == 0) {}
        QCOMPARE(model.fill(), std::size_t{65536});
        model.read(1);
        QVERIFY(!model.isWritable());
        model.read(4094);
        QVERIFY(!model.isWritable());
        QCOMPARE(model.slots().front().offset, 4095U);
        QCOMPARE(model.resume(1), std::size_t{0});
        model.read(1);
        QVERIFY(model.isWritable());
        QCOMPARE(model.resume(1), std::size_t{1});
        QCOMPARE(model.fill(), std::size_t{61441});
    }

    void resizeIsRefusedAsTheKernelRefuses_data()
    {
        QTest::addColumn<qint64>("asked");
        QTest::addColumn<qint64>("result");
        QTest::addColumn<int>("error");
        QTest::newRow("0 means one page, too few") << qint64(0) << qint64(-1) << EBUSY;
        QTest::newRow("rounded up") << qint64(20481) << qint64(32768) << 0;
        QTest::newRow("below the used slots") << qint64(16384) << qint64(-1) << EBUSY;
        QTest::newRow("above pipe-max-size") << qint64(1048577) << qint64(-1) << EPERM;
        QTest::newRow("negative") << qint64(-1) << qint64(-1) << EINVAL;
    }

    void resizeIsRefusedAsTheKernelRefuses()
    {
        QFETCH(qint64, asked);
        QFETCH(qint64, result);
        QFETCH(int, error);
        PipeSlots model;
        model.write(20000);
        QCOMPARE(model.resize(asked, 1048576), (SlotsOutcome{result, error}));
        if (error != 0)
            QCOMPARE(model.capacity(), std::size_t{65536});
    }

    void aPacketIsReadAloneAndWhatIsLeftOfItIsDropped()
    {
        PipeSlots model;
        model.write(10, 0, WriteMode::Packets);
        model.write(10, 0, WriteMode::Packets); // no merge: a packet has a slot of its own
        QCOMPARE(model.usedSlots(), std::size_t{2});
        QCOMPARE(model.read(4).result, std::int64_t{4});
        QCOMPARE(model.fill(), std::size_t{10});
        QCOMPARE(model.read(100).result, std::int64_t{10});
        QVERIFY(!model.isReadable());
    }

    void aPacketMergesIntoAnOlderStreamTail()
    {
        PipeSlots model;
        model.write(10);
        model.write(10, 0, WriteMode::Packets);
        QCOMPARE(model.usedSlots(), std::size_t{1});
        QVERIFY(!model.slots().front().packet);
    }

    void teeCopiesAndKeepsItsOwn()
    {
        PipeSlots from;
        PipeSlots to(4096);
        from.write(10, 3);
        QCOMPARE(from.tee(to, 4), (SlotsOutcome{4, 0}));
        QCOMPARE(from.fill(), std::size_t{10});
        QCOMPARE(to.slots().front().writer, std::uint8_t{3});
        QVERIFY(!to.takesMore(0)); // the page is in both: nobody may put bytes behind these
        QVERIFY(from.takesMore(0));
        QCOMPARE(from.tee(to, 4), (SlotsOutcome{-1, EAGAIN})); // full
    }

    void spliceMovesAWholeSlotAsItIsAndCutsAnother()
    {
        PipeSlots from;
        PipeSlots to;
        from.write(10);
        QCOMPARE(from.splice(to, 4), (SlotsOutcome{4, 0}));
        QCOMPARE(from.slots().front().offset, 4U);
        QVERIFY(!to.takesMore(0));
        QCOMPARE(from.splice(to, 100), (SlotsOutcome{6, 0}));
        QVERIFY(to.takesMore(1));
        QCOMPARE(from.splice(to, 1), (SlotsOutcome{-1, EAGAIN})); // empty
    }

    void whatTheModelWouldRefuseCanBeForced()
    {
        PipeSlots model(8192);
        model.forceWrite(20000, 7);
        QCOMPARE(model.fill(), std::size_t{20000});
        QCOMPARE(model.slots().back().writer, std::uint8_t{7});
        model.forceRead(30000);
        QCOMPARE(model.fill(), std::size_t{0});
        QCOMPARE(model.usedSlots(), std::size_t{0});
    }

    void whatIsBeyondTheSlotsLiesInThoseThatAreNotFull()
    {
        PipeSlots model(16384);
        model.forceWrite(4096, 1);
        model.resume(100, 2);
        model.resume(4096, 3);
        model.resume(4096, 1);
        model.forceWrite(3000, 3);
        QCOMPARE(model.usedSlots(), std::size_t{5});
        model.squeeze();
        QCOMPARE(model.fill(), std::size_t{4096 + 100 + 4096 + 4096 + 3000});
        std::vector<std::pair<std::uint32_t, int>> slots;
        for (const auto &slot : model.slots())
            slots.emplace_back(slot.length, slot.writer);
        QCOMPARE(slots, (std::vector<std::pair<std::uint32_t, int>>{
                            {4096, 1}, {3100, 2}, {4096, 3}, {4096, 1}}));
        QVERIFY(model.slots()[1].guessed);
        QVERIFY(!model.slots()[2].guessed);
    }
};

QTEST_APPLESS_MAIN(TestPipeSlots)
#include "tst_pipeslots.moc"
