#include "engine/scan_memory.hpp"

#include <algorithm>

#include "engine/vocabulary.hpp"

namespace tutela {
namespace {

constexpr std::size_t most_texts = 20'000;
constexpr std::size_t longest = 512;  // longer ones seldom come again

// One word without a digit gives nobody away: most texts of a design are such.
bool is_plain_word(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' || c == '_';
    });
}

bool is_ascii(std::string_view text) {
    return std::all_of(text.begin(), text.end(),
                       [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

}  // namespace

void ScanMemory::begin(const std::vector<std::uint32_t>& countries) {
    std::string key;
    countries_.clear();
    for (const std::uint32_t country : countries) {
        countries_.push_back(country_code(country));
        key += countries_.back();
    }
    if (known_texts_ > most_texts) {
        known_.clear();
        known_texts_ = 0;
    }
    of_countries_ = &known_[key];
    scanner_.reset();
}

TextScan& ScanMemory::scanner() {
    if (!scanner_) scanner_.emplace(countries_);
    return *scanner_;
}

ScanKinds ScanMemory::read(std::string_view text) {
    return normal && !is_ascii(text) ? scanner()(normal(text)) : scanner()(text);
}

ScanKinds ScanMemory::operator()(std::string_view text) {
    if (is_plain_word(text)) return 0;
    if (text.size() > longest) return read(text);
    const auto [at, fresh] = of_countries_->try_emplace(std::string(text), 0);
    if (fresh) {
        ++known_texts_;
        at->second = read(text);
    }
    return at->second;
}

}  // namespace tutela
