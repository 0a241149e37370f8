#pragma once

#include <string>
#include <vector>

#include <CLI/CLI.hpp>

#include "diagnostics/message.hpp"

namespace tutela {

// What is wrong with the arguments, in words of ours: those of the command-line library are English only.
struct UsageError {
    Message what, help;
};
[[nodiscard]] UsageError usage_error(const CLI::App& program, const CLI::ParseError& error,
                                     const std::vector<std::string>& arguments);

}  // namespace tutela
