#include <algorithm>
#include <map>

#include "engine/words.hpp"
#include "formats/plan_cells.hpp"

namespace tutela {

std::vector<std::string> plan_keys(const Program& program, const Report& report) {
    std::vector<std::string> keys;
    std::map<std::string, int> seen;
    for (const Finding& finding : report.findings) {
        std::string key = program.ruleset.rules[finding.rule].id + "|" + finding.subject_name;
        // Records without a name are all called alike.
        const int times = ++seen[key];
        if (times > 1) key += "#" + std::to_string(times);
        keys.push_back(std::move(key));
    }
    return keys;
}

std::string gap_of(const std::string& key) {
    const std::size_t bar = key.find('|');
    const std::string rule = key.substr(0, bar);
    const std::string subject = bar == std::string::npos ? "" : key.substr(bar + 1);
    return rule.empty() ? subject : subject.empty() ? rule : rule + " " + subject;
}

std::optional<PlanFields> plan_fields(const Vocabulary& vocabulary) {
    const auto plan = vocabulary.find_record("action-plan");
    if (!plan || vocabulary.records.empty() || !vocabulary.records[root_record].find("action-plan"))
        return std::nullopt;
    const auto items = vocabulary.records[*plan].find("items");
    if (!items) return std::nullopt;
    const Type type = vocabulary.records[*plan].fields[*items].type;
    if (type.kind != TypeKind::list) return std::nullopt;
    const Record& item = vocabulary.records[type.id];
    const auto field = [&](const char* name, TypeKind kind) {
        const auto found = item.find(name);
        return found && item.fields[*found].type.kind == kind ? found : std::nullopt;
    };
    const auto gap = field("gap-ref", TypeKind::text);
    if (!gap) return std::nullopt;
    return PlanFields{type.id,
                      *gap,
                      field("owner", TypeKind::text),
                      field("due", TypeKind::date),
                      field("status", TypeKind::choice),
                      field("note", TypeKind::text)};
}

// Of entries about the same gap the first is the one that stands first.
static void number(std::vector<PlanItem>& items) {
    std::vector<PlanItem*> order;
    for (PlanItem& item : items) order.push_back(&item);
    std::stable_sort(order.begin(), order.end(), [](const PlanItem* a, const PlanItem* b) {
        return std::pair(a->place.source, a->place.begin) <
               std::pair(b->place.source, b->place.begin);
    });
    std::map<std::string, std::uint32_t> seen;
    for (PlanItem* item : order) item->nth = ++seen[item->gap];
}

std::string item_key(const PlanItem& item) {
    return "|" + item.gap + (item.nth > 1 ? "#" + std::to_string(item.nth) : "");
}

const PlanItem* find_item(const std::vector<PlanItem>& items, const std::string& key) {
    // Spaces at the end of a cell mean nothing.
    const std::string gap = trimmed(gap_of(key)), own = trimmed(key);
    for (const PlanItem& item : items)
        if (item.nth == 1 && trimmed(item.gap) == gap) return &item;
    for (const PlanItem& item : items)
        if (item.nth > 1 && trimmed(item_key(item)) == own) return &item;
    return nullptr;
}

std::vector<PlanItem> plan_items(const Vocabulary& vocabulary, const Design& design) {
    std::vector<PlanItem> items;
    const auto fields = plan_fields(vocabulary);
    if (!fields) return items;
    const auto rows = static_cast<std::uint32_t>(design.tables[fields->record].places.size());
    for (std::uint32_t row = 0; row < rows; ++row) {
        const auto stated = [&](std::optional<std::uint32_t> field) -> const Fact* {
            if (!field) return nullptr;
            const Fact& fact = design.fact({fields->record, row, *field});
            return fact.state == FactState::stated ? &fact : nullptr;
        };
        const auto text = [&](std::optional<std::uint32_t> field) {
            const Fact* fact = stated(field);
            return fact ? design.texts[fact->index] : std::string();
        };
        PlanItem item;
        item.row = row;
        item.gap = text(fields->gap);
        item.owner = text(fields->owner);
        item.note = text(fields->note);
        if (const Fact* due = stated(fields->due)) item.due = due->number.low.numerator;
        if (const Fact* status = stated(fields->status)) {
            const Type type = vocabulary.records[fields->record].fields[*fields->status].type;
            item.status = vocabulary.choice_lists[type.id].choices[status->index];
        }
        item.place = design.tables[fields->record].places[row];
        items.push_back(std::move(item));
    }
    number(items);
    return items;
}

std::vector<PlanWord> plan_posts(const Ruleset& ruleset) {
    std::vector<PlanWord> posts;
    for (const auto& [name, words] : ruleset.posts)
        posts.push_back({name, words.empty() ? name : words});
    std::sort(posts.begin(), posts.end(),
              [](const PlanWord& a, const PlanWord& b) { return a.words < b.words; });
    return posts;
}

std::vector<PlanWord> plan_statuses(const Vocabulary& vocabulary) {
    std::vector<PlanWord> statuses;
    const auto fields = plan_fields(vocabulary);
    if (!fields || !fields->status) return statuses;
    const Type type = vocabulary.records[fields->record].fields[*fields->status].type;
    const ChoiceList& choices = vocabulary.choice_lists[type.id];
    for (std::uint32_t i = 0; i < choices.choices.size(); ++i)
        statuses.push_back({choices.choices[i], choice_words(vocabulary, type.id, i)});
    return statuses;
}

}  // namespace tutela
