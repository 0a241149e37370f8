#include "formats/read_report.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/core.h>
#include <nlohmann/json.hpp>

#include "engine/calendar.hpp"
#include "engine/verdict.hpp"

namespace tutela {
namespace {

using Json = nlohmann::json;

std::optional<Verdict> verdict_of(const std::string& text) {
    for (const Verdict verdict : {Verdict::not_met, Verdict::undetermined, Verdict::needs_judgement,
                                  Verdict::excepted, Verdict::met, Verdict::not_applicable})
        if (word(verdict) == text) return verdict;
    return std::nullopt;
}

class Reader {
public:
    Reader(SourceId source, std::string_view text) : source_(source), text_(text) {}

    ReadReports read() {
        const Json json = parse();
        if (!read_.diagnostics.empty()) return std::move(read_);
        if (!json.is_object()) {
            wrong(message("this is no report of `{}`", command));
        } else if (const auto all = json.find("reports"); all == json.end()) {
            report(json, "");
        } else if (!all->is_array()) {
            wrong(message("`{}` is not a list", "reports"));
        } else {
            for (std::size_t i = 0; i < all->size(); ++i)
                report((*all)[i], fmt::format("reports[{}].", i + 1));
        }
        if (!read_.diagnostics.empty()) read_.reports.clear();
        return std::move(read_);
    }

private:
    static constexpr const char* command = "tutela check --format json";

    // Said once: what follows would be of the same cause.
    void wrong(Message text, std::size_t at = 0) {
        if (!read_.diagnostics.empty()) return;
        const auto begin = static_cast<std::uint32_t>(std::min(at, text_.size()));
        read_.diagnostics.push_back({Code::not_a_report, {source_, begin, begin}, std::move(text)});
        read_.diagnostics.back().help.push_back(
            message("make one with `{}`", "tutela check DESIGN --format json -o FILE"));
    }

    Json parse() {
        try {
            return Json::parse(text_);
        } catch (const Json::parse_error& error) {
            wrong(message("this is not JSON"), error.byte == 0 ? 0 : error.byte - 1);
        } catch (const Json::exception&) {
            wrong(message("this is not JSON"));
        }
        return {};
    }

    void report(const Json& json, const std::string& path) {
        if (!json.is_object() || !json.contains("tutela"))
            return wrong(message("this is no report of `{}`", command));
        if (json["tutela"] != 1)
            return wrong(message("the report was written by another version of the program"));
        if (json.contains("shareable"))
            return wrong(
                message("this is a version for sharing, which does not call sites and "
                        "other records by their names: compare with the full report"));
        EarlierReport made;
        made.design = text(json, "design", path);
        if (const Json* ruleset = member(json, "ruleset", path)) {
            made.ruleset = text(*ruleset, "name", path + "ruleset.");
            made.version = text(*ruleset, "version", path + "ruleset.");
        }
        if (json.contains("profile") && json["profile"].is_string()) made.profile = json["profile"];
        const std::string as_of = text(json, "as_of", path);
        if (const auto day = parse_date(as_of); day && day->is_point())
            made.as_of = day->low.numerator;
        else
            wrong(message("`{}` is not a date", path + "as_of"));
        score(json, path, made.score);
        verdicts(json, path, made);
        read_.reports.push_back(std::move(made));
    }

    void score(const Json& json, const std::string& path, Score& into) {
        const Json* scores = member(json, "scores", path);
        const Json* total = scores ? member(*scores, "total", path + "scores.") : nullptr;
        if (!total) return;
        const std::string here = path + "scores.total.";
        into.blocked = total->contains("blocked") && (*total)["blocked"] == true;
        const double rules = number(*total, "rules", here, 1e9);
        into.rules = static_cast<std::uint32_t>(rules);
        if (into.rules == 0) return;
        // Points are whole: a share of the rules is so many of them.
        const auto share = [&](const char* end) {
            const auto points = std::llround(number(*total, end, here, 1) * rules);
            return *divide(Rational{points, 1}, Rational{into.rules, 1});
        };
        into.low = share("low");
        into.high = share("high");
        if (compare(into.high, into.low) < 0)
            wrong(message("`{}` is less than `{}`", here + "high", here + "low"));
    }

    void verdicts(const Json& json, const std::string& path, EarlierReport& into) {
        const Json* all = member(json, "verdicts", path);
        if (!all) return;
        if (!all->is_array()) return wrong(message("`{}` is not a list", path + "verdicts"));
        for (std::size_t i = 0; i < all->size(); ++i) {
            const std::string here = fmt::format("{}verdicts[{}].", path, i + 1);
            const Json& one = (*all)[i];
            EarlierVerdict made;
            made.rule = text(one, "rule", here);
            made.title = text(one, "title", here);
            if (one.is_object() && one.contains("subject") && one["subject"].is_string())
                made.subject = one["subject"];
            const auto verdict = verdict_of(text(one, "verdict", here));
            if (!verdict) return wrong(message("`{}` is no verdict", here + "verdict"));
            made.verdict = *verdict;
            into.verdicts.push_back(std::move(made));
        }
    }

    const Json* member(const Json& json, const char* key, const std::string& path) {
        const auto at = json.find(key);
        if (json.is_object() && at != json.end()) return &*at;
        wrong(message("the report has no `{}`", path + key));
        return nullptr;
    }

    std::string text(const Json& json, const char* key, const std::string& path) {
        const Json* found = member(json, key, path);
        if (!found) return "";
        if (found->is_string()) return *found;
        wrong(message("`{}` is not a text", path + key));
        return "";
    }

    // From 0 to `most`.
    double number(const Json& json, const char* key, const std::string& path, double most) {
        const Json* found = member(json, key, path);
        if (!found) return 0;
        if (found->is_number() && found->get<double>() >= 0 && found->get<double>() <= most)
            return *found;
        wrong(message("`{}` is not a number from 0 to {}", path + key, std::llround(most)));
        return 0;
    }

    SourceId source_;
    std::string_view text_;
    ReadReports read_;
};

}  // namespace

ReadReports read_reports(Sources& sources, std::string name, std::string text,
                         std::size_t most_bytes) {
    const bool too_large = text.size() > most_bytes;
    // Of what may hold the words of a design no line is ever shown.
    const SourceId source =
        sources.add(std::move(name), too_large ? "" : std::move(text), SourceKind::design);
    if (too_large)
        return {{},
                {{Code::not_a_report,
                  {source, 0, 0},
                  message("the report is larger than {} MiB", most_bytes >> 20U)}}};
    return Reader(source, sources[source].text).read();
}

}  // namespace tutela
