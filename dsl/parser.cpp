#include "dsl/parser.hpp"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "diagnostics/suggest.hpp"
#include "dsl/lex.hpp"

namespace tutela {
namespace {

constexpr std::string_view units[] = {"minutes", "minute", "hours",  "hour",  "days",  "day",
                                      "weeks",   "week",   "months", "month", "years", "year"};

// A word or sign of the language, as it is written there.
Message in_backticks(std::string_view word) {
    return literally(fmt::format("`{}`", word));
}

}  // namespace

Parser::Parser(const Sources& sources, SyntaxTree& tree, Diagnostics& diagnostics)
    : sources_(sources),
      tree_(tree),
      diagnostics_(diagnostics),
      tokens_(without_trivia(sources, tree.tokens)) {
    const auto size = static_cast<std::uint32_t>(sources[tree.source].text.size());
    end_ = {{TokenKind::space, {tree.source, size, size}}, {}};
    start_ = {tree.source, 0, 0};
}

// ------------------------------------------------------------------ tokens

std::vector<Parser::Written> Parser::without_trivia(const Sources& sources,
                                                    const std::vector<Token>& tokens) {
    std::vector<Written> kept;
    kept.reserve(tokens.size() / 2 + 1);
    for (const Token& token : tokens)
        if (!token.trivia()) kept.push_back({token, sources.text(token.span)});
    return kept;
}

const Parser::Written& Parser::token(std::size_t ahead) const {
    return panic_ ? end_ : raw_token(position_ + ahead);
}

const Parser::Written& Parser::raw_token(std::size_t index) const {
    return index < tokens_.size() ? tokens_[index] : end_;
}

std::string_view Parser::word_at(std::size_t index) const {
    const Written& found = raw_token(index);
    return found.kind == TokenKind::word ? found.text : std::string_view();
}

std::string_view Parser::word(std::size_t ahead) const {
    return panic_ ? std::string_view() : word_at(position_ + ahead);
}

std::string_view Parser::symbol(std::size_t ahead) const {
    const Written& found = token(ahead);
    return found.kind == TokenKind::symbol ? found.text : std::string_view();
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

Diagnostic& Parser::report(Code code, Span span, Message what, Message help) {
    Diagnostic found{code, span, std::move(what)};
    if (!help.empty()) found.help.push_back(std::move(help));
    diagnostics_.push_back(std::move(found));
    return diagnostics_.back();
}

// The place is the end of the last word: what is missing is missing there, not after the white
// space or the comment that follows. A misspelt word is its own place.
void Parser::expected(const Message& what, Message help,
                      std::initializer_list<std::string_view> near) {
    if (panic_) return;
    const Token next = token();
    const Span last = last_span();
    Span place{last.source, last.end, last.end};
    // A broken token has been reported already.
    if (next.kind == TokenKind::broken) {
        panic_ = true;
        return;
    }
    Message said = message("expected {}", what);
    std::string meant;
    if (!word().empty() && near.size() > 0)
        meant = closest(word(), std::vector<std::string>(near.begin(), near.end()));
    if (!meant.empty()) {
        place = next.span;
        said = message("expected {}, found `{}`", what, text_of(next.span));
        help = message("did you mean `{}`?", meant);
    } else if (last.end > last.begin) {
        const std::string_view shown = sources_.text(last);
        said = shown.size() <= 40 && shown.find('\n') == std::string_view::npos
                   ? message("expected {} after `{}`", what, shown)
                   : message("expected {} after this text", what);
    }
    report(Code::syntax, place, std::move(said), std::move(help));
    panic_ = true;
}

// A misspelt keyword leaves no doubt, so reading goes on behind it.
void Parser::expect_word(std::string_view keyword, Message help) {
    if (accept_word(keyword) || panic_) return;
    const std::string_view found = word();
    if (!found.empty() && found.size() > 2 && !closest(found, {std::string(keyword)}).empty() &&
        !begins_here()) {
        report(Code::syntax, token().span, message("expected `{}`, found `{}`", keyword, found),
               message("did you mean `{}`?", keyword));
        advance();
        return;
    }
    expected(in_backticks(keyword), std::move(help));
}

void Parser::expect_symbol(std::string_view sign, const Message& what) {
    if (!accept_symbol(sign)) expected(what);
}

void Parser::close_bracket(std::string_view sign, Span opened) {
    if (accept_symbol(sign) || panic_) return;
    const std::size_t before = diagnostics_.size();
    expected(in_backticks(sign));
    if (diagnostics_.size() > before)
        diagnostics_.back().labels.push_back({opened, message("opened here")});
}

// ------------------------------------------------------------------ small things

Name Parser::take_name() {
    const Span span = token().span;
    advance();
    return {text_of(span), span};
}

Name Parser::name(const Message& what) {
    if (at(TokenKind::word)) return take_name();
    expected(what);
    return {{}, last_span()};
}

Name Parser::declared_name(const Message& what) {
    if (!at(TokenKind::word)) return name(what);
    Name taken = take_name();
    if (is_reserved(taken.text))
        report(Code::reserved_word, taken.span,
               message("`{}` is a word of the language and cannot be a name", taken.text));
    return taken;
}

Name Parser::choice_name() {
    Name taken = name(message("a choice"));
    static constexpr std::string_view never[] = {"stated",    "given",  "empty", "none",
                                                 "evidenced", "within", "in",    "not"};
    if (std::find(std::begin(never), std::end(never), taken.text) != std::end(never))
        report(Code::reserved_word, taken.span,
               message("`{}` cannot be a choice: it has a meaning after `is`", taken.text),
               taken.text == "none" ? message("write `no-` and what there is none of") : Message{});
    return taken;
}

Name Parser::rule_id() {
    if (at(TokenKind::rule_id)) return take_name();
    expected(message("the id of a rule"),
             message("a rule's id is three capital letters, a hyphen and two digits: `SAF-06`"));
    return {{}, last_span()};
}

Name Parser::one_of(const Message& what, std::initializer_list<std::string_view> words) {
    if (std::find(words.begin(), words.end(), word()) != words.end()) return take_name();
    const Message help = message("one of {}", fmt::format("`{}`", fmt::join(words, "`, `")));
    // A word that stands there was meant to be one of them; only a missing one stops the clause.
    if (at(TokenKind::word) && !begins_here()) {
        const Name found = take_name();
        const std::string meant =
            closest(found.text, std::vector<std::string>(words.begin(), words.end()));
        report(Code::syntax, found.span, message("expected {}, found `{}`", what, found.text),
               meant.empty() ? help : message("did you mean `{}`?", meant));
        return {{}, found.span};
    }
    expected(what, help);
    return {{}, last_span()};
}

std::vector<Name> Parser::names(const Message& what) {
    std::vector<Name> all;
    do {
        Name one = name(what);
        if (one.given()) all.push_back(std::move(one));
    } while (accept_symbol(","));
    return all;
}

TextSyntax Parser::text(const Message& what) {
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
        const std::size_t plain = std::min(raw.find('\\', i), raw.size());
        decoded += raw.substr(i, plain - i);
        i = plain;
        if (i == raw.size()) break;
        if (i + 1 == raw.size()) {
            decoded += '\\';
            break;
        }
        const char escaped = raw[++i];
        if (escaped == 'n') {
            decoded += '\n';
            continue;
        }
        if (escaped != '"' && escaped != '\\') {
            const auto at = static_cast<std::uint32_t>(span.begin + i - 1);
            report(
                Code::syntax, {span.source, at, at + 1},
                message("a `\\` stands before a letter that it gives no meaning"),
                message(
                    "in a text, `\\\"`, `\\\\` and `\\n` write a quotation mark, a backslash and a "
                    "new line"));
        }
        decoded += escaped;
    }
    return decoded;
}

TemplateSyntax Parser::message_template(const Message& what) {
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
                report(Code::syntax, {source, i, i + 1}, message("a `{{` is not closed"),
                       message("end it with `}}`, or write `{{{{` for a brace"));
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
    std::vector<Written> tokens = without_trivia(sources_, lex(sources_, piece, diagnostics_));
    std::swap(tokens, tokens_);
    const std::size_t position = std::exchange(position_, 0);
    const Written end =
        std::exchange(end_, Written{{TokenKind::space, {piece.source, piece.end, piece.end}}, {}});
    const Span start = std::exchange(start_, Span{piece.source, piece.begin - 1, piece.begin});
    result.expressions.push_back(expression());
    result.holes.emplace_back(sources_.text(piece));
    if (!at_end()) expected(in_backticks("}"));
    panic_ = false;
    std::swap(tokens, tokens_);
    position_ = position;
    end_ = end;
    start_ = start;
}

DateSyntax Parser::date() {
    if (!at(TokenKind::date)) {
        expected(message("a date"), message("dates are written `2026-12-31`"));
        return {{}, last_span()};
    }
    const Name taken = take_name();
    return {taken.text, taken.span};
}

CitationSyntax Parser::citation() {
    CitationSyntax result;
    const Span first = last_span();
    result.source = name(message("the name of a source"));
    if (at(TokenKind::text)) result.place = text(message("a place"));
    if (at_word("read") || at_word("title") || at_word("unverified")) result.checked = take_name();
    result.span = span_from(first);
    return result;
}

AskSyntax Parser::ask() {
    AskSyntax result;
    const Span first = last_span();
    result.question = text(message("a question in quotation marks"));
    expect_word("of", message("say who can answer: `ask \"…\" of site-manager`"));
    result.posts = names(message("the post that can answer"));
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
