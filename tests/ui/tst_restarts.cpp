// SPDX-License-Identifier: MIT
// One window that restarts its demo again and again: nothing of the process grows.
#include "support.h"
#include "ui/controls/style.h"
#include "ui/mainwindow.h"
#include "ui/pacer.h"

#include <QDir>

#include <algorithm>
#include <limits>
#include <malloc.h>

using namespace seeipc;

namespace {

constexpr int patience = 20'000;          ///< milliseconds
constexpr int settlingMilliseconds = 500; ///< until the last session's processes are buried
constexpr int warmUp = 40;                ///< restarts until caches and heap have their size
constexpr Pace quick{0};                  ///< as fast as it goes: the hardest to record
constexpr int rounds = 12;                ///< after each the heap is measured: the least counts
constexpr int restartsOfRound = 4;
constexpr qint64 grownAtMost = 1024; ///< KiB of heap in use
constexpr qint64 scatteredAtMost =
    4096; ///< KiB, of resident memory: pages of which a part is in use

qint64 own(const char *key)
{
    return procNumber(::getpid(), "status", key);
}

/// KiB of the heap that nobody has given back.
qint64 heapInUse()
{
    const auto heap = ::mallinfo2();
    return static_cast<qint64>((heap.uordblks + heap.hblkhd) / 1024);
}

/// Of one arena malloc_trim gives back all that is free: of a thread's own it keeps the top, as large as
/// the largest burst of events was.
const bool isOneArena = ::mallopt(M_ARENA_MAX, 1) != 0;

/// KiB of resident memory, without the free heap that malloc keeps.
qint64 resident()
{
    ::malloc_trim(0);
    return own("VmRSS:");
}

qsizetype descriptors()
{
    return QDir(QStringLiteral("/proc/self/fd")).entryList(QDir::AllEntries | QDir::System).size();
}

} // namespace

class TestRestarts : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void nothingGrows()
    {
        QVERIFY(isOneArena);
        bool isSet = false;
        const int asked = qEnvironmentVariableIntValue("SEEIPC_RESTARTS", &isSet);
        const int restarts = isSet ? asked : 200;
        Pacer pacer;
        auto *style = new Style; // the application's, as in the program
        QApplication::setStyle(style);
        SessionModel model(pacer);
        MainWindow window(model, *style, {});
        window.show();
        model.setPace(quick);
        window.prepare(demo("pipe-flow"), {});
        restart(window, model, warmUp);
        endOf(window);
        const auto files = descriptors();
        const auto threads = own("Threads:");
        const auto memory = resident();
        const auto heap = leastHeap(window, model);
        restart(window, model, restarts);
        endOf(window);
        const auto heapAfter = leastHeap(window, model);
        const auto memoryAfter = resident();
        const auto grew = [](const char *what, qint64 before, qint64 after) {
            return QStringLiteral("%1 %2 -> %3").arg(QLatin1String(what)).arg(before).arg(after);
        };
        qInfo().noquote() << "after" << restarts
                          << "more:" << grew("descriptors", files, descriptors())
                          << grew("threads", threads, own("Threads:"))
                          << grew("KiB of heap in use", heap, heapAfter)
                          << grew("KiB resident", memory, memoryAfter);
        QTRY_COMPARE_WITH_TIMEOUT(descriptors(), files, patience);
        QTRY_COMPARE_WITH_TIMEOUT(own("Threads:"), threads, patience);
        QVERIFY(heapAfter <= heap + grownAtMost);
        QVERIFY(memoryAfter <= memory + scatteredAtMost);
    }

private:
    /// No session any more, and the record of the last one given back.
    void endOf(MainWindow &window)
    {
        window.prepare(demo("pipe-flow"), {});
        QTest::qWait(settlingMilliseconds);
    }

    /// KiB in use, but for buffers as large as the last burst of events was: what leaks is in each measure.
    qint64 leastHeap(MainWindow &window, SessionModel &model)
    {
        auto least = std::numeric_limits<qint64>::max();
        for (int i = 0; i < rounds; ++i) {
            restart(window, model, restartsOfRound);
            endOf(window);
            least = std::min(least, heapInUse());
        }
        return least;
    }

    void restart(MainWindow &window, SessionModel &model, int times)
    {
        for (int i = 0; i < times; ++i) {
            window.startOver();
            QVERIFY(!model.failure());
            QTRY_VERIFY_WITH_TIMEOUT(model.live().channels[0].bytesIn > 0, patience);
        }
    }
};

QTEST_MAIN(TestRestarts)
#include "tst_restarts.moc"
