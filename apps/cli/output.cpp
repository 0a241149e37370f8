#include "apps/cli/output.hpp"

#include "apps/cli/tell_error.hpp"

namespace tutela {

bool write_output(const World& world, const std::string& path, const std::string& text) {
    if (path.empty()) {
        world.out(text);
        return true;
    }
    if (world.write_file(path, text)) return true;
    tell_error(world, message("{} cannot be written", path));
    return false;
}

bool shows_bytes(const World& world, const std::string& path, const std::string& format) {
    if (!path.empty() || !world.out_is_screen) return false;
    tell_error(world, message("{} is no text for a terminal", format),
               message("name a file: {}", "--output report." + format));
    return true;
}

}  // namespace tutela
