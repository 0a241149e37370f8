#include <algorithm>
#include <array>

#include "engine/scan_finders.hpp"

// Places on the earth in any of the ways they are written: decimal degrees, degrees and minutes, UTM, MGRS, plus codes,
// what3words, geo: links and links to maps. Two decimals alone may be scores: they need a sign, a bearing, or four places.

namespace tutela {
namespace {

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}
bool is_upper(char c) {
    return c >= 'A' && c <= 'Z';
}
bool is_word(char c) {
    return is_digit(c) || is_upper(c) || (c >= 'a' && c <= 'z') ||
           static_cast<unsigned char>(c) >= 0x80;
}
char lower(char c) {
    return is_upper(c) ? static_cast<char>(c + 32) : c;
}

bool contains_folded(std::string_view text, std::string_view wanted) {
    return std::search(text.begin(), text.end(), wanted.begin(), wanted.end(),
                       [](char a, char b) { return lower(a) == b; }) != text.end();
}

// A number with a decimal point or comma and two places or more.
struct Decimal {
    bool found = false;
    bool negative = false, comma = false;
    double value = 0;
    std::size_t places = 0;
    std::size_t begin = 0, end = 0;
};

// "N11.8" is a number; in "v11.8" it is part of a word.
bool begins_number(std::string_view text, std::size_t at) {
    if (at == 0 || !is_word(text[at - 1])) return true;
    const bool bearing = std::string_view("NSEWO").find(text[at - 1]) != std::string_view::npos;
    return bearing && (at < 2 || !is_word(text[at - 2]));
}

// Its first separator is the decimal one; where that comes again it is a version or a count of
// thousands, and another one ends the number.
Decimal next_decimal(std::string_view text, std::size_t from) {
    for (std::size_t i = from; i < text.size();) {
        if (!is_digit(text[i])) {
            ++i;
            continue;
        }
        std::size_t point = 0, end = i, points = 0;
        for (; end < text.size(); ++end) {
            if (is_digit(text[end])) continue;
            const bool separator = (text[end] == '.' || text[end] == ',') &&
                                   end + 1 < text.size() && is_digit(text[end + 1]);
            if (!separator || (points > 0 && text[end] != text[point])) break;
            if (points++ == 0) point = end;
        }
        const bool thousands = points == 1 && text[point] == ',' && end < text.size() &&
                               text[end] == '.' && end + 1 < text.size() && is_digit(text[end + 1]);
        if (points == 1 && !thousands && point - i <= 3 && end - point > 2 &&
            begins_number(text, i)) {
            Decimal made{
                true, i > 0 && text[i - 1] == '-', text[point] == ',', 0, end - point - 1, i, end};
            for (std::size_t k = i; k < point; ++k) made.value = made.value * 10 + (text[k] - '0');
            return made;
        }
        i = end;
    }
    return {};
}

// Only separators and words of bearings between two decimals.
bool joins(const ScanWords& words, std::size_t from, std::size_t to, bool& bearing) {
    if (to - from > 24) return false;
    for (std::size_t i = word_at(words, from); i < words.size() && words[i].begin < to; ++i) {
        if (!words.is(i, sense::bearing) && !words.is(i, "et") && !words.is(i, "y") &&
            !words.is(i, "and"))
            return false;
        bearing = bearing || words.is(i, sense::bearing);
    }
    return true;
}

bool has_bearing_after(const ScanWords& words, std::size_t byte) {
    const std::size_t i = word_at(words, byte);
    return words.is(i, sense::bearing) && words[i].begin <= byte + 3;
}

bool find_decimals(const ScanWords& words, Taken& taken) {
    const std::string_view text = words.text();
    bool found = false;
    for (Decimal first = next_decimal(text, 0); first.found;) {
        const Decimal second = next_decimal(text, first.end);
        bool bearing = stands_before(words, first.begin, 4, sense::bearing) ||
                       has_bearing_after(words, first.end);
        // "latitude 11.8333" needs no second.
        const bool labelled = stands_before(words, first.begin, 1, sense::bearing) &&
                              words.raw(word_at(words, first.begin) - 1).size() >= 3;
        if (labelled && first.places >= 2 && first.value <= 180) {
            taken.add(first.begin, first.end);
            found = true;
        }
        if (!second.found) break;
        const bool close = joins(words, first.end, second.begin, bearing) && first.value <= 180 &&
                           second.value <= 180 && std::min(first.value, second.value) <= 90;
        const std::size_t places = std::min(first.places, second.places);
        const bool whole = first.value >= 1 || second.value >= 1;
        const bool comma = first.comma || second.comma;
        const std::string_view gap = text.substr(first.end, second.begin - first.end);
        const bool bare_pair =
            gap.find_first_not_of(" ,;/-") == std::string_view::npos && !comma && whole &&
            (places >= 4 || ((first.negative || second.negative) && places >= 3));
        if (close && places >= 2 && (bare_pair || (bearing && places >= 2))) {
            taken.add(first.begin, second.end);
            found = true;
        }
        first = second;
    }
    return found;
}

// 11°50'N, 11° 50.4' N, 11.8333° N; but not 44 °C.
bool find_degrees(std::string_view text, Taken& taken) {
    for (std::size_t at = text.find_first_of("\xC2"); at != std::string_view::npos;
         at = text.find('\xC2', at + 1)) {
        if (at + 1 >= text.size() || at == 0 || (text[at + 1] != '\xB0' && text[at + 1] != '\xBA'))
            continue;
        std::size_t before = at;
        while (before > 0 && text[before - 1] == ' ') --before;
        std::size_t begin = before;
        while (begin > 0 && (is_digit(text[begin - 1]) || text[begin - 1] == '.')) --begin;
        if (begin == before) continue;
        const bool decimal = text.substr(begin, before - begin).find('.') != std::string_view::npos;
        std::size_t next = at + 2;
        while (next < text.size() && text[next] == ' ') ++next;
        std::size_t end = next;
        while (end < text.size() && (is_digit(text[end]) || text[end] == '.')) ++end;
        const bool minutes = end > next && end < text.size() && text[end] == '\'';
        const char letter = next < text.size() ? text[next] : ' ';
        const bool bearing = std::string_view("NSEWO").find(letter) != std::string_view::npos &&
                             (next + 1 >= text.size() || !is_word(text[next + 1]));
        if (minutes || (decimal && bearing)) {
            // To the end of the seconds and the second half.
            taken.add(begin, std::min(text.size(), end + 24));
            return true;
        }
    }
    return false;
}

// How many digits follow, blanks between them allowed; `end` is after the last.
std::size_t digits_from(std::string_view text, std::size_t at, std::size_t& end) {
    std::size_t digits = 0;
    end = at;
    for (std::size_t i = at; i < text.size(); ++i) {
        if (is_digit(text[i])) {
            ++digits;
            end = i + 1;
        } else if (text[i] != ' ' || i + 1 >= text.size() || !is_digit(text[i + 1])) {
            break;
        }
    }
    return digits;
}

// A zone and a band, then two letters and pairs of digits (MGRS) or eastings and northings (UTM).
bool find_grid(std::string_view text, Taken& taken) {
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (!is_digit(text[i]) || (i > 0 && is_word(text[i - 1]))) continue;
        std::size_t at = i, zone = 0;
        while (at < text.size() && is_digit(text[at]) && at - i < 2)
            zone = zone * 10 + static_cast<std::size_t>(text[at++] - '0');
        if (zone == 0 || zone > 60) continue;
        if (at < text.size() && text[at] == ' ') ++at;
        if (at >= text.size() || text[at] < 'C' || text[at] > 'X' || text[at] == 'I' ||
            text[at] == 'O')
            continue;
        ++at;
        if (at < text.size() && text[at] == ' ') ++at;
        std::size_t end = 0;
        if (at + 1 < text.size() && is_upper(text[at]) && is_upper(text[at + 1])) {
            std::size_t from = at + 2;
            if (from < text.size() && text[from] == ' ') ++from;
            const std::size_t digits = digits_from(text, from, end);
            if (digits < 6 || digits > 10 || digits % 2 != 0) continue;
            taken.add(i, end);
            return true;
        }
        const std::size_t easting = digits_from(text, at, end);
        // "412345 1308765" or "412345 mE 1308765 mN"
        if (easting == 13 || easting == 12) {
            taken.add(i, end);
            return true;
        }
        if (easting == 6) {
            std::size_t next = end;
            while (next < text.size() && next < end + 6 && !is_digit(text[next])) ++next;
            std::size_t last = 0;
            const std::size_t northing = digits_from(text, next, last);
            if (northing == 6 || northing == 7) {
                taken.add(i, last);
                return true;
            }
        }
    }
    return false;
}

// Four to eight of twenty letters and digits, a plus, two or three more.
bool find_plus_code(std::string_view text, Taken& taken) {
    constexpr std::string_view alphabet = "23456789CFGHJMPQRVWX";
    const auto is_code = [&](char c) { return alphabet.find(c) != std::string_view::npos; };
    for (std::size_t plus = text.find('+'); plus != std::string_view::npos;
         plus = text.find('+', plus + 1)) {
        std::size_t begin = plus, end = plus + 1;
        while (begin > 0 && is_code(text[begin - 1])) --begin;
        while (end < text.size() && is_code(text[end])) ++end;
        const std::size_t before = plus - begin, after = end - plus - 1;
        const bool alone = (begin == 0 || !is_word(text[begin - 1])) &&
                           (end >= text.size() || !is_word(text[end]));
        const bool letter = std::any_of(text.begin() + static_cast<std::ptrdiff_t>(begin),
                                        text.begin() + static_cast<std::ptrdiff_t>(end), is_upper);
        if (alone && letter && before >= 4 && before <= 8 && before % 2 == 0 && after >= 2 &&
            after <= 3) {
            taken.add(begin, end);
            return true;
        }
    }
    return false;
}

// ///three.words.more, or three words with points where what3words is named.
bool find_three_words(std::string_view text, bool named) {
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (!is_word(text[i]) || is_digit(text[i]) || (i > 0 && is_word(text[i - 1]))) continue;
        const bool slashes = i >= 3 && text.substr(i - 3, 3) == "///";
        if (!slashes && !named) continue;
        std::size_t parts = 1, at = i, length = 0;
        for (; at < text.size() && parts <= 3; ++at) {
            if (is_word(text[at]) && !is_digit(text[at])) {
                ++length;
            } else if (text[at] == '.' && length > 2 && at + 1 < text.size() &&
                       is_word(text[at + 1])) {
                ++parts;
                length = 0;
            } else {
                break;
            }
        }
        if (parts == 3 && length > 2) return true;
    }
    return false;
}

bool find_link(std::string_view text) {
    constexpr std::array<std::string_view, 13> maps = {
        "maps.app.goo.gl/", "goo.gl/maps",   "maps.google.",       "/maps/place", "/maps/@",
        "/maps?q=",         "/maps/search/", "openstreetmap.org/", "osm.org/go/", "maps.apple.com/",
        "waze.com/ul",      "w3w.co/",       "plus.codes/"};
    if (text.find('/') != std::string_view::npos &&
        std::any_of(maps.begin(), maps.end(),
                    [&](std::string_view host) { return contains_folded(text, host); }))
        return true;
    for (std::size_t at = text.find("geo:"); at != std::string_view::npos;
         at = text.find("geo:", at + 1))
        if (at + 5 < text.size() && (is_digit(text[at + 4]) || text[at + 4] == '-')) return true;
    return false;
}

}  // namespace

bool find_coordinates(const ScanWords& words, Taken& taken) {
    const std::string_view text = words.text();
    if (text.find_first_of("0123456789/.") == std::string_view::npos) return false;
    // Each has to see the text: what one takes is no telephone number.
    bool found = find_decimals(words, taken);
    found = find_degrees(text, taken) || found;
    found = find_grid(text, taken) || found;
    found = find_plus_code(text, taken) || found;
    const bool named = contains_folded(text, "what3words") || contains_folded(text, "w3w");
    if ((named || text.find("///") != std::string_view::npos) && find_three_words(text, named))
        found = true;
    if (find_link(text)) {
        taken.add(0, text.size());
        found = true;
    }
    return found;
}

}  // namespace tutela
