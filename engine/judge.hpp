#pragma once

#include <vector>

#include "engine/evaluator.hpp"
#include "engine/trace.hpp"

namespace tutela {

// What a subject is called: the same in every language (in waivers, judgements and cases), and in words for people.
struct SubjectNames {
    std::string name, words;
};
[[nodiscard]] SubjectNames name_subject(const Program& program, const Design& design,
                                        const Rule& rule, const std::vector<Scalar>& subject);

// Judges rules one after the other, in the order of their dependencies.
class JudgeRules {
public:
    JudgeRules(const Program& program, const Design& design, const EvaluateOptions& options,
               ScanKinds scan);

    void judge(std::uint32_t rule);
    // The design was changed, and its scan says this: judges on, with the findings that are kept.
    void begin_again(ScanKinds scan);
    [[nodiscard]] std::vector<Finding>& findings(std::uint32_t rule) { return findings_[rule]; }

private:
    // One subject of a rule as the rows are enumerated; `where` is true or unknown.
    struct Subject {
        std::vector<Scalar> bound;
        Truth where = Truth::yes;
        bool list_absent = false;
    };
    // The three truths of the verdict table, and which clauses gave them.
    struct Inputs {
        Truth when = Truth::yes, unless = Truth::no, require = Truth::yes;
    };
    struct ExceptionState {
        std::uint32_t exception = 0, copy = 0;
        Truth truth = Truth::no;
    };

    void enumerate(const Rule& rule, std::size_t level, Subject& subject, std::vector<Subject>& out,
                   bool& incomplete);
    void bind(const Rule& rule, const Subject& subject);
    Finding judge_subject(std::uint32_t id, const Subject& subject);
    Inputs inputs(std::uint32_t id, const Subject& subject,
                  std::vector<ExceptionState>& exceptions);
    Truth exception_truth(std::uint32_t rule, const Program::ExceptionUse& use);
    void tell_why(std::uint32_t id, const Subject& subject, const Inputs& in,
                  const std::vector<ExceptionState>& exceptions, Finding& finding);
    Severity severity(const Rule& rule);
    // Of a template: what else may have to be known of an open verdict.
    void ask_for_others(std::uint32_t id, Trace& trace);
    void ask_for_precedence(std::uint32_t id, Finding& finding);
    // A rule that goes through a list which is to be filled is not met before it is, whatever its entries will say.
    void await_lists(const Rule& rule, const Subject& subject, Finding& finding);
    // The subject stands for the entries of a list for which there is no place yet, or of which none can matter.
    [[nodiscard]] bool only_list_matters(const Subject& subject,
                                         const std::vector<OpenFact>& required) const;

    // The steps after the verdict table, in their order.
    void require_others(std::uint32_t id, Finding& finding);
    void require_documented(const Rule& rule, const Inputs& in, Finding& finding);
    void respect_due_date(const Rule& rule, Finding& finding);
    [[nodiscard]] std::optional<FactRef> stage_fact();
    // Whether a rule gives way to the one of a `yields to` here, and the facts that are open in that.
    [[nodiscard]] Truth where_of(const RuleLink& link);
    [[nodiscard]] Truth gives_way(std::uint32_t id, const RuleLink& link);
    void ask_whether_it_gives_way(std::uint32_t id, const RuleLink& link,
                                  std::vector<OpenFact>& open);
    void yield(std::uint32_t id, const Subject& subject, Finding& finding);
    void ask_for_judgement(const Rule& rule, const Subject& subject, Finding& finding);
    void close_judgement(const Rule& rule, Finding& finding);

    void warn(const Rule& rule, Finding& finding);
    void write_message(const Rule& rule, Finding& finding);
    void note_clauses(std::uint32_t id);
    [[nodiscard]] std::uint32_t variables_of(std::uint32_t rule) const;
    [[nodiscard]] std::optional<std::uint32_t> stage();
    [[nodiscard]] bool same_list(const Rule& a, const Rule& b) const;
    // The findings of another rule that speak about this subject: of the same subject when both
    // rules range over the same list, else all of them.
    [[nodiscard]] std::vector<const Finding*> findings_about(std::uint32_t rule,
                                                             std::uint32_t other) const;
    [[nodiscard]] Truth not_met(std::uint32_t other) const;
    [[nodiscard]] Truth some_not_met() const;
    [[nodiscard]] bool all_withheld(const std::vector<OpenFact>& open) const;

    // What the evaluator asks of the rules judged so far.
    struct AskRule {
        const JudgeRules* run;
        Truth operator()(std::uint32_t rule) const { return run->not_met(rule); }
    };
    struct AskAnyRule {
        const JudgeRules* run;
        Truth operator()() const { return run->some_not_met(); }
    };

    const Program& program_;
    const Design& design_;
    const EvaluateOptions& options_;
    const Language& say_;  // the words of notes and warnings
    Evaluator ev_;
    std::vector<std::vector<Finding>> findings_;  // by rule
    std::uint32_t current_ = 0;                   // the rule being judged
    std::vector<std::uint32_t> current_subject_;
    AskRule ask_rule_{this};
    AskAnyRule ask_any_rule_{this};
};

}  // namespace tutela
