#include "formats/edit_plan.hpp"

#include <algorithm>

#include "engine/calendar.hpp"
#include "formats/plan_nodes.hpp"
#include "formats/value_end.hpp"

namespace tutela {
namespace {

struct Written {
    std::string name, text;
    Node node;
};

class PlanEditor {
public:
    PlanEditor(const std::string& name, const std::string& text)
        : name_(name), text_(text), json_(name.ends_with(".json")) {
        if (text.find("\r\n") != std::string::npos) line_ = "\r\n";
    }

    std::optional<std::string> edit(const std::vector<PlanChange>& changes) {
        auto root = parse_plain(name_, text_);
        if (!root) return std::nullopt;
        expected_ = std::move(*root);
        Node* plan = member(&expected_, "action-plan");
        Node* items = stated(member(plan, "items"));
        if (plan && (plan->kind != Node::Kind::table || is_state(*plan))) return std::nullopt;
        if (items && items->kind != Node::Kind::array) return std::nullopt;
        std::vector<std::vector<Written>> added;
        for (const PlanChange& change : changes) {
            Node* item = find(items, change);
            if (!item && change.entry) return std::nullopt;
            if (item)
                set(*item, fields(change));
            else
                added.push_back(whole(change));
        }
        if (!added.empty()) add(plan, items, added);
        std::string edited = apply();
        const auto again = parse_plain(name_, edited);
        if (!again || !same(*again, expected_)) return std::nullopt;
        return edited;
    }

private:
    struct Edit {
        std::size_t begin, end;
        std::string text;
    };

    // The entry that is meant: where it stands, or the first about the gap.
    static Node* find(Node* items, const PlanChange& change) {
        if (!items) return nullptr;
        for (Node& item : items->items) {
            const Node* one = stated(member(&item, "gap-ref"));
            if (change.entry ? item.span.begin == change.entry->begin
                             : one && one->kind == Node::Kind::text &&
                                   normalise(one->text) == normalise(change.gap))
                return &item;
        }
        return nullptr;
    }

    [[nodiscard]] static Written text_field(const char* name, const std::string& text) {
        Written made{name, quoted(text), {}};
        made.node.kind = Node::Kind::text;
        made.node.text = text;
        return made;
    }

    [[nodiscard]] std::vector<Written> fields(const PlanChange& change) const {
        std::vector<Written> made;
        if (change.owner) made.push_back(text_field("owner", *change.owner));
        if (change.due) {
            made.push_back(text_field("due", date_text(*change.due)));
            if (!json_) {
                made.back().text = date_text(*change.due);
                made.back().node.kind = Node::Kind::date_or_time;
            }
        }
        if (change.status) made.push_back(text_field("status", *change.status));
        if (change.note) made.push_back(text_field("note", *change.note));
        return made;
    }

    [[nodiscard]] std::vector<Written> whole(const PlanChange& change) const {
        std::vector<Written> made{text_field("gap-ref", change.gap)};
        for (Written& field : fields(change)) made.push_back(std::move(field));
        return made;
    }

    [[nodiscard]] std::string pair(const Written& field) const {
        return json_ ? "\"" + field.name + "\": " + field.text : field.name + " = " + field.text;
    }

    [[nodiscard]] std::string in_braces(const std::vector<Written>& item) const {
        std::string made = "{ ";
        for (std::size_t i = 0; i < item.size(); ++i) made += (i == 0 ? "" : ", ") + pair(item[i]);
        return made + " }";
    }

    void insert(std::size_t at, std::string text) { edits_.push_back({at, at, std::move(text)}); }

    // Changes what an entry says; what it does not say yet follows the gap it is about.
    void set(Node& item, std::vector<Written> fields) {
        std::string after;
        Node* gap = member(&item, "gap-ref");
        if (!gap && !item.members.empty()) gap = &item.members.front().value;
        if (!gap) return;  // an empty entry: what it should say is missed when it is read again
        if (text_[gap->span.begin] != '{') gap = stated(gap);
        const std::size_t end = value_end(text_, gap->span.begin);
        const bool braces = text_[item.span.begin] == '{';
        // In JSON, and in braces over several lines, each on its own.
        const bool apart = !braces || (json_ && begins_line(text_, key_begin(item)));
        const std::string before = line_ + std::string(indent_of(text_, gap->span.begin));
        for (Written& field : fields) {
            if (Node* value = stated(member(&item, field.name))) {
                const std::size_t begin = value->span.begin;
                edits_.push_back({begin, value_end(text_, begin), field.text});
                Span span = value->span;
                *value = std::move(field.node);
                value->span = span;
                continue;
            }
            after += (braces ? "," : "") + (apart ? before : " ") + pair(field);
            item.members.push_back({field.name, {}, std::move(field.node)});
        }
        if (!after.empty()) insert(braces ? end : line_end(text_, end), after);
    }

    static std::size_t key_begin(const Node& item) {
        for (const Node::Member& one : item.members)
            if (one.key == "gap-ref") return one.span.begin;
        return item.span.begin;
    }

    void add(Node* plan, Node* items, const std::vector<std::vector<Written>>& added) {
        if (items && (json_ || items->items.empty() || text_[items->items[0].span.begin] == '{'))
            in_array(*items, added);
        else if (items)
            after_tables(*items, added);
        else if (plan && (json_ || text_[plan->span.begin] == '{'))
            in_table(*plan, "items", added);
        else if (json_)
            in_table(expected_, "action-plan", added);
        else
            at_end(added);
        expect(added);
    }

    // After the last entry of `items = [ … ]`, laid out as that is.
    void in_array(const Node& items, const std::vector<std::vector<Written>>& added) {
        if (items.items.empty()) {
            const std::size_t open = items.span.begin + 1;
            std::string made;
            for (const auto& item : added) made += (made.empty() ? " " : ", ") + in_braces(item);
            return insert(open, made + " ");
        }
        const std::size_t begin = items.items.back().span.begin;
        const std::size_t end = value_end(text_, begin);
        const bool lines = begins_line(text_, begin);
        const std::string before =
            lines ? line_ + std::string(indent_of(text_, begin)) : std::string(" ");
        const std::size_t next = skip_space(text_, end);
        const bool comma = next < text_.size() && text_[next] == ',';
        // A comment at the end of the line belongs to the entry before it.
        std::size_t at = comma ? next + 1 : end;
        if (lines && line_is_over(text_, at)) at = line_end(text_, at);
        std::string made;
        for (std::size_t i = 0; i < added.size(); ++i)
            made += (i == 0 ? "" : ",") + before + in_braces(added[i]);
        // `[ { … }, ]` on one line goes on after the comma.
        const bool last_comma = comma && text_[skip_space(text_, next + 1)] == ']';
        if (at == end || comma)
            insert(at, (comma ? "" : ",") + made + (last_comma ? "," : ""));
        else {
            insert(end, ",");
            insert(at, made);
        }
    }

    // After the last [[action-plan.items]].
    void after_tables(const Node& items, const std::vector<std::vector<Written>>& added) {
        std::size_t at = line_end(text_, last_begin(items.items.back()));
        insert(at, tables(added, line_ + line_));
    }

    // The end of the last value in a table of several lines.
    [[nodiscard]] std::size_t last_begin(const Node& table) const {
        std::size_t last = table.span.begin;
        for (const Node::Member& one : table.members) {
            const bool spread =
                one.value.kind == Node::Kind::table && text_[one.value.span.begin] != '{';
            last = std::max(
                last, spread ? last_begin(one.value) : value_end(text_, one.value.span.begin));
        }
        return last;
    }

    [[nodiscard]] std::string tables(const std::vector<std::vector<Written>>& added,
                                     const std::string& first) const {
        std::string made;
        for (const auto& item : added) {
            made += (made.empty() ? first : line_ + line_) + "[[action-plan.items]]";
            for (const Written& field : item) made += line_ + pair(field);
        }
        return made;
    }

    void at_end(const std::vector<std::vector<Written>>& added) {
        const bool whole_lines = text_.empty() || text_.back() == '\n';
        insert(text_.size(), tables(added, text_.empty() ? ""
                                           : whole_lines ? line_
                                                         : line_ + line_) +
                                 line_);
    }

    // A new member in { … }: of the plan its items, of a JSON design the plan.
    void in_table(const Node& table, const std::string& name,
                  const std::vector<std::vector<Written>>& added) {
        const bool is_plan = name == "action-plan";
        std::string list = "[";
        for (std::size_t i = 0; i < added.size(); ++i)
            list += (i == 0 ? " " : ", ") + in_braces(added[i]);
        list += " ]";
        const std::string value = is_plan ? "{ \"items\": " + list + " }" : list;
        const std::string made = json_ ? "\"" + name + "\": " + value : name + " = " + value;
        if (table.members.empty()) {
            const std::size_t open = text_.find('{', table.span.begin);
            return insert(open + 1, " " + made + " ");
        }
        const Node::Member& last = table.members.back();
        const bool lines = begins_line(text_, last.span.begin);
        insert(value_end(text_, last.value.span.begin),
               "," + (lines ? line_ + std::string(indent_of(text_, last.span.begin)) : " ") + made);
    }

    void expect(const std::vector<std::vector<Written>>& added) {
        const auto made = [](Node* table, const char* name, Node::Kind kind) {
            if (Node* there = member(table, name)) return stated(there);
            table->members.push_back({name, {}, {}});
            table->members.back().value.kind = kind;
            return &table->members.back().value;
        };
        Node* items =
            made(made(&expected_, "action-plan", Node::Kind::table), "items", Node::Kind::array);
        for (const auto& item : added) {
            Node one;
            one.kind = Node::Kind::table;
            for (const Written& field : item) one.members.push_back({field.name, {}, field.node});
            items->items.push_back(std::move(one));
        }
    }

    std::string apply() {
        std::stable_sort(edits_.begin(), edits_.end(),
                         [](const Edit& a, const Edit& b) { return a.begin < b.begin; });
        std::string out;
        std::size_t at = 0;
        for (const Edit& edit : edits_) {
            out.append(text_, at, edit.begin - at);
            out += edit.text;
            at = edit.end;
        }
        return out.append(text_, at);
    }

    const std::string& name_;
    const std::string& text_;
    bool json_;
    std::string line_ = "\n";
    Node expected_;
    std::vector<Edit> edits_;
};

}  // namespace

std::optional<std::string> edit_plan(const std::string& name, const std::string& text,
                                     const std::vector<PlanChange>& changes) {
    return PlanEditor(name, text).edit(changes);
}

}  // namespace tutela
