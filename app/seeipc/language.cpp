// SPDX-License-Identifier: MIT
#include "language.h"

namespace seeipc {

namespace {

constexpr std::string_view option = "--lang";

bool begins(std::string_view text, std::string_view with)
{
    return text.substr(0, with.size()) == with;
}

/// "zh_CN.UTF-8", "en": nothing for a language that we do not speak.
std::optional<Language> languageOfLocale(std::string_view locale)
{
    if (begins(locale, "zh"))
        return Language::Chinese;
    if (begins(locale, "en"))
        return Language::English;
    return std::nullopt;
}

} // namespace

std::optional<Language> languageByName(std::string_view name)
{
    if (name == "en")
        return Language::English;
    if (name == "zh_CN" || name == "zh")
        return Language::Chinese;
    return std::nullopt;
}

Language localeLanguage(const std::function<const char *(const char *)> &variable)
{
    const auto text = [&](const char *name) {
        const char *value = variable(name);
        return std::string_view(value ? value : "");
    };
    std::string_view locale;
    for (const char *name : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
        if (locale.empty())
            locale = text(name);
    }
    if (locale == "C" || locale == "POSIX")
        return Language::English;
    auto preferred = text("LANGUAGE");
    while (!preferred.empty()) {
        const auto end = preferred.find(':');
        if (const auto language = languageOfLocale(preferred.substr(0, end)))
            return *language;
        preferred = end == std::string_view::npos ? "" : preferred.substr(end + 1);
    }
    return languageOfLocale(locale).value_or(Language::English);
}

std::optional<Language> givenLanguage(std::span<const std::string> line)
{
    std::optional<Language> language;
    for (std::size_t i = 0; i < line.size() && line[i] != "--"; ++i) {
        const std::string_view word = line[i];
        if (word == option && i + 1 < line.size())
            language = languageByName(line[i + 1]);
        else if (begins(word, "--lang="))
            language = languageByName(word.substr(option.size() + 1));
    }
    return language;
}

} // namespace seeipc
