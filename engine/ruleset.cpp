#include "engine/ruleset.hpp"

#include <algorithm>

namespace tutela {

std::optional<std::uint32_t> Ruleset::find_rule(std::string_view id) const {
    const auto found =
        std::find_if(rules.begin(), rules.end(), [&](const Rule& rule) { return rule.id == id; });
    if (found == rules.end()) return std::nullopt;
    return static_cast<std::uint32_t>(found - rules.begin());
}

std::string Ruleset::post(std::string_view name) const {
    const auto at = posts.find(name);
    return at == posts.end() ? std::string(name) : at->second;
}

const Profile* Ruleset::find_profile(std::string_view profile) const {
    const auto found = std::find_if(profiles.begin(), profiles.end(),
                                    [&](const Profile& p) { return p.name == profile; });
    return found == profiles.end() ? nullptr : &*found;
}

std::string_view word(Severity severity) {
    switch (severity) {
        case Severity::advisory: return "advisory";
        case Severity::minor: return "minor";
        case Severity::major: return "major";
        case Severity::critical: return "critical";
    }
    return "";
}

std::string_view word(Phase phase) {
    switch (phase) {
        case Phase::assessment: return "assessment";
        case Phase::design: return "design";
        case Phase::implementation: return "implementation";
        case Phase::monitoring: return "monitoring";
        case Phase::closure: return "closure";
    }
    return "";
}

std::string_view word(Checked checked) {
    switch (checked) {
        case Checked::unstated: return "";
        case Checked::unverified: return "unverified";
        case Checked::title: return "title";
        case Checked::read: return "read";
    }
    return "";
}

std::string_view word(Origin origin) {
    switch (origin) {
        case Origin::unstated: return "";
        case Origin::norm: return "norm";
        case Origin::sector_guidance: return "sector guidance";
        case Origin::project_default: return "project default";
    }
    return "";
}

}  // namespace tutela
