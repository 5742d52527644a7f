// SPDX-License-Identifier: MIT
#pragma once

#include "session/details.h"
#include "ui/controls/keybutton.h"
#include "ui/views/factsheet.h"
#include "ui/views/view.h"

#include <QBoxLayout>
#include <QElapsedTimer>
#include <QLabel>
#include <QTimer>

#include <cstdint>
#include <map>
#include <vector>

namespace seeipc {

/// A drawer that is one sheet of facts and a button that copies it. While it is seen, what comes
/// from the record is that of the stage; the kernel is asked at most four times a second.
class SheetView : public View
{
    Q_OBJECT

public:
    SheetView(SessionModel &model, QWidget *parent);

    void setTheme(const Theme &theme) override;
    void showInstant() override { fill(); }
    const FactSheet &sheet() const { return *m_sheet; }

protected:
    virtual std::vector<FactGroup> facts() = 0;
    SessionModel &model() const { return m_model; }
    /// What the kernel told of a process at the last look.
    const Result<ProcessDetails> &lookAt(WorkerId worker) const;
    const Result<std::vector<LimitLook>> &lookAtLimits(WorkerId worker) const;
    /// While the picture is frozen: that a group is of its instant. Else empty.
    QString noteOfInstant() const;
    /// While the picture is frozen: that the kernel is asked about a group now. Else empty.
    QString noteOfNow() const;
    /// While the picture is frozen: a group that says this of all that follow.
    void addOfNow(std::vector<FactGroup> &groups) const;
    /// Since a look at the kernel, whatever instant is shown.
    QString ageOfLook(std::int64_t time) const;
    /// Puts something between the sheet and the button that copies it.
    void addBeneath(QWidget *widget);
    /// Fills the sheet soon.
    void fillSoon();

    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;
    void changeEvent(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void fill();
    void showFacts();
    void follow();
    void retranslate();

    SessionModel &m_model;
    FactSheet *m_sheet;
    QLabel *m_still; ///< that what stands there is not of now
    KeyButton *m_copy;
    QBoxLayout *m_both;
    mutable std::map<WorkerId, Result<ProcessDetails>> m_details; ///< asked for since the last look
    mutable std::map<WorkerId, Result<std::vector<LimitLook>>> m_limits;
    QTimer m_timer; ///< until the next look
    QTimer m_owed;  ///< until a snapshot that came too fast has its turn
    QElapsedTimer m_clock;
    qint64 m_nextTurn = 0;     ///< by m_clock: no snapshot is shown before, but by a look
    std::int64_t m_shown = -1; ///< events in the trace as it was shown last
};

} // namespace seeipc
