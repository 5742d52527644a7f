// SPDX-License-Identifier: MIT
#pragma once

#include "ui/views/view.h"

namespace seeipc {

/// Processes, their channels and who waits for what.
class StageView : public View
{
    Q_OBJECT

public:
    StageView(SessionModel &model, QWidget *parent);

    void setTheme(const Theme &theme) override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    SessionModel &m_model;
    const Theme *m_theme = nullptr;
};

} // namespace seeipc
