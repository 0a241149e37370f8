// Files of waivers, baselines and settings: whatever bytes come, they are read, and what is wrong has a place.
#include <cstdint>
#include <cstdlib>

#include "formats/read_baseline.hpp"
#include "formats/read_settings.hpp"
#include "formats/read_waivers.hpp"

namespace {

void placed(const tutela::Sources& sources, const tutela::Diagnostics& diagnostics) {
    for (const tutela::Diagnostic& one : diagnostics)
        if (!one.span.known() || sources.place(one.span).empty()) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    const std::string text(reinterpret_cast<const char*>(bytes), size);
    for (const char* name : {"fuzz.toml", "fuzz.json"}) {
        tutela::Sources sources;
        placed(sources, tutela::read_waivers(sources, name, text).diagnostics);
        placed(sources, tutela::read_baseline(sources, name, text).diagnostics);
        placed(sources, tutela::read_settings(sources, name, text).diagnostics);
    }
    return 0;
}
