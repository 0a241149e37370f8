#include "formats/portfolio_tables.hpp"

#include <fmt/format.h>

#include "engine/calendar.hpp"
#include "engine/words.hpp"
#include "formats/tell.hpp"

namespace tutela {
namespace {

using Row = std::vector<PortfolioCell>;

double per_cent(std::uint64_t part, std::uint64_t whole) {
    return whole == 0 ? 0 : 100.0 * static_cast<double>(part) / static_cast<double>(whole);
}

class MakePage {
public:
    explicit MakePage(const PortfolioReport& report) : report_(report), say_(*report.language) {}

    PortfolioPage make() {
        const PortfolioRun& run = report_.run;
        page_.title = say_.tr("Portfolio: {}", report_.file);
        page_.about = run_words(run);
        notes();
        gates();
        rules();
        principles();
        facts();
        designs();
        if (report_.comparison) comparison(*report_.comparison);
        unreadable();
        runs();
        return std::move(page_);
    }

private:
    // ---- words

    [[nodiscard]] std::string plain(std::uint64_t number) const {
        const std::string digits = std::to_string(number);
        return say_.number ? say_.number(digits) : digits;
    }
    [[nodiscard]] PortfolioCell number(std::uint64_t value) const {
        return {plain(value), {}, true, {}, {}};
    }
    static PortfolioCell words(std::string text, std::string id = {}) {
        return {std::move(text), std::move(id), false, {}, {}};
    }
    static PortfolioCell head(std::string text, bool number = false) {
        return {std::move(text), {}, number, {}, {}};
    }
    [[nodiscard]] std::string share(double value) const {
        const std::string digits = fmt::format("{:.0f}", value);
        return say_.percent ? say_.percent(digits) : digits + "%";
    }
    [[nodiscard]] std::string day(const std::string& text) const {
        const auto date = parse_date(text.substr(0, 10));
        return date ? day_words(say_, date->low.numerator) : text;
    }
    // "2026-07-01T09:30:00Z" as a day and a time, which is UTC.
    [[nodiscard]] std::string moment(const std::string& text) const {
        return text.size() < 16 ? day(text)
                                : say_.tr("{} at {} UTC", day(text), text.substr(11, 5));
    }
    [[nodiscard]] std::string gate_words(const std::string& gate) const {
        if (gate == "passed") return say_.trc("gate", "passed");
        if (gate == "failed") return say_.trc("gate", "failed");
        if (gate == "open") return say_.trc("gate", "open");
        return say_.trc("gate", "unreadable");
    }
    [[nodiscard]] PortfolioCell gate(const std::string& name) const {
        return {gate_words(name), {}, false, name, {}};
    }
    [[nodiscard]] PortfolioCell severity(const std::string& name) const {
        for (const Severity one :
             {Severity::advisory, Severity::minor, Severity::major, Severity::critical})
            if (word(one) == name) return {said(say_, one), {}, false, name, {}};
        return words(name);
    }
    [[nodiscard]] std::string run_words(const PortfolioRun& run) const {
        const std::string day_told = day(run.as_of);
        return run.profile.empty()
                   ? say_.tr("Run {} of {}: audited against {} {}, as of {}", run.id,
                             moment(run.started), run.ruleset, run.version, day_told)
                   : say_.tr("Run {} of {}: audited against {} {}, profile {}, as of {}", run.id,
                             moment(run.started), run.ruleset, run.version, run.profile, day_told);
    }

    // ---- parts

    PortfolioTable& table(std::string anchor, std::string title, Row heads) {
        page_.tables.push_back({std::move(anchor), std::move(title), {}, std::move(heads), {}});
        return page_.tables.back();
    }
    // How much of a list is left out.
    void left_out(PortfolioTable& into, std::uint64_t all) const {
        if (all > into.rows.size())
            into.notes.push_back(say_.trn("{1} are shown, {0} more is in the database.",
                                          "{1} are shown, {0} more are in the database.",
                                          all - into.rows.size(), into.rows.size()));
    }

    void notes() {
        const PortfolioRun& run = report_.run;
        if (run.finished.empty())
            page_.notes.push_back(
                say_.tr("This run was interrupted: it holds the designs that were judged until "
                        "then. {} goes on with it.",
                        "--resume"));
        if (!run.reasons)
            page_.notes.push_back(say_.tr(
                "This run holds verdicts only: which facts are missing is not known. Without {} "
                "they are kept.",
                "--verdicts-only"));
    }

    void gates() {
        const PortfolioRun& run = report_.run;
        const std::pair<const char*, std::uint64_t> counts[] = {{"passed", run.passed},
                                                                {"open", run.open},
                                                                {"failed", run.failed},
                                                                {"unreadable", run.unreadable}};
        for (const auto& [name, count] : counts)
            page_.gates.push_back({plain(count),
                                   gate_words(name),
                                   true,
                                   name,
                                   {{name, per_cent(count, run.designs)}}});
    }

    void rules() {
        if (report_.rules.empty()) return;
        PortfolioTable& made =
            table("rules", say_.tr("Rules that most designs do not meet"),
                  {head(say_.tr("Rule")), head(say_.tr("Severity")), head(say_.tr("Not met"), true),
                   head(say_.tr("Open"), true), head(say_.tr("Met"), true),
                   head(say_.tr("Share not met"), true)});
        for (const PortfolioRule& rule : report_.rules) {
            const std::uint64_t all = rule.not_met + rule.open + rule.met;
            const double failed = per_cent(rule.not_met, all);
            made.rows.push_back({words(rule.title, rule.id),
                                 severity(rule.severity),
                                 number(rule.not_met),
                                 number(rule.open),
                                 number(rule.met),
                                 {share(failed),
                                  {},
                                  true,
                                  {},
                                  {{"failed", failed}, {"open", per_cent(rule.open, all)}}}});
        }
        left_out(made, report_.rules_in_all);
    }

    void principles() {
        if (report_.principles.empty()) return;
        PortfolioTable& made = table("principles", say_.tr("Principles by score"),
                                     {head(say_.tr("Principle")), head(say_.tr("Designs"), true),
                                      head(say_.tr("Mean score, of 100"), true)});
        made.notes.push_back(
            say_.tr("A score is a range where something is open: it may turn out either way."));
        for (const PortfolioPrinciple& one : report_.principles)
            made.rows.push_back(
                {words(one.title),
                 number(one.designs),
                 {range(one.low, one.high),
                  {},
                  true,
                  {},
                  {{"passed", one.low * 100}, {"open", (one.high - one.low) * 100}}}});
    }

    [[nodiscard]] std::string range(double low, double high) const {
        const std::string from = fmt::format("{:.0f}", low * 100),
                          to = fmt::format("{:.0f}", high * 100);
        return from == to ? from : say_.tr("{} to {}", from, to);
    }

    void facts() {
        if (report_.facts.empty()) return;
        PortfolioTable& made = table("facts", say_.tr("Facts that are missing most often"),
                                     {head(say_.tr("Fact")), head(say_.tr("Designs"), true),
                                      head(say_.tr("Share of designs"), true),
                                      head(say_.tr("Rules that ask for it"), true)});
        for (const PortfolioFact& one : report_.facts) {
            const double part = per_cent(one.designs, report_.run.designs - report_.run.unreadable);
            made.rows.push_back({words(one.words, one.fact),
                                 number(one.designs),
                                 {share(part), {}, true, {}, {{"open", part}}},
                                 number(one.rules)});
        }
        left_out(made, report_.facts_in_all);
    }

    void designs() {
        if (report_.designs.empty()) return;
        PortfolioTable& made = table(
            "designs", say_.tr("Designs that need most work"),
            {head(say_.tr("Design")), head(say_.tr("Gate")),
             head(say_.tr("Critical rules not met"), true), head(say_.tr("Rules not met"), true),
             head(say_.tr("Open"), true), head(say_.tr("Score, of 100"), true)});
        for (const PortfolioDesign& one : report_.designs) {
            PortfolioCell score{{}, {}, true, {}, {}};
            if (one.low && one.high)
                score = {range(*one.low, *one.high),
                         {},
                         true,
                         {},
                         {{"passed", *one.low * 100}, {"open", (*one.high - *one.low) * 100}}};
            made.rows.push_back({words(one.name), gate(one.gate), number(one.critical_not_met),
                                 number(one.not_met), number(one.open), score});
        }
        left_out(made, report_.designs_in_all);
    }

    void comparison(const PortfolioComparison& one) {
        PortfolioTable& made =
            table("changes", say_.tr("What changed since run {}", one.before.id),
                  {head(say_.tr("Rule")), head(say_.tr("Worse in"), true),
                   head(say_.tr("Better in"), true), head(say_.tr("Rule itself"))});
        made.notes.push_back(run_words(one.before));
        made.notes.push_back(say_.tr("Verdicts: {} worse, {} better, {} the same.",
                                     plain(one.worse), plain(one.better), plain(one.same)));
        if (one.new_designs + one.gone_designs > 0)
            made.notes.push_back(say_.tr("Designs: {} new, {} no longer there.",
                                         plain(one.new_designs), plain(one.gone_designs)));
        const auto listed = [&](std::string what, const std::vector<std::string>& rules) {
            if (!rules.empty()) made.notes.push_back(std::move(what));
        };
        const auto names = [](const std::vector<std::string>& rules) {
            return fmt::format("{}", fmt::join(rules, ", "));
        };
        listed(say_.tr("New rules: {}", names(one.new_rules)), one.new_rules);
        listed(say_.tr("Rules no longer there: {}", names(one.gone_rules)), one.gone_rules);
        listed(say_.tr("Rules worded otherwise: {}", names(one.changed_rules)), one.changed_rules);
        for (const PortfolioChange& rule : one.rules)
            made.rows.push_back(
                {words(rule.title, rule.rule), number(rule.worse), number(rule.better),
                 words(rule.rule_changed ? say_.tr("changed") : say_.tr("the same"))});
        left_out(made, one.rules_in_all);
        changed_designs(one);
    }

    void changed_designs(const PortfolioComparison& one) {
        if (one.designs.empty()) return;
        PortfolioTable& made =
            table("changed-designs", say_.tr("Designs that changed"),
                  {head(say_.tr("Design")), head(say_.tr("Gate before")), head(say_.tr("Gate now")),
                   head(say_.tr("Rules worse"), true), head(say_.tr("Rules better"), true)});
        for (const ChangedDesign& design : one.designs)
            made.rows.push_back({words(design.name), gate(design.gate_before), gate(design.gate),
                                 number(design.worse), number(design.better)});
        left_out(made, one.designs_in_all);
    }

    void unreadable() {
        if (report_.unreadable.empty()) return;
        PortfolioTable& made = table("unreadable", say_.tr("Designs that could not be read"),
                                     {head(say_.tr("Design")), head(say_.tr("First problem")),
                                      head(say_.tr("Problems"), true)});
        for (const UnreadableDesign& one : report_.unreadable)
            made.rows.push_back({words(one.name), words(one.problem), number(one.problems)});
        left_out(made, report_.run.unreadable);
    }

    void runs() {
        if (report_.runs.size() < 2) return;
        PortfolioTable& made =
            table("runs", say_.tr("All runs in this file"),
                  {head(say_.tr("Run"), true), head(say_.tr("Begun")), head(say_.tr("Rules")),
                   head(say_.tr("Designs"), true), head(gate_words("passed"), true),
                   head(gate_words("open"), true), head(gate_words("failed"), true),
                   head(gate_words("unreadable"), true)});
        for (const PortfolioRun& one : report_.runs) {
            const std::string begun = moment(one.started);
            made.rows.push_back(
                {number(static_cast<std::uint64_t>(one.id)),
                 words(one.finished.empty() ? say_.tr("{} (interrupted)", begun) : begun),
                 words(one.ruleset + " " + one.version +
                       (one.profile.empty() ? "" : " / " + one.profile)),
                 number(one.designs), number(one.passed), number(one.open), number(one.failed),
                 number(one.unreadable)});
        }
    }

    const PortfolioReport& report_;
    const Language& say_;
    PortfolioPage page_;
};

}  // namespace

PortfolioPage portfolio_page(const PortfolioReport& report) {
    return MakePage(report).make();
}

}  // namespace tutela
