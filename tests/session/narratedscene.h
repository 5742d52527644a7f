// SPDX-License-Identifier: MIT
// The scenes that the tests of the narrator begin from, and how they compare its words.
#pragma once

#include "scene.h"

#include <QTest>

namespace seeipc {

inline constexpr WorkerId first = 0;
inline constexpr WorkerId second = 1;
inline constexpr auto ignored = static_cast<std::int32_t>(Disposition::Ignore);

/// "~" stands for the narrow no-break space between groups of digits.
inline QString golden(const char *text)
{
    return QString::fromUtf8(text).replace(QLatin1Char('~'), QChar(0x202f));
}

/// Writes until no slot is free, a call in two seconds.
inline Scene &filled(Scene &scene, WorkerId worker, std::int32_t size)
{
    for (int i = 0; scene.snapshot.channels[0].slots.isWritable(); ++i)
        scene.at(2000 * (i + 1)).writes(worker, size);
    return scene;
}

inline Scene readerAndWriter(std::int64_t capacity = 65536)
{
    Scene scene({"reader", "writer"});
    scene.parts(first, second, capacity);
    return scene;
}

inline Scene parentAndChild()
{
    Scene scene({"parent", "child"});
    scene.starts(first).makesPipe(first).forks(first, second);
    return scene;
}

inline Scene fullPipe(std::int64_t capacity = 65536)
{
    auto scene = readerAndWriter(capacity);
    filled(scene, second, 4096);
    return scene;
}

} // namespace seeipc

/// What the narrator says of it, word for word in both languages.
#define TELLS(scene, english_, chinese_) \
    QCOMPARE(QString::fromStdString((scene).english()), golden(english_)); \
    QCOMPARE(QString::fromStdString((scene).chinese()), golden(chinese_))
