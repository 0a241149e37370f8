#include "formats/build_design.hpp"

#include <algorithm>

#include <fmt/core.h>

#include "diagnostics/suggest.hpp"
#include "formats/read_value.hpp"

namespace tutela {
namespace {

// Words of our own that a fact's table may hold.
constexpr const char* state_words[] = {"is", "none", "unknown", "withheld", "fill", "between",
                                       "at-least", "at-most", "evidence", "complete", "by", "on", "reason"};

bool is_state_word(std::string_view key) {
    return std::any_of(std::begin(state_words), std::end(state_words), [&](const char* word) { return key == word; });
}

// A table that states a fact rather than being a record or an amount of money.
bool states_fact(const Node& node) {
    if (node.kind != Node::Kind::table || node.members.empty()) return false;
    return std::any_of(node.members.begin(), node.members.end(), [](const Node::Member& member) {
        return member.key == "is" || member.key == "none" || member.key == "unknown" ||
               member.key == "withheld" || member.key == "fill" || member.key == "between" ||
               member.key == "at-least" || member.key == "at-most";
    });
}

bool is_embedded(const Field& field) { return field.type.kind == TypeKind::record && !field.reference; }

bool is_blank(std::string_view text) {
    return text.find_first_not_of(" \t\r\n") == std::string_view::npos;
}

// A word that cannot be anything but a name: it may be shown.
bool may_be_shown(std::string_view word) {
    if (word.empty() || word.size() > 40) return false;
    int digits = 0;
    for (const char c : word) {
        const bool digit = c >= '0' && c <= '9';
        digits = digit ? digits + 1 : 0;
        const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        if ((!digit && !letter && c != '-' && c != '_') || digits > 4) return false;
    }
    return true;
}

}  // namespace

BuildDesign::BuildDesign(const Vocabulary& vocabulary, Diagnostics& diagnostics)
    : vocabulary_(vocabulary), diagnostics_(diagnostics) {
    design.tables.resize(vocabulary.records.size());
    for (std::size_t i = 0; i < vocabulary.records.size(); ++i)
        design.tables[i].stride = static_cast<std::uint32_t>(vocabulary.records[i].fields.size());
}

void BuildDesign::say(Code code, Span span, std::string message, std::vector<std::string> help) {
    diagnostics_.push_back({code, span, std::move(message), {}, std::move(help)});
}

Fact& BuildDesign::fact(FactRef ref) {
    Table& table = design.tables[ref.record];
    return table.facts[static_cast<std::size_t>(ref.row) * table.stride + ref.field];
}

TextId BuildDesign::intern(const std::string& text, Span place, const std::string& path) {
    auto normal = normalise(text);
    if (!normal) {
        say(Code::not_utf8, place, fmt::format("`{}` is not UTF-8 text", path));
        normal = "";
    }
    const auto [at, fresh] = texts_.emplace(*normal, static_cast<TextId>(design.texts.size()));
    if (fresh) design.texts.push_back(*normal);
    return at->second;
}

void BuildDesign::scan_texts(const Node& node, const std::string& path) {
    if (node.kind == Node::Kind::text && !node.text.empty())
        design.scannable.push_back({intern(node.text, node.span, path), node.span, path});
    for (std::size_t i = 0; i < node.items.size(); ++i)
        scan_texts(node.items[i], fmt::format("{}[{}]", path, i + 1));
    for (const Node::Member& member : node.members)
        scan_texts(member.value, path.empty() ? member.key : path + "." + member.key);
}

std::uint32_t BuildDesign::add_row(RecordId record, std::string path, Span place) {
    Table& table = design.tables[record];
    const auto row = static_cast<std::uint32_t>(table.places.size());
    Fact absent;
    absent.place = place;
    table.facts.resize(table.facts.size() + table.stride, absent);
    table.places.push_back(place);
    table.names.emplace_back();
    table.paths.push_back(std::move(path));
    // Embedded records are always there; what they hold may be absent.
    const Record& declared = vocabulary_.records[record];
    for (std::uint32_t f = 0; f < declared.fields.size(); ++f) {
        if (!is_embedded(declared.fields[f])) continue;
        const std::string below = record == root_record ? declared.fields[f].name
                                                         : design.tables[record].paths[row] + "." + declared.fields[f].name;
        const std::uint32_t inner = add_row(declared.fields[f].type.id, below, place);
        fact({record, row, f}).index = inner;
    }
    return row;
}

void BuildDesign::add(const Node& root) {
    scan_texts(root, "");
    if (design.tables[root_record].places.empty())
        add_row(root_record, "", Span{root.span.source, 0, 0});
    const Record& lists = vocabulary_.records[root_record];
    std::vector<std::string> known{"include", "complete", "evidence", "exceptions", "judgements"};
    for (const Field& field : lists.fields) known.push_back(field.name);
    for (const Node::Member& member : root.members) {
        if (const auto field = lists.find(member.key)) {
            read_field({root_record, 0, *field}, lists.fields[*field], member, member.key);
        } else if (member.key == "complete") read_complete(member.value);
        else if (member.key == "evidence") read_evidence(member.value);
        else if (member.key == "exceptions" || member.key == "exception") read_waivers(member.value);
        else if (member.key == "judgements" || member.key == "judgement") read_judgements(member.value);
        else if (member.key != "include") unknown_key(member, known, "a design");
    }
}

void BuildDesign::unknown_key(const Node::Member& member, const std::vector<std::string>& known,
                              const std::string& where) {
    std::string kebab = member.key;
    std::replace(kebab.begin(), kebab.end(), '_', '-');
    std::vector<std::string> help;
    if (kebab != member.key && std::find(known.begin(), known.end(), kebab) != known.end())
        help.push_back(fmt::format("names are written with hyphens: `{}`", kebab));
    else if (const std::string near = closest(kebab, known); !near.empty())
        help.push_back(fmt::format("did you mean `{}`?", near));
    const std::string shown = may_be_shown(member.key) ? fmt::format("`{}`", member.key) : "this key";
    say(Code::unknown_key, member.span, fmt::format("{} has no field named {}", where, shown), std::move(help));
}

void BuildDesign::wrong_value(const Type& type, const Node& node, const std::string& path) {
    std::vector<std::string> help;
    const Type wanted = type.kind == TypeKind::set ? type.member() : type;
    if (wanted.kind == TypeKind::choice && node.kind == Node::Kind::text && may_be_shown(node.text)) {
        const ChoiceList& list = vocabulary_.choice_lists[wanted.id];
        std::string kebab = node.text;
        std::replace(kebab.begin(), kebab.end(), '_', '-');
        if (const std::string near = closest(kebab, list.choices); !near.empty())
            help.push_back(fmt::format("did you mean `{}`?", near));
        if (kebab == "unknown" || kebab == "not-stated")
            help.emplace_back("what is not known is written { unknown = \"why\" }, or left out");
        say(Code::wrong_value, node.span, fmt::format("`{}` has no choice `{}`", path, node.text), help);
        diagnostics_.back().help.push_back("it is " + type_text(vocabulary_, wanted));
        return;
    }
    say(Code::wrong_value_type, node.span, fmt::format("`{}` is not as expected here", path),
        {"expected " + how_to_write(vocabulary_, wanted)});
}

void BuildDesign::read_record(RecordId record, std::uint32_t row, const Node& table, const std::string& path) {
    const Record& declared = vocabulary_.records[record];
    std::vector<std::string> known;
    for (const Field& field : declared.fields) known.push_back(field.name);
    for (const Node::Member& member : table.members) {
        const auto field = declared.find(member.key);
        if (!field) {
            unknown_key(member, known, fmt::format("`{}`", declared.name));
            continue;
        }
        read_field({record, row, *field}, declared.fields[*field], member, path + "." + member.key);
    }
}

void BuildDesign::read_field(FactRef ref, const Field& field, const Node::Member& member, const std::string& path) {
    const bool several_files = is_embedded(field) || field.type.kind == TypeKind::list;
    if (!written_.insert(ref).second && !several_files) {
        diagnostics_.push_back({Code::two_values, member.span, fmt::format("`{}` is given two values", path),
                                {{fact(ref).place, "the other one is here"}}, {}});
        return;
    }
    const Node& node = member.value;
    fact(ref).place = member.span.known() && node.kind != Node::Kind::table ? member.span : node.span;
    if (is_embedded(field)) {
        if (states_fact(node)) {
            const Field plain{field.name, type_of(TypeKind::error), false, false, false, false, false, {}, {}, {}};
            const std::uint32_t row = fact(ref).index;
            if (read_state(ref, plain, node, path)) {
                const Fact state = fact(ref);
                fact(ref).index = row;
                spread_state(field.type.id, row, state);
            }
            return;
        }
        if (node.kind != Node::Kind::table)
            return say(Code::wrong_value_type, node.span, fmt::format("`{}` is not as expected here", path),
                       {fmt::format("expected a table [{}]", path)});
        const std::uint32_t row = fact(ref).index;
        fact(ref).state = FactState::stated;
        Table& table = design.tables[field.type.id];
        table.places[row] = node.span;
        // What stays absent is missed where the table begins.
        for (std::uint32_t f = 0; f < table.stride; ++f) {
            Fact& inner = fact({field.type.id, row, f});
            if (inner.state == FactState::absent) inner.place = node.span;
        }
        return read_record(field.type.id, row, node, path);
    }
    if (states_fact(node)) {
        read_state(ref, field, node, path);
        return;
    }
    if (field.type.kind == TypeKind::list) return read_list(ref, field, node, path);
    if (field.type.kind == TypeKind::set) return read_set(ref, field, node, path);
    read_value(ref, field, node, path);
}

// What is said of a whole embedded record holds for each of its facts.
void BuildDesign::spread_state(RecordId record, std::uint32_t row, const Fact& state) {
    const Record& declared = vocabulary_.records[record];
    for (std::uint32_t f = 0; f < declared.fields.size(); ++f) {
        Fact& inner = fact({record, row, f});
        if (is_embedded(declared.fields[f])) {
            spread_state(declared.fields[f].type.id, inner.index, state);
            continue;
        }
        inner.state = state.state;
        inner.reason = state.reason;
        inner.place = state.place;
    }
}

bool BuildDesign::read_state(FactRef ref, const Field& field, const Node& table, const std::string& path) {
    const std::vector<std::string> known(std::begin(state_words), std::end(state_words));
    int said = 0;
    for (const Node::Member& member : table.members) {
        if (!is_state_word(member.key)) unknown_key(member, known, fmt::format("what is said of `{}`", path));
        const bool is_state = member.key == "is" || member.key == "none" || member.key == "unknown" ||
                              member.key == "withheld" || member.key == "fill" || member.key == "between";
        said += is_state ? 1 : 0;
    }
    if (said > 1) {
        say(Code::two_values, table.span, fmt::format("`{}` is given two values", path),
            {"say one of: is, none, unknown, withheld, fill, between, at-least, at-most"});
        return false;
    }
    const auto state = [&](const char* word, FactState as) {
        const auto* said_here = table.find(word);
        if (!said_here) return false;
        if (said_here->value.kind != Node::Kind::text && said_here->value.kind != Node::Kind::truth)
            say(Code::wrong_value_type, said_here->value.span, fmt::format("`{}` needs a reason in words", word));
        fact(ref).state = as;
        if (said_here->value.kind == Node::Kind::text)
            fact(ref).reason = intern(said_here->value.text, said_here->value.span, path);
        return true;
    };
    if (const auto* value = table.find("is")) {
        if (field.type.kind == TypeKind::list) read_list(ref, field, value->value, path);
        else if (field.type.kind == TypeKind::set) read_set(ref, field, value->value, path);
        else read_value(ref, field, value->value, path);
    } else if (state("none", FactState::none)) {
        if (!field.type.is_collection() && !field.optional && field.type.kind != TypeKind::error)
            say(Code::not_optional, table.span, fmt::format("`{}` cannot be stated to be none", path),
                {"what is not known is written { unknown = \"why\" }, or left out"});
        fact(ref).complete = true;
    } else if (!state("unknown", FactState::unknown) && !state("withheld", FactState::withheld) &&
               !state("fill", FactState::to_fill)) {
        const auto estimate = field.type.is_numeric() ? read_estimate(field.type, table) : std::nullopt;
        if (!estimate) {
            say(Code::wrong_value, table.span, fmt::format("the estimate of `{}` is not as expected here", path),
                {"an estimate is { between = [400, 600] }, { at-least = 400 } or { at-most = 600 }, of a number"});
            return false;
        }
        fact(ref).state = FactState::estimated;
        fact(ref).number = *estimate;
    }
    if (fact(ref).state == FactState::withheld && (!table.find("by") || !table.find("on")))
        say(Code::withheld_unattested, table.span, fmt::format("`{}` is withheld without saying by whom and when", path),
            {"add by = \"the post\" and on = the date"});
    if (const auto* complete = table.find("complete")) {
        if (complete->value.kind == Node::Kind::truth) said_complete_[ref] = complete->value.truth;
        else say(Code::wrong_value_type, complete->value.span, "`complete` is true or false");
    }
    if (const auto* evidence = table.find("evidence")) {
        Cited cited;
        cited.fact = ref;
        const auto cite = [&](const Node& node) {
            if (node.kind == Node::Kind::text) cited.ids.emplace_back(node.text, node.span);
            else say(Code::wrong_value_type, node.span, "`evidence` is a list of the ids of [[evidence]]");
        };
        if (evidence->value.kind == Node::Kind::array)
            for (const Node& item : evidence->value.items) cite(item);
        else cite(evidence->value);
        cited_.push_back(std::move(cited));
    }
    return true;
}

void BuildDesign::read_value(FactRef ref, const Field& field, const Node& node, const std::string& path) {
    Fact& into = fact(ref);
    const Type& type = field.type;
    if (node.kind == Node::Kind::text && is_blank(node.text)) {
        say(Code::blank_text, node.span, fmt::format("`{}` is blank, which counts as not stated", path));
        return;
    }
    if (type.is_numeric()) {
        if (const auto number = read_number(type, node)) {
            into.state = FactState::stated;
            into.number = *number;
            return;
        }
        return wrong_value(type, node, path);
    }
    if (type.kind == TypeKind::text) {
        if (node.kind != Node::Kind::text) return wrong_value(type, node, path);
        const TextId text = intern(node.text, node.span, path);
        fact(ref).state = FactState::stated;
        fact(ref).index = text;
        return;
    }
    if (type.kind == TypeKind::record) {
        if (node.kind != Node::Kind::text) {
            return say(Code::wrong_value_type, node.span, fmt::format("`{}` is not as expected here", path),
                       {fmt::format("expected the id of one `{}`", vocabulary_.records[type.id].name)});
        }
        into.state = FactState::stated;
        references_.push_back({false, 0, ref, type.id, node.text, node.span});
        return;
    }
    if (const auto index = read_index(vocabulary_, type, node)) {
        into.state = FactState::stated;
        into.index = *index;
        return;
    }
    wrong_value(type, node, path);
}

void BuildDesign::read_set(FactRef ref, const Field& field, const Node& node, const std::string& path) {
    if (node.kind != Node::Kind::array) {
        return say(Code::wrong_value_type, node.span, fmt::format("`{}` is not as expected here", path),
                   {fmt::format("expected a list in brackets: {} = [ … ], of {}", field.name,
                                type_text(vocabulary_, field.type))});
    }
    const Type member_type = field.type.member();
    std::vector<std::uint32_t> members;
    for (std::size_t i = 0; i < node.items.size(); ++i) {
        const Node& item = node.items[i];
        const std::string at = fmt::format("{}[{}]", path, i + 1);
        std::optional<std::uint32_t> member;
        if (member_type.kind == TypeKind::record) {
            if (item.kind != Node::Kind::text) {
                say(Code::wrong_value_type, item.span, fmt::format("`{}` is not as expected here", at),
                    {fmt::format("expected the id of one `{}`", vocabulary_.records[member_type.id].name)});
                continue;
            }
            references_.push_back({true, static_cast<std::uint32_t>(design.members.size() + members.size()), ref,
                                   member_type.id, item.text, item.span});
            member = 0;
        } else if (member_type.kind == TypeKind::text) {
            if (item.kind == Node::Kind::text && is_blank(item.text)) {
                say(Code::blank_text, item.span, fmt::format("`{}` is blank, which counts as not stated", at));
                continue;
            }
            if (item.kind == Node::Kind::text) member = intern(item.text, item.span, at);
        } else {
            member = read_index(vocabulary_, member_type, item);
        }
        if (!member) {
            wrong_value(member_type, item, at);
            continue;
        }
        // A set names a member once.
        if (member_type.kind != TypeKind::record &&
            std::find(members.begin(), members.end(), *member) != members.end())
            continue;
        members.push_back(*member);
    }
    Fact& into = fact(ref);
    into.state = node.items.empty() ? FactState::none : FactState::stated;
    into.first = static_cast<std::uint32_t>(design.members.size());
    into.size = static_cast<std::uint32_t>(members.size());
    design.members.insert(design.members.end(), members.begin(), members.end());
}

void BuildDesign::read_list(FactRef ref, const Field& field, const Node& node, const std::string& path) {
    if (node.kind != Node::Kind::array) {
        return say(Code::wrong_value_type, node.span, fmt::format("`{}` is not as expected here", path),
                   {fmt::format("write each {} as [[{}]]", vocabulary_.records[field.type.id].name, path)});
    }
    // A list may be told in several files: the rows follow each other.
    const Fact before = fact(ref);
    std::vector<std::uint32_t> rows(design.members.begin() + before.first,
                                    design.members.begin() + before.first + before.size);
    for (const Node& item : node.items) {
        const std::string at = fmt::format("{}[{}]", path, rows.size() + 1);
        if (item.kind != Node::Kind::table) {
            say(Code::wrong_value_type, item.span, fmt::format("`{}` is not as expected here", at),
                {fmt::format("write each {} as [[{}]]", vocabulary_.records[field.type.id].name, path)});
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

void BuildDesign::read_complete(const Node& table) {
    const Record& lists = vocabulary_.records[root_record];
    std::vector<std::string> known;
    for (const Field& field : lists.fields) known.push_back(field.name);
    if (table.kind != Node::Kind::table) return say(Code::wrong_value_type, table.span, "`complete` is a table: risks = true");
    for (const Node::Member& member : table.members) {
        const auto field = lists.find(member.key);
        if (!field) unknown_key(member, known, "`complete`");
        else if (member.value.kind != Node::Kind::truth)
            say(Code::wrong_value_type, member.value.span, fmt::format("`complete.{}` is true or false", member.key));
        else said_complete_[{root_record, 0, *field}] = member.value.truth;
    }
}

void BuildDesign::finish() {
    name_rows();
    resolve_references();
    resolve_completeness();
    resolve_evidence();
}

}  // namespace tutela
