// SPDX-License-Identifier: MIT
// What we say poll(2) says of a pipe's ends, against poll(2) on a real pipe in the same state.
#include "events/channelpoll.h"
#include "posix/uniquefd.h"

#include <QTest>

#include <array>
#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

using namespace seeipc;

namespace {

constexpr std::size_t capacity = 8192; ///< two slots

/// A real pipe and its snapshot, which see the same calls.
class Pipe
{
public:
    Pipe()
    {
        std::array<int, 2> ends{-1, -1};
        if (::pipe2(ends.data(), O_NONBLOCK | O_CLOEXEC) != 0)
            return;
        m_ends = {UniqueFd(ends[0]), UniqueFd(ends[1])};
        m_isMade = ::fcntl(ends[1], F_SETPIPE_SZ, capacity) == static_cast<int>(capacity);
        m_channel.exists = true;
        m_channel.slots = PipeSlots(capacity);
        m_channel.readers = {{0, 3}};
        m_channel.writers = {{1, 4}};
    }

    bool isMade() const { return m_isMade; }

    bool write(std::size_t size)
    {
        const std::vector<char> bytes(size);
        return ::write(fd(End::Write), bytes.data(), size) == m_channel.slots.write(size).result;
    }
    bool read(std::size_t size)
    {
        std::vector<char> bytes(size);
        return ::read(fd(End::Read), bytes.data(), size) == m_channel.slots.read(size).result;
    }
    void close(End end)
    {
        m_ends[static_cast<std::size_t>(end)].reset();
        (end == End::Read ? m_channel.readers : m_channel.writers).clear();
    }

    short kernel(End end) const
    {
        pollfd asked{fd(end), POLLIN | POLLOUT, 0};
        (void)::poll(&asked, 1, 0);
        return asked.revents;
    }
    short ours(End end) const { return polled(m_channel, m_channel.slots, end); }

private:
    int fd(End end) const { return m_ends[static_cast<std::size_t>(end)].get(); }

    std::array<UniqueFd, 2> m_ends;
    ChannelSnapshot m_channel;
    bool m_isMade = false;
};

} // namespace

class TestChannelPoll : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void itIsWhatPollSays_data()
    {
        QTest::addColumn<int>("written");
        QTest::addColumn<int>("taken");
        QTest::newRow("never written to") << 0 << 0;
        QTest::newRow("emptied") << 5 << 5;
        QTest::newRow("some bytes") << 5 << 1;
        QTest::newRow("one slot full") << 4096 << 0;
        QTest::newRow("full") << 8192 << 0;
        QTest::newRow("full, all but a byte of a slot taken") << 8192 << 4095;
        QTest::newRow("a slot free again") << 8192 << 4096;
    }
    void itIsWhatPollSays()
    {
        QFETCH(int, written);
        QFETCH(int, taken);
        for (const auto end : {End::Read, End::Write}) {
            for (const bool hasPeer : {true, false}) {
                Pipe pipe;
                if (!pipe.isMade())
                    QSKIP("no pipe of 8192 bytes: fs.pipe-user-pages-soft is used up");
                QVERIFY(written == 0 || pipe.write(static_cast<std::size_t>(written)));
                QVERIFY(taken == 0 || pipe.read(static_cast<std::size_t>(taken)));
                if (!hasPeer)
                    pipe.close(end == End::Read ? End::Write : End::Read);
                QCOMPARE(pipe.ours(end), pipe.kernel(end));
            }
        }
    }
};

QTEST_APPLESS_MAIN(TestChannelPoll)
#include "tst_channelpoll.moc"
