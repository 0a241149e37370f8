#include "engine/calendar.hpp"
#include "engine/judge.hpp"

// The derivation of one verdict: which clauses decided it, which facts they rest on, which are open.

namespace tutela {
namespace {

enum StepClause : std::uint32_t {
    where_clause,
    when_clause,
    unless_clause,
    require_clause,
    exception_clause
};

// Which of the three inputs a verdict rests on: the row of the verdict table that fitted.
struct Relevance {
    bool when_no = false, when_all = false, when_open = false;
    bool unless_yes = false, unless_all = false, unless_open = false;
    bool require = false;
};

Relevance relevance(const Finding& finding) {
    Relevance r;
    switch (finding.verdict) {
        case Verdict::not_applicable: r.when_no = true; break;
        case Verdict::excepted: r.unless_yes = true; break;
        case Verdict::met:
            r.require = true;
            // With an open `when` or `unless` the requirement alone makes it met.
            r.when_all = finding.when == Truth::yes && finding.unless == Truth::no;
            r.unless_all = r.when_all;
            break;
        case Verdict::not_met: r.when_all = r.unless_all = r.require = true; break;
        default: r.when_open = r.unless_open = r.require = true;
    }
    return r;
}

bool matters(bool all, bool decisive_only, bool open_only, Truth truth, Truth decisive) {
    return all || (decisive_only && truth == decisive) || (open_only && truth == Truth::unknown);
}

// What is open in an exception to the exception can settle it too, and in one to that, while it is not known whether they hold.
template <class Holds, class Visit>
void exceptions_to(const Program& program, std::uint32_t rule, std::uint32_t exception,
                   const Holds& holds, const Visit& visit) {
    for (const auto& other : program.exceptions_of[rule]) {
        const auto& deeper = program.ruleset.exceptions[other.exception].copies[other.copy];
        if (deeper.to_exception != exception || holds(other) != Truth::unknown) continue;
        visit(deeper);
        exceptions_to(program, rule, other.exception, holds, visit);
    }
}

}  // namespace

void JudgeRules::tell_why(std::uint32_t id, const Subject& subject, const Inputs& in,
                          const std::vector<ExceptionState>& exceptions, Finding& finding) {
    const Rule& rule = program_.ruleset.rules[id];
    for (std::size_t i = 0; i < rule.unless.size(); ++i) {
        const Unless& clause = rule.unless[i];
        if (finding.verdict != Verdict::excepted) break;
        if (clause.until && options_.as_of > *clause.until) continue;
        if (ev_.truth(clause.expression, 0) == Truth::yes)
            finding.excepted_by.push_back({"", clause.because, clause.until, clause.span});
    }
    for (const ExceptionState& state : exceptions) {
        const Exception& exception = program_.ruleset.exceptions[state.exception];
        if (finding.verdict == Verdict::excepted && state.truth == Truth::yes)
            finding.excepted_by.push_back(
                {exception.name, exception.because, exception.until, exception.span});
    }

    const bool explain = options_.explain != Explain::none;
    Trace outer, required;
    Tracer tell(ev_, outer, options_.explain);
    const Relevance r = relevance(finding);

    const auto top = [&](StepClause kind, ExpressionId expression, Span span, bool relevant,
                         Tracer& tracer) {
        if (!explain) return tracer.clause(expression, 0, relevant, nullptr);
        Step step;
        step.clause = kind;
        step.expression = expression;
        step.rule_place = span;
        step.is_truth = true;
        step.deciding = relevant;
        step.truth = ev_.truth(expression, 0);
        tracer.clause(expression, 0, relevant, &step);
        if (relevant || options_.explain == Explain::all)
            finding.explanation.push_back(std::move(step));
    };

    for (std::size_t i = 0; i < subject.bound.size(); ++i) {
        const ForEach& each = rule.for_each[i];
        if (subject.where != Truth::unknown && !explain) break;
        if (r.when_open && subject.where == Truth::unknown) {
            tell.membership(each.list, 0, subject.bound[i], nullptr);
            if (options_.filling && !subject.bound[i].known)
                tell.absent_list(each.list, 0, true, nullptr);
        }
        if (each.where == no_expression) continue;
        const Truth truth = ev_.truth(each.where, 0);
        top(where_clause, each.where, each.span,
            matters(r.when_all, r.when_no, r.when_open, truth, Truth::no), tell);
    }
    for (const Clause& clause : rule.when)
        top(when_clause, clause.expression, clause.span,
            matters(r.when_all, r.when_no, r.when_open, ev_.truth(clause.expression, 0), Truth::no),
            tell);
    for (const Unless& clause : rule.unless) {
        if (clause.until && options_.as_of > *clause.until) continue;
        const Truth truth = ev_.truth(clause.expression, 0);
        top(unless_clause, clause.expression, clause.span,
            matters(r.unless_all, r.unless_yes, r.unless_open, truth, Truth::yes), tell);
    }
    for (const ExceptionState& state : exceptions) {
        const auto& copy = program_.ruleset.exceptions[state.exception].copies[state.copy];
        const bool relevant =
            matters(r.unless_all, r.unless_yes, r.unless_open, state.truth, Truth::yes);
        for (const auto* clauses : {&copy.when, &copy.require})
            for (const Clause& clause : *clauses) {
                const Truth truth = ev_.truth(clause.expression, 0);
                top(exception_clause, clause.expression, clause.span,
                    relevant && truth == state.truth, tell);
            }
        if (relevant && state.truth == Truth::unknown)
            exceptions_to(
                program_, id, state.exception,
                [&](const Program::ExceptionUse& other) { return exception_truth(id, other); },
                [&](const Exception::Copy& deeper) {
                    for (const auto* clauses : {&deeper.when, &deeper.require})
                        for (const Clause& clause : *clauses)
                            tell.clause(clause.expression, 0,
                                        ev_.truth(clause.expression, 0) == Truth::unknown, nullptr);
                });
    }

    // "not met unless access is denied, which is not known"
    if (finding.verdict == Verdict::undetermined && in.require == Truth::no &&
        in.when == Truth::yes) {
        std::string because;
        for (const Unless& clause : rule.unless)
            if (ev_.truth(clause.expression, 0) == Truth::unknown)
                because += (because.empty() ? "" : say_.tr(", or ")) + clause.because;
        for (const ExceptionState& state : exceptions)
            if (state.truth == Truth::unknown)
                because += (because.empty() ? "" : say_.tr(", or ")) +
                           program_.ruleset.exceptions[state.exception].because;
        if (!because.empty())
            finding.conditional = say_.tr("not met unless {}, which is not known", because);
    }

    Tracer tell_required(ev_, required, options_.explain);
    if (subject.list_absent && r.require && !rule.require.empty()) {
        Step step;
        step.clause = require_clause;
        step.is_truth = true;
        step.deciding = true;
        step.rule_place = rule.for_each[subject.bound.size()].span;
        tell_required.absent_list(rule.for_each[subject.bound.size()].list, 0, true,
                                  explain ? &step : nullptr);
        if (explain) finding.explanation.push_back(std::move(step));
    }
    for (const Clause& clause : rule.require) {
        const Truth truth = ev_.truth(clause.expression, 0);
        // One false requirement decides; the others need not be known.
        const bool relevant = r.require && !subject.list_absent &&
                              (in.require == Truth::no        ? truth == Truth::no
                               : in.require == Truth::unknown ? truth == Truth::unknown
                                                              : true);
        top(require_clause, clause.expression, clause.span, relevant, tell_required);
    }

    // What else the entries of a list that is not there would ask for is seen once there is a place for them.
    if (options_.filling && only_list_matters(subject, required.open)) {
        outer.open.clear();
        outer.open_rules.clear();
        outer.any_rule = false;
    }
    if (options_.filling) {
        ask_for_others(id, outer);
        ask_for_others(id, required);
    }
    outer.tidy();
    required.tidy();
    finding.open_require = required.open;
    finding.deciding_require = required.deciding;
    finding.open = std::move(outer.open);
    finding.open.insert(finding.open.end(), required.open.begin(), required.open.end());
    finding.notes = std::move(outer.notes);
    finding.notes.insert(finding.notes.end(), required.notes.begin(), required.notes.end());
    finding.deciding = std::move(outer.deciding);
    finding.deciding.insert(finding.deciding.end(), required.deciding.begin(),
                            required.deciding.end());

    Trace all{std::move(finding.open),
              std::move(finding.deciding),
              std::move(finding.notes),
              std::move(outer.presumed),
              {},
              false};
    all.presumed.insert(all.presumed.end(), required.presumed.begin(), required.presumed.end());
    all.tidy();
    finding.open = std::move(all.open);
    finding.deciding = std::move(all.deciding);
    finding.notes = std::move(all.notes);

    for (const Presumption& presumption : program_.ruleset.presumptions)
        for (const FactRef& ref : all.presumed)
            if (ref.record == presumption.record && ref.field == presumption.field) {
                finding.assumptions.push_back(presumption);
                break;
            }
    // Assurance: the weakest evidence among the facts that decided it.
    if (!finding.deciding.empty()) {
        finding.assurance = EvidenceLevel::verified_external;
        for (const FactRef& ref : finding.deciding) {
            const Fact& fact = design_.fact(ref);
            finding.assurance = std::min(
                finding.assurance, fact.has_evidence ? fact.evidence : EvidenceLevel::claimed);
        }
    }
}

}  // namespace tutela
