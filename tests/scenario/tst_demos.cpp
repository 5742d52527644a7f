// SPDX-License-Identifier: MIT
// The demos that come with SeeIPC: they load, say what they prove, and whatever is altered in them
// gives a problem with a place or another good demo.
#include "mechanisms/program.h"
#include "mechanisms/registry.h"
#include "scenario/cprogram.h"
#include "scenario/loader.h"
#include "scenario/steptext.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QMap>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <sys/stat.h>

using namespace seeipc;
using Json = nlohmann::ordered_json;

namespace {

std::string contentOf(const std::string &path)
{
    QFile file(QString::fromStdString(path));
    return file.open(QIODevice::ReadOnly) ? file.readAll().toStdString() : "";
}

std::string problemOf(const ScenarioOrProblem &read)
{
    const auto *problem = std::get_if<ScenarioProblem>(&read);
    return problem ? problem->place + ": " + problem->what.en : "";
}

/// Read to the end: refused with a place and a sentence, or a demo whose programs a worker takes.
std::string wrongWith(const std::string &json)
{
    const auto read = parseScenario(json, "f.json");
    if (const auto *problem = std::get_if<ScenarioProblem>(&read)) {
        const bool isTold = problem->place.starts_with("f.json") && !problem->what.en.empty()
                            && !problem->what.zh.empty();
        return isTold ? "" : "told badly: " + problem->place + ": " + problem->what.en;
    }
    const auto &scenario = std::get<Scenario>(read);
    for (const auto use : {ProgramUse::Watched, ProgramUse::Checked}) {
        if (!isValidProgram(compileProgram(scenario, defaultParameters(scenario), use)))
            return "no valid program";
    }
    return "";
}

/// Every place in a JSON value, the whole of it last.
void placesIn(const Json &value, const Json::json_pointer &here,
              std::vector<Json::json_pointer> &places)
{
    for (std::size_t i = 0; value.is_array() && i < value.size(); ++i)
        placesIn(value[i], here / i, places);
    for (auto member = value.begin(); value.is_object() && member != value.end(); ++member)
        placesIn(member.value(), here / member.key(), places);
    places.push_back(here);
}

void remove(Json &root, const Json::json_pointer &place)
{
    auto &parent = root.at(place.parent_pointer());
    if (parent.is_array())
        parent.erase(std::stoul(place.back()));
    else
        parent.erase(place.back());
}

} // namespace

class TestDemos : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theFirstIsPipeFlowThenByChapterAndId()
    {
        QStringList ids;
        for (const auto &path : builtInScenarios())
            ids << QFileInfo(QString::fromStdString(path)).completeBaseName();
        QVERIFY2(ids.size() >= 4, qPrintable(ids.join(' ')));
        QCOMPARE(ids.takeFirst(), QString("pipe-flow"));
        QCOMPARE(ids.first(), QString("pipe-atomic-small"));
        QStringList chapters;
        QMap<QString, QStringList> inChapter;
        for (const auto &path : builtInScenarios()) {
            const QFileInfo file(QString::fromStdString(path));
            const auto chapter = file.dir().dirName();
            if (!chapters.contains(chapter))
                chapters << chapter;
            inChapter[chapter] << file.completeBaseName();
        }
        // who knows pipes understands FIFOs
        QCOMPARE(chapters, (QStringList{"pipe", "fifo", "concepts", "observer"}));
        inChapter["pipe"].removeFirst();
        QStringList inOrder;
        for (const auto &chapter : chapters) {
            inChapter[chapter].sort();
            inOrder << inChapter[chapter];
        }
        QCOMPARE(ids, inOrder);
        QCOMPARE(findScenario("pipe-atomic-small").value(), builtInScenarios()[1]);
        QVERIFY(!findScenario("pipe-helo"));
        QVERIFY(!findScenario("../pipe/pipe-hello"));
        QVERIFY(!findScenario(""));
    }

    void eachIsWholeAndIsWhatItsFileIsCalled_data() { addDemos(); }
    void eachIsWholeAndIsWhatItsFileIsCalled()
    {
        QFETCH(QString, path);
        const auto read = loadScenario(path.toStdString());
        QVERIFY2(std::holds_alternative<Scenario>(read), problemOf(read).c_str());
        const auto &scenario = std::get<Scenario>(read);
        const QFileInfo file(path);
        QCOMPARE(QString::fromStdString(scenario.id), file.completeBaseName());
        QCOMPARE(QString::fromStdString(scenario.chapter), file.dir().dirName());
        QCOMPARE(QString::fromStdString(scenario.file), path);
        QVERIFY(scenario.source);
        for (const auto &text : {scenario.title, scenario.lesson})
            QVERIFY(!text.en.empty() && !text.zh.empty() && text.en != text.zh);
        for (const auto &parameter : scenario.parameters)
            QVERIFY2(parameter.title.en != parameter.title.zh, parameter.name.c_str());
        QVERIFY(!scenario.expectations.empty());
        for (const auto &wanted : scenario.expectations)
            QVERIFY2(wanted.proves.en != wanted.proves.zh, wanted.text.c_str());
        QCOMPARE(wrongWith(contentOf(path.toStdString())), std::string());
    }

    /// Who sets another number hears the same lesson: it names none of the demo's own.
    void whatACardSaysStandsInTheExportedProgram_data() { addDemos(); }

    /// A call word for word, whatever is around it there; of a loop's head what asks for its end.
    void whatACardSaysStandsInTheExportedProgram()
    {
        QFETCH(QString, path);
        const auto scenario = std::get<Scenario>(loadScenario(path.toStdString()));
        const auto values = defaultParameters(scenario);
        const auto program =
            QString::fromStdString(cProgram(scenario, values, Language::English)).remove(u';');
        for (std::size_t i = 0; i < scenario.workers.size(); ++i) {
            for (const auto &line : stepLines(scenario, static_cast<WorkerId>(i), values)) {
                auto text = QString::fromStdString(line.text).remove(u';');
                if (line.isLoop && !text.contains(QLatin1String("is_over")))
                    continue;
                if (!line.isLoop && line.step == noStep)
                    text = QStringLiteral("is_over = true");
                text.remove(QRegularExpression("^n = "));
                QVERIFY2(program.contains(text), qPrintable(text));
            }
        }
    }

    void noLessonHangsOnTheNumberThatIsSet_data() { addDemos(); }
    void noLessonHangsOnTheNumberThatIsSet()
    {
        QFETCH(QString, path);
        const auto scenario = std::get<Scenario>(loadScenario(path.toStdString()));
        const bool hasNumber = std::any_of(
            scenario.parameters.begin(), scenario.parameters.end(),
            [](const Parameter &parameter) { return parameter.type == Parameter::Type::Number; });
        for (const auto &text : {scenario.lesson.en, scenario.lesson.zh}) {
            const bool hasDigit = text.find_first_of("0123456789") != std::string::npos;
            QVERIFY2(!(hasNumber && hasDigit), text.c_str());
        }
    }

    /// What is recommended instead of a word that is no condition is one of this demo, of each worker.
    void whatIsRecommendedAsAConditionIsOne_data() { addDemos(); }
    void whatIsRecommendedAsAConditionIsOne()
    {
        QFETCH(QString, path);
        const auto scenario = std::get<Scenario>(loadScenario(path.toStdString()));
        static const QRegularExpression quoted("\"([^\"]+)\"");
        for (const auto &worker : scenario.workers) {
            const auto read = conditionOf(scenario, worker.name + " x");
            auto found = quoted.globalMatch(QString::fromStdString(std::get<Text>(read).en));
            found.next(); // what was asked
            QVERIFY(found.hasNext());
            while (found.hasNext()) {
                const auto recommended = found.next().captured(1).toStdString();
                const auto again = conditionOf(scenario, recommended);
                QVERIFY2(std::holds_alternative<Condition>(again), recommended.c_str());
            }
        }
    }

    /// As on the blackboard: the first pipe or FIFO of its first worker, before anything else opens a file.
    /// Who looks at the picture sees from the beginning what it is about.
    void theFirstProcessBegins_data() { addDemos(); }
    void theFirstProcessBegins()
    {
        QFETCH(QString, path);
        const auto scenario = std::get<Scenario>(loadScenario(path.toStdString()));
        QCOMPARE(scenario.steps.front().worker, WorkerId{0});
        const auto makes = [](const StepInfo &step) {
            const auto &call = callAt(step.call);
            return call.makesChannel || call.effect == Effect::MakeName;
        };
        const auto first = std::find_if(scenario.steps.begin(), scenario.steps.end(), makes);
        const bool isOfThePipe = scenario.chapter == "pipe";
        if (isOfThePipe) {
            QVERIFY(first != scenario.steps.end());
            QCOMPARE(first->worker, WorkerId{0});
        }
    }

    void whateverIsAlteredIsToldOrAGoodDemo_data() { addDemos(); }
    void whateverIsAlteredIsToldOrAGoodDemo()
    {
        QFETCH(QString, path);
        const auto whole = Json::parse(contentOf(path.toStdString()));
        std::vector<Json::json_pointer> places;
        placesIn(whole, Json::json_pointer(), places);
        const std::vector<Json> instead{nullptr,
                                        true,
                                        0,
                                        -1,
                                        1.5,
                                        99999999999999,
                                        "",
                                        "$",
                                        "x",
                                        "a/b",
                                        "p[",
                                        Json::array(),
                                        Json::object(),
                                        Json::array({Json::object()}),
                                        Json::parse(R"({"call": "pipe", "makes": "p"})")};
        for (std::size_t turn = 0; turn < places.size(); ++turn) {
            const auto &place = places[turn];
            for (std::size_t i = turn % 3; i < instead.size(); i += 3) { // another third each time
                auto altered = whole;
                altered[place] = instead[i];
                QCOMPARE(wrongWith(altered.dump()), std::string());
            }
            if (place.empty())
                continue;
            auto altered = whole;
            remove(altered, place);
            QCOMPARE(wrongWith(altered.dump()), std::string());
            auto doubled = whole;
            auto &parent = doubled[place.parent_pointer()];
            if (parent.is_array()) {
                const Json twice = parent[std::stoul(place.back())];
                parent.push_back(twice);
                QCOMPARE(wrongWith(doubled.dump()), std::string());
            }
        }
    }

    void whicheverByteIsLostItIsToldOrAGoodDemo_data() { addDemos(); }
    void whicheverByteIsLostItIsToldOrAGoodDemo()
    {
        QFETCH(QString, path);
        const auto whole = contentOf(path.toStdString());
        for (std::size_t i = 0; i < whole.size(); i += 23) {
            auto lost = whole;
            lost.erase(i, 1);
            QCOMPARE(wrongWith(lost), std::string());
            QCOMPARE(wrongWith(whole.substr(0, i)), std::string());
            for (const char c : {'"', '{', ']', '\xff', '\0', '9'}) {
                auto other = whole;
                other[i] = c;
                QCOMPARE(wrongWith(other), std::string());
            }
        }
    }

    void whatIsNoFileIsTold()
    {
        const QTemporaryDir directory;
        const auto at = [&](const char *name) { return directory.filePath(name).toStdString(); };
        QCOMPARE(problemOf(loadScenario(at("none.json"))),
                 at("none.json") + ": there is no such file");
        QCOMPARE(problemOf(loadScenario(directory.path().toStdString())),
                 directory.path().toStdString() + ": is no regular file: a demo is a file of JSON");
        QCOMPARE(problemOf(loadScenario("/dev/zero")),
                 std::string("/dev/zero: is no regular file: a demo is a file of JSON"));
        QCOMPARE(::mkfifo(at("fifo.json").c_str(), 0600), 0); // nobody writes: it must not wait
        QCOMPARE(problemOf(loadScenario(at("fifo.json"))),
                 at("fifo.json") + ": is no regular file: a demo is a file of JSON");
        QFile big(directory.filePath("big.json"));
        QVERIFY(big.open(QIODevice::WriteOnly) && big.resize(qint64{1} << 32));
        QCOMPARE(problemOf(loadScenario(at("big.json"))),
                 at("big.json") + ": is bigger than 1048576 bytes: a demo is a few thousand");
        QCOMPARE(problemOf(loadScenario(at("none/none.json"))),
                 at("none/none.json") + ": there is no such file");
        QCOMPARE(problemOf(loadScenario(at("big.json") + "/x")),
                 at("big.json") + "/x: cannot be read: ENOTDIR");
    }

private:
    static void addDemos()
    {
        QTest::addColumn<QString>("path");
        for (const auto &path : builtInScenarios()) {
            const auto name = QString::fromStdString(path);
            QTest::newRow(qPrintable(QFileInfo(name).completeBaseName())) << name;
        }
    }
};

QTEST_APPLESS_MAIN(TestDemos)
#include "tst_demos.moc"
