// A design as flat structs: a truth is 0 not met, 1 unknown, 2 met; an absent number is NaN, an absent date INT_MIN, an absent
// text 0. Lists are arrays inside; MEMBERS makes them longer for designs with so many times as many members.
#pragma once

#include <climits>
#include <cmath>
#include <cstdint>

#ifndef MEMBERS
#define MEMBERS 1
#endif

namespace peers {

using Truth = std::uint8_t;
constexpr Truth F = 0, U = 1, P = 2;
const double no_number = NAN;
constexpr int no_date = INT_MIN;

struct Texts {
    bool has = false;
    int count = 0;
    std::uint64_t of[16];
    bool contains(std::uint64_t text) const {
        for (int i = 0; i < count; ++i)
            if (of[i] == text) return true;
        return false;
    }
};

template <class Record>
struct List {
    bool has = false;
    int count = 0;
    Record of[32 * MEMBERS];
    const Record* begin() const { return of; }
    const Record* end() const { return of + count; }
    Record& add() {
        of[count] = Record();
        return of[count++];
    }
    void clear() {
        has = false;
        count = 0;
    }
};

struct Site {
    std::uint64_t id = 0, lighting = 0;
    double population = no_number, km = no_number;
    Truth accessible = U;
    Texts languages;
};
struct Target {
    std::uint64_t group = 0;
    double count = no_number;
};
struct Activity {
    std::uint64_t id = 0, sector = 0, site = 0, modality = 0, lead = 0;
    double budget = no_number;
    int start = no_date, end = no_date;
    Truth fee = U;
    bool has_targets = false;
    int target_count = 0;
    Target targets[8];
};
struct Group {
    std::uint64_t name = 0;
    double size = no_number, women = no_number, disability = no_number;
    Truth consulted = U;
};
struct Risk {
    std::uint64_t kind = 0, activity = 0;
    double likelihood = no_number, impact = no_number;
    bool mitigated = false;
};
struct Channel {
    double days = no_number;
    Truth literacy = U, anonymous = U;
    Texts languages;
};
struct Partner {
    std::uint64_t id = 0, type = 0;
    Truth vetted = U, local = U;
    double share = no_number;
};
struct Training {
    std::uint64_t topic = 0;
    int date = no_date;
    double trained = no_number, staff = no_number;
    Truth mandatory = U;
};
struct Indicator {
    std::uint64_t activity = 0, frequency = 0;
    double baseline = no_number, target = no_number;
    Texts split;
};

struct Design {
    std::uint64_t phase, currency;
    double budget, me_budget, admin_cost, contingency, fx_rate;
    int start, end, conduct, referral;
    Truth consent, dpo, complaints, exit;
    Texts reports;
    List<Site> sites;
    List<Activity> activities;
    List<Group> groups;
    List<Risk> risks;
    List<Channel> channels;
    List<Partner> partners;
    List<Training> trainings;
    List<Indicator> indicators;

    void clear() {
        phase = currency = 0;
        budget = me_budget = admin_cost = contingency = fx_rate = no_number;
        start = end = conduct = referral = no_date;
        consent = dpo = complaints = exit = U;
        reports = Texts();
        sites.clear();
        activities.clear();
        groups.clear();
        risks.clear();
        channels.clear();
        partners.clear();
        trainings.clear();
        indicators.clear();
    }
};

}  // namespace peers
