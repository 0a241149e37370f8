// Each registered diagnostic has a page.

#include <filesystem>
#include <set>

#include <catch2/catch_test_macros.hpp>

#include "diagnostics/diagnostic.hpp"

TEST_CASE("each diagnostic has a page, and each page a diagnostic", "[registry]") {
    const std::filesystem::path pages = TUTELA_SOURCE_DIR "/docs/diagnostics";
    std::set<std::string> names;
    for (const tutela::CodeEntry& entry : tutela::registered_codes()) {
        CAPTURE(entry.name);
        CHECK(names.insert(std::string(entry.name)).second);
        CHECK(std::filesystem::exists(pages / (std::string(entry.name) + ".md")));
    }
    for (const auto& page : std::filesystem::directory_iterator(pages)) {
        CAPTURE(page.path());
        CHECK(names.count(page.path().stem().string()) == 1);
    }
}
