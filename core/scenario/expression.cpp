// SPDX-License-Identifier: MIT
#include "scenario/expression.h"

#include <algorithm>

namespace seeipc {

namespace {

std::optional<std::int64_t> combined(std::int64_t sign, std::int64_t left, std::int64_t right)
{
    std::int64_t result = 0;
    switch (sign) {
    case '+':
        return __builtin_add_overflow(left, right, &result) ? std::nullopt : std::optional(result);
    case '-':
        return __builtin_sub_overflow(left, right, &result) ? std::nullopt : std::optional(result);
    case '*':
        return __builtin_mul_overflow(left, right, &result) ? std::nullopt : std::optional(result);
    case '=': return left == right ? 1 : 0;
    default: break;
    }
    if (right == 0 || right == -1) // -1: the least number has no opposite
        return std::nullopt;
    return sign == '/' ? left / right : left % right;
}

} // namespace

bool Expression::asksOfSeen() const
{
    return std::any_of(terms.begin(), terms.end(),
                       [](const Term &term) { return term.kind == Term::Kind::Seen; });
}

std::optional<std::int64_t>
Expression::value(const std::function<std::optional<std::int64_t>(const Term &)> &known) const
{
    std::vector<std::int64_t> stack;
    for (const auto &term : terms) {
        auto next = term.kind == Term::Kind::Number ? std::optional(term.number) : std::nullopt;
        if (term.kind == Term::Kind::Operator) {
            const auto right = stack.back();
            stack.pop_back();
            next = combined(term.number, stack.back(), right);
            stack.pop_back();
        } else if (term.kind != Term::Kind::Number) {
            next = known(term);
        }
        if (!next)
            return std::nullopt;
        stack.push_back(*next);
    }
    return stack.empty() ? std::nullopt : std::optional(stack.back());
}

} // namespace seeipc
