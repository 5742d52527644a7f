// SPDX-License-Identifier: MIT
// What a program's processes send, put into the buffer as seldom as it can be.
#include "scenario/cprogramwriter.h"

#include "mechanisms/registry.h"

#include <algorithm>

namespace seeipc {

/// Does the call leave in the buffer what it received?
bool ProgramWriter::fillsBuffer(const SourceStep &step) const
{
    return step.step.data == DataKind::None && hasCWord(m_words.call(step), "buf");
}

/// What puts into the buffer that which is sent; empty: it stands in the call itself, or nothing is sent.
std::string ProgramWriter::preparation(const SourceStep &step) const
{
    if (step.step.data == DataKind::None || m_words.isLiteral(step))
        return {};
    const auto &bytes = m_words.bytes(step);
    const auto size = std::to_string(m_words.size(step));
    if (step.step.data == DataKind::Sequence)
        return "next_bytes(buf, " + size + ", " + std::to_string(bytes.size()) + ");";
    if (bytes.size() == 1)
        return "memset(buf, " + cLetter(bytes.front()) + ", " + size + ");";
    if (m_words.size(step) == static_cast<std::int64_t>(bytes.size()))
        return "memcpy(buf, " + cString(bytes) + ", " + size + ");";
    return "fill(buf, " + size + ", " + cString(bytes) + ", " + std::to_string(bytes.size()) + ");";
}

/// Unless the buffer holds it already.
void ProgramWriter::prepareData(const SourceStep &step)
{
    const auto text = preparation(step);
    if (text.empty() || text == m_inBuffer)
        return;
    const bool isSequence = step.step.data == DataKind::Sequence;
    m_needsSequence = m_needsSequence || isSequence;
    m_needsFill = m_needsFill || text.starts_with("fill(");
    line(text);
    m_inBuffer = isSequence ? std::string() : text;
}

/// Before a loop: what each of its rounds sends, if that is one thing. False: another round begins with
/// something else in the buffer.
bool ProgramWriter::prepareLoop(const std::vector<const SourceStep *> &steps, std::size_t at)
{
    std::set<std::string> prepared;
    const SourceStep *first = nullptr;
    bool isChanged = false;
    for (int depth = 1; depth > 0;) {
        const auto &step = *steps[++at];
        if (step.step.operation != Operation::Call) {
            depth += step.step.operation == Operation::Repeat ? 1 : -1;
            continue;
        }
        isChanged = isChanged || step.step.data == DataKind::Sequence || fillsBuffer(step);
        if (const auto text = preparation(step); prepared.insert(text).second && !text.empty())
            first = &step;
    }
    prepared.erase("");
    if (isChanged || prepared.size() > 1) {
        m_inBuffer.clear();
        return false;
    }
    if (first)
        prepareData(*first);
    return true;
}

} // namespace seeipc
