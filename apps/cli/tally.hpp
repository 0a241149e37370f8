#pragma once

#include <array>

#include "apps/cli/world.hpp"
#include "engine/gate.hpp"
#include "engine/program.hpp"

namespace tutela {

// What a run over designs came to, in numbers.
struct Tally {
    std::uint64_t passed = 0, failed = 0, open = 0, unread = 0;
    // By rule, in the order of Program::reported, and verdict.
    std::vector<std::array<std::uint64_t, 6>> rules;

    explicit Tally(std::size_t rule_count = 0) : rules(rule_count) {}
    void count(Gate gate, const Verdict* verdicts);
    void add(const Tally& other);
    [[nodiscard]] std::uint64_t designs() const { return passed + failed + open + unread; }
    // The first of 4, 1, 2, 0 that some design calls for.
    [[nodiscard]] int exit_code() const;
};

// Says how many designs passed, failed, are open or unreadable, and which rules most of them do not meet.
void tell_summary(const World& world, const Program& program, const Tally& tally);

}  // namespace tutela
