// SPDX-License-Identifier: MIT
#pragma once

#include "scenario/text.h"

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
};

/// The demos that come with SeeIPC and can be read, pipe-flow first, then by chapter. Read once.
const std::vector<DemoEntry> &demoList();

/// "Pipes": a chapter's name; its id where it has none.
Text chapterTitle(const std::string &chapter);

} // namespace seeipc
