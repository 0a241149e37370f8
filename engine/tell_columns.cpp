#include "engine/tell_columns.hpp"

#include <algorithm>

#include "engine/evaluator.hpp"
#include "engine/row_names.hpp"
#include "engine/run_plan.hpp"
#include "engine/words.hpp"

namespace tutela {

TellColumns::TellColumns(const Plan& plan, const Columns& columns, RunPlan& run)
    : plan_(plan),
      program_(*plan.program),
      columns_(columns),
      run_(run),
      names_(plan.program->ruleset.vocabulary, columns) {
    const Design none;
    Evaluator evaluator(program_, none, plan.options);
    for (const PlanReasons& reasons : plan.reasons) {
        RuleWords& words = words_.emplace_back();
        for (const PlanHole& hole : reasons.holes) {
            words.holes.push_back(hole.kind == PlanHole::Kind::words
                                      ? value_words(evaluator, hole.expression, 0)
                                      : "");
            words.numbers = words.numbers || hole.kind == PlanHole::Kind::number;
        }
    }
}

void TellColumns::tell(std::uint32_t design, std::vector<ToldRow>& rows,
                       std::vector<std::uint32_t>& untold) {
    rows.resize(program_.reported.size());
    untold.clear();
    design_ = design;
    for (std::uint32_t rule = 0; rule < rows.size(); ++rule)
        if (!tell_rule(design, rule, rows[rule])) untold.push_back(rule);
}

bool TellColumns::tell_rule(std::uint32_t design, std::size_t number, ToldRow& row) {
    const PlanReasons& reasons = plan_.reasons[number];
    const Rule& rule = program_.ruleset.rules[program_.reported[number]];
    row.verdict = run_.verdict(number, design);
    row.severity = rule.severity;
    row.reason = Reason::none;
    row.subjects.clear();
    row.message.clear();
    if (reasons.levels.empty()) return true;  // not in force
    const bool told = is_problem(row.verdict);
    const bool changes = rule.severity_when != no_expression;
    const bool nothing = run_.bytes(reasons.worst)[design] == no_subject;
    if (nothing) row.reason = Reason::nothing_to_check;
    const bool asks_reason = told || (row.verdict == Verdict::met && !rule.yields_to.empty());
    if (!asks_reason && !changes) return true;
    if (!reasons.tellable) return false;

    const auto severity = [&](const PlanSteps& steps, std::uint32_t at) {
        switch (static_cast<Truth>(run_.bytes(steps.severe)[at])) {
            case Truth::yes: return rule.severity;
            case Truth::no: return rule.severity_else;
            default: return std::max(rule.severity, rule.severity_else);
        }
    };
    if (nothing) {
        row.severity = severity(reasons.levels[0], design);
        return true;
    }
    find_subjects(design, reasons, row.verdict);
    if (changes) {
        row.severity = Severity{};
        for (const Subject& one : subjects_)
            row.severity = std::max(row.severity, severity(*one.steps, one.row));
    }
    if (!asks_reason) return true;
    if (subjects_.empty()) return false;
    if (!name_members(design)) return false;
    put_in_order();
    const auto why = reason(design, number, subjects_.front());
    if (!why) return false;
    row.reason = *why;
    if (!told) return true;
    for (const Subject& one : subjects_) {
        std::string name = subject_name(one);
        if (!name.empty()) row.subjects.push_back(std::move(name));
    }
    auto text = message(design, number, subjects_.front());
    if (!text) return false;
    row.message = std::move(*text);
    return true;
}

// The subjects that have the verdict of the rule.
void TellColumns::find_subjects(std::uint32_t design, const PlanReasons& reasons, Verdict verdict) {
    subjects_.clear();
    for (const PlanSteps& steps : reasons.levels) {
        const SpaceId space = plan_.nodes[steps.last].space;
        const auto [from, to] = run_.rows_of(space, design);
        const std::uint8_t* codes = run_.bytes(steps.last);
        for (std::uint32_t row = from; row < to; ++row) {
            if (codes[row] != code(verdict)) continue;
            Subject& found = subjects_.emplace_back();
            found.steps = &steps;
            found.row = row;
            for (const std::uint32_t variable : steps.subjects)
                found.members.push_back(run_.member(space, variable, row));
        }
    }
}

// Asks once for the names of all records among them.
bool TellColumns::name_members(std::uint32_t design) {
    for (const Subject& one : subjects_)
        for (std::size_t i = 0; i < one.members.size(); ++i) {
            const Type& type = plan_.variables[one.steps->subjects[i]].member;
            if (type.kind == TypeKind::record && !names_.name(design, type.id, one.members[i]))
                return false;
        }
    return true;
}

// Of records whose names are told: by their paths, which differ in what stands in brackets: "sites[S1]".
bool TellColumns::comes_before(const Type& type, std::uint32_t a, std::uint32_t b) {
    if (type.kind != TypeKind::record) return a < b;
    const std::string one = *names_.name(design_, type.id, a) + "]";
    const std::string other = *names_.name(design_, type.id, b) + "]";
    return called_before(one, other) || (!called_before(other, one) && a < b);
}

bool TellColumns::comes_before(const Subject& a, const Subject& b) {
    for (std::size_t i = 0; i < std::min(a.members.size(), b.members.size()); ++i)
        if (a.members[i] != b.members[i])
            return comes_before(plan_.variables[a.steps->subjects[i]].member, a.members[i],
                                b.members[i]);
    return a.members.size() < b.members.size();
}

void TellColumns::put_in_order() {
    std::stable_sort(subjects_.begin(), subjects_.end(),
                     [&](const Subject& a, const Subject& b) { return comes_before(a, b); });
}

bool TellColumns::is_early(std::uint32_t design, const Rule& rule) const {
    if (!rule.due_from->stage)
        return rule.due_from->date && plan_.options.as_of < *rule.due_from->date;
    if (plan_.stage == nowhere) return false;
    const std::uint32_t stage = run_.index(plan_.stage)[design];
    return stage != 0 && stage - 1 < *rule.due_from->stage;
}

// What each step made of the verdict; see `JudgeRules`, which does the same with the reasons.
std::optional<Reason> TellColumns::reason(std::uint32_t design, std::size_t number,
                                          const Subject& subject) const {
    const PlanSteps& steps = *subject.steps;
    const Rule& rule = program_.ruleset.rules[program_.reported[number]];
    const auto at = [&](ValueId value) { return run_.bytes(value)[subject.row]; };
    std::uint8_t verdict = at(steps.table);
    Reason reason = Reason::none;
    bool asks_other = false;
    if (verdict == code(Verdict::undetermined) && steps.blocked != nowhere) {
        const auto blocked = static_cast<Truth>(at(steps.blocked));
        asks_other = blocked == Truth::unknown;
        if (blocked == Truth::yes) reason = Reason::blocked_by;
    }
    if (steps.documented != nowhere && at(steps.documented) != verdict) {
        verdict = at(steps.documented);
        reason = Reason::not_documented;
        asks_other = false;
    }
    const auto is_bad = [&] {
        return verdict == code(Verdict::not_met) || verdict == code(Verdict::undetermined);
    };
    if (rule.due_from && is_bad() && is_early(design, rule)) {
        verdict = code(Verdict::undetermined);
        reason = Reason::not_yet_due;
        asks_other = false;
    }
    for (const ValueId yields : steps.yields) {
        const std::uint8_t then = at(yields);
        if (then == verdict) continue;
        verdict = then;
        reason = then == by_precedence ? Reason::precedence : Reason::none;
        asks_other = false;
    }
    if (at(steps.last) == code(Verdict::needs_judgement)) return Reason::none;
    return asks_other ? std::nullopt : std::optional(reason);
}

std::string TellColumns::subject_name(const Subject& subject) {
    std::string made;
    const Design none;
    for (std::size_t i = 0; i < subject.members.size(); ++i) {
        const Type& type = plan_.variables[subject.steps->subjects[i]].member;
        const std::uint32_t member = subject.members[i];
        if (i > 0) made += ", ";
        if (type.kind == TypeKind::record)
            made += *names_.name(design_, type.id, member);
        else if (type.kind == TypeKind::choice)
            made += program_.choice_names[type.id][member - 1];
        else
            made += scalar_words(program_, none, type, {true, member - 1, nullptr});
    }
    return made;
}

std::optional<std::string> TellColumns::message(std::uint32_t design, std::size_t number,
                                                const Subject& subject) {
    const Rule& rule = program_.ruleset.rules[program_.reported[number]];
    const Template& text = rule.message;
    const RuleWords& words = words_[number];
    // As in `JudgeRules::write_message`: of a list that is not stated there is no member to speak of.
    if (!rule.for_each.empty() && !text.expressions.empty() && subject_name(subject).empty())
        return "";
    // A count that is not to be told, or something computed from one.
    if (words.numbers && (columns_.scan[design] & bit(ScanKind::small_count)) != 0)
        return std::nullopt;
    std::string made;
    for (std::size_t i = 0; i < text.texts.size(); ++i) {
        made += text.texts[i];
        if (i >= text.expressions.size()) continue;
        const PlanHole& of = plan_.reasons[number].holes[i];
        if (of.kind == PlanHole::Kind::words) {
            made += words.holes[i];
            continue;
        }
        const auto told = hole(design, of, subject.steps->holes[i], subject.row);
        if (!told) return std::nullopt;
        made += *told;
    }
    return made;
}

std::optional<std::string> TellColumns::hole(std::uint32_t design, const PlanHole& hole,
                                             ValueId value, std::uint32_t row) {
    const Language& language = *program_.language;
    const Design none;
    switch (hole.kind) {
        case PlanHole::Kind::truth:
            switch (static_cast<Truth>(run_.bytes(value)[row])) {
                case Truth::yes: return language.tr("yes");
                case Truth::no: return language.tr("no");
                default: return language.tr("not stated");
            }
        case PlanHole::Kind::number:
            return number_words(language, hole.type, run_.number(value, row));
        case PlanHole::Kind::text:
            return run_.words(value)[row] == 0 ? language.tr("not stated") : language.tr("(text)");
        case PlanHole::Kind::members: return members(design, hole, value, row);
        default: break;
    }
    const std::uint32_t index = run_.index(value)[row];
    return index == 0 ? language.tr("not stated") : words_of(design, hole.type, index);
}

std::optional<std::string> TellColumns::members(std::uint32_t design, const PlanHole& hole,
                                                ValueId value, std::uint32_t row) {
    const Language& language = *program_.language;
    const Type member = hole.type.member();
    const bool whole = run_.members(value, row, design, member, members_);
    if (members_.empty()) return whole ? language.tr("none") : language.tr("not stated");
    if (member.kind == TypeKind::record)
        for (const std::uint32_t one : members_)
            if (!names_.name(design, member.id, one)) return std::nullopt;
    std::sort(members_.begin(), members_.end(), [&](std::uint32_t a, std::uint32_t b) {
        return a != b && comes_before(member, a, b);
    });
    std::string list;
    for (const std::uint32_t one : members_) {
        const auto words = words_of(design, member, one);
        if (!words) return std::nullopt;
        list += (list.empty() ? "" : ", ") + *words;
    }
    return list;
}

// `member`: the row of a record, or 1 + the choice or code.
std::optional<std::string> TellColumns::words_of(std::uint32_t design, const Type& type,
                                                 std::uint32_t member) {
    if (type.kind != TypeKind::record) {
        const Design none;
        return scalar_words(program_, none, type, {true, member - 1, nullptr});
    }
    const std::string* name = names_.name(design, type.id, member);
    if (!name) return std::nullopt;
    const Record& record = program_.ruleset.vocabulary.records[type.id];
    return *name == nameless(record) ? program_.language->tr("{} without a name", record.phrase)
                                     : *name;
}

}  // namespace tutela
