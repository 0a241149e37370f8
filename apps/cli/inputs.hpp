#pragma once

#include <cstdint>

#include "apps/cli/world.hpp"
#include "diagnostics/diagnostic.hpp"
#include "engine/vocabulary.hpp"

namespace tutela {

// Files as they are asked for: by name, by folder (and all folders below it), by a pattern such as "programmes/**/*.toml".
struct FoundInput {
    std::string path;
    bool named = true;  // else found in a folder or by a pattern, and perhaps no design
};
struct FoundInputs {
    std::vector<FoundInput>
        files;  // in the order of what was asked for, within that sorted; each once
    std::vector<std::string> came_to_nothing;  // folders and patterns without any file
};
[[nodiscard]] FoundInputs find_inputs(const World& world, const std::vector<std::string>& asked,
                                      const std::string& output);

// The texts of designs in their order: files, and lines of JSON Lines, which are never held as a whole.
class ReadInputs {
public:
    // `portfolio`: the standard input is JSON Lines, however it begins, and a file that cannot be read comes in its turn.
    ReadInputs(const World& world, FoundInputs found, const Vocabulary& vocabulary, bool portfolio);

    struct One {
        std::string name;       // a path; "designs.jsonl:7" of a line
        std::string_view text;  // until the next
        bool lost = false;      // the file cannot be read; only where that is asked for
    };
    [[nodiscard]] std::optional<One> next();  // nothing at the end

    // How much has been read, from 0 to 1; nothing when there is no telling.
    [[nodiscard]] std::optional<double> share() const;

    std::vector<std::string> unreadable;  // so far
    std::vector<std::string> skipped;     // found, and no designs

private:
    std::optional<One> next_file();
    std::optional<One> next_line();
    std::optional<One> open_lines(const FoundInput& input);
    std::optional<One> lost(const std::string& name);
    std::optional<One> standard_input();

    const World& world_;
    std::vector<FoundInput> files_;
    const Vocabulary& vocabulary_;
    bool portfolio_;
    std::size_t at_ = 0;
    World::ReadMore lines_;
    std::string name_, held_;
    bool look_ = false;  // at what comes first: are there designs at all?
    std::size_t begin_ = 0, line_ = 0;
    bool ended_ = false;
    std::uint64_t read_ = 0;             // bytes of the lines that are open
    std::optional<std::uint64_t> size_;  // of all of them
};

// Says which folders and patterns came to nothing, and which files were skipped. Whether all is well; else it is added to
// `said`, if given.
bool tell_inputs(const World& world, const std::vector<std::string>& came_to_nothing,
                 Diagnostics* said = nullptr);
void tell_skipped(const World& world, const std::vector<std::string>& skipped);

}  // namespace tutela
