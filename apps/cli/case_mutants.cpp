#include "apps/cli/case_mutants.hpp"

#include <algorithm>
#include <map>

#include "analysis/mutants.hpp"
#include "apps/cli/compare_case.hpp"
#include "apps/cli/language.hpp"

namespace tutela {
namespace {

constexpr const char* profile_name = "mutant";

// Only the rules that the mutant may change are judged, so that trying thousands stays quick.
Ruleset only(const Ruleset& ruleset, const std::vector<std::uint32_t>& rules) {
    Ruleset copy = ruleset;
    copy.profiles = {{profile_name, "", rules, {}}};
    return copy;
}

class TryMutants {
public:
    explicit TryMutants(CaseSuites& suites) : suites_(suites) {}

    MutantsOfCases run() {
        for (std::size_t suite = 0; suite < suites_.suites.size(); ++suite) of_suite(suite);
        for (auto& [key, tried] : tried_) {
            ++result_.tried;
            if (tried.noticed)
                ++result_.noticed;
            else
                result_.survivors.push_back(std::move(tried.mutant));
        }
        return std::move(result_);
    }

private:
    void of_suite(std::size_t suite) {
        const CaseSuite& its = suites_.suites[suite];
        const LoadedRules* rules = suites_.rules_for(its.ruleset, "");
        if (!rules || its.folder.empty()) return;
        std::vector<std::uint32_t> own;
        const Ruleset& ruleset = rules->program->ruleset;
        for (const std::uint32_t rule : rules->program->reported)
            if (folder_of(suites_.sources[ruleset.rules[rule].span.source].name) == its.folder)
                own.push_back(rule);
        for (const Mutant& mutant : mutants_of(ruleset, own)) try_one(suite, ruleset, mutant);
    }

    // A definition or parameter that several rulesets share is one mutant, which any of their cases may notice.
    void try_one(std::size_t suite, const Ruleset& ruleset, const Mutant& mutant) {
        Tried& tried = tried_[suites_.sources.place(mutant.place) + " " + mutant.what.text()];
        std::vector<std::string> ids;
        for (const std::uint32_t rule : mutant.rules) ids.push_back(ruleset.rules[rule].id);
        auto& all = tried.mutant.rules;
        all.insert(all.end(), ids.begin(), ids.end());
        tried.mutant.what = mutant.what;
        tried.mutant.place = mutant.place;
        tried.noticed = tried.noticed || is_noticed(suite, ruleset, mutant, ids);
    }

    bool is_noticed(std::size_t suite, const Ruleset& ruleset, const Mutant& mutant,
                    const std::vector<std::string>& ids) {
        Ruleset changed = only(ruleset, mutant.rules);
        mutant.put_into(changed);
        const Program program = make_program(std::move(changed), profile_name);
        const std::int64_t today = suites_.rules_for(suites_.suites[suite].ruleset, "")->as_of;
        for (const LoadedCase& one : suites_.cases) {
            if (one.suite != suite || !one.one.design) continue;
            std::vector<Expectation> asked;
            for (const Expectation& expected : one.one.expect)
                if (std::find(ids.begin(), ids.end(), expected.rule) != ids.end())
                    asked.push_back(expected);
            if (asked.empty()) continue;
            const std::int64_t as_of = one.one.as_of.value_or(today);
            const Report report = evaluate(program, *one.one.design, {as_of, true, Explain::none});
            for (const Expectation& expected : asked)
                if (!differences(*program.language, program, *one.one.design, report, expected)
                         .empty())
                    return true;
        }
        return false;
    }

    struct Tried {
        MutantsOfCases::Survivor mutant;
        bool noticed = false;
    };
    CaseSuites& suites_;
    std::map<std::string, Tried> tried_;
    MutantsOfCases result_;
};

}  // namespace

MutantsOfCases try_mutants(CaseSuites& suites) {
    return TryMutants(suites).run();
}

}  // namespace tutela
