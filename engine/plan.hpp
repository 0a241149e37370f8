#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <memory>
#include <vector>

#include "engine/columns.hpp"
#include "engine/evaluate.hpp"

namespace tutela {

// Verdicts of many designs at once. A plan is a program flattened: operations one after the other, each over a whole column
// (all activities of all designs; all pairs of an activity and a risk), equal parts of different rules worked out once. It
// knows verdicts, and where asked what rows of a portfolio say of them (`TellColumns`); all else is the evaluator's.

using ValueId = std::uint32_t;
using SpaceId = std::uint32_t;
inline constexpr std::uint32_t nowhere = 0xffffffffU;

enum class PlanOp : std::uint8_t {
    // leaves; a constant is one cell for all rows
    constant_truth,   // a: Truth
    constant_number,  // a: Plan::numbers
    constant_index,   // a
    constant_word,    // a: Plan::words
    constant_set,     // a: Plan::words, the bits
    read,             // [rows]; a: record, b: field
    read_state,       // [rows]; a, b; c: Plan::words, the truth of each state, a byte each
    read_evidence,    // [rows]; a, b; c: level
    scan_is_clean,    // a: mask
    // spaces
    build_space,  // [list]; a: the space. Its rows: the members
    member,       // a: variable. The row of a record, or 1 + the choice
    project,      // [value]: the same in a wider space
    // truths
    both,
    either,
    negate,
    choose,   // [condition, then, else] of any cells; `c`: bounds of numbers, in Plan::numbers
    presume,  // [absent, presumed, value]
    equal_truth,
    equal_index,
    equal_word,
    equal_number,
    less,
    less_or_equal,
    contains,        // [set, index or word]; a: TypeKind, b: record or choice list
    contains_const,  // [index]; a: Plan::words, the choices as bits
    covers,
    overlaps,
    given_collection,  // [is given, list or set]: an empty one may not be
    unite,             // sets
    // numbers
    add,
    subtract,
    multiply,
    divide,
    hull,
    position,  // [index]; a: choices in the list
    band_end,  // [index]; a: 0 from, 1 to
    as_count,  // [truth]: 1 if it is so, perhaps, or 0
    shift,     // [date, duration]; a: DurationFamily, b: 1 to subtract
    // open facts of what is unknown: bytes of OpenBits, or words with bits that stand for facts
    open_fact,  // [rows]; a, b; c: Plan::words, the bits of each state, a byte each
    open_bits,  // [open]; a: Plan::words, the word where anything is open
    open_rows,  // [open, rows]; a: record; where anything is open, a bit by the row in its design: b, or one of the next c
    open_any,   // [a, b]: what is open in either
    open_where,  // [truth, open]; a: the truths where it counts: 1 no, 2 unknown, 4 yes
    open_wide,   // [number, open]: where the number is no point
    open_lost,   // [row, open]: where nobody knows which record it is
    // over the members of the last variable: [belongs or satisfied, …, openness]
    open_members,  // [open]
    every,
    some,
    tally,  // a number: how many surely, how many perhaps
    matches,  // [outside, member's, belongs]: some member has the same word or index; a: the members' space
    more,       // [list]: unknown where members may be missing, else no
    share_met,  // [belongs, satisfied, list, share]
    share,      // [belongs, satisfied, list]
    sum,        // [belongs, number, list, an unwritten member's number]
    smallest,
    largest,
    average,
    distinct,  // [belongs, value, list]
    // verdicts: bytes, 255 for no subject
    verdict,  // [when, unless, require, is a subject]
    not_due,  // [verdict, stage]; a: stage
    shares,  // [open, open]: whether two verdicts have an open fact in common; a: Plan::words, the bits that stand for one
    documented,  // [verdict, open, blocked, stage]; a: stage. Where only the evaluator can tell, the design is odd
    yield,   // [verdict, yields]: 6 where another rule takes precedence
    judge,   // [verdict, asks, open]. Without the last, designs that withhold something are odd
    absent,  // [list, is a subject]: a truth, that nobody told the list
    worst,   // [verdicts of members]: of the last variable
    worse,   // [a, b]
    nothing_left,  // [verdict]: not applicable where there is no subject
    is_not_met,    // [verdict]
    where_subject  // [truth, verdict]; a: the truth where there is no subject
};

// Kinds of open facts.
enum OpenBits : std::uint8_t {
    open_missing = 1,   // absent, to fill, or an entry that nobody wrote
    open_withheld = 2,  // and known to somebody
    open_otherwise = 4
};

// Makes one value of those of its members; their space is `a`.
[[nodiscard]] bool looks_at_members(PlanOp op);

struct PlanNode {
    PlanOp op = PlanOp::constant_truth;
    Cells cells = Cells::truth;
    bool ratio = false;  // a number that is a fraction
    SpaceId space = 0;
    std::array<ValueId, 5> args{nowhere, nowhere, nowhere, nowhere, nowhere};
    std::uint32_t a = 0, b = 0, c = 0;
    auto operator<=>(const PlanNode&) const = default;
};

// Rows: for each design (space 0), or for each member of a list for each row of the space before.
struct PlanSpace {
    std::vector<std::uint32_t> variables;
    SpaceId before = 0;  // without the last variable
    ValueId list = nowhere;
};
struct PlanVariable {
    ValueId list = nowhere;
    Type member;
    std::uint32_t copy = 0;  // of those over one list inside each other
    SpaceId own = 0;         // the smallest space it is in
};

// What stands in a hole of a message, and how it is told.
struct PlanHole {
    enum class Kind : std::uint8_t { words, truth, number, index, text, members };
    Kind kind = Kind::words;  // words: the same in every design
    Type type;
    ExpressionId expression = no_expression;
};
// What tells the reason of a rule's verdict for a subject: what each step made of it, in the order of the steps. All stand in
// one space, whose variables are the subjects that are bound.
struct PlanSteps {
    ValueId table = nowhere, blocked = nowhere, documented = nowhere, last = nowhere;
    ValueId severe = nowhere;  // the truth that a severity with a condition goes by
    std::vector<ValueId> yields;
    std::vector<ValueId> holes;           // of the message; nowhere where its words are known
    std::vector<std::uint32_t> subjects;  // variables
};
struct PlanReasons {
    bool tellable = true;           // else only the evaluator can tell what is shown
    ValueId worst = nowhere;        // of all subjects, where there is one
    std::vector<PlanHole> holes;    // of the message
    std::vector<PlanSteps> levels;  // by how many subjects are bound; none: not in force
};

struct Plan {
    const Program* program = nullptr;
    EvaluateOptions options;
    bool complete = false;  // all rules could be planned
    Needs needs;
    std::uint16_t currency = 0;
    bool wants_scan = false, wants_waivers = false, wants_judgements = false;
    std::vector<PlanNode> nodes;
    std::vector<PlanSpace> spaces;
    std::vector<PlanVariable> variables;
    std::vector<Interval> numbers;
    std::vector<std::uint64_t> words;
    std::vector<std::string> texts;                           // that the rules name
    std::vector<std::pair<TypeKind, std::uint64_t>> members;  // of sets that the rules name
    std::vector<ValueId> verdicts;                            // by Program::reported
    // Where reasons are asked for too:
    std::vector<PlanReasons> reasons;  // by Program::reported
    ValueId stage = nowhere;           // of each design
    // By Ruleset::rules: what must be judged where the columns do not tell a rule (`RuleReaders::needed`).
    std::vector<std::vector<std::uint32_t>> needed;
};

// For one evaluation date; the program must stay where it is. `reasons`: those of the verdicts are wanted too, and the facts
// that messages and names of subjects are made of.
[[nodiscard]] Plan make_plan(const Program& program, EvaluateOptions options, bool reasons = false);

// Columns in which designs are written for a plan.
[[nodiscard]] Columns make_columns(const Plan& plan);

// Runs a plan; one for each thread, it keeps its memory.
class RunPlan {
public:
    explicit RunPlan(const Plan& plan);
    ~RunPlan();
    RunPlan(const RunPlan&) = delete;
    RunPlan& operator=(const RunPlan&) = delete;

    // Works out all verdicts. Afterwards `columns.odd` tells the designs whose verdicts are not to be trusted.
    void run(Columns& columns);
    // The worst verdict of a rule (by Program::reported) over the subjects of a design.
    [[nodiscard]] Verdict verdict(std::size_t rule, std::uint32_t design) const;
    [[nodiscard]] const std::uint8_t* verdicts(std::size_t rule) const;

    // What a node came to, row by row of its space.
    [[nodiscard]] const std::uint8_t* bytes(ValueId node) const;
    [[nodiscard]] const std::uint32_t* index(ValueId node) const;
    [[nodiscard]] const std::uint64_t* words(ValueId node) const;
    // Of a list or set: 1 + its members (of records, their rows), in the order of the columns; and whether it is whole.
    bool members(ValueId node, std::uint32_t row, std::uint32_t design, const Type& member,
                 std::vector<std::uint32_t>& into) const;
    [[nodiscard]] Interval number(ValueId node, std::uint32_t row) const;
    // The rows of a design in a space, first and past the last; what a variable of the space is in a row: the row of a
    // record, or 1 + the choice.
    [[nodiscard]] std::pair<std::uint32_t, std::uint32_t> rows_of(SpaceId space,
                                                                  std::uint32_t design);
    [[nodiscard]] std::uint32_t member(SpaceId space, std::uint32_t variable, std::uint32_t row);

    class Run;  // run_plan.hpp

private:
    std::unique_ptr<Run> run_;
};

}  // namespace tutela
