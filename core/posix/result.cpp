// SPDX-License-Identifier: MIT
#include "posix/result.h"

#include <cstring>

namespace seeipc {

std::string errnoName(int code)
{
    const char *name = strerrorname_np(code);
    return name ? std::string(name) : "errno " + std::to_string(code);
}

std::string toText(const Error &error)
{
    std::string text(error.call);
    if (!error.subject.empty())
        text += " on " + error.subject;
    const char *description = strerrordesc_np(error.code);
    text += ": ";
    text += description ? description : "unknown error";
    text += " (" + errnoName(error.code) + ")";
    return text;
}

} // namespace seeipc
