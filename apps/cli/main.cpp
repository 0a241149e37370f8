#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>

#include <unistd.h>

#include "apps/cli/run.hpp"

namespace {

namespace fs = std::filesystem;

std::optional<std::string> read_file(const std::string& path) {
    std::error_code problem;
    if (fs::is_directory(path, problem)) return std::nullopt;
    std::ifstream in(path, std::ios::binary);
    if (!in) return std::nullopt;
    return std::string(std::istreambuf_iterator<char>(in), {});
}

// Beside the installed program, in the source tree, or where the environment says.
std::vector<std::string> ruleset_folders() {
    std::vector<std::string> folders;
    if (const char* named = std::getenv("TUTELA_RULESETS")) folders.emplace_back(named);
    std::error_code problem;
    const auto upwards = [&](fs::path from) {
        for (; !from.empty() && from != from.root_path(); from = from.parent_path())
            if (fs::is_directory(from / "rulesets" / "programme", problem)) {
                folders.push_back((from / "rulesets").lexically_normal().string());
                return;
            }
    };
    const fs::path program = fs::read_symlink("/proc/self/exe", problem);
    const fs::path shared = program.parent_path().parent_path() / "share" / "tutela" / "rulesets";
    if (!program.empty() && fs::is_directory(shared, problem)) folders.push_back(shared.string());
    upwards(fs::current_path(problem));
    if (!program.empty()) upwards(program.parent_path());
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
        for (const auto& entry : fs::directory_iterator(path, problem))
            if (entry.is_regular_file(problem)) names.push_back(entry.path().filename().string());
        std::sort(names.begin(), names.end());
        return names;
    };
    world.absolute = [](const std::string& path) {
        std::error_code problem;
        const fs::path whole = fs::absolute(path, problem).lexically_normal();
        return problem ? path : whole.string();
    };
    world.read_input = [] { return std::string(std::istreambuf_iterator<char>(std::cin), {}); };
    world.out = [](std::string_view text) { std::cout << text; };
    world.err = [](std::string_view text) { std::cerr << text; };
    const bool plain = std::getenv("NO_COLOR") != nullptr;
    world.out_is_terminal = !plain && isatty(STDOUT_FILENO) != 0;
    world.err_is_terminal = !plain && isatty(STDERR_FILENO) != 0;
    world.today = duration_cast<hours>(system_clock::now().time_since_epoch()).count() / 24;
    world.ruleset_folders = ruleset_folders();
    const int code = tutela::run({argv + 1, argv + argc}, world);
    std::cout.flush();
    return code;
}
