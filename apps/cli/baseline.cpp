#include "engine/baseline.hpp"

#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "apps/cli/audit.hpp"
#include "apps/cli/tell_error.hpp"
#include "engine/fingerprint.hpp"
#include "formats/write_baseline.hpp"

namespace tutela {
namespace {

constexpr const char* default_file = "baseline.toml";

struct BaselineOptions {
    AuditOptions audit;
    std::string output;
    bool force = false;
};

bool write(const World& world, const std::string& file, std::vector<BaselineEntry> entries) {
    const std::string text = file.ends_with(".json")
                                 ? write_baseline_json(std::move(entries))
                                 : write_baseline_toml(std::move(entries), *world.language);
    if (world.write_file(file, text)) return true;
    tell_error(world, message("{} cannot be written", file));
    return false;
}

int create(const World& world, BaselineOptions& options) {
    options.audit.derivations = false;
    options.audit.explain = Explain::none;
    options.audit.files.use_baseline = false;
    Audit audit;
    if (!load_rules(world, options.audit, audit)) return audit.code;
    const std::string file = !options.output.empty()                ? options.output
                             : options.audit.files.baseline.empty() ? default_file
                                                                    : options.audit.files.baseline;
    if (!options.force && world.read_file(file)) {
        tell_error(world, message("there is a baseline already: {}", file),
                   message("`{}` takes out what is mended; to begin anew, add `{}`",
                           "tutela baseline update", "--force"));
        return usage;
    }
    judge_designs(world, options.audit, audit);
    // A design that cannot be read would be left out, and all its problems be new ones later.
    if (audit.code == input_wrong) return audit.code;
    std::vector<BaselineEntry> entries;
    for (std::size_t i = 0; i < audit.designs.size(); ++i)
        for (BaselineEntry& entry :
             problems_at_gate(*audit.program, audit.reports[i], options.audit.gate,
                              audit.files.called_from(file, audit.designs[i])))
            entries.push_back(std::move(entry));
    const std::size_t count = entries.size();
    if (!write(world, file, std::move(entries))) return input_wrong;
    world.out(world.language->trn("{1}: {0} problem is known from now on",
                                  "{1}: {0} problems are known from now on", count, file) +
              "\n");
    return passed;
}

class Update {
public:
    Update(const World& world, BaselineOptions& options) : world_(world), options_(options) {}

    int run() {
        options_.audit.derivations = false;
        options_.audit.explain = Explain::none;
        options_.audit.files.tell_idle = false;  // it is mended here
        if (world_.read_file(default_file)) options_.audit.files.baseline_when_none = default_file;
        if (!load_rules(world_, options_.audit, audit_)) return audit_.code;
        if (options_.audit.files.baseline.empty()) {
            tell_error(world_, message("there is no baseline"),
                       message("`{}` makes one; name it with `{}` or in {}",
                               "tutela baseline create", "--baseline", "tutela.toml"));
            return usage;
        }
        choose_designs();
        judge_designs(world_, options_.audit, audit_);
        if (audit_.code == input_wrong) return audit_.code;
        shrink();
        if (left_ != audit_.files.baseline().size() || better_)
            if (!write(world_, options_.audit.files.baseline, entries_)) return input_wrong;
        return tell();
    }

private:
    // Without designs on the command line, all of which the baseline speaks. Those that are gone take their problems along.
    void choose_designs() {
        if (!options_.audit.designs.empty()) return;
        const std::string folder = folder_of(options_.audit.files.baseline);
        std::set<std::string> names;
        for (const BaselineEntry& entry : audit_.files.baseline()) names.insert(entry.design);
        for (const std::string& name : names) {
            if (name == "<stdin>") continue;  // nobody knows whether it is gone
            const std::string path = path_from(folder, name);
            if (world_.read_file(path))
                options_.audit.designs.push_back(path);
            else
                gone_.insert(name);
        }
    }

    void shrink() {
        std::set<std::string> looked_at;
        for (std::size_t i = 0; i < audit_.designs.size(); ++i) {
            const auto entries = audit_.files.baseline_of(audit_.designs[i]);
            const std::string name =
                audit_.files.called_from(options_.audit.files.baseline, audit_.designs[i]);
            if (!looked_at.insert(name).second) continue;
            for (BaselineEntry& entry : shrunk(*audit_.program, entries, audit_.reports[i])) {
                better_ = better_ || is_better(entry);
                entries_.push_back(std::move(entry));
            }
        }
        for (const BaselineEntry& entry : audit_.files.baseline())
            if (!looked_at.count(entry.design) && !gone_.count(entry.design))
                entries_.push_back(entry);
        left_ = entries_.size();
    }

    [[nodiscard]] bool is_better(const BaselineEntry& entry) const {
        const auto& all = audit_.files.baseline();
        return std::any_of(all.begin(), all.end(), [&](const BaselineEntry& old) {
            return old.place == entry.place && old.verdict != entry.verdict;
        });
    }

    int tell() {
        const Language& say = *world_.language;
        const std::string& file = options_.audit.files.baseline;
        for (const std::string& name : gone_)
            world_.out(say.tr("{}: the design {} is gone, and so are its problems", file, name) +
                       "\n");
        const std::size_t taken = audit_.files.baseline().size() - left_;
        world_.out(say.tr("{}: {}, {}", file,
                          say.trn("{0} problem taken out", "{0} problems taken out", taken),
                          say.trn("{0} left", "{0} left", left_)) +
                   "\n");
        std::vector<std::string> fresh;
        for (std::size_t i = 0; i < audit_.designs.size(); ++i)
            for (const BaselineEntry& entry :
                 problems_at_gate(*audit_.program, audit_.reports[i], options_.audit.gate, ""))
                fresh.push_back(audit_.designs[i].name + ": " + entry.rule +
                                (entry.subject.empty() ? "" : " — " + entry.subject));
        if (fresh.empty()) return passed;
        tell_error(world_,
                   message_n("there is {0} new problem, which is not added: {1}",
                             "there are {0} new problems, which are not added: {1}", fresh.size(),
                             fmt::format("{}", fmt::join(fresh, "; "))),
                   message("mend the design, or have it waived for a time"));
        return not_met;
    }

    const World& world_;
    BaselineOptions& options_;
    Audit audit_;
    std::vector<BaselineEntry> entries_;
    std::set<std::string> gone_;
    std::size_t left_ = 0;
    bool better_ = false;
};

}  // namespace

void add_baseline(CLI::App& program, const World& world, int& code) {
    const Language& say = *world.language;
    CLI::App* baseline = program.add_subcommand(
        "baseline",
        say.tr("Known problems, so that only new ones fail; they can only become fewer"));
    baseline->require_subcommand(1);

    auto made = std::make_shared<BaselineOptions>();
    CLI::App* command =
        baseline->add_subcommand("create", say.tr("Record what stops the designs today"));
    command->add_option("design", made->audit.designs, say.tr("Designs in TOML or JSON"))
        ->required()
        ->type_name(say.tr("DESIGN"));
    add_audit_options(*command, world, made->audit);
    command
        ->add_option(
            "-o,--output", made->output,
            say.tr("Write to this file (default: as {} says, or {})", "tutela.toml", default_file))
        ->type_name(say.tr("FILE"));
    command->add_flag("--force", made->force,
                      say.tr("Begin anew, though there is a baseline already"));
    command->footer(examples(world, {"tutela baseline create designs/*.toml"}));
    command->callback([made, &world, &code] { code = create(world, *made); });

    auto updated = std::make_shared<BaselineOptions>();
    command = baseline->add_subcommand("update",
                                       say.tr("Take out what is mended; nothing is ever added"));
    command
        ->add_option("design", updated->audit.designs,
                     say.tr("Only of these designs (default: all that the baseline names)"))
        ->type_name(say.tr("DESIGN"));
    add_audit_options(*command, world, updated->audit);
    add_baseline_option(*command, world, updated->audit.files);
    command->footer(
        examples(world, {"tutela baseline update", "tutela baseline update programme.toml"}) +
        "\n" + say.tr("Exit codes: 0 nothing new, 1 there are new problems."));
    command->callback([updated, &world, &code] { code = Update(world, *updated).run(); });
}

}  // namespace tutela
