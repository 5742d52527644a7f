// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>
#include <QProcessEnvironment>
#include <QStringList>
#include <QTemporaryDir>

#include <functional>

namespace seeipc {

/// How a program that ran ended, and what it said.
struct Outcome
{
    int status = -1; ///< exit status, 128 + the signal that killed it; -1: never ended by itself
    QByteArray out;
    QByteArray err;     ///< but for the note that this machine refuses namespaces
    QByteArray refusal; ///< that note; empty: it grants them

    QList<QByteArray> outLines() const;
    QList<QByteArray> errLines() const;
};

/// A place of its own for programs under test: they keep their session directories here and are
/// marked, so that what they leave behind is found and nobody else's is.
class Place
{
public:
    Place();

    /// Runs seeipc of this build to its end.
    Outcome seeipc(const QStringList &arguments, const QByteArray &input = {}) const;
    /// Runs any program; a bash(1) line by run("bash", {"-c", ...}).
    Outcome run(const QString &program, const QStringList &arguments,
                const QByteArray &input = {}) const;

    /// A path in the place; files are written where a test wants them.
    QString path(const QString &name) const;
    QString write(const QString &name, const QByteArray &content) const;

    /// What was left behind, one sentence each: processes and session directories. Waits for them
    /// to go; empty when all have.
    QByteArray leftovers() const;
    /// Processes that were started from here and still live: "pid program".
    QList<QByteArray> processes() const;

    QProcessEnvironment environment; ///< for what is run next; English, no display

private:
    QTemporaryDir m_directory;
    QByteArray m_mark;
};

/// Where the programs of this build are.
QString binDirectory();
QString programPath(const QString &name);

/// Why programs cannot be run here as the user `nobody`; empty if they can.
QByteArray nobodyRefused();

/// Waits until it is true, at most 10 s.
bool eventually(const std::function<bool()> &isTrue);

/// Is this program installed?
bool hasProgram(const QString &name);

} // namespace seeipc
