// SPDX-License-Identifier: MIT
// How long a frame of the timeline takes at 1920 pixels, laying out and painting, near and far: over a
// hundred million made events (SEEIPC_EVENTS: as many), with as many more before each frame as two workers
// make in it, zooming all the while; and over those of a real session that goes on at full speed.
#include "mechanisms/registry.h"
#include "posix/clock.h"
#include "scenario/loader.h"
#include "session/session.h"
#include "ui/scene/timelinelayout.h"
#include "ui/scene/timelinepainter.h"

#include <QGuiApplication>
#include <QImage>
#include <QPainter>

#include <cmath>
#include <cstdio>
#include <cstdlib>

using namespace seeipc;

namespace {

constexpr std::int64_t usualEvents = 100'000'000;
constexpr std::int64_t recordedEvents = 3'000'000;
constexpr int frames = 60;
constexpr int turnsAFrame = 5'000; ///< of 2.1 events: 600 000 a second at 60 frames
constexpr double nearest = 20;     ///< columns
constexpr double farthest = 5e7;
const QSize card{1800, 250};

/// A writer and a reader at full speed: four events of a turn, in 2 microseconds each.
class Machine
{
public:
    Machine() : trace(Snapshot(2, 1)), m_write(*findCall("write")), m_read(*findCall("read"))
    {
        Event pipe;
        pipe.worker = 0;
        pipe.effect = Effect::MakeChannel;
        pipe.call = *findCall("pipe");
        pipe.channel = 0;
        pipe.out = {3, 4, 65536, 1};
        pipe.queuedBytes = 0;
        trace.append(pipe);
    }

    void turn()
    {
        const bool isRead = m_turn % 32 >= 16;
        Event event;
        event.worker = isRead ? 1 : 0;
        event.kind = EventKind::CallEntered;
        event.channel = 0;
        event.call = isRead ? m_read : m_write;
        event.effect = isRead ? Effect::Read : Effect::Write;
        event.arguments = {isRead ? 3 : 4, 4096};
        event.entered = event.time = next();
        trace.append(event);
        if (m_turn % 8 == 0) {
            auto look = event;
            look.kind = EventKind::ProcessSampled;
            look.out[0] = static_cast<std::int64_t>(Sleep::Asleep);
            look.time = next();
            trace.append(look);
        }
        event.kind = EventKind::CallReturned;
        event.time = next();
        event.result = 4096;
        m_queued += isRead ? -4096 : 4096;
        m_moved[isRead ? 1 : 0] += 4096;
        event.queuedBytes = m_queued;
        event.out = {isRead ? m_moved[1] : 0, isRead ? 0 : m_moved[0], absent, absent};
        trace.append(event);
        ++m_turn;
    }

    void advance(int turns)
    {
        for (int i = 0; i < turns; ++i)
            turn();
    }

    Trace trace;
    TimelineChanges changes;
    std::int64_t now() const { return m_now; }

private:
    std::int64_t next() { return m_now += 2'000; }

    CallId m_write;
    CallId m_read;
    std::int64_t m_turn = 0;
    std::int64_t m_now = 0;
    std::int64_t m_queued = 0;
    std::array<std::int64_t, 2> m_moved{};
};

/// Two real workers of pipe-flow, as fast as they can.
class Recorded
{
public:
    Recorded() : trace(Snapshot(2, 1)) {}

    bool start()
    {
        SessionOptions options;
        options.scenario = std::get<Scenario>(loadScenario(*findScenario("pipe-flow")));
        auto started = Session::start(std::move(options));
        if (!started)
            return false;
        m_session = std::move(*started);
        return true;
    }

    /// What has come since; they set the pace.
    void advance(int)
    {
        for (const auto &event : m_session->drain())
            trace.append(event);
    }

    Trace trace;
    TimelineChanges changes;
    std::int64_t now() const { return m_session->now(); }

private:
    std::unique_ptr<Session> m_session;
};

Cast pipeCast()
{
    Cast cast;
    cast.parts = {{"writer", {}, {0}, {"write"}, Column::Left},
                  {"reader", {0}, {}, {"read"}, Column::Right}};
    cast.channels = {{"p", "pipe", true}};
    return cast;
}

struct Frames
{
    double mean = 0;
    double worst = 0;
};

/// The CPU time of this thread: the real workers want the same CPUs.
std::int64_t ownNanoseconds()
{
    timespec time{};
    ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return time.tv_sec * 1'000'000'000LL + time.tv_nsec;
}

/// From near to far and back.
double zoomed(int frame)
{
    const double part = 1 - std::abs(2.0 * frame / frames - 1);
    return nearest * std::pow(farthest / nearest, part);
}

/// Milliseconds of CPU a frame; each is drawn whole, with `appended` turns more than the one before. Length 0: it
/// zooms.
template<typename Source>
Frames measure(Source &source, TimeAxis axis, double wanted, int appended)
{
    const auto cast = pipeCast();
    const TextMeasure measure(TypeScale::forWindow({1920, 1080}));
    const auto frame = timelineFrame(cast, measure, QSizeF(card), axis);
    TimelinePainter painter(measure, themeOf(ThemeName::Light));
    QImage image(card, QImage::Format_RGB32);
    SnapshotCache begin;
    const WaitsFor nobody;
    Frames taken;
    for (int i = 0; i < frames; ++i) {
        const auto length = wanted > 0 ? wanted : zoomed(i);
        source.advance(appended);
        const auto start = ownNanoseconds();
        source.changes.follow(source.trace);
        const auto newest =
            TimelinePlaces{source.trace, source.changes, axis, source.now()}.newest();
        const TimeWindow window{newest - length, newest};
        const auto places = timelinePlaces(source.trace, source.changes, axis, source.now(), frame,
                                           window);
        const auto layout = layOutTimeline({cast,
                                            places,
                                            nobody,
                                            measure,
                                            window,
                                            source.now(),
                                            {source.trace.count(), source.now()},
                                            true,
                                            {},
                                            {}},
                                           frame, begin);
        QPainter drawn(&image);
        painter.paintCard(drawn, QSizeF(card), false);
        painter.paint(drawn, layout, frame);
        drawn.end();
        const auto milliseconds = static_cast<double>(ownNanoseconds() - start) / 1e6;
        taken.mean += milliseconds / frames;
        taken.worst = std::max(taken.worst, i == 0 ? 0 : milliseconds);
    }
    return taken;
}

template<typename Source>
void describe(const Source &source, double appended)
{
    const auto count = static_cast<double>(source.trace.count());
    std::printf("events                 %lld, details of the last %lld\n",
                static_cast<long long>(source.trace.count()),
                static_cast<long long>(source.trace.count() - source.trace.first()));
    std::printf("append                 %.0f ns an event\n", appended / count);
    std::printf("index                  %.3f B an event, %.1f MB\n",
                static_cast<double>(source.trace.index().bytes()) / count,
                static_cast<double>(source.trace.index().bytes()) / 1e6);
}

void report(const char *what, const Frames &taken)
{
    std::printf("%-26s %.2f ms a frame, worst %.2f\n", what, taken.mean, taken.worst);
}

std::string named(const char *format, double number)
{
    std::array<char, 64> text{};
    std::snprintf(text.data(), text.size(), format, number);
    return text.data();
}

void measureMade(std::int64_t events)
{
    Machine source;
    const auto start = monotonicNanoseconds();
    while (source.trace.count() < events) {
        source.advance(10'000);
        source.changes.follow(source.trace);
    }
    describe(source, static_cast<double>(monotonicNanoseconds() - start));
    for (const double columns : {20.0, 500.0, 1500.0, 10'000.0, 60'000.0, 1e6, 8e6, 4e7})
        report(named("by event %10.0f cols", columns).c_str(),
               measure(source, TimeAxis::ByEvent, columns, 0));
    for (const double seconds : {1e-5, 1e-3, 1e-2, 0.1, 1.0, 10.0, 100.0})
        report(named("by clock %10.5f s", seconds).c_str(),
               measure(source, TimeAxis::ByClock, seconds * 1e9, 0));
    for (const double columns : {20.0, 1500.0, 60'000.0})
        report(named("live %14.0f cols", columns).c_str(),
               measure(source, TimeAxis::ByEvent, columns, turnsAFrame));
    report("live, zooming", measure(source, TimeAxis::ByEvent, 0, turnsAFrame));
}

void measureRecorded()
{
    Recorded source;
    if (!source.start()) {
        std::printf("no session could be started\n");
        return;
    }
    const auto start = monotonicNanoseconds();
    std::int64_t appending = 0;
    constexpr std::int64_t longest = 120'000'000'000;
    while (source.trace.count() < recordedEvents && monotonicNanoseconds() - start < longest) {
        const auto before = monotonicNanoseconds();
        source.advance(0);
        source.changes.follow(source.trace);
        appending += monotonicNanoseconds() - before;
        const timespec pause{0, 4'000'000};
        ::nanosleep(&pause, nullptr);
    }
    std::printf("\nrecorded, %.0f events a second\n",
                static_cast<double>(source.trace.count()) * 1e9
                    / static_cast<double>(monotonicNanoseconds() - start));
    describe(source, static_cast<double>(appending));
    for (const double columns : {20.0, 1500.0, 60'000.0, 4e6})
        report(named("live %14.0f cols", columns).c_str(),
               measure(source, TimeAxis::ByEvent, columns, 1));
    report("live, zooming", measure(source, TimeAxis::ByEvent, 0, 1));
}

} // namespace

int main(int argc, char **argv)
{
    const QGuiApplication application(argc, argv);
    const char *asked = std::getenv("SEEIPC_EVENTS");
    measureMade(asked ? std::atoll(asked) : usualEvents);
    measureRecorded();
    return 0;
}
