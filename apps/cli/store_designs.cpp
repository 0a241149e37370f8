#include "apps/cli/store_designs.hpp"

#include <algorithm>

#include <fmt/core.h>

#include "engine/explain.hpp"

namespace tutela {
namespace {

constexpr std::size_t rules_a_statement = 500;

std::string_view word_of(Gate gate) {
    return gate == Gate::failed ? "failed" : gate == Gate::open ? "open" : "passed";
}

}  // namespace

StoreDesigns::StoreDesigns(Database& database, const Program& program, std::int64_t run,
                           const std::vector<std::int64_t>& rules,
                           const std::vector<std::int64_t>& principles)
    : database_(database), program_(program), run_(run), rules_(rules), principles_(principles) {
    design_ = database_.prepare(
        "INSERT INTO designs (run, number, name, gate, problems) VALUES (?, ?, ?, ?, ?)");
    prepare_verdicts();
    reason_ = database_.prepare(
        "INSERT INTO reasons (design, rule, severity, reason, subjects, message) VALUES (?, ?, ?, "
        "?, ?, ?)");
    open_ = database_.prepare(
        "INSERT INTO open_facts (design, rule, fact, places) VALUES (?, ?, ?, ?)");
    score_ = database_.prepare(
        "INSERT INTO scores (design, principle, rules, low, high, blocked) VALUES (?, ?, ?, ?, ?, "
        "?)");
    fact_ = database_.prepare(
        "INSERT INTO facts (fact, words) VALUES (?, ?) ON CONFLICT DO UPDATE SET fact = fact "
        "RETURNING id");
}

// All verdicts of a design in one statement, or a few, in the order in which they are stored: a statement for each takes
// twice as long.
void StoreDesigns::prepare_verdicts() {
    for (std::size_t i = 0; i < rules_.size(); ++i) stored_order_.push_back(i);
    std::sort(stored_order_.begin(), stored_order_.end(),
              [&](std::size_t a, std::size_t b) { return rules_[a] < rules_[b]; });
    for (std::size_t begin = 0; begin < rules_.size(); begin += rules_a_statement) {
        std::string sql = "INSERT INTO verdicts (design, rule, verdict) VALUES ";
        const std::size_t end = std::min(begin + rules_a_statement, rules_.size());
        for (std::size_t i = begin; i < end; ++i)
            sql += fmt::format("{}(?1, {}, ?{})", i == begin ? "" : ", ", rules_[stored_order_[i]],
                               i - begin + 2);
        verdicts_.push_back(database_.prepare(sql));
    }
}

bool StoreDesigns::write(const StoredDesign& stored, std::int64_t number) {
    design_.bind(1, run_).bind(2, number).bind(3, stored.name);
    design_.bind(4, stored.read ? word_of(stored.gate) : "unreadable");
    if (stored.read)
        design_.bind_nothing(5);
    else
        design_.bind(5, stored.problems);
    if (!design_.run()) return false;
    const std::int64_t design = database_.last_row();
    return write_verdicts(design, stored.verdicts) && write_reasons(design, stored) &&
           std::all_of(stored.scores.begin(), stored.scores.end(),
                       [&](const auto& one) { return write_score(design, one); });
}

bool StoreDesigns::write_verdicts(std::int64_t design, const std::vector<Verdict>& verdicts) {
    for (std::size_t i = 0; i < verdicts.size(); ++i)
        verdicts_[i / rules_a_statement].bind(
            static_cast<int>(i % rules_a_statement) + 2,
            static_cast<std::int64_t>(verdicts[stored_order_[i]]));
    return verdicts.empty() ||
           std::all_of(verdicts_.begin(), verdicts_.end(),
                       [&](Statement& some) { return some.bind(1, design).run(); });
}

bool StoreDesigns::write_reasons(std::int64_t design, const StoredDesign& stored) {
    for (const StoredDesign::Reasoned& one : stored.reasons) {
        reason_.bind(1, design).bind(2, rules_[one.rule]).bind(3, one.severity);
        reason_.bind(4, one.reason).bind(5, one.subjects).bind(6, one.message);
        if (!reason_.run()) return false;
    }
    for (const auto& [open, places] : stored.open) {
        const std::int64_t id = fact(open);
        open_.bind(1, design).bind(2, rules_[open.rule]).bind(3, id).bind(4, places);
        if (id == 0 || !open_.run()) return false;
    }
    return true;
}

bool StoreDesigns::write_score(std::int64_t design, const StoredDesign::Scored& one) {
    const auto real = [](Rational value) {
        return static_cast<double>(value.numerator) / static_cast<double>(value.denominator);
    };
    score_.bind(1, design);
    score_.bind(2, one.principle == 0 ? 0 : principles_[one.principle - 1]);
    score_.bind(3, std::int64_t{one.score.rules});
    if (one.score.rules > 0)
        score_.bind(4, real(one.score.low)).bind(5, real(one.score.high));
    else
        score_.bind_nothing(4).bind_nothing(5);
    return score_.bind(6, std::int64_t{one.score.blocked}).run();
}

// The number of a fact in the database; written when it is met for the first time. 0: it cannot be.
std::int64_t StoreDesigns::fact(const StoredDesign::Open& open) {
    const auto key = std::tuple(open.more_entries, open.record, open.field);
    if (const auto known = facts_.find(key); known != facts_.end()) return known->second;
    const FieldTold told = tell_field(program_, open.record, open.field, open.more_entries);
    fact_.bind(1, told.path).bind(2, told.words);
    if (!fact_.step()) return 0;
    const std::int64_t id = fact_.integer(0);
    fact_.step();
    return facts_[key] = id;
}

}  // namespace tutela
