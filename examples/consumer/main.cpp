// Judges one design by one rule with the installed library, and prints the verdict of each site.

#include <iostream>

#include "diagnostics/render.hpp"
#include "dsl/compile.hpp"
#include "engine/calendar.hpp"
#include "engine/evaluate.hpp"
#include "formats/readers.hpp"

int main() {
    const char* words =
        "vocabulary small \"1\"  language en\n"
        "record site\n  field id text key\n  field population count\nend\n"
        "record programme\n  field title text\nend\n"
        "one programme of programme\nlist sites of site\n";
    const char* rules =
        "ruleset mine \"1\"  language en\n  uses small \"1\"\n"
        "principle dignity \"Dignity\"\n"
        "parameter most : count = 500  origin project default\n"
        "rule DIG-01 \"No site is overcrowded\"\n"
        "  principle dignity\n  severity major\n"
        "  for each site in sites\n  require site.population <= most\n";
    const char* design =
        "[programme]\n[[sites]]\nid = \"S1\"\npopulation = 800\n[[sites]]\nid = \"S2\"\n";

    tutela::Sources sources;
    const auto find = [&](std::string_view) {
        return std::optional(tutela::RuleFile{"small.tutela", words});
    };
    tutela::Compiled compiled = tutela::compile(sources, {{"mine.tutela", rules}}, find);
    std::cerr << tutela::render(sources, compiled.diagnostics);
    if (!compiled.ruleset) return 1;
    const tutela::Program program = tutela::make_program(std::move(*compiled.ruleset));
    const auto read =
        tutela::read_design(sources, program.ruleset.vocabulary, "design.toml", design);
    std::cerr << tutela::render(sources, read.diagnostics);
    if (!read.design) return 1;
    const auto report =
        tutela::evaluate(program, *read.design, {tutela::days_from_civil({2026, 7, 1})});
    for (const tutela::Finding& finding : report.findings)
        std::cout << finding.subject_name << ": " << tutela::word(finding.verdict) << "\n";
    return 0;
}
