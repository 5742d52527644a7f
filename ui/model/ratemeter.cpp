// SPDX-License-Identifier: MIT
#include "ui/model/ratemeter.h"

#include <algorithm>

namespace seeipc {

namespace {

constexpr std::int64_t shortest = 50'000'000; ///< less says nothing yet

std::vector<double> perSecond(const std::vector<std::int64_t> &from,
                              const std::vector<std::int64_t> &to, std::int64_t nanoseconds)
{
    std::vector<double> rates(to.size());
    for (std::size_t i = 0; i < to.size() && i < from.size(); ++i)
        rates[i] = static_cast<double>(to[i] - from[i]) * 1e9 / static_cast<double>(nanoseconds);
    return rates;
}

bool areZero(const std::vector<double> &rates)
{
    return std::all_of(rates.begin(), rates.end(), [](double rate) { return rate <= 0; });
}

} // namespace

bool Rates::isZero() const
{
    return areZero(calls) && areZero(bytesIn) && areZero(bytesOut);
}

RateMeter::Sums RateMeter::sumsOf(const Snapshot &snapshot, std::int64_t time)
{
    Sums sums;
    sums.time = time;
    for (const auto &process : snapshot.processes)
        sums.calls.push_back(process.calls);
    for (const auto &channel : snapshot.channels) {
        sums.bytesIn.push_back(channel.bytesIn);
        sums.bytesOut.push_back(channel.bytesOut);
    }
    return sums;
}

void RateMeter::reset(const Snapshot &snapshot, std::int64_t time)
{
    m_looks.clear();
    m_looks.push_back(sumsOf(snapshot, time));
    const auto &sums = m_looks.back();
    m_rates = {std::vector<double>(sums.calls.size()), std::vector<double>(sums.bytesIn.size()),
               std::vector<double>(sums.bytesOut.size())};
}

void RateMeter::look(const Snapshot &snapshot, std::int64_t time)
{
    m_looks.push_back(sumsOf(snapshot, time));
    while (m_looks.size() > 2 && m_looks[1].time <= time - span)
        m_looks.pop_front();
    const auto &first = m_looks.front();
    const auto &last = m_looks.back();
    const auto passed = last.time - first.time;
    if (passed < shortest)
        return;
    m_rates = {perSecond(first.calls, last.calls, passed),
               perSecond(first.bytesIn, last.bytesIn, passed),
               perSecond(first.bytesOut, last.bytesOut, passed)};
}

} // namespace seeipc
