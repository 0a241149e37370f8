#include <cstddef>
#include <cstdint>
#include <string_view>

#include "engine/scan_text.hpp"

// Any bytes: the scan comes to an end, and in time that goes with their number.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    static tutela::TextScan scan({"NG", "CD", "PE"});
    const std::string_view text(reinterpret_cast<const char*>(bytes), size);
    static_cast<void>(scan(text));
    static_cast<void>(scan.is_address(text));
    return 0;
}
