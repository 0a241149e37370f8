// Law 5: `format` keeps the meaning and is idempotent. On every text of rules in this project, and on generated ones.

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>

#include <catch2/catch_test_macros.hpp>

#include "dsl/format.hpp"
#include "engine/explain.hpp"
#include "formats/writers.hpp"
#include "tests/property/world.hpp"

namespace {

using namespace property;
using namespace tutela;
namespace fs = std::filesystem;

const fs::path root = TUTELA_SOURCE_DIR;

std::string slurp(const fs::path& path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

// The words and comments of a text, without what stands between them.
std::vector<std::string> tokens(const Sources& sources, const SyntaxTree& tree) {
    std::vector<std::string> found;
    for (const Token& token : tree.tokens) {
        if (token.kind == TokenKind::space) continue;
        std::string text(sources.text(token.span));
        while (token.kind == TokenKind::comment && (text.back() == ' ' || text.back() == '\t'))
            text.pop_back();
        found.push_back(std::move(text));
    }
    return found;
}

struct Formatted {
    std::optional<std::string> text;
    std::vector<std::string> tokens;

    explicit Formatted(const std::string& from) {
        Sources sources;
        const Parsed parsed = parse(sources, sources.add("x.tutela", from, SourceKind::rules));
        tokens = ::tokens(sources, parsed.tree);
        text = format(sources, parsed);
    }
};

// What is wrong with the layout of a text; empty: nothing, also when the text has a mistake.
std::string wrong_with(const std::string& text) {
    const Formatted once(text);
    if (!once.text) return {};
    const Formatted twice(*once.text);
    if (!twice.text) return "what was formatted has a mistake:\n" + *once.text;
    if (twice.tokens != once.tokens) return "other tokens:\n" + text + "\nbecame\n" + *once.text;
    if (*twice.text != *once.text)
        return "not idempotent:\n" + *once.text + "\nbecame\n" + *twice.text;
    std::istringstream lines(*once.text);
    for (std::string line; std::getline(lines, line);)
        if (line.ends_with(' ') && text.find(line) == std::string::npos)
            return "a space at the end of a line:\n" + *once.text;
    return {};
}

std::vector<std::string> texts_in_blocks(const std::string& page, const std::string& opens,
                                         const std::string& closes) {
    std::vector<std::string> found;
    std::istringstream lines(page);
    bool inside = false;
    for (std::string line; std::getline(lines, line);) {
        if (inside && line.rfind(closes, 0) == 0) inside = false;
        if (inside) found.back() += line + "\n";
        if (!inside && line.rfind(opens, 0) == 0 && line.find("tutela") != std::string::npos) {
            inside = true;
            found.emplace_back();
        }
    }
    return found;
}

// An example of the language page is a file, or declarations, or clauses, or conditions: one of the texts it may be
// part of has no mistake.
std::vector<std::string> around(const std::string& example) {
    const std::string head = "ruleset x \"1\" language en\n", rule = "rule AAA-01 \"A\"\n";
    std::string conditions = head + rule;
    std::istringstream lines(example);
    for (std::string line; std::getline(lines, line);)
        if (!line.empty()) conditions += "when " + line + "\n";
    return {example, head + example, head + rule + example, conditions};
}

// The ruleset of everything, each text formatted first or not.
Program everything(Sources& sources, bool formatted) {
    const auto read = [&](const fs::path& path) {
        const std::string text = slurp(path);
        return RuleFile{path.string(), formatted ? *Formatted(text).text : text};
    };
    const fs::path rulesets = root / "rulesets";
    Compiled compiled = compile(
        sources, {read(rulesets / "protection-mainstreaming/protection-mainstreaming.tutela")},
        [&](std::string_view name) -> std::optional<RuleFile> {
            const std::string file = std::string(name) + ".tutela";
            for (const fs::path& folder : {rulesets / name, rulesets / "core"})
                if (fs::exists(folder / file)) return read(folder / file);
            return std::nullopt;
        },
        {july_first});
    REQUIRE(compiled.ruleset);
    return make_program(std::move(*compiled.ruleset));
}

// Comments strewn between the words of a text, some on lines of their own.
std::string with_comments(Choices& choices, const std::string& text) {
    Sources sources;
    const Parsed parsed = parse(sources, sources.add("x.tutela", text, SourceKind::rules));
    std::string out;
    for (const Token& token : parsed.tree.tokens) {
        if (token.kind == TokenKind::space && choices.one_in(20)) {
            const std::vector<std::string> strewn{
                " # behind\n", "\n# alone\n", "\n\n  # after a gap\n\n", "\n# ---------- banner\n"};
            out += choices.of(strewn);
        }
        out += sources.text(token.span);
    }
    return out;
}

}  // namespace

TEST_CASE("law 5: every text of rules in this project is formatted once and for all",
          "[property][format]") {
    std::size_t count = 0;
    const auto check = [&](const fs::path& path, const std::string& text) {
        INFO(path.string());
        CHECK(wrong_with(text) == "");
        ++count;
    };
    for (const auto& entry : fs::recursive_directory_iterator(root)) {
        const fs::path& path = entry.path();
        if (path.extension() == ".tutela" && path.string().find("/build/") == std::string::npos)
            check(path, slurp(path));
        if (path.extension() == ".case")
            for (const std::string& text : texts_in_blocks(slurp(path), "=== file", "==="))
                check(path, text);
    }
    for (const std::string& example :
         texts_in_blocks(slurp(root / "docs/language.md"), "```tutela", "```")) {
        bool formatted = false;
        for (const std::string& text : around(example)) {
            check("docs/language.md", text);
            formatted = formatted || Formatted(text).text;
        }
        // What is refused has mistakes.
        INFO(example);
        CHECK((formatted || example.find("# mixed-and-or") != std::string::npos));
    }
    CHECK(count > 200);
}

TEST_CASE("law 5: all rulesets formatted give every example the same report",
          "[property][format]") {
    Sources sources, after_sources;
    const Program before = everything(sources, false), after = everything(after_sources, true);
    std::size_t count = 0;
    for (const auto& entry : fs::directory_iterator(root / "examples")) {
        const fs::path path = entry.path() / "programme.toml";
        if (!fs::exists(path)) continue;
        ++count;
        const auto report = [&](Sources& its, const Program& program) {
            const ReadDesign read =
                read_design(its, program.ruleset.vocabulary, path.string(), slurp(path));
            REQUIRE(read.design);
            Report made = judged(program, *read.design, true, Explain::all);
            word_explanations(program, *read.design, made);
            return without_lines(nlohmann::ordered_json::parse(
                write_json({{its, program, *read.design, made, {}, Explain::all}})));
        };
        INFO(path.string());
        CHECK(report(sources, before).dump(1) == report(after_sources, after).dump(1));
    }
    CHECK(count > 1);
}

TEST_CASE("law 5: generated rules keep their words and their report", "[property][format]") {
    const std::string said = find_failure(cases(1500), 70000, [](Choices& choices) -> std::string {
        const std::string text = random_rules(choices, {}).text();
        if (std::string wrong = wrong_with(text); !wrong.empty()) return wrong;
        const Rules before(text), after(*Formatted(text).text);
        if (!before.program || !after.program) return before.problems + after.problems;
        Sources sources;
        const Read read(sources, before.program->ruleset.vocabulary,
                        random_design(choices, {}).toml());
        if (!read.design) return read.problems;
        const auto report = [&](const Rules& rules) {
            const Report made = judged(*rules.program, *read.design);
            return without_lines(nlohmann::ordered_json::parse(
                write_json({{sources, *rules.program, *read.design, made, {}, Explain::none}})));
        };
        return report(before) == report(after) ? "" : "another report:\n" + text;
    });
    CHECK(said == "");
}

TEST_CASE("law 5: comments stay between the words where they stand", "[property][format]") {
    const std::string leadership = slurp(root / "rulesets/leadership/leadership.tutela");
    const std::string programme = slurp(root / "rulesets/programme/programme.tutela");
    const std::string said = find_failure(cases(600), 71000, [&](Choices& choices) -> std::string {
        const std::uint32_t which = choices.pick(20);
        return wrong_with(with_comments(choices, which == 18   ? leadership
                                                 : which == 19 ? programme
                                                               : random_rules(choices, {}).text()));
    });
    CHECK(said == "");
}
