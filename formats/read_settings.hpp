#pragma once

#include <map>
#include <optional>

#include "diagnostics/diagnostic.hpp"
#include "engine/override_severities.hpp"

namespace tutela {

// A setting with its place; nothing where it is not set.
template <class Value>
struct Placed {
    Value value;
    Span place;
};
template <class Value>
using Setting = std::optional<Placed<Value>>;

// What a project has set in its `tutela.toml`. Paths and names are as they were written.
struct Settings {
    Setting<std::vector<std::string>> rulesets;
    Setting<std::string> profile, language, waivers, baseline;
    Setting<std::string> fail_on, fail_on_undetermined;  // critical, major, minor or never
    std::vector<SeveritySetting> severities;             // in the file's order
    // `[lint]`, by diagnostic; nothing: it is off.
    std::map<Code, std::optional<DiagnosticLevel>> levels;
    std::map<Code, Span> level_places;
};

struct ReadSettings {
    Settings settings;
    Diagnostics diagnostics;
};

// Never throws; all problems at once. An empty file sets nothing.
[[nodiscard]] ReadSettings read_settings(Sources& sources, std::string name, std::string text);

}  // namespace tutela
