// SPDX-License-Identifier: MIT
// What a demo or an expectation needs of the machine: "requires".
#include "scenario/draft.h"
#include "scenario/words.h"

#include <algorithm>
#include <array>

namespace seeipc {

namespace {

using Kind = Requirement::Kind;

constexpr std::array requirementKinds{
    std::pair{std::string_view("cap-sys-resource"), Kind::CapSysResource},
    std::pair{std::string_view("packet-mode"), Kind::PacketMode},
    std::pair{std::string_view("bash"), Kind::Bash},
    std::pair{std::string_view("dash"), Kind::Dash},
    std::pair{std::string_view("ptrace-sibling"), Kind::SharedDescriptors},
    std::pair{std::string_view("unshared-uid"), Kind::UnusedUser},
    std::pair{std::string_view("pipe-user-pages-soft"), Kind::PipeBudget},
    std::pair{std::string_view("x86-64"), Kind::X8664},
    std::pair{std::string_view("capabilities"), Kind::Capabilities},
    std::pair{std::string_view("user-namespaces"), Kind::UserNamespaces}};

} // namespace

std::optional<Requirement> readRequirement(Draft &draft, const JsonNode &node)
{
    const auto word = readString(draft, node);
    if (!word)
        return std::nullopt;
    const bool isNegated = word->starts_with('!');
    const auto name = word->substr(isNegated ? 1 : 0);
    const auto found = std::find_if(requirementKinds.begin(), requirementKinds.end(),
                                    [&](const auto &kind) { return kind.first == name; });
    if (found != requirementKinds.end())
        return Requirement{found->second, isNegated};
    std::vector<std::string> names;
    names.reserve(requirementKinds.size());
    for (const auto &kind : requirementKinds)
        names.emplace_back(kind.first);
    draft.fail(node, sentenceOf("nothing that a machine may lack is called \"%1\"",
                                "没有叫 \"%1\" 的机器条件", {shown(name)})
                         + hint(name, names));
    return std::nullopt;
}

bool readRequirements(Draft &draft, const JsonNode &node, std::vector<Requirement> &into)
{
    if (!node.isArray())
        return draft.fail(node, sentenceOf("must be a list: [\"cap-sys-resource\"]",
                                           "应为列表：[\"cap-sys-resource\"]"));
    for (const auto &child : node.children) {
        const auto requirement = readRequirement(draft, *child);
        if (!requirement)
            return false;
        into.push_back(*requirement);
    }
    return true;
}

} // namespace seeipc
