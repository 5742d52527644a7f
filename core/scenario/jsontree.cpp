// SPDX-License-Identifier: MIT
#include "scenario/jsontree.h"

#include <algorithm>
#include <limits>
#include <nlohmann/json.hpp>
#include <optional>

namespace seeipc {

namespace {

constexpr std::size_t deepestNesting = 32;

/// Builds the tree from nlohmann's SAX events; the first problem ends it.
class TreeBuilder
{
public:
    using number_integer_t = std::int64_t;
    using number_unsigned_t = std::uint64_t;
    using number_float_t = double;
    using string_t = std::string;
    using binary_t = nlohmann::json::binary_t;

    bool null() { return add({}); }
    bool boolean(bool value)
    {
        JsonNode node;
        node.kind = JsonNode::Kind::Boolean;
        node.boolean = value;
        return add(std::move(node));
    }
    bool number_integer(std::int64_t value)
    {
        JsonNode node;
        node.kind = JsonNode::Kind::Integer;
        node.integer = value;
        node.real = static_cast<double>(value);
        return add(std::move(node));
    }
    bool number_unsigned(std::uint64_t value)
    {
        constexpr auto most = static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());
        return number_integer(static_cast<std::int64_t>(std::min(value, most)));
    }
    bool number_float(double value, const std::string &)
    {
        JsonNode node;
        node.kind = JsonNode::Kind::Real;
        node.real = value;
        return add(std::move(node));
    }
    bool string(std::string &value)
    {
        JsonNode node;
        node.kind = JsonNode::Kind::Text;
        node.text = std::move(value);
        return add(std::move(node));
    }
    bool binary(binary_t &) { return false; }
    bool start_object(std::size_t) { return open(JsonNode::Kind::Object); }
    bool start_array(std::size_t) { return open(JsonNode::Kind::Array); }
    bool end_object() { return close(); }
    bool end_array() { return close(); }
    bool key(std::string &name)
    {
        if (m_open.back()->find(name))
            return refuse("the name \"" + name + "\" comes twice in one object");
        m_key = std::move(name);
        return true;
    }
    bool parse_error(std::size_t position, const std::string &, const std::exception &error)
    {
        m_position = position;
        std::string what = error.what(); // "[json.exception...] parse error at line 1, column 2: ..."
        if (const auto colon = what.find(": "); colon != std::string::npos)
            what = what.substr(colon + 2);
        m_problem = what;
        return false;
    }

    JsonNode root;
    std::optional<std::string> problem() const { return m_problem; }
    std::size_t position() const { return m_position; }

private:
    bool refuse(std::string what)
    {
        m_problem = std::move(what);
        return false;
    }

    bool add(JsonNode node)
    {
        place(std::move(node));
        return true;
    }

    JsonNode *place(JsonNode node)
    {
        if (m_open.empty()) {
            root = std::move(node);
            return &root;
        }
        auto &parent = *m_open.back();
        if (parent.is(JsonNode::Kind::Object)) {
            parent.members.emplace_back(std::move(m_key), std::move(node));
            return &parent.members.back().second;
        }
        parent.items.push_back(std::move(node));
        return &parent.items.back();
    }

    bool open(JsonNode::Kind kind)
    {
        if (m_open.size() == deepestNesting)
            return refuse("nested deeper than " + std::to_string(deepestNesting) + " levels");
        JsonNode node;
        node.kind = kind;
        m_open.push_back(place(std::move(node)));
        return true;
    }

    bool close()
    {
        m_open.pop_back();
        return true;
    }

    std::vector<JsonNode *> m_open; ///< parents grow only at their end: these stay valid
    std::string m_key;
    std::optional<std::string> m_problem;
    std::size_t m_position = 0;
};

/// Counts what the parser takes, so that a refusal of ours has a place too.
class CountingIterator
{
public:
    using iterator_category = std::input_iterator_tag;
    using value_type = char;
    using difference_type = std::ptrdiff_t;
    using pointer = const char *;
    using reference = const char &;

    CountingIterator(const char *at, std::size_t *taken) : m_at(at), m_taken(taken) {}
    reference operator*() const { return *m_at; }
    CountingIterator &operator++()
    {
        ++m_at;
        ++*m_taken;
        return *this;
    }
    bool operator==(const CountingIterator &other) const { return m_at == other.m_at; }
    bool operator!=(const CountingIterator &other) const { return m_at != other.m_at; }

private:
    const char *m_at;
    std::size_t *m_taken;
};

} // namespace

const JsonNode *JsonNode::find(std::string_view name) const
{
    const auto found = std::find_if(members.begin(), members.end(),
                                    [&](const auto &member) { return member.first == name; });
    return found != members.end() ? &found->second : nullptr;
}

std::variant<JsonNode, JsonProblem> parseJson(std::string_view text)
{
    TreeBuilder builder;
    std::size_t taken = 0;
    const CountingIterator first(text.data(), &taken);
    const CountingIterator last(text.data() + text.size(), &taken);
    if (nlohmann::json::sax_parse(first, last, &builder))
        return std::move(builder.root);
    const auto at = std::min(builder.position() > 0 ? builder.position() - 1 : taken, text.size());
    const auto before = text.substr(0, at);
    JsonProblem problem;
    problem.line = 1 + static_cast<std::size_t>(std::count(before.begin(), before.end(), '\n'));
    const auto lineStart = before.rfind('\n');
    problem.column = 1 + before.size() - (lineStart == std::string_view::npos ? 0 : lineStart + 1);
    problem.what = builder.problem().value_or("no JSON");
    return problem;
}

std::string toLine(const JsonNode &node)
{
    std::string line;
    switch (node.kind) {
    case JsonNode::Kind::Null: return "null";
    case JsonNode::Kind::Boolean: return node.boolean ? "true" : "false";
    case JsonNode::Kind::Integer: return std::to_string(node.integer);
    case JsonNode::Kind::Real: return nlohmann::json(node.real).dump();
    case JsonNode::Kind::Text:
        return nlohmann::json(node.text).dump(-1, ' ', false,
                                              nlohmann::json::error_handler_t::replace);
    case JsonNode::Kind::Array:
        for (const auto &item : node.items)
            line += (line.empty() ? "" : ", ") + toLine(item);
        return "[" + line + "]";
    case JsonNode::Kind::Object:
        for (const auto &[name, value] : node.members)
            line += (line.empty() ? "\"" : ", \"") + name + "\": " + toLine(value);
        return "{" + line + "}";
    }
    return line;
}

} // namespace seeipc
