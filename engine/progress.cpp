#include "engine/progress.hpp"

#include <algorithm>
#include <map>

namespace tutela {
namespace {

// How good a verdict is: what is at stake is the same for met, excepted and not applicable.
int rank(Verdict verdict) {
    switch (verdict) {
        case Verdict::not_met: return 0;
        case Verdict::undetermined: return 1;
        case Verdict::needs_judgement: return 2;
        default: return 3;
    }
}

std::optional<Change> change_of(Verdict before, Verdict now) {
    if (before == now) return std::nullopt;
    if (is_open(now) && !is_open(before)) return Change::newly_open;
    if (rank(now) > rank(before)) return Change::better;
    return rank(now) < rank(before) ? Change::worse : Change::otherwise;
}

// The verdicts of one rule in the earlier report.
using OfRule = std::vector<const EarlierVerdict*>;

const EarlierVerdict* worst(const OfRule& verdicts) {
    return *std::min_element(verdicts.begin(), verdicts.end(),
                             [](const auto* a, const auto* b) { return a->verdict < b->verdict; });
}

// What the earlier report said of a subject; nothing when it did not know it.
const EarlierVerdict* counterpart(const OfRule& verdicts, const std::string& subject) {
    for (const EarlierVerdict* one : verdicts)
        if (one->subject == subject) return one;
    if (subject.empty()) return worst(verdicts);
    return verdicts.size() == 1 && verdicts.front()->subject.empty() ? verdicts.front() : nullptr;
}

class Comparison {
public:
    Comparison(const Program& program, const Report& report, const EarlierReport& earlier)
        : rules_(program.ruleset.rules), report_(report) {
        for (const EarlierVerdict& verdict : earlier.verdicts)
            before_[verdict.rule].push_back(&verdict);
        made_.earlier = &earlier;
        made_.other_design = earlier.design != report.design;
        made_.other_rules =
            earlier.ruleset != program.ruleset.name || earlier.version != program.ruleset.version;
        made_.other_profile = earlier.profile != program.profile;
        made_.earlier_is_later = earlier.as_of > report.as_of;
    }

    Progress compare() {
        for (const Finding& finding : report_.findings) now_is(finding);
        for (const EarlierVerdict& verdict : made_.earlier->verdicts)
            if (verdict.verdict != Verdict::not_applicable && !is_answered(verdict))
                made_.changes.push_back({Change::gone, verdict.rule, verdict.title, verdict.subject,
                                         verdict.verdict, std::nullopt});
        std::stable_sort(made_.changes.begin(), made_.changes.end(),
                         [](const Changed& a, const Changed& b) { return a.change < b.change; });
        return std::move(made_);
    }

private:
    void now_is(const Finding& finding) {
        const Rule& rule = rules_[finding.rule];
        const auto of_rule = before_.find(rule.id);
        const EarlierVerdict* before =
            of_rule == before_.end() ? nullptr : counterpart(of_rule->second, finding.subject_name);
        subjects_now_[rule.id].push_back(finding.subject_name);
        const auto change =
            before ? change_of(before->verdict, finding.verdict) : std::optional(Change::added);
        if (!change) {
            ++made_.unchanged;
            return;
        }
        if (!before && finding.verdict == Verdict::not_applicable) return;
        made_.changes.push_back({*change, rule.id, rule.title, finding.subject_words,
                                 before ? std::optional(before->verdict) : std::nullopt,
                                 finding.verdict});
    }

    [[nodiscard]] bool is_answered(const EarlierVerdict& verdict) const {
        const auto now = subjects_now_.find(verdict.rule);
        if (now == subjects_now_.end()) return false;
        const std::vector<std::string>& subjects = now->second;
        const bool one_for_all = subjects.size() == 1 && subjects.front().empty();
        return verdict.subject.empty() || one_for_all ||
               std::find(subjects.begin(), subjects.end(), verdict.subject) != subjects.end();
    }

    const std::vector<Rule>& rules_;
    const Report& report_;
    std::map<std::string, OfRule> before_;
    std::map<std::string, std::vector<std::string>> subjects_now_;
    Progress made_;
};

}  // namespace

std::uint32_t Progress::count(Change change) const {
    return static_cast<std::uint32_t>(std::count_if(
        changes.begin(), changes.end(), [&](const Changed& one) { return one.change == change; }));
}

Progress progress_since(const Program& program, const Report& report,
                        const EarlierReport& earlier) {
    return Comparison(program, report, earlier).compare();
}

}  // namespace tutela
