// SPDX-License-Identifier: MIT
#include "ui/model/demolist.h"

#include "scenario/loader.h"
#include "scenario/symptoms.h"

#include <QRegularExpression>
#include <QStringList>

#include <algorithm>
#include <array>
#include <utility>

namespace seeipc {

namespace {

/// Each cure behind what it cures, where both are of one chapter.
void placeCures(std::vector<DemoEntry> &entries)
{
    const auto find = [&entries](const std::string &id) {
        return std::find_if(entries.begin(), entries.end(),
                            [&id](const DemoEntry &entry) { return entry.id == id; });
    };
    const auto wrongOnes = entries;
    for (const auto &wrong : wrongOnes) {
        const auto cure = wrong.cure.empty() ? entries.end() : find(wrong.cure);
        if (cure == entries.end())
            continue;
        cure->cures = wrong.id;
        const auto place = find(wrong.id);
        if (cure->chapter != place->chapter)
            continue;
        if (place < cure)
            std::rotate(place + 1, cure, cure + 1);
        else
            std::rotate(cure, cure + 1, place + 1);
    }
}

std::vector<DemoEntry> readAll()
{
    std::vector<DemoEntry> entries;
    for (const auto &file : builtInScenarios()) {
        auto read = loadScenario(file);
        if (const auto *scenario = std::get_if<Scenario>(&read))
            entries.push_back({file, scenario->id, scenario->chapter, scenario->title,
                               scenario->lesson, symptomsOf(*scenario), signsOf(*scenario),
                               scenario->cure, std::string()});
    }
    placeCures(entries);
    return entries;
}

bool isLatin(QChar letter)
{
    return letter.unicode() < 0x80 && letter.isLetterOrNumber();
}

/// A Latin word from its beginning ("hang" is not in "change"), Chinese anywhere.
bool hasWord(const QString &text, const QString &word)
{
    for (auto at = text.indexOf(word, 0, Qt::CaseInsensitive); at >= 0;
         at = text.indexOf(word, at + 1, Qt::CaseInsensitive)) {
        const bool isInside = at > 0 && isLatin(word.front()) && isLatin(text[at - 1]);
        if (!isInside)
            return true;
    }
    return false;
}

/// "write" for "write()", "write(2)" and the "write(" that is still being typed.
QString withoutCallBrackets(QString words)
{
    static const QRegularExpression brackets(QStringLiteral("(?<=\\w)[(（][^)）]*[)）]?"));
    return words.replace(brackets, QStringLiteral(" "));
}

const std::array chapters{
    std::pair{"concepts", Text{"Concepts", "基本概念"}},
    std::pair{"pipe", Text{"Pipes", "管道"}},
    std::pair{"fifo", Text{"FIFOs", "有名管道"}},
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

WordsIn wordsIn(const DemoEntry &demo, const QString &words)
{
    const auto whole = words.simplified();
    const auto parts = withoutCallBrackets(whole).split(u' ', Qt::SkipEmptyParts);
    QStringList texts;
    const auto isSomewhere = [&texts](const QString &word) {
        return std::any_of(texts.begin(), texts.end(),
                           [&word](const QString &text) { return hasWord(text, word); });
    };
    const auto haveAll = [&](const std::vector<std::string> &more) {
        for (const auto &text : more)
            texts << QString::fromStdString(text);
        return whole.isEmpty() || isSomewhere(whole)
               || std::all_of(parts.begin(), parts.end(), isSomewhere);
    };
    if (haveAll({demo.title.en, demo.title.zh}))
        return WordsIn::Title;
    if (haveAll(demo.symptoms))
        return WordsIn::Symptom;
    return haveAll({demo.id, demo.lesson.en, demo.lesson.zh}) ? WordsIn::Text : WordsIn::Nothing;
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
