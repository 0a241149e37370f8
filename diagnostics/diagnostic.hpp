#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "diagnostics/message.hpp"
#include "diagnostics/source.hpp"

namespace tutela {

// Advice may be followed or not; `note` is what labels are.
enum class DiagnosticLevel : std::uint8_t { error, warning, advice, note };

[[nodiscard]] std::string_view word(DiagnosticLevel level);

// Every diagnostic is registered in codes.def and has a page docs/diagnostics/<name>.md.
enum class Code : std::uint16_t {
#define TUTELA_DIAGNOSTIC(id, level, name, summary) id,
#include "diagnostics/codes.def"
#undef TUTELA_DIAGNOSTIC
};

struct CodeEntry {
    Code code;
    DiagnosticLevel level;
    std::string_view name;     // kebab-case, as printed in brackets
    std::string_view summary;  // one sentence: what is wrong
};

[[nodiscard]] const std::vector<CodeEntry>& registered_codes();
[[nodiscard]] const CodeEntry& entry_of(Code code);

// A second place that belongs to the same diagnostic.
struct Label {
    Span span;
    Message text;
};

// Something to say about a text, as data. The message: what is there, in the user's words; backticks
// around their text; lower case, no full stop; help apart.
struct Diagnostic {
    Code code;
    Span span;
    Message message;
    std::vector<Label> labels{};
    std::vector<Message> help{};
    std::optional<DiagnosticLevel> other_level{};  // where a project has set one

    [[nodiscard]] DiagnosticLevel level() const {
        return other_level ? *other_level : entry_of(code).level;
    }
};

using Diagnostics = std::vector<Diagnostic>;

[[nodiscard]] bool has_errors(const Diagnostics& diagnostics);

}  // namespace tutela
