// The header of a file, and what a ruleset declares but for rules and exceptions.

#include <algorithm>
#include <utility>

#include "diagnostics/suggest.hpp"
#include "dsl/parser.hpp"

namespace tutela {
namespace {

constexpr std::string_view in_vocabularies[] = {"choices", "record", "list", "one"};
constexpr std::string_view in_rulesets[] = {"source",    "principle", "theme",     "parameter",
                                            "define",    "rule",      "set",       "disable",
                                            "exception", "profile",   "crosswalk", "presume"};

template <std::size_t N>
bool among(std::string_view word, const std::string_view (&words)[N]) {
    return std::find(std::begin(words), std::end(words), word) != std::end(words);
}

bool begins_header(std::string_view word) {
    return word == "title" || word == "uses" || word == "extends" || word == "includes";
}

}  // namespace

void Parser::parse_file() {
    header();
    while (true) {
        if (panic_) recover();
        if (at_end()) return;
        declaration();
    }
}

// ------------------------------------------------------------------ the header

void Parser::header() {
    HeaderSyntax& header = tree_.header;
    const Span first = token().span;
    header.kind = at_word("vocabulary") || at_word("choices") || at_word("record")
                      ? FileKind::vocabulary
                      : FileKind::ruleset;
    if (at_word("vocabulary") || at_word("ruleset")) {
        advance();
        header.name =
            name(header.kind == FileKind::vocabulary ? message("the name of the vocabulary")
                                                     : message("the name of the ruleset"));
        header.version = text(message("a version in quotation marks"));
        expect_word("language", message("say in which language the texts are: `language en`"));
        header.language = name(message("a language, such as `en`"));
    } else {
        expected(message("`vocabulary` or `ruleset`, which begin a file"), {},
                 {"vocabulary", "ruleset"});
        if (!begins(position_)) ++position_;
    }
    while (true) {
        if (panic_) {
            panic_ = false;
            while (!at_end() && !begins_here() &&
                   !(first_on_line(position_) && begins_header(word())))
                advance();
        }
        if (!begins_header(word())) {
            const std::string meant =
                begins_here() ? "" : closest(word(), {"title", "uses", "extends", "includes"});
            if (meant.empty()) break;
            report(Code::syntax, token().span,
                   message("no declaration begins with `{}`", text_of(token().span)),
                   message("did you mean `{}`?", meant));
            advance();
            panic_ = true;
            continue;
        }
        if (accept_word("title"))
            header.title = text(message("a title in quotation marks"));
        else
            dependency();
    }
    header.span = span_from(first);
}

void Parser::dependency() {
    const Span first = token().span;
    DependencySyntax found;
    found.kind = at_word("uses")      ? DependencyKind::uses
                 : at_word("extends") ? DependencyKind::extends
                                      : DependencyKind::includes;
    advance();
    found.name = name(found.kind == DependencyKind::uses ? message("the name of a vocabulary")
                                                         : message("the name of a ruleset"));
    found.version = text(message("its version in quotation marks"));
    found.span = span_from(first);
    tree_.header.dependencies.push_back(std::move(found));
}

// ------------------------------------------------------------------ which declaration

void Parser::declaration() {
    const Span place = token().span;
    const std::string text(word());
    if (among(text, in_vocabularies) || among(text, in_rulesets)) {
        const bool vocabulary = tree_.header.kind == FileKind::vocabulary;
        if (tree_.header.name.given() && vocabulary != among(text, in_vocabularies))
            report(Code::syntax, place,
                   message("`{}` does not belong in {}", text,
                           vocabulary ? message("a vocabulary") : message("a ruleset")));
        declare(text);
        return;
    }
    if (at(TokenKind::broken)) {
        ++position_;
        panic_ = true;
        return;
    }
    std::vector<std::string> candidates(std::begin(in_vocabularies), std::end(in_vocabularies));
    candidates.insert(candidates.end(), std::begin(in_rulesets), std::end(in_rulesets));
    const std::string meant = text.size() > 2 ? closest(text, candidates) : "";
    const std::vector<std::string> of_rules = clause_words();
    if (text.empty() || (meant.empty() && !first_on_line(position_))) {
        expected(message("the next declaration"));
        ++position_;
        return;
    }
    if (std::find(of_rules.begin(), of_rules.end(), text) != of_rules.end()) {
        report(Code::syntax, place, message("`{}` stands outside of a rule", text));
    } else {
        report(Code::syntax, place, message("no declaration begins with `{}`", text),
               meant.empty() ? Message{} : message("did you mean `{}`?", meant));
        if (!meant.empty() && declare(meant)) return;
    }
    ++position_;
    panic_ = true;
}

bool Parser::declare(std::string_view keyword) {
    std::vector<Declaration>& out = tree_.declarations;
    const Span first = token().span;
    if (keyword == "choices")
        out.emplace_back(choices_declaration());
    else if (keyword == "record")
        out.emplace_back(record_declaration());
    else if (keyword == "list")
        out.emplace_back(list_declaration());
    else if (keyword == "one")
        out.emplace_back(one_declaration());
    else if (keyword == "source")
        out.emplace_back(source_declaration());
    else if (keyword == "principle" || keyword == "theme")
        out.emplace_back(principle_declaration(keyword == "theme"));
    else if (keyword == "parameter")
        out.emplace_back(parameter_declaration());
    else if (keyword == "define")
        out.emplace_back(define_declaration());
    else if (keyword == "rule")
        out.emplace_back(rule_declaration());
    else if (keyword == "set")
        set_declaration();
    else if (keyword == "disable")
        out.emplace_back(disable_declaration());
    else if (keyword == "exception")
        out.emplace_back(exception_declaration());
    else if (keyword == "profile")
        out.emplace_back(profile_declaration());
    else if (keyword == "crosswalk")
        out.emplace_back(crosswalk_declaration());
    else if (keyword == "presume") {
        advance();
        out.emplace_back(presume_clause(first));
    } else {
        return false;
    }
    return true;
}

// ------------------------------------------------------------------ sources, principles, parameters

SourceDecl Parser::source_declaration() {
    const Span first = token().span;
    advance();
    SourceDecl source;
    source.name = name(message("a name for the source"));
    source.title = text(message("the title of the source in quotation marks"));
    while (true) {
        if (accept_word("publisher"))
            source.publisher = text(message("a publisher in quotation marks"));
        else if (accept_word("edition"))
            source.edition = text(message("an edition in quotation marks"));
        else if (accept_word("note"))
            source.note = text(message("a note in quotation marks"));
        else if (accept_word("year")) {
            if (at(TokenKind::number)) {
                const Name year = take_name();
                source.year = TextSyntax{year.text, year.span};
            } else {
                expected(message("a year"));
            }
        } else {
            break;
        }
    }
    source.span = span_from(first);
    return source;
}

PrincipleDecl Parser::principle_declaration(bool theme) {
    const Span first = token().span;
    advance();
    PrincipleDecl principle;
    principle.theme = theme;
    principle.name =
        name(theme ? message("a name for the theme") : message("a name for the principle"));
    principle.text = text(message("its text in quotation marks"));
    principle.span = span_from(first);
    return principle;
}

std::vector<ExpressionRef> Parser::values() {
    std::vector<ExpressionRef> found;
    do found.push_back(sum({true, false}));
    while (accept_symbol(","));
    return found;
}

ParameterDecl Parser::parameter_declaration() {
    const Span first = token().span;
    advance();
    ParameterDecl parameter;
    parameter.name = declared_name(message("a name for the parameter"));
    expect_symbol(":", message("`:` and a type"));
    parameter.type = type();
    if (accept_word("by")) parameter.by = type();
    expect_symbol("=", message("`=` and a value"));
    if (parameter.by) {
        do {
            ParameterDecl::Row row;
            if (!accept_word("otherwise")) row.key = name(message("a choice and its value"));
            row.value = sum({true, false});
            parameter.rows.push_back(std::move(row));
        } while (accept_symbol(","));
    } else {
        parameter.values = values();
    }
    while (true) {
        if (accept_word("cites"))
            parameter.citations.push_back(citation());
        else if (accept_word("note"))
            parameter.note = text(message("a note in quotation marks"));
        else if (accept_word("origin")) {
            Name origin = one_of(message("an origin"), {"norm", "sector", "project"});
            if (origin.text == "sector")
                expect_word("guidance", message("write `origin sector guidance`"));
            if (origin.text == "project")
                expect_word("default", message("write `origin project default`"));
            if (origin.text == "sector") origin.text = "sector guidance";
            if (origin.text == "project") origin.text = "project default";
            origin.span = span_from(origin.span);
            parameter.origin = std::move(origin);
        } else {
            break;
        }
    }
    parameter.span = span_from(first);
    return parameter;
}

DefineDecl Parser::define_declaration() {
    const Span first = token().span;
    advance();
    DefineDecl define;
    define.name = declared_name(message("a name for the definition"));
    const Span opened = token().span;
    if (accept_symbol("(")) {
        do {
            DefineDecl::Parameter parameter{
                declared_name(message("a name for what is given to it")), {}};
            if (accept_symbol(":")) parameter.type = type();
            define.parameters.push_back(std::move(parameter));
        } while (accept_symbol(","));
        close_bracket(")", opened);
    }
    if (accept_symbol(":")) define.type = type();
    expect_symbol("=", message("`=` and an expression"));
    define.body = expression();
    define.span = span_from(first);
    return define;
}

// ------------------------------------------------------------------ overrides, profiles, crosswalks

void Parser::set_declaration() {
    const Span first = token().span;
    advance();
    const Message why = message("say why: `because \"…\"`");
    if (at_words("severity", "of")) {
        position_ += 2;
        SetSeverityDecl set;
        set.rule = rule_id();
        expect_word("to", message("write `set severity of SAF-06 to minor`"));
        set.level = one_of(message("a severity"), {"critical", "major", "minor", "advisory"});
        expect_word("because", why);
        set.because = text(message("a reason in quotation marks"));
        if (accept_word("until")) set.until = date();
        set.span = span_from(first);
        tree_.declarations.emplace_back(std::move(set));
        return;
    }
    SetDecl set;
    set.parameter = name(message("the name of a parameter"));
    if (accept_word("for")) set.row = name(message("the choice whose value is set, or otherwise"));
    expect_symbol("=", message("`=` and a value"));
    set.values = values();
    expect_word("because", why);
    set.because = text(message("a reason in quotation marks"));
    while (true) {
        if (accept_word("cites"))
            set.citations.push_back(citation());
        else if (accept_word("until"))
            set.until = date();
        else
            break;
    }
    set.span = span_from(first);
    tree_.declarations.emplace_back(std::move(set));
}

DisableDecl Parser::disable_declaration() {
    const Span first = token().span;
    advance();
    DisableDecl disable;
    disable.rule = rule_id();
    expect_word("because", message("say why: `disable SAF-06 because \"…\" until 2026-12-31`"));
    disable.because = text(message("a reason in quotation marks"));
    if (accept_word("until")) disable.until = date();
    disable.span = span_from(first);
    return disable;
}

ProfileDecl Parser::profile_declaration() {
    const Span first = token().span;
    advance();
    ProfileDecl profile;
    profile.name = name(message("a name for the profile"));
    if (at(TokenKind::text)) profile.title = text(message("a title"));
    expect_word("includes", message("write `profile NAME includes SAF-03, SAF-05`"));
    do profile.rules.push_back(rule_id());
    while (accept_symbol(","));
    profile.span = span_from(first);
    return profile;
}

CrosswalkDecl Parser::crosswalk_declaration() {
    const Span first = token().span;
    advance();
    CrosswalkDecl crosswalk;
    crosswalk.name = name(message("a name for the crosswalk"));
    crosswalk.title = text(message("a title in quotation marks"));
    while (true) {
        if (panic_) recover();
        const Span place = token().span;
        if (!accept_word("map")) break;
        CrosswalkDecl::Mapping mapping;
        mapping.principle = name(message("the name of a principle"));
        expect_word("to", message("write `map PRINCIPLE to \"…\"`"));
        do mapping.texts.push_back(text(message("a text in quotation marks")));
        while (accept_symbol(","));
        mapping.span = span_from(place);
        crosswalk.mappings.push_back(std::move(mapping));
    }
    crosswalk.span = span_from(first);
    return crosswalk;
}

}  // namespace tutela
