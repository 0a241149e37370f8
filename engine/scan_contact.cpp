#include <algorithm>

#include "engine/scan_finders.hpp"

// E-mail addresses and telephone numbers. What is a date, a sum of money, a count or a reference number must not look like a
// telephone number: the numbering plans are asked only about what is left, and a text without such digits never loads them.

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

// "domain.tld" from there on.
bool is_domain(std::string_view text) {
    std::size_t end = 0;
    while (end < text.size() && (is_word(text[end]) || text[end] == '-' || text[end] == '.')) {
        if (text[end] == '.' && end > 0 && end + 2 < text.size() && is_letter(text[end + 1]) &&
            is_letter(text[end + 2]))
            return true;
        ++end;
    }
    return false;
}

// "name (at) domain.tld", as people write who hope that it is not found.
bool is_hidden_at(std::string_view text, std::size_t bracket) {
    const char close = text[bracket] == '(' ? ')' : text[bracket] == '[' ? ']' : '}';
    const std::size_t inside = text.substr(bracket, 13).find(close);
    if (inside == std::string_view::npos) return false;
    const std::size_t end = bracket + inside;
    std::string word(text.substr(bracket + 1, end - bracket - 1));
    word.erase(std::remove(word.begin(), word.end(), ' '), word.end());
    std::transform(word.begin(), word.end(), word.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    if (word != "at" && word != "arroba" && word != "arobase" && word != "@") return false;
    std::size_t before = bracket;
    if (before > 0 && text[before - 1] == ' ') --before;
    if (before == 0 || !is_word(text[before - 1])) return false;
    std::size_t after = end + 1;
    if (after < text.size() && text[after] == ' ') ++after;
    return is_domain(text.substr(after));
}

// A run of digits with the separators that telephone numbers are written with.
struct DigitRun {
    std::size_t begin = 0, end = 0;
    std::size_t digits = 0, groups = 0;
    bool international = false;
    bool in_reference = false;  // "PO-2026-004512", "FLA/NG/2026/0088"
    std::string_view text;
};

DigitRun digit_run(std::string_view text, std::size_t at) {
    DigitRun run;
    run.begin = at;
    if (run.begin > 0 && text[run.begin - 1] == '+') --run.begin;
    if (run.begin > 0 && text[run.begin - 1] == '(') --run.begin;
    run.international = text[at] == '0' && at + 1 < text.size() && text[at + 1] == '0';
    if (at > 0 && text[at - 1] == '+') run.international = true;
    const auto before = [&](std::size_t back) { return at >= back ? text[at - back] : ' '; };
    run.in_reference = is_letter(before(1)) || before(1) == '_' ||
                       ((before(1) == '-' || before(1) == '/' || before(1) == '.') &&
                        (is_word(before(2)) || before(2) == '/'));
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
    const auto behind = [&](std::size_t on) {
        return run.end + on < text.size() ? text[run.end + on] : ' ';
    };
    if (is_letter(behind(0)) || ((behind(0) == '-' || behind(0) == '/') && is_letter(behind(1))))
        run.in_reference = true;
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

// Thousands: 18 400, 1.200.000: groups of three after a first of one to three.
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
    return run[0] != '0';
}

// EUR before it, or what it counts after it.
bool counts_something(const ScanWords& words, const DigitRun& run) {
    const std::size_t next = word_at(words, run.end);
    if (words.is(next, sense::money) && !words[next].sentence && run.end + 2 >= words[next].begin)
        return true;
    const std::size_t first = word_at(words, run.begin);
    if (first > 0 && words.is(first - 1, sense::money) && words.gap(first).size() <= 2) return true;
    const std::string_view text = words.text();
    const std::size_t end = std::min(run.end + 2, text.size());
    return text.substr(run.end, end - run.end).find('%') != std::string_view::npos;
}

bool is_telephone(const ScanWords& words, const DigitRun& run, PhoneNumbers& phone_numbers) {
    const std::string_view text = words.text();
    // The bracket of "(+211) 912" belongs to the number.
    const std::string_view written = text.substr(run.begin, run.end - run.begin);
    const bool thousands = looks_like_thousands(run.text);
    if (run.digits < 7 || run.digits > 15) return false;
    if (run.international && !(run.text[0] == '0' && run.in_reference)) {
        if (thousands && run.digits < 10) return false;
        return phone_numbers.look_up(written, true) == PhoneNumber::subscriber;
    }
    if (run.in_reference || looks_like_dates(run.text) || counts_something(words, run))
        return false;
    const std::size_t after = word_at(words, run.end);
    const bool introduced = (stands_before(words, run.begin, 6, sense::phone) ||
                             (words.is(after, sense::phone) && !words[after].sentence)) &&
                            !stands_before(words, run.begin, 3, sense::indicator);
    if (thousands && !introduced) return false;
    // A bare row of digits is a number of anything; "2106 (2013)" is a resolution, "3391/3391" a share.
    const bool bracketed = run.text.find_first_of("(/") != std::string_view::npos;
    if (!introduced && (run.digits < 8 || bracketed || (run.groups == 1 && run.digits < 9)))
        return false;
    const PhoneNumber found = phone_numbers.look_up(written, false);
    if (found != PhoneNumber::none) return found == PhoneNumber::subscriber;
    // Of a country that the design does not name, or too new for the numbering plans.
    return introduced && run.digits >= 8 && run.digits <= 13 && (run.groups > 1 || run.digits >= 9);
}

}  // namespace

bool find_email(const ScanWords& words) {
    const std::string_view text = words.text();
    for (std::size_t at = text.find_first_of("@([{"); at != std::string_view::npos;
         at = text.find_first_of("@([{", at + 1)) {
        if (text[at] != '@') {
            if (is_hidden_at(text, at)) return true;
            continue;
        }
        const bool begins = at > 0 && (is_word(text[at - 1]) || text[at - 1] == '_' ||
                                       static_cast<unsigned char>(text[at - 1]) >= 0x80);
        if (begins && is_domain(text.substr(at + 1))) return true;
    }
    return false;
}

bool find_telephone(const ScanWords& words, PhoneNumbers& phone_numbers, const Taken& taken) {
    const std::string_view text = words.text();
    for (std::size_t i = 0; i < text.size();) {
        if (!is_digit(text[i])) {
            ++i;
            continue;
        }
        const DigitRun run = digit_run(text, i);
        i = std::max(run.end, i + 1);
        if (run.digits >= 7 && !taken.overlaps(run.begin, run.end) &&
            is_telephone(words, run, phone_numbers))
            return true;
    }
    return false;
}

}  // namespace tutela
