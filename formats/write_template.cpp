#include <algorithm>

#include <fmt/format.h>

#include "formats/tell.hpp"
#include "formats/tell_template.hpp"

// A template, for people: what is broken, what to add, how much is asked for.

namespace tutela {
namespace {

// What each state says of a rule.
std::string meaning(const Language& say, AskState state) {
    switch (state) {
        case AskState::already_broken: return say.tr("not met, whatever is filled in");
        case AskState::missing: return say.tr("the template has no place for a fact they may need");
        case AskState::askable: return say.tr("every fact they may need is there or asked for");
        case AskState::already_met: return say.tr("met or not applicable, whatever is filled in");
    }
    return "";
}

std::vector<const Finding*> broken(const ToldTemplate& one) {
    std::vector<const Finding*> found;
    for (const AskedRule& rule : one.asked.rules)
        for (const std::uint32_t i : rule.broken) found.push_back(&one.asked.report.findings[i]);
    return found;
}

std::string add_words(const Language& say, const ToldTemplate& one) {
    return say.trn("To add: {0} field, and every rule can be told from the template",
                   "To add: {0} fields, and every rule can be told from the template",
                   one.asked.missing.size());
}

// "whether the programme targets the group: taken to be so where it is not said", each once.
std::vector<std::string> assumptions(const ToldTemplate& one) {
    std::vector<std::string> found;
    const Vocabulary& vocabulary = one.told.program.ruleset.vocabulary;
    for (const AskedRule& rule : one.asked.rules)
        for (const Presumption& presumption : rule.assumptions) {
            const Record& record = vocabulary.records[presumption.record];
            std::string path = record.name + "." + record.fields[presumption.field].name;
            if (std::find(found.begin(), found.end(), path) == found.end())
                found.push_back(std::move(path));
        }
    std::sort(found.begin(), found.end());
    return found;
}

std::uint32_t count_rules(const ToldTemplate& one, bool AskedRule::*which, AskState state) {
    std::uint32_t count = 0;
    for (const AskedRule& rule : one.asked.rules)
        if (rule.*which && rule.state == state) ++count;
    return count;
}

std::string summary_note(const Language& say, const ToldTemplate& one, AskState state) {
    const std::uint32_t later =
        state == AskState::askable       ? count_rules(one, &AskedRule::not_yet_due, state)
        : state == AskState::already_met ? count_rules(one, &AskedRule::judged_later, state)
                                         : 0;
    if (later == 0) return meaning(say, state);
    return state == AskState::askable
               ? say.tr("{} ({} of them not yet due at this stage)", meaning(say, state), later)
               : say.tr("{} ({} of them once judged by a person)", meaning(say, state), later);
}

// ------------------------------------------------------------------------------------------- text

std::string bold(const ToldTemplate& one, const std::string& text) {
    return one.told.colour ? "\x1b[1m" + text + "\x1b[0m" : text;
}

std::string text_of(const ToldTemplate& one) {
    const Told& told = one.told;
    const Language& say = *told.program.language;
    std::string out =
        bold(one, fmt::format("{}, {}", told.design.name, audited_words(told))) + "\n";
    out += wrapped(template_sentence(one), 0, "") + "\n";
    const std::vector<const Finding*> all = broken(one);
    if (!all.empty())
        out += bold(one, say.tr("Already broken: not met, whatever is filled in")) + "\n";
    for (const Finding* finding : all) {
        out += wrapped(finding_words(told, *finding), 4, "  ");
        if (finding->waived_by) out += wrapped(say.tr("Waived."), 4, "    ");
        if (!finding->message.empty()) out += wrapped(finding->message, 4, "    ");
        const std::string label = say.tr("Why:");
        const std::size_t indent = 5 + columns_of(label);
        std::string first = "    " + label + " ";
        for (const std::string& reason : reasons(told, *finding)) {
            out += wrapped(reason, indent, first);
            first = std::string(indent, ' ');
        }
        if (!finding->remedy.empty())
            out += wrapped(finding->remedy, 5 + columns_of(say.tr("Mend:")),
                           "    " + say.tr("Mend:") + " ");
    }
    if (!all.empty()) out += "\n";
    if (!one.asked.missing.empty()) out += bold(one, add_words(say, one)) + "\n\n";
    for (const TableToAdd& table : what_to_add(one))
        out += "  " + table_words(one, table) + "\n\n" + snippet(one, table) + "\n";

    out += bold(one, say.trn("{0} rule", "{0} rules", one.asked.rules.size())) + "\n";
    std::size_t width = 0;
    for (const AskState state : ask_states) width = std::max(width, columns_of(said(say, state)));
    for (const AskState state : ask_states) {
        const std::string name = said(say, state);
        const std::string first = fmt::format("  {:>4}  {}{}  ", one.asked.count(state), name,
                                              std::string(width - columns_of(name), ' '));
        out += wrapped(summary_note(say, one, state), columns_of(first), first);
    }
    const std::vector<std::string> taken = assumptions(one);
    if (!taken.empty())
        out +=
            "\n" + wrapped(say.tr("Taken to be so where a design does not say, and therefore not "
                                  "asked for: {}",
                                  fmt::format("{}", fmt::join(taken, ", "))),
                           2, "");
    return out;
}

// --------------------------------------------------------------------------------------- markdown

std::string markdown_of(const ToldTemplate& one) {
    const Told& told = one.told;
    const Language& say = *told.program.language;
    std::string out =
        fmt::format("# {}\n\n{}\n\n**{}**\n\n", say.tr("What {} asks for", told.design.name),
                    audited_words(told), template_sentence(one));
    out += fmt::format("| {} | {} | {} |\n|---|---|---|\n", say.tr("rules"), say.tr("state"),
                       say.tr("meaning"));
    for (const AskState state : ask_states)
        out += fmt::format("| {} | {} | {} |\n", one.asked.count(state), said(say, state),
                           summary_note(say, one, state));
    const std::vector<const Finding*> all = broken(one);
    if (!all.empty()) out += fmt::format("\n## {}\n\n", say.tr("Already broken"));
    for (const Finding* finding : all) {
        out += fmt::format("- {}{}\n", finding_words(told, *finding),
                           finding->waived_by ? " — " + say.tr("Waived.") : "");
        if (!finding->message.empty()) out += "  - " + finding->message + "\n";
        for (const std::string& reason : reasons(told, *finding)) out += "  - " + reason + "\n";
        if (!finding->remedy.empty())
            out += fmt::format("  - {} {}\n", say.tr("Mend:"), finding->remedy);
    }
    if (!one.asked.missing.empty()) out += fmt::format("\n## {}\n", add_words(say, one));
    for (const TableToAdd& table : what_to_add(one))
        out +=
            fmt::format("\n{}\n\n```toml\n{}```\n", table_words(one, table), snippet(one, table));
    return out;
}

template <class Write>
std::string each(const std::vector<ToldTemplate>& templates, Write write) {
    std::string out;
    for (const ToldTemplate& one : templates) out += (out.empty() ? "" : "\n") + write(one);
    return out;
}

}  // namespace

std::string write_template_text(const std::vector<ToldTemplate>& templates) {
    return each(templates, text_of);
}

std::string write_template_markdown(const std::vector<ToldTemplate>& templates) {
    return each(templates, markdown_of);
}

}  // namespace tutela
