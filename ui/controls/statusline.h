// SPDX-License-Identifier: MIT
#pragma once

#include "ui/controls/type.h"

#include <QTimer>

namespace seeipc {

class SessionModel;

/// Says in words what is on: held or running, which namespaces and why, whether all has ended, what
/// was not recorded.
class StatusLine : public QWidget
{
    Q_OBJECT

public:
    explicit StatusLine(SessionModel &model, QWidget *parent = nullptr);

    QString state() const { return m_state->text(); }
    QString place() const { return m_place->text(); }
    /// Says what is true now.
    void refresh();

protected:
    void changeEvent(QEvent *event) override;

private:
    void refreshSoon();

    SessionModel &m_model;
    QTimer m_soon; ///< numbers that run are read four times a second, not sixty
    ScaledLabel *m_state;
    ScaledLabel *m_place;
};

} // namespace seeipc
