#include "apps/cli/compare_runs.hpp"

#include <algorithm>
#include <tuple>

namespace tutela {
namespace {

bool worse_design(const ChangedDesign& a, const ChangedDesign& b) {
    const auto key = [](const ChangedDesign& one) {
        return std::tuple(one.gate != one.gate_before, one.worse, one.better);
    };
    return key(a) != key(b) ? key(a) > key(b) : a.name < b.name;
}

bool worse_rule(const PortfolioChange& a, const PortfolioChange& b) {
    const auto key = [](const PortfolioChange& one) { return std::pair(one.worse, one.better); };
    return key(a) != key(b) ? key(a) > key(b) : a.rule < b.rule;
}

}  // namespace

CompareRuns::CompareRuns(Database& database, std::int64_t before, const std::vector<RunRule>& rules,
                         std::size_t shown)
    : before_(database, before),
      rules_(rules),
      changes_(rules.size()),
      designs_(shown, worse_design),
      shown_(shown) {
    for (const RunRule& rule : rules) {
        const auto found = std::find_if(before_.rules.begin(), before_.rules.end(),
                                        [&](const RunRule& other) { return other.id == rule.id; });
        place_.push_back(static_cast<std::size_t>(found - before_.rules.begin()));
    }
    there_ = before_.next();
}

// Designs come by name in both.
void CompareRuns::take(const RunCursor& now) {
    while (there_ && before_.name < now.name) there_ = before_.next();
    if (!there_ || before_.name != now.name) return;
    ChangedDesign design{now.name, before_.gate, now.gate, 0, 0};
    for (std::size_t i = 0; i < rules_.size(); ++i) {
        if (is_new(i)) continue;
        const std::uint8_t was = before_.verdicts[place_[i]], is = now.verdicts[i];
        if (is == was) {
            ++same_;
            continue;
        }
        ++(is < was ? changes_[i].worse : changes_[i].better);
        ++(is < was ? design.worse : design.better);
    }
    if (design.worse + design.better > 0) designs_.add(std::move(design));
}

void CompareRuns::tell(PortfolioComparison& into) {
    into.same = same_;
    into.designs_in_all = designs_.count;
    into.designs = designs_.take();
    tell_names(into);
    Worst<PortfolioChange, bool (*)(const PortfolioChange&, const PortfolioChange&)> rules(
        shown_, worse_rule);
    for (std::size_t i = 0; i < rules_.size(); ++i) {
        PortfolioChange& change = changes_[i];
        into.worse += change.worse;
        into.better += change.better;
        if (change.worse + change.better == 0) continue;
        change.rule = rules_[i].id;
        change.title = rules_[i].title;
        change.rule_changed = is_changed(i);
        rules.add(std::move(change));
    }
    into.rules_in_all = rules.count;
    into.rules = rules.take();
}

bool CompareRuns::is_new(std::size_t rule) const {
    return place_[rule] == before_.rules.size();
}

bool CompareRuns::is_changed(std::size_t rule) const {
    return !is_new(rule) && before_.rules[place_[rule]].text_hash != rules_[rule].text_hash;
}

void CompareRuns::tell_names(PortfolioComparison& into) const {
    for (std::size_t i = 0; i < rules_.size(); ++i) {
        if (is_new(i)) into.new_rules.push_back(rules_[i].id);
        if (is_changed(i)) into.changed_rules.push_back(rules_[i].id);
    }
    for (std::size_t i = 0; i < before_.rules.size(); ++i)
        if (std::find(place_.begin(), place_.end(), i) == place_.end())
            into.gone_rules.push_back(before_.rules[i].id);
}

}  // namespace tutela
