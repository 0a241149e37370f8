#include "shapes/bytecode.hpp"

namespace tutela::shapes {
namespace {

Ends number_at(const Column* column, std::uint32_t row) {
    return {column->low[row], column->high[row]};
}

// The loop of a quantifier, inside one instruction.
template <class Test>
std::uint8_t any_member(const Instruction& i, std::uint32_t owner, Test test) {
    std::uint8_t found = i.column->bytes[owner] == list_closed ? no : unknown;
    const std::uint32_t first = i.column->index[owner], end = first + i.column->size[owner];
    for (std::uint32_t member = first; member < end; ++member) {
        const std::uint8_t truth = test(member);
        if (truth == yes) return yes;
        found = std::max(found, truth);
    }
    return found;
}
template <class Test>
Ends tally(const Instruction& i, std::uint32_t owner, Test test) {
    Ends count{0, 0};
    const std::uint32_t first = i.column->index[owner], end = first + i.column->size[owner];
    for (std::uint32_t member = first; member < end; ++member) {
        const std::uint8_t truth = test(member);
        count.low += truth == yes;
        count.high += truth != no;
    }
    if (i.column->bytes[owner] != list_closed) count.high = no_high;
    return count;
}
template <class Value>
Ends sum(const Instruction& i, std::uint32_t owner, bool& odd, Value value) {
    if (i.column->bytes[owner] != list_closed) return {};
    Ends all{0, 0};
    const std::uint32_t first = i.column->index[owner], end = first + i.column->size[owner];
    for (std::uint32_t member = first; member < end; ++member) add(all, value(member), odd);
    return all;
}

struct Machine {
    std::vector<TruthRegister> truths;
    std::vector<Ends> numbers;
    std::vector<std::uint64_t> names;
    std::array<std::uint32_t, most_slots> ends{};  // of loops, by variable
    std::array<std::uint64_t, most_slots> left{};  // members of a set
    std::array<TruthRegister, most_slots>
        called{};  // whether the member is the one that is looked for
};

class Interpreter final : public RowShape {
public:
    using RowShape::RowShape;

protected:
    void compile(const Tree& tree) override {
        Bytecode made = make_code(tree);
        code_ = std::move(made.code);
        m_.truths = std::move(made.truths);
        m_.numbers = std::move(made.numbers);
        m_.names = std::move(made.names);
    }
    void judge(Frame& frame, std::uint8_t* truths) override;

private:
    // On to the next member that may be called so; whether there is one.
    template <class T>
    bool find(const Instruction& i, Frame& f, const std::vector<T>& keys) {
        const T wanted = static_cast<T>(m_.names[i.b]);
        std::uint32_t member = f.rows[i.variable];
        const std::uint32_t end = m_.ends[i.variable];
        std::uint8_t is_it = no;
        while (member < end && (is_it = same(keys[member], wanted)) == no) ++member;
        f.rows[i.variable] = member;
        m_.called[i.variable] = is_it;
        return member < end;
    }
    // Sets a loop up; whether it has members.
    bool begin(const Instruction& i, Frame& f) {
        const std::uint32_t owner = f.rows[i.row], first = i.column->index[owner];
        f.rows[i.variable] = first;
        m_.ends[i.variable] = first + i.column->size[owner];
        return i.column->size[owner] != 0;
    }
    [[nodiscard]] static std::uint8_t open(const Instruction& i, const Frame& f) {
        return i.column->bytes[f.rows[i.row]] == list_closed ? no : unknown;
    }

    std::vector<Instruction> code_;
    Machine m_;
};

void Interpreter::judge(Frame& f, std::uint8_t* truths) {
    TruthRegister* const t = m_.truths.data();
    Ends* const n = m_.numbers.data();
    std::uint64_t* const w = m_.names.data();
    const Instruction* const first = code_.data();
    const Instruction* at = first;
    const auto row = [&] { return f.rows[at->row]; };
    const auto row2 = [&] { return f.rows[at->row2]; };
    const auto byte = [&] { return TruthRegister{at->column->bytes[row()]}; };
    const auto fact = [&] { return number_at(at->column, row()); };
    const auto fact2 = [&] { return number_at(at->column2, row2()); };
    const auto one = [&] { return static_cast<std::int64_t>(at->word); };
    const auto member_number = [&](std::uint32_t member) { return number_at(at->column2, member); };
    // The end of a loop's body: back to it, or on.
    const auto again = [&](TruthRegister truth, bool more) {
        t[at->to] = std::max(t[at->to], truth);
        if (t[at->to] != yes && more) at = first + at->jump - 1;
    };
    for (;; ++at) switch (at->what) {
            case Do::truth: t[at->to] = static_cast<std::uint8_t>(at->word); break;
            case Do::copy: t[at->to] = t[at->a]; break;
            case Do::opposite: t[at->to] = static_cast<TruthRegister>(yes - t[at->a]); break;
            case Do::field: t[at->to] = byte(); break;
            case Do::not_field: t[at->to] = static_cast<std::uint8_t>(yes - byte()); break;
            case Do::state:
                t[at->to] = static_cast<std::uint8_t>(at->word >> (8 * at->column->states[row()]));
                break;
            case Do::and_with: t[at->to] = std::min(t[at->to], t[at->a]); break;
            case Do::or_with: t[at->to] = std::max(t[at->to], t[at->a]); break;
            case Do::and_field: t[at->to] = std::min(t[at->to], byte()); break;
            case Do::or_field: t[at->to] = std::max(t[at->to], byte()); break;
            case Do::jump_if_no:
                if (t[at->to] == no) at = first + at->jump - 1;
                break;
            case Do::jump_if_yes:
                if (t[at->to] == yes) at = first + at->jump - 1;
                break;
            case Do::less_fact_constant: t[at->to] = less(fact(), n[at->b]); break;
            case Do::not_more_fact_constant: t[at->to] = less_or_equal(fact(), n[at->b]); break;
            case Do::less_constant_fact: t[at->to] = less(n[at->a], fact()); break;
            case Do::not_more_constant_fact: t[at->to] = less_or_equal(n[at->a], fact()); break;
            case Do::less_facts: t[at->to] = less(fact(), fact2()); break;
            case Do::not_more_facts: t[at->to] = less_or_equal(fact(), fact2()); break;
            case Do::less: t[at->to] = less(n[at->a], n[at->b]); break;
            case Do::not_more: t[at->to] = less_or_equal(n[at->a], n[at->b]); break;
            case Do::equal_number: t[at->to] = equal(n[at->a], n[at->b]); break;
            case Do::quotient_less:
                t[at->to] = quotient(n[at->a], n[at->b], n[at->c], one(), false);
                break;
            case Do::quotient_not_more:
                t[at->to] = quotient(n[at->a], n[at->b], n[at->c], one(), true);
                break;
            case Do::quotient_facts_less:
                t[at->to] = quotient(fact(), fact2(), n[at->c], one(), false);
                break;
            case Do::quotient_facts_not_more:
                t[at->to] = quotient(fact(), fact2(), n[at->c], one(), true);
                break;
            case Do::equal_word:
            case Do::equal_index: t[at->to] = same(w[at->a], w[at->b]); break;
            case Do::in_choices: {
                const std::uint64_t choice = w[at->a];
                t[at->to] = choice == 0                              ? unknown
                            : ((at->word >> (choice - 1)) & 1U) != 0 ? yes
                                                                     : no;
                break;
            }
            case Do::contains:
            case Do::contains_member: {
                const std::uint64_t bit =
                    at->what == Do::contains ? at->word : f.bits[at->variable];
                const bool in = (at->column->words[row()] & bit) != 0;
                t[at->to] = in ? yes : byte() == list_closed ? no : unknown;
                break;
            }
            case Do::covers:
            case Do::overlaps: {
                const std::uint64_t a = at->column ? at->column->words[row()] : at->word;
                const std::uint64_t b = at->column2 ? at->column2->words[row2()] : at->word;
                const std::uint8_t a_open =
                    at->column ? at->column->bytes[row()] : std::uint8_t{list_closed};
                const std::uint8_t b_open =
                    at->column2 ? at->column2->bytes[row2()] : std::uint8_t{list_closed};
                t[at->to] = at->what == Do::covers ? covers(a, a_open, b, b_open)
                                                   : overlaps(a, a_open, b, b_open);
                break;
            }
            case Do::word_field: w[at->to] = at->column->words[row()]; break;
            case Do::index_field: w[at->to] = at->column->index[row()]; break;
            case Do::number_field: n[at->to] = fact(); break;
            case Do::multiply: n[at->to] = multiply(n[at->a], n[at->b], f.odd); break;
            case Do::scale_up: n[at->to] = raised(n[at->a], one(), f.odd); break;
            case Do::shift: {
                Ends date = n[at->a];
                add(date, n[at->b], f.odd);
                n[at->to] = date;
                break;
            }
            case Do::choose: n[at->to] = choose(t[at->a], n[at->b], n[at->c], {}); break;
            case Do::any_field:
                t[at->to] =
                    any_member(*at, row(), [&](auto member) { return at->column2->bytes[member]; });
                break;
            case Do::any_not_field:
                t[at->to] = any_member(*at, row(), [&](auto member) {
                    return static_cast<std::uint8_t>(yes - at->column2->bytes[member]);
                });
                break;
            case Do::any_less_fact_constant:
                t[at->to] = any_member(*at, row(), [&, c = n[at->b]](auto member) {
                    return less(member_number(member), c);
                });
                break;
            case Do::any_not_more_fact_constant:
                t[at->to] = any_member(*at, row(), [&, c = n[at->b]](auto member) {
                    return less_or_equal(member_number(member), c);
                });
                break;
            case Do::any_less_constant_fact:
                t[at->to] = any_member(*at, row(), [&, c = n[at->a]](auto member) {
                    return less(c, member_number(member));
                });
                break;
            case Do::any_not_more_constant_fact:
                t[at->to] = any_member(*at, row(), [&, c = n[at->a]](auto member) {
                    return less_or_equal(c, member_number(member));
                });
                break;
            case Do::any_called_word:
                t[at->to] = any_member(*at, row(), [&, c = w[at->a]](auto member) {
                    return same(at->column2->words[member], c);
                });
                break;
            case Do::any_called_index:
                t[at->to] = any_member(*at, row(),
                                       [&, c = static_cast<std::uint32_t>(w[at->a])](auto member) {
                                           return same(at->column2->index[member], c);
                                       });
                break;
            case Do::any_begin:
                t[at->to] = open(*at, f);
                if (!begin(*at, f)) at = first + at->jump - 1;
                break;
            case Do::any_next:
                again(t[at->a], ++f.rows[at->variable] < m_.ends[at->variable]);
                break;
            case Do::find_word:
            case Do::find_index:
                t[at->to] = open(*at, f);
                begin(*at, f);
                if (!(at->what == Do::find_word ? find(*at, f, at->column2->words)
                                                : find(*at, f, at->column2->index)))
                    at = first + at->jump - 1;
                break;
            case Do::next_word:
            case Do::next_index: {
                const TruthRegister truth = std::min(m_.called[at->variable], t[at->a]);
                ++f.rows[at->variable];
                const bool more =
                    truth != yes && (at->what == Do::next_word ? find(*at, f, at->column2->words)
                                                               : find(*at, f, at->column2->index));
                again(truth, more);
                break;
            }
            case Do::any_bit_begin:
            case Do::any_bit_next: {
                std::uint64_t& left = m_.left[at->variable];
                if (at->what == Do::any_bit_begin) {
                    t[at->to] = open(*at, f);
                    left = at->column->words[row()];
                    f.bits[at->variable] = left & -left;
                    if (left == 0) at = first + at->jump - 1;
                    break;
                }
                left &= left - 1;
                f.bits[at->variable] = left & -left;
                again(t[at->a], left != 0);
                break;
            }
            case Do::tally_all: {
                const std::int64_t size = at->column->size[row()];
                n[at->to] = {size, byte() == list_closed ? size : no_high};
                break;
            }
            case Do::tally_field:
                n[at->to] =
                    tally(*at, row(), [&](auto member) { return at->column2->bytes[member]; });
                break;
            case Do::tally_not_field:
                n[at->to] = tally(*at, row(), [&](auto member) {
                    return static_cast<std::uint8_t>(yes - at->column2->bytes[member]);
                });
                break;
            case Do::tally_begin:
                n[at->to] = {0, byte() == list_closed ? 0 : no_high};
                if (!begin(*at, f)) at = first + at->jump - 1;
                break;
            case Do::tally_next: {
                Ends& count = n[at->to];
                count.low += t[at->a] == yes;
                if (count.high != no_high) count.high += t[at->a] != no;
                if (++f.rows[at->variable] < m_.ends[at->variable]) at = first + at->jump - 1;
                break;
            }
            case Do::sum_field: n[at->to] = sum(*at, row(), f.odd, member_number); break;
            case Do::sum_product:
                n[at->to] =
                    sum(*at, row(), f.odd,
                        [&, other = reinterpret_cast<const Column*>(at->word)](auto member) {
                            return multiply(member_number(member), number_at(other, member), f.odd);
                        });
                break;
            case Do::sum_begin:
                n[at->to] = byte() == list_closed ? Ends{0, 0} : Ends{};
                if (!begin(*at, f) || byte() != list_closed) at = first + at->jump - 1;
                break;
            case Do::sum_next:
                add(n[at->to], n[at->a], f.odd);
                if (++f.rows[at->variable] < m_.ends[at->variable]) at = first + at->jump - 1;
                break;
            case Do::once:
                if (f.kept_for[at->word] == f.design)
                    at = first + at->jump - 1;
                else
                    f.kept_for[at->word] = f.design;
                break;
            case Do::result:
                truths[at->word * most_designs] = static_cast<std::uint8_t>(t[at->a]);
                break;
            case Do::result_opposite:
                truths[at->word * most_designs] = static_cast<std::uint8_t>(yes - t[at->a]);
                break;
            case Do::end: return;
        }
}

}  // namespace

std::unique_ptr<Shape> make_bytecode(const Program& program) {
    return std::make_unique<Interpreter>(program);
}

}  // namespace tutela::shapes
