#include <fmt/format.h>

#include "formats/tell.hpp"

// What a version that may leave the organisation says of itself: kinds and counts of what was masked, never what it was.

namespace tutela {
namespace {

std::string masked_words(const Language& say, const MaskCounts& masked) {
    std::vector<std::string> parts;
    const auto part = [&](std::uint32_t count, std::string words) {
        if (count > 0) parts.push_back(std::move(words));
    };
    part(masked.names, say.trn("{0} name of a record", "{0} names of records", masked.names));
    part(masked.texts, say.trn("{0} text", "{0} texts", masked.texts));
    part(masked.sensitive, say.trn("{0} sensitive fact", "{0} sensitive facts", masked.sensitive));
    part(masked.withheld, say.trn("the reason of {0} fact that is withheld",
                                  "the reasons of {0} facts that are withheld", masked.withheld));
    part(masked.small_counts,
         say.trn("{0} count below {1}", "{0} counts below {1}", masked.small_counts, fewest_told));
    part(masked.evidence,
         say.trn("{0} piece of evidence", "{0} pieces of evidence", masked.evidence));
    part(masked.judgements,
         say.trn("the words of {0} judgement", "the words of {0} judgements", masked.judgements));
    parts.push_back(say.tr("file names and lines"));
    return fmt::format("{}", fmt::join(parts, ", "));
}

}  // namespace

std::vector<std::string> sharing_words(const Told& told) {
    if (!told.sharing) return {};
    const Language& say = *told.program.language;
    const Sharing& sharing = *told.sharing;
    std::vector<std::string> sentences{
        say.tr("Version for sharing. The verdicts are those of the full report."),
        say.tr(
            "Sites and other records are called by numbers, in an order that means nothing; counts "
            "and amounts are rounded."),
        say.tr("Masked: {}.", masked_words(say, sharing.masked))};
    if (sharing.masked.exceptions > 0)
        sentences.push_back(
            say.trn("The design holds {0} exception; findings that one keeps from the gate: {1}. "
                    "Reasons and "
                    "names are left out.",
                    "The design holds {0} exceptions; findings that one keeps from the gate: {1}. "
                    "Reasons and "
                    "names are left out.",
                    sharing.masked.exceptions, sharing.waived));
    return sentences;
}

}  // namespace tutela
