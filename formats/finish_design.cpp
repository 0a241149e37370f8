#include <algorithm>

#include <fmt/core.h>

#include "diagnostics/suggest.hpp"
#include "engine/calendar.hpp"
#include "formats/build_design.hpp"

// What can be done only when every file has been read: names, references, completeness, evidence;
// and the tables that are the same for every vocabulary.

namespace tutela {
namespace {

std::optional<std::int64_t> day_of(const Node& node) {
    if (node.kind != Node::Kind::text && node.kind != Node::Kind::date_or_time) return std::nullopt;
    const auto date = parse_date(node.text);
    // A month ends with its last day.
    return date ? std::optional(date->high.numerator) : std::nullopt;
}

std::string text_of(const Node& table, const char* key, const char* other = nullptr) {
    const auto* member = table.find(key);
    if (!member && other) member = table.find(other);
    return member && member->value.kind == Node::Kind::text ? member->value.text : "";
}

}  // namespace

void BuildDesign::name_rows() {
    for (RecordId id = 0; id < vocabulary_.records.size(); ++id) {
        const Record& record = vocabulary_.records[id];
        Table& table = design.tables[id];
        std::map<std::string, std::uint32_t> seen;
        for (std::uint32_t row = 0; row < table.places.size(); ++row) {
            std::string name;
            if (record.key) {
                const Fact& key = design.fact({id, row, *record.key});
                if (key.state != FactState::stated) {
                    say(Code::missing_key, table.places[row],
                        fmt::format("`{}` lacks its key `{}`", table.paths[row], record.fields[*record.key].name));
                } else {
                    name = design.texts[key.index];
                    const auto [first, fresh] = seen.emplace(name, row);
                    if (!fresh)
                        diagnostics_.push_back({Code::duplicate_key, key.place,
                                                fmt::format("two records of `{}` have one key", record.name),
                                                {{table.places[first->second], "the other one is here"}}, {}});
                }
            }
            table.names[row] = name.empty() ? table.paths[row] : name;
        }
    }
}

void BuildDesign::resolve_references() {
    std::map<RecordId, std::map<std::string, std::uint32_t>> rows;
    for (RecordId id = 0; id < vocabulary_.records.size(); ++id) {
        if (!vocabulary_.records[id].key) continue;
        const Table& table = design.tables[id];
        for (std::uint32_t row = 0; row < table.names.size(); ++row) rows[id].emplace(table.names[row], row);
    }
    std::map<FactRef, std::vector<std::uint32_t>> seen;
    for (const Reference& reference : references_) {
        const auto key = normalise(reference.key).value_or("");
        const auto& candidates = rows[reference.target];
        const auto at = candidates.find(key);
        if (at == candidates.end()) {
            std::vector<std::string> keys;
            for (const auto& [name, row] : candidates) keys.push_back(name);
            const bool plain = key.size() <= 40 && std::all_of(key.begin(), key.end(), [](char c) {
                                   return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' ||
                                          (c >= '0' && c <= '9');
                               });
            std::vector<std::string> help;
            const std::string near = plain ? closest(key, keys) : "";
            if (!near.empty()) help.push_back(fmt::format("did you mean `{}`?", near));
            say(Code::unknown_reference, reference.span,
                fmt::format("`{}` refers to a `{}` that the design does not have",
                            path_of(vocabulary_, design, reference.fact), vocabulary_.records[reference.target].name),
                std::move(help));
            continue;
        }
        if (reference.is_member) design.members[reference.member] = at->second;
        else fact(reference.fact).index = at->second;
    }
    // Records without a key are called by their naming fields, which may be references.
    for (RecordId id = 0; id < vocabulary_.records.size(); ++id) {
        const Record& record = vocabulary_.records[id];
        if (record.key || record.named_by.empty()) continue;
        Table& table = design.tables[id];
        for (std::uint32_t row = 0; row < table.places.size(); ++row) {
            std::string name;
            const auto part = [&](const Type& type, std::uint32_t index) {
                std::string word;
                if (type.kind == TypeKind::record) word = design.tables[type.id].names[index];
                else if (type.kind == TypeKind::choice) word = vocabulary_.choice_lists[type.id].choices[index];
                else if (type.kind == TypeKind::text) word = design.texts[index];
                if (!word.empty()) name += (name.empty() ? "" : " ") + word;
            };
            for (const std::uint32_t field : record.named_by) {
                const Fact& naming = design.fact({id, row, field});
                const Type& type = record.fields[field].type;
                if (naming.state != FactState::stated) continue;
                if (type.kind == TypeKind::month) name += (name.empty() ? "" : " ") + month_text(naming.number.low.numerator);
                else if (type.kind == TypeKind::date) name += (name.empty() ? "" : " ") + date_text(naming.number.low.numerator);
                else if (type.kind == TypeKind::set)
                    for (std::uint32_t i = 0; i < naming.size; ++i) part(type.member(), design.members[naming.first + i]);
                else part(type, naming.index);
            }
            if (!name.empty()) table.names[row] = name;
        }
    }
}

// A list is complete as stated unless the vocabulary marks it open; the design may say otherwise. A
// field that lists references into an open list is open with it.
void BuildDesign::resolve_completeness() {
    const auto whole = [&](FactRef ref, bool by_default) {
        const auto said = said_complete_.find(ref);
        return said == said_complete_.end() ? by_default : said->second;
    };
    const auto resolve = [&](FactRef ref, bool open) {
        Fact& list = fact(ref);
        // Whoever says that an unwritten list is complete says that there is none.
        if (list.state == FactState::absent && whole(ref, false)) list.state = FactState::none;
        if (list.state == FactState::none) list.complete = true;
        // Bracketed and empty, yet not complete: nothing is said of what it holds.
        const auto said = said_complete_.find(ref);
        if (list.state == FactState::none && said != said_complete_.end() && !said->second) {
            list.state = FactState::stated;
            list.complete = false;
        }
        if (list.state == FactState::stated) list.complete = whole(ref, !open);
    };
    for (const RecordId id : {root_record}) {
        const Record& root = vocabulary_.records[id];
        for (std::uint32_t f = 0; f < root.fields.size(); ++f)
            if (root.fields[f].type.is_collection()) resolve({id, 0, f}, root.fields[f].open);
    }
    for (RecordId id = 1; id < vocabulary_.records.size(); ++id) {
        const Record& record = vocabulary_.records[id];
        for (std::uint32_t f = 0; f < record.fields.size(); ++f) {
            const Field& field = record.fields[f];
            if (!field.type.is_collection()) continue;
            bool open = field.open;
            if (field.type.kind == TypeKind::set && field.type.element == TypeKind::record)
                if (const auto list = vocabulary_.list_of(field.type.id)) {
                    const Fact& target = design.fact({root_record, 0, *list});
                    open = open || (target.state == FactState::stated
                                        ? !target.complete
                                        : vocabulary_.records[root_record].fields[*list].open);
                }
            for (std::uint32_t row = 0; row < design.tables[id].places.size(); ++row) resolve({id, row, f}, open);
        }
    }
}

void BuildDesign::resolve_evidence() {
    for (const Cited& cited : cited_) {
        Fact& about = fact(cited.fact);
        for (const auto& [id, span] : cited.ids) {
            const auto at = std::find_if(design.evidence.begin(), design.evidence.end(),
                                         [&, &wanted = id](const Evidence& e) { return e.id == wanted; });
            if (at == design.evidence.end()) {
                say(Code::unknown_evidence, span,
                    fmt::format("`{}` cites evidence that [[evidence]] does not list",
                                path_of(vocabulary_, design, cited.fact)));
                continue;
            }
            // The strongest of what is cited counts.
            about.evidence = about.has_evidence ? std::max(about.evidence, at->level) : at->level;
            about.has_evidence = true;
            if (at->date) about.evidence_date = std::max(about.evidence_date, *at->date);
        }
    }
}

void BuildDesign::read_evidence(const Node& node) {
    static const std::vector<std::string> known{"id", "kind", "ref", "date", "level", "sensitivity", "sha256", "title", "note"};
    if (node.kind != Node::Kind::array) return say(Code::wrong_value_type, node.span, "write each piece of evidence as [[evidence]]");
    for (const Node& item : node.items) {
        Evidence evidence;
        evidence.place = item.span;
        evidence.id = text_of(item, "id");
        evidence.kind = text_of(item, "kind");
        for (const Node::Member& member : item.members)
            if (std::find(known.begin(), known.end(), member.key) == known.end())
                unknown_key(member, known, "`evidence`");
        if (evidence.id.empty()) say(Code::missing_key, item.span, "`evidence` lacks its key `id`");
        if (const auto* date = item.find("date")) {
            evidence.date = day_of(date->value);
            if (!evidence.date) say(Code::wrong_value_type, date->value.span, "`evidence.date` is not a date", {"expected a date: 2026-07-01"});
        }
        const std::string level = text_of(item, "level");
        static const std::vector<std::string> levels{"claimed", "documented", "verified-internal", "verified-external"};
        const auto at = std::find(levels.begin(), levels.end(), level);
        if (at != levels.end()) evidence.level = static_cast<EvidenceLevel>(at - levels.begin());
        else if (item.find("level"))
            say(Code::wrong_value, item.find("level")->value.span, "`evidence.level` has no such choice",
                {"it is one of claimed, documented, verified-internal, verified-external"});
        else evidence.level = EvidenceLevel::documented;
        for (const Evidence& other : design.evidence)
            if (!evidence.id.empty() && other.id == evidence.id)
                diagnostics_.push_back({Code::duplicate_key, item.span, "two records of `evidence` have one key",
                                        {{other.place, "the other one is here"}}, {}});
        design.evidence.push_back(std::move(evidence));
    }
}

void BuildDesign::read_waivers(const Node& node) {
    static const std::vector<std::string> known{"rule", "row-id", "scope", "reason-kind", "reason", "alternative", "ticket",
                                                "owner", "approver", "approved-by", "from", "until"};
    if (node.kind != Node::Kind::array) return say(Code::wrong_value_type, node.span, "write each waiver as [[exceptions]]");
    for (const Node& item : node.items) {
        for (const Node::Member& member : item.members)
            if (std::find(known.begin(), known.end(), member.key) == known.end())
                unknown_key(member, known, "`exceptions`");
        Waiver waiver;
        waiver.place = item.span;
        waiver.rule = text_of(item, "rule", "row-id");
        waiver.scope = text_of(item, "scope");
        waiver.reason_kind = text_of(item, "reason-kind");
        waiver.reason = text_of(item, "reason");
        waiver.owner = text_of(item, "owner");
        waiver.approver = text_of(item, "approver", "approved-by");
        if (waiver.rule.empty()) say(Code::missing_key, item.span, "`exceptions` lacks the `rule` it is about");
        // A date that cannot be read has expired: a waiver must not live on by a slip of the pen.
        if (const auto* from = item.find("from")) {
            waiver.from = day_of(from->value);
            waiver.unreadable_date = !waiver.from;
        }
        if (const auto* until = item.find("until")) {
            waiver.until = day_of(until->value);
            waiver.unreadable_date = waiver.unreadable_date || !waiver.until;
        }
        design.waivers.push_back(std::move(waiver));
    }
}

void BuildDesign::read_judgements(const Node& node) {
    static const std::vector<std::string> known{"rule", "subject", "post", "date", "reason", "result"};
    if (node.kind != Node::Kind::array) return say(Code::wrong_value_type, node.span, "write each judgement as [[judgements]]");
    for (const Node& item : node.items) {
        for (const Node::Member& member : item.members)
            if (std::find(known.begin(), known.end(), member.key) == known.end())
                unknown_key(member, known, "`judgements`");
        Judgement judgement;
        judgement.place = item.span;
        judgement.rule = text_of(item, "rule");
        judgement.subject = text_of(item, "subject");
        judgement.post = text_of(item, "post");
        judgement.reason = text_of(item, "reason");
        const std::string result = text_of(item, "result");
        judgement.met = result == "met";
        const auto* date = item.find("date");
        if (date) judgement.date = day_of(date->value);
        const bool whole = !judgement.rule.empty() && !judgement.post.empty() && !judgement.reason.empty() &&
                           judgement.date && (result == "met" || result == "not met" || result == "not-met");
        if (!whole) {
            say(Code::incomplete_judgement, item.span, "a judgement needs rule, post, date, reason and result",
                {"result = \"met\" or \"not met\""});
            continue;
        }
        design.judgements.push_back(std::move(judgement));
    }
}

}  // namespace tutela
