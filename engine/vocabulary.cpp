#include "engine/vocabulary.hpp"

#include <algorithm>

namespace tutela {
namespace {

template <class T>
std::optional<std::uint32_t> index_of(const std::vector<T>& items, std::string_view name) {
    for (std::uint32_t i = 0; i < items.size(); ++i)
        if (items[i].name == name) return i;
    return std::nullopt;
}

std::optional<std::uint32_t> years(std::string_view text) {
    if (text.empty() || text.size() > 3) return std::nullopt;
    std::uint32_t value = 0;
    for (const char c : text) {
        if (c < '0' || c > '9') return std::nullopt;
        value = value * 10 + static_cast<std::uint32_t>(c - '0');
    }
    return value;
}

}  // namespace

std::optional<std::uint32_t> ChoiceList::find(std::string_view choice) const {
    const auto at = std::find(choices.begin(), choices.end(), choice);
    if (at == choices.end()) return std::nullopt;
    return static_cast<std::uint32_t>(at - choices.begin());
}

std::optional<std::uint32_t> find_choice(const Vocabulary& vocabulary, const Type& type,
                                         std::string_view word) {
    switch (type.kind) {
        case TypeKind::choice: return vocabulary.choice_lists[type.id].find(word);
        case TypeKind::language: return find_language(word);
        case TypeKind::country: return find_country(word);
        default: return std::nullopt;
    }
}

std::optional<std::uint32_t> Record::find(std::string_view field) const {
    return index_of(fields, field);
}

std::optional<RecordId> Vocabulary::find_record(std::string_view record) const {
    return index_of(records, record);
}
std::optional<ChoiceListId> Vocabulary::find_choices(std::string_view list) const {
    return index_of(choice_lists, list);
}

std::optional<std::uint32_t> Vocabulary::list_of(RecordId record) const {
    if (records.empty()) return std::nullopt;
    const std::vector<Field>& lists = records[root_record].fields;
    for (std::uint32_t i = 0; i < lists.size(); ++i)
        if (lists[i].type.kind == TypeKind::list && lists[i].type.id == record) return i;
    return std::nullopt;
}

std::optional<ChoiceListId> Vocabulary::stages() const {
    if (records.empty()) return std::nullopt;
    const auto programme = records[root_record].find("programme");
    if (!programme) return std::nullopt;
    const Type& type = records[root_record].fields[*programme].type;
    if (type.kind != TypeKind::record) return std::nullopt;
    const auto stage = records[type.id].find("stage");
    if (!stage || records[type.id].fields[*stage].type.kind != TypeKind::choice)
        return std::nullopt;
    return records[type.id].fields[*stage].type.id;
}

std::optional<std::uint32_t> parse_band(std::string_view text) {
    if (!text.empty() && text.back() == '+') {
        const auto from = years(text.substr(0, text.size() - 1));
        return from ? std::optional(pack_band(*from, open_age)) : std::nullopt;
    }
    const std::size_t dash = text.find('-');
    if (dash == std::string_view::npos) return std::nullopt;
    const auto from = years(text.substr(0, dash));
    const auto to = years(text.substr(dash + 1));
    if (!from || !to || *from > *to) return std::nullopt;
    return pack_band(*from, *to);
}

std::string band_text(std::uint32_t band) {
    const std::string from = std::to_string(band_from(band));
    return band_to(band) == open_age ? from + "+" : from + "-" + std::to_string(band_to(band));
}

std::string type_text(const Vocabulary& vocabulary, const Type& type) {
    switch (type.kind) {
        case TypeKind::error: return "unknown type";
        case TypeKind::truth: return "truth (true or false)";
        case TypeKind::count: return "count";
        case TypeKind::number: return "number";
        case TypeKind::share: return "share";
        case TypeKind::money: return "money";
        case TypeKind::date: return "date";
        case TypeKind::month: return "month";
        case TypeKind::time: return "time of day";
        case TypeKind::duration: return "duration in " + unit_text(type.unit, true);
        case TypeKind::text: return "text";
        case TypeKind::choice: {
            const ChoiceList& list = vocabulary.choice_lists[type.id];
            std::string text = list.ordered ? "ordered one of " : "one of ";
            for (std::size_t i = 0; i < list.choices.size(); ++i) {
                if (i == 8 && list.choices.size() > 10) return text + ", …";
                text += (i == 0 ? "" : ", ") + list.choices[i];
            }
            return text;
        }
        case TypeKind::language: return "language";
        case TypeKind::country: return "country";
        case TypeKind::age_band: return "age band";
        case TypeKind::record: return vocabulary.records[type.id].name;
        case TypeKind::set: {
            const Type member = type.member();
            if (member.kind == TypeKind::record)
                return "set of reference to " + vocabulary.records[type.id].name;
            return "set of " + type_text(vocabulary, member);
        }
        case TypeKind::list: return "list of " + vocabulary.records[type.id].name;
    }
    return "unknown type";
}

}  // namespace tutela
