#include "dsl/format.hpp"

#include "apps/cli/options.hpp"
#include "apps/cli/output.hpp"
#include "apps/cli/tell_error.hpp"
#include "formats/tell.hpp"

// Lays out rulesets and vocabularies; designs are their authors' own.

namespace tutela {
namespace {

struct FormatOptions {
    std::vector<std::string> targets;
    bool check = false;
};

bool is_rule_file(std::string_view name) {
    return name.ends_with(".tutela");
}

class FormatFiles {
public:
    FormatFiles(const World& world, bool check) : world_(world), check_(check) {}

    int run(const std::vector<std::string>& targets) {
        for (const std::string& target : targets) {
            if (target == "-")
                format_input();
            else if (is_rule_file(target) && !world_.is_folder(target))
                format_file(target);
            else
                format_ruleset(target);
        }
        if (targets.empty()) format_everything();
        return code_;
    }

private:
    // All files of the folder it stands in: a ruleset may be written in parts.
    void format_ruleset(const std::string& name) {
        const auto file = find_rules(world_, name);
        if (!file) {
            tell_error(world_, message("there is no ruleset `{}`", name));
            return fail(rules_wrong);
        }
        const std::string folder = folder_of(file->name);
        for (const std::string& part : world_.list_files(folder))
            if (is_rule_file(part)) format_file(folder + "/" + part);
    }

    // The default ruleset with all it extends and uses.
    void format_everything() {
        Sources sources;
        const CompiledRules rules = compile_rules(world_, sources, {});
        if (!rules.compiled) return fail(rules.code);
        for (SourceId id = 0; id < sources.size(); ++id) format_file(sources[id].name);
    }

    void format_file(const std::string& path) {
        const auto text = world_.read_file(path);
        if (!text) {
            tell_unreadable(world_, path);
            return fail(input_wrong);
        }
        const auto formatted = formatted_text(path, *text);
        if (!formatted || *formatted == *text) return;
        world_.out(path + "\n");
        if (check_) return fail(not_met);
        if (!write_output(world_, path, *formatted)) fail(input_wrong);
    }

    void format_input() {
        const std::string text = world_.read_input();
        const auto formatted = formatted_text("<stdin>", text);
        if (!formatted) return;
        if (!check_) return world_.out(*formatted);
        if (*formatted == text) return;
        world_.out("<stdin>\n");
        fail(not_met);
    }

    // Nothing when the text has a mistake, which has been said then.
    std::optional<std::string> formatted_text(const std::string& name, const std::string& text) {
        Sources sources;
        const Parsed parsed = parse(sources, sources.add(name, text, SourceKind::rules));
        auto formatted = format(sources, parsed);
        if (formatted) return formatted;
        world_.err(render(sources, parsed.diagnostics, render_options(world_)));
        fail(rules_wrong);
        return std::nullopt;
    }

    // Of several the first of 3, 4, 1.
    void fail(int code) {
        for (const int worst : {rules_wrong, input_wrong, not_met})
            if (code_ == worst || code == worst) {
                code_ = worst;
                return;
            }
    }

    const World& world_;
    bool check_;
    int code_ = passed;
};

}  // namespace

void add_format(CLI::App& program, const World& world, int& code) {
    auto options = std::make_shared<FormatOptions>();
    const Language& say = *world.language;
    CLI::App* command = program.add_subcommand(
        "format", say.tr("Lay out rulesets and vocabularies in the one way"));
    command
        ->add_option("target", options->targets,
                     say.tr("Files, or rulesets by name or folder; - reads standard input and "
                            "writes standard output (default: {} and all it extends)",
                            default_ruleset))
        ->type_name(say.tr("FILE|RULESET"));
    command->add_flag("--check", options->check,
                      say.tr("Change nothing; print the files that would change, and exit with 1"));
    command->footer(
        examples(world, {"tutela format my-rules.tutela", "tutela format --check core"}) + "\n" +
        wrapped(say.tr("Comments stay where they stand, and the meaning does not change. Files "
                       "that were changed are printed."),
                0, "") +
        wrapped(
            say.tr("Exit codes: 0 all are laid out, 1 some would change, 3 a file has a mistake "
                   "and was left as it is, 4 a file cannot be read or written."),
            0, ""));
    command->callback([options, &world, &code] {
        code = FormatFiles(world, options->check).run(options->targets);
    });
}

}  // namespace tutela
