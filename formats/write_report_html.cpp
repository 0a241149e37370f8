#include <ctemplate/template.h>
#include <fmt/format.h>

#include "formats/report_page.hpp"
#include "formats/tell.hpp"

namespace tutela {
namespace {

constexpr const char* page =
#include "formats/report_page.inc"
    ;
constexpr const char* bar_part =
#include "formats/report_bar_page.inc"
    ;
constexpr const char* mark_part =
#include "formats/report_mark_page.inc"
    ;
constexpr const char* score_part =
#include "formats/report_score_page.inc"
    ;
constexpr const char* list_part =
#include "formats/report_list_page.inc"
    ;

using Dictionary = ctemplate::TemplateDictionary;

Dictionary& section(Dictionary& into, const char* name) {
    return *into.AddSectionDictionary(name);
}

void text(Dictionary& into, const char* name, const std::string& words) {
    if (!words.empty()) section(into, name)["TEXT"] = words;
}

Dictionary& part(Dictionary& into, const char* name, const char* file) {
    Dictionary* made = into.AddIncludeDictionary(name);
    made->SetFilename(file);
    return *made;
}

// A path may be broken where a folder ends.
void name_in_parts(Dictionary& into, const std::string& name) {
    std::size_t from = 0;
    while (from < name.size()) {
        const std::size_t slash = name.find('/', from);
        const std::size_t to = slash == std::string::npos ? name.size() : slash + 1;
        text(into, "PART_OF_NAME", name.substr(from, to - from));
        from = to;
    }
}

void bar(Dictionary& into, const ScoreBar& bar) {
    const auto percent = [](std::uint32_t thousandths) {
        return fmt::format("{}.{}", thousandths / 10, thousandths % 10);
    };
    Dictionary& made = part(into, "BAR", "bar");
    made["LOW"] = percent(bar.low);
    made["OPEN"] = percent(bar.high - bar.low);
}

void mark(Dictionary& into, const std::string& gate) {
    part(into, "MARK", "mark")
        .ShowSection(gate == "failed" ? "FAILED"
                     : gate == "open" ? "OPEN"
                                      : "PASSED");
}

class Html {
public:
    Html(const ReportPage& page, const Language& say)
        : page_(page), say_(say), many_(page.designs.size() > 1) {}

    std::string write() {
        Dictionary root("report");
        root["LANGUAGE"] = page_.language;
        root["DIRECTION"] = page_.right_to_left ? "rtl" : "ltr";
        root["TITLE"] = page_.title;
        name_in_parts(root, page_.title);
        root["SKIP"] = say_.tr("Skip to the report");
        root["READING"] = say_.tr("How to read this report");
        root["FOOT"] = say_.tr(
            "Made by tutela check. The same rules, design and date always give the same report.");
        // Parts are included, and see only what is said to all.
        const char* levels[] = {"2", "3", "4", "5"};
        root.SetTemplateGlobalValue("A", levels[many_ ? 1 : 0]);
        root.SetTemplateGlobalValue("B", levels[many_ ? 2 : 1]);
        root.SetTemplateGlobalValue("C", levels[many_ ? 3 : 2]);
        if (many_)
            overview(root);
        else
            text(root, "BYLINE", page_.designs.front().audited);
        for (const PageDesign& one : page_.designs) design(section(root, "DESIGN"), one);
        meanings(root);
        return expanded(root);
    }

private:
    static std::string expanded(const Dictionary& root) {
        ctemplate::TemplateCache cache;
        const std::pair<const char*, const char*> parts[] = {{"report", page},
                                                             {"bar", bar_part},
                                                             {"mark", mark_part},
                                                             {"score", score_part},
                                                             {"list", list_part}};
        for (const auto& [name, words] : parts)
            cache.StringToTemplateCache(name, words, ctemplate::STRIP_BLANK_LINES);
        cache.Freeze();
        std::string out;
        cache.ExpandNoLoad("report", ctemplate::STRIP_BLANK_LINES, &root, nullptr, &out);
        return out;
    }

    void overview(Dictionary& root) {
        Dictionary& made = section(root, "OVERVIEW");
        made["TITLE"] = say_.tr("All designs");
        for (const PageDesign& design : page_.designs) {
            Dictionary& row = section(made, "ROW");
            row["ANCHOR"] = design.anchor;
            row["NAME"] = design.name;
            row["GATE"] = design.gate;
            row["STATE"] = state(design.gate);
            row["SCORE"] = design.total.score;
            mark(row, design.gate);
            bar(row, design.total.bar);
            for (const PageFigure& figure : design.figures) text(row, "FIGURE", figure.text);
        }
    }

    [[nodiscard]] std::string state(const std::string& gate) const {
        if (gate == "failed") return say_.tr("does not pass");
        return gate == "open" ? say_.tr("cannot be told yet") : say_.tr("passes");
    }

    void design(Dictionary& into, const PageDesign& design) {
        into["ANCHOR"] = design.anchor;
        if (many_) {
            Dictionary& named = section(into, "NAMED");
            name_in_parts(named, design.name);
            named["AUDITED"] = design.audited;
        }
        first_page(into, design);
        into["CONTENTS"] = many_ ? say_.tr("Contents: {}", design.name) : say_.tr("Contents");
        if (!design.scan.items.empty()) {
            Dictionary& made = chapter(into, "SCAN", design, "scan", design.scan.title);
            made["ABOUT"] = design.scan.about;
            items(made, design.scan);
        }
        changes(into, design);
        scores(into, design);
        findings(into, design);
        questions(into, design);
        allowances(into, design);
        assurance(into, design);
        rules(into, design);
    }

    void first_page(Dictionary& into, const PageDesign& design) {
        into["SUMMARY"] = many_ ? say_.tr("Summary: {}", design.name) : say_.tr("Summary");
        into["GATE"] = design.gate;
        for (const std::string& one : design.sharing) text(into, "SHARING", one);
        sentence(into, design);
        into["SCORE"] = design.total.score;
        into["COUNTS"] = design.total.counts;
        into["SCORE_LABEL"] = say_.tr("Score, at worst and at best");
        mark(into, design.gate);
        bar(into, design.total.bar);
        blocked(into, design.total);
        for (const PageFigure& figure : design.figures) {
            Dictionary& made = section(into, "FIGURE");
            made["ANCHOR"] = figure.anchor;
            const std::size_t at = figure.text.find(figure.number);
            const bool found = at != std::string::npos;
            made["BEFORE"] = found ? figure.text.substr(0, at) : "";
            made["NUMBER"] = figure.number;
            made["AFTER"] =
                found ? figure.text.substr(at + figure.number.size()) : " " + figure.text;
        }
        if (!design.since.empty()) {
            Dictionary& since = section(into, "SINCE");
            since["ANCHOR"] = design.anchor + "-changes";
            since["TEXT"] = design.since;
        }
        if (design.blocking.empty()) return;
        Dictionary& made = section(into, "BLOCKING");
        made["TITLE"] = design.blocking_title;
        for (const PageLink& link : design.blocking) {
            Dictionary& one = section(made, "LINK");
            one["ANCHOR"] = design.gate == "failed" ? link.anchor : design.anchor + "-questions";
            one["ID"] = link.id;
            one["TEXT"] = link.text;
            text(one, "SUBJECTS", link.subjects);
        }
    }

    // Ids of rules in a sentence are not broken at their hyphens.
    static void sentence(Dictionary& into, const PageDesign& design) {
        std::size_t from = 0;
        for (const PageLink& link : design.blocking) {
            const std::size_t at = design.sentence.find(link.id, from);
            if (at == std::string::npos) continue;
            Dictionary& made = section(into, "SENTENCE");
            made["TEXT"] = design.sentence.substr(from, at - from);
            text(made, "ID", link.id);
            from = at + link.id.size();
        }
        section(into, "SENTENCE")["TEXT"] = design.sentence.substr(from);
    }

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

    void blocked(Dictionary& into, const PageScore& score) {
        if (score.blocked) text(into, "BLOCKED", say_.tr("blocked by a critical rule"));
    }

    void score(Dictionary& into, const PageScore& score) {
        Dictionary& made = part(section(into, "SCORE_ROW"), "SCORE", "score");
        made["TITLE"] = score.title;
        made["SCORE"] = score.score;
        made["COUNTS"] = score.counts;
        bar(made, score.bar);
        blocked(made, score);
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
                 say_.trn("It rests on {0} fact", "It rests on {0} facts", subject.facts.size()));
        Dictionary& facts = section(into, "FACTS");
        for (const PageFact& fact : subject.facts) {
            Dictionary& one = section(facts, "FACT");
            one["WHAT"] = fact.what;
            one["VALUE"] = fact.value;
            text(one, "PLACE", fact.place);
        }
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

    void meanings(Dictionary& root) {
        for (const PageItem& meaning : page_.meanings) {
            Dictionary& made = section(root, "MEANING");
            made["WORD"] = meaning.text;
            made["TEXT"] = meaning.more;
        }
    }

    const ReportPage& page_;
    const Language& say_;
    bool many_;
};

}  // namespace

std::string write_report_html(const std::vector<Told>& told) {
    return Html(report_page(told), *told.front().program.language).write();
}

}  // namespace tutela
