// The three-valued cases of the DMN Technology Compatibility Kit: null is a fact that nobody stated. DMN is not typed,
// Tutela is: what DMN answers with null because an operand is no truth value is refused here.

#include <filesystem>
#include <fstream>
#include <sstream>

#include <fmt/format.h>
#include <catch2/catch_test_macros.hpp>

#include "dsl/compile.hpp"
#include "engine/evaluate.hpp"
#include "formats/readers.hpp"

namespace {

namespace fs = std::filesystem;
using namespace tutela;

constexpr const char* vocabulary = R"(vocabulary dmn "1"  language en
record programme
  field a     truth
  field b     truth
  field null  truth
end
record item
  field id  key
  field ok  truth
end
one  programme of programme
list items of item
)";

// What a condition comes to in a design: true, false, null, or refused.
std::string answer(const std::string& condition, const std::string& toml) {
    Sources sources;
    const std::string rules =
        "ruleset r \"1\" language en\n  title \"R\"\n  uses dmn \"1\"\nprinciple p \"P\"\nrule "
        "DMN-01 \"Row\"\n"
        "  principle p\n  severity major\n  require " +
        condition + "\n";
    Compiled compiled = compile(sources, {{"r.tutela", rules}}, [](std::string_view name) {
        return name == "dmn" ? std::optional(RuleFile{"dmn.tutela", vocabulary}) : std::nullopt;
    });
    if (!compiled.ruleset) return "refused";
    const Program program = make_program(std::move(*compiled.ruleset));
    const ReadDesign read = read_design(sources, program.ruleset.vocabulary, "d.toml", toml);
    if (!read.design) return "refused";
    const Truth truth = evaluate(program, *read.design, {}).findings.at(0).require;
    return truth == Truth::yes ? "true" : truth == Truth::no ? "false" : "null";
}

std::vector<std::string> split(const std::string& text, const std::string& by) {
    std::vector<std::string> parts;
    std::size_t from = 0;
    for (std::size_t at; (at = text.find(by, from)) != std::string::npos; from = at + by.size())
        parts.push_back(text.substr(from, at - from));
    parts.push_back(text.substr(from));
    return parts;
}

std::string operand(const std::string& word) {
    return word == "null" ? "programme.null"
           : word == "A"  ? "programme.a"
           : word == "B"  ? "programme.b"
                          : word;
}

// all(…) and any(…): of a list in brackets, of several, of one; `nothing` when DMN's answer is about how they are called.
std::optional<std::string> of_list(const std::string& quantifier, std::string arguments) {
    if (arguments.empty() || arguments.rfind("l:", 0) == 0) return std::nullopt;
    if (arguments.rfind("list:", 0) == 0) arguments = arguments.substr(5);
    const std::string condition = quantifier + " x in items satisfies x.ok";
    if (arguments == "null") return answer(condition, "[programme]\n");
    if (arguments.front() == '[') arguments = arguments.substr(1, arguments.size() - 2);
    if (arguments.empty()) return answer(condition, "items = []\n[programme]\n");
    std::string toml = "[programme]\n";
    int id = 0;
    for (const std::string& word : split(arguments, ", "))
        toml += fmt::format("[[items]]\nid = \"i{}\"\n", ++id) +
                (word == "null" ? "" : "ok = " + word + "\n");
    return answer(condition, toml);
}

}  // namespace

TEST_CASE("the three-valued cases of the DMN kit", "[conformance]") {
    const fs::path path = fs::path(TUTELA_SOURCE_DIR) / ".." / "shared" / "conformance" /
                          "dmn-tck" / "three-valued-logic.tsv";
    std::ifstream in(path);
    if (!in) SKIP("the DMN kit is not beside this checkout, at " << path);
    std::string line;
    std::getline(in, line);
    int run = 0, other = 0;
    while (std::getline(in, line)) {
        const std::vector<std::string> cells = split(line, "\t");
        REQUIRE(cells.size() == 4);
        const std::string &inputs = cells[1], &expression = cells[2], &expected = cells[3];
        std::string toml = "[programme]\n";
        std::optional<std::string> got;
        const auto inside = [&](std::size_t head) {
            return expression.substr(head, expression.size() - head - 1);
        };
        if (expression.find("satisfies") != std::string::npos) {
            // Tables and functions that the extract does not hold.
        } else if (expression.rfind("all(", 0) == 0) {
            got = of_list("every", inside(4));
        } else if (expression.rfind("any(", 0) == 0) {
            got = of_list("some", inside(4));
        } else {
            for (const std::string& input : split(inputs, ";"))
                if (input.size() > 2 && input.substr(2) != "null")
                    toml += fmt::format("{} = {}\n", input[0] == 'A' ? "a" : "b", input.substr(2));
            if (expression.rfind("not(", 0) == 0) {
                got = answer("not " + operand(inside(4)), toml);
            } else {
                const std::string word =
                    expression.find(" and ") != std::string::npos ? " and " : " or ";
                const std::vector<std::string> sides = split(expression, word);
                got = answer(operand(sides.at(0)) + word + operand(sides.at(1)), toml);
            }
        }
        if (!got) {
            ++other;
            continue;
        }
        ++run;
        // Numbers and texts are no truth values.
        const bool untyped = expression.find('"') != std::string::npos ||
                             expression.find_first_of("0123456789") != std::string::npos;
        INFO(line);
        CHECK(*got == (untyped ? "refused" : expected));
    }
    CHECK(run > 80);
    CHECK(other <= 11);
}
