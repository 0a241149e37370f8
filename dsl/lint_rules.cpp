// What every rule and every parameter should say.

#include <algorithm>
#include <map>

#include <fmt/core.h>

#include "dsl/lint_checks.hpp"

namespace tutela {
namespace {

std::string lower(std::string text) {
    std::transform(text.begin(), text.end(), text.begin(), [](unsigned char c) {
        return static_cast<char>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
    });
    return text;
}

template <class Clause>
void expect(Linting& linting, const RuleDecl& rule, Code code, std::string_view what,
            std::string_view form) {
    if (find_clause<Clause>(rule.clauses) == nullptr)
        linting.say(code, rule.id.span, fmt::format("{} {}", rule.id.text, what),
                    fmt::format("add `{}`", form));
}

}  // namespace

void lint_rules(Linting& linting) {
    linting.each<RuleDecl>([&](const SyntaxTree&, const RuleDecl& rule) {
        expect<MessageClause>(linting, rule, Code::rule_without_message,
                              "does not say in words what is missing", "message \"…\"");
        expect<RemedyClause>(linting, rule, Code::rule_without_remedy,
                             "does not say what to do when it is not met", "remedy \"…\"");
        expect<AskClause>(linting, rule, Code::rule_without_question,
                          "does not say what to ask, and whom", "ask \"…\" of POST");
        expect<EffortClause>(linting, rule, Code::rule_without_effort,
                             "does not say what complying costs", "effort 2 days");
        const auto& with_cases = linting.options.rules_with_cases;
        if (with_cases && with_cases->count(rule.id.text) == 0)
            linting.say(Code::rule_without_case, rule.id.span,
                        fmt::format("no case says what {} must decide", rule.id.text),
                        fmt::format("add `cases/{}.toml` beside the ruleset", rule.id.text));
    });
}

void lint_titles(Linting& linting) {
    std::map<std::string, const RuleDecl*> known;
    // Those out of scope first: then the other of the two is advised on.
    for (const bool now : {false, true})
        linting.each<RuleDecl>([&](const SyntaxTree& tree, const RuleDecl& rule) {
            if (linting.in_scope(tree.source) != now) return;
            const auto [at, fresh] = known.emplace(lower(rule.title.text), &rule);
            if (fresh) return;
            Diagnostic* found = linting.say(
                Code::duplicate_title, rule.title.span,
                fmt::format("{} and {} have one title", at->second->id.text, rule.id.text),
                "say in each what only it asks for");
            if (found) found->labels.push_back({at->second->title.span, "the other stands here"});
        });
}

void lint_parameters(Linting& linting) {
    linting.each<ParameterDecl>([&](const SyntaxTree&, const ParameterDecl& parameter) {
        if (!parameter.origin || parameter.origin->text == "project default") return;
        if (parameter.citations.empty())
            linting.say(
                Code::uncited_parameter, parameter.name.span,
                fmt::format("the origin of `{}` is {}, and no source is cited", parameter.name.text,
                            parameter.origin->text == "norm" ? "a norm" : "sector guidance"),
                "add `cites SOURCE \"place\" read`");
        if (parameter.origin->text != "norm") return;
        for (const CitationSyntax& citation : parameter.citations)
            if (citation.checked && citation.checked->text == "unverified")
                linting.say(
                    Code::unverified_norm, citation.span,
                    fmt::format("nobody has read in the norm what `{}` is", parameter.name.text),
                    "look it up in the original and write `read`, or say another origin");
    });
}

}  // namespace tutela
