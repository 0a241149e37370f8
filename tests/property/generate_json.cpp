#include <fmt/format.h>

#include "tests/property/generate.hpp"

// Random designs in JSON: those of `random_design`, and what these have none of: texts that the scan may object to,
// escapes, states of facts and of records, a record within a record, evidence of several levels.

namespace property {
namespace {

class Json {
public:
    explicit Json(Choices& choices) : c_(choices) {}

    std::string design() {
        const Model model = random_design(c_, {});
        std::string text, complete;
        for (const ModelList& list : model.lists) {
            if (!list.stated) continue;
            if (c_.one_in(4))
                add(complete, list.name, list.complete ? "true" : "false", list.single);
            add(text, list.name, list.single ? programme(list.records[0]) : rows(list));
        }
        if (c_.one_in(2)) add(text, "complete", "{" + complete + "}");
        add(text, "evidence", evidence());
        return "{" + text + "}";
    }

private:
    void add(std::string& to, const std::string& key, const std::string& value, bool skip = false) {
        if (value.empty() || skip) return;
        to += fmt::format("{}{}\"{}\"{}:{}", to.empty() ? "" : ",", c_.one_in(8) ? " " : "", key,
                          c_.one_in(8) ? " " : "", value);
    }

    std::string evidence() {
        static const std::vector<std::string> levels{
            "", R"(,"level":"claimed")", R"(,"level":"documented")",
            R"(,"level":"verified-internal","date":"2026-03")"};
        std::string all;
        for (const char* id : {"paper", "visit"})
            all += fmt::format("{}{{\"id\":\"{}\",\"kind\":\"report\"{}}}", all.empty() ? "" : ",",
                               id, c_.of(levels));
        return "[" + all + "]";
    }

    // A fact of the model, its TOML as JSON: names of keys and days in quotes, colons.
    std::string fact(const std::string& toml) {
        if (toml.empty()) return {};
        std::string made;
        bool quoted = false;
        for (std::size_t i = 0; i < toml.size(); ++i) {
            const char c = toml[i];
            if (c == '"') quoted = !quoted;
            const bool letter =
                (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.';
            if (quoted || !letter) {
                made += c == '=' && !quoted ? ':' : c;
                continue;
            }
            std::size_t end = i;
            while (end < toml.size() &&
                   std::string_view(",] }").find(toml[end]) == std::string::npos)
                ++end;
            const std::string word = toml.substr(i, end - i);
            const bool bare =
                word == "true" || word == "false" ||
                (word[0] >= '0' && word[0] <= '9' && word.find('-') == std::string::npos);
            made += bare ? word : "\"" + word + "\"";
            i = end - 1;
        }
        if (made[0] != '{' && c_.one_in(10))
            return fmt::format("{{\"is\":{},\"evidence\":{}}}", made,
                               c_.of({"\"visit\"", "[\"visit\",\"paper\"]", "[]"}));
        return made;
    }

    // In the place of any fact.
    std::string state() {
        // Not every fact may be stated none, a blank reason is none, and whoever withholds says who and when.
        if (c_.one_in(20))
            return c_.of({R"({"none":"there is none","evidence":["paper"]})",
                          R"({"withheld":"safety"})", R"({"unknown":" "})"});
        return c_.of({R"({"unknown":"asked in June"})", R"({"fill":"to be filled"})",
                      R"({"withheld":"safety","by":"adviser","on":"2026-05-01"})",
                      R"({"on":"2026-05","withheld":"safety","by":"Amina Yusuf, 0803 123 4567"})"});
    }
    // Of what may be stated none.
    std::string state_or_none() {
        return c_.one_in(3) ? R"({"none":"there is none","evidence":["paper"]})" : state();
    }
    std::string of(const std::vector<std::string>& stated, bool optional = false) {
        if (c_.one_in(4)) return {};
        if (c_.one_in(6)) return optional ? state_or_none() : state();
        return fact(c_.of(stated));
    }

    std::string programme(const ModelRecord& record) {
        if (c_.one_in(60)) return state();
        std::string text = facts(record);
        if (c_.one_in(3)) return "{" + text + "}";
        if (c_.one_in(8)) {
            add(text, "office", state_or_none());
        } else {
            std::string office;
            add(office, "open", of({"true", "false"}));
            add(office, "desks",
                of({"1", "4", "{ between = [1, 3] }", "{ at-most = 2 }",
                    "{ at-least = 3, at-most = 5 }"},
                   true));
            add(office, "served",
                of({R"(["red"])", "[]", R"({ is = ["blue"], complete = false })",
                    R"({ is = [], complete = false })"},
                   true));
            add(office, "months",
                of({"[1, 6]", "[]", R"([{ month = 2 }, { month = 9 }])",
                    R"({ is = [4], complete = true })", R"({ is = [], complete = false })"},
                   true));
            add(office, "country", of({R"("NG")", R"("KE")"}));
            add(text, "office", "{" + office + "}");
        }
        return "{" + text + "}";
    }

    std::string rows(const ModelList& list) {
        std::string all;
        for (const ModelRecord& record : list.records) {
            std::string text = facts(record);
            if (list.name == "sites" && c_.one_in(2)) {
                add(text, "label", label());
                add(text, "public-contact", label());
                add(text, "precision", of({R"("exact")", R"("site-name")", R"("district")"}));
                add(text, "sensitivity", of({R"("public")", R"("restricted")"}));
                add(text, "factors", of({R"(["uasc"])", R"(["child"])", "[]"}));
                add(text, "size", of({"3", "7", "{ at-most = 4 }", "{ between = [1, 3] }", "0"}));
            }
            all += (all.empty() ? "{" : ",{") + text + "}";
        }
        return "[" + all + "]";
    }

    std::string label() {
        static const std::vector<std::string> texts{R"("the market")",
                                                    R"("Call 0803 123 4567")",
                                                    R"("12 Main Street")",
                                                    R"("caf\u00e9 \"north\"")",
                                                    R"("write to a.b@example.org")",
                                                    R"("caf\u0065\u0301")",
                                                    R"("line\none")",
                                                    R"("passport B12345678")",
                                                    R"("3 girls were attacked")"};
        if (c_.one_in(5)) return {};
        if (c_.one_in(50)) return R"(" \u0020")";
        return c_.one_in(9) ? fmt::format("{{\"is\":{},\"evidence\":[\"paper\"]}}", c_.of(texts))
                            : c_.of(texts);
    }

    std::string facts(const ModelRecord& record) {
        std::string text;
        for (const ModelFact& one : record.facts)
            add(text, one.key,
                one.key == "id" && !c_.one_in(99) ? one.text
                : c_.one_in(99)                   ? state()
                                                  : fact(one.text));
        return text;
    }

    Choices& c_;
};

}  // namespace

std::string random_json(Choices& choices) {
    return Json(choices).design();
}

}  // namespace property
