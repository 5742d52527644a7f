// SPDX-License-Identifier: MIT
#include "screenshot.h"

#include "posix/uniquefd.h"
#include "session/failuretext.h"
#include "ui/model/playhead.h"

#include <QBuffer>
#include <QFile>
#include <QFileInfo>

#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <unistd.h>
#include <utility>

namespace seeipc {

namespace {

constexpr int patienceMilliseconds = 60'000; ///< for a condition

/// 0, or the errno of the call that failed.
int writeFile(const QString &name, const QByteArray &bytes)
{
    const UniqueFd fd(::open(QFile::encodeName(name).constData(),
                             O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666));
    if (!fd)
        return errno;
    for (qsizetype done = 0; done < bytes.size();) {
        const auto count = ::write(fd.get(), bytes.constData() + done,
                                   static_cast<std::size_t>(bytes.size() - done));
        if (count < 0 && errno != EINTR)
            return errno;
        done += std::max<qsizetype>(0, count);
    }
    return 0;
}

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

/// So many events had come when it was true for a moment, between two frames: in a demo at full speed.
std::optional<std::int64_t> Screenshot::whenItPassed()
{
    const auto &trace = m_model.trace();
    for (m_searched = std::max(m_searched, trace.first()); m_searched < trace.count();
         ++m_searched) {
        const auto &event = trace.at(m_searched);
        if (event.kind != EventKind::ProcessSampled || event.worker != m_condition->worker)
            continue;
        const auto sleep = static_cast<Sleep>(event.out[0]);
        const bool isIt = m_condition->kind == Condition::Kind::Asleep
                              ? sleep == Sleep::Asleep && event.call == m_condition->call
                              : m_condition->kind == Condition::Kind::Stopped
                                    && sleep == Sleep::Stopped;
        if (isIt)
            return m_searched + 1;
    }
    return std::nullopt;
}

void Screenshot::judge()
{
    if (m_isOver)
        return;
    if (isTrue()) {
        take();
    } else if (const auto position = whenItPassed()) {
        m_isOver = true; // moving tells of a change
        m_model.playhead().moveTo(*position);
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
    QBuffer picture;
    picture.open(QIODevice::WriteOnly);
    const auto kind = QFileInfo(m_file).suffix().toLatin1();
    if (kind.isEmpty() || !m_grab().toImage().save(&picture, kind.constData())) {
        Q_EMIT failed(
            {"is no name of a picture: x.png would be one", "不是图片的文件名：例如 x.png 才是"});
        return;
    }
    const int code = writeFile(m_file, picture.data());
    if (code == 0)
        Q_EMIT taken();
    else
        Q_EMIT failed({"the picture cannot be written: " + reasonText(code, Language::English),
                       "图片无法写入：" + reasonText(code, Language::Chinese)});
}

} // namespace seeipc
