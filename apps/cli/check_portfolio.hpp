#pragma once

#include "apps/cli/gate_files.hpp"
#include "engine/gate.hpp"

namespace tutela {

// A run over many designs: rows out, in the order of the designs, on all cores, in bounded memory.
struct PortfolioOptions {
    std::vector<std::string>
        designs;       // files, folders, JSON Lines, or - for JSON Lines on standard input
    bool csv = false;  // else JSON Lines
    bool verdicts_only = false;
    bool resume = false;
    std::string output;
    unsigned jobs = 0;  // threads; 0: as many as there are cores
    GateOptions gate;
    const GateFiles* files = nullptr;  // what keeps findings from the gate
    bool shareable =
        false;  // rows that may leave the organisation: all are held until the end, for their order must mean nothing
};

// The exit code: of many designs the first of 4, 1, 2, 0 that occurs.
[[nodiscard]] int check_portfolio(const World& world, const Program& program,
                                  const EvaluateOptions& evaluate, const PortfolioOptions& options);

}  // namespace tutela
