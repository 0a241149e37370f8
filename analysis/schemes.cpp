#include "analysis/schemes.hpp"

#include <algorithm>
#include <set>

namespace tutela {
namespace {

constexpr std::size_t reversed_question = 3;  // MEA 2

std::optional<Rational> mean(const std::vector<Rational>& values) {
    if (values.empty()) return std::nullopt;
    std::optional<Rational> sum = Rational{0, 1};
    for (const Rational& value : values)
        if (sum) sum = add(*sum, value);
    return sum ? divide(*sum, {static_cast<std::int64_t>(values.size()), 1}) : std::nullopt;
}

std::uint32_t valid(const KoiAnswers& answers) {
    return answers.positive + answers.negative + answers.dont_know;
}

std::optional<Rational> favourable(const KoiAnswers& answers, std::size_t question) {
    const std::uint32_t all = valid(answers);
    if (all == 0) return std::nullopt;
    const std::uint32_t good = question == reversed_question ? answers.negative : answers.positive;
    return divide(Rational{good, 1}, Rational{all, 1});
}

template <std::size_t Size>
std::optional<Rational> mean_of(const std::array<std::optional<Rational>, Size>& values) {
    std::vector<Rational> there;
    for (const auto& value : values)
        if (value) there.push_back(*value);
    return mean(there);
}

}  // namespace

std::string_view word(KoiMissing rule) {
    switch (rule) {
        case KoiMissing::left_out_of_its_element: return "left out of its element";
        case KoiMissing::left_out_of_the_mean: return "left out of the mean of all questions";
        case KoiMissing::counted_as_zero: return "counted as zero";
    }
    return "";
}

Koi koi(const std::array<KoiAnswers, koi_questions>& answers, KoiMissing missing,
        std::uint32_t fewest) {
    Koi result;
    result.missing = missing;
    for (std::size_t question = 0; question < koi_questions; ++question) {
        result.questions[question] = favourable(answers[question], question);
        if (valid(answers[question]) < fewest) result.few_answers.push_back(question);
    }
    for (std::size_t element = 0; element < koi_elements; ++element) {
        std::array<std::optional<Rational>, 2> two{result.questions[2 * element],
                                                   result.questions[2 * element + 1]};
        if (missing == KoiMissing::counted_as_zero)
            for (auto& share : two) share = share.value_or(Rational{0, 1});
        result.elements[element] = mean_of(two);
    }
    result.indicator = missing == KoiMissing::left_out_of_the_mean ? mean_of(result.questions)
                                                                   : mean_of(result.elements);
    return result;
}

GenderAgeMark gender_age_mark(Truth contact, const std::array<Truth, 4>& criteria) {
    const auto mark = [](std::ptrdiff_t met) { return met < 2 ? 0U : met < 4 ? 1U : 2U; };
    const auto sure = std::count(criteria.begin(), criteria.end(), Truth::yes);
    const auto perhaps = std::count(criteria.begin(), criteria.end(), Truth::unknown);
    return {contact, mark(sure), mark(sure + perhaps)};
}

namespace {

// The code of four measures that are all coded, and the rule that gives it.
GamCode gam_of(const std::array<unsigned, 4>& codes) {
    if (std::count(codes.begin(), codes.end(), 0U) >= 2)
        return {0U, "two or more of the key measures are 0"};
    for (const unsigned code : codes)
        if (std::count(codes.begin(), codes.end(), code) >= 3)
            return {code, "three or four of the key measures share this code"};
    return {std::nullopt, "the key measures differ, and no rule for such a mix is known"};
}

// Every way in which the measures that are not coded yet could still be coded.
void complete(const std::array<std::optional<unsigned>, 4>& measures, std::size_t at,
              std::array<unsigned, 4>& codes, std::set<std::optional<unsigned>>& results) {
    if (at == measures.size()) {
        results.insert(gam_of(codes).code);
        return;
    }
    for (unsigned code = measures[at].value_or(0); code <= measures[at].value_or(4); ++code) {
        codes[at] = code;
        complete(measures, at + 1, codes, results);
    }
}

}  // namespace

GamCode gam_code(const std::array<std::optional<unsigned>, 4>& key_measures) {
    const bool all = std::all_of(key_measures.begin(), key_measures.end(),
                                 [](const auto& code) { return code.has_value(); });
    std::array<unsigned, 4> codes{};
    if (all) {
        for (std::size_t i = 0; i < codes.size(); ++i) codes[i] = *key_measures[i];
        return gam_of(codes);
    }
    std::set<std::optional<unsigned>> results;
    complete(key_measures, 0, codes, results);
    if (results.size() == 1 && results.begin()->has_value())
        return {*results.begin(), "the measures that are not coded yet cannot change it"};
    return {std::nullopt, "a key measure is not coded yet"};
}

unsigned grid_score(std::optional<Severity> heaviest_not_met) {
    if (!heaviest_not_met) return 3;
    switch (*heaviest_not_met) {
        case Severity::critical: return 0;
        case Severity::major: return 1;
        case Severity::minor: return 2;
        case Severity::advisory: return 3;
    }
    return 3;
}

std::string_view word(GridLabel label) {
    switch (label) {
        case GridLabel::conforms: return "conforms";
        case GridLabel::observation: return "observation";
        case GridLabel::minor_weakness: return "minor weakness";
        case GridLabel::major_weakness: return "major weakness";
    }
    return "";
}

GridResult grid(const std::vector<std::optional<unsigned>>& requirements) {
    GridResult result;
    std::vector<Rational> scored;
    for (const auto& requirement : requirements) {
        if (!requirement) {
            ++result.left_out;
            continue;
        }
        scored.push_back({*requirement, 1});
        const GridLabel label = *requirement == 0   ? GridLabel::major_weakness
                                : *requirement == 1 ? GridLabel::minor_weakness
                                : *requirement == 2 ? GridLabel::observation
                                                    : GridLabel::conforms;
        result.label = std::max(result.label, label);
    }
    result.mean = mean(scored);
    result.blocking = result.label == GridLabel::major_weakness;
    return result;
}

}  // namespace tutela
