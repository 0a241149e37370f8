#include "engine/edited_design.hpp"

#include <algorithm>

#include "engine/scan.hpp"
#include "engine/score.hpp"
#include "engine/waivers.hpp"

namespace tutela {
namespace {

bool names_its_record(const Record& record, std::uint32_t field) {
    return record.key == field || std::find(record.named_by.begin(), record.named_by.end(),
                                            field) != record.named_by.end();
}

// Texts and members are numbered anew with each reading: they are compared by what they are.
class Compare {
public:
    Compare(const Design& a, const Design& b) : a_(a), b_(b) {}

    [[nodiscard]] bool same(const Type& type, const Fact& a, const Fact& b) const {
        if (a.state != b.state || a.evidence != b.evidence || a.has_evidence != b.has_evidence ||
            a.not_shown != b.not_shown || a.complete != b.complete ||
            a.evidence_date != b.evidence_date)
            return false;
        const bool valued = a.state == FactState::stated || a.state == FactState::estimated;
        if (type.is_collection()) return same_members(type, a, b);
        if (type.kind == TypeKind::record) return a.index == b.index;
        if (!valued) return true;
        if (type.is_numeric()) return a.number == b.number;
        if (type.kind == TypeKind::text) return a_.texts[a.index] == b_.texts[b.index];
        return a.index == b.index;
    }

    // Rows that came, went, or are called something else.
    [[nodiscard]] bool same_rows(RecordId record) const {
        return a_.tables[record].names == b_.tables[record].names &&
               a_.tables[record].paths == b_.tables[record].paths;
    }

    // What bears on every rule.
    [[nodiscard]] bool same_all_over() const {
        return a_.fields_not_shown == b_.fields_not_shown && same_list(a_.waivers, b_.waivers) &&
               same_list(a_.judgements, b_.judgements);
    }

private:
    [[nodiscard]] bool same_members(const Type& type, const Fact& a, const Fact& b) const {
        if (a.size != b.size) return false;
        for (std::uint32_t i = 0; i < a.size; ++i) {
            const std::uint32_t x = a_.members[a.first + i], y = b_.members[b.first + i];
            const bool equal = type.element == TypeKind::text ? a_.texts[x] == b_.texts[y] : x == y;
            if (!equal) return false;
        }
        return true;
    }

    template <class Item>
    static bool same_list(const std::vector<Item>& a, const std::vector<Item>& b) {
        return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](Item x, const Item& y) {
            x.place = y.place;  // where it stands says nothing
            return x == y;
        });
    }

    const Design& a_;
    const Design& b_;
};

void mark(const RuleReaders::Rules& rules, std::vector<bool>& affected) {
    for (const std::uint32_t rule : rules) affected[rule] = true;
}

}  // namespace

EditedDesign::EditedDesign(const Program& program, Design design, EvaluateOptions options)
    : program_(program),
      options_(without_derivations(options)),
      design_(std::move(design)),
      readers_(rule_readers(program)),
      report_(evaluate(program, design_, options_)),
      run_(program, design_, options_, kinds_of(report_.scan)) {
    for (const std::uint32_t rule : program.selected) run_.judge(rule);
}

bool EditedDesign::change(FactRef ref, Fact fact, std::span<const std::uint32_t> members) {
    const Record& record = program_.ruleset.vocabulary.records[ref.record];
    const Field& field = record.fields[ref.field];
    const TypeKind kind = field.type.kind;
    const bool structure = kind == TypeKind::list || (kind == TypeKind::record && !field.reference);
    if (structure || names_its_record(record, ref.field) ||
        scan_looks_at(program_.ruleset.vocabulary, ref.record, ref.field))
        return false;
    Table& table = design_.tables[ref.record];
    Fact& old = table.facts[static_cast<std::size_t>(ref.row) * table.stride + ref.field];
    if (kind == TypeKind::set) {
        fact.first = static_cast<std::uint32_t>(design_.members.size());
        fact.size = static_cast<std::uint32_t>(members.size());
        // Those it had are given back where they are the last: an afternoon of edits does not pile up.
        if (old.size > 0 && old.first + old.size == design_.members.size()) {
            design_.members.resize(old.first);
            fact.first = old.first;
        }
        design_.members.insert(design_.members.end(), members.begin(), members.end());
    }
    old = fact;

    std::vector<bool> affected(program_.ruleset.rules.size(), false);
    mark(readers_.of_field[ref.record][ref.field], affected);
    const auto stages = program_.ruleset.vocabulary.stages();
    if (stages && field.type.kind == TypeKind::choice && field.type.id == *stages)
        mark(readers_.of_stage, affected);
    judge_again(affected);
    return true;
}

void EditedDesign::replace(Design design) {
    const Vocabulary& vocabulary = program_.ruleset.vocabulary;
    std::vector<bool> affected(program_.ruleset.rules.size(), false);
    const Compare compare(design_, design);
    if (!compare.same_all_over()) affected.assign(affected.size(), true);
    for (RecordId id = 0; id < vocabulary.records.size(); ++id) {
        const Table& before = design_.tables[id];
        const Table& after = design.tables[id];
        const bool same_rows = compare.same_rows(id);
        if (!same_rows) mark(readers_.of_names[id], affected);
        for (std::uint32_t f = 0; f < vocabulary.records[id].fields.size(); ++f) {
            bool same = before.places.size() == after.places.size() && same_rows;
            for (std::size_t at = f; same && at < before.facts.size(); at += before.stride)
                same = compare.same(vocabulary.records[id].fields[f].type, before.facts[at],
                                    after.facts[at]);
            if (same) continue;
            mark(readers_.of_field[id][f], affected);
            const Type& type = vocabulary.records[id].fields[f].type;
            if (type.kind == TypeKind::choice && type.id == vocabulary.stages())
                mark(readers_.of_stage, affected);
        }
    }
    std::vector<ScanHit> scanned = scan(vocabulary, design);
    if (kinds_of(scanned) != kinds_of(report_.scan)) mark(readers_.of_scan, affected);
    report_.scan = std::move(scanned);
    report_.design = design.name;
    design_ = std::move(design);
    judge_again(affected);
}

void EditedDesign::judge_again(const std::vector<bool>& affected) {
    judged_.clear();
    run_.begin_again(kinds_of(report_.scan));
    for (const std::uint32_t rule : program_.selected) {
        if (!affected[rule]) continue;
        run_.findings(rule).clear();
        run_.judge(rule);
        judged_.push_back(rule);
    }
    for (const std::uint32_t rule : judged_) take_over(rule);
    score(program_, report_);
    waive(program_, design_, report_);
}

// The findings of a rule stand together in the report, in the order of the rules.
void EditedDesign::take_over(std::uint32_t rule) {
    if (std::find(program_.reported.begin(), program_.reported.end(), rule) ==
        program_.reported.end())
        return;
    std::vector<Finding>& all = report_.findings;
    const auto of_rule = [rule](const Finding& finding) { return finding.rule == rule; };
    const auto from = std::find_if(all.begin(), all.end(), of_rule);
    const auto to = std::find_if_not(from, all.end(), of_rule);
    const std::vector<Finding>& now = run_.findings(rule);
    if (now.size() == static_cast<std::size_t>(to - from)) {
        std::copy(now.begin(), now.end(), from);
        return;
    }
    all.insert(all.erase(from, to), now.begin(), now.end());
}

}  // namespace tutela
