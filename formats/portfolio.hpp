#pragma once

#include <functional>
#include <string_view>
#include <vector>

#include "diagnostics/diagnostic.hpp"
#include "engine/plan.hpp"
#include "engine/tell_columns.hpp"
#include "formats/read_columns.hpp"
#include "formats/readers.hpp"

namespace tutela {

// Verdicts of many designs, a group at a time: read and judged the fast way where that is possible, else by the reader and
// the evaluator that also explain; the verdicts are the same. One for each thread; the plan is shared.
class JudgePortfolio {
public:
    explicit JudgePortfolio(const Plan& plan, ReadInclude read_include = {});

    // How many designs make a good group: few enough that what is worked out of them stays near.
    static constexpr std::size_t group = 64;

    struct Text {
        std::string_view name;  // as in `read_design`: .toml or else JSON
        std::string_view
            text;  // ReadColumns::padding bytes more must be readable, a space or a line's end first
    };
    // Judges a group. What is asked for below is of the last one.
    void judge(const std::vector<Text>& designs);

    // The worst verdict of each rule, in the order of Program::reported; nothing of a design that was not read.
    [[nodiscard]] const Verdict* verdicts(std::size_t design) const {
        return read_[design] != 0 ? verdicts_.data() + design * rules_ : nullptr;
    }
    // What was wrong with designs that were not read, and warnings of others.
    struct Said {
        std::size_t design;
        Sources sources;
        Diagnostics diagnostics;
    };
    [[nodiscard]] const std::vector<Said>& said() const { return said_; }
    // Whether it holds waivers, which change no verdict and yet the gate. Only the slower reader takes such.
    [[nodiscard]] bool has_waivers(std::size_t design) const {
        return designs_[design] && !designs_[design]->waivers.empty();
    }
    // What rows say of one of them, by Program::reported, where the plan keeps reasons; rules that columns do not tell are
    // judged by the evaluator. Null: a report tells.
    [[nodiscard]] const std::vector<ToldRow>* told(std::size_t design);
    // The report on one of them, for what the verdicts do not tell.
    // `settle` is given the design and its report, and may change both: it keeps findings from the gate.
    [[nodiscard]] Report report(std::size_t design,
                                const std::function<void(Design&, Report&)>& settle);
    // Designs so far that took the slower reader, and the evaluator; and whose rows had to be asked of a report, or of the
    // evaluator for some rules.
    std::size_t read_slowly = 0, judged_slowly = 0, told_slowly = 0, told_partly = 0;

private:
    void read(const Text& design, std::size_t number);
    void tell_others(std::size_t number);
    [[nodiscard]] const Design& whole(std::size_t number);
    [[nodiscard]] ReadDesign read_whole(const Text& design, Sources& sources) const;

    const Plan& plan_;
    ReadInclude read_include_;
    std::vector<Text> texts_;
    ReadColumns reader_;
    Columns columns_;
    RunPlan run_;
    std::unique_ptr<TellColumns> tell_;
    std::vector<ToldRow> told_;
    std::vector<std::uint32_t> untold_;  // rows among them that are not told yet
    std::size_t rules_;
    std::vector<Verdict> verdicts_;
    std::vector<std::uint8_t> read_;
    std::vector<std::optional<Design>>
        designs_;  // of those that took the slower reader or the evaluator
    std::vector<Said> said_;
};

}  // namespace tutela
