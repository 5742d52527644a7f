// SPDX-License-Identifier: MIT
#pragma once

#include "scenario/text.h"

#include <QString>

#include <cstdint>
#include <string>

namespace seeipc {

/// The language of the interface, in which texts of core are shown too.
Language currentLanguage();

/// A text of a scenario in the language of the interface.
QString localized(const Text &text);

/// What stands behind a parameter's value, in the language of the interface: " bytes", behind a 1
/// " byte"; empty where it has no unit.
QString unitText(const std::string &unit, std::int64_t value);

/// Switches the whole program: Qt's own texts, ours, and the texts of core. Every widget gets
/// QEvent::LanguageChange. GUI thread.
void setCurrentLanguage(Language language);

/// "en", "zh_CN": what options and settings call it.
QString codeOf(Language language);

} // namespace seeipc
