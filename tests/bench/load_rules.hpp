#pragma once

#include <fstream>
#include <iterator>
#include <optional>
#include <string>

#include <fmt/core.h>

#include "diagnostics/render.hpp"
#include "dsl/compile.hpp"

// Files and rules, for programs that measure.
namespace bench {

inline std::string slurp(const std::string& path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

// The rules, and what they name: beside them, or each in a folder beside theirs. Says what is wrong with them on the error
// output.
inline std::optional<tutela::Program> load_rules(const std::string& path) {
    using namespace tutela;
    Sources sources;
    const std::string folder = path.substr(0, path.find_last_of('/') + 1);
    Compiled compiled = compile(
        sources, {{path, slurp(path)}}, [&](std::string_view of) -> std::optional<RuleFile> {
            const std::string name(of);
            for (const std::string& place : {name, "../" + name + "/" + name, "../core/" + name}) {
                const std::string beside = folder + place + ".tutela";
                std::string text = slurp(beside);
                if (!text.empty()) return RuleFile{beside, std::move(text)};
            }
            return std::nullopt;
        });
    if (compiled.ruleset) return make_program(std::move(*compiled.ruleset));
    fmt::print(stderr, "{}", render(sources, compiled.diagnostics, {}));
    return std::nullopt;
}

}  // namespace bench
