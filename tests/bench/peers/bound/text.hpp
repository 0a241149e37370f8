// Texts as numbers: a hash of each, and keys by their first eight letters.
#pragma once

#include <cstdint>
#include <cstring>
#include <string_view>

namespace peers {

// Never 0, which stands for a text that is absent. Two texts of this workload never have the same.
inline std::uint64_t hash(std::string_view text) {
    std::uint64_t h = 0x9E3779B97F4A7C15ULL ^ text.size();
    const char* at = text.data();
    std::size_t left = text.size();
    for (; left >= 8; left -= 8, at += 8) {
        std::uint64_t word;
        std::memcpy(&word, at, 8);
        h = (h ^ word) * 0xff51afd7ed558ccdULL;
        h ^= h >> 32;
    }
    std::uint64_t word = 0;
    std::memcpy(&word, at, left);
    h = (h ^ word) * 0xff51afd7ed558ccdULL;
    h ^= h >> 29;
    return h ? h : 1;
}

constexpr std::uint64_t key(const char* text) {
    std::uint64_t word = 0;
    for (int i = 0; i < 8 && text[i]; ++i) word |= std::uint64_t(std::uint8_t(text[i])) << (8 * i);
    return word;
}

// Of a key that simdjson read: eight bytes may be looked at wherever it stands.
inline std::uint64_t key(std::string_view text) {
    std::uint64_t word;
    std::memcpy(&word, text.data(), 8);
    return text.size() >= 8 ? word : word & ((1ULL << (8 * text.size())) - 1);
}

}  // namespace peers
