// Four shapes of evaluated rules over the same columns, side by side, on one thread. See docs/performance.md.
//   shapes check|measure RULESET.tutela DESIGNS.jsonl [RUNS] [GROUP]
// check: all shapes give the truths of the engine's plan on every design (exit 1 where one does not, or none could be had). measure: nanoseconds a
// rule and design, medians of RUNS passes taken in turn, and ratios to the plan of the same turn. The last line is JSON.

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <fstream>

#include <fmt/core.h>

#include "engine/calendar.hpp"
#include "formats/read_columns.hpp"
#include "shapes/shape.hpp"
#include "tests/bench/load_rules.hpp"

namespace {

using namespace tutela;
using shapes::Shape;

// Seconds that this thread has had: what others do on the machine counts less.
double now() {
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) * 1e-9;
}

// The designs of a file, read group by group into the same columns, as the engine does.
class Designs {
public:
    Designs(const Plan& plan, const std::string& path, std::size_t group)
        : columns(make_columns(plan)), reader_(plan), text_(bench::slurp(path)), group_(group) {
        const std::size_t length = text_.size();
        text_.append(ReadColumns::padding, ' ');
        for (std::size_t at = 0; at < length;) {
            const std::size_t end = std::min(text_.find('\n', at), length);
            lines_.push_back({text_.data() + at, end - at});
            at = end + 1;
        }
    }
    // Calls `each` when a group has been read. The plain reader must know all of them: nothing else is measured.
    template <class Each>
    void walk(Each each) {
        unread = 0;
        for (std::size_t from = 0; from < lines_.size(); from += group_) {
            columns.clear();
            for (std::size_t i = from; i < std::min(from + group_, lines_.size()); ++i)
                if (!reader_.read(lines_[i], columns)) {
                    columns.drop_design();
                    ++unread;
                }
            each(from);
        }
    }
    [[nodiscard]] std::size_t size() const { return lines_.size() - unread; }
    Columns columns;
    std::size_t unread = 0;

private:
    ReadColumns reader_;
    std::string text_;
    std::size_t group_;
    std::vector<std::string_view> lines_;
};

struct Named {
    const char* name;
    std::unique_ptr<Shape> shape;
};

// How many truths are not those of the plan, by its verdicts; and how many there were.
int check(const Plan& plan, const std::vector<std::size_t>& rules, Designs& designs,
          std::vector<Named>& all) {
    RunPlan engine(plan);
    std::size_t compared = 0, wrong = 0, odd = 0;
    constexpr Verdict verdicts[] = {Verdict::not_met, Verdict::undetermined, Verdict::met};
    designs.walk([&](std::size_t from) {
        Columns& columns = designs.columns;
        engine.run(columns);
        const std::vector<std::uint8_t> odd_ones = columns.odd;
        for (const Named& one : all) {
            std::fill(columns.odd.begin(), columns.odd.end(), 0);
            one.shape->run(columns);
            for (std::uint32_t d = 0; d < columns.designs; ++d) {
                odd += odd_ones[d] != 0;
                if (odd_ones[d] != 0) continue;
                for (std::size_t r = 0; r < rules.size(); ++r, ++compared) {
                    const std::uint8_t truth = one.shape->truth(r, d);
                    if (truth <= 2 && verdicts[truth] == engine.verdict(rules[r], d)) continue;
                    if (++wrong <= 20)
                        fmt::print("{}: design {}, rule {}: {} instead of {}\n", one.name, from + d,
                                   rules[r] + 1, truth,
                                   static_cast<int>(engine.verdict(rules[r], d)));
                }
                if (columns.odd[d] != 0 && ++wrong <= 20)
                    fmt::print("{}: design {} is odd, for the plan it is not\n", one.name,
                               from + d);
            }
        }
    });
    fmt::print("{} designs, {} rules, {} truths compared, {} differ, {} odd, {} unread\n",
               designs.size(), rules.size(), compared, wrong, odd, designs.unread);
    const bool all_compared = compared > 0 && odd == 0 && designs.unread == 0;
    return wrong == 0 && all_compared ? 0 : 1;
}

double median(std::vector<double> of) {
    std::sort(of.begin(), of.end());
    return of[of.size() / 2];
}

void measure(const Plan& plan, std::size_t rules, Designs& designs, std::vector<Named>& all,
             int runs) {
    RunPlan engine(plan);
    // By shape and run; last, the engine with the verdicts.
    std::vector<std::vector<double>> took(all.size() + 1);
    for (int run = -1; run < runs; ++run)  // the first warms up
        for (std::size_t i = 0; i < took.size(); ++i) {
            double seconds = 0;
            designs.walk([&](std::size_t) {
                const double begin = now();
                if (i < all.size())
                    all[i].shape->run(designs.columns);
                else
                    engine.run(designs.columns);
                seconds += now() - begin;
            });
            const double each = static_cast<double>(designs.size() * rules);
            if (run >= 0) took[i].push_back(seconds * 1e9 / each);
        }
    std::string json;
    for (std::size_t i = 0; i < took.size(); ++i) {
        std::vector<double> ratios;
        for (std::size_t run = 0; run < took[i].size(); ++run)
            ratios.push_back(took[i][run] / took[0][run]);
        const char* name = i < all.size() ? all[i].name : "plan with verdicts";
        fmt::print("{:<20} {:>8.1f} ns a rule and design {:>6.2f} x columns of bytes\n", name,
                   median(took[i]), median(ratios));
        json += fmt::format("{}\"{}\":[{:.2f},{:.3f}]", i == 0 ? "" : ",", name, median(took[i]),
                            median(ratios));
    }
    fmt::print("{{{}}}\n", json);
}

}  // namespace

int main(int argc, char** argv) {
    if (argc < 4) return 64;
    const auto program = bench::load_rules(argv[2]);
    if (!program) return 3;
    const int runs = argc > 4 ? std::atoi(argv[4]) : 9;
    const std::size_t group = argc > 5 ? std::strtoull(argv[5], nullptr, 10) : 64;
    if (group == 0 || group > shapes::most_designs || runs < 1) return 64;
    const Plan plan =
        make_plan(*program, {parse_date("2026-07-01")->low.numerator, true, Explain::none});
    if (!plan.complete) {
        fmt::print(stderr, "not all rules can be planned\n");
        return 3;
    }
    Designs designs(plan, argv[3], group);
    const shapes::Tree tree = shapes::make_tree(*program, designs.columns);
    for (const auto& [rule, why] : tree.left_out) fmt::print("{} is left out: {}\n", rule, why);
    fmt::print("{} of {} rules, in all shapes the same\n", tree.rules.size(),
               program->reported.size());
    std::vector<Named> all;
    all.push_back({"columns of bytes", shapes::make_bytes(plan, tree.rules)});
    all.push_back({"columns of planes", shapes::make_planes(plan, tree.rules)});
    all.push_back({"closures", shapes::make_closures(*program)});
    all.push_back({"bytecode", shapes::make_bytecode(*program)});
    if (std::strcmp(argv[1], "check") == 0) return check(plan, tree.rules, designs, all);
    measure(plan, tree.rules.size(), designs, all, runs);
    return 0;
}
