// SPDX-License-Identifier: MIT
#pragma once

#include "ui/views/sheetview.h"

namespace seeipc {

/// The limits that apply to a demo's pipes and processes, each with where it comes from.
class LimitsView : public SheetView
{
    Q_OBJECT

public:
    LimitsView(SessionModel &model, QWidget *parent);

protected:
    std::vector<FactGroup> facts() override;
};

} // namespace seeipc
