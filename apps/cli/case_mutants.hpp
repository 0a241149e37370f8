#pragma once

#include <string>
#include <vector>

#include "apps/cli/case_suite.hpp"

namespace tutela {

// What became of the small wrongs put into the rules of some suites: each must make some case fail.
struct MutantsOfCases {
    struct Survivor {
        Message what;
        Span place;
        std::vector<std::string> rules;  // ids
    };
    std::size_t tried = 0, noticed = 0;
    std::vector<Survivor> survivors;
};

[[nodiscard]] MutantsOfCases try_mutants(CaseSuites& suites);

}  // namespace tutela
