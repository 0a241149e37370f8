#include "dsl/resolve_type.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace tutela {
namespace {

std::vector<std::string> record_names(const Vocabulary& vocabulary) {
    std::vector<std::string> names;
    for (std::size_t i = root_record + 1; i < vocabulary.records.size(); ++i)
        names.push_back(vocabulary.records[i].name);
    return names;
}

std::vector<std::string> field_names(const Record& record) {
    std::vector<std::string> names;
    for (const Field& field : record.fields) names.push_back(field.name);
    return names;
}

Type named_type(Resolution& resolution, const TypeSyntax& syntax, TypePlace place) {
    const Vocabulary& vocabulary = resolution.ruleset.vocabulary;
    if (!syntax.name.given()) return {};
    if (const auto list = vocabulary.find_choices(syntax.name.text))
        return type_of(TypeKind::choice, *list);
    const auto record = vocabulary.find_record(syntax.name.text);
    if (record && *record != root_record) {
        if (place == TypePlace::define) return type_of(TypeKind::record, *record);
        resolution.say(Code::wrong_type, syntax.name.span,
                       message("`{}` is a record, not a type of value", syntax.name.text),
                       message("write `reference to {0}` or `record {0}`", syntax.name.text));
        return {};
    }
    std::vector<std::string> candidates;
    for (const ChoiceList& list : vocabulary.choice_lists)
        if (list.name.find('.') == std::string::npos) candidates.push_back(list.name);
    if (place == TypePlace::define)
        for (std::string& name : record_names(vocabulary)) candidates.push_back(std::move(name));
    for (const char* word : {"truth", "count", "number", "share", "money", "date", "month", "text",
                             "language", "country"})
        candidates.emplace_back(word);
    resolution.say_unknown(Code::unknown_name, syntax.name.span,
                           message("no type is named `{}`", syntax.name.text), syntax.name.text,
                           candidates);
    return {};
}

// `site.kind`: the list of choices of that field, be it one choice or a set of them.
Type field_type(Resolution& resolution, const TypeSyntax& syntax) {
    const Vocabulary& vocabulary = resolution.ruleset.vocabulary;
    const auto record = find_record(resolution, syntax.name);
    if (!record || !syntax.field.given()) return {};
    const auto field = find_field(resolution, vocabulary.records[*record], syntax.field);
    if (!field) return {};
    const Type type = vocabulary.records[*record].fields[*field].type;
    return type.kind == TypeKind::set ? type.member() : type;
}

ResolvedType set_type(Resolution& resolution, const TypeSyntax& syntax, TypePlace place,
                      const std::string& inline_name) {
    if (syntax.element.empty()) return {};
    const ResolvedType element =
        resolve_type(resolution, syntax.element.front(), place, inline_name);
    switch (element.type.kind) {
        case TypeKind::error: return {};
        case TypeKind::choice:
        case TypeKind::language:
        case TypeKind::country:
        case TypeKind::age_band:
        case TypeKind::text:
        case TypeKind::record: return {set_of(element.type.kind, element.type.id), false};
        default: break;
    }
    resolution.say(
        Code::wrong_type, syntax.element.front().span,
        message("there is no set of {}", type_text(resolution.ruleset.vocabulary, element.type)),
        message("a set holds choices, languages, countries, age bands, texts or references"));
    return {};
}

ResolvedType record_type(Resolution& resolution, const TypeSyntax& syntax) {
    const auto record = find_record(resolution, syntax.name);
    if (!record) return {};
    const TypeKind kind = syntax.kind == TypeSyntaxKind::list ? TypeKind::list : TypeKind::record;
    return {type_of(kind, *record), syntax.kind == TypeSyntaxKind::reference};
}

}  // namespace

std::optional<RecordId> find_record(Resolution& resolution, const Name& name) {
    if (!name.given()) return std::nullopt;
    const Vocabulary& vocabulary = resolution.ruleset.vocabulary;
    const auto record = vocabulary.find_record(name.text);
    if (record && *record != root_record) return record;
    resolution.say_unknown(Code::unknown_record, name.span,
                           message("no record is named `{}`", name.text), name.text,
                           record_names(vocabulary));
    return std::nullopt;
}

std::optional<std::uint32_t> find_field(Resolution& resolution, const Record& record,
                                        const Name& field) {
    const auto found = record.find(field.text);
    if (!found)
        resolution.say_unknown(Code::unknown_field, field.span,
                               message("no field of `{}` is named `{}`", record.name, field.text),
                               field.text, field_names(record));
    return found;
}

ChoiceListId add_choice_list(Resolution& resolution, std::string name, bool ordered,
                             const std::vector<ChoiceSyntax>& choices, Span span) {
    ChoiceList list;
    list.name = std::move(name);
    list.ordered = ordered;
    list.span = span;
    for (const ChoiceSyntax& choice : choices) {
        if (!choice.name.given()) continue;
        const std::string& text = choice.name.text;
        if (text == "unknown" || text == "not-stated" || text == "not-known") {
            resolution.say(Code::reserved_word, choice.name.span,
                           message("`{}` is the state of a fact, not a choice", text),
                           message("leave it out: every fact may be unknown"));
            continue;
        }
        if (list.find(text)) {
            resolution.say(Code::declared_twice, choice.name.span,
                           message("the choice `{}` stands twice in the list", text));
            continue;
        }
        list.choices.push_back(text);
        list.phrases.push_back(choice.phrase ? choice.phrase->text : std::string{});
    }
    auto& lists = resolution.ruleset.vocabulary.choice_lists;
    lists.push_back(std::move(list));
    return static_cast<ChoiceListId>(lists.size() - 1);
}

ResolvedType resolve_type(Resolution& resolution, const TypeSyntax& syntax, TypePlace place,
                          const std::string& inline_name) {
    switch (syntax.kind) {
        case TypeSyntaxKind::truth: return {type_of(TypeKind::truth), false};
        case TypeSyntaxKind::count: return {type_of(TypeKind::count), false};
        case TypeSyntaxKind::number: return {type_of(TypeKind::number), false};
        case TypeSyntaxKind::share: return {type_of(TypeKind::share), false};
        case TypeSyntaxKind::money: return {type_of(TypeKind::money), false};
        case TypeSyntaxKind::date: return {type_of(TypeKind::date), false};
        case TypeSyntaxKind::month: return {type_of(TypeKind::month), false};
        case TypeSyntaxKind::time_of_day: return {type_of(TypeKind::time), false};
        case TypeSyntaxKind::text: return {type_of(TypeKind::text), false};
        case TypeSyntaxKind::language: return {type_of(TypeKind::language), false};
        case TypeSyntaxKind::country: return {type_of(TypeKind::country), false};
        case TypeSyntaxKind::age_band: return {type_of(TypeKind::age_band), false};
        case TypeSyntaxKind::duration: {
            const auto unit = parse_unit(syntax.unit);
            if (!unit) return {};
            Type type = type_of(TypeKind::duration);
            type.unit = *unit;
            type.family = family_of(*unit);
            return {type, false};
        }
        case TypeSyntaxKind::choices:
            return {
                type_of(TypeKind::choice, add_choice_list(resolution, inline_name, syntax.ordered,
                                                          syntax.choices, syntax.span)),
                false};
        case TypeSyntaxKind::named: return {named_type(resolution, syntax, place), false};
        case TypeSyntaxKind::field_type: return {field_type(resolution, syntax), false};
        case TypeSyntaxKind::set: return set_type(resolution, syntax, place, inline_name);
        case TypeSyntaxKind::reference:
        case TypeSyntaxKind::record:
        case TypeSyntaxKind::list: return record_type(resolution, syntax);
    }
    return {};
}

}  // namespace tutela
