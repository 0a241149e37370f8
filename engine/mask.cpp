#include "engine/mask.hpp"

#include <algorithm>
#include <map>
#include <numeric>

namespace tutela {
namespace {

// Every bit of the result rests on every bit that came in (splitmix64 over FNV-1a).
class Mix {
public:
    explicit Mix(std::uint64_t key = 0xcbf29ce484222325U) : state_(key) {}
    void add(std::string_view text) {
        for (const char c : text) {
            state_ ^= static_cast<unsigned char>(c);
            state_ *= 0x100000001b3U;
        }
        add(text.size());
    }
    void add(std::uint64_t value) {
        std::uint64_t x = state_ + value + 0x9e3779b97f4a7c15U;
        x = (x ^ (x >> 30U)) * 0xbf58476d1ce4e5b9U;
        x = (x ^ (x >> 27U)) * 0x94d049bb133111ebU;
        state_ = x ^ (x >> 31U);
    }
    [[nodiscard]] std::uint64_t value() const { return state_; }

private:
    std::uint64_t state_;
};

std::uint64_t key_of(const Vocabulary& vocabulary, const Design& design) {
    Mix all;
    for (RecordId id = 0; id < design.tables.size(); ++id) {
        const Table& table = design.tables[id];
        for (const std::string& path : table.paths) all.add(path);
        for (std::size_t i = 0; i < table.facts.size(); ++i) {
            const Fact& fact = table.facts[i];
            const Type& type = vocabulary.records[id].fields[i % table.stride].type;
            all.add(static_cast<std::uint64_t>(fact.state));
            all.add(static_cast<std::uint64_t>(fact.number.low.numerator));
            all.add(static_cast<std::uint64_t>(fact.number.high.numerator));
            if (fact.reason != no_text) all.add(design.texts[fact.reason]);
            // Numbers of texts go by the order of the file.
            const bool is_text = type.kind == TypeKind::text && fact.state == FactState::stated;
            if (is_text)
                all.add(design.texts[fact.index]);
            else if (type.kind != TypeKind::text)
                all.add(fact.index);
            for (std::uint32_t m = 0; m < fact.size; ++m) {
                const std::uint32_t member = design.members[fact.first + m];
                if (type.is_collection() && type.member().kind == TypeKind::text)
                    all.add(design.texts[member]);
                else
                    all.add(member);
            }
        }
    }
    for (const Judgement& judgement : design.judgements) all.add(judgement.reason);
    for (const Waiver& waiver : design.waivers) all.add(waiver.reason);
    return all.value();
}

bool has_value(const Fact& fact) {
    return fact.state == FactState::stated || fact.state == FactState::estimated;
}

bool is_few(const Type& type, const Fact& fact) {
    return type.kind == TypeKind::count && has_value(fact) && !fact.number.no_high &&
           compare(fact.number.high, {0, 1}) > 0 && compare(fact.number.high, {fewest_told, 1}) < 0;
}

bool is_text(const Type& type) {
    return type.kind == TypeKind::text || (type.is_collection() && type.element == TypeKind::text);
}

class MaskDesign {
public:
    MaskDesign(const Vocabulary& vocabulary, const Design& design)
        : vocabulary_(vocabulary), old_(design) {
        made_.key = key_of(vocabulary, design);
    }

    Masked operator()() {
        Design& design = made_.design;
        design = old_;
        design.masked = true;
        made_.moved.resize(design.tables.size());
        for (RecordId id = 0; id < design.tables.size(); ++id) shuffle(id);
        for (RecordId id = 0; id < design.tables.size(); ++id) {
            Table& table = design.tables[id];
            std::fill(table.places.begin(), table.places.end(), nowhere());
            for (std::size_t i = 0; i < table.facts.size(); ++i) {
                const auto field = static_cast<std::uint32_t>(i % table.stride);
                refer(vocabulary_.records[id].fields[field].type, table.facts[i]);
                hide(id, field, table.facts[i]);
            }
        }
        if (!design.tables.empty() && !design.tables[root_record].paths.empty())
            name(root_record, 0, "");
        rename_unheld();
        mask_scannable();
        made_.counts.evidence = static_cast<std::uint32_t>(design.evidence.size());
        made_.counts.exceptions = static_cast<std::uint32_t>(design.waivers.size());
        made_.counts.judgements = static_cast<std::uint32_t>(design.judgements.size());
        design.name.clear();
        design.evidence.clear();
        design.waivers.clear();
        design.judgements.clear();
        return std::move(made_);
    }

private:
    // A place that is none: every place is known to be in the design, and no more.
    [[nodiscard]] Span nowhere() const { return {old_.source, 0, 0}; }

    void shuffle(RecordId id) {
        const Table& from = old_.tables[id];
        std::vector<std::uint64_t> rank;
        for (const std::string& path : from.paths) {
            Mix mix(made_.key);
            mix.add(path);
            mix.add(id);
            rank.push_back(mix.value());
        }
        std::vector<std::uint32_t> order(from.paths.size());
        std::iota(order.begin(), order.end(), 0U);
        std::stable_sort(order.begin(), order.end(),
                         [&](std::uint32_t a, std::uint32_t b) { return rank[a] < rank[b]; });
        Table& to = made_.design.tables[id];
        to.facts.clear();
        made_.moved[id].resize(order.size());
        for (std::uint32_t row = 0; row < order.size(); ++row) {
            made_.moved[id][order[row]] = row;
            const auto facts =
                from.facts.begin() + static_cast<std::ptrdiff_t>(order[row]) * from.stride;
            to.facts.insert(to.facts.end(), facts, facts + from.stride);
            to.names[row].clear();
            to.paths[row].clear();
        }
    }

    // Facts lead to the rows where these stand now.
    void refer(const Type& type, Fact& fact) {
        if (type.kind == TypeKind::record && fact.index < made_.moved[type.id].size())
            fact.index = made_.moved[type.id][fact.index];
        if (!type.is_collection() || type.member().kind != TypeKind::record) return;
        const auto first = made_.design.members.begin() + fact.first;
        std::transform(first, first + fact.size, first,
                       [&](std::uint32_t row) { return made_.moved[type.id][row]; });
        std::sort(first, first + fact.size);
    }

    void hide(RecordId id, std::uint32_t field, Fact& fact) {
        const Field& declared = vocabulary_.records[id].fields[field];
        MaskCounts& counts = made_.counts;
        fact.place = nowhere();
        fact.reason = no_text;
        if (fact.state == FactState::withheld) ++counts.withheld;
        const bool objected = fact.not_shown;
        if (declared.sensitive) fact.not_shown = true;
        if (fact.not_shown && has_value(fact)) ++counts.sensitive;
        if (is_text(declared.type) && has_value(fact)) ++counts.texts;
        const bool few = is_few(declared.type, fact);
        if (few) ++counts.small_counts;
        if (!declared.sensitive && !objected && !few) return;
        auto& fields = made_.design.fields_not_shown;
        const std::pair<RecordId, std::uint32_t> here{id, field};
        if (std::find(fields.begin(), fields.end(), here) == fields.end()) fields.push_back(here);
    }

    // Names a row and what stands below it.
    void name(RecordId id, std::uint32_t row, const std::string& path) {
        Table& table = made_.design.tables[id];
        table.paths[row] = path;
        const bool of_list = !path.empty() && path.back() == ']';
        table.names[row] = of_list ? masked_name(vocabulary_.records[id], row) : path;
        if (of_list) ++made_.counts.names;
        const std::vector<Field>& fields = vocabulary_.records[id].fields;
        for (std::uint32_t f = 0; f < fields.size(); ++f) {
            const Type& type = fields[f].type;
            const Fact fact = made_.design.fact({id, row, f});
            const std::string below = path.empty() ? fields[f].name : path + "." + fields[f].name;
            if (type.kind == TypeKind::record && !fields[f].reference) {
                if (is_unnamed(type.id, fact.index)) name(type.id, fact.index, below);
            } else if (type.kind == TypeKind::list) {
                for (std::uint32_t m = 0; m < fact.size; ++m) {
                    const std::uint32_t member = made_.design.members[fact.first + m];
                    if (is_unnamed(type.id, member))
                        name(type.id, member,
                             below + "[" + masked_name(vocabulary_.records[type.id], member) + "]");
                }
            }
        }
    }

    [[nodiscard]] bool is_unnamed(RecordId id, std::uint32_t row) const {
        const Table& table = made_.design.tables[id];
        return row < table.names.size() && table.names[row].empty();
    }

    // Rows that no list holds are called by their kind alone.
    void rename_unheld() {
        for (RecordId id = 1; id < made_.design.tables.size(); ++id) {
            Table& table = made_.design.tables[id];
            for (std::uint32_t row = 0; row < table.names.size(); ++row)
                if (table.names[row].empty())
                    table.names[row] = table.paths[row] = masked_name(vocabulary_.records[id], row);
        }
    }

    // "sites[S1].label" by the row that it is in; of what is in no row ("exceptions[2].reason") the number goes.
    void mask_scannable() {
        std::map<std::string, std::string, std::less<>> rows;
        for (RecordId id = 1; id < old_.tables.size(); ++id)
            for (std::uint32_t row = 0; row < old_.tables[id].paths.size(); ++row)
                rows.emplace(old_.tables[id].paths[row],
                             made_.design.tables[id].paths[made_.moved[id][row]]);
        for (DesignText& text : made_.design.scannable) {
            text.place = nowhere();
            text.path = renamed(rows, text.path);
        }
        std::stable_sort(made_.design.scannable.begin(), made_.design.scannable.end(),
                         [](const DesignText& a, const DesignText& b) { return a.path < b.path; });
    }

    static std::string renamed(const std::map<std::string, std::string, std::less<>>& rows,
                               const std::string& path) {
        for (std::size_t end = path.size(); end != std::string::npos && end > 0;
             end = path.find_last_of(".[", end - 1))
            if (const auto at = rows.find(std::string_view(path).substr(0, end)); at != rows.end())
                return at->second + without_numbers(path.substr(end));
        return without_numbers(path);
    }

    // What stands in brackets is left out.
    static std::string without_numbers(const std::string& path) {
        std::string made;
        std::size_t depth = 0;
        for (const char c : path) {
            if (c == '[') ++depth;
            if (depth == 0) made += c;
            if (c == ']' && depth > 0) --depth;
        }
        return made;
    }

    const Vocabulary& vocabulary_;
    const Design& old_;
    Masked made_;
};

}  // namespace

std::string masked_name(const Record& record, std::uint32_t row) {
    return record.name + " " + std::to_string(row + 1);
}

Masked mask(const Vocabulary& vocabulary, const Design& design) {
    return MaskDesign(vocabulary, design)();
}

void forget(Design& masked) {
    for (std::string& text : masked.texts) text.clear();
    masked.scannable.clear();
}

}  // namespace tutela
