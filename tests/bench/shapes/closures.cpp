#include <algorithm>

#include "shapes/shape.hpp"

// Closures: each node becomes a lambda that has its operands inside it, called through one pointer. Operands that are facts or
// constants are part of the lambda's type, so that `a.budget > 1000` is one call and not three, and the loop of a quantifier
// holds such a test itself.

namespace tutela::shapes {
namespace {

template <class Result>
struct Closure {
    Result (*code)(const void*, Frame&) = nullptr;
    const void* self = nullptr;
    Result operator()(Frame& frame) const { return code(self, frame); }
};

// Operands of which the code is known where they are used.
struct TruthField {
    const Column* column;
    std::uint32_t row;
    std::uint8_t operator()(Frame& f) const { return column->bytes[f.rows[row]]; }
};
struct NotTruthField {
    TruthField field;
    std::uint8_t operator()(Frame& f) const { return static_cast<std::uint8_t>(yes - field(f)); }
};
struct NumberField {
    const Column* column;
    std::uint32_t row;
    Ends operator()(Frame& f) const {
        const std::uint32_t at = f.rows[row];
        return {column->low[at], column->high[at]};
    }
};
struct Number {
    Ends value;
    Ends operator()(Frame&) const { return value; }
};
template <bool or_equal, class A, class B>
struct Less {
    A a;
    B b;
    std::uint8_t operator()(Frame& f) const {
        return or_equal ? less_or_equal(a(f), b(f)) : less(a(f), b(f));
    }
};
template <class T>
struct Field {
    const std::vector<T> Column::*cells;
    const Column* column;
    std::uint32_t row;
    T operator()(Frame& f) const { return (column->*cells)[f.rows[row]]; }
};
template <class T>
struct Named {
    T value;
    T operator()(Frame&) const { return value; }
};
struct Members {
    std::uint64_t members;
    std::uint8_t openness;
};
struct SetField {
    const Column* column;
    std::uint32_t row;
    Members operator()(Frame& f) const {
        return {column->words[f.rows[row]], column->bytes[f.rows[row]]};
    }
};
struct NoTest {
    std::uint8_t operator()(Frame&) const { return yes; }
};
struct NoKey {
    static constexpr bool given = false;
};
template <class T, class Wanted>
struct Key {
    static constexpr bool given = true;
    const std::vector<T> Column::*cells;
    const Column* column;
    Wanted wanted;
};

class Closures final : public RowShape {
public:
    using RowShape::RowShape;

protected:
    void compile(const Tree& tree) override {
        tree_ = &tree;
        arena_.clear();
        truths_.assign(tree.nodes.size(), {});
        numbers_.assign(tree.nodes.size(), {});
        code_.clear();
        for (const NodeId root : tree.roots) code_.push_back(truth(root));
    }
    void judge(Frame& frame, std::uint8_t* truths) override {
        for (const Closure<std::uint8_t>& rule : code_) {
            *truths = rule(frame);
            truths += most_designs;
        }
    }

private:
    using Truth = Closure<std::uint8_t>;

    template <class Result, class F>
    Closure<Result> close(F lambda) {
        auto kept = std::make_shared<F>(std::move(lambda));
        const void* self = kept.get();
        arena_.push_back(std::move(kept));
        return {[](const void* at, Frame& frame) -> Result {
                    return (*static_cast<const F*>(at))(frame);
                },
                self};
    }
    const Node& node(NodeId id) const { return tree_->nodes[id]; }

    // Calls `use` with the operand of the plainest kind.
    template <class Use>
    Truth with_field(NodeId id, Use use) {
        const Node& n = node(id);
        if (n.code != Code::truth_field || tree_->kept(id)) return use(truth(id));
        if (n.negated) return use(NotTruthField{{n.column, n.row}});
        return use(TruthField{n.column, n.row});
    }
    template <class Use>
    Truth with_test(NodeId id, Use use) {
        if (id == none) return use(NoTest{});
        const Node& n = node(id);
        const bool order = n.code == Code::less || n.code == Code::less_or_equal;
        if (!order || tree_->kept(id)) return with_field(id, use);
        const Node &a = node(n.args[0]), &b = node(n.args[1]);
        const NumberField x{a.column, a.row}, y{b.column, b.row};
        const bool equal = n.code == Code::less_or_equal;
        if (a.code == Code::number_field && b.code == Code::number) {
            if (equal) return use(Less<true, NumberField, Number>{x, {b.number}});
            return use(Less<false, NumberField, Number>{x, {b.number}});
        }
        if (a.code == Code::number && b.code == Code::number_field) {
            if (equal) return use(Less<true, Number, NumberField>{{a.number}, y});
            return use(Less<false, Number, NumberField>{{a.number}, y});
        }
        return use(truth(id));
    }
    template <class Use>
    auto with_number(NodeId id, Use use) {
        const Node& n = node(id);
        if (n.code == Code::number) return use(Number{n.number});
        if (n.code == Code::number_field) return use(NumberField{n.column, n.row});
        return use(number(id));
    }
    template <class T, class Use>
    Truth with_name(NodeId id, const std::vector<T> Column::*cells, Use use) {
        const Node& n = node(id);
        if (n.column) return use(Field<T>{cells, n.column, n.row});
        return use(Named<T>{static_cast<T>(n.word)});
    }
    template <class Use>
    Truth with_set(NodeId id, Use use) {
        const Node& n = node(id);
        if (n.column) return use(SetField{n.column, n.row});
        return use(Named<Members>{{n.word, list_closed}});
    }

    // What is asked for by several rules is worked out once a design.
    template <class Result, class Make>
    Closure<Result> keep(NodeId id, std::vector<Closure<Result>>& made,
                         std::vector<Result> Frame::*kept, Make make) {
        if (made[id].code) return made[id];
        made[id] = make();
        if (!tree_->kept(id)) return made[id];
        return made[id] = close<Result>([inner = made[id], id, kept](Frame& f) {
                   if (f.kept_for[id] == f.design) return (f.*kept)[id];
                   f.kept_for[id] = f.design;
                   return (f.*kept)[id] = inner(f);
               });
    }
    Truth truth(NodeId id) {
        return keep<std::uint8_t>(id, truths_, &Frame::truths, [&] {
            const Truth made = plain(id);
            const Code code = node(id).code;
            if (!node(id).negated || code == Code::truth_field) return made;
            return close<std::uint8_t>(
                [made](Frame& f) { return static_cast<std::uint8_t>(yes - made(f)); });
        });
    }
    Truth plain(NodeId id);
    Truth order(const Node& n);
    Truth sets(const Node& n);
    Truth any(const Node& n);
    template <class T>
    Truth equal_names(const Node& n, const std::vector<T> Column::*cells);
    template <class TheKey>
    Truth any_in_list(const Node& n, TheKey key);
    Truth any_in_set(const Node& n);
    Closure<Ends> number(NodeId id) {
        return keep<Ends>(id, numbers_, &Frame::numbers, [&] { return plain_number(id); });
    }
    Closure<Ends> plain_number(NodeId id);

    const Tree* tree_ = nullptr;
    std::vector<std::shared_ptr<void>> arena_;
    std::vector<Truth> truths_, code_;
    std::vector<Closure<Ends>> numbers_;
};

Closure<std::uint8_t> Closures::plain(NodeId id) {
    const Node& n = node(id);
    switch (n.code) {
        case Code::truth:
            return close<std::uint8_t>(
                [truth = static_cast<std::uint8_t>(n.word)](Frame&) { return truth; });
        case Code::truth_field:
            if (n.negated) return close<std::uint8_t>(NotTruthField{{n.column, n.row}});
            return close<std::uint8_t>(TruthField{n.column, n.row});
        case Code::state:
            return close<std::uint8_t>([column = n.column, row = n.row, truths = n.word](Frame& f) {
                return static_cast<std::uint8_t>(truths >> (8 * column->states[f.rows[row]]));
            });
        case Code::both:
            return with_field(n.args[0], [&](auto a) {
                return with_field(n.args[1], [&](auto b) {
                    return close<std::uint8_t>([a, b](Frame& f) {
                        const std::uint8_t first = a(f);
                        return first == no ? no : std::min(first, b(f));
                    });
                });
            });
        case Code::either:
            return with_field(n.args[0], [&](auto a) {
                return with_field(n.args[1], [&](auto b) {
                    return close<std::uint8_t>([a, b](Frame& f) {
                        const std::uint8_t first = a(f);
                        return first == yes ? yes : std::max(first, b(f));
                    });
                });
            });
        case Code::equal_word: return equal_names(n, &Column::words);
        case Code::equal_index: return equal_names(n, &Column::index);
        case Code::in_choices:
            return with_name(n.args[0], &Column::index, [&](auto choice) {
                return close<std::uint8_t>([choice, members = n.word](Frame& f) {
                    const std::uint32_t index = choice(f);
                    if (index == 0) return unknown;
                    return ((members >> (index - 1)) & 1U) != 0 ? yes : no;
                });
            });
        case Code::any:
        case Code::any_bit: return any(n);
        case Code::contains:
        case Code::contains_member:
        case Code::covers:
        case Code::overlaps: return sets(n);
        default: return order(n);
    }
}

Closure<std::uint8_t> Closures::order(const Node& n) {
    return with_number(n.args[0], [&](auto a) {
        return with_number(n.args[1], [&](auto b) {
            switch (n.code) {
                case Code::less:
                    return close<std::uint8_t>(Less<false, decltype(a), decltype(b)>{a, b});
                case Code::less_or_equal:
                    return close<std::uint8_t>(Less<true, decltype(a), decltype(b)>{a, b});
                case Code::equal_number:
                    return close<std::uint8_t>([a, b](Frame& f) { return equal(a(f), b(f)); });
                default: break;
            }
            const bool or_equal = n.code == Code::quotient_not_more;
            const std::int64_t one = powers_of_ten[node(n.args[2]).scale];
            return with_number(n.args[2], [&](auto c) {
                return close<std::uint8_t>([a, b, c, one, or_equal](Frame& f) {
                    return quotient(a(f), b(f), c(f), one, or_equal);
                });
            });
        });
    });
}

template <class T>
Closure<std::uint8_t> Closures::equal_names(const Node& n, const std::vector<T> Column::*cells) {
    return with_name(n.args[0], cells, [&](auto a) {
        return with_name(n.args[1], cells, [&](auto b) {
            return close<std::uint8_t>([a, b](Frame& f) { return same<T>(a(f), b(f)); });
        });
    });
}

Closure<std::uint8_t> Closures::sets(const Node& n) {
    const auto holds = [&](auto set, auto bit) {
        return close<std::uint8_t>([set, bit](Frame& f) {
            const Members all = set(f);
            return (all.members & bit(f)) != 0 ? yes : all.openness == list_closed ? no : unknown;
        });
    };
    return with_set(n.args[0], [&](auto a) {
        if (n.code == Code::contains) return holds(a, Named<std::uint64_t>{n.word});
        if (n.code == Code::contains_member)
            return holds(a, [slot = n.variable](Frame& f) { return f.bits[slot]; });
        return with_set(n.args[1], [&](auto b) {
            if (n.code == Code::covers)
                return close<std::uint8_t>([a, b](Frame& f) {
                    return covers(a(f).members, a(f).openness, b(f).members, b(f).openness);
                });
            return close<std::uint8_t>([a, b](Frame& f) {
                return overlaps(a(f).members, a(f).openness, b(f).members, b(f).openness);
            });
        });
    });
}

// --------------------------------------------------------------------------------------------- members

Closure<std::uint8_t> Closures::any(const Node& n) {
    if (n.code == Code::any_bit) return any_in_set(n);
    if (!n.key) return any_in_list(n, NoKey{});
    if (node(n.args[0]).code == Code::word || node(n.args[0]).code == Code::word_field)
        return with_name(n.args[0], &Column::words, [&](auto wanted) {
            return any_in_list(n,
                               Key<std::uint64_t, decltype(wanted)>{&Column::words, n.key, wanted});
        });
    return with_name(n.args[0], &Column::index, [&](auto wanted) {
        return any_in_list(n, Key<std::uint32_t, decltype(wanted)>{&Column::index, n.key, wanted});
    });
}

template <class TheKey>
Closure<std::uint8_t> Closures::any_in_list(const Node& n, TheKey key) {
    return with_test(n.args[1], [&](auto test) {
        return close<std::uint8_t>(
            [list = n.column, row = n.row, variable = n.variable, key, test](Frame& f) {
                const std::uint32_t owner = f.rows[row];
                std::uint8_t found = list->bytes[owner] == list_closed ? no : unknown;
                const std::uint32_t first = list->index[owner], end = first + list->size[owner];
                [[maybe_unused]] const auto wanted = [&] {
                    if constexpr (TheKey::given)
                        return key.wanted(f);
                    else
                        return 0;
                }();
                for (std::uint32_t member = first; member < end; ++member) {
                    std::uint8_t is_it = yes;
                    if constexpr (TheKey::given) {
                        is_it = same((key.column->*key.cells)[member], wanted);
                        if (is_it == no) continue;
                    }
                    f.rows[variable] = member;
                    const std::uint8_t truth = std::min(is_it, test(f));
                    if (truth == yes) return yes;
                    found = std::max(found, truth);
                }
                return found;
            });
    });
}

Closure<std::uint8_t> Closures::any_in_set(const Node& n) {
    return with_test(n.args[1], [&](auto test) {
        return close<std::uint8_t>(
            [set = n.column, row = n.row, variable = n.variable, test](Frame& f) {
                const std::uint32_t owner = f.rows[row];
                std::uint8_t found = set->bytes[owner] == list_closed ? no : unknown;
                for (std::uint64_t left = set->words[owner]; left != 0; left &= left - 1) {
                    f.bits[variable] = left & -left;
                    const std::uint8_t truth = test(f);
                    if (truth == yes) return yes;
                    found = std::max(found, truth);
                }
                return found;
            });
    });
}

Closure<Ends> Closures::plain_number(NodeId id) {
    const Node& n = node(id);
    switch (n.code) {
        case Code::number: return close<Ends>(Number{n.number});
        case Code::number_field: return close<Ends>(NumberField{n.column, n.row});
        case Code::multiply:
            return with_number(n.args[0], [&](auto a) {
                return with_number(n.args[1], [&](auto b) {
                    return close<Ends>([a, b](Frame& f) { return multiply(a(f), b(f), f.odd); });
                });
            });
        case Code::scale_up:
        case Code::shift:
            return with_number(n.args[0], [&](auto a) {
                if (n.code == Code::scale_up)
                    return close<Ends>([a, by = static_cast<std::int64_t>(n.word)](Frame& f) {
                        return raised(a(f), by, f.odd);
                    });
                return close<Ends>([a, by = n.number](Frame& f) {
                    Ends date = a(f);
                    add(date, by, f.odd);
                    return date;
                });
            });
        case Code::choose: {
            const Truth condition = truth(n.args[0]);
            return with_number(n.args[1], [&](auto a) {
                return with_number(n.args[2], [&](auto b) {
                    return close<Ends>([condition, a, b](Frame& f) {
                        const std::uint8_t which = condition(f);
                        if (which == yes) return a(f);
                        return which == no ? b(f) : choose(which, a(f), b(f), {});
                    });
                });
            });
        }
        case Code::sum:
            return with_number(n.args[1], [&](auto value) {
                return close<Ends>([list = n.column, row = n.row, variable = n.variable,
                                    value](Frame& f) {
                    const std::uint32_t owner = f.rows[row];
                    if (list->bytes[owner] != list_closed) return Ends{};
                    Ends sum{0, 0};
                    const std::uint32_t first = list->index[owner], end = first + list->size[owner];
                    for (std::uint32_t member = first; member < end; ++member) {
                        f.rows[variable] = member;
                        add(sum, value(f), f.odd);
                    }
                    return sum;
                });
            });
        default: break;
    }
    // A tally.
    const auto close_tally = [&](auto test) {
        return close<Ends>([list = n.column, row = n.row, variable = n.variable, test](Frame& f) {
            const std::uint32_t owner = f.rows[row];
            Ends count{0, 0};
            const std::uint32_t first = list->index[owner], end = first + list->size[owner];
            for (std::uint32_t member = first; member < end; ++member) {
                f.rows[variable] = member;
                const std::uint8_t truth = test(f);
                count.low += truth == yes;
                count.high += truth != no;
            }
            if (list->bytes[owner] != list_closed) count.high = no_high;
            return count;
        });
    };
    Closure<Ends> made;
    with_test(n.args[1], [&](auto test) {
        made = close_tally(test);
        return Truth{};
    });
    return made;
}

}  // namespace

std::unique_ptr<Shape> make_closures(const Program& program) {
    return std::make_unique<Closures>(program);
}

}  // namespace tutela::shapes
