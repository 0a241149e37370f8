#pragma once

#include <string>
#include <vector>

#include "engine/explain.hpp"
#include "formats/writers.hpp"

namespace tutela {

// What several writers say in the same words.

struct OpenQuestion {
    Question question;
    OpenFact fact;
    std::vector<std::string> rules;  // ids that it would help to settle
};

[[nodiscard]] std::string gate_sentence(const Told& told);
[[nodiscard]] std::string score_words(const Score& score);
[[nodiscard]] std::string place_words(const Told& told, Span place);
// The rule's question, or the vocabulary's, for each open fact of what is not settled; each once.
[[nodiscard]] std::vector<OpenQuestion> open_questions(const Told& told);
[[nodiscard]] std::uint32_t count(const Told& told, Verdict verdict);
// Lines of at most `width` columns; every line begins with `indent` spaces, the first with `first`.
[[nodiscard]] std::string wrapped(const std::string& text, std::size_t indent,
                                  const std::string& first, std::size_t width = 100);
// The facts a finding rests on, as "what: value (place)".
[[nodiscard]] std::vector<std::string> reasons(const Told& told, const Finding& finding);

}  // namespace tutela
