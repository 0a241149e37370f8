#include "formats/report_page.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "engine/score.hpp"
#include "engine/words.hpp"
#include "formats/tell.hpp"
#include "formats/tell_gate.hpp"

namespace tutela {
namespace {

// Of a path from the root its last folder and the file: whoever gets the page has no such folders, and they may name
// the one who made it.
std::string short_path(const std::string& path) {
    const std::size_t file = path.starts_with('/') ? path.find_last_of('/') : 0;
    if (file == 0 || file == std::string::npos) return path;
    return path.substr(path.find_last_of('/', file - 1) + 1);
}

// The first page is one page.
constexpr std::size_t links_on_first_page = 10;
constexpr std::size_t subjects_of_link = 5;

class MakePage {
public:
    MakePage(const Told& told, std::string anchor, std::string name)
        : told_(told), rules_(told.program.ruleset.rules), say_(*told.program.language) {
        page_.anchor = std::move(anchor);
        page_.name = std::move(name);
    }

    PageDesign make() {
        page_.sharing = sharing_words(told_);
        page_.audited = audited_words(told_);
        page_.sentence = gate_sentence(told_);
        if (const std::string known = known_words(told_); !known.empty())
            page_.sentence += " " + known;
        page_.gate = gate_kind();
        page_.total = page_score(say_, say_.tr("All rules"), told_.report.score);
        page_.verdicts = say_.tr(
            "{} met, {} not met, {} undetermined, {} to be judged, {} excepted, {} not "
            "applicable",
            count(told_, Verdict::met), count(told_, Verdict::not_met),
            count(told_, Verdict::undetermined), count(told_, Verdict::needs_judgement),
            count(told_, Verdict::excepted), count(told_, Verdict::not_applicable));
        blocking();
        scan();
        groupings_of_rules();
        add_progress(told_, page_);
        add_findings(told_, page_);
        add_questions(told_, page_);
        add_allowances(told_, page_);
        add_assurance(told_, page_);
        every_rule();
        figures();
        return std::move(page_);
    }

private:
    [[nodiscard]] const char* gate_kind() const {
        switch (gate_of(told_.report, told_.gate)) {
            case Gate::failed: return "failed";
            case Gate::open: return "open";
            case Gate::passed: return "passed";
        }
        return "";
    }

    [[nodiscard]] bool stops(const Finding& finding) const {
        return page_.gate == "failed" ? gates(finding, told_.gate)
                                      : leaves_open(finding, told_.gate);
    }

    // What keeps the design from passing: what failed, or, where nothing did, what is open.
    void blocking() {
        if (page_.gate == "passed") return;
        page_.blocking_title = page_.gate == "failed"
                                   ? say_.tr("What stops the design")
                                   : say_.tr("What has to be settled before it can pass");
        for (const Finding& finding : told_.report.findings)
            if (stops(finding)) link(finding);
        for (PageLink& one : page_.blocking)
            if (one.found > one.subjects.size())
                one.more =
                    say_.trn("and {0} more", "and {0} more", one.found - one.subjects.size());
        page_.blocking_shown = std::min(page_.blocking.size(), links_on_first_page);
        if (const std::size_t more = page_.blocking.size() - page_.blocking_shown; more > 0)
            page_.blocking_more =
                say_.trn("and {0} more rule, below", "and {0} more rules, below", more);
    }

    void link(const Finding& finding) {
        const Rule& rule = rules_[finding.rule];
        if (page_.blocking.empty() || page_.blocking.back().id != rule.id) {
            page_.blocking.push_back({finding_anchor(page_, rule),
                                      rule.id,
                                      rule.title,
                                      what_to_do(told_, finding),
                                      {},
                                      "",
                                      0});
        }
        if (finding.subject_words.empty()) return;
        PageLink& one = page_.blocking.back();
        if (one.found++ < subjects_of_link) one.subjects.push_back(finding.subject_words);
    }

    void scan() {
        if (told_.report.scan.empty()) return;
        page_.scan = {"scan",
                      say_.tr("Must not stand in a design"),
                      say_.tr("The design is read by many. Take these words out of it; they are "
                              "not repeated here."),
                      {}};
        for (const ScanHit& hit : told_.report.scan)
            page_.scan.items.push_back(
                {said(say_, hit.kind),
                 told_.sharing ? hit.path
                               : fmt::format("{} · {}", hit.path, page_place(told_, hit.place))});
    }

    void groupings_of_rules() {
        const std::vector<std::string> names = groupings(told_.program.ruleset);
        for (const std::string& name : names) {
            const GroupedScores grouped = grouped_scores(told_.program, told_.report, name);
            if (grouped.groups.empty()) continue;
            PageGrouping made;
            made.title = name == "principles" ? say_.tr("Principles")
                         : name == "themes"   ? say_.tr("Themes")
                                              : grouped.title;
            made.chosen = grouped.title == told_.report.grouped_by;
            for (const auto& [title, score] : grouped.groups)
                made.scores.push_back(page_score(say_, title, score));
            page_.groupings.push_back(std::move(made));
        }
        const bool chosen =
            std::any_of(page_.groupings.begin(), page_.groupings.end(),
                        [](const PageGrouping& grouping) { return grouping.chosen; });
        if (!chosen && !page_.groupings.empty()) page_.groupings.front().chosen = true;
    }

    void figures() {
        std::size_t open = 0;
        for (const PagePost& post : page_.questions) open += post.questions.size();
        std::size_t judged = 0;
        for (const PagePost& post : page_.judgements) judged += post.questions.size();
        if (page_.gate == "failed")
            figure(say_.trn("{0} rule stops it", "{0} rules stop it", page_.blocking.size()),
                   page_.blocking.size(), "findings");
        figure(say_.trn("{0} question is open", "{0} questions are open", open), open, "questions");
        if (judged > 0)
            figure(say_.trn("{0} matter is to be judged", "{0} matters are to be judged", judged),
                   judged, "questions");
    }

    // The number stands large: it is taken out of its text, wherever the language has it.
    void figure(std::string text, std::size_t number, const char* section) {
        page_.figures.push_back(
            {std::to_string(number), std::move(text), page_.anchor + "-" + section});
    }

    void every_rule() {
        for (const RuleOutcome& outcome : told_.report.rules) {
            const Rule& rule = rules_[outcome.rule];
            std::string kind(word(outcome.verdict));
            std::replace(kind.begin(), kind.end(), ' ', '-');
            page_.rules.push_back({rule.id, rule.title, said(say_, outcome.severity),
                                   said(say_, outcome.verdict), std::move(kind)});
        }
    }

    const Told& told_;
    const std::vector<Rule>& rules_;
    const Language& say_;
    PageDesign page_;
};

}  // namespace

PageScore page_score(const Language& language, std::string title, const Score& score) {
    // That it is blocked is said beside it.
    Score unblocked = score;
    unblocked.blocked = false;
    const ScoreCounts counts = counts_of(score);
    return {std::move(title), score_words(language, unblocked),
            score.rules == 0 ? ""
                             : language.tr("{} met, {} open, {} not met", counts.met, counts.open,
                                           counts.not_met),
            bar_of(score), score.blocked};
}

std::string page_place(const Told& told, Span place) {
    if (!place.known() || told.sharing) return "";
    const Language& say = *told.program.language;
    const std::uint32_t line = told.sources.position(place.source, place.begin).line;
    const std::string& file = told.sources[place.source].name;
    return file == told.design.name ? say.tr("line {}", line)
                                    : say.tr("{}, line {}", short_path(file), line);
}

std::string finding_anchor(const PageDesign& page, const Rule& rule) {
    return page.anchor + "-" + rule.id;
}

namespace {

std::vector<PageItem> meanings(const Language& say) {
    return {
        {said(say, Verdict::met), say.tr("What the design states fulfils the rule.")},
        {said(say, Verdict::not_met),
         say.tr("What the design states breaks the rule, or it leaves out what must be written by "
                "now.")},
        {said(say, Verdict::undetermined),
         say.tr("A fact is missing that would decide. Never counted as met.")},
        {said(say, Verdict::needs_judgement),
         say.tr("No figure decides it: a person has to look, and sign.")},
        {said(say, Verdict::excepted),
         say.tr("The rules themselves make an exception here, with a reason.")},
        {said(say, Verdict::not_applicable),
         say.tr("The rule has nothing to look at in this design.")},
        {say.tr("score"),
         say.tr("The share of the rules that are met, each counted once: at worst, if every open "
                "rule turns out not to be met, and at best, if all of them do.")}};
}

// What each design is called on the page; short where that tells it from the others.
std::vector<std::string> names_of(const std::vector<Told>& told) {
    std::vector<std::string> names, whole;
    for (const Told& one : told) {
        whole.push_back(design_words(one));
        names.push_back(short_path(whole.back()));
    }
    std::vector<std::string> sorted = names;
    std::sort(sorted.begin(), sorted.end());
    const bool alike = std::adjacent_find(sorted.begin(), sorted.end()) != sorted.end();
    return alike ? whole : names;
}

}  // namespace

ReportPage report_page(const std::vector<Told>& told) {
    const Language& say = *told.front().program.language;
    ReportPage page;
    page.language = say.code;
    page.right_to_left = say.right_to_left;
    const std::vector<std::string> names = names_of(told);
    for (std::size_t i = 0; i < told.size(); ++i)
        page.designs.push_back(MakePage(told[i], "d" + std::to_string(i + 1), names[i]).make());
    page.meanings = meanings(say);
    page.title = told.size() == 1
                     ? say.tr("Audit of {}", names.front())
                     : say.trn("Audit of {0} design", "Audit of {0} designs", told.size());
    return page;
}

}  // namespace tutela
