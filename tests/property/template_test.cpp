// Templates (docs/templates.md) on random rulesets and designs: adding the fields that are named leaves nothing missing,
// without any one of them something is, and whatever is filled in then neither opens a fact that has no place nor
// overturns what was said to be broken or met.

#include <algorithm>
#include <set>

#include <fmt/format.h>
#include <catch2/catch_test_macros.hpp>

#include "engine/askable.hpp"
#include "tests/property/world.hpp"

namespace {

using namespace property;
using namespace tutela;

constexpr const char* to_fill = R"({ fill = "to be filled" })";

AskedTemplate asked(const Program& program, const Design& design, bool presumptions) {
    return ask_template(program, design, {july_first, presumptions, Explain::none});
}

std::vector<std::string> paths(const Program& program, const Design& design,
                               const AskedTemplate& asked) {
    std::vector<std::string> all;
    for (const MissingField& missing : asked.missing)
        all.push_back(path_of(program.ruleset.vocabulary, design, missing.fact));
    return all;
}

// "s1", or "s1 2026-06-01" of a visit.
std::string name_of(const ModelList& list, const ModelRecord& record) {
    if (list.single) return list.name;
    const auto bare = [](const std::string& text) {
        return text.front() == '"' ? text.substr(1, text.size() - 2) : text;
    };
    const std::string first = bare(record.facts[0].text);
    return fmt::format("{}[{}]", list.name,
                       list.name == "visits" ? first + " " + record.facts[1].text : first);
}

// A template: a model, and the lists that it leaves to fill as a whole.
struct Written {
    Model model;
    std::set<std::string> lists;

    [[nodiscard]] std::string toml() const {
        std::string text;
        for (const std::string& list : lists) text += list + " = " + to_fill + "\n";
        return text + model.toml();
    }
    // False when there is no such field.
    bool add(const std::string& path) {
        for (ModelList& list : model.lists) {
            if (path == list.name) return lists.insert(path).second;
            for (ModelRecord& record : list.records)
                for (ModelFact& fact : record.facts)
                    if (path == name_of(list, record) + "." + fact.key) {
                        fact.text = to_fill;
                        return true;
                    }
            // The generator leaves out a field that no design has.
            for (ModelRecord& record : list.records)
                if (path == name_of(list, record) + ".ages") {
                    record.facts.push_back({"ages", to_fill, {"[\"0-17\"]", "[\"18+\"]", "[]"}});
                    return true;
                }
        }
        return false;
    }
};

// What somebody makes of the template, who need not have filled in everything.
std::string filled_in(Choices& choices, Written written) {
    for (ModelList& list : written.model.lists) {
        for (ModelRecord& record : list.records)
            for (ModelFact& fact : record.facts)
                if (fact.text == to_fill && !fact.fills.empty() && !choices.one_in(3))
                    fact.text = choices.of(fact.fills);
        const bool goes_on = (list.stated && !list.complete) || written.lists.count(list.name) > 0;
        if (list.single || !goes_on || choices.one_in(3)) continue;
        written.lists.erase(list.name);
        list.stated = true;
        list.complete = !choices.one_in(3);
        for (const ModelRecord& more : list.more)
            if (choices.one_in(2)) list.records.push_back(more);
    }
    return written.toml();
}

// What is wrong with a report on a filled in template, by what was said of the template.
std::string overturned(const Program& program, const Design& design, const Report& report,
                       const AskedTemplate& before) {
    for (const AskedRule& rule : before.rules) {
        const std::string& id = program.ruleset.rules[rule.rule].id;
        bool fails = false;
        for (const Finding& finding : report.findings) {
            if (finding.rule != rule.rule) continue;
            fails = fails || finding.verdict == Verdict::not_met;
            const bool open =
                finding.verdict == Verdict::undetermined && finding.reason != Reason::not_yet_due;
            // A list that was not filled in has to be, first of all.
            const bool awaits =
                finding.subject.size() < program.ruleset.rules[finding.rule].for_each.size();
            const bool lacks = !awaits && (open || finding.reason == Reason::not_documented);
            for (const OpenFact& fact : finding.open)
                if (lacks && !fact.more_entries &&
                    design.fact(fact.fact).state == FactState::absent)
                    return id + " needs " + path_of(program.ruleset.vocabulary, design, fact.fact);
            if (rule.state == AskState::already_met &&
                (open || finding.verdict == Verdict::not_met))
                return id + " was already met";
        }
        if (rule.state == AskState::already_broken && !fails) return id + " was already broken";
    }
    return {};
}

}  // namespace

TEST_CASE("a template names exactly the fields without which a rule could not be asked",
          "[property][template]") {
    std::size_t named = 0, completions = 0;
    const std::string failure = find_failure(cases(4'000), 1, [&](Choices& choices) -> std::string {
        Allowed allowed;
        allowed.currencies = false;  // two of them make what was decided unknown
        const std::string text = random_rules(choices, allowed).text();
        Rules rules(text);
        if (!rules.program) return "refused: " + rules.problems;
        const Program& program = *rules.program;
        const Vocabulary& vocabulary = program.ruleset.vocabulary;
        Written written{random_design(choices, allowed), {}};
        const bool presumptions = !choices.one_in(4);
        const Read read(rules.sources, vocabulary, written.toml());
        if (!read.design) return "unread: " + read.problems;
        const AskedTemplate first = asked(program, *read.design, presumptions);
        const std::vector<std::string> missing = paths(program, *read.design, first);
        named += missing.size();
        const auto tell = [&](const std::string& what) {
            return fmt::format("{}\nnamed: {}\n{}\n{}", what, fmt::join(missing, ", "), text,
                               written.toml());
        };
        for (const AskedRule& rule : first.rules)
            if (rule.missing.empty() ? rule.state == AskState::missing
                                     : rule.state > AskState::missing)
                return tell("a rule is missing without a field, or the other way round");
        for (const MissingField& field : first.missing)
            if (field.rules.empty()) return tell("a field that no rule needs");

        Written whole = written;
        for (const std::string& path : missing)
            if (!whole.add(path)) return tell("cannot be added: " + path);
        Sources sources;
        const Read added(sources, vocabulary, whole.toml());
        if (!added.design) return "unread: " + added.problems;
        const AskedTemplate second = asked(program, *added.design, presumptions);
        if (!second.missing.empty())
            return tell("still missing: " +
                        fmt::format("{}", fmt::join(paths(program, *added.design, second), ", ")));

        for (const std::string& path : missing) {
            Written less = written;
            for (const std::string& other : missing)
                if (other != path) less.add(other);
            const Read lacking(sources, vocabulary, less.toml());
            if (!lacking.design) return "unread: " + lacking.problems;
            if (asked(program, *lacking.design, presumptions).missing.empty())
                return tell("needless: " + path);
        }

        for (int i = 0; i < 3; ++i) {
            ++completions;
            const std::string filled = filled_in(choices, whole);
            Sources more;
            const Read after(more, vocabulary, filled);
            if (!after.design) return "unread: " + after.problems;
            const std::string said = overturned(
                program, *after.design, judged(program, *after.design, presumptions), second);
            if (!said.empty()) return tell(said) + "\n=== filled in\n" + filled;
        }
        return {};
    });
    CHECK(failure == "");
    CHECK(named > cases(2'000));
    CHECK(completions > 0);
}
