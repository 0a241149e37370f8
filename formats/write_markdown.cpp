#include <map>

#include <fmt/core.h>

#include "engine/calendar.hpp"
#include "formats/tell.hpp"

namespace tutela {

std::string write_markdown(const Told& told) {
    const Ruleset& ruleset = told.program.ruleset;
    std::string out = fmt::format(
        "# Audit of {}\n\n{} {}{}, as of {}\n\n**{}**\n\n", told.design.name, ruleset.name,
        ruleset.version, told.program.profile.empty() ? "" : ", profile " + told.program.profile,
        date_text(told.report.as_of), gate_sentence(told));
    out += fmt::format(
        "| met | not met | undetermined | to be judged | excepted | not applicable "
        "|\n|---|---|---|---|---|---|\n"
        "| {} | {} | {} | {} | {} | {} |\n\n",
        count(told, Verdict::met), count(told, Verdict::not_met),
        count(told, Verdict::undetermined), count(told, Verdict::needs_judgement),
        count(told, Verdict::excepted), count(told, Verdict::not_applicable));
    const auto section = [&](const char* title, Verdict verdict) {
        bool any = false;
        for (const Finding& finding : told.report.findings) {
            if (finding.verdict != verdict) continue;
            if (!any) out += fmt::format("## {}\n\n", title);
            any = true;
            const Rule& rule = ruleset.rules[finding.rule];
            out += fmt::format(
                "- **{}** {}{} ({}{})\n", rule.id, rule.title,
                finding.subject_name.empty() ? "" : " — " + finding.subject_name,
                word(finding.severity),
                finding.reason == Reason::none ? "" : fmt::format(", {}", word(finding.reason)));
            if (verdict == Verdict::not_met && !finding.message.empty())
                out += "  - " + finding.message + "\n";
            for (const std::string& reason : reasons(told, finding)) out += "  - " + reason + "\n";
            if (verdict == Verdict::not_met && !finding.remedy.empty())
                out += "  - Mend: " + finding.remedy + "\n";
            if (verdict == Verdict::needs_judgement && rule.judge)
                out += fmt::format("  - {} ({})\n", rule.judge->question, rule.judge->post);
        }
        if (any) out += "\n";
    };
    section("Not met", Verdict::not_met);
    section("Undetermined", Verdict::undetermined);
    section("Needs judgement", Verdict::needs_judgement);
    section("Excepted", Verdict::excepted);
    out += "## Scores\n\n| principle | score |\n|---|---|\n";
    for (const auto& [principle, score] : told.report.by_principle)
        out += fmt::format("| {} | {} |\n", ruleset.principles[principle].text, score_words(score));
    return out + fmt::format("| all rules | {} |\n", score_words(told.report.score));
}

}  // namespace tutela
