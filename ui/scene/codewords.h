// SPDX-License-Identifier: MIT
#pragma once

#include "events/snapshot.h"
#include "scenario/steptext.h"
#include "ui/scene/cast.h"
#include "ui/scene/runto.h"

#include <QString>
#include <QStringList>

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

namespace seeipc {

/// A process's part in a demo as C.
struct CodeText
{
    std::vector<StepLine> lines;
    std::vector<bool> isAdded; ///< by line: the demo that this one cures has none like it

    bool operator==(const CodeText &) const = default;
};

/// Every word of the code cards, in the language of the program.
namespace codewords {

/// The line that is on: of the call that is open, comes next, or was the last; once it has ended, of
/// the one that it ended in. Nothing while it has not started.
std::optional<std::size_t> currentLine(const CodeText &text, const ProcessSnapshot &process);
/// The last of its lines that has returned; nothing: none has.
std::optional<std::size_t> lastMade(const CodeText &text, const Snapshot &snapshot);

/// Its indent and text.
QString lineText(const StepLine &line);
/// The same where all of it does not fit: without "buf", or what of an execve(2) is no program, before its
/// end is cut off; never within a number.
QString lineWithin(const StepLine &line, const std::function<bool(const QString &)> &fits);

/// What stands behind a line, from the full form to the shortest; none where nothing has become of it:
/// "= 4 096", "= -1 EPIPE", "has not returned: 1.4 s", "next: held", "round 3 of 16".
QStringList outcome(const CodeText &text, std::size_t line, const Snapshot &snapshot,
                    WorkerId worker, const Cast &cast, std::int64_t now);

/// Beside the name: "not started", "exited, status 0"; empty where the lines tell it.
QString state(const ProcessSnapshot &process);

/// "reader: run to here", or why it cannot, in a sentence; in the head of its card, where there is no room
/// for that, in short. `call`: that it is in.
QStringList runTo(RunTo what, const QString &name, const QString &call, bool isLive);

/// "not started · 2 more: select one to see its code", "not started · 2 more", "not started": that there are
/// more, behind a state that may be empty and is not theirs.
QStringList more(std::size_t processes, const QString &state);
/// What a screen reader says of a line: "writer, line 3 of 5: write(p[1], buf, 4096), has not returned:
/// 1.4 s".
QString spoken(const CodeText &text, std::size_t line, const QString &name,
               const QStringList &outcome);
/// What a screen reader calls the whole.
QString title();
/// "The code of writer is in the clipboard".
QString copied(const QString &name);

} // namespace codewords

} // namespace seeipc
