#include <algorithm>
#include <numeric>
#include <tuple>

#include "engine/row_names.hpp"
#include "formats/build_design.hpp"

// Puts a design in one order, whatever the order of its file is: a report must not change when records are moved about.
// Rows are sorted by what they are called, and a path names them by that and not by where they stand.

namespace tutela {
namespace {

// "risks[1].mitigations[2]" is "risks[1]" and ".mitigations[" and "2"; nothing for a record outside lists.
std::optional<std::size_t> last_bracket(std::string_view path) {
    if (path.empty() || path.back() != ']') return std::nullopt;
    const std::size_t at = path.rfind('[');
    return at == std::string_view::npos ? std::nullopt : std::optional(at);
}

}  // namespace

// Paths by name: "sites[S1].population". A name that must not be shown leaves the position in place.
void BuildDesign::name_paths() {
    std::unordered_map<std::string, std::string> by_name;  // a path by position to one by name
    const auto renamed = [&](const std::string& path) {
        // The longest part of the path that is a row's.
        for (std::size_t end = path.size(); end > 0; end = path.rfind('.', end - 1)) {
            const auto at = by_name.find(path.substr(0, end));
            if (at != by_name.end()) return at->second + path.substr(end);
            if (path.rfind('.', end - 1) == std::string::npos) break;
        }
        return path;
    };
    std::vector<std::tuple<std::size_t, RecordId, std::uint32_t>>
        rows;  // what holds comes before what it holds
    for (RecordId id = 0; id < design.tables.size(); ++id)
        for (std::uint32_t row = 0; row < design.tables[id].paths.size(); ++row)
            rows.emplace_back(design.tables[id].paths[row].size(), id, row);
    std::sort(rows.begin(), rows.end());
    for (const auto& [length, id, row] : rows) {
        std::string& path = design.tables[id].paths[row];
        const std::string& name = design.tables[id].names[row];
        std::string shown = renamed(path);
        if (const auto bracket = last_bracket(shown); bracket && !name.empty() && name != path &&
                                                      name.find_first_of("[]") == std::string::npos)
            shown = shown.substr(0, *bracket + 1) + name + "]";
        if (name == path) design.tables[id].names[row] = shown;
        by_name.emplace(path, shown);
        path = std::move(shown);
    }
    for (DesignText& text : design.scannable) text.path = renamed(text.path);
}

void BuildDesign::put_in_order() {
    name_paths();
    // Where each row moves to.
    std::vector<std::vector<std::uint32_t>> moved(design.tables.size());
    for (RecordId id = 0; id < design.tables.size(); ++id) {
        Table& table = design.tables[id];
        std::vector<std::uint32_t> order(table.paths.size());
        std::iota(order.begin(), order.end(), 0U);
        std::stable_sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
            return called_before(table.paths[a], table.paths[b]);
        });
        moved[id].resize(order.size());
        Table sorted;
        sorted.stride = table.stride;
        for (std::uint32_t to = 0; to < order.size(); ++to) {
            const std::uint32_t from = order[to];
            moved[id][from] = to;
            const auto facts =
                table.facts.begin() + static_cast<std::ptrdiff_t>(from) * table.stride;
            sorted.facts.insert(sorted.facts.end(), facts, facts + table.stride);
            sorted.places.push_back(table.places[from]);
            sorted.names.push_back(std::move(table.names[from]));
            sorted.paths.push_back(std::move(table.paths[from]));
        }
        table = std::move(sorted);
    }
    for (RecordId id = 0; id < design.tables.size(); ++id) {
        Table& table = design.tables[id];
        for (std::size_t i = 0; i < table.facts.size(); ++i) {
            const Type& type = vocabulary_.records[id].fields[i % table.stride].type;
            order_members(type, table.facts[i], moved);
        }
    }
    std::sort(
        design.scannable.begin(), design.scannable.end(),
        [](const DesignText& a, const DesignText& b) { return called_before(a.path, b.path); });
    std::sort(design.waivers.begin(), design.waivers.end(), [](const Waiver& a, const Waiver& b) {
        return std::tie(a.rule, a.scope, a.approver, a.until, a.from, a.reason) <
               std::tie(b.rule, b.scope, b.approver, b.until, b.from, b.reason);
    });
    std::sort(design.judgements.begin(), design.judgements.end(),
              [](const Judgement& a, const Judgement& b) {
                  return std::tie(a.rule, a.subject, a.date, a.met, a.post) <
                         std::tie(b.rule, b.subject, b.date, b.met, b.post);
              });
}

void BuildDesign::order_members(const Type& type, Fact& fact,
                                const std::vector<std::vector<std::uint32_t>>& moved) {
    if (type.kind == TypeKind::record && fact.index < moved[type.id].size())
        fact.index = moved[type.id][fact.index];
    if (!type.is_collection() || fact.size == 0) return;
    const auto first = design.members.begin() + fact.first;
    if (type.member().kind == TypeKind::record)
        std::transform(first, first + fact.size, first,
                       [&](std::uint32_t row) { return moved[type.id][row]; });
    if (type.member().kind == TypeKind::text)
        std::sort(first, first + fact.size,
                  [&](TextId a, TextId b) { return design.texts[a] < design.texts[b]; });
    else
        std::sort(first, first + fact.size);
}

}  // namespace tutela
