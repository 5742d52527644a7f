// SPDX-License-Identifier: MIT
#pragma once

#include "scenario/text.h"

#include <QString>

#include <cstdint>
#include <string>
#include <vector>

namespace seeipc {

/// A demo that can be chosen.
struct DemoEntry
{
    std::string file;
    std::string id;
    std::string chapter;
    Text title;
    Text lesson;
    std::vector<std::string> symptoms; ///< scenario/symptoms.h
    std::vector<Text> signs;           ///< the few of them that stand beside the title
    std::string cure;                  ///< id; empty: none
    std::string cures;                 ///< id of the demo that this one puts right; empty: none
};

/// The demos that come with SeeIPC and can be read, pipe-flow first, then by chapter, a cure behind
/// what it cures. Read once.
const std::vector<DemoEntry> &demoList();

/// Where a demo has words, what counts most first.
enum class WordsIn : std::uint8_t { Title, Symptom, Text, Nothing };

/// Has the demo these words: in its title, as a symptom, or in all that is said of it? Each of them
/// somewhere, or all of them as they stand. A Latin word matches from its beginning, whatever its
/// case; of a call the name counts: "write()", "write(2)".
WordsIn wordsIn(const DemoEntry &demo, const QString &words);

/// "Pipes": a chapter's name; its id where it has none.
Text chapterTitle(const std::string &chapter);

} // namespace seeipc
