// SPDX-License-Identifier: MIT
// A call as strace(1) writes it.
#include "scene.h"
#include "session/eventtext.h"

#include <QTest>

#include <cerrno>

using namespace seeipc;

class TestEventText : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aReturnedCallHasItsResult()
    {
        Scene scene({"writer"});
        auto event = scene.returns(0, "fcntl", {4, F_SETPIPE_SZ}, -1, EBUSY);
        event.out[0] = 8192;
        QCOMPARE(returnedText(event), std::string("fcntl(4, F_SETPIPE_SZ, 8192) = -1 EBUSY"));
        event = scene.returns(0, "fcntl", {4, F_GETFL}, O_WRONLY | O_NONBLOCK);
        QCOMPARE(returnedText(event),
                 std::string("fcntl(4, F_GETFL) = 0x801 (flags O_WRONLY|O_NONBLOCK)"));
        QCOMPARE(returnedText(scene.returns(0, "_exit", {3, 0}, 0)), std::string("_exit(3)"));
    }

    /// At a gate an event's first number tells which: that is no argument of the call.
    void aCallThatComesNextHasItsThirdArgument()
    {
        Scene scene({"writer"});
        auto event = scene.returns(0, "fcntl", {4, F_SETPIPE_SZ}, 0);
        event.kind = EventKind::AtGate;
        event.out = {static_cast<std::int64_t>(Gate::Pace), 0, 0, -1};
        QCOMPARE(callText(event), std::string("fcntl(4, F_SETPIPE_SZ, -1)"));
        event.out[3] = 8192;
        QCOMPARE(callText(event), std::string("fcntl(4, F_SETPIPE_SZ, 8192)"));
    }

    /// What was set is known once the call has returned, to whoever asks what a process did last.
    void theLastCallOfAProcessKeepsItsArgument()
    {
        Scene scene({"writer"});
        scene.starts(0).makesPipe(0);
        scene.resizes(0, 8192, -1, EBUSY);
        const auto text = [&] { return currentCallText(scene.snapshot.processes[0]); };
        QCOMPARE(text(), std::string("fcntl(4, F_SETPIPE_SZ, 8192)"));
        scene.stands(0, Gate::Pace, "fcntl", {4, F_SETPIPE_SZ}, 4096);
        QCOMPARE(text(), std::string("fcntl(4, F_SETPIPE_SZ, 4096)")); // the next one
        QCOMPARE(currentCallText(ProcessSnapshot{}), std::string("?"));
    }
};

QTEST_APPLESS_MAIN(TestEventText)
#include "tst_eventtext.moc"
