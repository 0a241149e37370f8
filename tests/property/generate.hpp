#pragma once

#include <string>
#include <vector>

#include "tests/property/choices.hpp"

// Random rulesets and designs over one small vocabulary that has every type of fact.
namespace property {

extern const char* const vocabulary_text;

// What a generated ruleset may hold: each law leaves something out.
struct Allowed {
    bool states = true;       // is stated, is evidenced, `listed`
    bool later_steps = true;  // documented from, due from, yields to
    bool judge = true;
    bool requires_rules = true;
    bool presume = true;
    bool verdict_facts = true;  // rule R is not met
    bool currencies = true;     // more than one
    bool scan = false;          // the scan finds nothing
    bool messages = false;      // of rules, with holes
    bool embedded = false;  // facts of a record within a record, which random designs do not state
};

// The clauses of each rule in the order written, so that they can be shuffled.
struct RulesText {
    std::string head;                 // header, parameters, definitions
    std::vector<std::string> blocks;  // rules, exceptions, presumptions
    [[nodiscard]] std::string text() const;
};
RulesText random_rules(Choices& choices, const Allowed& allowed);

// One fact of a design as its text, and what could stand there instead were it known.
struct ModelFact {
    std::string key, text;           // an empty text: absent
    std::vector<std::string> fills;  // every completion, or a choice of them; empty: it is known
};
struct ModelRecord {
    std::vector<ModelFact> facts;
};
// A list: written or not, whole or not; `fills` are further members that an incomplete one may have.
struct ModelList {
    std::string name;
    bool single = false;  // [programme]
    bool stated = true;   // else absent
    bool complete = true;
    std::vector<ModelRecord> records;
    std::vector<ModelRecord> more;  // what may be missing
};
struct Model {
    std::vector<ModelList> lists;
    [[nodiscard]] std::string toml() const;
};
Model random_design(Choices& choices, const Allowed& allowed);
// The same in JSON, and more: texts, a record within a record, every state, evidence. Some are wrong.
std::string random_json(Choices& choices);

}  // namespace property
