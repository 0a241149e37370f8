#pragma once

#include <map>

#include "apps/cli/portfolio_sink.hpp"

namespace tutela {

// What is written of a design, ready to be bound.
struct StoredDesign {
    struct Reasoned {
        std::size_t rule;
        std::string_view severity, reason;
        std::string subjects, message;
    };
    struct Open {
        std::size_t rule;
        bool more_entries;
        RecordId record;
        std::uint32_t field;
        auto operator<=>(const Open&) const = default;
    };
    struct Scored {
        std::uint32_t principle;  // 0: the whole; else Ruleset::principles + 1
        Score score;
    };
    std::string name, problems;
    bool read = false;
    Gate gate = Gate::passed;
    std::vector<Verdict> verdicts;
    std::vector<Reasoned> reasons;
    std::map<Open, std::int64_t> open;
    std::vector<Scored> scores;
};

// `reasons`: with why, of a design that has a report.
[[nodiscard]] StoredDesign stored_design(const Program& program, const Language& language,
                                         const JudgedDesign& design, bool reasons);

}  // namespace tutela
