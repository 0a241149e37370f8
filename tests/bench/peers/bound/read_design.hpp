// From simdjson's tree of a design into flat structs.
#pragma once

#include <simdjson.h>

#include "tests/bench/peers/bound/design.hpp"
#include "tests/bench/peers/bound/text.hpp"
#include "tests/bench/peers/runner.hpp"

namespace peers {

using Json = simdjson::dom::element;

inline Truth truth_of(Json json) {
    return bool(json.get_bool()) ? P : F;
}
inline std::uint64_t text_of(Json json) {
    return hash(std::string_view(json.get_string()));
}
inline double number_of(Json json) {
    return double(json.get_double());
}
inline int date_of(Json json) {
    return ordinal(std::string_view(json.get_string()));
}
inline void read(Json json, Texts& texts) {
    texts.has = true;
    for (auto one : simdjson::dom::array(json.get_array())) texts.of[texts.count++] = text_of(one);
}

// Calls `take` with each key and what stands there.
template <class Take>
void each_field(Json json, Take take) {
    for (auto field : simdjson::dom::object(json.get_object())) take(key(field.key), field.value);
}

inline void read(Json json, Site& site) {
    each_field(json, [&](std::uint64_t name, Json value) {
        switch (name) {
            case key("id"): site.id = text_of(value); break;
            case key("population"): site.population = number_of(value); break;
            case key("accessible"): site.accessible = truth_of(value); break;
            case key("lighting"): site.lighting = text_of(value); break;
            case key("distance_km"): site.km = number_of(value); break;
            case key("languages"): read(value, site.languages); break;
        }
    });
}

inline void read(Json json, Target& target) {
    each_field(json, [&](std::uint64_t name, Json value) {
        switch (name) {
            case key("group"): target.group = text_of(value); break;
            case key("count"): target.count = number_of(value); break;
        }
    });
}

inline void read(Json json, Activity& activity) {
    each_field(json, [&](std::uint64_t name, Json value) {
        switch (name) {
            case key("id"): activity.id = text_of(value); break;
            case key("sector"): activity.sector = text_of(value); break;
            case key("site"): activity.site = text_of(value); break;
            case key("modality"): activity.modality = text_of(value); break;
            case key("budget"): activity.budget = number_of(value); break;
            case key("start"): activity.start = date_of(value); break;
            case key("end"): activity.end = date_of(value); break;
            case key("lead"): activity.lead = text_of(value); break;
            case key("fee"): activity.fee = truth_of(value); break;
            case key("targets"):
                activity.has_targets = true;
                for (auto one : simdjson::dom::array(value.get_array())) {
                    Target& target = activity.targets[activity.target_count++];
                    target = Target();
                    read(one, target);
                }
                break;
        }
    });
}

inline void read(Json json, Group& group) {
    each_field(json, [&](std::uint64_t name, Json value) {
        switch (name) {
            case key("name"): group.name = text_of(value); break;
            case key("size"): group.size = number_of(value); break;
            case key("women_share"): group.women = number_of(value); break;
            case key("disability_share"): group.disability = number_of(value); break;
            case key("consulted"): group.consulted = truth_of(value); break;
        }
    });
}

inline void read(Json json, Risk& risk) {
    each_field(json, [&](std::uint64_t name, Json value) {
        switch (name) {
            case key("kind"): risk.kind = text_of(value); break;
            case key("activity"): risk.activity = text_of(value); break;
            case key("likelihood"): risk.likelihood = number_of(value); break;
            case key("impact"): risk.impact = number_of(value); break;
            case key("mitigation"): risk.mitigated = true; break;
        }
    });
}

inline void read(Json json, Channel& channel) {
    each_field(json, [&](std::uint64_t name, Json value) {
        switch (name) {
            case key("languages"): read(value, channel.languages); break;
            case key("literacy_needed"): channel.literacy = truth_of(value); break;
            case key("anonymous"): channel.anonymous = truth_of(value); break;
            case key("response_days"): channel.days = number_of(value); break;
        }
    });
}

inline void read(Json json, Partner& partner) {
    each_field(json, [&](std::uint64_t name, Json value) {
        switch (name) {
            case key("id"): partner.id = text_of(value); break;
            case key("type"): partner.type = text_of(value); break;
            case key("vetted"): partner.vetted = truth_of(value); break;
            case key("local"): partner.local = truth_of(value); break;
            case key("budget_share"): partner.share = number_of(value); break;
        }
    });
}

inline void read(Json json, Training& training) {
    each_field(json, [&](std::uint64_t name, Json value) {
        switch (name) {
            case key("topic"): training.topic = text_of(value); break;
            case key("date"): training.date = date_of(value); break;
            case key("staff_trained"): training.trained = number_of(value); break;
            case key("staff_total"): training.staff = number_of(value); break;
            case key("mandatory"): training.mandatory = truth_of(value); break;
        }
    });
}

inline void read(Json json, Indicator& indicator) {
    each_field(json, [&](std::uint64_t name, Json value) {
        switch (name) {
            case key("activity"): indicator.activity = text_of(value); break;
            case key("frequency"): indicator.frequency = text_of(value); break;
            case key("baseline"): indicator.baseline = number_of(value); break;
            case key("target"): indicator.target = number_of(value); break;
            case key("disaggregation"): read(value, indicator.split); break;
        }
    });
}

template <class Record>
void read(Json json, List<Record>& list) {
    list.has = true;
    for (auto one : simdjson::dom::array(json.get_array())) read(one, list.add());
}

inline void read(Json json, Design& design) {
    design.clear();
    each_field(json, [&](std::uint64_t name, Json value) {
        switch (name) {
            case key("phase"): design.phase = text_of(value); break;
            case key("currency"): design.currency = text_of(value); break;
            case key("budget"): design.budget = number_of(value); break;
            case key("me_budget"): design.me_budget = number_of(value); break;
            case key("admin_cost"): design.admin_cost = number_of(value); break;
            case key("contingency"): design.contingency = number_of(value); break;
            case key("fx_rate"): design.fx_rate = number_of(value); break;
            case key("start"): design.start = date_of(value); break;
            case key("end"): design.end = date_of(value); break;
            case key("coc_date"): design.conduct = date_of(value); break;
            case key("referral_updated"): design.referral = date_of(value); break;
            case key("consent_policy"): design.consent = truth_of(value); break;
            case key("dpo"): design.dpo = truth_of(value); break;
            case key("complaint_sop"): design.complaints = truth_of(value); break;
            case key("exit_strategy"): design.exit = truth_of(value); break;
            case key("report_languages"): read(value, design.reports); break;
            case key("sites"): read(value, design.sites); break;
            case key("activities"): read(value, design.activities); break;
            case key("groups"): read(value, design.groups); break;
            case key("risks"): read(value, design.risks); break;
            case key("channels"): read(value, design.channels); break;
            case key("partners"): read(value, design.partners); break;
            case key("trainings"): read(value, design.trainings); break;
            case key("indicators"): read(value, design.indicators); break;
        }
    });
}

}  // namespace peers
