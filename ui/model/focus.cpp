// SPDX-License-Identifier: MIT
// SessionModel: what is looked at closer, and the looks.
#include "ui/model/sessionmodelimplementation.h"

#include <cerrno>

namespace seeipc {

const Focus &SessionModel::focus() const
{
    return m_implementation->focus;
}

void SessionModel::setFocus(const Focus &focus)
{
    if (m_implementation->focus == focus)
        return;
    m_implementation->focus = focus;
    Q_EMIT focusChanged();
}

void SessionModel::askForFocus()
{
    Q_EMIT focusAsked();
}

Result<ProcessDetails> SessionModel::details(WorkerId worker) const
{
    const auto &my = *m_implementation;
    const Error none{"proc(5)", {}, ESRCH};
    if (!my.session || worker >= snapshot().processes.size()
        || snapshot().processes[worker].pid == 0)
        return none;
    return my.session->details(snapshot().processes[worker].pid);
}

Result<std::vector<LimitLook>> SessionModel::limits(WorkerId worker) const
{
    const auto &my = *m_implementation;
    const Error none{"proc(5)", {}, ESRCH};
    if (!my.session || worker >= snapshot().processes.size()
        || snapshot().processes[worker].pid == 0)
        return none;
    return my.session->limits(snapshot().processes[worker].pid);
}

} // namespace seeipc
