#include "apps/cli/locale.hpp"

#include <algorithm>
#include <array>
#include <memory>
#include <string_view>
#include <utility>
#include <vector>

#include <unicode/dtptngen.h>
#include <unicode/numberformatter.h>
#include <unicode/plurrule.h>
#include <unicode/smpdtfmt.h>
#include <unicode/uloc.h>

#include "engine/calendar.hpp"

namespace tutela {
namespace {

std::string utf8(const icu::UnicodeString& text) {
    std::string out;
    text.toUTF8String(out);
    return out;
}

// gettext's forms of a language stand in the order of the categories of CLDR.
std::function<std::size_t(std::uint64_t)> plural_forms(const icu::Locale& locale) {
    UErrorCode problem = U_ZERO_ERROR;
    std::shared_ptr<icu::PluralRules> rules(icu::PluralRules::forLocale(locale, problem));
    if (U_FAILURE(problem)) return {};
    std::vector<std::string> forms;
    for (const char* category : {"zero", "one", "two", "few", "many", "other"})
        if (rules->isKeyword(icu::UnicodeString(category))) forms.emplace_back(category);
    return [rules, forms](std::uint64_t count) {
        const std::string category =
            utf8(rules->select(static_cast<double>(std::min<std::uint64_t>(count, 1'000'000'000))));
        return static_cast<std::size_t>(std::find(forms.begin(), forms.end(), category) -
                                        forms.begin());
    };
}

std::function<std::string(const std::string&)> numbers(
    const icu::number::LocalizedNumberFormatter& formatter) {
    auto kept = std::make_shared<icu::number::LocalizedNumberFormatter>(formatter);
    return [kept](const std::string& plain) {
        UErrorCode problem = U_ZERO_ERROR;
        const auto made = kept->formatDecimal(plain, problem);
        const std::string text = utf8(made.toString(problem));
        return U_FAILURE(problem) ? plain : text;
    };
}

std::function<std::string(std::int64_t)> dates(const icu::Locale& locale, const char* skeleton,
                                               double (*milliseconds)(std::int64_t)) {
    UErrorCode problem = U_ZERO_ERROR;
    std::unique_ptr<icu::DateTimePatternGenerator> patterns(
        icu::DateTimePatternGenerator::createInstance(locale, problem));
    if (U_FAILURE(problem)) return {};
    const icu::UnicodeString pattern =
        patterns->getBestPattern(icu::UnicodeString(skeleton), problem);
    return [locale, pattern, milliseconds](std::int64_t when) {
        // A format is not safe to share among threads, so each use has its own.
        UErrorCode trouble = U_ZERO_ERROR;
        icu::SimpleDateFormat format(pattern, locale, trouble);
        if (U_FAILURE(trouble)) return std::string();
        format.adoptTimeZone(icu::TimeZone::createTimeZone("UTC"));
        icu::UnicodeString text;
        format.format(milliseconds(when), text);
        return utf8(text);
    };
}

// French says the first of a month as an ordinal, which CLDR's patterns leave out: "1er juillet 2026".
std::function<std::string(std::int64_t)> with_first_of_month(
    std::function<std::string(std::int64_t)> date) {
    return [date = std::move(date)](std::int64_t day) {
        std::string text = date(day);
        if (text.starts_with("1 ")) text.insert(1, "er");
        return text;
    };
}

std::int64_t first_day(std::int64_t month) {
    const auto date = parse_date(month_text(month) + "-01");
    return date ? date->low.numerator : 0;
}

constexpr double day_milliseconds = 86'400'000.0;

}  // namespace

void set_locale(Language& language, const std::string& code) {
    language.code = code;
    if (code == "en" || language.pseudo) return;
    const icu::Locale locale(code.c_str());
    language.right_to_left = uloc_isRightToLeft(code.c_str()) != 0;
    language.plural_form = plural_forms(locale);
    using namespace icu::number;
    const auto exact = NumberFormatter::withLocale(locale).precision(Precision::maxFraction(2));
    language.number = numbers(exact);
    language.percent = numbers(exact.unit(icu::MeasureUnit::getPercent()));
    language.date = dates(locale, "yMMMMd", [](std::int64_t day) {
        return static_cast<double>(day) * day_milliseconds;
    });
    if (language.date && std::string_view(locale.getLanguage()) == "fr")
        language.date = with_first_of_month(std::move(language.date));
    language.month = dates(locale, "yMMMM", [](std::int64_t month) {
        return static_cast<double>(first_day(month)) * day_milliseconds;
    });
}

std::string language_of_environment(const std::string& value) {
    const std::string code = value.substr(0, value.find_first_of("_.@"));
    return code.size() < 2 || code == "POSIX" ? "en" : code;
}

}  // namespace tutela
