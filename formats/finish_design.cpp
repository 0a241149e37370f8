#include <algorithm>

#include <fmt/core.h>

#include "diagnostics/suggest.hpp"
#include "engine/row_names.hpp"
#include "engine/scan.hpp"
#include "formats/build_design.hpp"

// What can be done only when every file has been read: names, references, completeness.

namespace tutela {
namespace {

// A value in the words it is named by.
std::string words_of(const Vocabulary& vocabulary, const Design& design, const Type& type,
                     std::uint32_t index, const Interval& number) {
    if (type.kind == TypeKind::text) return design.texts[index];
    if (type.kind != TypeKind::record) return naming_words(vocabulary, type, index, number);
    const auto& names = design.tables[type.id].names;
    return index < names.size() ? names[index] : "";
}

}  // namespace

// What the scan objects to is no name that may be printed: its record is called by its place instead.
bool BuildDesign::gives_away(std::string_view words) {
    return scan_text_(words) != 0;
}

void BuildDesign::hide_small_counts() {
    for (const FactRef ref : small_counts(vocabulary_, design)) {
        fact(ref).not_shown = true;
        const std::pair field(ref.record, ref.field);
        auto& fields = design.fields_not_shown;
        if (std::find(fields.begin(), fields.end(), field) == fields.end()) fields.push_back(field);
    }
}

// Reports tell who approved a waiver and who judged: posts. A person's name there is not told.
void BuildDesign::hide_posts() {
    const auto hide = [&](std::string& post) {
        if (gives_away(post)) post = "(not shown)";
    };
    for (Waiver& waiver : design.waivers) {
        hide(waiver.approver);
        hide(waiver.owner);
        hide(waiver.ticket);
    }
    for (Judgement& judgement : design.judgements) hide(judgement.post);
}

void BuildDesign::name_rows_by_key() {
    keys_.resize(vocabulary_.records.size());
    for (RecordId id = 0; id < vocabulary_.records.size(); ++id) {
        const Record& record = vocabulary_.records[id];
        Table& table = design.tables[id];
        if (!record.key) continue;
        const Field& field = record.fields[*record.key];
        for (std::uint32_t row = 0; row < table.places.size(); ++row) {
            const Fact& key = design.fact({id, row, *record.key});
            table.names[row] = table.paths[row];
            // A record that nobody wrote, embedded in another, needs none.
            if (key.state != FactState::stated && key.state != FactState::absent) {
                say(Code::missing_key, key.place,
                    message("the key `{}` of `{}` must be stated: others refer to it", field.name,
                            table.paths[row]),
                    {message("write any name that no other has, in a template too")});
                continue;
            }
            if (key.state != FactState::stated) {
                if (table.paths[row].empty() || table.paths[row].back() == ']')
                    say(Code::missing_key, table.places[row],
                        message("`{}` lacks its key `{}`", table.paths[row], field.name));
                continue;
            }
            std::string name = words_of(vocabulary_, design, field.type, key.index, key.number);
            const auto [first, fresh] = keys_[id].emplace(name, row);
            if (!fresh)
                say(Code::duplicate_key, key.place,
                    message("two records of `{}` have one key", record.name), {},
                    {{table.places[first->second], message("the other one is here")}});
            if (!field.sensitive && !name.empty() && !gives_away(name))
                table.names[row] = std::move(name);
        }
    }
}

void BuildDesign::resolve_references() {
    std::set<FactRef> sets;
    for (const Reference& reference : references_) {
        const std::string key = normalise(reference.key).value_or("");
        const auto& candidates = keys_[reference.target];
        const auto at = candidates.find(key);
        if (at != candidates.end()) {
            if (reference.is_member) {
                design.members[reference.member] = at->second;
                sets.insert(reference.fact);
            } else {
                fact(reference.fact).index = at->second;
            }
            continue;
        }
        std::vector<Message> help;
        // Only what looks like an id is compared and shown: the text may be anything. Past a while
        // nobody reads the help, and looking for it takes long.
        if (may_be_shown(key) && errors_ < 100) {
            std::vector<std::string> keys;
            for (const auto& [name, row] : candidates)
                if (may_be_shown(name)) keys.push_back(name);
            std::sort(keys.begin(), keys.end());
            if (const std::string near = closest(key, keys); !near.empty())
                help.push_back(message("did you mean `{}`?", near));
        }
        say(Code::unknown_reference, reference.span,
            message("`{}` refers to a `{}` that the design does not have",
                    path_of(vocabulary_, design, reference.fact),
                    vocabulary_.records[reference.target].name),
            std::move(help));
    }
    for (const FactRef set : sets) leave_twins_out(set);
}

// A set names a member once.
void BuildDesign::leave_twins_out(FactRef ref) {
    Fact& set = fact(ref);
    std::set<std::uint32_t> seen;
    std::uint32_t kept = 0;
    for (std::uint32_t i = 0; i < set.size; ++i) {
        const std::uint32_t member = design.members[set.first + i];
        if (seen.insert(member).second) design.members[set.first + kept++] = member;
    }
    set.size = kept;
}

// Records without a key are called by their naming fields, which may be references; never by where
// they stand in a list, which the next edit changes.
void BuildDesign::name_rows_by_fields() {
    for (RecordId id = 0; id < vocabulary_.records.size(); ++id) {
        const Record& record = vocabulary_.records[id];
        if (record.key) continue;
        Table& table = design.tables[id];
        for (std::uint32_t row = 0; row < table.places.size(); ++row) {
            std::string& name = table.names[row];
            name = name_of_fields(id, row);
            if (gives_away(name)) name = table.paths[row];
            if (!name.empty()) continue;
            const bool in_list = !table.paths[row].empty() && table.paths[row].back() == ']';
            name = in_list ? nameless(record) : table.paths[row];
        }
    }
}

std::string BuildDesign::name_of_fields(RecordId id, std::uint32_t row) {
    const Record& record = vocabulary_.records[id];
    std::string name;
    bool hidden = false;
    const auto part = [&](std::string words) {
        hidden = hidden || gives_away(words);
        join_name(name, std::move(words));
    };
    for (const std::uint32_t f : record.named_by) {
        const Field& field = record.fields[f];
        const Fact& naming = design.fact({id, row, f});
        if (naming.state != FactState::stated || field.sensitive) continue;
        if (field.type.kind == TypeKind::set)
            for (std::uint32_t i = 0; i < naming.size; ++i)
                part(words_of(vocabulary_, design, field.type.member(),
                              design.members[naming.first + i], {}));
        else
            part(words_of(vocabulary_, design, field.type, naming.index, naming.number));
    }
    return hidden ? design.tables[id].paths[row] : name;
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
            for (std::uint32_t row = 0; row < design.tables[id].places.size(); ++row)
                resolve({id, row, f}, open);
        }
    }
}

}  // namespace tutela
