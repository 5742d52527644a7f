// SPDX-License-Identifier: MIT
// The model of a pipe's page slots against the kernel's own pipe.
#include "events/pipeslots.h"
#include "posix/uniquefd.h"

#include <QTest>

#include <cerrno>
#include <cstdint>
#include <fcntl.h>
#include <fstream>
#include <poll.h>
#include <random>
#include <sstream>
#include <sys/ioctl.h>
#include <unistd.h>
#include <vector>

using namespace seeipc;

namespace {

enum class Act : std::uint8_t { Write, Read, Resize };

struct Operation
{
    Act act = Act::Write;
    std::int64_t size = 0;
};

/// The real pipe, non-blocking, with the four numbers that it can be asked for.
class KernelPipe
{
public:
    KernelPipe()
    {
        int ends[2] = {-1, -1};
        if (::pipe2(ends, O_NONBLOCK | O_CLOEXEC) == 0) {
            m_read.reset(ends[0]);
            m_write.reset(ends[1]);
        }
    }

    bool isValid() const { return m_read.isValid(); }

    SlotsOutcome perform(const Operation &operation)
    {
        static std::vector<char> bytes(1 << 21);
        const auto size = static_cast<std::size_t>(operation.size);
        ssize_t result = 0;
        switch (operation.act) {
        case Act::Write: result = ::write(m_write.get(), bytes.data(), size); break;
        case Act::Read: result = ::read(m_read.get(), bytes.data(), size); break;
        case Act::Resize:
            result = ::fcntl(m_read.get(), F_SETPIPE_SZ, static_cast<int>(operation.size));
            break;
        }
        return {result, result < 0 ? errno : 0};
    }

    std::size_t fill() const
    {
        int count = -1;
        return ::ioctl(m_read.get(), FIONREAD, &count) == 0 ? static_cast<std::size_t>(count)
                                                            : SIZE_MAX;
    }
    bool isReadable() const { return isReady(m_read.get(), POLLIN); }
    bool isWritable() const { return isReady(m_write.get(), POLLOUT); }
    std::size_t capacity() const
    {
        return static_cast<std::size_t>(::fcntl(m_read.get(), F_GETPIPE_SZ));
    }

private:
    static bool isReady(int fd, short events)
    {
        pollfd polled{fd, events, 0};
        return ::poll(&polled, 1, 0) > 0 && (polled.revents & events) != 0;
    }

    UniqueFd m_read;
    UniqueFd m_write;
};

std::size_t pageSize()
{
    return static_cast<std::size_t>(::sysconf(_SC_PAGESIZE));
}

SlotsOutcome perform(PipeSlots &model, const Operation &operation)
{
    switch (operation.act) {
    case Act::Write: return model.write(static_cast<std::size_t>(operation.size));
    case Act::Read: return model.read(static_cast<std::size_t>(operation.size));
    case Act::Resize: return model.resize(operation.size);
    }
    return {};
}

std::string text(const std::vector<Operation> &operations)
{
    std::ostringstream out;
    for (const auto &operation : operations)
        out << (operation.act == Act::Write  ? "write("
                : operation.act == Act::Read ? "read("
                                             : "resize(")
            << operation.size << ") ";
    return out.str();
}

/// What differs after these operations; empty: nothing.
std::string difference(const std::vector<Operation> &operations)
{
    KernelPipe pipe;
    if (!pipe.isValid())
        return "no pipe";
    PipeSlots model(pipe.capacity(), pageSize());
    for (std::size_t i = 0; i < operations.size(); ++i) {
        const auto real = pipe.perform(operations[i]);
        const auto modelled = perform(model, operations[i]);
        std::ostringstream out;
        if (!(real == modelled))
            out << "kernel " << real.result << "/" << real.error << ", model " << modelled.result
                << "/" << modelled.error;
        else if (pipe.fill() != model.fill())
            out << "FIONREAD " << pipe.fill() << ", model " << model.fill();
        else if (pipe.isReadable() != model.isReadable() || pipe.isWritable() != model.isWritable())
            out << "POLLIN " << pipe.isReadable() << " POLLOUT " << pipe.isWritable() << ", model "
                << model.isReadable() << model.isWritable();
        else if (pipe.capacity() != model.capacity())
            out << "capacity " << pipe.capacity() << ", model " << model.capacity();
        if (!out.str().empty())
            return "after operation " + std::to_string(i) + ": " + out.str();
    }
    return {};
}

/// Leaves out whatever can be left out while something still differs.
std::vector<Operation> shrunk(std::vector<Operation> operations)
{
    for (bool isSmaller = true; isSmaller;) {
        isSmaller = false;
        for (std::size_t i = 0; i < operations.size(); ++i) {
            auto without = operations;
            without.erase(without.begin() + static_cast<std::ptrdiff_t>(i));
            if (!difference(without).empty()) {
                operations = without;
                isSmaller = true;
                break;
            }
        }
    }
    return operations;
}

std::int64_t randomSize(std::mt19937 &random)
{
    const auto page = static_cast<std::int64_t>(pageSize());
    const auto within = [&](std::int64_t low, std::int64_t high) {
        return std::uniform_int_distribution<std::int64_t>(low, high)(random);
    };
    switch (within(0, 5)) {
    case 0: return within(0, 3);
    case 1: return within(1, page);
    case 2: return page + within(-2, 2);
    case 3: return page / 2 + within(-1, 1);
    case 4: return page * within(1, 20) + within(-1, 1);
    default: return within(1, 4 * page);
    }
}

std::vector<Operation> randomSequence(std::mt19937 &random)
{
    std::vector<Operation> operations;
    for (int i = 0; i < 30; ++i) {
        const auto kind = std::uniform_int_distribution<int>(0, 19)(random);
        const auto act = kind == 0 ? Act::Resize : kind < 12 ? Act::Write : Act::Read;
        operations.push_back({act, randomSize(random)});
    }
    return operations;
}

} // namespace

class TestPipeSlots : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void onlyTheNewestSlotWithRoomTakesMore()
    {
        PipeSlots slots(16'384);
        (void)slots.write(4096);
        (void)slots.write(100);
        QVERIFY(!slots.takesMore(0)); // full, and not the newest
        QVERIFY(slots.takesMore(1));
        (void)slots.write(3996);
        QCOMPARE(slots.usedSlots(), std::size_t{2});
        QVERIFY(!slots.takesMore(1)); // full
        QVERIFY(!slots.takesMore(2)); // free
    }

    void agreesWithTheKernelOverRandomSequences()
    {
        const auto seed = std::random_device{}();
        std::mt19937 random(seed);
        constexpr int sequences = 20'000;
        for (int i = 0; i < sequences; ++i) {
            const auto operations = randomSequence(random);
            const auto found = difference(operations);
            if (found.empty())
                continue;
            const auto smallest = shrunk(operations);
            QFAIL(qPrintable(
                QString("seed %1: %2\n  shrunk: %3\n  %4")
                    .arg(seed)
                    .arg(found.c_str(), text(smallest).c_str(), difference(smallest).c_str())));
        }
    }

    /// The comparison itself must be able to fail: a model of another page size differs soon.
    void aWrongModelIsFound()
    {
        KernelPipe pipe;
        PipeSlots model(pipe.capacity(), pageSize() * 2);
        const Operation half{Act::Write, static_cast<std::int64_t>(pageSize() + 1)};
        bool differs = false;
        for (int i = 0; i < 40 && !differs; ++i)
            differs = !(pipe.perform(half) == perform(model, half));
        QVERIFY(differs);
    }

    void capacityCountsSlotsNotBytes_data()
    {
        QTest::addColumn<int>("size");
        QTest::addColumn<int>("stored");
        const int rows[][2] = {{1, 65536},    {100, 64000},  {1000, 64000}, {2048, 65536},
                               {2049, 32784}, {3000, 48000}, {4095, 65520}, {4096, 65536},
                               {4097, 45066}, {5000, 54096}};
        for (const auto &row : rows)
            QTest::addRow("writes of %d", row[0]) << row[0] << row[1];
    }

    /// The catalogue's numbers, for pages of 4096 bytes.
    void capacityCountsSlotsNotBytes()
    {
        QFETCH(int, size);
        QFETCH(int, stored);
        PipeSlots model;
        while (model.write(static_cast<std::size_t>(size)).error == 0) {}
        QCOMPARE(static_cast<int>(model.fill()), stored);
    }

    void aSlotIsFreeOnlyWhenItsLastByteIsGone()
    {
        PipeSlots model;
        while (model.write(1).error == 0) {}
        QCOMPARE(model.fill(), std::size_t{65536});
        model.read(1);
        QVERIFY(!model.isWritable());
        model.read(4094);
        QVERIFY(!model.isWritable());
        QCOMPARE(model.slots().front().offset, 4095U);
        QCOMPARE(model.resume(1), std::size_t{0});
        model.read(1);
        QVERIFY(model.isWritable());
        QCOMPARE(model.resume(1), std::size_t{1});
        QCOMPARE(model.fill(), std::size_t{61441});
    }

    void resizeIsRefusedAsTheKernelRefuses_data()
    {
        QTest::addColumn<qint64>("asked");
        QTest::addColumn<qint64>("result");
        QTest::addColumn<int>("error");
        QTest::newRow("0 means one page, too few") << qint64(0) << qint64(-1) << EBUSY;
        QTest::newRow("rounded up") << qint64(20481) << qint64(32768) << 0;
        QTest::newRow("below the used slots") << qint64(16384) << qint64(-1) << EBUSY;
        QTest::newRow("above pipe-max-size") << qint64(1048577) << qint64(-1) << EPERM;
        QTest::newRow("negative") << qint64(-1) << qint64(-1) << EINVAL;
    }

    void resizeIsRefusedAsTheKernelRefuses()
    {
        QFETCH(qint64, asked);
        QFETCH(qint64, result);
        QFETCH(int, error);
        PipeSlots model;
        model.write(20000);
        QCOMPARE(model.resize(asked, 1048576), (SlotsOutcome{result, error}));
        if (error != 0)
            QCOMPARE(model.capacity(), std::size_t{65536});
    }

    void whatTheModelWouldRefuseCanBeForced()
    {
        PipeSlots model(8192);
        model.forceWrite(20000, 7);
        QCOMPARE(model.fill(), std::size_t{20000});
        QCOMPARE(model.slots().back().writer, std::uint8_t{7});
        model.forceRead(30000);
        QCOMPARE(model.fill(), std::size_t{0});
        QCOMPARE(model.usedSlots(), std::size_t{0});
    }
};

QTEST_APPLESS_MAIN(TestPipeSlots)
#include "tst_pipeslots.moc"
