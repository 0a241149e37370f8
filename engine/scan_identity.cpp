#include <algorithm>

#include "engine/scan_finders.hpp"
#include "engine/vocabulary.hpp"

// Numbers of papers and of case files: a document's word near a mark of digits and letters, or a shape that only such numbers
// have.

namespace tutela {
namespace {

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}
bool is_upper(char c) {
    return c >= 'A' && c <= 'Z';
}
bool is_word(char c) {
    return is_digit(c) || is_upper(c) || (c >= 'a' && c <= 'z');
}

// "1085-2231-774", "PEC/2025/0338", "1.023.456.789": letters and digits joined without a blank.
struct Mark {
    std::size_t begin = 0, end = 0;
    std::size_t digits = 0, letters = 0, joints = 0;
    bool lower = false;
    std::string_view text;
};

Mark mark_at(std::string_view text, std::size_t at) {
    Mark mark;
    mark.begin = at;
    std::size_t i = at;
    for (; i < text.size(); ++i) {
        if (is_digit(text[i])) {
            ++mark.digits;
        } else if (is_word(text[i])) {
            ++mark.letters;
            mark.lower = mark.lower || !is_upper(text[i]);
        } else if ((text[i] == '-' || text[i] == '/' || text[i] == '.' || text[i] == '_') &&
                   i + 1 < text.size() && is_word(text[i + 1])) {
            ++mark.joints;
        } else {
            break;
        }
    }
    mark.end = i;
    mark.text = text.substr(at, i - at);
    return mark;
}

// A shape: 'A' a capital letter, '9' a digit, anything else itself.
bool has_shape(std::string_view text, std::string_view shape) {
    if (text.size() != shape.size()) return false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool fits = shape[i] == 'A'   ? is_upper(text[i])
                          : shape[i] == '9' ? is_digit(text[i])
                                            : text[i] == shape[i];
        if (!fits) return false;
    }
    return true;
}

bool is_date(std::string_view text) {
    return has_shape(text, "9999-99-99") || has_shape(text, "99-99-9999") ||
           has_shape(text, "99/99/9999") || has_shape(text, "99.99.9999") ||
           ((has_shape(text, "9999-9999") || has_shape(text, "9999/9999")) &&
            (text[0] == '1' || text[0] == '2') && text[0] == text[5]);
}

// One or two letters and six to nine digits: a passport, unless it is the p-code of a place in one
// of the design's countries.
bool is_passport(const Mark& mark, const std::vector<std::string>& countries) {
    if (mark.joints > 0 || mark.lower || mark.letters < 1 || mark.letters > 2) return false;
    if (mark.digits < 6 || mark.digits > 9 || !is_digit(mark.text[mark.letters])) return false;
    if (mark.letters == 1) return true;
    const std::string prefix(mark.text.substr(0, 2));
    return countries.empty()
               ? !find_country(prefix)
               : std::find(countries.begin(), countries.end(), prefix) == countries.end();
}

// Numbers that are written so and in no other way: of the refugee agency, and of some countries.
bool is_register_number(const Mark& mark) {
    return (mark.text.size() >= 12 && mark.text.size() <= 14 &&
            has_shape(mark.text.substr(0, 7), "999-99C") && mark.digits >= 10) ||
           has_shape(mark.text, "999.999.999-99") || has_shape(mark.text, "99.999.999-9") ||
           has_shape(mark.text, "9999-9999-99999") ||
           (mark.text.size() == 18 && has_shape(mark.text.substr(0, 11), "AAAA999999A"));
}

bool is_thousands(const Mark& mark) {
    return mark.letters == 0 && mark.joints > 0 && mark.digits <= 9 &&
           mark.joints * 3 < mark.digits && mark.text.find('.') != std::string_view::npos;
}

// Digits of the mark and of the groups that follow it after one blank each: "2547 12345 0101".
std::size_t spaced_digits(std::string_view text, const Mark& mark) {
    std::size_t digits = mark.digits;
    for (std::size_t i = mark.end; mark.letters == 0 && i + 1 < text.size(); ++i) {
        if (is_digit(text[i]))
            ++digits;
        else if (text[i] != ' ' || !is_digit(text[i + 1]))
            break;
    }
    return digits;
}

// Whether the words beside the mark make it the number of a paper or a file.
bool is_introduced(const ScanWords& words, const Mark& mark) {
    if (mark.digits < 4 || mark.text.size() > 24 || is_date(mark.text)) return false;
    const bool numbered = stands_before(words, mark.begin, 6, sense::numbered);
    const std::size_t after = word_at(words, mark.end);
    const bool counted = words.is(after, sense::money | sense::persons) || is_thousands(mark);
    const bool plain = mark.letters == 0 && mark.joints == 0;
    // "C.C. 52.345.678", "C.I. 1234567"
    const std::string_view before = words.text().substr(mark.begin < 5 ? 0 : mark.begin - 5,
                                                        std::min<std::size_t>(mark.begin, 5));
    const bool card = before.find("C.C.") != std::string_view::npos ||
                      before.find("C.I.") != std::string_view::npos;
    if (card || stands_before(words, mark.begin, 6, sense::document)) {
        if (mark.digits >= 7) return true;
        if (spaced_digits(words.text(), mark) >= 9) return true;
        return !counted && mark.digits >= 5 && (numbered || !plain);
    }
    // The word may follow: "45678912 (DNI)".
    if (mark.digits >= 7 && words.is(after, sense::document) && !words[after].sentence &&
        words.gap(after).size() <= 2)
        return true;
    // A case or a card needs its `no.`, or the number right behind it.
    if (stands_before(words, mark.begin, 7, sense::file) && numbered)
        return !plain || mark.digits >= 5;
    return stands_before(words, mark.begin, 2, sense::file) && mark.digits >= 8 && !counted;
}

}  // namespace

bool find_identity_document(const ScanWords& words, const std::vector<std::string>& countries,
                            Taken& taken) {
    const std::string_view text = words.text();
    bool found = false;
    for (std::size_t i = 0; i < text.size();) {
        if (!is_word(text[i]) || (i > 0 && static_cast<unsigned char>(text[i - 1]) >= 0x80)) {
            ++i;
            continue;
        }
        const Mark mark = mark_at(text, i);
        i = mark.end;
        if (mark.digits < 4 || taken.overlaps(mark.begin, mark.end)) continue;
        const bool of_thing = stands_before(words, mark.begin, 2, sense::indicator);
        if ((is_passport(mark, countries) && !of_thing) || is_register_number(mark) ||
            is_introduced(words, mark)) {
            taken.add(mark.begin, mark.end);
            found = true;
        }
    }
    return found;
}

}  // namespace tutela
