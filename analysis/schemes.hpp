#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/interval.hpp"
#include "engine/ruleset.hpp"
#include "engine/truth.hpp"

namespace tutela {

// The calculations of schemes that others score programmes by. Each says which rule it used for what is missing, since
// that rule changes the figure. None of them gates a check.

// ------------------------------------------------------------------ DG ECHO, key outcome indicator

// Answers to one question of the survey on protection mainstreaming. Blank answers, refusals and those that fit no
// option are `no_answer` and leave the share.
struct KoiAnswers {
    std::uint32_t positive = 0, negative = 0, dont_know = 0, no_answer = 0;
};

// The eight questions in their order: SDH 1-2, MEA 1-2, ACC 1-2, PEM 1-2. MEA 2 asks whether anyone in need is left out, so
// there the negative answers are the favourable ones.
inline constexpr std::size_t koi_questions = 8;
inline constexpr std::size_t koi_elements = 4;
inline constexpr std::array<const char*, koi_elements> koi_element_names{"SDH", "MEA", "ACC",
                                                                         "PEM"};

// What stands in for a question that nobody answered.
enum class KoiMissing : std::uint8_t {
    left_out_of_its_element,  // the element is the mean of what was answered
    left_out_of_the_mean,     // the indicator is the mean of the questions answered, elements aside
    counted_as_zero
};
[[nodiscard]] std::string_view word(KoiMissing rule);

struct Koi {
    // Shares of favourable answers, 0 … 1; nothing where nobody answered.
    std::array<std::optional<Rational>, koi_questions> questions;
    std::array<std::optional<Rational>, koi_elements> elements;
    std::optional<Rational> indicator;
    KoiMissing missing = KoiMissing::left_out_of_its_element;
    std::vector<std::size_t> few_answers;  // questions with fewer answers than `fewest`
};
// Elements are means of their two questions, the indicator the mean of the elements (public calculator of the indicator).
// `fewest`: below it a share is flagged, not left out; 30 is a project default.
[[nodiscard]] Koi koi(const std::array<KoiAnswers, koi_questions>& answers, KoiMissing missing,
                      std::uint32_t fewest = 30);

// ------------------------------------------------------------------ DG ECHO, gender-age mark

// The mark, as bounds: a criterion that cannot be told leaves both ends open.
struct GenderAgeMark {
    Truth applies = Truth::yes;  // no: there is no direct contact with affected people
    unsigned low = 0, high = 2;  // meaningless when it does not apply
};
// Criteria: analysis, adapted assistance, negative effects prevented, participation. None or one met: 0; two or three: 1;
// four: 2 (Gender-Age Marker Toolkit, 2013).
[[nodiscard]] GenderAgeMark gender_age_mark(Truth contact, const std::array<Truth, 4>& criteria);

// ------------------------------------------------------------------ IASC, gender with age marker

// For the team's own use: its owners ask that the code never decides about acceptance or money, so it is never part of a
// gate or of what is sent to donors.
struct GamCode {
    std::optional<unsigned> code;  // 0 … 4; nothing when it cannot be told
    std::string why;               // the rule that gave it, or why there is none
    static constexpr bool self_check_only = true;
};
// The design phase: key measures A, D, G, J, each coded 0 … 4 or not coded yet. Two or more zeros give 0; three or four
// alike give that code; for other mixes no rule was seen, and there is no code.
[[nodiscard]] GamCode gam_code(const std::array<std::optional<unsigned>, 4>& key_measures);

// ------------------------------------------------------------------ grid in the manner of the CHS verification

// 0 major weakness, 1 minor weakness, 2 observation, 3 conforms. 4 means beyond the intent, and no machine gives it.
// From the heaviest rule that is not met: critical 0, major 1, minor 2, none 3 (a mapping of ours).
[[nodiscard]] unsigned grid_score(std::optional<Severity> heaviest_not_met);

enum class GridLabel : std::uint8_t { conforms, observation, minor_weakness, major_weakness };
[[nodiscard]] std::string_view word(GridLabel label);

struct GridResult {
    std::optional<Rational> mean;  // of the requirements that are scored; nothing when none is
    GridLabel label = GridLabel::conforms;  // of the lowest of them: a mean never hides it
    bool blocking = false;                  // one of them is a major weakness
    std::size_t left_out = 0;  // requirements without a score, which the mean leaves out
};
[[nodiscard]] GridResult grid(const std::vector<std::optional<unsigned>>& requirements);

}  // namespace tutela
