#pragma once

#include <string>
#include <utility>
#include <vector>

#include "tests/property/generate.hpp"

// What random designs leave open, and all ways to fill it.
namespace property {

// What nobody knows of a design, and how it could be filled: a fact, or the members that a list lacks.
struct Gap {
    std::size_t list = 0, record = 0, fact = 0;
    bool members = false;
    std::size_t fillings = 0;
};

inline std::vector<Gap> gaps(const Model& model) {
    std::vector<Gap> found;
    for (std::size_t l = 0; l < model.lists.size(); ++l) {
        const ModelList& list = model.lists[l];
        // None of the missing members, the first, …, all of them.
        if (!list.single && (!list.stated || !list.complete))
            found.push_back({l, 0, 0, true, list.more.size() + 1});
        for (std::size_t r = 0; r < list.records.size(); ++r)
            for (std::size_t f = 0; f < list.records[r].facts.size(); ++f)
                if (const auto& fills = list.records[r].facts[f].fills; !fills.empty())
                    found.push_back({l, r, f, false, fills.size()});
    }
    return found;
}

inline void fill(Model& model, const Gap& gap, std::size_t filling) {
    ModelList& list = model.lists[gap.list];
    if (!gap.members) {
        ModelFact& fact = list.records[gap.record].facts[gap.fact];
        fact.text = fact.fills[filling];
        fact.fills.clear();
        return;
    }
    list.stated = list.complete = true;
    list.records.insert(list.records.end(), list.more.begin(),
                        list.more.begin() + static_cast<std::ptrdiff_t>(filling));
}

// Leaves at most `most` gaps open, so that all completions can be tried.
inline void narrow(Choices& choices, Model& model, std::size_t most) {
    for (std::vector<Gap> open = gaps(model); open.size() > most; open = gaps(model)) {
        const Gap& gap = choices.of(open);
        fill(model, gap, choices.pick(static_cast<std::uint32_t>(gap.fillings)));
    }
}

inline Allowed laws() {
    Allowed allowed;
    allowed.states = allowed.later_steps = allowed.judge = allowed.presume = allowed.verdict_facts =
        allowed.currencies = false;
    return allowed;
}

// Walks all completions of a design, the first gap turning fastest.
template <class Visit>
std::string each_completion(const Model& model, Visit visit) {
    const std::vector<Gap> open = gaps(model);
    std::vector<std::size_t> turn(open.size(), 0);
    for (bool more = true; more;) {
        Model filled = model;
        // Members last: a list that grows must not move the records of other gaps.
        for (std::size_t i = 0; i < open.size(); ++i)
            if (!open[i].members) fill(filled, open[i], turn[i]);
        for (std::size_t i = 0; i < open.size(); ++i)
            if (open[i].members) fill(filled, open[i], turn[i]);
        std::string said = visit(filled);
        if (!said.empty()) return said;
        more = false;
        for (std::size_t i = 0; i < open.size() && !more; ++i) {
            more = ++turn[i] < open[i].fillings;
            if (!more) turn[i] = 0;
        }
    }
    return {};
}

template <class T>
void shuffle(Choices& choices, std::vector<T>& all) {
    for (std::size_t i = all.size(); i > 1; --i)
        std::swap(all[i - 1], all[choices.pick(static_cast<std::uint32_t>(i))]);
}

// Its lists, their records and the facts of each.
inline void shuffle(Choices& choices, Model& model) {
    for (ModelList& list : model.lists) {
        shuffle(choices, list.records);
        for (ModelRecord& record : list.records) shuffle(choices, record.facts);
    }
    shuffle(choices, model.lists);
}

}  // namespace property
