#include <algorithm>

#include <fmt/format.h>

#include "formats/tell_ci.hpp"
#include "formats/tell_gate.hpp"

// "::error file=programme.toml,line=4,col=1,title=…::…": what GitHub's runners read from the output of a step. The
// lines between are for the step's log.

namespace tutela {
namespace {

std::string replaced(std::string text, const std::string& from, const std::string& to) {
    for (std::size_t at = text.find(from); at != std::string::npos;
         at = text.find(from, at + to.size()))
        text.replace(at, from.size(), to);
    return text;
}

// What would end a command.
std::string escaped(const std::string& text) {
    return replaced(replaced(replaced(text, "%", "%25"), "\r", "%0D"), "\n", "%0A");
}

// What would end a property of a command.
std::string escaped_property(const std::string& text) {
    return replaced(replaced(escaped(text), ":", "%3A"), ",", "%2C");
}

struct Annotation {
    const char* command;  // error, warning
    std::string title, text;
    Span place;
};

std::string written(const Sources& sources, const Annotation& one) {
    std::string line = fmt::format("::{} ", one.command);
    if (one.place.known()) {
        const Region region = region_of(sources, one.place);
        line += fmt::format("file={},line={}", escaped_property(region.file), region.begin.line);
        // Columns are for a part of one line.
        if (region.end.line != region.begin.line)
            line += fmt::format(",endLine={}", region.end.line);
        else if (region.end.column > region.begin.column)
            line += fmt::format(",endLine={},col={},endColumn={}", region.end.line,
                                region.begin.column, region.end.column);
        line += ',';
    }
    return line + fmt::format("title={}::{}\n", escaped_property(one.title), escaped(one.text));
}

std::string body(const Told& told, const Finding& finding) {
    std::string text = what_is_so(told, finding);
    for (const std::string& reason : first_reasons(told, finding)) text += "\n" + reason;
    if (const std::string mend = mending(told, finding); !mend.empty()) text += "\n" + mend;
    return text;
}

// Marked is what counts at the gate, and what somebody must look at besides: GitHub shows ten errors and ten warnings of a
// step, and a mark that is there in every run is seen by nobody. What is waived, known from the baseline or below the gate is
// in the other reports. A waiver that has run out, or soon will, is marked where it stands.
std::vector<Annotation> annotations(const Told& told) {
    std::vector<Annotation> all;
    const auto add = [&](const char* command, const auto& wanted) {
        for (const Finding& finding : told.report.findings)
            if (wanted(finding))
                all.push_back({command, headline(told, finding), body(told, finding),
                               main_place(told, finding)});
    };
    add("error", [&](const Finding& f) { return gates(f, told.gate); });
    for (const ScanHit& hit : told.report.scan)
        all.push_back(
            {"warning", said(*told.program.language, hit.kind), scan_words(told, hit), hit.place});
    add("warning", [&](const Finding& f) { return leaves_open(f, told.gate); });
    for (const std::uint32_t waiver : waivers_to_look_at(told))
        all.push_back({"warning", told.program.language->tr("Waiver"), waiver_line(told, waiver),
                       told.design.waivers[waiver].place});
    return all;
}

}  // namespace

std::string write_github(const ToldRun& run) {
    const Language& say = *run.program.language;
    std::string out;
    std::vector<Annotation> all;
    for (const Diagnostic& one : run.diagnostics)
        all.push_back({one.level() == DiagnosticLevel::error ? "error" : "warning",
                       std::string(entry_of(one.code).name), diagnostic_words(say, one), one.span});
    for (const Told& told : run.designs) {
        // What a file's name holds must not begin a command on a line of its own.
        out += escaped(say.tr("{}, {}: {}", region_of(run.sources, {told.design.source, 0, 0}).file,
                              audited_words(told), gate_sentence(told))) +
               "\n";
        for (const std::string& sentence : sharing_words(told)) out += escaped(sentence) + "\n";
        for (Annotation& one : annotations(told)) all.push_back(std::move(one));
    }
    std::stable_partition(all.begin(), all.end(), [](const Annotation& one) {
        return std::string_view(one.command) == "error";
    });
    for (const Annotation& one : all) out += written(run.sources, one);
    return out;
}

}  // namespace tutela
