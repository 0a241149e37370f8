// Which facts of a design the rules read, and how.

#include <algorithm>
#include <map>
#include <set>

#include <fmt/core.h>

#include "dsl/lint_checks.hpp"

namespace tutela {
namespace {

// A field of a record of the vocabulary.
using Fact = std::pair<RecordId, std::uint32_t>;

std::optional<Fact> fact_of(const Ruleset& ruleset, const Expression& node) {
    if (node.op != Op::field) return std::nullopt;
    const Type& record = ruleset.expressions[node.args[0]].type;
    if (record.kind != TypeKind::record) return std::nullopt;
    return Fact{record.id, node.slot};
}

const Field& field_of(const Ruleset& ruleset, const Fact& fact) {
    return ruleset.vocabulary.records[fact.first].fields[fact.second];
}

// Walks all that an expression is made of; through definitions when `into` says so.
class Walk {
public:
    using Visit = std::function<bool(const Expression&)>;  // whether to go deeper

    Walk(const Ruleset& ruleset, bool into_definitions, Visit visit)
        : ruleset_(ruleset), into_(into_definitions), visit_(std::move(visit)) {}

    void operator()(ExpressionId id) {
        if (id == no_expression) return;
        const Expression& node = ruleset_.expressions[id];
        if (!visit_(node)) return;
        for (const ExpressionId child : node.args) (*this)(child);
        if (node.op == Op::call && into_ && seen_.insert(node.slot).second)
            (*this)(ruleset_.defines[node.slot].body);
    }

private:
    const Ruleset& ruleset_;
    bool into_;
    Visit visit_;
    std::set<std::uint32_t> seen_;
};

// What decides the verdicts of a ruleset; what a message says decides nothing.
void walk_conditions(const Ruleset& ruleset, Walk& walk) {
    const auto clauses = [&](const auto& all) {
        for (const auto& clause : all) walk(clause.expression);
    };
    for (const Rule& rule : ruleset.rules) {
        for (const ForEach& each : rule.for_each) {
            walk(each.list);
            walk(each.where);
        }
        walk(rule.severity_when);
        clauses(rule.when);
        clauses(rule.require);
        clauses(rule.unless);
        clauses(rule.warnings);
        if (rule.judge) walk(rule.judge->when);
        for (const RuleLink& link : rule.yields_to) walk(link.where);
    }
    for (const Exception& exception : ruleset.exceptions)
        for (const Exception::Copy& copy : exception.copies) {
            clauses(copy.when);
            clauses(copy.require);
        }
}

bool is_text(const Type& type) {
    return type.kind == TypeKind::text ||
           (type.kind == TypeKind::set && type.element == TypeKind::text);
}

// A key, or a field that records are named by, is an identifier and no narrative.
bool names_its_record(const Ruleset& ruleset, const Fact& fact) {
    const Record& record = ruleset.vocabulary.records[fact.first];
    return record.fields[fact.second].key ||
           std::find(record.named_by.begin(), record.named_by.end(), fact.second) !=
               record.named_by.end();
}

bool compares(Op op) {
    return op == Op::equal || op == Op::less || op == Op::less_or_equal || op == Op::contains ||
           op == Op::covers || op == Op::overlaps;
}

}  // namespace

void lint_texts_that_decide(Linting& linting) {
    const Ruleset& ruleset = linting.ruleset;
    std::set<std::pair<SourceId, std::uint32_t>> said;  // an exception is there once for each rule
    Walk walk(ruleset, true, [&](const Expression& node) {
        if (!compares(node.op)) return true;
        for (const ExpressionId side : node.args) {
            const Expression& read = ruleset.expressions[side];
            const auto fact = fact_of(ruleset, read);
            if (!fact || !is_text(read.type) || names_its_record(ruleset, *fact)) continue;
            if (said.emplace(node.span.source, node.span.begin).second)
                linting.say(Code::text_decides, node.span,
                            message("the words of `{}` decide here", field_of(ruleset, *fact).name),
                            message("ask whether it `is given`, or make it a choice of a list"));
        }
        return true;
    });
    walk_conditions(ruleset, walk);
}

void lint_facts(Linting& linting) {
    const Ruleset& ruleset = linting.ruleset;
    std::set<Fact> said;
    Walk walk(ruleset, true, [&](const Expression& node) {
        const auto fact = fact_of(ruleset, node);
        if (!fact || fact->first == root_record || !linting.in_scope(node.span.source)) return true;
        const Field& field = field_of(ruleset, *fact);
        // A key names its record, and an embedded record is only a way to facts.
        const bool embedded = field.type.kind == TypeKind::record && !field.reference;
        if (field.key || embedded || !said.insert(*fact).second) return true;
        const std::string name = ruleset.vocabulary.records[fact->first].name + "." + field.name;
        const auto say = [&](Code code, const Message& lacks, std::string_view form) {
            Diagnostic* found =
                linting.say(code, node.span, lacks, message("add `{}` to the field", form));
            if (found) found->labels.push_back({field.span, message("the field stands here")});
        };
        if (field.phrase.empty())
            say(Code::fact_without_phrase, message("`{}` has no plain words for reports", name),
                "phrase \"…\"");
        if (!field.ask.given())
            say(Code::fact_without_question,
                message("`{}` has no question for who can answer", name), "ask \"…\" of POST");
        return true;
    });
    walk_conditions(ruleset, walk);
}

// A fact may be absent, and then `documented from` counts, unless it is a key, or presumed, or only asked whether it
// `is stated`.
void lint_documented_from(Linting& linting) {
    const Ruleset& ruleset = linting.ruleset;
    const auto presumed = [&](const Fact& fact) {
        return std::any_of(ruleset.presumptions.begin(), ruleset.presumptions.end(),
                           [&](const Presumption& presumption) {
                               return Fact{presumption.record, presumption.field} == fact;
                           });
    };
    linting.each<RuleDecl>([&](const SyntaxTree&, const RuleDecl& syntax) {
        const auto* documented = find_clause<DocumentedClause>(syntax.clauses);
        const auto rule = ruleset.find_rule(syntax.id.text);
        if (documented == nullptr || !rule) return;
        bool may_lack = false;
        Walk walk(ruleset, true, [&](const Expression& node) {
            const auto fact = fact_of(ruleset, node);
            if (fact && !field_of(ruleset, *fact).key && !presumed(*fact)) may_lack = true;
            return node.op != Op::is_stated;
        });
        for (const Clause& clause : ruleset.rules[*rule].require) walk(clause.expression);
        if (!may_lack)
            linting.say(Code::idle_documented_from, documented->span,
                        message("nothing that {} requires may be absent", syntax.id.text),
                        message("take `documented from` out, or require a fact of the design"));
    });
}

}  // namespace tutela
