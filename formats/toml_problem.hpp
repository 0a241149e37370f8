#pragma once

#include <string_view>

#include "diagnostics/message.hpp"

namespace tutela {

// What the TOML reader found wrong, in words of ours. Its own description is English, and may quote the file, which
// must not be echoed.
[[nodiscard]] Message toml_problem(std::string_view description);

}  // namespace tutela
