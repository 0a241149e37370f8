#include "engine/scan_text.hpp"

#include <algorithm>

#include "engine/scan_finders.hpp"

namespace tutela {
namespace {

struct Spelling {
    std::string_view bytes, plain;
};
// Other spellings of what the finders look for.
constexpr Spelling spellings[] = {
    {"\xC2\xA0", " "},     {"\xE2\x80\xAF", " "},  {"\xE2\x80\x89", " "},  {"\xE2\x80\x87", " "},
    {"\xE2\x80\x8B", ""},  {"\xC2\xAD", ""},       {"\xE2\x80\x90", "-"},  {"\xE2\x80\x91", "-"},
    {"\xE2\x80\x92", "-"}, {"\xE2\x88\x92", "-"},  {"\xE2\x80\x98", "'"},  {"\xE2\x80\x99", "'"},
    {"\xE2\x80\xB2", "'"}, {"\xE2\x80\x9C", "\""}, {"\xE2\x80\x9D", "\""}, {"\xE2\x80\xB3", "\""},
    {"\xC2\xAB", "\""},    {"\xC2\xBB", "\""},     {"\xE2\x80\x9E", "\""}, {"\xEF\xBC\x8B", "+"},
    {"\xEF\xBC\xA0", "@"},
};

// The last byte of a digit of another script, if it is one: Arabic, Persian, full width.
int other_digit(std::string_view text, std::size_t at, std::size_t& size) {
    const auto byte = [&](std::size_t i) -> unsigned {
        return i < text.size() ? static_cast<unsigned char>(text[i]) : 0U;
    };
    size = 2;
    if (byte(at) == 0xD9 && byte(at + 1) >= 0xA0 && byte(at + 1) <= 0xA9)
        return static_cast<int>(byte(at + 1) - 0xA0);
    if (byte(at) == 0xDB && byte(at + 1) >= 0xB0 && byte(at + 1) <= 0xB9)
        return static_cast<int>(byte(at + 1) - 0xB0);
    size = 3;
    if (byte(at) == 0xEF && byte(at + 1) == 0xBC && byte(at + 2) >= 0x90 && byte(at + 2) <= 0x99)
        return static_cast<int>(byte(at + 2) - 0x90);
    return -1;
}

void make_plain(std::string_view text, std::string& plain) {
    plain.clear();
    for (std::size_t at = 0; at < text.size();) {
        if (static_cast<unsigned char>(text[at]) < 0x80) {
            plain += text[at++];
            continue;
        }
        std::size_t size = 0;
        if (const int digit = other_digit(text, at, size); digit >= 0) {
            plain += static_cast<char>('0' + digit);
            at += size;
            continue;
        }
        const auto* spelling =
            std::find_if(std::begin(spellings), std::end(spellings), [&](const Spelling& one) {
                return text.compare(at, one.bytes.size(), one.bytes) == 0;
            });
        if (spelling == std::end(spellings)) {
            plain += text[at++];
        } else {
            plain += spelling->plain;
            at += spelling->bytes.size();
        }
    }
}

// Pieces overlap, so that nothing is cut in two.
constexpr std::size_t piece_size = 16'384, piece_overlap = 512;

bool is_blank(char c) {
    return c == ' ' || c == '\n' || c == '\t';
}

// A blank near the size of a piece, else a byte that begins a character.
std::size_t end_of_piece(std::string_view text, std::size_t from) {
    if (text.size() - from <= piece_size) return text.size();
    std::size_t end = from + piece_size;
    while (end > from + piece_size - piece_overlap && !is_blank(text[end])) --end;
    if (!is_blank(text[end])) end = from + piece_size;
    while ((static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U && end > from + 1) --end;
    return end;
}

std::size_t begin_of_piece(std::string_view text, std::size_t from) {
    std::size_t begin = from;
    while (begin < from + piece_overlap / 2 && !is_blank(text[begin])) ++begin;
    if (!is_blank(text[begin])) begin = from;
    while (begin < text.size() && (static_cast<unsigned char>(text[begin]) & 0xC0U) == 0x80U)
        ++begin;
    return begin;
}

}  // namespace

TextScan::TextScan(std::vector<std::string> countries) : phone_numbers_(std::move(countries)) {}

void TextScan::read(std::string_view text) {
    const bool beyond_ascii = std::any_of(
        text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) >= 0x80; });
    if (beyond_ascii) make_plain(text, plain_);
    words_.read(beyond_ascii ? std::string_view(plain_) : text);
}

bool TextScan::is_address(std::string_view text) {
    read(text);
    return tutela::is_address(words_);
}

ScanKinds TextScan::operator()(std::string_view text) {
    // One word without a digit gives nobody away: most texts of a design are such.
    const bool plain_word = std::all_of(text.begin(), text.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' || c == '_';
    });
    if (plain_word) return 0;
    // A long text is read in pieces, so that it takes no more memory than a short one.
    ScanKinds found = 0;
    for (std::size_t from = 0; from < text.size();) {
        const std::size_t end = end_of_piece(text, from);
        found |= look_at(text.substr(from, end - from));
        if (end == text.size()) break;
        from = std::max(from + 1, begin_of_piece(text, end - piece_overlap));
    }
    return found;
}

ScanKinds TextScan::look_at(std::string_view piece) {
    read(piece);
    ScanKinds found = 0;
    const auto add = [&](bool is_there, ScanKind kind) { found |= is_there ? bit(kind) : 0U; };
    Taken taken;
    add(find_email(words_), ScanKind::email);
    add(find_coordinates(words_, taken), ScanKind::coordinates);
    add(find_identity_document(words_, phone_numbers_.countries(), taken),
        ScanKind::identity_document);
    add(find_telephone(words_, phone_numbers_, taken), ScanKind::telephone);
    if (words_.size() < 2) return found;
    add(find_personal_name(words_), ScanKind::personal_name);
    add(find_case_story(words_), ScanKind::case_story);
    add(find_small_count(words_), ScanKind::small_count);
    add(find_exact_place(words_), ScanKind::exact_place);
    return found;
}

bool may_be_repeated(std::string_view words) {
    const auto digits =
        std::count_if(words.begin(), words.end(), [](char c) { return c >= '0' && c <= '9'; });
    return digits <= 6 && TextScan()(words) == 0;
}

bool Taken::overlaps(std::size_t begin, std::size_t end) const {
    return std::any_of(ranges_.begin(), ranges_.end(), [&](const auto& range) {
        return begin < range.second && range.first < end;
    });
}

std::size_t word_at(const ScanWords& words, std::size_t byte) {
    std::size_t low = 0, high = words.size();
    while (low < high) {
        const std::size_t middle = (low + high) / 2;
        if (words[middle].begin < byte)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

bool stands_before(const ScanWords& words, std::size_t byte, std::size_t back, Senses senses) {
    std::size_t i = word_at(words, byte);
    for (std::size_t left = back; left > 0 && i > 0; --left) {
        if (i < words.size() && words[i].sentence) return false;
        if (words.is(--i, senses)) return true;
    }
    return false;
}

}  // namespace tutela
