#pragma once

#include "apps/cli/audit.hpp"
#include "formats/read_settings.hpp"
#include "formats/write_config.hpp"

namespace tutela {

// The nearest `tutela.toml`, with its text for what is said of it.
struct ProjectSettings {
    std::string file;  // as it is called from the current folder; empty: there is none
    Sources sources;
    Settings settings;
    Diagnostics said;  // of its text, which is in `sources`

    [[nodiscard]] bool usable() const { return !has_errors(said); }
    // A path or a name of a ruleset that the file wrote, as it is called from the current folder.
    [[nodiscard]] std::string from_here(const std::string& written) const;
    // Where it names a ruleset, as called from the current folder, or a profile; unknown where it names another, or none.
    [[nodiscard]] Span place_of_ruleset(const std::string& name) const;
    [[nodiscard]] Span place_of_profile(const std::string& name) const;
};

// From a design, a ruleset or a folder upwards; from the current folder where none is named. Not usable when there are
// mistakes in it, which have been told.
[[nodiscard]] std::shared_ptr<const ProjectSettings> find_settings(const World& world,
                                                                   const std::string& from);
// The same, named by its path.
[[nodiscard]] std::shared_ptr<const ProjectSettings> read_settings_file(const World& world,
                                                                        const std::string& file);

// The one that holds for a run: named by --config, or nearest to the first design.
[[nodiscard]] std::shared_ptr<const ProjectSettings> settings_for(const World& world,
                                                                  const AuditOptions& options);

// Fills in what the command line left open. Tells what holds now, and where it comes from, one setting after the other.
// Nothing when a setting has no such value, which has been told, and is added to `said` if given; its place is in the project's sources.
[[nodiscard]] std::optional<std::vector<Chosen>> fill_in(
    const World& world, const std::shared_ptr<const ProjectSettings>& project,
    AuditOptions& options, Diagnostics* said = nullptr);

// Sets the severities that the project sets. What there is to say has been told; its places are in the project's sources.
[[nodiscard]] Diagnostics set_severities(const World& world, const ProjectSettings& project,
                                         Ruleset& ruleset, std::int64_t as_of);

// The language that the settings of a command line's design name; "" when none. Says nothing: the command will.
[[nodiscard]] std::string language_set_for(const World& world,
                                           const std::vector<std::string>& arguments);

}  // namespace tutela
