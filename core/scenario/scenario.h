// SPDX-License-Identifier: MIT
#pragma once

#include "events/event.h"
#include "events/ids.h"
#include "mechanisms/mechanism.h"
#include "mechanisms/program.h"
#include "posix/waitstatus.h"
#include "scenario/expression.h"
#include "scenario/text.h"

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace seeipc {

/// A value that a user may set, within its bounds.
struct Parameter
{
    enum class Type : std::uint8_t { Number, Text, Choice };
    struct Choice
    {
        std::string word;
        Text title;
    };

    std::string name;
    Text title;
    Type type = Type::Number;
    std::int64_t number = 0; ///< default; of a choice: the position of its word
    std::int64_t atLeast = 0;
    std::int64_t atMost = 0;       ///< of a text: its length in bytes
    std::string text;              ///< default
    std::string unit;              ///< "bytes", "%"; empty: none
    std::vector<Choice> choices{}; ///< of a choice; the first is the default
    std::optional<std::uint32_t>
        byHandStep; ///< a change is made by this step of some worker: its number
                    ///< among the by-hand ones
};

struct ParameterValue
{
    std::int64_t number = 0;
    std::string text;
};

/// What must come true before a step goes on, or an expectation looks.
struct Condition
{
    enum class Kind : std::uint8_t {
        Asleep,  ///< `worker` asleep in `call`
        Done,    ///< `worker` has returned from `step`
        Ended,   ///< `worker` has ended
        Stopped, ///< `worker` stands still by a signal
        Handled, ///< a handler of `worker` ran for `signal`
        Settled, ///< all others sleep in a call, wait for a condition, or have ended
    };

    Kind kind = Kind::Ended;
    WorkerId worker = noWorker;
    CallId call = noCall;
    StepId step = noStep; ///< Done; Settled: the one that waits, as each waits for itself
    int signal = 0;

    bool operator==(const Condition &) const = default;
};

/// A step as the user sees it; `position` finds it in the program.
struct StepInfo
{
    WorkerId worker = noWorker;
    CallId call = noCall;
    std::string alias;             ///< "as", else the call's name where it is the only one
    std::uint32_t position = 0;    ///< in the program
    ChannelId channel = noChannel; ///< that it makes
    std::optional<std::uint16_t> descriptor{}; ///< that it makes: its number among the named ones
};

/// How a number is compared with what was seen.
struct NumberTest
{
    enum class Comparison : std::uint8_t {
        Equal,
        NotEqual,
        Less,
        LessOrEqual,
        Greater,
        GreaterOrEqual
    };

    Comparison comparison = Comparison::Equal;
    std::int64_t number = 0;
    std::optional<std::size_t> parameter{}; ///< its value instead of `number`
    std::optional<Expression> expression{}; ///< what it gives instead of `number`

    /// Against a number that was known or has been worked out.
    bool holds(std::int64_t seen, std::int64_t wanted) const;
};

/// Something that not every machine gives.
struct Requirement
{
    enum class Kind : std::uint8_t {
        CapSysResource,    ///< workers may go above limits of the machine
        PacketMode,        ///< a pipe may have O_DIRECT
        Bash,              ///< there is a /bin/bash
        Dash,              ///< there is a /bin/dash
        SharedDescriptors, ///< workers may pidfd_getfd(2) from each other
        UnusedUser,        ///< a worker may become a user that has no process
        PipeBudget,        ///< 8192 descriptors can use up pipe-user-pages-soft
        X8664,             ///< the system calls have the numbers of x86-64
        Capabilities,      ///< workers have some, which one without privilege has not
        UserNamespaces,    ///< whoever has no privilege may make user namespaces
    };

    Kind kind = Kind::CapSysResource;
    bool isNegated = false; ///< needed is a machine that refuses it

    bool operator==(const Requirement &) const = default;
};

/// A stretch of bytes that are all the same.
struct ByteRun
{
    char byte = 0;
    std::int64_t length = 0;

    bool operator==(const ByteRun &) const = default;
};

/// Something that must be seen, and the fact of the catalogue that it proves.
struct Expectation
{
    enum class Subject : std::uint8_t { Call, Value, Worker, At };

    Subject subject = Subject::Call;
    Text proves;                    ///< the catalogue's fact
    std::string place;              ///< "expect[2]"
    std::string text;               ///< the expectation as it stands in the file, one line
    std::string only;               ///< variant; empty: every one
    std::vector<Requirement> needs; ///< it is asked only where all of these hold
    WorkerId worker = noWorker;
    StepId step = noStep; ///< Call
    std::string value;    ///< Value: name of an `into`
    std::optional<Condition> at;
    std::uint16_t sample = noGate; ///< At: number of its sample
    ChannelId channel = noChannel;

    // Tests; those that are set must all hold.
    std::optional<NumberTest> returns;    ///< Call: every return of it
    std::optional<int> error;             ///< Call: errno, 0 for none
    std::optional<std::string> data;      ///< Call: bytes moved; Value: all bytes
    std::optional<std::string> contains;  ///< Value: these bytes stand in it somewhere
    std::optional<NumberTest> count;      ///< Call: how often; Value: how many bytes
    std::optional<std::int64_t> sequence; ///< Value: byte k is k mod this
    std::vector<std::pair<std::size_t, NumberTest>> equals; ///< Call: numbers beside its result, by
                                                            ///< their place in `out`
    std::vector<ByteRun> runs;              ///< Value: all of it, as stretches; empty: not asked
    std::optional<NumberTest> torn;         ///< Value: records that others' bytes cut in two
    std::int64_t record = 0;                ///< bytes of each, with `torn`
    std::optional<NumberTest> number;       ///< Value: what it says as a number; -1: "unlimited"
    std::optional<NumberTest> handled;      ///< Worker: how often its handlers ran
    std::optional<NumberTest> exit;         ///< Worker
    std::optional<int> signal;              ///< Worker: killed by
    std::optional<bool> core;               ///< Worker: did its end leave a core?
    std::optional<NumberTest> queuedBytes;  ///< At
    std::optional<NumberTest> capacity;     ///< At
    std::optional<NumberTest> readEnds;     ///< At: descriptors of the read end, in all processes
    std::optional<NumberTest> writeEnds;    ///< At
    std::optional<NumberTest> mostQueued;   ///< Call: the highest FIONREAD seen at it
    std::optional<NumberTest> milliseconds; ///< Call: from its entry to each return, rounded down
    std::optional<CallId> asleepIn; ///< At: `worker` sleeps in it, and 60 ms later still does
    bool isForEver = false;         ///< At: and at the end nobody could wake it
};

struct Worker
{
    std::string name;
};

struct Channel
{
    std::string name;
    ChannelKind kind = ChannelKind::None;
    CallId madeBy = noCall;
};

/// The steps as they stand in the file, for the compiler (scenario/source.h).
struct ScenarioSource;

/// A demo: data that was checked as a whole, and the program that its workers run.
struct Scenario
{
    std::string id;
    std::string chapter;
    std::string file;
    std::string cure; ///< id; empty: none
    Text title;
    Text lesson;
    std::vector<Parameter> parameters;
    std::vector<Worker> workers;
    std::vector<Channel> channels;
    std::vector<std::string> names;       ///< by NameId: of files in the session's directory
    std::vector<std::string> descriptors; ///< names of those that single calls return
    std::vector<StepInfo> steps;          ///< by StepId
    std::vector<Condition> conditions;    ///< by condition number; steps wait for these
    std::vector<Condition>
        samples; ///< by sample number; `at` expectations look when these come true
    std::vector<Expectation> expectations;
    std::vector<std::pair<std::string, std::map<std::string, std::int64_t>>> variants;
    std::vector<Requirement> needs;        ///< it can be run only where all of these hold
    std::optional<std::int64_t> checkPace; ///< nanoseconds a call in `check`; absent: full speed
    std::shared_ptr<const ScenarioSource> source; ///< never null in a loaded scenario
};

} // namespace seeipc
