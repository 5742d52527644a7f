// SPDX-License-Identifier: MIT
#include "say.h"

#include "scenario/words.h"
#include "session/failuretext.h"
#include "session/messages.h"

#include <cstdio>

namespace seeipc {

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
    return std::fflush(stdout) == 0 && std::ferror(stdout) == 0;
}

} // namespace seeipc
