#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "engine/words.hpp"
#include "formats/report_page.hpp"
#include "formats/tell.hpp"
#include "formats/tell_gate.hpp"

// What is wrong, and what is not known: the parts of the report that ask somebody to do something.

namespace tutela {
namespace {

// So many facts are read without being asked for.
constexpr std::size_t facts_at_a_glance = 4;
// A page is for people: of hundreds of sites, the first are told in full, the others by a line; `explain` tells all.
constexpr std::size_t most_facts = 40;
constexpr std::size_t subjects_in_full = 20;

PageSubject subject_of(const Told& told, const Finding& finding) {
    const Language& say = *told.program.language;
    PageSubject made;
    // A message mostly begins with what it is about.
    if (finding.message.rfind(finding.subject_words, 0) != 0) made.name = finding.subject_words;
    if (!finding.message.empty()) made.lines.push_back(finding.message);
    if (is_aside(finding)) made.lines.push_back(aside_words(told, finding));
    if (finding.reason == Reason::not_documented)
        made.lines.push_back(say.tr("Not documented, and at this stage it must be."));
    if (finding.reason == Reason::judged && !finding.reason_detail.empty())
        made.lines.push_back(say.tr("{}: {}", said(say, finding.reason), finding.reason_detail));
    for (const ReasonFact& fact : reason_facts(told, finding)) {
        if (++made.all_facts > most_facts) continue;
        made.facts.push_back({fact.what, fact.value, page_place(told, fact.place)});
    }
    if (made.all_facts > most_facts)
        made.more =
            say.trn("and {0} more fact (tutela explain tells all)",
                    "and {0} more facts (tutela explain tells all)", made.all_facts - most_facts);
    made.folded = made.facts.size() > facts_at_a_glance;
    return made;
}

// What is wrong, and with what, in one line.
std::string line_of(const Finding& finding) {
    if (finding.message.empty() || finding.message.rfind(finding.subject_words, 0) == 0)
        return finding.message.empty() ? finding.subject_words : finding.message;
    return finding.subject_words + " — " + finding.message;
}

void add_subject(const Told& told, const Finding& finding, PageFinding& into) {
    if (into.subjects.size() < subjects_in_full)
        into.subjects.push_back(subject_of(told, finding));
    else
        into.rest.push_back(line_of(finding));
}

PageFinding finding_of(const Told& told, const PageDesign& page, const Finding& finding) {
    const Rule& rule = told.program.ruleset.rules[finding.rule];
    PageFinding made;
    made.anchor = finding_anchor(page, rule);
    made.id = rule.id;
    made.title = rule.title;
    made.severity = said(*told.program.language, finding.severity);
    made.level = word(finding.severity);
    made.remedy = finding.remedy;
    for (const Citation& citation : rule.citations)
        made.sources.push_back(
            citation_words(told.program.ruleset, *told.program.language, citation));
    return made;
}

// Findings of one rule stand together; heavier rules come first, then in the order of the rules.
template <class Wanted>
PageFindings gather(const Told& told, const PageDesign& page, PageFindings into, Wanted wanted) {
    std::vector<const Finding*> found;
    for (const Finding& finding : told.report.findings)
        if (wanted(finding)) found.push_back(&finding);
    std::stable_sort(found.begin(), found.end(),
                     [](const Finding* a, const Finding* b) { return a->severity > b->severity; });
    for (const Finding* finding : found) {
        const std::string& id = told.program.ruleset.rules[finding->rule].id;
        if (into.findings.empty() || into.findings.back().id != id)
            into.findings.push_back(finding_of(told, page, *finding));
        add_subject(told, *finding, into.findings.back());
    }
    for (PageFinding& one : into.findings)
        if (!one.rest.empty())
            one.rest_title =
                told.program.language->trn("and {0} more", "and {0} more", one.rest.size());
    return into;
}

// A rule is told in one place, or in several; the first keeps the name that links go to.
void name_once(PageDesign& page) {
    std::map<std::string, int> seen;
    for (PageFindings& part : page.findings)
        for (PageFinding& finding : part.findings)
            if (const int times = ++seen[finding.anchor]; times > 1)
                finding.anchor += "-" + std::to_string(times);
}

std::string joined(const std::vector<std::string>& words) {
    return fmt::format("{}", fmt::join(words, ", "));
}

PagePost& post_named(std::vector<PagePost>& posts, const std::string& words) {
    const auto at = std::find_if(posts.begin(), posts.end(),
                                 [&](const PagePost& post) { return post.post == words; });
    if (at != posts.end()) return *at;
    posts.push_back({words, {}});
    return posts.back();
}

void judgements(const Told& told, PageDesign& page) {
    for (const Finding& finding : told.report.findings) {
        const Rule& rule = told.program.ruleset.rules[finding.rule];
        if (finding.verdict != Verdict::needs_judgement) continue;
        const std::string subject =
            finding.subject_words.empty() ? "" : " — " + finding.subject_words;
        // Facts that are all withheld need a judgement, too, of a rule that asks for none.
        const std::string question = rule.judge ? question_words(told.program, &told.design, rule,
                                                                 rule.judge->question, &finding)
                                                : rule.title;
        post_named(page.judgements, post_words(told, rule.judge ? rule.judge->post : rule.ask.post))
            .questions.push_back({question, rule.id + subject, ""});
    }
}

}  // namespace

void add_findings(const Told& told, PageDesign& page) {
    const Language& say = *told.program.language;
    const auto not_met = [&](const Finding& f) { return f.verdict == Verdict::not_met; };
    page.findings.push_back(gather(told, page, {"stops", say.tr("Stops the design"), "", {}},
                                   [&](const Finding& f) { return gates(f, told.gate); }));
    page.findings.push_back(gather(
        told, page, {"fails", say.tr("Does not stop the design"), "", {}},
        [&](const Finding& f) { return not_met(f) && !gates(f, told.gate) && !is_aside(f); }));
    page.findings.push_back(gather(told, page,
                                   {"waived",
                                    say.tr("Waived, or known before"),
                                    say.tr("These do not count at the gate."),
                                    {}},
                                   [&](const Finding& f) { return not_met(f) && is_aside(f); }));
    page.findings.erase(
        std::remove_if(page.findings.begin(), page.findings.end(),
                       [](const PageFindings& part) { return part.findings.empty(); }),
        page.findings.end());
    name_once(page);
}

void add_questions(const Told& told, PageDesign& page) {
    const Language& say = *told.program.language;
    for (const OpenQuestion& question : open_questions(told))
        post_named(page.questions, post_words(told, question.question.post))
            .questions.push_back({question.question.text, joined(question.rules),
                                  page_place(told, place_of(told.design, question.fact))});
    std::stable_sort(page.questions.begin(), page.questions.end(),
                     [](const PagePost& a, const PagePost& b) {
                         return a.questions.size() > b.questions.size();
                     });
    judgements(told, page);
    page.depends = {"depends", say.tr("What an answer would change"), "", {}};
    page.waits = {"waits", say.tr("Waits for another rule"), "", {}};
    for (const Finding& finding : told.report.findings) {
        if (!finding.conditional.empty())
            page.depends.items.push_back({finding_words(told, finding), finding.conditional});
        if (finding.blocked)
            page.waits.items.push_back({say.tr("{} waits for {}: they lack the same fact.",
                                               finding_words(told, finding), finding.reason_detail),
                                        ""});
    }
}

}  // namespace tutela
