#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "engine/words.hpp"
#include "formats/report_page.hpp"
#include "formats/tell.hpp"
#include "formats/tell_gate.hpp"

// What the verdicts stand on: exceptions, waivers and assumptions, evidence, and what was said earlier.

namespace tutela {
namespace {

PageList exceptions(const Told& told) {
    const Language& say = *told.program.language;
    PageList list{"excepted", say.tr("Excepted"), "", {}};
    for (const Finding& finding : told.report.findings)
        if (finding.verdict == Verdict::excepted)
            for (const ExceptedBy& by : finding.excepted_by)
                list.items.push_back({finding_words(told, finding),
                                      by.until ? say.tr("because {}, until {}", by.because,
                                                        day_words(say, *by.until))
                                               : say.tr("because {}", by.because)});
    return list;
}

PageList waivers(const Told& told) {
    PageList list{"waived", told.program.language->tr("Waived, or known before"), "", {}};
    for (const Finding& finding : told.report.findings)
        if (is_aside(finding))
            list.items.push_back({finding_words(told, finding), aside_words(told, finding)});
    return list;
}

PageList assumptions(const Told& told) {
    const Language& say = *told.program.language;
    PageList list{"assumed",
                  say.tr("Assumed"),
                  say.tr("Presumed where the design does not state it ({} switches it off).",
                         "--no-presumptions"),
                  {}};
    for (const Finding& finding : told.report.findings)
        for (const Presumption& presumption : finding.assumptions) {
            const std::string text = presumption_words(told, presumption);
            const std::string& id = told.program.ruleset.rules[finding.rule].id;
            auto at = std::find_if(list.items.begin(), list.items.end(),
                                   [&](const PageItem& item) { return item.text == text; });
            if (at == list.items.end()) at = list.items.insert(list.items.end(), {text, ""});
            if (at->more.size() < id.size() ||
                at->more.compare(at->more.size() - id.size(), id.size(), id) != 0)
                at->more += (at->more.empty() ? "" : ", ") + id;
        }
    return list;
}

PageList warnings(const Told& told) {
    PageList list{"warned", told.program.language->tr("Passes, with a warning"), "", {}};
    for (const Finding& finding : told.report.findings)
        for (const std::string& warning : finding.warnings)
            list.items.push_back({finding_words(told, finding), warning});
    return list;
}

std::string said(const Language& say, EvidenceLevel level) {
    switch (level) {
        case EvidenceLevel::claimed: return say.trc("evidence", "claimed");
        case EvidenceLevel::documented: return say.trc("evidence", "documented");
        case EvidenceLevel::verified_internal: return say.trc("evidence", "verified by ourselves");
        case EvidenceLevel::verified_external: return say.trc("evidence", "verified by others");
    }
    return "";
}

std::string meaning(const Language& say, EvidenceLevel level) {
    switch (level) {
        case EvidenceLevel::claimed: return say.tr("the design says so, and nothing supports it");
        case EvidenceLevel::documented: return say.tr("a document is named");
        case EvidenceLevel::verified_internal: return say.tr("someone of the programme checked it");
        case EvidenceLevel::verified_external: return say.tr("someone from outside checked it");
    }
    return "";
}

struct Settled {
    std::uint32_t met = 0, not_met = 0;
    [[nodiscard]] std::uint32_t all() const { return met + not_met; }
};

bool is_settled(const Finding& finding) {
    return !finding.deciding.empty() && finding.reason != Reason::not_documented &&
           (finding.verdict == Verdict::met || finding.verdict == Verdict::not_met);
}

PageItem change_of(const Told& told, const Changed& changed) {
    const Language& say = *told.program.language;
    const std::string what = fmt::format("{} {}{}", changed.rule, changed.title,
                                         changed.subject.empty() ? "" : " — " + changed.subject);
    if (!changed.before) return {what, tutela::said(say, *changed.now)};
    if (!changed.now) return {what, say.tr("was {}", tutela::said(say, *changed.before))};
    return {what, say.tr("was {}, is {}", tutela::said(say, *changed.before),
                         tutela::said(say, *changed.now))};
}

std::string title_of(const Language& say, Change change) {
    switch (change) {
        case Change::worse: return say.tr("Worse");
        case Change::newly_open: return say.tr("Newly open");
        case Change::better: return say.tr("Better");
        case Change::otherwise: return say.tr("Changed, and as good as before");
        case Change::added: return say.tr("Not judged before");
        case Change::gone: return say.tr("No longer judged");
    }
    return "";
}

// "2 worse · 5 better · 176 as before": what there is none of is not named.
std::string counts(const Language& say, const Progress& progress) {
    const auto of = [&](Change change) { return progress.count(change); };
    std::string all;
    const auto add = [&](std::uint32_t count, const std::string& words) {
        if (count > 0) all += (all.empty() ? "" : " · ") + words;
    };
    add(of(Change::worse), say.tr("{} worse", of(Change::worse)));
    add(of(Change::newly_open), say.tr("{} newly open", of(Change::newly_open)));
    add(of(Change::better), say.tr("{} better", of(Change::better)));
    add(of(Change::added), say.tr("{} not judged before", of(Change::added)));
    add(of(Change::gone), say.tr("{} no longer judged", of(Change::gone)));
    const std::uint32_t same = progress.unchanged + of(Change::otherwise);
    add(same, say.tr("{} as before", same));
    return all;
}

void since_notes(const Told& told, const Progress& progress, PageDesign& page) {
    const Language& say = *told.program.language;
    const EarlierReport& earlier = *progress.earlier;
    if (progress.other_design)
        page.since_notes.push_back(
            say.tr("The earlier report is of another file, {}.", earlier.design));
    if (progress.other_rules)
        page.since_notes.push_back(
            say.tr("The earlier report was judged by {} {}: a verdict may "
                   "have changed because the rule did.",
                   earlier.ruleset, earlier.version));
    if (progress.other_profile)
        page.since_notes.push_back(
            say.tr("The earlier report has another profile, so other rules were judged."));
    if (progress.earlier_is_later)
        page.since_notes.push_back(say.tr("The report compared with is the later one."));
}

// What somebody should look at: waivers that are not simply in force, and severities that were set.
PageList to_look_at(const Told& told) {
    PageList list{"look", told.program.language->tr("Waivers to look at"), "", {}};
    for (const std::uint32_t waiver : waivers_to_look_at(told))
        list.items.push_back({waiver_line(told, waiver), ""});
    return list;
}

PageList set_severities(const Told& told) {
    PageList list{"severities",
                  told.program.language->tr("Severities that the ruleset or the project sets"),
                  "",
                  {}};
    for (const std::string& line : severity_lines(told)) list.items.push_back({line, ""});
    return list;
}

}  // namespace

void add_allowances(const Told& told, PageDesign& page) {
    for (PageList& list :
         std::vector<PageList>{exceptions(told), waivers(told), to_look_at(told),
                               set_severities(told), assumptions(told), warnings(told)})
        if (!list.items.empty()) page.allowances.push_back(std::move(list));
}

void add_assurance(const Told& told, PageDesign& page) {
    const Language& say = *told.program.language;
    std::array<Settled, 4> by_level{};
    Settled all;
    for (const Finding& finding : told.report.findings) {
        if (!is_settled(finding)) continue;
        const bool met = finding.verdict == Verdict::met;
        for (Settled* settled : {&by_level[static_cast<std::size_t>(finding.assurance)], &all})
            ++(met ? settled->met : settled->not_met);
        if (!met || finding.severity != Severity::critical ||
            finding.assurance != EvidenceLevel::claimed)
            continue;
        const Rule& rule = told.program.ruleset.rules[finding.rule];
        page.unevidenced.push_back(
            {rule.id + " " + rule.title +
                 (finding.subject_words.empty() ? "" : " — " + finding.subject_words),
             ""});
    }
    if (all.all() == 0) return;
    const std::uint32_t claimed = by_level[0].all();
    page.assurance_sentence =
        say.trn("{1} of {0} verdict rests on a fact that is claimed and not evidenced.",
                "{1} of {0} verdicts rest on a fact that is claimed and not evidenced.", all.all(),
                claimed);
    for (const EvidenceLevel level :
         {EvidenceLevel::claimed, EvidenceLevel::documented, EvidenceLevel::verified_internal,
          EvidenceLevel::verified_external}) {
        const Settled& settled = by_level[static_cast<std::size_t>(level)];
        page.assurance.push_back({said(say, level), meaning(say, level),
                                  std::to_string(settled.met), std::to_string(settled.not_met)});
    }
}

void add_progress(const Told& told, PageDesign& page) {
    if (!told.progress) return;
    const Language& say = *told.program.language;
    const Progress& progress = *told.progress;
    if (!progress.earlier) {
        page.since = say.tr("The earlier report does not tell of this design.");
        return;
    }
    const std::string day = day_words(say, progress.earlier->as_of);
    page.since = say.tr("Since the report as of {}: {}", day, counts(say, progress));
    page.then_and_now = {page_score(say, day, progress.earlier->score),
                         page_score(say, day_words(say, told.report.as_of), told.report.score)};
    since_notes(told, progress, page);
    for (const Change change : {Change::worse, Change::newly_open, Change::better,
                                Change::otherwise, Change::added, Change::gone}) {
        PageList list{"change", title_of(say, change), "", {}};
        for (const Changed& changed : progress.changes)
            if (changed.change == change) list.items.push_back(change_of(told, changed));
        if (!list.items.empty()) page.changes.push_back(std::move(list));
    }
}

}  // namespace tutela
