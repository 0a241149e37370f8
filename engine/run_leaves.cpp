#include "engine/run_plan.hpp"

// What the operations of a plan begin with: constants, facts of the columns, members; and what was worked out in a smaller
// space, repeated in a larger one.

namespace tutela {

void RunPlan::Run::constant(ValueId id, const PlanNode& node) {
    Rows& rows = values_[id];
    if (rows.constant) return;
    switch (node.op) {
        case PlanOp::constant_truth: *bytes(id, 1) = static_cast<std::uint8_t>(node.a); break;
        case PlanOp::constant_index: *index(id, 1) = node.a; break;
        case PlanOp::constant_word: *words(id, 1) = plan.words[node.a]; break;
        case PlanOp::constant_set:
            *words(id, 1) = plan.words[node.a];
            *bytes(id, 1) = list_closed;
            break;
        default: {
            const Interval& number = plan.numbers[node.a];
            const auto decimal = decimal_of(number);
            const Ends ends = numbers(id, 1, decimal ? decimal->digits : 0);
            if (decimal) {
                *ends.low = decimal->low;
                *ends.high = decimal->high;
            } else {
                put_interval(id, 0, number, 0);
            }
            break;
        }
    }
    rows.constant = true;
}

namespace {

template <class T>
void gather(T* to, const T* from, const std::uint32_t* rows, std::uint32_t count) {
    for (std::uint32_t i = 0; i < count; ++i) to[i] = from[rows[i]];
}
template <class T>
void fill(T* to, T value, std::uint32_t count) {
    for (std::uint32_t i = 0; i < count; ++i) to[i] = value;
}

}  // namespace

void RunPlan::Run::read(ValueId id, const PlanNode& node) {
    const Column& column = columns_->tables[node.a].columns[node.b];
    const PlanNode& from = plan.nodes[node.args[0]];
    const std::uint32_t n = count(node.space);
    Rows& rows = values_[id];
    if (from.op == PlanOp::member && spaces_[node.space].whole_table) {
        rows = {};
        if (!column.bytes.empty()) rows.bytes = column.bytes.data() + 1;
        if (!column.index.empty()) rows.index = column.index.data() + 1;
        if (!column.size.empty()) rows.size = column.size.data() + 1;
        if (!column.words.empty()) rows.words = column.words.data() + 1;
        if (!column.low.empty()) {
            rows.low = column.low.data() + 1;
            rows.high = column.high.data() + 1;
        }
        rows.scale = column.scale;
        return;
    }
    const std::uint32_t* which = arg(node, 0).index;
    rows = {};
    switch (column.cells) {
        case Cells::truth: gather(bytes(id, n), column.bytes.data(), which, n); break;
        case Cells::index: gather(index(id, n), column.index.data(), which, n); break;
        case Cells::text: gather(words(id, n), column.words.data(), which, n); break;
        case Cells::set:
            gather(bytes(id, n), column.bytes.data(), which, n);
            gather(words(id, n), column.words.data(), which, n);
            break;
        case Cells::list:
            gather(bytes(id, n), column.bytes.data(), which, n);
            gather(index(id, n), column.index.data(), which, n);
            gather(sizes(id, n), column.size.data(), which, n);
            break;
        case Cells::number: {
            const Ends ends = numbers(id, n, column.scale);
            gather(ends.low, column.low.data(), which, n);
            gather(ends.high, column.high.data(), which, n);
            break;
        }
        case Cells::none: break;
    }
}

void RunPlan::Run::read_state(ValueId id, const PlanNode& node) {
    const Column& column = columns_->tables[node.a].columns[node.b];
    const std::uint32_t n = count(node.space);
    const std::uint32_t* which = arg(node, 0).index;
    std::uint8_t* out = bytes(id, n);
    if (node.op == PlanOp::read_state) {
        const std::uint64_t truths = plan.words[node.c];
        for (std::uint32_t i = 0; i < n; ++i)
            out[i] = static_cast<std::uint8_t>(truths >> (8 * column.states[which[i]]));
        return;
    }
    const bool presumed = (node.c & 256U) != 0;
    const unsigned level = 1 + (node.c & 255U);
    for (std::uint32_t i = 0; i < n; ++i) {
        const auto state = static_cast<FactState>(column.states[which[i]]);
        const bool said =
            state == FactState::stated || state == FactState::estimated || state == FactState::none;
        if (said)
            out[i] = column.evidence[which[i]] >= level ? byte_yes : byte_no;
        else
            out[i] = presumed && state == FactState::absent ? byte_no : byte_unknown;
    }
}

void RunPlan::Run::scan_is_clean(ValueId id, const PlanNode& node) {
    const std::uint32_t n = count(node.space);
    std::uint8_t* out = bytes(id, n);
    for (std::uint32_t i = 0; i < n; ++i)
        out[i] = (columns_->scan[i] & node.a) == 0 ? byte_yes : byte_no;
}

void RunPlan::Run::member(ValueId id, const PlanNode& node) {
    const Space& space = spaces_[node.space];
    values_[id] = {};
    values_[id].index = space.index.data();
    values_[id].words = space.words.data();
}

// The same in a space with more variables: repeated for each of their members.
void RunPlan::Run::project(ValueId id, const PlanNode& node) {
    const Rows from = arg(node, 0);
    const std::uint32_t n = count(node.space);
    const auto each = [&](auto* to, const auto* cells, const std::uint32_t* which) {
        if (from.constant)
            fill(to, *cells, n);
        else
            gather(to, cells, which, n);
    };
    const std::uint32_t* which =
        from.constant ? nullptr : rows_from(plan.nodes[node.args[0]].space, node.space);
    if (from.low) {
        const Ends ends = numbers(id, n, from.scale);
        each(ends.low, from.low, which);
        each(ends.high, from.high, which);
        if (!from.low_under) return;
        const Ends under = fractions(id, n);
        each(under.low, from.low_under, which);
        each(under.high, from.high_under, which);
        return;
    }
    values_[id] = {};
    if (from.bytes) each(bytes(id, n), from.bytes, which);
    if (from.index) each(index(id, n), from.index, which);
    if (from.size) each(sizes(id, n), from.size, which);
    if (from.words) each(words(id, n), from.words, which);
}

}  // namespace tutela
