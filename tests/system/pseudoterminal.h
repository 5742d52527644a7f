// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>
#include <QProcessEnvironment>
#include <QStringList>

#include <functional>
#include <sys/types.h>
#include <termios.h>

namespace seeipc {

/// A program on a pseudo-terminal of its own, as a person would sit before it.
class PseudoTerminal
{
public:
    PseudoTerminal(int columns, int rows, const QProcessEnvironment &environment,
                   const QStringList &command);
    ~PseudoTerminal();
    PseudoTerminal(const PseudoTerminal &) = delete;
    PseudoTerminal &operator=(const PseudoTerminal &) = delete;

    void type(const QByteArray &keys) const;
    void resize(int columns, int rows) const;
    /// Reads on until what was written so far satisfies `isEnough`; false after 20 s.
    bool readUntil(const std::function<bool(const QByteArray &)> &isEnough);
    bool readUntil(const QByteArray &text);
    /// Reads to the end. The exit status, or 128 + the signal that killed it.
    int finish();

    const QByteArray &written() const { return m_written; } ///< everything, escapes and all
    /// The lines of the last picture, without escapes.
    QList<QByteArray> picture() const;
    termios settings() const;
    pid_t pid() const { return m_pid; }

private:
    bool readSome(int milliseconds);

    int m_fd = -1;
    pid_t m_pid = -1;
    QByteArray m_written;
};

} // namespace seeipc
