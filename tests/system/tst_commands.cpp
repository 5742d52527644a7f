// SPDX-License-Identifier: MIT
// seeipc as a person types it: what it prints, where, and with which status.
#include "place.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace seeipc;

namespace {

QJsonObject objectOf(const QByteArray &line)
{
    return QJsonDocument::fromJson(line).object();
}

} // namespace

class TestCommands : public QObject
{
    Q_OBJECT

private:
    Place m_place;

private Q_SLOTS:
    void cleanup() { QCOMPARE(m_place.leftovers(), QByteArray()); }

    void helpAndVersionGoToStandardOutput_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QByteArray>("has");
        QTest::newRow("help") << QStringList{"--help"} << QByteArray("seeipc check");
        QTest::newRow("list") << QStringList{"list", "--help"} << QByteArray("--chapter");
        QTest::newRow("play") << QStringList{"play", "--help"} << QByteArray("--pace SECONDS");
        QTest::newRow("check") << QStringList{"check", "--help"} << QByteArray("N passed");
        QTest::newRow("version") << QStringList{"--version"} << QByteArray("seeipc 0.1.0\n");
        QTest::newRow("in Chinese")
            << QStringList{"play", "--help", "--lang", "zh_CN"} << QByteArray("播放一个演示");
        QTest::newRow("the language first")
            << QStringList{"--lang", "zh_CN", "list", "--help"} << QByteArray("按章列出");
    }
    void helpAndVersionGoToStandardOutput()
    {
        QFETCH(QStringList, arguments);
        QFETCH(QByteArray, has);
        const auto outcome = m_place.seeipc(arguments);
        QCOMPARE(outcome.status, 0);
        QCOMPARE(outcome.err, QByteArray());
        QVERIFY2(outcome.out.contains(has), outcome.out);
        for (const auto &line : outcome.outLines())
            QVERIFY2(QString::fromUtf8(line).size() <= 90, line);
    }

    void whatIsAskedWrongIsOneSentenceAndStatus2_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QByteArray>("sentence");
        const auto row = [](const char *name, const QStringList &arguments, const char *sentence) {
            QTest::newRow(name) << arguments << QByteArray(sentence);
        };
        row("no such command", {"frob"}, "seeipc: frob: no such command: seeipc --help lists them");
        row("a misspelt command", {"lst"},
            "seeipc: lst: no such command: did you mean list? seeipc --help lists them");
        row("no such option", {"list", "--chaptre", "pipe"},
            "seeipc: --chaptre: no such option: did you mean --chapter?: see seeipc list --help");
        row("an option without its command", {"--json"},
            "seeipc: --json: no such option: see seeipc --help");
        row("no value", {"play", "pipe-flow", "--pace"},
            "seeipc: --pace: needs a value: see seeipc play --help");
        row("a word too many", {"list", "pipe"},
            "seeipc: list: nothing is expected here but options, not pipe: see seeipc list --help");
        row("no demo", {"play"},
            "seeipc: play: which demo? Give an id (seeipc list shows them) or a file");
        row("an id that is not there", {"play", "pipe-helo"},
            "seeipc: pipe-helo: no such demo and no such file: did you mean pipe-hello? "
            "(seeipc list shows them all)");
        row("a chapter that is not there", {"list", "--chapter", "pip"},
            "seeipc: --chapter pip: no such chapter: choose from pipe, fifo, concepts, observer");
        row("a pace that is none", {"play", "pipe-flow", "--pace", "fast"},
            "seeipc: --pace fast: is not a number of seconds from 0 to 3600");
        row("pace and step", {"play", "pipe-flow", "--pace", "1", "--step"},
            "seeipc: --pace and --step exclude each other: see seeipc play --help");
        row("a setting that is none", {"play", "pipe-flow", "--set", "capacity"},
            "seeipc: --set capacity: is not NAME=VALUE");
        row("check what", {"check"},
            "seeipc: check: what? Give either ids or files, or --chapter C, or --all");
        row("check too much", {"check", "--all", "pipe-flow"},
            "seeipc: check: what? Give either ids or files, or --chapter C, or --all");
        row("a language that we do not speak", {"list", "--lang", "de"},
            "seeipc: --lang de: no such language: en or zh_CN");
        row("Chinese", {"lst", "--lang", "zh_CN"},
            "seeipc: lst：没有这个命令：是不是想输入 list？seeipc --help 列出全部命令");
    }
    void whatIsAskedWrongIsOneSentenceAndStatus2()
    {
        QFETCH(QStringList, arguments);
        QFETCH(QByteArray, sentence);
        const auto outcome = m_place.seeipc(arguments);
        QCOMPARE(outcome.err, sentence + "\n");
        QCOMPARE(outcome.out, QByteArray());
        QCOMPARE(outcome.status, 2);
    }

    void theLocaleIsTheDefaultLanguage()
    {
        Place place;
        place.environment.insert("LANG", "zh_CN.UTF-8");
        QVERIFY(place.seeipc({"--help"}).out.contains("退出状态"));
        QVERIFY(!place.seeipc({"--help", "--lang", "en"}).out.contains("退出状态"));
    }

    void withoutADisplayTheWindowSaysWhatWorks()
    {
        const auto outcome = m_place.seeipc({});
        QCOMPARE(outcome.status, 2);
        QCOMPARE(outcome.errLines().size(), 1);
        QVERIFY(outcome.err.startsWith("seeipc: cannot open the window: there is no display"));
        QVERIFY(outcome.err.contains("seeipc play pipe-flow"));
    }

    /// A stand-in for the window says how it was started.
    void withADisplayItBecomesTheWindow_data()
    {
        QTest::addColumn<QString>("folder");
        QTest::newRow("beside it") << "bin";
        QTest::newRow("in ../bin") << "libexec";
    }
    void withADisplayItBecomesTheWindow()
    {
        QFETCH(QString, folder);
        Place place;
        place.environment.insert("WAYLAND_DISPLAY", "wayland-7");
        QVERIFY(QDir(place.path("")).mkpath("bin") && QDir(place.path("")).mkpath(folder));
        QVERIFY(QFile::copy(programPath("seeipc"), place.path(folder + "/seeipc")));
        const auto without = place.run(place.path(folder + "/seeipc"), {});
        QCOMPARE(without.status, 2);
        QVERIFY2(without.err.startsWith("seeipc: cannot open the window: "), without.err);
        QFile window(place.write("bin/seeipc-gui", "#!/bin/sh\necho window \"$@\"\nexit 7\n"));
        QVERIFY(window.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner));
        const auto plain = place.run(place.path(folder + "/seeipc"), {});
        QCOMPARE(plain.out, QByteArray("window\n"));
        QCOMPARE(plain.status, 7);
        QCOMPARE(place.run(place.path(folder + "/seeipc"), {"--lang", "zh_CN"}).out,
                 QByteArray("window --lang zh_CN\n"));
    }

    void theListIsInTheLanguageAndPipeFlowIsFirst()
    {
        const auto english = m_place.seeipc({"list"});
        QCOMPARE(english.status, 0);
        QVERIFY(english.outLines().size() >= 5);
        QCOMPARE(english.outLines()[0], QByteArray("pipe"));
        QVERIFY(english.outLines()[1].startsWith("  pipe-flow "));
        const auto chinese = m_place.seeipc({"list", "--lang", "zh_CN"});
        QVERIFY(chinese.out != english.out);
        QCOMPARE(chinese.outLines().size(), english.outLines().size());
        const auto ofChapter = [&](const char *chapter) {
            return m_place.seeipc({"list", "--chapter", chapter}).out;
        };
        const auto all = ofChapter("pipe") + ofChapter("fifo") + ofChapter("concepts")
                         + ofChapter("observer");
        QCOMPARE(all.simplified(), english.out.simplified()); // columns are as wide as their words
    }

    void theListAsJsonNamesWhatPlayAndCheckTake()
    {
        const auto outcome = m_place.seeipc({"list", "--json"});
        QCOMPARE(outcome.outLines().size(), 1);
        const auto scenarios = objectOf(outcome.out)["scenarios"].toArray();
        QVERIFY(scenarios.size() >= 4);
        for (const auto &entry : scenarios) {
            const auto scenario = entry.toObject();
            for (const auto *field : {"id", "chapter", "title", "lesson", "cure", "file", "workers",
                                      "parameters", "expectations"})
                QVERIFY2(scenario.contains(field), field);
            QVERIFY(QFile::exists(scenario["file"].toString()));
            QVERIFY(scenario["expectations"].toInt() > 0);
            QVERIFY(!scenario["title"].toObject()["zh_CN"].toString().isEmpty());
        }
        const auto flow = scenarios[0].toObject();
        QCOMPARE(flow["id"].toString(), QString("pipe-flow"));
        QCOMPARE(flow["parameters"].toArray().size(), 5);
    }

    void whatCannotBeWrittenIsToldAReaderThatLeftIsNot()
    {
        const auto program = programPath("seeipc");
        for (const auto *command :
             {" list", " --help", " play pipe-hello --pace 0", " check pipe-hello"}) {
            const auto full = m_place.run("bash", {"-c", program + command + " >/dev/full"});
            QVERIFY(full.status != 0);
            QCOMPARE(full.err, QByteArray("seeipc: standard output cannot be written: ENOSPC\n"));
            const auto closed = m_place.run("bash", {"-c", program + command + " >&-"});
            QVERIFY(closed.status != 0);
            QCOMPARE(closed.err, QByteArray("seeipc: standard output cannot be written: EBADF\n"));
            const auto left = m_place.run("bash", {"-c", program + command + " | true"});
            QCOMPARE(left.err, QByteArray());
        }
    }

    /// At full speed its writer sleeps between two frames of the window.
    void whatWasTrueForAMomentIsPhotographed()
    {
        const auto picture = m_place.path("moment.png");
        for (int i = 0; i < 6; ++i) {
            const auto outcome = m_place.run(programPath("seeipc-gui"),
                                             {"--scenario", "pipe-write-blocks-full", "--pace", "0",
                                              "--at", "writer asleep in write", "--size",
                                              "1024x768", "--screenshot", picture});
            QVERIFY2(outcome.status == 0, outcome.err);
            QVERIFY(QFile::remove(picture));
        }
    }

    void aPictureThatCannotBeWrittenSaysWhy_data()
    {
        QTest::addColumn<QString>("file");
        QTest::addColumn<QByteArray>("english");
        QTest::addColumn<QByteArray>("chinese");
        QTest::newRow("no such folder")
            << m_place.path("no/x.png")
            << QByteArray(": the picture cannot be written: No such file or directory (ENOENT)\n")
            << QByteArray("：图片无法写入：没有这个文件或目录（ENOENT）\n");
        QTest::newRow("a full disk")
            << m_place.path("full.png")
            << QByteArray(": the picture cannot be written: No space left on device (ENOSPC)\n")
            << QByteArray("：图片无法写入：空间不够（ENOSPC）\n");
        QTest::newRow("no kind of picture")
            << m_place.path("x.none")
            << QByteArray(": is no name of a picture: x.png would be one\n")
            << QByteArray("：不是图片的文件名：例如 x.png 才是\n");
    }
    void aPictureThatCannotBeWrittenSaysWhy()
    {
        QFETCH(QString, file);
        QFETCH(QByteArray, english);
        QFETCH(QByteArray, chinese);
        QFile::link("/dev/full", m_place.path("full.png"));
        for (const auto &[language, why] :
             {std::pair("en", english), std::pair("zh_CN", chinese)}) {
            const auto outcome = m_place.run(
                programPath("seeipc-gui"), {"--lang", language, "--at", "0", "--screenshot", file});
            QCOMPARE(outcome.err, "seeipc-gui: " + file.toUtf8() + why);
            QCOMPARE(outcome.status, 2);
        }
    }

    void commandLineAndWorkerLinkNoQt()
    {
        for (const auto *name : {"seeipc", "seeipc-worker"}) {
            const auto linked = m_place.run("ldd", {programPath(name)});
            QCOMPARE(linked.status, 0);
            QVERIFY2(linked.out.contains("libc.so"), linked.out);
            QVERIFY2(!linked.out.contains("Qt"), linked.out);
        }
    }
};

QTEST_GUILESS_MAIN(TestCommands)
#include "tst_commands.moc"
