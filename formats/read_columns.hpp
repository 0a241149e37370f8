#pragma once

#include <memory>
#include <string_view>

#include "engine/plan.hpp"

namespace tutela {

// Reads designs in JSON straight into the columns of a plan: no tree, no places, only the facts that verdicts need; what
// the verdicts do not need is looked at all the same, for it may be wrong. It takes plain designs that have nothing wrong
// with them. Anything else (a mistake, a warning, an evidence, an estimate, an `include`) is for `read_design`, which
// knows what to say; then the columns hold nothing of it that counts.
class ReadColumns {
public:
    explicit ReadColumns(const Plan& plan);
    ~ReadColumns();
    ReadColumns(const ReadColumns&) = delete;
    ReadColumns& operator=(const ReadColumns&) = delete;

    // How many bytes must be readable after a text; the first of them is a space or the end of a line.
    static constexpr std::size_t padding = 64;

    // Opens a design in the columns and fills it. False: it is not for here, and marked odd.
    [[nodiscard]] bool read(std::string_view json, Columns& columns);

private:
    class Reader;
    std::unique_ptr<Reader> reader_;
};

}  // namespace tutela
