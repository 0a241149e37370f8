#include "engine/planner.hpp"
#include "engine/rule_readers.hpp"

#include <algorithm>

#include "engine/scan_columns.hpp"

namespace tutela {
namespace {

// These read a constant where it stands; for the others it is written out over the rows.
bool takes_constants(PlanOp op) {
    switch (op) {
        case PlanOp::equal_index:
        case PlanOp::equal_word:
        case PlanOp::equal_number:
        case PlanOp::less:
        case PlanOp::less_or_equal: return true;
        default: return false;
    }
}

}  // namespace

Planner::Planner(const Program& program, EvaluateOptions options, bool reasons)
    : program_(program), options_(options), reasons_(reasons) {
    plan.program = &program;
    plan.options = options;
    for (const Record& record : program.ruleset.vocabulary.records)
        plan.needs.emplace_back(record.fields.size());
    plan.spaces.push_back({});
    known_spaces_[{}] = 0;
    outcomes_.resize(program.ruleset.rules.size());
    PlanNode root;
    root.op = PlanOp::member;
    root.cells = Cells::index;
    root.a = nowhere;
    root_ = add(root);
}

ValueId Planner::unsupported() {
    supported_ = false;
    return truth_constant(Truth::unknown);
}

Planner::Frame& Planner::frame(std::uint32_t variables) {
    frames_.emplace_back();
    frames_.back().slots.resize(variables);
    return frames_.back();
}

bool Planner::is_constant(ValueId value) const {
    switch (plan.nodes[value].op) {
        case PlanOp::constant_truth:
        case PlanOp::constant_number:
        case PlanOp::constant_index:
        case PlanOp::constant_word:
        case PlanOp::constant_set: return true;
        default: return false;
    }
}

ValueId Planner::add(PlanNode made) {
    const auto [at, fresh] = known_.try_emplace(made, static_cast<ValueId>(plan.nodes.size()));
    if (fresh) plan.nodes.push_back(made);
    return at->second;
}

// The variables of all of them, the outermost first.
std::vector<std::uint32_t> Planner::merged(const std::vector<SpaceId>& spaces) const {
    std::vector<std::uint32_t> all;
    for (const std::uint32_t variable : active_)
        for (const SpaceId one : spaces) {
            const auto& has = plan.spaces[one].variables;
            if (std::find(has.begin(), has.end(), variable) == has.end()) continue;
            all.push_back(variable);
            break;
        }
    return all;
}

SpaceId Planner::space(const std::vector<std::uint32_t>& variables) {
    const auto found = known_spaces_.find(variables);
    if (found != known_spaces_.end()) return found->second;
    PlanSpace made;
    made.variables = variables;
    made.before = space({variables.begin(), variables.end() - 1});
    made.list = put(plan.variables[variables.back()].list, made.before);
    const auto id = static_cast<SpaceId>(plan.spaces.size());
    plan.spaces.push_back(made);
    known_spaces_[variables] = id;
    PlanNode build;
    build.op = PlanOp::build_space;
    build.cells = Cells::none;
    build.space = made.before;
    build.args[0] = made.list;
    build.a = id;
    add(build);
    return id;
}

ValueId Planner::put(ValueId value, SpaceId into) {
    if (value == nowhere || (plan.nodes[value].space == into && !is_constant(value))) return value;
    PlanNode made;
    made.op = PlanOp::project;
    made.cells = plan.nodes[value].cells;
    made.ratio = plan.nodes[value].ratio;
    made.space = into;
    made.args[0] = value;
    return add(made);
}

ValueId Planner::make(PlanOp op, Cells cells, std::initializer_list<ValueId> args, std::uint32_t a,
                      std::uint32_t b, std::uint32_t c, bool ratio) {
    std::vector<SpaceId> spaces;
    for (const ValueId arg : args)
        if (arg != nowhere) spaces.push_back(plan.nodes[arg].space);
    PlanNode made;
    made.op = op;
    made.cells = cells;
    made.ratio = ratio;
    made.space = space(merged(spaces));
    std::size_t i = 0;
    for (const ValueId arg : args)
        made.args[i++] =
            arg != nowhere && is_constant(arg) && takes_constants(op) ? arg : put(arg, made.space);
    made.a = a;
    made.b = b;
    made.c = c;
    return add(made);
}

ValueId Planner::truth_constant(Truth truth) {
    PlanNode made;
    made.op = PlanOp::constant_truth;
    made.a = static_cast<std::uint32_t>(truth);
    return add(made);
}

ValueId Planner::number_constant(const Interval& number) {
    if (number.currency != 0) {
        if (plan.currency != 0 && plan.currency != number.currency) supported_ = false;
        plan.currency = number.currency;
    }
    const auto known = std::find(plan.numbers.begin(), plan.numbers.end(), number);
    PlanNode made;
    made.op = PlanOp::constant_number;
    made.cells = Cells::number;
    made.a = static_cast<std::uint32_t>(known - plan.numbers.begin());
    if (known == plan.numbers.end()) plan.numbers.push_back(number);
    made.ratio = !is_decimal(number);
    return add(made);
}

ValueId Planner::index_constant(std::uint32_t index) {
    PlanNode made;
    made.op = PlanOp::constant_index;
    made.cells = Cells::index;
    made.a = index;
    return add(made);
}

ValueId Planner::word_constant(std::uint64_t word) {
    const auto known = std::find(plan.words.begin(), plan.words.end(), word);
    PlanNode made;
    made.op = PlanOp::constant_word;
    made.cells = Cells::text;
    made.a = static_cast<std::uint32_t>(known - plan.words.begin());
    if (known == plan.words.end()) plan.words.push_back(word);
    return add(made);
}

ValueId Planner::set_constant(std::uint64_t bits) {
    PlanNode made = plan.nodes[word_constant(bits)];
    made.op = PlanOp::constant_set;
    made.cells = Cells::set;
    return add(made);
}

ValueId Planner::both(ValueId a, ValueId b) {
    if (a == b) return a;
    const ValueId yes = truth_constant(Truth::yes), no = truth_constant(Truth::no);
    if (a == yes) return b;
    if (b == yes) return a;
    if (a == no || b == no) return no;
    if (b < a) std::swap(a, b);
    return make(PlanOp::both, Cells::truth, {a, b});
}

ValueId Planner::either(ValueId a, ValueId b) {
    if (a == b) return a;
    const ValueId yes = truth_constant(Truth::yes), no = truth_constant(Truth::no);
    if (a == no) return b;
    if (b == no) return a;
    if (a == yes || b == yes) return yes;
    if (b < a) std::swap(a, b);
    return make(PlanOp::either, Cells::truth, {a, b});
}

ValueId Planner::negate(ValueId a) {
    const PlanNode& inner = plan.nodes[a];
    if (inner.op == PlanOp::constant_truth)
        return truth_constant(tutela::negate(static_cast<Truth>(inner.a)));
    if (inner.op == PlanOp::negate) return inner.args[0];
    return make(PlanOp::negate, Cells::truth, {a});
}

std::uint64_t Planner::text_word(const std::string& text) {
    const std::uint64_t word = words_.word(text);
    if (text.size() >= 8 &&
        std::find(plan.texts.begin(), plan.texts.end(), text) == plan.texts.end())
        plan.texts.push_back(text);
    return word;
}

std::uint64_t Planner::bit_of(const Type& element, std::uint64_t value) {
    if (element.kind == TypeKind::choice) {
        if (value < Bits::no_bit) return std::uint64_t{1} << value;
    } else if (element.kind != TypeKind::record) {
        const unsigned bit = bits_[static_cast<std::size_t>(element.kind)].bit(value);
        plan.members.emplace_back(element.kind, value);
        if (bit != Bits::no_bit) return std::uint64_t{1} << bit;
    }
    supported_ = false;
    return 0;
}

ValueId Planner::read_field(ValueId rows, RecordId record, std::uint32_t field) {
    plan.needs[record][field].value = true;
    const Type& type = program_.ruleset.vocabulary.records[record].fields[field].type;
    return make(PlanOp::read, cells_of(type), {rows}, record, field);
}

namespace {

// Which operation makes each space; spaces that are no more needed are not made.
std::vector<ValueId> builders(const Plan& plan) {
    std::vector<ValueId> made_by(plan.spaces.size(), nowhere);
    for (ValueId id = 0; id < plan.nodes.size(); ++id)
        if (plan.nodes[id].op == PlanOp::build_space) made_by[plan.nodes[id].a] = id;
    return made_by;
}

// What is asked for in the end: verdicts, and what their reasons are told from.
template <class Visit>
void for_each_root(Plan& plan, Visit visit) {
    for (ValueId& verdict : plan.verdicts) visit(verdict);
    for (PlanReasons& reasons : plan.reasons) {
        visit(reasons.worst);
        for (PlanSteps& steps : reasons.levels) {
            for (ValueId* one :
                 {&steps.table, &steps.blocked, &steps.documented, &steps.last, &steps.severe})
                visit(*one);
            for (auto* some : {&steps.yields, &steps.holes})
                for (ValueId& one : *some) visit(one);
        }
    }
    visit(plan.stage);
}

// Leaves out what nobody asks for.
void prune(Plan& plan) {
    const std::vector<ValueId> made_by = builders(plan);
    std::vector<bool> wanted(plan.nodes.size(), false);
    std::vector<ValueId> left;
    const auto want = [&](ValueId id) {
        if (id == nowhere || wanted[id]) return;
        wanted[id] = true;
        left.push_back(id);
    };
    for_each_root(plan, [&](ValueId& root) { want(root); });
    while (!left.empty()) {
        const PlanNode& node = plan.nodes[left.back()];
        left.pop_back();
        for (const ValueId arg : node.args) want(arg);
        want(made_by[node.space]);
        if (looks_at_members(node.op)) want(made_by[node.a]);
    }
    std::vector<ValueId> moved(plan.nodes.size(), nowhere);
    std::vector<PlanNode> kept;
    for (ValueId id = 0; id < plan.nodes.size(); ++id) {
        if (!wanted[id]) continue;
        moved[id] = static_cast<ValueId>(kept.size());
        kept.push_back(plan.nodes[id]);
        for (ValueId& arg : kept.back().args)
            if (arg != nowhere) arg = moved[arg];
    }
    for_each_root(plan, [&](ValueId& root) {
        if (root != nowhere) root = moved[root];
    });
    plan.nodes = std::move(kept);
}

}  // namespace

bool looks_at_members(PlanOp op) {
    return (op >= PlanOp::open_members && op <= PlanOp::distinct && op != PlanOp::more) ||
           op == PlanOp::worst;
}

Plan make_plan(const Program& program, EvaluateOptions options, bool reasons) {
    Planner planner(program, options, reasons);
    planner.plan_rules();
    if (planner.plan.complete) prune(planner.plan);
    if (reasons) {
        RuleReaders readers = rule_readers(program);
        planner.plan.needed = std::move(readers.needed);
        // Also where something that columns do not tell asks what the scan found.
        if (!readers.of_scan.empty()) planner.plan.wants_scan = true;
    }
    if (planner.plan.wants_scan) ScanColumns(program.ruleset.vocabulary).want(planner.plan.needs);
    return std::move(planner.plan);
}

Columns make_columns(const Plan& plan) {
    Columns columns(plan.program->ruleset.vocabulary, plan.needs, plan.currency);
    for (const std::string& text : plan.texts) (void)columns.words.word(text);
    columns.words.keep();
    for (const auto& [kind, value] : plan.members)
        (void)columns.bits[static_cast<std::size_t>(kind)].bit(value);
    for (Bits& bits : columns.bits) bits.keep();
    return columns;
}

}  // namespace tutela
