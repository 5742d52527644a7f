// SPDX-License-Identifier: MIT
#pragma once

#include "scenario/scenario.h"
#include "ui/model/sessionmodel.h"

#include <QObject>
#include <QPixmap>
#include <QTimer>

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace seeipc {

/// Saves one picture of the window at an instant, and says how that went. All that the picture
/// tells is of that instant.
class Screenshot : public QObject
{
    Q_OBJECT

public:
    /// `grab` gives the picture of the window that shows `model`, with what is true then.
    Screenshot(SessionModel &model, std::function<QPixmap()> grab, const QString &file);

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
    std::optional<std::int64_t> whenItPassed();
    void take();

    SessionModel &m_model;
    std::function<QPixmap()> m_grab;
    QString m_file;
    QTimer m_timer;
    std::optional<Condition> m_condition;
    std::int64_t m_searched = 0; ///< events of the trace that were asked whether it was true then
    bool m_isStepDone = false;
    bool m_isOver = false;
};

} // namespace seeipc
