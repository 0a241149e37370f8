#include <algorithm>

#include "engine/quantify.hpp"
#include "engine/run_plan.hpp"

// One value for each row, of the values of its members: quantifiers, counts, sums.

namespace tutela {

void RunPlan::Run::over_members(ValueId id, const PlanNode& node) {
    const std::uint32_t n = count(node.space);
    const std::uint32_t* start = spaces_[node.a].start.data();
    const std::uint8_t* body = arg(node, 0).bytes;
    const std::uint8_t* openness = node.args[1] == nowhere ? nullptr : arg(node, 1).bytes;
    const auto is_open = [&](std::uint32_t p) { return openness && openness[p] != list_closed; };
    if (node.op == PlanOp::tally) {
        const Ends out = numbers(id, n, 0);
        for (std::uint32_t p = 0; p < n; ++p) {
            std::int64_t surely = 0, perhaps = 0;
            for (std::uint32_t r = start[p]; r < start[p + 1]; ++r) {
                surely += body[r] == byte_yes;
                perhaps += body[r] != byte_no;
            }
            out.low[p] = surely;
            out.high[p] = is_open(p) ? no_high : perhaps;
        }
        return;
    }
    std::uint8_t* out = bytes(id, n);
    if (node.op == PlanOp::some) {
        for (std::uint32_t p = 0; p < n; ++p) {
            std::uint8_t any = is_open(p) ? byte_unknown : byte_no;
            for (std::uint32_t r = start[p]; r < start[p + 1]; ++r) any = std::max(any, body[r]);
            out[p] = any;
        }
        return;
    }
    const std::uint8_t none = node.op == PlanOp::worst ? no_subject : byte_yes;
    for (std::uint32_t p = 0; p < n; ++p) {
        std::uint8_t all = is_open(p) ? byte_unknown : none;
        for (std::uint32_t r = start[p]; r < start[p + 1]; ++r) all = std::min(all, body[r]);
        out[p] = all;
    }
}

namespace {

// Of 64 members at most, those that surely and those that perhaps belong, and those whose key is known.
struct Asked {
    std::uint64_t surely = 0, perhaps = 0, known = 0;
};
template <class T>
Asked ask(const T* keys, const std::uint8_t* belongs, std::uint32_t count) {
    Asked made;
    for (std::uint32_t i = 0; i < count; ++i) {
        made.surely |= std::uint64_t{belongs[i] == byte_yes} << i;
        made.perhaps |= std::uint64_t{belongs[i] != byte_no} << i;
        made.known |= std::uint64_t{keys[i] != 0} << i;
    }
    return made;
}
template <class T>
std::uint8_t look_for(T wanted, const T* keys, std::uint32_t count, const Asked& of) {
    std::uint64_t same = 0;
    for (std::uint32_t i = 0; i < count; ++i) same |= std::uint64_t{keys[i] == wanted} << i;
    if (wanted == 0) return of.perhaps != 0 ? byte_unknown : byte_no;
    if ((same & of.surely) != 0) return byte_yes;
    return ((same | ~of.known) & of.perhaps) != 0 ? byte_unknown : byte_no;
}

// For each row, whether a member of the same design has what is looked for.
template <class T>
void match(std::uint8_t* out, const T* wanted, const std::uint32_t* design, std::uint32_t count,
           const T* keys, const std::uint8_t* belongs, const std::uint32_t* start) {
    for (std::uint32_t p = 0; p < count;) {
        const std::uint32_t here = design[p];
        std::uint32_t end = p;
        while (end < count && design[end] == here) ++end;
        std::fill(out + p, out + end, byte_no);
        for (std::uint32_t from = start[here]; from < start[here + 1]; from += 64) {
            const std::uint32_t size = std::min<std::uint32_t>(64, start[here + 1] - from);
            const Asked asked = ask(keys + from, belongs + from, size);
            for (std::uint32_t row = p; row < end; ++row)
                out[row] = std::max(out[row], look_for(wanted[row], keys + from, size, asked));
        }
        p = end;
    }
}

}  // namespace

void RunPlan::Run::matches(ValueId id, const PlanNode& node) {
    const Rows wanted = arg(node, 0), keys = arg(node, 1);
    const std::uint32_t n = count(node.space);
    const std::uint32_t* design = design_of(node.space);
    const std::uint32_t* start = spaces_[node.a].start.data();
    const std::uint8_t* belongs = arg(node, 2).bytes;
    std::uint8_t* out = bytes(id, n);
    if (keys.words)
        match(out, wanted.words, design, n, keys.words, belongs, start);
    else
        match(out, wanted.index, design, n, keys.index, belongs, start);
}

namespace {

bool sum_ends(std::int64_t& sum, std::int64_t by, std::int64_t infinite) {
    if (sum == infinite || by == infinite) {
        sum = infinite;
        return true;
    }
    return !__builtin_add_overflow(sum, by, &sum) && sum != no_low && sum != no_high;
}

// Ends of what members come to together.
struct Totals {
    std::int64_t sum_low = 0, sum_high = 0;
    std::int64_t all_low = no_high, all_high = no_low;         // the widest of all
    std::int64_t least_high = no_high, greatest_low = no_low;  // of those that surely belong
    std::int64_t sure = 0, possible = 0;
    bool fits = true;

    void take(std::int64_t low, std::int64_t high, bool surely) {
        all_low = std::min(all_low, low);
        all_high = std::max(all_high, high);
        if (surely) {
            ++sure;
            least_high = std::min(least_high, high);
            greatest_low = std::max(greatest_low, low);
        } else {
            ++possible;  // it adds itself, or nothing
            low = std::min<std::int64_t>(low, 0);
            high = std::max<std::int64_t>(high, 0);
        }
        fits = sum_ends(sum_low, low, no_low) && sum_ends(sum_high, high, no_high) && fits;
    }
};

}  // namespace

// See `Evaluator::total`, which this follows.
void RunPlan::Run::totals(ValueId id, const PlanNode& node) {
    const std::uint32_t n = count(node.space);
    const std::uint32_t* start = spaces_[node.a].start.data();
    const std::uint8_t* belongs = node.args[0] == nowhere ? nullptr : arg(node, 0).bytes;
    Rows value = arg(node, 1), unwritten = arg(node, 3);
    const std::uint8_t* openness = node.args[2] == nowhere ? nullptr : arg(node, 2).bytes;
    if (value.scale < unwritten.scale)
        rescale(value, unwritten.scale, count(node.a), node.a, scratch_a_);
    if (unwritten.scale < value.scale) rescale(unwritten, value.scale, n, node.space, scratch_b_);
    const Ends out = numbers(id, n, node.op == PlanOp::average ? 0 : value.scale);
    const Ends under = node.op == PlanOp::average ? fractions(id, n) : Ends{};
    const std::int64_t one = powers_of_ten[value.scale];
    for (std::uint32_t p = 0; p < n; ++p) {
        Totals t;
        for (std::uint32_t r = start[p]; r < start[p + 1]; ++r)
            if (!belongs || belongs[r] != byte_no)
                t.take(value.low[r], value.high[r], !belongs || belongs[r] == byte_yes);
        const bool is_open = openness && openness[p] != list_closed;
        const std::int64_t u_low = unwritten.low[p], u_high = unwritten.high[p];
        if (!t.fits && (node.op == PlanOp::sum || node.op == PlanOp::average))
            mark_odd(node.space, p);
        if (node.op == PlanOp::sum) {
            // Any number of members may be missing.
            out.low[p] = is_open && u_low < 0 ? no_low : t.sum_low;
            out.high[p] = is_open && u_high > 0 ? no_high : t.sum_high;
            continue;
        }
        std::int64_t low = t.all_low, high = t.all_high;
        if (t.sure == 0 || is_open) {
            low = std::min(low, u_low);
            high = std::max(high, u_high);
        }
        if (t.sure != 0 && node.op == PlanOp::smallest) high = t.least_high;
        if (t.sure != 0 && node.op == PlanOp::largest) low = t.greatest_low;
        if (node.op == PlanOp::average) {
            under.low[p] = under.high[p] = one;
            if (t.sure != 0 && t.possible == 0 && !is_open) {
                low = t.sum_low;
                high = t.sum_high;
                if (__builtin_mul_overflow(one, t.sure, &under.low[p])) mark_odd(node.space, p);
                under.high[p] = under.low[p];
            }
        }
        out.low[p] = low;
        out.high[p] = high;
    }
}

void RunPlan::Run::shares(ValueId id, const PlanNode& node) {
    const std::uint32_t n = count(node.space);
    const std::uint32_t* start = spaces_[node.a].start.data();
    const std::uint8_t *belongs = arg(node, 0).bytes, *holds = arg(node, 1).bytes;
    const std::uint8_t* openness = node.args[2] == nowhere ? nullptr : arg(node, 2).bytes;
    const bool met = node.op == PlanOp::share_met;
    std::uint8_t* out = met ? bytes(id, n) : nullptr;
    const Ends ends = met ? Ends{} : numbers(id, n, 0);
    const Ends under = met ? Ends{} : fractions(id, n);
    for (std::uint32_t p = 0; p < n; ++p) {
        ShareTally tally;
        tally.sure.open = openness && openness[p] != list_closed;
        for (std::uint32_t r = start[p]; r < start[p + 1]; ++r)
            if (belongs[r] != byte_no)
                (belongs[r] == byte_yes ? tally.sure : tally.possible)
                    .count(static_cast<Truth>(holds[r]));
        if (met) {
            out[p] = static_cast<std::uint8_t>(at_least_share(tally, interval_at(arg(node, 3), p)));
            continue;
        }
        const Interval share = share_of(tally);
        ends.low[p] = share.low.numerator;
        ends.high[p] = share.high.numerator;
        under.low[p] = share.low.denominator;
        under.high[p] = share.high.denominator;
    }
}

// How many different values: at least those of members that surely belong, at most all and one for each open one.
void RunPlan::Run::distinct(ValueId id, const PlanNode& node) {
    const std::uint32_t n = count(node.space);
    const std::uint32_t* start = spaces_[node.a].start.data();
    const std::uint8_t* belongs = arg(node, 0).bytes;
    const Rows value = arg(node, 1);
    const std::uint8_t* openness = node.args[2] == nowhere ? nullptr : arg(node, 2).bytes;
    const Cells cells = plan.nodes[node.args[1]].cells;
    const Ends out = numbers(id, n, 0);
    std::vector<std::pair<std::uint64_t, bool>> seen;
    for (std::uint32_t p = 0; p < n; ++p) {
        seen.clear();
        std::int64_t open_values = 0;
        bool any_sure = false;
        for (std::uint32_t r = start[p]; r < start[p + 1]; ++r) {
            if (belongs[r] == byte_no) continue;
            const bool sure = belongs[r] == byte_yes;
            any_sure = any_sure || sure;
            std::uint64_t one = 0;
            bool known = true;
            if (cells == Cells::number) {
                known = value.low[r] == value.high[r];
                one = static_cast<std::uint64_t>(value.low[r]);
            } else if (cells == Cells::truth) {
                known = value.bytes[r] != byte_unknown;
                one = value.bytes[r];
            } else {
                one = cells == Cells::text ? value.words[r] : value.index[r];
                known = one != 0;
            }
            if (!known) {
                ++open_values;
                continue;
            }
            const auto at = std::find_if(seen.begin(), seen.end(), [&](const auto& value_seen) {
                return value_seen.first == one;
            });
            if (at == seen.end())
                seen.emplace_back(one, sure);
            else
                at->second = at->second || sure;
        }
        std::int64_t least = 0;
        for (const auto& [one, sure] : seen) least += sure ? 1 : 0;
        if (any_sure) least = std::max<std::int64_t>(least, 1);
        out.low[p] = least;
        out.high[p] = openness && openness[p] != list_closed
                          ? no_high
                          : static_cast<std::int64_t>(seen.size()) + open_values;
    }
}

}  // namespace tutela
