#include "formats/read_baseline.hpp"

#include <algorithm>
#include <map>

#include "engine/fingerprint.hpp"
#include "formats/read_table.hpp"

namespace tutela {
namespace {

class ReadFile {
public:
    explicit ReadFile(ReadBaseline& read) : read_(read) {}

    void rows(const Node::Member& list) {
        if (list.value.kind != Node::Kind::array)
            return say(Code::wrong_value_type, list.span,
                       message("write each problem as [[problems]]"));
        for (const Node& row : list.value.items) {
            if (row.kind == Node::Kind::table)
                add(row);
            else
                say(Code::wrong_value_type, row.span,
                    message("write each problem as [[problems]]"));
        }
    }

private:
    void add(const Node& row) {
        static const std::vector<std::string> known{"rule", "subject", "design", "verdict",
                                                    "since"};
        for (const Node::Member& member : row.members)
            if (std::find(known.begin(), known.end(), member.key) == known.end())
                say_unknown_key(member, known, read_.diagnostics);
        BaselineEntry entry;
        entry.place = row.span;
        entry.rule = needed(row, "rule");
        entry.design = needed(row, "design");
        entry.subject = text_member(row, "subject", read_.diagnostics);
        read_verdict(row, entry);
        if (const Node::Member* since = row.find("since")) {
            if (const auto day = last_day_of(since->value))
                entry.since = *day;
            else
                say(Code::wrong_value_type, since->value.span,
                    message("`{}` is not a date", "since"));
        } else {
            lacks(row, "since");
        }
        const auto [other, fresh] =
            seen_.emplace(finding_key(entry.rule, entry.subject, entry.design), row.span);
        if (!fresh && !entry.rule.empty())
            read_.diagnostics.push_back({Code::duplicate_key,
                                         row.span,
                                         message("the same problem stands here twice"),
                                         {{other->second, message("the other one is here")}}});
        read_.entries.push_back(std::move(entry));
    }

    void read_verdict(const Node& row, BaselineEntry& entry) {
        const std::string said = needed(row, "verdict");
        if (said.empty()) return;
        for (const Verdict verdict :
             {Verdict::not_met, Verdict::undetermined, Verdict::needs_judgement})
            if (said == word(verdict)) {
                entry.verdict = verdict;
                return;
            }
        say(Code::wrong_value, row.find("verdict")->value.span,
            message("`{}` is not one of {}", "verdict", "not met, undetermined, needs judgement"));
    }

    std::string needed(const Node& row, const char* key) {
        if (!row.find(key)) lacks(row, key);
        return text_member(row, key, read_.diagnostics);
    }

    void lacks(const Node& row, const char* key) {
        say(Code::missing_key, row.span, message("the problem has no `{}`", key));
    }

    void say(Code code, Span span, Message what) {
        read_.diagnostics.push_back({code, span, std::move(what)});
    }

    ReadBaseline& read_;
    std::map<std::string, Span> seen_;
};

}  // namespace

ReadBaseline read_baseline(Sources& sources, std::string name, std::string text) {
    ReadBaseline read;
    const auto root = read_table(sources, std::move(name), std::move(text), read.diagnostics);
    if (!root) return read;
    ReadFile file(read);
    for (const Node::Member& member : root->members) {
        if (member.key == "problems")
            file.rows(member);
        else
            say_unknown_key(member, {"problems"}, read.diagnostics);
    }
    return read;
}

}  // namespace tutela
