#include "engine/run_plan.hpp"

#include <bit>
#include <cstring>

namespace tutela {

RunPlan::RunPlan(const Plan& plan) : run_(std::make_unique<Run>(plan)) {}
RunPlan::~RunPlan() = default;

void RunPlan::run(Columns& columns) {
    run_->run(columns);
}
const std::uint8_t* RunPlan::verdicts(std::size_t rule) const {
    return run_->rows(run_->plan.verdicts[rule]).bytes;
}
Verdict RunPlan::verdict(std::size_t rule, std::uint32_t design) const {
    return static_cast<Verdict>(verdicts(rule)[design]);
}

const std::uint8_t* RunPlan::bytes(ValueId node) const {
    return run_->rows(node).bytes;
}
const std::uint32_t* RunPlan::index(ValueId node) const {
    return run_->rows(node).index;
}
const std::uint64_t* RunPlan::words(ValueId node) const {
    return run_->rows(node).words;
}
bool RunPlan::members(ValueId node, std::uint32_t row, std::uint32_t design, const Type& member,
                      std::vector<std::uint32_t>& into) const {
    return run_->members_of(node, row, design, member, into);
}
Interval RunPlan::number(ValueId node, std::uint32_t row) const {
    return Run::interval_at(run_->rows(node), row);
}
std::pair<std::uint32_t, std::uint32_t> RunPlan::rows_of(SpaceId space, std::uint32_t design) {
    return run_->rows_of(space, design);
}
std::uint32_t RunPlan::member(SpaceId space, std::uint32_t variable, std::uint32_t row) {
    return run_->member_at(space, variable, row);
}

RunPlan::Run::Run(const Plan& p) : plan(p) {
    values_.resize(p.nodes.size());
    stores_.resize(p.nodes.size());
    spaces_.resize(p.spaces.size());
}

void RunPlan::Run::run(Columns& columns) {
    columns_ = &columns;
    start_spaces();
    for (ValueId id = 0; id < plan.nodes.size(); ++id) step(id, plan.nodes[id]);
}

std::uint8_t* RunPlan::Run::bytes(ValueId id, std::uint32_t count) {
    std::uint8_t* cells = room(stores_[id].bytes, count);
    values_[id].bytes = cells;
    return cells;
}
std::uint32_t* RunPlan::Run::index(ValueId id, std::uint32_t count) {
    std::uint32_t* cells = room(stores_[id].index, count);
    values_[id].index = cells;
    return cells;
}
std::uint32_t* RunPlan::Run::sizes(ValueId id, std::uint32_t count) {
    std::uint32_t* cells = room(stores_[id].size, count);
    values_[id].size = cells;
    return cells;
}
std::uint64_t* RunPlan::Run::words(ValueId id, std::uint32_t count) {
    std::uint64_t* cells = room(stores_[id].words, count);
    values_[id].words = cells;
    return cells;
}
RunPlan::Run::Ends RunPlan::Run::numbers(ValueId id, std::uint32_t count, unsigned scale) {
    Rows& rows = values_[id];
    rows = {};
    rows.scale = scale;
    const Ends ends{room(stores_[id].low, count), room(stores_[id].high, count)};
    rows.low = ends.low;
    rows.high = ends.high;
    return ends;
}
RunPlan::Run::Ends RunPlan::Run::fractions(ValueId id, std::uint32_t count) {
    const Ends under{room(stores_[id].low_under, count), room(stores_[id].high_under, count)};
    values_[id].low_under = under.low;
    values_[id].high_under = under.high;
    return under;
}

void RunPlan::Run::step(ValueId id, const PlanNode& node) {
    switch (node.op) {
        case PlanOp::constant_truth:
        case PlanOp::constant_number:
        case PlanOp::constant_index:
        case PlanOp::constant_word:
        case PlanOp::constant_set: return constant(id, node);
        case PlanOp::read: return read(id, node);
        case PlanOp::open_fact:
        case PlanOp::open_bits:
        case PlanOp::open_rows:
        case PlanOp::open_any:
        case PlanOp::open_where:
        case PlanOp::open_wide:
        case PlanOp::open_lost:
        case PlanOp::open_members:
        case PlanOp::shares: return opens(id, node);
        case PlanOp::read_state:
        case PlanOp::read_evidence: return read_state(id, node);
        case PlanOp::scan_is_clean: return scan_is_clean(id, node);
        case PlanOp::build_space: return build_space(node);
        case PlanOp::member: return member(id, node);
        case PlanOp::project: return project(id, node);
        case PlanOp::choose:
        case PlanOp::presume:
            return node.cells == Cells::number ? choose_number(id, node) : choose(id, node);
        case PlanOp::both:
        case PlanOp::either:
        case PlanOp::negate:
        case PlanOp::equal_truth:
        case PlanOp::equal_index:
        case PlanOp::equal_word: return truths(id, node);
        case PlanOp::equal_number:
        case PlanOp::less:
        case PlanOp::less_or_equal: return compare(id, node);
        case PlanOp::contains:
        case PlanOp::contains_const: return contains(id, node);
        case PlanOp::covers:
        case PlanOp::overlaps:
        case PlanOp::given_collection:
        case PlanOp::unite: return sets(id, node);
        case PlanOp::add:
        case PlanOp::subtract:
        case PlanOp::multiply:
        case PlanOp::hull: return arithmetic(id, node);
        case PlanOp::divide: return divide(id, node);
        case PlanOp::as_count:
        case PlanOp::position:
        case PlanOp::band_end: return to_number(id, node);
        case PlanOp::shift: return shift(id, node);
        case PlanOp::every:
        case PlanOp::some:
        case PlanOp::worst:
        case PlanOp::tally: return over_members(id, node);
        case PlanOp::matches: return matches(id, node);
        case PlanOp::share_met:
        case PlanOp::share: return shares(id, node);
        case PlanOp::sum:
        case PlanOp::smallest:
        case PlanOp::largest:
        case PlanOp::average: return totals(id, node);
        case PlanOp::distinct: return distinct(id, node);
        case PlanOp::verdict:
        case PlanOp::not_due:
        case PlanOp::documented:
        case PlanOp::yield:
        case PlanOp::judge:
        case PlanOp::absent:
        case PlanOp::more:
        case PlanOp::worse:
        case PlanOp::nothing_left:
        case PlanOp::is_not_met:
        case PlanOp::where_subject: return verdicts(id, node);
    }
}

// ------------------------------------------------------------------------------------------ spaces

void RunPlan::Run::start_spaces() {
    Space& root = spaces_[0];
    root.count = columns_->designs;
    std::uint32_t* design = room(root.design, root.count);
    std::uint32_t* index = room(root.index, root.count);
    for (std::uint32_t i = 0; i < root.count; ++i) {
        design[i] = i;
        index[i] = i + 1;
    }
    root.whole_table = true;
    for (Space& space : spaces_) {
        space.from.clear();
        space.design_known = space.first_known = false;
    }
    root.design_known = true;
}

// Rows of the members of a list, or of the bits of a set, for each row of the space before.
void RunPlan::Run::build_space(const PlanNode& node) {
    Space& space = spaces_[node.a];
    const Space& before = spaces_[node.space];
    const PlanVariable& variable = plan.variables[plan.spaces[node.a].variables.back()];
    const Rows& list = values_[node.args[0]];
    const bool of_list = list.size != nullptr;
    std::uint32_t total = 0;
    std::uint32_t* start = room(space.start, before.count + 1);
    for (std::uint32_t p = 0; p < before.count; ++p) {
        start[p] = total;
        total += of_list ? list.size[p] : static_cast<std::uint32_t>(std::popcount(list.words[p]));
    }
    start[before.count] = total;
    space.count = total;
    std::uint32_t* up = room(space.up, total);
    if (variable.own != node.a) {
        // What the member is, is asked in its own space only.
        for (std::uint32_t p = 0; p < before.count; ++p)
            for (std::uint32_t r = start[p]; r < start[p + 1]; ++r) up[r] = p;
        return;
    }
    const std::uint32_t* before_design = design_of(node.space);
    std::uint32_t* design = room(space.design, total);
    space.design_known = true;
    std::uint32_t* index = room(space.index, total);
    std::uint64_t* words =
        variable.member.kind == TypeKind::text ? room(space.words, total) : nullptr;
    const TableColumns* table =
        variable.member.kind == TypeKind::record ? &columns_->tables[variable.member.id] : nullptr;
    space.whole_table = of_list && table && table->rows == total + 1;
    std::uint32_t row = 0;
    for (std::uint32_t p = 0; p < before.count; ++p) {
        const std::uint32_t in_design = before_design[p];
        if (of_list) {
            const std::uint32_t first = list.index[p];
            for (std::uint32_t i = 0; i < list.size[p]; ++i, ++row) {
                up[row] = p;
                design[row] = in_design;
                index[row] = first + i;
                space.whole_table = space.whole_table && first + i == row + 1;
            }
            continue;
        }
        for (std::uint64_t left = list.words[p]; left != 0; left &= left - 1, ++row) {
            const auto bit = static_cast<unsigned>(std::countr_zero(left));
            up[row] = p;
            design[row] = in_design;
            index[row] = bit + 1;
            if (table)
                index[row] = table->first[in_design] + bit;
            else if (variable.member.kind != TypeKind::choice) {
                const std::uint64_t value =
                    columns_->bits[static_cast<std::size_t>(variable.member.kind)].value(bit);
                index[row] = static_cast<std::uint32_t>(value) + 1;
                if (words) words[row] = value;
            }
        }
    }
}

// For each row of a space, its design.
const std::uint32_t* RunPlan::Run::design_of(SpaceId id) {
    Space& space = spaces_[id];
    if (space.design_known) return space.design.data();
    const std::uint32_t* before = design_of(plan.spaces[id].before);
    std::uint32_t* design = room(space.design, space.count);
    for (std::uint32_t r = 0; r < space.count; ++r) design[r] = before[space.up[r]];
    space.design_known = true;
    return design;
}

// For each row of a space, the row of one with fewer of its variables.
const std::uint32_t* RunPlan::Run::rows_from(SpaceId narrow, SpaceId wide) {
    Space& space = spaces_[wide];
    if (narrow == 0) return design_of(wide);
    const PlanSpace& a = plan.spaces[narrow];
    const PlanSpace& b = plan.spaces[wide];
    if (narrow == b.before) return space.up.data();
    const auto [at, fresh] = space.from.try_emplace(narrow);
    std::vector<std::uint32_t>& rows = at->second;
    if (!fresh) return rows.data();
    rows.resize(space.count);
    const bool same_last = a.variables.back() == b.variables.back();
    const SpaceId above = same_last ? a.before : narrow;
    if (above == b.before) {
        // The same member list once more for the same row: it follows in step.
        for (std::uint32_t r = 0; r < space.count; ++r)
            rows[r] = same_last
                          ? spaces_[narrow].start[space.up[r]] + (r - space.start[space.up[r]])
                          : space.up[r];
        return rows.data();
    }
    const std::uint32_t* before = rows_from(above, b.before);
    if (!same_last) {
        for (std::uint32_t r = 0; r < space.count; ++r) rows[r] = before[space.up[r]];
        return rows.data();
    }
    const std::uint32_t* start = spaces_[narrow].start.data();
    for (std::uint32_t p = 0; p < spaces_[b.before].count; ++p) {
        const std::uint32_t from = start[before[p]], first = space.start[p];
        for (std::uint32_t r = first; r < space.start[p + 1]; ++r) rows[r] = from + (r - first);
    }
    return rows.data();
}

// Rows of a space stand in the order of their designs.
std::pair<std::uint32_t, std::uint32_t> RunPlan::Run::rows_of(SpaceId id, std::uint32_t design) {
    if (id == 0) return {design, design + 1};
    Space& space = spaces_[id];
    if (!space.first_known) {
        const std::uint32_t* of = design_of(id);
        const std::uint32_t designs = spaces_[0].count;
        std::uint32_t* first = room(space.first, designs + 1);
        std::uint32_t row = 0;
        for (std::uint32_t i = 0; i <= designs; ++i) {
            while (row < space.count && of[row] < i) ++row;
            first[i] = row;
        }
        space.first_known = true;
    }
    return {space.first[design], space.first[design + 1]};
}

bool RunPlan::Run::members_of(ValueId id, std::uint32_t row, std::uint32_t design,
                              const Type& member, std::vector<std::uint32_t>& into) const {
    const Rows& list = values_[id];
    into.clear();
    if (list.size) {
        for (std::uint32_t i = 0; i < list.size[row]; ++i) into.push_back(list.index[row] + i);
        return list.bytes[row] == list_closed;
    }
    for (std::uint64_t left = list.words[row]; left != 0; left &= left - 1) {
        const auto bit = static_cast<unsigned>(std::countr_zero(left));
        if (member.kind == TypeKind::record)
            into.push_back(columns_->tables[member.id].first[design] + bit);
        else if (member.kind == TypeKind::choice)
            into.push_back(bit + 1);
        else
            into.push_back(static_cast<std::uint32_t>(
                columns_->bits[static_cast<std::size_t>(member.kind)].value(bit) + 1));
    }
    return list.bytes[row] == list_closed;
}

std::uint32_t RunPlan::Run::member_at(SpaceId space, std::uint32_t variable, std::uint32_t row) {
    const SpaceId own = plan.variables[variable].own;
    return spaces_[own].index[own == space ? row : rows_from(own, space)[row]];
}

}  // namespace tutela
