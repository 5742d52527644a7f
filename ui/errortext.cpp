// SPDX-License-Identifier: MIT
#include "ui/errortext.h"

#include <QCoreApplication>

#include <cerrno>

namespace seeipc {

namespace {

QString text(const char *source)
{
    return QCoreApplication::translate("seeipc::error", source);
}

QString reasonOf(int code)
{
    switch (code) {
    case ENOENT: return text(QT_TRANSLATE_NOOP("seeipc::error", "it does not exist"));
    case EACCES: return text(QT_TRANSLATE_NOOP("seeipc::error", "permission denied"));
    case EPERM: return text(QT_TRANSLATE_NOOP("seeipc::error", "the kernel does not permit it"));
    case EMFILE:
        return text(
            QT_TRANSLATE_NOOP("seeipc::error", "this program has no descriptor left (ulimit -n)"));
    case ENFILE: return text(QT_TRANSLATE_NOOP("seeipc::error", "the system has no file left"));
    case EAGAIN:
        return text(
            QT_TRANSLATE_NOOP("seeipc::error", "no further process is allowed (ulimit -u)"));
    case ENOMEM: return text(QT_TRANSLATE_NOOP("seeipc::error", "there is no memory left"));
    case ENOSPC: return text(QT_TRANSLATE_NOOP("seeipc::error", "there is no room left"));
    case ETIMEDOUT: return text(QT_TRANSLATE_NOOP("seeipc::error", "no answer came in time"));
    default: return {};
    }
}

} // namespace

QString sentenceOf(const Error &error)
{
    const auto name = QString::fromStdString(errnoName(error.code));
    if (error.call == "recv(2)" && error.code == EPIPE)
        return text(
            QT_TRANSLATE_NOOP("seeipc::error", "The session broke off: its steward was ended from "
                                               "outside. No process of it is left."));
    auto call = QString::fromUtf8(error.call.data(), static_cast<qsizetype>(error.call.size()));
    if (!error.subject.empty())
        call = text(QT_TRANSLATE_NOOP("seeipc::error", "%1 on %2"))
                   .arg(call, QString::fromStdString(error.subject));
    const QString reason = reasonOf(error.code);
    return reason.isEmpty()
               ? text(QT_TRANSLATE_NOOP("seeipc::error",
                                        "The demo could not be started: %1 failed: %2."))
                     .arg(call, name)
               : text(QT_TRANSLATE_NOOP("seeipc::error",
                                        "The demo could not be started: %1 failed: %2 (%3)."))
                     .arg(call, reason, name);
}

} // namespace seeipc
