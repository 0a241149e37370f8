#include <algorithm>

#include <fmt/core.h>

#include "apps/cli/options.hpp"
#include "diagnostics/render.hpp"

namespace tutela {
namespace {

std::string spaced(std::string name) {
    std::replace(name.begin(), name.end(), '-', ' ');
    return name;
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
std::string fields(const Vocabulary& vocabulary, const Record& record, const std::string& path) {
    std::string out, below;
    for (const Field& field : record.fields) {
        const std::string phrase = field.phrase.empty() ? spaced(field.name) : field.phrase;
        if (field.type.kind == TypeKind::list) {
            below += fmt::format("\n# {}\n# [[{}.{}]]\n", phrase, path, field.name) +
                     fields(vocabulary, vocabulary.records[field.type.id], path + "." + field.name);
            continue;
        }
        if (field.type.kind == TypeKind::record && !field.reference) {
            below += fmt::format("\n# {}\n# [{}.{}]\n", phrase, path, field.name) +
                     fields(vocabulary, vocabulary.records[field.type.id], path + "." + field.name);
            continue;
        }
        const std::string type = field.type.kind == TypeKind::record
                                     ? "the id of one " + vocabulary.records[field.type.id].name
                                     : type_text(vocabulary, field.type);
        out += fmt::format("# {}; {}\n# {} = {}\n", phrase, type, field.name,
                           example(vocabulary, field.type, field.reference));
    }
    return out + below;
}

std::string new_programme(const Vocabulary& vocabulary) {
    std::string out =
        "# A programme design for Tutela. Remove the # before what you know; leave out what you do "
        "not know.\n"
        "#\n"
        "# A fact may also be said to be not known, none, an estimate, or withheld:\n"
        "#   population = { unknown = \"census in June\" }\n"
        "#   population = { between = [400, 600] }\n"
        "#   curfew-from = { none = \"no curfew\" }\n"
        "#   area = { withheld = \"safety of residents\", by = \"Protection Officer\", on = "
        "2026-05-01 }\n"
        "# It may carry evidence: population = { is = 500, evidence = [\"census\"] }, listed under "
        "[[evidence]].\n"
        "# Write groups, posts and counts; never names, numbers or stories of people.\n";
    for (const Field& field : vocabulary.records[root_record].fields) {
        const Record& record = vocabulary.records[field.type.id];
        const bool list = field.type.kind == TypeKind::list;
        const bool needed = field.name == "programme";
        out += fmt::format("\n# {}\n{}{}{}{}\n", std::string(70, '-'), needed ? "" : "# ",
                           list ? "[[" : "[", field.name, list ? "]]" : "]");
        out += fields(vocabulary, record, field.name);
    }
    out +=
        "\n# ----------------------------------------------------------------------\n"
        "# Lists that hold all there is, though the vocabulary takes them to be open:\n"
        "# [complete]\n# risks = true\n"
        "\n# [[evidence]]\n# id = \"census\"\n# kind = \"survey-dataset\"\n# date = 2026-05-01\n# "
        "level = \"documented\"\n";
    return out;
}

const char* new_ruleset =
    "# A ruleset for Tutela. Read it aloud: it should say what your guidance says.\n"
    "# `tutela check DESIGN --ruleset this-file.tutela` runs it.\n"
    "\n"
    "ruleset my-rules \"0.1.0\"  language en\n"
    "  title \"My rules\"\n"
    "  uses  programme \"1\"\n"
    "\n"
    "# What the rules rest on.\n"
    "source my-guidance \"Our guidance on feedback\"  publisher \"Us\"  year 2026\n"
    "\n"
    "principle accountability \"Accountability\"\n"
    "\n"
    "# Every number that is a choice of policy has a name and an origin.\n"
    "parameter channels-wanted : count = 2  origin project default  cites my-guidance \"2.1\" "
    "read\n"
    "\n"
    "# Words that several rules share.\n"
    "define channels-at(site) : list of channel = channels where site in it.sites\n"
    "\n"
    "rule MYR-01 \"Every site has several ways to give feedback\"\n"
    "  principle accountability\n"
    "  severity  major\n"
    "  phase     design\n"
    "  cites     my-guidance \"2.1\" read\n"
    "  for each  site in sites\n"
    "  require   count of channels-at(site) >= channels-wanted\n"
    "  message   \"{site} has {count of channels-at(site)} ways to give feedback; it needs "
    "{channels-wanted}.\"\n"
    "  remedy    \"Add a way to give feedback at the site.\"\n"
    "  ask       \"How can people at {site} give feedback?\" of site-manager\n"
    "  effort    3 days\n";

}  // namespace

void add_new(CLI::App& program, const World& world, int& code) {
    CLI::App* command = program.add_subcommand("new", "Print a commented starting file");
    command->require_subcommand(1);
    command->footer(
        "Examples:\n  tutela new programme > programme.toml\n  tutela new ruleset > "
        "my-rules.tutela\n");
    CLI::App* programme =
        command->add_subcommand("programme", "A design, derived from the vocabulary `programme`");
    programme->callback([&world, &code] {
        const auto file = find_rules(world, "programme");
        if (!file) {
            world.err("error: the vocabulary `programme` cannot be found\n");
            code = rules_wrong;
            return;
        }
        Sources sources;
        const CompiledVocabulary compiled = compile_vocabulary(sources, *file);
        world.err(render(sources, compiled.diagnostics, {world.err_is_terminal}));
        if (!compiled.vocabulary) {
            code = rules_wrong;
            return;
        }
        world.out(new_programme(*compiled.vocabulary));
    });
    CLI::App* ruleset =
        command->add_subcommand("ruleset", "A ruleset with one rule of each kind of clause");
    ruleset->callback([&world] { world.out(new_ruleset); });
}

}  // namespace tutela
