#pragma once

#include <memory>
#include <string_view>

#include "engine/plan.hpp"
#include "shapes/tree.hpp"

namespace tutela::shapes {

// One way of evaluating the rules over the columns of a group of designs. All of them leave the truth of each rule's `require`
// somewhere of their own; `truth` fetches it, for comparing.
class Shape {
public:
    virtual ~Shape() = default;
    // Works all truths out. Marks designs odd as the engine does.
    virtual void run(Columns& columns) = 0;
    // `rule`: by Tree::roots.
    [[nodiscard]] virtual std::uint8_t truth(std::size_t rule, std::uint32_t design) = 0;
};

inline constexpr std::uint32_t most_designs = 256;  // of a group

// A row at a time. The slots of one design: which rows its records and the variables of loops stand for, and what is kept while
// it is judged.
struct Frame {
    std::array<std::uint32_t, most_slots> rows{};
    std::array<std::uint64_t, most_slots> bits{};  // of variables over sets
    bool odd = false;
    std::uint32_t design = 0;  // how many were judged, from 1
    std::vector<std::uint32_t> kept_for;
    std::vector<std::uint8_t> truths;
    std::vector<Ends> numbers;
};

// What is compiled from a tree, anew where a column has come to a finer scale, and run for one design after the other.
class RowShape : public Shape {
public:
    explicit RowShape(const Program& program) : program_(program) {}
    void run(Columns& columns) final;
    [[nodiscard]] std::uint8_t truth(std::size_t rule, std::uint32_t design) final {
        return truths_[rule * most_designs + design];
    }

protected:
    virtual void compile(const Tree& tree) = 0;
    // Writes the truth of rule r to truths[r * most_designs].
    virtual void judge(Frame& frame, std::uint8_t* truths) = 0;

private:
    const Program& program_;
    std::vector<unsigned> scales_;
    Tree tree_;
    Frame frame_;
    std::vector<std::uint8_t> truths_;
};

[[nodiscard]] std::unique_ptr<Shape> make_closures(const Program& program);
[[nodiscard]] std::unique_ptr<Shape> make_bytecode(const Program& program);
// The engine's own operations, as far as the rules' `require`; `rules`: in Program::reported.
[[nodiscard]] std::unique_ptr<Shape> make_bytes(const Plan& plan,
                                                const std::vector<std::size_t>& rules);
// The same with truths as two planes of bits.
[[nodiscard]] std::unique_ptr<Shape> make_planes(const Plan& plan,
                                                 const std::vector<std::size_t>& rules);

}  // namespace tutela::shapes
