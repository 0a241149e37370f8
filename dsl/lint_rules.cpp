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
void expect(Linting& linting, const RuleDecl& rule, Code code, const Message& what,
            std::string_view form) {
    if (find_clause<Clause>(rule.clauses) == nullptr)
        linting.say(code, rule.id.span, what, message("add `{}`", form));
}

}  // namespace

void lint_rules(Linting& linting) {
    linting.each<RuleDecl>([&](const SyntaxTree&, const RuleDecl& rule) {
        const std::string& id = rule.id.text;
        expect<MessageClause>(linting, rule, Code::rule_without_message,
                              message("{} does not say in words what is missing", id),
                              "message \"…\"");
        expect<RemedyClause>(linting, rule, Code::rule_without_remedy,
                             message("{} does not say what to do when it is not met", id),
                             "remedy \"…\"");
        expect<AskClause>(linting, rule, Code::rule_without_question,
                          message("{} does not say what to ask, and whom", id),
                          "ask \"…\" of POST");
        expect<EffortClause>(linting, rule, Code::rule_without_effort,
                             message("{} does not say what complying costs", id), "effort 2 days");
        const auto& with_cases = linting.options.rules_with_cases;
        if (with_cases && with_cases->count(rule.id.text) == 0)
            linting.say(Code::rule_without_case, rule.id.span,
                        message("no case says what {} must decide", rule.id.text),
                        message("add `cases/{}.toml` beside the ruleset", rule.id.text));
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
            Diagnostic* found =
                linting.say(Code::duplicate_title, rule.title.span,
                            message("{} and {} have one title", at->second->id.text, rule.id.text),
                            message("say in each what only it asks for"));
            if (found)
                found->labels.push_back({at->second->title.span, message("the other stands here")});
        });
}

void lint_parameters(Linting& linting) {
    linting.each<ParameterDecl>([&](const SyntaxTree&, const ParameterDecl& parameter) {
        if (!parameter.origin || parameter.origin->text == "project default") return;
        if (parameter.citations.empty())
            linting.say(
                Code::uncited_parameter, parameter.name.span,
                parameter.origin->text == "norm"
                    ? message("the origin of `{}` is a norm, and no source is cited",
                              parameter.name.text)
                    : message("the origin of `{}` is sector guidance, and no source is cited",
                              parameter.name.text),
                message("add `cites SOURCE \"place\" read`"));
        if (parameter.origin->text != "norm") return;
        for (const CitationSyntax& citation : parameter.citations)
            if (citation.checked && citation.checked->text == "unverified")
                linting.say(
                    Code::unverified_norm, citation.span,
                    message("nobody has read in the norm what `{}` is", parameter.name.text),
                    message("look it up in the original and write `read`, or say another origin"));
    });
}

}  // namespace tutela
