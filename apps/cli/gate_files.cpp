#include "apps/cli/gate_files.hpp"

#include <algorithm>
#include <map>

#include "apps/cli/inputs.hpp"
#include "apps/cli/pattern.hpp"
#include "apps/cli/read_file.hpp"
#include "engine/fingerprint.hpp"
#include "engine/waivers.hpp"
#include "formats/read_baseline.hpp"
#include "formats/read_waivers.hpp"
#include "formats/tell.hpp"
#include "formats/tell_gate.hpp"

namespace tutela {
namespace {

// What of a waiver's states is no matter of any one design.
bool is_idle(WaiverState state) {
    return state != WaiverState::active && state != WaiverState::expiring &&
           state != WaiverState::not_judged;
}

// Why a waiver in force finds nothing to do, where it can be told.
std::vector<Message> why_nothing(const Program& program, const Waiver& waiver,
                                 const std::deque<Design>& designs,
                                 const std::deque<Report>& reports) {
    bool in_scope = false, to_be_judged = false;
    for (std::size_t d = 0; d < designs.size(); ++d)
        for (const Finding& finding : reports[d].findings) {
            if (!covers(program, designs[d], waiver, finding)) continue;
            in_scope = true;
            to_be_judged = to_be_judged || finding.verdict == Verdict::needs_judgement;
        }
    std::vector<Message> help;
    if (!in_scope && !waiver.scope.empty())
        help.push_back(message("nothing that {} looks at is called `{}` in the designs of this run",
                               waiver.rule, scope_words(*program.language, waiver)));
    if (to_be_judged) help.push_back(message("what needs a person's judgement cannot be waived"));
    if (waiver.designs.empty() && help.empty())
        help.push_back(message(
            "a waiver that is meant for other designs than those of this run says so by `{}`",
            "design = …"));
    return help;
}

// The words of a problem that a file recorded.
std::string name_of(const BaselineEntry& entry) {
    return entry.subject.empty() ? entry.rule : entry.rule + " — " + entry.subject;
}

}  // namespace

bool GateFiles::load(const World& world, Sources& sources, const GateFileOptions& options,
                     Diagnostics& said) {
    absolute_ = [&world](const std::string& path) { return absolute(world, path); };
    ignore_waivers_ = options.ignore_waivers;
    const bool waivers = options.waivers.empty() || options.ignore_waivers ||
                         load_waivers(world, sources, options.waivers, said);
    const bool baseline = options.baseline.empty() || !options.use_baseline ||
                          load_baseline(world, sources, options.baseline, said);
    return waivers && baseline;
}

bool GateFiles::load_waivers(const World& world, Sources& sources, const std::string& file,
                             Diagnostics& said) {
    waivers_file_ = file;
    auto read = read_file(world, sources, file, read_waivers, &said);
    if (read) waivers_ = std::move(read->waivers);
    return read.has_value();
}

bool GateFiles::load_baseline(const World& world, Sources& sources, const std::string& file,
                              Diagnostics& said) {
    baseline_file_ = file;
    auto read = read_file(world, sources, file, read_baseline, &said);
    if (!read) return false;
    baseline_ = std::move(read->entries);
    for (std::size_t i = 0; i < baseline_.size(); ++i) of_design_[baseline_[i].design].push_back(i);
    return true;
}

std::string GateFiles::called_from(const std::string& file, const Design& design) const {
    if (design.name == "<stdin>") return design.name;
    return relative_to(folder_of(absolute_(file)), absolute_(design.name));
}

std::vector<BaselineEntry> GateFiles::baseline_of(const Design& design) const {
    std::vector<BaselineEntry> some;
    if (baseline_.empty()) return some;
    const auto known = of_design_.find(called_from(baseline_file_, design));
    if (known == of_design_.end()) return some;
    for (const std::size_t entry : known->second) some.push_back(baseline_[entry]);
    return some;
}

void GateFiles::add_waivers(Design& design) const {
    if (waivers_.empty()) return;
    const std::string name = called_from(waivers_file_, design);
    for (const Waiver& waiver : waivers_)
        if (waiver.designs.empty() || path_matches(waiver.designs, name))
            design.waivers.push_back(waiver);
}

void GateFiles::settle(const Program& program, const Design& design, Report& report) const {
    if (ignore_waivers_) {
        report.waivers.clear();
        for (Finding& finding : report.findings) finding.waived_by.reset();
    }
    set_aside_known(program, baseline_of(design), report);
}

bool GateFiles::all_looked_at(const World& world, const Waiver& waiver,
                              const std::deque<Design>& designs) const {
    if (waiver.designs.find_first_of("*?[") == std::string::npos) return true;
    const std::string pattern = path_from(folder_of(waivers_file_), waiver.designs);
    const FoundInputs found = find_inputs(world, {pattern}, "");
    return std::all_of(found.files.begin(), found.files.end(), [&](const FoundInput& file) {
        return std::any_of(designs.begin(), designs.end(), [&](const Design& design) {
            return absolute_(design.name) == absolute_(file.path);
        });
    });
}

Diagnostics GateFiles::idle_waivers(const World& world, const Program& program,
                                    const std::deque<Design>& designs,
                                    const std::deque<Report>& reports) const {
    // By its place in the file: whether it bears on a design, else what became of it.
    std::map<std::uint32_t, std::pair<bool, const WaiverOutcome*>> seen;
    for (std::size_t d = 0; d < designs.size(); ++d)
        for (std::size_t i = 0; i < designs[d].waivers.size(); ++i) {
            if (!designs[d].waivers[i].in_file) continue;
            auto& [bears, last] = seen[designs[d].waivers[i].place.begin];
            last = &reports[d].waivers[i];
            bears = bears || !last->findings.empty();
        }
    Diagnostics idle;
    for (const Waiver& waiver : waivers_) {
        // Of designs that were not looked at nothing can be said.
        const auto at = seen.find(waiver.place.begin);
        if (at == seen.end() || at->second.first) continue;
        const WaiverOutcome& outcome = *at->second.second;
        if (!is_idle(outcome.state)) continue;
        if (outcome.state == WaiverState::matches_nothing && !all_looked_at(world, waiver, designs))
            continue;
        idle.push_back(
            {Code::idle_waiver,
             waiver.place,
             message("the waiver of `{}` waives nothing: {}", rule_words(*program.language, waiver),
                     waiver_words(program, waiver, outcome.state, outcome.days_left)),
             {},
             outcome.state == WaiverState::matches_nothing
                 ? why_nothing(program, waiver, designs, reports)
                 : std::vector<Message>()});
    }
    return idle;
}

Diagnostics GateFiles::idle_entries(const Program& program, const std::deque<Design>& designs,
                                    const std::deque<Report>& reports) const {
    Diagnostics found;
    Span first;
    std::size_t mended = 0;
    for (std::size_t d = 0; d < designs.size(); ++d) {
        const auto entries = baseline_of(designs[d]);
        const auto outcomes = look_at_entries(program, entries, reports[d]);
        for (std::size_t i = 0; i < entries.size(); ++i) {
            const EntryState state = outcomes[i].state;
            if (state == EntryState::mended || state == EntryState::no_rule) {
                if (mended++ == 0) first = entries[i].place;
            } else if (state == EntryState::worse) {
                const Finding& finding = reports[d].findings[*outcomes[i].finding];
                found.push_back(
                    {Code::worse_than_baseline, entries[i].place,
                     message("the verdict on {} was {} when the baseline was made; now it is {}",
                             name_of(entries[i]), said(*program.language, entries[i].verdict),
                             said(*program.language, finding.verdict))});
            }
        }
    }
    if (mended > 0)
        found.push_back({Code::stale_baseline,
                         first,
                         message_n("{0} problem of the baseline is no longer there",
                                   "{0} problems of the baseline are no longer there", mended),
                         {},
                         {message("`{}` takes out what is mended", "tutela baseline update")}});
    return found;
}

void GateFiles::tell_idle(const World& world, const Sources& sources, const Program& program,
                          const std::deque<Design>& designs, const std::deque<Report>& reports,
                          Diagnostics* said) const {
    for (const Diagnostics& idle : {idle_waivers(world, program, designs, reports),
                                    idle_entries(program, designs, reports)}) {
        world.err(render(sources, idle, render_options(world)));
        if (said) said->insert(said->end(), idle.begin(), idle.end());
    }
}

void add_waiver_options(CLI::App& command, const World& world, GateFileOptions& options) {
    const Language& say = *world.language;
    command
        .add_option("--waivers", options.waivers,
                    say.tr("A file of waivers besides those in designs (default: as {} says)",
                           "tutela.toml"))
        ->type_name(say.tr("FILE"));
}

void add_baseline_option(CLI::App& command, const World& world, GateFileOptions& options) {
    const Language& say = *world.language;
    command
        .add_option(
            "--baseline", options.baseline,
            say.tr("Problems that are known and do not count (default: as {} says)", "tutela.toml"))
        ->type_name(say.tr("FILE"));
}

}  // namespace tutela
