#pragma once

#include "engine/gate.hpp"
#include "engine/program.hpp"

namespace tutela {

// Gate and scores from the verdicts of the rules alone, where they suffice: most designs of a portfolio have no report. What
// can hang on a single finding (a severity with a condition, a waiver, a known problem, a cause elsewhere) needs one.
class FromVerdicts {
public:
    FromVerdicts(const Program& program, const GateOptions& options);

    // `verdicts`: the worst of each rule, in the order of Program::reported. Nothing: only a report can tell.
    [[nodiscard]] std::optional<Gate> gate(const Verdict* verdicts, bool has_waivers,
                                           bool has_baseline) const;
    // Fills rules, score and by_principle of a report; false: only a report can tell.
    [[nodiscard]] bool scores(const Verdict* verdicts, Report& into) const;

private:
    enum class Says : std::uint8_t { nothing, fails, holds, ask };
    struct Row {
        Says by_verdict[6] = {};
        bool waivable = false, changing_severity = false, may_be_blocked = false;
    };
    const Program& program_;
    std::vector<Row> rows_;
};

}  // namespace tutela
