#include "engine/describe.hpp"

#include <algorithm>

#include <fmt/core.h>

#include "engine/words.hpp"

namespace tutela {
namespace {

std::string spaced(std::string name) {
    std::replace(name.begin(), name.end(), '-', ' ');
    return name;
}

class Describe {
public:
    explicit Describe(const Program& program) : program_(program) {}

    std::string operator()(ExpressionId id) const {
        // The parameter's own name says more than its value alone.
        const Expression& written = program_.ruleset.expressions[id];
        if (written.op == Op::parameter) {
            const Parameter& parameter = program_.ruleset.parameters[written.slot];
            return fmt::format("{} ({})", spaced(parameter.name), constant(id));
        }
        const Expression& node = program_.expressions[id];
        switch (node.op) {
            case Op::constant: return constant(id);
            case Op::variable:
                return "the " + (node.type.kind == TypeKind::record
                                     ? spaced(record(node.type.id).name)
                                     : std::string("value"));
            case Op::root: return "the design";
            case Op::today: return "the evaluation date";
            case Op::field: return field(node);
            case Op::call: return call(node);
            case Op::band_from: return "the youngest age of " + part(node, 0);
            case Op::band_to: return "the oldest age of " + part(node, 0);
            case Op::both: return joined(node, " and ");
            case Op::either: return joined(node, " or ");
            case Op::negate: return negation(node.args[0]);
            case Op::choose: return choose(node);
            case Op::equal: return part(node, 0) + " is " + part(node, 1);
            case Op::less: return part(node, 0) + " is less than " + part(node, 1);
            case Op::less_or_equal: return part(node, 0) + " is at most " + part(node, 1);
            case Op::contains: return part(node, 1) + " is among " + part(node, 0);
            case Op::covers: return part(node, 0) + " covers " + part(node, 1);
            case Op::overlaps: return part(node, 0) + " shares something with " + part(node, 1);
            case Op::within_before:
                return fmt::format("{} is within {} before {}", part(node, 0), part(node, 1),
                                   part(node, 2));
            case Op::within_after:
                return fmt::format("{} is within {} after {}", part(node, 0), part(node, 1),
                                   part(node, 2));
            case Op::is_given: return part(node, 0) + " is given";
            case Op::is_stated: return part(node, 0) + " is stated";
            case Op::is_none: return part(node, 0) + " is stated to be none";
            case Op::is_evidenced: return part(node, 0) + " is backed by evidence";
            case Op::is_empty: return part(node, 0) + " is empty";
            case Op::add: return part(node, 0) + " plus " + part(node, 1);
            case Op::subtract: return part(node, 0) + " minus " + part(node, 1);
            case Op::multiply: return part(node, 0) + " times " + part(node, 1);
            case Op::divide: return part(node, 0) + " divided by " + part(node, 1);
            case Op::date_plus: return part(node, 1) + " after " + part(node, 0);
            case Op::date_minus: return part(node, 1) + " before " + part(node, 0);
            case Op::next_month: return "the month after " + part(node, 0);
            case Op::filter: return part(node, 0) + " where " + part(node, 1);
            case Op::collection: return joined(node, ", ");
            case Op::set_union: return joined(node, " together with ");
            case Op::union_of: return "all of " + part(node, 2) + " over " + part(node, 0);
            case Op::listed: return "those listed among " + part(node, 0);
            case Op::every: return quantified("every one", node);
            case Op::some: return quantified("at least one", node);
            case Op::none: return quantified("none", node);
            case Op::at_least: return quantified("at least " + part(node, 3), node);
            case Op::at_most: return quantified("at most " + part(node, 3), node);
            case Op::exactly: return quantified("exactly " + part(node, 3), node);
            case Op::at_least_share: return quantified("at least " + part(node, 3), node);
            case Op::share_of: return quantified("the share", node);
            case Op::count_of: return "the number of " + part(node, 0);
            case Op::count_distinct:
                return "the number of different " + part(node, 2) + " over " + part(node, 0);
            case Op::sum: return "the sum of " + part(node, 2) + " over " + part(node, 0);
            case Op::smallest: return "the smallest of " + part(node, 2) + " over " + part(node, 0);
            case Op::largest: return "the largest of " + part(node, 2) + " over " + part(node, 0);
            case Op::average: return "the average of " + part(node, 2) + " over " + part(node, 0);
            case Op::scan_is_clean: return "the sensitive scan finds nothing";
            case Op::claims:
                return "the design claims a reason for an exception to " +
                       program_.ruleset.rules[node.slot].id;
            case Op::rule_not_met: return program_.ruleset.rules[node.slot].id + " is not met";
            case Op::some_rule_not_met: return "some rule is not met";
            default: return "this";
        }
    }

private:
    [[nodiscard]] const Record& record(std::uint32_t id) const {
        return program_.ruleset.vocabulary.records[id];
    }
    [[nodiscard]] std::string part(const Expression& node, std::size_t i) const {
        return (*this)(node.args[i]);
    }
    [[nodiscard]] std::string joined(const Expression& node, const char* word) const {
        std::string text;
        for (std::size_t i = 0; i < node.args.size(); ++i)
            text += (i == 0 ? "" : word) + part(node, i);
        return text;
    }
    [[nodiscard]] std::string field(const Expression& node) const {
        const Expression& owner = program_.expressions[node.args[0]];
        const Field& declared =
            record(owner.op == Op::root ? root_record : owner.type.id).fields[node.slot];
        if (owner.op == Op::root)
            return declared.type.kind == TypeKind::list ? "the " + spaced(declared.name)
                                                        : "the " + spaced(declared.name);
        if (declared.type.kind == TypeKind::truth && !declared.phrase.empty())
            return declared.phrase;
        const std::string what = declared.phrase.empty() ? spaced(declared.name) : declared.phrase;
        return what;
    }
    [[nodiscard]] std::string call(const Expression& node) const {
        return spaced(program_.ruleset.defines[node.slot].name);
    }
    [[nodiscard]] std::string choose(const Expression& node) const {
        if (node.type.kind == TypeKind::truth &&
            program_.expressions[node.args[2]].op == Op::constant)
            return fmt::format("if {}, then {}", part(node, 0), part(node, 1));
        return fmt::format("{} if {}, else {}", part(node, 1), part(node, 0), part(node, 2));
    }
    [[nodiscard]] std::string negation(ExpressionId id) const {
        const Expression& node = program_.expressions[id];
        if (node.op == Op::equal) return part(node, 0) + " is not " + part(node, 1);
        if (node.op == Op::contains) return part(node, 1) + " is not among " + part(node, 0);
        if (node.op == Op::is_given) return part(node, 0) + " is not given";
        if (node.op == Op::is_empty) return part(node, 0) + " is not empty";
        return "not so: " + (*this)(id);
    }
    [[nodiscard]] bool is_true(ExpressionId id) const {
        const Expression& node = program_.expressions[id];
        return node.op == Op::constant && program_.expressions.constants[node.slot].index == 1;
    }
    [[nodiscard]] std::string quantified(const std::string& how, const Expression& node) const {
        std::string text = how + " of " + part(node, 0);
        if (!is_true(node.args[1])) text += " where " + part(node, 1);
        if (!is_true(node.args[2])) text += ": " + part(node, 2);
        return text;
    }
    [[nodiscard]] std::string constant(ExpressionId id) const {
        const Expression& node = program_.expressions[id];
        const Constant& value = program_.expressions.constants[node.slot];
        const Type& type = node.type;
        if (type.is_numeric()) return number_words(type, value.number);
        if (type.kind == TypeKind::truth) return value.index != 0 ? "yes" : "no";
        if (type.kind == TypeKind::text) return "\"" + value.text + "\"";
        if (!type.is_collection()) return scalar(type, value.index);
        std::string text;
        for (std::size_t i = 0; i < value.members.size(); ++i)
            text += (i == 0 ? "" : ", ") + scalar(type.member(), value.members[i]);
        return text;
    }
    [[nodiscard]] std::string scalar(const Type& type, std::uint32_t index) const {
        switch (type.kind) {
            case TypeKind::choice: return choice_words(program_.ruleset.vocabulary, type.id, index);
            case TypeKind::language: return language_code(index);
            case TypeKind::country: return country_code(index);
            case TypeKind::age_band: return band_text(index);
            default: return "this";
        }
    }

    const Program& program_;
};

}  // namespace

std::string describe(const Program& program, ExpressionId id) {
    return Describe(program)(id);
}

}  // namespace tutela
