#include "engine/waivers.hpp"

#include <algorithm>

#include "apps/cli/audit.hpp"
#include "formats/write_waivers.hpp"

namespace tutela {
namespace {

struct WaiversOptions {
    AuditOptions audit;
    std::string format = "text";
};

// How much a state tells: in force somewhere beats covering nothing elsewhere.
bool tells_more(WaiverState a, WaiverState b) {
    return waives(a) && !waives(b);
}

// A waiver of a file occurs in every design that it speaks of, and is one all the same.
void take(std::vector<ListedWaiver>& listed, const Design& design, const Report& report) {
    for (std::size_t i = 0; i < report.waivers.size(); ++i) {
        const Waiver& waiver = design.waivers[i];
        const WaiverOutcome& outcome = report.waivers[i];
        auto at = std::find_if(listed.begin(), listed.end(), [&](const ListedWaiver& one) {
            return one.waiver->place == waiver.place;
        });
        if (at == listed.end())
            at = listed.insert(listed.end(), {&waiver, outcome.state, outcome.days_left, {}});
        if (tells_more(outcome.state, at->state)) at->state = outcome.state;
        for (const std::uint32_t finding : outcome.findings)
            at->covers.emplace_back(design.name, report.findings[finding].subject_words);
    }
}

std::vector<ListedWaiver> all_waivers(const Audit& audit) {
    std::vector<ListedWaiver> listed;
    for (std::size_t i = 0; i < audit.designs.size(); ++i)
        take(listed, audit.designs[i], audit.reports[i]);
    // Those of a file that speak of none of the designs, or when there are none.
    for (const Waiver& waiver : audit.files.waivers()) {
        const bool there = std::any_of(listed.begin(), listed.end(), [&](const ListedWaiver& one) {
            return one.waiver->place == waiver.place;
        });
        if (there) continue;
        const auto rule = audit.program->ruleset.find_rule(waiver.rule);
        listed.push_back(
            {&waiver,
             state_on(waiver, rule ? &audit.program->ruleset.rules[*rule] : nullptr, audit.as_of),
             days_left(waiver, audit.as_of),
             {}});
    }
    std::stable_sort(listed.begin(), listed.end(),
                     [](const ListedWaiver& a, const ListedWaiver& b) {
                         return std::pair(a.waiver->place.source, a.waiver->place.begin) <
                                std::pair(b.waiver->place.source, b.waiver->place.begin);
                     });
    return listed;
}

int list(const World& world, WaiversOptions& options) {
    options.audit.derivations = false;
    options.audit.files.tell_idle = false;  // the list says it
    Audit audit;
    if (!load_rules(world, options.audit, audit)) return audit.code;
    judge_designs(world, options.audit, audit);
    const int code =
        audit.code == input_wrong ? audit.code : passed;  // it lists, and does not judge
    const auto listed = all_waivers(audit);
    world.out((options.format == "json" ? write_waivers_json : write_waivers_text)(
        audit.sources, *audit.program, audit.as_of, listed));
    return code;
}

}  // namespace

void add_waivers(CLI::App& program, const World& world, int& code) {
    auto options = std::make_shared<WaiversOptions>();
    const Language& say = *world.language;
    CLI::App* waivers =
        program.add_subcommand("waivers", say.tr("What is kept from the gate for a time"));
    waivers->require_subcommand(1);
    CLI::App* command = waivers->add_subcommand(
        "list", say.tr("List waivers: in force or not, until when, and what they cover"));
    command
        ->add_option("design", options->audit.designs,
                     say.tr("Designs in TOML or JSON; without any, what waivers cover is not told"))
        ->type_name(say.tr("DESIGN"));
    add_audit_options(*command, world, options->audit);
    add_choice(*command, world, "-f,--format", options->format, {"text", "json"},
               say.tr("How to list (default: {})", "text"));
    command->footer(examples(
        world, {"tutela waivers list programme.toml",
                "tutela waivers list --waivers waivers.toml --as-of 2026-12-31 --format json"}));
    command->callback([options, &world, &code] { code = list(world, *options); });
}

}  // namespace tutela
