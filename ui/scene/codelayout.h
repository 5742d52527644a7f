// SPDX-License-Identifier: MIT
#pragma once

#include "ui/scene/codewords.h"
#include "ui/scene/stagelayout.h"
#include "ui/scene/textmeasure.h"

#include <QLineF>
#include <QPolygonF>
#include <QRectF>
#include <QSizeF>

#include <optional>
#include <vector>

namespace seeipc {

/// A line of somebody's code.
struct CodePlace
{
    WorkerId worker = noWorker;
    std::size_t line = 0;

    bool operator==(const CodePlace &) const = default;
};

/// A sentence in the head of a process's card: why it does not run to a line.
struct CodeSaying
{
    WorkerId worker = noWorker;
    QStringList texts; ///< from the full form to the shortest

    bool operator==(const CodeSaying &) const = default;
};

/// All that the cards of an instant are made from.
struct CodeFacts
{
    const Cast &cast;
    const std::vector<CodeText> &texts; ///< by WorkerId
    const Snapshot &snapshot;
    const TextMeasure &measure;
    QSizeF size;
    std::int64_t now = 0; ///< that ages are told of
    WorkerId selected = 0;
    std::optional<CodePlace> cursor{};   ///< of the keys, while they are in a card
    std::optional<CodePlace> scrolled{}; ///< the line that the wheel has put on top
    std::optional<CodeSaying> said{};
    bool showsCursor = true;      ///< else the card follows its process
    std::vector<WorkerId> ring{}; ///< of a deadlock, in order: each waits for the next
};

struct CodeRow
{
    std::size_t line = 0;
    QRectF rect;
    QRectF bar; ///< left of the line that is on
    Label text;
    Label outcome; ///< empty where there is none
    Label sign;    ///< "+" of a line that only the cure has
    bool isCurrent = false;
    bool hasCursor = false;

    bool operator==(const CodeRow &) const = default;
};

struct CodeCard
{
    WorkerId worker = noWorker;
    QRectF rect;
    QRectF spine;
    Label name;
    Label state; ///< of the process, or what is said of a line; at the right of the head
    std::vector<CodeRow> rows; ///< those that have room
    std::size_t above = 0;     ///< lines that have none
    std::size_t below = 0;

    bool operator==(const CodeCard &) const = default;
};

/// In a deadlock: from the call that a process is stuck in to that of whom it waits for.
struct CodeJoin
{
    QLineF line;
    QPolygonF head;

    bool operator==(const CodeJoin &) const = default;
};

struct CodeLayout
{
    std::vector<CodeCard> cards;
    std::vector<CodeJoin> joins;

    bool operator==(const CodeLayout &) const = default;
};

CodeLayout layOutCode(const CodeFacts &facts);

/// Whose code stands beside each other, from left to right: all of two; of more, as many as have room,
/// the selected one among them and else the first ones.
std::vector<WorkerId> shownWorkers(std::size_t workers, WorkerId selected, double width,
                                   const TextMeasure &measure);

/// Of cards with so many lines; `rows` 0: a line beside the name, without a head.
double codeHeight(std::size_t rows, const TextMeasure &measure);

/// How many lines the longest of them has.
std::size_t longestCode(const std::vector<CodeText> &texts);

} // namespace seeipc
