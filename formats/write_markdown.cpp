#include <algorithm>

#include <map>

#include <fmt/core.h>

#include "formats/tell.hpp"
#include "formats/tell_gate.hpp"

namespace tutela {

// Hundreds of sites may stand behind one verdict: `explain` tells all.
static std::string reasons_list(const Told& told, const Finding& finding) {
    constexpr std::size_t most = 40;
    const std::vector<std::string> all = reasons(told, finding);
    std::string out;
    for (std::size_t i = 0; i < std::min(all.size(), most); ++i) out += "  - " + all[i] + "\n";
    if (all.size() > most)
        out += "  - " +
               told.program.language->trn("and {0} more fact (tutela explain tells all)",
                                          "and {0} more facts (tutela explain tells all)",
                                          all.size() - most) +
               "\n";
    return out;
}

std::string write_markdown(const Told& told) {
    const Ruleset& ruleset = told.program.ruleset;
    const Language& say = *told.program.language;
    std::string out =
        fmt::format("# {}\n\n{}\n\n**{}**\n\n", say.tr("Audit of {}", design_words(told)),
                    audited_words(told), gate_sentence(told));
    for (const std::string& sentence : sharing_words(told)) out += "> " + sentence + "\n";
    if (told.sharing) out += "\n";
    if (const std::string known = known_words(told); !known.empty()) out += known + "\n\n";
    for (const Verdict verdict :
         {Verdict::met, Verdict::not_met, Verdict::undetermined, Verdict::needs_judgement,
          Verdict::excepted, Verdict::not_applicable})
        out += "| " + said(say, verdict) + " ";
    out += fmt::format(
        "|\n|---|---|---|---|---|---|\n"
        "| {} | {} | {} | {} | {} | {} |\n\n",
        count(told, Verdict::met), count(told, Verdict::not_met),
        count(told, Verdict::undetermined), count(told, Verdict::needs_judgement),
        count(told, Verdict::excepted), count(told, Verdict::not_applicable));
    const auto section = [&](const std::string& title, Verdict verdict) {
        bool any = false;
        for (const Finding& finding : told.report.findings) {
            if (finding.verdict != verdict) continue;
            if (!any) out += fmt::format("## {}\n\n", title);
            any = true;
            const Rule& rule = ruleset.rules[finding.rule];
            out += fmt::format("- **{}** {}{} ({}{})\n", rule.id, rule.title,
                               finding.subject_words.empty() ? "" : " — " + finding.subject_words,
                               said(say, finding.severity),
                               finding.reason == Reason::none
                                   ? ""
                                   : fmt::format(", {}", said(say, finding.reason)));
            if (is_aside(finding)) out += "  - " + aside_words(told, finding) + "\n";
            if (verdict == Verdict::not_met && !finding.message.empty())
                out += "  - " + finding.message + "\n";
            out += reasons_list(told, finding);
            if (verdict == Verdict::not_met && !finding.remedy.empty())
                out += fmt::format("  - {} {}\n", say.tr("Mend:"), finding.remedy);
            if (verdict == Verdict::needs_judgement && rule.judge)
                out += fmt::format("  - {} ({})\n",
                                   question_words(told.program, &told.design, rule,
                                                  rule.judge->question, &finding),
                                   post_words(told, rule.judge->post));
        }
        if (any) out += "\n";
    };
    section(say.tr("Not met"), Verdict::not_met);
    section(say.tr("Undetermined"), Verdict::undetermined);
    section(say.tr("Needs judgement"), Verdict::needs_judgement);
    section(say.tr("Excepted"), Verdict::excepted);
    if (const auto some = waivers_to_look_at(told); !some.empty()) {
        out += fmt::format("## {}\n\n", say.tr("Waivers to look at"));
        for (const std::uint32_t waiver : some) out += "- " + waiver_line(told, waiver) + "\n";
        out += "\n";
    }
    if (const auto lines = severity_lines(told); !lines.empty()) {
        out += fmt::format("## {}\n\n", say.tr("Severities that the ruleset or the project sets"));
        for (const std::string& line : lines) out += "- " + line + "\n";
        out += "\n";
    }
    out += fmt::format("## {}\n\n| {} | {} |\n|---|---|\n", say.tr("Scores"), say.tr("principle"),
                       say.tr("score"));
    for (const auto& [name, score] : told.report.groups)
        out += fmt::format("| {} | {} |\n", name, score_words(say, score));
    for (const auto& [principle, score] : told.report.by_principle)
        if (told.report.groups.empty())
            out += fmt::format("| {} | {} |\n", ruleset.principles[principle].text,
                               score_words(say, score));
    return out +
           fmt::format("| {} | {} |\n", say.tr("All rules"), score_words(say, told.report.score));
}

}  // namespace tutela
