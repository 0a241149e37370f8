#include <algorithm>
#include <map>

#include <fmt/core.h>

#include "engine/words.hpp"
#include "formats/tell.hpp"
#include "formats/tell_gate.hpp"

namespace tutela {
namespace {

class Text {
public:
    explicit Text(const Told& told)
        : told_(told), rules_(told.program.ruleset.rules), say_(*told.program.language) {}

    std::string report() {
        out_ = bold(fmt::format("{}, {}", design_words(told_), audited_words(told_))) + "\n";
        for (const std::string& sentence : sharing_words(told_)) out_ += wrapped(sentence, 0, "");
        out_ += wrapped(gate_sentence(told_), 0, "");
        if (const std::string known = known_words(told_); !known.empty())
            out_ += wrapped(known, 0, "");
        out_ += "\n";
        scan();
        findings(say_.tr("Not met, and stops the design"),
                 [&](const Finding& f) { return gates(f, told_.gate); });
        findings(say_.tr("Not met"), [&](const Finding& f) {
            return f.verdict == Verdict::not_met && !gates(f, told_.gate);
        });
        judgements();
        questions();
        conditional();
        blocked();
        exceptions();
        aside();
        waivers();
        severities();
        warnings();
        assumptions();
        scores();
        if (told_.explain == Explain::all) met();
        return out_;
    }

    std::string explanation(const std::vector<std::uint32_t>& findings) {
        for (const std::uint32_t i : findings) explain(told_.report.findings[i]);
        return out_;
    }

private:
    [[nodiscard]] std::string paint(const char* code, const std::string& text) const {
        return told_.colour ? fmt::format("\x1b[{}m{}\x1b[0m", code, text) : text;
    }
    [[nodiscard]] std::string bold(const std::string& text) const { return paint("1", text); }
    void heading(const std::string& text) { out_ += bold(text) + "\n"; }

    void scan() {
        if (told_.report.scan.empty()) return;
        heading(say_.tr("Must not stand in a design (the words themselves are not repeated here)"));
        for (const ScanHit& hit : told_.report.scan)
            out_ += wrapped(
                with_place(told_, say_.tr("{}: {}", hit.path, said(say_, hit.kind)), hit.place), 4,
                "  - ");
        out_ += "\n";
    }

    template <class Wanted>
    void findings(const std::string& title, Wanted wanted) {
        bool any = false;
        for (const Finding& finding : told_.report.findings) {
            if (!wanted(finding)) continue;
            if (!any) heading(title);
            any = true;
            out_ += paint("31", wrapped(finding_words(told_, finding), 4, "  "));
            if (is_aside(finding)) out_ += wrapped(aside_words(told_, finding), 4, "    ");
            if (finding.reason == Reason::not_documented)
                out_ +=
                    wrapped(say_.tr("Not documented, and at this stage it must be."), 4, "    ");
            if (!finding.message.empty()) out_ += wrapped(finding.message, 4, "    ");
            why(finding);
            if (!finding.remedy.empty()) labelled(say_.tr("Mend:"), finding.remedy, 4);
        }
        if (any) out_ += "\n";
    }

    void why(const Finding& finding) {
        const auto lines = reasons(told_, finding);
        const std::size_t shown =
            told_.explain == Explain::all ? lines.size() : std::min<std::size_t>(lines.size(), 6);
        const std::string label = say_.tr("Why:");
        const std::size_t indent = 5 + columns_of(label);
        for (std::size_t i = 0; i < shown; ++i)
            out_ +=
                wrapped(lines[i], indent, i == 0 ? "    " + label + " " : std::string(indent, ' '));
        if (shown < lines.size())
            out_ +=
                std::string(indent, ' ') +
                say_.trn("and {0} more fact (tutela explain tells all)",
                         "and {0} more facts (tutela explain tells all)", lines.size() - shown) +
                "\n";
    }

    // Of one subject the question names it; of several it names what they are.
    [[nodiscard]] std::string judged_question(const Rule& rule,
                                              const std::vector<const Finding*>& of_rule) const {
        return question_words(told_.program, &told_.design, rule, rule.judge->question,
                              of_rule.size() == 1 ? of_rule.front() : nullptr);
    }

    void judgements() {
        std::map<std::uint32_t, std::vector<const Finding*>> by_rule;
        for (const Finding& finding : told_.report.findings)
            if (finding.verdict == Verdict::needs_judgement)
                by_rule[finding.rule].push_back(&finding);
        if (by_rule.empty()) return;
        heading(say_.tr("Needs a person's judgement"));
        for (const auto& [rule, of_rule] : by_rule) {
            std::string subjects;
            for (const Finding* finding : of_rule)
                if (!finding->subject_words.empty())
                    subjects += (subjects.empty() ? " — " : ", ") + finding->subject_words;
            out_ += wrapped(fmt::format("{} {}{}", rules_[rule].id, rules_[rule].title, subjects),
                            4, "  ");
            if (rules_[rule].judge)
                out_ += wrapped(fmt::format("{} ({})", judged_question(rules_[rule], of_rule),
                                            post_words(told_, rules_[rule].judge->post)),
                                4, "    ");
        }
        out_ += "\n";
    }

    void questions() {
        std::map<std::string, std::vector<OpenQuestion>> by_post;
        for (OpenQuestion& question : open_questions(told_))
            by_post[question.question.post].push_back(std::move(question));
        if (by_post.empty()) return;
        heading(say_.tr("Not known yet, by who can answer"));
        for (const auto& [who, questions] : by_post) {
            out_ += "  " + post_words(told_, who) + "\n";
            for (const OpenQuestion& question : questions) {
                std::string ids;
                for (const std::string& id : question.rules) ids += (ids.empty() ? "" : ", ") + id;
                const std::string place = place_words(told_, place_of(told_.design, question.fact));
                out_ += wrapped(fmt::format("{} [{}{}{}]", question.question.text, ids,
                                            place.empty() ? "" : "; ", place),
                                6, "    - ");
            }
        }
        out_ += "\n";
    }

    void conditional() {
        for (const Finding& finding : told_.report.findings)
            if (!finding.conditional.empty())
                out_ +=
                    wrapped(say_.tr("{}: {}.", finding_words(told_, finding), finding.conditional),
                            4, "  ") +
                    "\n";
    }

    void blocked() {
        for (const Finding& finding : told_.report.findings)
            if (finding.blocked)
                out_ += wrapped(say_.tr("{} waits for {}: they lack the same fact.",
                                        finding_words(told_, finding), finding.reason_detail),
                                4, "  ");
    }

    void exceptions() {
        bool any = false;
        for (const Finding& finding : told_.report.findings) {
            if (finding.verdict != Verdict::excepted) continue;
            if (!any) heading(say_.tr("Excepted"));
            any = true;
            out_ += wrapped(finding_words(told_, finding), 4, "  ");
            for (const ExceptedBy& by : finding.excepted_by)
                out_ += wrapped(by.until ? say_.tr("because {}, until {}", by.because,
                                                   day_words(say_, *by.until))
                                         : say_.tr("because {}", by.because),
                                4, "    ");
        }
        if (any) out_ += "\n";
    }

    // What is not met, and waived or known, stands with what is not met.
    void aside() {
        bool any = false;
        for (const Finding& finding : told_.report.findings) {
            if (!set_aside(finding)) continue;
            if (!any) heading(say_.tr("Open, and does not hold the design up"));
            any = true;
            out_ += wrapped(finding_words(told_, finding), 4, "  ");
            out_ += wrapped(aside_words(told_, finding), 4, "    ");
        }
        if (any) out_ += "\n";
    }

    void waivers() {
        const auto some = waivers_to_look_at(told_);
        if (some.empty()) return;
        heading(say_.tr("Waivers to look at"));
        for (const std::uint32_t waiver : some)
            out_ += wrapped(waiver_line(told_, waiver), 4, "  ");
        out_ += "\n";
    }

    void severities() {
        const auto lines = severity_lines(told_);
        if (lines.empty()) return;
        heading(say_.tr("Severities that the ruleset or the project sets"));
        for (const std::string& line : lines) out_ += wrapped(line, 4, "  ");
        out_ += "\n";
    }

    void warnings() {
        bool any = false;
        for (const Finding& finding : told_.report.findings)
            for (const std::string& warning : finding.warnings) {
                if (!any) heading(say_.tr("Passes, with a warning"));
                any = true;
                out_ +=
                    wrapped(say_.tr("{}: {}",
                                    finding.subject_words.empty()
                                        ? rules_[finding.rule].id
                                        : rules_[finding.rule].id + " — " + finding.subject_words,
                                    warning),
                            4, "  ");
            }
        if (any) out_ += "\n";
    }

    void assumptions() {
        std::vector<std::string> lines;
        for (const Finding& finding : told_.report.findings)
            for (const Presumption& presumption : finding.assumptions) {
                const Record& record = told_.program.ruleset.vocabulary.records[presumption.record];
                std::string line = say_.tr(
                    "{} ({}): presumed where it is not stated (--no-presumptions switches it off)",
                    record.fields[presumption.field].phrase, record.phrase);
                if (std::find(lines.begin(), lines.end(), line) == lines.end())
                    lines.push_back(std::move(line));
            }
        if (lines.empty()) return;
        heading(say_.tr("Assumed"));
        for (const std::string& line : lines) out_ += wrapped(line, 4, "  ");
        out_ += "\n";
    }

    void scores() {
        heading(say_.tr("Scores"));
        std::vector<std::pair<std::string, Score>> lines = told_.report.groups;
        if (lines.empty())
            for (const auto& [principle, score] : told_.report.by_principle)
                lines.emplace_back(told_.program.ruleset.principles[principle].text, score);
        for (const auto& [name, score] : lines) width_ = std::max(width_, columns_of(name));
        for (const auto& [name, score] : lines) score_line(name, score_words(say_, score));
        const std::size_t open = open_questions(told_).size();
        const std::string whole = score_words(say_, told_.report.score);
        score_line(say_.tr("All rules"),
                   open == 0 ? whole
                             : say_.trn("{1}; {0} open fact makes the difference",
                                        "{1}; {0} open facts make the difference", open, whole));
        out_ += "  " +
                say_.tr(
                    "{} met, {} not met, {} undetermined, {} to be judged, {} excepted, {} not "
                    "applicable",
                    count(told_, Verdict::met), count(told_, Verdict::not_met),
                    count(told_, Verdict::undetermined), count(told_, Verdict::needs_judgement),
                    count(told_, Verdict::excepted), count(told_, Verdict::not_applicable)) +
                "\n";
    }

    void score_line(const std::string& what, const std::string& score) {
        const std::size_t columns = columns_of(what);
        out_ += "  " + what + std::string(columns < width_ ? width_ - columns : 0, ' ') + " " +
                score + "\n";
    }

    // "Mend: …", its further lines under its text.
    void labelled(const std::string& label, const std::string& text, std::size_t indent) {
        out_ +=
            wrapped(text, indent + columns_of(label) + 1, std::string(indent, ' ') + label + " ");
    }

    void met() {
        out_ += "\n";
        heading(say_.tr("Met, and not applicable"));
        for (const Finding& finding : told_.report.findings)
            if (finding.verdict == Verdict::met || finding.verdict == Verdict::not_applicable)
                out_ +=
                    wrapped(say_.tr("{}: {}", finding_words(told_, finding),
                                    said(say_, finding.verdict) +
                                        (finding.reason == Reason::none
                                             ? ""
                                             : fmt::format(" ({})", said(say_, finding.reason)))),
                            4, "  ");
    }

    // ------------------------------------------------------------------------------ one rule, whole

    void explain(const Finding& finding) {
        const Rule& rule = rules_[finding.rule];
        heading(finding_words(told_, finding));
        std::string verdict = said(say_, finding.verdict);
        if (finding.reason != Reason::none)
            verdict += fmt::format(" ({})", finding.reason_detail.empty()
                                                ? said(say_, finding.reason)
                                                : say_.tr("{}: {}", said(say_, finding.reason),
                                                          finding.reason_detail));
        out_ += "  " + say_.tr("Verdict: {}", bold(verdict)) + "\n";
        if (is_aside(finding)) out_ += wrapped(aside_words(told_, finding), 4, "  ");
        if (finding.verdict == Verdict::not_met && !finding.message.empty())
            out_ += wrapped(finding.message, 4, "    ");
        for (const ExceptedBy& by : finding.excepted_by)
            out_ += wrapped(say_.tr("Excepted because {}", by.because), 4, "  ");
        if (!finding.explanation.empty()) out_ += "  " + say_.tr("How it came about") + "\n";
        for (const Step& top : finding.explanation) step(top, 4, true);
        if (!finding.conditional.empty())
            out_ += wrapped(say_.tr("Note: {}", finding.conditional), 4, "  ");
        for (const std::string& note : finding.notes_text)
            out_ += wrapped(say_.tr("Note: {}", note), 4, "  ");
        if (!finding.open.empty() && lacks_facts(finding)) {
            out_ += "  " + say_.tr("What would settle it") + "\n";
            for (const OpenFact& open : finding.open) {
                const Question question = question_for(told_.program, told_.design, open);
                const std::string who = question.post.empty() ? rule.ask.post : question.post;
                out_ +=
                    wrapped(with_place(told_,
                                       question.text +
                                           (who.empty() ? "" : " [" + post_words(told_, who) + "]"),
                                       place_of(told_.design, open)),
                            6, "    - ");
            }
        }
        if (!finding.notes.empty()) {
            out_ += "  " + say_.tr("Need not be known") + "\n";
            for (const OpenFact& note : finding.notes)
                out_ += wrapped(say_.tr("{}: {}, and it would not change the verdict",
                                        describe_open(told_.program, told_.design, note),
                                        value_text(told_.program, told_.design, note.fact)),
                                6, "    - ");
        }
        if (finding.verdict == Verdict::not_met && !finding.remedy.empty())
            labelled(say_.tr("Mend:"), finding.remedy, 2);
        if (finding.verdict == Verdict::needs_judgement && rule.judge)
            labelled(say_.tr("Judge:"),
                     fmt::format("{} ({})", judged_question(rule, {&finding}),
                                 post_words(told_, rule.judge->post)),
                     2);
        sources(rule);
        out_ += "\n";
    }

    void sources(const Rule& rule) {
        for (const Citation& citation : rule.citations)
            labelled(say_.tr("Source:"), citation_words(told_.program.ruleset, say_, citation), 2);
    }

    void step(const Step& here, std::size_t indent, bool top) {
        std::string text = top ? clause(here.clause, here.words->text) : here.words->text;
        if (!here.words->value.empty()) text = say_.tr("{}: {}", text, here.words->value);
        if (here.fact) text = with_place(told_, text, here.fact_place);
        if (here.deciding && top) text += "  <- " + say_.tr("decides");
        out_ += wrapped(text, indent + 2, std::string(indent, ' ') + "- ");
        for (const Step& child : here.children) step(child, indent + 2, false);
    }

    // A clause, after the keyword that begins it.
    [[nodiscard]] std::string clause(std::uint32_t kind, const std::string& text) const {
        switch (kind) {
            case 0: return say_.tr("where {}", text);
            case 1: return say_.tr("when {}", text);
            case 2: return say_.tr("unless {}", text);
            case 3: return say_.tr("require {}", text);
            default: return say_.tr("exception: {}", text);
        }
    }

    const Told& told_;
    const std::vector<Rule>& rules_;
    const Language& say_;
    std::size_t width_ = 28;  // of the names of scores
    std::string out_;
};

}  // namespace

std::string write_text(const Told& told) {
    return Text(told).report();
}

std::string write_explanation(const Told& told, const std::vector<std::uint32_t>& findings) {
    return Text(told).explanation(findings);
}

}  // namespace tutela
