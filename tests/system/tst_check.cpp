// SPDX-License-Identifier: MIT
// seeipc check: the demos that come with SeeIPC hold, and each of their expectations can fail.
#include "place.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTest>

#include <array>
#include <atomic>
#include <memory>
#include <thread>

using namespace seeipc;

namespace {

const QStringList chapters{"pipe", "fifo", "concepts", "observer"};
constexpr int usualChecks = 3; ///< in a row; SEEIPC_CHECKS=10 makes as many

QDir demoDirectory(const QString &chapter)
{
    return {binDirectory() + "/../share/seeipc/scenarios/" + chapter};
}

QStringList demoIds(const QString &chapter)
{
    auto ids = demoDirectory(chapter).entryList({"*.json"}, QDir::Files);
    for (auto &id : ids)
        id.chop(QString(".json").size());
    return ids;
}

/// Those that come with SeeIPC.
QStringList demoIds()
{
    QStringList ids;
    for (const auto &chapter : chapters)
        ids += demoIds(chapter);
    return ids;
}

QByteArray allPassed()
{
    return QByteArray::number(demoIds().size()) + " passed, 0 failed, 0 skipped";
}

/// One change to one expectation.
struct Alteration
{
    QString key;
    QJsonValue value;
};

/// "<=4096" -> ">4096": what holds does not hold then.
QString turned(const QString &test)
{
    const QList<QPair<QString, QString>> pairs{{"<=", ">"},  {">=", "<"}, {"==", "!="},
                                               {"!=", "=="}, {"<", ">="}, {">", "<="}};
    for (const auto &[from, to] : pairs) {
        if (test.startsWith(from))
            return to + test.mid(from.size());
    }
    return "!=" + test;
}

QString otherCall(const QString &call)
{
    return call == "read" ? "write" : "read";
}

QJsonValue alteredObject(QJsonObject object) // {"fill": "A", "times": N}, {"sequence": N}
{
    for (const auto *number : {"times", "sequence"}) {
        if (object.contains(number))
            object[number] = object[number].toInt() + 1;
    }
    return object;
}

constexpr int never = -12345; ///< what no call returns or tells

QJsonValue alteredWords(QJsonObject words) // "equals": {"revents": "POLLHUP"}
{
    for (const auto &word : words.keys())
        words[word] = never;
    return words;
}

/// Is it asked of every machine?
bool isAskedHere(const QJsonObject &expectation)
{
    const auto needs = expectation["requires"].toArray();
    return std::all_of(needs.begin(), needs.end(), [](const QJsonValue &need) {
        return need.toString().startsWith('!'); // what only a privileged one has
    });
}

QList<Alteration> alterationsOf(const QJsonObject &expectation)
{
    static const QStringList subjects{"proves", "channel", "worker", "value",   "call",
                                      "only",   "forEver", "record", "requires"};
    QList<Alteration> alterations;
    for (auto test = expectation.begin(); isAskedHere(expectation) && test != expectation.end();
         ++test) {
        const auto key = test.key();
        const auto value = test.value();
        if (subjects.contains(key))
            continue; // what it is about, not what must hold
        if (key == "at") {
            const auto words = value.toString().split(' ');
            if (words.value(1) == "asleep") // an instant that never comes
                alterations.append({key, words[0] + " asleep in " + otherCall(words[3])});
        } else if (key == "errno") {
            alterations.append({key, value == "EPIPE" ? "EAGAIN" : "EPIPE"});
        } else if (key == "signal") {
            alterations.append({key, value == "SIGPIPE" ? "SIGKILL" : "SIGPIPE"});
        } else if (key == "asleepIn" || key == "asleep") {
            alterations.append({key, otherCall(value.toString())});
        } else if (value.isBool()) {
            alterations.append({key, !value.toBool()});
        } else if (value.isDouble()) {
            alterations.append({key, value.toInt() + 1});
        } else if (value.isString()) {
            const auto text = value.toString();
            alterations.append({key, key == "data"          ? QJsonValue(text + "!")
                                     : text.startsWith('{') ? QJsonValue(never)
                                                            : QJsonValue(turned(text))});
        } else if (key == "equals") {
            alterations.append({key, alteredWords(value.toObject())});
        } else if (key == "runs") {
            alterations.append({key, QJsonArray{QJsonArray{"Z", 1}}});
        } else if (value.isObject()) {
            alterations.append({key, alteredObject(value.toObject())});
        }
    }
    return alterations;
}

QJsonValue field(const QJsonValue &object, const char *name)
{
    return object.toObject().value(QLatin1String(name));
}

QJsonObject demoOf(const QString &id)
{
    const auto chapter = std::find_if(chapters.begin(), chapters.end(), [&](const auto &one) {
        return demoDirectory(one).exists(id + ".json");
    });
    QFile file(demoDirectory(*chapter).filePath(id + ".json"));
    if (!file.open(QIODevice::ReadOnly))
        qFatal("cannot read %s", qPrintable(file.fileName()));
    return QJsonDocument::fromJson(file.readAll()).object();
}

/// A demo with one change to one of its expectations.
struct AlteredDemo
{
    QString name;
    QString place; ///< "expect[2]": what must fail now, and nothing else
    QByteArray json;
};

std::vector<AlteredDemo> alteredDemos()
{
    std::vector<AlteredDemo> altered;
    for (const auto &id : demoIds()) {
        const auto demo = demoOf(id);
        const auto expectations = demo["expect"].toArray();
        for (int i = 0; i < expectations.size(); ++i) {
            const auto place = QString("expect[%1]").arg(i);
            const auto alterations = alterationsOf(expectations[i].toObject());
            for (const auto &[key, value] : alterations) {
                auto expectation = expectations[i].toObject();
                expectation[key] = value;
                auto changed = expectations;
                changed[i] = expectation;
                auto whole = demo;
                whole["expect"] = changed;
                altered.push_back(
                    {id + " " + place + "." + key, place, QJsonDocument(whole).toJson()});
            }
        }
    }
    return altered;
}

/// The places of the expectations that were not proved.
QStringList failedPlaces(const QByteArray &json)
{
    QStringList places;
    const auto scenarios = QJsonDocument::fromJson(json)["scenarios"].toArray();
    for (const auto &scenario : scenarios) {
        const auto runs = field(scenario, "runs").toArray();
        for (const auto &run : runs) {
            const auto expectations = field(run, "expectations").toArray();
            for (const auto &expectation : expectations) {
                if (field(expectation, "outcome") != "proved")
                    places.append(field(expectation, "place").toString());
            }
        }
    }
    places.removeDuplicates();
    return places;
}

/// Keeps every CPU busy as long as it lives.
class BusyMachine
{
public:
    BusyMachine()
    {
        for (unsigned i = 0; i < std::max(1U, std::thread::hardware_concurrency()); ++i) {
            m_loops.push_back(std::make_unique<QProcess>());
            m_loops.back()->start("bash", {"-c", "while :; do :; done"});
            m_loops.back()->waitForStarted();
        }
    }
    ~BusyMachine()
    {
        for (const auto &loop : m_loops) {
            loop->kill();
            loop->waitForFinished();
        }
    }
    BusyMachine(const BusyMachine &) = delete;
    BusyMachine &operator=(const BusyMachine &) = delete;

private:
    std::vector<std::unique_ptr<QProcess>> m_loops;
};

} // namespace

class TestCheck : public QObject
{
    Q_OBJECT

private:
    Place m_place;

    /// Checks them, several at a time: most of a check's time its demo sleeps.
    std::vector<Outcome> checkAll(const std::vector<AlteredDemo> &altered) const
    {
        std::vector<Outcome> outcomes(altered.size());
        std::atomic<std::size_t> next{0};
        const auto work = [&] {
            for (auto i = next++; i < altered.size(); i = next++) {
                const auto file = m_place.write(QString("altered%1.json").arg(i), altered[i].json);
                outcomes[i] = m_place.seeipc({"check", file, "--json"});
            }
        };
        std::array<std::thread, 4> threads;
        for (auto &thread : threads)
            thread = std::thread(work);
        for (auto &thread : threads)
            thread.join();
        return outcomes;
    }

private Q_SLOTS:
    void cleanup() { QCOMPARE(m_place.leftovers(), QByteArray()); }

    void everyDemoHoldsManyTimesInARowOnABusyMachine()
    {
        bool isSet = false;
        const int asked = qEnvironmentVariableIntValue("SEEIPC_CHECKS", &isSet);
        const BusyMachine busy;
        for (int i = 0; i < (isSet ? asked : usualChecks); ++i) {
            const auto outcome = m_place.seeipc({"check", "--all"});
            QVERIFY2(outcome.status == 0, outcome.out + outcome.err);
            QCOMPARE(outcome.outLines().last(), allPassed());
        }
    }

    /// As with a machine that is suspended: while nobody looks, nobody gives a cue either.
    void whoWasSuspendedDoesNotTakeThatForAStandstill()
    {
        const QString line = R"("$0" check pipe-stop-cont-short-write & sleep 0.7
                                kill -STOP $! && sleep 4 && kill -CONT $! && wait $!)";
        const auto outcome = m_place.run("bash", {"-c", line, programPath("seeipc")});
        QVERIFY2(outcome.status == 0, outcome.out + outcome.err);
    }

    void eachExpectationFailsWhenItIsAltered_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<QString>("place");
        const auto altered = alteredDemos();
        const auto outcomes = checkAll(altered);
        for (std::size_t i = 0; i < altered.size(); ++i)
            QTest::newRow(qPrintable(altered[i].name))
                << outcomes[i].status << outcomes[i].out + outcomes[i].err << altered[i].place;
    }
    void eachExpectationFailsWhenItIsAltered()
    {
        QFETCH(int, status);
        QFETCH(QByteArray, json);
        QFETCH(QString, place);
        QVERIFY2(status == 1, json);
        QVERIFY2(failedPlaces(json) == QStringList{place}, json);
    }

    /// Nothing that must hold is left out of the alterations.
    void everyExpectationOfTheDemosIsAltered()
    {
        for (const auto &id : demoIds()) {
            const auto expectations = demoOf(id)["expect"].toArray();
            QVERIFY(!expectations.isEmpty());
            for (const auto &expectation : expectations) {
                QVERIFY2(!alterationsOf(expectation.toObject()).isEmpty()
                             || !isAskedHere(expectation.toObject()),
                         qPrintable(id));
                QVERIFY(!field(field(expectation, "proves"), "en").toString().isEmpty());
                QVERIFY(!field(field(expectation, "proves"), "zh_CN").toString().isEmpty());
            }
        }
    }

    void underAFailureStandWhatItProvesAndWhatWasSeen()
    {
        auto demo = demoOf("pipe-hello");
        auto expectations = demo["expect"].toArray();
        int position = -1;
        for (int i = 0; i < expectations.size(); ++i) {
            if (field(expectations[i], "returns") == 9
                && field(expectations[i], "call") == "parent.read")
                position = i;
        }
        QVERIFY(position >= 0);
        auto expectation = expectations[position].toObject();
        expectation["returns"] = 10;
        expectation.remove("data");
        expectations[position] = expectation;
        demo["expect"] = expectations;
        const auto file = m_place.write("altered.json", QJsonDocument(demo).toJson());
        const auto outcome = m_place.seeipc({"check", file});
        QCOMPARE(outcome.status, 1);
        const auto lines = outcome.outLines();
        QVERIFY2(lines.size() == 5, outcome.out);
        QVERIFY2(lines[0].startsWith("FAILED  pipe-hello: "), outcome.out);
        QVERIFY2(lines[1].startsWith("  expect[" + QByteArray::number(position) + "]: "),
                 outcome.out);
        QVERIFY2(lines[2].startsWith("    it proves: "), outcome.out);
        QVERIFY2(lines[3].startsWith("    seen instead: read(3, buf, 50) = 9"), outcome.out);
        QCOMPARE(lines[4], QByteArray("0 passed, 1 failed, 0 skipped"));
        const auto chinese = m_place.seeipc({"check", file, "--lang", "zh_CN"});
        QVERIFY2(chinese.out.contains("实际看到：read(3, buf, 50) = 9"), chinese.out);
        QVERIFY(chinese.out.endsWith("0 passed, 1 failed, 0 skipped\n"));
    }

    void severalDemosAreCheckedInTheOrderGiven()
    {
        const auto outcome = m_place.seeipc({"check", "pipe-hello", "pipe-flow"});
        QVERIFY2(outcome.status == 0, outcome.out + outcome.err);
        QVERIFY(outcome.outLines()[0].startsWith("passed  pipe-hello: "));
        QVERIFY(outcome.outLines()[1].startsWith("passed  pipe-flow: "));
        QCOMPARE(outcome.outLines()[2], QByteArray("2 passed, 0 failed, 0 skipped"));
        const auto chapter = m_place.seeipc({"check", "--chapter", "pipe", "--json"});
        QCOMPARE(chapter.status, 0);
        QCOMPARE(QJsonDocument::fromJson(chapter.out)["passed"].toInt(), demoIds("pipe").size());
        QCOMPARE(failedPlaces(chapter.out), QStringList());
    }

    void aDemoThatNeverEndsIsBrokenOffAndSaysWhereItStands()
    {
        const auto file = m_place.write("hangs.json", R"({"id": "hangs", "chapter": "pipe",
            "cure": null, "title": {"en": "t", "zh_CN": "t"}, "lesson": {"en": "l", "zh_CN": "l"},
            "parameters": {},
            "workers": {"reader": [{"call": "pipe", "makes": "p"},
                                   {"call": "read", "fd": "p[0]", "size": 1}]},
            "expect": [{"call": "reader.pipe", "returns": 0,
                        "proves": {"en": "p", "zh_CN": "p"}}]})");
        const auto outcome = m_place.seeipc({"check", file});
        QCOMPARE(outcome.err, QByteArray());
        QCOMPARE(outcome.status, 1);
        QVERIFY2(outcome.outLines()[1].startsWith("  it never ended: "), outcome.out);
        QVERIFY2(outcome.outLines()[1].contains("reader"), outcome.out);
        QCOMPARE(outcome.outLines().last(), QByteArray("0 passed, 1 failed, 0 skipped"));
        const auto played = m_place.seeipc({"play", file});
        QCOMPARE(played.status, 0);
        QVERIFY2(played.err.startsWith("seeipc: note: nobody can wake anybody"), played.err);
    }

    /// Two that hang: one says so of its reader alone, though the other waits for it for ever.
    void whoHangsMustBeSaidToSleepForEver()
    {
        auto demo = demoOf("pipe-parent-waits-deadlock");
        auto expectations = demo["expect"].toArray();
        expectations.removeAt(1);
        demo["expect"] = expectations;
        const auto outcome = m_place.seeipc(
            {"check", m_place.write("half.json", QJsonDocument(demo).toJson())});
        QCOMPARE(outcome.status, 1);
        QVERIFY2(outcome.outLines()[1].startsWith("  it never ended: "), outcome.out);
        QVERIFY2(outcome.outLines()[1].endsWith(" (does-not-fit)"), outcome.out);
        QCOMPARE(outcome.outLines().size(), 3);
    }

    void whoCanBeWokenDoesNotSleepForEver()
    {
        auto demo = demoOf("pipe-read-blocks-empty");
        auto expectations = demo["expect"].toArray();
        auto expectation = expectations[0].toObject();
        expectation["forEver"] = true;
        expectations[0] = expectation;
        demo["expect"] = expectations;
        const auto outcome = m_place.seeipc(
            {"check", m_place.write("woken.json", QJsonDocument(demo).toJson())});
        QCOMPARE(outcome.status, 1);
        QVERIFY2(outcome.out.contains("seen instead: reader could be woken in the end"),
                 outcome.out);
    }

    void ctrlCEndsACheck()
    {
        const auto file = demoOf("pipe-flow")["id"].toString();
        const auto outcome = m_place.run("timeout", {"--preserve-status", "-s", "INT", "0.2",
                                                     programPath("seeipc"), "check", file, file,
                                                     file, file, file, file, file, file});
        QCOMPARE(outcome.status, 130);
    }
};

QTEST_GUILESS_MAIN(TestCheck)
#include "tst_check.moc"
