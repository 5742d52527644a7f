// SPDX-License-Identifier: MIT
#pragma once

#include "scenario/text.h"

#include <cstdint>
#include <initializer_list>
#include <span>
#include <string>
#include <string_view>

namespace seeipc {

/// Every sentence that the narrator and the command line speak, by what it says. The texts stand in
/// messages.cpp (narrator) and commandmessages.cpp (command line, verdicts, failures), a row each,
/// English and Chinese.
enum class Message : std::uint16_t {
    // Narrator.
    NothingYet,

    // The narrator's end here; what follows stands in commandmessages.cpp.

    // Command line: usage.
    CommandUnknown,
    CommandMisspelt,
    DidYouMean,
    OptionUnknown,
    OptionNeedsValue,
    OptionTakesNoValue,
    HelpOfCommand,
    HelpOfAll,
    LanguageUnknown,
    WordTooMany,
    Note,
    NoDisplay,
    NoWindowProgram,
    NoScenarios,
    ScenarioUnknown,
    ListHelps,
    ChapterUnknown,
    SettingMalformed,
    NoParameters,
    ParameterUnknown,
    PaceMalformed,
    PaceOrStep,
    PlayNeedsOne,
    CheckWhat,

    // Command line: help.
    SummaryList,
    SummaryPlay,
    SummaryCheck,
    Help,
    HelpList,
    HelpPlay,
    HelpCheck,

    // Command line: a play.
    NamespaceRefused,
    StateNotStarted,
    StateRunning,
    StateInCall,
    StatePace,
    StateHeld,
    StateCondition,
    StateSample,
    StateAsleep,
    StateStopped,
    StateZombie,
    StateExited,
    StateKilled,
    StateEnded,
    ProcessStarted,
    ObservationRefused,
    CallsLost,
    Repeated,
    EventsHidden,
    Fill,
    FillAbout,
    FillRefused,
    FillAge,
    FillOfChannel,
    ProcessSums,
    ProcessSum,
    StepQuestion,
    HintPlay,
    HintHeld,
    HintStep,
    HintSteps,
    EndedHopeless,

    // Command line: a check.
    CheckPassed,
    CheckFailed,
    CheckSkipped,
    CheckProves,
    CheckRefuted,
    CheckUnknown,
    CheckTooLong,
    CheckSums,

    // Verdicts.
    SeenNoReturn,
    SeenLost,
    SeenInRound,
    SeenCount,
    SeenAtLeast,
    SeenMostQueued,
    SeenOnlyStart,
    SeenNoFill,
    SeenNoValue,
    SeenBytes,
    SeenValue,
    SeenByte,
    SeenNoEnd,
    SeenExit,
    SeenKilled,
    SeenNoInstant,
    SeenNoLook,
    SeenRefusal,
    SeenFill,
    SeenCapacity,
    SeenAwake,

    // Failures of a session.
    Failure,
    WorkSession,
    WorkStart,
    WorkDirectory,
    WorkMemory,
    WorkProc,
    WorkStewardGone,
    WorkStewardSlow,
    RemedyNone,
    RemedyEmfile,
    RemedyEnfile,
    RemedyFileSize,
    RemedyProcesses,
    RemedyMemory,
    RemedyWorker,
    RemedyDirectory,

    Count
};

inline constexpr Message firstCommandMessage = Message::CommandUnknown;

/// A row of a table: rows stand in the order of the enumeration.
struct MessageRow
{
    Message message;
    std::string_view en;
    std::string_view zh;
};

/// The rows from firstCommandMessage on.
std::span<const MessageRow> commandMessages();

/// The sentence with its places %1, %2, ... filled.
std::string tell(Message message, Language language,
                 std::initializer_list<std::string> arguments = {});

/// The same in every language.
Text tellAll(Message message, std::initializer_list<std::string> arguments = {});

} // namespace seeipc
