// SPDX-License-Identifier: MIT
#include "pseudoterminal.h"

#include <QElapsedTimer>
#include <QRegularExpression>

#include <poll.h>
#include <pty.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <unistd.h>

namespace seeipc {

namespace {

constexpr int patience = 20'000; ///< milliseconds

std::vector<QByteArray> environmentWords(const QProcessEnvironment &environment)
{
    std::vector<QByteArray> words;
    const auto keys = environment.keys();
    words.reserve(static_cast<std::size_t>(keys.size()));
    for (const auto &key : keys)
        words.push_back((key + "=" + environment.value(key)).toUtf8());
    return words;
}

std::vector<char *> pointersTo(std::vector<QByteArray> &words)
{
    std::vector<char *> pointers;
    pointers.reserve(words.size() + 1);
    for (auto &word : words)
        pointers.push_back(word.data());
    pointers.push_back(nullptr);
    return pointers;
}

} // namespace

PseudoTerminal::PseudoTerminal(int columns, int rows, const QProcessEnvironment &environment,
                               const QStringList &command)
{
    std::vector<QByteArray> words;
    words.reserve(static_cast<std::size_t>(command.size()));
    for (const auto &word : command)
        words.push_back(word.toUtf8());
    auto variables = environmentWords(environment);
    const auto arguments = pointersTo(words);
    const auto settings = pointersTo(variables);
    winsize size{};
    size.ws_col = static_cast<unsigned short>(columns);
    size.ws_row = static_cast<unsigned short>(rows);
    m_pid = ::forkpty(&m_fd, nullptr, nullptr, &size);
    if (m_pid == 0) {
        ::execve(arguments[0], arguments.data(), settings.data());
        ::_exit(127);
    }
}

PseudoTerminal::~PseudoTerminal()
{
    ::close(m_fd);
    if (m_pid > 0) {
        ::kill(m_pid, SIGKILL);
        ::waitpid(m_pid, nullptr, 0);
    }
}

void PseudoTerminal::type(const QByteArray &keys) const
{
    (void)!::write(m_fd, keys.data(), static_cast<std::size_t>(keys.size()));
}

void PseudoTerminal::resize(int columns, int rows) const
{
    winsize size{};
    size.ws_col = static_cast<unsigned short>(columns);
    size.ws_row = static_cast<unsigned short>(rows);
    ::ioctl(m_fd, TIOCSWINSZ, &size);
}

bool PseudoTerminal::readSome(int milliseconds)
{
    pollfd fd{m_fd, POLLIN, 0};
    if (::poll(&fd, 1, milliseconds) <= 0)
        return true;
    char bytes[4096];
    const auto count = ::read(m_fd, bytes, sizeof bytes);
    if (count <= 0)
        return false; // EIO: the last one on the other side has gone
    m_written.append(bytes, static_cast<int>(count));
    return true;
}

bool PseudoTerminal::readUntil(const std::function<bool(const QByteArray &)> &isEnough)
{
    QElapsedTimer timer;
    timer.start();
    while (!isEnough(m_written)) {
        if (timer.elapsed() > patience || !readSome(100))
            return isEnough(m_written);
    }
    return true;
}

bool PseudoTerminal::readUntil(const QByteArray &text)
{
    return readUntil([&](const QByteArray &written) { return written.contains(text); });
}

int PseudoTerminal::finish()
{
    QElapsedTimer timer;
    timer.start();
    while (timer.elapsed() < patience && readSome(100)) {}
    int raw = 0;
    if (::waitpid(m_pid, &raw, timer.elapsed() < patience ? 0 : WNOHANG) != m_pid)
        return -1;
    m_pid = -1;
    return WIFEXITED(raw) ? WEXITSTATUS(raw) : 128 + WTERMSIG(raw);
}

QList<QByteArray> PseudoTerminal::picture() const
{
    static const QRegularExpression up("\x1b\\[[0-9]+A\r");
    static const QRegularExpression escape("\x1b\\[[0-9;]*[A-Za-z]");
    const auto text = QString::fromUtf8(m_written);
    const auto last = text.lastIndexOf(up);
    auto drawn = last < 0 ? text : text.mid(last);
    drawn.remove(escape);
    drawn.remove('\r');
    QList<QByteArray> lines;
    for (const auto &line : drawn.split('\n'))
        lines.append(line.toUtf8());
    return lines;
}

termios PseudoTerminal::settings() const
{
    termios settings{};
    ::tcgetattr(m_fd, &settings);
    return settings;
}

} // namespace seeipc
