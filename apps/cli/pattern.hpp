#pragma once

#include <string>

namespace tutela {

// Patterns of paths as shells write them: * ? [a-z] within a part, `**` for any number of folders, or none.

[[nodiscard]] bool part_matches(const std::string& pattern, const std::string& name);
[[nodiscard]] bool path_matches(const std::string& pattern, const std::string& path);

}  // namespace tutela
