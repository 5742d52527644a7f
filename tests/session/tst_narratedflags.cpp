// SPDX-License-Identifier: MIT
// What the narrator says of the flags of an open file: what they do, and who else has them.
#include "narratedscene.h"

#include <algorithm>
#include <cerrno>
#include <fcntl.h>

using namespace seeipc;

namespace {

/// fcntl(2) as a step of the demo has made it: who gave which flags, the steps tell.
void makes(Scene &scene, WorkerId worker, StepId step, std::array<std::int32_t, 2> arguments,
           std::int64_t result, std::int64_t asked = absent)
{
    auto event = scene.returns(worker, "fcntl", arguments, result);
    event.out[0] = asked;
    event.step = step;
    scene.scenario.steps.resize(std::max<std::size_t>(scene.scenario.steps.size(), step + 1U),
                                StepInfo{noWorker, findCall("close").value(), {}});
    scene.scenario.steps[step] = {worker, event.call, {}};
    scene.add(event);
}

} // namespace

class TestNarratedFlags : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatFlagsDoIsTold()
    {
        auto scene = readerAndWriter();
        makes(scene, second, 70, {4, F_SETFL}, 0, O_NONBLOCK);
        TELLS(scene,
              "writer called fcntl(4, F_SETFL, O_NONBLOCK): no call through this open file sleeps "
              "any more, it fails with EAGAIN.",
              "writer 调用了 fcntl(4, F_SETFL, O_NONBLOCK)：经这个打开文件的调用不再睡眠，而是以 "
              "EAGAIN 失败。");
        makes(scene, second, 71, {4, F_SETFL}, 0, O_DIRECT);
        TELLS(
            scene,
            "writer called fcntl(4, F_SETFL, O_DIRECT): each write is a packet with a slot of its "
            "own now, and no read takes two.",
            "writer 调用了 fcntl(4, F_SETFL, O_DIRECT)：从此每次写是一个分组，独占一个槽，"
            "一次读不会取两个分组。");
        makes(scene, second, 72, {4, F_GETFL}, O_WRONLY | O_NONBLOCK);
        TELLS(scene,
              "writer called fcntl(4, F_GETFL): the flags are O_WRONLY|O_NONBLOCK. No call through "
              "this open file sleeps any more, it fails with EAGAIN.",
              "writer 调用了 fcntl(4, F_GETFL)：标志是 "
              "O_WRONLY|O_NONBLOCK；经这个打开文件的调用不再睡眠，而是以 EAGAIN 失败。");
        makes(scene, second, 73, {4, F_SETFL}, 0, 0);
        TELLS(scene,
              "writer called fcntl(4, F_SETFL, 0): calls through this open file may sleep, and "
              "writes are a stream.",
              "writer 调用了 fcntl(4, F_SETFL, 0)：经这个打开文件的调用可以睡眠，写入的是字节流。");
        scene.does(second, "fcntl", {9, F_SETFL}, -1, noWorker, O_NONBLOCK, EBADF);
        QCOMPARE(scene.told(Language::English).what,
                 std::string("fcntl(9, F_SETFL, O_NONBLOCK) = -1 EBADF"));
    }

    void ofAReadEndNothingIsSaidOfWrites()
    {
        auto scene = readerAndWriter();
        makes(scene, first, 70, {3, F_SETFL}, 0, O_DIRECT);
        TELLS(scene,
              "reader called fcntl(3, F_SETFL, O_DIRECT): O_NONBLOCK is not set, so a read through "
              "this open file may sleep.",
              "reader 调用了 fcntl(3, F_SETFL, O_DIRECT)：没有设置 O_NONBLOCK，经这个打开文件的 "
              "read 可以睡眠。");
    }

    void flagsThatNobodyEverSetDidNotChange()
    {
        auto scene = readerAndWriter();
        makes(scene, first, 70, {3, F_SETFL}, 0, 0);
        TELLS(scene,
              "reader called fcntl(3, F_SETFL, 0): no flag changed. O_NONBLOCK is not set, so a "
              "read through this open file may sleep.",
              "reader 调用了 fcntl(3, F_SETFL, 0)：标志没有变；没有设置 "
              "O_NONBLOCK，经这个打开文件的 read 可以睡眠。");
        makes(scene, first, 71, {3, F_SETFL}, 0, O_NONBLOCK);
        makes(scene, first, 70, {3, F_SETFL}, 0, 0);
        QCOMPARE(scene.told(Language::English).why,
                 std::string("O_NONBLOCK is not set, so a read through this open file may sleep."));
    }

    /// They belong to the open file: fork(2) and dup(2) share it, and open(2) makes another.
    void whoSharesTheFlagsIsTold()
    {
        auto scene = parentAndChild();
        makes(scene, second, 70, {3, F_SETFL}, 0, O_NONBLOCK);
        TELLS(scene,
              "child called fcntl(3, F_SETFL, O_NONBLOCK): no call through this open file sleeps "
              "any more, it fails with EAGAIN. The open file and its flags are shared with parent.",
              "child 调用了 fcntl(3, F_SETFL, O_NONBLOCK)：经这个打开文件的调用不再睡眠，而是以 "
              "EAGAIN "
              "失败；这个打开文件连同标志与 parent 共用。");
        scene.ends(second, 0);
        makes(scene, first, 71, {3, F_GETFL}, O_NONBLOCK);
        TELLS(scene,
              "parent called fcntl(3, F_GETFL): the flags are O_RDONLY|O_NONBLOCK. child set "
              "O_NONBLOCK, and fork and dup share the open file with its flags.",
              "parent 调用了 fcntl(3, F_GETFL)：标志是 O_RDONLY|O_NONBLOCK；O_NONBLOCK 是 child "
              "设的，fork 和 dup 共用打开文件及其标志。");
        auto copied = scene.returns(first, "dup", {3, 0}, 5);
        copied.out = {3, absent, absent, absent};
        scene.add(copied);
        makes(scene, first, 72, {5, F_GETFL}, O_NONBLOCK);
        TELLS(scene,
              "parent called fcntl(5, F_GETFL): the flags are O_RDONLY|O_NONBLOCK. The open file "
              "and its flags are shared with fd 3.",
              "parent 调用了 fcntl(5, F_GETFL)：标志是 "
              "O_RDONLY|O_NONBLOCK；这个打开文件连同标志与 fd 3 共用。");
        auto opened = scene.returns(first, "open", {3, O_RDONLY}, 6);
        opened.out = {3, O_RDONLY, absent, absent};
        scene.add(opened);
        makes(scene, first, 73, {6, F_GETFL}, O_RDONLY);
        TELLS(scene,
              "parent called fcntl(6, F_GETFL): the flags are O_RDONLY. This is another open file "
              "than that of fd 3, with flags of its own.",
              "parent 调用了 fcntl(6, F_GETFL)：标志是 O_RDONLY；这和 fd 3 "
              "的不是同一个打开文件，有自己的标志。");
    }

    /// It knows that the flag is there: what that does goes before who has it too.
    void whoSetAFlagItselfIsToldWhatItDoes()
    {
        auto scene = parentAndChild();
        makes(scene, first, 70, {4, F_SETFL}, 0, O_NONBLOCK | O_DIRECT);
        makes(scene, first, 71, {4, F_GETFL}, O_WRONLY | O_NONBLOCK | O_DIRECT);
        TELLS(scene,
              "parent called fcntl(4, F_GETFL): the flags are O_WRONLY|O_NONBLOCK|O_DIRECT. Each "
              "write is a packet with a slot of its own now, and no read takes two.",
              "parent 调用了 fcntl(4, F_GETFL)：标志是 "
              "O_WRONLY|O_NONBLOCK|O_DIRECT；从此每次写是一个分组，独占一个槽，一次读不会取两个分"
              "组。");
    }

    /// Which of two set it is not known.
    void whoSetAFlagIsToldOnlyWhereNobodyElseCan()
    {
        auto scene = parentAndChild();
        makes(scene, second, 70, {3, F_SETFL}, 0, O_NONBLOCK);
        makes(scene, first, 71, {3, F_SETFL}, 0, O_NONBLOCK);
        scene.ends(second, 0);
        makes(scene, first, 72, {3, F_GETFL}, O_NONBLOCK);
        QVERIFY(scene.told(Language::English).why.find("child") == std::string::npos);
    }
};

QTEST_APPLESS_MAIN(TestNarratedFlags)
#include "tst_narratedflags.moc"
