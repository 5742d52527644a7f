// SPDX-License-Identifier: MIT
#include "stagescenes.h"

#include "mechanisms/registry.h"

#include <cerrno>
#include <csignal>

namespace seeipc {

namespace {

constexpr std::int64_t second = 1'000'000'000;

struct Player
{
    const char *name;
    std::vector<ChannelId> reads;
    std::vector<ChannelId> writes;
};

/// Processes that run, channels that exist and are empty, every end held by who uses it.
class Scene
{
public:
    Scene(const char *name, const std::vector<Player> &players, std::size_t channels = 1,
          std::size_t capacity = 65536)
    {
        made.name = name;
        for (const auto &player : players)
            made.cast.parts.push_back({player.name,
                                       player.reads,
                                       player.writes,
                                       {"read", "write", "wait"},
                                       Column::Left});
        for (std::size_t i = 0; i < channels; ++i)
            made.cast.channels.push_back({i == 0 ? "p" : "q", "pipe", true});
        arrange(made.cast);
        made.snapshot = Snapshot(players.size(), channels);
        made.now = 10 * second;
        for (auto &channel : made.snapshot.channels) {
            channel.exists = true;
            channel.slots = PipeSlots(capacity);
            channel.capacity = {static_cast<std::int64_t>(capacity), Source::Reported, second, 0};
            channel.queued = {0, Source::Reported, second, 0};
        }
        for (std::size_t i = 0; i < players.size(); ++i) {
            auto &process = made.snapshot.processes[i];
            process.state = ProcessState::Running;
            process.pid = 4711 + static_cast<std::int64_t>(i);
            for (const auto channel : players[i].reads)
                hold(i, 3 + 2 * channel, channel, End::Read);
            for (const auto channel : players[i].writes)
                hold(i, 4 + 2 * channel, channel, End::Write);
        }
    }

    Scene &hold(std::size_t worker, int fd, ChannelId channel, End end)
    {
        made.snapshot.processes[worker].descriptors.push_back({fd, channel, end});
        auto &to = made.snapshot.channels[channel];
        (end == End::Read ? to.readers : to.writers).push_back({static_cast<WorkerId>(worker), fd});
        return *this;
    }

    Scene &calls(std::size_t worker, std::int64_t calls, std::int64_t read, std::int64_t written)
    {
        auto &process = made.snapshot.processes[worker];
        process.calls = calls;
        process.bytesRead = read;
        process.bytesWritten = written;
        return *this;
    }

    Scene &atGate(std::size_t worker, Gate gate, const char *call, int fd, int size)
    {
        setCall(worker, call, fd, size);
        made.snapshot.processes[worker].state = ProcessState::AtGate;
        made.snapshot.processes[worker].gate = gate;
        return *this;
    }

    Scene &asleep(std::size_t worker, const char *call, int fd, int size, ChannelId channel)
    {
        setCall(worker, call, fd, size);
        auto &process = made.snapshot.processes[worker];
        process.state = ProcessState::Asleep;
        process.stateSource = Source::Sampled;
        process.inCall = true;
        process.channel = channel;
        process.since = process.entered = made.now - second * 14 / 10;
        return *this;
    }

    Scene &ended(std::size_t worker, ProcessState state, int rawStatus)
    {
        auto &process = made.snapshot.processes[worker];
        process.state = state;
        process.ending = WaitStatus::fromRaw(rawStatus);
        process.descriptors.clear();
        for (auto &channel : made.snapshot.channels) {
            const auto isIts = [&](const Holder &holder) { return holder.worker == worker; };
            std::erase_if(channel.readers, isIts);
            std::erase_if(channel.writers, isIts);
        }
        return *this;
    }

    Scene &write(ChannelId channel, std::size_t bytes, WorkerId writer = 0)
    {
        auto &to = made.snapshot.channels[channel];
        to.slots.forceWrite(bytes, writer);
        to.queued.value = static_cast<std::int64_t>(to.slots.fill());
        return *this;
    }

    Scene &pending(ChannelId channel, WorkerId worker, std::int64_t asked, std::int64_t in)
    {
        made.snapshot.channels[channel].pending.push_back({worker, asked, in, 0});
        return *this;
    }

    ChannelSnapshot &channel(ChannelId id = 0) { return made.snapshot.channels[id]; }
    ProcessSnapshot &process(std::size_t worker) { return made.snapshot.processes[worker]; }

    StageScene done()
    {
        made.waits = waitsFor(made.snapshot);
        return made;
    }

    StageScene made;

private:
    void setCall(std::size_t worker, const char *call, int fd, int size)
    {
        auto &process = made.snapshot.processes[worker];
        process.call = findCall(call).value_or(noCall);
        process.arguments = {fd, size};
    }
};

const std::vector<Player> pair{{"writer", {}, {0}}, {"reader", {0}, {}}};

StageScene writeBlocks()
{
    return Scene("write blocks", pair)
        .write(0, 65536)
        .calls(0, 16, 0, 65536)
        .asleep(0, "write", 4, 4096, 0)
        .pending(0, 0, 4096, 0)
        .atGate(1, Gate::Pace, "read", 3, 4096)
        .done();
}

StageScene readBlocks()
{
    Scene scene("read blocks", pair);
    scene.asleep(1, "read", 3, 10, 0).atGate(0, Gate::Held, "write", 4, 5).calls(1, 3, 0, 0);
    scene.channel().queued = {0, Source::Sampled, 97 * second / 10, 0};
    return scene.done();
}

StageScene partlyTaken()
{
    Scene scene("partly taken", pair, 1, 16384);
    scene.write(0, 4096).write(0, 2049).write(0, 100);
    scene.channel().slots.forceRead(3000);
    scene.channel().queued.value = static_cast<std::int64_t>(scene.channel().slots.fill());
    scene.calls(0, 5, 0, 6245).calls(1, 1, 3000, 0);
    scene.process(1).call = findCall("read").value_or(noCall);
    scene.process(1).arguments = {3, 3000};
    Event last;
    last.call = scene.process(1).call;
    last.result = 3000;
    scene.process(1).last = last;
    return scene.done();
}

StageScene hello()
{
    Scene scene("hello", {{"parent", {0}, {}}, {"child", {}, {0}}});
    scene.hold(0, 4, 0, End::Write).hold(1, 3, 0, End::Read);
    scene.made.snapshot.processes[0].descriptors = {{3, 0, End::Read}, {4, 0, End::Write}};
    scene.made.snapshot.processes[1].descriptors = {{3, 0, End::Read}, {4, 0, End::Write}};
    scene.write(0, 9, 1).calls(1, 1, 0, 9).atGate(1, Gate::Pace, "_exit", 0, 0);
    scene.process(1).parent = 0;
    scene.asleep(0, "wait", 0, 0, noChannel).calls(0, 2, 0, 0);
    Event written;
    written.effect = Effect::Write;
    written.channel = 0;
    written.result = 9;
    written.payloadLength = 9;
    std::copy_n("I am mike", 9, written.payload.begin());
    scene.made.contents.reset(1);
    scene.made.contents.note(written);
    return scene.done();
}

StageScene helloEnded()
{
    auto made = hello();
    made.name = "hello, child ended";
    auto &child = made.snapshot.processes[1];
    child.state = ProcessState::Zombie;
    child.ending = WaitStatus::fromRaw(0);
    child.descriptors.clear();
    made.waits = waitsFor(made.snapshot);
    return made;
}

StageScene forgottenEnd()
{
    Scene scene("forgotten end", {{"parent", {0}, {}}, {"child", {}, {0}}});
    scene.hold(0, 4, 0, End::Write).asleep(0, "read", 3, 50, 0).calls(0, 4, 9, 0);
    scene.ended(1, ProcessState::Exited, 0);
    return scene.done();
}

StageScene brokenPipe()
{
    Scene scene("broken pipe", pair);
    scene.ended(0, ProcessState::Killed, SIGPIPE).ended(1, ProcessState::Exited, 3 << 8);
    scene.channel().gone = true;
    scene.channel().slots.clear();
    return scene.done();
}

StageScene noReader()
{
    Scene scene("no reader left", pair);
    scene.ended(1, ProcessState::Exited, 0).write(0, 5000);
    return scene.done();
}

StageScene notStarted()
{
    Scene scene("not started", {{"parent", {0}, {}}, {"child", {}, {0}}});
    scene.made.snapshot = Snapshot(2, 1);
    scene.process(0).state = ProcessState::AtGate;
    scene.process(0).gate = Gate::Held;
    scene.process(0).call = findCall("pipe").value_or(noCall);
    scene.process(0).pid = 4711;
    return scene.done();
}

StageScene refused()
{
    Scene scene("refused", pair);
    scene.write(0, 4096);
    scene.channel().queued.error = EPERM;
    scene.process(1).stateError = EPERM;
    scene.process(0).state = ProcessState::Stopped;
    return scene.done();
}

StageScene disagreeing()
{
    Scene scene("disagreeing", pair, 1, 1048576);
    scene.write(0, 123456);
    scene.channel().queued.value = 123000;
    scene.channel().disagrees = true;
    scene.channel().slotsExact = false;
    return scene.done();
}

StageScene inferred()
{
    Scene scene("inferred", pair);
    scene.write(0, 20000);
    scene.channel().queued.source = Source::Inferred;
    scene.channel().slotsExact = false;
    return scene.done();
}

StageScene fullSpeed()
{
    Scene scene("full speed", pair, 1, 1048576);
    scene.write(0, 700'000)
        .calls(0, 1'234'567, 0, 5'056'786'432)
        .calls(1, 1'234'100, 5'056'086'432, 0);
    scene.made.rates.calls = {610'000, 600'000};
    scene.made.rates.bytesIn = {4.7e9};
    scene.made.rates.bytesOut = {4.6e9};
    return scene.done();
}

StageScene partlyIn()
{
    return Scene("partly in", pair)
        .write(0, 65536)
        .asleep(0, "write", 4, 100'000, 0)
        .pending(0, 0, 100'000, 65'536)
        .atGate(1, Gate::Condition, "read", 3, 4096)
        .done();
}

StageScene deadlock()
{
    Scene scene("deadlock", {{"parent", {0}, {}}, {"child", {}, {0}}});
    scene.write(0, 65536, 1).asleep(1, "write", 4, 65537, 0).pending(0, 1, 65537, 65536);
    scene.asleep(0, "wait", 0, 0, noChannel);
    scene.process(1).parent = 0;
    return scene.done();
}

/// Both are on both ends, side by side beneath the pipe.
StageScene talkingToItself()
{
    Scene scene("talking to itself", {{"parent", {0}, {0}}, {"child", {0}, {0}}});
    scene.asleep(0, "wait", 0, 0, noChannel).calls(0, 4, 4, 4).asleep(1, "read", 3, 100, 0);
    scene.process(1).parent = 0;
    return scene.done();
}

/// Who waits for whom does not fit between them.
StageScene longNames()
{
    auto made = talkingToItself();
    made.name = "long names";
    made.cast.parts[0].name = "a-parent-of-many";
    made.cast.parts[1].name = "the-only-child";
    return made;
}

/// Both are on both ends, and the second of them sleeps in a write.
StageScene fullOfItself()
{
    Scene scene("full of itself", {{"parent", {0}, {0}}, {"child", {0}, {0}}});
    scene.write(0, 65536, 1).asleep(1, "write", 4, 4096, 0).pending(0, 1, 4096, 0);
    return scene.done();
}

/// The parent waits for either child, each child for the parent to read.
StageScene twoStuckChildren()
{
    Scene scene("two stuck children", {{"parent", {0}, {}}, {"anna", {}, {0}}, {"bert", {}, {0}}});
    scene.write(0, 65536, 1).asleep(0, "wait", 0, 0, noChannel);
    for (std::size_t i = 1; i < 3; ++i) {
        scene.asleep(i, "write", 4, 4096, 0).pending(0, static_cast<WorkerId>(i), 4096, 0);
        scene.process(i).parent = 0;
    }
    return scene.done();
}

/// Its parent waits for the writer or the reader, which stand left and right of it.
StageScene eitherChild()
{
    auto made = Scene("either child",
                      {{"parent", {}, {}}, {"writer", {}, {0}}, {"reader", {0}, {}}})
                    .asleep(0, "wait", 0, 0, noChannel)
                    .made;
    made.snapshot.processes[1].parent = made.snapshot.processes[2].parent = 0;
    made.waits = waitsFor(made.snapshot);
    return made;
}

StageScene family()
{
    Scene scene("family", {{"parent", {}, {}}, {"writer", {}, {0}}, {"reader", {0}, {}}});
    scene.hold(0, 3, 0, End::Read).hold(0, 4, 0, End::Write);
    scene.asleep(0, "wait", 0, 0, noChannel).write(0, 8192, 1).calls(1, 2, 0, 8192);
    scene.process(1).parent = 0;
    scene.process(2).parent = 0;
    scene.ended(1, ProcessState::Exited, 0);
    return scene.done();
}

StageScene manyWriters()
{
    Scene scene("three writers",
                {{"anna", {}, {0}}, {"bert", {}, {0}}, {"carl", {}, {0}}, {"reader", {0}, {}}});
    scene.write(0, 28672, 0).write(0, 20480, 1).write(0, 16384, 2);
    for (std::size_t i = 0; i < 3; ++i)
        scene.asleep(i, "write", 4, 4096, 0).pending(0, static_cast<WorkerId>(i), 4096, 0);
    return scene.done();
}

/// Both wait for the same writer.
StageScene twoReaders()
{
    Scene scene("two readers", {{"writer", {}, {0}}, {"anna", {0}, {}}, {"bert", {0}, {}}});
    scene.asleep(1, "read", 3, 10, 0).asleep(2, "read", 3, 10, 0);
    return scene.done();
}

StageScene conversation()
{
    Scene scene("conversation", {{"client", {1}, {0}}, {"server", {0}, {1}}}, 2);
    scene.write(0, 4096).asleep(0, "read", 5, 100, 1).asleep(1, "write", 6, 4096, 1);
    scene.write(1, 65536, 1).pending(1, 1, 4096, 0);
    return scene.done();
}

StageScene bothWaitToRead()
{
    return Scene("both wait to read", {{"client", {1}, {0}}, {"server", {0}, {1}}}, 2)
        .asleep(0, "read", 5, 100, 1)
        .asleep(1, "read", 3, 100, 0)
        .done();
}

StageScene relay()
{
    Scene scene("relay", {{"source", {}, {0}}, {"relay", {0}, {1}}, {"sink", {1}, {}}}, 2);
    scene.write(0, 10000).asleep(2, "read", 5, 100, 1);
    return scene.done();
}

StageScene fourOnTwo()
{
    Scene scene("four on two channels",
                {{"mother", {}, {}}, {"source", {}, {0}}, {"relay", {0}, {1}}, {"sink", {1}, {}}},
                2);
    for (std::size_t channel = 0; channel < 2; ++channel) {
        const auto id = static_cast<ChannelId>(channel);
        scene.hold(0, 3 + 2 * id, id, End::Read).hold(0, 4 + 2 * id, id, End::Write);
    }
    scene.asleep(0, "wait", 0, 0, noChannel).asleep(3, "read", 5, 100, 1);
    return scene.done();
}

StageScene alone()
{
    Scene scene("alone", {{"worker", {0}, {0}}});
    scene.write(0, 65536).asleep(0, "write", 4, 1, 0).pending(0, 0, 1, 0);
    return scene.done();
}

} // namespace

std::vector<StageScene> stageScenes()
{
    return {writeBlocks(), readBlocks(),   partlyTaken(),      hello(),
            helloEnded(),  forgottenEnd(), brokenPipe(),       noReader(),
            notStarted(),  refused(),      disagreeing(),      inferred(),
            fullSpeed(),   partlyIn(),     deadlock(),         family(),
            manyWriters(), twoReaders(),   conversation(),     relay(),
            fourOnTwo(),   alone(),        bothWaitToRead(),   talkingToItself(),
            longNames(),   fullOfItself(), twoStuckChildren(), eitherChild()};
}

StageScene stageScene(const std::string &name)
{
    for (auto &scene : stageScenes()) {
        if (scene.name == name)
            return scene;
    }
    return {};
}

} // namespace seeipc
