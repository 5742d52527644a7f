// SPDX-License-Identifier: MIT
#pragma once

#include <QString>

#include <cstdint>
#include <vector>

namespace seeipc {

/// A value and where it comes from, in the forms of the stage.
struct Fact
{
    enum class Mark : std::uint8_t {
        Plain,     ///< reported, or no number
        Sampled,   ///< a small clock and its age
        Inferred,  ///< dotted underline and "≈"
        Modelled,  ///< inferred too, with no doubt: dotted underline
        Refused,   ///< "?"; `value` is why
        Disagrees, ///< "≠": `value` has both
    };

    QString what;
    QString value;
    Mark mark = Mark::Plain;
    QString age;    ///< of a sampled one: "0.3 s"
    QString source; ///< "fcntl(2) F_GETPIPE_SZ"; may be empty
    /// Of a sampled one, for its age where the clock may stand: "0.300 s after the start".
    QString when{};

    /// "≈ 16", "? EPERM": the value in the form of its source.
    QString shownValue() const;

    bool operator==(const Fact &) const = default;
};

struct FactGroup
{
    QString title;
    QString note; ///< a sentence below the title; may be empty
    std::vector<Fact> facts;

    bool operator==(const FactGroup &) const = default;
};

/// The groups as plain text, each value with its source. What has no title or note goes without.
QString plainText(const std::vector<FactGroup> &groups);

} // namespace seeipc
