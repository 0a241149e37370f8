#include "analysis/mutants.hpp"

#include <map>
#include <set>

#include <fmt/core.h>

#include "engine/calendar.hpp"
#include "engine/coverage.hpp"

namespace tutela {
namespace {

// The operator that takes the place of another, and how that reads.
struct Swap {
    Op from, to;
    const char *is, *becomes;  // words of the language
};

constexpr Swap swaps[] = {
    {Op::both, Op::either, "and", "or"},
    {Op::either, Op::both, "or", "and"},
    {Op::less, Op::less_or_equal, "<", "<="},
    {Op::less_or_equal, Op::less, "<=", "<"},
    {Op::every, Op::some, "every", "some"},
    {Op::some, Op::every, "some", "every"},
    {Op::none, Op::some, "no", "some"},
    {Op::at_least, Op::at_most, "at least", "at most"},
    {Op::at_most, Op::at_least, "at most", "at least"},
    {Op::exactly, Op::at_least, "exactly", "at least"},
    {Op::covers, Op::overlaps, "covers", "overlaps"},
    {Op::overlaps, Op::covers, "overlaps", "covers"},
    {Op::add, Op::subtract, "+", "-"},
    {Op::subtract, Op::add, "-", "+"},
    {Op::smallest, Op::largest, "smallest", "largest"},
    {Op::largest, Op::smallest, "largest", "smallest"},
    {Op::within_before, Op::within_after, "before", "after"},
    {Op::within_after, Op::within_before, "after", "before"},
};

// What is asked the other way round.
bool may_be_negated(const Expression& node) {
    switch (node.op) {
        case Op::equal:
        case Op::contains:
        case Op::is_given:
        case Op::is_none:
        case Op::is_empty:
        case Op::is_evidenced:
        case Op::claims: return true;
        case Op::field: return node.type.kind == TypeKind::truth;
        default: return false;
    }
}

bool asks_of_state(Op op) {
    return op == Op::is_given || op == Op::is_stated || op == Op::is_none ||
           op == Op::is_evidenced || op == Op::is_empty;
}

void negate_at(Ruleset& ruleset, ExpressionId id) {
    Expression copy = ruleset.expressions.nodes[id];
    Expression negation;
    negation.op = Op::negate;
    negation.type = type_of(TypeKind::truth);
    negation.span = copy.span;
    negation.args = {ruleset.expressions.add(std::move(copy))};
    ruleset.expressions.nodes[id] = std::move(negation);
}

// The smallest step of a bound: one, one per cent, one unit of a duration.
Rational step_of(const Type& type) {
    if (type.kind == TypeKind::share) return {1, 100};
    if (type.kind == TypeKind::duration) return {base_units(type.unit), 1};
    return {1, 1};
}

class FindMutants {
public:
    FindMutants(const Ruleset& ruleset, const std::vector<std::uint32_t>& rules)
        : ruleset_(ruleset), wanted_(rules.begin(), rules.end()) {}

    std::vector<Mutant> all() {
        for (std::uint32_t rule = 0; rule < ruleset_.rules.size(); ++rule) reach(rule);
        for (const auto& [id, rules] : reached_) of_expression(id, chosen(rules));
        for (const auto& [parameter, rules] : parameters_) of_parameter(parameter, chosen(rules));
        for (const std::uint32_t rule : wanted_) of_clauses(rule);
        return std::move(mutants_);
    }

private:
    using Rules = std::set<std::uint32_t>;

    [[nodiscard]] std::vector<std::uint32_t> chosen(const Rules& rules) const {
        std::vector<std::uint32_t> found;
        for (const std::uint32_t rule : rules)
            if (wanted_.count(rule) != 0) found.push_back(rule);
        return found;
    }

    void reach(std::uint32_t rule) {
        for (const ClauseOf& clause : clauses_of(ruleset_, rule))
            if (clause.id.kind != ClauseKind::severity_when) visit(clause.expression, rule);
        for (const ForEach& each : ruleset_.rules[rule].for_each) visit(each.list, rule);
    }

    void visit(ExpressionId id, std::uint32_t rule) {
        if (id == no_expression || !reached_[id].insert(rule).second) return;
        const Expression& node = ruleset_.expressions[id];
        if (node.op == Op::parameter) visit_parameter(node.slot, rule);
        if (node.op == Op::call) visit(ruleset_.defines[node.slot].body, rule);
        if (asks_of_state(node.op)) asked_of_state_.insert(node.args.begin(), node.args.end());
        for (const ExpressionId argument : node.args) visit(argument, rule);
    }

    void visit_parameter(std::uint32_t parameter, std::uint32_t rule) {
        parameters_[parameter].insert(rule);
        for (const auto& [choice, row] : ruleset_.parameters[parameter].rows)
            parameters_[row].insert(rule);
    }

    void add(Message what, Span place, std::vector<std::uint32_t> rules,
             std::function<void(Ruleset&)> put_into) {
        if (!rules.empty())
            mutants_.push_back({std::move(what), place, std::move(rules), std::move(put_into)});
    }

    void of_expression(ExpressionId id, const std::vector<std::uint32_t>& rules) {
        const Expression& node = ruleset_.expressions[id];
        for (const Swap& swap : swaps)
            if (node.op == swap.from)
                add(message("`{}` becomes `{}`", swap.is, swap.becomes), node.span, rules,
                    [id, to = swap.to](Ruleset& into) {
                        into.expressions.nodes[id].op = to;
                        if (to == Op::every || to == Op::some)
                            into.expressions.nodes[id].args.resize(3);
                    });
        if (may_be_negated(node) && asked_of_state_.count(id) == 0)
            add(message("it is asked the other way round"), node.span, rules,
                [id](Ruleset& into) { negate_at(into, id); });
    }

    void of_parameter(std::uint32_t id, const std::vector<std::uint32_t>& rules) {
        const Parameter& parameter = ruleset_.parameters[id];
        if (!parameter.rows.empty()) return;
        if (parameter.type.is_numeric()) {
            for (const int sign : {1, -1})
                add(sign > 0 ? message("`{}` is one step more", parameter.name)
                             : message("`{}` is one step less", parameter.name),
                    parameter.span, rules, [id, sign](Ruleset& into) {
                        Parameter& changed = into.parameters[id];
                        const Rational step = step_of(changed.type);
                        const auto moved = add_numbers(changed.value.number.low,
                                                       {sign * step.numerator, step.denominator});
                        if (moved) changed.value.number = point(*moved, changed.value.number);
                    });
            return;
        }
        for (std::size_t i = 0; i < parameter.value.members.size(); ++i)
            add(message("`{}` lacks its member {}", parameter.name, i + 1), parameter.span, rules,
                [id, i](Ruleset& into) {
                    auto& members = into.parameters[id].value.members;
                    members.erase(members.begin() + static_cast<std::ptrdiff_t>(i));
                });
    }

    static std::optional<Rational> add_numbers(Rational a, Rational b) { return tutela::add(a, b); }
    static Interval point(Rational value, Interval like) {
        like.low = like.high = value;
        return like;
    }

    // Every clause, left out.
    void of_clauses(std::uint32_t id) {
        const Rule& rule = ruleset_.rules[id];
        const std::vector<std::uint32_t> only{id};
        const auto each = [&](const auto& list, auto member, const char* name) {
            for (std::size_t i = 0; i < list.size(); ++i)
                add(message("`{} {}` of {} is left out", name, i + 1, rule.id), list[i].span, only,
                    [id, i, member](Ruleset& into) {
                        auto& clauses = into.rules[id].*member;
                        clauses.erase(clauses.begin() + static_cast<std::ptrdiff_t>(i));
                    });
        };
        each(rule.when, &Rule::when, "when");
        each(rule.require, &Rule::require, "require");
        each(rule.unless, &Rule::unless, "unless");
        each(rule.warnings, &Rule::warnings, "warn when");
        each(rule.requires_rules, &Rule::requires_rules, "requires");
        each(rule.yields_to, &Rule::yields_to, "yields to");
        for (std::size_t i = 0; i < rule.for_each.size(); ++i)
            if (rule.for_each[i].where != no_expression)
                add(message("`where` of {} is left out", rule.id), rule.for_each[i].span, only,
                    [id, i](Ruleset& into) { into.rules[id].for_each[i].where = no_expression; });
        const auto leave_out = [&](bool there, const char* name, Span span, auto change) {
            if (there)
                add(message("`{}` of {} is left out", name, rule.id), span, only,
                    [id, change](Ruleset& into) { change(into.rules[id]); });
        };
        leave_out(rule.judge.has_value(), "judge", rule.span, [](Rule& r) { r.judge.reset(); });
        leave_out(rule.judge && rule.judge->when != no_expression, "judge when", rule.span,
                  [](Rule& r) { r.judge->when = no_expression; });
        leave_out(rule.documented_from.has_value(), "documented from", rule.span,
                  [](Rule& r) { r.documented_from.reset(); });
        leave_out(rule.due_from.has_value(), "due from", rule.span,
                  [](Rule& r) { r.due_from.reset(); });
        leave_out(rule.severity_when != no_expression, "severity when", rule.span,
                  [](Rule& r) { r.severity_when = no_expression; });
    }

    const Ruleset& ruleset_;
    Rules wanted_;
    std::map<ExpressionId, Rules> reached_;
    std::set<ExpressionId> asked_of_state_;  // fields whose state is asked for, not their value
    std::map<std::uint32_t, Rules> parameters_;
    std::vector<Mutant> mutants_;
};

}  // namespace

std::vector<Mutant> mutants_of(const Ruleset& ruleset, const std::vector<std::uint32_t>& rules) {
    return FindMutants(ruleset, rules).all();
}

}  // namespace tutela
