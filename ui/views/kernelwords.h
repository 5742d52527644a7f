// SPDX-License-Identifier: MIT
#pragma once

#include "ui/views/sheetview.h"

namespace seeipc {

/// What /proc says of each process, letter for letter, now.
class KernelWordsView : public SheetView
{
    Q_OBJECT

public:
    KernelWordsView(SessionModel &model, QWidget *parent);

protected:
    std::vector<FactGroup> facts() override;
};

} // namespace seeipc
