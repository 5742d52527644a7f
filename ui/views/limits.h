// SPDX-License-Identifier: MIT
#pragma once

#include "session/userpipes.h"
#include "ui/views/sheetview.h"

#include <QElapsedTimer>

namespace seeipc {

/// The limits that apply to a demo's pipes and processes, each with where it comes from.
class LimitsView : public SheetView
{
    Q_OBJECT

public:
    LimitsView(SessionModel &model, QWidget *parent);

protected:
    std::vector<FactGroup> facts() override;

private:
    Fact usedPages(uid_t user);

    UserPipes m_pipes; ///< as they were seen last
    QElapsedTimer m_seen;
};

} // namespace seeipc
