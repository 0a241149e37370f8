#pragma once

#include <cstdint>
#include <string>

#include "engine/calendar.hpp"

namespace tutela {

// Indices into a `Vocabulary`.
using RecordId = std::uint32_t;
using ChoiceListId = std::uint32_t;

enum class TypeKind : std::uint8_t {
    error,  // something was wrong and has been said; agrees with everything
    truth,
    count,
    number,
    share,
    money,
    date,
    month,
    time,
    duration,
    text,
    choice,
    language,
    country,
    age_band,
    record,  // one record: a member of a list, an embedded record, or what a reference leads to
    set,     // of choice, language, country, age band or record (= reference)
    list,    // of records
};

// `id`: choice list for choice and sets of choice; record for record, list, sets of reference.
// `family` and `unit` matter for durations only; `element` for sets only.
struct Type {
    TypeKind kind = TypeKind::error;
    TypeKind element = TypeKind::error;
    DurationFamily family = DurationFamily::clock;
    DurationUnit unit = DurationUnit::days;
    std::uint32_t id = 0;

    // The unit a duration is written in does not make another type.
    bool operator==(const Type& o) const {
        return kind == o.kind && element == o.element && id == o.id &&
               (kind != TypeKind::duration || family == o.family);
    }
    [[nodiscard]] bool is_numeric() const {
        return kind >= TypeKind::count && kind <= TypeKind::duration;
    }
    [[nodiscard]] bool is_collection() const {
        return kind == TypeKind::set || kind == TypeKind::list;
    }
    // The type of one member of a set or list.
    [[nodiscard]] Type member() const {
        if (kind == TypeKind::list) return {TypeKind::record, TypeKind::error, family, unit, id};
        return {element, TypeKind::error, family, unit, id};
    }
};

[[nodiscard]] inline Type type_of(TypeKind kind, std::uint32_t id = 0) {
    Type type;
    type.kind = kind;
    type.id = id;
    return type;
}
[[nodiscard]] inline Type set_of(TypeKind element, std::uint32_t id = 0) {
    Type type;
    type.kind = TypeKind::set;
    type.element = element;
    type.id = id;
    return type;
}
// The bounds of an unknown of this type: count, money [0, inf), share [0, 1], else everything.
[[nodiscard]] Interval bounds_of(const Type& type);

}  // namespace tutela
