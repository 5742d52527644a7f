// SPDX-License-Identifier: MIT
#pragma once

#include "events/ids.h"

#include <QStringList>

namespace seeipc {

class SessionModel;

/// What the step button says: the call that the selected process would make and how far it would
/// go ("Run" and "…": to the next change), or why it cannot.
struct StepWords
{
    QString text;
    QStringList shorter;     ///< the same in fewer words, the longest first: "Step reader: read(3)"
    QString reason;          ///< why it cannot, in a sentence; empty: it can, or `text` says it all
    bool isPossible = false; ///< held at a gate, or on its way: then it is held first
    bool isRun = false;      ///< it may make more than one call
};

StepWords stepWords(const SessionModel &model);
/// The same, were this one selected.
StepWords stepWords(const SessionModel &model, WorkerId worker);

} // namespace seeipc
