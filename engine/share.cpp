#include "engine/share.hpp"

#include <algorithm>
#include <map>

#include "engine/judge.hpp"
#include "engine/words.hpp"

namespace tutela {
namespace {

class ShareDesign {
public:
    ShareDesign(const Program& program, const Design& design, const Report& report,
                EvaluateOptions options)
        : program_(program), design_(design), report_(report), options_(options) {}

    Shared operator()() {
        masked_ = mask(program_.ruleset.vocabulary, design_);
        Shared made;
        made.key = masked_.key;
        made.sharing.masked = masked_.counts;
        for (const Finding& finding : report_.findings) {
            if (finding.waived_by) ++made.sharing.waived;
            keep_decisions(finding);
        }
        // What stays: waivers that keep a finding from the gate. The others say no more than that a design claims something.
        const std::size_t kept = masked_.design.waivers.size();
        for (const Waiver& waiver : design_.waivers) {
            if (waiver.in_file) continue;
            Waiver claim = waiver;
            claim.approver.clear();
            masked_.design.waivers.push_back(std::move(claim));
        }
        made.report = evaluate(program_, masked_.design, options_);
        masked_.design.waivers.resize(kept);
        made.report.waivers.resize(kept);
        for (Finding& finding : made.report.findings)
            if (const auto at = known_.find({finding.rule, finding.subject}); at != known_.end())
                finding.known_since = at->second;
        forget(masked_.design);
        for (Finding& finding : made.report.findings)
            for (Step& step : finding.explanation)
                for (Step& part : step.children) cut(part);
        made.design = std::move(masked_.design);
        return made;
    }

private:
    // Waivers and judgements name subjects as the design does: those that met with a finding are written anew.
    void keep_decisions(const Finding& finding) {
        const Rule& rule = program_.ruleset.rules[finding.rule];
        const Span place{design_.source, 0, 0};
        const std::vector<std::uint32_t> rows = masked_rows(rule, finding);
        const std::string subject = masked_subject(rule, rows);
        if (finding.known_since) known_[{finding.rule, rows}] = *finding.known_since;
        if (finding.waived_by) {
            const Waiver& waiver = design_.waivers[*finding.waived_by];
            Waiver made;
            made.rule = rule.id;
            made.scope = subject;
            made.approver = waiver.approver;  // a post that the rule names
            made.from = waiver.from;
            made.until = waiver.until;
            made.place = place;
            masked_.design.waivers.push_back(std::move(made));
        }
        for (const Judgement& judgement : design_.judgements) {
            if (judgement.rule != rule.id) continue;
            if (!judgement.subject.empty() && judgement.subject != finding.subject_name) continue;
            Judgement made;
            made.rule = rule.id;
            made.subject = subject;
            made.date = judgement.date;
            made.met = judgement.met;
            made.place = place;
            masked_.design.judgements.push_back(std::move(made));
        }
    }

    // The subject's rows where they stand now.
    [[nodiscard]] std::vector<std::uint32_t> masked_rows(const Rule& rule,
                                                         const Finding& finding) const {
        std::vector<std::uint32_t> rows = finding.subject;
        for (std::size_t i = 0; i < rows.size(); ++i) {
            const Type type = program_.expressions[rule.for_each[i].list].type.member();
            if (type.kind == TypeKind::record && rows[i] < masked_.moved[type.id].size())
                rows[i] = masked_.moved[type.id][rows[i]];
        }
        return rows;
    }
    [[nodiscard]] std::string masked_subject(const Rule& rule,
                                             const std::vector<std::uint32_t>& rows) const {
        std::vector<Scalar> subject;
        for (const std::uint32_t row : rows) subject.push_back({true, row, nullptr});
        return name_subject(program_, masked_.design, rule, subject).name;
    }

    // Below a clause, an answer that rests on what is not shown is not told either. `hidden`: what it is a part of does.
    void cut(Step& step, bool hidden = false) {
        if (step.expression != no_expression)
            hidden =
                !step.fact && reads_what_is_not_shown(program_, masked_.design, step.expression);
        if (hidden && (step.is_member || step.expression != no_expression)) {
            step.is_truth = false;
            step.truth = Truth::unknown;
            step.number.reset();
        }
        for (Step& part : step.children) cut(part, hidden);
    }

    const Program& program_;
    const Design& design_;
    const Report& report_;
    const EvaluateOptions options_;
    Masked masked_;
    std::map<std::pair<std::uint32_t, std::vector<std::uint32_t>>, std::int64_t> known_;
};

}  // namespace

Shared share(const Program& program, const Design& design, const Report& report,
             EvaluateOptions options) {
    return ShareDesign(program, design, report, options)();
}

void number_designs(std::vector<Shared>& shared) {
    std::sort(shared.begin(), shared.end(),
              [](const Shared& a, const Shared& b) { return a.key < b.key; });
    for (std::size_t i = 0; i < shared.size(); ++i) {
        shared[i].sharing.number = static_cast<std::uint32_t>(i + 1);
        shared[i].design.name = shared[i].report.design = "design-" + std::to_string(i + 1);
    }
}

}  // namespace tutela
