#include <map>
#include <stdexcept>

#include "shapes/bytecode.hpp"

namespace tutela::shapes {
namespace {

using Register = std::uint16_t;
constexpr Register temporary =
    64;  // registers that each rule uses anew; behind them those that keep something

class Emit {
public:
    explicit Emit(const Tree& tree)
        : tree_(tree), emitted_(tree.nodes.size()), keeps_(tree.nodes.size()) {
        made_.truths.resize(temporary);
        made_.numbers.resize(temporary);
        made_.names.resize(temporary);
    }

    Bytecode run() {
        for (std::size_t rule = 0; rule < tree_.roots.size(); ++rule) {
            truths_ = numbers_ = names_ = 0;
            const NodeId root = tree_.roots[rule];
            const bool loop = node(root).code == Code::any || node(root).code == Code::any_bit;
            const bool opposite = node(root).negated && loop && !tree_.kept(root);
            Register value = truths_++;
            if (opposite)
                any(node(root), value);
            else
                value = truth(root, value);
            Instruction& result = put(opposite ? Do::result_opposite : Do::result, 0);
            result.a = value;
            result.word = rule;
        }
        put(Do::end, 0);
        return std::move(made_);
    }

private:
    enum class Emitted : std::uint8_t { never, perhaps, surely };

    const Node& node(NodeId id) const { return tree_.nodes[id]; }
    Instruction& put(Do what, Register to, Register a = 0, Register b = 0) {
        Instruction& made = made_.code.emplace_back();
        made.what = what;
        made.to = to;
        made.a = a;
        made.b = b;
        return made;
    }
    Instruction& put_field(Do what, Register to, const Node& n) {
        Instruction& made = put(what, to);
        made.column = n.column;
        made.row = static_cast<Register>(n.row);
        made.variable = static_cast<Register>(n.variable);
        made.word = n.word;
        return made;
    }
    std::uint32_t here() const { return static_cast<std::uint32_t>(made_.code.size()); }
    void land(std::uint32_t jump) { made_.code[jump].jump = here(); }
    template <class T>
    static Register keep(std::vector<T>& registers, T value) {
        if (registers.size() == UINT16_MAX) throw std::length_error("too many registers");
        registers.push_back(value);
        return static_cast<Register>(registers.size() - 1);
    }
    static Register next(Register& used) {
        if (used == temporary) throw std::length_error("too many registers for one rule");
        return used++;
    }
    bool is_field(NodeId id, Code code) const { return id != none && node(id).code == code; }

    // What several rules ask for has a register of its own and is worked out once a design, unless it surely has been.
    template <class T, class Make>
    Register once(NodeId id, std::vector<T>& registers, Make make) {
        if (emitted_[id] == Emitted::never) keeps_[id] = keep(registers, T{});
        if (emitted_[id] == Emitted::surely) return keeps_[id];
        const bool first_and_sure = emitted_[id] == Emitted::never && conditional_ == 0;
        emitted_[id] = conditional_ == 0 ? Emitted::surely : Emitted::perhaps;
        const std::uint32_t guard = here();
        if (!first_and_sure) put(Do::once, 0).word = id;
        make(keeps_[id]);
        if (!first_and_sure) land(guard);
        return keeps_[id];
    }

    Register truth(NodeId id, Register to) {
        if (tree_.kept(id)) return once(id, made_.truths, [&](Register kept) { plain(id, kept); });
        plain(id, to);
        return to;
    }
    void plain(NodeId id, Register to) {
        const Node& n = node(id);
        if (n.code == Code::truth_field) {
            put_field(n.negated ? Do::not_field : Do::field, to, n);
            return;
        }
        if (n.code == Code::both || n.code == Code::either) return connect(id, to);
        if (n.code == Code::any || n.code == Code::any_bit)
            any(n, to);
        else
            test(n, to);
        if (n.negated) put(Do::opposite, to, to);
    }

    void parts(NodeId id, Code code, std::vector<NodeId>& all) const {
        for (const NodeId arg : {node(id).args[0], node(id).args[1]}) {
            if (node(arg).code == code && !tree_.kept(arg))
                parts(arg, code, all);
            else
                all.push_back(arg);
        }
    }
    // One part after the other, until it is decided.
    void connect(NodeId id, Register to) {
        const bool both = node(id).code == Code::both;
        std::vector<NodeId> all;
        parts(id, node(id).code, all);
        std::vector<std::uint32_t> jumps;
        const Register first = truth(all[0], to);
        if (first != to) put(Do::copy, to, first);
        ++conditional_;
        for (std::size_t i = 1; i < all.size(); ++i) {
            const Node& part = node(all[i]);
            if (part.code == Code::truth_field && !part.negated) {
                put_field(both ? Do::and_field : Do::or_field, to, part);
                continue;
            }
            jumps.push_back(here());
            put(both ? Do::jump_if_no : Do::jump_if_yes, to);
            const Register used = truths_;
            const Register value = truth(all[i], next(truths_));
            truths_ = used;
            put(both ? Do::and_with : Do::or_with, to, value);
        }
        --conditional_;
        for (const std::uint32_t jump : jumps) land(jump);
    }

    void test(const Node& n, Register to) {
        const Register numbers = numbers_, names = names_;
        switch (n.code) {
            case Code::truth: put(Do::truth, to).word = n.word; break;
            case Code::state: put_field(Do::state, to, n); break;
            case Code::less:
            case Code::less_or_equal: order(n, to); break;
            case Code::equal_number: {
                const Register a = number(n.args[0]);
                put(Do::equal_number, to, a, number(n.args[1]));
                break;
            }
            case Code::quotient_less:
            case Code::quotient_not_more: ratio(n, to); break;
            case Code::equal_word:
            case Code::equal_index: {
                const Register a = name(n.args[0]);
                const Do what = n.code == Code::equal_word ? Do::equal_word : Do::equal_index;
                put(what, to, a, name(n.args[1]));
                break;
            }
            case Code::in_choices: {
                const Register a = name(n.args[0]);
                put(Do::in_choices, to, a).word = n.word;
                break;
            }
            default: sets(n, to); break;
        }
        numbers_ = numbers;
        names_ = names;
    }
    void sets(const Node& n, Register to) {
        const Node& set = node(n.args[0]);
        if (n.code == Code::contains || n.code == Code::contains_member) {
            const bool member = n.code == Code::contains_member;
            Instruction& made = put_field(member ? Do::contains_member : Do::contains, to, set);
            made.variable = static_cast<Register>(n.variable);
            made.word = n.word;
            return;
        }
        const Node& other = node(n.args[1]);
        Instruction& made = put_field(n.code == Code::covers ? Do::covers : Do::overlaps, to, set);
        made.column2 = other.column;
        made.row2 = static_cast<Register>(other.row);
        made.word = set.column ? other.word : set.word;
        if (!set.column && !other.column) throw std::length_error("two sets that the rule names");
    }
    void order(const Node& n, Register to) {
        const bool equal = n.code == Code::less_or_equal;
        const bool a = is_field(n.args[0], Code::number_field),
                   b = is_field(n.args[1], Code::number_field);
        if (a && b) {
            Instruction& made =
                put_field(equal ? Do::not_more_facts : Do::less_facts, to, node(n.args[0]));
            made.column2 = node(n.args[1]).column;
            made.row2 = static_cast<Register>(node(n.args[1]).row);
        } else if (a && is_field(n.args[1], Code::number)) {
            put_field(equal ? Do::not_more_fact_constant : Do::less_fact_constant, to,
                      node(n.args[0]))
                .b = number(n.args[1]);
        } else if (b && is_field(n.args[0], Code::number)) {
            put_field(equal ? Do::not_more_constant_fact : Do::less_constant_fact, to,
                      node(n.args[1]))
                .a = number(n.args[0]);
        } else {
            const Register x = number(n.args[0]);
            put(equal ? Do::not_more : Do::less, to, x, number(n.args[1]));
        }
    }
    void ratio(const Node& n, Register to) {
        const bool equal = n.code == Code::quotient_not_more;
        const Node &a = node(n.args[0]), &b = node(n.args[1]);
        const auto one = static_cast<std::uint64_t>(powers_of_ten[node(n.args[2]).scale]);
        const Register c = number(n.args[2]);
        if (a.code == Code::number_field && b.code == Code::number_field) {
            Instruction& made =
                put_field(equal ? Do::quotient_facts_not_more : Do::quotient_facts_less, to, a);
            made.column2 = b.column;
            made.row2 = static_cast<Register>(b.row);
            made.c = c;
            made.word = one;
            return;
        }
        const Register x = number(n.args[0]), y = number(n.args[1]);
        Instruction& made = put(equal ? Do::quotient_not_more : Do::quotient_less, to, x, y);
        made.c = c;
        made.word = one;
    }

    Register name(NodeId id) {
        const Node& n = node(id);
        if (!n.column) {
            const auto [known, fresh] = constant_names_.try_emplace(n.word, Register{0});
            if (fresh) known->second = keep(made_.names, n.word);
            return known->second;
        }
        const Register to = next(names_);
        put_field(n.code == Code::word_field ? Do::word_field : Do::index_field, to, n);
        return to;
    }
    Register number(NodeId id) {
        const Node& n = node(id);
        if (n.code == Code::number) return constant(n.number);
        if (tree_.kept(id))
            return once(id, made_.numbers, [&](Register kept) { plain_number(n, kept); });
        const Register to = next(numbers_);
        plain_number(n, to);
        return to;
    }
    Register constant(Ends value) {
        const auto [known, fresh] = constant_numbers_.try_emplace(value, Register{0});
        if (fresh) known->second = keep(made_.numbers, value);
        return known->second;
    }
    void plain_number(const Node& n, Register to);
    void total(const Node& n, Register to);
    void any(const Node& n, Register to);
    bool any_test(const Node& n, Register to);
    // Between the two ends of a loop.
    template <class Body>
    void loop(const Node& n, Instruction begin, Instruction next_one, Body body) {
        const std::uint32_t from = here();
        begin.column = next_one.column = n.column;
        begin.column2 = next_one.column2 = n.key;
        begin.row = next_one.row = static_cast<Register>(n.row);
        begin.variable = next_one.variable = static_cast<Register>(n.variable);
        made_.code.push_back(begin);
        ++conditional_;
        next_one.a = body();
        --conditional_;
        next_one.jump = from + 1;
        made_.code.push_back(next_one);
        land(from);
    }

    const Tree& tree_;
    Bytecode made_;
    std::vector<Emitted> emitted_;
    std::vector<Register> keeps_;
    std::map<Ends, Register> constant_numbers_;
    std::map<std::uint64_t, Register> constant_names_;
    Register truths_ = 0, numbers_ = 0, names_ = 0;
    unsigned conditional_ = 0;
};

// A whole loop in one instruction, where there is one.
bool Emit::any_test(const Node& n, Register to) {
    if (n.code == Code::any_bit || n.key || n.args[1] == none || tree_.kept(n.args[1]))
        return false;
    const Node& test = node(n.args[1]);
    if (test.code == Code::truth_field && test.row == n.variable) {
        put_field(test.negated ? Do::any_not_field : Do::any_field, to, n).column2 = test.column;
        return true;
    }
    if (test.code != Code::less && test.code != Code::less_or_equal) return false;
    const bool equal = test.code == Code::less_or_equal;
    const Node &a = node(test.args[0]), &b = node(test.args[1]);
    if (a.code == Code::number_field && a.row == n.variable && b.code == Code::number) {
        Instruction& made =
            put_field(equal ? Do::any_not_more_fact_constant : Do::any_less_fact_constant, to, n);
        made.column2 = a.column;
        made.b = constant(b.number);
        return true;
    }
    if (b.code == Code::number_field && b.row == n.variable && a.code == Code::number) {
        Instruction& made =
            put_field(equal ? Do::any_not_more_constant_fact : Do::any_less_constant_fact, to, n);
        made.column2 = b.column;
        made.a = constant(a.number);
        return true;
    }
    return false;
}

void Emit::any(const Node& n, Register to) {
    if (any_test(n, to)) return;
    const Register names = names_, truths = truths_;
    Instruction begin, next_one;
    begin.to = next_one.to = to;
    begin.what = n.code == Code::any_bit ? Do::any_bit_begin : Do::any_begin;
    next_one.what = n.code == Code::any_bit ? Do::any_bit_next : Do::any_next;
    if (n.key) {
        const Code code = node(n.args[0]).code;
        const bool word = code == Code::word || code == Code::word_field;
        const Register wanted = name(n.args[0]);
        if (n.args[1] == none) {
            Instruction& made = put_field(word ? Do::any_called_word : Do::any_called_index, to, n);
            made.column2 = n.key;
            made.a = wanted;
            names_ = names;
            return;
        }
        begin.what = word ? Do::find_word : Do::find_index;
        next_one.what = word ? Do::next_word : Do::next_index;
        begin.b = next_one.b = wanted;
    }
    loop(n, begin, next_one, [&] { return truth(n.args[1], next(truths_)); });
    names_ = names;
    truths_ = truths;
}

void Emit::total(const Node& n, Register to) {
    Instruction begin, next_one;
    begin.to = next_one.to = to;
    const Register truths = truths_, numbers = numbers_;
    if (n.code == Code::tally) {
        if (n.args[1] == none) {
            put_field(Do::tally_all, to, n);
            return;
        }
        const Node& test = node(n.args[1]);
        if (test.code == Code::truth_field && test.row == n.variable) {
            put_field(test.negated ? Do::tally_not_field : Do::tally_field, to, n).column2 =
                test.column;
            return;
        }
        begin.what = Do::tally_begin;
        next_one.what = Do::tally_next;
        loop(n, begin, next_one, [&] { return truth(n.args[1], next(truths_)); });
    } else {
        const Node& value = node(n.args[1]);
        const auto of_member = [&](const Node& field) {
            return field.code == Code::number_field && field.row == n.variable;
        };
        if (of_member(value)) {
            put_field(Do::sum_field, to, n).column2 = value.column;
            return;
        }
        if (value.code == Code::multiply && of_member(node(value.args[0])) &&
            of_member(node(value.args[1]))) {
            Instruction& made = put_field(Do::sum_product, to, n);
            made.column2 = node(value.args[0]).column;
            made.word = reinterpret_cast<std::uintptr_t>(node(value.args[1]).column);
            return;
        }
        begin.what = Do::sum_begin;
        next_one.what = Do::sum_next;
        loop(n, begin, next_one, [&] { return number(n.args[1]); });
    }
    truths_ = truths;
    numbers_ = numbers;
}

void Emit::plain_number(const Node& n, Register to) {
    const Register numbers = numbers_, truths = truths_;
    switch (n.code) {
        case Code::number_field: put_field(Do::number_field, to, n); break;
        case Code::multiply: {
            const Register a = number(n.args[0]);
            put(Do::multiply, to, a, number(n.args[1]));
            break;
        }
        case Code::scale_up: {
            const Register a = number(n.args[0]);
            put(Do::scale_up, to, a).word = n.word;
            break;
        }
        case Code::shift: {
            const Register a = number(n.args[0]);
            put(Do::shift, to, a, constant(n.number));
            break;
        }
        case Code::choose: {
            const Register condition = truth(n.args[0], next(truths_));
            const Register a = number(n.args[1]), b = number(n.args[2]);
            put(Do::choose, to, condition, a).c = b;
            break;
        }
        default: total(n, to); break;
    }
    numbers_ = numbers;
    truths_ = truths;
}

}  // namespace

Bytecode make_code(const Tree& tree) {
    return Emit(tree).run();
}

}  // namespace tutela::shapes
