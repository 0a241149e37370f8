#include "engine/judge.hpp"

#include <algorithm>

#include "engine/verdict.hpp"
#include "engine/words.hpp"

namespace tutela {
namespace {

// The row of a subject that stands for an entry which a template lets people add.
constexpr std::uint32_t yet_to_be_added = 0xffffffffU;

bool in_force(const std::optional<std::int64_t>& until, std::int64_t as_of) {
    return !until || as_of <= *until;
}

// What is referred to in waivers, judgements and cases does not change with the language.
std::string identity(const Program& program, const Design& design, const Type& type,
                     const Scalar& member, const std::string& words) {
    if (!member.known) return words;
    if (type.kind == TypeKind::choice) return program.choice_names[type.id][member.index];
    return type.kind == TypeKind::record ? row_name(design, type.id, member.index) : words;
}

}  // namespace

SubjectNames name_subject(const Program& program, const Design& design, const Rule& rule,
                          const std::vector<Scalar>& subject) {
    SubjectNames names;
    for (std::size_t i = 0; i < subject.size(); ++i) {
        if (subject[i].index == yet_to_be_added) continue;
        const ExpressionId list = rule.for_each[i].list;
        const Type type = program.expressions[list].type.member();
        const bool hidden = design.masked && type.kind != TypeKind::record &&
                            reads_what_is_not_shown(program, design, list);
        const std::string words = hidden ? program.language->tr("(not shown)")
                                         : scalar_words(program, design, type, subject[i]);
        const char* between = i == 0 ? "" : ", ";
        names.words += between + words;
        names.name +=
            between + (hidden ? words : identity(program, design, type, subject[i], words));
    }
    return names;
}

JudgeRules::JudgeRules(const Program& program, const Design& design, const EvaluateOptions& options,
                       ScanKinds scan)
    : program_(program),
      design_(design),
      options_(options),
      say_(*program.language),
      ev_(program, design, options_) {
    findings_.resize(program.ruleset.rules.size());
    ev_.rule_not_met = ask_rule_;
    ev_.some_rule_not_met = ask_any_rule_;
    begin_again(scan);
}

void JudgeRules::begin_again(ScanKinds scan) {
    ev_.next_run();
    ev_.scan_found = scan;
    if (!options_.filling) return;
    for (const Table& table : design_.tables)
        for (const Fact& fact : table.facts)
            ev_.to_fill = ev_.to_fill || fact.state == FactState::to_fill;
}

std::uint32_t JudgeRules::variables_of(std::uint32_t rule) const {
    std::uint32_t variables = program_.ruleset.rules[rule].variables;
    for (const auto& use : program_.exceptions_of[rule])
        variables = std::max(variables,
                             program_.ruleset.exceptions[use.exception].copies[use.copy].variables);
    return variables;
}

void JudgeRules::judge(std::uint32_t id) {
    const Rule& rule = program_.ruleset.rules[id];
    current_ = id;
    current_subject_.clear();
    std::vector<Finding>& out = findings_[id];

    const bool begun = !rule.since || *rule.since <= options_.as_of;
    if (!begun || !in_force(rule.until, options_.as_of)) {
        Finding finding;
        finding.rule = id;
        finding.verdict = Verdict::not_applicable;
        finding.severity = rule.severity;
        finding.notes_text.push_back(
            begun ? say_.tr("the rule ended on {}", day_words(say_, *rule.until))
                  : say_.tr("the rule begins on {}", day_words(say_, *rule.since)));
        out.push_back(std::move(finding));
        return;
    }

    std::vector<Subject> subjects;
    Subject start;
    bool incomplete = false;
    ev_.enter(variables_of(id));
    ev_.next_subject();
    enumerate(rule, 0, start, subjects, incomplete);
    if (subjects.empty()) {
        Finding finding;
        finding.rule = id;
        finding.verdict = Verdict::not_applicable;
        finding.reason = Reason::nothing_to_check;
        bind(rule, start);
        finding.severity = severity(rule);
        if (incomplete)
            finding.notes_text.push_back(
                say_.tr("the list may have more entries than are written down"));
        out.push_back(std::move(finding));
        return;
    }
    for (const Subject& subject : subjects) {
        out.push_back(judge_subject(id, subject));
        if (incomplete && !subject.list_absent)
            out.back().notes_text.push_back(
                say_.tr("the list may have more entries than are written down"));
    }
}

void JudgeRules::enumerate(const Rule& rule, std::size_t level, Subject& subject,
                           std::vector<Subject>& out, bool& incomplete) {
    if (level == rule.for_each.size()) {
        out.push_back(subject);
        return;
    }
    const ForEach& each = rule.for_each[level];
    const bool adds = options_.filling && ev_.added(each.list, 0) != Truth::no;
    if (ev_.rests_on_absent_list(each.list, 0) && !adds) {
        Subject absent = subject;
        absent.list_absent = true;
        out.push_back(std::move(absent));
        return;
    }
    std::vector<std::pair<Scalar, Truth>> members;
    const bool open = ev_.members(each.list, 0, [&](const Scalar& member, Truth belongs) {
        members.emplace_back(member, belongs);
    });
    incomplete = incomplete || open;
    if (adds) members.emplace_back(Scalar{false, yet_to_be_added, nullptr}, Truth::unknown);
    for (const auto& [member, belongs] : members) {
        ev_.slot(0, each.variable) = Slot{member};
        ev_.next_subject();
        Truth where = belongs;
        if (each.where != no_expression) {
            const Truth passes = ev_.truth(each.where, 0);
            where = both(where, passes);
            if (options_.coverage)
                options_.coverage->saw(
                    {current_, ClauseKind::where, static_cast<std::uint32_t>(level)}, passes);
        }
        if (where == Truth::no) {
            // No entry of a list to fill will do; but none is there yet, and somebody has to say so.
            if (member.index == yet_to_be_added && ev_.rests_on_absent_list(each.list, 0)) {
                Subject absent = subject;
                absent.list_absent = true;
                out.push_back(std::move(absent));
            }
            continue;
        }
        Subject next = subject;
        next.bound.push_back(member);
        next.where = both(next.where, where);
        enumerate(rule, level + 1, next, out, incomplete);
        ev_.slot(0, each.variable) = Slot{member};
        ev_.next_subject();
    }
}

// Subjects beyond an absent list are unknown, and say which list it is.
void JudgeRules::bind(const Rule& rule, const Subject& subject) {
    ev_.enter(variables_of(current_));
    ev_.next_subject();
    for (std::size_t i = 0; i < rule.for_each.size(); ++i) {
        Slot slot;
        if (i < subject.bound.size())
            slot.scalar = subject.bound[i];
        else
            slot.absent_list = rule.for_each[subject.bound.size()].list;
        ev_.slot(0, rule.for_each[i].variable) = slot;
    }
}

Severity JudgeRules::severity(const Rule& rule) {
    if (rule.severity_when == no_expression) return rule.severity;
    switch (ev_.truth(rule.severity_when, 0)) {
        case Truth::yes: return rule.severity;
        case Truth::no: return rule.severity_else;
        default: return std::max(rule.severity, rule.severity_else);
    }
}

// An exception holds when its `when` and `require` do and no exception to it does.
Truth JudgeRules::exception_truth(std::uint32_t rule, const Program::ExceptionUse& use) {
    const Exception& exception = program_.ruleset.exceptions[use.exception];
    if (!in_force(exception.until, options_.as_of)) return Truth::no;
    const Exception::Copy& copy = exception.copies[use.copy];
    Truth holds = Truth::yes;
    for (const Clause& clause : copy.when) holds = both(holds, ev_.truth(clause.expression, 0));
    for (const Clause& clause : copy.require) holds = both(holds, ev_.truth(clause.expression, 0));
    for (const auto& other : program_.exceptions_of[rule]) {
        const auto& target = program_.ruleset.exceptions[other.exception].copies[other.copy];
        if (target.to_exception == use.exception)
            holds = both(holds, negate(exception_truth(rule, other)));
    }
    return holds;
}

JudgeRules::Inputs JudgeRules::inputs(std::uint32_t id, const Subject& subject,
                                      std::vector<ExceptionState>& exceptions) {
    const Rule& rule = program_.ruleset.rules[id];
    Inputs in;
    in.when = subject.where;
    for (const Clause& clause : rule.when) in.when = both(in.when, ev_.truth(clause.expression, 0));
    for (const Unless& clause : rule.unless)
        if (in_force(clause.until, options_.as_of))
            in.unless = either(in.unless, ev_.truth(clause.expression, 0));
    for (const auto& use : program_.exceptions_of[id]) {
        if (program_.ruleset.exceptions[use.exception].copies[use.copy].to_exception) continue;
        const Truth holds = exception_truth(id, use);
        in.unless = either(in.unless, holds);
        exceptions.push_back({use.exception, use.copy, holds});
    }
    for (const Clause& clause : rule.require)
        in.require = both(in.require, ev_.truth(clause.expression, 0));
    if (subject.list_absent && !rule.require.empty()) in.require = Truth::unknown;
    return in;
}

Finding JudgeRules::judge_subject(std::uint32_t id, const Subject& subject) {
    const Rule& rule = program_.ruleset.rules[id];
    bind(rule, subject);
    Finding finding;
    finding.rule = id;
    for (const Scalar& member : subject.bound) finding.subject.push_back(member.index);
    current_subject_ = finding.subject;
    SubjectNames names = name_subject(program_, design_, rule, subject.bound);
    finding.subject_name = std::move(names.name);
    finding.subject_words = std::move(names.words);
    finding.severity = severity(rule);

    std::vector<ExceptionState> exceptions;
    const Inputs in = inputs(id, subject, exceptions);
    finding.when = in.when;
    finding.unless = in.unless;
    finding.require = in.require;
    finding.verdict = verdict_of(in.when, in.unless, in.require);
    if (options_.coverage) note_clauses(id);
    tell_why(id, subject, in, exceptions, finding);
    if (options_.filling && finding.verdict == Verdict::met) await_lists(rule, subject, finding);

    if (!options_.filling) {
        require_others(id, finding);
        require_documented(rule, in, finding);
    }
    respect_due_date(rule, finding);
    yield(id, subject, finding);
    ask_for_judgement(rule, subject, finding);

    warn(rule, finding);
    write_message(rule, finding);
    return finding;
}

// For tests of rules: what every clause came to for this subject, whether or not it decided.
void JudgeRules::note_clauses(std::uint32_t id) {
    for (const ClauseOf& clause : clauses_of(program_.ruleset, id))
        if (clause.id.kind != ClauseKind::where)
            options_.coverage->saw(clause.id, ev_.truth(clause.expression, 0));
}

// -------------------------------------------------------------------------------------------------
// What comes with a verdict

void JudgeRules::warn(const Rule& rule, Finding& finding) {
    if (finding.verdict != Verdict::met && finding.verdict != Verdict::needs_judgement) return;
    for (const Warning& warning : rule.warnings) {
        const Truth truth = ev_.truth(warning.expression, 0);
        if (truth == Truth::yes) {
            std::string text;
            for (std::size_t i = 0; i < warning.saying.texts.size(); ++i) {
                text += warning.saying.texts[i];
                if (i < warning.saying.expressions.size())
                    text += value_words(ev_, warning.saying.expressions[i], 0);
            }
            finding.warnings.push_back(text.empty() ? rule.title : text);
        } else if (truth == Truth::unknown) {
            // A question, not a warning.
            Trace trace;
            Tracer(ev_, trace, Explain::none).clause(warning.expression, 0, true, nullptr);
            trace.tidy();
            finding.notes.insert(finding.notes.end(), trace.open.begin(), trace.open.end());
        }
    }
}

void JudgeRules::write_message(const Rule& rule, Finding& finding) {
    finding.remedy = rule.remedy;
    // Of a list that is not stated there is no member to speak of: "not stated is a not stated risk" helps nobody.
    if (!rule.for_each.empty() && finding.subject_words.empty() &&
        !rule.message.expressions.empty())
        return;
    for (std::size_t i = 0; i < rule.message.texts.size(); ++i) {
        finding.message += rule.message.texts[i];
        if (i < rule.message.expressions.size())
            finding.message += value_words(ev_, rule.message.expressions[i], 0);
    }
}

}  // namespace tutela
