#pragma once

#include "dsl/resolve.hpp"

namespace tutela {

// Where a type is written decides what its bare names may mean.
enum class TypePlace : std::uint8_t {
    field,      // a bare name is a `choices` list
    parameter,  // the same
    define,     // a bare name may be a record, too
};

struct ResolvedType {
    Type type;
    bool reference = false;  // written as `reference to …`
};

// The type that was written. An inline `one of` becomes a new list of the vocabulary, called
// `inline_name`. What is wrong is said, and the type is then `error`.
[[nodiscard]] ResolvedType resolve_type(Resolution& resolution, const TypeSyntax& syntax,
                                        TypePlace place, const std::string& inline_name);

// Adds the list; says when a choice stands twice or is no choice but the state of a fact.
ChoiceListId add_choice_list(Resolution& resolution, std::string name, bool ordered,
                             const std::vector<ChoiceSyntax>& choices, Span span);

// The record of that name; says when there is none.
[[nodiscard]] std::optional<RecordId> find_record(Resolution& resolution, const Name& name);
// The field of that name; says when the record has none.
[[nodiscard]] std::optional<std::uint32_t> find_field(Resolution& resolution, const Record& record,
                                                      const Name& field);

}  // namespace tutela
