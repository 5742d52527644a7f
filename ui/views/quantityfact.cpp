// SPDX-License-Identifier: MIT
#include "ui/views/quantityfact.h"

#include "ui/scene/words.h"

#include <algorithm>

namespace seeipc {

Fact quantityFact(const QString &what, const Quantity &quantity, std::int64_t now,
                  const QString &source)
{
    Fact fact{what, {}, Fact::Mark::Plain, {}, source};
    if (!quantity.value) {
        fact.mark = Fact::Mark::Refused;
        fact.value = quantity.isRefused() ? words::errorName(quantity.error) : QString();
        return fact;
    }
    fact.value = words::bytes(*quantity.value);
    if (quantity.source == Source::Sampled) {
        fact.mark = Fact::Mark::Sampled;
        fact.age = words::age(std::max<std::int64_t>(0, now - quantity.time));
    } else if (quantity.source == Source::Inferred) {
        fact.mark = Fact::Mark::Inferred;
    }
    return fact;
}

} // namespace seeipc
