// The sixty rules written by hand, as fast as one writes them without further thought: the bound. Not printed from
// expressions.py; only their constants are, so that copies of them can have others.
#pragma once

#include <vector>

#include "tests/bench/peers/bound/text.hpp"
#include "tests/bench/peers/bound/truth.hpp"

namespace peers {

using Constants = std::vector<double>;  // of one rule

const std::uint64_t response = hash("response"), recovery = hash("recovery"),
                    development = hash("development"), usd = hash("USD"), en = hash("en"),
                    fr = hash("fr"), es = hash("es"), ar = hash("ar"), good = hash("good"),
                    partial = hash("partial"), none = hash("none"), psea = hash("psea"),
                    safeguarding = hash("safeguarding"), sex = hash("sex"), age = hash("age"),
                    disability = hash("disability"), monthly = hash("monthly"), cash = hash("cash"),
                    protection = hash("protection"), lead = hash("lead"), mobile = hash("mobile"),
                    remote = hash("remote"), safety = hash("safety");

inline void judge_scalars(const Design& d, const Constants* k, Truth* out) {
    const double length = days_between(d.end, d.start),
                 signed_before = days_between(d.start, d.conduct);
    const Truth responds = same(d.phase, response);
    out[0] = at_least(d.budget, k[0][0]);
    out[1] = more_than(d.end, d.start);
    out[2] = at_most(length, k[2][0]);
    out[3] = at_least(share(d.me_budget, d.budget), k[3][0]);
    out[4] = at_most(share(d.admin_cost, d.budget), k[4][0]);
    out[5] = both(d.consent, d.dpo);
    out[6] = at_least(d.referral, int(k[6][0]));
    out[7] = both(at_least(signed_before, 0.0), at_most(signed_before, k[7][0]));
    out[8] = either(known(d.complaints == P), less_than(d.budget, k[8][0]));
    out[9] = one_of(d.phase, response, recovery, development);
    out[10] = implies(responds, at_least(d.start, int(k[10][0])));
    out[11] = either(d.exit, less_than(length, k[11][0]));
    out[12] = either(at_least(is_there(d.contingency) ? d.contingency : 0.0, k[12][0]),
                     negated(responds));
    out[13] = either(same(d.currency, usd), known(is_there(d.fx_rate)));
    out[14] = d.reports.has ? P : U;
    for (int i = 0; i < d.reports.count; ++i)
        if (one_of(d.reports.of[i], en, fr, es, ar) == F) out[14] = F;
    out[15] = either(within(en, d.reports), within(fr, d.reports));
}

inline void judge_lists(const Design& d, const Constants* k, Truth* out) {
    out[16] = every(d.sites, [](auto& s) { return s.accessible; });
    out[17] = every(d.sites, [&](auto& s) {
        return implies(more_than(s.population, k[17][0]), one_of(s.lighting, good, partial));
    });
    out[18] = some(d.sites, [&](auto& s) { return at_most(s.km, k[18][0]); });
    out[19] = every(d.activities, [&](auto& a) { return more_than(a.budget, k[19][0]); });
    out[20] = every(d.groups, [](auto& g) { return g.consulted; });
    out[21] = every(
        d.groups, [&](auto& g) { return implies(at_least(g.disability, k[21][0]), g.consulted); });
    out[22] = some(d.channels, [](auto& c) { return both(c.anonymous, negated(c.literacy)); });
    out[23] = every(d.channels, [&](auto& c) { return at_most(c.days, k[23][0]); });
    out[24] = every(d.risks, [&](auto& r) {
        return implies(at_least(r.likelihood * r.impact, k[24][0]), known(r.mitigated));
    });
    out[25] = every(d.partners, [&](auto& p) {
        return either(p.vetted, both(p.local, at_most(p.share, k[25][0])));
    });
    out[26] = every(d.trainings, [&](auto& t) {
        return implies(t.mandatory, at_least(share(t.trained, t.staff), k[26][0]));
    });
    out[27] = every(d.trainings, [&](auto& t) {
        return implies(same(t.topic, psea), at_most(t.date, d.start));
    });
    out[28] = every(d.indicators,
                    [](auto& i) { return both(within(sex, i.split), within(age, i.split)); });
    out[29] = every(d.indicators, [](auto& i) {
        return implies(same(i.frequency, monthly), within(disability, i.split));
    });
    out[30] = some(d.trainings, [&](auto& t) {
        return both(same(t.topic, safeguarding), at_least(t.date, int(k[30][0])));
    });
    out[31] =
        every(d.activities, [](auto& a) { return negated(both(same(a.modality, cash), a.fee)); });
}

inline void judge_counts(const Design& d, const Constants* k, Truth* out) {
    auto any = [](auto&) { return P; };
    out[32] = count(d.channels, any).at_least(k[32][0]);
    out[33] = count(d.channels, [](auto& c) { return negated(c.literacy); }).at_least(k[33][0]);
    out[34] = count(d.sites, [](auto& s) { return negated(s.accessible); }).at_most(k[34][0]);
    out[35] = count(d.risks, [&](auto& r) {
                  return at_least(r.likelihood, k[35][0]);
              }).at_least(k[35][1]);
    out[36] = both(count(d.partners, [](auto& p) { return p.local; }).at_least(k[36][0]),
                   count(d.partners, any).at_most(k[36][1]));
    out[37] =
        count(d.activities, [](auto& a) { return same(a.sector, protection); }).at_least(k[37][0]);
    out[38] = count(d.partners, [](auto& p) { return same(p.type, lead); }).exactly(k[38][0]);
    out[39] = count(d.indicators, [](auto& i) {
                  return more_than(i.target, i.baseline);
              }).at_least(k[39][0]);
}

inline double targets_of(const Activity& a) {
    if (!a.has_targets) return no_number;
    double made = 0;
    for (int i = 0; i < a.target_count; ++i) made += a.targets[i].count;
    return made;
}

inline double protection_budget(const Activity& a) {
    return !a.sector ? no_number : a.sector == protection ? a.budget : 0.0;
}

inline void judge_sums(const Design& d, const Constants* k, Truth* out) {
    const double budgets = sum(d.activities, [](auto& a) { return a.budget; });
    const double people = sum(d.groups, [](auto& g) { return g.size; });
    out[40] = at_most(budgets, d.budget);
    out[41] = at_most(sum(d.partners, [](auto& p) { return p.share; }), k[41][0]);
    out[42] =
        at_least(share(sum(d.groups, [](auto& g) { return g.size * g.women; }), people), k[42][0]);
    out[43] = at_least(share(sum(d.groups, [](auto& g) { return g.size * g.disability; }), people),
                       k[43][0]);
    out[44] = at_least(share(sum(d.activities, protection_budget), budgets), k[44][0]);
    out[45] = at_most(sum(d.activities, targets_of),
                      sum(d.sites, [](auto& s) { return s.population; }) * k[45][0]);
    out[46] =
        at_most(share(sum(d.channels, [](auto& c) { return c.days; }), d.channels.count), k[46][0]);
    out[47] = at_least(share(sum(d.trainings, [](auto& t) { return t.trained; }),
                             sum(d.trainings, [](auto& t) { return t.staff; })),
                       k[47][0]);
}

// A site's languages are each spoken by some channel.
inline Truth languages_heard(const Design& d, const Site& s) {
    if (!s.languages.has) return U;
    Truth made = P;
    for (int i = 0; i < s.languages.count; ++i)
        made = both(made, some(d.channels,
                               [&](auto& c) { return within(s.languages.of[i], c.languages); }));
    return made;
}

inline Truth is_target_of(const Activity& a, const Group& g) {
    if (!a.has_targets) return U;
    Truth made = F;
    for (int i = 0; i < a.target_count; ++i) made = either(made, same(a.targets[i].group, g.name));
    return made;
}

inline Truth targets_fit(const Design& d, const Activity& a) {
    if (!a.has_targets) return U;
    Truth made = P;
    for (int i = 0; i < a.target_count; ++i) {
        const Target& t = a.targets[i];
        made = both(made, every(d.groups, [&](auto& g) {
                        return implies(same(g.name, t.group), at_most(t.count, g.size));
                    }));
    }
    return made;
}

inline Truth dark_site_has_risk(const Design& d, const Activity& a, double likelihood) {
    Truth asked = same(a.sector, protection);
    if (asked == F) return P;
    asked = both(asked, some(d.sites, [&](auto& s) {
                     return both(same(s.id, a.site), same(s.lighting, none));
                 }));
    if (asked == F) return P;
    return implies(asked, some(d.risks, [&](auto& r) {
                       return both(both(same(r.activity, a.id), same(r.kind, safety)),
                                   at_least(r.likelihood, likelihood));
                   }));
}

inline Truth overlap(const Texts& a, const Texts& b) {
    if (!a.has || !b.has) return U;
    for (int i = 0; i < b.count; ++i)
        if (a.contains(b.of[i])) return P;
    return F;
}

inline Truth busy_site_heard(const Design& d, const Site& s, double activities) {
    const Truth busy =
        count(d.activities, [&](auto& a) { return same(a.site, s.id); }).more_than(activities);
    if (busy == F) return P;
    return implies(busy, some(d.channels, [&](auto& c) {
                       return c.literacy == P
                                  ? F
                                  : both(negated(c.literacy), overlap(c.languages, s.languages));
                   }));
}

inline void judge_joins(const Design& d, const Constants* k, Truth* out) {
    out[48] = every(d.activities, [&](auto& a) {
        return some(d.risks, [&](auto& r) { return r.mitigated ? same(r.activity, a.id) : F; });
    });
    out[49] = every(d.activities, [&](auto& a) {
        return some(d.sites, [&](auto& s) { return same(s.id, a.site); });
    });
    out[50] = every(d.activities, [&](auto& a) {
        return every(d.sites, [&](auto& s) {
            return implies(both(same(s.id, a.site), negated(s.accessible)),
                           one_of(a.modality, mobile, remote));
        });
    });
    out[51] = every(d.groups, [&](auto& g) {
        return some(d.activities, [&](auto& a) { return is_target_of(a, g); });
    });
    out[52] = every(d.activities, [&](auto& a) {
        return some(d.indicators,
                    [&](auto& i) { return both(same(i.activity, a.id), within(sex, i.split)); });
    });
    out[53] = every(d.sites, [&](auto& s) { return languages_heard(d, s); });
    out[54] = every(d.activities, [&](auto& a) { return dark_site_has_risk(d, a, k[54][0]); });
    out[55] = every(d.activities, [&](auto& a) { return targets_fit(d, a); });
    out[56] = every(d.activities, [&](auto& a) {
        return every(d.partners, [&](auto& p) { return implies(same(p.id, a.lead), p.vetted); });
    });
    out[57] = every(d.activities, [&](auto& a) {
        return both(at_least(a.start, d.start), at_most(a.end, d.end));
    });
    out[58] = every(d.activities, [&](auto& a) {
        return some(d.trainings, [&](auto& t) {
            const double before = days_between(a.start, t.date);
            return both(t.mandatory, both(at_least(before, 0.0), at_most(before, k[58][0])));
        });
    });
    out[59] = every(d.sites, [&](auto& s) { return busy_site_heard(d, s, k[59][0]); });
}

inline void judge(const Design& d, const Constants* k, Truth* out) {
    judge_scalars(d, k, out);
    judge_lists(d, k, out);
    judge_counts(d, k, out);
    judge_sums(d, k, out);
    judge_joins(d, k, out);
}

}  // namespace peers
