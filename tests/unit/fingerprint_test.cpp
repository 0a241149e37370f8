#include <catch2/catch_test_macros.hpp>

#include "engine/fingerprint.hpp"

using namespace tutela;

TEST_CASE("a finding's key is its rule, subject and design, and no two have one", "[fingerprint]") {
    CHECK(finding_key("AAP-01", "S1", "d/n.toml") == "AAP-01|S1|d/n.toml");
    CHECK(finding_key("AAP-01", "", "n.toml") == "AAP-01||n.toml");
    CHECK(finding_key("A", "b|c", "d") != finding_key("A", "b", "c|d"));
    CHECK(finding_key("A", "b\\", "d") == "A|b\\\\|d");
}

// Kept in other people's databases: it must not change with a release of the library or of ours.
TEST_CASE("a fingerprint stays what it is", "[fingerprint]") {
    CHECK(fingerprint("") == "99aa06d3014798d86001c324468d497f");
    CHECK(fingerprint("AAP-01|S1|d/n.toml").size() == 32);
    CHECK(fingerprint("AAP-01|S1|d/n.toml") != fingerprint("AAP-01|S2|d/n.toml"));
}

TEST_CASE("a path is told from a folder and found again from it", "[fingerprint]") {
    CHECK(relative_to("/w/p", "/w/p/designs/a.toml") == "designs/a.toml");
    CHECK(relative_to("/w/p/ci", "/w/p/designs/a.toml") == "../designs/a.toml");
    CHECK(relative_to("", "./a.toml") == "a.toml");
    CHECK(relative_to(".", "x/../a.toml") == "a.toml");
    CHECK(relative_to("a", "a") == "../a");
    CHECK(relative_to("/w", "a.toml") == "a.toml");
    CHECK(relative_to("p", "../a.toml") == "../../a.toml");
    CHECK(path_from("/w/p/ci", "../designs/a.toml") == "/w/p/designs/a.toml");
    CHECK(path_from("", "a.toml") == "a.toml");
    CHECK(path_from(".", "a.toml") == "a.toml");
    CHECK(path_from("p", "/a.toml") == "/a.toml");
    CHECK(path_from("p", "../../a.toml") == "../a.toml");
}
