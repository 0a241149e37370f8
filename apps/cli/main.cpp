#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>

#include <unistd.h>

#include "apps/cli/run.hpp"
#include "apps/cli/run_program.hpp"

namespace {

namespace fs = std::filesystem;

std::optional<std::string> read_file(const std::string& path) {
    std::error_code problem;
    if (fs::is_directory(path, problem)) return std::nullopt;
    std::ifstream in(path, std::ios::binary);
    if (!in) return std::nullopt;
    // In one piece where the size is known; a pipe goes on after it.
    const auto size = fs::file_size(path, problem);
    std::string text(problem ? 0 : static_cast<std::size_t>(size), '\0');
    in.read(text.data(), static_cast<std::streamsize>(text.size()));
    text.resize(static_cast<std::size_t>(in.gcount()));
    if (in) text.append(std::istreambuf_iterator<char>(in), {});
    return text;
}

tutela::World::ReadMore open_input(const std::string& path) {
    auto file = std::make_shared<std::ifstream>();
    std::istream* in = &std::cin;
    if (path != "-") {
        std::error_code problem;
        file->open(path, std::ios::binary);
        if (!*file || fs::is_directory(path, problem)) return {};
        in = file.get();
    }
    return [file, in](char* buffer, std::size_t size) {
        in->read(buffer, static_cast<std::streamsize>(size));
        return static_cast<std::size_t>(in->gcount());
    };
}

tutela::World::WriteMore open_output(const std::string& path, std::size_t keep) {
    std::error_code problem;
    if (keep > 0) fs::resize_file(path, keep, problem);
    if (problem) return {};
    auto file = std::make_shared<std::ofstream>(
        path, keep > 0 ? std::ios::binary | std::ios::app : std::ios::binary);
    if (!*file) return {};
    return [file](std::string_view text) {
        *file << text;
        file->flush();
        return file->good();
    };
}

// The folder `name` that is upwards from another, if it holds `sign`.
void look_upwards(fs::path from, const fs::path& name, const fs::path& sign,
                  std::vector<std::string>& folders) {
    std::error_code problem;
    for (; !from.empty() && from != from.root_path(); from = from.parent_path())
        if (fs::exists(from / name / sign, problem)) {
            folders.push_back((from / name).lexically_normal().string());
            return;
        }
}

fs::path program_path() {
    std::error_code problem;
    const fs::path path = fs::read_symlink("/proc/self/exe", problem);
    // Where there is no /proc, the place where packages put it.
    return path.empty() ? "/usr/bin/tutela" : path;
}

// Where what comes with the program stands: shared beside the installed program, or in the source tree.
std::vector<std::string> shared_folders(const fs::path& installed, const fs::path& in_source,
                                        const fs::path& sign) {
    std::vector<std::string> folders;
    std::error_code problem;
    const fs::path program = program_path();
    const fs::path shared = program.parent_path().parent_path() / "share" / "tutela" / installed;
    if (fs::is_directory(shared, problem)) folders.push_back(shared.string());
    look_upwards(program.parent_path(), in_source, sign, folders);
    return folders;
}

std::vector<std::string> catalogue_folders() {
    return shared_folders("translations", "apps/cli/translations", "fr.po");
}

// Beside the installed program, in the source tree, or where the environment says.
std::vector<std::string> ruleset_folders() {
    std::vector<std::string> folders;
    if (const char* named = std::getenv("TUTELA_RULESETS")) folders.emplace_back(named);
    std::error_code problem;
    look_upwards(fs::current_path(problem), "rulesets", "programme", folders);
    for (const std::string& folder : shared_folders("rulesets", "rulesets", "programme"))
        if (std::find(folders.begin(), folders.end(), folder) == folders.end())
            folders.push_back(folder);
    return folders;
}

}  // namespace

int main(int argc, char** argv) {
    using namespace std::chrono;
    std::ios::sync_with_stdio(false);
    tutela::World world;
    world.read_file = read_file;
    world.write_file = [](const std::string& path, const std::string& text) {
        std::ofstream out(path, std::ios::binary);
        out << text;
        out.flush();
        return out.good();
    };
    world.is_folder = [](const std::string& path) {
        std::error_code problem;
        return fs::is_directory(path, problem);
    };
    world.list_files = [](const std::string& path) {
        std::vector<std::string> names;
        std::error_code problem;
        for (const auto& entry : fs::directory_iterator(path.empty() ? "." : path, problem))
            if (entry.is_regular_file(problem)) names.push_back(entry.path().filename().string());
        std::sort(names.begin(), names.end());
        return names;
    };
    world.list_folders = [](const std::string& path) {
        std::vector<std::string> names;
        std::error_code problem;
        for (const auto& entry : fs::directory_iterator(path.empty() ? "." : path, problem))
            if (!entry.is_symlink(problem) && entry.is_directory(problem))
                names.push_back(entry.path().filename().string());
        std::sort(names.begin(), names.end());
        return names;
    };
    world.file_size = [](const std::string& path) -> std::optional<std::uint64_t> {
        std::error_code problem;
        const auto size = fs::file_size(path, problem);
        return problem ? std::nullopt : std::optional<std::uint64_t>(size);
    };
    world.absolute = [](const std::string& path) {
        std::error_code problem;
        const fs::path whole = fs::absolute(path, problem).lexically_normal();
        return problem ? path : whole.string();
    };
    world.open_input = open_input;
    world.open_output = open_output;
    world.read_input = [] { return std::string(std::istreambuf_iterator<char>(std::cin), {}); };
    world.out = [](std::string_view text) { std::cout << text; };
    world.end_out = [] { return std::cout.flush().good(); };
    world.err = [](std::string_view text) { std::cerr << text; };
    world.run_program = tutela::run_program;
    const bool plain = std::getenv("NO_COLOR") != nullptr;
    world.out_is_screen = isatty(STDOUT_FILENO) != 0;
    world.out_is_terminal = !plain && isatty(STDOUT_FILENO) != 0;
    world.err_is_terminal = !plain && isatty(STDERR_FILENO) != 0;
    world.now = [] {
        return duration_cast<milliseconds>(system_clock::now().time_since_epoch()).count();
    };
    world.today = duration_cast<hours>(system_clock::now().time_since_epoch()).count() / 24;
    world.ruleset_folders = ruleset_folders();
    world.read_catalogue = tutela::read_catalogue_file;
    world.write_catalogue = tutela::write_catalogue_file;
    world.catalogue_folders = catalogue_folders();
    for (const char* name : {"LC_ALL", "LC_MESSAGES", "LANG"})
        if (const char* value = std::getenv(name); world.locale.empty() && value)
            world.locale = value;
    const int code = tutela::run({argv + 1, argv + argc}, world);
    std::cerr.flush();
    // Nothing is left to be done: taking the rules and designs apart again would only take time.
    std::_Exit(code);
}
