// SPDX-License-Identifier: MIT
#include "ui/model/demolist.h"

#include "scenario/loader.h"

#include <array>
#include <utility>

namespace seeipc {

namespace {

std::vector<DemoEntry> readAll()
{
    std::vector<DemoEntry> entries;
    for (const auto &file : builtInScenarios()) {
        auto read = loadScenario(file);
        if (const auto *scenario = std::get_if<Scenario>(&read))
            entries.push_back(
                {file, scenario->id, scenario->chapter, scenario->title, scenario->lesson});
    }
    return entries;
}

const std::array chapters{
    std::pair{"concepts", Text{"Concepts", "基本概念"}},
    std::pair{"pipe", Text{"Pipes", "管道"}},
    std::pair{"fifo", Text{"FIFOs", "命名管道"}},
    std::pair{"mmap", Text{"Memory mappings", "内存映射"}},
    std::pair{"shm", Text{"System V shared memory", "System V 共享内存"}},
    std::pair{"observer", Text{"Watching", "观察"}},
};

} // namespace

const std::vector<DemoEntry> &demoList()
{
    static const std::vector<DemoEntry> entries = readAll();
    return entries;
}

Text chapterTitle(const std::string &chapter)
{
    for (const auto &[id, title] : chapters) {
        if (chapter == id)
            return title;
    }
    return {chapter, chapter};
}

} // namespace seeipc
