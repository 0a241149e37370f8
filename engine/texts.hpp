#pragma once

#include <functional>
#include <string>

#include "engine/program.hpp"

namespace tutela {

// A text of a ruleset or of its vocabulary that people read: rule titles, messages, phrases, questions.
struct RulesetText {
    std::string key;     // "SAF-01 remedy", "field site.population": the context in a catalogue
    std::string source;  // as written; holes stand as `{site}`
    Span place;          // of what it belongs to
};

// Everything that is a name gets plain words, where its author gave none: "channels-at" becomes "channels at".
void name_in_plain_words(Ruleset& ruleset);

// Every text of a ruleset, in the order of its declarations, each key once. Names must be in plain words already.
void for_each_text(Ruleset& ruleset, const std::function<void(const RulesetText&)>& visit);

// From now on the program speaks this language. A text without translation stays as it was written, and so does a
// message whose translation does not have the same holes. No verdict depends on it.
void speak(Program& program, std::shared_ptr<const Language> language);

}  // namespace tutela
