// SPDX-License-Identifier: MIT
#pragma once

#include "scenario/scenario.h"
#include "ui/model/sessionmodel.h"

#include <QObject>
#include <QTimer>

#include <string>
#include <vector>

namespace seeipc {

class MainWindow;

/// Saves one picture of the window at an instant, and says how that went. All that the picture
/// tells is of that instant.
class Screenshot : public QObject
{
    Q_OBJECT

public:
    /// `window` shows `model`.
    Screenshot(SessionModel &model, MainWindow &window, const QString &file);

    /// After so many nanoseconds.
    void takeAfter(std::int64_t nanoseconds);
    /// Once this has come true.
    void takeAt(const Condition &condition);

Q_SIGNALS:
    void taken();
    /// Why there is no picture.
    void failed(const seeipc::Text &why);

private:
    void note(const std::vector<Event> &events);
    void judge();
    bool isTrue() const;
    void take();

    SessionModel &m_model;
    MainWindow &m_window;
    QString m_file;
    QTimer m_timer;
    std::optional<Condition> m_condition;
    bool m_isStepDone = false;
    bool m_isOver = false;
};

} // namespace seeipc
