// A rule as a tree, and the walk over it.
#pragma once

#include "tests/bench/peers/bound/truth.hpp"
#include "tests/bench/peers/walker/cells.hpp"

namespace peers {

enum class Op : std::uint8_t {
    // truths
    always,
    all_of,
    any_of,
    negation,
    is_true,
    compare_numbers,
    compare_texts,
    in_words,
    in_field,
    subset_of_words,
    overlap,
    number_stated,
    text_stated,
    list_stated,
    every_record,
    some_record,
    every_text,
    some_text,
    count,
    // values
    number,
    text,
    number_field,
    text_field,
    variable,
    times,
    over,
    plus,
    minus,
    sum,
    length,
    field_or
};

enum class Relation : std::uint8_t { equal, unequal, less, at_most, more, at_least };

struct Node {
    Op op;
    Relation relation = Relation::equal;
    std::uint8_t owner = 0;  // whose field it is
    std::uint8_t binds = 0;  // the variable of a loop
    int slot = 0;
    const Table* records = nullptr;
    double constant = 0;
    std::uint64_t word = 0;
    std::vector<std::uint64_t> words;
    std::vector<const Node*> parts;
};

class Walk {
public:
    explicit Walk(Store& store) : store_(store) {}

    Truth judge(const Node* rule) {
        at_[0] = store_.root()->rows.data();
        return truth(rule);
    }

private:
    const Cell& cell(const Node* n) const { return at_[n->owner][n->slot]; }

    static Truth compare(Relation relation, double a, double b) {
        if (!is_there(a) || !is_there(b)) return U;
        switch (relation) {
            case Relation::equal: return known(a == b);
            case Relation::unequal: return known(a != b);
            case Relation::less: return known(a < b);
            case Relation::at_most: return known(a <= b);
            case Relation::more: return known(a > b);
            default: return known(a >= b);
        }
    }

    std::uint64_t text(const Node* n) const {
        return n->op == Op::text       ? n->word
               : n->op == Op::variable ? at_[n->owner]->text
                                       : cell(n).text;
    }

    double number(const Node* n) {
        switch (n->op) {
            case Op::number: return n->constant;
            case Op::number_field: return cell(n).number;
            case Op::times: return number(n->parts[0]) * number(n->parts[1]);
            case Op::plus: return number(n->parts[0]) + number(n->parts[1]);
            case Op::minus: return number(n->parts[0]) - number(n->parts[1]);
            case Op::over: return share(number(n->parts[0]), number(n->parts[1]));
            case Op::length: return cell(n).list.count < 0 ? no_number : cell(n).list.count;
            case Op::field_or: return is_there(cell(n).number) ? cell(n).number : n->constant;
            case Op::sum: return sum_of(n);
            default: return no_number;
        }
    }

    double sum_of(const Node* n) {
        const auto list = cell(n).list;
        if (list.count < 0) return no_number;
        double made = 0;
        const Cell* row = n->records->rows.data() + list.at;
        for (int i = 0; i < list.count; ++i, row += n->records->stride) {
            at_[n->binds] = row;
            if (n->parts.size() > 1) {
                const Truth counts = truth(n->parts[1]);
                if (counts == U) return no_number;
                if (counts == F) continue;
            }
            made += number(n->parts[0]);
        }
        return made;
    }

    Truth junction(const Node* n, Truth decided) {
        Truth made = negated(decided);
        for (const Node* part : n->parts) {
            const Truth one = truth(part);
            made = decided == F ? both(made, one) : either(made, one);
            if (made == decided) break;
        }
        return made;
    }

    // Over records of a table, or over texts, which stand one a row.
    Truth quantified(const Node* n, const Cell* rows, int stride, Truth decided) {
        const auto list = cell(n).list;
        if (list.count < 0) return U;
        Truth made = negated(decided);
        const Cell* row = rows + list.at;
        for (int i = 0; i < list.count && made != decided; ++i, row += stride) {
            at_[n->binds] = row;
            const Truth one = truth(n->parts[0]);
            made = decided == F ? both(made, one) : either(made, one);
        }
        return made;
    }

    Truth counted(const Node* n) {
        const auto list = cell(n).list;
        if (list.count < 0) return U;
        Count made{0, 0, true};
        const Cell* row = n->records->rows.data() + list.at;
        for (int i = 0; i < list.count; ++i, row += n->records->stride) {
            at_[n->binds] = row;
            const Truth one = truth(n->parts[0]);
            made.least += one == P;
            made.most += one != F;
        }
        if (n->relation == Relation::equal) return made.exactly(n->constant);
        const Truth least = compare(n->relation, made.least, n->constant),
                    most = compare(n->relation, made.most, n->constant);
        return least == most ? least : U;
    }

    static bool contains(const std::vector<std::uint64_t>& words, std::uint64_t text) {
        for (const std::uint64_t word : words)
            if (word == text) return true;
        return false;
    }

    bool contains(decltype(Cell::list) list, std::uint64_t text) const {
        for (int i = 0; i < list.count; ++i)
            if (store_.texts()[list.at + i].text == text) return true;
        return false;
    }

    Truth within(const Node* n) const {
        const std::uint64_t x = text(n->parts[0]);
        if (!x) return U;
        if (n->op == Op::in_words) return known(contains(n->words, x));
        return cell(n).list.count < 0 ? U : known(contains(cell(n).list, x));
    }

    Truth subset_of_words(const Node* n) const {
        const auto list = cell(n).list;
        if (list.count < 0) return U;
        for (int i = 0; i < list.count; ++i)
            if (!contains(n->words, store_.texts()[list.at + i].text)) return F;
        return P;
    }

    Truth overlap(const Node* n) const {
        const auto a = cell(n->parts[0]).list, b = cell(n->parts[1]).list;
        if (a.count < 0 || b.count < 0) return U;
        for (int i = 0; i < a.count; ++i)
            if (contains(b, store_.texts()[a.at + i].text)) return P;
        return F;
    }

    Truth truth(const Node* n) {
        switch (n->op) {
            case Op::always: return P;
            case Op::all_of: return junction(n, F);
            case Op::any_of: return junction(n, P);
            case Op::negation: return negated(truth(n->parts[0]));
            case Op::is_true: return is_there(cell(n).number) ? known(cell(n).number != 0) : U;
            case Op::compare_numbers:
                return compare(n->relation, number(n->parts[0]), number(n->parts[1]));
            case Op::compare_texts: {
                const Truth equal = same(text(n->parts[0]), text(n->parts[1]));
                return n->relation == Relation::equal ? equal : negated(equal);
            }
            case Op::in_words:
            case Op::in_field: return within(n);
            case Op::subset_of_words: return subset_of_words(n);
            case Op::overlap: return overlap(n);
            case Op::number_stated: return known(is_there(cell(n).number));
            case Op::text_stated: return known(cell(n).text != 0);
            case Op::list_stated: return known(cell(n).list.count >= 0);
            case Op::every_record:
                return quantified(n, n->records->rows.data(), n->records->stride, F);
            case Op::some_record:
                return quantified(n, n->records->rows.data(), n->records->stride, P);
            case Op::every_text: return quantified(n, store_.texts().data(), 1, F);
            case Op::some_text: return quantified(n, store_.texts().data(), 1, P);
            case Op::count: return counted(n);
            default: return U;
        }
    }

    Store& store_;
    const Cell* at_[16] = {};  // where each variable stands
};

}  // namespace peers
