#include "apps/cli/pattern.hpp"

#include <fnmatch.h>

namespace tutela {

bool part_matches(const std::string& pattern, const std::string& name) {
    return fnmatch(pattern.c_str(), name.c_str(), FNM_PERIOD) == 0;
}

bool path_matches(const std::string& pattern, const std::string& path) {
    const std::size_t slash = path.find('/'), pattern_slash = pattern.find('/');
    const std::string part = pattern.substr(0, pattern_slash);
    const bool last = pattern_slash == std::string::npos;
    const std::string rest = last ? "" : pattern.substr(pattern_slash + 1);
    const bool deeper = slash != std::string::npos;
    if (part == "**") {
        if (last || path_matches(rest, path)) return true;
        return deeper && path_matches(pattern, path.substr(slash + 1));
    }
    if (!part_matches(part, path.substr(0, slash))) return false;
    return last ? !deeper : deeper && path_matches(rest, path.substr(slash + 1));
}

}  // namespace tutela
