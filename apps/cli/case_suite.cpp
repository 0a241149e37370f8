#include "apps/cli/case_suite.hpp"
#include "apps/cli/tell_error.hpp"

#include <algorithm>

#include "apps/cli/language.hpp"
#include "engine/calendar.hpp"

namespace tutela {
namespace {

bool is_case_file(std::string_view name) {
    return name.ends_with(".toml") || name.ends_with(".json");
}

}  // namespace

void CaseSuites::load(const std::vector<std::string>& targets, bool built_on) {
    for (const std::string& target : targets)
        is_case_file(target) ? find_file(target) : find(target, built_on);
    for (std::size_t suite = 0; suite < suites.size(); ++suite)
        for (const std::string& file : suites[suite].files) read(suite, file);
}

void CaseSuites::find_file(const std::string& target) {
    const std::size_t cases = target.rfind("cases/");
    const bool beside = cases != std::string::npos && (cases == 0 || target[cases - 1] == '/');
    const std::string folder = !beside ? "" : cases == 0 ? ".." : target.substr(0, cases - 1);
    const std::string ruleset = rules_.rulesets.empty() ? folder : rules_.rulesets.front();
    suites.push_back({ruleset.empty() ? default_ruleset : ruleset, "", {target}});
}

void CaseSuites::find(const std::string& target, bool built_on) {
    const auto file = find_rules(world_, target);
    if (!file) {
        tell_error(world_, message("there is no ruleset `{}`", target));
        return fail(rules_wrong);
    }
    add(target, folder_of(file->name));
    if (!built_on) return;
    const std::size_t first_source = sources.size();
    if (!rules_for(target, rules_.as_of)) return;
    for (std::size_t i = first_source; i < sources.size(); ++i) {
        const Source& source = sources[static_cast<SourceId>(i)];
        if (source.kind == SourceKind::rules) add("", folder_of(source.name));
    }
}

// A folder is looked at once. Its ruleset bears its name.
void CaseSuites::add(const std::string& ruleset, const std::string& folder) {
    if (std::any_of(suites.begin(), suites.end(),
                    [&](const CaseSuite& suite) { return suite.folder == folder; }))
        return;
    CaseSuite suite{
        ruleset.empty() ? folder + "/" + last_part(folder) + ".tutela" : ruleset, folder, {}};
    for (const std::string& name : world_.list_files(folder + "/cases"))
        if (is_case_file(name)) suite.files.push_back(folder + "/cases/" + name);
    if (!suite.files.empty() || !ruleset.empty()) suites.push_back(std::move(suite));
}

void CaseSuites::read(std::size_t suite, const std::string& file) {
    const auto text = world_.read_file(file);
    if (!text) {
        tell_unreadable(world_, file);
        return fail(input_wrong);
    }
    ++files;
    const LoadedRules* rules = rules_for(suites[suite].ruleset, rules_.as_of);
    if (!rules) return;
    ReadCases read =
        read_cases(sources, rules->program->ruleset.vocabulary, file, *text,
                   [&](std::string_view other) { return world_.read_file(std::string(other)); });
    world_.err(render(sources, read.diagnostics, render_options(world_)));
    if (has_errors(read.diagnostics)) return fail(input_wrong);
    for (RuleCase& one : read.cases) {
        const std::string as_of = one.as_of ? date_text(*one.as_of) : rules_.as_of;
        if (!rules_for(suites[suite].ruleset, as_of)) return;
        cases.push_back({suite, file, std::move(one), as_of});
    }
}

const LoadedRules* CaseSuites::rules_for(const std::string& ruleset, const std::string& as_of) {
    const auto [at, fresh] = loaded_.try_emplace({ruleset, as_of});
    if (fresh) {
        RuleOptions options = rules_;
        options.rulesets = {ruleset};
        options.as_of = as_of;
        options.as_written = true;  // what a case expects of a message is in its words
        at->second = load_rules(world_, sources, options);
        if (!at->second.program) fail(at->second.code);
    }
    return at->second.program ? &at->second : nullptr;
}

// Of several the first of 3, 4.
void CaseSuites::fail(int with) {
    if (code == passed || with == rules_wrong) code = with;
}

}  // namespace tutela
