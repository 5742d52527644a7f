// SPDX-License-Identifier: MIT
#pragma once

#include "scenario/cnames.h"
#include "scenario/cprogramparts.h"
#include "scenario/cwords.h"

#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace seeipc {

/// What a program is made of, while it is written.
class ProgramWriter
{
public:
    ProgramWriter(const Scenario &scenario, const std::vector<ParameterValue> &parameters,
                  Language language)
        : m_scenario(scenario), m_words(scenario, parameters), m_language(language)
    {}

    std::string write();

private:
    std::string head() const;
    std::vector<std::string> headLines() const;
    std::string names() const;
    std::string declarations() const;
    std::string tellings() const;
    std::string sharedMemory() const;
    std::string handledLines() const;
    std::string processFunction(WorkerId worker);
    std::string nameFunction() const;
    std::string enterDirectory() const;
    std::string simpleMain() const;
    std::string conductingMain() const;
    std::string start(WorkerId worker) const;
    void writeEnd(const std::vector<const SourceStep *> &steps);
    void writeSteps(const std::vector<const SourceStep *> &steps);
    void writeLoop(const std::vector<const SourceStep *> &steps, std::size_t &at);
    void writeCall(const SourceStep &step, bool tellsLoop);
    void writeFailure(const SourceStep &step, const std::string &isFailed);
    std::string failure(std::string_view call) const;
    std::string complaint(std::string_view call) const;
    void writeFork(const SourceStep &step, const std::string &text);
    void writeWaitCall(const std::string &text, bool tellsLoop);
    void writeRead(const SourceStep &step, const std::string &text);
    void writeNumber(const SourceStep &step, const std::string &text);
    void writeFilled(const SourceStep &step, const std::string &text);
    const Expectation *expectedOrder() const;
    std::string countedCall(const SourceStep &step, const std::string &text) const;
    void writeTotal();
    void writeLoopCall(const std::string &text, const SourceStep &step);
    void writeHandled();
    void noteDone(const SourceStep &step);
    void writeHead(WorkerId worker);
    void writeWait(const SourceStep &step);
    std::string preparation(const SourceStep &step) const;
    void prepareData(const SourceStep &step);
    bool prepareLoop(const std::vector<const SourceStep *> &steps, std::size_t at);
    bool fillsBuffer(const SourceStep &step) const;
    bool isFailureForeseen(const SourceStep &step) const;
    bool stopsAtFailure(const SourceStep &step) const;
    bool tellsRead(const SourceStep &step) const;
    bool tellsNumber(const SourceStep &step) const;
    bool tellsFilled(const SourceStep &step) const;
    bool countsSignals(const SourceStep &step) const;
    void noteCall(const SourceStep &step);
    void noteConditions();
    bool hasKind(Condition::Kind kind) const;
    Looks looks() const;
    bool needsSelf() const;
    void shareDescriptors(WorkerId owner, std::uint32_t first, std::uint32_t count);
    void writeLook(std::string &text, std::size_t number) const;
    void order(WorkerId worker, std::vector<WorkerId> &into) const;
    bool hasValuesOf(const std::string &variant) const;
    std::vector<const Expectation *> sleepers() const;
    bool mayNeverEnd() const;
    bool diesWithParent(WorkerId worker) const;
    Text warning() const;
    bool makesCall(Effect effect) const;
    bool traces() const; ///< by ptrace(2)
    Text shownBeside() const;
    std::string reap(const std::string &name, const std::string &indent) const;
    std::string done(const Condition &condition) const;
    std::string whatIsDone(const Condition &condition) const;
    std::string whoItIs(WorkerId worker, const std::vector<const SourceStep *> &steps) const;
    std::string indent() const;
    void line(const std::string &text);
    std::string say(const char *en, const char *zh) const
    {
        return cComment(Text{en, zh}.in(m_language));
    }
    std::string name(WorkerId worker) const { return cName(m_scenario.workers[worker].name); }
    std::string who() const { return cString(m_scenario.workers[m_writing].name); }
    std::string function(WorkerId worker) const
    {
        return cName(m_scenario.workers[worker].name + "_main");
    }
    std::string constant(WorkerId worker) const
    {
        return cProcess(m_scenario.workers[worker].name);
    }
    std::string event(std::size_t number) const;
    bool isConducted() const { return !m_conditions.empty() || m_needsPids || !m_foreign.empty(); }

    const Scenario &m_scenario;
    CWords m_words;
    Language m_language;
    std::string m_body; ///< of the function being written
    int m_depth = 1;    ///< of its blocks
    int m_loops = 0;
    bool m_asksCount = false;       ///< what a call in the innermost loop returned
    std::string m_inBuffer;         ///< the line that filled it; empty: something else is in it
    WorkerId m_writing = noWorker;  ///< the process being written
    WorkerId m_countsIn = noWorker; ///< the process being written, if it counts signals
    std::vector<bool> m_isForked;   ///< by worker
    std::set<std::uint16_t> m_conditions;
    std::vector<std::string_view> m_declarations;
    std::int64_t m_bufferSize = 0;
    bool m_needsFailed = false;
    bool m_needsEnded = false; ///< a process waits for one that it forked
    bool m_needsTellRead = false;
    bool m_needsTell = false;
    bool m_needsFlags = false;
    bool m_needsEvents = false;
    std::set<std::string_view> m_macros; ///< CForm::tells that are used
    bool m_needsTorn = false;
    bool m_needsPieces = false;
    bool m_needsAllRead = false;
    bool m_needsAllWritten = false;
    Effect m_counted = Effect::None; ///< what the outermost loop adds up: Read, Write
    bool m_sendsNumbers = false;     ///< the bytes of a sequence, which are no text
    bool m_needsFill = false;
    bool m_needsSequence = false;
    bool m_needsPids = false;
    bool m_needsTold = false;
    bool m_needsStdin = false;
    bool m_needsUnusedUser = false;
    bool m_needsNoCapabilities = false;
    bool m_needsStops = false;
    /// Variables of an owner that others name: their numbers stand in shared memory.
    std::set<std::pair<WorkerId, std::uint32_t>> m_foreign;
};

} // namespace seeipc
