// SPDX-License-Identifier: MIT
#pragma once

#include "scenario/scenario.h"
#include "session/messages.h"
#include "session/verdict.h"

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>

namespace seeipc {

/// What one test of an expectation found.
struct Finding
{
    Verdict::Outcome outcome = Verdict::Outcome::Proved;
    Text seen; ///< what was seen instead
};

Finding refuted(Message message, std::initializer_list<std::string> arguments = {});
Finding unknown(Message message, std::initializer_list<std::string> arguments = {});
Finding provedIf(bool holds, Message message, std::initializer_list<std::string> arguments = {});
/// Unknown: the message, and that records were lost.
Finding atLeast(Message message, std::int64_t seen);

/// The same text in every language.
Text alike(const std::string &text);

/// Did a returned call move exactly these bytes? A record holds the first of them only: beyond
/// those nothing is proved.
Finding findMoved(const std::string &wanted, const Event &event);
/// Is byte k of these k mod `modulus`? No byte at all proves nothing.
Finding findSequence(std::int64_t modulus, const std::string &bytes);

/// The number that a program printed, alone in its line; -1 for "unlimited", absent for anything else.
std::optional<std::int64_t> numberIn(std::string_view line);
/// Are these the stretches of equal bytes, all of them and in this order?
Finding findRuns(const std::vector<ByteRun> &wanted, const std::string &bytes);
/// Records of `size` bytes that do not lie in one piece. Each writer's bytes are of one value of its
/// own, and each `size` of them in a row are a record.
std::int64_t tornRecords(const std::string &bytes, std::size_t size);

/// Of several findings the worst: one refuted test refutes, one unknown test leaves it unknown.
void add(Finding &sum, const Finding &next);

/// Of a number that more records could only raise: does the test's result stand whatever was lost?
bool isDecidedByLess(NumberTest::Comparison comparison, bool holds);

} // namespace seeipc
