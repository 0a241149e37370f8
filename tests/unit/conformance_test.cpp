// The readers of TOML and JSON against other people's suites, which lie beside this checkout:
// toml-test (github.com/toml-lang/toml-test) and JSONTestSuite (github.com/nst/JSONTestSuite).

#include <catch2/catch_test_macros.hpp>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

#include "diagnostics/render.hpp"
#include "engine/interval.hpp"
#include "formats/document.hpp"

namespace tutela {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t depth = 64;

fs::path suite(const char* name) {
    return fs::path(TUTELA_SOURCE_DIR) / ".." / "shared" / "conformance" / name;
}

std::string text_of(const fs::path& path) {
    std::ifstream file(path, std::ios::binary);
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
}

std::vector<fs::path> files_in(const fs::path& folder, const char* extension) {
    std::vector<fs::path> files;
    for (const auto& entry : fs::recursive_directory_iterator(folder))
        if (entry.is_regular_file() && entry.path().extension() == extension)
            files.push_back(entry.path());
    std::sort(files.begin(), files.end());
    return files;
}

struct Tree {
    std::optional<Node> root;
    std::string said;
};

// As a design is read, without what a design means.
Tree read_tree(const fs::path& path, bool json) {
    Sources sources;
    const SourceId id = sources.add(path.filename().string(), text_of(path), SourceKind::design);
    if (!is_text(sources[id].text)) return {std::nullopt, "not UTF-8"};
    Diagnostics diagnostics;
    Tree tree;
    tree.root = json ? read_json(sources, id, depth, diagnostics)
                     : read_toml(sources, id, depth, diagnostics);
    tree.said = render(sources, diagnostics);
    if (has_errors(diagnostics))
        tree.root.reset();
    else if (!tree.root)
        FAIL("nothing read and nothing said: " << path);
    return tree;
}

// toml-test tells a value as { "type": "integer", "value": "42" }. Offsets of date-times and parts of
// seconds are no facts of a design; of those the day or the minute is compared.
bool same(const Node& got, const Node& expected) {
    if (expected.kind == Node::Kind::array) {
        if (got.kind != Node::Kind::array || got.items.size() != expected.items.size())
            return false;
        for (std::size_t i = 0; i < got.items.size(); ++i)
            if (!same(got.items[i], expected.items[i])) return false;
        return true;
    }
    const auto* type = expected.find("type");
    const auto* value = expected.find("value");
    if (!type || !value || expected.members.size() != 2 || type->value.kind != Node::Kind::text) {
        if (got.kind != Node::Kind::table || got.members.size() != expected.members.size())
            return false;
        return std::all_of(expected.members.begin(), expected.members.end(),
                           [&](const Node::Member& member) {
                               const auto* mine = got.find(member.key);
                               return mine && same(mine->value, member.value);
                           });
    }
    const std::string& kind = type->value.text;
    const std::string& text = value->value.text;
    if (kind == "string") return got.kind == Node::Kind::text && got.text == text;
    if (kind == "bool") return got.kind == Node::Kind::truth && got.truth == (text == "true");
    if (kind == "integer") return got.kind == Node::Kind::number && got.text == text;
    if (kind == "float") {
        if (got.kind != Node::Kind::number) return false;
        const auto mine = parse_decimal(got.text), wanted = parse_decimal(text);
        return !mine || !wanted ||
               *mine == *wanted;  // infinities and what fits no fraction are refused later
    }
    if (got.kind != Node::Kind::date_or_time) return false;
    return kind == "time-local" ? got.text.substr(0, 5) == text.substr(0, 5)
                                : got.text == text.substr(0, 10);
}

// Files of the suite on which toml++ 3.3.0 is known to differ from TOML 1.0; each with its reason.
const std::set<std::string>& known_deviations() {
    static const std::set<std::string> known{};
    return known;
}

TEST_CASE("toml-test: valid files read as they should, invalid ones are refused with a place",
          "[conformance]") {
    const fs::path tests = suite("toml-test") / "tests";
    if (!fs::exists(tests)) SKIP("toml-test is not beside this checkout, at " << tests);
    std::ifstream list(tests / "files-toml-1.0.0");
    std::set<std::string> of_version;
    for (std::string line; std::getline(list, line);) of_version.insert(line);
    std::size_t valid = 0, invalid = 0;
    for (const fs::path& path : files_in(tests, ".toml")) {
        const std::string name = fs::relative(path, tests).generic_string();
        if (of_version.count(name) == 0 || known_deviations().count(name) != 0) continue;
        INFO(name);
        const Tree tree = read_tree(path, false);
        INFO(tree.said);
        if (name.rfind("invalid/", 0) == 0) {
            ++invalid;
            CHECK_FALSE(tree.root);
            CHECK_FALSE(tree.said.empty());
            continue;
        }
        ++valid;
        fs::path expected_path = path;
        const Tree expected = read_tree(expected_path.replace_extension(".json"), true);
        REQUIRE(expected.root);
        CHECK(tree.root);
        if (tree.root) CHECK(same(*tree.root, *expected.root));
    }
    CHECK(valid > 150);
    CHECK(invalid > 300);
}

TEST_CASE("toml-test: files of the next version of TOML are read or refused, no more",
          "[conformance]") {
    const fs::path tests = suite("toml-test") / "tests";
    if (!fs::exists(tests)) SKIP("toml-test is not beside this checkout, at " << tests);
    for (const fs::path& path : files_in(tests, ".toml")) (void)read_tree(path, false);
}

TEST_CASE("JSONTestSuite: y_ is read, n_ is refused, i_ is one of both", "[conformance]") {
    const fs::path tests = suite("JSONTestSuite");
    if (!fs::exists(tests)) SKIP("JSONTestSuite is not beside this checkout, at " << tests);
    std::size_t files = 0;
    for (const fs::path& path : files_in(tests, ".json")) {
        const std::string name = path.filename().string();
        INFO(name);
        const Tree tree = read_tree(path, true);
        INFO(tree.said);
        ++files;
        // One key twice is well-formed JSON, and two values for one fact.
        if (name == "y_object_duplicated_key.json" ||
            name == "y_object_duplicated_key_and_value.json") {
            CHECK_FALSE(tree.root);
            continue;
        }
        if (name.rfind("y_", 0) == 0) CHECK(tree.root);
        if (name.rfind("n_", 0) == 0) CHECK_FALSE(tree.root);
    }
    CHECK(files > 300);
}

}  // namespace
}  // namespace tutela
