// SPDX-License-Identifier: MIT
// A play for programs: one JSON object a line. The fields are a promise: seeipc play --help.
#include "playstate.h"

#include "describe.h"
#include "session/messages.h"
#include "session/narrator.h"
#include "session/waitsfor.h"
#include "snapshotjson.h"
#include "steps.h"

#include "posix/result.h"

#include <cstdio>

namespace seeipc {

namespace {

void print(const Json &json)
{
    std::printf("%s\n", toLine(json).c_str());
}

class JsonLines final : public PlayOutput
{
public:
    void begin(const PlayState &state) override
    {
        const auto &scenario = state.scenario();
        const auto &facts = state.session->facts();
        auto parameters = Json::object();
        for (std::size_t i = 0; i < scenario.parameters.size(); ++i) {
            const auto &parameter = scenario.parameters[i];
            parameters[parameter.name] = valueJson(parameter, state.session->parameters()[i]);
        }
        Json json{{"event", "session"},
                  {"scenario", scenario.id},
                  {"title", textJson(scenario.title)},
                  {"parameters", parameters},
                  {"pace", static_cast<double>(state.session->pace().nanoseconds) / 1e9},
                  {"namespace", facts.namespaceMode == NamespaceMode::Private ? "private" : "host"},
                  {"namespaceRefused", facts.namespaceRefusal
                                           ? Json(errnoName(facts.namespaceRefusal->code))
                                           : Json(nullptr)},
                  {"pageSize", facts.pageSize}};
        addAll(json, state);
        print(json);
    }

    void tell(const PlayState &state, const Event &event) override
    {
        const auto &scenario = state.scenario();
        const auto now = state.session->now();
        auto json = eventJson(scenario, event);
        if (event.worker < state.snapshot.processes.size())
            json["processState"] = processJson(scenario, state.snapshot, event.worker, now);
        if (event.channel < state.snapshot.channels.size())
            json["channelState"] = channelJson(scenario, state.snapshot, event.channel, now);
        const auto waits = waitsFor(state.snapshot);
        const auto caption = narrate(scenario, state.snapshot, waits, state.language);
        if (caption != m_caption) {
            json["narrator"] = {{"what", plain(caption.what)}, {"why", plain(caption.why)}};
            addWaits(json, scenario, waits);
            m_caption = caption;
        }
        print(json);
    }

    void settle(const PlayState &) override {}

    void ask(const PlayState &state) override
    {
        auto candidates = Json::array();
        for (const auto worker : state.candidates)
            candidates.push_back(workerName(state.scenario(), worker));
        print({{"event", "question"}, {"candidates", candidates}});
    }

    void end(const PlayState &state) override
    {
        Json json{{"event", "end"},
                  {"time", static_cast<double>(state.session->now()) / 1e9},
                  {"ended", state.session->hasEnded()},
                  {"hidden", state.hidden}};
        addAll(json, state);
        addWaits(json, state.scenario(), waitsFor(state.snapshot));
        print(json);
    }

private:
    static void addWaits(Json &json, const Scenario &scenario, const WaitsFor &waits)
    {
        json["waits"] = waitsJson(scenario, waits);
        json["ring"] = workerNames(scenario, waits.ring);
        json["knot"] = workerNames(scenario, waits.knot);
    }

    static void addAll(Json &json, const PlayState &state)
    {
        const auto now = state.session->now();
        json["processes"] = Json::array();
        for (std::size_t i = 0; i < state.snapshot.processes.size(); ++i)
            json["processes"].push_back(
                processJson(state.scenario(), state.snapshot, static_cast<WorkerId>(i), now));
        json["channels"] = Json::array();
        for (std::size_t i = 0; i < state.snapshot.channels.size(); ++i)
            json["channels"].push_back(
                channelJson(state.scenario(), state.snapshot, static_cast<ChannelId>(i), now));
    }

    Caption m_caption;
};

} // namespace

std::unique_ptr<PlayOutput> playAsJson()
{
    return std::make_unique<JsonLines>();
}

} // namespace seeipc
