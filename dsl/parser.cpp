#include "dsl/parser.hpp"

#include <algorithm>
#include <utility>

#include "diagnostics/suggest.hpp"
#include "dsl/lex.hpp"

namespace tutela {
namespace {

std::vector<Token> without_trivia(const std::vector<Token>& tokens) {
    std::vector<Token> kept;
    for (const Token& token : tokens)
        if (!token.trivia()) kept.push_back(token);
    return kept;
}

constexpr std::string_view units[] = {"minutes", "minute", "hours",  "hour",  "days",  "day",
                                      "weeks",   "week",   "months", "month", "years", "year"};

}  // namespace

Parser::Parser(const Sources& sources, SyntaxTree& tree, Diagnostics& diagnostics)
    : sources_(sources),
      tree_(tree),
      diagnostics_(diagnostics),
      tokens_(without_trivia(tree.tokens)) {
    const auto size = static_cast<std::uint32_t>(sources[tree.source].text.size());
    end_ = {TokenKind::space, {tree.source, size, size}};
    start_ = {tree.source, 0, 0};
}

// ------------------------------------------------------------------ tokens

const Token& Parser::token(std::size_t ahead) const {
    return panic_ ? end_ : raw_token(position_ + ahead);
}

const Token& Parser::raw_token(std::size_t index) const {
    return index < tokens_.size() ? tokens_[index] : end_;
}

std::string_view Parser::word_at(std::size_t index) const {
    const Token& found = raw_token(index);
    return found.kind == TokenKind::word ? sources_.text(found.span) : std::string_view();
}

std::string_view Parser::word(std::size_t ahead) const {
    return panic_ ? std::string_view() : word_at(position_ + ahead);
}

std::string_view Parser::symbol(std::size_t ahead) const {
    const Token& found = token(ahead);
    return found.kind == TokenKind::symbol ? sources_.text(found.span) : std::string_view();
}

bool Parser::accept_word(std::string_view text) {
    if (!at_word(text)) return false;
    advance();
    return true;
}

bool Parser::accept_symbol(std::string_view text) {
    if (!at_symbol(text)) return false;
    advance();
    return true;
}

Span Parser::last_span() const {
    if (position_ == 0 || tokens_.empty()) return start_;
    return tokens_[std::min(position_, tokens_.size()) - 1].span;
}

Span Parser::span_from(Span first) const {
    return {first.source, first.begin, std::max(first.end, last_span().end)};
}

bool Parser::first_on_line(std::size_t index) const {
    if (index == 0 || index >= tokens_.size()) return true;
    const Span before = tokens_[index - 1].span;
    const Span between{before.source, before.end, tokens_[index].span.begin};
    return sources_.text(between).find('\n') != std::string_view::npos;
}

// ------------------------------------------------------------------ what is wrong

Diagnostic& Parser::report(Code code, Span span, std::string message, std::string help) {
    Diagnostic found{code, span, std::move(message)};
    if (!help.empty()) found.help.push_back(std::move(help));
    diagnostics_.push_back(std::move(found));
    return diagnostics_.back();
}

// The place is the end of the last word: what is missing is missing there, not after the white
// space or the comment that follows. A misspelt word is its own place.
void Parser::expected(std::string_view what, std::string help,
                      std::initializer_list<std::string_view> near) {
    if (panic_) return;
    const Token next = token();
    const Span last = last_span();
    std::string message = "expected " + std::string(what);
    Span place{last.source, last.end, last.end};
    // A broken token has been reported already.
    if (next.kind == TokenKind::broken) {
        panic_ = true;
        return;
    }
    std::string meant;
    if (!word().empty() && near.size() > 0)
        meant = closest(word(), std::vector<std::string>(near.begin(), near.end()));
    if (!meant.empty()) {
        place = next.span;
        message += ", found `" + text_of(next.span) + "`";
        help = "did you mean `" + meant + "`?";
    } else if (last.end > last.begin) {
        const std::string_view shown = sources_.text(last);
        message += shown.size() <= 40 && shown.find('\n') == std::string_view::npos
                       ? " after `" + std::string(shown) + "`"
                       : " after this text";
    }
    report(Code::syntax, place, std::move(message), std::move(help));
    panic_ = true;
}

// A misspelt keyword leaves no doubt, so reading goes on behind it.
void Parser::expect_word(std::string_view keyword, std::string help) {
    if (accept_word(keyword) || panic_) return;
    const std::string_view found = word();
    if (!found.empty() && found.size() > 2 && !closest(found, {std::string(keyword)}).empty() &&
        !begins_here()) {
        report(Code::syntax, token().span,
               "expected `" + std::string(keyword) + "`, found `" + std::string(found) + "`",
               "did you mean `" + std::string(keyword) + "`?");
        advance();
        return;
    }
    expected("`" + std::string(keyword) + "`", std::move(help));
}

void Parser::expect_symbol(std::string_view sign, std::string_view what) {
    if (!accept_symbol(sign)) expected(what);
}

void Parser::close_bracket(std::string_view sign, Span opened) {
    if (accept_symbol(sign) || panic_) return;
    const std::size_t before = diagnostics_.size();
    expected("`" + std::string(sign) + "`");
    if (diagnostics_.size() > before) diagnostics_.back().labels.push_back({opened, "opened here"});
}

// ------------------------------------------------------------------ small things

Name Parser::take_name() {
    const Span span = token().span;
    advance();
    return {text_of(span), span};
}

Name Parser::name(std::string_view what) {
    if (at(TokenKind::word)) return take_name();
    expected(what);
    return {{}, last_span()};
}

Name Parser::declared_name(std::string_view what) {
    if (!at(TokenKind::word)) return name(what);
    Name taken = take_name();
    if (is_reserved(taken.text))
        report(Code::reserved_word, taken.span,
               "`" + taken.text + "` is a word of the language and cannot be a name");
    return taken;
}

Name Parser::choice_name() {
    Name taken = name("a choice");
    static constexpr std::string_view never[] = {"stated",    "given",  "empty", "none",
                                                 "evidenced", "within", "in",    "not"};
    if (std::find(std::begin(never), std::end(never), taken.text) != std::end(never))
        report(Code::reserved_word, taken.span,
               "`" + taken.text + "` cannot be a choice: it has a meaning after `is`",
               taken.text == "none" ? "write `no-` and what there is none of" : "");
    return taken;
}

Name Parser::rule_id() {
    if (at(TokenKind::rule_id)) return take_name();
    expected("the id of a rule",
             "a rule's id is three capital letters, a hyphen and two digits: `SAF-06`");
    return {{}, last_span()};
}

Name Parser::one_of(std::string_view what, std::initializer_list<std::string_view> words) {
    if (std::find(words.begin(), words.end(), word()) != words.end()) return take_name();
    std::string help = "one of ";
    for (const std::string_view each : words)
        help += (help.size() > 7 ? ", `" : "`") + std::string(each) + "`";
    // A word that stands there was meant to be one of them; only a missing one stops the clause.
    if (at(TokenKind::word) && !begins_here()) {
        const Name found = take_name();
        const std::string meant =
            closest(found.text, std::vector<std::string>(words.begin(), words.end()));
        report(Code::syntax, found.span,
               "expected " + std::string(what) + ", found `" + found.text + "`",
               meant.empty() ? help : "did you mean `" + meant + "`?");
        return {{}, found.span};
    }
    expected(what, help);
    return {{}, last_span()};
}

std::vector<Name> Parser::names(std::string_view what) {
    std::vector<Name> all;
    do {
        Name one = name(what);
        if (one.given()) all.push_back(std::move(one));
    } while (accept_symbol(","));
    return all;
}

TextSyntax Parser::text(std::string_view what) {
    if (!at(TokenKind::text)) {
        expected(what);
        return {{}, last_span()};
    }
    const Span span = token().span;
    advance();
    return {decode({span.source, span.begin + 1, span.end - 1}), span};
}

// Resolves escapes. An unknown one is said and stands for itself.
std::string Parser::decode(Span span) {
    const std::string_view raw = sources_.text(span);
    std::string decoded;
    for (std::size_t i = 0; i < raw.size(); ++i) {
        if (raw[i] != '\\' || i + 1 == raw.size()) {
            decoded += raw[i];
            continue;
        }
        const char escaped = raw[++i];
        if (escaped == 'n') {
            decoded += '\n';
            continue;
        }
        if (escaped != '"' && escaped != '\\') {
            const auto at = static_cast<std::uint32_t>(span.begin + i - 1);
            report(Code::syntax, {span.source, at, at + 1},
                   "a `\\` stands before a letter that it gives no meaning",
                   "in a text, `\\\"`, `\\\\` and `\\n` write a quotation mark, a backslash and a "
                   "new line");
        }
        decoded += escaped;
    }
    return decoded;
}

TemplateSyntax Parser::message_template(std::string_view what) {
    TemplateSyntax result;
    if (!at(TokenKind::text)) {
        expected(what);
        result.span = last_span();
        return result;
    }
    result.span = token().span;
    advance();
    const SourceId source = result.span.source;
    const std::string_view raw = sources_.text({source, 0, result.span.end - 1});
    std::string part;
    std::uint32_t plain_from = result.span.begin + 1;
    std::uint32_t i = plain_from;
    const auto take_plain = [&](std::uint32_t end) {
        if (end > plain_from) part += decode({source, plain_from, end});
    };
    while (i < raw.size()) {
        if (raw[i] == '\\') {
            i += 2;
        } else if (raw.substr(i, 2) == "{{") {
            take_plain(i + 1);
            plain_from = i += 2;
        } else if (raw[i] == '{') {
            const std::size_t close = raw.find('}', i);
            if (close == std::string_view::npos) {
                report(Code::syntax, {source, i, i + 1}, "a `{` is not closed",
                       "end it with `}`, or write `{{` for a brace");
                break;
            }
            take_plain(i);
            result.texts.push_back(std::exchange(part, {}));
            parse_piece(result, {source, i + 1, static_cast<std::uint32_t>(close)});
            plain_from = i = static_cast<std::uint32_t>(close) + 1;
        } else {
            ++i;
        }
    }
    take_plain(static_cast<std::uint32_t>(raw.size()));
    result.texts.push_back(std::move(part));
    return result;
}

// What stands between braces is read with the same descent over tokens of its own; a mistake in it
// costs only this piece.
void Parser::parse_piece(TemplateSyntax& result, Span piece) {
    std::vector<Token> tokens = without_trivia(lex(sources_, piece, diagnostics_));
    std::swap(tokens, tokens_);
    const std::size_t position = std::exchange(position_, 0);
    const Token end =
        std::exchange(end_, Token{TokenKind::space, {piece.source, piece.end, piece.end}});
    const Span start = std::exchange(start_, Span{piece.source, piece.begin - 1, piece.begin});
    result.expressions.push_back(expression());
    result.holes.emplace_back(sources_.text(piece));
    if (!at_end()) expected("`}`");
    panic_ = false;
    std::swap(tokens, tokens_);
    position_ = position;
    end_ = end;
    start_ = start;
}

DateSyntax Parser::date() {
    if (!at(TokenKind::date)) {
        expected("a date", "dates are written `2026-12-31`");
        return {{}, last_span()};
    }
    const Name taken = take_name();
    return {taken.text, taken.span};
}

CitationSyntax Parser::citation() {
    CitationSyntax result;
    const Span first = last_span();
    result.source = name("the name of a source");
    if (at(TokenKind::text)) result.place = text("a place");
    if (at_word("read") || at_word("title") || at_word("unverified")) result.checked = take_name();
    result.span = span_from(first);
    return result;
}

AskSyntax Parser::ask() {
    AskSyntax result;
    const Span first = last_span();
    result.question = text("a question in quotation marks");
    expect_word("of", "say who can answer: `ask \"…\" of site-manager`");
    result.posts = names("the post that can answer");
    result.span = span_from(first);
    return result;
}

std::string Parser::unit_here(std::size_t ahead, std::size_t& words) const {
    const std::string_view first = word(ahead);
    const std::string_view second = word(ahead + 1);
    words = 1;
    if (first == "working" && (second == "days" || second == "day")) {
        words = 2;
        return "working " + std::string(second);
    }
    if (std::find(std::begin(units), std::end(units), first) != std::end(units))
        return std::string(first);
    words = 0;
    return {};
}

}  // namespace tutela
