#pragma once

#include <span>
#include <vector>

#include "engine/evaluate.hpp"
#include "engine/judge.hpp"
#include "engine/rule_readers.hpp"

namespace tutela {

// A design that somebody is editing, and its report, kept up to date: after a change only the rules that may see it are
// judged again. For language servers and pages. The report is what `evaluate` would make, without derivations
// (`Explain::none`). The program must outlive it; one thread at a time.
class EditedDesign {
public:
    EditedDesign(const Program& program, Design design, EvaluateOptions options);
    EditedDesign(const EditedDesign&) = delete;
    EditedDesign& operator=(const EditedDesign&) = delete;

    [[nodiscard]] const Design& design() const { return design_; }
    [[nodiscard]] const Report& report() const { return report_; }
    // Which rules the last change had judged again, in the order of evaluation.
    [[nodiscard]] const std::vector<std::uint32_t>& judged() const { return judged_; }

    // Puts another fact in the place of one. `members` are those of a set, indices as in `Design::members`. False, and
    // nothing changes, for what moves more than one fact or must pass the reader and its scan: lists, records, texts,
    // and fields that name their record. Those take `replace`.
    [[nodiscard]] bool change(FactRef ref, Fact fact, std::span<const std::uint32_t> members = {});

    // The design as it was read anew. Only rules that may see a difference are judged again; moved lines are none.
    void replace(Design design);

private:
    void judge_again(const std::vector<bool>& affected);
    void take_over(std::uint32_t rule);

    const Program& program_;
    EvaluateOptions options_;
    Design design_;
    RuleReaders readers_;
    Report report_;
    JudgeRules run_;
    std::vector<std::uint32_t> judged_;
};

}  // namespace tutela
