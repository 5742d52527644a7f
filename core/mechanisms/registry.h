// SPDX-License-Identifier: MIT
#pragma once

#include "mechanisms/mechanism.h"

#include <optional>
#include <span>
#include <string_view>

namespace seeipc {

/// Every mechanism, in the order of the table in registry.cpp.
std::span<const Mechanism *const> mechanisms();

/// The call of this number. `id` must be below callCount().
const Call &callAt(CallId id);
std::size_t callCount();
std::optional<CallId> findCall(std::string_view name);
/// The mechanism that brings the call.
const Mechanism &mechanismOf(CallId id);
/// Does this SYS_* number belong to the call?
bool isSystemCallOf(CallId id, long number);
/// What the call with these arguments does to the world once it returned.
Effect effectOf(CallId id, const std::array<std::int32_t, 2> &arguments);
/// "write(4, buf, 4096)".
std::string callText(CallId id, const CallFacts &facts);
/// What it returned: "9"; "0x1 (flags O_WRONLY)" of F_GETFL. An errno is not part of it.
std::string resultText(CallId id, const CallFacts &facts, std::int64_t result);

} // namespace seeipc
