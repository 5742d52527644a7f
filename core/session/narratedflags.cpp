// SPDX-License-Identifier: MIT
// The narrator on the flags of an open file: what they do, and who else has them.
#include "session/narratorrules.h"

#include "mechanisms/calltext.h"
#include "mechanisms/registry.h"
#include "session/eventtext.h"

#include <algorithm>
#include <fcntl.h>

namespace seeipc {

namespace {

constexpr std::int64_t felt = O_NONBLOCK | O_DIRECT; ///< flags that a pipe's calls behave by

const Descriptor *descriptorOf(const Phrases &phrases, const Event &event)
{
    const auto &descriptors = phrases.snapshot.processes[event.worker].descriptors;
    const auto found = std::find_if(descriptors.begin(), descriptors.end(),
                                    [&](const auto &d) { return d.fd == event.arguments[0]; });
    return found != descriptors.end() ? &*found : nullptr;
}

/// Which of these flags a call of the demo may have given to an open file.
std::int64_t givenBy(const StepSnapshot &step, Effect effect)
{
    if (step.returns == 0 || step.error != 0)
        return 0;
    switch (effect) {
    case Effect::MakeChannel: return step.arguments[0] & felt;
    case Effect::SetFlags: return step.out[0] & felt;
    case Effect::Duplicate: return step.out[1] == absent ? 0 : step.out[1] & felt;
    default: return 0;
    }
}

/// Who has given these flags to any open file; noWorker: it came with one.
std::vector<WorkerId> giversOf(const Phrases &phrases, std::int64_t flags)
{
    std::vector<WorkerId> givers;
    for (std::size_t i = 0; i < phrases.scenario.steps.size(); ++i) {
        const auto &info = phrases.scenario.steps[i];
        const auto step = phrases.snapshot.ofStep(static_cast<StepId>(i));
        if (step.returns == 0)
            continue;
        const auto effect = effectOf(info.call, step.arguments);
        if ((givenBy(step, effect) & flags) != 0)
            givers.push_back(effect == Effect::SetFlags ? info.worker : noWorker);
    }
    return givers;
}

/// "child set O_NONBLOCK", where nobody else can have set what this process finds. May be nothing.
std::string setByAnother(const Phrases &phrases, const Event &event)
{
    const auto givers = giversOf(phrases, O_NONBLOCK);
    const bool isOne = !givers.empty() && givers[0] != noWorker && givers[0] != event.worker
                       && std::count(givers.begin(), givers.end(), givers[0])
                              == static_cast<std::ptrdiff_t>(givers.size());
    return isOne ? phrases.say(Message::FlagSetBy, {phrases.name(givers[0])}) : std::string();
}

/// Who else has descriptors of the same open file: other processes, else its own. May be nothing.
std::string sharedWith(const Phrases &phrases, const Event &event, const Descriptor &descriptor)
{
    std::vector<WorkerId> others;
    std::vector<Holder> own;
    const auto &processes = phrases.snapshot.processes;
    for (std::size_t i = 0; descriptor.file != noFile && i < processes.size(); ++i) {
        for (const auto &held : processes[i].descriptors) {
            if (held.file != descriptor.file)
                continue;
            if (i != event.worker)
                others.push_back(static_cast<WorkerId>(i));
            else if (held.fd != descriptor.fd)
                own.push_back({event.worker, held.fd});
        }
    }
    if (!others.empty())
        return phrases.say(Message::FlagsSharedWith, {phrases.names(others)});
    return own.empty() ? std::string() : phrases.say(Message::FlagsSharedWith, {phrases.fds(own)});
}

/// A descriptor of its own that leads to the same end, but by an open file with other flags. May be
/// nothing.
std::string anotherFile(const Phrases &phrases, const Event &event, const Descriptor &descriptor)
{
    const auto &files = phrases.snapshot.files;
    for (const auto &held : phrases.snapshot.processes[event.worker].descriptors) {
        const bool isSameEnd = held.channel == descriptor.channel && held.end == descriptor.end;
        if (isSameEnd && held.file < files.size() && descriptor.file < files.size()
            && ((files[held.file].flags ^ files[descriptor.file].flags) & felt) != 0)
            return phrases.say(Message::IsAnotherOpenFile, {phrases.fd(held.fd)});
    }
    return {};
}

/// What they mean for the calls that come.
std::string whatFlagsDo(const Phrases &phrases, const Descriptor &descriptor, std::int64_t flags)
{
    if (descriptor.end == End::Write && (flags & O_DIRECT) != 0)
        return phrases.say(Message::WritesArePackets);
    if ((flags & O_NONBLOCK) != 0)
        return phrases.say(Message::CallsDoNotSleep);
    return phrases.say(descriptor.end == End::Read ? Message::ReadsMaySleep
                                                   : Message::CallsMaySleep);
}

} // namespace

std::optional<std::int32_t> flagsOf(const Phrases &phrases, const Event &event)
{
    const auto *file = phrases.snapshot.fileOf(event.worker, event.arguments[0]);
    return file ? std::optional(file->flags) : std::nullopt;
}

Caption tellFlags(const Phrases &phrases, const Event &event)
{
    const auto call = callText(event);
    const std::vector<std::string> whats{
        phrases.say(Message::Returned, {phrases.name(event.worker), call}), call};
    const auto *descriptor = descriptorOf(phrases, event);
    const auto flags = flagsOf(phrases, event);
    if (!descriptor || !flags)
        return phrases.caption(whats, {returnedText(event)});
    const auto does = phrases.atBegin(whatFlagsDo(phrases, *descriptor, *flags));
    const bool isAnySet = (*flags & felt) != 0;
    if (event.effect == Effect::SetFlags) {
        const bool isSame = !isAnySet && giversOf(phrases, felt).empty();
        return phrases.caption(
            whats, {isSame ? phrases.say(Message::NoFlagChanged) : std::string(), does,
                    isAnySet ? sharedWith(phrases, event, *descriptor) : std::string()});
    }
    const auto are = phrases.say(Message::FlagsAre, {openFlagText(event.result)});
    if ((*flags & O_NONBLOCK) == 0)
        return phrases.caption(whats, {are, anotherFile(phrases, event, *descriptor), does});
    const auto shared = sharedWith(phrases, event, *descriptor);
    const auto setBy = setByAnother(phrases, event); // then how it came by them is the news
    if (!setBy.empty())
        return phrases.caption(whats, {are, shared, setBy, does});
    return phrases.caption(whats, {are, does, shared});
}

} // namespace seeipc
