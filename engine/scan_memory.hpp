#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "engine/scan_text.hpp"

namespace tutela {

// The sensitive scan of texts of many designs, which remembers those it has read: most come again. One object belongs to one
// thread.
class ScanMemory {
public:
    // The texts of a design come next, which names these countries (indices, each once, in order).
    void begin(const std::vector<std::uint32_t>& countries);
    // What it finds in a text, in Unicode normal form C where `normal` is not set.
    [[nodiscard]] ScanKinds operator()(std::string_view text);
    // Each design has its own: it gives up asking about telephone numbers after many.
    [[nodiscard]] TextScan& scanner();

    // Brings texts into normal form C; the engine knows no library for it.
    std::string (*normal)(std::string_view) = nullptr;

private:
    using Known = std::unordered_map<std::string, ScanKinds>;

    [[nodiscard]] ScanKinds read(std::string_view text);

    std::unordered_map<std::string, Known> known_;  // by countries
    std::size_t known_texts_ = 0;
    Known* of_countries_ = nullptr;
    std::vector<std::string> countries_;
    std::optional<TextScan> scanner_;
};

}  // namespace tutela
