#pragma once

#include <deque>
#include <map>

#include "apps/cli/options.hpp"
#include "engine/baseline.hpp"

namespace tutela {

struct GateFileOptions {
    std::string waivers, baseline;   // paths; empty: none
    std::string baseline_when_none;  // where neither the command line nor the project names one
    bool use_baseline = true;
    bool ignore_waivers = false;
    bool tell_idle = true;  // what in the files bears on nothing is said on the error output
};

// What stands in files beside the designs and keeps findings from the gate. Many threads may share it.
class GateFiles {
public:
    // Reads them; false when one cannot be used. What is wrong has been said, and is added to `said`.
    [[nodiscard]] bool load(const World& world, Sources& sources, const GateFileOptions& options,
                            Diagnostics& said);

    // Before a design is judged: the waivers of the file that speak of it become its own.
    void add_waivers(Design& design) const;
    // After it was judged: what is known does not gate, or no waiver counts where that was asked for.
    void settle(const Program& program, const Design& design, Report& report) const;

    // Once, after all designs: what in the files needs a look and bears on none of them.
    // What was said is added to `said`, where that is given.
    void tell_idle(const World& world, const Sources& sources, const Program& program,
                   const std::deque<Design>& designs, const std::deque<Report>& reports,
                   Diagnostics* said = nullptr) const;

    [[nodiscard]] const std::vector<Waiver>& waivers() const { return waivers_; }

    [[nodiscard]] bool ignores_waivers() const { return ignore_waivers_; }

    // A design's path as called from a file beside it or elsewhere.
    [[nodiscard]] std::string called_from(const std::string& file, const Design& design) const;
    [[nodiscard]] const std::vector<BaselineEntry>& baseline() const { return baseline_; }
    // Those of one design.
    [[nodiscard]] std::vector<BaselineEntry> baseline_of(const Design& design) const;

private:
    [[nodiscard]] bool load_waivers(const World& world, Sources& sources, const std::string& file,
                                    Diagnostics& said);
    [[nodiscard]] bool load_baseline(const World& world, Sources& sources, const std::string& file,
                                     Diagnostics& said);
    // Whether every design of which a waiver speaks, as far as anybody can know, is among them.
    [[nodiscard]] bool all_looked_at(const World& world, const Waiver& waiver,
                                     const std::deque<Design>& designs) const;
    [[nodiscard]] Diagnostics idle_waivers(const World& world, const Program& program,
                                           const std::deque<Design>& designs,
                                           const std::deque<Report>& reports) const;
    [[nodiscard]] Diagnostics idle_entries(const Program& program,
                                           const std::deque<Design>& designs,
                                           const std::deque<Report>& reports) const;

    std::function<std::string(const std::string& path)> absolute_;
    std::string waivers_file_, baseline_file_;
    std::vector<Waiver> waivers_;
    std::vector<BaselineEntry> baseline_;
    std::map<std::string, std::vector<std::size_t>> of_design_;  // entries of the baseline
    bool ignore_waivers_ = false;
};

// The options of commands that look at waivers, and at the baseline.
void add_waiver_options(CLI::App& command, const World& world, GateFileOptions& options);
void add_baseline_option(CLI::App& command, const World& world, GateFileOptions& options);

}  // namespace tutela
