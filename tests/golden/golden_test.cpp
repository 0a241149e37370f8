// Golden cases: each file of tests/golden/cases tells one story: a sentence, a command, files, and
// what the program prints and exits with. `$ LANG=fr_FR.UTF-8 tutela …` is a command in a French environment. They run in this process against a pretend world whose
// day is 2026-07-01. UPDATE_GOLDEN=1 rewrites the expectations; the diff is the review.

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <set>
#include <sstream>

#include <unistd.h>

#include <catch2/catch_test_macros.hpp>

#include "apps/cli/run.hpp"
#include "engine/calendar.hpp"

namespace {

namespace fs = std::filesystem;
const std::string root = TUTELA_SOURCE_DIR;

std::string slurp(const fs::path& path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

struct Case {
    std::string story;
    std::vector<std::string> arguments;
    std::string command, locale;
    std::map<std::string, std::string> files;
    std::vector<std::string> order;  // of the files
    std::string out, err;
    int code = 0;
};

// Words of a command; a word in "…" may hold spaces.
std::vector<std::string> words(const std::string& line) {
    std::vector<std::string> found;
    std::string word;
    bool quoted = false, any = false;
    for (const char c : line) {
        if (c == '"') {
            quoted = !quoted;
            any = true;
        } else if (c == ' ' && !quoted) {
            if (any || !word.empty()) found.push_back(word);
            word.clear();
            any = false;
        } else
            word += c;
    }
    if (any || !word.empty()) found.push_back(word);
    return found;
}

Case read_case(const fs::path& path) {
    Case made;
    std::istringstream in(slurp(path));
    std::string line;
    std::string* into = &made.story;
    while (std::getline(in, line)) {
        if (line.rfind("$ tutela", 0) == 0 || line.rfind("$ LANG=", 0) == 0) {
            made.command = line;
            const std::size_t program = line.find("tutela");
            if (program > 2) made.locale = line.substr(7, program - 8);
            made.arguments = words(line.substr(program + 6));
        } else if (line.rfind("=== file ", 0) == 0) {
            made.order.push_back(line.substr(9));
            into = &made.files[line.substr(9)];
        } else if (line == "=== out")
            into = &made.out;
        else if (line == "=== err")
            into = &made.err;
        else if (line.rfind("=== exit ", 0) == 0)
            made.code = std::stoi(line.substr(9));
        else
            *into += line + "\n";
    }
    return made;
}

void write_case(const fs::path& path, const Case& made) {
    std::ofstream out(path, std::ios::binary);
    out << made.story << made.command << "\n";
    for (const std::string& name : made.order)
        out << "=== file " << name << "\n" << made.files.at(name);
    out << "=== exit " << made.code << "\n=== out\n" << made.out;
    if (!made.err.empty()) out << "=== err\n" << made.err;
}

// The library that reads and writes catalogues wants files.
struct TemporaryFile {
    explicit TemporaryFile(const std::string& text) {
        char name[] = "/tmp/tutela-golden-XXXXXX";
        close(mkstemp(name));
        path = name;
        std::ofstream(path, std::ios::binary) << text;
    }
    ~TemporaryFile() { fs::remove(path); }
    TemporaryFile(const TemporaryFile&) = delete;
    TemporaryFile& operator=(const TemporaryFile&) = delete;
    std::string path;
};

// The style of a page, and its hash: they are looked at in a browser (tests/foreign).
void leave_out(std::string& text, const std::string& from, const std::string& to) {
    const std::size_t begin = text.find(from);
    if (begin == std::string::npos) return;
    const std::size_t end = text.find(to, begin + from.size());
    text.replace(begin + from.size(), end - begin - from.size(), "…");
}

// Paths of the case first, then those of the source tree.
Case run_case(const Case& given) {
    Case got = given;
    got.out.clear();
    got.err.clear();
    tutela::World world;
    world.read_file = [&](const std::string& path) -> std::optional<std::string> {
        const auto at = given.files.find(path);
        if (at != given.files.end()) return at->second;
        const fs::path real = fs::path(root) / path;
        if (!fs::is_regular_file(real)) return std::nullopt;
        return slurp(real);
    };
    world.write_file = [&](const std::string& path, const std::string& text) {
        got.err += "(wrote " + path + ")\n" + text;
        return true;
    };
    world.is_folder = [&](const std::string& path) {
        const auto at = given.files.lower_bound(path + "/");
        return (at != given.files.end() && at->first.rfind(path + "/", 0) == 0) ||
               fs::is_directory(fs::path(root) / path);
    };
    world.list_files = [&](const std::string& folder) {
        std::vector<std::string> names;
        const std::string begin = folder.empty() ? "" : folder + "/";
        for (const auto& [name, text] : given.files)
            if (name.rfind(begin, 0) == 0 && name.find('/', begin.size()) == std::string::npos)
                names.push_back(name.substr(begin.size()));
        return names;
    };
    world.list_folders = [&](const std::string& folder) {
        std::set<std::string> names;
        const std::string begin = folder.empty() ? "" : folder + "/";
        for (const auto& [name, text] : given.files) {
            const std::size_t end = name.find('/', begin.size());
            if (name.rfind(begin, 0) == 0 && end != std::string::npos)
                names.insert(name.substr(begin.size(), end - begin.size()));
        }
        return std::vector<std::string>(names.begin(), names.end());
    };
    world.read_input = [&] { return given.files.count("-") ? given.files.at("-") : std::string(); };
    world.out = [&](std::string_view text) { got.out += text; };
    world.err = [&](std::string_view text) { got.err += text; };
    world.today = tutela::parse_date("2026-07-01")->low.numerator;
    world.ruleset_folders = {"rulesets"};
    world.locale = given.locale;
    world.catalogue_folders = {"apps/cli/translations"};
    world.read_catalogue = [&](const std::string& path) {
        const auto at = given.files.find(path);
        if (at == given.files.end())
            return tutela::read_catalogue_file((fs::path(root) / path).string());
        const TemporaryFile file(at->second);
        return tutela::read_catalogue_file(file.path);
    };
    world.write_catalogue = [&](const std::string& path, const tutela::CatalogueFile& catalogue) {
        const TemporaryFile file("");
        const bool written = tutela::write_catalogue_file(file.path, catalogue);
        got.err += "(wrote " + path + ")\n" + slurp(file.path);
        return written;
    };
    got.code = tutela::run(given.arguments, world);
    leave_out(got.out, "<style>", "</style>");
    leave_out(got.out, "'sha256-", "'");
    const auto whole = [](std::string& text) {
        if (!text.empty() && text.back() != '\n') text += '\n';
    };
    whole(got.out);
    whole(got.err);
    return got;
}

TEST_CASE("golden cases print what they promise", "[golden]") {
    std::vector<fs::path> paths;
    for (const auto& entry : fs::recursive_directory_iterator(root + "/tests/golden/cases"))
        if (entry.path().extension() == ".case") paths.push_back(entry.path());
    std::sort(paths.begin(), paths.end());
    REQUIRE(!paths.empty());
    for (const fs::path& path : paths) {
        // By its folder too: of two sections of one name only one would run.
        DYNAMIC_SECTION(path.parent_path().stem().string() + "/" + path.stem().string()) {
            const Case given = read_case(path);
            const Case got = run_case(given);
            if (std::getenv("UPDATE_GOLDEN"))
                write_case(path, got);
            else {
                INFO(given.story);
                CHECK(got.out == given.out);
                CHECK(got.err == given.err);
                CHECK(got.code == given.code);
            }
            // The same again: byte for byte.
            CHECK(run_case(given).out == got.out);
        }
    }
}

}  // namespace
