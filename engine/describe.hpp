#pragma once

#include <string>
#include <vector>

#include "engine/program.hpp"

namespace tutela {

// An expression in plain words, from the vocabulary's phrases. Names are those the author wrote.
[[nodiscard]] std::string describe(const Program& program, ExpressionId id);
// The same as a condition: a fact that is a truth has its answer, "whether people need a phone: yes".
[[nodiscard]] std::string describe_condition(const Program& program, ExpressionId id);

// The same in parts, for a list: what stands under "one of these:", or is asked of each member.
struct Sentence {
    std::string text;
    std::vector<Sentence> parts;
};
[[nodiscard]] Sentence describe_in_parts(const Program& program, ExpressionId id);

}  // namespace tutela
