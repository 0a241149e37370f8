#include "apps/cli/check_portfolio.hpp"

#include <algorithm>
#include <atomic>
#include <deque>
#include <mutex>

#include <fmt/core.h>
#include <oneapi/tbb/enumerable_thread_specific.h>
#include <oneapi/tbb/global_control.h>
#include <oneapi/tbb/info.h>
#include <oneapi/tbb/parallel_pipeline.h>

#include "apps/cli/gate_files.hpp"
#include "apps/cli/inputs.hpp"
#include "apps/cli/portfolio_sink.hpp"
#include "apps/cli/progress_bar.hpp"
#include "apps/cli/tell_error.hpp"
#include "engine/from_verdicts.hpp"
#include "engine/waivers.hpp"

namespace tutela {
namespace {

// The pipeline hands things on from thread to thread in an order that the thread sanitizer cannot see into: it is said
// here once more, in its sight.
struct HandedOn {
    std::atomic<bool> ready = false;
    void hand_on() { ready.store(true, std::memory_order_release); }
    void take() { (void)ready.load(std::memory_order_acquire); }
};

// A few designs on their way through the run.
struct Group : HandedOn {
    std::string bytes;  // their texts, one after the other
    std::vector<std::pair<std::size_t, std::size_t>> places;
    std::vector<std::string> names;
    std::vector<bool> lost;          // files that cannot be read
    std::size_t kept = 0;            // the first so many are in the output already
    std::vector<std::string> marks;  // of those that are kept, for `KeptMark`
    std::optional<double> share;     // of the input, once they were read
    std::unique_ptr<PortfolioSink::Batch> batch;
    Tally tally;
};
using GroupPointer = std::unique_ptr<Group>;

// One for each thread.
class Worker : public HandedOn {
public:
    Worker(const World& world, const Plan& plan)
        : portfolio(plan, [&world](std::string_view path) {
              return world.read_file(std::string(path));
          }) {}
    JudgePortfolio portfolio;
};

class Run {
public:
    Run(const World& world, const Program& program, const EvaluateOptions& evaluate,
        const PortfolioOptions& options, FoundInputs found, PortfolioSink& sink)
        : world_(world),
          options_(options),
          plan_(make_plan(program, evaluate, !options.verdicts_only && options.into.empty())),
          from_verdicts_(program, options.gate),
          inputs_(world, std::move(found), program.ruleset.vocabulary, true),
          sink_(sink),
          progress_(world),
          tally_(program.reported.size()) {}

    // False: the input is not the one whose results were kept, or the output failed. That has been said.
    bool operator()(const Kept& kept) {
        skip_ = unchecked_ = kept.designs;
        wanted_ = kept.mark;
        read_back_ = kept.tally.has_value();
        if (kept.tally) tally_ = *kept.tally;
        const std::size_t threads =
            options_.jobs > 0 ? options_.jobs
                              : static_cast<std::size_t>(tbb::info::default_concurrency());
        const tbb::global_control limit(tbb::global_control::max_allowed_parallelism, threads);
        tbb::enumerable_thread_specific<Worker> workers([this] { return Worker(world_, plan_); });
        // On its way a group is held by the pipeline, which wants something that is copied.
        const auto in = [this](tbb::flow_control& control) {
            Group* group = take_in().release();
            if (!group) control.stop();
            return group;
        };
        const auto judged = [&](Group* group) {
            if (!group) return group;
            group->take();
            Worker& worker = workers.local();
            judge(worker.portfolio, *group);
            worker.hand_on();
            group->hand_on();
            return group;
        };
        const auto out = [this](Group* group) {
            if (group) finish(*GroupPointer(group));
        };
        constexpr auto in_order = tbb::filter_mode::serial_in_order;
        constexpr auto at_once = tbb::filter_mode::parallel;
        tbb::parallel_pipeline(threads * 3, tbb::make_filter<void, Group*>(in_order, in) &
                                                tbb::make_filter<Group*, Group*>(at_once, judged) &
                                                tbb::make_filter<Group*, void>(in_order, out));
        for (Worker& worker : workers) worker.take();
        return end();
    }

    [[nodiscard]] const Tally& tally() const { return tally_; }
    [[nodiscard]] const std::vector<std::string>& unreadable() const { return inputs_.unreadable; }

private:
    GroupPointer take_in() {
        const std::lock_guard turn(input_turn_);
        GroupPointer group = failed_ ? nullptr : next();
        if (group) group->hand_on();
        return group;
    }

    // The next designs; those whose results are there already are marked, or left out where their numbers are known.
    GroupPointer next() {
        auto group = std::make_unique<Group>();
        while (group->names.size() < JudgePortfolio::group) {
            auto one = inputs_.next();
            if (!one) break;
            if (skip_ > 0) {
                ++kept_;
                --skip_;
                if (read_back_) {
                    mark_.take(sink_.name(one->name));
                    if (!is_the_same(1)) return nullptr;
                    continue;
                }
                ++group->kept;
            }
            group->lost.push_back(one->lost);
            group->places.emplace_back(group->bytes.size(), one->text.size());
            group->bytes += one->text;
            group->bytes += '\n';
            group->names.push_back(std::move(one->name));
        }
        if (group->names.empty()) return nullptr;
        group->bytes.append(ReadColumns::padding, ' ');
        group->share = inputs_.share();
        return group;
    }

    // False when all that was kept has come once more, and is not what the output holds.
    bool is_the_same(std::size_t designs) {
        if (unchecked_ == 0 || (unchecked_ -= designs) > 0 || mark_.value == wanted_) return true;
        other_input_ = failed_ = true;
        return false;
    }

    void judge(JudgePortfolio& portfolio, Group& group) {
        std::vector<JudgePortfolio::Text> texts;
        for (std::size_t i = 0; i < group.names.size(); ++i)
            texts.push_back(
                {group.names[i], std::string_view(group.bytes)
                                     .substr(group.places[i].first, group.places[i].second)});
        portfolio.judge(texts);
        group.batch = sink_.batch();
        group.tally = Tally(tally_.rules.size());
        auto said = portfolio.said().begin();
        std::deque<JudgePortfolio::Said> lost_files;
        for (std::size_t i = 0; i < texts.size(); ++i) {
            const bool something = said != portfolio.said().end() && said->design == i;
            JudgedDesign design;
            design.name = group.names[i];
            design.verdicts = portfolio.verdicts(i);
            if (something) design.said = &*said++;
            if (group.lost[i]) design.said = &lost(lost_files, i, design.name);
            if (i < group.kept) mark(group, design);
            tell(portfolio, group, i, design);
        }
    }

    static const JudgePortfolio::Said& lost(std::deque<JudgePortfolio::Said>& files,
                                            std::size_t number, std::string_view name) {
        JudgePortfolio::Said said{number, {}, {}};
        said.diagnostics.push_back(
            tutela::unreadable(said.sources, std::string(name), SourceKind::design));
        return files.emplace_back(std::move(said));
    }

    void mark(Group& group, const JudgedDesign& design) const {
        std::string& made = group.marks.emplace_back(sink_.name(design.name) + "\n");
        if (!design.verdicts) made += KeptMark::unread;
        for (std::size_t i = 0; design.verdicts && i < tally_.rules.size(); ++i)
            made += KeptMark::letter(static_cast<std::size_t>(design.verdicts[i]));
    }

    void tell(JudgePortfolio& portfolio, Group& group, std::size_t number, JudgedDesign& design) {
        const bool kept = number < group.kept;
        if (!design.verdicts) {
            ++group.tally.unread;
            if (!kept) sink_.add(*group.batch, design);
            return;
        }
        const GateFiles& files = *options_.files;
        auto gate = from_verdicts_.gate(design.verdicts,
                                        portfolio.has_waivers(number) || !files.waivers().empty(),
                                        !files.baseline().empty());
        std::optional<Report> report;
        Report scores;
        const bool by_verdicts =
            options_.into.empty() || from_verdicts_.scores(design.verdicts, scores);
        const bool reasons = !options_.verdicts_only && !kept;
        std::vector<ToldRow> of_report;
        if (reasons && options_.into.empty()) design.rows = portfolio.told(number);
        if (!gate || !by_verdicts || (reasons && !design.rows)) {
            report = portfolio.report(number, [&](Design& read, Report& found) {
                files.add_waivers(read);
                waive(*plan_.program, read, found);
                files.settle(*plan_.program, read, found);
            });
            gate = gate_of(*report, options_.gate);
            design.report = &*report;
            if (reasons && options_.into.empty() && !design.rows) {
                of_report = told_rows(*report);
                design.rows = &of_report;
            }
        }
        design.scored = report ? &*report : &scores;
        design.gate = *gate;
        group.tally.count(design.gate, design.verdicts);
        if (!kept) sink_.add(*group.batch, design);
    }

    void finish(Group& group) {
        const std::lock_guard turn(output_turn_);
        group.take();
        tally_.add(group.tally);
        for (const std::string& design : group.marks) mark_.take(design);
        if (!failed_ && group.kept > 0 && !is_the_same(group.kept)) return;
        if (!failed_ && !sink_.write(*group.batch)) failed_ = true;
        progress_.moved(tally_.designs(), group.share);
    }

    bool end() {
        const std::lock_guard turn(output_turn_);
        progress_.end();
        for (const std::string& path : inputs_.unreadable) tell_unreadable(world_, path);
        tell_skipped(world_, inputs_.skipped);
        if (skip_ > 0) other_input_ = failed_ = true;
        if (other_input_) {
            tell_error(
                world_,
                options_.into.empty()
                    ? message("{} holds other verdicts: on other designs, by other rules or "
                              "on another date",
                              options_.output)
                    : message("{} holds results of other designs than these", options_.into));
            return false;
        }
        if (!failed_ && !sink_.finish(tally_)) failed_ = true;
        if (failed_) sink_.tell_failure();
        if (kept_ > 0)
            world_.err(world_.language->trn("the output held {0} design already",
                                            "the output held {0} designs already", kept_) +
                       "\n");
        return !failed_;
    }

    const World& world_;
    const PortfolioOptions& options_;
    Plan plan_;
    FromVerdicts from_verdicts_;
    ReadInputs inputs_;
    PortfolioSink& sink_;
    ProgressBar progress_;
    Tally tally_;
    std::size_t skip_ = 0, kept_ = 0, unchecked_ = 0;  // of what the output holds
    KeptMark mark_;                                    // of it, as it comes once more
    std::uint64_t wanted_ = 0;
    bool read_back_ = false, other_input_ = false;
    std::mutex input_turn_, output_turn_;
    std::atomic<bool> failed_ = false;
};

}  // namespace

int check_portfolio(const World& world, const Program& program, const EvaluateOptions& evaluate,
                    const PortfolioOptions& options) {
    if (options.resume && options.output.empty() && options.into.empty()) {
        tell_error(world, message("{} needs the {} to go on with", "--resume", "--output"));
        return usage;
    }
    FoundInputs found = find_inputs(world, options.designs, options.output);
    const bool all_found = tell_inputs(world, found.came_to_nothing);
    if (found.files.empty()) return input_wrong;
    const std::unique_ptr<PortfolioSink> sink =
        options.into.empty() ? rows_sink(world, program, options)
                             : database_sink(world, program, evaluate, options);
    int code = passed;
    const auto kept = sink->open(code);
    if (!kept) return code;
    Run run(world, program, evaluate, options, std::move(found), *sink);
    if (!run(*kept)) return input_wrong;
    tell_summary(world, program, run.tally());
    return all_found && run.unreadable().empty() ? run.tally().exit_code() : input_wrong;
}

}  // namespace tutela
