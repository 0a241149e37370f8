#include "apps/cli/compare_case.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "engine/scan_text.hpp"

namespace tutela {
namespace {

std::string joined(const std::vector<std::string>& words) {
    return fmt::format("{}", fmt::join(words, ", "));
}

// Each warning holds the words expected of it, in the same order.
bool same_warnings(const std::vector<std::string>& expected, const std::vector<std::string>& got) {
    return std::equal(expected.begin(), expected.end(), got.begin(), got.end(),
                      [](const std::string& part, const std::string& warning) {
                          return warning.find(part) != std::string::npos;
                      });
}

std::vector<std::string> open_paths(const Program& program, const Design& design,
                                    const Finding& finding) {
    std::vector<std::string> paths;
    for (const OpenFact& open : finding.open)
        paths.push_back(path_of(program.ruleset.vocabulary, design, open.fact));
    std::sort(paths.begin(), paths.end());
    paths.erase(std::unique(paths.begin(), paths.end()), paths.end());
    return paths;
}

}  // namespace

std::string shown(const Language& language, const std::string& words) {
    return may_be_repeated(words) ? words : language.tr("(not shown)");
}

std::string shown_name(const Language& language, const Expectation& expected) {
    return shown(language,
                 expected.rule + (expected.subject.empty() ? "" : "." + expected.subject));
}

const Finding* finding_for(const Program& program, const Report& report,
                           const Expectation& expected) {
    const Finding* worst = nullptr;
    for (const Finding& finding : report.findings) {
        if (program.ruleset.rules[finding.rule].id != expected.rule) continue;
        if (!expected.subject.empty() && finding.subject_name != expected.subject) continue;
        if (!worst || finding.verdict < worst->verdict) worst = &finding;
    }
    return worst;
}

std::string differences(const Language& say, const Program& program, const Design& design,
                        const Report& report, const Expectation& expected) {
    const Finding* found = finding_for(program, report, expected);
    if (!found)
        return program.ruleset.find_rule(expected.rule)
                   ? say.tr("there is no verdict on {}", shown_name(say, expected))
                   : say.tr("there is no rule {}", shown_name(say, expected));
    const Finding& got = *found;
    std::string wrong;
    const auto add = [&](const std::string& text) { wrong += (wrong.empty() ? "" : "; ") + text; };
    if (word(got.verdict) != expected.verdict)
        add(say.tr("the verdict `{}` was expected, and it is `{}`", expected.verdict,
                   word(got.verdict)));
    if (expected.reason && word(got.reason) != *expected.reason)
        add(say.tr("the reason `{}` was expected, and it is `{}`", shown(say, *expected.reason),
                   word(got.reason)));
    if (expected.severity && word(got.severity) != *expected.severity)
        add(say.tr("the severity `{}` was expected, and it is `{}`", shown(say, *expected.severity),
                   word(got.severity)));
    if (expected.message && got.message.find(*expected.message) == std::string::npos)
        add(say.tr("`{}` was expected in the message, which is `{}`", shown(say, *expected.message),
                   got.message));
    if (expected.warnings && !same_warnings(*expected.warnings, got.warnings))
        add(say.tr("the warnings `{}` were expected, and they are `{}`",
                   shown(say, joined(*expected.warnings)), joined(got.warnings)));
    if (expected.open) {
        std::vector<std::string> want = *expected.open;
        std::sort(want.begin(), want.end());
        const std::vector<std::string> is = open_paths(program, design, got);
        if (want != is)
            add(say.tr("the open facts `{}` were expected, and they are `{}`",
                       shown(say, joined(want)), joined(is)));
    }
    return wrong;
}

}  // namespace tutela
