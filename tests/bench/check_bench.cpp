// What a check costs: compiling the rules, reading a design, judging it, and the whole process.
// Prints times and then ratios of one run; only the ratios are meant to be compared.

#include <fcntl.h>
#include <spawn.h>
#include <sys/resource.h>
#include <sys/wait.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <map>
#include <random>
#include <string>

#include <benchmark/benchmark.h>
#include <fmt/core.h>

#include "dsl/compile.hpp"
#include "engine/calendar.hpp"
#include "engine/edited_design.hpp"
#include "engine/evaluate.hpp"
#include "engine/scan.hpp"
#include "formats/readers.hpp"

extern char** environ;

namespace {

using namespace tutela;

const std::string root = TUTELA_SOURCE_DIR;
const std::string everything = "protection-mainstreaming";
const std::string design_path = root + "/examples/borno-site-management/programme.toml";

std::string slurp(const std::string& path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

RuleFile rules(const std::string& name) {
    // A ruleset stands in its own folder, a part of core beside it.
    for (const std::string& folder : {name, std::string("core")}) {
        const std::string path = root + "/rulesets/" + folder + "/" + name + ".tutela";
        if (std::string text = slurp(path); !text.empty()) return {path, std::move(text)};
    }
    return {name, ""};
}

Compiled compile_all(Sources& sources) {
    return compile(sources, {rules(everything)},
                   [](std::string_view name) -> std::optional<RuleFile> {
                       RuleFile file = rules(std::string(name));
                       if (file.text.empty()) return std::nullopt;
                       return file;
                   });
}

const Program& first_hours() {
    static Sources sources;
    static const Program program = make_program(*compile_all(sources).ruleset, "first-72-hours");
    return program;
}

EvaluateOptions options(Explain explain) {
    return {parse_date("2026-07-01")->low.numerator, true, explain};
}

void read_rules_file(benchmark::State& state) {
    for (auto _ : state) benchmark::DoNotOptimize(rules(everything));
}

void compile_rules(benchmark::State& state) {
    for (auto _ : state) {
        Sources sources;
        benchmark::DoNotOptimize(compile_all(sources));
    }
}

void read_file_alone(benchmark::State& state) {
    for (auto _ : state) benchmark::DoNotOptimize(slurp(design_path));
}

void read_design_toml(benchmark::State& state) {
    const std::string text = slurp(design_path);
    for (auto _ : state) {
        Sources sources;
        benchmark::DoNotOptimize(
            read_design(sources, first_hours().ruleset.vocabulary, "programme.toml", text));
    }
}

Design example() {
    Sources sources;
    return *read_design(sources, first_hours().ruleset.vocabulary, "programme.toml",
                        slurp(design_path))
                .design;
}

void scan_design(benchmark::State& state) {
    const Design design = example();
    for (auto _ : state) benchmark::DoNotOptimize(scan(first_hours().ruleset.vocabulary, design));
}

void judge(benchmark::State& state, Explain explain) {
    const Design design = example();
    for (auto _ : state)
        benchmark::DoNotOptimize(evaluate(first_hours(), design, options(explain)));
}

// Ten thousand designs, no two alike: every number and truth of the example is drawn anew, and one fact in five is not
// stated.
void judge_many(benchmark::State& state) {
    constexpr int count = 10'000;
    std::vector<Design> designs(count, example());
    std::mt19937 random(1);
    for (Design& design : designs)
        for (RecordId record = 1; record < design.tables.size(); ++record)
            for (std::size_t i = 0; i < design.tables[record].facts.size(); ++i) {
                Fact& fact = design.tables[record].facts[i];
                const Type& type = first_hours()
                                       .ruleset.vocabulary.records[record]
                                       .fields[i % design.tables[record].stride]
                                       .type;
                if (fact.state != FactState::stated) continue;
                if (type.kind == TypeKind::truth) fact.index = random() % 2;
                if (type.kind == TypeKind::count)
                    fact.number = point(static_cast<std::int64_t>(random() % 20'000));
                const bool may_be_open = type.kind == TypeKind::truth || type.is_numeric();
                if (may_be_open && random() % 5 == 0) fact.state = FactState::absent;
            }
    for (auto _ : state)
        for (const Design& design : designs)
            benchmark::DoNotOptimize(evaluate(first_hours(), design, options(Explain::deciding)));
    state.SetItemsProcessed(state.iterations() * count);
}

const Program& all_rules() {
    static Sources sources;
    static const Program program = make_program(*compile_all(sources).ruleset);
    return program;
}

void judge_all(benchmark::State& state) {
    const Design design = example();
    for (auto _ : state)
        benchmark::DoNotOptimize(evaluate(all_rules(), design, options(Explain::none)));
}

// Each fact of the example that can be changed by itself is taken away and put back, one after the other, all rules watching.
void edit_one_fact(benchmark::State& state) {
    EditedDesign edited(all_rules(), example(), options(Explain::none));
    std::vector<std::pair<FactRef, Fact>> edits;
    for (RecordId record = 1; record < edited.design().tables.size(); ++record) {
        const Table& table = edited.design().tables[record];
        for (std::uint32_t i = 0; i < table.facts.size(); ++i) {
            if (table.facts[i].state == FactState::absent) continue;
            const FactRef ref{record, i / table.stride, i % table.stride};
            const Type& type =
                all_rules().ruleset.vocabulary.records[record].fields[ref.field].type;
            if (type.is_collection()) continue;
            Fact nothing;
            nothing.place = table.facts[i].place;
            const Fact stated = table.facts[i];
            if (!edited.change(ref, nothing) || !edited.change(ref, stated)) continue;
            edits.emplace_back(ref, nothing);
            edits.emplace_back(ref, stated);
        }
    }
    std::vector<double> micros;
    double judged = 0;
    std::size_t next = 0;
    for (auto _ : state) {
        const auto& [ref, fact] = edits[next++ % edits.size()];
        const auto before = std::chrono::steady_clock::now();
        benchmark::DoNotOptimize(edited.change(ref, fact));
        const auto after = std::chrono::steady_clock::now();
        micros.push_back(std::chrono::duration<double, std::micro>(after - before).count());
        judged += static_cast<double>(edited.judged().size());
    }
    std::sort(micros.begin(), micros.end());
    state.counters["median_us"] = micros[micros.size() / 2];
    state.counters["p95_us"] = micros[micros.size() * 95 / 100];
    state.counters["most_us"] = micros.back();
    state.counters["rules"] = judged / static_cast<double>(micros.size());
}

// Peak memory of the last process in KiB.
long peak_kib = 0;

void process(benchmark::State& state, std::vector<std::string> words) {
    words.insert(words.begin(), TUTELA_PROGRAM);
    std::vector<char*> arguments;
    for (std::string& word : words) arguments.push_back(word.data());
    arguments.push_back(nullptr);
    posix_spawn_file_actions_t quiet;
    posix_spawn_file_actions_init(&quiet);
    posix_spawn_file_actions_addopen(&quiet, 1, "/dev/null", O_WRONLY, 0);
    for (auto _ : state) {
        pid_t child = 0;
        int status = 0;
        rusage usage{};
        if (posix_spawn(&child, arguments[0], &quiet, nullptr, arguments.data(), environ) != 0)
            return state.SkipWithError("the program cannot be started; build it first");
        wait4(child, &status, 0, &usage);
        peak_kib = usage.ru_maxrss;
    }
    state.counters["peak_MiB"] = static_cast<double>(peak_kib) / 1024;
    posix_spawn_file_actions_destroy(&quiet);
}

BENCHMARK(read_rules_file)->Unit(benchmark::kMicrosecond);
BENCHMARK(compile_rules)->Unit(benchmark::kMicrosecond);
BENCHMARK(read_file_alone)->Unit(benchmark::kMicrosecond);
BENCHMARK(read_design_toml)->Unit(benchmark::kMicrosecond);
BENCHMARK(scan_design)->Unit(benchmark::kMicrosecond);
BENCHMARK_CAPTURE(judge, verdicts_only, Explain::none)->Unit(benchmark::kMicrosecond);
BENCHMARK_CAPTURE(judge, explained, Explain::deciding)->Unit(benchmark::kMicrosecond);
BENCHMARK(judge_all)->Unit(benchmark::kMicrosecond);
BENCHMARK(edit_one_fact)->Unit(benchmark::kMicrosecond);
BENCHMARK(judge_many)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(process, version, {"--version"})->Unit(benchmark::kMillisecond)->UseRealTime();
BENCHMARK_CAPTURE(process, check,
                  {"check", design_path, "--ruleset", root + "/rulesets/protection-mainstreaming",
                   "--as-of", "2026-07-01"})
    ->Unit(benchmark::kMillisecond)
    ->UseRealTime();

// Keeps each time so that ratios can be printed at the end.
class Ratios : public benchmark::ConsoleReporter {
public:
    void ReportRuns(const std::vector<Run>& runs) override {
        ConsoleReporter::ReportRuns(runs);
        for (const Run& run : runs)
            if (!run.error_occurred && run.iterations > 0)
                seconds_[run.benchmark_name()] =
                    run.real_accumulated_time / static_cast<double>(run.iterations);
    }
    void print() const {
        fmt::print("\nratios of this run\n");
        ratio("check, whole process", "process/check/real_time", "tutela --version",
              "process/version/real_time");
        ratio("check, whole process", "process/check/real_time", "reading the file alone",
              "read_file_alone");
        ratio("compiling the rules", "compile_rules", "reading their file", "read_rules_file");
        ratio("reading the design", "read_design_toml", "reading the file alone",
              "read_file_alone");
        ratio("judging all rules", "judge_all", "after one fact changed", "edit_one_fact");
        ratio("judging with reasons", "judge/explained", "verdicts only", "judge/verdicts_only");
    }

private:
    void ratio(const char* a, const char* a_name, const char* b, const char* b_name) const {
        const auto x = seconds_.find(a_name), y = seconds_.find(b_name);
        if (x == seconds_.end() || y == seconds_.end()) return;
        fmt::print("  {:<24} {:>9.2f} times {}\n", a, x->second / y->second, b);
    }
    std::map<std::string, double> seconds_;
};

}  // namespace

int main(int argc, char** argv) {
    benchmark::Initialize(&argc, argv);
    Ratios reporter;
    benchmark::RunSpecifiedBenchmarks(&reporter);
    reporter.print();
    return 0;
}
