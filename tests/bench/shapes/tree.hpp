#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "engine/program.hpp"
#include "shapes/numbers.hpp"

namespace tutela::shapes {

// What the two shapes that look at one row at a time are compiled from: the rules' `require` as typed nodes. Facts are columns,
// constants are folded and brought to the scale of what they are compared with, `not` is pushed down to the facts, `every` is
// `not some … not`, a member that is looked for by what it is called is named as such, and equal parts of all rules are one
// node. A shape need not be clever any more, only fast.

using NodeId = std::uint32_t;
inline constexpr NodeId none = 0xffffffffU;

enum class Code : std::uint8_t {
    // truths; `negated`: the opposite
    truth,              // word
    truth_field,        // column, row
    state,              // column, row; word: the truth of each state, a byte each
    both,               // [a, b]
    either,             // [a, b]
    less,               // [a, b]
    less_or_equal,      // [a, b]
    equal_number,       // [a, b]
    quotient_less,      // [a, b, c]: a / b < c
    quotient_not_more,  // [a, b, c]: a / b <= c
    equal_word,         // [a, b]
    equal_index,        // [a, b]
    in_choices,         // [index]; word: the choices as bits
    contains,           // [set]; word: the member's bit
    contains_member,    // [set]; variable: the slot that holds the member's bit
    covers,             // [set, set]
    overlaps,           // [set, set]
    any,  // [wanted or none, body or none]: some member of the list `column` of `row`, called `variable`.
          // key: the member's field that is to be `wanted`
    any_bit,  // [none, body]: the same of a set
    // numbers
    number,        // number
    number_field,  // column, row
    multiply,      // [a, b]
    scale_up,      // [a]; word: the power of ten
    shift,         // [date]; number: days
    choose,        // [condition, a, b]; number: bounds
    tally,         // [none, body or none]: how many members surely are so, how many perhaps
    sum,           // [none, number]: of anything; a list that is open makes it unknown
    // leaves of comparisons
    index,        // word
    index_field,  // column, row
    word,         // word
    word_field,   // column, row
    set,          // word: a whole one
    set_field     // column, row
};

struct Node {
    Code code = Code::truth;
    bool negated = false;
    unsigned scale = 0;          // numbers are times 10^scale
    std::uint32_t row = 0;       // slot of Frame::rows
    std::uint32_t variable = 0;  // slot that a loop sets
    const Column* column = nullptr;
    const Column* key = nullptr;
    std::array<NodeId, 3> args{none, none, none};
    std::uint64_t word = 0;
    Ends number;
    auto operator<=>(const Node&) const = default;
};

// Slot 0 is the design itself, then the records it has one of, then the variables of loops by depth.
struct Tree {
    struct Single {
        const Column* field;
        std::uint32_t slot;
    };
    struct LeftOut {
        std::string rule, why;
    };
    std::vector<Node> nodes;
    std::vector<std::uint32_t> uses;      // by node
    std::vector<std::uint64_t> slots_of;  // by node: the loop variables it looks at, as bits
    std::vector<Single> singles;
    std::vector<NodeId> roots;       // by rule that is not left out: its `require`
    std::vector<std::size_t> rules;  // those rules, in Program::reported
    std::vector<LeftOut> left_out;

    // Asked for more than once and the same for the whole design: worth keeping while a design is judged.
    [[nodiscard]] bool kept(NodeId id) const {
        const Code code = nodes[id].code;
        const bool leaf = code == Code::truth || code == Code::truth_field ||
                          code == Code::number || code == Code::number_field || code >= Code::index;
        return !leaf && uses[id] > 1 && slots_of[id] == 0;
    }
};

inline constexpr std::uint32_t most_slots = 24;

// For columns at the scales that they have now.
[[nodiscard]] Tree make_tree(const Program& program, const Columns& columns);

}  // namespace tutela::shapes
