#include "engine/explain.hpp"

#include <algorithm>

#include "engine/describe.hpp"
#include "engine/words.hpp"

namespace tutela {
namespace {

const Field& field_of(const Program& program, FactRef fact) {
    return program.ruleset.vocabulary.records[fact.record].fields[fact.field];
}

// A single record is called by the words of the field that holds it, which may be embedded in another's.
std::string single_record_words(const Program& program, const std::string& path) {
    const std::vector<Record>& records = program.ruleset.vocabulary.records;
    const Field* holder = nullptr;
    RecordId record = root_record;
    for (std::size_t at = 0; at <= path.size();) {
        const std::size_t end = std::min(path.find('.', at), path.size());
        const auto field = records[record].find(path.substr(at, end - at));
        if (!field) return path;
        holder = &records[record].fields[*field];
        record = holder->type.id;
        at = end + 1;
    }
    return holder->phrase;
}

// "site S1", "toilet at S1", "the programme": a record and what it is called.
std::string record_words(const Program& program, const Design& design, RecordId record,
                         std::uint32_t row) {
    const Language& language = *program.language;
    const Record& declared = program.ruleset.vocabulary.records[record];
    const std::string& path = design.tables[record].paths[row];
    const std::string name = row_name(design, record, row);
    // A single record is not called anything: its path is its name.
    if (name == path && path.find('[') == std::string::npos)
        return language.tr("the {}", single_record_words(program, path));
    if (name == path) return name;
    if (design.masked || name == nameless(declared)) return row_words(program, design, record, row);
    return language.tr("{} {}", declared.phrase, name);
}

std::string reason_words(const Program& program, const Design& design, FactRef ref) {
    const Fact& fact = design.fact(ref);
    if (fact.reason == no_text || field_of(program, ref).sensitive) return "";
    return program.language->tr("a reason is given");
}

}  // namespace

std::string describe_fact(const Program& program, const Design& design, FactRef ref) {
    const Field& field = field_of(program, ref);
    if (ref.record == root_record) return program.language->tr("the list of {}", field.phrase);
    return program.language->tr("{} ({})", field.phrase,
                                record_words(program, design, ref.record, ref.row));
}

std::string describe_open(const Program& program, const Design& design, const OpenFact& open) {
    if (!open.more_entries) return describe_fact(program, design, open.fact);
    const Field& field = field_of(program, open.fact);
    if (open.fact.record == root_record)
        return program.language->tr("whether there are further {} than those written down",
                                    field.phrase);
    return program.language->tr("whether more belongs to {}",
                                describe_fact(program, design, open.fact));
}

FieldTold tell_field(const Program& program, RecordId record, std::uint32_t field,
                     bool more_entries) {
    const Record& declared = program.ruleset.vocabulary.records[record];
    const Field& of = declared.fields[field];
    const Language& say = *program.language;
    if (record == root_record)
        return more_entries
                   ? FieldTold{of.name + " +", say.tr("whether there are further {} than those "
                                                      "written down",
                                                      of.phrase)}
                   : FieldTold{of.name, say.tr("the list of {}", of.phrase)};
    FieldTold told{declared.name + "." + of.name, say.tr("{} ({})", of.phrase, declared.phrase)};
    if (more_entries) {
        told.path += " +";
        told.words = say.tr("whether more belongs to {}", told.words);
    }
    return told;
}

std::string value_text(const Program& program, const Design& design, FactRef ref) {
    const Fact& fact = design.fact(ref);
    const Field& field = field_of(program, ref);
    const Language& language = *program.language;
    const auto with_reason = [&](std::string text) {
        const std::string reason = reason_words(program, design, ref);
        return reason.empty() ? text : language.tr("{} ({})", text, reason);
    };
    switch (fact.state) {
        case FactState::absent: {
            const Constant* presumed = program.presumed[ref.record][ref.field];
            return presumed ? language.tr("not stated (presumed)") : language.tr("not stated");
        }
        case FactState::none: return language.tr("stated: none");
        case FactState::unknown: return with_reason(language.tr("not known yet"));
        case FactState::withheld: return with_reason(language.tr("withheld"));
        case FactState::to_fill: return language.tr("to be filled in");
        default: break;
    }
    if (field.sensitive) return language.tr("(stated, sensitive)");
    if (fact.not_shown) return language.tr("(stated, not shown)");
    if (field.type.kind == TypeKind::truth)
        return fact.index != 0 ? language.tr("yes") : language.tr("no");
    if (field.type.is_numeric()) return number_words(language, design, field.type, fact.number);
    if (field.type.kind == TypeKind::text) return language.tr("(stated)");
    if (!field.type.is_collection())
        return scalar_words(program, design, field.type, {true, fact.index, nullptr});
    std::string list;
    const Type member = field.type.member();
    if (field.type.kind == TypeKind::list)
        return fact.complete ? language.trn("{0} listed", "{0} listed", fact.size)
                             : language.trn("{0} listed, perhaps more", "{0} listed, perhaps more",
                                            fact.size);
    for (std::uint32_t i = 0; i < fact.size; ++i)
        list +=
            (i == 0 ? "" : ", ") +
            scalar_words(program, design, member, {true, design.members[fact.first + i], nullptr});
    if (!fact.complete)
        return list.empty() ? language.tr("perhaps more") : language.tr("{}, perhaps more", list);
    return list.empty() ? language.tr("none") : list;
}

Question question_for(const Program& program, const Design& design, const OpenFact& open) {
    const Field& field = field_of(program, open.fact);
    if (!field.ask.given())
        return {program.language->tr("Please state {}.", describe_open(program, design, open)),
                field.ask.post};
    const Record& record = program.ruleset.vocabulary.records[open.fact.record];
    std::string text = field.ask.question;
    const std::string name = open.fact.record == root_record
                                 ? ""
                                 : row_words(program, design, open.fact.record, open.fact.row);
    for (std::size_t at = text.find('{'); at != std::string::npos; at = text.find('{', at + 1)) {
        const std::size_t end = text.find('}', at);
        if (end == std::string::npos) break;
        const std::string inside = text.substr(at + 1, end - at - 1);
        std::string value = inside == record.name ? name : "";
        // {site} in a facility's question: the record that a field of that name leads to.
        if (const auto other = record.find(inside); value.empty() && other) {
            const Fact& fact = design.fact({open.fact.record, open.fact.row, *other});
            const Type& type = record.fields[*other].type;
            if (fact.state == FactState::stated && type.kind == TypeKind::record)
                value = row_words(program, design, type.id, fact.index);
            else if (fact.state == FactState::stated && type.kind == TypeKind::choice)
                value = choice_words(program.ruleset.vocabulary, type.id, fact.index);
        }
        text.replace(at, end - at + 1, value.empty() ? inside : value);
    }
    return {text, field.ask.post};
}

Span place_of(const Design& design, const OpenFact& open) {
    return design.fact(open.fact).place;
}

namespace {

// `hidden`: members of what the step is a part of are not told.
void word_step(const Program& program, const Design& design, Step& step, std::size_t most,
               bool hidden = false) {
    step.words = std::make_unique<Step::Words>();
    auto& words = *step.words;
    const Language& language = *program.language;
    if (step.fact) {
        words.text = describe_fact(program, design, *step.fact);
        words.value = value_text(program, design, *step.fact);
    } else if (step.is_member) {
        words.text = language.tr(
            "for {}",
            hidden && step.member_type.kind != TypeKind::record ? language.tr("(not shown)")
            : step.member_type.kind == TypeKind::record
                ? record_words(program, design, step.member_type.id, step.member)
                : scalar_words(program, design, step.member_type, {true, step.member, nullptr}));
    } else if (step.expression != no_expression) {
        words.text = describe(program, step.expression);
    } else {
        words.text = language.tr("the list that the rule goes through");
    }
    if (!step.fact && step.is_truth)
        words.value = step.truth == Truth::yes  ? language.tr("yes")
                      : step.truth == Truth::no ? language.tr("no")
                                                : language.tr("cannot be told");
    if (step.number && step.expression != no_expression)
        words.value = number_words(program, design, step.expression, *step.number);
    if (step.expression != no_expression)
        hidden = design.masked && reads_what_is_not_shown(program, design, step.expression);
    if (hidden && words.value.empty()) words.value = language.tr("(not shown)");
    if (step.children.size() > most) {
        std::stable_partition(step.children.begin(), step.children.end(),
                              [](const Step& child) { return child.deciding; });
        step.left_out = step.children.size() - most;
        step.children.resize(most);
    }
    for (Step& child : step.children) word_step(program, design, child, most, hidden);
}

}  // namespace

void word_explanations(const Program& program, const Design& design, Report& report,
                       std::size_t most) {
    for (Finding& finding : report.findings)
        for (Step& step : finding.explanation) word_step(program, design, step, most);
}

}  // namespace tutela
