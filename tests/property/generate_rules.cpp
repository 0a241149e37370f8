#include "tests/property/generate.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace property {

namespace {

struct Variable {
    std::string name, record;
};

class Writer {
public:
    Writer(Choices& choices, const Allowed& allowed) : c_(choices), allowed_(allowed) {}

    RulesText rules();

private:
    using Scope = std::vector<Variable>;

    std::string fresh(const std::string& record) {
        return fmt::format("{}{}", record.substr(0, 1), ++names_) + "x";
    }
    const Variable* some_variable(const Scope& scope, std::string_view record) {
        std::vector<const Variable*> fitting;
        for (const Variable& variable : scope)
            if (variable.record == record) fitting.push_back(&variable);
        return fitting.empty() ? nullptr : c_.of(fitting);
    }
    // A record to take a field from, written as an expression: a variable, or where a reference leads.
    std::string owner(const Scope& scope, std::string_view record) {
        if (const Variable* found = some_variable(scope, record)) return found->name;
        if (record == "site") {
            if (const Variable* found = some_variable(scope, "channel"))
                return found->name + ".site";
            if (const Variable* found = some_variable(scope, "visit")) return found->name + ".site";
        }
        return {};
    }
    std::string field(const Scope& scope,
                      const std::vector<std::pair<std::string, std::string>>& fields) {
        std::vector<std::string> fitting;
        for (const auto& [record, name] : fields) {
            if (record == "programme")
                fitting.push_back("programme." + name);
            else if (const std::string from = owner(scope, record); !from.empty())
                fitting.push_back(from + "." + name);
        }
        return fitting.empty() ? std::string() : c_.of(fitting);
    }

    std::string list(const Scope& scope, const std::string& record, int depth) {
        const std::string all = record + "s";
        switch (depth > 0 ? c_.pick(4) : 0) {
            case 1: {
                const std::string name = fresh(record);
                Scope inner = scope;
                inner.push_back({name, record});
                return fmt::format("(each {} in {} where {})", name, all, truth(inner, depth - 1));
            }
            case 2:
                if (record == "channel")
                    if (const std::string site = owner(scope, "site"); !site.empty())
                        return site + ".channels";
                return all;
            case 3:
                if (record == "channel")
                    if (const Variable* site = some_variable(scope, "site"))
                        return fmt::format("desks({})", site->name);
                return all;
            default: return all;
        }
    }
    std::string record() { return c_.of(std::vector<std::string>{"site", "channel", "visit"}); }

    std::string count(const Scope& scope, int depth) {
        const std::string read = field(scope, {{"site", "population"},
                                               {"channel", "users"},
                                               {"site", "toilets"},
                                               {"visit", "people"}});
        switch (depth > 0 ? c_.pick(9) : c_.pick(2)) {
            case 0: return read.empty() ? literal() : read;
            case 2: return fmt::format("(count of {})", list(scope, record(), depth - 1));
            case 3:
                return fmt::format("({} + {})", count(scope, depth - 1), count(scope, depth - 1));
            case 4: return fmt::format("({} * {})", count(scope, depth - 1), literal());
            case 5:
                return fmt::format("(if {} then {} else {})", truth(scope, depth - 1),
                                   count(scope, depth - 1), count(scope, depth - 1));
            case 6: {
                const std::string kind =
                    c_.of(std::vector<std::string>{"sum", "smallest", "largest", "average"});
                return total(scope, kind, depth);
            }
            case 7: {
                const std::string of = record(), name = fresh(of);
                Scope inner = scope;
                inner.push_back({name, of});
                const std::string value = of == "visit"     ? name + ".day"
                                          : of == "channel" ? name + ".kind"
                                                            : name + ".population";
                return fmt::format("(count of distinct {} for {} in {}{})", value, name,
                                   list(scope, of, depth - 1), where(inner, depth));
            }
            case 8:
                return fmt::format("({} - {})", count(scope, depth - 1), count(scope, depth - 1));
            default: return literal();
        }
    }
    std::string total(const Scope& scope, const std::string& kind, int depth) {
        const std::string of = record(), name = fresh(of);
        Scope inner = scope;
        inner.push_back({name, of});
        return fmt::format("({} of {} for {} in {}{})", kind, count({{name, of}}, depth - 1), name,
                           list(scope, of, depth - 1), where(inner, depth));
    }
    std::string where(const Scope& inner, int depth) {
        return c_.one_in(2) ? " where " + truth(inner, depth - 1) : std::string();
    }
    std::string literal() { return c_.of(std::vector<std::string>{"0", "1", "2", "3", "limit"}); }
    std::string money(const Scope& scope, int depth) {
        const std::string read = field(scope, {{"programme", "budget"}, {"site", "cost"}});
        switch (depth > 0 ? c_.pick(5) : c_.pick(2)) {
            case 1: return allowed_.currencies && c_.one_in(4) ? "USD 5" : "EUR 5";
            case 2:
                return fmt::format("({} + {})", money(scope, depth - 1), money(scope, depth - 1));
            case 3:
                return fmt::format("({} - {})", money(scope, depth - 1), money(scope, depth - 1));
            case 4:
                return fmt::format("(if {} then {} else {})", truth(scope, depth - 1),
                                   money(scope, depth - 1), money(scope, depth - 1));
            default: return read;
        }
    }
    std::string date(const Scope& scope, int depth) {
        const std::string read =
            field(scope, {{"programme", "start"}, {"site", "opened"}, {"visit", "day"}});
        switch (c_.pick(depth > 0 ? 5U : 2U)) {
            case 1: return "today";
            case 2: return fmt::format("({} + 1 month)", date(scope, depth - 1));
            case 3: return fmt::format("({} - 10 days)", date(scope, depth - 1));
            case 4: return fmt::format("({} + programme.review)", date(scope, depth - 1));
            default: return read;
        }
    }
    std::string comparison() {
        return c_.of(std::vector<std::string>{"<", "<=", ">", ">=", "is", "is not"});
    }

    std::string quantifier(const Scope& scope, int depth) {
        if (c_.one_in(5)) {
            const std::string name = fresh("tag");
            const std::string site = owner(scope, "site");
            if (!site.empty())
                return fmt::format(
                    "({} {} in {} satisfies {} in {})",
                    c_.of(std::vector<std::string>{"every", "some", "no", "exactly 1"}), name,
                    c_.one_in(2) ? "wanted" : site + ".tags", name,
                    site + (c_.one_in(2) ? ".spoken" : ".tags"));
        }
        const std::string of = record(), name = fresh(of);
        Scope inner = scope;
        inner.push_back({name, of});
        const std::vector<std::string> kinds{"every",           "some",          "no",
                                             "at least 2",      "at most 1",     "exactly 1",
                                             "at least 50% of", "at least limit"};
        const std::string kind = c_.of(kinds);
        const bool listed = allowed_.states && in_guard_ && kind == "some" && c_.one_in(3);
        return fmt::format("({}{} {} in {}{} satisfies {})", kind, listed ? " listed" : "", name,
                           list(scope, of, depth - 1), where(inner, depth),
                           truth(inner, depth - 1));
    }

    std::string of_office() {
        return c_.of({"programme.office.open", "programme.office.open is given",
                      "programme.office.desks > 2 or programme.office.desks is none",
                      "programme.office.served overlaps [red, green]",
                      "programme.office.served is given",
                      "programme.office.desks is evidenced at least documented",
                      "(some m in programme.office.months satisfies m.month > 3)",
                      "(at least 2 m in programme.office.months satisfies m.month is given)",
                      "programme.office.months is given",
                      "(every place in sites satisfies place.label is given or place.size <= 4)"});
    }

    std::string share(const Scope& scope, int depth) {
        const std::string name = fresh("channel");
        Scope inner = scope;
        inner.push_back({name, "channel"});
        return fmt::format("((share of {} in {} satisfies {}) >= 50%)", name,
                           list(scope, "channel", depth - 1), truth(inner, depth - 1));
    }

    std::string truth(const Scope& scope, int depth) {
        const std::string read =
            field(scope, {{"programme", "remote"}, {"site", "safe"}, {"channel", "free"}});
        const std::string site = owner(scope, "site");
        if (depth <= 0) return read;
        switch (c_.pick(19)) {
            case 1:
                return fmt::format("({} {} {})", count(scope, depth - 1), comparison(),
                                   count(scope, depth - 1));
            case 2: {
                const std::string kind = field(scope, {{"programme", "kind"}});
                return fmt::format("({} {} {})", kind, c_.one_in(2) ? "is not" : "is",
                                   c_.one_in(2) ? "goods" : "cash");
            }
            case 3:
                return fmt::format("({} and {})", truth(scope, depth - 1), truth(scope, depth - 1));
            case 4:
                return fmt::format("({} or {})", truth(scope, depth - 1), truth(scope, depth - 1));
            case 5: return fmt::format("(not {})", truth(scope, depth - 1));
            case 6:
            case 7:
            case 8: return quantifier(scope, depth);
            case 9:
                return fmt::format("(if {} then {} else {})", truth(scope, depth - 1),
                                   truth(scope, depth - 1), truth(scope, depth - 1));
            case 10: {
                const std::string fact = field(scope, {{"programme", "remote"},
                                                       {"site", "population"},
                                                       {"site", "tags"},
                                                       {"channel", "site"},
                                                       {"site", "toilets"}});
                return fmt::format("({} {})", fact, c_.one_in(3) ? "is not given" : "is given");
            }
            case 11:
                return fmt::format("({} {} {})", date(scope, depth - 1), comparison(),
                                   date(scope, depth - 1));
            case 12:
                return fmt::format("({} is within {} {} {})", date(scope, depth - 1),
                                   c_.one_in(2) ? "2 months" : "30 days",
                                   c_.one_in(2) ? "before" : "after", date(scope, depth - 1));
            case 13:
                return fmt::format("({} {} {})", money(scope, depth - 1), comparison(),
                                   c_.one_in(3) ? std::string("0") : money(scope, depth - 1));
            case 14:
                if (site.empty()) return read;
                return fmt::format("({} {} {})", site + ".level", comparison(),
                                   c_.one_in(2) ? "medium" : "high");
            case 15: {
                if (site.empty()) return read;
                const std::vector<std::string> sets{".tags overlaps wanted",
                                                    ".tags covers wanted",
                                                    ".tags overlaps " + site + ".spoken",
                                                    ".spoken covers " + site + ".tags",
                                                    ".kind in [camp, town]",
                                                    ".kind in [camp, town, border]",
                                                    ".tags is empty",
                                                    ".reached >= 80%",
                                                    ".reached < 50%"};
                return "(" + site + c_.of(sets) + ")";
            }
            case 16: {
                const Variable* a = some_variable(scope, "site");
                const Variable* b = some_variable(scope, "channel");
                if (!a || !b) return read;
                return c_.one_in(2) ? fmt::format("({}.site is {})", b->name, a->name)
                                    : fmt::format("({} in {}.channels)", b->name, a->name);
            }
            case 17:
                if (!allowed_.states) return read;
                if (site.empty()) return "(programme.start is evidenced)";
                return fmt::format("({} {})", site,
                                   c_.one_in(2) ? ".population is stated" : ".toilets is none");
            case 18:
                if (site.empty()) return read;
                return c_.one_in(2) ? fmt::format("busy({})", site) : share(scope, depth);
            default: return read;
        }
    }

    std::string guard(const Scope& scope, int depth) {
        in_guard_ = true;
        const std::string text = truth(scope, depth);
        in_guard_ = false;
        return text;
    }
    // What a message may tell of the subjects, the design and the rules.
    std::string message(const Scope& scope) {
        std::string text = "  message \"it is so";
        for (std::uint32_t i = c_.pick(4); i > 0; --i) {
            std::vector<std::string> holes{"limit",
                                           "wanted",
                                           "programme.stage",
                                           "programme.review",
                                           "programme.remote",
                                           "programme.start",
                                           "channels",
                                           count(scope, 1),
                                           money(scope, 1)};
            for (const Variable& variable : scope) {
                holes.push_back(variable.name);
                const auto add = [&](std::initializer_list<const char*> fields) {
                    for (const char* field : fields) holes.push_back(variable.name + "." + field);
                };
                if (variable.record == "site")
                    add({"kind", "level", "population", "toilets", "reached", "safe", "opened",
                         "cost", "tags", "spoken", "channels", "ages", "label"});
                if (variable.record == "channel") add({"kind", "users", "site", "site.population"});
                if (variable.record == "visit") add({"site", "day", "people", "only", "site.tags"});
            }
            text += ": {" + c_.of(holes) + "}";
        }
        return text + "\"\n";
    }
    std::string rule(std::uint32_t number);

    Choices& c_;
    Allowed allowed_;
    int names_ = 0;
    bool in_guard_ = false;
    std::vector<int> kinds_;  // what each rule ranges over
};

std::string Writer::rule(std::uint32_t number) {
    std::string text =
        fmt::format("rule AAA-{:02} \"Rule {}\"\n  principle safety\n  severity ", number, number);
    Scope scope;
    std::string range;
    const std::uint32_t kind = c_.pick(6);
    kinds_.push_back(static_cast<int>(kind));
    const auto each = [&](const std::string& record, const char* words) {
        range +=
            fmt::format("  {} {} in {}", words, record, list(scope, record, c_.one_in(3) ? 1 : 0));
        scope.push_back({record, record});
        if (c_.one_in(2)) range += " where " + guard(scope, 2);
        range += "\n";
    };
    if (kind == 1 || kind == 2 || kind == 5) each("site", "for each");
    if (kind == 3 || kind == 5) each("channel", kind == 5 ? "and each" : "for each");
    if (kind == 4) each("visit", "for each");
    text += c_.one_in(4) ? fmt::format("critical when {}, else minor\n", truth(scope, 1))
                         : std::string("major\n");
    text += range;
    for (std::uint32_t i = c_.pick(3); i > 0; --i) text += "  when " + guard(scope, 2) + "\n";
    if (allowed_.verdict_facts && number > 1 && c_.one_in(6))
        text += fmt::format("  when rule AAA-{:02} is not met\n", c_.pick(number - 1) + 1);
    for (std::uint32_t i = c_.pick(2); i < 2; ++i) text += "  require " + truth(scope, 3) + "\n";
    for (std::uint32_t i = c_.pick(3); i > 1; --i)
        text += "  unless " + truth(scope, 2) + " because \"so it is\"\n";
    if (allowed_.scan && c_.one_in(4)) text += "  require the scan finds nothing\n";
    if (allowed_.embedded && c_.one_in(2)) text += "  require " + of_office() + "\n";
    if (allowed_.later_steps && c_.one_in(3)) text += "  documented from submitted\n";
    if (allowed_.later_steps && c_.one_in(6))
        text += c_.one_in(2) ? "  due from approved\n" : "  due from 2026-09-01\n";
    if (allowed_.requires_rules && number > 1 && c_.one_in(4))
        text += fmt::format("  requires AAA-{:02}\n", c_.pick(number - 1) + 1);
    if (allowed_.later_steps && number > 1 && c_.one_in(5))
        text += fmt::format("  yields to AAA-{:02} where {} because \"it matters more\"\n",
                            c_.pick(number - 1) + 1, truth(scope, 1));
    if (allowed_.judge && c_.one_in(4))
        text += c_.one_in(2) ? "  judge \"Is it so?\" by adviser when " + truth(scope, 1) + "\n"
                             : "  judge \"Is it so?\" by adviser\n";
    if (allowed_.messages && c_.one_in(2)) text += message(scope);
    return text;
}

RulesText Writer::rules() {
    RulesText made;
    made.head = R"(ruleset generated "1.0.0"  language en
  title "Generated"
  uses test-world "1"
principle safety "Safety"
parameter limit : count = 2  origin project default
parameter wanted : set of tag = red, green  origin project default
define desks(site) : list of channel = channels where it.kind is desk and it.site is site
define busy(site) : truth = site.population > limit and (some c in desks(site) satisfies c.users >= limit)

)";
    const std::uint32_t count = 1 + c_.pick(3);
    for (std::uint32_t i = 1; i <= count; ++i) made.blocks.push_back(rule(i));
    if (allowed_.presume && c_.one_in(2)) {
        made.blocks.back() +=
            c_.one_in(2) ? "  presume site.safe is true\n" : "  presume channel.users is 3\n";
    }
    if (c_.one_in(3)) {
        const std::uint32_t target = c_.pick(count) + 1;
        const int kind = kinds_[target - 1];
        Scope scope;
        if (kind == 1 || kind == 2 || kind == 5) scope.push_back({"site", "site"});
        if (kind == 3 || kind == 5) scope.push_back({"channel", "channel"});
        if (kind == 4) scope.push_back({"visit", "visit"});
        made.blocks.push_back(fmt::format(
            "exception far-away to AAA-{:02}\n  when {}\n  require {}\n  because \"far\"\n", target,
            truth(scope, 2), truth(scope, 1)));
        if (c_.one_in(2)) {
            made.blocks.push_back(
                fmt::format("exception not-so-far to far-away\n  when {}\n  because \"near\"\n",
                            truth(scope, 1)));
            if (c_.one_in(2))
                made.blocks.push_back(fmt::format(
                    "exception far-again to not-so-far\n  when {}\n  because \"back\"\n",
                    truth(scope, 1)));
        }
    }
    return made;
}

}  // namespace

std::string RulesText::text() const {
    std::string all = head;
    for (const std::string& block : blocks) all += block + "\n";
    return all;
}

RulesText random_rules(Choices& choices, const Allowed& allowed) {
    return Writer(choices, allowed).rules();
}

}  // namespace property
