// SPDX-License-Identifier: MIT
#pragma once

#include "ui/views/handactions.h"

#include <QGridLayout>
#include <QPushButton>
#include <QScrollArea>
#include <QTimer>

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
    /// Follows what runs and what is in focus. Buttons stay where nothing about them has changed.
    void follow();

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void build(const std::vector<HandAction> &before);
    void place();
    void make(std::size_t number);
    void chooseSignal(const QWidget &button, WorkerId worker);

    SessionModel &m_model;
    QWidget *m_inside;
    QGridLayout *m_grid;
    std::vector<HandAction> m_actions;
    std::vector<QPushButton *> m_buttons;
    QTimer m_owed; ///< until it follows what has happened
};

} // namespace seeipc
