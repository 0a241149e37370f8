#include "apps/cli/check_portfolio.hpp"

#include <algorithm>
#include <atomic>
#include <cstring>
#include <mutex>

#include <fmt/core.h>
#include <oneapi/tbb/enumerable_thread_specific.h>
#include <oneapi/tbb/global_control.h>
#include <oneapi/tbb/info.h>
#include <oneapi/tbb/parallel_pipeline.h>

#include "apps/cli/tell_error.hpp"
#include "engine/waivers.hpp"
#include "formats/portfolio.hpp"
#include "formats/portfolio_rows.hpp"

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
    std::string rows;
    std::size_t unread = 0;
};
using GroupPointer = std::unique_ptr<Group>;

bool is_lines(const std::string& path) {
    return path == "-" || path.ends_with(".jsonl") || path.ends_with(".ndjson");
}
bool is_design(const std::string& path) {
    return is_lines(path) || path.ends_with(".json") || path.ends_with(".toml");
}

// Designs in their order, a group at a time: files as they are named or stand in a folder, lines of a file.
class Input {
public:
    Input(const World& world, const std::vector<std::string>& paths) : world_(world) {
        for (const std::string& path : paths) {
            if (path == "-" || !world.is_folder(path)) {
                paths_.push_back(path);
                continue;
            }
            for (const std::string& name : world.list_files(path))
                if (is_design(name))
                    paths_.push_back(path + (path.ends_with('/') ? "" : "/") + name);
        }
    }

    // Nothing at the end.
    GroupPointer next() {
        auto group = std::make_unique<Group>();
        while (group->names.size() < JudgePortfolio::group) {
            if (lines_ ? !add_line(*group) : !add_file(*group)) break;
        }
        if (group->names.empty()) return nullptr;
        group->bytes.append(ReadColumns::padding, ' ');
        return group;
    }

    std::vector<std::string> unreadable;

private:
    void add(Group& group, std::string name, std::string_view text) {
        group.places.emplace_back(group.bytes.size(), text.size());
        group.bytes += text;
        group.bytes += '\n';
        group.names.push_back(std::move(name));
    }

    bool add_file(Group& group) {
        if (at_ == paths_.size()) return false;
        const std::string path = paths_[at_++];
        if (is_lines(path)) {
            open_lines(path);
        } else if (auto text = world_.read_file(path)) {
            add(group, path, *text);
        } else {
            unreadable.push_back(path);
        }
        return true;
    }

    void open_lines(const std::string& path) {
        name_ = path == "-" ? "<stdin>" : path;
        line_ = 0;
        held_.clear();
        begin_ = 0;
        ended_ = false;
        if (world_.open_input) {
            lines_ = world_.open_input(path);
        } else {
            // A world without streams: the whole text at once.
            auto text = path == "-" ? std::optional(world_.read_input()) : world_.read_file(path);
            if (text) {
                held_ = std::move(*text);
                lines_ = [](char*, std::size_t) { return std::size_t{0}; };
            }
        }
        if (!lines_) unreadable.push_back(path);
    }

    // The next line; the file is closed at its end. Lines longer than a design may be are cut: they are refused as too large.
    bool add_line(Group& group) {
        constexpr std::size_t step = std::size_t{1} << 20U, longest = (std::size_t{16} << 20U) + 2;
        std::size_t end = held_.find('\n', begin_);
        while (end == std::string::npos && !ended_) {
            const std::size_t looked = held_.size() - begin_;
            held_.erase(0, begin_);
            begin_ = 0;
            const std::size_t size = held_.size();
            held_.resize(size + step);
            const std::size_t got = lines_(held_.data() + size, step);
            held_.resize(size + got);
            ended_ = got == 0;
            end = held_.find('\n', looked);
            if (end == std::string::npos && held_.size() > longest) held_.resize(longest);
        }
        if (end == std::string::npos) {
            end = held_.size();
            if (begin_ == end) {
                lines_ = {};
                return true;
            }
        }
        ++line_;
        std::string_view text(held_.data() + begin_, end - begin_);
        begin_ = std::min(end + 1, held_.size());
        // A blank line is no design.
        if (text.find_first_not_of(" \t\r") != std::string_view::npos)
            add(group, fmt::format("{}:{}", name_, line_), text);
        return true;
    }

    const World& world_;
    std::vector<std::string> paths_;
    std::size_t at_ = 0;
    World::ReadMore lines_;
    std::string name_, held_;
    std::size_t begin_ = 0, line_ = 0;
    bool ended_ = false;
};

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
        const PortfolioOptions& options)
        : world_(world),
          program_(program),
          options_(options),
          plan_(make_plan(program, evaluate)),
          rows_(program, options.csv ? RowFormat::csv : RowFormat::jsonl, !options.verdicts_only),
          input_(world, options.designs) {}

    int operator()() {
        if (!open()) return usage;
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

private:
    // Finds where an interrupted run left off, and opens the output there.
    bool open() {
        std::size_t keep = 0;
        if (options_.resume && options_.shareable) {
            tell_error(world_, message("{} and {} do not go together", "--resume", "--shareable"),
                       message("designs are numbered anew in each run"));
            return false;
        }
        if (options_.resume) {
            if (options_.output.empty()) {
                tell_error(world_,
                           message("{} needs the {} to go on with", "--resume", "--output"));
                return false;
            }
            PortfolioRows::Look look(rows_);
            if (auto read =
                    world_.open_input ? world_.open_input(options_.output) : World::ReadMore()) {
                std::string buffer(std::size_t{1} << 20U, ' ');
                while (const std::size_t got = read(buffer.data(), buffer.size()))
                    look.take(std::string_view(buffer).substr(0, got));
            }
            if (look.found.of_other_rules) {
                tell_error(world_, message("{} holds rows of other rules or in another format",
                                           options_.output));
                return false;
            }
            keep = look.found.bytes;
            skip_ = look.found.designs;
        }
        if (options_.output.empty()) {
            write_ = [this](std::string_view text) {
                world_.out(text);
                return true;
            };
        } else if (world_.open_output) {
            write_ = world_.open_output(options_.output, keep);
        } else {
            write_ = [this](std::string_view text) {
                written_ += text;
                return world_.write_file(options_.output, written_);
            };
        }
        if (!write_ || (keep == 0 && !write_(rows_.head()))) {
            tell_error(world_, message("{} cannot be written", options_.output));
            return false;
        }
        return true;
    }

    GroupPointer take_in() {
        const std::lock_guard turn(input_turn_);
        GroupPointer group = failed_ ? nullptr : next();
        if (group) group->hand_on();
        return group;
    }

    // The next group, less the designs whose rows are there already.
    GroupPointer next() {
        while (GroupPointer group = input_.next()) {
            if (skip_ == 0) return group;
            const std::size_t done = std::min(skip_, group->names.size());
            skip_ -= done;
            skipped_ += done;
            const auto left = static_cast<std::ptrdiff_t>(done);
            group->names.erase(group->names.begin(), group->names.begin() + left);
            group->places.erase(group->places.begin(), group->places.begin() + left);
            if (!group->names.empty()) return group;
        }
        return nullptr;
    }

    void judge(JudgePortfolio& portfolio, Group& group) {
        std::vector<JudgePortfolio::Text> texts;
        for (std::size_t i = 0; i < group.names.size(); ++i)
            texts.push_back(
                {group.names[i], std::string_view(group.bytes)
                                     .substr(group.places[i].first, group.places[i].second)});
        portfolio.judge(texts);
        auto said = portfolio.said().begin();
        for (std::size_t i = 0; i < texts.size(); ++i) {
            const bool something = said != portfolio.said().end() && said->design == i;
            if (const Verdict* verdicts = portfolio.verdicts(i)) {
                write(portfolio, group, i, verdicts);
            } else {
                ++group.unread;
                if (options_.shareable) {
                    // Told at the end, by their count.
                } else if (something)
                    rows_.unread(group.rows, group.names[i], said->sources, said->diagnostics);
                else
                    rows_.unread(group.rows, group.names[i], {}, {});
            }
            if (something) ++said;
        }
    }

    void write(JudgePortfolio& portfolio, Group& group, std::size_t design,
               const Verdict* verdicts) {
        if (options_.verdicts_only && !options_.shareable && !may_gate(verdicts))
            return rows_.verdicts(group.rows, group.names[design], verdicts);
        const auto settle = [this](Design& read, Report& found) {
            options_.files->add_waivers(read);
            waive(program_, read, found);
            options_.files->settle(program_, read, found);
        };
        if (options_.shareable) return hold(portfolio.shared(design, settle));
        const Report report = portfolio.report(design, settle);
        note_gate(gate_of(report, options_.gate));
        if (options_.verdicts_only)
            rows_.verdicts(group.rows, group.names[design], verdicts);
        else
            rows_.report(group.rows, group.names[design], report);
    }

    void hold(Shared&& shared) {
        note_gate(gate_of(shared.report, options_.gate));
        shared.design = {};
        const std::lock_guard turn(held_turn_);
        held_.push_back(std::move(shared));
    }

    // Rows that may leave the organisation.
    void write_held() {
        number_designs(held_);
        std::string rows;
        for (const Shared& one : held_) {
            std::vector<Verdict> verdicts;
            for (const RuleOutcome& rule : one.report.rules) verdicts.push_back(rule.verdict);
            if (options_.verdicts_only)
                rows_.verdicts(rows, one.report.design, verdicts.data());
            else
                rows_.report(rows, one.report.design, one.report);
        }
        if (!rows.empty() && !write_(rows)) failed_ = true;
    }

    // Whether a design may close the gate further than it is: then a report tells. The first that does settles it.
    [[nodiscard]] bool may_gate(const Verdict* verdicts) const {
        if (failed_gate_) return false;
        for (std::size_t i = 0; i < program_.reported.size(); ++i) {
            const Rule& rule = program_.ruleset.rules[program_.reported[i]];
            const Severity most = rule.severity_when == no_expression
                                      ? rule.severity
                                      : std::max(rule.severity, rule.severity_else);
            const bool stops = options_.gate.fail_on && most >= *options_.gate.fail_on;
            const bool holds =
                options_.gate.fail_on_undetermined && most >= *options_.gate.fail_on_undetermined;
            const bool unclear =
                verdicts[i] == Verdict::undetermined || verdicts[i] == Verdict::needs_judgement;
            if ((stops && verdicts[i] == Verdict::not_met) || (holds && unclear && !open_gate_))
                return true;
        }
        return false;
    }
    void note_gate(Gate gate) {
        if (gate == Gate::failed) failed_gate_ = true;
        if (gate == Gate::open) open_gate_ = true;
    }

    void finish(Group& group) {
        const std::lock_guard turn(output_turn_);
        group.take();
        judged_ += group.names.size();
        unread_ += group.unread;
        if (!write_(group.rows)) failed_ = true;
        if (world_.err_is_terminal && judged_ / 5000 != told_) {
            told_ = judged_ / 5000;
            world_.err(fmt::format("\r{} designs", judged_));
        }
    }

    int end() {
        const std::lock_guard turn(output_turn_);
        if (world_.err_is_terminal) world_.err("\r");
        if (options_.shareable) write_held();
        for (const std::string& path : input_.unreadable)
            options_.shareable ? tell_error(world_, message("a design cannot be read"))
                               : tell_unreadable(world_, path);
        if (failed_) tell_error(world_, message("{} cannot be written", options_.output));
        const Language& say = *world_.language;
        world_.err(say.trn("{0} design, {1} of them could not be read",
                           "{0} designs, {1} of them could not be read", judged_, unread_) +
                   "\n");
        if (skipped_ > 0)
            world_.err(say.trn("the output held {0} design already",
                               "the output held {0} designs already", skipped_) +
                       "\n");
        if (failed_ || unread_ > 0 || !input_.unreadable.empty()) return input_wrong;
        return failed_gate_ ? tutela::not_met : open_gate_ ? tutela::open : passed;
    }

    const World& world_;
    const Program& program_;
    const PortfolioOptions& options_;
    Plan plan_;
    PortfolioRows rows_;
    Input input_;
    World::WriteMore write_;
    std::string written_;
    std::size_t skip_ = 0, skipped_ = 0, judged_ = 0, unread_ = 0, told_ = 0;
    std::vector<Shared> held_;
    std::mutex input_turn_, output_turn_, held_turn_;
    std::atomic<bool> failed_ = false, failed_gate_ = false, open_gate_ = false;
};

}  // namespace

int check_portfolio(const World& world, const Program& program, const EvaluateOptions& evaluate,
                    const PortfolioOptions& options) {
    return Run(world, program, evaluate, options)();
}

}  // namespace tutela
