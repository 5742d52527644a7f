// SPDX-License-Identifier: MIT
// The pure parts of the controls: speeds, detents, rates, settings.
#include "ui/controls/barbutton.h"
#include "ui/controls/detents.h"
#include "ui/controls/numbers.h"
#include "ui/controls/parameterfield.h"
#include "ui/controls/speed.h"
#include "ui/controls/style.h"
#include "ui/model/ratemeter.h"
#include "ui/settings.h"

#include <QApplication>
#include <QSettings>
#include <QTemporaryDir>
#include <QTest>

using namespace seeipc;

class TestControls : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void speedsRunFromOneInFiveSecondsToFull()
    {
        QCOMPARE(paceAt(0).nanoseconds, 5'000'000'000);
        QVERIFY(paceAt(speedCount() - 1).isFullSpeed());
        for (int i = 1; i < speedCount() - 1; ++i)
            QVERIFY(paceAt(i).nanoseconds < paceAt(i - 1).nanoseconds);
    }

    void everySpeedFindsItsPlaceAgain()
    {
        for (int i = 0; i < speedCount(); ++i)
            QCOMPARE(positionOf(paceAt(i)), i);
        QCOMPARE(positionOf({900'000'000}), positionOf({1'000'000'000}));
        QCOMPARE(positionOf({60'000'000'000}), 0);
        QCOMPARE(positionOf({1}), speedCount() - 2);
    }

    void speedsAreToldInWords_data()
    {
        QTest::addColumn<qlonglong>("nanoseconds");
        QTest::addColumn<QString>("words");
        QTest::newRow("slowest") << 5'000'000'000LL << "1 call in 5 s";
        QTest::newRow("one a second") << 1'000'000'000LL << "1 call/s";
        QTest::newRow("no whole number") << 300'000'000LL << "3.3 calls/s";
        QTest::newRow("ten") << 100'000'000LL << "10 calls/s";
        QTest::newRow("full") << 0LL << "full speed";
    }
    void speedsAreToldInWords()
    {
        QFETCH(qlonglong, nanoseconds);
        QFETCH(QString, words);
        QCOMPARE(wordsOf({nanoseconds}), words);
    }

    /// On ink a frame in the ink is not seen.
    void theFocusIsSeenOnADarkButton()
    {
        Style style;
        QWidget window;
        BarButton button(&window);
        button.setStyle(&style);
        button.setCheckable(true);
        button.setChecked(true);
        button.resize(160, 40);
        window.resize(200, 60);
        window.show();
        QVERIFY(QTest::qWaitForWindowActive(&window));
        window.setFocus();
        const auto within = [&button] { return button.grab().toImage().pixelColor(4, 20); };
        const auto dark = within();
        button.setFocus(Qt::TabFocusReason);
        QVERIFY(button.hasFocus());
        QVERIFY(std::abs(within().lightness() - dark.lightness()) > 100);
    }

    /// In little height only the errno has room: the rest is told beneath the pointer and aloud.
    void aRefusedCapacitySaysWhyEverywhere()
    {
        Parameter capacity;
        capacity.name = "capacity";
        capacity.unit = "bytes";
        capacity.atLeast = 4096;
        capacity.atMost = 4'194'304;
        ParameterField field(capacity);
        field.setCompact(true);
        const auto refused = [&field](const PipeLimits &limits) {
            field.setAnswer({ParameterAnswer::State::Refused, 4'194'304, 65'536, EPERM,
                             metLimit(limits, 4'194'304)});
            return field.toolTip().replace(QChar(0x202f), u'~');
        };
        QCOMPARE(refused({1'048'576, 16'384, 0}),
                 QStringLiteral("Refused 4~194~304 (EPERM): above pipe-max-size, 1~048~576"));
        QCOMPARE(refused({8'388'608, 1024, 0}),
                 QStringLiteral("Refused 4~194~304 (EPERM): this user's pipes would pass "
                                "pipe-user-pages-soft, 1~024 pages"));
        QCOMPARE(refused({}),
                 QStringLiteral("Refused 4~194~304 (EPERM): above a limit of this machine"));
        for (const auto *part : {static_cast<const QWidget *>(field.findChild<Slider *>()),
                                 static_cast<const QWidget *>(field.findChild<NumberField *>())})
            QCOMPARE(part->accessibleDescription(), field.toolTip());
    }

    void whenAValueTakesEffectIsToldInWordsThatFit()
    {
        Parameter pace;
        pace.name = "pace";
        pace.title = {"Writer's pace", ""};
        pace.atLeast = 1;
        pace.atMost = 100;
        ParameterField field(pace);
        field.setCompact(true);
        field.setAnswer({ParameterAnswer::State::AtNextStart, 50, 50});
        field.show();
        const auto &title = *field.findChild<ElidingLabel *>();
        for (const char *words :
             {"takes effect at the next start", "at the next start", "next start", "later"}) {
            const auto text = QStringLiteral("Writer's pace: ") + QString::fromUtf8(words);
            field.resize(title.fontMetrics().horizontalAdvance(text), field.height());
            QCOMPARE(title.text(), text);
            QVERIFY(!title.isElided());
        }
        QCOMPARE(field.toolTip(), QStringLiteral("takes effect at the next start"));
        field.setAnswer({ParameterAnswer::State::AtFullSpeed});
        for (const char *text : {"Writer's pace: no effect at full speed",
                                 "Writer's pace: full speed", "Writer's pace"}) {
            field.resize(title.fontMetrics().horizontalAdvance(QString::fromUtf8(text)),
                         field.height());
            QCOMPARE(title.text(), QString::fromUtf8(text));
        }
    }

    void detentsOfBytesHoldThePowersOfTwoAndBothBounds()
    {
        const auto values = detents(1, 1'000'000, "bytes");
        QCOMPARE(values.front(), 1);
        QCOMPARE(values.back(), 1'000'000);
        for (std::int64_t power = 1; power < 1'000'000; power *= 2)
            QVERIFY(std::find(values.begin(), values.end(), power) != values.end());
        QVERIFY(std::is_sorted(values.begin(), values.end()));
        QVERIFY(values.size() < 100);
    }

    void detentsOfAFewValuesAreAllOfThem()
    {
        QCOMPARE(detents(3, 6, ""), (std::vector<std::int64_t>{3, 4, 5, 6}));
    }

    void detentsOfPercentHoldTheRoundOnes()
    {
        const auto values = detents(1, 400, "%");
        for (const std::int64_t round : {1, 10, 25, 50, 100, 200, 400})
            QVERIFY(std::find(values.begin(), values.end(), round) != values.end());
    }

    void theNearestDetentIsNearestByRatio()
    {
        const std::vector<std::int64_t> values{10, 100, 1000};
        QCOMPARE(nearestDetent(values, 1), 0);
        QCOMPARE(nearestDetent(values, 30), 0);
        QCOMPARE(nearestDetent(values, 35), 1);
        QCOMPARE(nearestDetent(values, 100), 1);
        QCOMPARE(nearestDetent(values, 5000), 2);
    }

    void ratesAreAveragedOverHalfASecondAndFallToZero()
    {
        Snapshot snapshot(1, 1);
        RateMeter meter;
        meter.reset(snapshot, 0);
        QVERIFY(meter.rates().isZero());
        for (std::int64_t time = 0; time <= 2'000'000'000; time += 10'000'000) {
            snapshot.processes[0].calls = time / 1'000'000;
            snapshot.channels[0].bytesIn = time / 100'000;
            meter.look(snapshot, time);
        }
        QCOMPARE(meter.rates().calls[0], 1000.0);
        QCOMPARE(meter.rates().bytesIn[0], 10000.0);
        QCOMPARE(meter.rates().bytesOut[0], 0.0);
        meter.look(snapshot, 2'300'000'000);
        QVERIFY(meter.rates().calls[0] > 0 && meter.rates().calls[0] < 1000);
        meter.look(snapshot, 2'600'000'000);
        QVERIFY(meter.rates().isZero());
    }

    /// In high contrast all words are of the same ink.
    void whatCannotBePressedLooksLikeItInEveryTheme()
    {
        auto *style = new Style; // the application's
        QApplication::setStyle(style);
        for (const auto name : {ThemeName::Light, ThemeName::Dark, ThemeName::Contrast}) {
            style->setTheme(themeOf(name));
            QApplication::setPalette(themeOf(name).palette());
            BarButton button;
            button.setWords(QStringLiteral("Step reader"), {});
            button.resize(button.sizeHint());
            const auto enabled = button.grab().toImage();
            button.setEnabled(false);
            QVERIFY2(button.grab().toImage() != enabled, qPrintable(QString::number(int(name))));
        }
    }

    void theFieldForNumbersTakesGroupsAndKeepsItsBounds()
    {
        NumberField field;
        field.setRange(10, 70000);
        field.setSuffix(QStringLiteral(" bytes"));
        field.setValue(65536);
        QCOMPARE(field.cleanText(), groupedText(65536));
        field.selectAll();
        QTest::keyClicks(&field, QStringLiteral("99999"));
        QTest::keyClick(&field, Qt::Key_Return);
        QCOMPARE(field.value(), 70000);
        field.selectAll();
        QTest::keyClicks(&field, QStringLiteral("4096"));
        QTest::keyClick(&field, Qt::Key_Return);
        QCOMPARE(field.value(), 4096);
    }

    void oneByteOfAParameterIsSingular()
    {
        Parameter parameter;
        parameter.unit = "bytes";
        parameter.atLeast = 1;
        parameter.atMost = 65536;
        ParameterField field(parameter);
        auto &number = *field.findChild<NumberField *>();
        field.setValue(1);
        QCOMPARE(number.text(), QStringLiteral("1 byte"));
        number.selectAll();
        QTest::keyClicks(&number, QStringLiteral("12"));
        QTest::keyClick(&number, Qt::Key_Return);
        QCOMPARE(number.text(), QStringLiteral("12 bytes"));
        field.setValue(1);
        QCOMPARE(number.text(), QStringLiteral("1 byte"));
    }

    void settingsComeBackAsTheyWere()
    {
        QTemporaryDir home;
        QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, home.path());
        Settings settings;
        settings.windowSize = QSize(1111, 777);
        settings.theme = ThemeName::Contrast;
        settings.language = Language::Chinese;
        settings.pace = {0};
        settings.isStill = true;
        settings.timeAxis = TimeAxis::ByClock;
        settings.save();
        const auto loaded = Settings::load();
        QCOMPARE(loaded.windowSize.value(), QSize(1111, 777));
        QVERIFY(loaded.theme == ThemeName::Contrast && loaded.language == Language::Chinese);
        QVERIFY(loaded.pace.isFullSpeed() && loaded.isStill);
        QCOMPARE(loaded.timeAxis, TimeAxis::ByClock);
    }

    void settingsThatMakeNoSenseAreTheDefaults()
    {
        QTemporaryDir home;
        QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, home.path());
        {
            QSettings stored(QSettings::IniFormat, QSettings::UserScope, "seeipc", "seeipc");
            stored.setValue("window/size", QSize(3, -5));
            stored.setValue("view/theme", "pink");
            stored.setValue("view/language", "tlh");
            stored.setValue("session/paceNanoseconds", "soon");
        }
        const auto loaded = Settings::load();
        QVERIFY(!loaded.windowSize && !loaded.language);
        QVERIFY(loaded.theme == ThemeName::Light);
        QCOMPARE(loaded.pace.nanoseconds, 1'000'000'000);
    }
};

QTEST_MAIN(TestControls)
#include "tst_controls.moc"
