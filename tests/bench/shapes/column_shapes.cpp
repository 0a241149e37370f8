#include "engine/run_plan.hpp"
#include "shapes/planes.hpp"
#include "shapes/shape.hpp"

namespace tutela::shapes {
namespace {

bool is_truth(const PlanNode& node) {
    return node.cells == Cells::truth && node.op != PlanOp::build_space;
}

// The engine's operations, as many as the `require` of the rules needs.
class Bytes : public Shape, protected RunPlan::Run {
public:
    Bytes(const Plan& plan, const std::vector<std::size_t>& rules) : Run(plan) {
        std::vector<bool> wanted(plan.nodes.size(), false);
        for (const std::size_t rule : rules) {
            ValueId verdict = plan.verdicts[rule];
            while (plan.nodes[verdict].op != PlanOp::verdict) verdict = plan.nodes[verdict].args[0];
            roots_.push_back(plan.nodes[verdict].args[2]);
            wanted[roots_.back()] = true;
        }
        std::vector<ValueId> made_by(plan.spaces.size(), nowhere);
        for (ValueId id = 0; id < plan.nodes.size(); ++id)
            if (plan.nodes[id].op == PlanOp::build_space) made_by[plan.nodes[id].a] = id;
        for (ValueId id = static_cast<ValueId>(plan.nodes.size()); id-- > 0;) {
            if (!wanted[id]) continue;
            const PlanNode& node = plan.nodes[id];
            for (const ValueId arg : node.args)
                if (arg != nowhere) wanted[arg] = true;
            for (const SpaceId space : {node.space, looks_at_members(node.op) ? node.a : 0})
                if (made_by[space] != nowhere) wanted[made_by[space]] = true;
        }
        for (ValueId id = 0; id < plan.nodes.size(); ++id)
            if (wanted[id]) steps_.push_back(id);
    }
    void run(Columns& columns) override {
        columns_ = &columns;
        start_spaces();
        for (const ValueId id : steps_) step(id, plan.nodes[id]);
    }
    std::uint8_t truth(std::size_t rule, std::uint32_t design) override {
        return rows(roots_[rule]).bytes[design];
    }

protected:
    std::vector<ValueId> steps_, roots_;
};

// The same operations, truths as two planes. What makes or takes truths and has no form in planes goes by the engine's bytes,
// and these are packed or unpacked; which, `has_planes_of_its_own` tells.
class OverPlanes final : public Bytes {
public:
    OverPlanes(const Plan& plan, const std::vector<std::size_t>& rules) : Bytes(plan, rules) {
        planes_.resize(plan.nodes.size());
    }
    void run(Columns& columns) override {
        columns_ = &columns;
        start_spaces();
        for (Planes& planes : planes_) planes.filled = planes.unpacked = false;
        for (const ValueId id : steps_) {
            const PlanNode& node = plan.nodes[id];
            if (!in_planes(id, node)) in_bytes(id, node);
        }
    }
    std::uint8_t truth(std::size_t rule, std::uint32_t design) override {
        return truth_at(planes(roots_[rule]), design);
    }

private:
    // Planes of a truth that was made as bytes, and the other way.
    const Planes& planes(ValueId id) {
        Planes& made = planes_[id];
        if (made.filled) return made;
        made.filled = made.unpacked = true;
        const std::uint32_t n = values_[id].constant ? 1 : count(plan.nodes[id].space);
        made.make_room(n);
        pack(made, values_[id].bytes, n);
        return made;
    }
    void unpack_into_bytes(ValueId id) {
        Planes& made = planes_[id];
        if (!made.filled || made.unpacked) return;
        made.unpacked = true;
        const std::uint32_t n = count(plan.nodes[id].space);
        unpack(bytes(id, n), made, n);
    }
    Planes& fresh(ValueId id, std::uint32_t n) {
        planes_[id].filled = true;
        planes_[id].make_room(n);
        return planes_[id];
    }
    void in_bytes(ValueId id, const PlanNode& node) {
        for (const ValueId arg : node.args)
            if (arg != nowhere && is_truth(plan.nodes[arg])) unpack_into_bytes(arg);
        step(id, node);
    }
    bool in_planes(ValueId id, const PlanNode& node) {
        const std::uint32_t n = count(node.space);
        const auto arg_planes = [&](std::size_t i) -> const Planes& {
            return planes(node.args[i]);
        };
        switch (node.op) {
            case PlanOp::both: both(fresh(id, n), arg_planes(0), arg_planes(1), n); return true;
            case PlanOp::either: either(fresh(id, n), arg_planes(0), arg_planes(1), n); return true;
            case PlanOp::negate: negate(fresh(id, n), arg_planes(0), n); return true;
            case PlanOp::project: {
                const ValueId from = node.args[0];
                if (!is_truth(node)) return false;
                Planes& made = fresh(id, n);
                const SpaceId narrow = plan.nodes[from].space;
                if (values_[from].constant)
                    fill(made, truth_at(planes(from), 0), n);
                else if (narrow == plan.spaces[node.space].before)
                    spread(made, planes(from), spaces_[node.space].start.data(), count(narrow));
                else
                    gather(made, planes(from), rows_from(narrow, node.space), n);
                return true;
            }
            case PlanOp::some:
            case PlanOp::tally: {
                const std::uint8_t* openness =
                    node.args[1] == nowhere ? nullptr : arg(node, 1).bytes;
                const std::uint32_t* start = spaces_[node.a].start.data();
                if (node.op == PlanOp::some) {
                    some(fresh(id, n), arg_planes(0), start, openness, n);
                    return true;
                }
                const Ends out = numbers(id, n, 0);
                tally(out.low, out.high, arg_planes(0), start, openness, n);
                return true;
            }
            case PlanOp::matches: {
                const Rows wanted = arg(node, 0), keys = arg(node, 1);
                const Planes& belongs = arg_planes(2);
                const std::uint32_t* design = design_of(node.space);
                const std::uint32_t* start = spaces_[node.a].start.data();
                Planes& made = fresh(id, n);
                if (keys.words)
                    shapes::matches(made, wanted.words, design, n, keys.words, belongs, start);
                else
                    shapes::matches(made, wanted.index, design, n, keys.index, belongs, start);
                return true;
            }
            default: return false;
        }
    }

    std::vector<Planes> planes_;
};

}  // namespace

std::unique_ptr<Shape> make_bytes(const Plan& plan, const std::vector<std::size_t>& rules) {
    return std::make_unique<Bytes>(plan, rules);
}
std::unique_ptr<Shape> make_planes(const Plan& plan, const std::vector<std::size_t>& rules) {
    return std::make_unique<OverPlanes>(plan, rules);
}

}  // namespace tutela::shapes
