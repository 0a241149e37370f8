#include "apps/cli/run_cursor.hpp"

namespace tutela {

RunCursor::RunCursor(Database& database, std::int64_t run) {
    Statement rule = database.prepare(
        "SELECT rv.id, rv.rule, rv.title, rv.severity, rv.text_hash FROM run_rules rr JOIN "
        "rule_versions rv ON rv.id = rr.rule WHERE rr.run = ? ORDER BY rr.place");
    rule.bind(1, run);
    while (rule.step()) {
        const auto id = static_cast<std::size_t>(rule.integer(0));
        if (id >= place_of_.size()) place_of_.resize(id + 1);
        place_of_[id] = rules.size();
        rules.push_back({rule.text(1), rule.text(2), rule.text(3), rule.text(4)});
    }
    verdicts.resize(rules.size());
    rows_ = database.prepare(
        "SELECT d.id, v.rule, v.verdict, d.name, d.gate FROM designs d INDEXED BY designs_by_name "
        "CROSS JOIN verdicts v ON v.design = d.id WHERE d.run = ? ORDER BY d.name, d.id");
    rows_.bind(1, run);
    row_ = rows_.step();
}

bool RunCursor::next() {
    if (!row_) return false;
    design = rows_.integer(0);
    name = rows_.text(3);
    gate = rows_.text(4);
    do {
        verdicts[place_of_[static_cast<std::size_t>(rows_.integer(1))]] =
            static_cast<std::uint8_t>(rows_.integer(2));
        row_ = rows_.step();
    } while (row_ && rows_.integer(0) == design);
    return true;
}

}  // namespace tutela
