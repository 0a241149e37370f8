#pragma once

#include "apps/cli/world.hpp"

namespace tutela {

// A bar on the terminal, for a run of more than a second; in pipes and files there is none. Lives on the error output, on one
// line, which it takes back at the end.
class ProgressBar {
public:
    explicit ProgressBar(const World& world);

    // `share` of all that is to be done, from 0 to 1; nothing when there is no telling.
    void moved(std::uint64_t designs, std::optional<double> share);
    void end();

    // Times in milliseconds: before the first, and between two.
    static constexpr std::int64_t patience = 1000, pace = 100;

private:
    [[nodiscard]] std::string line(std::uint64_t designs, std::optional<double> share,
                                   std::int64_t passed) const;
    const World& world_;
    std::int64_t begun_ = 0, shown_ = 0;
    bool there_ = false;
};

}  // namespace tutela
