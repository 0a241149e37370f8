#include "engine/explain.hpp"
#include "formats/tell.hpp"

namespace tutela {
namespace {

std::string asked(const Told& told, const std::string& post, const std::string& question) {
    return told.program.language->tr("Ask {}: {}", post_words(told, post), question);
}

}  // namespace

std::string what_to_do(const Told& told, const Finding& finding) {
    const Rule& rule = told.program.ruleset.rules[finding.rule];
    if (finding.verdict == Verdict::not_met)
        return finding.remedy.empty() ? rule.remedy : finding.remedy;
    if (finding.verdict == Verdict::needs_judgement && rule.judge)
        return asked(
            told, rule.judge->post,
            question_words(told.program, &told.design, rule, rule.judge->question, &finding));
    if (finding.verdict != Verdict::undetermined) return "";
    if (rule.ask.given())
        return asked(told, rule.ask.post,
                     question_words(told.program, &told.design, rule, rule.ask.question, &finding));
    for (const OpenFact& fact : finding.open)
        if (const Question one = question_for(told.program, told.design, fact); !one.text.empty())
            return asked(told, one.post, one.text);
    return rule.remedy;
}

}  // namespace tutela
