// SPDX-License-Identifier: MIT
#include "ui/controls/speed.h"

#include "ui/controls/numbers.h"

#include <QCoreApplication>

#include <array>
#include <cmath>

namespace seeipc {

namespace {

constexpr double second = 1e9;
constexpr std::array callsPerSecond{0.2,  0.5,  1.0,  2.0,   5.0,   10.0,  20.0,  50.0,
                                    100., 200., 500., 1000., 2000., 5000., 10000.};

/// "3.3", "10", "2 000".
QString callsText(double calls)
{
    const auto tenths = std::llround(calls * 10);
    if (calls >= 10 || tenths % 10 == 0)
        return groupedText(std::llround(calls));
    return QString::number(static_cast<double>(tenths) / 10);
}

QString text(const char *source)
{
    return QCoreApplication::translate("seeipc::speed", source);
}

} // namespace

int speedCount()
{
    return static_cast<int>(callsPerSecond.size()) + 1;
}

Pace paceAt(int position)
{
    const auto index = static_cast<std::size_t>(position);
    if (index >= callsPerSecond.size())
        return {};
    return {std::llround(second / callsPerSecond[index])};
}

double callsPerSecondOf(Pace pace)
{
    return pace.isFullSpeed() ? 2 * callsPerSecond.back()
                              : second / static_cast<double>(pace.nanoseconds);
}

int positionOf(Pace pace)
{
    if (pace.isFullSpeed())
        return speedCount() - 1;
    const double calls = callsPerSecondOf(pace);
    int nearest = 0;
    for (int i = 1; i < speedCount() - 1; ++i) {
        const auto distance = [&](int position) {
            return std::abs(std::log(callsPerSecond[static_cast<std::size_t>(position)] / calls));
        };
        if (distance(i) < distance(nearest))
            nearest = i;
    }
    return nearest;
}

QString wordsOf(Pace pace)
{
    if (pace.isFullSpeed())
        return text(QT_TRANSLATE_NOOP("seeipc::speed", "full speed"));
    const auto seconds = static_cast<double>(pace.nanoseconds) / second;
    if (seconds > 1)
        return text(QT_TRANSLATE_NOOP("seeipc::speed", "1 call in %1 s")).arg(seconds);
    const auto calls = callsText(1 / seconds);
    return calls == QLatin1String("1")
               ? text(QT_TRANSLATE_NOOP("seeipc::speed", "1 call/s"))
               : text(QT_TRANSLATE_NOOP("seeipc::speed", "%1 calls/s")).arg(calls);
}

QString shortWordsOf(Pace pace)
{
    if (pace.isFullSpeed())
        return text(QT_TRANSLATE_NOOP("seeipc::speed", "full"));
    const auto seconds = static_cast<double>(pace.nanoseconds) / second;
    if (seconds > 1)
        return text(QT_TRANSLATE_NOOP("seeipc::speed", "1 in %1 s")).arg(seconds);
    return text(QT_TRANSLATE_NOOP("seeipc::speed", "%1/s")).arg(callsText(1 / seconds));
}

} // namespace seeipc
