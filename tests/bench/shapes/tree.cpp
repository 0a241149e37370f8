#include "shapes/tree.hpp"

#include <map>
#include <optional>

namespace tutela::shapes {
namespace {

struct CannotSay {
    std::string why;
};

class Lower {
public:
    Lower(const Program& program, const Columns& columns) : program_(program), columns_(columns) {}

    Tree run() {
        const Vocabulary& vocabulary = program_.ruleset.vocabulary;
        const auto& fields = vocabulary.records[root_record].fields;
        for (std::uint32_t f = 0; f < fields.size(); ++f)
            if (fields[f].type.kind == TypeKind::record)
                tree_.singles.push_back({&columns_.tables[root_record].columns[f],
                                         static_cast<std::uint32_t>(tree_.singles.size() + 1)});
        for (std::size_t i = 0; i < program_.reported.size(); ++i) {
            const Rule& rule = program_.ruleset.rules[program_.reported[i]];
            try {
                tree_.roots.push_back(require(rule, program_.reported[i]));
                tree_.rules.push_back(i);
                ++tree_.uses[tree_.roots.back()];
            } catch (const CannotSay& problem) {
                tree_.left_out.push_back({rule.id, problem.why});
            }
        }
        return std::move(tree_);
    }

private:
    NodeId require(const Rule& rule, std::uint32_t id) {
        if (!rule.for_each.empty() || !rule.when.empty() || !rule.unless.empty() ||
            !program_.exceptions_of[id].empty())
            throw CannotSay{"more than a `require`"};
        depth_ = static_cast<std::uint32_t>(tree_.singles.size() + 1);
        bound_.assign(rule.variables, 0);
        Node all;
        all.word = yes;
        NodeId made = make(all);
        for (const Clause& clause : rule.require)
            made = both(made, truth(clause.expression, false));
        return made;
    }

    const Expression& at(ExpressionId id) const { return program_.expressions[id]; }
    const Constant& constant(const Expression& e) const {
        return program_.expressions.constants[e.slot];
    }
    const Node& node(NodeId id) const { return tree_.nodes[id]; }

    NodeId make(const Node& node) {
        const auto [known, fresh] =
            known_.try_emplace(node, static_cast<NodeId>(tree_.nodes.size()));
        if (!fresh) return known->second;
        std::uint64_t slots = node.code == Code::contains_member ? bit(node.variable) : 0;
        if (node.column) slots |= bit(node.row);
        for (const NodeId arg : node.args) {
            if (arg == none) continue;
            ++tree_.uses[arg];
            slots |= tree_.slots_of[arg];
        }
        const bool loop = node.code == Code::any || node.code == Code::any_bit ||
                          node.code == Code::tally || node.code == Code::sum;
        if (loop) slots &= ~bit(node.variable);
        tree_.nodes.push_back(node);
        tree_.uses.push_back(0);
        tree_.slots_of.push_back(slots);
        return known->second;
    }
    std::uint64_t bit(std::uint32_t slot) const {
        return slot > tree_.singles.size() ? std::uint64_t{1} << slot : 0;
    }
    NodeId make(Code code, std::array<NodeId, 3> args, bool negated = false, unsigned scale = 0) {
        Node made;
        made.code = code;
        made.args = args;
        made.negated = negated;
        made.scale = scale;
        return make(made);
    }
    bool is_truth(NodeId id, std::uint8_t truth) const {
        return node(id).code == Code::truth && node(id).word == truth;
    }
    NodeId both(NodeId a, NodeId b) {
        if (is_truth(a, yes) || is_truth(b, no) || a == b) return b;
        if (is_truth(b, yes) || is_truth(a, no)) return a;
        return make(Code::both, {a, b, none});
    }
    NodeId either(NodeId a, NodeId b) {
        if (is_truth(a, no) || is_truth(b, yes) || a == b) return b;
        if (is_truth(b, no) || is_truth(a, yes)) return a;
        return make(Code::either, {a, b, none});
    }

    // The slot of a record that a field belongs to, and its fields' columns.
    Node field(const Expression& e, Code code) const {
        if (e.op != Op::field) throw CannotSay{"a fact that is worked out"};
        const Expression& owner = at(e.args[0]);
        Node made;
        made.code = code;
        RecordId record = root_record;
        if (owner.op == Op::variable) {
            made.row = bound_[owner.slot];
            record = owner.type.id;
        } else if (owner.op == Op::field && at(owner.args[0]).op == Op::root) {
            const Column* single = &columns_.tables[root_record].columns[owner.slot];
            for (const Tree::Single& one : tree_.singles)
                if (one.field == single) made.row = one.slot;
            record = owner.type.id;
        } else if (owner.op != Op::root) {
            throw CannotSay{"a record inside a record"};
        }
        if (program_.presumed[record][e.slot]) throw CannotSay{"a presumption"};
        made.column = &columns_.tables[record].columns[e.slot];
        made.scale = code == Code::number_field ? made.column->scale : 0;
        return made;
    }

    NodeId truth(ExpressionId id, bool negated) {
        const Expression& e = at(id);
        const auto all = [&](bool conjunction) {
            NodeId made = truth(e.args[0], negated);
            for (std::size_t i = 1; i < e.args.size(); ++i)
                made = conjunction ? both(made, truth(e.args[i], negated))
                                   : either(made, truth(e.args[i], negated));
            return made;
        };
        switch (e.op) {
            case Op::constant: {
                Node made;
                made.word = (constant(e).index != 0) != negated ? yes : no;
                return make(made);
            }
            case Op::field: {
                Node made = field(e, Code::truth_field);
                made.negated = negated;
                return make(made);
            }
            case Op::both: return all(!negated);
            case Op::either: return all(negated);
            case Op::negate: return truth(e.args[0], !negated);
            case Op::choose: {
                if (!is_truth(truth(e.args[2], false), yes)) throw CannotSay{"`if … else`"};
                const NodeId condition = truth(e.args[0], !negated);
                const NodeId then = truth(e.args[1], negated);
                return negated ? both(condition, then) : either(condition, then);
            }
            case Op::less: return compare(e.args[0], e.args[1], false, negated);
            case Op::less_or_equal: return compare(e.args[0], e.args[1], true, negated);
            case Op::equal: return equal(e, negated);
            case Op::within_before: {
                const NodeId date = number(e.args[0]), anchor = number(e.args[2]);
                const NodeId from = shifted(anchor, at(e.args[1]), -1);
                return negated ? either(order(date, from, false), order(anchor, date, false))
                               : both(order(from, date, true), order(date, anchor, true));
            }
            case Op::is_stated: {
                Node made = field(at(e.args[0]), Code::state);
                // absent, stated, none, estimated, unknown, withheld, to fill
                made.word = 0x00'02'00'02'02'02'00;
                made.negated = negated;
                return make(made);
            }
            case Op::contains: return contains(e, negated);
            case Op::covers:
            case Op::overlaps:
                return make(e.op == Op::covers ? Code::covers : Code::overlaps,
                            {set(e.args[0]), set(e.args[1]), none}, negated);
            case Op::every: return any(e, true, !negated);
            case Op::some: return any(e, false, negated);
            case Op::none: return any(e, false, !negated);
            case Op::at_least:
            case Op::at_most: {
                NodeId a = number(e.args[3]), b = counted(e);
                if (e.op == Op::at_most) std::swap(a, b);
                return negated ? order(b, a, false) : order(a, b, true);
            }
            case Op::exactly: {
                NodeId a = number(e.args[3]), b = counted(e);
                align(a, b);
                return make(Code::equal_number, {a, b, none}, negated);
            }
            default: throw CannotSay{"a truth of a kind that no rule here has"};
        }
    }

    NodeId equal(const Expression& e, bool negated) {
        const Cells cells = cells_of(at(e.args[0]).type);
        if (cells != Cells::text && cells != Cells::index)
            throw CannotSay{"`is` of numbers or truths"};
        return make(cells == Cells::text ? Code::equal_word : Code::equal_index,
                    {scalar(e.args[0]), scalar(e.args[1]), none}, negated);
    }
    NodeId scalar(ExpressionId id) {
        const Expression& e = at(id);
        const bool text = e.type.kind == TypeKind::text;
        if (e.op == Op::field) return make(field(e, text ? Code::word_field : Code::index_field));
        if (e.op != Op::constant || e.type.kind == TypeKind::record || constant(e).text.size() > 7)
            throw CannotSay{"a name of a kind that no rule here has"};
        Node made;
        made.code = text ? Code::word : Code::index;
        made.word = text ? Words::packed(constant(e).text) : constant(e).index + 1;
        return make(made);
    }

    std::uint64_t member_bit(const Type& type, std::uint64_t value) const {
        const unsigned bit = type.kind == TypeKind::choice
                                 ? static_cast<unsigned>(value)
                                 : columns_.bits[static_cast<std::size_t>(type.kind)].find(value);
        if (type.kind == TypeKind::text || type.kind == TypeKind::record || bit >= 64)
            throw CannotSay{"a member of a kind that no rule here has"};
        return std::uint64_t{1} << bit;
    }
    NodeId set(ExpressionId id) {
        const Expression& e = at(id);
        if (e.op == Op::field) return make(field(e, Code::set_field));
        Node made;
        made.code = Code::set;
        if (e.op == Op::constant)
            for (const std::uint32_t one : constant(e).members)
                made.word |= member_bit(e.type.member(), one);
        else if (e.op == Op::collection)
            for (const ExpressionId part : e.args) {
                if (at(part).op != Op::constant) throw CannotSay{"a list of what is worked out"};
                made.word |= member_bit(at(part).type, constant(at(part)).index);
            }
        else
            throw CannotSay{"a set of a kind that no rule here has"};
        return make(made);
    }
    NodeId contains(const Expression& e, bool negated) {
        const Expression& member = at(e.args[1]);
        const NodeId members = set(e.args[0]);
        Node made;
        made.negated = negated;
        if (node(members).code == Code::set && member.type.kind == TypeKind::choice) {
            made.code = Code::in_choices;
            made.args[0] = scalar(e.args[1]);
            made.word = node(members).word;
            return make(made);
        }
        made.args[0] = members;
        if (member.op == Op::constant) {
            made.code = Code::contains;
            made.word = member_bit(member.type, constant(member).index);
            return make(made);
        }
        if (member.op != Op::variable) throw CannotSay{"`in` of a kind that no rule here has"};
        made.code = Code::contains_member;
        made.variable = bound_[member.slot];
        return make(made);
    }

    // ------------------------------------------------------------------------------------ members

    // Opens a loop; its variable has a slot until it is closed.
    Node loop(const Expression& e, Code code) {
        Node made = field(at(e.args[0]), code);
        made.variable = depth_++;
        made.scale = 0;
        if (depth_ > most_slots) throw CannotSay{"loops too deep"};
        bound_[e.slot] = made.variable;
        return made;
    }
    void parts(NodeId id, std::vector<NodeId>& all) const {
        if (node(id).code != Code::both) return all.push_back(id);
        parts(node(id).args[0], all);
        parts(node(id).args[1], all);
    }
    NodeId any(const Expression& e, bool negated_body, bool negated) {
        const bool of_list = at(e.args[0]).type.kind == TypeKind::list;
        Node made = loop(e, of_list ? Code::any : Code::any_bit);
        made.negated = negated;
        const NodeId body = both(truth(e.args[1], false), truth(e.args[2], negated_body));
        --depth_;
        std::vector<NodeId> all;
        parts(body, all);
        NodeId rest = none;
        for (const NodeId part : all)
            if (!of_list || !is_key(part, made)) rest = rest == none ? part : both(rest, part);
        made.args[1] = rest;
        return make(made);
    }
    // Whether a part says what the member is called; the first that does becomes the loop's key.
    bool is_key(NodeId part, Node& loop) const {
        const Node& equal = node(part);
        if (loop.key || equal.negated) return false;
        if (equal.code != Code::equal_word && equal.code != Code::equal_index) return false;
        for (const std::size_t side : {0U, 1U}) {
            const Node& key = node(equal.args[side]);
            const NodeId wanted = equal.args[1 - side];
            const bool outside = (tree_.slots_of[wanted] & bit(loop.variable)) == 0;
            if (!key.column || key.row != loop.variable || !outside) continue;
            loop.key = key.column;
            loop.args[0] = wanted;
            return true;
        }
        return false;
    }
    NodeId counted(const Expression& e) {
        Node made = loop(e, Code::tally);
        const NodeId body = both(truth(e.args[1], false), truth(e.args[2], false));
        --depth_;
        if (!is_truth(body, yes)) made.args[1] = body;
        return make(made);
    }

    // ------------------------------------------------------------------------------------ numbers

    NodeId raised(NodeId id, unsigned by) {
        Node made = node(id);
        if (made.code != Code::number) {
            made = {};
            made.code = Code::scale_up;
            made.args[0] = id;
            made.word = static_cast<std::uint64_t>(powers_of_ten[by]);
            made.scale = node(id).scale;
        } else if (!scale_up(made.number.low, by) || !scale_up(made.number.high, by)) {
            throw CannotSay{"a number that is too large"};
        }
        made.scale += by;
        return make(made);
    }
    void align(NodeId& a, NodeId& b) {
        const unsigned x = node(a).scale, y = node(b).scale;
        if (x < y) a = raised(a, y - x);
        if (y < x) b = raised(b, x - y);
    }
    NodeId order(NodeId a, NodeId b, bool or_equal) {
        align(a, b);
        return make(or_equal ? Code::less_or_equal : Code::less, {a, b, none});
    }
    // a < b or a <= b. A quotient stands on the left: c <= q is not (q < c).
    NodeId compare(ExpressionId a, ExpressionId b, bool or_equal, bool negated) {
        if (cells_of(at(a).type) != Cells::number) throw CannotSay{"an order of choices"};
        if (at(b).op == Op::divide) return ratio(b, a, !or_equal, !negated);
        if (at(a).op == Op::divide) return ratio(a, b, or_equal, negated);
        return negated ? order(number(b), number(a), !or_equal)
                       : order(number(a), number(b), or_equal);
    }
    NodeId ratio(ExpressionId quotient, ExpressionId with, bool or_equal, bool negated) {
        NodeId a = number(at(quotient).args[0]), b = number(at(quotient).args[1]);
        align(a, b);
        return make(or_equal ? Code::quotient_not_more : Code::quotient_less, {a, b, number(with)},
                    negated);
    }
    NodeId shifted(NodeId date, const Expression& by, int sign) {
        if (by.op != Op::constant || by.type.family != DurationFamily::clock)
            throw CannotSay{"a duration of months"};
        const Interval& duration = constant(by).number;
        const std::int64_t day = base_units(DurationUnit::days);
        const std::int64_t length = duration.low.numerator;
        if (!duration.is_point() || duration.low.denominator != 1 || length % day != 0)
            throw CannotSay{"a duration that is not whole days"};
        Node made;
        made.code = Code::shift;
        made.args[0] = date;
        made.number = {sign * (length / day), sign * (length / day)};
        return make(made);
    }
    NodeId number(ExpressionId id) {
        const Expression& e = at(id);
        switch (e.op) {
            case Op::constant: {
                const auto decimal = decimal_of(constant(e).number);
                if (!decimal || constant(e).number.currency != 0)
                    throw CannotSay{"an amount of money, or a number that is no decimal"};
                Node made;
                made.code = Code::number;
                made.number = {decimal->low, decimal->high};
                made.scale = decimal->digits;
                return make(made);
            }
            case Op::field: return make(field(e, Code::number_field));
            case Op::multiply: {
                const NodeId a = number(e.args[0]), b = number(e.args[1]);
                const unsigned scale = node(a).scale + node(b).scale;
                if (scale > most_digits) throw CannotSay{"a product of too many digits"};
                return make(Code::multiply, {a, b, none}, false, scale);
            }
            case Op::date_plus: return shifted(number(e.args[0]), at(e.args[1]), 1);
            case Op::choose: {
                NodeId a = number(e.args[1]), b = number(e.args[2]);
                align(a, b);
                const Interval bounds = bounds_of(e.type);
                if (!bounds.no_low || !bounds.no_high) throw CannotSay{"a choice with bounds"};
                return make(Code::choose, {truth(e.args[0], false), a, b}, false, node(a).scale);
            }
            case Op::sum: {
                const Interval bounds = bounds_of(at(e.args[2]).type);
                if (!bounds.no_low || !bounds.no_high) throw CannotSay{"a sum with bounds"};
                Node made = loop(e, Code::sum);
                if (!is_truth(truth(e.args[1], false), yes)) throw CannotSay{"a sum of some"};
                made.args[1] = number(e.args[2]);
                made.scale = node(made.args[1]).scale;
                --depth_;
                return make(made);
            }
            case Op::count_of: return make(loop_of_all(e));
            default: throw CannotSay{"a number of a kind that no rule here has"};
        }
    }
    Node loop_of_all(const Expression& e) {
        Node made = field(at(e.args[0]), Code::tally);
        made.variable = depth_;
        return made;
    }

    const Program& program_;
    const Columns& columns_;
    Tree tree_;
    std::map<Node, NodeId> known_;
    std::vector<std::uint32_t> bound_;
    std::uint32_t depth_ = 0;
};

}  // namespace

Tree make_tree(const Program& program, const Columns& columns) {
    return Lower(program, columns).run();
}

}  // namespace tutela::shapes
