#pragma once

#include "engine/waivers.hpp"

namespace tutela {

// A waiver with what became of it in all designs of a run together.
struct ListedWaiver {
    const Waiver* waiver = nullptr;
    WaiverState state = WaiverState::active;
    std::optional<std::int64_t> days_left;
    // Design and subject in words (empty: the whole design) of what it covers, or would.
    std::vector<std::pair<std::string, std::string>> covers;
};

[[nodiscard]] std::string write_waivers_text(const Sources& sources, const Program& program,
                                             std::int64_t as_of,
                                             const std::vector<ListedWaiver>& waivers);
[[nodiscard]] std::string write_waivers_json(const Sources& sources, const Program& program,
                                             std::int64_t as_of,
                                             const std::vector<ListedWaiver>& waivers);

}  // namespace tutela
