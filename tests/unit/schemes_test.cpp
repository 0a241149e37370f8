#include "analysis/schemes.hpp"

#include <catch2/catch_test_macros.hpp>

// The vectors by which the calculations were agreed.

namespace tutela {
namespace {

// Ten people; the answers of vector 1.
std::array<KoiAnswers, koi_questions> ten_people() {
    return {{{8, 1, 1, 0},
             {9, 0, 0, 1},
             {7, 3, 0, 0},
             {4, 6, 0, 0},
             {5, 5, 0, 0},
             {2, 1, 0, 7},
             {4, 6, 0, 0},
             {6, 4, 0, 0}}};
}

std::string four_places(const std::optional<Rational>& value) {
    if (!value) return "nothing";
    const auto scaled =
        (2 * value->numerator * 10000 + value->denominator) / (2 * value->denominator);
    return std::to_string(scaled);
}

}  // namespace

TEST_CASE("the key outcome indicator of ten people who answered everything") {
    const Koi result = koi(ten_people(), KoiMissing::left_out_of_its_element);
    CHECK(four_places(result.questions[0]) == "8000");
    CHECK(four_places(result.questions[1]) == "10000");
    CHECK(four_places(result.questions[3]) == "6000");
    CHECK(four_places(result.questions[5]) == "6667");
    CHECK(four_places(result.elements[0]) == "9000");
    CHECK(four_places(result.elements[1]) == "6500");
    CHECK(four_places(result.elements[2]) == "5833");
    CHECK(four_places(result.elements[3]) == "5000");
    CHECK(four_places(result.indicator) == "6583");
    // With all eight answered, the mean of eight is the same.
    CHECK(four_places(koi(ten_people(), KoiMissing::left_out_of_the_mean).indicator) == "6583");
}

TEST_CASE(
    "a question that nobody answered gives three indicators, by the rule for what is missing") {
    auto answers = ten_people();
    answers[5] = {0, 0, 0, 10};
    CHECK(four_places(koi(answers, KoiMissing::left_out_of_its_element).indicator) == "6375");
    CHECK(four_places(koi(answers, KoiMissing::left_out_of_the_mean).indicator) == "6571");
    CHECK(four_places(koi(answers, KoiMissing::counted_as_zero).indicator) == "5750");
    CHECK(koi(answers, KoiMissing::counted_as_zero).missing == KoiMissing::counted_as_zero);
    CHECK_FALSE(koi(answers, KoiMissing::left_out_of_its_element).questions[5]);
}

TEST_CASE("few answers are flagged, and stay in the figure") {
    const Koi result = koi(ten_people(), KoiMissing::left_out_of_its_element, 4);
    CHECK(result.few_answers == std::vector<std::size_t>{5});
    CHECK(koi({}, KoiMissing::left_out_of_its_element).few_answers.size() == 8);
    CHECK_FALSE(koi({}, KoiMissing::left_out_of_its_element).indicator);
}

TEST_CASE("the gender-age mark goes by how many criteria are met") {
    using enum Truth;
    const auto mark = [](Truth a, Truth b, Truth c, Truth d) {
        const GenderAgeMark made = gender_age_mark(yes, {a, b, c, d});
        return std::pair(made.low, made.high);
    };
    CHECK(mark(yes, yes, no, no) == std::pair(1U, 1U));
    CHECK(mark(yes, no, no, no) == std::pair(0U, 0U));
    CHECK(mark(no, no, no, no) == std::pair(0U, 0U));
    CHECK(mark(yes, yes, yes, no) == std::pair(1U, 1U));
    CHECK(mark(yes, yes, yes, yes) == std::pair(2U, 2U));
    CHECK(mark(yes, yes, yes, unknown) == std::pair(1U, 2U));
    CHECK(mark(yes, unknown, no, no) == std::pair(0U, 1U));
    CHECK(gender_age_mark(no, {yes, yes, yes, yes}).applies == no);
    CHECK(gender_age_mark(unknown, {yes, yes, yes, yes}).applies == unknown);
}

TEST_CASE(
    "the gender with age marker has a code where its rules give one, and is for the team alone") {
    CHECK(gam_code({4, 4, 4, 0}).code == 4U);
    CHECK(gam_code({3, 0, 0, 4}).code == 0U);
    CHECK(gam_code({2, 2, 2, 2}).code == 2U);
    CHECK_FALSE(gam_code({4, 3, 2, 1}).code);
    CHECK_FALSE(gam_code({4, 4, 0, 1}).code);
    CHECK_FALSE(gam_code({4, 4, std::nullopt, 0}).code);
    CHECK(gam_code({0, 0, std::nullopt, std::nullopt}).code == 0U);
    CHECK(gam_code({4, 4, 4, std::nullopt}).code == 4U);
    CHECK(GamCode::self_check_only);
}

TEST_CASE("a mean in the manner of the core humanitarian standard hides no weakness") {
    const GridResult minor = grid({3, 3, 1, 2});
    CHECK(minor.mean == Rational{9, 4});
    CHECK(minor.label == GridLabel::minor_weakness);
    CHECK_FALSE(minor.blocking);
    const GridResult major = grid({3, 3, 0, 3});
    CHECK(major.mean == Rational{9, 4});
    CHECK(major.label == GridLabel::major_weakness);
    CHECK(major.blocking);
    const GridResult half = grid({3, std::nullopt, 2});
    CHECK(half.mean == Rational{5, 2});
    CHECK(half.left_out == 1);
    CHECK(half.label == GridLabel::observation);
    CHECK_FALSE(grid({}).mean);
    CHECK(grid_score(Severity::critical) == 0);
    CHECK(grid_score(Severity::minor) == 2);
    CHECK(grid_score(std::nullopt) == 3);
}

}  // namespace tutela
