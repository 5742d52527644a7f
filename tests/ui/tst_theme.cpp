// SPDX-License-Identifier: MIT
// The colours of every theme: what is written can be read, what is drawn can be seen.
#include "ui/scene/typescale.h"
#include "ui/theme.h"

#include <QFontDatabase>
#include <QImage>
#include <QLocale>
#include <QPainter>
#include <QTest>

using namespace seeipc;

namespace {

/// How much ink a text takes in a font.
double inkOf(const QFont &font, const QString &text)
{
    QImage image(8 * font.pixelSize(), 2 * font.pixelSize(), QImage::Format_Grayscale8);
    image.fill(Qt::white);
    QPainter painter(&image);
    painter.setFont(font);
    painter.drawText(QPointF(4, 1.5 * font.pixelSize()), text);
    painter.end();
    double ink = 0;
    for (int y = 0; y < image.height(); ++y) {
        const auto *line = image.constScanLine(y);
        for (int x = 0; x < image.width(); ++x)
            ink += 255 - line[x];
    }
    return ink;
}

/// Is it drawn with more ink than the same without weight?
bool isHeavy(const QFont &font, const QString &text)
{
    auto plain = font;
    plain.setWeight(QFont::Normal);
    return inkOf(font, text) > 1.04 * inkOf(plain, text);
}

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
    /// A font without bold Chinese glyphs has them thickened, but not at every weight and size.
    void chineseAndLatinOfALineHaveOneWeight_data()
    {
        QTest::addColumn<QSize>("window");
        for (const auto size :
             {QSize(1024, 768), QSize(1920, 1080), QSize(2560, 1440), QSize(3840, 2160)})
            QTest::addRow("%d", size.width()) << size;
    }
    void chineseAndLatinOfALineHaveOneWeight()
    {
        if (QFontDatabase::families(QFontDatabase::SimplifiedChinese).isEmpty())
            QSKIP("no font with Chinese glyphs is installed");
        QFETCH(QSize, window);
        const auto before = QLocale();
        QLocale::setDefault(QLocale(QLocale::Chinese));
        QStringList odd;
        for (int i = 0; i <= static_cast<int>(TextRole::Wait); ++i) {
            const auto font = TypeScale::forWindow(window).font(static_cast<TextRole>(i));
            if (isHeavy(font, QStringLiteral("管道关")) != isHeavy(font, QStringLiteral("shell")))
                odd << QStringLiteral("role %1, %2 px").arg(i).arg(font.pixelSize());
        }
        QLocale::setDefault(before);
        QVERIFY2(odd.isEmpty(), qPrintable(odd.join(QStringLiteral("; "))));
    }

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

    /// There a state has a pure colour, and is nobody's.
    void inHighContrastNobodyHasTheColourOfAState()
    {
        const auto &theme = themeOf(ThemeName::Contrast);
        for (const auto &identity : theme.identities) {
            for (const auto &state : {theme.asleep, theme.hopeless}) {
                const int apart = std::abs(identity.hsvHue() - state.hsvHue());
                QVERIFY2(identity.hsvHue() < 0 || std::min(apart, 360 - apart) >= 15,
                         qPrintable(identity.name()));
            }
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
