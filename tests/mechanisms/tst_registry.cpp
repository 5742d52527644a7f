// SPDX-License-Identifier: MIT
// The table of all calls: whole, without doubles, and readable as C.
#include "mechanisms/registry.h"

#include "mechanisms/cform.h"
#include "mechanisms/cheaders.h"

#include <QTest>

#include <csignal>
#include <fcntl.h>
#include <set>
#include <sys/ioctl.h>
#include <sys/syscall.h>

using namespace seeipc;

Q_DECLARE_METATYPE(seeipc::CallFacts)

namespace {

CallId id(const char *name)
{
    return findCall(name).value();
}

/// A load or a store: a processor's own instruction, which neither kernel nor library gives.
bool isOfNobody(CallId call)
{
    return mechanismOf(call).id == "memory" && callAt(call).systemCalls.empty();
}

} // namespace

class TestRegistry : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void eachCallIsFoundByItsNameAndBelongsToOneMechanism()
    {
        std::set<std::string_view> names;
        std::size_t count = 0;
        for (const auto *mechanism : mechanisms())
            count += mechanism->calls.size();
        QCOMPARE(callCount(), count);
        for (std::size_t i = 0; i < callCount(); ++i) {
            const auto call = static_cast<CallId>(i);
            QVERIFY(names.insert(callAt(call).name).second);
            QCOMPARE(findCall(callAt(call).name).value(), call);
            const auto calls = mechanismOf(call).calls;
            QVERIFY(&callAt(call) >= calls.data() && &callAt(call) < calls.data() + calls.size());
        }
        QVERIFY(!findCall("") && !findCall("Read") && !findCall("rea") && !findCall("reads"));
    }

    void eachCallIsWhole()
    {
        for (std::size_t i = 0; i < callCount(); ++i) {
            const auto call = static_cast<CallId>(i);
            const auto &row = callAt(call);
            const bool isOfLibrary = row.systemCalls.empty()  // it may answer by itself
                                     || row.name == "mkfifo"; // the kernel knows it as mknod(2)
            QVERIFY2(row.perform && row.text, row.name.data());
            if (isOfNobody(call)) // no call at all: told of where another page speaks of it
                QVERIFY(row.manual.ends_with("(2)"));
            else
                QCOMPARE(row.manual, std::string(row.name) + (isOfLibrary ? "(3)" : "(2)"));
            QVERIFY(row.parameters.size() <= mostCallParameters);
            std::set<std::string_view> keys{"call", "as", "when", "makes", "into"};
            for (const auto &parameter : row.parameters) {
                QVERIFY(keys.insert(parameter.name).second);
                QVERIFY(parameter.type != ParameterType::Symbol || !parameter.symbols.empty());
            }
            QCOMPARE(row.makesChannel, row.effect == Effect::MakeChannel);
            for (const auto number : row.systemCalls)
                QVERIFY(isSystemCallOf(call, number));
            QVERIFY(!isSystemCallOf(call, -1));
            QVERIFY(!isSystemCallOf(call, SYS_futex)); // the gate is none of them
        }
    }

    /// Who adds a call says how it is written in C: the code cards and `seeipc export-c` need it.
    void eachCallIsWrittenInC()
    {
        for (std::size_t i = 0; i < callCount(); ++i) {
            const auto &row = callAt(static_cast<CallId>(i));
            if (!row.c)
                QFAIL(qPrintable(QStringLiteral("%1 has no CForm (mechanisms/cform.h): set .c "
                                                "in its row")
                                     .arg(QString::fromUtf8(row.name.data()))));
            QVERIFY2(row.c->call.starts_with(std::string(row.name) + "("), row.c->call.data());
            QVERIFY2(isOfNobody(static_cast<CallId>(i)) // declared beside it
                         || !cHeaders(row.c->call).empty(),
                     row.name.data());
            QVERIFY2(row.c->traced.empty() == row.systemCalls.empty(), row.name.data());
            for (const auto &parameter : row.parameters) {
                const auto name = std::string(parameter.name);
                auto used = std::string(row.c->call) + std::string(row.c->result);
                for (const auto &symbol : row.parameters[0].symbols)
                    used += symbol.tail;
                const bool isUsed = used.find("{" + name + "}") != std::string::npos
                                    || used.find("{" + name + ":") != std::string::npos;
                QVERIFY2(isUsed || row.effect == Effect::Wait, // "for" is the demo's alone
                         (std::string(row.name) + ": " + name).c_str());
            }
        }
    }

    void whatFcntlDoesDependsOnItsCommand()
    {
        const auto effect = [](int command) { return effectOf(id("fcntl"), {3, command}); };
        QVERIFY(effect(F_SETPIPE_SZ) == Effect::Resize);
        QVERIFY(effect(F_GETPIPE_SZ) == Effect::ReportCapacity);
        QVERIFY(effect(F_SETFL) == Effect::SetFlags);
        QVERIFY(effect(F_GETFL) == Effect::ReportFlags);
        QVERIFY(effectOf(id("read"), {F_SETPIPE_SZ, F_SETPIPE_SZ}) == Effect::Read);
    }

    void aCallReadsAsC_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<CallFacts>("facts");
        QTest::addColumn<QString>("text");
        const auto row = [](const char *name, const CallFacts &facts, const char *text) {
            QTest::newRow(text) << name << facts << text;
        };
        const auto out = [](std::int64_t first) {
            return std::array<std::int64_t, 4>{first, absent, absent, absent};
        };
        row("pipe", {}, "pipe(fd)");
        row("pipe2", {{O_DIRECT | O_NONBLOCK, 0}, {}}, "pipe2(fd, O_NONBLOCK|O_DIRECT)");
        row("pipe2", {{0, 0}, {}}, "pipe2(fd, 0)");
        row("pipe2", {{7, 0}, {}}, "pipe2(fd, 0x7)");
        row("tee", {{3, 6}, {7, absent, 100, absent}}, "tee(3, 6, 100, 0)");
        row("tee", {{3, 6}, out(100)}, "tee(3, 6, 100, 0)");
        row("splice", {{3, 6}, {absent, absent, 100, absent}}, "splice(3, NULL, 6, NULL, 100, 0)");
        row("read", {{3, 4096}, {}}, "read(3, buf, 4096)");
        row("write", {{4, 9}, {}}, "write(4, buf, 9)");
        row("write", {{-1, 0}, {}}, "write(-1, buf, 0)");
        row("ioctl", {{3, FIONREAD}, {}}, "ioctl(3, FIONREAD, &queued)");
        row("close", {{3, 0}, {}}, "close(3)");
        row("dup2", {{4, 1}, {}}, "dup2(4, 1)");
        row("fork", {}, "fork()");
        row("wait", {{4711, 0}, {}}, "wait(&status)");
        row("kill", {{4711, SIGUSR1}, {}}, "kill(4711, SIGUSR1)");
        row("sigaction", {{SIGPIPE, int(Disposition::Ignore)}, {}}, "sigaction(SIGPIPE, SIG_IGN)");
        row("sigaction", {{SIGPIPE, int(Disposition::Default)}, {}}, "sigaction(SIGPIPE, SIG_DFL)");
        row("sigaction", {{SIGPIPE, int(Disposition::Ignore)}, out(1)},
            "sigaction(SIGPIPE, SIG_IGN, SA_RESTART)");
        row("_exit", {{3, 0}, {}}, "_exit(3)");
        row("fcntl", {{4, F_SETPIPE_SZ}, out(65536)}, "fcntl(4, F_SETPIPE_SZ, 65536)");
        row("fcntl", {{4, F_SETPIPE_SZ}, out(-1)}, "fcntl(4, F_SETPIPE_SZ, -1)");
        row("fcntl", {{4, F_GETPIPE_SZ}, out(0)}, "fcntl(4, F_GETPIPE_SZ)");
        row("fcntl", {{4, F_SETFL}, out(O_NONBLOCK)}, "fcntl(4, F_SETFL, O_NONBLOCK)");
        row("fcntl", {{4, F_SETFL}, out(0)}, "fcntl(4, F_SETFL, 0)");
        row("fcntl", {{4, 4242}, out(0)}, "fcntl(4, 4242)");
        row("fcntl", {{3, F_SETFL}, out(O_WRONLY | O_NONBLOCK)},
            "fcntl(3, F_SETFL, O_WRONLY|O_NONBLOCK)");
        row("fcntl", {{3, F_SETFL}, out(O_RDWR | O_DIRECT | 0x40000000)},
            "fcntl(3, F_SETFL, O_RDWR|O_DIRECT|0x40000000)");
    }
    void aCallReadsAsC()
    {
        QFETCH(QString, name);
        QFETCH(CallFacts, facts);
        QFETCH(QString, text);
        QCOMPARE(QString::fromStdString(callText(id(qPrintable(name)), facts)), text);
    }

    /// As strace(1) writes it.
    void theFlagsOfAnOpenFileAreNamed_data()
    {
        QTest::addColumn<int>("flags");
        QTest::addColumn<QString>("text");
        const auto row = [](int flags, const char *text) { QTest::newRow(text) << flags << text; };
        row(O_RDONLY, "0 (flags O_RDONLY)");
        row(O_WRONLY, "0x1 (flags O_WRONLY)");
        row(O_RDONLY | O_NONBLOCK, "0x800 (flags O_RDONLY|O_NONBLOCK)");
        row(O_RDWR | O_NONBLOCK, "0x802 (flags O_RDWR|O_NONBLOCK)");
        row(-1, "-1");
    }
    void theFlagsOfAnOpenFileAreNamed()
    {
        QFETCH(int, flags);
        QFETCH(QString, text);
        const auto result = [](int command, std::int64_t value) {
            return QString::fromStdString(
                resultText(id("fcntl"), {.arguments = {3, command}}, value));
        };
        QCOMPARE(result(F_GETFL, flags), text);
        QCOMPARE(result(F_GETPIPE_SZ, 65536), QStringLiteral("65536"));
    }
};

QTEST_APPLESS_MAIN(TestRegistry)
#include "tst_registry.moc"
