#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "apps/cli/catalogue_file.hpp"
#include "diagnostics/language.hpp"

namespace tutela {

enum class ChosenBy : std::uint8_t;  // formats/write_config.hpp

// All that the program asks of the world outside. Tests hand it a pretend one.
struct World {
    std::function<std::optional<std::string>(const std::string& path)> read_file;
    std::function<bool(const std::string& path, const std::string& text)> write_file;
    std::function<bool(const std::string& path)> is_folder;
    std::function<std::vector<std::string>(const std::string& path)>
        list_files;  // names of the files in a folder, sorted
    std::function<std::vector<std::string>(const std::string& path)>
        list_folders;  // names of the folders in a folder, sorted; links are not followed
    std::function<std::optional<std::uint64_t>(const std::string& path)>
        file_size;  // in bytes; nothing where it is not known
    std::function<std::string(const std::string& path)>
        absolute;                             // a path from the root; where not given, as it is
    std::function<std::string()> read_input;  // the whole standard input
    // For what is too large to hold: fills a buffer, 0 at the end ("-" is the standard input); nothing when it cannot be
    // opened. And writes on after the first bytes of a file, which stay.
    using ReadMore = std::function<std::size_t(char* buffer, std::size_t size)>;
    using WriteMore = std::function<bool(std::string_view)>;
    std::function<ReadMore(const std::string& path)> open_input;
    std::function<WriteMore(const std::string& path, std::size_t keep)> open_output;
    std::function<void(std::string_view)> out;
    std::function<bool()> end_out;  // all of it is out; false when some is lost
    std::function<void(std::string_view)> err;
    // Another program, found in the PATH, run to its end. Nothing when there is none of that name.
    struct Run {
        std::vector<std::string> command,
            variables;  // "NAME=value", besides those of the environment
        std::string input;
    };
    struct Ran {
        int code = 0;  // -1: it did not end by itself
        std::string out, err;
    };
    std::function<std::optional<Ran>(const Run& run)> run_program;
    std::int64_t today = 0;  // days since 1970-01-01
    std::function<std::int64_t()>
        now;                       // milliseconds since then; where not given, the day's beginning
    bool out_is_screen = false;    // a terminal, with colours or without
    bool out_is_terminal = false;  // one that takes colours
    bool err_is_terminal = false;
    std::vector<std::string> ruleset_folders;  // where rulesets are looked up by name, in order
    // gettext catalogues: read, written (see catalogue_file.hpp), and where the program's own stand.
    std::function<std::optional<CatalogueFile>(const std::string& path)> read_catalogue;
    std::function<bool(const std::string& path, const CatalogueFile&)> write_catalogue;
    std::vector<std::string> catalogue_folders;
    std::string locale;                                    // of the environment: "fr_FR.UTF-8"
    std::shared_ptr<const Language> language = english();  // in which people are spoken to
    ChosenBy language_by{};                                // where that comes from
};

// A path from the root, where the world knows; else as it is.
[[nodiscard]] inline std::string absolute(const World& world, const std::string& path) {
    return world.absolute ? world.absolute(path) : path;
}

}  // namespace tutela
