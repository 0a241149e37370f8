#include <fmt/core.h>

#include "apps/cli/language.hpp"
#include "apps/cli/options.hpp"
#include "apps/cli/tell_error.hpp"
#include "engine/texts.hpp"
#include "formats/tell.hpp"

namespace tutela {
namespace {

// A comment of a design or a ruleset, over as many lines as it takes.
std::string comment(const std::string& text) {
    std::string out = "# " + wrapped(text, 0, "", 98);
    for (std::size_t at = out.find('\n'); at + 1 < out.size(); at = out.find('\n', at + 1))
        out.insert(at + 1, "# ");
    return out;
}

std::string example(const Vocabulary& vocabulary, const Type& type, bool reference) {
    switch (type.kind) {
        case TypeKind::truth: return "true";
        case TypeKind::count: return "0";
        case TypeKind::number: return "0";
        case TypeKind::share: return "\"80%\"";
        case TypeKind::money: return "\"EUR 0\"";
        case TypeKind::date: return "2026-07-01";
        case TypeKind::month: return "\"2026-07\"";
        case TypeKind::time: return "\"18:00\"";
        case TypeKind::duration: return "\"1 " + unit_text(type.unit, false) + "\"";
        case TypeKind::text: return "\"…\"";
        case TypeKind::choice:
            return "\"" + vocabulary.choice_lists[type.id].choices.front() + "\"";
        case TypeKind::language: return "\"eng\"";
        case TypeKind::country: return "\"NG\"";
        case TypeKind::age_band: return "\"0-17\"";
        case TypeKind::record: return reference ? "\"id\"" : "";
        case TypeKind::set: return "[" + example(vocabulary, type.member(), true) + "]";
        default: return "[]";
    }
}

// The fields of one record, each commented out: a line with its phrase and type, a line to fill in.
std::string fields(const Vocabulary& vocabulary, const Language& say, const Record& record,
                   const std::string& path) {
    std::string out, below;
    const auto inner = [&](const Field& field, const char* heading) {
        const std::string name = path + "." + field.name;
        below += "\n" + comment(field.phrase) + fmt::format(fmt::runtime(heading), name) +
                 fields(vocabulary, say, vocabulary.records[field.type.id], name);
    };
    for (const Field& field : record.fields) {
        if (field.type.kind == TypeKind::list) {
            inner(field, "# [[{}]]\n");
            continue;
        }
        if (field.type.kind == TypeKind::record && !field.reference) {
            inner(field, "# [{}]\n");
            continue;
        }
        const std::string type =
            field.type.kind == TypeKind::record
                ? say.tr("the id of one `{}`", vocabulary.records[field.type.id].name)
                : type_text(vocabulary, field.type);
        out += fmt::format("# {}; {}\n# {} = {}\n", field.phrase, type, field.name,
                           example(vocabulary, field.type, field.reference));
    }
    return out + below;
}

std::string how_to_fill_in(const Language& say) {
    return comment(say.tr("A programme design for Tutela. Remove the # before what you know; leave "
                          "out what you do not know.")) +
           "#\n" +
           comment(say.tr("A fact may also be said to be not known, none, an estimate, or "
                          "withheld:")) +
           fmt::format("#   population = {{ unknown = \"{}\" }}\n", say.tr("census in June")) +
           "#   population = { between = [400, 600] }\n" +
           fmt::format("#   curfew-from = {{ none = \"{}\" }}\n", say.tr("no curfew")) +
           fmt::format("#   area = {{ withheld = \"{}\", by = \"{}\", on = 2026-05-01 }}\n",
                       say.tr("safety of residents"), say.tr("Protection Officer")) +
           comment(say.tr("It may carry evidence: {}, listed under {}.",
                          "population = { is = 500, evidence = [\"census\"] }", "[[evidence]]")) +
           comment(say.tr("Write groups, posts and counts; never names, numbers or stories of "
                          "people."));
}

std::string new_programme(const Vocabulary& vocabulary, const Language& say) {
    const std::string line = "# " + std::string(70, '-') + "\n";
    std::string out = how_to_fill_in(say);
    for (const Field& field : vocabulary.records[root_record].fields) {
        const Record& record = vocabulary.records[field.type.id];
        const bool list = field.type.kind == TypeKind::list;
        const bool needed = field.name == "programme";
        out += fmt::format("\n{}{}{}{}{}\n", line, needed ? "" : "# ", list ? "[[" : "[",
                           field.name, list ? "]]" : "]");
        out += fields(vocabulary, say, record, field.name);
    }
    return out + "\n" + line +
           comment(say.tr("Lists that hold all there is, though the vocabulary takes them to be "
                          "open:")) +
           "# [complete]\n# risks = true\n"
           "\n# [[evidence]]\n# id = \"census\"\n# kind = \"survey-dataset\"\n"
           "# date = 2026-05-01\n# level = \"documented\"\n";
}

std::string new_ruleset(const Language& say) {
    // A text of the language, in its quotation marks.
    const auto text = [](const std::string& words) {
        std::string out = "\"";
        for (const char c : words)
            out += c == '"' || c == '\\' ? std::string{'\\', c} : std::string{c};
        return out + "\"";
    };
    return comment(say.tr("A ruleset for Tutela. Read it aloud: it should say what your guidance "
                          "says.")) +
           comment(say.tr("`{}` runs it.", "tutela check DESIGN --ruleset this-file.tutela")) +
           "\nruleset my-rules \"0.1.0\"  language " + (say.pseudo ? "en" : say.code) +
           "\n  title " + text(say.tr("My rules")) + "\n  uses  programme \"1\"\n\n" +
           comment(say.tr("What the rules rest on.")) + "source my-guidance " +
           text(say.tr("Our guidance on feedback")) + "  publisher " + text(say.tr("Us")) +
           "  year 2026\n\nprinciple accountability " + text(say.tr("Accountability")) + "\n\n" +
           comment(say.tr("Every number that is a choice of policy has a name and an origin.")) +
           "parameter channels-wanted : count = 2  origin project default  cites my-guidance "
           "\"2.1\" read\n\n" +
           comment(say.tr("Words that several rules share.")) +
           "define channels-at(site) : list of channel = channels where site in it.sites\n"
           "\nrule MYR-01 " +
           text(say.tr("Every site has several ways to give feedback")) +
           "\n  principle accountability\n"
           "  severity  major\n"
           "  phase     design\n"
           "  cites     my-guidance \"2.1\" read\n"
           "  for each  site in sites\n"
           "  require   count of channels-at(site) >= channels-wanted\n"
           "  message   " +
           text(say.tr("{} has {} ways to give feedback; it needs {}.", "{site}",
                       "{count of channels-at(site)}", "{channels-wanted}")) +
           "\n  remedy    " + text(say.tr("Add a way to give feedback at the site.")) +
           "\n  ask       " + text(say.tr("How can people at {} give feedback?", "{site}")) +
           " of site-manager\n  effort    3 days\n";
}

// The vocabulary `programme` in the words of the language; nothing when there is none, which has been said.
std::optional<Program> vocabulary_program(const World& world) {
    const auto file = find_rules(world, "programme");
    if (!file) {
        tell_error(world, message("the vocabulary `{}` cannot be found", "programme"));
        return std::nullopt;
    }
    Sources sources;
    CompiledVocabulary compiled = compile_vocabulary(sources, *file);
    world.err(render(sources, compiled.diagnostics, render_options(world)));
    if (!compiled.vocabulary) return std::nullopt;
    Ruleset ruleset;
    ruleset.vocabulary = std::move(*compiled.vocabulary);
    ruleset.language = ruleset.vocabulary.language;
    Program program = make_program(std::move(ruleset), "");
    speak(program, with_rulesets(world, sources, program.ruleset));
    return program;
}

}  // namespace

void add_new(CLI::App& program, const World& world, int& code) {
    const Language& say = *world.language;
    CLI::App* command = program.add_subcommand("new", say.tr("Print a commented starting file"));
    command->require_subcommand(1);
    command->footer(examples(
        world, {"tutela new programme > programme.toml", "tutela new ruleset > my-rules.tutela"}));
    CLI::App* programme = command->add_subcommand(
        "programme", say.tr("A design, derived from the vocabulary `{}`", "programme"));
    programme->callback([&world, &code] {
        const auto made = vocabulary_program(world);
        if (made)
            world.out(new_programme(made->ruleset.vocabulary, *world.language));
        else
            code = rules_wrong;
    });
    CLI::App* ruleset = command->add_subcommand(
        "ruleset", say.tr("A ruleset with one rule of each kind of clause"));
    ruleset->callback([&world] { world.out(new_ruleset(*world.language)); });
}

}  // namespace tutela
