#include "formats/tell_template.hpp"

#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "formats/tell.hpp"

namespace tutela {
namespace {

// Which record holds each embedded one.
class Holders {
public:
    Holders(const Vocabulary& vocabulary, const Design& design)
        : vocabulary_(vocabulary), design_(design) {
        for (RecordId id = 0; id < vocabulary.records.size(); ++id)
            for (std::uint32_t f = 0; f < vocabulary.records[id].fields.size(); ++f) {
                const Field& field = vocabulary.records[id].fields[f];
                if (field.type.kind != TypeKind::record || field.reference) continue;
                for (std::uint32_t row = 0; row < design.tables[id].places.size(); ++row)
                    holder_[{field.type.id, design.fact({id, row, f}).index}] = {id, row, f};
            }
    }

    // The table nearest above a fact that the template has; or a new one at its top.
    [[nodiscard]] TableToAdd table_for(FactRef fact) const {
        RecordId record = fact.record;
        std::uint32_t row = fact.row;
        while (record != root_record) {
            const auto at = holder_.find({record, row});
            if (at == holder_.end() || design_.fact(at->second).state != FactState::absent) break;
            const FactRef holder = at->second;
            if (holder.record == root_record)
                return {vocabulary_.records[root_record].fields[holder.field].name, true, {}, {}};
            record = holder.record;
            row = holder.row;
        }
        const Table& table = design_.tables[record];
        return {table.paths[row], false, table.places[row], {}};
    }

private:
    const Vocabulary& vocabulary_;
    const Design& design_;
    std::map<std::pair<RecordId, std::uint32_t>, FactRef> holder_;
};

std::string in_quotes(const std::string& text) {
    std::string out = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\') out += '\\';
        out += static_cast<unsigned char>(c) < 0x20 ? ' ' : c;
    }
    return out + '"';
}

// "Whom does this policy bind: policy without a name?" of a sample that has no name yet: "Whom does this policy bind?"
std::string of_sample(std::string question, const Record& record) {
    const std::string name = nameless(record);
    for (const std::string& tail : {": " + name, name})
        for (std::size_t at = question.find(tail); at != std::string::npos;
             at = question.find(tail, at))
            question.replace(at, tail.size(), tail == name ? record.phrase : "");
    return question;
}

LineToAdd line_for(const ToldTemplate& one, const MissingField& missing, const std::string& table) {
    const Program& program = one.told.program;
    const Vocabulary& vocabulary = program.ruleset.vocabulary;
    LineToAdd line;
    line.missing = &missing;
    line.path = path_of(vocabulary, one.told.design, missing.fact);
    line.key = table.empty() ? line.path : line.path.substr(table.size() + 1);
    line.type = type_text(vocabulary,
                          vocabulary.records[missing.fact.record].fields[missing.fact.field].type);
    const Question question = question_for(program, one.told.design, {missing.fact, false});
    line.question = of_sample(question.text, vocabulary.records[missing.fact.record]);
    line.post = question.post;
    for (const std::uint32_t rule : missing.rules)
        line.rules.push_back(program.ruleset.rules[rule].id);
    std::sort(line.rules.begin(), line.rules.end());
    line.line = fmt::format("{} = {{ fill = {} }}", line.key, in_quotes(line.question));
    return line;
}

}  // namespace

std::vector<TableToAdd> what_to_add(const ToldTemplate& one) {
    const Holders holders(one.told.program.ruleset.vocabulary, one.told.design);
    std::vector<TableToAdd> tables;
    for (const MissingField& missing : one.asked.missing) {
        TableToAdd table = holders.table_for(missing.fact);
        auto at = std::find_if(tables.begin(), tables.end(), [&](const TableToAdd& other) {
            return other.table == table.table && other.place.begin == table.place.begin;
        });
        if (at == tables.end()) at = tables.insert(at, std::move(table));
        at->lines.push_back(line_for(one, missing, at->table));
    }
    return tables;
}

std::string table_words(const ToldTemplate& one, const TableToAdd& table) {
    const Language& say = *one.told.program.language;
    if (table.table.empty()) return say.tr("At the top of the file, before the first table:");
    if (table.is_new) return say.tr("Anywhere, as a table of its own:");
    return say.tr("To {} ({}):", table.table, place_words(one.told, table.place));
}

std::string snippet(const ToldTemplate& one, const TableToAdd& table) {
    const Language& say = *one.told.program.language;
    std::string out;
    if (table.is_new) out += fmt::format("[{}]\n", table.table);
    for (const LineToAdd& line : table.lines) {
        const std::string rules = fmt::format("{}", fmt::join(line.rules, ", "));
        out += "# " +
               (line.post.empty() ? say.tr("{}; needed by {}", line.type, rules)
                                  : say.tr("{}; to be answered by: {}; needed by {}", line.type,
                                           post_words(one.told, line.post), rules)) +
               "\n" + line.line + "\n";
    }
    return out;
}

std::string template_sentence(const ToldTemplate& one) {
    const Language& say = *one.told.program.language;
    const std::uint32_t lacking = one.asked.count(AskState::missing);
    switch (gate_of(one.asked, one.told.gate)) {
        case Gate::failed:
            return say.tr(
                "The template does not pass: whatever is filled in, a rule at the gate is not "
                "met.");
        case Gate::open:
            return say.tr(
                "The template does not pass yet: it does not ask for all that rules at the gate "
                "need.");
        case Gate::passed: break;
    }
    if (one.asked.count(AskState::already_broken) > 0 || lacking > 0)
        return say.tr(
            "The template passes the gate; what it breaks or does not ask for is less severe, or "
            "waived.");
    return say.tr("The template passes: it asks for all that the rules need.");
}

std::string said(const Language& language, AskState state) {
    switch (state) {
        case AskState::already_broken: return language.tr("already broken");
        case AskState::missing: return language.trc("of a rule", "missing");
        case AskState::askable: return language.tr("askable");
        case AskState::already_met: return language.tr("already met");
    }
    return "";
}

}  // namespace tutela
