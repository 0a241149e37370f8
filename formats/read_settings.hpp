#pragma once

#include <map>
#include <optional>

#include "diagnostics/diagnostic.hpp"

namespace tutela {

// What a project has set in its `tutela.toml`.
struct Settings {
    // `[lint]`, by diagnostic; nothing: it is off.
    std::map<Code, std::optional<DiagnosticLevel>> levels;
};

struct ReadSettings {
    Settings settings;
    Diagnostics diagnostics;
};

// Never throws; all problems at once.
[[nodiscard]] ReadSettings read_settings(Sources& sources, std::string name, std::string text);

}  // namespace tutela
