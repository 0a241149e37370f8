#pragma once

#include <string>

#include "diagnostics/diagnostic.hpp"
#include "diagnostics/language.hpp"

namespace tutela {

struct RenderOptions {
    bool colour = false;  // ANSI colours; only for a terminal
    std::shared_ptr<const Language> language = english();
};

// One diagnostic as a person reads it: level, message, [name], place, the source line with a caret
// (of rules only), labels, help. Ends with a newline.
[[nodiscard]] std::string render(const Sources& sources, const Diagnostic& diagnostic,
                                 const RenderOptions& options = {});
[[nodiscard]] std::string render(const Sources& sources, const Diagnostics& diagnostics,
                                 const RenderOptions& options = {});

}  // namespace tutela
