#include "formats/read_waivers.hpp"

#include <algorithm>
#include <map>
#include <tuple>

#include "engine/scan_text.hpp"

namespace tutela {
namespace {

// A date that cannot be read has expired: a waiver must not live on by a slip of the pen.
void read_date(const Node& row, const char* key, std::optional<std::int64_t>& into,
               Waiver& waiver) {
    const Node::Member* member = row.find(key);
    if (!member) return;
    into = last_day_of(member->value);
    waiver.unreadable_date = waiver.unreadable_date || !into;
}

std::string either(const Node& row, const char* key, const char* other, Diagnostics& diagnostics) {
    return text_member(row, row.find(key) ? key : other, diagnostics);
}

class ReadFile {
public:
    explicit ReadFile(ReadWaivers& read) : read_(read) {}

    void rows(const Node::Member& list) {
        if (list.value.kind != Node::Kind::array)
            return say(Code::wrong_value_type, list.span,
                       message("write each waiver as [[waivers]]"));
        for (const Node& row : list.value.items) {
            if (row.kind == Node::Kind::table)
                add(row);
            else
                say(Code::wrong_value_type, row.span, message("write each waiver as [[waivers]]"));
        }
    }

private:
    void add(const Node& row) {
        static const std::vector<std::string> known = [] {
            std::vector<std::string> keys = waiver_keys();
            keys.emplace_back("design");
            return keys;
        }();
        for (const Node::Member& member : row.members)
            if (std::find(known.begin(), known.end(), member.key) == known.end())
                say_unknown_key(member, known, read_.diagnostics);
        Waiver waiver = waiver_of(row, "waivers", read_.diagnostics);
        waiver.in_file = true;
        waiver.designs = text_member(row, "design", read_.diagnostics);
        if (waiver.owner.empty())
            say(Code::missing_key, row.span, message("the waiver has no `owner`"),
                message("write the post that sees to its end"));
        if (waiver.reason.empty())
            say(Code::missing_key, row.span, message("the waiver has no `reason`"));
        if (waiver.from && waiver.until && *waiver.until < *waiver.from)
            say(Code::wrong_value, row.find("until")->value.span,
                message("the waiver ends before it begins"));
        // A person's name, or anything else that the scan objects to, is not told.
        for (std::string* text : {&waiver.approver, &waiver.owner, &waiver.ticket, &waiver.reason})
            if (!may_be_repeated(*text)) *text = "(not shown)";
        const auto [other, fresh] = seen_.emplace(
            std::tuple(waiver.rule, waiver.scope, waiver.designs, waiver.from), waiver.place);
        if (!fresh && !waiver.rule.empty())
            read_.diagnostics.push_back({Code::duplicate_key,
                                         row.span,
                                         message("the same is waived twice"),
                                         {{other->second, message("the other one is here")}}});
        read_.waivers.push_back(std::move(waiver));
    }

    void say(Code code, Span span, Message what, Message help = {}) {
        Diagnostic said{code, span, std::move(what)};
        if (!help.empty()) said.help.push_back(std::move(help));
        read_.diagnostics.push_back(std::move(said));
    }

    ReadWaivers& read_;
    std::map<std::tuple<std::string, std::string, std::string, std::optional<std::int64_t>>, Span>
        seen_;
};

}  // namespace

const std::vector<std::string>& waiver_keys() {
    static const std::vector<std::string> keys{"rule",     "row-id",      "scope",  "reason-kind",
                                               "reason",   "alternative", "ticket", "owner",
                                               "approver", "approved-by", "from",   "until"};
    return keys;
}

bool is_waiver_key(std::string_view key) {
    return std::find(waiver_keys().begin(), waiver_keys().end(), key) != waiver_keys().end();
}

Waiver waiver_of(const Node& row, std::string_view what, Diagnostics& diagnostics) {
    Waiver waiver;
    waiver.place = row.span;
    waiver.rule = either(row, "rule", "row-id", diagnostics);
    waiver.scope = text_member(row, "scope", diagnostics);
    waiver.reason_kind = text_member(row, "reason-kind", diagnostics);
    waiver.reason = text_member(row, "reason", diagnostics);
    waiver.ticket = text_member(row, "ticket", diagnostics);
    waiver.owner = text_member(row, "owner", diagnostics);
    waiver.approver = either(row, "approver", "approved-by", diagnostics);
    if (waiver.rule.empty())
        diagnostics.push_back(
            {Code::missing_key, row.span, message("`{}` lacks the `rule` it is about", what)});
    read_date(row, "from", waiver.from, waiver);
    read_date(row, "until", waiver.until, waiver);
    return waiver;
}

ReadWaivers read_waivers(Sources& sources, std::string name, std::string text) {
    ReadWaivers read;
    const auto root = read_table(sources, std::move(name), std::move(text), read.diagnostics);
    if (!root) return read;
    ReadFile file(read);
    for (const Node::Member& member : root->members) {
        if (member.key == "waivers")
            file.rows(member);
        else
            say_unknown_key(member, {"waivers"}, read.diagnostics);
    }
    return read;
}

}  // namespace tutela
