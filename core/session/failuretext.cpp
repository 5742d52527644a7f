// SPDX-License-Identifier: MIT
#include "session/failuretext.h"

#include "session/messages.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>

namespace seeipc {

namespace {

struct Reason
{
    int code;
    const char *zh;
};

constexpr std::array reasons{
    Reason{EPERM, "不允许"},
    Reason{ENOENT, "没有这个文件或目录"},
    Reason{ESRCH, "没有这个进程"},
    Reason{EIO, "输入输出错误"},
    Reason{EAGAIN, "资源暂时不够"},
    Reason{ENOMEM, "内存不够"},
    Reason{EACCES, "没有权限"},
    Reason{EEXIST, "已经存在"},
    Reason{ENOTDIR, "不是目录"},
    Reason{EISDIR, "是目录"},
    Reason{EINVAL, "参数无效"},
    Reason{ENFILE, "系统打开的文件太多"},
    Reason{EMFILE, "打开的文件太多"},
    Reason{EFBIG, "文件太大"},
    Reason{ENOSPC, "空间不够"},
    Reason{EROFS, "文件系统只读"},
    Reason{EPIPE, "管道已断"},
    Reason{ENOSYS, "内核没有这个调用"},
    Reason{ENOEXEC, "不是可执行的程序"},
    Reason{ETIMEDOUT, "等得太久"},
};

struct Noun
{
    std::string_view en;
    const char *zh;
};

/// The calls and subjects of errors that are words of ours; the others are the kernel's and stay.
constexpr std::array nouns{
    Noun{"an unused user", "没人用的用户"},
    Noun{"an unused uid", "没人用的 uid"},
    Noun{"the steward", "管家进程"},
    Noun{"the steward's work", "管家进程的工作"},
    Noun{"the leash", "牵绳"},
    Noun{"the program", "演示的程序"},
    Noun{"the program of a demo", "演示的程序"},
    Noun{"no process", "没有进程"},
    Noun{"none", "空"},
};

std::string nounText(std::string_view english, Language language)
{
    const auto noun = std::find_if(nouns.begin(), nouns.end(),
                                   [&](const Noun &row) { return row.en == english; });
    return language == Language::Chinese && noun != nouns.end() ? noun->zh : std::string(english);
}

/// What helps against a failure, by its errno and the work that failed.
Message remedyOf(const Error &error)
{
    const bool isAboutMemory = error.call == "posix_fallocate(3)" || error.call == "ftruncate(2)"
                               || error.call == "mmap(2)" || error.call == "memfd_create(2)"
                               || error.call == "pwrite(2)";
    switch (error.code) {
    case EMFILE: return Message::RemedyEmfile;
    case ENFILE: return Message::RemedyEnfile;
    case EFBIG: return Message::RemedyFileSize;
    case EAGAIN: return isAboutMemory ? Message::RemedyMemory : Message::RemedyProcesses;
    case ENOMEM:
    case ENOSPC: return Message::RemedyMemory;
    default: break;
    }
    if (error.call == "posix_spawn(3)")
        return Message::RemedyWorker;
    if (error.call == "setresuid(2)")
        return Message::RemedyUser;
    if (error.call == "mkdir(2)")
        return Message::RemedyDirectory;
    return Message::RemedyNone;
}

Message workOf(const Error &error)
{
    if (error.call == "recv(2)" && error.subject == "the steward")
        return error.code == ETIMEDOUT ? Message::WorkStewardSlow : Message::WorkStewardGone;
    if (error.call == "posix_spawn(3)")
        return Message::WorkStart;
    if (error.call == "setresuid(2)")
        return Message::WorkUser;
    if (error.call == "mkdir(2)")
        return Message::WorkDirectory;
    if (error.subject.starts_with("/proc/") && remedyOf(error) == Message::RemedyNone)
        return Message::WorkProc;
    if (error.call == "fork(2)")
        return Message::WorkStart;
    if (error.subject == "seeipc-ring" || error.subject == "seeipc-program"
        || error.subject == "seeipc-ledger" || error.call == "mmap(2)")
        return Message::WorkMemory;
    return Message::WorkSession;
}

} // namespace

std::string reasonText(int code, Language language)
{
    const auto reason = std::find_if(reasons.begin(), reasons.end(),
                                     [&](const Reason &row) { return row.code == code; });
    if (language == Language::Chinese && reason != reasons.end())
        return std::string(reason->zh) + "（" + errnoName(code) + "）";
    const char *description = strerrordesc_np(code);
    return std::string(description ? description : "unknown error") + " (" + errnoName(code) + ")";
}

std::string explain(const Error &error, Language language)
{
    const auto work = workOf(error);
    if (work == Message::WorkStewardGone || work == Message::WorkStewardSlow)
        return tell(work, language);
    if (work == Message::WorkProc)
        return tell(work, language, {error.subject, reasonText(error.code, language)});
    auto call = nounText(error.call, language);
    if (const auto subject = nounText(error.subject, language); !subject.empty())
        call += language == Language::Chinese ? "（" + subject + "）" : " on " + subject;
    const auto remedy = remedyOf(error);
    return tell(Message::Failure, language,
                {tell(work, language), call, reasonText(error.code, language)})
           + (remedy == Message::RemedyNone ? std::string() : tell(remedy, language));
}

} // namespace seeipc
