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
/// narratormessages.cpp and commandmessages.cpp (command line, verdicts, failures), a row each, English
/// and Chinese.
enum class Message : std::uint16_t {
    // Narrator: words that sentences are made of.
    ThePipe,
    NamedPipe,
    SomeProcess,
    TwoNames,
    NamesAndMore,
    OneByte,
    Bytes,
    OneSlot,
    Slots,
    About,
    Seconds,
    Fd,
    SignalNumbered,
    Exited,
    Killed,
    EndedUnseen,
    NeverStarted,
    AndMore,

    // Narrator: nobody can end it.
    Deadlock,
    RingWaitsForEnd,
    RingWaitsForRead,
    RingWaitsForWrite,
    EofCannotCome,
    LastWriteEndIsOwn,
    LastWriteEndForgotten,
    RoomCannotCome,
    LastReadEndIsOwn,

    // Narrator: who sleeps, and what would wake it.
    SleepsIn,
    SleepsOnIn,
    PipeIsEmpty,
    NoBytesToTake,
    WriterHasEnd,
    WritersHaveEnd,
    OwnEndKeepsEofAway,
    AllSlotsInUse,
    OnlySlotInUse,
    NoSlotFree,
    SlotsInUseWith,
    OnlySlotInUseWith,
    FullAsTwoDoNotFit,
    PartIsIn,
    WakesAtSlot,
    WakesAtSlotToGo,
    OnlyCanMakeRoom,
    WakerIsHeld,
    TookSleepsOn,
    TookWakes,
    SlotIsFree,
    WroteWakes,
    BytesAreThere,
    SlotNotEmptyYet,
    ChildIsAlive,
    ChildrenAreAlive,

    // Narrator: what nobody would tell.
    FillUnknown,
    FillRefusedSince,
    FillRefusedNow,
    FillRefusedFirst,
    FillRefusedBeside,
    InCallFor,
    SleepRefused,

    // Narrator: what the kernel refused.
    CapacityRefused,
    BytesNeedSlots,
    BytesNeedMoreSlots,
    AboveLimit,
    NoSuchCapacity,
    ItStays,
    Failed,
    ReadMayNotSleep,
    WriteAllOrNothing,
    WriteMayNotSleep,
    FullAt,
    OneWriteASlot,
    NobodyCanRead,
    LivesByIgnoring,
    LivesByHandling,
    BadDescriptor,
    Interrupted,
    NoChildLeft,
    NoSuchProcess,
    TooManyDescriptors,
    TooManyProcesses,
    ChangedNothing,

    // Narrator: how a process ended.
    AllEnded,
    AllExitedWith,
    WroteWithoutReader,
    WroteNothingKnown,
    SignalAlwaysKills,
    SignalByDefaultKills,
    DescriptorsClosed,
    IsZombie,
    NoWriteEndLeft,
    NoWriteEndLeftEmpty,
    NoReadEndLeft,

    // Narrator: the call that returned last.
    MadePipe,
    MadePipeShort,
    HoldsAtMost,
    OnlyMakerHasEnds,
    Forked,
    CopiedDescriptors,
    BothEndsHeldBy,
    EndsHeldBy,
    ClosedReadEnd,
    ClosedWriteEnd,
    ClosedOther,
    LastReadEndClosed,
    LastWriteEndClosed,
    PipeIsGone,
    OnlyOneReads,
    StillRead,
    OnlyOneWrites,
    StillWrite,
    NotOfThisDemo,
    Duplicated,
    OneMoreReadEnd,
    OneMoreWriteEnd,
    Took,
    AskedAndGot,
    GotOnly,
    ReturnsWithWhatIsThere,
    EndOfFile,
    ClosingWasTheMessage,
    AskedForNothing,
    NothingAsked,
    BytesWereThere,
    SleptForBytes,
    WriterHasEnded,
    TheySay,
    Wrote,
    WroteNothing,
    NothingMoves,
    RoomWasThere,
    SleptForSlot,
    SleptForAll,
    LastSlotTaken,
    AlreadyTaken,
    PipeHolds,
    PipeHoldsOneSlot,
    PipeHoldsBytes,
    PipeEmptyNow,
    TookOnlyPart,
    TookPart,
    LastReaderLeft,
    CutShort,
    RestDidNotFit,
    WaitReturned,
    StillInPipe,
    EndsWith,
    ClosesDescriptors,
    Ignores,
    Catches,
    ResetsToDefault,
    PipeWillFail,
    SignalIsDropped,
    HandlerRuns,
    DefaultRuns,
    SentSignal,
    ReachesSleepersToo,
    CapacityNow,
    RoundedUp,
    ThatIsSlots,
    ThatIsOneSlot,
    CapacityIs,
    AnsweredByKernel,
    Returned,
    CallSucceeded,

    // Narrator: too fast, or nothing to tell yet.
    TooFast,
    SeenOfCalls,
    EveryCallSeen,
    CameThrough,
    HeldBeforeFirst,
    StepMakesNext,
    IsStopped,
    WaitsForContinue,
    WaitsItsTurn,
    WaitsForCue,
    CallsNext,
    CueComes,
    HasStarted,
    FirstCallComes,
    NothingYet,
    NobodyStarted,

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
    FillAtLeast,
    FillRefused,
    FillAge,
    FillDisagrees,
    ChannelGone,
    FillOfChannel,
    OneCall,
    Calls,
    SumWritten,
    SumRead,
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
    CheckStuck,
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

/// The row of any message.
const MessageRow &rowOf(Message message);

/// The rows up to firstCommandMessage, and those from it on.
std::span<const MessageRow> narratorMessages();
std::span<const MessageRow> commandMessages();

/// The sentence with its places %1, %2, ... filled.
std::string tell(Message message, Language language,
                 std::initializer_list<std::string> arguments = {});

/// The same in every language.
Text tellAll(Message message, std::initializer_list<std::string> arguments = {});

} // namespace seeipc
