#pragma once

#include <string>

#include <catch2/catch_test_macros.hpp>

#include "diagnostics/render.hpp"
#include "dsl/compile.hpp"
#include "formats/readers.hpp"

// A small vocabulary with every kind of field, and designs in it, for the tests of the readers.

namespace tutela::sample {

inline const char* const vocabulary_text = R"(vocabulary small "1"  language en
record programme
  field title text
  field stage ordered one of draft, submitted, approved
end
record site
  field id text key
  field kind one of camp, office
  field population count
  field area text sensitive
  field curfew-from time of day optional
  field wait duration in working days
  field cost money
  field covered share
  field seen date
  field languages set of language
  field risks set of reference to risk
  field bands set of age band
  field country country
  field office record address
  field audits list of audit
end
record address
  field street text
  field open truth
end
record audit named by kind
  field kind one of light, water
  field score number
end
record risk
  field id text key
  field level ordered one of low, high
  field near reference to site
end
one  programme of programme
list sites of site
list risks of risk open
list audits of audit
)";

inline const Vocabulary& vocabulary() {
    static Sources sources;
    static const CompiledVocabulary compiled =
        compile_vocabulary(sources, {"small.tutela", vocabulary_text});
    if (!compiled.vocabulary) FAIL(render(sources, compiled.diagnostics));
    return *compiled.vocabulary;
}

struct Outcome {
    ReadDesign read;
    std::string said;
};

inline Outcome read(const std::string& name, std::string text) {
    Sources sources;
    Outcome outcome;
    outcome.read = read_design(sources, vocabulary(), name, std::move(text));
    outcome.said = render(sources, outcome.read.diagnostics);
    return outcome;
}

inline Fact site_fact(const Design& design, const char* field, std::uint32_t row = 0) {
    const auto record = *vocabulary().find_record("site");
    return design.fact({record, row, *vocabulary().records[record].find(field)});
}

// A design with one site of which one more thing is said.
inline std::string toml(const std::string& line) {
    return "[programme]\n[[sites]]\nid = \"S1\"\n" + line + "\n";
}
inline std::string json(const std::string& member) {
    return R"({"programme": {}, "sites": [{"id": "S1")" + (member.empty() ? "" : ", " + member) +
           "}]}";
}

}  // namespace tutela::sample
