#pragma once

#include <string>
#include <vector>

#include "diagnostics/language.hpp"
#include "diagnostics/source.hpp"

namespace tutela {

// Where a setting comes from: what is said on the command line beats what a file says, which beats what holds anyway.
enum class ChosenBy : std::uint8_t { by_default, file, option, environment };

struct Chosen {
    std::string name;   // "gate.fail-on", as in the file
    std::string value;  // "" where there is none
    ChosenBy by = ChosenBy::by_default;
    Span place{};  // in the file
};

// Each setting, its value and where it comes from. `file`: the settings' file; "" where there is none.
[[nodiscard]] std::string write_config_text(const Language& language, const Sources& sources,
                                            const std::string& file,
                                            const std::vector<Chosen>& settings);
[[nodiscard]] std::string write_config_json(const Sources& sources, const std::string& file,
                                            const std::vector<Chosen>& settings);

}  // namespace tutela
