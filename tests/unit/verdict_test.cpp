#include "engine/verdict.hpp"

#include <catch2/catch_test_macros.hpp>

namespace tutela {
namespace {

constexpr Truth N = Truth::no, U = Truth::unknown, Y = Truth::yes;

TEST_CASE("Kleene's connectives agree with his tables cell by cell", "[kleene]") {
    const Truth values[] = {N, U, Y};
    const Truth conjunction[3][3] = {{N, N, N}, {N, U, U}, {N, U, Y}};
    const Truth disjunction[3][3] = {{N, U, Y}, {U, U, Y}, {Y, Y, Y}};
    const Truth negation[3] = {Y, U, N};
    for (int a = 0; a < 3; ++a) {
        CHECK(negate(values[a]) == negation[a]);
        for (int b = 0; b < 3; ++b) {
            CHECK(both(values[a], values[b]) == conjunction[a][b]);
            CHECK(either(values[a], values[b]) == disjunction[a][b]);
        }
    }
}

TEST_CASE("the verdict table gives the right verdict for all 27 combinations", "[verdict]") {
    const Verdict na = Verdict::not_applicable, ex = Verdict::excepted, met = Verdict::met,
                  not_met = Verdict::not_met, open = Verdict::undetermined;
    struct Row {
        Truth when, unless;
        Verdict require_no, require_unknown, require_yes;
    };
    const Row rows[] = {
        {N, N, na, na, na},         {N, U, na, na, na},      {N, Y, na, na, na},
        {U, N, open, open, met},    {U, U, open, open, met}, {U, Y, ex, ex, ex},
        {Y, N, not_met, open, met}, {Y, U, open, open, met}, {Y, Y, ex, ex, ex},
    };
    for (const Row& row : rows) {
        CHECK(verdict_of(row.when, row.unless, N) == row.require_no);
        CHECK(verdict_of(row.when, row.unless, U) == row.require_unknown);
        CHECK(verdict_of(row.when, row.unless, Y) == row.require_yes);
    }
}

TEST_CASE("the JSON words are the six of the language and no seventh", "[verdict]") {
    CHECK(word(Verdict::not_met) == "not met");
    CHECK(word(Verdict::undetermined) == "undetermined");
    CHECK(word(Verdict::needs_judgement) == "needs judgement");
    CHECK(word(Verdict::excepted) == "excepted");
    CHECK(word(Verdict::met) == "met");
    CHECK(word(Verdict::not_applicable) == "not applicable");
}

}  // namespace
}  // namespace tutela
