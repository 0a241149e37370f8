#pragma once

#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <vector>

// Bytes of a text looked at eight at a time, and short words found by them.

namespace tutela {

inline std::uint64_t load8(const char* at) {
    std::uint64_t word = 0;
    std::memcpy(&word, at, sizeof word);
    return word;
}
constexpr std::uint64_t low_bytes(std::size_t count) {
    return count >= 8 ? ~std::uint64_t{0} : (std::uint64_t{1} << (8 * count)) - 1;
}
constexpr std::uint64_t every_byte = 0x0101010101010101U;
constexpr bool has_byte(std::uint64_t word, unsigned char byte) {
    const std::uint64_t x = word ^ (every_byte * byte);
    return ((x - every_byte) & ~x & (every_byte * 0x80U)) != 0;
}
inline bool is_space(char c) {
    return c == ' ' || c == '\n' || c == '\t' || c == '\r';
}
inline bool ends_value(char c) {
    return c == ',' || c == '}' || c == ']' || is_space(c);
}
inline bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

// Short words (choices, codes of languages) to a number, by their letters.
class WordTable {
public:
    static constexpr std::uint32_t absent = 0xffffffffU;

    void add(std::string_view text, std::uint32_t index) {
        char first[8] = {};
        std::memcpy(first, text.data(), std::min<std::size_t>(8, text.size()));
        words_.push_back({load8(first), index, static_cast<std::uint32_t>(text.size()),
                          text.size() > 8 ? std::string(text.substr(8)) : std::string()});
        std::size_t wanted = 8;
        while (wanted < words_.size() * 4) wanted *= 2;
        places_.assign(wanted, {0, absent, 0, {}});
        for (const Word& word : words_) {
            std::size_t at = place(word.first, word.size);
            while (places_[at].index != absent) at = (at + 1) & (places_.size() - 1);
            places_[at] = word;
        }
    }
    // Seven bytes after the word must be readable.
    [[nodiscard]] std::uint32_t find(const char* text, std::size_t size) const {
        if (places_.empty()) return absent;
        const std::uint64_t first = load8(text) & low_bytes(size);
        for (std::size_t at = place(first, size);; at = (at + 1) & (places_.size() - 1)) {
            const Word& word = places_[at];
            if (word.index == absent) return absent;
            if (word.first != first || word.size != size) continue;
            if (size <= 8 || std::memcmp(word.rest.data(), text + 8, size - 8) == 0)
                return word.index;
        }
    }

private:
    struct Word {
        std::uint64_t first;
        std::uint32_t index, size;
        std::string rest;  // after its first eight letters
    };
    [[nodiscard]] std::size_t place(std::uint64_t first, std::size_t size) const {
        return ((first ^ size) * 0x9e3779b97f4a7c15U >> 40U) & (places_.size() - 1);
    }
    std::vector<Word> words_, places_;
};

}  // namespace tutela
