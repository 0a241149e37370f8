#include "formats/action_plan.hpp"

#include <algorithm>

#include "engine/explain.hpp"
#include "engine/scan.hpp"
#include "engine/scan_text.hpp"
#include "engine/words.hpp"
#include "formats/tell.hpp"

namespace tutela {
namespace {

// After these words nothing is left to do.
bool is_closed(const std::string& status) {
    return status == "done" || status == "in-place" || status == "stopped";
}

std::string sentence(const std::string& words) {
    return words.empty() || words.back() == '.' || words.back() == '?' || words.back() == '!'
               ? words
               : words + ".";
}

// Adds the rows of one design.
class PlanRows {
public:
    PlanRows(const Told& told, ActionPlan& plan)
        : told_(told),
          say_(*told.program.language),
          rules_(told.program.ruleset),
          plan_(plan),
          scan_(countries_named(told.program.ruleset.vocabulary, told.design)),
          items_(plan_items(told.program.ruleset.vocabulary, told.design)),
          taken_(items_.size(), false) {}

    void add() {
        const std::vector<std::string> keys = plan_keys(told_.program, told_.report);
        std::vector<PlanRow> kept;  // in the plan, and no gap any more
        for (std::size_t i = 0; i < keys.size(); ++i) {
            const Finding& finding = told_.report.findings[i];
            const auto item = std::find_if(items_.begin(), items_.end(), [&](const PlanItem& one) {
                return one.nth == 1 && one.gap == gap_of(keys[i]);
            });
            const bool planned = item != items_.end();
            if (!planned && !is_problem(finding.verdict)) continue;
            PlanRow row = of_finding(finding, keys[i]);
            if (planned) take(*item, row);
            (is_problem(finding.verdict) ? plan_.rows : kept).push_back(std::move(row));
        }
        for (PlanRow& row : kept) plan_.rows.push_back(std::move(row));
        for (std::size_t i = 0; i < items_.size(); ++i)
            if (!taken_[i] && shown(items_[i].gap)) own(items_[i]);
    }

private:
    [[nodiscard]] PlanRow of_finding(const Finding& finding, const std::string& key) const {
        const Rule& rule = rules_.rules[finding.rule];
        PlanRow row;
        row.design = design_words(told_);
        row.key = key;
        of_rule(rule, finding.severity, row);
        row.subject = finding.subject_words;
        row.verdict = verdict(finding);
        row.verdict_kind = finding.verdict;
        row.blocked = finding.blocked;
        row.why = why(finding);
        row.what_to_do = what_to_do(told_, finding);
        row.place = place(rule, finding);
        return row;
    }

    void of_rule(const Rule& rule, Severity severity, PlanRow& row) const {
        row.rule = rule.id;
        row.title = rule.title;
        if (rule.principle) row.principle = rules_.principles[*rule.principle].text;
        row.severity_level = severity;
        row.severity = said(say_, severity);
        row.effort = effort_words(say_, rule.effort);
    }

    // An entry of the design that no finding goes with: of a whole rule, or in words of its own.
    void own(const PlanItem& item) {
        PlanRow row;
        row.design = design_words(told_);
        row.key = item_key(item);
        if (const auto rule = rules_.find_rule(item.gap)) {
            of_rule(rules_.rules[*rule], rules_.rules[*rule].severity, row);
        } else {
            row.title = item.gap;
        }
        row.why = say_.tr("An entry of the design's own action plan.");
        row.place = line_of(told_.design.tables[fields()->record].places[item.row]);
        take(item, row);
        plan_.rows.push_back(std::move(row));
    }

    void take(const PlanItem& item, PlanRow& row) {
        taken_[static_cast<std::size_t>(&item - items_.data())] = true;
        if (shown(item.owner)) row.owner = words_of(plan_.owners, item.owner);
        if (shown(item.note)) row.note = item.note;
        row.due = item.due;
        row.status = words_of(plan_.statuses, item.status);
    }

    // The words of a choice; an owner that is no post of the rules becomes one more choice.
    static std::string words_of(std::vector<PlanWord>& choices, const std::string& key) {
        if (key.empty()) return "";
        for (const PlanWord& choice : choices)
            if (choice.key == key || choice.words == key) return choice.words;
        choices.push_back({key, key});
        return key;
    }

    [[nodiscard]] std::string verdict(const Finding& finding) const {
        std::string words = said(say_, finding.verdict);
        if (finding.reason != Reason::none)
            words = say_.tr("{}, {}", words, said(say_, finding.reason));
        return finding.waived_by ? say_.tr("{}, waived", words) : words;
    }

    [[nodiscard]] std::string why(const Finding& finding) const {
        if (finding.verdict == Verdict::not_met)
            return finding.message.empty() && finding.reason == Reason::not_documented
                       ? say_.tr("Not documented, and at this stage it must be.")
                       : finding.message;
        if (finding.verdict == Verdict::needs_judgement)
            return say_.tr("No rule can decide this: a person has to.");
        if (finding.verdict != Verdict::undetermined) return "";
        constexpr std::size_t most = 3;
        std::string facts;
        for (std::size_t i = 0; i < finding.open.size() && i < most; ++i) {
            const std::string fact = describe_open(told_.program, told_.design, finding.open[i]);
            facts = i == 0 ? fact : say_.tr("{}; {}", facts, fact);
        }
        if (finding.open.size() > most)
            facts = say_.trn("{1}; and {0} more", "{1}; and {0} more", finding.open.size() - most,
                             facts);
        return facts.empty() ? say_.tr("It cannot be told yet.")
                             : sentence(say_.tr("It is not known: {}", facts));
    }

    [[nodiscard]] std::string place(const Rule& rule, const Finding& finding) const {
        const Design& design = told_.design;
        Span at;
        if (finding.verdict == Verdict::undetermined && !finding.open.empty())
            at = place_of(design, finding.open.front());
        if (!at.known() && !finding.subject.empty()) {
            const Type type = told_.program.expressions[rule.for_each[0].list].type.member();
            if (type.kind == TypeKind::record &&
                finding.subject[0] < design.tables[type.id].places.size())
                at = design.tables[type.id].places[finding.subject[0]];
        }
        if (!at.known() && !finding.deciding.empty()) at = design.fact(finding.deciding[0]).place;
        return line_of(at);
    }

    // "line 12", or "sites.toml:12" in a file that the design includes: there is little room in a column.
    [[nodiscard]] std::string line_of(Span at) const {
        if (!at.known()) return "";
        if (at.source == told_.design.source)
            return say_.tr("line {}", told_.sources.position(at.source, at.begin).line);
        const std::string whole = place_words(told_, at);
        return whole.substr(whole.find_last_of('/') + 1);
    }

    // What the scan objects to stays in the design.
    bool shown(const std::string& words) { return scan_(words) == 0; }

    [[nodiscard]] std::optional<PlanFields> fields() const {
        return plan_fields(rules_.vocabulary);
    }

    const Told& told_;
    const Language& say_;
    const Ruleset& rules_;
    ActionPlan& plan_;
    TextScan scan_;
    std::vector<PlanItem> items_;
    std::vector<bool> taken_;
};

}  // namespace

ActionPlan action_plan(const std::vector<Told>& told) {
    ActionPlan plan;
    if (told.empty()) return plan;
    const Program& program = told.front().program;
    plan.language = program.language.get();
    plan.ruleset = program.ruleset.name;
    plan.version = program.ruleset.version;
    plan.profile = program.profile;
    plan.as_of = told.front().report.as_of;
    plan.owners = plan_posts(program.ruleset);
    plan.statuses = plan_statuses(program.ruleset.vocabulary);
    for (const PlanWord& status : plan.statuses)
        if (is_closed(status.key)) plan.closed.push_back(status.words);
    for (const Principle& principle : program.ruleset.principles)
        plan.principles.push_back(principle.text);
    plan.sentences.push_back(audited_words(told.front()));
    for (const Told& one : told) {
        plan.designs.push_back(design_words(one));
        plan.sentences.push_back(
            told.size() == 1 ? gate_sentence(one)
                             : plan.language->tr("{}: {}", design_words(one), gate_sentence(one)));
        for (std::string& sentence : sharing_words(one))
            plan.sentences.push_back(
                told.size() == 1 ? std::move(sentence)
                                 : plan.language->tr("{}: {}", design_words(one), sentence));
        PlanRows(one, plan).add();
    }
    // What nobody took up is open.
    if (!plan.statuses.empty())
        for (PlanRow& row : plan.rows)
            if (row.status.empty()) row.status = plan.statuses.front().words;
    return plan;
}

}  // namespace tutela
