// SPDX-License-Identifier: MIT
#include "place.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QFileInfo>
#include <QProcess>
#include <QStandardPaths>
#include <QThread>
#include <QUuid>

#include <unistd.h>

namespace seeipc {

namespace {

constexpr int patience = 120'000; ///< milliseconds for a program to end
constexpr int settling = 10'000;  ///< for what it left to go

QByteArray read(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QList<QByteArray> linesOf(const QByteArray &text)
{
    auto lines = text.split('\n');
    if (!lines.isEmpty() && lines.last().isEmpty())
        lines.removeLast();
    return lines;
}

bool tellsOfRefusedNamespaces(const QByteArray &line)
{
    return line.startsWith("seeipc: note: the kernel refused namespaces")
           || line.startsWith("seeipc: 提示：内核不让我们用自己的命名空间");
}

} // namespace

QList<QByteArray> Outcome::outLines() const
{
    return linesOf(out);
}

QList<QByteArray> Outcome::errLines() const
{
    return linesOf(err);
}

Place::Place() : m_mark(QUuid::createUuid().toByteArray(QUuid::Id128))
{
    environment = QProcessEnvironment::systemEnvironment();
    for (const auto *name : {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM", "NO_COLOR", "LC_ALL",
                             "LC_MESSAGES", "LANGUAGE"})
        environment.remove(name);
    environment.insert("LANG", "C.UTF-8");
    environment.insert("XDG_RUNTIME_DIR", m_directory.path());
    environment.insert("SEEIPC_TEST_MARK", m_mark);
}

Outcome Place::seeipc(const QStringList &arguments, const QByteArray &input) const
{
    return run(programPath("seeipc"), arguments, input);
}

Outcome Place::run(const QString &program, const QStringList &arguments,
                   const QByteArray &input) const
{
    QProcess process;
    process.setProcessEnvironment(environment);
    process.start(program, arguments);
    process.write(input);
    process.closeWriteChannel();
    Outcome outcome;
    if (!process.waitForFinished(patience)) {
        process.kill();
        process.waitForFinished();
        outcome.err = "it did not end: " + process.readAllStandardError();
        return outcome;
    }
    outcome.status = process.exitStatus() == QProcess::NormalExit ? process.exitCode()
                                                                  : 128 + process.exitCode();
    outcome.out = process.readAllStandardOutput();
    for (const auto &line : linesOf(process.readAllStandardError()))
        (tellsOfRefusedNamespaces(line) ? outcome.refusal : outcome.err) += line + '\n';
    return outcome;
}

QString Place::path(const QString &name) const
{
    return m_directory.filePath(name);
}

QString Place::write(const QString &name, const QByteArray &content) const
{
    QFile file(path(name));
    if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
        qFatal("cannot write %s", qPrintable(file.fileName()));
    return file.fileName();
}

QList<QByteArray> Place::processes() const
{
    QList<QByteArray> found;
    const auto entries = QDir("/proc").entryList(QDir::Dirs);
    for (const auto &entry : entries) {
        bool isPid = false;
        entry.toInt(&isPid);
        const QString directory = "/proc/" + entry;
        if (!isPid || !read(directory + "/environ").contains(m_mark))
            continue;
        const auto name = read(directory + "/comm").trimmed();
        if (!read(directory + "/stat").contains(") Z "))
            found.append(entry.toUtf8() + " " + name);
    }
    return found;
}

QByteArray Place::leftovers() const
{
    QByteArray left;
    const auto look = [&] {
        left.clear();
        for (const auto &process : processes())
            left += "process " + process + "; ";
        const auto directories = QDir(m_directory.path()).entryList({"seeipc-*"}, QDir::Dirs);
        for (const auto &name : directories)
            left += "directory " + name.toUtf8() + "; ";
        return left.isEmpty();
    };
    (void)eventually(look);
    return left;
}

QString binDirectory()
{
    return qEnvironmentVariable("SEEIPC_BIN");
}

QString programPath(const QString &name)
{
    return binDirectory() + "/" + name;
}

bool eventually(const std::function<bool()> &isTrue)
{
    QElapsedTimer timer;
    timer.start();
    while (!isTrue()) {
        if (timer.elapsed() > settling)
            return false;
        QThread::msleep(2);
    }
    return true;
}

QByteArray nobodyRefused()
{
    if (::geteuid() != 0 || !hasProgram("setpriv"))
        return "another user needs root and setpriv";
    const auto outcome = Place().run(
        "setpriv", {"--reuid=65534", "--regid=65534", "--clear-groups", "bash", "-c", "true"});
    return outcome.status == 0 ? QByteArray()
                               : "another user can run nothing here: " + outcome.err.trimmed();
}

bool hasProgram(const QString &name)
{
    return !QStandardPaths::findExecutable(name).isEmpty();
}

} // namespace seeipc
