#include <algorithm>
#include <unordered_set>

#include <fmt/core.h>

#include "formats/build_design.hpp"
#include "formats/read_value.hpp"

// One fact: which state it is in, and its value.

namespace tutela {
namespace {

// What says in which state a fact is; a table says one of them.
constexpr const char* states[] = {"is",   "none",    "unknown",  "withheld",
                                  "fill", "between", "at-least", "at-most"};
// What may stand beside it.
constexpr const char* beside[] = {"evidence", "complete", "by", "on", "reason"};

bool is_state(std::string_view key) {
    return std::any_of(std::begin(states), std::end(states),
                       [&](const char* word) { return key == word; });
}

// A table that states a fact rather than being a record or an amount of money. A record may itself
// have a field named `none`.
bool states_fact(const Node& node, const Record* record) {
    if (node.kind != Node::Kind::table) return false;
    bool states = false;
    for (const Node::Member& member : node.members) {
        if (record && record->find(member.key)) return false;
        states = states || is_state(member.key);
    }
    return states;
}

bool is_embedded(const Field& field) {
    return field.type.kind == TypeKind::record && !field.reference;
}

bool is_blank(std::string_view text) {
    return text.find_first_not_of(" \t\r\n") == std::string_view::npos;
}

// Those that turn the direction of what follows them (U+202A to U+202E, U+2066 to U+2069) would turn the report, too.
bool turns_direction(std::string_view text) {
    for (std::size_t at = text.find("\xE2"); at != std::string_view::npos;
         at = text.find("\xE2", at + 1)) {
        const std::string_view three = text.substr(at, 3);
        if ((three >= "\xE2\x80\xAA" && three <= "\xE2\x80\xAE") ||
            (three >= "\xE2\x81\xA6" && three <= "\xE2\x81\xA9"))
            return true;
    }
    return false;
}

bool has_control(std::string_view text) {
    return turns_direction(text) || std::any_of(text.begin(), text.end(), [](char c) {
               return static_cast<unsigned char>(c) < 0x20 || c == 0x7f;
           });
}

}  // namespace

void BuildDesign::read_field(FactRef ref, const Field& field, const Node::Member& member,
                             const std::string& path) {
    const Node& node = member.value;
    const bool states =
        states_fact(node, is_embedded(field) ? &vocabulary_.records[field.type.id] : nullptr);
    if (written_.insert(ref).second) {
        fact(ref).place =
            member.span.known() && node.kind != Node::Kind::table ? member.span : node.span;
    } else {
        // Several files may fill in one record and add to one list; nothing else is told twice.
        const bool adds =
            fact(ref).state == FactState::stated && !states &&
            (is_embedded(field) ? node.kind == Node::Kind::table
                                : field.type.kind == TypeKind::list && !node.items.empty());
        if (!adds) return two_values(member.span, fact(ref).place, path);
    }
    if (is_embedded(field)) return read_embedded(ref, field, node, path);
    if (states) {
        read_state(ref, field, node, path);
        return;
    }
    if (field.type.kind == TypeKind::list) return read_list(ref, field, node, path);
    if (field.type.kind == TypeKind::set) return read_set(ref, field, node, path);
    read_value(ref, field, node, path);
}

void BuildDesign::read_embedded(FactRef ref, const Field& field, const Node& node,
                                const std::string& path) {
    const Record& declared = vocabulary_.records[field.type.id];
    const std::uint32_t row = fact(ref).index;
    if (states_fact(node, &declared) && !node.find("is")) {
        Field whole;
        whole.name = field.name;
        whole.type = type_of(TypeKind::error);
        if (!read_state(ref, whole, node, path)) return;
        const Fact state = fact(ref);
        fact(ref).index = row;
        return spread_state(field.type.id, row, state);
    }
    if (node.kind != Node::Kind::table || node.find("is"))
        return say(Code::wrong_value_type, node.span, message("`{}` is not as expected here", path),
                   {message("expected a table: [{}]", path)});
    const bool first = fact(ref).state == FactState::absent;
    fact(ref).state = FactState::stated;
    if (first) {
        Table& table = design.tables[field.type.id];
        table.places[row] = node.span;
        // What stays absent is missed where the table begins.
        for (std::uint32_t f = 0; f < table.stride; ++f) {
            Fact& inner = fact({field.type.id, row, f});
            if (inner.state == FactState::absent) inner.place = node.span;
        }
    }
    read_record(field.type.id, row, node, path);
}

// What is said of a whole embedded record holds for each of its facts.
void BuildDesign::spread_state(RecordId record, std::uint32_t row, const Fact& state) {
    const Record& declared = vocabulary_.records[record];
    for (std::uint32_t f = 0; f < declared.fields.size(); ++f) {
        Fact& inner = fact({record, row, f});
        inner.state = state.state;
        inner.reason = state.reason;
        inner.place = state.place;
        if (is_embedded(declared.fields[f]))
            spread_state(declared.fields[f].type.id, inner.index, state);
    }
}

// The reason of none, unknown, withheld, to fill. A blank one is as good as none: the fact is absent.
bool BuildDesign::read_reason(FactRef ref, const Node::Member& state, const std::string& path) {
    const Node& reason = state.value;
    if (reason.kind == Node::Kind::text && !is_blank(reason.text)) {
        fact(ref).reason = intern(reason.text, reason.span, path);
        return true;
    }
    if (reason.kind == Node::Kind::text)
        say(Code::blank_text, reason.span,
            message("why `{}` is {} is blank, so it counts as not stated", path, state.key));
    else
        say(Code::wrong_value_type, reason.span,
            message("`{}` of `{}` needs a reason in words", state.key, path),
            {message("write {{ {} = \"why\" }}", state.key)});
    return false;
}

void BuildDesign::read_attestation(FactRef ref, const Node& table, const std::string& path) {
    const auto* by = table.find("by");
    const auto* on = table.find("on");
    const bool who = by && by->value.kind == Node::Kind::text && !is_blank(by->value.text);
    const bool when = on && read_number(type_of(TypeKind::date), on->value);
    if (who && when) return;
    say(Code::withheld_unattested, table.span.known() ? table.span : fact(ref).place,
        message("`{}` is withheld without saying by whom and when", path),
        {message("add by = \"the post\" and on = the date")});
}

void BuildDesign::read_citations(FactRef ref, const Node& table) {
    const auto* evidence = table.find("evidence");
    if (!evidence) return;
    Cited cited;
    cited.fact = ref;
    const auto cite = [&](const Node& node) {
        if (node.kind == Node::Kind::text)
            cited.ids.emplace_back(normalise(node.text).value_or(""), node.span);
        else
            say(Code::wrong_value_type, node.span,
                message("`evidence` is a list of the ids of [[evidence]]"));
    };
    if (evidence->value.kind == Node::Kind::array)
        for (const Node& item : evidence->value.items) cite(item);
    else
        cite(evidence->value);
    cited_.push_back(std::move(cited));
}

// Whether the table gave the fact a state. `field.type` is an error for a whole embedded record.
bool BuildDesign::read_state(FactRef ref, const Field& field, const Node& table,
                             const std::string& path) {
    std::vector<std::string> known(std::begin(states), std::end(states));
    known.insert(known.end(), std::begin(beside), std::end(beside));
    const Node::Member* state = nullptr;
    int said = 0;
    for (const Node::Member& member : table.members) {
        if (std::find(known.begin(), known.end(), member.key) == known.end())
            unknown_key(member, known, message("what is said of `{}`", path));
        if (!is_state(member.key)) continue;
        // `at-least` and `at-most` go together.
        const bool pair =
            state && state->key.substr(0, 3) == "at-" && member.key.substr(0, 3) == "at-";
        if (!pair) ++said;
        state = &member;
    }
    if (said != 1) {
        say(Code::two_values, table.span, message("`{}` is given two values", path),
            {message("say one of: {}",
                     "is, none, unknown, withheld, fill, between, at-least, at-most")});
        return false;
    }
    if (const auto* complete = table.find("complete")) {
        if (complete->value.kind != Node::Kind::truth)
            say(Code::wrong_value_type, complete->value.span,
                message("`complete` is true or false"));
        else if (!field.type.is_collection())
            say(Code::wrong_value_type, complete->span,
                message("`complete` is said of lists; `{}` is none", path));
        else
            said_complete_[ref] = complete->value.truth;
    }
    read_citations(ref, table);
    const std::string& word = state->key;
    if (word == "is") {
        if (field.type.kind == TypeKind::list)
            read_list(ref, field, state->value, path);
        else if (field.type.kind == TypeKind::set)
            read_set(ref, field, state->value, path);
        else
            read_value(ref, field, state->value, path);
        return true;
    }
    if (word == "none" || word == "unknown" || word == "withheld" || word == "fill") {
        if (!read_reason(ref, *state, path)) return false;
        fact(ref).state = word == "none"       ? FactState::none
                          : word == "unknown"  ? FactState::unknown
                          : word == "withheld" ? FactState::withheld
                                               : FactState::to_fill;
        if (word == "withheld") read_attestation(ref, table, path);
        const bool may_be_none =
            field.type.is_collection() || field.optional || field.type.kind == TypeKind::error;
        if (word == "none" && !may_be_none)
            say(Code::not_optional, table.span, message("`{}` cannot be stated to be none", path),
                {message("what is not known is written {{ unknown = \"why\" }}, or left out")});
        return true;
    }
    const auto estimate = field.type.is_numeric() ? read_estimate(field.type, table) : std::nullopt;
    if (!estimate) {
        say(Code::wrong_value, table.span,
            message("the estimate of `{}` is not as expected here", path),
            {message("an estimate is {{ between = [400, 600] }}, {{ at-least = 400 }} or "
                     "{{ at-most = 600 }}, of a number")});
        return false;
    }
    fact(ref).state = FactState::estimated;
    fact(ref).number = *estimate;
    return true;
}

void BuildDesign::read_value(FactRef ref, const Field& field, const Node& node,
                             const std::string& path) {
    const Type& type = field.type;
    if (node.kind == Node::Kind::text && is_blank(node.text))
        return say(Code::blank_text, node.span,
                   message("`{}` is blank, which counts as not stated", path));
    if (type.is_numeric()) {
        const auto number = read_number(type, node);
        if (!number) return wrong_value(type, node, path);
        fact(ref).number = *number;
    } else if (type.kind == TypeKind::text) {
        if (node.kind != Node::Kind::text) return wrong_value(type, node, path);
        // A key is printed and referred to; it must be what it looks like.
        if (field.key && has_control(node.text))
            return say(Code::wrong_value, node.span,
                       message("`{}` holds a control character", path));
        const TextId text = intern(node.text, node.span, path);
        fact(ref).index = text;
    } else if (type.kind == TypeKind::record) {
        if (node.kind != Node::Kind::text)
            return say(Code::wrong_value_type, node.span,
                       message("`{}` is not as expected here", path),
                       {message("expected the id of one `{}`", vocabulary_.records[type.id].name)});
        references_.push_back({false, 0, ref, type.id, node.text, node.span});
    } else {
        const auto index = read_index(vocabulary_, type, node);
        if (!index) return wrong_value(type, node, path);
        fact(ref).index = *index;
    }
    fact(ref).state = FactState::stated;
}

void BuildDesign::read_set(FactRef ref, const Field& field, const Node& node,
                           const std::string& path) {
    if (node.kind != Node::Kind::array)
        return say(Code::wrong_value_type, node.span, message("`{}` is not as expected here", path),
                   {message("expected a list in brackets: {} = [ … ], of {}", field.name,
                            type_text(vocabulary_, field.type))});
    const Type member_type = field.type.member();
    std::vector<std::uint32_t> members;
    std::unordered_set<std::uint32_t> seen;
    for (std::size_t i = 0; i < node.items.size(); ++i) {
        const Node& item = node.items[i];
        const std::string at = fmt::format("{}[{}]", path, i + 1);
        if (item.kind == Node::Kind::text && is_blank(item.text)) {
            say(Code::blank_text, item.span,
                message("`{}` is blank, which counts as not stated", at));
            continue;
        }
        if (member_type.kind == TypeKind::record) {
            if (item.kind != Node::Kind::text) {
                say(Code::wrong_value_type, item.span, message("`{}` is not as expected here", at),
                    {message("expected the id of one `{}`",
                             vocabulary_.records[member_type.id].name)});
                continue;
            }
            references_.push_back(
                {true, static_cast<std::uint32_t>(design.members.size() + members.size()), ref,
                 member_type.id, item.text, item.span});
            members.push_back(0);
            continue;
        }
        std::optional<std::uint32_t> member;
        if (member_type.kind != TypeKind::text)
            member = read_index(vocabulary_, member_type, item);
        else if (item.kind == Node::Kind::text)
            member = intern(item.text, item.span, at);
        if (!member) wrong_value(member_type, item, at);
        // A set names a member once.
        else if (seen.insert(*member).second)
            members.push_back(*member);
    }
    Fact& into = fact(ref);
    // Nothing but blanks is no statement that there is none.
    into.state = node.items.empty() ? FactState::none
                 : members.empty()  ? FactState::absent
                                    : FactState::stated;
    into.first = static_cast<std::uint32_t>(design.members.size());
    into.size = static_cast<std::uint32_t>(members.size());
    design.members.insert(design.members.end(), members.begin(), members.end());
}

void BuildDesign::read_list(FactRef ref, const Field& field, const Node& node,
                            const std::string& path) {
    const auto write_as = [&] {
        return message("write each {} as [[{}]]", vocabulary_.records[field.type.id].name, path);
    };
    if (node.kind != Node::Kind::array)
        return say(Code::wrong_value_type, node.span, message("`{}` is not as expected here", path),
                   {write_as()});
    // A list may be told in several files: the rows follow each other.
    const Fact before = fact(ref);
    std::vector<std::uint32_t> rows(design.members.begin() + before.first,
                                    design.members.begin() + before.first + before.size);
    const Record& record = vocabulary_.records[field.type.id];
    for (const Node& item : node.items) {
        const std::string at = fmt::format("{}[{}]", path, rows.size() + 1);
        // A record of one field may be written as its value alone: monitoring-months = [1, 6, 12].
        if (item.kind != Node::Kind::table && record.fields.size() == 1) {
            const std::uint32_t row = add_row(field.type.id, at, item.span);
            rows.push_back(row);
            read_field({field.type.id, row, 0}, record.fields[0],
                       {record.fields[0].name, item.span, item}, at + "." + record.fields[0].name);
            continue;
        }
        if (item.kind != Node::Kind::table) {
            say(Code::wrong_value_type, item.span, message("`{}` is not as expected here", at),
                {write_as()});
            continue;
        }
        const std::uint32_t row = add_row(field.type.id, at, item.span);
        rows.push_back(row);
        read_record(field.type.id, row, item, at);
    }
    Fact& into = fact(ref);
    into.state = rows.empty() ? FactState::none : FactState::stated;
    into.first = static_cast<std::uint32_t>(design.members.size());
    into.size = static_cast<std::uint32_t>(rows.size());
    design.members.insert(design.members.end(), rows.begin(), rows.end());
}

}  // namespace tutela
