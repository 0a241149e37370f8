#include <algorithm>
#include <map>

#include <fmt/core.h>

#include "engine/calendar.hpp"
#include "engine/words.hpp"
#include "formats/tell.hpp"

namespace tutela {
namespace {

class Text {
public:
    explicit Text(const Told& told) : told_(told), rules_(told.program.ruleset.rules) {}

    std::string report() {
        out_ = fmt::format(
            "{}\n", bold(fmt::format(
                        "{}, audited against {} {}{} as of {}", told_.design.name,
                        told_.program.ruleset.name, told_.program.ruleset.version,
                        told_.program.profile.empty() ? "" : ", profile " + told_.program.profile,
                        date_text(told_.report.as_of))));
        out_ += wrapped(gate_sentence(told_), 0, "") + "\n";
        scan();
        findings("Not met, and stops the design",
                 [&](const Finding& f) { return gates(f, told_.gate); });
        findings("Not met", [&](const Finding& f) {
            return f.verdict == Verdict::not_met && !gates(f, told_.gate);
        });
        judgements();
        questions();
        conditional();
        blocked();
        exceptions();
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

    [[nodiscard]] std::string name(const Finding& finding) const {
        const Rule& rule = rules_[finding.rule];
        return fmt::format("{} {}{} [{}]", rule.id, rule.title,
                           finding.subject_name.empty() ? "" : " — " + finding.subject_name,
                           word(finding.severity));
    }

    void scan() {
        if (told_.report.scan.empty()) return;
        heading("Must not stand in a design (the words themselves are not repeated here)");
        for (const ScanHit& hit : told_.report.scan)
            out_ += wrapped(fmt::format("{}: {} ({})", hit.path, scan_kind_words(hit.kind),
                                        place_words(told_, hit.place)),
                            4, "  - ");
        out_ += "\n";
    }

    template <class Wanted>
    void findings(const char* title, Wanted wanted) {
        bool any = false;
        for (const Finding& finding : told_.report.findings) {
            if (!wanted(finding)) continue;
            if (!any) heading(title);
            any = true;
            out_ += paint("31", wrapped(name(finding), 4, "  "));
            if (finding.waived_by) out_ += wrapped("Waived: " + waiver(finding), 4, "    ");
            if (finding.reason == Reason::not_documented)
                out_ += wrapped("Not documented, and at this stage it must be.", 4, "    ");
            if (!finding.message.empty()) out_ += wrapped(finding.message, 4, "    ");
            why(finding);
            if (!finding.remedy.empty()) out_ += wrapped(finding.remedy, 10, "    Mend: ");
        }
        if (any) out_ += "\n";
    }

    void why(const Finding& finding) {
        const auto lines = reasons(told_, finding);
        const std::size_t shown =
            told_.explain == Explain::all ? lines.size() : std::min<std::size_t>(lines.size(), 6);
        for (std::size_t i = 0; i < shown; ++i)
            out_ += wrapped(lines[i], 9, i == 0 ? "    Why: " : "         ");
        if (shown < lines.size())
            out_ += fmt::format("         and {} more facts (tutela explain tells all)\n",
                                lines.size() - shown);
    }

    [[nodiscard]] std::string waiver(const Finding& finding) const {
        const Waiver& waiver = told_.design.waivers[*finding.waived_by];
        return fmt::format("until {}, approved by {}",
                           waiver.until ? date_text(*waiver.until) : "?", waiver.approver);
    }

    void judgements() {
        std::map<std::uint32_t, std::vector<const Finding*>> by_rule;
        for (const Finding& finding : told_.report.findings)
            if (finding.verdict == Verdict::needs_judgement)
                by_rule[finding.rule].push_back(&finding);
        if (by_rule.empty()) return;
        heading("Needs a person's judgement");
        for (const auto& [rule, of_rule] : by_rule) {
            std::string subjects;
            for (const Finding* finding : of_rule)
                if (!finding->subject_name.empty())
                    subjects += (subjects.empty() ? " — " : ", ") + finding->subject_name;
            out_ += wrapped(fmt::format("{} {}{}", rules_[rule].id, rules_[rule].title, subjects),
                            4, "  ");
            if (rules_[rule].judge)
                out_ += wrapped(fmt::format("{} ({})", rules_[rule].judge->question,
                                            post(rules_[rule].judge->post)),
                                4, "    ");
        }
        out_ += "\n";
    }

    [[nodiscard]] static std::string post(std::string name) {
        std::replace(name.begin(), name.end(), '-', ' ');
        return name;
    }

    void questions() {
        std::map<std::string, std::vector<OpenQuestion>> by_post;
        for (OpenQuestion& question : open_questions(told_))
            by_post[question.question.post].push_back(std::move(question));
        if (by_post.empty()) return;
        heading("Not known yet, by who can answer");
        for (const auto& [who, questions] : by_post) {
            out_ += "  " + (who.empty() ? std::string("anyone in the team") : post(who)) + "\n";
            for (const OpenQuestion& question : questions) {
                std::string ids;
                for (const std::string& id : question.rules) ids += (ids.empty() ? "" : ", ") + id;
                out_ +=
                    wrapped(fmt::format("{} [{}; {}]", question.question.text, ids,
                                        place_words(told_, place_of(told_.design, question.fact))),
                            6, "    - ");
            }
        }
        out_ += "\n";
    }

    void conditional() {
        for (const Finding& finding : told_.report.findings)
            for (const std::string& note : finding.notes_text)
                if (note.rfind("not met unless", 0) == 0)
                    out_ += wrapped(fmt::format("{}: {}.", name(finding), note), 4, "  ") + "\n";
    }

    void blocked() {
        for (const Finding& finding : told_.report.findings)
            if (finding.blocked)
                out_ += wrapped(fmt::format("{} waits for {}: they lack the same fact.",
                                            name(finding), finding.reason_detail),
                                4, "  ");
    }

    void exceptions() {
        bool any = false;
        for (const Finding& finding : told_.report.findings) {
            if (finding.verdict != Verdict::excepted) continue;
            if (!any) heading("Excepted");
            any = true;
            out_ += wrapped(name(finding), 4, "  ");
            for (const ExceptedBy& by : finding.excepted_by)
                out_ += wrapped(fmt::format("because {}{}", by.because,
                                            by.until ? ", until " + date_text(*by.until) : ""),
                                4, "    ");
        }
        if (any) out_ += "\n";
    }

    void warnings() {
        bool any = false;
        for (const Finding& finding : told_.report.findings)
            for (const std::string& warning : finding.warnings) {
                if (!any) heading("Passes, with a warning");
                any = true;
                out_ += wrapped(
                    fmt::format("{}{}: {}", rules_[finding.rule].id,
                                finding.subject_name.empty() ? "" : " — " + finding.subject_name,
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
                std::string line = fmt::format("where a {} does not say: {}", post(record.name),
                                               post(record.fields[presumption.field].name));
                if (std::find(lines.begin(), lines.end(), line) == lines.end())
                    lines.push_back(std::move(line));
            }
        if (lines.empty()) return;
        heading("Assumed");
        for (const std::string& line : lines)
            out_ += wrapped(line + " is presumed (--no-presumptions switches it off)", 4, "  ");
        out_ += "\n";
    }

    void scores() {
        heading("Scores");
        for (const auto& [principle, score] : told_.report.by_principle)
            out_ += fmt::format("  {:<28} {}\n", told_.program.ruleset.principles[principle].text,
                                score_words(score));
        const std::size_t open = open_questions(told_).size();
        out_ +=
            fmt::format("  {:<28} {}{}\n", "All rules", score_words(told_.report.score),
                        open == 0 ? ""
                                  : fmt::format("; {} make{} the difference",
                                                counted(open, "open fact"), open == 1 ? "s" : ""));
        out_ += fmt::format(
            "  {} met, {} not met, {} undetermined, {} to be judged, {} excepted, {} not "
            "applicable\n",
            count(told_, Verdict::met), count(told_, Verdict::not_met),
            count(told_, Verdict::undetermined), count(told_, Verdict::needs_judgement),
            count(told_, Verdict::excepted), count(told_, Verdict::not_applicable));
    }

    void met() {
        out_ += "\n";
        heading("Met, and not applicable");
        for (const Finding& finding : told_.report.findings)
            if (finding.verdict == Verdict::met || finding.verdict == Verdict::not_applicable)
                out_ += wrapped(fmt::format("{}: {}{}", name(finding), word(finding.verdict),
                                            finding.reason == Reason::none
                                                ? ""
                                                : fmt::format(" ({})", word(finding.reason))),
                                4, "  ");
    }

    // ------------------------------------------------------------------------------ one rule, whole

    void explain(const Finding& finding) {
        const Rule& rule = rules_[finding.rule];
        heading(name(finding));
        std::string verdict(word(finding.verdict));
        if (finding.reason != Reason::none)
            verdict +=
                fmt::format(" ({}{})", word(finding.reason),
                            finding.reason_detail.empty() ? "" : ": " + finding.reason_detail);
        out_ += fmt::format("  Verdict: {}\n", bold(verdict));
        if (finding.verdict == Verdict::not_met && !finding.message.empty())
            out_ += wrapped(finding.message, 4, "    ");
        for (const ExceptedBy& by : finding.excepted_by)
            out_ += wrapped("Excepted because " + by.because, 4, "  ");
        if (!finding.explanation.empty()) out_ += "  How it came about\n";
        for (const Step& top : finding.explanation) step(top, 4, true);
        for (const std::string& note : finding.notes_text)
            out_ += wrapped("Note: " + note, 4, "  ");
        if (!finding.open.empty() && (finding.verdict == Verdict::undetermined ||
                                      finding.reason == Reason::not_documented)) {
            out_ += "  What would settle it\n";
            for (const OpenFact& open : finding.open) {
                const Question question = question_for(told_.program, told_.design, open);
                const std::string who = question.post.empty() ? rule.ask.post : question.post;
                out_ += wrapped(fmt::format("{}{} ({})", question.text,
                                            who.empty() ? "" : " [" + post(who) + "]",
                                            place_words(told_, place_of(told_.design, open))),
                                6, "    - ");
            }
        }
        if (!finding.notes.empty()) {
            out_ += "  Need not be known\n";
            for (const OpenFact& note : finding.notes)
                out_ += wrapped(fmt::format("{}: {}, and it would not change the verdict",
                                            describe_open(told_.program, told_.design, note),
                                            value_text(told_.program, told_.design, note.fact)),
                                6, "    - ");
        }
        if (finding.verdict == Verdict::not_met && !finding.remedy.empty())
            out_ += wrapped(finding.remedy, 8, "  Mend: ");
        if (finding.verdict == Verdict::needs_judgement && rule.judge)
            out_ += wrapped(fmt::format("{} ({})", rule.judge->question, post(rule.judge->post)), 8,
                            "  Judge: ");
        sources(rule);
        out_ += "\n";
    }

    void sources(const Rule& rule) {
        for (const Citation& citation : rule.citations) {
            const SourceDocument& source = told_.program.ruleset.sources[citation.source];
            out_ += wrapped(fmt::format("{}{}{}{} [{}]", source.title,
                                        source.publisher.empty() ? "" : ", " + source.publisher,
                                        source.year == 0 ? "" : fmt::format(", {}", source.year),
                                        citation.place.empty() ? "" : ", " + citation.place,
                                        word(citation.checked)),
                            10, "  Source: ");
        }
    }

    void step(const Step& here, std::size_t indent, bool top) {
        static constexpr const char* clause[] = {"where ", "when ", "unless ", "require ",
                                                 "exception: "};
        std::string text = (top ? clause[here.clause] : "") + here.words->text;
        if (!here.words->value.empty()) text += ": " + here.words->value;
        if (here.fact) text += fmt::format(" ({})", place_words(told_, here.fact_place));
        if (here.deciding && top) text += "  <- decides";
        out_ += wrapped(text, indent + 2, std::string(indent, ' ') + "- ");
        for (const Step& child : here.children) step(child, indent + 2, false);
    }

    const Told& told_;
    const std::vector<Rule>& rules_;
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
