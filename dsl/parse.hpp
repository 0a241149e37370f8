#pragma once

#include "diagnostics/diagnostic.hpp"
#include "dsl/syntax_tree.hpp"

namespace tutela {

struct Parsed {
    SyntaxTree tree;
    Diagnostics diagnostics;
};

// Reads one file of rules. Reports every mistake it can, one for each clause or declaration at
// most save for those that leave no doubt what was meant; the tree then has what could be read.
// Never throws, never loops; texts over 4 MiB and expressions nested over 200 brackets deep are errors.
// Says itself: `it` outside of a `where` and in a nested one, unbracketed quantifiers, reserved names.
[[nodiscard]] Parsed parse(const Sources& sources, SourceId source);

}  // namespace tutela
