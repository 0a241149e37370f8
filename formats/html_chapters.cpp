#include "formats/html_parts.hpp"
#include "formats/tell.hpp"

namespace tutela {
namespace {

class Chapters {
public:
    explicit Chapters(const Language& say) : say_(say) {}

    void add(Dictionary& into, const PageDesign& design) {
        scan(into, design);
        changes(into, design);
        scores(into, design);
        findings(into, design);
        questions(into, design);
        allowances(into, design);
        assurance(into, design);
        rules(into, design);
    }

private:
    // A section of its own, with its entry in the contents.
    Dictionary& chapter(Dictionary& into, const char* name, const PageDesign& design,
                        const char* anchor, const std::string& title) {
        Dictionary& entry = section(into, "ENTRY");
        Dictionary& made = section(into, name);
        for (Dictionary* one : {&entry, &made}) {
            (*one)["ANCHOR"] = design.anchor + "-" + anchor;
            (*one)["TITLE"] = title;
        }
        return made;
    }

    void score(Dictionary& into, const PageScore& score) {
        Dictionary& made = part(section(into, "SCORE_ROW"), "SCORE", "score");
        made["TITLE"] = score.title;
        made["SCORE"] = score.score;
        made["COUNTS"] = score.counts;
        bar(made, score.bar);
        blocked(made, score, say_);
    }

    static void items(Dictionary& into, const PageList& list) {
        for (const PageItem& item : list.items) {
            Dictionary& made = section(into, "ITEM");
            made["TEXT"] = item.text;
            text(made, "MORE", item.more);
        }
    }

    static void add_list(Dictionary& into, const PageList& list) {
        if (list.items.empty()) return;
        Dictionary& made = part(section(into, "LIST"), "LIST", "list");
        made["TITLE"] = list.title;
        made["COUNT"] = std::to_string(list.items.size());
        text(made, "ABOUT", list.about);
        items(made, list);
    }

    void scan(Dictionary& into, const PageDesign& design) {
        if (design.scan.items.empty()) return;
        Dictionary& made = chapter(into, "SCAN", design, "scan", design.scan.title);
        made["ABOUT"] = design.scan.about;
        items(made, design.scan);
    }

    void changes(Dictionary& into, const PageDesign& design) {
        if (design.since.empty()) return;
        Dictionary& made = chapter(into, "CHANGES", design, "changes", say_.tr("What changed"));
        made["SINCE_TEXT"] = design.since;
        for (const std::string& note : design.since_notes) text(made, "NOTE", note);
        for (const PageScore& one : design.then_and_now) score(made, one);
        for (const PageList& list : design.changes) add_list(made, list);
    }

    void scores(Dictionary& into, const PageDesign& design) {
        if (design.groupings.empty()) return;
        Dictionary& made = chapter(into, "SCORES", design, "scores", say_.tr("Scores"));
        made["LEGEND"] = say_.tr("Group the rules by");
        for (const PageGrouping& grouping : design.groupings) {
            Dictionary& one = section(made, "GROUPING");
            one["SWITCH"] = design.anchor + "-by";
            one["TITLE"] = grouping.title;
            if (grouping.chosen) one.ShowSection("CHOSEN");
            for (const PageScore& line : grouping.scores) score(one, line);
        }
        const std::pair<ScoreBar, std::string> keys[] = {
            {{1000, 1000}, say_.tr("met")},
            {{0, 1000}, say_.tr("open: not known yet, or to be judged")},
            {{0, 0}, say_.tr("not met")}};
        for (const auto& [of_key, words] : keys) {
            Dictionary& key = section(made, "KEY");
            key["TEXT"] = words;
            bar(key, of_key);
        }
    }

    void findings(Dictionary& into, const PageDesign& design) {
        Dictionary& made =
            chapter(into, "FINDINGS", design, "findings", say_.tr("What is not met"));
        if (design.findings.empty()) text(made, "NONE", say_.tr("No rule is known not to be met."));
        for (const PageFindings& group : design.findings) {
            Dictionary& one = section(made, "GROUP");
            one["TITLE"] = group.title;
            one["COUNT"] = std::to_string(group.findings.size());
            text(one, "ABOUT", group.about);
            for (const PageFinding& found : group.findings) finding(section(one, "FINDING"), found);
        }
    }

    void finding(Dictionary& into, const PageFinding& finding) {
        into["ANCHOR"] = finding.anchor;
        into["ID"] = finding.id;
        into["TITLE"] = finding.title;
        into["LEVEL"] = finding.level;
        into["SEVERITY"] = finding.severity;
        for (const PageSubject& one : finding.subjects) subject(section(into, "SUBJECT"), one);
        if (!finding.rest.empty()) {
            Dictionary& rest = section(into, "REST");
            rest["TITLE"] = finding.rest_title;
            for (const std::string& line : finding.rest) text(rest, "LINE", line);
        }
        if (!finding.remedy.empty()) {
            Dictionary& mend = section(into, "MEND");
            mend["LABEL"] = say_.tr("Mend:");
            mend["TEXT"] = finding.remedy;
        }
        if (finding.sources.empty()) return;
        Dictionary& sources = section(into, "SOURCES");
        sources["LABEL"] = say_.tr("Sources:");
        for (const std::string& source : finding.sources) text(sources, "SOURCE", source);
    }

    void subject(Dictionary& into, const PageSubject& subject) {
        text(into, "NAME", subject.name);
        for (const std::string& line : subject.lines) text(into, "LINE", line);
        if (subject.facts.empty()) return;
        if (subject.folded)
            text(into, "FOLDED",
                 say_.trn("It rests on {0} fact", "It rests on {0} facts", subject.all_facts));
        Dictionary& facts = section(into, "FACTS");
        for (const PageFact& fact : subject.facts) {
            Dictionary& one = section(facts, "FACT");
            one["WHAT"] = fact.what;
            one["VALUE"] = fact.value;
            text(one, "PLACE", fact.place);
        }
        text(into, "MORE_FACTS", subject.more);
    }

    void posts(Dictionary& into, const std::vector<PagePost>& posts, bool judged) {
        for (const PagePost& post : posts) {
            Dictionary& made = section(into, "POST");
            made["TITLE"] = judged ? say_.tr("To be judged: {}", post.post) : post.post;
            made["COUNT"] = std::to_string(post.questions.size());
            for (const PageQuestion& question : post.questions) {
                Dictionary& one = section(made, "QUESTION");
                one["TEXT"] = question.text;
                one["MORE"] =
                    question.rules + (question.place.empty() ? "" : " · " + question.place);
            }
        }
    }

    void questions(Dictionary& into, const PageDesign& design) {
        Dictionary& made =
            chapter(into, "QUESTIONS", design, "questions", say_.tr("What is not known yet"));
        text(made, "ABOUT",
             design.questions.empty()
                 ? say_.tr("No fact is missing.")
                 : say_.tr("By who can answer. Behind each question: the rules that wait for it, "
                           "and where the answer belongs in the design."));
        posts(made, design.questions, false);
        posts(made, design.judgements, true);
        add_list(made, design.depends);
        add_list(made, design.waits);
    }

    void allowances(Dictionary& into, const PageDesign& design) {
        Dictionary& made = chapter(into, "ALLOWANCES", design, "allowances",
                                   say_.tr("Exceptions, waivers and assumptions"));
        if (design.allowances.empty())
            text(made, "NONE", say_.tr("Nothing is excepted, waived or assumed."));
        for (const PageList& list : design.allowances) add_list(made, list);
    }

    void assurance(Dictionary& into, const PageDesign& design) {
        if (design.assurance.empty()) return;
        Dictionary& made =
            chapter(into, "ASSURANCE", design, "assurance", say_.tr("How well it is supported"));
        made["TEXT"] = design.assurance_sentence;
        for (const std::string& head : {say_.tr("Weakest fact"), say_.tr("What that means"),
                                        said(say_, Verdict::met), said(say_, Verdict::not_met)})
            text(made, "HEAD", head);
        for (const PageAssurance& row : design.assurance) {
            Dictionary& one = section(made, "ROW");
            one["LEVEL"] = row.level;
            one["MEANING"] = row.meaning;
            one["MET"] = row.met;
            one["NOT_MET"] = row.not_met;
        }
        add_list(made, {"unevidenced", say_.tr("Critical rules that are met by a claim alone"),
                        say_.tr("Evidence is worth most here."), design.unevidenced});
    }

    void rules(Dictionary& into, const PageDesign& design) {
        Dictionary& made = chapter(into, "RULES", design, "rules", say_.tr("Every rule"));
        made["VERDICTS"] = design.verdicts;
        made["SUMMARY"] = say_.trn("{0} rule and its verdict", "{0} rules and their verdicts",
                                   design.rules.size());
        for (const std::string& head : {say_.tr("Rule"), say_.tr("Severity"), say_.tr("Verdict")})
            text(made, "HEAD", head);
        for (const PageRule& rule : design.rules) {
            Dictionary& one = section(made, "RULE");
            one["ID"] = rule.id;
            one["TITLE"] = rule.title;
            one["SEVERITY"] = rule.severity;
            one["VERDICT"] = rule.verdict;
            one["KIND"] = rule.kind;
        }
    }

    const Language& say_;
};

}  // namespace

void add_chapters(Dictionary& into, const PageDesign& design, const Language& say) {
    Chapters(say).add(into, design);
}

}  // namespace tutela
