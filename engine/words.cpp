#include "engine/words.hpp"

#include <algorithm>

#include "engine/mask.hpp"
#include "engine/scan.hpp"
#include "engine/scan_text.hpp"

namespace tutela {
namespace {

// Thousands are grouped, so that a manager reads 18,400 and not 18400.
std::string grouped(const std::string& digits) {
    const std::size_t begin = !digits.empty() && digits[0] == '-' ? 1 : 0;
    const std::size_t end = std::min(digits.find('.'), digits.size());
    std::string out = digits;
    for (std::size_t i = end; i > begin + 3; i -= 3) out.insert(i - 3, ",");
    return out;
}

std::string digits(const Language& language, Rational value) {
    return language.number ? language.number(to_text(value)) : grouped(to_text(value));
}

std::string counted_unit(const Language& language, const std::string& amount, bool one,
                         DurationUnit unit) {
    // The form goes by the amount; an amount that is no whole number takes that of many.
    const std::uint64_t count = one ? 1 : 2;
    const auto form = [&](const char* single, const char* many) {
        return language.filled(language.plural(single, many, count), {amount});
    };
    switch (unit) {
        case DurationUnit::minutes: return form("{0} minute", "{0} minutes");
        case DurationUnit::hours: return form("{0} hour", "{0} hours");
        case DurationUnit::days: return form("{0} day", "{0} days");
        case DurationUnit::weeks: return form("{0} week", "{0} weeks");
        case DurationUnit::months: return form("{0} month", "{0} months");
        case DurationUnit::years: return form("{0} year", "{0} years");
        case DurationUnit::working_days: return form("{0} working day", "{0} working days");
    }
    return amount;
}

// In the unit the type is written in, when that gives a whole number; else in the base unit.
std::string with_unit(const Language& language, Rational value, DurationUnit unit,
                      DurationFamily family) {
    const DurationUnit base = family == DurationFamily::clock      ? DurationUnit::minutes
                              : family == DurationFamily::calendar ? DurationUnit::months
                                                                   : DurationUnit::working_days;
    if (family_of(unit) != family) unit = base;
    const auto scaled = divide(value, {base_units(unit), 1});
    const bool whole = scaled && (scaled->denominator == 1 || unit == base);
    const Rational shown = whole ? *scaled : value;
    return counted_unit(language, digits(language, shown), shown == Rational{1, 1},
                        whole ? unit : base);
}

std::string percent(const Language& language, Rational value) {
    const auto hundredfold = multiply(value, {100, 1});
    if (!hundredfold) return digits(language, value);
    return language.percent ? language.percent(to_text(*hundredfold)) : to_text(*hundredfold) + "%";
}

std::string end_words(const Language& language, const Type& type, Rational value,
                      std::uint16_t currency) {
    const std::int64_t whole = value.numerator / value.denominator;
    switch (type.kind) {
        case TypeKind::date: return day_words(language, whole);
        case TypeKind::month: return language.month ? language.month(whole) : month_text(whole);
        case TypeKind::time: return time_text(whole);
        case TypeKind::duration: return with_unit(language, value, type.unit, type.family);
        case TypeKind::share: return percent(language, value);
        case TypeKind::money:
            return currency == 0 ? digits(language, value)
                                 : currency_letters(currency) + " " + digits(language, value);
        default: return digits(language, value);
    }
}

}  // namespace

bool reads_what_is_not_shown(const Program& program, const Design& design, ExpressionId id) {
    const Expression& node = program.expressions[id];
    if (node.op == Op::variable) return node.type.is_numeric();
    if (node.op == Op::field) {
        const Type& record = program.expressions[node.args[0]].type;
        const auto& fields = design.fields_not_shown;
        if (std::find(fields.begin(), fields.end(), std::pair(record.id, node.slot)) !=
            fields.end())
            return true;
    }
    return std::any_of(node.args.begin(), node.args.end(), [&](ExpressionId child) {
        return reads_what_is_not_shown(program, design, child);
    });
}

namespace {

// A sum over one group is that group's count.
bool gives_count_away(const Program& program, const Design& design, ExpressionId id,
                      const Interval& number) {
    if (design.fields_not_shown.empty()) return false;
    if (design.masked) return reads_what_is_not_shown(program, design, id);
    return !number.no_high && compare(number.high, {small_count_below, 1}) < 0 &&
           compare(number.high, {0, 1}) > 0 && reads_what_is_not_shown(program, design, id);
}

bool reads_field(const Program& program, ExpressionId id) {
    const Expression& node = program.expressions[id];
    return node.op == Op::field || node.op == Op::variable ||
           std::any_of(node.args.begin(), node.args.end(),
                       [&](ExpressionId child) { return reads_field(program, child); });
}

// Whether it counts what the design counts: a limit that a rule sets is told as it is, and so is how many sites there are.
bool is_of_design(const Program& program, ExpressionId id) {
    const Op op = program.expressions[id].op;
    return op != Op::count_of && op != Op::count_distinct && reads_field(program, id);
}

// 18,432 is 18,000: two figures are left, and `up` or not.
std::optional<Rational> two_figures(Rational value, bool up) {
    std::int64_t unit = 1;
    const std::int64_t whole = value.numerator / value.denominator;
    while (whole / unit >= 100) unit *= 10;
    if (unit == 1) return value;
    const std::int64_t below = whole / unit;
    const bool exact = value.denominator == 1 && below * unit == whole;
    return multiply(Rational{up && !exact ? below + 1 : below, 1}, Rational{unit, 1});
}

// A count or an amount in a masked design: no exact figure by which a place could be looked up, no small group.
std::string coarse_words(const Language& language, const Type& type, const Interval& number) {
    const bool counts = type.kind == TypeKind::count;
    const Rational few{fewest_told, 1};
    const bool some = !number.no_high && compare(number.high, {0, 1}) > 0;
    if (counts && some && compare(number.high, few) < 0)
        return language.tr("fewer than {}", digits(language, few));
    Interval coarse = number;
    if (!number.no_low && counts && compare(number.low, few) < 0 && !number.is_point())
        coarse.low = {0, 1};
    if (number.is_point()) {
        if (const auto rounded = two_figures(number.low, false))
            coarse.low = coarse.high = *rounded;
    } else {
        if (const auto low = two_figures(coarse.low, false)) coarse.low = *low;
        if (const auto high = two_figures(coarse.high, true)) coarse.high = *high;
    }
    const std::string words = number_words(language, type, coarse);
    return number.is_point() && coarse != number ? language.tr("about {}", words) : words;
}

}  // namespace

std::string day_words(const Language& language, std::int64_t day) {
    return language.date ? language.date(day) : date_text(day);
}

std::string row_name(const Design& design, RecordId record, std::uint32_t row) {
    const Table& table = design.tables[record];
    if (row >= table.names.size()) return "?";
    return table.names[row].empty() ? table.paths[row] : table.names[row];
}

std::string row_words(const Program& program, const Design& design, RecordId record,
                      std::uint32_t row) {
    const Record& declared = program.ruleset.vocabulary.records[record];
    const std::string name = row_name(design, record, row);
    if (design.masked && name == masked_name(declared, row))
        return program.language->tr("{} {}", declared.phrase, row + 1);
    return name == nameless(declared) ? program.language->tr("{} without a name", declared.phrase)
                                      : name;
}

std::string choice_words(const Vocabulary& vocabulary, ChoiceListId list, std::uint32_t choice) {
    const ChoiceList& choices = vocabulary.choice_lists[list];
    if (choice >= choices.choices.size()) return "?";
    if (choice < choices.phrases.size() && !choices.phrases[choice].empty())
        return choices.phrases[choice];
    std::string words = choices.choices[choice];
    std::replace(words.begin(), words.end(), '-', ' ');
    return words;
}

std::string number_words(const Language& language, const Type& type, const Interval& number) {
    switch (number.problem) {
        case NumberProblem::division_by_zero:
            return language.tr("unknown (division by what may be zero)");
        case NumberProblem::overflow: return language.tr("unknown (too large to compute exactly)");
        case NumberProblem::currencies_differ: return language.tr("unknown (two currencies)");
        case NumberProblem::none: break;
    }
    const auto end = [&](Rational value) {
        return end_words(language, type, value, number.currency);
    };
    if (number.is_point()) return end(number.low);
    const Interval bounds = bounds_of(type);
    const bool low = !number.no_low && (bounds.no_low || compare(number.low, bounds.low) > 0);
    const bool high = !number.no_high && (bounds.no_high || compare(number.high, bounds.high) < 0);
    if (low && high) return language.tr("between {} and {}", end(number.low), end(number.high));
    if (low) return language.tr("at least {}", end(number.low));
    if (high) return language.tr("at most {}", end(number.high));
    return language.tr("not stated");
}

std::string number_words(const Language& language, const Design& design, const Type& type,
                         const Interval& number) {
    const bool coarse = design.masked && number.problem == NumberProblem::none &&
                        (type.kind == TypeKind::count || type.kind == TypeKind::money);
    return coarse ? coarse_words(language, type, number) : number_words(language, type, number);
}

std::string number_words(const Program& program, const Design& design, ExpressionId id,
                         const Interval& number) {
    const Type& type = program.expressions[id].type;
    if (gives_count_away(program, design, id, number)) return program.language->tr("(not shown)");
    return is_of_design(program, id) ? number_words(*program.language, design, type, number)
                                     : number_words(*program.language, type, number);
}

std::string scalar_words(const Program& program, const Design& design, const Type& type,
                         const Scalar& scalar) {
    const Language& language = *program.language;
    if (!scalar.known) return language.tr("not stated");
    switch (type.kind) {
        case TypeKind::choice:
            return choice_words(program.ruleset.vocabulary, type.id, scalar.index);
        case TypeKind::language: return language_code(scalar.index);
        case TypeKind::country: return country_code(scalar.index);
        case TypeKind::age_band: return band_text(scalar.index);
        case TypeKind::record: return row_words(program, design, type.id, scalar.index);
        case TypeKind::text: return language.tr("(text)");
        default: return language.tr("not stated");
    }
}

std::string value_words(Evaluator& evaluator, ExpressionId id, std::uint32_t base) {
    const Expression& node = evaluator.at(id);
    const Language& language = *evaluator.program.language;
    // A sensitive field's value is never shown.
    if (node.op == Op::field) {
        const Evaluator::Read got = evaluator.read(node, base);
        if (got.fact && evaluator.program.ruleset.vocabulary.records[got.ref.record]
                            .fields[got.ref.field]
                            .sensitive)
            return language.tr("(sensitive)");
        if (got.fact && got.fact->not_shown) return language.tr("(not shown)");
        if (got.fact && node.type.is_numeric())
            return number_words(language, evaluator.design, node.type, evaluator.number(id, base));
    }
    if (evaluator.design.masked && reads_what_is_not_shown(evaluator.program, evaluator.design, id))
        return language.tr("(not shown)");
    if (node.type.is_numeric())
        return number_words(evaluator.program, evaluator.design, id, evaluator.number(id, base));
    if (node.type.kind == TypeKind::truth) {
        switch (evaluator.truth(id, base)) {
            case Truth::yes: return language.tr("yes");
            case Truth::no: return language.tr("no");
            default: return language.tr("not stated");
        }
    }
    if (!node.type.is_collection())
        return scalar_words(evaluator.program, evaluator.design, node.type,
                            evaluator.scalar(id, base));
    std::string list;
    const bool open = evaluator.members(id, base, [&](const Scalar& member, Truth belongs) {
        if (belongs != Truth::yes) return;
        if (!list.empty()) list += ", ";
        list += scalar_words(evaluator.program, evaluator.design, node.type.member(), member);
    });
    if (list.empty()) return open ? language.tr("not stated") : language.tr("none");
    return list;
}

}  // namespace tutela
