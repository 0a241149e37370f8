#include <algorithm>

#include "engine/run_plan.hpp"

// Open facts of what is unknown: bytes of OpenBits, or words whose bits stand for facts.

namespace tutela {
namespace {

__extension__ typedef __int128 Wide;

template <class T>
TUTELA_WIDE void any_of(T* __restrict out, const T* a, const T* b, std::uint32_t n) {
    for (std::uint32_t i = 0; i < n; ++i) out[i] = static_cast<T>(a[i] | b[i]);
}

bool is_wide(const Rows& number, std::uint32_t i) {
    const std::int64_t low = number.low[i], high = number.high[i];
    if (low == no_low || high == no_high) return true;
    if (!number.low_under) return low != high;
    return Wide{low} * number.high_under[i] != Wide{high} * number.low_under[i];
}

}  // namespace

template <class T>
void RunPlan::Run::open_cells(T* out, const T* Rows::*cells, const PlanNode& node) {
    const std::uint32_t n = count(node.space);
    const Rows a = arg(node, 0);
    const T* open = node.args[1] == nowhere ? nullptr : arg(node, 1).*cells;
    switch (node.op) {
        case PlanOp::open_any: return any_of(out, a.*cells, open, n);
        case PlanOp::open_where:
            // By truth or verdict; what is none (no subject) has no bit.
            for (std::uint32_t i = 0; i < n; ++i)
                out[i] = a.bytes[i] < 8 && ((node.a >> a.bytes[i]) & 1U) != 0 ? open[i] : T{0};
            return;
        case PlanOp::open_wide:
            for (std::uint32_t i = 0; i < n; ++i) out[i] = is_wide(a, i) ? open[i] : T{0};
            return;
        case PlanOp::open_lost:
            for (std::uint32_t i = 0; i < n; ++i) out[i] = a.index[i] == 0 ? open[i] : T{0};
            return;
        default: {  // open_members
            const std::uint32_t* start = spaces_[node.a].start.data();
            const T* of_members = a.*cells;
            for (std::uint32_t p = 0; p < n; ++p) {
                T all = 0;
                for (std::uint32_t r = start[p]; r < start[p + 1]; ++r)
                    all = static_cast<T>(all | of_members[r]);
                out[p] = all;
            }
        }
    }
}

// A list or set that is stated is open only where entries may be missing.
void RunPlan::Run::open_fact(ValueId id, const PlanNode& node) {
    const Column& column = columns_->tables[node.a].columns[node.b];
    const std::uint32_t n = count(node.space);
    const std::uint32_t* which = arg(node, 0).index;
    const std::uint64_t kinds = plan.words[node.c];
    const bool collection = column.type.is_collection();
    std::uint8_t* out = bytes(id, n);
    for (std::uint32_t i = 0; i < n; ++i) {
        const std::uint32_t row = which[i];
        const bool whole = collection && column.bytes[row] == list_closed;
        out[i] = row == 0 || whole ? std::uint8_t{0}
                                   : static_cast<std::uint8_t>(kinds >> (8 * column.states[row]));
    }
}

// The last bit is of all rows that have none of their own.
void RunPlan::Run::open_rows(ValueId id, const PlanNode& node) {
    const std::uint32_t n = count(node.space);
    const std::uint8_t* open = arg(node, 0).bytes;
    const std::uint32_t* which = arg(node, 1).index;
    const std::uint32_t* design = design_of(node.space);
    const std::uint32_t* first = columns_->tables[node.a].first.data();
    std::uint64_t* out = words(id, n);
    for (std::uint32_t i = 0; i < n; ++i)
        out[i] = open[i] == 0
                     ? 0
                     : std::uint64_t{1} << (node.b + std::min(which[i] - first[design[i]], node.c));
}

void RunPlan::Run::opens(ValueId id, const PlanNode& node) {
    const std::uint32_t n = count(node.space);
    if (node.op == PlanOp::open_fact) return open_fact(id, node);
    if (node.op == PlanOp::open_bits) {
        const std::uint8_t* open = arg(node, 0).bytes;
        const std::uint64_t bits = plan.words[node.a];
        std::uint64_t* out = words(id, n);
        for (std::uint32_t i = 0; i < n; ++i) out[i] = open[i] != 0 ? bits : 0;
        return;
    }
    if (node.op == PlanOp::open_rows) return open_rows(id, node);
    if (node.op == PlanOp::shares) {
        const std::uint64_t exact = plan.words[node.a];
        const std::uint64_t *mine = arg(node, 0).words, *theirs = arg(node, 1).words;
        std::uint8_t* out = bytes(id, n);
        for (std::uint32_t i = 0; i < n; ++i) {
            const std::uint64_t both = mine[i] & theirs[i];
            out[i] = (both & exact) != 0 ? byte_yes : both != 0 ? byte_unknown : byte_no;
        }
        return;
    }
    values_[id] = {};
    if (node.cells == Cells::text)
        open_cells(words(id, n), &Rows::words, node);
    else
        open_cells(bytes(id, n), &Rows::bytes, node);
}

}  // namespace tutela
