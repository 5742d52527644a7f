// SPDX-License-Identifier: MIT
// How long the window stands still for the table of events, over a record whose 2 million details
// are all kept and then let go of: the first listing, live frames, all selected, a copy, and an
// instant far back. The frame's slice and what Qt lays out and paints of it are a step each.
#include "events/trace.h"
#include "mechanisms/registry.h"
#include "posix/clock.h"
#include "ui/views/eventcopy.h"
#include "ui/views/eventlist.h"
#include "ui/views/eventtable.h"

#include <QApplication>
#include <QScrollBar>

#include <algorithm>
#include <cstdio>

using namespace seeipc;

namespace {

constexpr std::int64_t sliceNanoseconds = 5'000'000; ///< as the drawer takes
constexpr int liveFrames = 300;
constexpr int eventsAFrame = 2'000;
constexpr double budget = 16; ///< milliseconds

/// A writer and a reader at full speed, each call seen.
class Record
{
public:
    Record() : trace(Snapshot(2, 1)), m_write(*findCall("write")), m_read(*findCall("read")) {}

    void add(std::int64_t count)
    {
        for (std::int64_t i = 0; i < count; ++i) {
            const bool isRead = i % 2 == 1;
            Event event;
            event.worker = isRead ? 1 : 0;
            event.call = isRead ? m_read : m_write;
            event.effect = isRead ? Effect::Read : Effect::Write;
            event.arguments = {isRead ? 3 : 4, 4096};
            event.result = 4096;
            event.time = event.entered = m_now += 2'000;
            trace.append(event);
        }
    }

    Trace trace;

private:
    CallId m_write;
    CallId m_read;
    std::int64_t m_now = 0;
};

/// Milliseconds of many steps.
class Steps
{
public:
    template<typename Step>
    auto time(Step step)
    {
        const auto start = monotonicNanoseconds();
        const auto isMore = step();
        const auto taken = static_cast<double>(monotonicNanoseconds() - start) / 1e6;
        m_worst = std::max(m_worst, taken);
        m_sum += taken;
        ++m_count;
        return isMore;
    }
    void print(const char *what) const
    {
        std::printf("%-38s %6d steps, mean %6.2f ms, worst %6.2f  (budget %.0f)\n", what, m_count,
                    m_sum / std::max(1, m_count), m_worst, budget);
    }

private:
    double m_worst = 0;
    double m_sum = 0;
    int m_count = 0;
};

class Drawer
{
public:
    Drawer()
        : m_table({[this] { return &m_record.trace; },
                   [](WorkerId) { return QStringLiteral("worker"); },
                   {},
                   {}}),
          m_list(m_table)
    {
        m_record.add(2'000'000);
        m_list.fit();
        m_list.resize(560, 900);
        m_list.show();
        QCoreApplication::processEvents();
    }

    void list(const char *what)
    {
        Steps slices;
        Steps layouts;
        bool isMore = true;
        while (isMore) {
            isMore = slices.time([this] { return m_table.advance(sliceNanoseconds); });
            (void)layouts.time([this] { return layOut(); });
        }
        print(what, slices, layouts);
    }

    void goOn(const char *what)
    {
        Steps slices;
        Steps layouts;
        for (int i = 0; i < liveFrames; ++i) {
            m_record.add(eventsAFrame);
            (void)slices.time([this] { return m_table.advance(sliceNanoseconds); });
            (void)layouts.time([this] { return layOut(); });
        }
        print(what, slices, layouts);
    }

    void restart() { m_table.restart(); }
    void selectAll() { m_list.selectAll(); }
    void goBack() { m_table.lookAround(m_record.trace.first() + 100'000); }

    void copy()
    {
        EventCopy copy(m_table);
        bool isDone = false;
        QObject::connect(&copy, &EventCopy::finished, [&] { isDone = true; });
        Steps slices;
        (void)slices.time([&] {
            copy.start(m_list.selectionModel()->selection());
            return true;
        });
        while (!isDone) {
            (void)slices.time([] {
                QCoreApplication::processEvents();
                return true;
            });
        }
        slices.print("copy of all");
    }

private:
    bool layOut()
    {
        m_list.scrollToBottom();
        m_list.viewport()->update();
        QCoreApplication::processEvents();
        return true;
    }
    void print(const char *what, const Steps &slices, const Steps &layouts) const
    {
        std::printf("%s, %d rows\n", what, m_table.rowCount());
        slices.print("    slice");
        layouts.print("    layout and picture");
    }

    Record m_record;
    EventTable m_table;
    EventList m_list;
};

} // namespace

int main(int argc, char **argv)
{
    const QApplication application(argc, argv);
    Drawer drawer;
    drawer.restart();
    drawer.list("first listing of 2 000 000 events");
    drawer.goOn("2 000 events a frame, old ones dropped");
    drawer.selectAll();
    drawer.goOn("the same, all selected");
    drawer.selectAll(); // what was selected has been dropped meanwhile
    drawer.copy();
    drawer.goBack();
    drawer.list("an instant far back");
    return 0;
}
