// SPDX-License-Identifier: MIT
#pragma once

#include "scenario/text.h"

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace seeipc {

/// The language of a name as --lang takes it: "en", "zh_CN".
std::optional<Language> languageByName(std::string_view name);

/// The language of the locale, as gettext(3) finds it: LC_ALL, LC_MESSAGES, LANG name the locale,
/// and LANGUAGE is preferred to it unless it is "C". `variable` gives an environment variable or
/// null.
Language localeLanguage(const std::function<const char *(const char *)> &variable);

/// What --lang says anywhere on the line, if it names a language.
std::optional<Language> givenLanguage(std::span<const std::string> line);

} // namespace seeipc
