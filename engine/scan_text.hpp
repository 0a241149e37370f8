#pragma once

#include <cstdint>
#include <string_view>

#include "engine/expression.hpp"

namespace tutela {

// Which kinds of identifying detail a text seems to hold, as a bit mask of ScanKind
// (`precise_site` is never among them: it is about fields, not words).
[[nodiscard]] std::uint32_t scan_text(std::string_view text);

[[nodiscard]] constexpr std::uint32_t bit(ScanKind kind) {
    return 1U << static_cast<unsigned>(kind);
}

}  // namespace tutela
