#pragma once

#include <cstddef>
#include <string_view>

namespace tutela {

// A text as it stands in the program, with holes for so many arguments: `{}` for each in turn, or `{0}`, `{1}` … by
// their number; `{{` and `}}` write a brace. Only a literal can be one, so that xgettext sees every text; a hole
// without argument or an argument without hole does not compile. Where the forms of a plural share their arguments, a
// form may leave some out.
template <std::size_t Arguments, bool All = true>
class Wording {
public:
    // NOLINTNEXTLINE(google-explicit-constructor)
    consteval Wording(const char* text) : text_(text) {
        bool used[Arguments + 1] = {};
        std::size_t next = 0;
        for (const char* at = text; *at != '\0'; ++at) {
            if (*at == '}') {
                if (*++at != '}') wrong("a closing brace stands alone");
                continue;
            }
            if (*at != '{' || *++at == '{') continue;
            std::size_t index = *at == '}' ? next++ : 0;
            for (; *at != '}'; ++at) {
                if (*at < '0' || *at > '9') wrong("a hole holds something else than a number");
                index = index * 10 + static_cast<std::size_t>(*at - '0');
            }
            if (index >= Arguments) wrong("a hole has no argument");
            used[index] = true;
        }
        for (std::size_t i = 0; All && i < Arguments; ++i)
            if (!used[i]) wrong("an argument has no hole");
    }
    [[nodiscard]] constexpr std::string_view text() const { return text_; }

private:
    // Not constexpr: to come here while compiling is the error, and this is what the compiler shows.
    static void wrong(const char*) {}

    std::string_view text_;
};

}  // namespace tutela
