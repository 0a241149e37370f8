#pragma once

#include <string_view>

// What the sensitive scan reads besides texts: fields of these names, and what they say.

namespace tutela {

// What puts the people of a group at risk if they can be told: what was done to them, whom they love,
// what they live with, who looks for them. Project default.
inline constexpr std::string_view sensitive_factors[] = {"uasc",
                                                         "child-head-of-household",
                                                         "survivor-gbv",
                                                         "victim-of-trafficking",
                                                         "torture-survivor",
                                                         "sogiesc",
                                                         "mental-health-need",
                                                         "chronic-illness",
                                                         "religious-minority",
                                                         "stateless",
                                                         "undocumented",
                                                         "stigmatised-occupation",
                                                         "former-detainee",
                                                         "formerly-associated-armed-group"};
inline constexpr std::string_view sensitive_statuses[] = {"migrant-irregular", "in-detention",
                                                          "stateless-or-at-risk"};
// Sites that must stay hidden whatever their sensitivity is said to be.
inline constexpr std::string_view hidden_sites[] = {"safe-house", "safe-shelter"};
inline constexpr std::string_view exact_precisions[] = {"exact", "site-name"};
inline constexpr std::string_view site_texts[] = {"label", "area"};
inline constexpr std::string_view small_count_fields[] = {"size", "in-need", "planned-reach"};
// A field of this name holds the programme's own public number or address, marked as such by standing
// there: telephone numbers and e-mail addresses pass in it, and nothing else does.
inline constexpr std::string_view public_field = "public-contact";

}  // namespace tutela
