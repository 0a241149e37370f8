#include <algorithm>

#include <fmt/format.h>

#include "tests/property/generate.hpp"

namespace property {
namespace {

class Facts {
public:
    Facts(Choices& choices, const Allowed& allowed) : c_(choices), allowed_(allowed) {}

    ModelFact fact(const std::string& key, std::string stated, std::vector<std::string> domain,
                   bool may_be_none = false) {
        ModelFact made{key, {}, std::move(domain)};
        switch (c_.pick(8)) {
            case 1: break;  // absent
            case 2: made.text = R"({ unknown = "asked in June" })"; break;
            case 3:
                made.text =
                    R"({ withheld = "safety of residents", by = "adviser", on = 2026-05-01 })";
                break;
            case 4: made.text = R"({ fill = "to be filled" })"; break;
            case 5:
                if (may_be_none) {
                    made.text = R"({ none = "there is none" })";
                    made.fills.clear();
                    break;
                }
                [[fallthrough]];
            default:
                made.text = std::move(stated);
                made.fills.clear();
                if (c_.one_in(6))
                    made.text = fmt::format("{{ is = {}, evidence = [\"paper\"] }}", made.text);
        }
        return made;
    }
    ModelFact truth(const std::string& key) {
        return fact(key, c_.one_in(2) ? "false" : "true", {"true", "false"});
    }
    ModelFact number(const std::string& key, bool may_be_none = false) {
        if (c_.one_in(6)) {
            const std::uint32_t low = c_.pick(4);
            if (c_.one_in(2)) {
                ModelFact made{key, fmt::format("{{ between = [{}, {}] }}", low, low + 2), {}};
                for (std::uint32_t n = low; n <= low + 2; ++n)
                    made.fills.push_back(std::to_string(n));
                return made;
            }
            return {key,
                    fmt::format("{{ at-least = {} }}", low),
                    {std::to_string(low), std::to_string(low + 1), std::to_string(low + 7)}};
        }
        return fact(key, std::to_string(c_.pick(5)), {"0", "1", "2", "3", "4", "9"}, may_be_none);
    }
    ModelFact choice(const std::string& key, const std::vector<std::string>& all) {
        std::vector<std::string> quoted;
        for (const std::string& one : all) quoted.push_back("\"" + one + "\"");
        return fact(key, c_.of(quoted), quoted);
    }
    ModelFact date(const std::string& key) {
        if (c_.one_in(6)) return {key, "\"2026-06\"", {"2026-06-01", "2026-06-17", "2026-06-30"}};
        const std::vector<std::string> days{"2026-06-30", "2026-07-01", "2026-01-31", "2026-05-01",
                                            "2027-02-28"};
        return fact(key, c_.of(days), days);
    }
    ModelFact money(const std::string& key) {
        std::vector<std::string> amounts{"\"EUR 0\"", "\"EUR 5\"", "\"EUR 9\""};
        if (allowed_.currencies && c_.one_in(3)) amounts = {"\"USD 5\"", "\"USD 4\""};
        const std::string stated = c_.of(amounts);
        return fact(key, stated, {"\"EUR 0\"", "\"EUR 4\"", "\"EUR 5\"", "\"EUR 20\""});
    }
    // A set: its members, whole or not.
    ModelFact set(const std::string& key, const std::vector<std::string>& all) {
        std::vector<std::string> in, out;
        for (const std::string& one : all) (c_.one_in(2) ? in : out).push_back("\"" + one + "\"");
        const auto whole = [](const std::vector<std::string>& members) {
            return fmt::format("{{ is = [{}], complete = true }}", fmt::join(members, ", "));
        };
        std::vector<std::string> every_subset;
        for (std::size_t bits = 0; bits < (std::size_t{1} << all.size()); ++bits) {
            std::vector<std::string> members;
            for (std::size_t i = 0; i < all.size(); ++i)
                if ((bits >> i) & 1U) members.push_back("\"" + all[i] + "\"");
            every_subset.push_back(whole(members));
        }
        const bool complete = !c_.one_in(4);
        ModelFact made =
            fact(key, fmt::format("{{ is = [{}], complete = {} }}", fmt::join(in, ", "), complete),
                 every_subset);
        // Who withholds something has something: it is not empty.
        if (made.text.find("withheld") != std::string::npos) made.fills.erase(made.fills.begin());
        if (made.fills.empty() && !complete && made.text.find("evidence") == std::string::npos) {
            made.fills = {whole(in)};
            for (const std::string& more : out) {
                std::vector<std::string> members = in;
                members.push_back(more);
                made.fills.push_back(whole(members));
            }
        } else if (made.text.find("evidence") != std::string::npos) {
            made.text = whole(in);
            made.fills.clear();
        }
        return made;
    }
    // Facts that may not be open: keys, names.
    static ModelFact plain(const std::string& key, const std::string& text) {
        return {key, text, {}};
    }

    ModelRecord site(const std::string& id) {
        return {{plain("id", "\"" + id + "\""), choice("kind", {"camp", "town", "border"}),
                 choice("level", {"low", "medium", "high"}), number("population"),
                 number("toilets", true),
                 fact("reached", c_.one_in(2) ? "\"40%\"" : "0.8", {"0.2", "0.5", "0.8", "1.0"}),
                 truth("safe"), date("opened"), money("cost"),
                 set("tags", {"red", "green", "blue"}), set("spoken", {"red", "green"}),
                 set("channels", {"c1", "c2"})}};
    }
    ModelRecord channel(const std::string& id) {
        return {{plain("id", "\"" + id + "\""), choice("kind", {"hotline", "desk"}), truth("free"),
                 number("users"), choice("site", {"s1", "s2"})}};
    }
    ModelRecord visit(const std::string& day) {
        return {{plain("site", "\"s1\""), plain("day", day), number("people"),
                 fact("only", "\"whole\"", {"\"whole\""})}};
    }

    Model design() {
        Model made;
        ModelList programme{"programme", true, true, true, {}, {}};
        programme.records.push_back(
            {{choice("stage", {"draft", "submitted", "approved"}), truth("remote"),
              choice("kind", {"cash", "goods"}), money("budget"), date("start"),
              fact("review", c_.one_in(2) ? "1" : "3", {"1", "2", "6"})}});
        made.lists.push_back(programme);
        // References lead to s1, s2, c1 and c2: these are always written.
        ModelList sites{"sites", false, true, !c_.one_in(4), {site("s1"), site("s2")}, {}};
        if (!sites.complete) sites.more.push_back(known(site("s9")));
        ModelList channels{"channels", false, true, c_.one_in(2), {channel("c1"), channel("c2")},
                           {}};
        if (!channels.complete) channels.more.push_back(known(channel("c9")));
        ModelList visits{"visits", false, !c_.one_in(4), true, {}, {}};
        if (visits.stated) {
            visits.complete = !c_.one_in(4);
            if (c_.one_in(2)) visits.records.push_back(visit("2026-06-01"));
            if (c_.one_in(2)) visits.records.push_back(visit("2026-06-02"));
        } else {
            visits.complete = false;
        }
        if (!visits.complete) {
            visits.more.push_back(known(visit("2026-06-08")));
            visits.more.push_back(known(visit("2026-06-09")));
        }
        made.lists.insert(made.lists.end(), {sites, channels, visits});
        return made;
    }

private:
    // A record that fills a gap says all it has to say.
    static ModelRecord known(ModelRecord record) {
        for (ModelFact& one : record.facts)
            if (!one.fills.empty()) {
                one.text = one.fills.front();
                one.fills.clear();
            }
        return record;
    }

    Choices& c_;
    Allowed allowed_;
};

}  // namespace

Model random_design(Choices& choices, const Allowed& allowed) {
    return Facts(choices, allowed).design();
}

std::string Model::toml() const {
    std::string text, complete;
    for (const ModelList& list : lists) {
        if (list.single || !list.stated) continue;
        if (list.records.empty()) text += list.name + " = []\n";
        complete += fmt::format("{} = {}\n", list.name, list.complete);
    }
    text += "\n[complete]\n" + complete +
            "\n[[evidence]]\nid = \"paper\"\nkind = \"report\"\nlevel = \"documented\"\ndate = "
            "2026-03-01\n";
    for (const ModelList& list : lists) {
        if (!list.stated) continue;
        for (const ModelRecord& record : list.records) {
            text += list.single ? fmt::format("\n[{}]\n", list.name)
                                : fmt::format("\n[[{}]]\n", list.name);
            for (const ModelFact& fact : record.facts)
                if (!fact.text.empty()) text += fact.key + " = " + fact.text + "\n";
        }
    }
    return text;
}

}  // namespace property
