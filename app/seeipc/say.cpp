// SPDX-License-Identifier: MIT
#include "say.h"

#include "scenario/words.h"
#include "session/failuretext.h"
#include "session/messages.h"

#include <cerrno>
#include <cstdio>
#include <poll.h>
#include <unistd.h>

namespace seeipc {

namespace {

int firstError = 0; ///< of standard output

bool hasReader()
{
    pollfd fd{STDOUT_FILENO, POLLOUT, 0};
    return ::poll(&fd, 1, 0) < 0 || (fd.revents & POLLERR) == 0;
}

} // namespace

int complain(const std::string &sentence)
{
    (void)flushOutput();
    std::fprintf(stderr, "seeipc: %s\n", shown(sentence, std::string::npos).c_str());
    return Status::couldNot;
}

int complain(const Error &error, Language language)
{
    return complain(explain(error, language));
}

void note(const std::string &sentence, Language language)
{
    (void)flushOutput();
    std::fprintf(stderr, "seeipc: %s\n", tell(Message::Note, language, {sentence}).c_str());
}

std::string didYouMean(const std::optional<std::string> &similar, Language language)
{
    return similar ? tell(Message::DidYouMean, language, {*similar}) : std::string();
}

bool flushOutput()
{
    const bool isWritten = std::fflush(stdout) == 0;
    if (!isWritten && firstError == 0)
        firstError = errno;
    if (std::ferror(stdout) != 0 && firstError == 0)
        firstError = hasReader() ? EIO : EPIPE; // a full buffer was written in between
    return firstError == 0;
}

int outputError()
{
    return firstError;
}

} // namespace seeipc
