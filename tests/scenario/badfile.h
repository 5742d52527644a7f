// SPDX-License-Identifier: MIT
#pragma once

#include <span>
#include <string>

namespace seeipc::badfile {

/// A file that must be refused, and what must be said of it.
struct BadFile
{
    std::string name;
    std::string place;    ///< behind the file's name: ":3:14", ": workers.a[0].call", or nothing
    std::string sentence; ///< in English; the Chinese one must be there
    std::string content;
};

/// The parts of a demo that is right but for one of them.
struct Parts
{
    std::string workers = R"({"a": [{"call": "pipe", "makes": "p"}]})";
    std::string expect = "";
    std::string parameters = "";
    std::string extra = ""; ///< further members, with their keys
};
std::string demo(const Parts &parts);

/// One worker "a" that makes the pipe "p", then these steps.
std::string pipeAnd(const std::string &steps);
/// The same text `count` times, with commas between; "%" is the number of each.
std::string many(const std::string &text, int count);
/// A wait in this many loops.
std::string nested(int loops);

void addRows(std::span<const BadFile> table);
/// The current row of the table: refused there, with this sentence, in both languages.
void verifyRow(std::span<const BadFile> table);

} // namespace seeipc::badfile
