// The bar of a long run, against a clock that the test moves.

#include <catch2/catch_test_macros.hpp>

#include "apps/cli/progress_bar.hpp"

namespace {

using namespace tutela;

struct Terminal {
    World world;
    std::int64_t clock = 1'000'000;
    std::string shown;

    explicit Terminal(bool is_terminal) {
        world.now = [this] { return clock; };
        world.err = [this](std::string_view text) { shown += text; };
        world.err_is_terminal = is_terminal;
    }
    std::string after(ProgressBar& progress, std::int64_t milliseconds, std::uint64_t designs,
                      std::optional<double> share) {
        shown.clear();
        clock += milliseconds;
        progress.moved(designs, share);
        return shown;
    }
};

}  // namespace

TEST_CASE("a run of less than a second shows no bar", "[progress]") {
    Terminal terminal(true);
    ProgressBar progress(terminal.world);
    CHECK(terminal.after(progress, 999, 500, 0.5) == "");
    progress.end();
    CHECK(terminal.shown == "");
}

TEST_CASE("a longer run shows how far it is, not too often, and clears the line", "[progress]") {
    Terminal terminal(true);
    ProgressBar progress(terminal.world);
    CHECK(terminal.after(progress, 2000, 500, 0.25) ==
          "\r\x1b[K[######..................]  25%  500 designs, 250 a second, 0:06 left");
    CHECK(terminal.after(progress, 99, 600, 0.3) == "");
    CHECK(terminal.after(progress, 1, 600, std::nullopt) == "\r\x1b[K600 designs, 285 a second");
    CHECK(terminal.after(progress, 7'200'000, 700, 0.5) ==
          "\r\x1b[K[############............]  50%  700 designs, 0 a second, 2:00:02 left");
    terminal.shown.clear();
    progress.end();
    CHECK(terminal.shown == "\r\x1b[K");
    progress.end();
    CHECK(terminal.shown == "\r\x1b[K");
}

TEST_CASE("files and pipes get no bar", "[progress]") {
    Terminal terminal(false);
    ProgressBar progress(terminal.world);
    CHECK(terminal.after(progress, 5000, 500, 0.25) == "");
    progress.end();
    CHECK(terminal.shown == "");
}
