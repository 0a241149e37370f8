#include "engine/row_names.hpp"

#include <algorithm>

#include "engine/calendar.hpp"

namespace tutela {

std::string naming_words(const Vocabulary& vocabulary, const Type& type, std::uint32_t index,
                         const Interval& number) {
    switch (type.kind) {
        case TypeKind::choice: return vocabulary.choice_lists[type.id].choices[index];
        case TypeKind::language: return language_code(index);
        case TypeKind::country: return country_code(index);
        case TypeKind::age_band: return band_text(index);
        case TypeKind::date: return date_text(number.low.numerator);
        case TypeKind::month: return month_text(number.low.numerator);
        case TypeKind::time: return time_text(number.low.numerator / number.low.denominator);
        case TypeKind::duration: {
            const auto amount = divide(number.low, {base_units(type.unit), 1});
            return amount
                       ? to_text(*amount) + " " + unit_text(type.unit, !(*amount == Rational{1, 1}))
                       : "";
        }
        case TypeKind::count:
        case TypeKind::number: return to_text(number.low);
        default: return "";
    }
}

void join_name(std::string& name, std::string words) {
    std::replace_if(
        words.begin(), words.end(),
        [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; }, ' ');
    if (!words.empty()) name += (name.empty() ? "" : " ") + words;
}

bool called_before(std::string_view a, std::string_view b) {
    const auto digit = [](char c) { return c >= '0' && c <= '9'; };
    std::size_t i = 0, j = 0;
    while (i < a.size() && j < b.size()) {
        if (!digit(a[i]) || !digit(b[j])) {
            if (a[i] != b[j]) return a[i] < b[j];
            ++i;
            ++j;
            continue;
        }
        const auto run = [&](std::string_view text, std::size_t& at) {
            while (at + 1 < text.size() && text[at] == '0' && digit(text[at + 1])) ++at;
            const std::size_t from = at;
            while (at < text.size() && digit(text[at])) ++at;
            return text.substr(from, at - from);
        };
        const std::string_view x = run(a, i), y = run(b, j);
        if (x.size() != y.size()) return x.size() < y.size();
        if (x != y) return x < y;
    }
    if (i < a.size() || j < b.size()) return j < b.size();
    return a < b;
}

}  // namespace tutela
