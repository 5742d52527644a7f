// SPDX-License-Identifier: MIT
// The instant that the window shows, on real sessions: a frozen picture stays while processes go on,
// and what lies back in time is shown as it was then.
#include "support.h"
#include "ui/model/playhead.h"
#include "ui/pacer.h"

#include <QSignalSpy>

using namespace seeipc;

namespace {

constexpr int patience = 20'000; ///< milliseconds
constexpr Pace quick{2'000'000};

} // namespace

class TestPlayhead : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_pacer = std::make_unique<Pacer>();
        m_model = std::make_unique<SessionModel>(*m_pacer);
    }

    void cleanup()
    {
        m_model.reset();
        m_pacer.reset();
    }

    void liveIsTheNewest()
    {
        run("pipe-flow", quick);
        QVERIFY(playhead().isLive());
        QCOMPARE(playhead().position(), m_model->trace().count());
        QVERIFY(m_model->snapshot() == m_model->live());
        QVERIFY(playhead().time() >= m_model->live().time);
    }

    void aFrozenPictureStaysWhileProcessesGoOn()
    {
        run("pipe-flow", quick);
        const auto before = m_model->live();
        playhead().freeze();
        const auto time = m_model->now();
        const auto caption = m_model->caption(Language::English).what;
        QSignalSpy changed(m_model.get(), &SessionModel::changed);
        QSignalSpy recorded(m_model.get(), &SessionModel::recorded);
        const auto count = m_model->trace().count();
        QTRY_VERIFY_WITH_TIMEOUT(m_model->trace().count() > count + 100, patience);
        QVERIFY(!m_model->isHeld());
        QVERIFY(m_model->snapshot() == before);
        QVERIFY(m_model->live().events > before.events);
        QCOMPARE(m_model->now(), time);
        QCOMPARE(m_model->caption(Language::English).what, caption);
        QCOMPARE(changed.count(), 0);
        QVERIFY(recorded.count() > 0);
        playhead().goLive();
        QVERIFY(m_model->snapshot() == m_model->live());
        QVERIFY(m_model->now() > time);
        QCOMPARE(changed.count(), 1);
    }

    void aFrozenPictureIsNotTooFastToTell()
    {
        run("pipe-flow", quick);
        const auto what = [this] { return m_model->caption(Language::English).what; };
        const std::string tooFast = "Too fast to tell call by call";
        QTRY_VERIFY_WITH_TIMEOUT(what().starts_with(tooFast), patience);
        playhead().freeze();
        QVERIFY(!what().starts_with(tooFast));
    }

    /// At full speed the kernel is asked at each 64th call: the tube, the caption and the inspector of an
    /// instant between two of them have one figure, what the calls up to it made of the last.
    void aFrozenInstantHasOneFill()
    {
        run("pipe-flow", {});
        for (int i = 0; i < 20; ++i) {
            QTest::qWait(20);
            playhead().freeze();
            const auto &channel = m_model->snapshot().channels[0];
            QVERIFY(channel.isFillOfNow() || channel.disagrees);
            if (channel.queued.source == Source::Inferred)
                QCOMPARE(*channel.queued.value, static_cast<std::int64_t>(channel.slots.fill()));
            playhead().goLive();
        }
    }

    /// Within calls that were only counted nobody knows the fill, and no call before them is told as the
    /// last.
    void amidCallsThatWereNotKeptNothingIsClaimed()
    {
        run("pipe-flow", {});
        QTRY_VERIFY_WITH_TIMEOUT(m_model->live().lost > 0, patience);
        playhead().freeze();
        const auto &trace = m_model->trace();
        auto loss = trace.first();
        while (trace.at(loss).kind != EventKind::EventsLost)
            ++loss;
        const auto event = trace.at(loss);
        playhead().moveToTime(event.time - 1);
        const auto &channel = m_model->snapshot().channels[0];
        QVERIFY(!channel.slotsExact);
        QVERIFY(channel.queued.source == Source::Inferred || channel.disagrees);
        const auto caption = sentence(m_model->caption(Language::English), Language::English);
        QVERIFY2(caption.find("not kept") != std::string::npos, caption.c_str());
        QVERIFY2(caption.find("holds about") != std::string::npos, caption.c_str());
        playhead().moveTo(loss + 1); // they are told
        QVERIFY(m_model->snapshot().last->kind != EventKind::EventsLost);
    }

    void anInstantOfThePastIsTheFoldUpToIt()
    {
        run("pipe-flow", quick);
        m_model->setHeld(true);
        QTRY_VERIFY_WITH_TIMEOUT(isSettled(*m_model), patience);
        const auto &trace = m_model->trace();
        Snapshot fold = trace.snapshotAt(0);
        for (std::int64_t position = 0; position < trace.count(); ++position) {
            playhead().moveTo(position);
            auto instant = fold; // but for a fill that calls have made since it was asked for
            if (!instant.channels[0].isFillOfNow())
                instant.channels[0].queued = m_model->snapshot().channels[0].queued;
            QVERIFY(m_model->snapshot() == instant);
            QCOMPARE(m_model->now(), fold.time);
            QCOMPARE(m_model->waits().waits.size(), waitsFor(fold).waits.size());
            apply(fold, trace.at(position));
        }
    }

    void goingBackTakesBytesBack()
    {
        run("pipe-flow", quick);
        m_model->setHeld(true);
        QTRY_VERIFY_WITH_TIMEOUT(isSettled(*m_model), patience);
        const auto bytes = m_model->snapshot().channels[0].bytesIn;
        QVERIFY(bytes > 0);
        playhead().moveToTime(0);
        QVERIFY(!m_model->snapshot().channels[0].exists);
        QCOMPARE(m_model->snapshot().channels[0].bytesIn, 0);
        QVERIFY(!playhead().isLive());
        playhead().goLive();
        QCOMPARE(m_model->snapshot().channels[0].bytesIn, bytes);
    }

    void aTimeShowsWhatHadHappenedByThen()
    {
        run("pipe-flow", quick);
        const auto half = m_model->liveTime() / 2;
        playhead().moveToTime(half);
        QCOMPARE(m_model->now(), half);
        QVERIFY(m_model->snapshot().time <= half);
        const auto position = playhead().position();
        QVERIFY(m_model->trace().at(position).time > half);
        playhead().moveToTime(m_model->liveTime() + 1'000'000'000); // there is no picture of later
        QVERIFY(m_model->now() <= m_model->liveTime());
    }

    void changesAreGoneThroughBothWays()
    {
        run("pipe-flow", quick);
        playhead().toPreviousChange();
        QVERIFY(!playhead().isLive());
        const auto one = playhead().position();
        const auto picture = m_model->snapshot();
        playhead().toPreviousChange();
        QVERIFY(playhead().position() < one);
        QVERIFY(!(m_model->snapshot() == picture));
        playhead().toNextChange();
        QCOMPARE(playhead().position(), one);
        QVERIFY(m_model->snapshot() == picture);
    }

    void controlsActOnTheProcessesOfNow()
    {
        run("pipe-flow", quick);
        m_model->setHeld(true);
        QTRY_VERIFY_WITH_TIMEOUT(isSettled(*m_model), patience);
        m_model->select(m_model->live().processes[0].state == ProcessState::AtGate ? 0 : 1);
        const bool could = m_model->canStep();
        playhead().moveToTime(0); // where nobody had been started
        QCOMPARE(m_model->canStep(), could);
    }

    void aNewSessionIsShownLive()
    {
        run("pipe-flow", quick);
        playhead().freeze();
        QVERIFY(m_model->startOver().has_value());
        QVERIFY(playhead().isLive());
        QVERIFY(m_model->snapshot() == m_model->live());
        QTRY_VERIFY_WITH_TIMEOUT(m_model->snapshot().channels[0].bytesIn > 0, patience);
    }

    void ratesAreThoseOfTheInstant()
    {
        run("pipe-flow", {});
        QTRY_VERIFY_WITH_TIMEOUT(m_model->live().time > 1'000'000'000, patience);
        playhead().moveTo(m_model->trace().count());
        QVERIFY(m_model->rates().calls[0] > 100);
        playhead().moveToTime(0);
        QVERIFY(m_model->rates().isZero());
        QCOMPARE(m_model->rates().calls.size(), std::size_t{2});
    }

    void agesAreThoseOfTheInstant()
    {
        run("pipe-flow", quick);
        QVERIFY(m_model->ageStep() > 1);
        QTRY_VERIFY_WITH_TIMEOUT(m_model->liveTime() > 800'000'000, patience);
        QVERIFY(m_model->ageTime() <= m_model->now());
        playhead().moveToTime(712'345'678);
        QCOMPARE(m_model->ageTime(), m_model->now());
        QCOMPARE(m_model->ageStep(), std::int64_t{1});
    }

private:
    Playhead &playhead() { return m_model->playhead(); }

    void run(std::string_view id, Pace pace)
    {
        m_model->setPace(pace);
        QVERIFY(m_model->open(demo(id), {}).has_value());
        QTRY_VERIFY_WITH_TIMEOUT(
            m_model->live().channels[0].bytesOut > 0 && m_model->trace().count() > 50, patience);
    }

    std::unique_ptr<Pacer> m_pacer;
    std::unique_ptr<SessionModel> m_model;
};

QTEST_MAIN(TestPlayhead)
#include "tst_playhead.moc"
