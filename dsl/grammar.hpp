#pragma once

#include <tao/pegtl.hpp>

// The lexical grammar: what a token is. Every byte of a valid text belongs to exactly one token, so
// the file can be written again from them. Included by lex.cpp and the grammar's own test only.
//
// How tokens make clauses and expressions is read by a hand-written descent (parser.hpp) and not
// here: which words are reserved depends on the place (`theme` is a clause, a choice and a name), a
// mistake must not cost the clauses after it, and many mistakes (`a and b or c`, `a -b`) leave no
// doubt how to read on, which a grammar that matches or fails cannot say.
namespace tutela::grammar {

using namespace tao::pegtl;

struct lower_or_digit : sor<lower, digit> {};
struct name_rest : sor<alnum, one<'_'>> {};

// ------------------------------------------------------------------ trivia

struct byte_order_mark : seq<bof, utf8::one<0xFEFF>> {};
struct space_token : sor<byte_order_mark, plus<one<' ', '\t', '\r', '\n'>>> {};
struct comment_token : seq<one<'#'>, star<not_one<'\n', '\r'>>> {};

// ------------------------------------------------------------------ words and numbers

// The longest run; reserved words are looked for only after it has matched.
struct word_token : seq<lower, star<lower_or_digit>, star<seq<one<'-'>, plus<lower_or_digit>>>,
                        not_at<name_rest>> {};
struct rule_id_token
    : seq<rep<3, upper>, one<'-'>, rep<2, digit>, not_at<sor<name_rest, seq<one<'-'>, alnum>>>> {};
// A currency, or a country's code.
struct capitals_token
    : seq<rep_min_max<2, 3, upper>, not_at<sor<name_rest, seq<one<'-'>, alnum>>>> {};

struct number_text : seq<plus<digit>, opt<one<'.'>, plus<digit>>> {};
struct share_token : seq<number_text, one<'%'>> {};
struct number_token : number_text {};
struct date_token : seq<rep<4, digit>, one<'-'>, rep<2, digit>, opt<one<'-'>, rep<2, digit>>,
                        not_at<sor<alnum, seq<one<'-'>, digit>>>> {};
struct time_token
    : seq<rep<2, digit>, one<':'>, rep<2, digit>, opt<one<':'>, rep<2, digit>>, not_at<digit>> {};

// ------------------------------------------------------------------ texts

struct text_character : sor<seq<one<'\\'>, any>, not_one<'"', '\\'>> {};
struct text_character_in_line : sor<plus<not_one<'"', '\\', '\n'>>, seq<one<'\\'>, any>> {};
// A text may span lines. Where a quotation mark was forgotten, the next one opens a text: it is
// followed by a letter at once, which the end of a text never is.
struct text_in_line : seq<one<'"'>, star<text_character_in_line>, one<'"'>> {};
struct text_over_lines
    : seq<one<'"'>, rep_max<16384, text_character>, one<'"'>, not_at<sor<alnum, one<'{'>>>> {};
struct text_token : sor<text_in_line, text_over_lines> {};

// ------------------------------------------------------------------ signs

struct symbol_token
    : sor<seq<one<'<', '>'>, opt<one<'='>>>, seq<one<'='>, not_at<one<'=', '>', '<'>>>,
          one<'(', ')', '[', ']', ',', '.', ':', '+', '-', '*', '/'>> {};

// ------------------------------------------------------------------ what is no token (grammar_errors.hpp)

struct unclosed_text : seq<one<'"'>, star<not_one<'\n', '\r'>>> {};
struct ill_formed_name : seq<sor<alpha, one<'_'>>, star<sor<name_rest, seq<one<'-'>, name_rest>>>> {
};
struct foreign_operator
    : sor<string<'=', '='>, string<'!', '='>, string<'<', '>'>, string<'&', '&'>, string<'|', '|'>,
          string<'=', '>'>, string<'=', '<'>, one<'!'>> {};
struct foreign_quotation
    : sor<utf8::one<0x201C, 0x201D, 0x201E, 0x2018, 0x2019, 0xAB, 0xBB>, one<'\'', '`'>> {};
struct stray_character : sor<utf8::any, any> {};

struct token
    : sor<space_token, comment_token, text_token, unclosed_text, rule_id_token, capitals_token,
          word_token, ill_formed_name, date_token, time_token, share_token, number_token,
          foreign_operator, symbol_token, foreign_quotation, stray_character> {};

// A whole file is tokens to its end; read one at a time, so that a reader may stop between them.
struct file : until<eof, token> {};

// A text that may be read at all: UTF-8 without NUL. Nearly all of it is ASCII, which is passed over quickly.
struct clean_text : star<sor<plus<range<'\x01', '\x7f'>>, utf8::range<0x80, 0x10FFFF>>> {};

}  // namespace tutela::grammar
