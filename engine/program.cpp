#include "engine/program.hpp"

#include <algorithm>
#include <functional>

#include "engine/texts.hpp"

namespace tutela {
namespace {

bool is_constant(const Expressions& all, ExpressionId id) {
    return all[id].op == Op::constant && all[id].type.is_numeric();
}

// Parameters become constants; arithmetic on constants is done once, here.
void fold(Expressions& all, const Ruleset& ruleset) {
    std::vector<std::optional<std::uint32_t>> constant_of(ruleset.parameters.size());
    for (Expression& node : all.nodes) {
        if (node.op == Op::parameter) {
            auto& slot = constant_of[node.slot];
            if (!slot) {
                all.constants.push_back(ruleset.parameters[node.slot].value);
                slot = static_cast<std::uint32_t>(all.constants.size() - 1);
            }
            node.op = Op::constant;
            node.slot = *slot;
            continue;
        }
        const bool arithmetic = node.op == Op::add || node.op == Op::subtract ||
                                node.op == Op::multiply || node.op == Op::divide;
        if (!arithmetic || !is_constant(all, node.args[0]) || !is_constant(all, node.args[1]))
            continue;
        const Interval a = all.constants[all[node.args[0]].slot].number;
        const Interval b = all.constants[all[node.args[1]].slot].number;
        Constant result;
        result.number = node.op == Op::add        ? add(a, b)
                        : node.op == Op::subtract ? subtract(a, b)
                        : node.op == Op::multiply ? multiply(a, b)
                                                  : divide(a, b);
        if (result.number.problem != NumberProblem::none) continue;
        all.constants.push_back(std::move(result));
        node.op = Op::constant;
        node.slot = static_cast<std::uint32_t>(all.constants.size() - 1);
        node.args.clear();
    }
}

// The rules that a clause asks about.
void rules_in(const Expressions& all, ExpressionId id, const Ruleset& ruleset,
              std::vector<bool>& wanted, bool& changed) {
    if (id == no_expression) return;
    const Expression& node = all[id];
    if (node.op == Op::rule_not_met && !wanted[node.slot]) {
        wanted[node.slot] = true;
        changed = true;
    }
    if (node.op == Op::call)
        rules_in(all, ruleset.defines[node.slot].body, ruleset, wanted, changed);
    for (const ExpressionId part : node.args) rules_in(all, part, ruleset, wanted, changed);
}

void select(Program& program, const std::string& profile) {
    const Ruleset& ruleset = program.ruleset;
    const Profile* chosen = profile.empty() ? nullptr : ruleset.find_profile(profile);
    std::vector<bool> wanted(ruleset.rules.size(), chosen == nullptr);
    if (chosen)
        for (const std::uint32_t rule : chosen->rules) wanted[rule] = true;
    for (std::uint32_t rule = 0; rule < ruleset.rules.size(); ++rule)
        if (wanted[rule]) program.reported.push_back(rule);
    for (bool changed = chosen != nullptr; changed;) {
        changed = false;
        for (std::uint32_t i = 0; i < ruleset.rules.size(); ++i) {
            if (!wanted[i]) continue;
            const Rule& rule = ruleset.rules[i];
            for (const auto* links : {&rule.requires_rules, &rule.yields_to})
                for (const RuleLink& link : *links)
                    if (!wanted[link.rule]) wanted[link.rule] = changed = true;
            for (const Clause& clause : rule.when)
                rules_in(program.expressions, clause.expression, ruleset, wanted, changed);
        }
    }
    for (const std::uint32_t rule : ruleset.order)
        if (wanted[rule]) program.selected.push_back(rule);
}

bool binds_its_slot(Op op) {
    switch (op) {
        case Op::filter:
        case Op::union_of:
        case Op::every:
        case Op::some:
        case Op::none:
        case Op::at_least:
        case Op::at_most:
        case Op::exactly:
        case Op::at_least_share:
        case Op::share_of:
        case Op::count_distinct:
        case Op::sum:
        case Op::smallest:
        case Op::largest:
        case Op::average: return true;
        default: return false;
    }
}

// A bit a variable; those past the last one share it and are never bound, and so do the verdicts of other rules.
constexpr std::uint32_t shared = 63;
std::uint64_t bit(std::uint32_t variable) {
    return std::uint64_t{1} << std::min(variable, shared);
}

// The variables that each expression looks at and does not bind itself.
std::vector<std::uint64_t> outside_variables(const Expressions& all,
                                             const std::vector<Define>& defines) {
    std::vector<std::uint64_t> outside(all.nodes.size(), 0);
    std::vector<bool> known(all.nodes.size(), false);
    const std::function<void(std::size_t)> find = [&](std::size_t id) {
        if (known[id]) return;
        known[id] = true;
        const Expression& node = all.nodes[id];
        for (const ExpressionId part : node.args) {
            if (part == no_expression) continue;
            find(part);
            outside[id] |= outside[part];
        }
        if (binds_its_slot(node.op) && node.slot < shared) outside[id] &= ~bit(node.slot);
        // What a definition's own variables are is settled by the arguments; what it asks of verdicts is not.
        if (node.op == Op::call) {
            find(defines[node.slot].body);
            outside[id] |= outside[defines[node.slot].body] & bit(shared);
        }
        if (node.op == Op::variable) outside[id] |= bit(node.slot);
        if (node.op == Op::rule_not_met || node.op == Op::some_rule_not_met)
            outside[id] |= bit(shared);
    };
    for (std::size_t id = 0; id < all.nodes.size(); ++id) find(id);
    return outside;
}

// What looks at no variable lasts a run; what looks at the subject of its rule only lasts for the subject.
class FindLasting {
public:
    explicit FindLasting(Program& program)
        : program_(program),
          outside_(outside_variables(program.expressions, program.ruleset.defines)) {
        for (const std::uint64_t outside : outside_)
            program.lasts.push_back(outside == 0 ? Program::Lasts::run : Program::Lasts::no_time);
        for (std::uint32_t id = 0; id < program.ruleset.rules.size(); ++id) of_rule(id);
    }

private:
    void of_rule(std::uint32_t id) {
        const Rule& rule = program_.ruleset.rules[id];
        subject_ = 0;
        for (const ForEach& each : rule.for_each)
            subject_ |= each.variable < shared ? bit(each.variable) : 0;
        const auto all = [&](const auto& clauses) {
            for (const auto& clause : clauses) mark(clause.expression);
        };
        mark(rule.severity_when);
        all(rule.when);
        all(rule.require);
        all(rule.unless);
        all(rule.warnings);
        for (const ForEach& each : rule.for_each) mark(each.where);
        if (rule.judge) mark(rule.judge->when);
        for (const RuleLink& link : rule.yields_to) mark(link.where);
        for (const Program::ExceptionUse& use : program_.exceptions_of[id]) {
            const Exception::Copy& copy =
                program_.ruleset.exceptions[use.exception].copies[use.copy];
            all(copy.when);
            all(copy.require);
        }
    }
    void mark(ExpressionId id) {
        if (id == no_expression) return;
        if (program_.lasts[id] == Program::Lasts::no_time && (outside_[id] & ~subject_) == 0)
            program_.lasts[id] = Program::Lasts::subject;
        for (const ExpressionId part : program_.expressions[id].args) mark(part);
    }

    Program& program_;
    std::vector<std::uint64_t> outside_;
    std::uint64_t subject_ = 0;
};

void find_stage(Program& program) {
    const Vocabulary& vocabulary = program.ruleset.vocabulary;
    if (vocabulary.records.empty()) return;
    const Record& root = vocabulary.records[root_record];
    const auto programme = root.find("programme");
    if (!programme || root.fields[*programme].type.kind != TypeKind::record) return;
    const auto stage = vocabulary.records[root.fields[*programme].type.id].find("stage");
    if (stage) program.stage = {*programme, *stage};
}

}  // namespace

Program make_program(Ruleset ruleset, const std::string& profile) {
    Program program;
    program.ruleset = std::move(ruleset);
    name_in_plain_words(program.ruleset);
    for (const ChoiceList& list : program.ruleset.vocabulary.choice_lists)
        program.choice_names.push_back(list.phrases);
    const Ruleset& rules = program.ruleset;
    program.expressions = rules.expressions;
    program.profile = profile;
    fold(program.expressions, rules);
    select(program, profile);
    find_stage(program);

    for (const Record& record : rules.vocabulary.records)
        program.presumed.emplace_back(record.fields.size(), nullptr);
    for (const Presumption& presumption : rules.presumptions)
        program.presumed[presumption.record][presumption.field] = &presumption.value;

    program.exceptions_of.resize(rules.rules.size());
    for (std::uint32_t e = 0; e < rules.exceptions.size(); ++e)
        for (std::uint32_t c = 0; c < rules.exceptions[e].copies.size(); ++c)
            program.exceptions_of[rules.exceptions[e].copies[c].rule].push_back({e, c});

    for (const Rule& rule : rules.rules)
        program.frame_size = std::max(program.frame_size, rule.variables);
    for (const Exception& exception : rules.exceptions)
        for (const Exception::Copy& copy : exception.copies)
            program.frame_size = std::max(program.frame_size, copy.variables);
    for (const Define& define : rules.defines) program.frame_size += define.variables;
    FindLasting{program};
    return program;
}

}  // namespace tutela
