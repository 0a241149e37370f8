#include <algorithm>
#include <map>
#include <set>

#include "diagnostics/suggest.hpp"
#include "engine/scan.hpp"
#include "engine/scan_text.hpp"
#include "formats/document.hpp"
#include "formats/plan_cells.hpp"

namespace tutela {
namespace {

using Row = ReadPlan::Row;

constexpr std::size_t longest_post = 200;  // bytes

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
            return wrong(row, PlanColumn::key, message("row {} has the same key", other->second),
                         message("take one of the two rows out"));
        if (holds_formula(row)) return;
        const PlanItem* item = find(key);
        PlanChange change;
        change.gap = item ? item->gap : gap_of(key);
        if (item && item->place.known()) change.entry = item->place;
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

    // What a program that does not calculate wrote as a formula says nothing yet.
    bool holds_formula(const Row& row) {
        bool holds = false;
        for (const PlanColumn column : filled_in) {
            if (!row[column].unknown) continue;
            holds = true;
            wrong(row, column, message("this is a formula, and the file does not hold its value"),
                  message("write the value itself, or save the file in a spreadsheet program"));
        }
        return holds;
    }

    [[nodiscard]] const PlanItem* find(const std::string& key) const {
        return find_item(items_, normalise(key).value_or(key));
    }

    // Is there such a gap, rule and subject, in this design?
    bool knows(const Row& row, const std::string& key) {
        if (keys_.count(key) != 0 || find(key)) return true;
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
        if (item && shows(text, item->owner)) return;
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
            if (!key && shows(text, one.owner)) key = one.owner;
        if (!key && new_owners_ && text.size() <= longest_post) key = text;
        if (!key) return unknown_owner(row, text);
        if (item && key_of(posts_, item->owner) == key) return;
        change.owner = *key;
    }

    void unknown_owner(const Row& row, const std::string& text) {
        if (text.size() > longest_post)
            return wrong(row, PlanColumn::owner, message("this is too long for a post"));
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
        if (item && shows(text, item->note)) return;
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

}  // namespace

PlanChanges plan_changes(const ReadPlan& plan, const std::vector<const ReadPlan::Row*>& rows,
                         const Told& told, bool new_owners) {
    return Changes(plan, told, new_owners).read(rows);
}

}  // namespace tutela
