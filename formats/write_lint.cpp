#include <nlohmann/json.hpp>

#include "formats/writers.hpp"

namespace tutela {

std::string write_lint_json(const std::vector<Linted>& all, const Language& language) {
    using Json = nlohmann::ordered_json;
    const auto place = [](const Sources& sources, Span span, Json& json) {
        if (!span.known()) return;
        const Position at = sources.position(span.source, span.begin);
        json["file"] = sources[span.source].name;
        json["line"] = at.line;
        json["column"] = at.column;
    };
    Json findings = Json::array();
    for (const Linted& linted : all)
        for (const Diagnostic& found : linted.findings) {
            Json one = {{"ruleset", linted.ruleset},
                        {"lint", entry_of(found.code).name},
                        {"level", word(found.level())},
                        {"message", found.message.in(language)}};
            place(linted.sources, found.span, one);
            for (const Message& help : found.help) one["help"].push_back(help.in(language));
            for (const Label& label : found.labels) {
                Json note = {{"message", label.text.in(language)}};
                place(linted.sources, label.span, note);
                one["notes"].push_back(std::move(note));
            }
            findings.push_back(std::move(one));
        }
    return Json{{"findings", std::move(findings)}}.dump(2) + "\n";
}

}  // namespace tutela
