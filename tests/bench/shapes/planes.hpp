#pragma once

#include <cstdint>
#include <vector>

namespace tutela::shapes {

// Truths of many rows as two planes of bits, 64 rows a word: `yes` where it surely is so, `maybe` where it is not surely not so.
// Rows stand one after the other without gaps, whatever design they belong to; words behind the last row are room to read.
struct Planes {
    std::vector<std::uint64_t> yes, maybe;
    bool filled = false;
    bool unpacked = false;  // the same stands as bytes too

    void make_room(std::uint32_t rows) {
        const std::size_t words = rows / 64 + 2;
        if (yes.size() >= words) return;
        yes.resize(words);
        maybe.resize(words);
    }
};

[[nodiscard]] inline std::uint8_t truth_at(const Planes& planes, std::uint32_t row) {
    return static_cast<std::uint8_t>(((planes.yes[row / 64] >> (row % 64)) & 1U) +
                                     ((planes.maybe[row / 64] >> (row % 64)) & 1U));
}

void pack(Planes& out, const std::uint8_t* truths, std::uint32_t n);
void unpack(std::uint8_t* truths, const Planes& planes, std::uint32_t n);
void fill(Planes& out, std::uint8_t truth, std::uint32_t n);

void both(Planes& out, const Planes& a, const Planes& b, std::uint32_t n);
void either(Planes& out, const Planes& a, const Planes& b, std::uint32_t n);
void negate(Planes& out, const Planes& a, std::uint32_t n);

// `start`: by row of the space before, its first member; one more.
// The same for all members of each row, and by the numbers of rows.
void spread(Planes& out, const Planes& from, const std::uint32_t* start, std::uint32_t parents);
void gather(Planes& out, const Planes& from, const std::uint32_t* rows, std::uint32_t n);
// Of the members of each row: whether some is so, and how many surely and perhaps are. `openness`: whether members may be
// missing, or null.
void some(Planes& out, const Planes& body, const std::uint32_t* start, const std::uint8_t* openness,
          std::uint32_t parents);
void tally(std::int64_t* low, std::int64_t* high, const Planes& body, const std::uint32_t* start,
           const std::uint8_t* openness, std::uint32_t parents);
// Whether some member of the same design is called what is wanted and belongs (see PlanOp::matches).
void matches(Planes& out, const std::uint64_t* wanted, const std::uint32_t* design, std::uint32_t n,
             const std::uint64_t* keys, const Planes& belongs, const std::uint32_t* start);
void matches(Planes& out, const std::uint32_t* wanted, const std::uint32_t* design, std::uint32_t n,
             const std::uint32_t* keys, const Planes& belongs, const std::uint32_t* start);

}  // namespace tutela::shapes
