// SPDX-License-Identifier: MIT
#include "snapshotjson.h"

#include "describe.h"
#include "events/shownslots.h"
#include "events/untoldbytes.h"
#include "mechanisms/calltext.h"
#include "mechanisms/registry.h"
#include "posix/result.h"
#include "session/eventtext.h"

namespace seeipc {

namespace {

double seconds(std::int64_t nanoseconds)
{
    return static_cast<double>(nanoseconds) / 1e9;
}

Json errnoOrNull(int code)
{
    return code == 0 ? Json(nullptr) : Json(errnoName(code));
}

Json numberOrNull(std::int64_t number)
{
    return number == absent ? Json(nullptr) : Json(number);
}

std::string stateName(ProcessState state)
{
    switch (state) {
    case ProcessState::NotStarted: return "not started";
    case ProcessState::Running: return "running";
    case ProcessState::AtGate: return "at gate";
    case ProcessState::Asleep: return "asleep";
    case ProcessState::Stopped: return "stopped";
    case ProcessState::Unseen: return "unseen";
    case ProcessState::Zombie: return "zombie";
    case ProcessState::Exited: return "exited";
    case ProcessState::Killed: return "killed";
    }
    return {};
}

std::string gateName(Gate gate)
{
    switch (gate) {
    case Gate::Open: return "open";
    case Gate::Pace: return "pace";
    case Gate::Held: return "held";
    case Gate::Condition: return "condition";
    case Gate::Sample: return "sample";
    }
    return {};
}

std::string kindName(EventKind kind)
{
    switch (kind) {
    case EventKind::CallEntered: return "entered";
    case EventKind::CallReturned: return "returned";
    case EventKind::AtGate: return "gate";
    case EventKind::ProcessStarted: return "started";
    case EventKind::ProcessSampled: return "state";
    case EventKind::ProcessEnded: return "ended";
    case EventKind::ChannelSampled: return "fill";
    case EventKind::ObservationFailed: return "refused";
    case EventKind::EventsLost: return "lost";
    case EventKind::HoldChanged: return "hold";
    case EventKind::FillDisagreed: return "disagreement";
    case EventKind::SignalByHand: return "signal by hand";
    case EventKind::ParameterChanged: return "parameter";
    case EventKind::SignalHandled: return "handled";
    }
    return {};
}

std::string reasonName(WaitReason reason)
{
    switch (reason) {
    case WaitReason::Bytes: return "bytes";
    case WaitReason::FreeSlot: return "free slot";
    case WaitReason::Partner: return "partner";
    case WaitReason::Child: return "child";
    case WaitReason::Signal: return "signal";
    case WaitReason::User: return "user";
    case WaitReason::Pace: return "pace";
    case WaitReason::Demo: return "demo";
    }
    return {};
}

Json holdersJson(const Scenario &scenario, const std::vector<Holder> &holders)
{
    auto list = Json::array();
    for (const auto &holder : holders)
        list.push_back({{"process", workerName(scenario, holder.worker)}, {"fd", holder.fd}});
    return list;
}

void addCall(Json &json, const Event &event)
{
    json["call"] = std::string(callAt(event.call).name);
    json["text"] = callText(event);
    json["iteration"] = event.iteration;
    if (event.kind != EventKind::CallReturned)
        return;
    json["entered"] = seconds(event.entered);
    json["result"] = event.effect == Effect::Exit ? Json(nullptr) : Json(event.result);
    json["errno"] = errnoOrNull(event.error);
    json["queuedBytes"] = numberOrNull(event.queuedBytes);
    const bool isNames = nameInArgument(event.arguments[0]) != noNameId; // they stand in the call
    if (event.payloadLength > 0 && !isNames) {
        const auto text = quoted(event.payloadText());
        json["payload"] = text.substr(1, text.size() - 2); // it is never longer than it shows
        if (event.payloadBegin() > 0)
            json["payloadAt"] = event.payloadBegin();
    }
}

} // namespace

std::string toLine(const Json &json)
{
    return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

Json textJson(const Text &text)
{
    return {{"en", text.en}, {"zh_CN", text.zh}};
}

std::string sourceName(Source source)
{
    switch (source) {
    case Source::Reported: return "reported";
    case Source::Sampled: return "sampled";
    case Source::Inferred: return "inferred";
    }
    return {};
}

Json workerName(const Scenario &scenario, WorkerId worker)
{
    return worker < scenario.workers.size() ? Json(scenario.workers[worker].name) : Json(nullptr);
}

Json channelName(const Scenario &scenario, ChannelId channel)
{
    return channel < scenario.channels.size() ? Json(scenario.channels[channel].name)
                                              : Json(nullptr);
}

Json valueJson(const Parameter &parameter, const ParameterValue &value)
{
    switch (parameter.type) {
    case Parameter::Type::Number: return value.number;
    case Parameter::Type::Text: return value.text;
    case Parameter::Type::Choice: break;
    }
    return parameter.choices.at(static_cast<std::size_t>(value.number)).word;
}

Json quantityJson(const Quantity &quantity, std::int64_t now)
{
    return {{"value", quantity.value ? Json(*quantity.value) : Json(nullptr)},
            {"source", sourceName(quantity.source)},
            {"age", quantity.value ? Json(seconds(now - quantity.time)) : Json(nullptr)},
            {"refused", errnoOrNull(quantity.error)}};
}

/// A descriptor that leads to no end of a channel.
Json otherJson(const Scenario &scenario, const OtherDescriptor &other)
{
    Json json{{"fd", other.fd}};
    switch (other.kind) {
    case OtherDescriptor::Kind::Path: json["pathOf"] = channelName(scenario, other.channel); break;
    case OtherDescriptor::Kind::Process: json["pidfdOf"] = workerName(scenario, other.of); break;
    case OtherDescriptor::Kind::Proc: json["procOf"] = workerName(scenario, other.of); break;
    case OtherDescriptor::Kind::File: json["file"] = true; break;
    }
    return json;
}

Json processJson(const Scenario &scenario, const Snapshot &snapshot, WorkerId worker,
                 std::int64_t now)
{
    const auto &process = snapshot.processes[worker];
    Json json{{"name", workerName(scenario, worker)},
              {"pid", process.pid == 0 ? Json(nullptr) : Json(process.pid)},
              {"state",
               {{"value", stateName(process.state)},
                {"source", sourceName(process.stateSource)},
                {"age", seconds(now - process.seen)},
                {"since", seconds(process.since)}}}};
    if (process.state == ProcessState::AtGate)
        json["gate"] = gateName(process.gate);
    if (process.call < callCount()) {
        json["call"] = currentCallText(process);
        json["inCall"] = process.inCall;
        json["channel"] = channelName(scenario, process.channel);
    }
    for (const auto &other : process.others)
        json["otherDescriptors"].push_back(otherJson(scenario, other));
    json["calls"] = process.calls;
    json["foreign"] = process.isForeign; // what it does since its execve() is not told
    json["bytesRead"] = process.isForeign ? Json(nullptr) : Json(process.bytesRead);
    json["bytesWritten"] = process.isForeign ? Json(nullptr) : Json(process.bytesWritten);
    if (process.transfers > 0)
        json["bytesMoved"] = process.bytesMoved;
    if (const auto open = untoldBytesWritten(snapshot, worker) - process.bytesOfCutWrite; open > 0)
        json["bytesOfOpenWrite"] = {{"value", open}, {"source", sourceName(Source::Inferred)}};
    if (process.bytesOfCutWrite > 0)
        json["bytesOfCutWrite"] = {{"value", process.bytesOfCutWrite},
                                   {"source", sourceName(Source::Inferred)}};
    json["lost"] = process.lost;
    if (process.ending)
        json["ending"] = {
            {"exit", process.ending->exited() ? Json(process.ending->exitCode()) : Json(nullptr)},
            {"signal",
             process.ending->killed() ? Json(signalName(process.ending->signal())) : Json(nullptr)},
            {"source", sourceName(process.endingSource)}};
    return json;
}

namespace {

/// What only a FIFO has: its names, who waits at its door, what was lost.
Json fifoJson(const Scenario &scenario, const Snapshot &snapshot, ChannelId channel)
{
    const auto &state = snapshot.channels[channel];
    auto names = Json::array();
    for (const auto name : state.names)
        names.push_back(name < scenario.names.size() ? scenario.names[name] : "?");
    const auto openers = [&](End end) {
        auto list = Json::array();
        for (const auto worker : snapshot.openersOf(channel, end))
            list.push_back(workerName(scenario, worker));
        return list;
    };
    return {{"names", names},
            {"device", numberOrNull(state.device)},
            {"permissions",
             state.permissions == absent ? Json(nullptr) : Json(octal(state.permissions))},
            {"inOpenToRead", openers(End::Read)},
            {"inOpenToWrite", openers(End::Write)},
            {"lostBytes", state.lostBytes}};
}

} // namespace

Json channelJson(const Scenario &scenario, const Snapshot &snapshot, ChannelId channel,
                 std::int64_t now)
{
    const auto &state = snapshot.channels[channel];
    const auto shown = shownSlots(state);
    Json json{{"name", channelName(scenario, channel)},
              {"exists", state.exists && !state.gone},
              {"inode", numberOrNull(state.inode)},
              {"queuedBytes", quantityJson(state.queued, now)},
              {"capacity", quantityJson(state.capacity, now)},
              {"slots",
               {{"used", shown.slots.usedSlots()},
                {"of", shown.slots.slotCount()},
                {"source", sourceName(Source::Inferred)},
                {"exact", shown.isExact},
                {"disagrees", state.disagrees}}},
              {"readers", holdersJson(scenario, state.readers)},
              {"writers", holdersJson(scenario, state.writers)},
              {"bytesIn", state.bytesIn},
              {"bytesOut", state.bytesOut},
              {"tornSeen", state.torn}};
    if (state.isFifo)
        json["fifo"] = fifoJson(scenario, snapshot, channel);
    return json;
}

Json waitsJson(const Scenario &scenario, const WaitsFor &waits)
{
    auto list = Json::array();
    for (const auto &wait : waits.waits) {
        auto wakers = Json::array();
        for (const auto waker : wait.wakers)
            wakers.push_back(workerName(scenario, waker));
        list.push_back({{"process", workerName(scenario, wait.worker)},
                        {"for", reasonName(wait.reason)},
                        {"channel", channelName(scenario, wait.channel)},
                        {"wakers", wakers},
                        {"bytesToGo", numberOrNull(wait.bytesToGo)},
                        {"hopeless", wait.hopeless},
                        {"outside", wait.outside},
                        {"since", seconds(wait.since)}});
    }
    return list;
}

Json workerNames(const Scenario &scenario, const std::vector<WorkerId> &workers)
{
    auto names = Json::array();
    for (const auto worker : workers)
        names.push_back(workerName(scenario, worker));
    return names;
}

Json eventJson(const Scenario &scenario, const Event &event)
{
    Json json{{"event", kindName(event.kind)},
              {"time", seconds(event.time)},
              {"source", sourceName(event.source)},
              {"process", workerName(scenario, event.worker)}};
    if (event.setBack)
        json["setBack"] = true;
    if (event.late)
        json["late"] = true;
    const bool isCall = event.kind == EventKind::CallReturned
                        || event.kind == EventKind::CallEntered || event.kind == EventKind::AtGate;
    if (isCall && event.call < callCount())
        addCall(json, event);
    if (event.other < scenario.workers.size())
        json["other"] = workerName(scenario, event.other);
    if (event.channel < scenario.channels.size())
        json["channel"] = channelName(scenario, event.channel);
    switch (event.kind) {
    case EventKind::ProcessStarted: json["pid"] = event.result; break;
    case EventKind::AtGate: json["gate"] = gateName(static_cast<Gate>(event.out[0])); break;
    case EventKind::ChannelSampled:
        json["queuedBytes"] = numberOrNull(event.queuedBytes);
        json["capacity"] = numberOrNull(event.out[0]);
        break;
    case EventKind::ObservationFailed: json["errno"] = errnoOrNull(event.error); break;
    case EventKind::EventsLost: json["count"] = event.result; break;
    case EventKind::FillDisagreed:
        json["queuedBytes"] = event.queuedBytes;
        json["modelBytes"] = event.result;
        break;
    case EventKind::SignalByHand:
        json["signal"] = signalName(event.arguments[1]);
        json["errno"] = errnoOrNull(event.error);
        break;
    case EventKind::SignalHandled:
        json["signal"] = signalName(event.arguments[0]);
        json["count"] = event.result;
        break;
    case EventKind::HoldChanged: json["held"] = event.result != 0; break;
    case EventKind::ParameterChanged:
        json["parameter"] = scenario.parameters[event.step].name;
        json["value"] = event.result;
        break;
    default: break;
    }
    return json;
}

} // namespace seeipc
