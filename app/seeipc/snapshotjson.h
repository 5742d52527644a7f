// SPDX-License-Identifier: MIT
#pragma once

#include "events/snapshot.h"
#include "scenario/scenario.h"
#include "session/waitsfor.h"

#include <nlohmann/json.hpp>
#include <string>

namespace seeipc {

using Json = nlohmann::ordered_json;

/// In one line; bytes that are no UTF-8 become U+FFFD.
std::string toLine(const Json &json);

/// {"en": ..., "zh_CN": ...}
Json textJson(const Text &text);
/// A parameter's value: a number, a text, or the word of a choice.
Json valueJson(const Parameter &parameter, const ParameterValue &value);
/// "reported", "sampled", "inferred".
std::string sourceName(Source source);
/// {"value": 4096 or null, "source": ..., "age": seconds, "refused": "EPERM" or null}
Json quantityJson(const Quantity &quantity, std::int64_t now);
Json processJson(const Scenario &scenario, const Snapshot &snapshot, WorkerId worker,
                 std::int64_t now);
Json channelJson(const Scenario &scenario, const Snapshot &snapshot, ChannelId channel,
                 std::int64_t now);
Json waitsJson(const Scenario &scenario, const WaitsFor &waits);
/// The names of who waits for whom in a ring, in order; empty: there is none.
Json workerNames(const Scenario &scenario, const std::vector<WorkerId> &workers);
Json eventJson(const Scenario &scenario, const Event &event);

/// The worker's or channel's name; null where there is none.
Json workerName(const Scenario &scenario, WorkerId worker);
Json channelName(const Scenario &scenario, ChannelId channel);

} // namespace seeipc
