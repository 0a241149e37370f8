#include "engine/calendar.hpp"
#include "formats/tell_ci.hpp"
#include "formats/write_junit.hpp"

// A report as tests: green where the gate passes, red where it does not.

namespace tutela {
namespace {

using Result = JUnitCase::Result;

Result result_of(const Told& told, const Finding& finding) {
    if (gates(finding, told.gate)) return Result::failed;
    if (leaves_open(finding, told.gate)) return Result::error;
    return finding.verdict == Verdict::met ? Result::passed : Result::skipped;
}

JUnitCase case_of(const Told& told, const Finding& finding) {
    const Language& say = *told.program.language;
    JUnitCase made{
        headline(told, finding), result_of(told, finding), said(say, finding.severity), {}};
    if (made.result == Result::passed) return made;
    made.text = what_is_so(told, finding);
    if (const std::string aside = why_aside(told, finding); !aside.empty())
        made.text += "\n" + aside;
    for (const std::string& reason : first_reasons(told, finding)) made.text += "\n" + reason;
    if (const std::string mend = mending(told, finding); !mend.empty()) made.text += "\n" + mend;
    return made;
}

JUnitSuite suite_of(const Told& told) {
    const Ruleset& ruleset = told.program.ruleset;
    JUnitSuite suite;
    suite.name = told.design.name;
    suite.day = date_text(told.report.as_of);
    suite.properties = {{"ruleset", ruleset.name + " " + ruleset.version}, {"as-of", suite.day}};
    if (!told.program.profile.empty())
        suite.properties.emplace_back("profile", told.program.profile);
    for (const std::string& sentence : sharing_words(told))
        suite.properties.emplace_back("shareable", sentence);
    suite.summary = gate_sentence(told);
    for (const Finding& finding : told.report.findings)
        suite.cases.push_back(case_of(told, finding));
    return suite;
}

// What could not be read: a suite a file, with an error for each thing that is wrong with it.
void add_unread(const ToldRun& run, std::vector<JUnitSuite>& suites) {
    const Language& say = *run.program.language;
    for (const Diagnostic& one : run.diagnostics) {
        if (one.level() != DiagnosticLevel::error) continue;
        const std::string file =
            one.span.known() ? run.sources[one.span.source].name : std::string("tutela");
        if (suites.empty() || suites.back().name != file) {
            suites.push_back({file, {}, {{"tutela", run.version}}, date_text(run.as_of)});
            suites.back().summary = exit_words(say, run.exit_code);
        }
        const std::string place = run.sources.place(one.span);
        suites.back().cases.push_back(
            {diagnostic_words(say, one), Result::error, std::string(entry_of(one.code).name),
             diagnostic_words(say, one) + (place.empty() ? "" : "\n" + place)});
    }
}

}  // namespace

std::string write_junit_report(const ToldRun& run) {
    std::vector<JUnitSuite> suites;
    add_unread(run, suites);
    for (const Told& told : run.designs) suites.push_back(suite_of(told));
    return write_junit(suites);
}

}  // namespace tutela
