// Whatever bytes come: no crash, no hang, the text can be written again byte for byte, and what is formatted stays so.
#include <cstdint>
#include <cstdlib>
#include <string>

#include "dsl/compile.hpp"
#include "dsl/format.hpp"
#include "dsl/parse.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    const std::string text(reinterpret_cast<const char*>(bytes), size);
    {
        tutela::Sources sources;
        const tutela::SourceId id = sources.add("fuzz.tutela", text, tutela::SourceKind::rules);
        const tutela::Parsed parsed = tutela::parse(sources, id);
        if (tutela::unparse(parsed.tree, sources) != text) std::abort();
        if (const auto formatted = tutela::format(sources, parsed)) {
            const tutela::SourceId again =
                sources.add("again.tutela", *formatted, tutela::SourceKind::rules);
            if (tutela::format(sources, tutela::parse(sources, again)) != formatted) std::abort();
        }
    }
    // The stages behind it see what could be read of a broken text.
    tutela::Sources sources;
    const auto nothing = [](std::string_view) -> std::optional<tutela::RuleFile> {
        return std::nullopt;
    };
    (void)tutela::compile(sources, {{"fuzz.tutela", text}}, nothing);
    return 0;
}
