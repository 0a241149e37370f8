#include "engine/rule_readers.hpp"

#include <algorithm>

#include "engine/coverage.hpp"

namespace tutela {
namespace {

class FindReaders {
public:
    explicit FindReaders(const Program& program)
        : program_(program), seen_(program.expressions.nodes.size(), 0) {
        for (const Record& record : program.ruleset.vocabulary.records)
            found_.of_field.emplace_back(record.fields.size());
        found_.of_names.resize(program.ruleset.vocabulary.records.size());
        found_.needed.resize(program.ruleset.rules.size());
    }

    // In the order of evaluation: what a rule depends on was seen before it.
    RuleReaders find() {
        for (const std::uint32_t rule : program_.selected) look_at_rule(rule);
        for (auto& record : found_.of_field)
            for (auto& rules : record) std::sort(rules.begin(), rules.end());
        for (auto& rules : found_.of_names) std::sort(rules.begin(), rules.end());
        std::sort(found_.of_scan.begin(), found_.of_scan.end());
        std::sort(found_.of_stage.begin(), found_.of_stage.end());
        return std::move(found_);
    }

private:
    void look_at_rule(std::uint32_t id) {
        const Rule& rule = program_.ruleset.rules[id];
        rule_ = id;
        ++stamp_;
        found_.needed[id] = {id};
        for (const ForEach& each : rule.for_each) look_at(each.list);
        for (const ClauseOf& clause : clauses_of(program_.ruleset, id)) look_at(clause.expression);
        for (const Warning& warning : rule.warnings) look_at(warning.saying.expressions);
        look_at(rule.message.expressions);
        for (const Program::ExceptionUse& use : program_.exceptions_of[id]) {
            const Exception::Copy& copy =
                program_.ruleset.exceptions[use.exception].copies[use.copy];
            for (const Clause& clause : copy.when) look_at(clause.expression);
            for (const Clause& clause : copy.require) look_at(clause.expression);
        }
        for (const RuleLink& link : rule.requires_rules) look_at_other(link.rule);
        for (const RuleLink& link : rule.yields_to) look_at_other(link.rule);
        if (rule.documented_from || (rule.due_from && rule.due_from->stage)) add(found_.of_stage);
        RuleReaders::Rules& needed = found_.needed[id];
        std::sort(needed.begin(), needed.end());
        needed.erase(std::unique(needed.begin(), needed.end()), needed.end());
    }

    void look_at(const std::vector<ExpressionId>& all) {
        for (const ExpressionId id : all) look_at(id);
    }

    void look_at(ExpressionId id) {
        if (id == no_expression || seen_[id] == stamp_) return;
        seen_[id] = stamp_;
        const Expression& node = program_.expressions[id];
        const bool of_records = node.type.kind == TypeKind::record ||
                                node.type.kind == TypeKind::list ||
                                node.type.element == TypeKind::record;
        if (of_records && node.op != Op::root) add(found_.of_names[node.type.id]);
        switch (node.op) {
            case Op::field: {
                const Expression& owner = program_.expressions[node.args[0]];
                const RecordId record = owner.op == Op::root ? root_record : owner.type.id;
                add(found_.of_field[record][node.slot]);
                break;
            }
            case Op::call: look_at(program_.ruleset.defines[node.slot].body); break;
            case Op::scan_is_clean: add(found_.of_scan); break;
            case Op::rule_not_met: look_at_other(node.slot); break;
            case Op::some_rule_not_met:
                for (const std::uint32_t other : program_.selected)
                    if (other != rule_) look_at_other(other);
                break;
            default: break;
        }
        look_at(node.args);
    }

    // Takes over whatever the other rule looks at.
    void look_at_other(std::uint32_t other) {
        for (auto& record : found_.of_field)
            for (auto& rules : record) follow(rules, other);
        for (auto& rules : found_.of_names) follow(rules, other);
        follow(found_.of_scan, other);
        follow(found_.of_stage, other);
        const RuleReaders::Rules& needs = found_.needed[other];
        found_.needed[rule_].insert(found_.needed[rule_].end(), needs.begin(), needs.end());
    }
    void follow(RuleReaders::Rules& rules, std::uint32_t other) {
        if (std::find(rules.begin(), rules.end(), other) != rules.end()) add(rules);
    }
    // A rule's looks come together: had it been there already, it would be the last.
    void add(RuleReaders::Rules& rules) const {
        if (rules.empty() || rules.back() != rule_) rules.push_back(rule_);
    }

    const Program& program_;
    RuleReaders found_;
    std::vector<std::uint32_t> seen_;  // by expression: the last rule that looked at it
    std::uint32_t stamp_ = 0;
    std::uint32_t rule_ = 0;
};

}  // namespace

RuleReaders rule_readers(const Program& program) {
    return FindReaders(program).find();
}

}  // namespace tutela
