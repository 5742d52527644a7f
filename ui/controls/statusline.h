// SPDX-License-Identifier: MIT
#pragma once

#include "ui/controls/type.h"

#include <QTimer>

namespace seeipc {

class BarButton;
class SessionModel;

/// Says in words what is on: processes held or running, picture frozen or live, which namespaces and
/// why, whether all has ended, what was not recorded, and for a while that a record was looked for in
/// vain; in shorter words where there is no room. Its buttons freeze the picture and return, and where
/// somebody is stuck or all is over lead to the demo's cure, if it has one.
class StatusLine : public QWidget
{
    Q_OBJECT

public:
    explicit StatusLine(SessionModel &model, QWidget *parent = nullptr);

    QString state() const { return m_state->text(); }
    QString place() const { return m_place->text(); }
    BarButton &freezeButton() const { return *m_freeze; }
    BarButton &cureButton() const { return *m_cure; }
    /// Says what is true now.
    void refresh();

Q_SIGNALS:
    void cureAsked();

protected:
    void changeEvent(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void refreshSoon();
    void refreshFreeze();
    void refreshCure();
    void answer(const QString &words);
    void forgetAnswer();
    QStringList stateWords() const;
    QStringList instantWords() const;
    QStringList doingWords() const;
    QStringList heldWords() const;
    QStringList placeWords() const;
    void fit();

    SessionModel &m_model;
    QTimer m_soon;         ///< numbers that run are read four times a second, not sixty
    QTimer m_answerStands; ///< while it runs
    QString m_answer;      ///< to a key that did nothing
    ElidingLabel *m_state;
    BarButton *m_freeze;
    BarButton *m_cure;
    ScaledLabel *m_place;
};

} // namespace seeipc
