#include "dsl/lex.hpp"

#include <exception>

#include "dsl/grammar.hpp"
#include "dsl/grammar_errors.hpp"

namespace tutela {
namespace {

constexpr std::size_t mistakes_before_giving_up = 100;

// One token being read: what it turned out to be.
struct Reading {
    TokenKind kind = TokenKind::broken;
    std::size_t length = 0;
    grammar::Mistake mistake;
};

template <typename Rule>
struct action : tao::pegtl::nothing<Rule> {};

template <TokenKind Kind>
struct is_token {
    template <typename Input>
    static void apply(const Input& in, Reading& reading) {
        reading.kind = Kind;
        reading.length = in.size();
    }
};

template <typename Rule>
struct is_mistake {
    template <typename Input>
    static void apply(const Input& in, Reading& reading) {
        reading.kind = TokenKind::broken;
        reading.length = in.size();
        reading.mistake = grammar::mistake<Rule>::of(in.string_view());
    }
};

template <>
struct action<grammar::space_token> : is_token<TokenKind::space> {};
template <>
struct action<grammar::comment_token> : is_token<TokenKind::comment> {};
template <>
struct action<grammar::text_token> : is_token<TokenKind::text> {};
template <>
struct action<grammar::rule_id_token> : is_token<TokenKind::rule_id> {};
template <>
struct action<grammar::capitals_token> : is_token<TokenKind::capitals> {};
template <>
struct action<grammar::word_token> : is_token<TokenKind::word> {};
template <>
struct action<grammar::date_token> : is_token<TokenKind::date> {};
template <>
struct action<grammar::time_token> : is_token<TokenKind::time> {};
template <>
struct action<grammar::share_token> : is_token<TokenKind::share> {};
template <>
struct action<grammar::number_token> : is_token<TokenKind::number> {};
template <>
struct action<grammar::symbol_token> : is_token<TokenKind::symbol> {};
template <>
struct action<grammar::unclosed_text> : is_mistake<grammar::unclosed_text> {};
template <>
struct action<grammar::ill_formed_name> : is_mistake<grammar::ill_formed_name> {};
template <>
struct action<grammar::foreign_operator> : is_mistake<grammar::foreign_operator> {};
template <>
struct action<grammar::foreign_quotation> : is_mistake<grammar::foreign_quotation> {};
template <>
struct action<grammar::stray_character> : is_mistake<grammar::stray_character> {};

}  // namespace

std::vector<Token> lex(const Sources& sources, Span span, Diagnostics& diagnostics) {
    const std::string_view text = sources.text(span);
    // Lazy tracking: positions are byte offsets here, lines are counted only when shown.
    tao::pegtl::memory_input<tao::pegtl::tracking_mode::lazy> in(text.data(),
                                                                 text.data() + text.size(), "");
    std::vector<Token> tokens;
    std::uint32_t at = span.begin;
    std::size_t mistakes = 0;
    while (at < span.end) {
        Reading reading;
        bool matched = false;
        try {
            matched = tao::pegtl::parse<grammar::token, action>(in, reading);
        } catch (const std::exception&) {
            matched = false;
        }
        if (!matched || reading.length == 0 || mistakes == mistakes_before_giving_up) {
            tokens.push_back({TokenKind::broken, {span.source, at, span.end}});
            break;
        }
        const Span token{span.source, at, at + static_cast<std::uint32_t>(reading.length)};
        if (reading.kind == TokenKind::broken) {
            ++mistakes;
            Diagnostic found{Code::syntax, token, std::move(reading.mistake.what)};
            if (!reading.mistake.help.empty())
                found.help.push_back(std::move(reading.mistake.help));
            diagnostics.push_back(std::move(found));
        }
        tokens.push_back({reading.kind, token});
        at = token.end;
    }
    return tokens;
}

std::size_t first_unreadable(std::string_view text) {
    tao::pegtl::memory_input<tao::pegtl::tracking_mode::lazy> in(text.data(),
                                                                 text.data() + text.size(), "");
    try {
        tao::pegtl::parse<grammar::clean_text>(in);
    } catch (const std::exception&) {
        return 0;
    }
    return text.size() - in.size();
}

}  // namespace tutela
