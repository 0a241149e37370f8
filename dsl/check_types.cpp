#include "dsl/check_types.hpp"

#include <algorithm>

namespace tutela {
namespace {

bool is_error(const Type& type) {
    return type.kind == TypeKind::error;
}
bool both_are(TypeKind kind, const Type& a, const Type& b) {
    return a.kind == kind && b.kind == kind;
}
bool is_point_in_time(const Type& type) {
    return type.kind == TypeKind::date || type.kind == TypeKind::month ||
           type.kind == TypeKind::time;
}

// Durations that a date, month or time can be moved by.
bool moves(const Type& duration, const Type& anchor) {
    if (duration.kind != TypeKind::duration) return false;
    switch (anchor.kind) {
        case TypeKind::date: return duration.family != DurationFamily::working_days;
        case TypeKind::month: return duration.family == DurationFamily::calendar;
        case TypeKind::time: return duration.family == DurationFamily::clock;
        default: return false;
    }
}

std::optional<Type> sum_type(Arithmetic operation, const Type& a, const Type& b) {
    if (is_plain_number(a) && is_plain_number(b)) {
        const bool counts = both_are(TypeKind::count, a, b) && operation == Arithmetic::add;
        return type_of(counts ? TypeKind::count : TypeKind::number);
    }
    if (both_are(TypeKind::money, a, b)) return a;
    if (both_are(TypeKind::duration, a, b) && a.family == b.family) return a;
    if (is_point_in_time(a) && moves(b, a)) return a;
    if (operation == Arithmetic::add && is_point_in_time(b) && moves(a, b)) return b;
    return std::nullopt;
}

std::optional<Type> product_type(const Type& a, const Type& b) {
    if (is_plain_number(a) && is_plain_number(b))
        return both_are(TypeKind::count, a, b) || both_are(TypeKind::share, a, b)
                   ? a
                   : type_of(TypeKind::number);
    const bool scales_a = a.kind == TypeKind::money || a.kind == TypeKind::duration;
    if (scales_a && is_plain_number(b)) return a;
    const bool scales_b = b.kind == TypeKind::money || b.kind == TypeKind::duration;
    if (scales_b && is_plain_number(a)) return b;
    return std::nullopt;
}

std::optional<Type> quotient_type(const Type& a, const Type& b) {
    if (is_plain_number(a) && is_plain_number(b)) return type_of(TypeKind::number);
    if ((a.kind == TypeKind::money || a.kind == TypeKind::duration) && is_plain_number(b)) return a;
    if (both_are(TypeKind::money, a, b)) return type_of(TypeKind::number);
    if (both_are(TypeKind::duration, a, b) && a.family == b.family)
        return type_of(TypeKind::number);
    return std::nullopt;
}

}  // namespace

bool is_plain_number(const Type& type) {
    return type.kind == TypeKind::count || type.kind == TypeKind::number ||
           type.kind == TypeKind::share;
}

Fit fit_for_equality(const Type& a, const Type& b) {
    if (is_error(a) || is_error(b)) return Fit::fits;
    if (a.is_collection() || b.is_collection()) return Fit::no_values;
    if (is_plain_number(a) && is_plain_number(b)) return Fit::fits;
    if (both_are(TypeKind::duration, a, b) && a.family != b.family) return Fit::different_units;
    return a == b ? Fit::fits : Fit::different_types;
}

Fit fit_for_order(const Vocabulary& vocabulary, const Type& a, const Type& b) {
    const Fit fit = fit_for_equality(a, b);
    if (fit != Fit::fits) return fit;
    const Type& known = is_error(a) ? b : a;
    if (is_error(known) || known.is_numeric()) return Fit::fits;
    const bool ordered =
        known.kind == TypeKind::choice && vocabulary.choice_lists[known.id].ordered;
    return ordered ? Fit::fits : Fit::not_ordered;
}

bool fits_in(const Type& member, const Type& collection) {
    if (is_error(member) || is_error(collection)) return true;
    return collection.is_collection() && fit_for_equality(member, collection.member()) == Fit::fits;
}

bool assignable(const Type& from, const Type& to) {
    if (is_error(from) || is_error(to) || from == to) return true;
    if (to.kind == TypeKind::number || to.kind == TypeKind::share) return is_plain_number(from);
    if (from.is_collection() && to.is_collection()) return from.member() == to.member();
    return false;
}

std::optional<Type> common_type(const Type& a, const Type& b) {
    if (is_error(a)) return b;
    if (is_error(b) || a == b) return a;
    if (is_plain_number(a) && is_plain_number(b)) return type_of(TypeKind::number);
    if (a.is_collection() && b.is_collection() && a.member() == b.member()) return a;
    return std::nullopt;
}

std::optional<Type> arithmetic_type(Arithmetic operation, const Type& a, const Type& b) {
    if (is_error(a) || is_error(b)) return Type{};
    switch (operation) {
        case Arithmetic::add:
        case Arithmetic::subtract: return sum_type(operation, a, b);
        case Arithmetic::multiply: return product_type(a, b);
        case Arithmetic::divide: return quotient_type(a, b);
    }
    return std::nullopt;
}

}  // namespace tutela
