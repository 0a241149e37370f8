#include "apps/cli/tell_error.hpp"

#include <fmt/core.h>

namespace tutela {

void tell_error(const World& world, const Message& what, const Message& help) {
    const Language& language = *world.language;
    std::string text = fmt::format("{} {}\n", language.tr("error:"), what.in(language));
    if (!help.empty()) text += fmt::format("  {} {}\n", language.tr("help:"), help.in(language));
    world.err(text);
}

void tell_unreadable(const World& world, const std::string& path) {
    const Diagnostic unreadable{Code::unreadable_file, {}, message("{} cannot be read", path)};
    world.err(render(Sources(), unreadable, {false, world.language}));
}

RenderOptions render_options(const World& world) {
    return {world.err_is_terminal, world.language};
}

}  // namespace tutela
