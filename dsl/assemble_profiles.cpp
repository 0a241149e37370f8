#include <algorithm>

#include "dsl/assemble.hpp"

// Profiles, and crosswalks from our principles to those of others.

namespace tutela {
namespace {

void resolve_profile(Resolution& r, const ProfileDecl& syntax) {
    Profile profile{syntax.name.text, syntax.title ? syntax.title->text : "", {}, syntax.span};
    for (const Name& id : syntax.rules)
        if (const DeclaredRule* rule = r.find_rule(id); rule && rule->index)
            profile.rules.push_back(*rule->index);
    // A profile said again by who extends or includes adds to it.
    const auto same = std::find_if(r.ruleset.profiles.begin(), r.ruleset.profiles.end(),
                                   [&](const Profile& p) { return p.name == profile.name; });
    if (same == r.ruleset.profiles.end()) {
        r.ruleset.profiles.push_back(std::move(profile));
        return;
    }
    for (const std::uint32_t rule : profile.rules)
        if (std::find(same->rules.begin(), same->rules.end(), rule) == same->rules.end())
            same->rules.push_back(rule);
}

void resolve_crosswalk(Resolution& r, const Module& module, const CrosswalkDecl& syntax) {
    Crosswalk crosswalk{syntax.name.text, syntax.title.text, {}, syntax.span};
    for (const CrosswalkDecl::Mapping& mapping : syntax.mappings) {
        const auto principle =
            r.find(module.scope.principles, mapping.principle, Code::unknown_name,
                   message("no principle is named `{}`", mapping.principle.text));
        if (!principle) continue;
        std::vector<std::string> texts;
        for (const TextSyntax& text : mapping.texts) texts.push_back(text.text);
        crosswalk.principle_to.emplace_back(*principle, std::move(texts));
    }
    r.ruleset.crosswalks.push_back(std::move(crosswalk));
}

}  // namespace

void resolve_profiles(Resolution& r) {
    for (const Module& module : r.modules) {
        each<ProfileDecl>(module, [&](const ProfileDecl& syntax) { resolve_profile(r, syntax); });
        each<CrosswalkDecl>(
            module, [&](const CrosswalkDecl& syntax) { resolve_crosswalk(r, module, syntax); });
    }
}

}  // namespace tutela
