#include <algorithm>

#include <fmt/core.h>

#include "engine/calendar.hpp"
#include "formats/build_design.hpp"
#include "formats/read_waivers.hpp"

// The tables that are the same for every vocabulary: evidence, waivers, judgements.

namespace tutela {
namespace {

std::string text_of(const Node& table, const char* key) {
    const auto* member = table.find(key);
    return member && member->value.kind == Node::Kind::text
               ? normalise(member->value.text).value_or("")
               : "";
}

}  // namespace

void BuildDesign::read_evidence(const Node& node) {
    static const std::vector<std::string> known{"id",          "kind",   "ref",   "date", "level",
                                                "sensitivity", "sha256", "title", "note"};
    if (node.kind != Node::Kind::array)
        return say(Code::wrong_value_type, node.span,
                   message("write each piece of evidence as [[evidence]]"));
    for (const Node& item : node.items) {
        Evidence evidence;
        evidence.place = item.span;
        evidence.id = text_of(item, "id");
        evidence.kind = text_of(item, "kind");
        for (const Node::Member& member : item.members)
            if (std::find(known.begin(), known.end(), member.key) == known.end())
                unknown_key(member, known, literally("`evidence`"));
        if (evidence.id.empty())
            say(Code::missing_key, item.span, message("`evidence` lacks its key `id`"));
        if (const auto* date = item.find("date")) {
            evidence.date = last_day_of(date->value);
            if (!evidence.date)
                say(Code::wrong_value_type, date->value.span,
                    message("`evidence.date` is not a date"),
                    {message("expected a date: 2026-07-01")});
        }
        const std::string level = text_of(item, "level");
        static const std::vector<std::string> levels{"claimed", "documented", "verified-internal",
                                                     "verified-external"};
        const auto at = std::find(levels.begin(), levels.end(), level);
        if (at != levels.end())
            evidence.level = static_cast<EvidenceLevel>(at - levels.begin());
        else if (item.find("level"))
            say(Code::wrong_value, item.find("level")->value.span,
                message("`evidence.level` has no such choice"),
                {message("it is one of {}",
                         "claimed, documented, verified-internal, verified-external")});
        else
            evidence.level = EvidenceLevel::documented;
        const auto [other, fresh] =
            evidence_.emplace(evidence.id, static_cast<std::uint32_t>(design.evidence.size()));
        if (!fresh && !evidence.id.empty())
            say(Code::duplicate_key, item.span, message("two records of `evidence` have one key"),
                {}, {{design.evidence[other->second].place, message("the other one is here")}});
        design.evidence.push_back(std::move(evidence));
    }
}

void BuildDesign::read_waivers(const Node& node) {
    if (node.kind != Node::Kind::array)
        return say(Code::wrong_value_type, node.span,
                   message("write each waiver as [[exceptions]]"));
    for (const Node& item : node.items) {
        for (const Node::Member& member : item.members)
            if (!is_waiver_key(member.key))
                unknown_key(member, waiver_keys(), literally("`exceptions`"));
        design.waivers.push_back(waiver_of(item, "exceptions", diagnostics_));
    }
}

void BuildDesign::read_judgements(const Node& node) {
    static const std::vector<std::string> known{"rule", "subject", "post",
                                                "date", "reason",  "result"};
    if (node.kind != Node::Kind::array)
        return say(Code::wrong_value_type, node.span,
                   message("write each judgement as [[judgements]]"));
    for (const Node& item : node.items) {
        for (const Node::Member& member : item.members)
            if (std::find(known.begin(), known.end(), member.key) == known.end())
                unknown_key(member, known, literally("`judgements`"));
        Judgement judgement;
        judgement.place = item.span;
        judgement.rule = text_of(item, "rule");
        judgement.subject = text_of(item, "subject");
        judgement.post = text_of(item, "post");
        judgement.reason = text_of(item, "reason");
        const std::string result = text_of(item, "result");
        judgement.met = result == "met";
        const auto* date = item.find("date");
        if (date) judgement.date = last_day_of(date->value);
        const bool whole = !judgement.rule.empty() && !judgement.post.empty() &&
                           !judgement.reason.empty() && judgement.date &&
                           (result == "met" || result == "not met" || result == "not-met");
        if (!whole) {
            say(Code::incomplete_judgement, item.span,
                message("a judgement needs rule, post, date, reason and result"),
                {message("result = \"met\" or \"not met\"")});
            continue;
        }
        design.judgements.push_back(std::move(judgement));
    }
}

void BuildDesign::resolve_evidence() {
    for (const Cited& cited : cited_) {
        Fact& about = fact(cited.fact);
        for (const auto& [id, span] : cited.ids) {
            const auto found = evidence_.find(id);
            if (found == evidence_.end()) {
                say(Code::unknown_evidence, span,
                    message("`{}` cites evidence that [[evidence]] does not list",
                            path_of(vocabulary_, design, cited.fact)));
                continue;
            }
            // The strongest of what is cited counts.
            const Evidence& piece = design.evidence[found->second];
            about.evidence =
                about.has_evidence ? std::max(about.evidence, piece.level) : piece.level;
            about.has_evidence = true;
            if (piece.date) about.evidence_date = std::max(about.evidence_date, *piece.date);
        }
    }
}

}  // namespace tutela
