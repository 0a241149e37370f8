#include <algorithm>
#include <set>

#include "dsl/assemble.hpp"
#include "dsl/translate.hpp"

// Rules with their clauses.

namespace tutela {
namespace {

class ResolveRule {
public:
    ResolveRule(Resolution& r, const DeclaredRule& declared, std::uint32_t index)
        : r_(r),
          module_(r.modules[declared.module]),
          syntax_(*declared.syntax),
          index_(index),
          translate_(r, module_) {
        rule_.id = syntax_.id.text;
        rule_.title = syntax_.title.text;
        rule_.ruleset = module_.name();
        rule_.span = syntax_.span;
    }

    Rule resolve() {
        // Subjects first: the other clauses speak of them, wherever they stand.
        for (const ClauseSyntax& clause : syntax_.clauses)
            if (const auto* each = std::get_if<ForEachClause>(&clause)) for_each(*each);
        for (const ClauseSyntax& clause : syntax_.clauses)
            std::visit([&](const auto& one) { take(one); }, clause);
        if (rule_.title.empty()) missing(message("a title"));
        if (!rule_.principle && !seen_.count("principle")) missing(message("a principle"));
        if (!seen_.count("severity")) missing(message("a severity"));
        if (rule_.require.empty() && rule_.warnings.empty())
            missing(message("something to `require` or to `warn when`"));
        rule_.variables = translate_.variables;
        return std::move(rule_);
    }

private:
    void missing(const Message& what) {
        r_.say(Code::missing_clause, syntax_.id.span,
               message("the rule `{}` lacks {}", rule_.id, what));
    }
    bool once(const char* clause, Span span) {
        if (seen_.insert(clause).second) return true;
        r_.say(Code::clause_twice, span, message("`{}` stands twice in `{}`", clause, rule_.id));
        return false;
    }
    ExpressionId decide(ExpressionRef ref, bool rules) {
        translate_.place({true, rules, true, index_});
        const ExpressionId id = translate_.truth(ref);
        translate_.place({});
        return id;
    }
    std::optional<std::uint32_t> stage(const Name& name) {
        const auto stages = r_.ruleset.vocabulary.stages();
        if (!stages) {
            r_.say(Code::unknown_field, name.span,
                   message("the vocabulary has no `programme.stage` with a list of stages"));
            return std::nullopt;
        }
        const ChoiceList& list = r_.ruleset.vocabulary.choice_lists[*stages];
        const auto found = list.find(name.text);
        if (!found && name.given())
            r_.say_unknown(Code::unknown_choice, name.span,
                           message("there is no stage `{}`", name.text), name.text, list.choices);
        return found;
    }

    void for_each(const ForEachClause& clause) {
        if (!once("for each", clause.span)) return;
        for (const Binding& binding : clause.bindings) {
            ForEach each;
            each.name = binding.name.text;
            each.span = binding.span;
            each.list = translate_.collection(binding.list);
            const Type type = translate_.type_of(each.list);
            translate_.check_new(binding.name);
            each.variable = translate_.declare(
                binding.name.text, type.kind == TypeKind::error ? Type{} : type.member());
            if (binding.where != no_syntax) each.where = decide(binding.where, false);
            rule_.for_each.push_back(each);
        }
    }
    void take(const ForEachClause&) {}
    void take(const BecauseClause&) {}
    void take(const PrincipleClause& c) {
        if (once("principle", c.span))
            rule_.principle = r_.find(module_.scope.principles, c.name, Code::unknown_name,
                                      message("no principle is named `{}`", c.name.text));
    }
    void take(const ThemeClause& c) {
        for (const Name& name : c.names)
            if (const auto theme = r_.find(module_.scope.themes, name, Code::unknown_name,
                                           message("no theme is named `{}`", name.text)))
                rule_.themes.push_back(*theme);
    }
    void take(const SeverityClause& c) {
        if (!once("severity", c.span)) return;
        rule_.severity = resolve_severity(r_, c.level).value_or(Severity::major);
        if (c.when == no_syntax) return;
        rule_.severity_when = decide(c.when, false);
        if (c.otherwise)
            rule_.severity_else = resolve_severity(r_, *c.otherwise).value_or(Severity::major);
    }
    void take(const PhaseClause& c) {
        if (!once("phase", c.span)) return;
        std::vector<std::string> words;
        for (const Phase phase : {Phase::assessment, Phase::design, Phase::implementation,
                                  Phase::monitoring, Phase::closure})
            words.emplace_back(word(phase));
        for (const Name& name : c.phases) {
            const auto at = std::find(words.begin(), words.end(), name.text);
            if (at == words.end())
                r_.say_unknown(Code::unknown_choice, name.span,
                               message("there is no phase `{}`", name.text), name.text, words);
            else
                rule_.phases.push_back(static_cast<Phase>(at - words.begin()));
        }
    }
    void take(const CitesClause& c) {
        for (Citation& citation : resolve_citations(r_, module_.scope, {c.citation}))
            rule_.citations.push_back(std::move(citation));
    }
    void take(const WhenClause& c) { rule_.when.push_back({decide(c.condition, true), c.span}); }
    void take(const RequireClause& c) { rule_.require.push_back({require(c.condition), c.span}); }
    ExpressionId require(ExpressionRef ref) {
        translate_.place({false, false, true, index_});
        const ExpressionId id = translate_.truth(ref);
        translate_.place({});
        return id;
    }
    void take(const UnlessClause& c) {
        Unless unless;
        unless.expression = require(c.condition);
        unless.because = c.because.text;
        unless.span = c.span;
        if (c.until) unless.until = last_day(r_, *c.until);
        rule_.unless.push_back(std::move(unless));
    }
    void take(const PresumeClause&) {}
    void take(const WarnClause& c) {
        Warning warning;
        translate_.place({});
        warning.expression = translate_.truth(c.condition);
        if (c.saying) warning.saying = translate_.text(*c.saying);
        warning.span = c.span;
        rule_.warnings.push_back(std::move(warning));
    }
    void take(const JudgeClause& c) {
        if (!once("judge", c.span)) return;
        Judge judge{c.question.text, c.post.text, no_expression, c.span};
        if (c.when != no_syntax) judge.when = translate_.truth(c.when);
        rule_.judge = std::move(judge);
    }
    void take(const DocumentedClause& c) {
        if (once("documented from", c.span)) rule_.documented_from = stage(c.stage);
    }
    void take(const DueClause& c) {
        if (!once("due from", c.span)) return;
        Due due;
        due.span = c.span;
        if (c.stage) due.stage = stage(*c.stage);
        if (c.date) due.date = first_day(r_, *c.date);
        rule_.due_from = due;
    }
    void link(const Name& name, std::vector<RuleLink>& into, ExpressionId where,
              std::string because, Span span) {
        const DeclaredRule* other = r_.find_rule(name);
        if (!other || !other->index) return;
        into.push_back({*other->index, where, std::move(because), span});
        r_.rule_dependencies.push_back({index_, *other->index, span});
    }
    void take(const RequiresClause& c) {
        link(c.rule, rule_.requires_rules, no_expression, "", c.span);
    }
    void take(const YieldsClause& c) {
        const ExpressionId where = c.where == no_syntax ? no_expression : translate_.truth(c.where);
        link(c.rule, rule_.yields_to, where, c.because.text, c.span);
    }
    void take(const WaivableClause& c) {
        for (const Name& post : c.posts) rule_.waivable_by.push_back(post.text);
    }
    void take(const NeverWaivedClause&) { rule_.never_waived = true; }
    void take(const MessageClause& c) {
        if (once("message", c.span)) rule_.message = translate_.text(c.text);
    }
    void take(const RemedyClause& c) {
        if (once("remedy", c.span)) rule_.remedy = c.text.text;
    }
    void take(const AskClause& c) {
        if (!once("ask", c.span)) return;
        rule_.ask.question = c.ask.question.text;
        rule_.ask.span = c.span;
        for (const Name& post : c.ask.posts) rule_.ask_posts.push_back(post.text);
        if (!rule_.ask_posts.empty()) rule_.ask.post = rule_.ask_posts[0];
    }
    void take(const EffortClause& c) {
        if (!once("effort", c.span)) return;
        const auto amount = parse_decimal(c.amount);
        const auto unit = parse_unit(c.unit);
        if (!amount || !unit)
            r_.say(Code::wrong_type, c.span, message("an effort is a duration"),
                   message("write `effort 3 days`"));
        else
            rule_.effort = {*amount, *unit, true};
    }
    void take(const SinceClause& c) {
        if (once("since", c.span)) rule_.since = first_day(r_, c.date);
    }
    void take(const UntilClause& c) {
        if (once("until", c.span)) rule_.until = last_day(r_, c.date);
    }

    Resolution& r_;
    const Module& module_;
    const RuleDecl& syntax_;
    std::uint32_t index_;
    Translator translate_;
    Rule rule_;
    std::set<std::string> seen_;
};

}  // namespace

void resolve_rules(Resolution& r) {
    std::vector<const DeclaredRule*> order;
    for (std::uint32_t m = 0; m < r.modules.size(); ++m)
        for (const Declaration& declaration : r.modules[m].tree.declarations) {
            const auto* syntax = std::get_if<RuleDecl>(&declaration);
            if (!syntax) continue;
            const auto found = r.rules.find(syntax->id.text);
            if (found == r.rules.end() || found->second.syntax != syntax) continue;
            const bool disabled =
                std::any_of(r.ruleset.disabled.begin(), r.ruleset.disabled.end(),
                            [&](const DisabledRule& d) { return d.id == syntax->id.text; });
            if (disabled) continue;
            found->second.index = static_cast<std::uint32_t>(order.size());
            order.push_back(&found->second);
        }
    for (std::uint32_t i = 0; i < order.size(); ++i)
        r.ruleset.rules.push_back(ResolveRule(r, *order[i], i).resolve());
}

}  // namespace tutela
