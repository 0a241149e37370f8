#include "engine/describe.hpp"

#include <vector>

#include "engine/words.hpp"

namespace tutela {
namespace {

class Describe {
public:
    explicit Describe(const Program& program) : program_(program) {}

    std::string operator()(ExpressionId id) const {
        // The parameter's own name says more than its value alone.
        const Expression& written = program_.ruleset.expressions[id];
        if (written.op == Op::parameter) {
            const Parameter& parameter = program_.ruleset.parameters[written.slot];
            return tr("{} ({})", parameter.words, constant(id));
        }
        const Expression& node = program_.expressions[id];
        switch (node.op) {
            case Op::constant: return constant(id);
            case Op::variable:
                return node.type.kind == TypeKind::record
                           ? tr("the {}", record(node.type.id).phrase)
                           : tr("the value");
            case Op::root: return tr("the design");
            case Op::today: return tr("the evaluation date");
            case Op::field: return field(node);
            case Op::call: return program_.ruleset.defines[node.slot].words;
            case Op::band_from: return filled("the youngest age of {}", node);
            case Op::band_to: return filled("the oldest age of {}", node);
            case Op::both: return joined(node, tr(" and "));
            case Op::either: return joined(node, tr(" or "));
            case Op::negate: return negation(node.args[0]);
            case Op::choose: return choose(node);
            case Op::equal: return filled("{} is {}", node);
            case Op::less:
                return is_known(node.args[0]) ? filled("{1} is more than {0}", node)
                                              : filled("{0} is less than {1}", node);
            case Op::less_or_equal:
                return is_known(node.args[0]) ? filled("{1} is at least {0}", node)
                                              : filled("{0} is at most {1}", node);
            case Op::contains: return filled("{1} is among {0}", node);
            case Op::covers: return filled("{} includes all of {}", node);
            case Op::overlaps: return filled("{} includes one of {}", node);
            case Op::within_before: return filled("{} is within {} before {}", node);
            case Op::within_after: return filled("{} is within {} after {}", node);
            case Op::is_given: return filled("{} is given", node);
            case Op::is_stated: return filled("{} is stated", node);
            case Op::is_none: return filled("{} is stated to be none", node);
            case Op::is_evidenced: return filled("{} is backed by evidence", node);
            case Op::is_empty: return filled("{} is empty", node);
            case Op::add: return filled("{} plus {}", node);
            case Op::subtract: return filled("{} minus {}", node);
            case Op::multiply: return filled("{} times {}", node);
            case Op::divide: return filled("{} divided by {}", node);
            case Op::date_plus: return filled("{1} after {0}", node);
            case Op::date_minus: return filled("{1} before {0}", node);
            case Op::next_month: return filled("the month after {}", node);
            case Op::filter: return filled("{} where {}", node);
            case Op::collection: return joined(node, ", ");
            case Op::set_union: return joined(node, tr(" together with "));
            case Op::union_of: return filled("all of {2} over {0}", node);
            case Op::listed: return filled("those listed among {}", node);
            case Op::every:
            case Op::some:
            case Op::none:
            case Op::at_least:
            case Op::at_most:
            case Op::exactly:
            case Op::at_least_share: return quantified(how_many(node), node);
            case Op::share_of: return quantified(tr("the share of {}", part(node, 0)), node);
            case Op::count_of: return filled("the number of {}", node);
            case Op::count_distinct: return filled("the number of different {2} over {0}", node);
            case Op::sum: return filled("the sum of {2} over {0}", node);
            case Op::smallest: return filled("the smallest of {2} over {0}", node);
            case Op::largest: return filled("the largest of {2} over {0}", node);
            case Op::average: return filled("the average of {2} over {0}", node);
            case Op::scan_is_clean: return tr("the sensitive scan finds nothing");
            case Op::claims:
                return tr("the design claims a reason for an exception to {}",
                          program_.ruleset.rules[node.slot].id);
            case Op::rule_not_met: return tr("{} is not met", program_.ruleset.rules[node.slot].id);
            case Op::some_rule_not_met: return tr("some rule is not met");
            default: return tr("this");
        }
    }

    // Within a sentence a fact that is a truth needs its answer: "whether people need a phone: no".
    [[nodiscard]] std::string condition(ExpressionId id) const {
        return is_truth_fact(id) ? tr("{}: yes", (*this)(id)) : (*this)(id);
    }
    // What is joined by `and` or `or`, and what is asked of the members of a list, each as a part of its own.
    [[nodiscard]] Sentence parts(ExpressionId id) const {
        const Expression& node = program_.expressions[id];
        switch (node.op) {
            case Op::both: return of_arguments(tr("all of these:"), node);
            case Op::either: return of_arguments(tr("one of these:"), node);
            case Op::choose: {
                if (node.type.kind != TypeKind::truth || !is_true(node.args[2]))
                    return {condition(id), {}};
                return {tr("if {}:", part(node, 0)), asked(node.args[1])};
            }
            case Op::every:
            case Op::some:
            case Op::none:
            case Op::at_least:
            case Op::at_most:
            case Op::exactly:
            case Op::at_least_share: {
                if (is_true(node.args[2])) return {condition(id), {}};
                std::string whom = how_many(node);
                if (!is_true(node.args[1])) whom = tr("{} where {}", whom, part(node, 1));
                return {tr("{}:", whom), asked(node.args[2])};
            }
            default: return {condition(id), {}};
        }
    }

private:
    [[nodiscard]] Sentence of_arguments(std::string text, const Expression& node) const {
        Sentence made{std::move(text), {}};
        for (const ExpressionId argument : node.args) made.parts.push_back(parts(argument));
        return made;
    }
    // All that is asked: the parts of an `and`, or the one thing.
    [[nodiscard]] std::vector<Sentence> asked(ExpressionId id) const {
        const Expression& node = program_.expressions[id];
        if (node.op == Op::both) return of_arguments("", node).parts;
        return {parts(id)};
    }
    [[nodiscard]] std::string how_many(const Expression& node) const {
        const auto of = [&](const std::string& how) { return tr("{} of {}", how, part(node, 0)); };
        switch (node.op) {
            case Op::every: return of(tr("every one"));
            case Op::some: return of(tr("at least one"));
            case Op::none: return of(tr("none"));
            case Op::at_most: return of(filled("at most {3}", node));
            case Op::exactly: return of(filled("exactly {3}", node));
            default: return of(filled("at least {3}", node));
        }
    }
    [[nodiscard]] const Record& record(std::uint32_t id) const {
        return program_.ruleset.vocabulary.records[id];
    }
    template <class... Arguments>
    [[nodiscard]] std::string tr(Wording<sizeof...(Arguments)> text,
                                 const Arguments&... arguments) const {
        return program_.language->tr(text, arguments...);
    }
    [[nodiscard]] std::string part(const Expression& node, std::size_t i) const {
        return condition(node.args[i]);
    }
    [[nodiscard]] bool is_truth_fact(ExpressionId id) const {
        const Expression& node = program_.expressions[id];
        return node.op == Op::field && node.type.kind == TypeKind::truth;
    }
    // A number that the rules name or write: what is compared with it comes first.
    [[nodiscard]] bool is_known(ExpressionId id) const {
        return program_.expressions[id].op == Op::constant;
    }
    // The parts of an expression, put into a text.
    [[nodiscard]] std::string filled(std::string_view text, const Expression& node) const {
        std::vector<std::string> parts;
        for (const ExpressionId argument : node.args)
            parts.push_back(argument == no_expression ? "" : condition(argument));
        return program_.language->filled(program_.language->text("", text), parts);
    }
    [[nodiscard]] std::string joined(const Expression& node, const std::string& word) const {
        std::string text;
        for (std::size_t i = 0; i < node.args.size(); ++i)
            text += (i == 0 ? "" : word) + part(node, i);
        return text;
    }
    [[nodiscard]] std::string field(const Expression& node) const {
        const Expression& owner = program_.expressions[node.args[0]];
        const Field& declared =
            record(owner.op == Op::root ? root_record : owner.type.id).fields[node.slot];
        return owner.op == Op::root ? tr("the {}", declared.phrase) : declared.phrase;
    }
    [[nodiscard]] std::string choose(const Expression& node) const {
        if (node.type.kind == TypeKind::truth &&
            program_.expressions[node.args[2]].op == Op::constant)
            return tr("if {}, then {}", part(node, 0), part(node, 1));
        return tr("{1} if {0}, else {2}", part(node, 0), part(node, 1), part(node, 2));
    }
    [[nodiscard]] std::string negation(ExpressionId id) const {
        const Expression& node = program_.expressions[id];
        switch (node.op) {
            case Op::equal: return filled("{} is not {}", node);
            case Op::contains: return filled("{1} is not among {0}", node);
            case Op::is_given: return filled("{} is not given", node);
            case Op::is_empty: return filled("{} is not empty", node);
            default:
                return is_truth_fact(id) ? tr("{}: no", (*this)(id))
                                         : tr("not so: {}", condition(id));
        }
    }
    [[nodiscard]] bool is_true(ExpressionId id) const {
        const Expression& node = program_.expressions[id];
        return node.op == Op::constant && program_.expressions.constants[node.slot].index == 1;
    }
    [[nodiscard]] std::string quantified(std::string text, const Expression& node) const {
        if (!is_true(node.args[1])) text = tr("{} where {}", text, part(node, 1));
        if (!is_true(node.args[2])) text = tr("{}: {}", text, part(node, 2));
        return text;
    }
    [[nodiscard]] std::string constant(ExpressionId id) const {
        const Expression& node = program_.expressions[id];
        const Constant& value = program_.expressions.constants[node.slot];
        const Type& type = node.type;
        if (type.is_numeric()) return number_words(*program_.language, type, value.number);
        if (type.kind == TypeKind::truth) return value.index != 0 ? tr("yes") : tr("no");
        if (type.kind == TypeKind::text) return "\"" + value.text + "\"";
        if (!type.is_collection()) return scalar(type, value.index);
        std::string text;
        for (const std::string& member : value.texts)
            text += (text.empty() ? "\"" : ", \"") + member + "\"";
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
            default: return tr("this");
        }
    }

    const Program& program_;
};

}  // namespace

std::string describe(const Program& program, ExpressionId id) {
    return Describe(program)(id);
}

std::string describe_condition(const Program& program, ExpressionId id) {
    return Describe(program).condition(id);
}

Sentence describe_in_parts(const Program& program, ExpressionId id) {
    return Describe(program).parts(id);
}

}  // namespace tutela
