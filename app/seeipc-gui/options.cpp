// SPDX-License-Identifier: MIT
#include "options.h"

#include "ui/drawers.h"
#include "ui/settings.h"

#include <charconv>
#include <cmath>

namespace seeipc {

namespace {

constexpr double mostSeconds = 3600;
constexpr int smallestSide = 320;
constexpr int largestSide = 16384;

using Problem = std::optional<OptionsProblem>;

std::optional<int> numberOf(const std::string &text)
{
    int number = 0;
    const auto end = text.data() + text.size();
    const auto read = std::from_chars(text.data(), end, number);
    if (read.ec != std::errc() || read.ptr != end || text.empty())
        return std::nullopt;
    return number;
}

std::optional<QSize> sizeOf(const std::string &text)
{
    const auto cross = text.find('x');
    if (cross == std::string::npos)
        return std::nullopt;
    const auto width = numberOf(text.substr(0, cross));
    const auto height = numberOf(text.substr(cross + 1));
    if (!width || !height || std::min(*width, *height) < smallestSide
        || std::max(*width, *height) > largestSide)
        return std::nullopt;
    return QSize(*width, *height);
}

OptionsProblem wrong(const std::string &option, const std::string &value, const Text &right)
{
    return {{option + ": " + value + ": " + right.en, option + "：" + value + "：" + right.zh}};
}

/// An option with a value.
struct Valued
{
    std::string name;
    Problem (*take)(const std::string &option, const std::string &value, Options &options);
};

Problem takeSetting(const std::string &option, const std::string &value, Options &options)
{
    const auto equals = value.find('=');
    if (equals == std::string::npos || equals == 0)
        return wrong(option, value, {"should be NAME=VALUE", "应为 名字=值"});
    options.settings.emplace_back(value.substr(0, equals), value.substr(equals + 1));
    return std::nullopt;
}

Problem takeTheme(const std::string &option, const std::string &value, Options &options)
{
    options.theme = themeByCode(QString::fromStdString(value));
    if (!options.theme)
        return wrong(option, value,
                     {"is none of light, dark, contrast", "应为 light、dark、contrast 之一"});
    return std::nullopt;
}

Problem takeLanguage(const std::string &option, const std::string &value, Options &options)
{
    options.language = languageByCode(QString::fromStdString(value));
    if (!options.language)
        return wrong(option, value, {"is none of en, zh_CN", "应为 en、zh_CN 之一"});
    return std::nullopt;
}

Problem takePace(const std::string &option, const std::string &value, Options &options)
{
    const auto pace = nanosecondsOf(value);
    if (!pace)
        return wrong(option, value,
                     {"should be seconds between two calls, 0 for full speed",
                      "应为两次调用间隔的秒数，0 表示全速"});
    options.pace = Pace{*pace};
    return std::nullopt;
}

Problem takeSize(const std::string &option, const std::string &value, Options &options)
{
    options.size = sizeOf(value);
    if (!options.size)
        return wrong(option, value,
                     {"should be WIDTHxHEIGHT in pixels, as 1280x800, each from 320 to 16384",
                      "应为以像素计的 宽x高，如 1280x800，每边 320 到 16384"});
    return std::nullopt;
}

std::string knownDrawers()
{
    std::string known;
    for (const auto *drawer : Drawers::all())
        known.append(known.empty() ? "" : ", ").append(drawer->id);
    return known;
}

Problem takeDrawer(const std::string &option, const std::string &value, Options &options)
{
    for (const auto *drawer : Drawers::all()) {
        if (drawer->id == value) {
            options.drawers << QString::fromStdString(value);
            return std::nullopt;
        }
    }
    const auto known = knownDrawers();
    return wrong(option, value, {"is none of " + known, "应为 " + known + " 之一"});
}

Problem takeCpu(const std::string &option, const std::string &value, Options &options)
{
    const auto cpu = numberOf(value);
    if (!cpu || *cpu < 0)
        return wrong(option, value, {"should be the number of a CPU", "应为 CPU 的编号"});
    options.cpu = *cpu;
    return std::nullopt;
}

const Valued valued[] = {
    {"--scenario",
     [](const std::string &, const std::string &value, Options &options) {
         options.scenario = value;
         return Problem();
     }},
    {"--set", takeSetting},
    {"--theme", takeTheme},
    {"--lang", takeLanguage},
    {"--pace", takePace},
    {"--size", takeSize},
    {"--open", takeDrawer},
    {"--screenshot",
     [](const std::string &, const std::string &value, Options &options) {
         options.screenshot = value;
         return Problem();
     }},
    {"--at",
     [](const std::string &, const std::string &value, Options &options) {
         options.at = value;
         return Problem();
     }},
    {"--cpu", takeCpu},
};

struct Flag
{
    std::string name;
    bool Options::*member;
    bool value = true;
};

const Flag flags[] = {
    {"--help", &Options::wantsHelp},
    {"-h", &Options::wantsHelp},
    {"--version", &Options::wantsVersion},
    {"--hold", &Options::isHeld},
    {"--compare", &Options::isCompared},
    {"--unrecorded", &Options::isRecorded, false},
    {"--report-frames", &Options::reportsFrames},
};

bool takeFlag(const std::string &word, Options &options)
{
    for (const auto &flag : flags) {
        if (flag.name == word) {
            options.*flag.member = flag.value;
            return true;
        }
    }
    return false;
}

} // namespace

std::optional<std::int64_t> nanosecondsOf(const std::string &seconds)
{
    double number = 0;
    const auto end = seconds.data() + seconds.size();
    const auto read = std::from_chars(seconds.data(), end, number);
    if (read.ec != std::errc() || read.ptr != end || seconds.empty() || !(number >= 0)
        || number > mostSeconds)
        return std::nullopt;
    return std::llround(number * 1e9);
}

/// "--theme dark" and "--theme=dark".
std::variant<Options, OptionsProblem> readOptions(std::span<char *const> words)
{
    Options options;
    for (std::size_t i = 0; i < words.size(); ++i) {
        const std::string word = words[i];
        if (takeFlag(word, options))
            continue;
        const auto equals = word.find('=');
        const std::string name = word.substr(0, equals);
        const Valued *option = nullptr;
        for (const auto &candidate : valued)
            option = candidate.name == name ? &candidate : option;
        if (option == nullptr)
            return OptionsProblem{{word + ": no such option: seeipc-gui --help lists them",
                                   word + "：没有这个选项：seeipc-gui --help 列出全部选项"}};
        if (equals == std::string::npos && i + 1 == words.size())
            return OptionsProblem{{word + ": needs a value", word + "：缺少值"}};
        const std::string value = equals == std::string::npos ? words[++i]
                                                              : word.substr(equals + 1);
        if (auto problem = option->take(name, value, options))
            return *problem;
    }
    return options;
}

const Text &helpText()
{
    static const Text text{
        "usage: seeipc-gui [OPTION]...\n"
        "The window of SeeIPC: real processes talk, and the kernel is asked what is going on.\n"
        "\n"
        "  --scenario ID|FILE         the demo to open (pipe-flow)\n"
        "  --set NAME=VALUE           a parameter of the demo; again for another\n"
        "  --pace SECONDS             between two calls of a process; 0: full speed\n"
        "  --hold                     start with all processes held\n"
        "  --compare                  side by side with the demo that puts it right\n"
        "  --theme light|dark|contrast\n"
        "  --lang en|zh_CN\n"
        "  --size WIDTHxHEIGHT        of the window, in pixels\n"
        "  --open DRAWER              a drawer to begin with; again for another:\n"
        "                             "
            + knownDrawers()
            + "\n"
              "  --screenshot FILE          save a picture of the window and end; needs no "
              "display\n"
              "  --at SECONDS|CONDITION     when: 2, or \"writer asleep in write\"\n"
              "  --help, --version\n"
              "\n"
              "For measurements:\n"
              "  --unrecorded               workers keep sums only\n"
              "  --cpu NUMBER               all workers on this CPU\n"
              "  --report-frames            at the end, how many frames were late and the worst\n",
        "用法：seeipc-gui [选项]...\n"
        "SeeIPC 的窗口：真实的进程在通信，随时向内核询问正在发生什么。\n"
        "\n"
        "  --scenario 编号|文件       要打开的演示（默认 pipe-flow）\n"
        "  --set 名字=值              演示的一个参数；可重复\n"
        "  --pace 秒                  同一进程两次调用的间隔；0 为全速\n"
        "  --hold                     启动时暂停所有进程\n"
        "  --compare                  与正确写法并排对照\n"
        "  --theme light|dark|contrast\n"
        "  --lang en|zh_CN\n"
        "  --size 宽x高               窗口大小，以像素计\n"
        "  --open 面板                开始时打开的面板；可重复：\n"
        "                             "
            + knownDrawers()
            + "\n"
              "  --screenshot 文件          保存窗口的图片后结束；不需要显示器\n"
              "  --at 秒|条件               何时保存：2，或 \"writer asleep in write\"\n"
              "  --help, --version\n"
              "\n"
              "测量用：\n"
              "  --unrecorded               工作进程只保留总数\n"
              "  --cpu 编号                 所有工作进程固定在这个 CPU 上\n"
              "  --report-frames            结束时报告迟到的帧数和最慢的一帧\n"};
    return text;
}

} // namespace seeipc
