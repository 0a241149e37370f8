#include "engine/run_plan.hpp"
#include "engine/verdict.hpp"

// Truths, row by row: bytes of 0 no, 1 unknown, 2 yes, so that `and` is the smaller and `or` the larger of two.

namespace tutela {
namespace {

using Byte = std::uint8_t;

TUTELA_WIDE void lesser(Byte* __restrict out, const Byte* a, const Byte* b, std::uint32_t n) {
    for (std::uint32_t i = 0; i < n; ++i) out[i] = a[i] < b[i] ? a[i] : b[i];
}
TUTELA_WIDE void greater(Byte* __restrict out, const Byte* a, const Byte* b, std::uint32_t n) {
    for (std::uint32_t i = 0; i < n; ++i) out[i] = a[i] < b[i] ? b[i] : a[i];
}
TUTELA_WIDE void opposite(Byte* __restrict out, const Byte* a, std::uint32_t n) {
    for (std::uint32_t i = 0; i < n; ++i) out[i] = static_cast<Byte>(byte_yes - a[i]);
}

// Equal where both are known (not 0).
template <class T>
inline Byte same(T a, T b) {
    return static_cast<Byte>(1 + ((a != 0) & (b != 0)) * (2 * (a == b) - 1));
}
#define TUTELA_EQUAL(name, type)                                                                 \
    TUTELA_WIDE void name(Byte* __restrict out, const type* a, const type* b, std::uint32_t n) { \
        for (std::uint32_t i = 0; i < n; ++i) out[i] = same(a[i], b[i]);                         \
    }                                                                                            \
    TUTELA_WIDE void name(Byte* __restrict out, const type* a, type b, std::uint32_t n) {        \
        for (std::uint32_t i = 0; i < n; ++i) out[i] = same(a[i], b);                            \
    }
TUTELA_EQUAL(equal_cells, std::uint32_t)
TUTELA_EQUAL(equal_cells, std::uint64_t)
#undef TUTELA_EQUAL

template <class T>
void equal_rows(Byte* out, const T* a, bool a_constant, const T* b, bool b_constant,
                std::uint32_t n) {
    if (a_constant && b_constant) {
        for (std::uint32_t i = 0; i < n; ++i) out[i] = same(*a, *b);
    } else if (a_constant) {
        equal_cells(out, b, *a, n);
    } else if (b_constant) {
        equal_cells(out, a, *b, n);
    } else {
        equal_cells(out, a, b, n);
    }
}

}  // namespace

void RunPlan::Run::truths(ValueId id, const PlanNode& node) {
    const std::uint32_t n = count(node.space);
    const Rows a = arg(node, 0);
    const Rows b = node.args[1] == nowhere ? Rows{} : arg(node, 1);
    std::uint8_t* out = bytes(id, n);
    switch (node.op) {
        case PlanOp::both: return lesser(out, a.bytes, b.bytes, n);
        case PlanOp::either: return greater(out, a.bytes, b.bytes, n);
        case PlanOp::negate: return opposite(out, a.bytes, n);
        case PlanOp::equal_truth:
            for (std::uint32_t i = 0; i < n; ++i) {
                const bool known = a.bytes[i] != byte_unknown && b.bytes[i] != byte_unknown;
                out[i] = !known ? byte_unknown : a.bytes[i] == b.bytes[i] ? byte_yes : byte_no;
            }
            return;
        case PlanOp::equal_index:
            return equal_rows(out, a.index, a.constant, b.index, b.constant, n);
        default: return equal_rows(out, a.words, a.constant, b.words, b.constant, n);
    }
}

// By a condition one or the other, or what both agree on; and what is presumed where nothing is stated.
void RunPlan::Run::choose(ValueId id, const PlanNode& node) {
    const std::uint32_t n = count(node.space);
    const std::uint8_t* condition = arg(node, 0).bytes;
    const Rows a = arg(node, 1), b = arg(node, 2);
    const auto pick = [&](auto* out, const auto* x, const auto* y, auto unknown) {
        for (std::uint32_t i = 0; i < n; ++i)
            out[i] = condition[i] == byte_yes  ? x[i]
                     : condition[i] == byte_no ? y[i]
                     : x[i] == y[i]            ? x[i]
                                               : unknown;
    };
    values_[id] = {};
    switch (node.cells) {
        case Cells::truth: return pick(bytes(id, n), a.bytes, b.bytes, byte_unknown);
        case Cells::index: return pick(index(id, n), a.index, b.index, 0U);
        case Cells::text: return pick(words(id, n), a.words, b.words, std::uint64_t{0});
        default: break;
    }
    std::uint8_t* openness = bytes(id, n);
    std::uint64_t* members = words(id, n);
    for (std::uint32_t i = 0; i < n; ++i) {
        const bool known = condition[i] != byte_unknown;
        const Rows& chosen = condition[i] == byte_yes ? a : b;
        openness[i] = known ? chosen.bytes[i] : std::uint8_t{list_open};
        members[i] = known ? chosen.words[i] : 0;
    }
}

void RunPlan::Run::contains(ValueId id, const PlanNode& node) {
    const std::uint32_t n = count(node.space);
    std::uint8_t* out = bytes(id, n);
    const auto whole_list = [&](std::uint32_t list) {
        const std::size_t choices =
            plan.program->ruleset.vocabulary.choice_lists[list].choices.size();
        return choices >= 64 ? ~std::uint64_t{0} : (std::uint64_t{1} << choices) - 1;
    };
    // Of an unknown member: no if there is none, yes if all that it could be are in.
    const auto unknown_in = [](std::uint64_t members, std::uint8_t openness, std::uint64_t whole) {
        if (whole != 0 && (members & whole) == whole) return byte_yes;
        return members == 0 && openness == list_closed ? byte_no : byte_unknown;
    };
    if (node.op == PlanOp::contains_const) {
        const std::uint64_t members = plan.words[node.a];
        const std::uint8_t unknown = unknown_in(members, list_closed, whole_list(node.b));
        const std::uint32_t* choice = arg(node, 0).index;
        for (std::uint32_t i = 0; i < n; ++i)
            out[i] = choice[i] == 0                              ? unknown
                     : (members >> ((choice[i] - 1) & 63U)) & 1U ? byte_yes
                                                                 : byte_no;
        return;
    }
    const Rows set = arg(node, 0), member = arg(node, 1);
    const auto kind = static_cast<TypeKind>(node.a);
    const std::uint64_t whole = kind == TypeKind::choice ? whole_list(node.b) : 0;
    const Bits& bits = columns_->bits[node.a];
    const std::uint32_t* design = design_of(node.space);
    for (std::uint32_t i = 0; i < n; ++i) {
        const std::uint64_t value = kind == TypeKind::text ? member.words[i] : member.index[i];
        if (value == 0) {
            out[i] = unknown_in(set.words[i], set.bytes[i], whole);
            continue;
        }
        const std::uint64_t bit = kind == TypeKind::choice ? value - 1
                                  : kind == TypeKind::record
                                      ? value - columns_->tables[node.b].first[design[i]]
                                  : kind == TypeKind::text ? bits.find(value)
                                                           : bits.find(value - 1);
        const bool in = bit < Bits::no_bit && ((set.words[i] >> bit) & 1U) != 0;
        out[i] = in ? byte_yes : set.bytes[i] == list_closed ? byte_no : byte_unknown;
    }
}

void RunPlan::Run::sets(ValueId id, const PlanNode& node) {
    const std::uint32_t n = count(node.space);
    const Rows a = arg(node, 0), b = arg(node, 1);
    std::uint8_t* out = bytes(id, n);
    switch (node.op) {
        case PlanOp::covers:
            for (std::uint32_t i = 0; i < n; ++i) {
                const bool all = (b.words[i] & ~a.words[i]) == 0;
                const std::uint8_t listed = all                         ? byte_yes
                                            : a.bytes[i] == list_closed ? byte_no
                                                                        : byte_unknown;
                out[i] = b.bytes[i] == list_closed || listed == byte_no ? listed : byte_unknown;
            }
            return;
        case PlanOp::overlaps:
            for (std::uint32_t i = 0; i < n; ++i) {
                const bool perhaps =
                    a.bytes[i] != list_closed || (a.words[i] != 0 && b.bytes[i] != list_closed);
                out[i] = (a.words[i] & b.words[i]) != 0 ? byte_yes
                         : perhaps                      ? byte_unknown
                                                        : byte_no;
            }
            return;
        case PlanOp::unite: {
            std::uint64_t* members = words(id, n);
            for (std::uint32_t i = 0; i < n; ++i) {
                members[i] = a.words[i] | b.words[i];
                out[i] = a.bytes[i] != list_closed || b.bytes[i] != list_closed ? list_open
                                                                                : list_closed;
            }
            return;
        }
        default: break;
    }
    // is given, of a list or set: not one that is stated and holds nothing.
    const Rows list = arg(node, 2);
    for (std::uint32_t i = 0; i < n; ++i) {
        const bool empty = list.size ? list.size[i] == 0 : list.words[i] == 0;
        out[i] = b.bytes[i] == byte_yes && empty
                     ? (list.bytes[i] == list_closed ? byte_no : byte_unknown)
                     : a.bytes[i];
    }
}

// ---------------------------------------------------------------------------------------- verdicts

namespace {

struct VerdictTable {
    std::array<std::uint8_t, 27> codes{};
    constexpr VerdictTable() {
        for (unsigned w = 0; w < 3; ++w)
            for (unsigned x = 0; x < 3; ++x)
                for (unsigned r = 0; r < 3; ++r)
                    codes[w * 9 + x * 3 + r] = code(verdict_of(
                        static_cast<Truth>(w), static_cast<Truth>(x), static_cast<Truth>(r)));
    }
};
constexpr VerdictTable table;

}  // namespace

void RunPlan::Run::verdicts(ValueId id, const PlanNode& node) {
    const std::uint32_t n = count(node.space);
    const Rows a = arg(node, 0);
    const auto other = [&](std::size_t i) {
        return node.args[i] == nowhere ? nullptr : arg(node, i).bytes;
    };
    const std::uint8_t *b = other(1), *c = other(2), *d = other(3);
    const std::uint8_t* v = a.bytes;
    std::uint8_t* out = bytes(id, n);
    constexpr std::uint8_t not_met = code(Verdict::not_met),
                           undetermined = code(Verdict::undetermined), met = code(Verdict::met),
                           asked = code(Verdict::needs_judgement);
    switch (node.op) {
        case PlanOp::verdict:
            for (std::uint32_t i = 0; i < n; ++i)
                out[i] = d[i] == byte_no ? no_subject : table.codes[v[i] * 9U + b[i] * 3U + c[i]];
            return;
        case PlanOp::documented: {
            const std::uint32_t* stage = arg(node, 3).index;
            for (std::uint32_t i = 0; i < n; ++i) {
                const bool missing = v[i] == undetermined && (b[i] & open_missing) != 0 &&
                                     c[i] != byte_yes && stage[i] > node.a;
                out[i] = missing ? not_met : v[i];
                if (missing && c[i] == byte_unknown) mark_odd(node.space, i);
            }
            return;
        }
        case PlanOp::not_due: {
            const std::uint32_t* stage = arg(node, 1).index;
            for (std::uint32_t i = 0; i < n; ++i)
                out[i] =
                    v[i] == not_met && stage[i] != 0 && stage[i] - 1 < node.a ? undetermined : v[i];
            return;
        }
        case PlanOp::yield:
            for (std::uint32_t i = 0; i < n; ++i) {
                const bool bad = v[i] == not_met || v[i] == undetermined;
                out[i] = !bad || b[i] == byte_no ? v[i]
                         : b[i] == byte_yes      ? by_precedence
                                                 : undetermined;
            }
            return;
        case PlanOp::judge:
            for (std::uint32_t i = 0; i < n; ++i) {
                out[i] = v[i] == by_precedence ? met : v[i];
                if (b[i] == byte_no) continue;
                const std::uint32_t design = design_of(node.space)[i];
                if (v[i] == undetermined && !c && columns_->withheld[design] != 0)
                    columns_->odd[design] = 1;
                const bool withheld = v[i] == undetermined && c && c[i] == open_withheld;
                if (v[i] != met && !withheld) continue;
                out[i] = asked;
                if (columns_->judgements[design] != 0) columns_->odd[design] = 1;
            }
            return;
        case PlanOp::absent:
            for (std::uint32_t i = 0; i < n; ++i)
                out[i] = v[i] == list_not_told ? byte_yes : byte_no;
            return;
        case PlanOp::more:
            for (std::uint32_t i = 0; i < n; ++i)
                out[i] = v[i] == list_closed ? byte_no : byte_unknown;
            return;
        case PlanOp::worse: return lesser(out, v, b, n);
        case PlanOp::nothing_left:
            for (std::uint32_t i = 0; i < n; ++i)
                out[i] = v[i] == no_subject ? code(Verdict::not_applicable) : v[i];
            return;
        case PlanOp::is_not_met:
            for (std::uint32_t i = 0; i < n; ++i)
                out[i] = v[i] == not_met                         ? byte_yes
                         : v[i] == undetermined || v[i] == asked ? byte_unknown
                                                                 : byte_no;
            return;
        default:  // where_subject
            for (std::uint32_t i = 0; i < n; ++i)
                out[i] = b[i] == no_subject ? static_cast<std::uint8_t>(node.a) : v[i];
            return;
    }
}

}  // namespace tutela
