#pragma once

#include "shapes/shape.hpp"

namespace tutela::shapes {

// Bytecode: one flat array of instructions over registers of truths, numbers and names, run from its beginning to its end for
// each design. What rules ask most has instructions of its own: a fact compared with a constant, whole loops over the members
// of a list, the search for a member that is called so and so. `and` and `or` jump.

enum class Do : std::uint8_t {
    // truths into `to`
    truth,      // constant
    copy,       // a
    opposite,   // a
    field,      // column, row
    not_field,  // column, row
    state,      // column, row, word
    and_with,   // a
    or_with,    // a
    and_field,  // column, row
    or_field,   // column, row
    jump_if_no,
    jump_if_yes,
    less_fact_constant,  // column, row, b
    not_more_fact_constant,
    less_constant_fact,  // a, column, row
    not_more_constant_fact,
    less_facts,  // column, row, column2, row2
    not_more_facts,
    less,  // a, b
    not_more,
    equal_number,
    quotient_less,  // a, b, c, word: one
    quotient_not_more,
    quotient_facts_less,  // column, row, column2, row2, c, word
    quotient_facts_not_more,
    equal_word,  // a, b
    equal_index,
    in_choices,       // a, word
    contains,         // column, row, word
    contains_member,  // column, row, variable
    covers,           // column or none, row, column2 or none, row2, word
    overlaps,
    // names into `to`
    word_field,
    index_field,
    // numbers into `to`
    number_field,
    multiply,
    scale_up,
    shift,   // a, b
    choose,  // a: truth, b, c
    // loops: column, row, variable
    any_field,  // column2: the member's
    any_not_field,
    any_less_fact_constant,  // column2, b
    any_not_more_fact_constant,
    any_less_constant_fact,  // a, column2
    any_not_more_constant_fact,
    any_called_word,  // column2, a
    any_called_index,
    any_begin,  // to; jump: behind the loop
    any_next,   // to, a; jump: the body
    find_word,  // to; column2, b: wanted; jump: behind the loop
    find_index,
    next_word,  // to, a; column2, b; jump: the body
    next_index,
    any_bit_begin,
    any_bit_next,
    tally_all,
    tally_field,
    tally_not_field,
    tally_begin,
    tally_next,
    sum_field,    // column2
    sum_product,  // column2, word: the other column, as a pointer
    sum_begin,
    sum_next,
    // the rest
    once,    // jump: where it was worked out for this design already; word: which
    result,  // a; word: rule
    result_opposite,
    end
};

struct Instruction {
    Do what = Do::end;
    std::uint16_t to = 0, a = 0, b = 0, c = 0;
    std::uint16_t row = 0, row2 = 0, variable = 0;
    std::uint32_t jump = 0;
    const Column* column = nullptr;
    const Column* column2 = nullptr;
    std::uint64_t word = 0;
};

// Truths in registers: not bytes, for a byte that is written might be part of anything, and all is read again.
using TruthRegister = std::uint16_t;

struct Bytecode {
    std::vector<Instruction> code;
    // Registers as they are before the first design: constants stand in some of them.
    std::vector<TruthRegister> truths;
    std::vector<Ends> numbers;
    std::vector<std::uint64_t> names;
};

[[nodiscard]] Bytecode make_code(const Tree& tree);

}  // namespace tutela::shapes
