// SPDX-License-Identifier: MIT
// The calls that a step may name: those there are, those to come, and the nearest to all others.
#include "mechanisms/registry.h"
#include "scenario/draft.h"
#include "scenario/words.h"

namespace seeipc {

namespace {

/// Calls of demos to come, which no mechanism brings yet; a space stands around each.
constexpr std::string_view laterCalls =
    " "
    "openat creat mknod munmap msync mprotect truncate "
    "shmget shmat shmdt shmctl ftok msgget "
    "msgsnd msgrcv msgctl semget semop semctl shm_open shm_unlink memfd_create sem_open "
    "sem_wait sem_post mq_open mq_send mq_receive mq_notify socket socketpair bind listen "
    "accept connect send recv sendmsg recvmsg eventfd signalfd select "
    "epoll_wait pipe2 splice tee vmsplice sendfile futex flock pause nanosleep sleep "
    "alarm sigprocmask sigqueue ptrace process_vm_readv setuid waitpid "
    "waitid exit vfork popen printf pthread_mutex_lock pthread_mutex_unlock setsid dup3 ";

bool isLaterCall(const std::string &name)
{
    return name.find(' ') == std::string::npos
           && laterCalls.find(" " + name + " ") != std::string_view::npos;
}

} // namespace

Text noCallOf(std::string_view word)
{
    std::vector<std::string> names;
    for (const auto *mechanism : mechanisms()) {
        for (const auto &call : mechanism->calls)
            names.emplace_back(call.name);
    }
    return sentenceOf("there is no call \"%1\"", "没有调用 \"%1\"", {shown(word)})
           + hint(word, names);
}

std::optional<CallId> readCallName(Draft &draft, const JsonNode &node)
{
    const auto name = readString(draft, node);
    const auto call = name ? findCall(*name) : std::nullopt;
    if (call || !name)
        return call;
    if (isLaterCall(*name))
        notYet(draft, node, *name);
    else
        draft.fail(node, noCallOf(*name));
    return std::nullopt;
}

/// No demo reaches out of its directory, whether or not its call is there yet.
bool checkPath(Draft &draft, const JsonNode &step)
{
    const auto *path = step.find("path");
    const bool leadsOut = path && path->isString()
                          && (path->text.starts_with('/')
                              || path->text.find("..") != std::string::npos);
    if (!leadsOut)
        return true;
    return draft.fail(*path, sentenceOf("\"%1\" leads out of the demo's directory: the plain name "
                                        "of a file in it would be right",
                                        "\"%1\" 指到演示目录之外：应为该目录中一个文件的名字",
                                        {shown(path->text)}));
}

} // namespace seeipc
