// From expressions.json to trees; see expressions.py for the words.
#pragma once

#include <deque>
#include <stdexcept>

#include "tests/bench/peers/walker/node.hpp"

namespace peers {

class Compile {
public:
    explicit Compile(Store& store) : store_(store) {}

    const Node* rule(simdjson::dom::array e) {
        scope_ = {{"d", store_.root()}};
        return truth(e);
    }

private:
    using List = simdjson::dom::array;
    using Any = simdjson::dom::element;
    struct Variable {
        std::string name;
        Table* table;  // null: a text
    };

    static std::string word(Any e) { return std::string(std::string_view(e)); }

    Node* make(Op op) {
        nodes_.push_back(Node{op});
        return &nodes_.back();
    }

    std::uint8_t index_of(const std::string& name) const {
        for (std::size_t i = scope_.size(); i-- > 0;)
            if (scope_[i].name == name) return static_cast<std::uint8_t>(i);
        throw std::runtime_error("no variable " + name);
    }

    // Where a path leads is put into the node.
    const Field& path(Node* node, List e) {
        node->owner = index_of(word(e.at(1)));
        const Field& field = store_.field(scope_[node->owner].table, word(e.at(2)));
        node->slot = field.slot;
        return field;
    }

    // What is inside a loop over a list.
    template <class Inside>
    void bind(Node* node, List e, const Field& list, Inside inside) {
        node->records = list.records;
        node->binds = static_cast<std::uint8_t>(scope_.size());
        scope_.push_back({word(e.at(1)), list.records});
        inside();
        scope_.pop_back();
    }

    static Relation relation(const std::string& sign) {
        static const std::map<std::string, Relation> signs = {
            {"==", Relation::equal},   {"!=", Relation::unequal}, {"<", Relation::less},
            {"<=", Relation::at_most}, {">", Relation::more},     {">=", Relation::at_least}};
        return signs.at(sign);
    }

    static double constant(Any e) {
        if (e.is_bool()) return bool(e);
        return e.is_string() ? ordinal(std::string_view(e)) : double(e);
    }

    static std::vector<std::uint64_t> hashes(List words) {
        std::vector<std::uint64_t> made;
        for (std::string_view one : words) made.push_back(hash(one));
        return made;
    }

    static bool is_text(List e) {
        const std::string kind = word(e.at(0));
        return kind == "str" || kind == "var" ||
               (kind == "path" && kind_of(word(e.at(2))) == Kind::text);
    }

    const Node* value(List e) {
        const std::string kind = word(e.at(0));
        if (kind == "num" || kind == "lit" || kind == "date") {
            Node* made = make(Op::number);
            made->constant = constant(e.at(1));
            return made;
        }
        if (kind == "str") {
            Node* made = make(Op::text);
            made->word = hash(std::string_view(e.at(1)));
            return made;
        }
        if (kind == "var") {
            Node* made = make(Op::variable);
            made->owner = index_of(word(e.at(1)));
            return made;
        }
        if (kind == "path") {
            Node* made = make(Op::number_field);
            if (path(made, e).kind == Kind::text) made->op = Op::text_field;
            return made;
        }
        if (kind == "default" || kind == "len") {
            Node* made = make(kind == "len" ? Op::length : Op::field_or);
            path(made, e.at(1));
            if (kind == "default") made->constant = constant(e.at(2));
            return made;
        }
        return kind == "sum" ? sum(e) : arithmetic(kind, e);
    }

    const Node* sum(List e) {
        Node* made = make(Op::sum);
        const Field& list = path(made, e.at(2));
        bind(made, e, list, [&] {
            made->parts.push_back(value(e.at(4)));
            List where;
            if (!e.at(3).get(where)) made->parts.push_back(truth(where));
        });
        return made;
    }

    const Node* arithmetic(const std::string& kind, List e) {
        Node* made = make(kind == "mul"   ? Op::times
                          : kind == "div" ? Op::over
                          : kind == "add" ? Op::plus
                                          : Op::minus);
        made->parts = {value(e.at(1)), value(e.at(2))};
        return made;
    }

    const Node* truth(List e) {
        const std::string kind = word(e.at(0));
        if (kind == "true") return make(Op::always);
        if (kind == "and" || kind == "or" || kind == "not") {
            Node* made = make(kind == "and"  ? Op::all_of
                              : kind == "or" ? Op::any_of
                                             : Op::negation);
            for (std::size_t i = 1; i < e.size(); ++i) made->parts.push_back(truth(e.at(i)));
            return made;
        }
        if (kind == "bool" || kind == "present") {
            Node* made = make(Op::is_true);
            const Kind of = path(made, e.at(1)).kind;
            if (kind == "present")
                made->op = of == Kind::text      ? Op::text_stated
                           : of >= Kind::records ? Op::list_stated
                                                 : Op::number_stated;
            return made;
        }
        if (kind == "cmp") {
            Node* made = make(is_text(e.at(2)) || is_text(e.at(3)) ? Op::compare_texts
                                                                   : Op::compare_numbers);
            made->relation = relation(word(e.at(1)));
            made->parts = {value(e.at(2)), value(e.at(3))};
            return made;
        }
        if (kind == "in" || kind == "subset" || kind == "intersects") return sets(kind, e);
        return quantified(kind, e);
    }

    const Node* sets(const std::string& kind, List e) {
        const List second = e.at(2);
        const bool fixed = word(second.at(0)) == "const";
        Node* made = make(kind == "in" ? fixed ? Op::in_words : Op::in_field
                          : fixed      ? Op::subset_of_words
                                       : Op::overlap);
        if (fixed) made->words = hashes(second.at(1));
        if (kind == "in") {
            made->parts = {value(e.at(1))};
            if (!fixed) path(made, second);
        } else if (kind == "subset") {
            if (!fixed) throw std::runtime_error("a subset of a list of the design is not known");
            path(made, e.at(1));
        } else {
            Node *a = make(Op::list_stated), *b = make(Op::list_stated);
            path(a, e.at(1));
            path(b, second);
            made->parts = {a, b};
        }
        return made;
    }

    const Node* quantified(const std::string& kind, List e) {
        Node* made = make(kind == "count" ? Op::count
                          : kind == "all" ? Op::every_record
                                          : Op::some_record);
        const Field& list = path(made, e.at(2));
        if (list.kind == Kind::texts) made->op = kind == "all" ? Op::every_text : Op::some_text;
        bind(made, e, list, [&] { made->parts = {truth(e.at(3))}; });
        if (kind == "count") {
            made->relation = relation(word(e.at(4)));
            made->constant = constant(List(e.at(5)).at(1));
        }
        return made;
    }

    Store& store_;
    std::deque<Node> nodes_;
    std::vector<Variable> scope_;
};

}  // namespace peers
