#include "formats/tell_gate.hpp"

#include <algorithm>

#include <fmt/core.h>

#include "engine/scan_text.hpp"
#include "engine/words.hpp"
#include "formats/tell.hpp"

namespace tutela {
namespace {

std::string posts_allowed(const Program& program, const Waiver& waiver) {
    const auto rule = program.ruleset.find_rule(waiver.rule);
    std::string posts;
    if (rule)
        for (const std::string& post : program.ruleset.rules[*rule].waivable_by)
            posts += (posts.empty() ? "" : ", ") + program.ruleset.post(post);
    return posts;
}

std::string wrong_approver(const Program& program, const Waiver& waiver) {
    const Language& say = *program.language;
    const std::string posts = posts_allowed(program, waiver);
    if (posts.empty()) return say.tr("no post may waive this rule");
    if (waiver.approver.empty()) return say.tr("nobody has approved it; who may is: {}", posts);
    return say.tr("{} may not approve it; who may is: {}",
                  program.ruleset.post(post_only(say, waiver.approver)), posts);
}

}  // namespace

std::string repeated(const Language& language, const std::string& words) {
    return may_be_repeated(words) ? words : language.tr("(not shown)");
}

std::string rule_words(const Language& language, const Waiver& waiver) {
    const auto is = [&](std::size_t at, char low, char high) {
        return waiver.rule[at] >= low && waiver.rule[at] <= high;
    };
    const bool is_id = waiver.rule.size() == 6 && is(0, 'A', 'Z') && is(1, 'A', 'Z') &&
                       is(2, 'A', 'Z') && is(3, '-', '-') && is(4, '0', '9') && is(5, '0', '9');
    if (is_id) return waiver.rule;
    return waiver.in_file ? repeated(language, waiver.rule) : language.tr("(not shown)");
}

std::string scope_words(const Language& language, const Waiver& waiver) {
    if (waiver.scope.empty() || waiver.in_file) return repeated(language, waiver.scope);
    return language.tr("(not shown)");
}

std::string ticket_words(const Language& language, const Waiver& waiver) {
    const bool one_word = waiver.ticket.find(' ') == std::string::npos;
    return waiver.in_file || one_word ? repeated(language, waiver.ticket)
                                      : language.tr("(not shown)");
}

std::string post_only(const Language& language, const std::string& post) {
    const bool is_name = std::all_of(post.begin(), post.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
    });
    return is_name && may_be_repeated(post) ? post : language.tr("(not shown)");
}

std::string waiver_words(const Program& program, const Waiver& waiver, WaiverState state,
                         std::optional<std::int64_t> days_left) {
    const Language& say = *program.language;
    const std::string last = waiver.until ? day_words(say, *waiver.until) : "";
    switch (state) {
        case WaiverState::active: return say.tr("in force until {}", last);
        case WaiverState::expiring:
            return days_left == 0 ? say.tr("in force, and ends today")
                                  : say.trn("in force, and ends in {0} day, on {1}",
                                            "in force, and ends in {0} days, on {1}",
                                            static_cast<std::uint64_t>(*days_left), last);
        case WaiverState::not_yet:
            return say.tr("not in force before {}", day_words(say, *waiver.from));
        case WaiverState::expired: return say.tr("expired on {}", last);
        case WaiverState::matches_nothing:
            return say.tr("there is nothing left that it keeps from the gate");
        case WaiverState::not_judged: return say.tr("its rule was not asked for");
        case WaiverState::unreadable_date:
            return say.tr("a date of it cannot be read, so it counts as expired");
        case WaiverState::no_end:
            return say.tr("it has no last day (`{}`), so it counts for nothing", "until");
        case WaiverState::approver_not_allowed: return wrong_approver(program, waiver);
        case WaiverState::never_waivable: return say.tr("this rule is never waived");
        case WaiverState::unknown_rule: return say.tr("{} has no such rule", program.ruleset.name);
    }
    return "";
}

std::string waived_words(const Told& told, const Finding& finding) {
    const Language& say = *told.program.language;
    const Waiver& waiver = told.design.waivers[*finding.waived_by];
    const WaiverOutcome& outcome = told.report.waivers[*finding.waived_by];
    const std::string post = told.program.ruleset.post(waiver.approver);
    const std::string last = day_words(say, *waiver.until);
    return outcome.state == WaiverState::expiring && *outcome.days_left > 0
               ? say.trn("Waived: until {1} ({0} day left), approved by {2}",
                         "Waived: until {1} ({0} days left), approved by {2}",
                         static_cast<std::uint64_t>(*outcome.days_left), last, post)
               : say.tr("Waived: until {}, approved by {}", last, post);
}

std::vector<std::uint32_t> waivers_to_look_at(const Told& told) {
    std::vector<std::uint32_t> some;
    for (std::uint32_t i = 0; i < told.report.waivers.size(); ++i) {
        const WaiverOutcome& outcome = told.report.waivers[i];
        const Waiver& waiver = told.design.waivers[i];
        // A row of the design with a kind of reason may be there for rules that ask what the design claims; of a file the run
        // speaks.
        const bool speaks_elsewhere = waiver.in_file || !waiver.reason_kind.empty();
        const bool here = !speaks_elsewhere || !outcome.findings.empty();
        const bool well =
            outcome.state == WaiverState::active || outcome.state == WaiverState::not_judged;
        if (here && !well) some.push_back(i);
    }
    return some;
}

std::string waiver_line(const Told& told, std::uint32_t waiver) {
    const Waiver& its = told.design.waivers[waiver];
    const WaiverOutcome& outcome = told.report.waivers[waiver];
    const Language& say = *told.program.language;
    std::string subjects;
    for (const std::uint32_t i : outcome.findings)
        if (const std::string& words = told.report.findings[i].subject_words; !words.empty())
            subjects += (subjects.empty() ? " — " : ", ") + words;
    const std::string what =
        fmt::format("{}{} ({})", rule_words(say, its), subjects, place_words(told, its.place));
    return say.tr("{}: {}", what,
                  waiver_words(told.program, its, outcome.state, outcome.days_left));
}

std::string aside_words(const Told& told, const Finding& finding) {
    const Language& say = *told.program.language;
    return finding.waived_by
               ? waived_words(told, finding)
               : say.tr("Known: in the baseline since {}", day_words(say, *finding.known_since));
}

bool is_aside(const Finding& finding) {
    return finding.waived_by || finding.known_since;
}

bool set_aside(const Finding& finding) {
    return is_open(finding.verdict) && is_aside(finding);
}

std::string known_words(const Told& told) {
    const auto known = std::count_if(
        told.report.findings.begin(), told.report.findings.end(),
        [](const Finding& finding) { return finding.known_since && !finding.waived_by; });
    return known == 0 ? ""
                      : told.program.language->trn(
                            "{0} problem does not count, for it stands in the baseline.",
                            "{0} problems do not count, for they stand in the baseline.",
                            static_cast<std::uint64_t>(known));
}

std::vector<std::string> severity_lines(const Told& told) {
    const Language& say = *told.program.language;
    std::vector<std::string> lines;
    for (const RuleOutcome& outcome : told.report.rules) {
        const Rule& rule = told.program.ruleset.rules[outcome.rule];
        if (!rule.severity_before) continue;
        const std::string now = said(say, rule.severity), before = said(say, *rule.severity_before);
        const std::string because = repeated(say, rule.severity_reason);
        lines.push_back(
            because.empty() ? say.tr("{}: {} instead of {}", rule.id, now, before)
            : rule.severity_until
                ? say.tr("{}: {} instead of {} until {}, because {}", rule.id, now, before,
                         day_words(say, *rule.severity_until), because)
                : say.tr("{}: {} instead of {}, because {}", rule.id, now, before, because));
    }
    return lines;
}

}  // namespace tutela
