#include "apps/cli/tally.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "apps/cli/exit_code.hpp"

namespace tutela {
namespace {

constexpr std::size_t worst_shown = 5;

std::uint64_t of(const std::array<std::uint64_t, 6>& counts, Verdict verdict) {
    return counts[static_cast<std::size_t>(verdict)];
}
std::uint64_t cannot_be_told(const std::array<std::uint64_t, 6>& counts) {
    return of(counts, Verdict::undetermined) + of(counts, Verdict::needs_judgement);
}

// Those that most designs do not meet; of equal ones that which more designs leave open.
std::vector<std::size_t> worst_rules(const Tally& tally) {
    std::vector<std::size_t> worst;
    for (std::size_t i = 0; i < tally.rules.size(); ++i)
        if (of(tally.rules[i], Verdict::not_met) > 0) worst.push_back(i);
    std::stable_sort(worst.begin(), worst.end(), [&](std::size_t a, std::size_t b) {
        const auto badness = [&](std::size_t i) {
            return std::pair(of(tally.rules[i], Verdict::not_met), cannot_be_told(tally.rules[i]));
        };
        return badness(a) > badness(b);
    });
    worst.resize(std::min(worst.size(), worst_shown));
    return worst;
}

std::string gates_told(const Language& say, const Tally& tally) {
    std::vector<std::string> parts;
    if (tally.passed > 0) parts.push_back(say.trn("{0} passed", "{0} passed", tally.passed));
    if (tally.failed > 0) parts.push_back(say.trn("{0} failed", "{0} failed", tally.failed));
    if (tally.open > 0) parts.push_back(say.trn("{0} open", "{0} open", tally.open));
    if (tally.unread > 0)
        parts.push_back(say.trn("{0} could not be read", "{0} could not be read", tally.unread));
    return fmt::format("{}", fmt::join(parts, ", "));
}

}  // namespace

void Tally::count(Gate gate, const Verdict* verdicts) {
    ++(gate == Gate::failed ? failed : gate == Gate::open ? open : passed);
    for (std::size_t i = 0; i < rules.size(); ++i)
        ++rules[i][static_cast<std::size_t>(verdicts[i])];
}

void Tally::add(const Tally& other) {
    passed += other.passed;
    failed += other.failed;
    open += other.open;
    unread += other.unread;
    for (std::size_t i = 0; i < rules.size(); ++i)
        for (std::size_t verdict = 0; verdict < rules[i].size(); ++verdict)
            rules[i][verdict] += other.rules[i][verdict];
}

int Tally::exit_code() const {
    if (unread > 0) return input_wrong;
    if (failed > 0) return not_met;
    return open > 0 ? tutela::open : tutela::passed;
}

void tell_summary(const World& world, const Program& program, const Tally& tally) {
    const Language& say = *world.language;
    const std::uint64_t count = tally.designs();
    if (count == 0) return world.err(say.tr("no designs") + "\n");
    world.err(say.trn("{0} design: {1}", "{0} designs: {1}", count, gates_told(say, tally)) + "\n");
    const std::vector<std::size_t> worst = worst_rules(tally);
    if (worst.empty()) return;
    world.err(say.tr("Rules that most designs do not meet:") + "\n");
    for (const std::size_t i : worst) {
        const Rule& rule = program.ruleset.rules[program.reported[i]];
        const std::uint64_t unclear = cannot_be_told(tally.rules[i]);
        std::string numbers =
            say.trn("not met by {0}", "not met by {0}", of(tally.rules[i], Verdict::not_met));
        if (unclear > 0)
            numbers = say.trn("{1}, open in {0}", "{1}, open in {0}", unclear, numbers);
        world.err(fmt::format("  {}  {}  ({})\n", rule.id, rule.title, numbers));
    }
}

}  // namespace tutela
