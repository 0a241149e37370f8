#include <algorithm>
#include <map>

#include "apps/cli/audit.hpp"
#include "apps/cli/output.hpp"
#include "apps/cli/plan.hpp"
#include "apps/cli/tell_error.hpp"
#include "formats/read_plan.hpp"

namespace tutela {
namespace {

struct ImportOptions {
    AuditOptions audit;
    std::string plan, output;
    bool new_owners = false;
};

// A file with what is to be written into it.
struct Edited {
    std::string path, text;
    std::size_t added = 0, changed = 0;
};

// A column that went wrong goes wrong in every row.
void tell(const World& world, Diagnostics diagnostics) {
    constexpr std::size_t most = 20;
    const std::size_t all = diagnostics.size();
    if (all > most) diagnostics.erase(diagnostics.begin() + most, diagnostics.end());
    world.err(render(Sources(), diagnostics, render_options(world)));
    if (all > most)
        world.err(world.language->trn("and {0} more error", "and {0} more errors", all - most) +
                  "\n");
}

// A workbook is a zip; whatever its file is called.
ReadSheets read_sheets(const std::string& bytes) {
    const bool container = bytes.starts_with("PK") || bytes.starts_with("\xD0\xCF\x11\xE0");
    return container ? read_xlsx(bytes) : read_csv(bytes);
}

// The file in which an entry stands, or new ones should: that of the last entry, of the plan, of the design.
SourceId file_of(const Told& told, const PlanChange& change) {
    if (change.entry) return change.entry->source;
    const Vocabulary& vocabulary = told.program.ruleset.vocabulary;
    const auto fields = plan_fields(vocabulary);
    if (!fields) return told.design.source;
    const std::vector<Span>& places = told.design.tables[fields->record].places;
    SourceId file = told.design.source;
    std::uint32_t last = 0;
    if (const auto plan = vocabulary.find_record("action-plan"))
        for (const Span place : told.design.tables[*plan].places)
            if (place.known()) file = place.source;
    for (const PlanItem& item : plan_items(vocabulary, told.design)) {
        const Span place = places[item.row];
        if (!place.known()) continue;
        if (place.begin >= last) {
            last = place.begin;
            file = place.source;
        }
    }
    return file;
}

// The changes of one design, file by file; false when there is something wrong, which has been said.
bool edit(const World& world, const Told& told, const PlanChanges& changes,
          std::vector<Edited>& edited) {
    std::map<SourceId, std::vector<PlanChange>> files;
    for (const PlanChange& change : changes.changes) files[file_of(told, change)].push_back(change);
    for (const auto& [id, some] : files) {
        const Source& source = told.sources[id];
        auto text = edit_plan(source.name, source.text, some);
        if (!text) {
            tell_error(world,
                       message("the action plan of {} is written in a way that cannot be edited",
                               source.name),
                       message("write its entries as {}; where it is called unknown, withheld or "
                               "none, take that out first",
                               "[[action-plan.items]]"));
            return false;
        }
        edited.push_back({source.name, std::move(*text), 0, 0});
    }
    if (!edited.empty() && !changes.changes.empty()) {
        edited.back().added += changes.added;
        edited.back().changed += changes.changes.size() - changes.added;
    }
    return true;
}

int write(const World& world, const ImportOptions& options, const std::vector<Edited>& edited) {
    const Language& say = *world.language;
    if (edited.empty()) {
        world.out(say.tr("The design says all of that already.") + "\n");
        return passed;
    }
    for (const Edited& file : edited) {
        const std::string& path = options.output.empty() ? file.path : options.output;
        if (!write_output(world, path, file.text)) return input_wrong;
        world.out(say.tr("{}: {}, {}", path,
                         say.trn("{0} entry added", "{0} entries added", file.added),
                         say.trn("{0} entry changed", "{0} entries changed", file.changed)) +
                  "\n");
    }
    return passed;
}

int import_plan(const World& world, ImportOptions& options) {
    const std::vector<std::string>& designs = options.audit.designs;
    if (std::find(designs.begin(), designs.end(), "-") != designs.end() ||
        (!options.output.empty() && designs.size() > 1)) {
        tell_error(world, message("a plan is written back into files, one for each design"),
                   message("with {} name one design", "--output"));
        return usage;
    }
    if (options.plan.ends_with(".toml") || options.plan.ends_with(".json")) {
        tell_error(world, message("{} is a design, and the plan comes first", options.plan),
                   message("say {}", "tutela plan import PLAN DESIGN"));
        return usage;
    }
    const auto bytes = world.read_file(options.plan);
    if (!bytes) {
        tell_unreadable(world, options.plan);
        return input_wrong;
    }
    const ReadPlan plan = read_plan(options.plan, read_sheets(*bytes), *world.language);
    if (!plan.diagnostics.empty()) {
        tell(world, plan.diagnostics);
        return input_wrong;
    }
    Audit audit;
    if (!load_rules(world, options.audit, audit)) return audit.code;
    judge_designs(world, options.audit, audit);
    if (audit.designs.size() != designs.size()) return input_wrong;
    Diagnostics diagnostics;
    const auto rows = rows_by_design(plan, designs, diagnostics);
    const std::vector<Told> told = audit.told(options.audit, false);
    std::vector<PlanChanges> changes;
    for (std::size_t i = 0; i < told.size(); ++i) {
        changes.push_back(plan_changes(plan, rows[i], told[i], options.new_owners));
        diagnostics.insert(diagnostics.end(), changes[i].diagnostics.begin(),
                           changes[i].diagnostics.end());
    }
    if (!diagnostics.empty()) {
        tell(world, diagnostics);
        return input_wrong;
    }
    // All of it or nothing.
    std::vector<Edited> edited;
    for (std::size_t i = 0; i < told.size(); ++i)
        if (!edit(world, told[i], changes[i], edited)) return input_wrong;
    if (!options.output.empty() && edited.size() > 1) {
        tell_error(world, message("the action plan stands in more than one file"),
                   message("leave out {}: each file is written back", "--output"));
        return usage;
    }
    return write(world, options, edited);
}

}  // namespace

void add_plan_import(CLI::App& plan, const World& world, int& code) {
    auto options = std::make_shared<ImportOptions>();
    options->audit.explain = Explain::none;
    const Language& say = *world.language;
    CLI::App* command = plan.add_subcommand(
        "import", say.tr("Read owners, dates, statuses and notes back into designs"));
    command
        ->add_option("plan", options->plan,
                     say.tr("The spreadsheet, as .xlsx or CSV, made by {}", "plan export"))
        ->required()
        ->type_name(say.tr("PLAN"));
    command
        ->add_option("design", options->audit.designs,
                     say.tr("The designs it is about, in TOML or JSON; they are changed"))
        ->required()
        ->type_name(say.tr("DESIGN"));
    add_audit_options(*command, world, options->audit);
    command
        ->add_option("-o,--output", options->output,
                     say.tr("Write the changed design to another file"))
        ->type_name(say.tr("FILE"));
    command->add_flag("--new-owners", options->new_owners,
                      say.tr("Take owners whom neither the rules nor the design name"));
    command->footer(examples(world, {"tutela plan import plan.xlsx programme.toml",
                                     "tutela plan import plan.csv programme.toml -o new.toml"}));
    command->callback([options, &world, &code] { code = import_plan(world, *options); });
}

}  // namespace tutela
