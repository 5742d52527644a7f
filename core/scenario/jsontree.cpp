// SPDX-License-Identifier: MIT
#include "scenario/jsontree.h"

#include "scenario/words.h"

#include <algorithm>
#include <charconv>
#include <iterator>
#include <limits>
#include <nlohmann/json.hpp>
#include <optional>

namespace seeipc {

namespace {

constexpr std::size_t mostDepth = 40;
constexpr std::size_t mostValues = 100'000;
constexpr std::size_t longestKey = 64;
constexpr std::size_t mostMembers = 256; ///< of one object: each looks at all before it

bool isContinuation(char c)
{
    return (static_cast<unsigned char>(c) & 0xc0) == 0x80;
}

/// "FILE:3:14": columns are letters, not bytes.
std::string placeAt(const std::string &file, std::string_view text, std::size_t offset)
{
    const auto before = text.substr(0, std::min(offset, text.size()));
    const auto line = 1 + std::count(before.begin(), before.end(), '\n');
    const auto lineStart = before.rfind('\n') + 1; // npos + 1 is 0
    const auto start = before.substr(lineStart);
    const auto column = 1 + std::count_if(start.begin(), start.end(), [](char c) {
                            return !isContinuation(c);
                        });
    return file + ":" + std::to_string(line) + ":" + std::to_string(column);
}

/// Reads a text letter by letter, and tells how far it has come.
class Cursor
{
public:
    using iterator_category = std::input_iterator_tag;
    using value_type = char;
    using difference_type = std::ptrdiff_t;
    using pointer = const char *;
    using reference = const char &;

    Cursor(const char *at, std::size_t *read) : m_at(at), m_read(read) {}

    const char &operator*() const { return *m_at; }
    Cursor &operator++()
    {
        ++m_at;
        ++*m_read;
        return *this;
    }
    Cursor operator++(int)
    {
        auto before = *this;
        ++*this;
        return before;
    }
    bool operator==(const Cursor &other) const { return m_at == other.m_at; }
    bool operator!=(const Cursor &other) const { return m_at != other.m_at; }

private:
    const char *m_at;
    std::size_t *m_read;
};

/// Builds the tree from the parser's events; the first problem ends the parse.
class TreeBuilder
{
public:
    using number_integer_t = nlohmann::json::number_integer_t;
    using number_unsigned_t = nlohmann::json::number_unsigned_t;
    using number_float_t = nlohmann::json::number_float_t;
    using string_t = nlohmann::json::string_t;
    using binary_t = nlohmann::json::binary_t;

    /// `read`: how many letters the parser has had.
    TreeBuilder(std::string_view text, const std::string &file, const std::size_t &read)
        : m_text(text), m_file(file), m_read(read)
    {}

    // The names are the parser's.
    bool null() { return add(JsonNode::Kind::Null) != nullptr; }
    bool boolean(bool value)
    {
        auto *node = add(JsonNode::Kind::Boolean);
        if (node)
            node->boolean = value;
        return node != nullptr;
    }
    bool number_integer(number_integer_t value)
    {
        auto *node = add(JsonNode::Kind::Integer);
        if (node)
            node->integer = value;
        return node != nullptr;
    }
    bool number_unsigned(number_unsigned_t value)
    {
        constexpr auto most = std::numeric_limits<std::int64_t>::max();
        if (value <= static_cast<number_unsigned_t>(most))
            return number_integer(static_cast<number_integer_t>(value));
        return number(std::to_string(value));
    }
    bool number_float(number_float_t, const string_t &digits) { return number(digits); }
    bool string(string_t &value)
    {
        auto *node = add(JsonNode::Kind::String);
        if (node)
            node->text = std::move(value);
        return node != nullptr;
    }
    bool binary(binary_t &) { return false; }
    bool start_object(std::size_t) { return open(JsonNode::Kind::Object); }
    bool start_array(std::size_t) { return open(JsonNode::Kind::Array); }
    bool end_object() { return close(); }
    bool end_array() { return close(); }
    bool key(string_t &key);
    bool parse_error(std::size_t position, const std::string &token,
                     const nlohmann::json::exception &error);

    TreeOrProblem take()
    {
        if (m_problem)
            return *std::move(m_problem);
        return std::move(m_root);
    }

private:
    JsonNode *add(JsonNode::Kind kind);
    bool number(const std::string &digits)
    {
        auto *node = add(JsonNode::Kind::Number);
        if (node)
            node->text = digits;
        return node != nullptr;
    }
    bool open(JsonNode::Kind kind);
    bool close();
    bool fail(const JsonNode &where, Text what);
    std::size_t rowOfNow();

    std::string_view m_text;
    const std::string &m_file;
    const std::size_t &m_read;
    std::size_t m_counted = 0; ///< letters whose line ends are in m_row
    std::size_t m_row = 1;
    std::unique_ptr<JsonNode> m_root;
    JsonNode *m_open = nullptr; ///< the innermost array or object
    std::string m_key;
    std::size_t m_depth = 0;
    std::size_t m_values = 0;
    std::optional<ScenarioProblem> m_problem;
};

bool TreeBuilder::fail(const JsonNode &where, Text what)
{
    const auto place = where.place();
    m_problem = ScenarioProblem{m_file + (place.empty() ? "" : ": " + place), std::move(what),
                                where.row};
    return false;
}

/// The parser has had what it tells of, and of a number the letter behind it.
std::size_t TreeBuilder::rowOfNow()
{
    const auto end = std::min(m_text.size(), m_read > 0 ? m_read - 1 : 0);
    for (; m_counted < end; ++m_counted)
        m_row += m_text[m_counted] == '\n' ? 1U : 0U;
    return m_row;
}

JsonNode *TreeBuilder::add(JsonNode::Kind kind)
{
    auto node = std::make_unique<JsonNode>();
    auto *added = node.get();
    node->kind = kind;
    node->row = rowOfNow();
    node->parent = m_open;
    if (!m_open) {
        m_root = std::move(node);
        return added;
    }
    if (m_open->isObject())
        node->key = std::move(m_key);
    node->index = m_open->children.size();
    m_open->children.push_back(std::move(node));
    if (++m_values <= mostValues)
        return added;
    fail(*m_root, sentenceOf("more than %1 values: a demo has a few hundred",
                             "超过 %1 个值：一个演示通常只有几百个", {std::to_string(mostValues)}));
    return nullptr;
}

bool TreeBuilder::open(JsonNode::Kind kind)
{
    auto *node = add(kind);
    if (!node)
        return false;
    m_open = node;
    if (++m_depth <= mostDepth)
        return true;
    return fail(*m_root,
                sentenceOf("nested more than %1 deep: a demo needs about ten levels",
                           "嵌套超过 %1 层：一个演示大约十层就够了", {std::to_string(mostDepth)}));
}

bool TreeBuilder::close()
{
    --m_depth;
    m_open = const_cast<JsonNode *>(m_open->parent); // it was made by us
    return true;
}

bool TreeBuilder::key(string_t &key)
{
    if (key.size() > longestKey)
        return fail(*m_open, sentenceOf("the key \"%1\" is %2 bytes long: at most %3",
                                        "键 \"%1\" 长 %2 字节：最多 %3 字节",
                                        {shown(key, 24), std::to_string(key.size()),
                                         std::to_string(longestKey)}));
    if (m_open->children.size() >= mostMembers)
        return fail(*m_open, sentenceOf("has more than %1 members: an object has a few",
                                        "成员超过 %1 个：一个对象通常只有几个",
                                        {std::to_string(mostMembers)}));
    if (m_open->find(key))
        return fail(*m_open, sentenceOf("\"%1\" stands here twice: keep one of the two",
                                        "\"%1\" 在这里出现了两次：只留一个", {shown(key)}));
    m_key = std::move(key);
    return true;
}

/// How far the parser stands behind the beginning of what it could not use.
std::size_t lengthOfWrong(std::string_view message, const std::string &token)
{
    const auto is = [&](std::string_view what) {
        return message.find("unexpected " + std::string(what)) != std::string_view::npos;
    };
    if (is("string literal") || is("number literal"))
        return token.size();
    if (is("true literal") || is("null literal"))
        return std::string_view("true").size();
    return is("false literal") ? std::string_view("false").size() : 1;
}

bool TreeBuilder::parse_error(std::size_t position, const std::string &token,
                              const nlohmann::json::exception &error)
{
    const auto behind = position > m_text.size() ? position - m_text.size()
                                                 : lengthOfWrong(error.what(), token);
    const auto offset = position - std::min(position, behind);
    const auto before = m_text.substr(0, offset);
    m_problem = ScenarioProblem{
        placeAt(m_file, m_text, offset), sentenceOfBrokenJson(error.what(), before),
        1 + static_cast<std::size_t>(std::count(before.begin(), before.end(), '\n'))};
    return false;
}

/// A text as JSON; nothing in it moves a terminal's cursor.
std::string asJson(const std::string &words)
{
    using Handler = nlohmann::json::error_handler_t;
    const auto escaped = nlohmann::json(words).dump(-1, ' ', false, Handler::replace);
    std::string safe;
    for (std::size_t i = 0; i < escaped.size(); ++i) {
        const bool isC1 = escaped[i] == '\xc2' && i + 1 < escaped.size()
                          && static_cast<unsigned char>(escaped[i + 1]) < 0xa0;
        safe += isC1 || escaped[i] == '\x7f' ? std::string("?") : std::string(1, escaped[i]);
        i += isC1 ? 1U : 0U;
    }
    return safe;
}

} // namespace

const JsonNode *JsonNode::find(std::string_view member) const
{
    for (const auto &child : children) {
        if (isObject() && child->key == member)
            return child.get();
    }
    return nullptr;
}

std::string JsonNode::place() const
{
    if (!parent)
        return "";
    if (parent->isArray())
        return parent->place() + "[" + std::to_string(index) + "]";
    const auto before = parent->place();
    return before + (before.empty() ? "" : ".") + shown(key);
}

std::optional<double> JsonNode::number() const
{
    if (isInteger())
        return static_cast<double>(integer);
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    const bool isWhole = error == std::errc() && end == text.data() + text.size();
    return kind == Kind::Number && isWhole ? std::optional(value) : std::nullopt;
}

std::string JsonNode::line() const
{
    const auto joined = [&](const char *open, const char *end) {
        std::string all = open;
        for (const auto &child : children) {
            all += child->index > 0 ? ", " : "";
            all += (isObject() ? asJson(child->key) + ": " : "") + child->line();
        }
        return all + end;
    };
    switch (kind) {
    case Kind::Null: return "null";
    case Kind::Boolean: return boolean ? "true" : "false";
    case Kind::Integer: return std::to_string(integer);
    case Kind::Number: return text;
    case Kind::String: return asJson(text);
    case Kind::Array: return joined("[", "]");
    case Kind::Object: return joined("{", "}");
    }
    return "";
}

TreeOrProblem parseJson(std::string_view text, const std::string &file)
{
    if (text.size() > longestScenario)
        return ScenarioProblem{file, sentenceOf("is bigger than %1 bytes: a demo is a few thousand",
                                                "超过 %1 字节：一个演示只有几千字节",
                                                {std::to_string(longestScenario)})};
    std::size_t read = 0;
    TreeBuilder builder(text, file, read);
    nlohmann::json::sax_parse(Cursor(text.data(), &read), Cursor(text.data() + text.size(), &read),
                              &builder);
    return builder.take();
}

} // namespace seeipc
