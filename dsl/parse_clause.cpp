// Rules and exceptions: their clauses, and where one begins.

#include <algorithm>
#include <utility>

#include "diagnostics/suggest.hpp"
#include "dsl/parser.hpp"

namespace tutela {
namespace {

// What must follow a keyword for a clause or declaration to begin with it. The words are not
// reserved: `theme` and `phase` are good names for lists and choices.
enum class Follows : std::uint8_t {
    word,
    word_of,
    word_text,
    text,
    rule_id,
    rule_title,
    number,
    date,
    dotted,
    operand
};

struct Keyword {
    std::string_view word;
    Follows follows;
    std::string_view second = {};  // instead: exactly this word
    bool declaration = false;
};

constexpr Keyword keywords[] = {
    {"principle", Follows::word},
    {"theme", Follows::word},
    {"severity", Follows::word},
    {"phase", Follows::word},
    {"cites", Follows::word},
    {"for", Follows::word, "each"},
    {"when", Follows::operand},
    {"require", Follows::operand},
    {"unless", Follows::operand},
    {"presume", Follows::dotted},
    {"warn", Follows::word, "when"},
    {"judge", Follows::text},
    {"documented", Follows::word, "from"},
    {"due", Follows::word, "from"},
    {"requires", Follows::rule_id},
    {"yields", Follows::word, "to"},
    {"may", Follows::word, "be"},
    {"never", Follows::word, "waived"},
    {"message", Follows::text},
    {"remedy", Follows::text},
    {"ask", Follows::text},
    {"effort", Follows::number},
    {"since", Follows::date},
    {"until", Follows::date},
    {"because", Follows::text},
    {"choices", Follows::word, {}, true},
    {"record", Follows::word, {}, true},
    {"list", Follows::word_of, {}, true},
    {"one", Follows::word_of, {}, true},
    {"source", Follows::word_text, {}, true},
    {"parameter", Follows::word, {}, true},
    {"define", Follows::word, {}, true},
    {"rule", Follows::rule_title, {}, true},
    {"set", Follows::word, {}, true},
    {"disable", Follows::rule_id, {}, true},
    {"exception", Follows::word, {}, true},
    {"profile", Follows::word, {}, true},
    {"crosswalk", Follows::word_text, {}, true},
};

constexpr std::string_view continues[] = {
    "and",    "or",        "is",    "in",     "overlaps", "covers", "then",
    "else",   "satisfies", "has",   "where",  "for",      "until",  "because",
    "saying", "before",    "after", "within", "of",       "to",     "by"};

const Keyword* find_keyword(std::string_view word) {
    for (const Keyword& keyword : keywords)
        if (keyword.word == word) return &keyword;
    return nullptr;
}

bool is_clause_word(std::string_view word) {
    const Keyword* keyword = find_keyword(word);
    return keyword != nullptr && !keyword->declaration && word != "because";
}

bool is_exception_word(std::string_view word) {
    return word == "when" || word == "require" || word == "because" || word == "until";
}

}  // namespace

std::vector<std::string> clause_words() {
    std::vector<std::string> words;
    for (const Keyword& keyword : keywords)
        if (!keyword.declaration) words.emplace_back(keyword.word);
    return words;
}

bool is_declaration_word(std::string_view word) {
    const Keyword* keyword = find_keyword(word);
    return keyword != nullptr && keyword->declaration;
}

bool Parser::begins(std::size_t index) const {
    const Keyword* keyword = find_keyword(word_at(index));
    if (keyword == nullptr) return false;
    const std::string_view next = word_at(index + 1);
    const TokenKind kind = raw_token(index + 1).kind;
    if (!keyword->second.empty()) return next == keyword->second;
    const bool plain_word =
        kind == TokenKind::word &&
        std::find(std::begin(continues), std::end(continues), next) == std::end(continues);
    switch (keyword->follows) {
        case Follows::word: {
            if (!plain_word) return false;
            // `theme require …`: the first is a name, the second begins the clause.
            const Keyword* other = find_keyword(next);
            return other == nullptr || other->follows != Follows::operand;
        }
        case Follows::word_of: return kind == TokenKind::word && word_at(index + 2) == "of";
        case Follows::word_text:
            return kind == TokenKind::word && raw_token(index + 2).kind == TokenKind::text;
        case Follows::text: return kind == TokenKind::text;
        case Follows::rule_id: return kind == TokenKind::rule_id;
        case Follows::rule_title:  // `rule SAF-06 is not met` is an expression
            return kind == TokenKind::text ||
                   (kind == TokenKind::rule_id && word_at(index + 2) != "is");
        case Follows::number: return kind == TokenKind::number;
        case Follows::date: return kind == TokenKind::date;
        case Follows::dotted: return kind == TokenKind::word && raw_token(index + 2).text == ".";
        case Follows::operand: break;
    }
    if (kind == TokenKind::symbol) {
        const std::string_view sign = raw_token(index + 1).text;
        return sign == "(" || sign == "[" || sign == "-";
    }
    if (kind != TokenKind::word) return kind != TokenKind::space;
    if (!plain_word) return false;
    const Keyword* other = find_keyword(next);
    if (other == nullptr) return true;
    // `when theme.kind …`: a clause; `is when require …`: a name.
    return other->follows != Follows::operand && !begins(index + 1);
}

// On to the next place where a clause or declaration surely begins, or seems to at the beginning of
// a line. Whoever calls has read at least its keyword, so that every round makes progress.
void Parser::recover() {
    panic_ = false;
    for (; !at_end(); advance()) {
        if (begins_here()) return;
        if (!first_on_line(position_)) continue;
        const std::string_view text = word();
        if (find_keyword(text) != nullptr || text == "field" || text == "end" || text == "map")
            return;
    }
}

// ------------------------------------------------------------------ rules

RuleDecl Parser::rule_declaration() {
    const Span first = token().span;
    advance();
    RuleDecl rule;
    rule.id = rule_id();
    // A title without an id, or an id without a title, still heads the clauses that follow.
    rule.title = text(message("the rule's title in quotation marks"));
    clauses(rule.clauses, is_clause_word, message("a rule"));
    rule.span = span_from(first);
    return rule;
}

ExceptionDecl Parser::exception_declaration() {
    const Span first = token().span;
    advance();
    ExceptionDecl exception;
    exception.name = declared_name(message("a name for the exception"));
    expect_word("to", message("say what it is an exception to: `exception NAME to SAF-06`"));
    do {
        if (at(TokenKind::rule_id) || at(TokenKind::word))
            exception.targets.push_back(take_name());
        else
            expected(message("the id of a rule or the name of an exception"));
    } while (accept_symbol(","));
    clauses(exception.clauses, is_exception_word, message("an exception"));
    exception.span = span_from(first);
    return exception;
}

void Parser::clauses(std::vector<ClauseSyntax>& out, bool (*belongs)(std::string_view),
                     const Message& where) {
    while (true) {
        if (panic_) recover();
        if (at_end()) return;
        const std::string text(word());
        const bool titled =
            (text == "principle" || text == "theme") && token(2).kind == TokenKind::text;
        if (titled || is_declaration_word(text)) return;
        if (belongs(text)) {
            clause(text, out);
            continue;
        }
        if (text == "presume") return;  // may stand by itself, after an exception
        const Span place = token().span;
        if (at(TokenKind::broken)) {
            advance();
            panic_ = true;
        } else if (text.empty()) {
            expected(message("a clause"));
            position_ += 1;
        } else if (is_clause_word(text) || text == "because") {
            advance();
            report(Code::syntax, place, message("`{}` does not belong in {}", text, where),
                   text == "because"
                       ? message("a reason follows the condition of `unless`, `set`, `disable`")
                       : Message{});
            panic_ = true;
        } else if (!unknown_clause(text, belongs, out)) {
            return;
        }
    }
}

// A word that begins no clause: a misspelt keyword, or what is left of an expression. False if it
// rather is a misspelt declaration, which the caller's caller reports.
bool Parser::unknown_clause(const std::string& text, bool (*belongs)(std::string_view),
                            std::vector<ClauseSyntax>& out) {
    const Span place = token().span;
    std::vector<std::string> candidates = clause_words();
    for (const std::string_view each : continues) candidates.emplace_back(each);
    for (const Keyword& keyword : keywords)
        if (keyword.declaration) candidates.emplace_back(keyword.word);
    // A word of two letters is close to too many.
    const std::string meant = text.size() > 2 ? closest(text, candidates) : "";
    const bool clause_meant =
        belongs(meant) && (first_on_line(position_) || token(1).kind != TokenKind::word);
    if (is_declaration_word(meant) && first_on_line(position_)) return false;
    if (meant.empty() && !first_on_line(position_)) {
        expected(message("the next clause, or a word that joins `{}` to what stands before", text));
        position_ += 1;
        return true;
    }
    report(Code::syntax, place, message("no clause begins with `{}`", text),
           meant.empty() ? Message{} : message("did you mean `{}`?", meant));
    if (clause_meant) {
        clause(meant, out);
    } else {
        advance();
        panic_ = true;
    }
    return true;
}

void Parser::clause(std::string_view keyword, std::vector<ClauseSyntax>& out) {
    const Span first = token().span;
    advance();
    const auto put = [&](auto clause) {
        clause.span = span_from(first);
        out.emplace_back(std::move(clause));
    };
    if (keyword == "principle") {
        PrincipleClause clause;
        clause.name = name(message("the name of a principle"));
        put(std::move(clause));
    } else if (keyword == "theme") {
        ThemeClause clause;
        clause.names = names(message("the name of a theme"));
        put(std::move(clause));
    } else if (keyword == "severity") {
        severity_clause(first, out);
    } else if (keyword == "phase") {
        PhaseClause clause;
        do
            clause.phases.push_back(
                one_of(message("a phase"),
                       {"assessment", "design", "implementation", "monitoring", "closure"}));
        while (accept_symbol(","));
        put(std::move(clause));
    } else if (keyword == "cites") {
        CitesClause clause;
        clause.citation = citation();
        put(std::move(clause));
    } else if (keyword == "for") {
        put(for_each_clause());
    } else if (keyword == "when") {
        WhenClause clause;
        clause.condition = expression();
        put(clause);
    } else if (keyword == "require") {
        RequireClause clause;
        clause.condition = expression();
        put(clause);
    } else if (keyword == "unless") {
        put(unless_clause());
    } else if (keyword == "presume") {
        put(presume_clause(first));
    } else if (keyword == "warn") {
        WarnClause clause;
        expect_word("when");
        clause.condition = expression();
        if (accept_word("saying"))
            clause.saying = message_template(message("what the warning says, in quotation marks"));
        put(std::move(clause));
    } else if (keyword == "judge") {
        JudgeClause clause;
        clause.question = text(message("a question in quotation marks"));
        expect_word("by", message("say who judges: `judge \"…\" by protection-adviser`"));
        clause.post = name(message("the post that judges"));
        // A `when` right behind belongs to the judgement; one of the rule goes before.
        if (accept_word("when")) clause.when = expression();
        put(std::move(clause));
    } else if (keyword == "documented") {
        DocumentedClause clause;
        expect_word("from");
        clause.stage = name(message("a stage"));
        put(std::move(clause));
    } else if (keyword == "due") {
        DueClause clause;
        expect_word("from");
        if (at(TokenKind::date))
            clause.date = date();
        else
            clause.stage = name(message("a stage or a date"));
        put(std::move(clause));
    } else if (keyword == "requires") {
        RequiresClause clause;
        clause.rule = rule_id();
        put(std::move(clause));
    } else if (keyword == "yields") {
        put(yields_clause());
    } else if (keyword == "may") {
        WaivableClause clause;
        expect_word("be", message("write `may be waived by`"));
        expect_word("waived", message("write `may be waived by`"));
        expect_word("by", message("write `may be waived by`"));
        clause.posts = names(message("the post that may waive the rule"));
        put(std::move(clause));
    } else if (keyword == "never") {
        expect_word("waived");
        put(NeverWaivedClause{});
    } else if (keyword == "message") {
        MessageClause clause;
        clause.text = message_template(message("the message in quotation marks"));
        put(std::move(clause));
    } else if (keyword == "remedy") {
        RemedyClause clause;
        clause.text = text(message("the remedy in quotation marks"));
        put(std::move(clause));
    } else if (keyword == "ask") {
        AskClause clause;
        clause.ask = ask();
        put(std::move(clause));
    } else if (keyword == "effort") {
        effort_clause(first, out);
    } else if (keyword == "since") {
        SinceClause clause;
        clause.date = date();
        put(std::move(clause));
    } else if (keyword == "until") {
        UntilClause clause;
        clause.date = date();
        put(std::move(clause));
    } else if (keyword == "because") {
        BecauseClause clause;
        clause.reason = text(message("a reason in quotation marks"));
        put(std::move(clause));
    }
}

// `severity critical when C, else advisory`, but also `severity critical` and a `when` of the rule:
// only the `else` tells.
void Parser::severity_clause(Span first, std::vector<ClauseSyntax>& out) {
    const auto level = [this] {
        return one_of(message("a severity"), {"critical", "major", "minor", "advisory"});
    };
    SeverityClause clause;
    clause.level = level();
    clause.span = span_from(first);
    if (!at_word("when")) {
        out.emplace_back(std::move(clause));
        return;
    }
    const Span when_first = token().span;
    advance();
    const ExpressionRef condition = expression();
    if (accept_symbol(",") || at_word("else")) {
        expect_word("else", message("write `severity critical when …, else advisory`"));
        clause.when = condition;
        clause.otherwise = level();
        clause.span = span_from(first);
        out.emplace_back(std::move(clause));
        return;
    }
    out.emplace_back(std::move(clause));
    out.emplace_back(WhenClause{condition, span_from(when_first)});
}

ForEachClause Parser::for_each_clause() {
    ForEachClause clause;
    expect_word("each", message("write `for each X in LIST`"));
    clause.bindings.push_back(binding());
    while (at_words("and", "each")) {
        if (clause.bindings.size() == 2)
            report(Code::syntax, token().span, message("a rule ranges over two lists at most"));
        position_ += 2;
        clause.bindings.push_back(binding());
    }
    return clause;
}

UnlessClause Parser::unless_clause() {
    UnlessClause clause;
    clause.condition = expression();
    expect_word("because", message("say why: `unless … because \"…\"`"));
    clause.because = text(message("a reason in quotation marks"));
    if (accept_word("until")) clause.until = date();
    return clause;
}

PresumeClause Parser::presume_clause(Span first) {
    PresumeClause clause;
    clause.record = name(message("the name of a record"));
    expect_symbol(".", message("`.` and a field, as in `presume facility.shared is true`"));
    clause.field = name(message("the name of a field"));
    expect_word("is", message("write `presume facility.shared is true`"));
    clause.value = sum({true, false});
    clause.span = span_from(first);
    return clause;
}

YieldsClause Parser::yields_clause() {
    YieldsClause clause;
    expect_word("to");
    clause.rule = rule_id();
    expect_word("where", message("say when: `yields to SAF-06 where … because \"…\"`"));
    clause.where = where_condition();
    expect_word("because", message("say why: `yields to SAF-06 where … because \"…\"`"));
    clause.because = text(message("a reason in quotation marks"));
    return clause;
}

void Parser::effort_clause(Span first, std::vector<ClauseSyntax>& out) {
    EffortClause clause;
    if (!at(TokenKind::number))
        return expected(message("a number and a unit"), message("write `effort 2 days`"));
    clause.amount = take_name().text;
    std::size_t words = 0;
    clause.unit = unit_here(0, words);
    if (words == 0)
        return expected(message("a unit of time"), message("write `effort 2 days`"),
                        {"days", "hours", "weeks", "months", "day", "week"});
    position_ += words;
    clause.span = span_from(first);
    out.emplace_back(std::move(clause));
}

}  // namespace tutela
