// SPDX-License-Identifier: MIT
#include "scenario/scenario.h"

namespace seeipc {

bool NumberTest::holds(std::int64_t seen, std::int64_t wanted) const
{
    switch (comparison) {
    case Comparison::Equal: return seen == wanted;
    case Comparison::NotEqual: return seen != wanted;
    case Comparison::Less: return seen < wanted;
    case Comparison::LessOrEqual: return seen <= wanted;
    case Comparison::Greater: return seen > wanted;
    case Comparison::GreaterOrEqual: return seen >= wanted;
    }
    return false;
}

} // namespace seeipc
