// SPDX-License-Identifier: MIT
#pragma once

#include "events/event.h"
#include "events/ids.h"
#include "posix/result.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace seeipc {

/// What the user interface draws a channel by. It knows no mechanism by name.
enum class ChannelKind : std::uint8_t { None, ByteStream, Messages, Memory, Counter, Name };

/// What a parameter of a call may be in a scenario.
enum class ParameterType : std::uint8_t {
    Descriptor,        ///< "p[0]", "p[1]", or a number
    Number,            ///< a number, "$param", "$i", or one of `symbols` where it has some
    Size,              ///< as Number, from 0 to mostBytesPerCall
    Data,              ///< "text", {"fill": "A", "times": N}, {"sequence": N}, "$param"
    Worker,            ///< the name of a worker
    Process,           ///< "@worker": its pid
    Symbol,            ///< one of `symbols`
    Flags,             ///< some of `symbols`, joined by "|", or a number
    Signal,            ///< "SIGUSR1"
    ForeignDescriptor, ///< "owner.p[0]": the number that it has in that process
    DescriptorPath,    ///< "procfd:p[0]", "procfd:owner.p[0]": its name in /proc; the last value of
                       ///< the call is the pid of that process, 0: its own
    Path,              ///< "door": a name in the session's directory; or as DescriptorPath
    Name,              ///< "door": that alone
    Mode,              ///< permissions in octal, "0644"; left out: 0666
};

inline constexpr std::int64_t mostBytesPerCall = 16 * 1024 * 1024;

/// A word that a parameter may be, and what it means to the kernel: F_SETPIPE_SZ.
struct Symbol
{
    std::string_view name;
    std::int64_t value;
    std::string_view constant = {}; ///< its name in C; empty: the same
    std::string_view tail =
        {}; ///< in C: the arguments behind it, where they differ from word to word
};

/// As C has it; the number itself where there is no word for it.
inline std::string constantText(std::span<const Symbol> symbols, std::int64_t value)
{
    for (const auto &symbol : symbols) {
        if (symbol.value == value)
            return std::string(symbol.constant.empty() ? symbol.name : symbol.constant);
    }
    return std::to_string(value);
}

enum class Presence : std::uint8_t { Required, Optional };

struct CallParameter
{
    std::string_view name; ///< its key in a scenario
    ParameterType type;
    Presence presence = Presence::Required;
    std::span<const Symbol> symbols = {};
};

inline constexpr std::size_t mostCallParameters = 4;

/// What a call gets when a worker performs it: one number per parameter in the order of the table (a
/// descriptor, a size, a pid, a symbol's value; the first two become an event's `arguments`), and
/// memory for what moves.
struct CallInput
{
    std::array<std::int64_t, mostCallParameters> values{};
    /// By parameter: the name that a value stands for (nameArgument()); null: it stands for none.
    std::array<const char *, mostCallParameters> names{};
    const char *data = nullptr; ///< `Data`: bytes to send
    std::size_t dataSize = 0;
    char *buffer = nullptr; ///< where what is received goes; at least mostBytesPerCall
};

/// What became of it. `out` has the meaning of the call's Effect.
struct CallOutcome
{
    std::int64_t result = 0;
    int error = 0;
    std::array<std::int64_t, 4> out{absent, absent, absent, absent};
    const char *payload = nullptr; ///< bytes that moved; may be null
};

/// A number beside a call's result that an expectation may name: what poll(2) left in revents.
struct OutWord
{
    std::string_view name;
    std::size_t position;                 ///< in `out`
    std::span<const Symbol> symbols = {}; ///< that it is one of, or some of
};

/// What a text about one call is made from.
struct CallFacts
{
    std::array<std::int32_t, 2> arguments{};
    std::array<std::int64_t, 4> out{absent, absent, absent, absent};
    std::string_view names = {}; ///< the call's, as an event has them in its payload
};

struct CForm;

/// One system call a step may make: its parameters, how it is performed, how it reads as C.
struct Call
{
    std::string_view name;   ///< as in a scenario and in section 2 of the manual
    std::string_view manual; ///< "read(2)"
    Effect effect = Effect::None;
    std::span<const CallParameter> parameters = {};
    std::span<const long> systemCalls = {}; ///< SYS_* numbers that /proc/PID/syscall may show in it
    CallOutcome (*perform)(const CallInput &input) = nullptr;
    std::string (*text)(const CallFacts &facts) = nullptr; ///< "read(3, buf, 4096)"
    bool makesChannel = false;    ///< the step may have "makes", for both ends
    bool makesDescriptor = false; ///< the same, for what it returns
    std::span<const OutWord> outWords = {};
    /// Where the effect depends on the arguments (fcntl's command): it instead of `effect`.
    Effect (*refine)(const std::array<std::int32_t, 2> &arguments) = nullptr;
    bool isMadeByHand = false; ///< a parameter's change may make it
    /// What it returned, where that is no plain number: "0x801 (flags O_WRONLY|O_NONBLOCK)".
    std::string (*resultText)(const CallFacts &facts, std::int64_t result) = nullptr;
    /// How a step that makes it is written in C, by the names of the demo (mechanisms/cform.h). Never
    /// null: a test of the table holds that.
    const CForm *c = nullptr;
};

/// What one look at a channel gives.
struct ChannelSample
{
    std::int64_t queuedBytes = absent;
    std::int64_t capacity = absent;
};

/// A const table: one mechanism of inter-process communication, or the calls of none ("basic").
struct Mechanism
{
    std::string_view id;
    std::string_view title;
    std::string_view manual;
    ChannelKind kind = ChannelKind::None;
    std::span<const Call> calls;
    /// Asks the kernel by one borrowed descriptor. Null where there is nothing to ask.
    Result<ChannelSample> (*sample)(int pidfd, int fd) = nullptr;
};

} // namespace seeipc
