#pragma once

#include <string>

#include "engine/program.hpp"

namespace tutela {

// An expression in plain words, from the vocabulary's phrases. Names are those the author wrote.
[[nodiscard]] std::string describe(const Program& program, ExpressionId id);

}  // namespace tutela
