#include "apps/cli/inputs.hpp"

#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "apps/cli/language.hpp"
#include "apps/cli/pattern.hpp"
#include "apps/cli/tell_error.hpp"
#include "formats/may_be_design.hpp"

namespace tutela {
namespace {

bool has_pattern(std::string_view part) {
    return part.find_first_of("*?[") != std::string_view::npos;
}
bool is_hidden(const std::string& name) {
    return !name.empty() && name.front() == '.';
}
// Settings are no designs, whatever they hold.
bool is_input(const std::string& name) {
    return (name.ends_with(".toml") || name.ends_with(".json") || is_lines_name(name)) &&
           name != "tutela.toml";
}
std::string beneath(const std::string& folder, const std::string& name) {
    return folder.empty() || folder == "." ? name
           : folder.ends_with('/')         ? folder + name
                                           : folder + "/" + name;
}
std::vector<std::string> parts_of(const std::string& path) {
    std::vector<std::string> parts;
    for (std::size_t at = 0; at <= path.size();) {
        const std::size_t end = std::min(path.find('/', at), path.size());
        if (end > at) parts.push_back(path.substr(at, end - at));
        at = end + 1;
    }
    return parts;
}

class FindInputs {
public:
    explicit FindInputs(const World& world) : world_(world) {}

    void folder(const std::string& path, std::vector<std::string>& found) const {
        for (const std::string& name : world_.list_files(path))
            if (!is_hidden(name) && is_input(name)) found.push_back(beneath(path, name));
        for (const std::string& name : folders(path)) folder(beneath(path, name), found);
    }

    // A part of a pattern is that of fnmatch(3); `**` is any number of folders, or none.
    void pattern(const std::string& folder, const std::vector<std::string>& parts, std::size_t at,
                 std::vector<std::string>& found) const {
        const std::string& part = parts[at];
        const bool last = at + 1 == parts.size();
        if (part == "**") {
            if (last) return this->folder(folder, found);
            pattern(folder, parts, at + 1, found);
            for (const std::string& name : folders(folder))
                pattern(beneath(folder, name), parts, at, found);
        } else if (!last && !has_pattern(part)) {
            pattern(beneath(folder, part), parts, at + 1, found);
        } else if (last) {
            for (const std::string& name : world_.list_files(folder))
                if (part_matches(part, name) && is_input(name))
                    found.push_back(beneath(folder, name));
        } else {
            for (const std::string& name : folders(folder, is_hidden(part)))
                if (part_matches(part, name)) pattern(beneath(folder, name), parts, at + 1, found);
        }
    }

    // A file may be called so.
    [[nodiscard]] bool is_file(const std::string& path) const {
        const std::vector<std::string> names =
            world_.list_files(path.find('/') == std::string::npos ? "" : folder_of(path));
        return std::find(names.begin(), names.end(), last_part(path)) != names.end();
    }

private:
    [[nodiscard]] std::vector<std::string> folders(const std::string& path,
                                                   bool hidden = false) const {
        if (!world_.list_folders) return {};
        std::vector<std::string> names = world_.list_folders(path);
        if (!hidden)
            names.erase(std::remove_if(names.begin(), names.end(), is_hidden), names.end());
        return names;
    }
    const World& world_;
};

}  // namespace

FoundInputs find_inputs(const World& world, const std::vector<std::string>& asked,
                        const std::string& output) {
    FoundInputs made;
    const FindInputs find(world);
    std::set<std::string> seen;
    // What is being written is never read, wherever it stands.
    if (!output.empty()) seen.insert(absolute(world, output));
    for (const std::string& path : asked) {
        const bool is_folder = path != "-" && world.is_folder(path);
        std::vector<std::string> found;
        if (is_folder) {
            find.folder(path, found);
        } else if (has_pattern(path) && !find.is_file(path)) {
            find.pattern(path.front() == '/' ? "/" : "", parts_of(path), 0, found);
        } else {
            if (seen.insert(absolute(world, path)).second) made.files.push_back({path, true});
            continue;
        }
        if (found.empty()) made.came_to_nothing.push_back(path);
        std::sort(found.begin(), found.end());
        for (const std::string& one : found)
            if (seen.insert(absolute(world, one)).second) made.files.push_back({one, false});
    }
    return made;
}

// -------------------------------------------------------------------------------------------------

ReadInputs::ReadInputs(const World& world, FoundInputs found, const Vocabulary& vocabulary,
                       bool portfolio)
    : world_(world),
      files_(std::move(found.files)),
      vocabulary_(vocabulary),
      portfolio_(portfolio) {}

std::optional<ReadInputs::One> ReadInputs::next() {
    while (lines_ || at_ < files_.size())
        if (auto one = lines_ ? next_line() : next_file()) return one;
    return std::nullopt;
}

std::optional<double> ReadInputs::share() const {
    if (files_.empty()) return std::nullopt;
    double done = static_cast<double>(at_);
    if (lines_) {
        if (!size_ || *size_ == 0) return std::nullopt;
        done -= 1.0 - std::min(1.0, static_cast<double>(read_) / static_cast<double>(*size_));
    }
    return done / static_cast<double>(files_.size());
}

std::optional<ReadInputs::One> ReadInputs::next_file() {
    const FoundInput& input = files_[at_++];
    if (input.path == "-" && !portfolio_) return standard_input();
    if (input.path == "-" || is_lines_name(input.path)) return open_lines(input);
    auto text = world_.read_file(input.path);
    if (!text) return lost(input.path);
    held_ = std::move(*text);
    if (!input.named && !may_be_design(vocabulary_, input.path, held_)) {
        skipped.push_back(input.path);
        return std::nullopt;
    }
    return One{input.path, held_};
}

// One design, in whatever form; or JSON Lines, where its first line is a whole one.
std::optional<ReadInputs::One> ReadInputs::standard_input() {
    name_ = "<stdin>";
    held_ = world_.read_input();
    if (!is_lines_text(without_mark(held_))) return One{name_, held_};
    line_ = begin_ = 0;
    ended_ = look_ = false;
    size_.reset();
    lines_ = [](char*, std::size_t) { return std::size_t{0}; };
    return std::nullopt;
}

std::optional<ReadInputs::One> ReadInputs::lost(const std::string& name) {
    unreadable.push_back(name);
    if (!portfolio_) return std::nullopt;
    return One{name, {}, true};
}

std::optional<ReadInputs::One> ReadInputs::open_lines(const FoundInput& input) {
    name_ = input.path == "-" ? "<stdin>" : input.path;
    held_.clear();
    line_ = begin_ = 0;
    read_ = 0;
    ended_ = false;
    look_ = !input.named;
    size_ = input.path != "-" && world_.file_size ? world_.file_size(input.path) : std::nullopt;
    if (world_.open_input) {
        lines_ = world_.open_input(input.path);
    } else {
        // A world without streams: the whole text at once.
        auto text =
            input.path == "-" ? std::optional(world_.read_input()) : world_.read_file(input.path);
        if (text) {
            held_ = std::move(*text);
            lines_ = [](char*, std::size_t) { return std::size_t{0}; };
        }
    }
    return lines_ ? std::nullopt : lost(name_);
}

// Nothing after a blank line, which is no design, and at the end, where the file is closed. Lines longer than a design may
// be are cut: they are refused as too large.
std::optional<ReadInputs::One> ReadInputs::next_line() {
    constexpr std::size_t step = std::size_t{1} << 20U, longest = (std::size_t{16} << 20U) + 2;
    std::size_t end = held_.find('\n', begin_);
    while (end == std::string::npos && !ended_) {
        const std::size_t looked = held_.size() - begin_;
        held_.erase(0, begin_);
        begin_ = 0;
        const std::size_t size = held_.size();
        held_.resize(size + step);
        const std::size_t got = lines_(held_.data() + size, step);
        held_.resize(size + got);
        read_ += got;
        ended_ = got == 0;
        end = held_.find('\n', looked);
        if (end == std::string::npos && held_.size() > longest) held_.resize(longest);
    }
    if (end == std::string::npos) {
        end = held_.size();
        if (begin_ == end) {
            lines_ = {};
            return std::nullopt;
        }
    }
    ++line_;
    std::string_view text(held_.data() + begin_, end - begin_);
    if (line_ == 1) text = without_mark(text);
    begin_ = std::min(end + 1, held_.size());
    if (text.find_first_not_of(" \t\r") == std::string_view::npos) return std::nullopt;
    // One line that cannot be read among designs hides none of them.
    if (look_ && !may_be_design(vocabulary_, ".json", std::string_view(held_))) {
        skipped.push_back(name_);
        lines_ = {};
        return std::nullopt;
    }
    look_ = false;
    return One{fmt::format("{}:{}", name_, line_), text};
}

// -------------------------------------------------------------------------------------------------

bool tell_inputs(const World& world, const std::vector<std::string>& came_to_nothing,
                 Diagnostics* said) {
    for (const std::string& path : came_to_nothing) {
        const Message what = has_pattern(path) ? message("no file matches `{}`", path)
                                               : message("{} holds no design", path);
        tell_error(world, what,
                   message("designs are files in {}, {} or {}", ".toml", ".json", ".jsonl"));
        if (said) said->push_back({Code::unreadable_file, {}, what});
    }
    return came_to_nothing.empty();
}

void tell_skipped(const World& world, const std::vector<std::string>& skipped) {
    if (skipped.empty()) return;
    constexpr std::size_t shown = 5;
    const Language& say = *world.language;
    const std::size_t named = std::min(shown, skipped.size());
    std::string names = fmt::format(
        "{}",
        fmt::join(skipped.begin(), skipped.begin() + static_cast<std::ptrdiff_t>(named), ", "));
    if (skipped.size() > named)
        names = say.trn("{1} and {0} more", "{1} and {0} more", skipped.size() - named, names);
    world.err(say.trn("skipped {0} file that has no {1}: {2}",
                      "skipped {0} files that have no {1}: {2}", skipped.size(), "[programme]",
                      names) +
              "\n");
}

}  // namespace tutela
