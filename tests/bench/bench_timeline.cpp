// SPDX-License-Identifier: MIT
// How long a frame of the timeline takes, over a trace of 20 million events, at 1920 pixels: laying
// out and painting, near and far, and with a hundred more events each frame.
#include "mechanisms/registry.h"
#include "posix/clock.h"
#include "ui/scene/timelinelayout.h"
#include "ui/scene/timelinepainter.h"

#include <QGuiApplication>
#include <QImage>
#include <QPainter>

#include <cstdio>

using namespace seeipc;

namespace {

constexpr std::int64_t wantedEvents = 20'000'000;
constexpr int frames = 60;
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

/// Milliseconds a frame; each is drawn whole, with `appended` turns more than the one before.
Frames measure(Machine &source, TimeAxis axis, double length, int appended)
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
        for (int turn = 0; turn < appended; ++turn)
            source.turn();
        const auto start = monotonicNanoseconds();
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
        const auto milliseconds = static_cast<double>(monotonicNanoseconds() - start) / 1e6;
        taken.mean += milliseconds / frames;
        taken.worst = std::max(taken.worst, i == 0 ? 0 : milliseconds);
    }
    return taken;
}

} // namespace

int main(int argc, char **argv)
{
    const QGuiApplication application(argc, argv);
    Machine source;
    const auto start = monotonicNanoseconds();
    while (source.trace.count() < wantedEvents) {
        for (int turn = 0; turn < 10'000; ++turn)
            source.turn();
        source.changes.follow(source.trace);
    }
    const auto appended = static_cast<double>(monotonicNanoseconds() - start);
    const auto count = static_cast<double>(source.trace.count());
    std::printf("events                 %lld, details of the last %lld\n",
                static_cast<long long>(source.trace.count()),
                static_cast<long long>(source.trace.count() - source.trace.first()));
    std::printf("append                 %.0f ns an event\n", appended / count);
    std::printf("index                  %.2f B an event\n",
                static_cast<double>(source.trace.index().bytes()) / count);
    for (const double columns : {20.0, 500.0, 1500.0, 10'000.0, 60'000.0, 1e6, 8e6}) {
        const auto taken = measure(source, TimeAxis::ByEvent, columns, 0);
        std::printf("by event %8.0f cols  %.2f ms a frame, worst %.2f\n", columns, taken.mean,
                    taken.worst);
    }
    for (const double seconds : {1e-5, 1e-3, 1e-2, 0.1, 1.0, 10.0, 40.0}) {
        const auto taken = measure(source, TimeAxis::ByClock, seconds * 1e9, 0);
        std::printf("by clock %10.5f s   %.2f ms a frame, worst %.2f\n", seconds, taken.mean,
                    taken.worst);
    }
    for (const double columns : {20.0, 1500.0, 60'000.0}) {
        const auto taken = measure(source, TimeAxis::ByEvent, columns, 5'000);
        std::printf(
            "live, %8.0f cols     %.2f ms a frame; at 10 frames a second %.1f %% of a core\n",
            columns, taken.mean, taken.mean);
    }
    return 0;
}
