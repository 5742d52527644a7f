// SPDX-License-Identifier: MIT
#pragma once

#include "events/ids.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace seeipc {

/// A number that is worked out when a run is over, in a step before it begins, so that no file has
/// to name what depends on the machine: "{/proc/sys/fs/pipe-max-size / 4096}",
/// "{owner.fstat.st_ino}". Literals, "$parameter", files of the kernel with one number, what calls
/// returned, + - * / % and ==. A step knows literals and files of the kernel only.
struct Expression
{
    struct Term
    {
        enum class Kind : std::uint8_t {
            Number,
            Seen,       ///< "x": what it is compared with
            Parameter,  ///< `number` = its position
            KernelFile, ///< `path`
            Result,     ///< of `step`, its last return
            OutWord,    ///< `number` = its place in `out` of `step`'s last return
            Operator,   ///< `number` = one of + - * / % and '=' for ==
        };

        Kind kind = Kind::Number;
        std::int64_t number = 0;
        std::string path{};
        StepId step = noStep;
    };

    /// Is it about "x"? Then it is a question about that, true where it gives no 0.
    bool asksOfSeen() const;

    std::vector<Term> terms; ///< in reverse Polish order; never empty in a loaded scenario

    /// Absent: a part of it is not known, or a division by 0.
    std::optional<std::int64_t>
    value(const std::function<std::optional<std::int64_t>(const Term &)> &known) const;
};

} // namespace seeipc
