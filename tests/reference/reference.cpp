#include "tests/reference/reference.hpp"

#include <map>

#include "tests/reference/expressions.hpp"

namespace reference {

using namespace tutela;

namespace {

using Variables = Expressions::Variables;

struct Subject {
    std::vector<std::uint32_t> rows;
    Variables variables;
    Value where = truth_value(Truth::yes);  // the filter, as far as it is open
    bool absent = false;                    // a list is absent: the rest of the subject is unknown
    Open list;                              // then: the facts that make it so
};

class Run {
public:
    Run(const Ruleset& rules, const Design& design, std::int64_t as_of, bool presumptions)
        : rules_(rules),
          design_(design),
          as_of_(as_of),
          meaning_(rules, design, as_of, presumptions),
          judged_(rules.rules.size()) {
        meaning_.not_met = [this](std::uint32_t rule) { return not_met(findings_about(rule)); };
        meaning_.some_not_met = [this] {
            Truth any = Truth::no;
            for (std::uint32_t rule = 0; rule < judged_.size(); ++rule)
                if (rule != rule_) any = disjunction(any, not_met(pointers(rule)));
            return any;
        };
    }

    std::vector<Judged> all() {
        for (const std::uint32_t rule : rules_.order) {
            rule_ = rule;
            judge_rule(rules_.rules[rule]);
        }
        std::vector<Judged> flat;
        for (const auto& of_rule : judged_) flat.insert(flat.end(), of_rule.begin(), of_rule.end());
        return flat;
    }

private:
    Value conjoin(const std::vector<Clause>& clauses, Variables& v) {
        Value result = truth_value(Truth::yes);
        for (const Clause& clause : clauses) {
            const Value one = meaning_.value(clause.expression, v);
            Open open = result.open;
            join(open, one.open);
            result = truth_value(conjunction(result.truth, one.truth), open);
        }
        return result;
    }

    void subjects(const Rule& rule, std::size_t level, Subject subject, std::vector<Subject>& out) {
        if (level == rule.for_each.size()) return out.push_back(subject);
        const ForEach& each = rule.for_each[level];
        const Value list = meaning_.value(each.list, subject.variables);
        if (list.absent) {
            subject.absent = true;
            subject.list = list.open;
            for (; level < rule.for_each.size(); ++level) {
                Value nobody;
                nobody.more = nobody.absent = true;
                nobody.open = list.open;
                subject.variables[rule.for_each[level].variable] = nobody;
            }
            return out.push_back(subject);
        }
        for (const Member& member : list.members) {
            Subject next = subject;
            next.rows.push_back(member.value.index);
            next.variables[each.variable] = member.value;
            Open open = next.where.open;
            Truth where = conjunction(next.where.truth, member.belongs);
            if (member.belongs == Truth::unknown) join(open, member.why);
            if (each.where != no_expression) {
                const Value condition = meaning_.value(each.where, next.variables);
                where = conjunction(where, condition.truth);
                join(open, condition.open);
            }
            if (where == Truth::no) continue;
            next.where = truth_value(where, open);
            subjects(rule, level + 1, next, out);
        }
    }

    void judge_rule(const Rule& rule) {
        std::vector<Subject> found;
        subject_.clear();
        subjects(rule, 0, {}, found);
        if (found.empty()) {
            Judged nothing;
            nothing.rule = rule_;
            nothing.verdict = Verdict::not_applicable;
            nothing.reason = Reason::nothing_to_check;
            Variables none;
            nothing.severity = severity(rule, none);
            judged_[rule_].push_back(nothing);
            return;
        }
        for (Subject& subject : found) {
            subject_ = subject.rows;
            Judged judged = judge_subject(rule, subject);
            judged_[rule_].push_back(std::move(judged));
        }
    }

    Severity severity(const Rule& rule, Variables& v) {
        if (rule.severity_when == no_expression) return rule.severity;
        const Truth heavy = meaning_.value(rule.severity_when, v).truth;
        if (heavy == Truth::unknown) return std::max(rule.severity, rule.severity_else);
        return heavy == Truth::yes ? rule.severity : rule.severity_else;
    }

    bool in_force(const std::optional<std::int64_t>& until) const {
        return !until || as_of_ <= *until;
    }

    // An exception holds when its `when` and `require` do and no exception to it does.
    Value exception(std::uint32_t id, Variables& v) {
        Value result = truth_value(Truth::no);
        const Exception& exception = rules_.exceptions[id];
        if (!in_force(exception.until)) return result;
        for (const Exception::Copy& copy : exception.copies) {
            if (copy.rule != rule_) continue;
            result = conjoin(copy.when, v);
            const Value required = conjoin(copy.require, v);
            Open open = result.open;
            join(open, required.open);
            Truth truth = conjunction(result.truth, required.truth);
            for (std::uint32_t other = 0; other < rules_.exceptions.size(); ++other)
                if (bears_on(other, id)) {
                    const Value against = this->exception(other, v);
                    truth = conjunction(truth, opposite(against.truth));
                    join(open, against.open);
                }
            return truth_value(truth, open);
        }
        return result;
    }
    bool bears_on(std::uint32_t other, std::optional<std::uint32_t> target) const {
        for (const Exception::Copy& copy : rules_.exceptions[other].copies)
            if (copy.rule == rule_ && copy.to_exception == target) return true;
        return false;
    }

    Judged judge_subject(const Rule& rule, Subject& subject) {
        Variables& v = subject.variables;
        Judged out;
        out.rule = rule_;
        out.subject = subject.rows;
        out.severity = severity(rule, v);

        const Value when = conjoin(rule.when, v);
        out.when = conjunction(subject.where.truth, when.truth);
        Open open_when;
        if (out.when == Truth::unknown) {
            open_when = subject.where.open;
            join(open_when, when.open);
        }
        Open open_unless;
        out.unless = Truth::no;
        for (const Unless& clause : rule.unless) {
            if (!in_force(clause.until)) continue;
            const Value one = meaning_.value(clause.expression, v);
            out.unless = disjunction(out.unless, one.truth);
            join(open_unless, one.open);
        }
        for (std::uint32_t id = 0; id < rules_.exceptions.size(); ++id)
            if (bears_on(id, std::nullopt)) {
                const Value one = exception(id, v);
                out.unless = disjunction(out.unless, one.truth);
                join(open_unless, one.open);
            }
        Value required = conjoin(rule.require, v);
        if (subject.absent && !rule.require.empty())
            required = truth_value(Truth::unknown, subject.list);
        out.require = required.truth;

        out.verdict = verdict(out.when, out.unless, out.require);
        if (out.verdict == Verdict::undetermined) {
            out.open = open_when;
            if (out.unless == Truth::unknown) join(out.open, open_unless);
            join(out.open, required.open);
            out.open_require = required.open;
        }
        later_steps(rule, subject, out);
        return out;
    }

    // The table, one row after the other.
    static Verdict verdict(Truth w, Truth x, Truth r) {
        if (w == Truth::no) return Verdict::not_applicable;
        if (x == Truth::yes) return Verdict::excepted;
        if (w == Truth::yes && x == Truth::no && r == Truth::yes) return Verdict::met;
        if (w == Truth::yes && x == Truth::no && r == Truth::no) return Verdict::not_met;
        if (r == Truth::yes) return Verdict::met;
        return Verdict::undetermined;
    }

    void later_steps(const Rule& rule, Subject& subject, Judged& out) {
        const auto is = [&](Verdict verdict) { return out.verdict == verdict; };
        // 1. requires
        for (const RuleLink& link : rule.requires_rules) {
            if (!is(Verdict::undetermined) || out.blocked) break;
            const auto others = findings_about(link.rule);
            Verdict worst = Verdict::not_applicable;
            for (const Judged* other : others) worst = std::min(worst, other->verdict);
            for (const Judged* other : others)
                if (other->verdict == worst &&
                    (worst == Verdict::not_met || worst == Verdict::undetermined))
                    for (const OpenFact& fact : other->open)
                        if (out.open.count(fact) != 0) out.blocked = true;
            if (out.blocked) out.reason = Reason::blocked_by;
        }
        // 2. documented from
        if (rule.documented_from && is(Verdict::undetermined) && !out.blocked &&
            out.require == Truth::unknown && out.when == Truth::yes && out.unless == Truth::no &&
            stage() && *stage() >= *rule.documented_from) {
            bool missing = false;
            for (const OpenFact& fact : out.open_require) {
                const FactState state = design_.fact(fact.fact).state;
                missing = missing || fact.more_entries || state == FactState::absent ||
                          state == FactState::to_fill;
            }
            if (missing) {
                out.verdict = Verdict::not_met;
                out.reason = Reason::not_documented;
            }
        }
        // 3. due from
        const bool failing = is(Verdict::not_met) || is(Verdict::undetermined);
        if (rule.due_from && failing) {
            const bool early = rule.due_from->stage ? stage() && *stage() < *rule.due_from->stage
                                                    : as_of_ < *rule.due_from->date;
            if (early) {
                out.verdict = Verdict::undetermined;
                out.reason = Reason::not_yet_due;
            }
        }
        // 4. yields to
        for (const RuleLink& link : rule.yields_to) {
            if (!is(Verdict::not_met) && !is(Verdict::undetermined)) break;
            Truth applies = Truth::no;
            Open open;
            for (const Judged* other : findings_about(link.rule)) {
                applies = disjunction(applies, other->when);
                if (other->when == Truth::unknown) join(open, other->open);
            }
            const Value where = link.where == no_expression
                                    ? truth_value(Truth::yes)
                                    : meaning_.value(link.where, subject.variables);
            join(open, where.open);
            const Truth gives_way = conjunction(applies, where.truth);
            if (gives_way == Truth::yes) {
                out.verdict = Verdict::met;
                out.reason = Reason::precedence;
                out.blocked = false;
            } else if (gives_way == Truth::unknown && is(Verdict::not_met)) {
                out.verdict = Verdict::undetermined;
                out.reason = Reason::none;
                join(out.open, open);
            }
        }
        // 5. judge
        bool all_withheld = !out.open.empty();
        for (const OpenFact& fact : out.open)
            all_withheld = all_withheld && !fact.more_entries &&
                           design_.fact(fact.fact).state == FactState::withheld;
        if (rule.judge && ((is(Verdict::met) && out.reason != Reason::precedence) ||
                           (is(Verdict::undetermined) && all_withheld))) {
            const Truth asked = rule.judge->when == no_expression
                                    ? Truth::yes
                                    : meaning_.value(rule.judge->when, subject.variables).truth;
            if (asked != Truth::no) {
                out.verdict = Verdict::needs_judgement;
                out.reason = Reason::none;
                out.blocked = false;
            }
        }
    }

    std::optional<std::uint32_t> stage() const {
        const Vocabulary& vocabulary = rules_.vocabulary;
        const auto programme = vocabulary.records[root_record].find("programme");
        if (!programme) return std::nullopt;
        const RecordId record = vocabulary.records[root_record].fields[*programme].type.id;
        const auto field = vocabulary.records[record].find("stage");
        if (!field) return std::nullopt;
        const Fact& fact = design_.fact({record, 0, *field});
        if (fact.state != FactState::stated) return std::nullopt;
        return fact.index;
    }

    // The field of the design that a list is taken from.
    std::optional<std::uint32_t> origin(ExpressionId id) const {
        const Expression& node = rules_.expressions[id];
        if (node.op == Op::field)
            return rules_.expressions[node.args[0]].op == Op::root ? std::optional(node.slot)
                                                                   : std::nullopt;
        if (node.op == Op::filter || node.op == Op::listed) return origin(node.args[0]);
        if (node.op == Op::call) return origin(rules_.defines[node.slot].body);
        return std::nullopt;
    }
    std::vector<const Judged*> pointers(std::uint32_t rule) const {
        std::vector<const Judged*> found;
        for (const Judged& judged : judged_[rule]) found.push_back(&judged);
        return found;
    }
    // Of the same subject when both range over the same lists, else all.
    std::vector<const Judged*> findings_about(std::uint32_t other) const {
        const auto &a = rules_.rules[rule_].for_each, &b = rules_.rules[other].for_each;
        bool same = a.size() == b.size();
        for (std::size_t i = 0; same && i < a.size(); ++i)
            same = origin(a[i].list) && origin(a[i].list) == origin(b[i].list);
        std::vector<const Judged*> found;
        for (const Judged* judged : pointers(other))
            if (!same || judged->subject == subject_) found.push_back(judged);
        return found;
    }
    static Truth not_met(const std::vector<const Judged*>& findings) {
        Truth result = Truth::no;
        for (const Judged* judged : findings)
            result = disjunction(result, three(judged->verdict == Verdict::not_met,
                                               judged->verdict != Verdict::undetermined &&
                                                   judged->verdict != Verdict::needs_judgement));
        return result;
    }

    const Ruleset& rules_;
    const Design& design_;
    std::int64_t as_of_;
    Expressions meaning_;
    std::vector<std::vector<Judged>> judged_;
    std::uint32_t rule_ = 0;
    std::vector<std::uint32_t> subject_;
};

}  // namespace

std::vector<Judged> judge(const Ruleset& ruleset, const Design& design, std::int64_t as_of,
                          bool presumptions) {
    return Run(ruleset, design, as_of, presumptions).all();
}

}  // namespace reference
