#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace tutela {

// The candidate closest to `name` by edit distance, or empty when none is close (more than a third
// of the letters differ). Ties go to the first candidate.
[[nodiscard]] std::string closest(std::string_view name,
                                  const std::vector<std::string>& candidates);

}  // namespace tutela
