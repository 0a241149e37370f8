#pragma once

#include <string>
#include <vector>

#include "engine/report.hpp"

namespace tutela {

// What a row of a portfolio tells of a design and a rule.
struct ToldRow {
    Verdict verdict = Verdict::not_applicable;
    Severity severity = Severity::major;
    Reason reason = Reason::none;
    // Of verdicts that ask somebody to do something (`is_problem`): the subjects that have it, and the message of the first.
    std::vector<std::string> subjects;
    std::string message;
};

// The rows of a report, in the order of its rules.
[[nodiscard]] std::vector<ToldRow> told_rows(const Report& report);

}  // namespace tutela
