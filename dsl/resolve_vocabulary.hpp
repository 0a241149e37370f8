#pragma once

#include "dsl/resolve.hpp"

namespace tutela {

// Fills Ruleset::vocabulary from the tree of a vocabulary. What is wrong is said; the rest is
// resolved all the same, so that rules can be checked against it.
void resolve_vocabulary(Resolution& resolution, const SyntaxTree& tree);

}  // namespace tutela
