#include "shapes/planes.hpp"

#include <algorithm>
#include <bit>
#include <cstring>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

#include "engine/run_plan.hpp"

namespace tutela::shapes {
namespace {

// Bits of `count` rows (64 at most) from a row on.
std::uint64_t bits(const std::vector<std::uint64_t>& plane, std::uint32_t from,
                   std::uint32_t count) {
    if (count == 0) return 0;
    const std::uint32_t word = from / 64, shift = from % 64;
    // Shifted twice, for a shift by 64 is not defined.
    const std::uint64_t all = (plane[word] >> shift) | (plane[word + 1] << 1U << (63U - shift));
    return all & (~std::uint64_t{0} >> (64U - count));
}

// Writes bits one after the other.
class Writer {
public:
    explicit Writer(std::vector<std::uint64_t>& plane) : to_(plane.data()) {}
    void put(bool bit) {
        word_ |= std::uint64_t{bit} << at_;
        if (++at_ < 64) return;
        *to_++ = word_;
        word_ = 0;
        at_ = 0;
    }
    // `count` times the same.
    void put_run(bool bit, std::uint32_t count) {
        const std::uint64_t ones = bit ? ~std::uint64_t{0} : 0;
        while (count > 0) {
            const std::uint32_t now = std::min(count, 64 - at_);
            word_ |= (ones >> (64U - now)) << at_;
            at_ += now;
            count -= now;
            if (at_ < 64) continue;
            *to_++ = word_;
            word_ = 0;
            at_ = 0;
        }
    }
    void finish() { *to_ = word_; }

private:
    std::uint64_t* to_;
    std::uint64_t word_ = 0;
    std::uint32_t at_ = 0;
};

// 64 truths as bytes to two words.
void pack_word(const std::uint8_t* truths, std::uint64_t& yes, std::uint64_t& unknown) {
    yes = unknown = 0;
    for (unsigned i = 0; i < 64; i += 16) {
#ifdef __SSE2__
        const __m128i all = _mm_loadu_si128(reinterpret_cast<const __m128i*>(truths + i));
        yes |= std::uint64_t(unsigned(_mm_movemask_epi8(_mm_slli_epi16(all, 6)))) << i;
        unknown |= std::uint64_t(unsigned(_mm_movemask_epi8(_mm_slli_epi16(all, 7)))) << i;
#else
        for (unsigned k = 0; k < 16; ++k) {
            yes |= std::uint64_t{truths[i + k] >> 1U} << (i + k);
            unknown |= std::uint64_t{truths[i + k] & 1U} << (i + k);
        }
#endif
    }
}

}  // namespace

void pack(Planes& out, const std::uint8_t* truths, std::uint32_t n) {
    std::uint32_t row = 0;
    std::uint64_t unknown = 0;
    for (; row + 64 <= n; row += 64) {
        pack_word(truths + row, out.yes[row / 64], unknown);
        out.maybe[row / 64] = out.yes[row / 64] | unknown;
    }
    if (row == n) return;
    std::uint8_t rest[64] = {};
    std::memcpy(rest, truths + row, n - row);
    pack_word(rest, out.yes[row / 64], unknown);
    out.maybe[row / 64] = out.yes[row / 64] | unknown;
}

void unpack(std::uint8_t* truths, const Planes& planes, std::uint32_t n) {
    // Eight bits to eight bytes at once.
    const auto spread_out = [](std::uint64_t byte) {
        const std::uint64_t each = (byte * 0x0101010101010101U) & 0x8040201008040201U;
        return ((each + 0x7f7f7f7f7f7f7f7fU) >> 7U) & 0x0101010101010101U;
    };
    for (std::uint32_t row = 0; row < n; row += 8) {
        const std::uint64_t yes = (planes.yes[row / 64] >> (row % 64)) & 255U;
        const std::uint64_t maybe = (planes.maybe[row / 64] >> (row % 64)) & 255U;
        const std::uint64_t made = spread_out(yes) + spread_out(maybe);
        std::memcpy(truths + row, &made, std::min<std::size_t>(8, n - row));
    }
}

void fill(Planes& out, std::uint8_t truth, std::uint32_t n) {
    std::fill_n(out.yes.begin(), n / 64 + 1, truth == byte_yes ? ~std::uint64_t{0} : 0);
    std::fill_n(out.maybe.begin(), n / 64 + 1, truth != byte_no ? ~std::uint64_t{0} : 0);
}

namespace {

using Word = std::uint64_t;

TUTELA_WIDE void both_words(Word* __restrict out, const Word* a, const Word* b, std::uint32_t n) {
    for (std::uint32_t i = 0; i < n; ++i) out[i] = a[i] & b[i];
}
TUTELA_WIDE void either_words(Word* __restrict out, const Word* a, const Word* b, std::uint32_t n) {
    for (std::uint32_t i = 0; i < n; ++i) out[i] = a[i] | b[i];
}
TUTELA_WIDE void opposite_words(Word* __restrict out, const Word* a, std::uint32_t n) {
    for (std::uint32_t i = 0; i < n; ++i) out[i] = ~a[i];
}
std::uint32_t words_of(std::uint32_t rows) {
    return (rows + 63) / 64;
}

}  // namespace

void both(Planes& out, const Planes& a, const Planes& b, std::uint32_t n) {
    both_words(out.yes.data(), a.yes.data(), b.yes.data(), words_of(n));
    both_words(out.maybe.data(), a.maybe.data(), b.maybe.data(), words_of(n));
}
void either(Planes& out, const Planes& a, const Planes& b, std::uint32_t n) {
    either_words(out.yes.data(), a.yes.data(), b.yes.data(), words_of(n));
    either_words(out.maybe.data(), a.maybe.data(), b.maybe.data(), words_of(n));
}
void negate(Planes& out, const Planes& a, std::uint32_t n) {
    opposite_words(out.yes.data(), a.maybe.data(), words_of(n));
    opposite_words(out.maybe.data(), a.yes.data(), words_of(n));
}

void spread(Planes& out, const Planes& from, const std::uint32_t* start, std::uint32_t parents) {
    Writer yes(out.yes), maybe(out.maybe);
    for (std::uint32_t p = 0; p < parents; ++p) {
        const std::uint8_t truth = truth_at(from, p);
        yes.put_run(truth == byte_yes, start[p + 1] - start[p]);
        maybe.put_run(truth != byte_no, start[p + 1] - start[p]);
    }
    yes.finish();
    maybe.finish();
}

void gather(Planes& out, const Planes& from, const std::uint32_t* rows, std::uint32_t n) {
    for (std::uint32_t row = 0; row < n; row += 64) {
        const std::uint32_t count = std::min<std::uint32_t>(64, n - row);
        std::uint64_t yes = 0, maybe = 0;
        for (std::uint32_t i = 0; i < count; ++i) {
            const std::uint32_t at = rows[row + i];
            yes |= ((from.yes[at / 64] >> (at % 64)) & 1U) << i;
            maybe |= ((from.maybe[at / 64] >> (at % 64)) & 1U) << i;
        }
        out.yes[row / 64] = yes;
        out.maybe[row / 64] = maybe;
    }
}

void some(Planes& out, const Planes& body, const std::uint32_t* start, const std::uint8_t* openness,
          std::uint32_t parents) {
    Writer yes(out.yes), maybe(out.maybe);
    for (std::uint32_t p = 0; p < parents; ++p) {
        std::uint64_t surely = 0, perhaps = openness && openness[p] != list_closed ? 1 : 0;
        for (std::uint32_t from = start[p]; from < start[p + 1]; from += 64) {
            const std::uint32_t size = std::min<std::uint32_t>(64, start[p + 1] - from);
            surely |= bits(body.yes, from, size);
            perhaps |= bits(body.maybe, from, size);
        }
        yes.put(surely != 0);
        maybe.put(perhaps != 0);
    }
    yes.finish();
    maybe.finish();
}

void tally(std::int64_t* low, std::int64_t* high, const Planes& body, const std::uint32_t* start,
           const std::uint8_t* openness, std::uint32_t parents) {
    for (std::uint32_t p = 0; p < parents; ++p) {
        std::int64_t surely = 0, perhaps = 0;
        for (std::uint32_t from = start[p]; from < start[p + 1]; from += 64) {
            const std::uint32_t size = std::min<std::uint32_t>(64, start[p + 1] - from);
            surely += std::popcount(bits(body.yes, from, size));
            perhaps += std::popcount(bits(body.maybe, from, size));
        }
        low[p] = surely;
        high[p] = openness && openness[p] != list_closed ? no_high : perhaps;
    }
}

namespace {

template <class T>
void match(Planes& out, const T* wanted, const std::uint32_t* design, std::uint32_t n,
           const T* keys, const Planes& belongs, const std::uint32_t* start) {
    Writer yes(out.yes), maybe(out.maybe);
    for (std::uint32_t p = 0; p < n;) {
        const std::uint32_t here = design[p], first = start[here], last = start[here + 1];
        std::uint32_t end = p;
        while (end < n && design[end] == here) ++end;
        for (; p < end; ++p) {
            std::uint64_t surely = 0, perhaps = 0;
            for (std::uint32_t from = first; from < last; from += 64) {
                const std::uint32_t size = std::min<std::uint32_t>(64, last - from);
                std::uint64_t same = 0, lost = 0;
                for (std::uint32_t i = 0; i < size; ++i) {
                    same |= std::uint64_t{keys[from + i] == wanted[p]} << i;
                    lost |= std::uint64_t{keys[from + i] == 0} << i;
                }
                if (wanted[p] == 0) {
                    same = 0;
                    lost = ~std::uint64_t{0};
                }
                surely |= same & bits(belongs.yes, from, size);
                perhaps |= (same | lost) & bits(belongs.maybe, from, size);
            }
            yes.put(surely != 0);
            maybe.put(perhaps != 0);
        }
    }
    yes.finish();
    maybe.finish();
}

}  // namespace

void matches(Planes& out, const std::uint64_t* wanted, const std::uint32_t* design, std::uint32_t n,
             const std::uint64_t* keys, const Planes& belongs, const std::uint32_t* start) {
    match(out, wanted, design, n, keys, belongs, start);
}
void matches(Planes& out, const std::uint32_t* wanted, const std::uint32_t* design, std::uint32_t n,
             const std::uint32_t* keys, const Planes& belongs, const std::uint32_t* start) {
    match(out, wanted, design, n, keys, belongs, start);
}

}  // namespace tutela::shapes
