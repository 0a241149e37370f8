#pragma once

#include <cstdlib>
#include <string>

#include "dsl/compile.hpp"
#include "formats/readers.hpp"

inline constexpr const char* fuzz_vocabulary_text =
    "vocabulary fuzz \"1\"  language en\n"
    "record programme\n field title text\n field start date\n field cost money\nend\n"
    "record site\n field id text key\n field kind one of camp, office\n field people count\n"
    " field share share\n field wait duration in working days\n field dark time of day "
    "optional\n"
    " field languages set of language\n field bands set of age band\n field risks set of "
    "reference to risk\nend\n"
    "record risk\n field id text key\nend\n"
    "one programme of programme\nlist sites of site\nlist risks of risk open\n";

// A small vocabulary with every kind of field, for the fuzzers of the readers.
inline const tutela::Vocabulary& fuzz_vocabulary() {
    static tutela::Sources sources;
    static const tutela::CompiledVocabulary compiled =
        tutela::compile_vocabulary(sources, {"fuzz.tutela", fuzz_vocabulary_text});
    if (!compiled.vocabulary) std::abort();
    return *compiled.vocabulary;
}

// Whatever bytes come: a design or an error, never both and never neither.
inline int fuzz_design(const char* name, const std::uint8_t* bytes, std::size_t size) {
    tutela::Sources sources;
    const auto read = tutela::read_design(sources, fuzz_vocabulary(), name,
                                          std::string(reinterpret_cast<const char*>(bytes), size));
    if (read.design.has_value() == tutela::has_errors(read.diagnostics)) std::abort();
    return 0;
}
