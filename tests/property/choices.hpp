#pragma once

#include <cstdint>
#include <functional>
#include <initializer_list>
#include <random>
#include <string>
#include <vector>

// Random cases that can be made small. A generator asks for its decisions one after the other; the decisions of a case
// that fails are cut and lowered as long as it still fails. 0 is the plainest decision, so that less is simpler.
namespace property {

class Choices {
public:
    explicit Choices(std::uint64_t seed) : random_(seed) {}
    explicit Choices(std::vector<std::uint32_t> replayed)
        : made_(std::move(replayed)), replay_(true) {}

    // 0 … bound - 1.
    std::uint32_t pick(std::uint32_t bound) {
        if (bound <= 1) return 0;
        if (at_ < made_.size()) return made_[at_++] % bound;
        if (replay_) return 0;
        const auto choice = static_cast<std::uint32_t>(random_() % bound);
        made_.push_back(choice);
        ++at_;
        return choice;
    }
    bool one_in(std::uint32_t n) { return pick(n) == n - 1; }
    template <class T>
    const T& of(const std::vector<T>& all) {
        return all[pick(static_cast<std::uint32_t>(all.size()))];
    }
    std::string of(std::initializer_list<const char*> all) {
        return all.begin()[pick(static_cast<std::uint32_t>(all.size()))];
    }
    [[nodiscard]] const std::vector<std::uint32_t>& made() const { return made_; }

private:
    std::mt19937_64 random_;
    std::vector<std::uint32_t> made_;
    std::size_t at_ = 0;
    bool replay_ = false;
};

// What went wrong with the case that these decisions make; empty when nothing did.
using Fails = std::function<std::string(Choices&)>;

// Runs `fails` on `count` random cases. Returns what the smallest failing one found says, with its seed.
inline std::string find_failure(std::size_t count, std::uint64_t first_seed, const Fails& fails) {
    for (std::uint64_t seed = first_seed; seed < first_seed + count; ++seed) {
        Choices choices(seed);
        std::string said = fails(choices);
        if (said.empty()) continue;
        std::vector<std::uint32_t> best = choices.made();
        const auto still = [&](const std::vector<std::uint32_t>& smaller) {
            Choices again(smaller);
            const std::string now = fails(again);
            if (now.empty()) return false;
            best = smaller;
            said = now;
            return true;
        };
        int budget = 3000;
        for (bool better = true; better && budget > 0;) {
            better = false;
            for (std::size_t length = std::max<std::size_t>(best.size() / 2, 1); length > 0;
                 length /= 2)
                for (std::size_t at = 0; at + length <= best.size() && budget > 0; --budget) {
                    std::vector<std::uint32_t> smaller = best;
                    smaller.erase(smaller.begin() + static_cast<std::ptrdiff_t>(at),
                                  smaller.begin() + static_cast<std::ptrdiff_t>(at + length));
                    if (still(smaller))
                        better = true;
                    else
                        at += length;
                }
            for (std::size_t at = 0; at < best.size() && budget > 0; ++at)
                while (best[at] > 0 && budget-- > 0) {
                    std::vector<std::uint32_t> smaller = best;
                    smaller[at] /= 2;
                    if (!still(smaller)) break;
                    better = true;
                }
        }
        return "seed " + std::to_string(seed) + "\n" + said;
    }
    return {};
}

}  // namespace property
