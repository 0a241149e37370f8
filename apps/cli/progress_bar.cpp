#include "apps/cli/progress_bar.hpp"

#include <algorithm>

#include <fmt/core.h>

namespace tutela {
namespace {

constexpr const char* clear_line = "\r\x1b[K";

std::string clock_words(std::int64_t seconds) {
    return seconds < 3600
               ? fmt::format("{}:{:02}", seconds / 60, seconds % 60)
               : fmt::format("{}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60);
}

}  // namespace

ProgressBar::ProgressBar(const World& world) : world_(world) {
    if (world_.now) begun_ = world_.now();
}

void ProgressBar::moved(std::uint64_t designs, std::optional<double> share) {
    if (!world_.err_is_terminal || !world_.now) return;
    const std::int64_t now = world_.now();
    if (now - begun_ < patience || now - shown_ < pace) return;
    shown_ = now;
    there_ = true;
    world_.err(clear_line + line(designs, share, now - begun_));
}

void ProgressBar::end() {
    if (there_) world_.err(clear_line);
    there_ = false;
}

std::string ProgressBar::line(std::uint64_t designs, std::optional<double> share,
                              std::int64_t passed) const {
    constexpr std::size_t width = 24;
    const Language& say = *world_.language;
    const auto number = [&](std::uint64_t value) {
        const std::string plain = std::to_string(value);
        return say.number ? say.number(plain) : plain;
    };
    const auto rate = static_cast<std::uint64_t>(static_cast<double>(designs) * 1000.0 /
                                                 static_cast<double>(passed));
    const std::string count = say.tr("{} designs, {} a second", number(designs), number(rate));
    if (!share) return count;
    const double done = std::clamp(*share, 0.0, 1.0);
    const auto full = static_cast<std::size_t>(done * static_cast<double>(width));
    const std::string bar = std::string(full, '#') + std::string(width - full, '.');
    std::string text = fmt::format("[{}] {:3}%  {}", bar, static_cast<int>(done * 100), count);
    if (done > 0.01)
        text += say.tr(", {} left", clock_words(static_cast<std::int64_t>(
                                        static_cast<double>(passed) * (1 - done) / done / 1000)));
    return text;
}

}  // namespace tutela
