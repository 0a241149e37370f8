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

    // A path or a name of a ruleset that the file wrote, as it is called from the current folder.
    [[nodiscard]] std::string from_here(const std::string& written) const;
};

// From a design, a ruleset or a folder upwards; from the current folder where none is named. Nothing when there are
// mistakes in it, which have been said.
[[nodiscard]] std::shared_ptr<const ProjectSettings> find_settings(const World& world,
                                                                   const std::string& from);
// The same, named by its path.
[[nodiscard]] std::shared_ptr<const ProjectSettings> read_settings_file(const World& world,
                                                                        const std::string& file);

// The one that holds for a run: named by --config, or nearest to the first design.
[[nodiscard]] std::shared_ptr<const ProjectSettings> settings_for(const World& world,
                                                                  const AuditOptions& options);

// Fills in what the command line left open. Tells what holds now, and where it comes from, one setting after the other.
// Nothing when a setting has no such value, which has been said.
[[nodiscard]] std::optional<std::vector<Chosen>> fill_in(
    const World& world, const std::shared_ptr<const ProjectSettings>& project,
    AuditOptions& options);

// Sets the severities that the project sets. False when one cannot be; what there is to say has been said.
[[nodiscard]] bool set_severities(const World& world, const ProjectSettings& project,
                                  Ruleset& ruleset, std::int64_t as_of);

// The language that the settings of a command line's design name; "" when none. Says nothing: the command will.
[[nodiscard]] std::string language_set_for(const World& world,
                                           const std::vector<std::string>& arguments);

}  // namespace tutela
