#include "apps/cli/pattern.hpp"

#include <catch2/catch_test_macros.hpp>

using tutela::path_matches;

TEST_CASE("a pattern of paths goes part by part, and ** over any number of folders") {
    CHECK(path_matches("a.toml", "a.toml"));
    CHECK(!path_matches("a.toml", "x/a.toml"));
    CHECK(path_matches("programmes/*.toml", "programmes/a.toml"));
    CHECK(!path_matches("programmes/*.toml", "programmes/x/a.toml"));
    CHECK(path_matches("programmes/**/*.toml", "programmes/a.toml"));
    CHECK(path_matches("programmes/**/*.toml", "programmes/x/y/a.toml"));
    CHECK(!path_matches("programmes/**/*.toml", "others/a.toml"));
    CHECK(path_matches("**", "x/y"));
    CHECK(path_matches("../[a-c]?.toml", "../b1.toml"));
    CHECK(!path_matches("*.toml", ".hidden.toml"));
    CHECK(!path_matches("a/b", "a"));
    CHECK(!path_matches("", "a"));
}
