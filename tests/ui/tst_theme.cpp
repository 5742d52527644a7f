// SPDX-License-Identifier: MIT
// The colours of every theme: what is written can be read, what is drawn can be seen.
#include "ui/theme.h"

#include <QTest>

using namespace seeipc;

namespace {

struct Pair
{
    const char *what;
    QColor front;
    QColor back;
};

std::vector<Pair> textsOf(const Theme &theme)
{
    std::vector<Pair> pairs{
        {"ink on ground", theme.ink, theme.ground},
        {"ink on panel", theme.ink, theme.panel},
        {"ink on control", theme.ink, theme.control},
        {"ink on the current line", theme.ink, theme.currentLine},
        {"muted ink on ground", theme.mutedInk, theme.ground},
        {"muted ink on panel", theme.mutedInk, theme.panel},
        {"muted ink on control", theme.mutedInk, theme.control},
        {"a sleeper's head", theme.asleepText, theme.asleep},
        {"a runner's head", theme.runningText, theme.running},
        {"a hopeless head", theme.hopelessText, theme.hopeless},
    };
    for (const auto &identity : theme.identities)
        pairs.push_back({"letters in a slot", textOn(identity), identity});
    return pairs;
}

std::vector<Pair> marksOf(const Theme &theme)
{
    std::vector<Pair> pairs{
        {"outline on ground", theme.outline, theme.ground},
        {"outline on panel", theme.outline, theme.panel},
        {"outline on a channel", theme.outline, theme.channel},
        {"waits-for arrow", theme.asleepLine, theme.ground},
        {"a sleeper's border", theme.asleepLine, theme.panel},
        {"hopeless arrow", theme.hopelessLine, theme.ground},
        {"hopeless border", theme.hopelessLine, theme.panel},
    };
    for (const auto &identity : theme.identities) {
        pairs.push_back({"spine on panel", identity, theme.panel});
        pairs.push_back({"packet on ground", identity, theme.ground});
        pairs.push_back({"bytes in an empty slot", identity, theme.control});
        pairs.push_back({"bytes in a channel", identity, theme.channel});
    }
    return pairs;
}

} // namespace

class ThemeTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void textIsReadable_data() { everyTheme(); }
    void textIsReadable()
    {
        QFETCH(ThemeName, name);
        expectAtLeast(textsOf(themeOf(name)), name == ThemeName::Contrast ? 7 : 4.5);
    }

    void marksAreSeen_data() { everyTheme(); }
    void marksAreSeen()
    {
        QFETCH(ThemeName, name);
        expectAtLeast(marksOf(themeOf(name)), name == ThemeName::Contrast ? 7 : 3);
    }

    void fadedTextStaysReadable_data() { everyTheme(); }
    void fadedTextStaysReadable()
    {
        QFETCH(ThemeName, name);
        const auto &theme = themeOf(name);
        const auto share = theme.faded;
        const auto mixed = [&](double front, double back) {
            return front * share + back * (1 - share);
        };
        for (const auto &back : {theme.panel, theme.ground}) {
            const auto seen = QColor::fromRgbF(
                static_cast<float>(mixed(theme.ink.redF(), back.redF())),
                static_cast<float>(mixed(theme.ink.greenF(), back.greenF())),
                static_cast<float>(mixed(theme.ink.blueF(), back.blueF())));
            QVERIFY2(contrastRatio(seen, back) >= 3, qPrintable(seen.name()));
        }
    }

    void contrastIsThatOfWcag()
    {
        QCOMPARE(contrastRatio(Qt::white, Qt::black), 21.0);
        QVERIFY(std::abs(contrastRatio(QColor(0x77, 0x77, 0x77), Qt::white) - 4.48) < 0.01);
    }

private:
    static void everyTheme()
    {
        QTest::addColumn<ThemeName>("name");
        QTest::newRow("light") << ThemeName::Light;
        QTest::newRow("dark") << ThemeName::Dark;
        QTest::newRow("contrast") << ThemeName::Contrast;
    }

    static void expectAtLeast(const std::vector<Pair> &pairs, double least)
    {
        for (const auto &pair : pairs) {
            const auto ratio = contrastRatio(pair.front, pair.back);
            if (ratio < least)
                QTest::qFail(qPrintable(QStringLiteral("%1: %2 on %3 is %4 to 1")
                                            .arg(QLatin1String(pair.what), pair.front.name(),
                                                 pair.back.name())
                                            .arg(ratio)),
                             __FILE__, __LINE__);
        }
    }
};

QTEST_MAIN(ThemeTest)
#include "tst_theme.moc"
