#include "diagnostics/diagnostic.hpp"

#include <algorithm>

namespace tutela {

const std::vector<CodeEntry>& registered_codes() {
    static const std::vector<CodeEntry> entries{
#define TUTELA_DIAGNOSTIC(id, level, name, summary) \
    CodeEntry{Code::id, DiagnosticLevel::level, name, summary},
#include "diagnostics/codes.def"
#undef TUTELA_DIAGNOSTIC
    };
    return entries;
}

const CodeEntry& entry_of(Code code) {
    return registered_codes()[static_cast<std::size_t>(code)];
}

std::string_view word(DiagnosticLevel level) {
    switch (level) {
        case DiagnosticLevel::error: return "error";
        case DiagnosticLevel::warning: return "warning";
        case DiagnosticLevel::advice: return "advice";
        case DiagnosticLevel::note: return "note";
    }
    return "note";
}

bool has_errors(const Diagnostics& diagnostics) {
    return std::any_of(diagnostics.begin(), diagnostics.end(),
                       [](const Diagnostic& d) { return d.level() == DiagnosticLevel::error; });
}

}  // namespace tutela
