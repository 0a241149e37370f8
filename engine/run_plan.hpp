#pragma once

#include <unordered_map>

#include "engine/plan.hpp"

namespace tutela {

// What stands in the rows of a node: views of the columns, or of what was worked out.
struct Rows {
    const std::uint8_t* bytes = nullptr;
    const std::uint32_t* index = nullptr;
    const std::uint32_t* size = nullptr;
    const std::uint64_t* words = nullptr;
    const std::int64_t *low = nullptr, *high = nullptr;
    const std::int64_t *low_under = nullptr, *high_under = nullptr;  // denominators of fractions
    unsigned scale = 0;
    bool constant = false;  // one cell for all rows
};

class RunPlan::Run {
public:
    explicit Run(const Plan& plan);
    void run(Columns& columns);
    [[nodiscard]] const Rows& rows(ValueId id) const { return values_[id]; }
    [[nodiscard]] static Interval interval_at(const Rows& rows, std::uint32_t row);
    bool members_of(ValueId id, std::uint32_t row, std::uint32_t design, const Type& member,
                    std::vector<std::uint32_t>& into) const;
    std::pair<std::uint32_t, std::uint32_t> rows_of(SpaceId space, std::uint32_t design);
    std::uint32_t member_at(SpaceId space, std::uint32_t variable, std::uint32_t row);

    const Plan& plan;

protected:  // tests/bench/shapes runs the operations another way
    // What a node owns; it is kept from one run to the next.
    struct Store {
        std::vector<std::uint8_t> bytes;
        std::vector<std::uint32_t> index, size;
        std::vector<std::uint64_t> words;
        std::vector<std::int64_t> low, high, low_under, high_under;
    };
    struct Space {
        std::uint32_t count = 0;
        std::vector<std::uint32_t> up;      // the row of the space before
        std::vector<std::uint32_t> start;   // by row of the space before: its first row; one more
        std::vector<std::uint32_t> design;  // by `design_of`
        std::vector<std::uint32_t> first;   // by design, one more; by `rows_of`
        bool design_known = false, first_known = false;
        std::vector<std::uint32_t> index;  // what the last variable is
        std::vector<std::uint64_t> words;  // of texts
        bool whole_table = false;          // row i is row i + 1 of the table
        std::unordered_map<SpaceId, std::vector<std::uint32_t>> from;  // rows of narrower spaces
    };

    void step(ValueId id, const PlanNode& node);
    // run_plan.cpp
    void start_spaces();
    void build_space(const PlanNode& node);
    const std::uint32_t* rows_from(SpaceId narrow, SpaceId wide);
    void constant(ValueId id, const PlanNode& node);
    void read(ValueId id, const PlanNode& node);
    void read_state(ValueId id, const PlanNode& node);
    void member(ValueId id, const PlanNode& node);
    void project(ValueId id, const PlanNode& node);
    void scan_is_clean(ValueId id, const PlanNode& node);
    // run_truths.cpp
    void truths(ValueId id, const PlanNode& node);
    void choose(ValueId id, const PlanNode& node);
    void contains(ValueId id, const PlanNode& node);
    void sets(ValueId id, const PlanNode& node);
    void verdicts(ValueId id, const PlanNode& node);
    // run_open.cpp
    void opens(ValueId id, const PlanNode& node);
    void open_rows(ValueId id, const PlanNode& node);
    void open_fact(ValueId id, const PlanNode& node);
    template <class T>
    void open_cells(T* out, const T* Rows::*cells, const PlanNode& node);
    // run_numbers.cpp
    void compare(ValueId id, const PlanNode& node);
    void arithmetic(ValueId id, const PlanNode& node);
    void divide(ValueId id, const PlanNode& node);
    void shift(ValueId id, const PlanNode& node);
    void to_number(ValueId id, const PlanNode& node);
    void choose_number(ValueId id, const PlanNode& node);
    void put_interval(ValueId id, std::uint32_t row, const Interval& value, SpaceId space);
    void align(Rows& a, Rows& b, std::uint32_t count, SpaceId space);
    void rescale(Rows& rows, unsigned scale, std::uint32_t count, SpaceId space, Store& into);
    // run_members.cpp
    void over_members(ValueId id, const PlanNode& node);
    void matches(ValueId id, const PlanNode& node);
    void totals(ValueId id, const PlanNode& node);
    void shares(ValueId id, const PlanNode& node);
    void distinct(ValueId id, const PlanNode& node);

    [[nodiscard]] std::uint32_t count(SpaceId space) const { return spaces_[space].count; }
    [[nodiscard]] const Rows& arg(const PlanNode& node, std::size_t i) const {
        return values_[node.args[i]];
    }
    const std::uint32_t* design_of(SpaceId space);
    void mark_odd(SpaceId space, std::uint32_t row) { columns_->odd[design_of(space)[row]] = 1; }
    std::uint8_t* bytes(ValueId id, std::uint32_t count);
    std::uint32_t* index(ValueId id, std::uint32_t count);
    std::uint32_t* sizes(ValueId id, std::uint32_t count);
    std::uint64_t* words(ValueId id, std::uint32_t count);
    struct Ends {
        std::int64_t *low, *high;
    };
    Ends numbers(ValueId id, std::uint32_t count, unsigned scale);
    Ends fractions(ValueId id, std::uint32_t count);  // with `numbers`, their denominators

    Columns* columns_ = nullptr;
    std::vector<Rows> values_;
    std::vector<Store> stores_;
    std::vector<Space> spaces_;
    Store scratch_a_, scratch_b_;
};

// The truth bytes of the kernels.
inline constexpr std::uint8_t byte_no = 0, byte_unknown = 1, byte_yes = 2, no_subject = 255;
// And those of verdicts, with one more: met, and no person is asked.
constexpr std::uint8_t code(Verdict verdict) {
    return static_cast<std::uint8_t>(verdict);
}
inline constexpr std::uint8_t by_precedence = 6;

// Loops over columns, made for wider registers too where the machine has them; which, is found out when the program starts.
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__) && defined(NDEBUG) && \
    !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
#define TUTELA_WIDE __attribute__((target_clones("avx2", "default")))
#else
#define TUTELA_WIDE
#endif

template <class T>
T* room(std::vector<T>& cells, std::size_t count) {
    if (cells.size() < count) cells.resize(count);
    return cells.data();
}

}  // namespace tutela
