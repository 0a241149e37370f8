#include "formats/build_design.hpp"

#include <algorithm>

#include <fmt/core.h>

#include "diagnostics/suggest.hpp"
#include "engine/scan.hpp"
#include "formats/read_value.hpp"

// Rows, records, and what is wrong with them; single facts are read in read_facts.cpp.

namespace tutela {
namespace {

// Past these one mistake is being told over and over. Counted apart, so that many warnings never
// hide the error that keeps a design from being judged.
constexpr std::size_t most_errors = 1000, most_warnings = 1000;

}  // namespace

bool may_be_shown(std::string_view word) {
    const auto is_letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
    if (word.empty() || word.size() > 40 || !is_letter(word[0])) return false;
    int digits = 0;
    for (const char c : word) {
        const bool digit = c >= '0' && c <= '9';
        digits += digit ? 1 : 0;
        if ((!digit && !is_letter(c) && c != '-' && c != '_') || digits > 6) return false;
    }
    return true;
}

BuildDesign::BuildDesign(const Vocabulary& vocabulary, Diagnostics& diagnostics)
    : vocabulary_(vocabulary), diagnostics_(diagnostics) {
    design.tables.resize(vocabulary.records.size());
    for (std::size_t i = 0; i < vocabulary.records.size(); ++i)
        design.tables[i].stride = static_cast<std::uint32_t>(vocabulary.records[i].fields.size());
}

void BuildDesign::say(Code code, Span span, Message what, std::vector<Message> help,
                      std::vector<Label> labels) {
    const bool error = entry_of(code).level == DiagnosticLevel::error;
    std::size_t& told = error ? errors_ : warnings_;
    if (told++ >= (error ? most_errors : most_warnings)) return;
    diagnostics_.push_back({code, span, std::move(what), std::move(labels), std::move(help)});
}

void BuildDesign::two_values(Span span, Span other, const std::string& path) {
    say(Code::two_values, span, message("`{}` is given two values", path), {},
        {{other, message("the other one is here")}});
}

Fact& BuildDesign::fact(FactRef ref) {
    Table& table = design.tables[ref.record];
    return table.facts[static_cast<std::size_t>(ref.row) * table.stride + ref.field];
}

TextId BuildDesign::intern(const std::string& text, Span place, const std::string& path) {
    auto normal = normalise(text);
    if (!normal) {
        say(Code::not_utf8, place, message("`{}` is not UTF-8 text", path));
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
        if (declared.fields[f].type.kind != TypeKind::record || declared.fields[f].reference)
            continue;
        const std::string below = record == root_record ? declared.fields[f].name
                                                        : design.tables[record].paths[row] + "." +
                                                              declared.fields[f].name;
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
        } else if (member.key == "complete")
            read_complete(member.value);
        else if (member.key == "evidence")
            read_evidence(member.value);
        else if (member.key == "exceptions" || member.key == "exception")
            read_waivers(member.value);
        else if (member.key == "judgements" || member.key == "judgement")
            read_judgements(member.value);
        else if (member.key != "include")
            unknown_key(member, known, message("a design"));
    }
}

void BuildDesign::unknown_key(const Node::Member& member, const std::vector<std::string>& known,
                              const Message& where) {
    std::string kebab = member.key;
    std::replace(kebab.begin(), kebab.end(), '_', '-');
    std::vector<Message> help;
    if (kebab != member.key && std::find(known.begin(), known.end(), kebab) != known.end())
        help.push_back(message("names are written with hyphens: `{}`", kebab));
    else if (const std::string near = closest(kebab, known); !near.empty())
        help.push_back(message("did you mean `{}`?", near));
    const Message shown =
        may_be_shown(member.key) ? literally(fmt::format("`{}`", member.key)) : message("this key");
    say(Code::unknown_key, member.span, message("{} has no field named {}", where, shown),
        std::move(help));
}

void BuildDesign::wrong_value(const Type& type, const Node& node, const std::string& path) {
    std::vector<Message> help;
    const Type wanted = type.kind == TypeKind::set ? type.member() : type;
    if (wanted.kind == TypeKind::choice && node.kind == Node::Kind::text &&
        may_be_shown(node.text)) {
        const ChoiceList& list = vocabulary_.choice_lists[wanted.id];
        std::string kebab = node.text;
        std::replace(kebab.begin(), kebab.end(), '_', '-');
        if (const std::string near = closest(kebab, list.choices); !near.empty())
            help.push_back(message("did you mean `{}`?", near));
        if (kebab == "unknown" || kebab == "not-stated")
            help.push_back(
                message("what is not known is written {{ unknown = \"why\" }}, or left out"));
        say(Code::wrong_value, node.span, message("`{}` has no choice `{}`", path, node.text),
            help);
        diagnostics_.back().help.push_back(message("it is {}", type_text(vocabulary_, wanted)));
        return;
    }
    const bool number = wanted.kind == TypeKind::count || wanted.kind == TypeKind::number ||
                        wanted.kind == TypeKind::share || wanted.kind == TypeKind::duration;
    if (number && node.kind == Node::Kind::number)
        return say(Code::wrong_value, node.span,
                   message("`{}` is outside what is allowed here", path),
                   {message("expected {}", how_to_write(vocabulary_, wanted))});
    say(Code::wrong_value_type, node.span, message("`{}` is not as expected here", path),
        {message("expected {}", how_to_write(vocabulary_, wanted))});
}

void BuildDesign::read_record(RecordId record, std::uint32_t row, const Node& table,
                              const std::string& path) {
    const Record& declared = vocabulary_.records[record];
    std::vector<std::string> known;
    for (const Field& field : declared.fields) known.push_back(field.name);
    for (const Node::Member& member : table.members) {
        const auto field = declared.find(member.key);
        if (!field) {
            unknown_key(member, known, literally(fmt::format("`{}`", declared.name)));
            continue;
        }
        read_field({record, row, *field}, declared.fields[*field], member, path + "." + member.key);
    }
}

void BuildDesign::read_complete(const Node& table) {
    const Record& lists = vocabulary_.records[root_record];
    std::vector<std::string> known;
    for (const Field& field : lists.fields)
        if (field.type.is_collection()) known.push_back(field.name);
    if (table.kind != Node::Kind::table)
        return say(Code::wrong_value_type, table.span,
                   message("`complete` is a table: risks = true"));
    for (const Node::Member& member : table.members) {
        const auto field = lists.find(member.key);
        if (!field || !lists.fields[*field].type.is_collection())
            unknown_key(member, known, literally("`complete`"));
        else if (member.value.kind != Node::Kind::truth)
            say(Code::wrong_value_type, member.value.span,
                message("`complete.{}` is true or false", member.key));
        else if (const auto [said, fresh] =
                     said_complete_.emplace(FactRef{root_record, 0, *field}, member.value.truth);
                 !fresh && said->second != member.value.truth)
            say(Code::two_values, member.span,
                message("`complete.{}` is given two values", member.key));
    }
}

void BuildDesign::finish() {
    scan_text_ = TextScan(countries_named(vocabulary_, design));
    hide_posts();
    hide_small_counts();
    name_rows_by_key();
    resolve_references();
    name_rows_by_fields();
    resolve_completeness();
    resolve_evidence();
    // A design with errors is not judged, and may refer to what is not there.
    if (!has_errors(diagnostics_)) put_in_order();
}

}  // namespace tutela
