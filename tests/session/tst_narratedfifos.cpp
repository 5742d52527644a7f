// SPDX-License-Identifier: MIT
// What the narrator says of names, of the door of a FIFO, and of a FIFO where it would say "pipe".
#include "narratedscene.h"

#include "session/messages.h"

#include <cerrno>
#include <fcntl.h>
#include <sys/stat.h>

using namespace seeipc;

namespace {

constexpr std::int32_t door = nameArgument(0);

/// A call that is given the name.
Event named(Event event)
{
    constexpr std::string_view name = "door";
    event.channel = 0;
    event.payloadLength = static_cast<std::uint8_t>(name.copy(event.payload.data(), name.size()));
    return event;
}

void makesFifo(Scene &scene, std::int32_t asked = 0666, std::int32_t mode = 0666)
{
    auto event = named(scene.returns(first, "mkfifo", {door, asked}, 0));
    event.out = {S_IFIFO | mode, 5, absent, 77};
    scene.add(event);
}

Scene readerAndWriterOfFifo()
{
    Scene scene({"reader", "writer"}, {"door"});
    scene.scenario.names = {"door"};
    scene.scenario.channels[0].madeBy = findCall("mkfifo").value();
    scene.starts(first).starts(second);
    makesFifo(scene);
    return scene;
}

void waits(Scene &scene, WorkerId worker, std::int32_t flags)
{
    auto event = named(scene.happens(EventKind::CallEntered, worker));
    event.call = findCall("open").value();
    event.effect = Effect::Open;
    event.arguments = {door, flags};
    scene.add(event).sampled(worker, Sleep::Asleep);
}

void opens(Scene &scene, WorkerId worker, std::int32_t flags, std::int64_t lasted = 0)
{
    auto event = named(scene.returns(worker, "open", {door, flags}, 3, 0, lasted));
    event.out = {S_IFIFO | 0666, 5, 65536, 77};
    event.queuedBytes = 0;
    scene.add(event);
}

void fails(Scene &scene, WorkerId worker, const char *call, std::int32_t second, int error)
{
    scene.add(named(scene.returns(worker, call, {door, second}, -1, error)));
}

} // namespace

class TestNarratedFifos : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aNewFifoIsOnlyAName()
    {
        auto scene = readerAndWriterOfFifo();
        TELLS(scene,
              "reader made the FIFO \"door\": so far a name in a directory, mode 0666, and no "
              "buffer. Who opens it to read and who opens it to write meet there.",
              "reader 建了有名管道“door”：目前只是目录里的一个名字，权限 "
              "0666，没有缓冲区；来读的和来写的在那里会合。");
        makesFifo(scene, 0666, 0644);
        QVERIFY(scene.english().find("mode 0644 (0666 less the umask)") != std::string::npos);
        QVERIFY(scene.chinese().find("权限 0644（0666 减去 umask）") != std::string::npos);
    }

    void whoWaitsAtTheDoorHasNoDescriptor()
    {
        auto scene = readerAndWriterOfFifo();
        waits(scene, first, O_RDONLY);
        TELLS(
            scene,
            "reader waits at the door, in open(\"door\"): nobody has opened the FIFO for writing. "
            "It has no descriptor yet.",
            "reader 等在门口，open(\"door\") 未返回：有名管道还没有写者打开，它连描述符都没有。");
        auto other = readerAndWriterOfFifo();
        waits(other, second, O_WRONLY);
        QVERIFY(other.english().find("nobody has opened the FIFO for reading")
                != std::string::npos);
    }

    void bothOpensReturnAndWhoCameIsNamed()
    {
        auto scene = readerAndWriterOfFifo();
        waits(scene, first, O_RDONLY);
        scene.at(500);
        opens(scene, second, O_WRONLY);
        const auto english = "Both opens return: writer came, both sides are here. From now on it "
                             "behaves as a pipe.";
        const auto chinese = "两边的 open 都返回了：writer 来了，读写双方到齐；从此就和管道一样。";
        TELLS(scene, english, chinese);
        opens(scene, first, O_RDONLY, 400);
        TELLS(scene, english, chinese);
    }

    void whoFindsTheOtherSideOpenDoesNotWait()
    {
        auto scene = readerAndWriterOfFifo();
        opens(scene, first, O_RDONLY | O_NONBLOCK);
        TELLS(scene,
              "reader opened \"door\" for reading as fd 3: with O_NONBLOCK a reader does not wait "
              "at the door, though nobody has opened it for writing.",
              "reader 打开“door”来读，得到 fd 3：有 "
              "O_NONBLOCK，读者不在门口等，哪怕还没有写者打开。");
        scene.at(900);
        opens(scene, second, O_WRONLY);
        TELLS(scene,
              "writer opened \"door\" for writing as fd 3: reader has the other side open, so it "
              "did not wait.",
              "writer 打开“door”来写，得到 fd 3：reader 已打开另一边，所以不用等。");
    }

    void whoOpensBothWaitsForNobody()
    {
        auto scene = readerAndWriterOfFifo();
        opens(scene, first, O_RDWR);
        QCOMPARE(scene.told(Language::English).what,
                 std::string("reader opened \"door\" for both as fd 3"));
        scene.closes(first, 3);
        TELLS(scene,
              "reader closed fd 3, both ends: nobody has it open now, so its buffer goes. The name "
              "stays.",
              "reader 关闭了两端 fd 3：没有进程再打开它，缓冲区随之释放；名字还在。");
    }

    void whatTheLastOneLeavesIsLost()
    {
        auto scene = readerAndWriterOfFifo();
        opens(scene, first, O_RDWR);
        auto write = scene.returns(first, "write", {3, 4}, 4);
        write.queuedBytes = 4;
        scene.add(write).closes(first, 3);
        QVERIFY(scene.english().find("4 bytes that nobody read are lost. The name stays")
                != std::string::npos);
        QVERIFY(scene.chinese().find("没人读的 4 字节丢了；名字还在") != std::string::npos);
    }

    void refusalsOfNames()
    {
        auto scene = readerAndWriterOfFifo();
        fails(scene, second, "open", O_WRONLY | O_NONBLOCK, ENXIO);
        TELLS(scene,
              "open(\"door\", O_WRONLY|O_NONBLOCK) = -1 ENXIO: nobody has the FIFO open for "
              "reading, and with O_NONBLOCK a writer may not wait for one.",
              "open(\"door\", O_WRONLY|O_NONBLOCK) = -1 ENXIO：没有读者打开它，而有 O_NONBLOCK "
              "的写者不许等。");
        fails(scene, second, "mkfifo", 0666, EEXIST);
        QVERIFY(scene.english().find("the name is taken") != std::string::npos);
        fails(scene, second, "open", O_RDONLY, ENOENT);
        QVERIFY(scene.english().find("the directory has no such name") != std::string::npos);
        fails(scene, second, "mkfifo", 0666, ENOTDIR);
        QVERIFY(scene.english().find("a part of the path is a file") != std::string::npos);
        fails(scene, second, "mkfifo", 0666, ENAMETOOLONG);
        QVERIFY(scene.english().find("a name may have 255 bytes") != std::string::npos);
        fails(scene, second, "open", O_RDWR, EACCES);
        QVERIFY(scene.chinese().find("文件权限不允许") != std::string::npos);
    }

    void whoLooksByOPathLetsNobodyIn()
    {
        auto scene = readerAndWriterOfFifo();
        opens(scene, first, O_PATH);
        TELLS(scene,
              "reader opened \"door\" with O_PATH as fd 3: O_PATH leads to the file and opens no "
              "end of it: nobody is let in, and nothing can be read, written or asked by it.",
              "reader 用 O_PATH 打开“door”，得到 fd 3：O_PATH "
              "只指向这个文件，没有打开任何一端：不会放行谁，也不能用它读、写、查询。");
        scene.reads(first, 1, -1, EBADF);
        TELLS(scene, "read(3, buf, 1) = -1 EBADF: fd 3 was opened with O_PATH: it is no open end.",
              "read(3, buf, 1) = -1 EBADF：fd 3 是用 O_PATH 打开的，不是打开的端。");
        scene.closes(first, 3);
        TELLS(scene, "reader closed fd 3: it was opened with O_PATH, so no end was closed by that.",
              "reader 关闭了 fd 3：它是用 O_PATH 打开的，所以没有哪一端因此关闭。");
    }

    void whoCameToTheDoorMayHaveLeftAgain()
    {
        auto scene = readerAndWriterOfFifo();
        waits(scene, second, O_WRONLY);
        opens(scene, first, O_RDONLY | O_NONBLOCK);
        scene.closes(first, 3);
        opens(scene, second, O_WRONLY, 1'000'000'000);
        TELLS(
            scene,
            "writer's open returns: reader came and has left again, so nobody is at the other side "
            "now.",
            "writer 的 open 返回了：reader 来了又走了，现在对面没有人。");
    }

    void unlinkedItLivesForWhoHasItOpen()
    {
        auto scene = readerAndWriterOfFifo();
        opens(scene, first, O_RDWR);
        scene.add(named(scene.returns(second, "unlink", {door, 0}, 0)));
        TELLS(scene,
              "writer removed the name \"door\": who has the FIFO open keeps it, and it works as "
              "before, but nobody can come to it by name any more.",
              "writer 删除了名字“door”：已打开它的照常使用，只是谁也不能再按名字找到它。");
        auto alone = readerAndWriterOfFifo();
        alone.add(named(alone.returns(second, "unlink", {door, 0}, 0)));
        QVERIFY(alone.english().find("the FIFO is gone with its name") != std::string::npos);
    }

    void anEndOfFileMayPass()
    {
        auto scene = readerAndWriterOfFifo();
        opens(scene, first, O_RDONLY | O_NONBLOCK);
        scene.reads(first, 10, 0);
        QVERIFY(scene.english().find("nobody has it open for writing, so a read does not wait")
                != std::string::npos);
        opens(scene, second, O_WRONLY);
        scene.closes(second, 3).reads(first, 10, 0);
        TELLS(scene,
              "read(3) = 0, end of file: the FIFO is empty and no process has a write end. That "
              "ends once somebody opens it for writing.",
              "read(3) = "
              "0，读到文件尾：有名管道已空，写端全部关闭；再有写者打开它，文件尾就过去了。");
    }

    /// What holds for a pipe is said of it by its own word; words of other things stay.
    void whatIsSaidOfAPipeIsSaidOfAFifo()
    {
        QCOMPARE(tellOfFifo(Message::AbovePipeMaxSize, Language::English, {"1"}),
                 tell(Message::AbovePipeMaxSize, Language::English, {"1"}));
        QCOMPARE(tellOfFifo(Message::HasNoLength, Language::English),
                 std::string("a FIFO has no length to set and no disk behind it"));
        QCOMPARE(tellOfFifo(Message::HasNoLength, Language::Chinese),
                 std::string("有名管道没有长度可设，背后也没有磁盘"));
        QCOMPARE(tellOfFifo(Message::MadeFifo, Language::Chinese, {"a", "管道"}),
                 std::string("a 建了有名管道“管道”"));
        auto scene = readerAndWriterOfFifo();
        opens(scene, first, O_RDONLY | O_NONBLOCK);
        opens(scene, second, O_WRONLY);
        scene.does(first, "read", {3, 10}, -1, noWorker, absent, EAGAIN);
        TELLS(scene,
              "read(3) = -1 EAGAIN: the FIFO is empty and this read may not sleep. Bytes may still "
              "come.",
              "read(3) = -1 EAGAIN：有名管道是空的，而这次 read 不许睡；数据以后可能会来。");
    }

    void whoWaitsForWhoCannotCome()
    {
        auto scene = readerAndWriterOfFifo();
        waits(scene, first, O_RDONLY);
        scene.ends(second, 0);
        QVERIFY(scene.english().find("cannot come") == std::string::npos); // it may be woken yet
        scene.at(900).sampled(first, Sleep::Asleep);
        TELLS(scene,
              "reader waits in open(\"door\") for who cannot come: no process of the demo is left "
              "that could open the FIFO for writing. A process outside of the demo could, by its "
              "name.",
              "reader 在 open(\"door\") "
              "里等不会来的人：演示里已没有进程能打开有名管道来写；演示以外的进程凭名字还可以。");
    }
};

QTEST_APPLESS_MAIN(TestNarratedFifos)
#include "tst_narratedfifos.moc"
