#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <tuple>

#include "engine/ruleset.hpp"
#include "engine/truth.hpp"

namespace tutela {

enum class ClauseKind : std::uint8_t {
    where,
    when,
    unless,
    require,
    warn,
    judge_when,
    severity_when,
    yields_where,
    exception
};
[[nodiscard]] std::string_view word(ClauseKind kind);  // "require", "warn when", …

// A clause of a rule: the first `require`, the second one, …
struct ClauseId {
    std::uint32_t rule = 0;
    ClauseKind kind = ClauseKind::require;
    std::uint32_t number = 0;  // from 0, within its kind
    auto operator<=>(const ClauseId&) const = default;
    [[nodiscard]] std::string text() const;  // "require 2"
};

// Which truths each clause of each rule has taken over the runs that share this record.
class Coverage {
public:
    void saw(ClauseId clause, Truth truth) { ++seen_[clause][static_cast<std::size_t>(truth)]; }
    // How often a clause was seen false, unknown, true (in the order of Truth).
    [[nodiscard]] std::array<std::uint32_t, 3> of(ClauseId clause) const {
        const auto at = seen_.find(clause);
        return at == seen_.end() ? std::array<std::uint32_t, 3>{} : at->second;
    }

private:
    std::map<ClauseId, std::array<std::uint32_t, 3>> seen_;
};

// Every clause of a rule that has a truth, in the order of writing, with its expression and its place.
struct ClauseOf {
    ClauseId id;
    ExpressionId expression = no_expression;
    Span span;
};
[[nodiscard]] std::vector<ClauseOf> clauses_of(const Ruleset& ruleset, std::uint32_t rule);

}  // namespace tutela
