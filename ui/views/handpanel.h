// SPDX-License-Identifier: MIT
#pragma once

#include "ui/views/handactions.h"

#include <QElapsedTimer>
#include <QGridLayout>
#include <QPushButton>
#include <QScrollArea>
#include <QTimer>

#include <optional>
#include <vector>

namespace seeipc {

class SessionModel;

/// A button for each thing that can be done by hand to what is in focus; it says what it will do.
/// Where there is no room for all of them they scroll.
class HandPanel : public QScrollArea
{
    Q_OBJECT

public:
    HandPanel(SessionModel &model, QWidget *parent);

    const std::vector<HandAction> &actions() const { return m_actions; }
    /// Follows what runs and what is in focus. From a click until that is another thing each button stays
    /// in its place: one whose deed is done says so, and no other comes under the pointer.
    void follow();

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void resizeEvent(QResizeEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    /// Of what the buttons are.
    struct Subject
    {
        Focus focus;
        WorkerId selected = noWorker;

        bool operator==(const Subject &) const = default;
    };

    std::vector<HandAction> actionsOf(const Subject &subject) const;
    void letRest(std::vector<HandAction> &actions) const;
    void removeButtons();
    void giveFocus(const HandAction &action);
    void fillButtons();
    void showAction(std::size_t number);
    void place();
    void make(std::size_t number);
    void chooseSignal(const QWidget &button, WorkerId worker);

    SessionModel &m_model;
    QWidget *m_inside;
    QGridLayout *m_grid;
    std::vector<HandAction> m_actions;
    std::optional<Subject> m_subject;
    std::optional<HandAction> m_made; ///< by the last click, of m_subject
    QElapsedTimer m_sinceMade;
    mutable QSize m_hint;
    mutable int m_hintOf = -1; ///< the width that m_hint is for; -1: there is none yet
    std::vector<QPushButton *> m_buttons;
    QTimer m_owed; ///< until it follows what has happened
};

} // namespace seeipc
