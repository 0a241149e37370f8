#include <algorithm>

#include <fmt/format.h>

#include "engine/words.hpp"
#include "formats/tell_ci.hpp"

// Where findings are, as CI systems are told it.

namespace tutela {
namespace {

bool is_list(const Told& told, FactRef fact) {
    return told.program.ruleset.vocabulary.records[fact.record]
        .fields[fact.field]
        .type.is_collection();
}

// The record of the n-th thing that a rule goes through, if it is one.
std::optional<std::pair<RecordId, std::uint32_t>> subject_row(const Told& told,
                                                              const Finding& finding,
                                                              std::size_t n) {
    const Rule& rule = told.program.ruleset.rules[finding.rule];
    const Type type = told.program.expressions[rule.for_each[n].list].type.member();
    if (type.kind != TypeKind::record) return std::nullopt;
    // Of a template: an entry that is yet to be added.
    if (finding.subject[n] >= told.design.tables[type.id].places.size()) return std::nullopt;
    return std::pair{type.id, finding.subject[n]};
}

bool belongs_to_subject(const Told& told, const Finding& finding, FactRef fact) {
    for (std::size_t n = 0; n < finding.subject.size(); ++n)
        if (subject_row(told, finding, n) == std::pair{fact.record, fact.row}) return true;
    return false;
}

Span subject_place(const Told& told, const Finding& finding) {
    for (std::size_t n = finding.subject.size(); n-- > 0;)
        if (const auto row = subject_row(told, finding, n))
            return told.design.tables[row->first].places[row->second];
    return {};
}

// The fact of `require` that a reader should see first: one of the subject itself, or one that stands alone. Where
// facts of many records decide together, none of them is the one to look at. Of several of one record it is a truth:
// what must be so, and is not.
std::optional<FactRef> telling_fact(const Told& told, const Finding& finding) {
    std::vector<FactRef> facts, of_subject;
    for (const FactRef& fact : finding.deciding_require)
        if (!is_list(told, fact)) facts.push_back(fact);
    for (const FactRef& fact : facts)
        if (belongs_to_subject(told, finding, fact)) of_subject.push_back(fact);
    const bool one_record = std::all_of(facts.begin(), facts.end(), [&](const FactRef& fact) {
        return fact.record == facts[0].record && fact.row == facts[0].row;
    });
    if (!of_subject.empty())
        facts = std::move(of_subject);
    else if (facts.empty() || !one_record)
        return std::nullopt;
    const auto truth = std::find_if(facts.begin(), facts.end(), [&](const FactRef& fact) {
        return told.program.ruleset.vocabulary.records[fact.record].fields[fact.field].type.kind ==
               TypeKind::truth;
    });
    return truth == facts.end() ? facts[0] : *truth;
}

Span deciding_place(const Told& told, const Finding& finding) {
    if (const auto fact = telling_fact(told, finding)) return told.design.fact(*fact).place;
    if (const Span subject = subject_place(told, finding); subject.known()) return subject;
    for (const auto* facts : {&finding.deciding_require, &finding.deciding})
        if (!facts->empty()) return told.design.fact(facts->front()).place;
    return {};
}

constexpr bool plain_in_uri(unsigned char c) {
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '-' ||
           c == '.' || c == '_' || c == '~' || c == '/';
}

}  // namespace

Span main_place(const Told& told, const Finding& finding) {
    Span place;
    if (lacks_facts(finding)) {
        const auto& open = finding.open_require.empty() ? finding.open : finding.open_require;
        if (!open.empty()) place = place_of(told.design, open.front());
    } else {
        place = deciding_place(told, finding);
    }
    return place.known() ? place : Span{told.design.source, 0, 0};
}

std::vector<OtherPlace> other_places(const Told& told, const Finding& finding) {
    std::vector<OtherPlace> places;
    const auto add = [&](Span place, std::string words) {
        const bool there = std::any_of(places.begin(), places.end(), [&](const OtherPlace& one) {
            return one.place == place && one.words == words;
        });
        if (place.known() && !there) places.push_back({place, std::move(words)});
    };
    const Language& say = *told.program.language;
    if (lacks_facts(finding))
        for (const OpenFact& open : finding.open)
            add(place_of(told.design, open),
                say.tr("{}: {}", describe_open(told.program, told.design, open),
                       open.more_entries ? say.tr("not known")
                                         : value_text(told.program, told.design, open.fact)));
    for (const FactRef& fact : finding.deciding)
        add(told.design.fact(fact).place,
            say.tr("{}: {}", describe_fact(told.program, told.design, fact),
                   value_text(told.program, told.design, fact)));
    return places;
}

Region region_of(const Sources& sources, Span place) {
    Region region{sources[place.source].name, sources.position(place.source, place.begin),
                  sources.position(place.source, place.end)};
    if (region.file.rfind("./", 0) == 0) region.file.erase(0, 2);
    // What ends with a line ends before the next one begins.
    if (region.end.column == 1 && region.end.line > region.begin.line)
        region.end = sources.position(place.source, place.end - 1);
    return region;
}

std::string uri_of(const std::string& path) {
    std::string uri = path.rfind('/', 0) == 0 ? "file://" : "";
    for (const unsigned char c : path)
        uri += plain_in_uri(c) ? std::string(1, static_cast<char>(c)) : fmt::format("%{:02X}", c);
    return uri;
}

}  // namespace tutela
