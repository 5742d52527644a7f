// SPDX-License-Identifier: MIT
// The frames come at instants 1/60 s apart, only when asked for, and late ones are counted.
#include "posix/clock.h"
#include "ui/pacer.h"

#include <QSignalSpy>
#include <QTest>

#include <thread>

using namespace seeipc;

namespace {

constexpr std::int64_t period = 1'000'000'000 / 60;

} // namespace

class TestPacer : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void nobodyAsksAndNothingComes()
    {
        Pacer pacer;
        QSignalSpy frames(&pacer, &Pacer::frame);
        QVERIFY(!frames.wait(100));
        QCOMPARE(pacer.frames(), 0);
    }

    void oneFrameComesHoweverOftenItIsAskedFor()
    {
        Pacer pacer;
        QSignalSpy frames(&pacer, &Pacer::frame);
        for (int i = 0; i < 10; ++i)
            pacer.request();
        QVERIFY(frames.wait(1000));
        QVERIFY(!frames.wait(100));
        QCOMPARE(frames.count(), 1);
    }

    void noFrameComesBeforeItsInstant()
    {
        Pacer pacer;
        std::vector<std::int64_t> times;
        connect(&pacer, &Pacer::frame, this, [&] {
            times.push_back(monotonicNanoseconds());
            if (times.size() < 30)
                pacer.request();
        });
        pacer.request();
        QTRY_COMPARE_WITH_TIMEOUT(times.size(), std::size_t{30}, 10000);
        for (std::size_t i = 1; i < times.size(); ++i) // each belongs to an instant of its own
            QVERIFY(times[i] / period > times[i - 1] / period);
    }

    void aBusyFrameDelaysNoneButTheNext()
    {
        Pacer pacer;
        std::vector<std::int64_t> instants;
        connect(&pacer, &Pacer::frame, this, [&] {
            instants.push_back(monotonicNanoseconds() / period);
            if (instants.size() == 1)
                std::this_thread::sleep_for(std::chrono::milliseconds(60));
            if (instants.size() < 3)
                pacer.request();
        });
        pacer.request();
        QTRY_COMPARE_WITH_TIMEOUT(instants.size(), std::size_t{3}, 10000);
        QVERIFY(instants[1] - instants[0] >= 3);
        QVERIFY(pacer.worstNanoseconds() >= 60'000'000);
    }

    void aLateFrameIsCounted()
    {
        Pacer pacer;
        QSignalSpy frames(&pacer, &Pacer::frame);
        pacer.request();
        std::this_thread::sleep_for(std::chrono::milliseconds(100)); // the loop is kept from it
        QTRY_COMPARE_WITH_TIMEOUT(frames.count(), 1, 1000);
        QVERIFY2(pacer.lateFrames() >= 4, qPrintable(QString::number(pacer.lateFrames())));
    }
};

QTEST_GUILESS_MAIN(TestPacer)
#include "tst_pacer.moc"
