// SPDX-License-Identifier: MIT
// Reads "{...}": a number that is worked out when a run is over, or before it.
#include "mechanisms/registry.h"
#include "posix/procfs.h"
#include "scenario/draft.h"
#include "scenario/words.h"

#include <algorithm>
#include <cctype>
#include <charconv>

namespace seeipc {

namespace {

using Term = Expression::Term;

constexpr std::size_t mostTerms = 64;
constexpr std::string_view kernelFolder = "/proc/sys/";

/// By precedence: == below + and -, those below * / and %.
class ExpressionReader
{
public:
    ExpressionReader(Draft &draft, const JsonNode &node, std::string_view text)
        : m_draft(draft), m_node(node), m_rest(text)
    {}

    std::optional<Expression> read();

private:
    bool readEqual();
    bool readSum();
    bool readProduct();
    bool readTerm();
    bool readKernelFile();
    bool readNumber(std::string_view word);
    bool readResult(std::string_view word);
    bool add(Term term);
    bool fail();
    void skipSpaces();
    bool takes(std::string_view sign);
    std::string_view takeWord();

    Draft &m_draft;
    const JsonNode &m_node;
    std::string_view m_rest;
    Expression m_read;
};

std::optional<Expression> ExpressionReader::read()
{
    if (!readEqual())
        return std::nullopt;
    skipSpaces();
    if (!m_rest.empty()) {
        fail();
        return std::nullopt;
    }
    return m_read;
}

bool ExpressionReader::readEqual()
{
    return readSum() && (!takes("==") || (readSum() && add({Term::Kind::Operator, '='})));
}

bool ExpressionReader::readSum()
{
    if (!readProduct())
        return false;
    for (;;) {
        const char sign = takes("+") ? '+' : takes("-") ? '-' : '\0';
        if (sign == '\0')
            return true;
        if (!readProduct() || !add({Term::Kind::Operator, sign}))
            return false;
    }
}

bool ExpressionReader::readProduct()
{
    if (!readTerm())
        return false;
    for (;;) {
        const char sign = takes("*") ? '*' : takes("/") ? '/' : takes("%") ? '%' : '\0';
        if (sign == '\0')
            return true;
        if (!readTerm() || !add({Term::Kind::Operator, sign}))
            return false;
    }
}

bool ExpressionReader::readTerm()
{
    skipSpaces();
    if (m_rest.starts_with(kernelFolder))
        return readKernelFile();
    const auto word = takeWord();
    if (word.empty())
        return fail();
    if (word == "x")
        return add({Term::Kind::Seen});
    if (word.front() == '$') {
        const auto found = readParameterNamed(m_draft, m_node, word.substr(1),
                                              Parameter::Type::Number);
        return found && add({Term::Kind::Parameter, static_cast<std::int64_t>(*found)});
    }
    return std::isdigit(static_cast<unsigned char>(word.front())) != 0 ? readNumber(word)
                                                                       : readResult(word);
}

/// Up to a space: a '/' is part of its name.
bool ExpressionReader::readKernelFile()
{
    const auto path = m_rest.substr(0, m_rest.find(' '));
    m_rest.remove_prefix(path.size());
    if (path.find("..") != std::string_view::npos)
        return fail();
    return add({Term::Kind::KernelFile, 0, std::string(path)});
}

bool ExpressionReader::readNumber(std::string_view word)
{
    const int base = word.starts_with("0x") ? 16 : word.size() > 1 && word[0] == '0' ? 8 : 10;
    if (base == 16)
        word.remove_prefix(2);
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), number, base);
    return error == std::errc() && end == word.data() + word.size()
               ? add({Term::Kind::Number, number})
               : fail();
}

/// "worker.step" is what it returned, "worker.step.word" a number beside that.
bool ExpressionReader::readResult(std::string_view word)
{
    const auto dot = word.find('.');
    const auto worker = findWorker(m_draft.scenario, word.substr(0, dot));
    if (dot == std::string_view::npos || !worker)
        return fail();
    const auto rest = word.substr(dot + 1);
    const auto second = rest.find('.');
    const auto step = stepOf(m_draft.scenario, *worker, rest.substr(0, second));
    if (const auto *why = std::get_if<Text>(&step))
        return m_draft.fail(m_node, *why);
    const auto id = std::get<StepId>(step);
    if (second == std::string_view::npos)
        return add({Term::Kind::Result, 0, {}, id});
    const auto position = outWordOf(m_draft.scenario.steps[id].call, rest.substr(second + 1));
    return position ? add({Term::Kind::OutWord, static_cast<std::int64_t>(*position), {}, id})
                    : fail();
}

bool ExpressionReader::add(Term term)
{
    m_read.terms.push_back(std::move(term));
    return m_read.terms.size() <= mostTerms || fail();
}

bool ExpressionReader::fail()
{
    return m_draft.fail(m_node,
                        sentenceOf("cannot be worked out at \"%1\": numbers, \"$parameter\", "
                                   "/proc/sys/..., WORKER.STEP and + - * / % == would be right",
                                   "在 \"%1\" 处算不下去：应为数字、\"$参数\"、/proc/sys/...、"
                                   "进程.步骤 和 + - * / % ==",
                                   {shown(m_rest)}));
}

void ExpressionReader::skipSpaces()
{
    m_rest.remove_prefix(std::min(m_rest.find_first_not_of(' '), m_rest.size()));
}

bool ExpressionReader::takes(std::string_view sign)
{
    skipSpaces();
    const bool is = m_rest.starts_with(sign);
    m_rest.remove_prefix(is ? sign.size() : 0);
    return is;
}

/// A name may have "-" in it: a minus stands between spaces.
std::string_view ExpressionReader::takeWord()
{
    const auto end = std::find_if(m_rest.begin(), m_rest.end(), [](char c) {
        return std::isalnum(static_cast<unsigned char>(c)) == 0
               && std::string_view("_.$-").find(c) == std::string_view::npos;
    });
    const auto word = m_rest.substr(0, static_cast<std::size_t>(end - m_rest.begin()));
    m_rest.remove_prefix(word.size());
    return word;
}

} // namespace

std::optional<std::size_t> outWordOf(CallId call, std::string_view name)
{
    for (const auto &word : callAt(call).outWords) {
        if (word.name == name)
            return word.position;
    }
    return std::nullopt;
}

std::optional<Expression> readExpression(Draft &draft, const JsonNode &node, std::string_view text)
{
    return ExpressionReader(draft, node, text).read();
}

std::optional<std::int64_t> readKernelNumber(Draft &draft, const JsonNode &node,
                                             std::int64_t atLeast, std::int64_t atMost)
{
    if (node.text.size() < 2 || node.text.back() != '}') {
        draft.fail(node, sentenceOf("has no \"}\" at its end", "末尾缺少 \"}\""));
        return std::nullopt;
    }
    const auto read = readExpression(draft, node,
                                     std::string_view(node.text).substr(1, node.text.size() - 2));
    if (!read)
        return std::nullopt;
    const auto isKnown = [](const Term &term) {
        return term.kind == Term::Kind::Number || term.kind == Term::Kind::KernelFile
               || term.kind == Term::Kind::Operator;
    };
    if (!std::all_of(read->terms.begin(), read->terms.end(), isKnown)) {
        draft.fail(node, sentenceOf("is read before the run: only numbers and files of /proc/sys "
                                    "are known then",
                                    "在运行之前读取：那时只知道数字和 /proc/sys 的文件"));
        return std::nullopt;
    }
    const auto number = read->value([](const Term &term) -> std::optional<std::int64_t> {
        const auto found = kernelNumber(term.path);
        return found ? std::optional(*found) : std::nullopt;
    });
    return std::clamp(number.value_or(0), atLeast, atMost);
}

} // namespace seeipc
