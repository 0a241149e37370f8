#include "engine/scan_words.hpp"

#include <algorithm>

// Latin letters fold to their base letter; other scripts stay as they are. A script without capitals has no names that
// could be told by them: only what has a shape is found there.

namespace tutela {
namespace {

struct Letter {
    char32_t code = 0;
    std::uint32_t size = 1;
};

// The text is UTF-8 already; a stray byte counts as one letter.
Letter letter_at(std::string_view text, std::size_t at) {
    const auto byte = [&](std::size_t i) -> std::uint32_t {
        return i < text.size() ? static_cast<unsigned char>(text[i]) : 0U;
    };
    const std::uint32_t first = byte(at);
    if (first < 0xC0) return {first, 1};
    if (first < 0xE0) return {((first & 0x1FU) << 6U) | (byte(at + 1) & 0x3FU), 2};
    if (first < 0xF0)
        return {((first & 0x0FU) << 12U) | ((byte(at + 1) & 0x3FU) << 6U) | (byte(at + 2) & 0x3FU),
                3};
    return {((first & 0x07U) << 18U) | ((byte(at + 1) & 0x3FU) << 12U) |
                ((byte(at + 2) & 0x3FU) << 6U) | (byte(at + 3) & 0x3FU),
            4};
}

// U+00C0 to U+017F. Two letters that fold to two stand as the first: œ is met as "oe" below.
constexpr std::string_view latin_1 = "aaaaaaaceeeeiiiidnooooo*ouuuuyts";
constexpr std::string_view latin_a =
    "aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiiiiijjkkklllllll"
    "lllnnnnnnnnnoooooooorrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs";

bool is_letter(char32_t c) {
    if (c < 0x80) return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    if (c < 0xC0) return c == 0xAA || c == 0xBA;  // ª º
    if (c == 0xD7 || c == 0xF7) return false;
    // General punctuation to dingbats, and what is written around Chinese and Japanese.
    return (c < 0x2000 || c > 0x2BFF) && (c < 0x3000 || c > 0x303F) && c < 0xE000;
}

bool is_capital(char32_t c) {
    if (c < 0x80) return c >= 'A' && c <= 'Z';
    if (c < 0x100) return c >= 0xC0 && c <= 0xDE && c != 0xD7;
    // Latin Extended-A changes the side of its pairs twice.
    if (c < 0x139 || (c >= 0x14A && c < 0x178)) return c % 2 == 0;
    if (c < 0x180) return c == 0x178 || c % 2 == 1;
    if (c >= 0x391 && c <= 0x3A9) return true;        // Greek
    if (c >= 0x400 && c <= 0x42F) return true;        // Cyrillic
    return c >= 0x1E00 && c <= 0x1EFF && c % 2 == 0;  // Latin with marks, for Vietnamese
}

void fold(char32_t c, std::string_view bytes, std::string& into) {
    if (c < 0x80)
        into += static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c);
    else if (c == 0x152 || c == 0x153)
        into += "oe";
    else if (c == 0xC6 || c == 0xE6)
        into += "ae";
    else if (c == 0xFF)
        into += 'y';
    else if (c >= 0xC0 && c <= 0xFF)
        into += latin_1[(c - 0xC0) % 32];
    else if (c >= 0x100 && c < 0x100 + latin_a.size())
        into += latin_a[c - 0x100];
    else
        into += bytes;
}

bool ends_sentence(std::string_view gap) {
    for (std::size_t i = 0; i < gap.size(); ++i)
        if (gap[i] == '\n' || gap[i] == ';' ||
            ((gap[i] == '.' || gap[i] == '!' || gap[i] == '?') && i + 1 < gap.size()))
            return true;
    return false;
}

}  // namespace

void ScanWords::read(std::string_view text) {
    text_ = text;
    folded_.clear();
    words_.clear();
    all_ = 0;
    for (std::size_t at = 0; at < text.size();) {
        Letter letter = letter_at(text, at);
        const bool digit = letter.code >= '0' && letter.code <= '9';
        if (!digit && !is_letter(letter.code)) {
            at += letter.size;
            continue;
        }
        ScanWord word;
        word.begin = static_cast<std::uint32_t>(at);
        word.number = digit;
        word.capital = is_capital(letter.code);
        word.folded = static_cast<std::uint32_t>(folded_.size());
        std::size_t capitals = 0, letters = 0;
        while (at < text.size()) {
            letter = letter_at(text, at);
            const bool is_digit = letter.code >= '0' && letter.code <= '9';
            if (is_digit != word.number || (!is_digit && !is_letter(letter.code))) break;
            letters += is_digit ? 0 : 1;
            capitals += is_capital(letter.code) ? 1 : 0;
            const std::size_t end = std::min<std::size_t>(at + letter.size, text.size());
            fold(letter.code, text.substr(at, end - at), folded_);
            at = end;
        }
        word.end = static_cast<std::uint32_t>(at);
        word.shouted = letters > 1 && capitals == letters;
        word.folded_size = static_cast<std::uint16_t>(
            std::min<std::size_t>(folded_.size() - word.folded, UINT16_MAX));
        words_.push_back(word);
        ScanWord& kept = words_.back();
        const std::size_t i = words_.size() - 1;
        kept.sentence = i == 0 || (ends_sentence(gap(i)) && !is_abbreviated(i - 1));
        if (!kept.number) kept.senses = senses_of(folded(i));
        // "in May" is a month, "she may" is none.
        if (is(i, "may"))
            kept.senses &= kept.capital && !kept.sentence ? ~sense::modal : ~sense::month;
        all_ |= kept.senses;
    }
}

// "St. Monica", "Jr. Amazonas", "A. D.": a point after such a word ends no sentence.
bool ScanWords::is_abbreviated(std::size_t i) const {
    const bool initial = words_[i].capital && words_[i].end - words_[i].begin <= 2;
    return (initial || is(i, sense::abbreviation)) && gap(i + 1) == ". ";
}

std::string_view ScanWords::gap(std::size_t i) const {
    const std::size_t from = i == 0 ? 0 : words_[i - 1].end;
    const std::size_t to = i < words_.size() ? words_[i].begin : text_.size();
    return from > to ? std::string_view() : text_.substr(from, to - from);
}

int ScanWords::number(std::size_t i) const {
    if (i >= words_.size() || !words_[i].number || words_[i].folded_size > 6) return -1;
    int value = 0;
    for (const char c : folded(i)) value = value * 10 + (c - '0');
    return value;
}

std::size_t ScanWords::sentence_end(std::size_t i) const {
    std::size_t end = i + 1;
    while (end < words_.size() && !words_[end].sentence) ++end;
    return end;
}

}  // namespace tutela
