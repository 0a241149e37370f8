#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "diagnostics/suggest.hpp"
#include "engine/calendar.hpp"
#include "engine/scan.hpp"
#include "engine/scan_text.hpp"
#include "formats/document.hpp"
#include "formats/read_plan.hpp"

namespace tutela {
namespace {

using Row = ReadPlan::Row;

bool says_something(const Row& row) {
    return !row[PlanColumn::owner].text.empty() || !row[PlanColumn::due].text.empty() ||
           !row[PlanColumn::status].text.empty() || !row[PlanColumn::note].text.empty();
}

std::string lower(std::string text) {
    for (char& c : text)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return text;
}

std::string spaced(std::string name) {
    std::replace(name.begin(), name.end(), '-', ' ');
    return name;
}

// Capitals do not matter: spreadsheets like to begin a cell with one.
std::optional<std::string> key_of(const std::vector<PlanWord>& words, const std::string& text) {
    for (const PlanWord& one : words)
        if (lower(one.words) == lower(text) || one.key == text || spaced(one.key) == lower(text))
            return one.key;
    return std::nullopt;
}

// Line ends as designs have them.
std::string plain_lines(const std::string& text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '\r' && i + 1 < text.size() && text[i + 1] == '\n') continue;
        out += text[i] == '\r' ? '\n' : text[i];
    }
    return out;
}

// A number of days as the spreadsheet counts them, or a date in writing.
std::optional<std::int64_t> day_of(const SheetCell& cell, bool from_1904) {
    const std::int64_t first = from_1904 ? 24'107 : 25'569;  // 1970-01-01 for the spreadsheet
    std::optional<std::int64_t> day;
    if (cell.number && *cell.number > 0 && *cell.number < 200'000)
        day = static_cast<std::int64_t>(std::floor(*cell.number)) - first;
    // What is typed as a text may carry a time, which says midnight.
    std::string text = cell.text;
    if (const std::size_t time = text.find("T00:00"); time == 10) text.resize(10);
    if (!cell.number)
        if (const auto parsed = parse_date(text); parsed && parsed->low == parsed->high)
            day = parsed->low.numerator;
    constexpr std::int64_t year_2000 = 10'957, year_2100 = 47'482;
    return day && *day >= year_2000 && *day < year_2100 ? day : std::nullopt;
}

class Changes {
public:
    Changes(const ReadPlan& plan, const Told& told, bool new_owners)
        : plan_(plan),
          told_(told),
          rules_(told.program.ruleset),
          new_owners_(new_owners),
          fields_(plan_fields(rules_.vocabulary)),
          items_(plan_items(rules_.vocabulary, told.design)),
          posts_(plan_posts(rules_)),
          statuses_(plan_statuses(rules_.vocabulary)),
          scan_(countries_named(rules_.vocabulary, told.design)) {
        for (const std::string& key : plan_keys(told.program, told.report)) keys_.insert(key);
    }

    PlanChanges read(const std::vector<const Row*>& rows) {
        for (const Row* row : rows)
            if (says_something(*row)) read(*row);
        return std::move(made_);
    }

private:
    void wrong(const Row& row, PlanColumn column, Message what, Message help = {}) {
        made_.diagnostics.push_back(plan_.wrong(row, column, std::move(what), std::move(help)));
    }

    void read(const Row& row) {
        const std::string& key = row[PlanColumn::key].text;
        if (key.empty())
            return wrong(row, PlanColumn::key, message("the row lacks its key"),
                         message("gaps that no rule names are written into the design"));
        if (!knows(row, key)) return;
        const auto [other, fresh] = seen_.emplace(key, row.number);
        if (!fresh)
            return wrong(row, PlanColumn::key, message("row {} has the same key", other->second));
        const std::string gap = gap_of(key);
        const PlanItem* item = find(gap);
        PlanChange change;
        change.gap = gap;
        read_owner(row, item, change);
        read_due(row, item, change);
        read_status(row, item, change);
        read_note(row, item, change);
        // What the sheet says of every gap is no decision yet.
        const bool only_open = !change.owner && !change.due && !change.note && change.status &&
                               !statuses_.empty() && *change.status == statuses_.front().key;
        if (!item && only_open) return;
        if (!change.owner && !change.due && !change.status && !change.note) return;
        if (!item) ++made_.added;
        made_.changes.push_back(std::move(change));
    }

    [[nodiscard]] const PlanItem* find(const std::string& gap) const {
        const std::string name = normalise(gap).value_or(gap);
        const auto at = std::find_if(items_.begin(), items_.end(),
                                     [&](const PlanItem& item) { return item.gap == name; });
        return at == items_.end() ? nullptr : &*at;
    }

    // Is there such a gap, rule and subject, in this design?
    bool knows(const Row& row, const std::string& key) {
        if (keys_.count(key) != 0 || find(gap_of(key))) return true;
        const std::string rule = key.substr(0, key.find('|'));
        if (key.find('|') == std::string::npos || rule.empty()) {
            wrong(row, PlanColumn::key, message("the design's action plan has no such entry"),
                  other());
            return false;
        }
        const bool shown = may_be_repeated(rule);
        if (!rules_.find_rule(rule)) {
            std::vector<std::string> ids;
            for (const Rule& one : rules_.rules) ids.push_back(one.id);
            const std::string near = closest(rule, ids);
            wrong(row, PlanColumn::key,
                  shown ? message("there is no rule `{}`", rule) : message("there is no such rule"),
                  !plan_.ruleset.empty() && plan_.ruleset != rules_.name
                      ? message("the plan was made with the ruleset `{}`: say --ruleset",
                                plan_.ruleset)
                  : near.empty() ? Message{}
                                 : message("did you mean `{}`?", near));
            return false;
        }
        const std::string subject = key.substr(key.find('|') + 1);
        wrong(row, PlanColumn::key,
              !subject.empty() && may_be_repeated(subject)
                  ? message("`{}` says nothing of `{}` in {}", rule, subject, told_.design.name)
                  : message("`{}` says nothing of that in {}", rule, told_.design.name),
              other());
        return false;
    }

    static Message other() {
        return message("is it the plan of another design, or of this one before it changed?");
    }

    // The words that the design must not hold, as the sensitive scan has it.
    bool may_stand(const Row& row, PlanColumn column, const std::string& text) {
        if (scan_(text) == 0) return true;
        wrong(row, column, message("this may identify a person"),
              message("write posts, not names; and no numbers, addresses or stories of people"));
        return false;
    }

    void read_owner(const Row& row, const PlanItem* item, PlanChange& change) {
        const std::string& text = row[PlanColumn::owner].text;
        if (text.empty() || !field(row, PlanColumn::owner, fields_ ? fields_->owner : std::nullopt))
            return;
        if (item && item->owner == text) return;
        if (!may_stand(row, PlanColumn::owner, text)) return;
        auto key = key_of(posts_, text);
        if (!key) {
            key = key_of(plan_.owners, text);
            // The hidden sheet may have been written on.
            if (key && std::none_of(posts_.begin(), posts_.end(),
                                    [&](const PlanWord& post) { return post.key == *key; }))
                key.reset();
        }
        for (const PlanItem& one : items_)
            if (!key && one.owner == text) key = text;
        if (!key && new_owners_) key = text;
        if (!key) return unknown_owner(row, text);
        if (item && key_of(posts_, item->owner) == key) return;
        change.owner = *key;
    }

    void unknown_owner(const Row& row, const std::string& text) {
        std::vector<std::string> known;
        for (const PlanWord& post : posts_) known.push_back(post.words);
        const std::string near = closest(text, known);
        wrong(row, PlanColumn::owner,
              may_be_repeated(text) ? message("no rule knows the post `{}`", text)
                                    : message("no rule knows this post"),
              near.empty() ? message("with {} it is taken as it is", "--new-owners")
                           : message("did you mean `{}`? With {} it is taken as it is", near,
                                     "--new-owners"));
    }

    void read_due(const Row& row, const PlanItem* item, PlanChange& change) {
        const SheetCell& cell = row[PlanColumn::due];
        if (cell.text.empty() ||
            !field(row, PlanColumn::due, fields_ ? fields_->due : std::nullopt))
            return;
        const auto day = day_of(cell, plan_.from_1904);
        if (!day)
            return wrong(row, PlanColumn::due,
                         may_be_repeated(cell.text) ? message("`{}` is no date", cell.text)
                                                    : message("this is no date"),
                         message("write it as {}", "2026-09-30"));
        if (!item || item->due != day) change.due = *day;
    }

    void read_status(const Row& row, const PlanItem* item, PlanChange& change) {
        const std::string& text = row[PlanColumn::status].text;
        if (text.empty() ||
            !field(row, PlanColumn::status, fields_ ? fields_->status : std::nullopt))
            return;
        auto key = key_of(statuses_, text);
        if (!key) key = key_of(plan_.statuses, text);
        const bool known = key && std::any_of(statuses_.begin(), statuses_.end(),
                                              [&](const PlanWord& one) { return one.key == *key; });
        if (!known) {
            std::string all;
            for (const PlanWord& one : statuses_) all += (all.empty() ? "" : ", ") + one.words;
            return wrong(row, PlanColumn::status,
                         may_be_repeated(text) ? message("`{}` is no status", text)
                                               : message("this is no status"),
                         message("it is one of {}", all));
        }
        // An entry without a status is shown as open.
        const std::string now =
            item ? (item->status.empty() ? statuses_.front().key : item->status) : std::string();
        if (now != *key) change.status = *key;
    }

    void read_note(const Row& row, const PlanItem* item, PlanChange& change) {
        const std::string text = plain_lines(row[PlanColumn::note].text);
        if (text.empty() || !field(row, PlanColumn::note, fields_ ? fields_->note : std::nullopt))
            return;
        if (item && item->note == normalise(text)) return;
        if (may_stand(row, PlanColumn::note, text)) change.note = text;
    }

    // Whether the vocabulary has a place for it.
    bool field(const Row& row, PlanColumn column, std::optional<std::uint32_t> there) {
        if (!there)
            wrong(row, column,
                  message("the vocabulary `{}` has no place for it in an action plan",
                          rules_.vocabulary.name));
        return there.has_value();
    }

    const ReadPlan& plan_;
    const Told& told_;
    const Ruleset& rules_;
    bool new_owners_;
    std::optional<PlanFields> fields_;
    std::vector<PlanItem> items_;
    std::vector<PlanWord> posts_, statuses_;
    TextScan scan_;
    std::set<std::string> keys_;
    std::map<std::string, std::uint32_t> seen_;
    PlanChanges made_;
};

std::string without_dot(const std::string& path) {
    return path.starts_with("./") ? path.substr(2) : path;
}

// The same file, called from here or from another folder.
bool same_file(const std::string& a, const std::string& b) {
    const std::string one = without_dot(a), two = without_dot(b);
    return one == two || one.ends_with("/" + two) || two.ends_with("/" + one);
}

}  // namespace

PlanChanges plan_changes(const ReadPlan& plan, const std::vector<const ReadPlan::Row*>& rows,
                         const Told& told, bool new_owners) {
    return Changes(plan, told, new_owners).read(rows);
}

std::vector<std::vector<const ReadPlan::Row*>> rows_by_design(
    const ReadPlan& plan, const std::vector<std::string>& designs, Diagnostics& diagnostics) {
    std::vector<std::vector<const ReadPlan::Row*>> rows(designs.size());
    for (const Row& row : plan.rows) {
        if (!says_something(row)) continue;
        const std::string& name = row[PlanColumn::design].text;
        auto at = std::find(designs.begin(), designs.end(), name);
        if (at == designs.end())
            at = std::find_if(designs.begin(), designs.end(),
                              [&](const std::string& one) { return same_file(one, name); });
        // A plan without that column is taken for that of the one design.
        if (name.empty() && designs.size() == 1) at = designs.begin();
        if (at != designs.end())
            rows[static_cast<std::size_t>(at - designs.begin())].push_back(&row);
        else
            diagnostics.push_back(plan.wrong(
                row, PlanColumn::design,
                name.empty()            ? message("the row does not say of which design it is")
                : may_be_repeated(name) ? message("the row belongs to another design: {}", name)
                                        : message("the row belongs to another design"),
                message("name that design too, or take its rows out of the sheet")));
    }
    return rows;
}

}  // namespace tutela
