// SPDX-License-Identifier: MIT
// Which call made another possible that returned before it.
#include "events/causes.h"

#include <QTest>

#include <cerrno>

using namespace seeipc;

namespace {

constexpr WorkerId writer = 0;
constexpr WorkerId reader = 1;

Event returned(WorkerId worker, Effect effect, std::int64_t entered, std::int64_t time,
               std::int64_t result, int error = 0)
{
    Event event;
    event.worker = worker;
    event.effect = effect;
    event.channel = 0;
    event.arguments = {effect == Effect::Read ? 3 : 4, 4096};
    event.entered = entered;
    event.time = time;
    event.result = result;
    event.error = error;
    return event;
}

/// A pipe of one page from one to the other; both hold their end alone.
Snapshot onePage()
{
    Snapshot snapshot(2, 1);
    auto made = returned(writer, Effect::MakeChannel, 1, 2, 0);
    made.out = {3, 4, 4096, 4711};
    made.queuedBytes = 0;
    apply(snapshot, made);
    auto fork = returned(writer, Effect::Fork, 3, 4, 101);
    fork.other = reader;
    apply(snapshot, fork);
    for (const auto &[worker, fd] : {std::pair{writer, 3}, std::pair{reader, 4}}) {
        auto close = returned(worker, Effect::Close, 5, 6, 0);
        close.arguments = {fd, 0};
        apply(snapshot, close);
    }
    return snapshot;
}

Snapshot fullPage()
{
    auto snapshot = onePage();
    apply(snapshot, returned(writer, Effect::Write, 10, 11, 4096));
    return snapshot;
}

} // namespace

class TestCauses : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatIsMissing_data()
    {
        QTest::addColumn<bool>("isFull");
        QTest::addColumn<int>("effect");
        QTest::addColumn<int>("result");
        QTest::addColumn<int>("error");
        QTest::addColumn<bool>("isMissing");
        constexpr int read = static_cast<int>(Effect::Read);
        constexpr int write = static_cast<int>(Effect::Write);
        QTest::newRow("room enough") << false << write << 4096 << 0 << false;
        QTest::newRow("no room") << true << write << 1 << 0 << true;
        QTest::newRow("refused: nothing moved") << true << write << -1 << EAGAIN << false;
        QTest::newRow("cut short, and a reader is there") << false << write << 1 << 0 << true;
        QTest::newRow("EPIPE, and a reader is there") << false << write << -1 << EPIPE << true;
        QTest::newRow("bytes enough") << true << read << 4096 << 0 << false;
        QTest::newRow("no bytes") << false << read << 1 << 0 << true;
        QTest::newRow("end of file, and a writer is there") << false << read << 0 << 0 << true;
    }
    void whatIsMissing()
    {
        QFETCH(const bool, isFull);
        QFETCH(const int, effect);
        QFETCH(const int, result);
        QFETCH(const int, error);
        const auto kind = static_cast<Effect>(effect);
        const auto worker = kind == Effect::Read ? reader : writer;
        QTEST(Causes::isMissing(isFull ? fullPage() : onePage(),
                                returned(worker, kind, 20, 30, result, error)),
              "isMissing");
    }

    /// The bytes that it had in before it slept are not asked for a second time.
    void aWriteThatWaitsLacksOnlyItsRest()
    {
        auto snapshot = onePage();
        auto open = Causes::opened(returned(writer, Effect::Write, 20, 30, 5000), 21);
        open.arguments[1] = 5000;
        apply(snapshot, open);
        auto effect = returned(writer, Effect::Write, 20, 30, 4096);
        QVERIFY(!Causes::isMissing(snapshot, effect));
        effect.result = 5000;
        QVERIFY(Causes::isMissing(snapshot, effect));
        apply(snapshot, returned(reader, Effect::Read, 25, 31, 4096));
        QVERIFY(!Causes::isMissing(snapshot, effect));
    }

    void whatMayBeTheCause()
    {
        const auto effect = returned(writer, Effect::Write, 20, 30, 4096);
        const auto cause = returned(reader, Effect::Read, 25, 35, 4096);
        QVERIFY(Causes::mayBe(cause, effect));
        auto other = cause;
        other.entered = 30; // the sleeper had returned already
        QVERIFY(!Causes::mayBe(other, effect));
        other = cause;
        other.worker = writer;
        QVERIFY(!Causes::mayBe(other, effect));
        other = cause;
        other.channel = 1;
        QVERIFY(!Causes::mayBe(other, effect));
        other = cause;
        other.result = 0;
        QVERIFY(!Causes::mayBe(other, effect));
        other = cause;
        other.setBack = true; // nobody is both
        QVERIFY(!Causes::mayBe(other, effect));
        QVERIFY(!Causes::mayBe(returned(reader, Effect::Close, 25, 35, 0), effect));
        auto cutShort = effect;
        cutShort.result = 1000;
        QVERIFY(Causes::mayBe(returned(reader, Effect::Close, 25, 35, 0), cutShort));
        QVERIFY(Causes::mayBe(returned(writer, Effect::Close, 25, 35, 0),
                              returned(reader, Effect::Read, 20, 30, 0)));
    }

    /// Told the right way round the model stays exact, and the newer number stays.
    void theFoldOfAnEffectBehindItsCause()
    {
        auto snapshot = fullPage();
        auto write = returned(writer, Effect::Write, 20, 30, 4096);
        write.queuedBytes = 0; // not read yet, as it says: older than the reader's
        apply(snapshot, Causes::opened(write, 20));
        auto read = returned(reader, Effect::Read, 25, 35, 4096);
        read.queuedBytes = 4096;
        apply(snapshot, read);
        const auto &channel = snapshot.channels[0];
        QCOMPARE(channel.queued.value.value_or(-1), 0); // it had room, whatever came after
        QCOMPARE(channel.queued.source, Source::Inferred);
        QCOMPARE(channel.slots.fill(), 0U);
        write.setBack = true;
        apply(snapshot, write);
        QVERIFY(channel.slotsExact);
        QVERIFY(!channel.disagrees && channel.early.empty() && channel.debt == 0);
        QCOMPARE(channel.slots.fill(), 4096U);
        QCOMPARE(channel.queued.value.value_or(-1), 4096);
        QCOMPARE(channel.queued.source, Source::Reported);
        QVERIFY(channel.isFillOfNow());
        QVERIFY(!snapshot.processes[writer].inCall);
    }
};

QTEST_GUILESS_MAIN(TestCauses)
#include "tst_causes.moc"
