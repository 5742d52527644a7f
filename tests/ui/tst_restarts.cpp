// SPDX-License-Identifier: MIT
// One window that restarts its demo again and again: nothing of the process grows.
#include "support.h"
#include "ui/controls/style.h"
#include "ui/mainwindow.h"
#include "ui/pacer.h"

#include <QDir>

using namespace seeipc;

namespace {

constexpr int patience = 20'000;          ///< milliseconds
constexpr int settlingMilliseconds = 500; ///< until the last session's processes are buried
constexpr int warmUp = 40;                ///< restarts until caches and heap have their size
constexpr Pace quick{1'000'000};          ///< no record is lost at it, the pipe's own neither
constexpr qint64 grownAtMost = 4 * 1024;  ///< KiB, of resident memory

qint64 own(const char *key)
{
    return procNumber(::getpid(), "status", key);
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
        bool isSet = false;
        const int asked = qEnvironmentVariableIntValue("SEEIPC_RESTARTS", &isSet);
        const int restarts = isSet ? asked : 200;
        Pacer pacer;
        Style style;
        SessionModel model(pacer);
        MainWindow window(model, style, {});
        window.show();
        model.setPace(quick);
        window.prepare(demo("pipe-flow"), {});
        restart(window, model, warmUp);
        endOf(window);
        const auto files = descriptors();
        const auto threads = own("Threads:");
        const auto memory = own("VmRSS:");
        restart(window, model, restarts);
        endOf(window);
        qInfo("after %d more: descriptors %lld -> %lld, threads %lld -> %lld, resident %lld -> "
              "%lld KiB",
              restarts, static_cast<long long>(files), static_cast<long long>(descriptors()),
              static_cast<long long>(threads), static_cast<long long>(own("Threads:")),
              static_cast<long long>(memory), static_cast<long long>(own("VmRSS:")));
        QTRY_COMPARE_WITH_TIMEOUT(descriptors(), files, patience);
        QTRY_COMPARE_WITH_TIMEOUT(own("Threads:"), threads, patience);
        QVERIFY(own("VmRSS:") <= memory + grownAtMost);
    }

private:
    /// No session any more, and the record of the last one given back.
    void endOf(MainWindow &window)
    {
        window.prepare(demo("pipe-flow"), {});
        QTest::qWait(settlingMilliseconds);
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
