#pragma once

#include "apps/cli/gate_files.hpp"
#include "engine/gate.hpp"

namespace tutela {

// A run over many designs: rows out, or into a database, in the order of the designs, on all cores, in bounded memory.
struct PortfolioOptions {
    std::vector<std::string>
        designs;  // files, folders, patterns, JSON Lines, or - for JSON Lines on standard input
    bool csv = false;  // else JSON Lines
    bool verdicts_only = false;
    bool resume = false;
    std::string output;  // of rows; empty: the standard output
    std::string into;    // a database; empty: rows
    unsigned jobs = 0;   // threads; 0: as many as there are cores
    GateOptions gate;
    const GateFiles* files = nullptr;  // what keeps findings from the gate
    const Sources* sources = nullptr;  // of the rules
};

// The exit code: of many designs the first of 4, 1, 2, 0 that occurs.
[[nodiscard]] int check_portfolio(const World& world, const Program& program,
                                  const EvaluateOptions& evaluate, const PortfolioOptions& options);

}  // namespace tutela
