#pragma once

#include <array>
#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "engine/design.hpp"

namespace tutela {

// Facts of many designs, field by field, for `Plan`: what the verdicts need and no more. Row 0 of every table is a record
// that nobody knows; an unknown reference leads to it. Rows of one list stand one after the other.

// What the cells of a field hold.
enum class Cells : std::uint8_t { none, truth, index, number, text, set, list };
[[nodiscard]] Cells cells_of(const Type& type);

// What is wanted of a field.
struct Need {
    bool value = false, state = false, evidence = false;
    [[nodiscard]] bool any() const { return value || state || evidence; }
};
using Needs = std::vector<std::vector<Need>>;  // by record and field

inline constexpr std::int64_t no_low = INT64_MIN, no_high = INT64_MAX;  // ends of numbers
inline constexpr unsigned most_digits = 12;                             // after the point
inline constexpr std::int64_t powers_of_ten[] = {1,
                                                 10,
                                                 100,
                                                 1'000,
                                                 10'000,
                                                 100'000,
                                                 1'000'000,
                                                 10'000'000,
                                                 100'000'000,
                                                 1'000'000'000,
                                                 10'000'000'000,
                                                 100'000'000'000,
                                                 1'000'000'000'000};
// A number as whole low and high ends times 10^digits; nothing when it has too many digits.
struct Decimal {
    std::int64_t low = no_low, high = no_high;
    unsigned digits = 0;
};
[[nodiscard]] std::optional<Decimal> decimal_of(const Interval& value);
[[nodiscard]] inline bool is_decimal(const Interval& value) {
    return decimal_of(value).has_value();
}
// value * 10^by, infinite ends as they are; false when it does not fit.
[[nodiscard]] bool scale_up(std::int64_t& value, unsigned by);

// Lists and sets: whether members may be missing.
enum Openness : std::uint8_t { list_closed = 0, list_open = 1, list_not_told = 2 };

struct Column {
    Cells cells = Cells::none;
    Type type;
    Need need;
    std::vector<std::uint8_t> bytes;  // truths as Truth; openness of sets and lists
    std::vector<std::uint32_t>
        index;  // 1 + choice, language …; row of a record; first row of a list. 0: unknown
    std::vector<std::uint32_t> size;   // of lists
    std::vector<std::uint64_t> words;  // texts (0: unknown), bits of sets
    // Numbers times 10^scale: all of a column by one scale, which grows when a number needs it.
    std::vector<std::int64_t> low, high;
    unsigned scale = 0;
    std::vector<std::uint8_t> states;    // FactState
    std::vector<std::uint8_t> evidence;  // 1 + EvidenceLevel; 0: none

    void prepare(std::size_t from, std::size_t to);
    void set_unknown(std::uint32_t row) {
        states[row] = static_cast<std::uint8_t>(FactState::unknown);
    }
    // False when it has too many digits; then it is left unknown.
    [[nodiscard]] bool set_number(std::uint32_t row, std::int64_t low, std::int64_t high,
                                  unsigned digits);
    [[nodiscard]] bool set_number(std::uint32_t row, const Interval& value);

private:
    [[nodiscard]] bool raise_scale(unsigned to);
};

struct TableColumns {
    std::uint32_t rows = 1;
    std::uint32_t prepared = 0;
    std::vector<Column> columns;
    std::vector<std::uint32_t> used;      // fields of which anything is wanted
    std::vector<std::uint32_t> embedded;  // fields that hold a record of its own
    std::vector<std::uint32_t> first;     // by design: its first row
};

// Texts of up to seven bytes stand in a word as they are, longer ones by number.
class Words {
public:
    [[nodiscard]] std::uint64_t word(std::string_view text) {
        if (text.size() < 8) return packed(text);
        return long_word(text);
    }
    [[nodiscard]] static std::uint64_t packed(std::string_view text) {
        std::uint64_t word = std::uint64_t{text.size()} << 56U;
        for (std::size_t i = 0; i < text.size(); ++i)
            word |= std::uint64_t{static_cast<std::uint8_t>(text[i])} << (8 * i);
        return word;
    }
    // The text of a word that is not 0.
    [[nodiscard]] std::string text(std::uint64_t word) const;
    void keep() { kept_ = texts_.size(); }  // what stands here now stays
    void forget();                          // the rest, when it has become much

private:
    std::uint64_t long_word(std::string_view text);
    std::deque<std::string> texts_;
    std::unordered_map<std::string_view, std::uint64_t> known_;
    std::size_t kept_ = 0;
};

// Members of sets as bits: the values met so far, 64 at most.
class Bits {
public:
    static constexpr unsigned no_bit = 64;
    [[nodiscard]] unsigned find(std::uint64_t value) const {
        if (value < small_.size()) return small_[value];
        for (unsigned i = 0; i < size_; ++i)
            if (values_[i] == value) return i;
        return no_bit;
    }
    [[nodiscard]] unsigned bit(std::uint64_t value);
    [[nodiscard]] std::uint64_t value(unsigned bit) const { return values_[bit]; }
    void keep() { kept_ = size_; }
    void forget();

private:
    std::array<std::uint64_t, 64> values_{};
    std::vector<std::uint8_t> small_;  // the bits of small values; of others, no_bit
    unsigned size_ = 0, kept_ = 0;
};

class Columns {
public:
    Columns(const Vocabulary& vocabulary, const Needs& needs, std::uint16_t currency);

    void clear();
    // Opens a design; its facts follow until the next one.
    void begin_design();
    // Takes the last design out again.
    void drop_design();
    // A record with its embedded records, nothing stated yet.
    std::uint32_t add_row(RecordId record);
    // A design is judged by the slower way: it holds something that has no place here.
    void mark_odd() { odd[designs - 1] = 1; }
    void use_currency(std::uint16_t code);
    // Bit of a set's member; nothing when there are too many, and the design is odd.
    [[nodiscard]] std::uint64_t member_bit(const Type& element, std::uint64_t value);

    const Vocabulary* vocabulary;
    std::uint32_t designs = 0;
    std::vector<TableColumns> tables;      // by record
    std::vector<std::uint8_t> odd;         // by design
    std::vector<std::uint8_t> withheld;    // by design: it withholds something
    std::vector<std::uint8_t> judgements;  // by design: it has some
    std::vector<std::uint8_t> waivers;
    std::vector<std::uint32_t> scan;  // by design: kinds of findings of the sensitive scan
    // By design: the countries that it names (indices, each once, in order); of those that are read, where names are told.
    std::vector<std::vector<std::uint32_t>> countries;
    Words words;
    std::array<Bits, 20> bits;  // by TypeKind
    std::uint16_t currency;     // that the rules name, or none

private:
    std::vector<std::uint16_t> currencies_;
};

// A design that was read, as one more of the columns.
void add_design(Columns& columns, const Design& design, bool scan);

}  // namespace tutela
