#include "formats/handbook.hpp"

#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "engine/explain.hpp"
#include "engine/words.hpp"
#include "formats/tell.hpp"

namespace tutela {
namespace {

std::string joined(const std::vector<std::string>& words) {
    return fmt::format("{}", fmt::join(words, ", "));
}

class MakeHandbook {
public:
    MakeHandbook(const Program& program, const HandbookExamples& examples)
        : program_(program),
          rules_(program.ruleset),
          say_(*program.language),
          examples_(examples) {}

    Handbook make() {
        Handbook book;
        book.language = say_.code;
        book.right_to_left = say_.right_to_left;
        book.title = rules_.title;
        book.about = say_.trn("{1} {2}, {0} rule", "{1} {2}, {0} rules", program_.reported.size(),
                              rules_.name, rules_.version);
        for (std::uint32_t i = 0; i < rules_.principles.size(); ++i) part(book, i);
        for (const Define& define : rules_.defines)
            if (used_defines_.count(define.name) != 0) word(book, define);
        for (const Parameter& parameter : rules_.parameters)
            if (!parameter.name.empty() && parameter.rows.empty()) parameter_of(book, parameter);
        for (const std::uint32_t source : used_sources_) book.sources.push_back(document(source));
        for (const Profile& profile : rules_.profiles) {
            std::vector<std::string> ids;
            for (const std::uint32_t rule : profile.rules) ids.push_back(rules_.rules[rule].id);
            book.profiles.emplace_back(profile.title.empty() ? profile.name : profile.title,
                                       joined(ids));
        }
        return book;
    }

private:
    void part(Handbook& book, std::uint32_t principle) {
        HandbookPart made{rules_.principles[principle].name, rules_.principles[principle].text, {}};
        for (const std::uint32_t id : program_.reported)
            if (rules_.rules[id].principle == principle) made.rules.push_back(rule(id));
        if (!made.rules.empty()) book.parts.push_back(std::move(made));
    }

    HandbookRule rule(std::uint32_t id) {
        const Rule& rule = rules_.rules[id];
        HandbookRule made;
        made.id = rule.id;
        made.title = rule.title;
        made.severity = severity(rule);
        std::vector<std::string> phases, themes;
        for (const Phase phase : rule.phases) phases.push_back(said(say_, phase));
        for (const std::uint32_t theme : rule.themes) themes.push_back(rules_.themes[theme].text);
        made.phases = joined(phases);
        made.themes = joined(themes);
        subject(rule, made);
        clauses(rule, made);
        notes(rule, made);
        made.message = message(rule.message);
        made.remedy = rule.remedy;
        made.question = question_words(program_, nullptr, rule, rule.ask.question, nullptr);
        std::vector<std::string> posts;
        for (const std::string& post : rule.ask_posts) posts.push_back(rules_.post(post));
        made.answered_by = joined(posts);
        made.effort = effort_words(say_, rule.effort);
        for (const Citation& citation : rule.citations) made.sources.push_back(cited(citation));
        if (const auto at = examples_.find(rule.id); at != examples_.end())
            made.examples = at->second;
        return made;
    }

    [[nodiscard]] std::string severity(const Rule& rule) {
        if (rule.severity_when == no_expression) return said(say_, rule.severity);
        return say_.tr("{} when {}, else {}", said(say_, rule.severity),
                       describe(rule.severity_when), said(say_, rule.severity_else));
    }

    std::string describe(ExpressionId id) {
        note_words(id);
        return describe_condition(program_, id);
    }
    Sentence in_parts(ExpressionId id) {
        note_words(id);
        return describe_in_parts(program_, id);
    }
    // Which words of the rules a reader will meet, so that they are explained at the end.
    void note_words(ExpressionId id) {
        if (id == no_expression) return;
        const Expression& node = program_.expressions[id];
        if (node.op == Op::call && used_defines_.insert(rules_.defines[node.slot].name).second)
            note_words(rules_.defines[node.slot].body);
        for (const ExpressionId argument : node.args) note_words(argument);
    }

    void subject(const Rule& rule, HandbookRule& made) {
        std::vector<std::string> each;
        for (const ForEach& one : rule.for_each) {
            const std::string list = describe(one.list);
            each.push_back(one.where == no_expression
                               ? say_.tr("each one of {}", list)
                               : say_.tr("each one of {} where {}", list, describe(one.where)));
        }
        for (const std::string& one : each)
            made.subject = made.subject.empty() ? one : say_.tr("{}, and {}", made.subject, one);
    }

    void clauses(const Rule& rule, HandbookRule& made) {
        const auto add = [&](const std::string& label, const auto& list) {
            if (list.empty()) return;
            HandbookClause clause{label, {}};
            for (const auto& one : list) {
                // An `and` at the top is several points.
                const Sentence whole = in_parts(one.expression);
                if (program_.expressions[one.expression].op == Op::both)
                    clause.points.insert(clause.points.end(), whole.parts.begin(),
                                         whole.parts.end());
                else
                    clause.points.push_back(whole);
            }
            made.clauses.push_back(std::move(clause));
        };
        add(say_.tr("Applies when"), rule.when);
        add(say_.tr("Required"), rule.require);
        for (const Unless& unless : rule.unless)
            made.clauses.push_back({say_.tr("Excepted, because {}, when", unless.because),
                                    {in_parts(unless.expression)}});
        for (const Warning& warning : rule.warnings) {
            HandbookClause clause{say_.tr("Warned of, without failing, when"),
                                  {in_parts(warning.expression)}};
            if (warning.saying.given())
                clause.points.push_back(
                    {say_.tr("The warning says: {}", message(warning.saying)), {}});
            made.clauses.push_back(std::move(clause));
        }
    }

    void notes(const Rule& rule, HandbookRule& made) {
        const auto note = [&](std::string text) { made.notes.push_back(std::move(text)); };
        if (rule.documented_from)
            note(say_.tr("From the stage “{}” on, what is not written down counts as not met.",
                         stage(*rule.documented_from)));
        if (rule.due_from && rule.due_from->stage)
            note(say_.tr("Before the stage “{}” it is not due yet.", stage(*rule.due_from->stage)));
        if (rule.due_from && rule.due_from->date)
            note(say_.tr("Before {} it is not due yet.", day_words(say_, *rule.due_from->date)));
        if (rule.judge) {
            const std::string question =
                say_.tr("{} judges: {}", rules_.post(rule.judge->post),
                        question_words(program_, nullptr, rule, rule.judge->question, nullptr));
            note(rule.judge->when == no_expression
                     ? question
                     : say_.tr("{} (when {})", question, describe(rule.judge->when)));
        }
        for (const RuleLink& link : rule.requires_rules)
            note(say_.tr("Waits for {}, as long as both lack the same fact.",
                         rules_.rules[link.rule].id));
        for (const RuleLink& link : rule.yields_to)
            note(say_.tr("Gives way to {}, because {}.", rules_.rules[link.rule].id, link.because));
        for (const Presumption& presumption : rules_.presumptions)
            if (presumption.span.source == rule.span.source &&
                presumption.span.begin > rule.span.begin && presumption.span.end <= rule.span.end)
                note(say_.tr("Where it is not stated, this is presumed: {}.",
                             presumed(presumption)));
        if (rule.never_waived) note(say_.tr("It is never waived."));
        std::vector<std::string> posts;
        for (const std::string& post : rule.waivable_by) posts.push_back(rules_.post(post));
        if (!posts.empty()) note(say_.tr("May be waived for a time by: {}.", joined(posts)));
    }

    [[nodiscard]] std::string stage(std::uint32_t stage) const {
        const auto list = rules_.vocabulary.stages();
        return list ? choice_words(rules_.vocabulary, *list, stage) : "";
    }

    [[nodiscard]] std::string presumed(const Presumption& presumption) const {
        const Record& record = rules_.vocabulary.records[presumption.record];
        const Field& field = record.fields[presumption.field];
        std::string value =
            field.type.kind == TypeKind::truth
                ? (presumption.value.index != 0 ? say_.tr("yes") : say_.tr("no"))
            : field.type.kind == TypeKind::choice
                ? choice_words(rules_.vocabulary, field.type.id, presumption.value.index)
                : number_words(say_, field.type, presumption.value.number);
        return say_.tr("{} ({}): {}", field.phrase, record.phrase, value);
    }

    // A message as it stands for any design: what would be filled in is named in brackets.
    [[nodiscard]] std::string message(const Template& text) {
        std::string out;
        for (std::size_t i = 0; i < text.texts.size(); ++i) {
            out += text.texts[i];
            if (i >= text.expressions.size()) continue;
            const bool known = program_.expressions[text.expressions[i]].op == Op::constant;
            const std::string words = known ? value(text.expressions[i])
                                            : tutela::describe(program_, text.expressions[i]);
            out += known ? words : "[" + words + "]";
        }
        return out;
    }

    // A parameter's value without its name.
    [[nodiscard]] std::string value(ExpressionId id) const {
        const Expression& node = program_.expressions[id];
        if (!node.type.is_numeric()) return tutela::describe(program_, id);
        return number_words(say_, node.type, program_.expressions.constants[node.slot].number);
    }

    [[nodiscard]] std::string document(std::uint32_t id) const {
        const SourceDocument& source = rules_.sources[id];
        std::string text = source.title;
        for (const std::string& more : {source.publisher, source.edition})
            if (!more.empty()) text += ", " + more;
        if (source.year != 0) text += ", " + std::to_string(source.year);
        return source.note.empty() ? text : text + ". " + source.note;
    }
    [[nodiscard]] std::string cited(const Citation& citation) {
        used_sources_.insert(citation.source);
        const SourceDocument& source = rules_.sources[citation.source];
        return fmt::format("{}{} [{}]", source.title,
                           citation.place.empty() ? "" : ", " + citation.place,
                           said(say_, citation.checked));
    }

    void word(Handbook& book, const Define& define) {
        HandbookTerm term;
        term.name = define.words;
        if (define.type.kind == TypeKind::truth)
            term.points.push_back(describe_in_parts(program_, define.body));
        else
            term.meaning = tutela::describe(program_, define.body);
        book.words.push_back(std::move(term));
    }

    void parameter_of(Handbook& book, const Parameter& parameter) {
        HandbookTerm term;
        term.name = parameter.words;
        term.meaning = constant(parameter);
        term.origin = said(say_, parameter.origin);
        std::vector<std::string> sources;
        for (const Citation& citation : parameter.citations) sources.push_back(cited(citation));
        term.sources = joined(sources);
        term.note = parameter.note;
        book.parameters.push_back(std::move(term));
    }

    [[nodiscard]] std::string constant(const Parameter& parameter) const {
        const Type& type = parameter.type;
        if (type.is_numeric()) return number_words(say_, type, parameter.value.number);
        std::vector<std::string> members = parameter.value.texts;
        const Type element = type.is_collection() ? type.member() : type;
        const auto one = [&](std::uint32_t index) {
            return element.kind == TypeKind::choice
                       ? choice_words(rules_.vocabulary, element.id, index)
                   : element.kind == TypeKind::country  ? country_code(index)
                   : element.kind == TypeKind::language ? language_code(index)
                                                        : band_text(index);
        };
        if (type.is_collection())
            for (const std::uint32_t member : parameter.value.members)
                members.push_back(one(member));
        else if (type.kind == TypeKind::text)
            members.push_back(parameter.value.text);
        else if (type.kind == TypeKind::truth)
            members.push_back(parameter.value.index != 0 ? say_.tr("yes") : say_.tr("no"));
        else
            members.push_back(one(parameter.value.index));
        return joined(members);
    }

    const Program& program_;
    const Ruleset& rules_;
    const Language& say_;
    const HandbookExamples& examples_;
    std::set<std::string> used_defines_;
    std::set<std::uint32_t> used_sources_;
};

bool same_value(const Design& a, const Fact& x, const Design& b, const Fact& y) {
    if (x.state != y.state || x.size != y.size || x.complete != y.complete) return false;
    for (std::uint32_t i = 0; i < x.size; ++i)
        if (a.members[x.first + i] != b.members[y.first + i]) return false;
    return x.index == y.index && x.number.low == y.number.low && x.number.high == y.number.high;
}

}  // namespace

Handbook make_handbook(const Program& program, const HandbookExamples& examples) {
    return MakeHandbook(program, examples).make();
}

std::vector<HandbookExample> one_fact_apart(const Program& program, const Design& met,
                                            const Design& not_met) {
    std::vector<HandbookExample> found;
    for (RecordId record = 0; record < met.tables.size(); ++record) {
        const Table& a = met.tables[record];
        const Table& b = not_met.tables[record];
        if (a.paths != b.paths) return {};
        for (std::uint32_t row = 0; row < a.paths.size(); ++row)
            for (std::uint32_t field = 0; field < a.stride; ++field) {
                const FactRef ref{record, row, field};
                const Type& type = program.ruleset.vocabulary.records[record].fields[field].type;
                // Texts are never shown, and whether a text stands there is told by its state.
                if (same_value(met, met.fact(ref), not_met, not_met.fact(ref)) ||
                    (type.kind == TypeKind::text && met.fact(ref).state == not_met.fact(ref).state))
                    continue;
                found.push_back({describe_fact(program, met, ref), value_text(program, met, ref),
                                 value_text(program, not_met, ref)});
            }
    }
    if (found.size() != 1) found.clear();
    return found;
}

}  // namespace tutela
