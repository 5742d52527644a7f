// SPDX-License-Identifier: MIT
// The model of two pipes' page slots against the kernel's own two, over random calls on both.
#include "events/pipeslots.h"
#include "posix/uniquefd.h"

#include <QTest>

#include <array>
#include <cerrno>
#include <cstdint>
#include <fcntl.h>
#include <future>
#include <poll.h>
#include <random>
#include <sstream>
#include <sys/ioctl.h>
#include <unistd.h>
#include <vector>

using namespace seeipc;

namespace {

enum class Act : std::uint8_t { Write, Read, Tee, Splice, Resize, SetPackets };

struct Operation
{
    Act act = Act::Write;
    std::size_t pipe = 0; ///< the first of two; bytes go from it to the other
    std::int64_t size = 0;
};

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr int sequences = 5'000;
#else
constexpr int sequences = 100'000;
#endif
constexpr int operationsEach = 30;
constexpr unsigned seed = 20'260'101; ///< fixed: what fails here fails everywhere
constexpr unsigned strands = 4;       ///< run beside each other, each with a seed of its own

std::size_t pageSize()
{
    static const auto size = static_cast<std::size_t>(::sysconf(_SC_PAGESIZE));
    return size;
}

/// What a pipe answers: bytes inside and readiness.
struct Answer
{
    std::int64_t fill = 0;
    bool isReadable = false;
    bool isWritable = false;

    bool operator==(const Answer &) const = default;
};

/// Two real pipes, non-blocking.
class KernelPipes
{
public:
    KernelPipes()
    {
        for (std::size_t i = 0; i < 2; ++i) {
            int ends[2] = {-1, -1};
            if (::pipe2(ends, O_NONBLOCK | O_CLOEXEC) != 0)
                continue;
            m_read[i].reset(ends[0]);
            m_write[i].reset(ends[1]);
        }
    }

    bool isValid() const { return m_read[1].isValid(); }
    std::size_t capacity(std::size_t pipe) const
    {
        return static_cast<std::size_t>(::fcntl(m_read[pipe].get(), F_GETPIPE_SZ));
    }

    SlotsOutcome perform(const Operation &operation)
    {
        thread_local std::vector<char> bytes(std::size_t{1} << 20);
        const auto size = static_cast<std::size_t>(operation.size);
        const int from = m_read[operation.pipe].get();
        const int to = m_write[1 - operation.pipe].get();
        ssize_t result = 0;
        switch (operation.act) {
        case Act::Write: result = ::write(m_write[operation.pipe].get(), bytes.data(), size); break;
        case Act::Read: result = ::read(from, bytes.data(), size); break;
        case Act::Tee: result = ::tee(from, to, size, 0); break;
        case Act::Splice: result = ::splice(from, nullptr, to, nullptr, size, 0); break;
        case Act::Resize: result = ::fcntl(from, F_SETPIPE_SZ, operation.size); break;
        case Act::SetPackets:
            result = ::fcntl(m_write[operation.pipe].get(), F_SETFL,
                             O_NONBLOCK | (operation.size != 0 ? O_DIRECT : 0));
            break;
        }
        return {result, result < 0 ? errno : 0};
    }

    Answer answer(std::size_t pipe) const
    {
        int count = -1;
        std::array<pollfd, 2> polled{
            {{m_read[pipe].get(), POLLIN, 0}, {m_write[pipe].get(), POLLOUT, 0}}};
        const bool isAsked = ::ioctl(m_read[pipe].get(), FIONREAD, &count) == 0
                             && ::poll(polled.data(), polled.size(), 0) >= 0;
        return {isAsked ? count : -1, (polled[0].revents & POLLIN) != 0,
                (polled[1].revents & POLLOUT) != 0};
    }

private:
    std::array<UniqueFd, 2> m_read;
    std::array<UniqueFd, 2> m_write;
};

/// The model of both, and whether their write ends have O_DIRECT.
struct ModelledPipes
{
    std::array<PipeSlots, 2> pipes;
    std::array<WriteMode, 2> modes{};

    SlotsOutcome perform(const Operation &operation)
    {
        auto &pipe = pipes[operation.pipe];
        auto &other = pipes[1 - operation.pipe];
        const auto size = static_cast<std::size_t>(operation.size);
        switch (operation.act) {
        case Act::Write: return pipe.write(size, 0, modes[operation.pipe]);
        case Act::Read: return pipe.read(size);
        case Act::Tee: return pipe.tee(other, size);
        case Act::Splice: return pipe.splice(other, size);
        case Act::Resize: return pipe.resize(operation.size);
        case Act::SetPackets:
            modes[operation.pipe] = operation.size != 0 ? WriteMode::Packets : WriteMode::Stream;
            return {};
        }
        return {};
    }

    Answer answer(std::size_t pipe) const
    {
        return {static_cast<std::int64_t>(pipes[pipe].fill()), pipes[pipe].isReadable(),
                pipes[pipe].isWritable()};
    }
};

std::string text(const std::vector<Operation> &operations)
{
    constexpr std::array names{"write", "read", "tee", "splice", "resize", "O_DIRECT"};
    std::ostringstream out;
    for (const auto &operation : operations)
        out << "ab"[operation.pipe] << '.' << names[static_cast<std::size_t>(operation.act)] << '('
            << operation.size << ") ";
    return out.str();
}

template<typename Pipes>
std::string text(const SlotsOutcome &outcome, const Pipes &pipes)
{
    std::ostringstream out;
    out << outcome.result << '/' << outcome.error;
    for (std::size_t i = 0; i < 2; ++i) {
        const auto answer = pipes.answer(i);
        out << ", "
            << "ab"[i] << ' ' << answer.fill << (answer.isReadable ? " in" : "")
            << (answer.isWritable ? " out" : "");
    }
    return out.str();
}

/// Which pipes are to be asked after an operation: the other of two only where bytes went there, and in
/// the end.
bool isToBeAsked(const Operation &operation, std::size_t pipe, bool isLast)
{
    return isLast || pipe == operation.pipe || operation.act == Act::Tee
           || operation.act == Act::Splice;
}

/// What differs after these operations; empty: nothing.
std::string difference(const std::vector<Operation> &operations)
{
    KernelPipes kernel;
    if (!kernel.isValid())
        return "no pipe";
    ModelledPipes model;
    for (std::size_t i = 0; i < 2; ++i)
        model.pipes[i] = PipeSlots(kernel.capacity(i), pageSize());
    for (std::size_t i = 0; i < operations.size(); ++i) {
        const auto real = kernel.perform(operations[i]);
        const auto modelled = model.perform(operations[i]);
        bool isSame = real == modelled;
        for (std::size_t pipe = 0; pipe < 2; ++pipe)
            isSame = isSame
                     && (!isToBeAsked(operations[i], pipe, i + 1 == operations.size())
                         || kernel.answer(pipe) == model.answer(pipe));
        if (!isSame)
            return "after operation " + std::to_string(i) + ": kernel " + text(real, kernel)
                   + "; model " + text(modelled, model);
    }
    return {};
}

/// Leaves out whatever can be left out, and makes smaller what can be smaller, while something still
/// differs.
std::vector<Operation> shrunk(std::vector<Operation> operations)
{
    for (bool isSmaller = true; isSmaller;) {
        isSmaller = false;
        for (std::size_t i = 0; i < operations.size() && !isSmaller; ++i) {
            auto without = operations;
            without.erase(without.begin() + static_cast<std::ptrdiff_t>(i));
            auto halved = operations;
            halved[i].size /= 2;
            for (const auto &candidate : {without, halved}) {
                const bool isSame = candidate.size() == operations.size()
                                    && candidate[i].size == operations[i].size;
                if (isSmaller || isSame || difference(candidate).empty())
                    continue;
                operations = candidate;
                isSmaller = true;
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
    switch (within(0, 6)) {
    case 0: return within(0, 3);
    case 1: return within(1, 100);
    case 2: return within(1, page);
    case 3: return page + within(-2, 2);
    case 4: return page / 2 + within(-1, 1);
    case 5: return page * within(1, 6) + within(-1, 1);
    default: return within(1, 2 * page);
    }
}

/// Small pipes, so that they are full often.
std::vector<Operation> randomSequence(std::mt19937 &random, bool hasPackets)
{
    const auto within = [&](int low, int high) {
        return std::uniform_int_distribution<int>(low, high)(random);
    };
    const auto page = static_cast<std::int64_t>(pageSize());
    std::vector<Operation> operations;
    for (std::size_t pipe = 0; pipe < 2; ++pipe)
        operations.push_back({Act::Resize, pipe, page << within(0, 3)});
    while (operations.size() < operationsEach) {
        const auto kind = within(0, 19);
        Operation next{Act::Write, static_cast<std::size_t>(within(0, 1)), randomSize(random)};
        if (kind == 0)
            next = {Act::Resize, next.pipe, page * within(0, 12) + within(-1, 1)};
        else if (kind == 1 && hasPackets)
            next = {Act::SetPackets, next.pipe, within(0, 1)};
        else if (kind >= 9)
            next.act = kind < 15 ? Act::Read : kind < 17 ? Act::Tee : Act::Splice;
        if (next.act == Act::Resize && next.size < 0)
            next.size = 0;
        operations.push_back(next);
    }
    return operations;
}

bool hasPacketMode()
{
    return KernelPipes().perform({Act::SetPackets, 0, 1}).error == 0;
}

/// What differs in one strand's share of the sequences, shrunk; empty: nothing.
std::string runStrand(unsigned strand, bool hasPackets)
{
    std::mt19937 random(seed + strand);
    for (unsigned i = 0; i < sequences / strands; ++i) {
        const auto operations = randomSequence(random, hasPackets);
        const auto found = difference(operations);
        if (found.empty())
            continue;
        const auto smallest = shrunk(operations);
        return "seed " + std::to_string(seed + strand) + ", sequence " + std::to_string(i) + ": "
               + found + "\n  shrunk: " + text(smallest) + "\n  " + difference(smallest);
    }
    return {};
}

} // namespace

class TestPipeSlotsRandom : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void agreesWithTheKernelOverRandomSequencesOnTwoPipes()
    {
        const bool hasPackets = hasPacketMode();
        std::vector<std::future<std::string>> runs;
        for (unsigned strand = 0; strand < strands; ++strand)
            runs.push_back(std::async(std::launch::async, runStrand, strand, hasPackets));
        for (auto &run : runs) {
            const auto found = run.get();
            QVERIFY2(found.empty(), found.c_str());
        }
        qInfo("%d sequences of %d calls, seeds from %u%s: no difference", sequences, operationsEach,
              seed, hasPackets ? "" : ", without O_DIRECT, which this kernel refuses");
    }

    /// The comparison itself must be able to fail: a model that is told another size differs.
    void aWrongModelIsFound()
    {
        KernelPipes kernel;
        QVERIFY(kernel.isValid());
        ModelledPipes model;
        (void)kernel.perform({Act::Write, 0, 2});
        (void)model.perform({Act::Write, 0, 1});
        QVERIFY(!(kernel.answer(0) == model.answer(0)));
    }
};

QTEST_APPLESS_MAIN(TestPipeSlotsRandom)
#include "tst_pipeslotsrandom.moc"
