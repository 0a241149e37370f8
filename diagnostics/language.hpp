#pragma once

#include <concepts>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "diagnostics/wording.hpp"

namespace tutela {

// Replaces `{}` by the arguments in turn, and `{0}`, `{1}` … by their number: a translation may put them in another
// order. `{{` and `}}` write a brace. An argument that is not there leaves nothing.
[[nodiscard]] std::string fill(std::string_view text, const std::vector<std::string>& arguments);

// Do both texts hold the same holes, in whatever order and however often? Holes may have names, too: `{site}`.
[[nodiscard]] bool same_holes(std::string_view source, std::string_view translation);
// Are the holes of a text among those of another?
[[nodiscard]] bool holes_within(std::string_view text, std::string_view other);

// Texts of one language by what they say in the source language, with a context where the same words mean two things.
struct Catalogue {
    std::unordered_map<std::string, std::vector<std::string>>
        texts;  // one text, or one for each plural form

    void add(std::string_view context, std::string_view source,
             std::vector<std::string> translations);
    // Nothing when there is no translation.
    [[nodiscard]] const std::vector<std::string>* find(std::string_view context,
                                                       std::string_view source) const;
};

// The language in which people are spoken to. Plain data and a few functions that the edge of the program hands over
// (plural forms, numbers and dates by the language's rules): the core asks no locale. Made once, then never changed;
// threads share it. The default is English, in which every text is its own translation.
class Language {
public:
    std::string code = "en";
    bool right_to_left = false;
    // Every translatable text in brackets, so that a test sees what was forgotten.
    bool pseudo = false;
    Catalogue catalogue;
    std::function<std::size_t(std::uint64_t)> plural_form;   // which form a count takes
    std::function<std::string(const std::string&)> number;   // "1234.5" -> "1 234,5"
    std::function<std::string(const std::string&)> percent;  // "12.5" -> "12,5 %"
    std::function<std::string(std::int64_t)> date;           // days since 1970-01-01
    std::function<std::string(std::int64_t)> month;          // months since 1970-01

    [[nodiscard]] bool is_source() const { return !pseudo && catalogue.texts.empty(); }

    // A text of the program. `tr`, `trn` and `trc` are what xgettext looks for.
    template <class... Arguments>
    [[nodiscard]] std::string tr(Wording<sizeof...(Arguments)> source,
                                 const Arguments&... arguments) const {
        return filled(text("", source.text()), {words(arguments)...});
    }
    // The same words can need other translations: "open" of a list, of a question.
    template <class... Arguments>
    [[nodiscard]] std::string trc(std::string_view context, Wording<sizeof...(Arguments)> source,
                                  const Arguments&... arguments) const {
        return filled(text(context, source.text()), {words(arguments)...});
    }
    // A text that goes by a count, which is its first argument: `{0}`, written as the language writes numbers.
    template <class... Arguments>
    [[nodiscard]] std::string trn(Wording<sizeof...(Arguments) + 1, false> one,
                                  Wording<sizeof...(Arguments) + 1, false> many,
                                  std::uint64_t count, const Arguments&... arguments) const {
        const std::string digits = words(count);
        return filled(plural(one.text(), many.text(), count),
                      {number ? number(digits) : digits, words(arguments)...});
    }

    // `fill`, with what is put in kept apart where the language is written from right to left.
    [[nodiscard]] std::string filled(std::string_view text,
                                     const std::vector<std::string>& arguments) const;
    [[nodiscard]] std::string text(std::string_view context, std::string_view source) const;
    [[nodiscard]] std::string plural(std::string_view one, std::string_view many,
                                     std::uint64_t count) const;

private:
    static std::string words(const std::string& value) { return value; }
    static std::string words(std::string_view value) { return std::string(value); }
    static std::string words(const char* value) { return value; }
    static std::string words(std::integral auto value) { return std::to_string(value); }
};

// English, as the texts are written.
[[nodiscard]] std::shared_ptr<const Language> english();

}  // namespace tutela
