// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>

namespace seeipc {

enum class Language : std::uint8_t { English, Chinese };

/// A text in every language that SeeIPC speaks.
struct Text
{
    std::string en;
    std::string zh;

    const std::string &in(Language language) const
    {
        return language == Language::Chinese ? zh : en;
    }
    bool operator==(const Text &) const = default;
};

} // namespace seeipc
