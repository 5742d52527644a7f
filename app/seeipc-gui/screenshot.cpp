// SPDX-License-Identifier: MIT
#include "screenshot.h"

#include <utility>

namespace seeipc {

namespace {

constexpr int patienceMilliseconds = 60'000; ///< for a condition

} // namespace

Screenshot::Screenshot(SessionModel &model, std::function<QPixmap()> grab, const QString &file)
    : m_model(model), m_grab(std::move(grab)), m_file(file)
{
    m_timer.setSingleShot(true);
    m_timer.setTimerType(Qt::PreciseTimer);
}

void Screenshot::takeAfter(std::int64_t nanoseconds)
{
    connect(&m_timer, &QTimer::timeout, this, &Screenshot::take);
    m_timer.start(static_cast<int>(nanoseconds / 1'000'000));
}

void Screenshot::takeAt(const Condition &condition)
{
    m_condition = condition;
    connect(&m_model, &SessionModel::happened, this, &Screenshot::note);
    connect(&m_model, &SessionModel::changed, this, &Screenshot::judge);
    connect(&m_timer, &QTimer::timeout, this, [this] {
        m_isOver = true;
        Q_EMIT failed({"the condition did not come true within a minute", "一分钟内条件没有成立"});
    });
    m_timer.start(patienceMilliseconds);
}

void Screenshot::note(const std::vector<Event> &events)
{
    for (const auto &event : events)
        m_isStepDone = m_isStepDone
                       || (event.kind == EventKind::CallReturned
                           && m_condition->kind == Condition::Kind::Done
                           && event.step == m_condition->step);
}

bool Screenshot::isTrue() const
{
    const auto &process = m_model.snapshot().processes[m_condition->worker];
    switch (m_condition->kind) {
    case Condition::Kind::Asleep:
        return process.state == ProcessState::Asleep && process.call == m_condition->call;
    case Condition::Kind::Done: return m_isStepDone;
    case Condition::Kind::Ended: return process.isEnded();
    case Condition::Kind::Stopped: return process.state == ProcessState::Stopped;
    case Condition::Kind::Handled:
        return process.handled[static_cast<std::size_t>(m_condition->signal)] > 0;
    case Condition::Kind::Settled: break; // names nobody: refused before
    }
    return false;
}

void Screenshot::judge()
{
    if (m_isOver)
        return;
    if (isTrue()) {
        take();
    } else if (m_model.hasEnded()) {
        m_isOver = true;
        Q_EMIT failed({"the demo has ended and the condition never came true",
                       "演示已结束，条件始终没有成立"});
    }
}

void Screenshot::take()
{
    m_isOver = true;
    m_timer.stop();
    if (m_grab().toImage().save(m_file))
        Q_EMIT taken();
    else
        Q_EMIT failed({"could not be written as a picture (.png)", "无法写成图片（.png）"});
}

} // namespace seeipc
