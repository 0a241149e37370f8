#pragma once

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "engine/evaluate.hpp"
#include "engine/function_ref.hpp"
#include "engine/quantify.hpp"

namespace tutela {

// A value that is not a number: a choice, language, country, age band, text, or a row of a record.
struct Scalar {
    bool known = false;
    std::uint32_t index = 0;
    const std::string* text = nullptr;  // of texts only
};

// What a variable holds. A definition's argument is passed by name: `origin` is evaluated in the
// frame `origin_base` whenever it is asked for, so that its facts stay known to the explanation.
struct Slot {
    Scalar scalar{};
    ExpressionId origin = no_expression;
    std::uint32_t origin_base = 0;
    ExpressionId absent_list = no_expression;  // a subject standing for a list that is absent
};

using OnMember = FunctionRef<void(const Scalar&, Truth sure)>;

// Evaluates expressions of a program against a design. One for each run and thread; it allocates
// its frame once. `base` is where the frame of the enclosing rule or definition begins.
class Evaluator {
public:
    Evaluator(const Program& program, const Design& design, const EvaluateOptions& options);

    [[nodiscard]] Truth truth(ExpressionId id, std::uint32_t base) {
        const Program::Lasts lasts = program.lasts[id];
        if (lasts == Program::Lasts::no_time) return work_out(id, base);
        const std::uint32_t now = lasts == Program::Lasts::run ? run_ : subject_;
        Known& known = known_[id];
        if (known.subject != now) {
            const Truth worked_out = work_out(id, base);
            known = {now, worked_out};
        }
        return known.truth;
    }
    // Another subject is bound, or is about to be: what was known of the one before is not of this one.
    void next_subject() { ++subject_; }
    // The design was changed: what was known of it is forgotten.
    void next_run();
    [[nodiscard]] Interval number(ExpressionId id, std::uint32_t base);
    [[nodiscard]] Scalar scalar(ExpressionId id, std::uint32_t base);
    // Calls `on_member` for each member that may belong; returns whether others may exist.
    bool members(ExpressionId id, std::uint32_t base, OnMember on_member);

    // The collection rests on a list that nobody stated (`absent`, unknown, withheld, to fill).
    [[nodiscard]] bool rests_on_absent_list(ExpressionId id, std::uint32_t base);

    // Of a template (`filling`): whether an entry that is yet to be added may belong to a collection; unknown, or no.
    [[nodiscard]] Truth added(ExpressionId collection, std::uint32_t base);
    // Of a template: which rows an unknown record may turn out to be.
    struct Candidates {
        std::vector<std::uint32_t> rows;
        bool added = false;           // or one that is yet to be added
        std::optional<FactRef> list;  // which it is to be in, and which is not there or goes on
    };
    [[nodiscard]] Candidates candidates(ExpressionId record, std::uint32_t base);

    // How the members of a quantifier answer, `where` and `satisfies` taken together.
    [[nodiscard]] Tally tally(const Expression& quantifier, std::uint32_t base);

    // The fact a `field` node reads; nothing when the record itself is unknown.
    struct Read {
        FactRef ref{};
        const Fact* fact = nullptr;
        const Constant* presumed = nullptr;  // stands in for the fact, which is absent
    };
    [[nodiscard]] Read read(const Expression& field, std::uint32_t base);
    [[nodiscard]] Read read(FactRef ref) const;

    // Binds the arguments of a call in a new frame; the frame is given back with the object.
    class Call {
    public:
        Call(Evaluator& evaluator, const Expression& call, std::uint32_t base);
        ~Call() { evaluator_.top_ = base; }
        Call(const Call&) = delete;
        Call& operator=(const Call&) = delete;

    private:
        Evaluator& evaluator_;

    public:
        std::uint32_t base;
        ExpressionId body;
    };

    [[nodiscard]] Slot& slot(std::uint32_t base, std::uint32_t variable) {
        return frame_[base + variable];
    }
    [[nodiscard]] const Expression& at(ExpressionId id) const { return program.expressions[id]; }
    [[nodiscard]] Scalar member_of(const Type& element, std::uint32_t member) const;
    // The frame of a rule begins at 0; frames of definitions stand above it.
    void enter(std::uint32_t variables) {
        frame_.assign(std::max<std::size_t>(frame_.size(), variables), Slot{});
        top_ = variables;
    }

    const Program& program;
    const Design& design;
    const EvaluateOptions& options;

    // Verdicts as facts; set by the run, which judges rules in the order of their dependencies.
    FunctionRef<Truth(std::uint32_t rule)> rule_not_met;
    FunctionRef<Truth()> some_rule_not_met;
    std::uint32_t scan_found = 0;  // bit mask of ScanKind
    bool to_fill = false;          // a template leaves something to fill

private:
    Truth work_out(ExpressionId id, std::uint32_t base);
    Truth state(const Expression& node, std::uint32_t base);
    Truth equals(ExpressionId a, ExpressionId b, std::uint32_t base);
    Truth same(const Type& type, const Scalar& a, const Scalar& b) const;
    Truth contains(ExpressionId set, const Scalar& member, std::uint32_t base);
    Truth compare(const Expression& node, std::uint32_t base, bool or_equal);
    Interval position(ExpressionId id, std::uint32_t base);
    Interval total(const Expression& node, std::uint32_t base);
    Interval count_distinct(const Expression& node, std::uint32_t base);
    ShareTally shares(const Expression& node, std::uint32_t base);
    void constant_members(const Type& element, const Constant& value, OnMember on_member) const;
    bool field_members(const Expression& node, std::uint32_t base, OnMember on_member);
    void possible_members(const Expression& node, std::uint32_t base, OnMember on_member);
    void referable(const Expression& node, const Fact& set, OnMember on_member) const;
    void may_lead_to(FactRef ref, Candidates& found) const;
    void anywhere(RecordId record, Candidates& found) const;
    bool union_members(const Expression& node, std::uint32_t base, OnMember on_member);

    struct Known {
        std::uint32_t subject = 0;
        Truth truth = Truth::unknown;
    };
    std::vector<Known> known_;  // by expression
    // Numbers that were never used before, one for each subject and one for the whole run.
    std::uint32_t run_ = 1, subject_ = 1;
    std::vector<Slot> frame_;
    std::uint32_t top_ = 0;
};

}  // namespace tutela
