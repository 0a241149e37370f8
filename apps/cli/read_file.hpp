#pragma once

#include <optional>
#include <string>
#include <utility>

#include "apps/cli/tell_error.hpp"

namespace tutela {

// What a reader made of a file (`read` takes the sources, the file's name and its text). Nothing when the file cannot be
// read or has errors; what there is to say has been said, and is added to `said`.
template <class Read>
[[nodiscard]] auto read_file(const World& world, Sources& sources, const std::string& path,
                             const Read& read, Diagnostics* said = nullptr)
    -> std::optional<decltype(read(sources, path, std::string()))> {
    auto text = world.read_file(path);
    if (!text) {
        tell_unreadable(world, path);
        if (said) said->push_back(unreadable(sources, path, SourceKind::other));
        return std::nullopt;
    }
    auto made = read(sources, path, std::move(*text));
    world.err(render(sources, made.diagnostics, render_options(world)));
    if (said) said->insert(said->end(), made.diagnostics.begin(), made.diagnostics.end());
    if (has_errors(made.diagnostics)) return std::nullopt;
    return made;
}

}  // namespace tutela
