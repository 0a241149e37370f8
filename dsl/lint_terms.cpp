// Words in what people read that harm them or mislead.

#include <fmt/core.h>

#include "dsl/lint_checks.hpp"

namespace tutela {
namespace {

struct Term {
    std::string_view language, term, instead, why;
};

constexpr Term terms[] = {
#define TUTELA_TERM(language, term, instead, why) {#language, term, instead, why},
#include "dsl/harmful_terms.def"
#undef TUTELA_TERM
};

// ASCII, and the letters with accents of French and Spanish (U+00C0 to U+00DE, two bytes each).
std::string lower(std::string_view text) {
    std::string out(text);
    for (std::size_t i = 0; i < out.size(); ++i) {
        const auto byte = static_cast<unsigned char>(out[i]);
        const bool accented = i > 0 && static_cast<unsigned char>(out[i - 1]) == 0xC3U &&
                              byte >= 0x80U && byte <= 0x9EU && byte != 0x97U;
        if ((byte >= 'A' && byte <= 'Z') || accented) out[i] = static_cast<char>(byte + 0x20U);
    }
    return out;
}

// Half of a letter of several bytes counts as one; an apostrophe or a hyphen does not.
bool is_letter(char c) {
    const auto byte = static_cast<unsigned char>(c);
    return (byte >= 'a' && byte <= 'z') || (byte >= '0' && byte <= '9') || byte >= 0x80U;
}

bool is_whole_word(std::string_view text, std::size_t begin, std::size_t end) {
    return (begin == 0 || !is_letter(text[begin - 1])) &&
           (end == text.size() || !is_letter(text[end]));
}

// The places of the texts that a declaration shows to people. Sources keep the titles that others gave them.
class TextsOf {
public:
    explicit TextsOf(std::vector<Span>& out) : out_(out) {}

    void add(const TextSyntax& text) const { out_.push_back(text.span); }
    void add(const std::optional<TextSyntax>& text) const {
        if (text) add(*text);
    }
    void add(const std::vector<ChoiceSyntax>& choices) const {
        for (const ChoiceSyntax& choice : choices) add(choice.phrase);
    }
    void add(const TypeSyntax& type) const {
        add(type.choices);
        for (const TypeSyntax& element : type.element) add(element);
    }
    void add(const std::vector<ClauseSyntax>& clauses) const {
        for (const ClauseSyntax& clause : clauses) std::visit(*this, clause);
    }

    void operator()(const ChoicesDecl& syntax) const { add(syntax.choices); }
    void operator()(const RecordDecl& syntax) const {
        add(syntax.phrase);
        for (const FieldDecl& field : syntax.fields) {
            add(field.type);
            add(field.phrase);
            if (field.ask) add(field.ask->question);
        }
    }
    void operator()(const PrincipleDecl& syntax) const { add(syntax.text); }
    void operator()(const RuleDecl& syntax) const {
        add(syntax.title);
        add(syntax.clauses);
    }
    void operator()(const SetDecl& syntax) const { add(syntax.because); }
    void operator()(const SetSeverityDecl& syntax) const { add(syntax.because); }
    void operator()(const DisableDecl& syntax) const { add(syntax.because); }
    void operator()(const ExceptionDecl& syntax) const { add(syntax.clauses); }
    void operator()(const ProfileDecl& syntax) const { add(syntax.title); }

    void operator()(const UnlessClause& clause) const { add(clause.because); }
    void operator()(const WarnClause& clause) const {
        if (clause.saying) out_.push_back(clause.saying->span);
    }
    void operator()(const JudgeClause& clause) const { add(clause.question); }
    void operator()(const YieldsClause& clause) const { add(clause.because); }
    void operator()(const MessageClause& clause) const { out_.push_back(clause.text.span); }
    void operator()(const RemedyClause& clause) const { add(clause.text); }
    void operator()(const AskClause& clause) const { add(clause.ask.question); }
    void operator()(const BecauseClause& clause) const { add(clause.reason); }
    template <class Other>
    void operator()(const Other&) const {}

private:
    std::vector<Span>& out_;
};

void look_for_terms(Linting& linting, Span span, std::string_view language) {
    const std::string text = lower(linting.sources.text(span));
    std::vector<bool> taken(text.size(), false);
    for (const Term& term : terms) {
        if (term.language != language) continue;
        for (std::size_t at = text.find(term.term); at != std::string::npos;
             at = text.find(term.term, at + 1)) {
            const std::size_t end = at + term.term.size();
            if (taken[at] || !is_whole_word(text, at, end)) continue;
            for (std::size_t i = at; i < end; ++i) taken[i] = true;
            const Span place{span.source, span.begin + static_cast<std::uint32_t>(at),
                             span.begin + static_cast<std::uint32_t>(end)};
            linting.say(Code::harmful_term, place,
                        message("`{}`: {}", linting.sources.text(place), term.why),
                        message("write `{}`", term.instead));
        }
    }
}

}  // namespace

void lint_terms(Linting& linting) {
    for (const SyntaxTree& tree : linting.trees) {
        std::vector<Span> texts;
        const TextsOf texts_of(texts);
        texts_of.add(tree.header.title);
        for (const Declaration& declaration : tree.declarations) std::visit(texts_of, declaration);
        for (const Span span : texts) look_for_terms(linting, span, tree.header.language.text);
    }
}

}  // namespace tutela
