#pragma once

#include <cstdlib>
#include <optional>
#include <string>

#include <nlohmann/json.hpp>

#include "dsl/compile.hpp"
#include "engine/evaluate.hpp"
#include "formats/readers.hpp"
#include "tests/property/generate.hpp"

// Reads and judges what was generated, in memory.
namespace property {

inline constexpr std::int64_t july_first = 20635;  // 2026-07-01

struct Rules {
    tutela::Sources sources;
    std::string problems;  // what the compiler said, if it refused
    std::optional<tutela::Program> program;

    explicit Rules(const std::string& text) {
        tutela::Compiled compiled =
            tutela::compile(sources, {{"generated.tutela", text}},
                            [](std::string_view name) -> std::optional<tutela::RuleFile> {
                                if (name != "test-world") return std::nullopt;
                                return tutela::RuleFile{"test-world.tutela", vocabulary_text};
                            },
                            {july_first});
        if (!compiled.ruleset) {
            for (const auto& diagnostic : compiled.diagnostics)
                problems += diagnostic.message.text() + "\n";
            problems += text;
            return;
        }
        program = tutela::make_program(std::move(*compiled.ruleset));
    }
};

struct Read {
    std::string problems;
    std::optional<tutela::Design> design;

    Read(tutela::Sources& sources, const tutela::Vocabulary& vocabulary, const std::string& text) {
        tutela::ReadDesign read = tutela::read_design(sources, vocabulary, "design.toml", text);
        design = std::move(read.design);
        if (design) return;
        for (const auto& diagnostic : read.diagnostics)
            problems += diagnostic.message.text() + "\n";
        problems += text;
    }
};

inline tutela::Report judged(const tutela::Program& program, const tutela::Design& design,
                             bool presumptions = true,
                             tutela::Explain explain = tutela::Explain::none) {
    return tutela::evaluate(program, design, {july_first, presumptions, explain});
}

// What a report says, wherever it was written: no line numbers.
inline nlohmann::ordered_json without_lines(nlohmann::ordered_json json) {
    if (json.is_object()) {
        json.erase("line");
        json.erase("column");
        json.erase("file");
    }
    if (json.is_structured())
        for (auto& part : json) part = without_lines(part);
    return json;
}

// How many cases a law is tried on: all of them in a release build, fewer where every step is watched. Whoever runs
// the suite many times (the mutants) asks for a share of them: TUTELA_CASES=5 is five of a hundred.
inline std::size_t cases(std::size_t all) {
    if (const char* share = std::getenv("TUTELA_CASES"))
        return all * static_cast<std::size_t>(std::atoi(share)) / 100 + 1;
#if defined(__SANITIZE_ADDRESS__) || !defined(NDEBUG)
    return all / 50 + 1;
#else
    return all;
#endif
}

}  // namespace property
