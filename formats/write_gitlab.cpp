#include <set>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "engine/fingerprint.hpp"
#include "formats/tell_ci.hpp"

// GitLab's Code Quality: issues in Code Climate's form, of which GitLab compares the fingerprints of two branches.

namespace tutela {
namespace {

using Json = nlohmann::ordered_json;

class ToGitlab {
public:
    explicit ToGitlab(const ToldRun& run) : run_(run), say_(*run.program.language) {}

    std::string issues() {
        for (const Diagnostic& one : run_.diagnostics)
            if (one.level() == DiagnosticLevel::error) unread(one);
        for (const Told& told : run_.designs) {
            const std::vector<std::string> prints = fingerprints(told);
            for (std::size_t i = 0; i < told.report.findings.size(); ++i)
                finding(told, told.report.findings[i], prints[i]);
        }
        return all_.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
    }

private:
    void issue(const std::string& check, const std::string& text, const std::string& more,
               const char* severity, Span place, const std::string& print) {
        if (!used_.insert(print).second) return;  // one design, named twice
        // What was asked for by name only, and is not there, is marked on the whole.
        const Region region = place.known() ? region_of(run_.sources, place) : Region{".", {}, {}};
        Json json = {{"type", "issue"},
                     {"check_name", check},
                     {"description", one_line(text)},
                     {"categories", Json::array({"Bug Risk"})},
                     {"severity", severity},
                     {"fingerprint", print},
                     {"location",
                      {{"path", region.file},
                       {"lines", {{"begin", region.begin.line}, {"end", region.end.line}}}}}};
        if (!more.empty()) json["content"]["body"] = more;
        all_.push_back(std::move(json));
    }

    static std::string one_line(std::string text) {
        for (char& c : text)
            if (c == '\n' || c == '\r') c = ' ';
        return text;
    }

    static const char* severity_of(Severity severity) {
        switch (severity) {
            case Severity::critical: return "critical";
            case Severity::major: return "major";
            case Severity::minor: return "minor";
            case Severity::advisory: return "info";
        }
        return "info";
    }

    // What stops the design is a blocker; what is open is told of where it matters to the gate.
    void finding(const Told& told, const Finding& one, const std::string& print) {
        const bool stops = gates(one, told.gate), open = leaves_open(one, told.gate);
        const bool fails = one.verdict == Verdict::not_met && !one.waived_by;
        if (!fails && !open) return;
        std::string more;
        for (const std::string& reason : first_reasons(told, one)) more += "- " + reason + "\n";
        if (const std::string mend = mending(told, one); !mend.empty()) more += "\n" + mend + "\n";
        issue(told.program.ruleset.rules[one.rule].id, whole_sentence(told, one), more,
              stops  ? "blocker"
              : open ? "info"
                     : severity_of(one.severity),
              main_place(told, one), print);
    }

    void unread(const Diagnostic& one) {
        const std::string name(entry_of(one.code).name);
        const std::string words = diagnostic_words(say_, one);
        issue(name, words, "", "blocker", one.span,
              fingerprint(finding_key(name, words,
                                      one.span.known() ? run_.sources[one.span.source].name : "")));
    }

    const ToldRun& run_;
    const Language& say_;
    std::set<std::string> used_;
    Json all_ = Json::array();
};

}  // namespace

std::string write_gitlab(const ToldRun& run) {
    return ToGitlab(run).issues();
}

}  // namespace tutela
