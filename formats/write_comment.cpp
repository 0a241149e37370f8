#include <algorithm>

#include <fmt/format.h>

#include "formats/tell_ci.hpp"
#include "formats/tell_gate.hpp"

namespace tutela {
namespace {

// GitHub takes 65,536 characters, GitLab a million. Bytes are counted: they are never fewer.
constexpr std::size_t limit = 65'000;
// What is kept free for the closing words.
constexpr std::size_t reserve = 1'000;

// What is told of a design, the weightiest first.
enum Part { stops, sensitive, keeps_open, waivers, not_met, parts };

class ToComment {
public:
    explicit ToComment(const ToldRun& run) : run_(run), say_(*run.program.language) {
        for (const Told& told : run.designs) designs_.push_back({&told, {}});
        // Those that stop come first.
        std::stable_sort(designs_.begin(), designs_.end(), [](const Design& a, const Design& b) {
            return rank(a.gate()) < rank(b.gate());
        });
    }

    std::string comment() {
        std::string out = heading() + unread() + table();
        used_ = out.size() + reserve;
        // What is weighty of every design comes before what is less so of the first.
        for (int part = 0; part < parts; ++part)
            for (Design& design : designs_) choose(static_cast<Part>(part), design);
        for (const Design& design : designs_) out += details(design);
        if (left_out_ > 0)
            out += "\n" +
                   say_.trn(
                       "{0} more entry is left out: a comment takes no more. The report "
                       "holds it.",
                       "{0} more entries are left out: a comment takes no more. The report "
                       "holds them.",
                       left_out_) +
                   "\n";
        if (!designs_.empty())
            out += "\n<sub>" + markdown_plain(audited_words(*designs_[0].told)) + "</sub>\n";
        return out;
    }

private:
    struct Design {
        const Told* told;
        std::vector<std::string> entries[parts];
        [[nodiscard]] Gate gate() const { return gate_of(told->report, told->gate); }
    };

    static int rank(Gate gate) { return gate == Gate::failed ? 0 : gate == Gate::open ? 1 : 2; }

    [[nodiscard]] std::string heading() const {
        const auto of = [&](Gate gate) {
            return static_cast<std::uint64_t>(
                std::count_if(designs_.begin(), designs_.end(),
                              [&](const Design& design) { return design.gate() == gate; }));
        };
        const std::uint64_t failed = of(Gate::failed), open = of(Gate::open);
        std::string text = say_.tr("Tutela: every design passes");
        if (run_.exit_code == 3)
            text = say_.tr("Tutela: the rules are wrong");
        else if (run_.exit_code > 3)
            text = say_.tr("Tutela: an input cannot be read");
        else if (failed > 0)
            text = say_.trn("Tutela: {0} design does not pass", "Tutela: {0} designs do not pass",
                            failed);
        else if (open > 0)
            text = say_.trn("Tutela: of {0} design it cannot be told yet whether it passes",
                            "Tutela: of {0} designs it cannot be told yet whether they pass", open);
        return "### " + text + "\n\n";
    }

    // As many lines as may take a share of the comment; the rest is counted.
    std::string lines(const std::vector<std::string>& all, std::size_t most) {
        std::string text;
        for (const std::string& line : all)
            if (text.size() + line.size() <= most)
                text += line;
            else
                ++left_out_;
        return text;
    }

    std::string unread() {
        std::vector<std::string> all;
        for (const Diagnostic& one : run_.diagnostics) {
            if (one.level() != DiagnosticLevel::error) continue;
            const std::string place = run_.sources.place(one.span);
            all.push_back(
                fmt::format("- {}{} [{}]\n", place.empty() ? "" : markdown_plain(place) + ": ",
                            markdown_plain(diagnostic_words(say_, one)), entry_of(one.code).name));
        }
        return all.empty() ? "" : lines(all, limit / 4) + "\n";
    }

    std::string table() {
        if (designs_.empty()) return "";
        std::vector<std::string> rows;
        for (const Design& design : designs_) {
            const Told& told = *design.told;
            rows.push_back(fmt::format(
                "| {} | {} | {} | {} | {} | {} |\n", markdown_plain(design_words(told)),
                gate_words(design), count(told, Verdict::not_met),
                count(told, Verdict::undetermined), count(told, Verdict::needs_judgement),
                score_words(say_, told.report.score)));
        }
        return fmt::format("| {} | {} | {} | {} | {} | {} |\n|---|---|---:|---:|---:|---|\n",
                           say_.tr("Design"), say_.tr("Gate"), say_.tr("Not met"),
                           say_.tr("Undetermined"), say_.tr("Needs judgement"), say_.tr("Score")) +
               lines(rows, limit / 2);
    }

    [[nodiscard]] std::string gate_words(const Design& design) const {
        switch (design.gate()) {
            case Gate::failed: return "**" + say_.trc("gate", "does not pass") + "**";
            case Gate::open: return say_.trc("gate", "cannot be told yet");
            case Gate::passed: return say_.trc("gate", "passes");
        }
        return "";
    }

    void choose(Part part, Design& design) {
        const Told& told = *design.told;
        const auto add = [&](std::string text) {
            // A heading or the frame of a design may come with it.
            const std::size_t size = text.size() + (design.entries[part].empty() ? 400 : 0);
            if (used_ + size > limit) {
                ++left_out_;
                return;
            }
            used_ += size;
            design.entries[part].push_back(std::move(text));
        };
        if (part == sensitive) {
            for (const ScanHit& hit : told.report.scan)
                add(fmt::format("- {} ({})\n", markdown_plain(scan_words(told, hit)),
                                markdown_plain(place_words(told, hit.place))));
            return;
        }
        if (part == waivers) {
            for (const std::uint32_t waiver : waivers_to_look_at(told))
                add("- " + markdown_plain(waiver_line(told, waiver)) + "\n");
            return;
        }
        for (const Finding& finding : told.report.findings)
            if (part == part_of(told, finding)) add(entry(told, finding));
    }

    static Part part_of(const Told& told, const Finding& finding) {
        if (gates(finding, told.gate)) return stops;
        if (leaves_open(finding, told.gate)) return keeps_open;
        return finding.verdict == Verdict::not_met ? not_met : parts;
    }

    // A design's entries, folded.
    [[nodiscard]] std::string details(const Design& design) const {
        const std::string titles[parts] = {say_.tr("Not met, and stops the design"),
                                           say_.tr("Must not stand in a design"),
                                           say_.tr("Not known yet, and keeps the gate open"),
                                           say_.tr("Waivers to look at"), say_.tr("Not met")};
        std::string body;
        for (int part = 0; part < parts; ++part) {
            if (design.entries[part].empty()) continue;
            body += "\n**" + titles[part] + "**\n\n";
            for (const std::string& entry : design.entries[part]) body += entry;
        }
        if (body.empty()) return "";
        for (const std::string& sentence : sharing_words(*design.told))
            body = markdown_plain(sentence) + "\n" + body;
        return fmt::format("\n<details><summary>{}</summary>\n{}\n</details>\n",
                           html_plain(design_words(*design.told)), body);
    }

    [[nodiscard]] std::string entry(const Told& told, const Finding& finding) const {
        const Rule& rule = told.program.ruleset.rules[finding.rule];
        std::string text =
            fmt::format("- **{}** ({}, {})\n", markdown_plain(headline(told, finding)),
                        said(say_, finding.severity),
                        markdown_plain(place_words(told, main_place(told, finding))));
        const auto line = [&](const std::string& words) {
            if (!words.empty()) text += "  " + markdown_plain(words) + "\n";
        };
        // Without a message there is nothing to say that the headline does not.
        if (finding.verdict == Verdict::not_met && !finding.message.empty())
            line(what_is_so(told, finding));
        line(why_aside(told, finding));
        if (finding.verdict == Verdict::needs_judgement) line(judged_words(told, finding));
        if (finding.verdict == Verdict::undetermined)
            for (const OpenFact& open : finding.open) {
                const Question question = question_for(told.program, told.design, open);
                const std::string& post = question.post.empty() ? rule.ask.post : question.post;
                if (!question.text.empty())
                    text += fmt::format("  - {} ({})\n", markdown_plain(question.text),
                                        markdown_plain(post_words(told, post)));
            }
        line(mending(told, finding));
        return text;
    }

    const ToldRun& run_;
    const Language& say_;
    std::vector<Design> designs_;
    std::size_t used_ = 0, left_out_ = 0;
};

}  // namespace

std::string write_comment(const ToldRun& run) {
    return ToComment(run).comment();
}

}  // namespace tutela
