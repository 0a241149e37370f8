#include "formats/read_gaps.hpp"

#include <fmt/core.h>

#include "formats/document.hpp"

namespace tutela {
namespace {

constexpr std::size_t depth = 8;

void read_gap(const Node& node, ReadGaps& into) {
    CoverageGap gap;
    gap.span = node.span;
    std::vector<std::string> unseen;
    for (const Node::Member& member : node.members) {
        if (member.key == "rule")
            gap.rule = member.value.text;
        else if (member.key == "clause")
            gap.clause = member.value.text;
        else if (member.key == "reason")
            gap.reason = member.value.text;
        else if (member.key == "unseen")
            for (const Node& item : member.value.items) unseen.push_back(item.text);
        else
            into.diagnostics.push_back(
                {Code::unknown_key, member.span, message("a gap has no `{}`", member.key)});
    }
    if (gap.rule.empty() || gap.clause.empty() || gap.reason.empty() || unseen.empty())
        into.diagnostics.push_back(
            {Code::missing_key, node.span, message("a gap needs rule, clause, unseen and reason")});
    for (std::string& one : unseen) {
        gap.unseen = std::move(one);
        into.gaps.push_back(gap);
    }
}

}  // namespace

ReadGaps read_gaps(Sources& sources, const std::string& name, std::string text) {
    ReadGaps result;
    const SourceId source = sources.add(name, std::move(text), SourceKind::design);
    const auto root = read_toml(sources, source, depth, result.diagnostics);
    if (!root) return result;
    for (const Node::Member& member : root->members) {
        if (member.key == "gap")
            for (const Node& item : member.value.items) read_gap(item, result);
        else
            result.diagnostics.push_back({Code::unknown_key,
                                          member.span,
                                          message("`{}` means nothing here", member.key),
                                          {},
                                          {message("a gap begins with [[gap]]")}});
    }
    return result;
}

}  // namespace tutela
