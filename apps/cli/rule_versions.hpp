#pragma once

#include <string>
#include <vector>

#include "apps/cli/gate_files.hpp"
#include "engine/evaluate.hpp"

namespace tutela {

// A short mark of a text: another text has another mark, in all likelihood. Not for secrets.
[[nodiscard]] std::string text_mark(std::string_view text);

// By Program::reported: a mark of all that a rule is made of: its text, and those of the definitions, parameters and
// exceptions it leads to. How lines are broken is no part of it.
[[nodiscard]] std::vector<std::string> rule_marks(const Sources& sources, const Program& program);

// A mark of all that decides but the designs: the texts of rules and vocabulary, severities that the project sets, the
// profile, the date, presumptions, waivers and baseline. `sources` hold nothing besides.
[[nodiscard]] std::string rules_mark(const Sources& sources, const Program& program,
                                     const EvaluateOptions& options, const GateFiles& files);

}  // namespace tutela
