#include "engine/scan_text.hpp"

#include <algorithm>
#include <cctype>
#include <string>

// Plain scanners over bytes, linear in the text. They look for shapes, not for meaning; what is a
// date, a sum of money or a reference number must not look like a telephone number.

namespace tutela {
namespace {

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}
bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
bool is_word(char c) {
    return is_digit(c) || is_letter(c);
}

// local@domain.tld
bool has_email(std::string_view text) {
    for (std::size_t at = text.find('@'); at != std::string_view::npos;
         at = text.find('@', at + 1)) {
        if (at == 0 || !is_word(text[at - 1])) continue;
        std::size_t end = at + 1;
        bool dot = false;
        while (end < text.size() && (is_word(text[end]) || text[end] == '-' || text[end] == '.')) {
            if (text[end] == '.' && end > at + 1 && end + 2 < text.size() &&
                is_letter(text[end + 1]) && is_letter(text[end + 2]))
                dot = true;
            ++end;
        }
        if (dot) return true;
    }
    return false;
}

// A run of digits with the separators that telephone numbers are written with.
struct DigitRun {
    std::size_t begin = 0, end = 0;
    int digits = 0;
    int groups = 0;
    bool plus = false;
    bool letters_before = false;
    std::string_view text;
};

DigitRun digit_run(std::string_view text, std::size_t at) {
    DigitRun run;
    run.begin = at;
    run.plus = at > 0 && text[at - 1] == '+';
    run.letters_before = at > 0 && (is_letter(text[at - 1]) || text[at - 1] == '_' ||
                                    (text[at - 1] == '-' && at > 1 && is_word(text[at - 2])));
    bool separated = true;
    std::size_t i = at;
    for (; i < text.size(); ++i) {
        if (is_digit(text[i])) {
            ++run.digits;
            if (separated) ++run.groups;
            separated = false;
            continue;
        }
        const bool separator = text[i] == ' ' || text[i] == '-' || text[i] == '.' ||
                               text[i] == '(' || text[i] == ')' || text[i] == '/';
        if (!separator || i + 1 >= text.size()) break;
        const bool digit_follows =
            is_digit(text[i + 1]) ||
            (i + 2 < text.size() && (text[i + 1] == ' ' || text[i + 1] == '(') &&
             is_digit(text[i + 2]));
        if (!digit_follows) break;
        separated = true;
    }
    run.end = i;
    run.text = text.substr(at, i - at);
    return run;
}

// 2026-07-01, 2026/07/01, 01.07.2026, and ranges and lists of years.
bool looks_like_dates(std::string_view run) {
    std::size_t i = 0;
    bool any = false;
    while (i < run.size()) {
        if (!is_digit(run[i])) {
            ++i;
            continue;
        }
        const std::size_t begin = i;
        while (i < run.size() && is_digit(run[i])) ++i;
        const std::size_t length = i - begin;
        const bool year =
            length == 4 && (run.substr(begin, 2) == "19" || run.substr(begin, 2) == "20");
        if (!year && length > 2) return false;
        any = any || year;
    }
    return any;
}

// Thousands: 18 400, 1.200.000 — groups of three after a first of one to three.
bool looks_like_thousands(std::string_view run) {
    std::size_t group = 0;
    bool first = true;
    for (std::size_t i = 0; i <= run.size(); ++i) {
        if (i < run.size() && is_digit(run[i])) {
            ++group;
            continue;
        }
        if (first ? group == 0 || group > 3 : group != 3) return false;
        first = false;
        group = 0;
    }
    return true;
}

bool has_telephone(std::string_view text) {
    for (std::size_t i = 0; i < text.size();) {
        if (!is_digit(text[i])) {
            ++i;
            continue;
        }
        const DigitRun run = digit_run(text, i);
        i = std::max(run.end, i + 1);
        if (run.digits < 8 || run.digits > 15) continue;
        if (run.plus) return true;
        if (run.letters_before || looks_like_dates(run.text) || looks_like_thousands(run.text))
            continue;
        const bool national = run.text.front() == '0' && run.digits >= 9;
        const bool grouped = run.groups >= 3 && run.digits >= 9;
        if (national || grouped) return true;
    }
    return false;
}

// A decimal with at least three places; value in the range, place after it.
struct Decimal {
    bool found = false;
    double value = 0;
    std::size_t begin = 0, end = 0;
};

Decimal next_decimal(std::string_view text, std::size_t from) {
    for (std::size_t i = from; i < text.size(); ++i) {
        if (!is_digit(text[i]) || (i > 0 && (is_word(text[i - 1]) || text[i - 1] == '.'))) continue;
        std::size_t dot = i;
        while (dot < text.size() && is_digit(text[dot])) ++dot;
        if (dot - i > 3 || dot >= text.size() || text[dot] != '.') {
            i = dot;
            continue;
        }
        std::size_t end = dot + 1;
        while (end < text.size() && is_digit(text[end])) ++end;
        if (end - dot - 1 < 3) {
            i = end;
            continue;
        }
        double value = 0;
        for (std::size_t k = i; k < dot; ++k) value = value * 10 + (text[k] - '0');
        return {true, value, i, end};
    }
    return {};
}

// Two decimals in the range of latitude and longitude close to each other, or degrees and minutes.
bool has_coordinates(std::string_view text) {
    for (Decimal first = next_decimal(text, 0); first.found;
         first = next_decimal(text, first.end)) {
        const Decimal second = next_decimal(text, first.end);
        if (second.found && second.begin - first.end <= 12 && first.value <= 180 &&
            second.value <= 180 && std::min(first.value, second.value) <= 90)
            return true;
    }
    // 11°50'N or 11° 50.4' N
    for (std::size_t at = text.find("\xC2\xB0"); at != std::string_view::npos;
         at = text.find("\xC2\xB0", at + 2)) {
        if (at == 0 || !is_digit(text[at - 1])) continue;
        std::size_t next = at + 2;
        while (next < text.size() && text[next] == ' ') ++next;
        if (next < text.size() && is_digit(text[next])) return true;
    }
    return false;
}

bool contains_word(std::string_view lower, std::string_view wanted) {
    for (std::size_t at = lower.find(wanted); at != std::string_view::npos;
         at = lower.find(wanted, at + 1)) {
        const bool begins = at == 0 || !is_word(lower[at - 1]);
        const std::size_t end = at + wanted.size();
        if (begins && (end >= lower.size() || !is_letter(lower[end]))) return true;
    }
    return false;
}

// A document's word near a mark of letters and digits, or a passport's shape: one or two capital
// letters and six to nine digits.
bool has_identity_document(std::string_view text) {
    std::string lower(text);
    std::transform(lower.begin(), lower.end(), lower.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    const char* words[] = {"passport",
                           "passeport",
                           "pasaporte",
                           "id card",
                           "identity card",
                           "national id",
                           "carte d'identit",
                           "cedula",
                           "c\303\251dula",
                           "dni",
                           "nin",
                           "case number",
                           "case no",
                           "num\303\251ro de dossier",
                           "registration no",
                           "registration number",
                           "permit no"};
    const bool named = std::any_of(std::begin(words), std::end(words),
                                   [&](const char* word) { return contains_word(lower, word); });
    for (std::size_t i = 0; i < text.size();) {
        if (!is_word(text[i])) {
            ++i;
            continue;
        }
        const std::size_t begin = i;
        std::size_t letters = 0, digits = 0, leading = 0;
        bool lowercase = false;
        while (i < text.size() && is_word(text[i])) {
            if (is_digit(text[i]))
                ++digits;
            else {
                ++letters;
                if (digits == 0) ++leading;
                lowercase = lowercase || (text[i] >= 'a' && text[i] <= 'z');
            }
            ++i;
        }
        const bool part_of_id = begin > 0 && text[begin - 1] == '-';
        if (named && digits >= 5 && digits + letters <= 14) return true;
        if (!part_of_id && !lowercase && letters == leading && leading >= 1 && leading <= 2 &&
            digits >= 6 && digits <= 9)
            return true;
    }
    return false;
}

}  // namespace

std::uint32_t scan_text(std::string_view text) {
    std::uint32_t found = 0;
    if (text.find('@') != std::string_view::npos && has_email(text)) found |= bit(ScanKind::email);
    // Everything else has at least five digits.
    if (std::count_if(text.begin(), text.end(), is_digit) < 5) return found;
    if (has_coordinates(text))
        found |= bit(ScanKind::coordinates);
    else if (has_telephone(text))
        found |= bit(ScanKind::telephone);
    if (has_identity_document(text)) found |= bit(ScanKind::identity_document);
    return found;
}

}  // namespace tutela
