#pragma once

#include <string_view>
#include <vector>

#include "engine/evaluate.hpp"
#include "engine/gate.hpp"

namespace tutela {

// What a template makes of a rule, worst first.
enum class AskState : std::uint8_t {
    already_broken,  // not met, whatever is filled in
    missing,         // it may come to need a fact that has no place in the template
    askable,         // every fact it may need is there, or is to be filled
    already_met      // met, excepted or not applicable, whatever is filled in
};
inline constexpr AskState ask_states[] = {AskState::already_broken, AskState::missing,
                                          AskState::askable, AskState::already_met};
[[nodiscard]] std::string_view word(AskState state);  // "already broken", …

struct AskedRule {
    std::uint32_t rule = 0;  // Ruleset::rules
    AskState state = AskState::already_met;
    Severity severity = Severity::advisory;  // the heaviest of its findings
    bool not_yet_due = false;                // askable, for it asks for nothing at this stage
    bool judged_later = false;               // met, once a person has looked at it
    std::vector<std::uint32_t> broken;       // AskedTemplate::report.findings
    std::vector<FactRef> missing;            // the fields to add
    std::vector<FactRef> asked;  // the fields to fill, or lists to add to, that it may need
    std::vector<Presumption> assumptions;
};

struct MissingField {
    FactRef fact;
    std::vector<std::uint32_t> rules;  // Ruleset::rules
};

struct AskedTemplate {
    Report report;                 // as if the missing fields had been added, to fill
    std::vector<AskState> states;  // of each finding of the report
    std::vector<AskedRule> rules;  // in the order of the rules
    // The smallest set of fields with which no rule is missing: without any one of them some rule is.
    std::vector<MissingField> missing;

    [[nodiscard]] std::uint32_t count(AskState state) const;
};

// Judges a template by what it asks for (docs/templates.md). `options.filling` is taken to be set.
[[nodiscard]] AskedTemplate ask_template(const Program& program, Design design,
                                         EvaluateOptions options);

// The report in verdicts, for those who tell of nothing else: what is broken is not met, what lacks a field is undetermined
// and open for what is missing only, all else is met, or not applicable. It comes to the same gate.
[[nodiscard]] Report as_verdicts(const AskedTemplate& asked);

// A broken finding at or above `fail_on` that is neither waived nor known from the baseline fails; else one that lacks a
// field, at or above `fail_on_undetermined`, leaves the gate open.
[[nodiscard]] Gate gate_of(const AskedTemplate& asked, const GateOptions& options);

}  // namespace tutela
