#include <algorithm>
#include <array>
#include <cctype>

#include "engine/vocabulary.hpp"

// The closed lists of languages (ISO 639-3) and countries (ISO 3166-1).

namespace tutela {
namespace {

struct Code {
    std::string_view code;
    std::string_view other;
};

#define COUNTRY(alpha_2, alpha_3)
#define LANGUAGE(alpha_3, alpha_2) Code{alpha_3, alpha_2},
constexpr Code languages[] = {
#include "engine/iso_codes.inc"
};
#undef COUNTRY
#undef LANGUAGE
#define LANGUAGE(alpha_3, alpha_2)
#define COUNTRY(alpha_2, alpha_3) Code{alpha_2, alpha_3},
constexpr Code countries[] = {
#include "engine/iso_codes.inc"
};
#undef COUNTRY
#undef LANGUAGE

template <std::size_t N>
std::optional<std::uint32_t> find(const Code (&codes)[N], std::string_view written) {
    std::string code(written);
    std::transform(code.begin(), code.end(), code.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    const auto* at =
        std::lower_bound(std::begin(codes), std::end(codes), code,
                         [](const Code& a, const std::string& b) { return a.code < b; });
    if (at != std::end(codes) && at->code == code)
        return static_cast<std::uint32_t>(at - std::begin(codes));
    const auto* other = std::find_if(std::begin(codes), std::end(codes), [&](const Code& entry) {
        return !entry.other.empty() && entry.other == code;
    });
    if (other == std::end(codes)) return std::nullopt;
    return static_cast<std::uint32_t>(other - std::begin(codes));
}

std::string upper(std::string_view code) {
    std::string text(code);
    std::transform(text.begin(), text.end(), text.begin(),
                   [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
    return text;
}

}  // namespace

std::optional<std::uint32_t> find_language(std::string_view code) {
    return find(languages, code);
}
std::string language_code(std::uint32_t index) {
    return index < std::size(languages) ? std::string(languages[index].code) : "?";
}
std::optional<std::uint32_t> find_country(std::string_view code) {
    return find(countries, code);
}
std::string country_code(std::uint32_t index) {
    return index < std::size(countries) ? upper(countries[index].code) : "?";
}

}  // namespace tutela
