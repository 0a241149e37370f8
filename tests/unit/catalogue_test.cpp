// The program's own catalogues: what translators may not lose.

#include <filesystem>

#include <catch2/catch_test_macros.hpp>

#include "apps/cli/language.hpp"
#include "diagnostics/message.hpp"

namespace {

namespace fs = std::filesystem;
using namespace tutela;

TEST_CASE("every translation of the program's texts keeps their holes", "[catalogue]") {
    const fs::path folder = TUTELA_SOURCE_DIR "/apps/cli/translations";
    for (const auto& one : fs::directory_iterator(folder)) {
        if (one.path().extension() != ".po") continue;
        const auto file = read_catalogue_file(one.path().string());
        REQUIRE(file);
        CAPTURE(one.path().string());
        CHECK(file->problems.empty());
        for (const CatalogueEntry& entry : file->entries) {
            CAPTURE(entry.source);
            CHECK((entry.obsolete || entry.fuzzy || fits(entry)));
        }
    }
}

TEST_CASE("a message is said in a language, with what it is made of", "[catalogue]") {
    Language french;
    french.catalogue.add("", "expected {} after `{}`", {"après `{1}`, il faut {0}"});
    french.catalogue.add("", "a name", {"un nom"});
    const Message what = message("expected {} after `{}`", message("a name"), "list");
    CHECK(what.in(french) == "après `list`, il faut un nom");
    CHECK(what.text() == "expected a name after `list`");
    CHECK(literally("a name").in(french) == "a name");
}

TEST_CASE("a plural goes by its count", "[catalogue]") {
    const auto needs = [](std::uint64_t count) {
        return message_n("`{1}` needs {0} argument", "`{1}` needs {0} arguments", count, "f");
    };
    CHECK(needs(1).text() == "`f` needs 1 argument");
    CHECK(needs(0).text() == "`f` needs 0 arguments");
    Language french;
    french.catalogue.add("", "`{1}` needs {0} argument",
                         {"il faut {0} argument à `{1}`", "il faut {0} arguments à `{1}`"});
    french.plural_form = [](std::uint64_t count) { return count > 1 ? 1U : 0U; };
    CHECK(needs(0).in(french) == "il faut 0 argument à `f`");
    CHECK(needs(2).in(french) == "il faut 2 arguments à `f`");
}

TEST_CASE("what is put into a text from right to left is kept apart", "[catalogue]") {
    Language arabic;
    arabic.right_to_left = true;
    CHECK(arabic.tr("{} cannot be read", "d.toml") == "\u2068d.toml\u2069 cannot be read");
    CHECK(message("{} cannot be read", "d.toml").in(arabic) == "\u2068d.toml\u2069 cannot be read");
    CHECK(arabic.tr("help:") == "help:");
}

TEST_CASE("holes are the same in whatever order", "[catalogue]") {
    CHECK(same_holes("{} of {}", "{1}: {0}"));
    CHECK(same_holes("{site} has {count}", "{count} {site} {site}"));
    CHECK_FALSE(same_holes("{} of {}", "{}"));
    CHECK_FALSE(same_holes("{site}", "{sites}"));
    CHECK(same_holes("write {{ {} }}", "{{ {0} }}"));
    CHECK(holes_within("one rule", "{0} rules"));
}

TEST_CASE("the pseudo-language brackets what is ours and nothing else", "[catalogue]") {
    Language pseudo;
    pseudo.pseudo = true;
    CHECK(pseudo.tr("expected {} here", "x") == "⟦expected ⟧x⟦ here⟧");
    CHECK(pseudo.tr("write {{ {} }}", "x") == "⟦write { ⟧x⟦ }⟧");
}

}  // namespace
