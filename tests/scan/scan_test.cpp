#include <cstdlib>
#include <fstream>
#include <iterator>
#include <map>

#include <fmt/core.h>
#include <catch2/catch_test_macros.hpp>

#include "engine/scan_text.hpp"
#include "formats/document.hpp"

// How well the scan does on the labelled texts of tests/scan/snippets.toml. It is tuned on one half, and judged on the other.

using namespace tutela;

namespace {

struct Snippet {
    std::string language, text;
    ScanKinds expected = 0;
    std::vector<std::string> values;
    bool held_out = false;
};

struct Snippets {
    std::vector<Snippet> all;
    std::map<std::string, std::vector<std::string>> countries;
};

ScanKinds kind_of(const std::string& name) {
    for (std::size_t k = 0; k < scan_kind_count; ++k)
        if (scan_kind_name(static_cast<ScanKind>(k)) == name) return bit(static_cast<ScanKind>(k));
    FAIL("no kind is called " << name);
    return 0;
}

const Node& member(const Node& table, const char* key) {
    const Node::Member* found = table.find(key);
    REQUIRE(found);
    return found->value;
}

Snippets read_snippets() {
    std::ifstream in(TUTELA_SOURCE_DIR "/tests/scan/snippets.toml", std::ios::binary);
    Sources sources;
    const SourceId source = sources.add(
        "snippets.toml", {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()},
        SourceKind::design);
    Diagnostics diagnostics;
    const auto root = read_toml(sources, source, 64, diagnostics);
    REQUIRE(root);
    Snippets snippets;
    for (const Node::Member& language : member(*root, "countries").members)
        for (const Node& country : language.value.items)
            snippets.countries[language.key].push_back(country.text);
    for (const Node::Member& language : member(*root, "snippets").members)
        for (std::size_t i = 0; i < language.value.items.size(); ++i) {
            const Node& item = language.value.items[i];
            Snippet snippet{language.key, member(item, "text").text, 0, {}, i % 2 == 1};
            for (const Node& kind : member(item, "kinds").items)
                snippet.expected |= kind_of(kind.text);
            if (item.find("values"))
                for (const Node& value : member(item, "values").items)
                    snippet.values.push_back(value.text);
            snippets.all.push_back(std::move(snippet));
        }
    return snippets;
}

// Right, wrongly found, missed.
struct Tally {
    int right = 0, wrong = 0, missed = 0;
    void add(const Tally& other) {
        right += other.right;
        wrong += other.wrong;
        missed += other.missed;
    }
    [[nodiscard]] double precision() const {
        return right + wrong == 0 ? 1 : static_cast<double>(right) / (right + wrong);
    }
    [[nodiscard]] double recall() const {
        return right + missed == 0 ? 1 : static_cast<double>(right) / (right + missed);
    }
};

constexpr ScanKind structured[] = {ScanKind::email, ScanKind::telephone, ScanKind::coordinates,
                                   ScanKind::identity_document, ScanKind::small_count};
constexpr ScanKind told[] = {ScanKind::personal_name, ScanKind::case_story, ScanKind::exact_place};

struct Half {
    std::map<ScanKind, Tally> by_kind;
    [[nodiscard]] Tally of(const auto& kinds) const {
        Tally sum;
        for (const ScanKind kind : kinds)
            if (const auto at = by_kind.find(kind); at != by_kind.end()) sum.add(at->second);
        return sum;
    }
    [[nodiscard]] Tally all() const {
        Tally sum = of(structured);
        sum.add(of(told));
        return sum;
    }
};

Half measure(bool held_out) {
    const Snippets snippets = read_snippets();
    std::map<std::string, TextScan> scans;
    for (const auto& [language, countries] : snippets.countries)
        scans.emplace(language, TextScan(countries));
    Half half;
    // Those of the half that is held out are not told: whoever reads them begins to tune on them.
    const bool tell = std::getenv("TUTELA_SCAN_MISTAKES") != nullptr && !held_out;
    for (const Snippet& snippet : snippets.all) {
        if (snippet.held_out != held_out) continue;
        const ScanKinds found = scans.at(snippet.language)(snippet.text);
        for (std::size_t k = 0; k < scan_kind_count; ++k) {
            const auto kind = static_cast<ScanKind>(k);
            const bool expected = (snippet.expected & bit(kind)) != 0;
            const bool is = (found & bit(kind)) != 0;
            Tally& tally = half.by_kind[kind];
            tally.right += expected && is ? 1 : 0;
            tally.wrong += is && !expected ? 1 : 0;
            tally.missed += expected && !is ? 1 : 0;
            if (tell && is != expected)
                fmt::print("{} {}: {}\n", is ? "wrong " : "missed", scan_kind_name(kind),
                           snippet.text);
        }
    }
    return half;
}

void print(const char* title, const Half& half) {
    fmt::print("{}\n  {:<20} {:>5} {:>6} {:>7} {:>10} {:>7}\n", title, "kind", "right", "wrong",
               "missed", "precision", "recall");
    const auto line = [](std::string_view name, const Tally& tally) {
        fmt::print("  {:<20} {:>5} {:>6} {:>7} {:>10.2f} {:>7.2f}\n", name, tally.right,
                   tally.wrong, tally.missed, tally.precision(), tally.recall());
    };
    for (const auto& [kind, tally] : half.by_kind)
        if (tally.right + tally.wrong + tally.missed > 0) line(scan_kind_name(kind), tally);
    line("with a shape", half.of(structured));
    line("told in words", half.of(told));
    line("all", half.all());
}

}  // namespace

TEST_CASE("there are enough labelled texts, and each value stands in its text", "[scan]") {
    const Snippets snippets = read_snippets();
    CHECK(snippets.all.size() >= 200);
    for (const Snippet& snippet : snippets.all) {
        CHECK((snippet.expected == 0) == snippet.values.empty());
        for (const std::string& value : snippet.values)
            CHECK(snippet.text.find(value) != std::string::npos);
    }
}

TEST_CASE("the scan finds what it should on the half that was held out", "[scan]") {
    print("tuning half", measure(false));
    const Half held_out = measure(true);
    print("held-out half", held_out);
    CHECK(held_out.of(structured).recall() >= 0.95);
    CHECK(held_out.of(told).recall() >= 0.80);
    CHECK(held_out.all().precision() >= 0.90);
}
