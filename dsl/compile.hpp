#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "diagnostics/diagnostic.hpp"
#include "engine/ruleset.hpp"

namespace tutela {

// A text of rules as the world hands it over.
struct RuleFile {
    std::string name;  // a path, for messages
    std::string text;
};

// Finds what `uses`, `extends` and `includes` name. Nothing when there is no such ruleset or
// vocabulary. The core reads no files itself.
using FindRules = std::function<std::optional<RuleFile>(std::string_view name)>;

struct CompileOptions {
    std::int64_t as_of = 0;  // overrides whose `until` is before this day have lapsed
};

struct Compiled {
    std::optional<Ruleset> ruleset;  // absent when there was an error
    Diagnostics diagnostics;
};

// parse -> resolve -> check_types -> dependency graph. Never throws; reports every problem it can.
// Several roots behave as one ruleset that includes them all.
[[nodiscard]] Compiled compile(Sources& sources, const std::vector<RuleFile>& roots,
                               const FindRules& find, CompileOptions options = {});

// Only a vocabulary, for readers and `new`.
struct CompiledVocabulary {
    std::optional<Vocabulary> vocabulary;
    Diagnostics diagnostics;
};
[[nodiscard]] CompiledVocabulary compile_vocabulary(Sources& sources, const RuleFile& file);

}  // namespace tutela
