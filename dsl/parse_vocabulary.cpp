// What a vocabulary declares, and the types of fields, parameters and definitions.

#include <utility>

#include "diagnostics/suggest.hpp"
#include "dsl/parser.hpp"

namespace tutela {

// ------------------------------------------------------------------ vocabulary

ChoicesDecl Parser::choices_declaration() {
    const Span first = token().span;
    advance();
    ChoicesDecl found;
    found.name = name(message("a name for the choices"));
    found.ordered = accept_word("ordered");
    expect_word("one", message("write `choices NAME one of a, b`"));
    expect_word("of", message("write `choices NAME one of a, b`"));
    found.choices = choice_list();
    found.span = span_from(first);
    return found;
}

std::vector<ChoiceSyntax> Parser::choice_list() {
    std::vector<ChoiceSyntax> choices;
    do {
        ChoiceSyntax choice{choice_name(), {}};
        if (at(TokenKind::text)) choice.phrase = text(message("a phrase"));
        if (choice.name.given()) choices.push_back(std::move(choice));
    } while (accept_symbol(","));
    return choices;
}

RecordDecl Parser::record_declaration() {
    const Span first = token().span;
    advance();
    RecordDecl record;
    record.name = name(message("a name for the record"));
    const Span heading = span_from(first);
    if (accept_word("named")) {
        expect_word("by", message("write `named by FIELD`"));
        record.named_by = names(message("the name of a field"));
    }
    if (accept_word("phrase")) record.phrase = text(message("a phrase in quotation marks"));
    while (true) {
        if (panic_) recover();
        if (accept_word("end")) break;
        if (at_word("field")) {
            record.fields.push_back(field_declaration());
            continue;
        }
        if (at_end() || is_declaration_word(word())) {
            const Span last = last_span();
            report(Code::syntax, {last.source, last.end, last.end},
                   message("expected `end` after the fields of `{}`", record.name.text))
                .labels.push_back({heading, message("the record begins here")});
            break;
        }
        if (closest(word(), {"field"}) == "field") {
            report(Code::syntax, token().span,
                   message("expected `field` or `end`, found `{}`", text_of(token().span)),
                   message("did you mean `field`?"));
            record.fields.push_back(field_declaration());
            continue;
        }
        expected(message("`field` or `end`"), {},
                 {"field", "end", "key", "optional", "open", "sensitive", "phrase", "ask"});
        ++position_;
        panic_ = true;
    }
    record.span = span_from(first);
    return record;
}

FieldDecl Parser::field_declaration() {
    const Span first = token().span;
    advance();
    FieldDecl field;
    field.name =
        name(message("a name for the field"));  // any word: nothing is reserved after `field`
    if (at_word("key"))
        field.type = {TypeSyntaxKind::text, token().span, {}, {}, {}, false, {}, {}};
    else
        field.type = type();
    while (true) {
        if (accept_word("key"))
            field.key = true;
        else if (accept_word("optional"))
            field.optional = true;
        else if (accept_word("open"))
            field.open = true;
        else if (accept_word("sensitive"))
            field.sensitive = true;
        else if (accept_word("phrase"))
            field.phrase = text(message("a phrase in quotation marks"));
        else if (accept_word("ask"))
            field.ask = ask();
        else
            break;
    }
    field.span = span_from(first);
    return field;
}

ListDecl Parser::list_declaration() {
    const Span first = token().span;
    advance();
    ListDecl list;
    list.name = declared_name(message("a name for the list"));
    expect_word("of", message("write `list sites of site`"));
    list.record = name(message("the name of a record"));
    list.open = accept_word("open");
    list.span = span_from(first);
    return list;
}

OneDecl Parser::one_declaration() {
    const Span first = token().span;
    advance();
    OneDecl one;
    one.name = declared_name(message("a name for the record"));
    expect_word("of", message("write `one programme of programme`"));
    one.record = name(message("the name of a record"));
    one.span = span_from(first);
    return one;
}

// ------------------------------------------------------------------ types

// One word says it all; a record or list of choices of that name is another type only before a dot.
bool Parser::plain_type(TypeSyntax& result) {
    static constexpr std::pair<std::string_view, TypeSyntaxKind> plain[] = {
        {"truth", TypeSyntaxKind::truth},       {"count", TypeSyntaxKind::count},
        {"number", TypeSyntaxKind::number},     {"share", TypeSyntaxKind::share},
        {"money", TypeSyntaxKind::money},       {"date", TypeSyntaxKind::date},
        {"month", TypeSyntaxKind::month},       {"text", TypeSyntaxKind::text},
        {"language", TypeSyntaxKind::language}, {"country", TypeSyntaxKind::country}};
    if (symbol(1) == ".") return false;
    for (const auto& [text, kind] : plain) {
        if (!accept_word(text)) continue;
        result.kind = kind;
        return true;
    }
    return false;
}

TypeSyntax Parser::type() {
    TypeSyntax result;
    const Span first = token().span;
    result.span = first;
    if (!at(TokenKind::word) || at_word("field") || at_word("end") || too_deep()) {
        expected(message("a type"),
                 message("such as `truth`, `count`, `text`, `date`, `one of a, b`"));
        return result;
    }
    const auto record_name = [this] { return name(message("the name of a record")); };
    const auto take = [&](TypeSyntaxKind kind, std::size_t words) {
        result.kind = kind;
        position_ += words;
    };
    if (plain_type(result)) {
    } else if (at_words("time", "of")) {
        take(TypeSyntaxKind::time_of_day, 2);
        expect_word("day", message("write `time of day`"));
    } else if (at_words("age", "band")) {
        take(TypeSyntaxKind::age_band, 2);
    } else if (at_words("duration", "in")) {
        take(TypeSyntaxKind::duration, 2);
        std::size_t words = 0;
        result.unit = unit_here(0, words);
        position_ += words;
        if (words == 0)
            expected(message("a unit of time"),
                     message("one of `minutes`, `hours`, `days`, `working days`, `weeks`, "
                             "`months`, `years`"),
                     {"minutes", "hours", "days", "weeks", "months", "years"});
    } else if (at_words("one", "of")) {
        take(TypeSyntaxKind::choices, 2);
        result.choices = choice_list();
    } else if (at_words("ordered", "one")) {
        take(TypeSyntaxKind::choices, 2);
        result.ordered = true;
        expect_word("of", message("write `ordered one of a, b`"));
        result.choices = choice_list();
    } else if (at_words("set", "of")) {
        take(TypeSyntaxKind::set, 2);
        ++depth_;
        result.element.push_back(type());
        --depth_;
    } else if (at_words("reference", "to")) {
        take(TypeSyntaxKind::reference, 2);
        result.name = record_name();
    } else if (at_words("list", "of")) {
        take(TypeSyntaxKind::list, 2);
        result.name = record_name();
    } else if (at_word("record") && !word(1).empty()) {
        take(TypeSyntaxKind::record, 1);
        result.name = record_name();
    } else if (at_word("duration") || at_word("time") ||
               ((at_word("set") || at_word("reference")) && symbol(1) != ".")) {
        // Half a type: the words that were written tell which.
        const std::string bare(word());
        advance();
        if (bare == "duration")
            expected(message("`in` and a unit of time"), message("write `duration in days`"));
        else if (bare == "time")
            expected(message("`of day`"), message("write `time of day`"));
        else
            expected(bare == "set" ? message("`of` and a type") : message("`to` and a record"));
    } else {
        take(TypeSyntaxKind::named, 0);
        result.name = take_name();
        if (accept_symbol(".")) {
            result.kind = TypeSyntaxKind::field_type;
            result.field = name(message("the name of a field"));
        }
    }
    result.span = span_from(first);
    return result;
}

}  // namespace tutela
