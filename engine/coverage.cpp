#include "engine/coverage.hpp"

namespace tutela {

std::string_view word(ClauseKind kind) {
    switch (kind) {
        case ClauseKind::where: return "where";
        case ClauseKind::when: return "when";
        case ClauseKind::unless: return "unless";
        case ClauseKind::require: return "require";
        case ClauseKind::warn: return "warn when";
        case ClauseKind::judge_when: return "judge when";
        case ClauseKind::severity_when: return "severity when";
        case ClauseKind::yields_where: return "yields to where";
        case ClauseKind::exception: return "exception";
    }
    return "";
}

std::string ClauseId::text() const {
    return std::string(word(kind)) + " " + std::to_string(number + 1);
}

std::vector<ClauseOf> clauses_of(const Ruleset& ruleset, std::uint32_t id) {
    const Rule& rule = ruleset.rules[id];
    std::vector<ClauseOf> found;
    std::map<ClauseKind, std::uint32_t> numbers;
    const auto add = [&](ClauseKind kind, ExpressionId expression, Span span) {
        const std::uint32_t number = numbers[kind]++;
        if (expression != no_expression) found.push_back({{id, kind, number}, expression, span});
    };
    add(ClauseKind::severity_when, rule.severity_when, rule.span);
    for (const ForEach& each : rule.for_each) add(ClauseKind::where, each.where, each.span);
    for (const Clause& clause : rule.when) add(ClauseKind::when, clause.expression, clause.span);
    for (const Clause& clause : rule.require)
        add(ClauseKind::require, clause.expression, clause.span);
    for (const Unless& clause : rule.unless)
        add(ClauseKind::unless, clause.expression, clause.span);
    for (const Warning& warning : rule.warnings)
        add(ClauseKind::warn, warning.expression, warning.span);
    for (const RuleLink& link : rule.yields_to)
        add(ClauseKind::yields_where, link.where, link.span);
    if (rule.judge) add(ClauseKind::judge_when, rule.judge->when, rule.judge->span);
    for (const Exception& exception : ruleset.exceptions)
        for (const Exception::Copy& copy : exception.copies) {
            if (copy.rule != id) continue;
            for (const Clause& clause : copy.when)
                add(ClauseKind::exception, clause.expression, clause.span);
            for (const Clause& clause : copy.require)
                add(ClauseKind::exception, clause.expression, clause.span);
        }
    return found;
}

}  // namespace tutela
