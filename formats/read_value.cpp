#include "formats/read_value.hpp"

#include "engine/calendar.hpp"

namespace tutela {
namespace {

std::optional<Interval> number_of(const Node& node) {
    if (node.kind != Node::Kind::number) return std::nullopt;
    const auto value = parse_decimal(node.text);
    return value ? std::optional(point(*value)) : std::nullopt;
}

bool is_whole(const Interval& value) {
    return value.low.denominator == 1;
}
bool not_negative(const Interval& value) {
    return value.low.numerator >= 0;
}

std::optional<Interval> share_of_text(const Node& node) {
    if (node.kind == Node::Kind::number) return number_of(node);
    if (node.kind != Node::Kind::text || node.text.empty() || node.text.back() != '%')
        return std::nullopt;
    std::string_view digits = std::string_view(node.text).substr(0, node.text.size() - 1);
    while (!digits.empty() && digits.back() == ' ') digits.remove_suffix(1);
    const auto percent = parse_decimal(digits);
    const auto share = percent ? divide(*percent, {100, 1}) : std::nullopt;
    return share ? std::optional(point(*share)) : std::nullopt;
}

// "EUR 1200", { amount = 1200, currency = "EUR" }, or a bare 0.
std::optional<Interval> money_of(const Node& node) {
    std::string_view currency;
    std::optional<Rational> amount;
    if (node.kind == Node::Kind::number) {
        amount = parse_decimal(node.text);
        if (!amount || amount->numerator != 0) return std::nullopt;
        return point(*amount);
    }
    if (node.kind == Node::Kind::text && node.text.size() > 4 && node.text[3] == ' ') {
        currency = std::string_view(node.text).substr(0, 3);
        std::string digits;
        for (const char c : node.text.substr(4))
            if (c != ',' && c != ' ') digits += c;
        amount = parse_decimal(digits);
    } else if (node.kind == Node::Kind::table) {
        const auto* written_amount = node.find("amount");
        const auto* written_currency = node.find("currency");
        if (!written_amount || !written_currency || node.members.size() != 2) return std::nullopt;
        if (written_amount->value.kind != Node::Kind::number) return std::nullopt;
        currency = written_currency->value.text;
        amount = parse_decimal(written_amount->value.text);
    }
    const std::uint16_t code = currency_code(currency);
    if (!amount || code == 0 || amount->numerator < 0) return std::nullopt;
    Interval value = point(*amount);
    value.currency = code;
    return value;
}

// A bare number is read in the field's unit; a text names its own: "5 working days".
std::optional<Interval> duration_of(const Type& type, const Node& node) {
    DurationUnit unit = type.unit;
    std::optional<Rational> amount;
    if (node.kind == Node::Kind::number) {
        amount = parse_decimal(node.text);
    } else if (node.kind == Node::Kind::text) {
        const std::size_t space = node.text.find(' ');
        if (space == std::string::npos) return std::nullopt;
        const auto named = parse_unit(std::string_view(node.text).substr(space + 1));
        if (!named || family_of(*named) != type.family) return std::nullopt;
        unit = *named;
        amount = parse_decimal(std::string_view(node.text).substr(0, space));
    }
    if (!amount || amount->numerator < 0) return std::nullopt;
    const auto value = multiply(*amount, {base_units(unit), 1});
    return value ? std::optional(point(*value)) : std::nullopt;
}

}  // namespace

std::optional<Interval> read_number(const Type& type, const Node& node) {
    const bool words = node.kind == Node::Kind::text || node.kind == Node::Kind::date_or_time;
    switch (type.kind) {
        case TypeKind::count: {
            const auto value = number_of(node);
            return value && is_whole(*value) && not_negative(*value) ? value : std::nullopt;
        }
        case TypeKind::number: return number_of(node);
        case TypeKind::share: {
            const auto value = share_of_text(node);
            return value && not_negative(*value) && compare(value->low, {1, 1}) <= 0 ? value
                                                                                     : std::nullopt;
        }
        case TypeKind::money: return money_of(node);
        case TypeKind::date: return words ? parse_date(node.text) : std::nullopt;
        case TypeKind::month:
            if (!words) return std::nullopt;
            return parse_month(node.text.size() == 10 ? node.text.substr(0, 7) : node.text);
        case TypeKind::time: return words ? parse_time(node.text) : std::nullopt;
        case TypeKind::duration: return duration_of(type, node);
        default: return std::nullopt;
    }
}

std::optional<Interval> read_estimate(const Type& type, const Node& table) {
    Interval value = bounds_of(type);
    const auto raise = [&](const Node& node) {
        const auto end = read_number(type, node);
        if (!end) return false;
        value.low = end->low;
        value.no_low = false;
        value.currency = end->currency;
        return true;
    };
    const auto lower = [&](const Node& node) {
        const auto end = read_number(type, node);
        if (!end || (value.currency != 0 && end->currency != 0 && end->currency != value.currency))
            return false;
        value.high = end->high;
        value.no_high = false;
        if (end->currency != 0) value.currency = end->currency;
        return true;
    };
    if (const auto* ends = table.find("between")) {
        if (ends->value.kind != Node::Kind::array || ends->value.items.size() != 2)
            return std::nullopt;
        if (!raise(ends->value.items[0]) || !lower(ends->value.items[1])) return std::nullopt;
    }
    if (const auto* low = table.find("at-least"); low && !raise(low->value)) return std::nullopt;
    if (const auto* high = table.find("at-most"); high && !lower(high->value)) return std::nullopt;
    if (!value.no_low && !value.no_high && compare(value.low, value.high) > 0) return std::nullopt;
    return value;
}

std::optional<std::uint32_t> read_index(const Vocabulary& vocabulary, const Type& type,
                                        const Node& node) {
    if (type.kind == TypeKind::truth)
        return node.kind == Node::Kind::truth ? std::optional<std::uint32_t>(node.truth ? 1 : 0)
                                              : std::nullopt;
    if (node.kind != Node::Kind::text) return std::nullopt;
    if (type.kind == TypeKind::age_band) return parse_band(node.text);
    return find_choice(vocabulary, type, node.text);
}

Message how_to_write(const Vocabulary& vocabulary, const Type& type) {
    const std::string words = type_text(vocabulary, type);
    switch (type.kind) {
        case TypeKind::count: return message("{}, a whole number from 0 on: 500", words);
        case TypeKind::share: return message("{}, from 0 to 1: 0.8 or \"80%\"", words);
        case TypeKind::money: return message("{}: \"EUR 1200\"", words);
        case TypeKind::date: return message("{}: 2026-07-01, or \"2026-07\" for a month", words);
        case TypeKind::month: return message("{}: \"2026-07\"", words);
        case TypeKind::time: return message("{}: 18:00:00 or \"18:00\"", words);
        case TypeKind::duration:
            return message("{}: 3, or \"3 {}\"", words, unit_text(type.unit, true));
        case TypeKind::text: return message("{} in quotation marks", words);
        case TypeKind::language: return message("{}, an ISO 639-3 code: \"hau\"", words);
        case TypeKind::country: return message("{}, an ISO 3166-1 code: \"NG\"", words);
        case TypeKind::age_band: return message("{}: \"0-17\" or \"60+\"", words);
        default: return literally(words);
    }
}

}  // namespace tutela
