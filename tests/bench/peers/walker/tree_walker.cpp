// What an interpreter costs that nobody made fast: rules are data, a design is rows of cells, and each rule is a tree that is walked.
// See runner.hpp.
//   tree_walker RULES_FOLDER DESIGNS.jsonl OUT [LIMIT]

#include <cstdlib>
#include <fstream>

#include "tests/bench/peers/walker/compile.hpp"

int main(int argc, char** argv) {
    using namespace peers;
    if (argc < 4) return 64;
    const double begin = now();
    Store store;
    Compile compile(store);
    simdjson::dom::parser of_rules;
    std::vector<const Node*> rules;
    for (auto rule :
         simdjson::dom::array(of_rules.load(std::string(argv[1]) + "/expressions.json")))
        rules.push_back(compile.rule(rule));
    store.freeze();
    Told told{"tree-walker"};
    told.rules = rules.size();
    told.set_up = now() - begin;

    std::ifstream in(argv[2], std::ios::binary);
    std::ofstream out(argv[3], std::ios::binary);
    const std::size_t limit = argc > 4 ? std::strtoull(argv[4], nullptr, 10) : SIZE_MAX;
    simdjson::dom::parser parser;
    Walk walk(store);
    std::string verdicts;
    for (std::string line; told.designs < limit && std::getline(in, line); ++told.designs) {
        line.reserve(line.size() + simdjson::SIMDJSON_PADDING);
        const double start = now();
        store.load(parser.parse(line));
        const double loaded = now();
        verdicts.clear();
        for (const Node* rule : rules) verdicts += "FUP"[walk.judge(rule)];
        verdicts += '\n';
        told.parse += loaded - start;
        told.evaluate += now() - loaded;
        out << verdicts;
    }
    tell(told);
    return 0;
}
