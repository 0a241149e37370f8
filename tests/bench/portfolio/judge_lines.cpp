// Judges designs that stand one a line, on one thread, and says what it took. For measuring and for comparing verdicts.
//   judge_lines walk|plan|read RULESET.tutela DESIGNS.jsonl VERDICTS [LIMIT]
// walk: each design by the reader and the evaluator that explain; plan: many at once, verdicts only; read: the same without
// the verdicts, to see what they cost.
// VERDICTS gets a line a design and a letter a rule (P met, F not met, U undetermined, J, E, - for the others; a line that
// cannot be read is `unread`); "-" writes nothing. The last line of the output is JSON.

#include <chrono>
#include <cstdlib>
#include <cstring>
#include <fstream>

#include <sys/resource.h>

#include <fmt/core.h>

#include "engine/calendar.hpp"
#include "engine/evaluate.hpp"
#include "formats/portfolio.hpp"
#include "formats/readers.hpp"
#include "tests/bench/load_rules.hpp"

namespace {

using namespace tutela;

double now() {
    return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch())
        .count();
}

char letter(Verdict verdict) {
    constexpr char letters[] = "FUJEP-";
    return letters[static_cast<std::size_t>(verdict)];
}

struct Times {
    double read = 0, judge = 0;
    std::size_t designs = 0;
};

// Today's way: a tree of the text, a design, a report.
Times walk(const Program& program, std::ifstream& in, std::ofstream& out, std::size_t limit,
           std::int64_t as_of) {
    Times times;
    std::string line, verdicts;
    while (times.designs < limit && std::getline(in, line)) {
        const double begin = now();
        Sources sources;
        const ReadDesign read = read_design(sources, program.ruleset.vocabulary, "line.json", line);
        const double middle = now();
        verdicts = "unread";
        if (read.design) {
            const Report report = evaluate(program, *read.design, {as_of, true, Explain::none});
            verdicts.clear();
            for (const RuleOutcome& rule : report.rules) verdicts += letter(rule.verdict);
        }
        times.read += middle - begin;
        times.judge += now() - middle;
        ++times.designs;
        if (out.is_open()) out << verdicts << '\n';
    }
    return times;
}

// Many at a time.
Times judge_groups(const Plan& plan, std::ifstream& in, std::ofstream& out, std::size_t limit,
                   bool only_read) {
    Times times;
    JudgePortfolio portfolio(plan);
    ReadColumns reader(plan);
    Columns columns = make_columns(plan);
    const std::size_t rules = plan.program->reported.size();
    std::string block, verdicts;
    std::vector<JudgePortfolio::Text> texts;
    constexpr std::size_t size = std::size_t{1} << 20U;
    std::size_t held = 0;
    bool more = true;
    while (more || held > 0) {
        // Whole lines of the block, and what is left of the last one goes in front of the next.
        block.resize(std::max(block.size(), held + size + ReadColumns::padding));
        in.read(block.data() + held, size);
        const auto got = static_cast<std::size_t>(in.gcount());
        more = got > 0;
        held += got;
        const double begin = now();
        std::size_t at = 0;
        while (at < held && times.designs < limit) {
            texts.clear();
            while (texts.size() < JudgePortfolio::group && times.designs + texts.size() < limit) {
                const void* end = std::memchr(block.data() + at, '\n', held - at);
                if (!end) break;
                const std::size_t length = static_cast<const char*>(end) - (block.data() + at);
                texts.push_back({"line", {block.data() + at, length}});
                at += length + 1;
            }
            if (texts.empty()) break;
            if (only_read) {
                columns.clear();
                for (const auto& text : texts)
                    if (!reader.read(text.text, columns)) columns.drop_design();
            } else {
                portfolio.judge(texts);
            }
            for (std::size_t i = 0; i < texts.size() && out.is_open() && !only_read; ++i) {
                const Verdict* of = portfolio.verdicts(i);
                for (std::size_t r = 0; of && r < rules; ++r) verdicts += letter(of[r]);
                verdicts += of ? "\n" : "unread\n";
            }
            times.designs += texts.size();
        }
        times.judge += now() - begin;
        out << verdicts;
        verdicts.clear();
        std::memmove(block.data(), block.data() + at, held - at);
        held -= at;
        if (times.designs == limit || (at == 0 && !more)) break;
    }
    if (portfolio.read_slowly + portfolio.judged_slowly > 0)
        fmt::print("{} read and {} judged the slower way\n", portfolio.read_slowly,
                   portfolio.judged_slowly);
    return times;
}

}  // namespace

int main(int argc, char** argv) {
    if (argc < 5) return 64;
    const double begin = now();
    const auto program = bench::load_rules(argv[2]);
    if (!program) return 3;
    std::ifstream in(argv[3], std::ios::binary);
    std::ofstream out;
    if (std::strcmp(argv[4], "-") != 0) out.open(argv[4], std::ios::binary);
    const std::size_t limit = argc > 5 ? std::strtoull(argv[5], nullptr, 10) : SIZE_MAX;
    const std::int64_t as_of = parse_date("2026-07-01")->low.numerator;
    const bool only_read = std::strcmp(argv[1], "read") == 0;
    const bool by_plan = only_read || std::strcmp(argv[1], "plan") == 0;
    const Plan plan = make_plan(*program, {as_of, true, Explain::none});
    if (by_plan && !plan.complete) fmt::print("not all rules can be planned\n");
    const double set_up = now() - begin;
    const Times times = by_plan ? judge_groups(plan, in, out, limit, only_read)
                                : walk(*program, in, out, limit, as_of);
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    const std::size_t rules = program->reported.size();
    fmt::print(
        "{{\"engine\":\"tutela-{}\",\"designs\":{},\"rules\":{},\"expressed\":{},\"setup_s\":{:.6f}"
        ","
        "\"parse_s\":{:.6f},\"eval_s\":{:.6f},\"peak_kb\":{}}}\n",
        argv[1], times.designs, rules, rules, set_up, times.read, times.judge, usage.ru_maxrss);
    return 0;
}
