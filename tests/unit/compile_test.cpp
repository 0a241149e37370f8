#include "dsl/compile.hpp"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <fstream>
#include <map>
#include <set>
#include <sstream>
#include <string>

#include "diagnostics/render.hpp"
#include "engine/calendar.hpp"

using namespace tutela;

namespace {

const char* const words = R"(
vocabulary programme "1.2"  language en

record site
  field id            key
  field kind          one of planned-camp, spontaneous-site, collective-centre, detention, urban-rental
  field population    count               ask "How many people live at {site}?" of site-manager
  field languages     set of language
  field emergency     one of acute, stabilising, protracted
  field access        one of open, restricted, denied
  field safe-house    truth               sensitive
  field area          number
  field cost          money
  field opened        date
  field closed        date
  field report-month  month
  field dark-from     time of day
  field tenure        duration in months
  field walk          duration in minutes
  field reply         duration in working days
  field countries     set of country
end
record facility named by site, kind
  field site          reference to site
  field kind          one of toilet, bathing, water-point
  field count         count
  field users         count
  field lighting      one of adequate, none-installed, declined-by-users
end
record programme
  field stage             ordered one of concept, draft, submitted, approved, implementing, closing, closed
  field remotely-managed  truth
end
record channel
  field id            key
  field kind          one of hotline, helpdesk, face-to-face
end
record risk
  field id            key
  field stages        set of one of travel-to, during, return
  field looked-for    set of one of travel-to, during, barrier
  field ages          set of age band
  field sites         set of reference to site
end
one  programme   of programme
list channels    of channel
list sites       of site
list facilities  of facility
list risks       of risk      open
)";

const std::string head =
    "ruleset test \"1.0.0\" language en\n  uses programme \"1\"\nprinciple safety \"Safety\"\n"
    "source norm \"A norm\"\n";

struct World {
    std::map<std::string, std::string, std::less<>> files{{"programme", words}};
    Sources sources;
    Compiled compiled;

    void compile_text(const std::string& text, const char* as_of = "2026-06-01") {
        const FindRules find = [&](std::string_view name) -> std::optional<RuleFile> {
            const auto found = files.find(name);
            if (found == files.end()) return std::nullopt;
            return RuleFile{found->first, found->second};
        };
        compiled = compile(sources, {{"test", text}}, find, {parse_date(as_of)->low.numerator});
    }
    [[nodiscard]] std::set<Code> codes() const {
        std::set<Code> found;
        for (const Diagnostic& each : compiled.diagnostics) found.insert(each.code);
        return found;
    }
    [[nodiscard]] std::string said() const { return render(sources, compiled.diagnostics); }
    [[nodiscard]] const Ruleset& rules() const { return *compiled.ruleset; }
};

std::string rule(const std::string& clauses, const std::string& id = "SAF-01") {
    return "rule " + id + " \"A rule\"\n  principle safety severity major\n" + clauses + "\n";
}

std::string for_site(const std::string& condition) {
    return rule("for each site in sites require " + condition);
}

// The text has exactly this one mistake.
void shows(Code code, const std::string& text, const std::string& message = {}) {
    World world;
    world.compile_text(head + text);
    INFO(text);
    INFO(world.said());
    CHECK(world.codes() == std::set<Code>{code});
    const auto errors =
        std::count_if(world.compiled.diagnostics.begin(), world.compiled.diagnostics.end(),
                      [](const Diagnostic& d) { return d.level() == DiagnosticLevel::error; });
    CHECK(errors == (entry_of(code).level == DiagnosticLevel::error ? 1 : 0));
    CHECK(world.compiled.ruleset.has_value() == (errors == 0));
    CHECK(world.said().find(message) != std::string::npos);
}

void fine(const std::string& text) {
    World world;
    world.compile_text(head + text);
    INFO(text);
    INFO(world.said());
    CHECK(world.compiled.diagnostics.empty());
    CHECK(world.compiled.ruleset.has_value());
}

// Children come before their parents, and every variable is one of those counted.
void well_formed(const Ruleset& rules) {
    for (ExpressionId id = 0; id < rules.expressions.nodes.size(); ++id)
        for (const ExpressionId child : rules.expressions[id].args) CHECK(child < id);
}

}  // namespace

TEST_CASE("names that nobody declared are errors with the closest one") {
    shows(Code::unknown_field, for_site("site.populaton > 0"), "did you mean `population`?");
    shows(Code::unknown_name, for_site("size.population > 0"), "nothing is named `size`");
    shows(Code::unknown_name, for_site("population > 0"), "did you mean `site.population`?");
    shows(Code::unknown_choice, for_site("site.emergency is acte"), "did you mean `acute`?");
    shows(Code::unknown_rule, rule("require programme.remotely-managed requires SAF-99"));
    shows(Code::unknown_source, rule("require programme.remotely-managed cites nom \"p. 1\""),
          "did you mean `norm`?");
    shows(Code::unknown_record, "define far(sit) : truth = true\n", "did you mean `site`?");
    shows(Code::unknown_name,
          "rule SAF-01 \"A rule\" principle safty severity major require "
          "programme.remotely-managed\n",
          "did you mean");
    shows(Code::unknown_choice, rule("require programme.remotely-managed documented from drft"),
          "did you mean `draft`?");
    shows(Code::unknown_choice, rule("require the scan finds nothing of kinds telefone"),
          "did you mean `telephone`?");
}

TEST_CASE("what cannot be compared is an error") {
    shows(Code::incomparable, for_site("site.population is site.emergency"));
    shows(Code::incomparable, for_site("site.emergency is site.access"));
    shows(Code::incomparable, for_site("site.population > EUR 5"));
    shows(Code::incomparable_units, for_site("site.tenure >= 30 days"));
    shows(Code::incomparable_units, for_site("site.reply <= 3 days"));
    shows(Code::incomparable_units, for_site("site.opened + 3 working days <= today"));
    shows(Code::not_ordered, for_site("site.emergency < protracted"));
    shows(Code::wrong_type, for_site("site.population"));
    shows(Code::wrong_type, for_site("site.population in 3"));
    shows(Code::wrong_type, for_site("site.opened - site.closed > 3 days"));
    shows(Code::wrong_type, for_site("sites.kind is detention"));
    shows(Code::wrong_type, for_site("(site.population + 1) is given"));
    shows(Code::wrong_type, for_site("site.emergency is empty"));
    shows(Code::incomparable, for_site("site in channels"));
}

TEST_CASE("what goes together compiles") {
    fine(for_site("site.emergency is acute and not (site.access is not open)"));
    fine(for_site("site.cost > 0 and site.cost * 2 <= EUR 1200"));
    fine(for_site(
        "site.tenure >= 1 year and site.walk <= 2 hours and site.reply <= 5 working days"));
    fine(for_site("age of site.opened <= 6 months and 3 days > age of site.closed"));
    fine(for_site("site.opened is within 3 months before site.closed"));
    fine(for_site("site.closed <= 6 months after site.opened and site.opened + 3 days < today"));
    fine(
        for_site("site.dark-from + 2 hours >= 18:00 and 30 minutes before site.dark-from > 17:00"));
    fine(for_site("next month after site.report-month > site.report-month"));
    fine(
        for_site("site.languages covers [hau, fra] and hau in site.languages and site.languages is "
                 "not empty"));
    fine(for_site("programme.stage >= submitted or site.population is given"));
    fine(for_site(
        "(share of f in facilities where f.site is site satisfies f.lighting is adequate) >= 80%"));
    fine(for_site("at least 80% of f in facilities has lighting adequate"));
    fine(for_site("count of (facilities where it.site is site) > 0"));
    fine(
        for_site("some r in risks satisfies site in r.sites and (some s in r.sites satisfies "
                 "s.safe-house)"));
    fine(for_site(
        "some r in risks satisfies some a in r.ages satisfies a.from < 18 and a.to >= 18"));
    fine(for_site("if site.emergency is acute then site.population > 0"));
    fine(for_site("union of r.stages for r in risks covers [travel-to, return]"));
    fine(
        for_site("count of distinct f.kind for f in facilities >= 2 and average of f.users for f "
                 "in facilities <= 20.5"));
    fine(for_site("(if site.safe-house then site.cost else 0) <= EUR 5"));
    fine(rule("require the scan finds nothing of kinds e-mail, identity-document"));
    fine(rule("require the design claims security for SAF-01"));
}

TEST_CASE("a bracketed list takes its type from what its member is compared with") {
    fine(
        rule("require every leg in [travel-to, during] satisfies some r in risks satisfies leg in "
             "r.stages"));
    fine(
        rule("require every t in [travel-to, during] satisfies some r in risks satisfies t in "
             "r.looked-for"));
    shows(Code::unknown_choice,
          rule("require some leg in [travel-to, during] satisfies programme.remotely-managed"),
          "several lists");
    World world;
    world.compile_text(head + rule("require every leg in [travel-to, during] satisfies some r in "
                                   "risks satisfies leg in r.looked-for"));
    REQUIRE(world.compiled.ruleset);
    const ExpressionId every = world.rules().rules[0].require[0].expression;
    const Expression& list = world.rules().expressions[world.rules().expressions[every].args[0]];
    CHECK(world.rules().vocabulary.choice_lists[list.type.id].name == "risk.looked-for");
    // Lists in lists are not tried without end.
    std::string deep = "require ";
    for (int i = 0; i < 60; ++i)
        deep.append("every x")
            .append(std::to_string(i))
            .append(" in [travel-to, during] satisfies ");
    World nest;
    nest.compile_text(head + rule(deep + "programme.remotely-managed"));
    CHECK_FALSE(nest.compiled.ruleset);
}

TEST_CASE("names mean one thing") {
    shows(Code::shadowed_choice, "parameter acute : count = 3 origin project default\n" +
                                     for_site("site.emergency is acute"));
    shows(Code::declared_twice,
          "parameter most : count = 3 origin norm\nparameter most : count = 4 origin norm\n");
    shows(Code::declared_twice, for_site("some site in sites satisfies site.safe-house"));
    shows(Code::declared_twice,
          rule("require programme.remotely-managed") + rule("require programme.remotely-managed"));
    shows(Code::wrong_argument_count,
          "define big(site) : truth = site.population > site.area\n" + for_site("big(site, site)"));
    shows(Code::wrong_type, "define big(site) : truth = site.population > site.area\n" +
                                rule("for each c in channels require big(c)"));
    shows(Code::wrong_type, "define big(site) : truth = site.population\n");
    shows(Code::cyclic_definitions, "define reach : count = need\ndefine need : count = reach\n",
          "reach -> need -> reach");
    shows(Code::wrong_type, "parameter most : count = 2.5 origin norm\n");
    shows(Code::wrong_type, "parameter most : count = 1, 2 origin norm\n");
    shows(Code::unknown_choice,
          "parameter homes : set of site.kind = planned-camp, planed-camp origin norm\n");
}

TEST_CASE("rules have the clauses they need, once") {
    shows(Code::missing_clause,
          "rule SAF-01 \"A rule\" principle safety require programme.remotely-managed\n",
          "severity");
    shows(Code::missing_clause,
          "rule SAF-01 \"A rule\" severity major require programme.remotely-managed\n",
          "principle");
    shows(Code::missing_clause, rule("when programme.remotely-managed"));
    shows(Code::clause_twice, rule("severity minor require programme.remotely-managed"));
    shows(Code::missing_clause,
          rule("require programme.remotely-managed") + "exception far to SAF-01 because \"x\"\n");
    shows(Code::two_presumptions,
          rule("require programme.remotely-managed presume programme.remotely-managed is true "
               "presume programme.remotely-managed is false"));
    shows(Code::wrong_type,
          rule("require programme.remotely-managed presume site.population is \"many\""));
}

TEST_CASE("some constructs stand in few places") {
    shows(Code::misplaced_construct, rule("require some listed c in channels has kind hotline"));
    fine(
        rule("when some listed c in channels has kind hotline require programme.remotely-managed"));
    shows(Code::misplaced_construct, "define old(site) = age of site.opened\n");
    shows(Code::wrong_type, for_site("age of site.opened < site.opened"));
    shows(Code::misplaced_construct,
          rule("when rule SAF-01 is not met require programme.remotely-managed"));
    shows(Code::misplaced_construct, rule("require rule SAF-02 is not met") +
                                         rule("require programme.remotely-managed", "SAF-02"));
    shows(Code::stated_in_rule, for_site("site.population is stated"));
    shows(Code::division_may_fail, for_site("site.population / site.area < 3"));
    fine("parameter per : number = 3.5 origin norm\n" +
         for_site("site.area / per < site.area / 4"));
    shows(Code::wrong_type,
          for_site("every f in facilities where f.users satisfies f.count > f.users"));
}

TEST_CASE("rules are ordered by what they depend on, and circles are told") {
    shows(Code::cyclic_rules,
          rule("require programme.remotely-managed requires SAF-02") +
              rule("require programme.remotely-managed requires SAF-01", "SAF-02"),
          "SAF-01 -> SAF-02 -> SAF-01");
    World world;
    world.compile_text(
        head + rule("when some rule is not met require programme.remotely-managed", "SAF-09") +
        rule("require programme.remotely-managed requires SAF-02") +
        rule("when rule SAF-03 is not met require programme.remotely-managed", "SAF-02") +
        rule("require programme.remotely-managed", "SAF-03"));
    INFO(world.said());
    REQUIRE(world.compiled.ruleset);
    CHECK(world.rules().order == std::vector<std::uint32_t>{3, 2, 1, 0});
}

TEST_CASE("exceptions bear on rules and on exceptions") {
    const std::string two = rule("for each site in sites require site.population > site.area") +
                            rule("require programme.remotely-managed", "SAF-02");
    World world;
    world.compile_text(head + two +
                       "exception far to SAF-01, SAF-02 when programme.remotely-managed is stated\n"
                       "exception near to far when programme.stage is draft\n");
    INFO(world.said());
    REQUIRE(world.compiled.ruleset);
    CHECK(world.codes() == std::set<Code>{Code::stated_in_rule});
    CHECK(world.compiled.diagnostics.size() == 1);
    REQUIRE(world.rules().exceptions.size() == 2);
    CHECK(world.rules().exceptions[0].copies.size() == 2);
    CHECK(world.rules().exceptions[1].copies.size() == 2);
    CHECK(world.rules().exceptions[1].copies[0].to_exception == 0);
    fine(rule("for each site in sites require site.population > site.area") +
         "exception far to SAF-01 when site.access is denied\n");
    shows(Code::unknown_name, two + "exception far to SAF-01, SAF-02 when site.access is denied\n");
    shows(Code::cyclic_exceptions,
          two +
              "exception far to near when programme.remotely-managed\nexception near to far when "
              "programme.remotely-managed\n");
    shows(Code::never_waived, rule("require programme.remotely-managed never waived") +
                                  "exception far to SAF-01 when programme.remotely-managed\n");
    shows(Code::lapsed_override,
          two + "exception far to SAF-02 when programme.remotely-managed until 2026-01-01\n");
}

namespace {

const std::string base =
    head + "parameter most : count = 20 origin norm\n" +
    "rule SAF-01 \"A\" principle safety severity critical never waived for each site in sites "
    "require site.population < most\n" +
    "rule SAF-02 \"B\" principle safety severity major require programme.remotely-managed\n";

std::string named(std::string text, const std::string& name) {
    return text.replace(text.find("test"), 4, name);
}

World extended(const std::string& clauses, const char* as_of = "2026-06-01") {
    World world;
    world.files["core"] = named(base, "core");
    world.compile_text(
        "ruleset office \"1\" language en uses programme \"1\" extends core \"1\"\n" + clauses,
        as_of);
    return world;
}

void overrides(Code code, const std::string& clauses) {
    const World world = extended(clauses);
    INFO(clauses);
    INFO(world.said());
    CHECK(world.codes() == std::set<Code>{code});
}

}  // namespace

TEST_CASE("overrides apply over what is extended, while they last") {
    const std::string all =
        "set most = 15 because \"standard\"\nset severity of SAF-02 to critical because "
        "\"local\"\n";
    const World world = extended(all);
    INFO(world.said());
    REQUIRE(world.compiled.ruleset);
    CHECK(world.rules().parameters[0].value.number == point(std::int64_t{15}));
    CHECK(world.rules().parameters[0].override_reason == "standard");
    CHECK(world.rules().rules[1].severity == Severity::critical);

    const std::string disable = "disable SAF-02 because \"screened\" until 2026-06-30\n";
    CHECK(extended(disable, "2026-06-30").rules().rules.size() == 1);
    CHECK(extended(disable, "2026-06-30").rules().disabled.size() == 1);
    const World lapsed = extended(disable, "2026-07-01");
    CHECK(lapsed.codes() == std::set<Code>{Code::lapsed_override});
    CHECK(lapsed.rules().rules.size() == 2);

    overrides(Code::missing_until, "disable SAF-02 because \"screened\"\n");
    overrides(Code::missing_until, "set severity of SAF-02 to minor because \"pilot\"\n");
    overrides(Code::never_waived, "disable SAF-01 because \"screened\" until 2026-12-31\n");
    overrides(Code::never_waived,
              "set severity of SAF-01 to minor because \"pilot\" until 2026-12-31\n");
    overrides(Code::unknown_name, "set mst = 15 because \"standard\"\n");
    overrides(Code::wrong_type, "set most = EUR 15 because \"standard\"\n");
    overrides(Code::declared_twice, "parameter most : count = 3 origin norm\n");
}

TEST_CASE("two that set one thing differently are an error unless one extends the other") {
    World world;
    world.files["core"] = named(base, "core");
    const std::string extends = "\" language en uses programme \"1\" extends core \"1\"\n";
    world.files["east"] = "ruleset east \"1" + extends + "set most = 15 because \"east\"\n";
    world.files["west"] = "ruleset west \"1" + extends + "set most = 12 because \"west\"\n";
    world.compile_text(
        "ruleset test \"1\" language en uses programme \"1\" extends east \"1\" extends west "
        "\"1\"\n");
    INFO(world.said());
    CHECK(world.codes() == std::set<Code>{Code::conflicting_overrides});

    World chain;
    chain.files = world.files;
    chain.compile_text(
        "ruleset test \"1\" language en uses programme \"1\" extends east \"1\"\nset most = 9 "
        "because \"town\"\n");
    INFO(chain.said());
    REQUIRE(chain.compiled.ruleset);
    CHECK(chain.rules().parameters[0].value.number == point(std::int64_t{9}));

    World included;
    included.files = world.files;
    included.compile_text(
        "ruleset test \"1\" language en uses programme \"1\" includes core \"1\"\ndisable SAF-02 "
        "because \"x\" until 2027-01-01\n");
    CHECK(included.codes() == std::set<Code>{Code::misplaced_construct});
}

TEST_CASE("files that are not there, or not what was asked for") {
    World world;
    world.compile_text("ruleset test \"1\" language en uses shelter \"1\"\n");
    CHECK(world.codes() == std::set<Code>{Code::unknown_vocabulary});
    World version;
    version.compile_text("ruleset test \"1\" language en uses programme \"2\"\n");
    CHECK(version.codes() == std::set<Code>{Code::wrong_version});
    World base_missing;
    base_missing.compile_text(
        "ruleset test \"1\" language en uses programme \"1\" extends cor \"1\"\n");
    CHECK(base_missing.codes() == std::set<Code>{Code::unknown_ruleset});
    World circle;
    circle.files["other"] =
        "ruleset other \"1\" language en uses programme \"1\" extends test \"1\"\n";
    circle.files["test"] =
        "ruleset test \"1\" language en uses programme \"1\" extends other \"1\"\n";
    circle.compile_text(circle.files["test"]);
    INFO(circle.said());
    CHECK(circle.codes() == std::set<Code>{Code::cyclic_rulesets});
}

TEST_CASE("very long expressions are an answer, not a crash") {
    std::string sum = "1", all = "programme.remotely-managed";
    for (int i = 0; i < 100000; ++i) sum += " + 1";
    for (int i = 0; i < 20000; ++i) all += " and programme.remotely-managed";
    World world;
    world.compile_text(head + rule("require " + sum + " > 0") + rule("require " + all, "SAF-02"));
    SUCCEED();
}

TEST_CASE("mistakes in a vocabulary") {
    const auto codes = [](const std::string& text) {
        Sources sources;
        const CompiledVocabulary made =
            compile_vocabulary(sources, {"v", "vocabulary v \"1\" language en\n" + text});
        std::set<Code> found;
        for (const Diagnostic& each : made.diagnostics) found.insert(each.code);
        return found;
    };
    CHECK(codes("record a field id key end list as of a").empty());
    CHECK(codes("list as of b") == std::set<Code>{Code::unknown_record});
    CHECK(codes("record a field id key end record a field id key end") ==
          std::set<Code>{Code::declared_twice});
    CHECK(codes("record a field id key field id count end") ==
          std::set<Code>{Code::declared_twice});
    CHECK(codes("record a field id key field k knd end choices kind one of x, y") ==
          std::set<Code>{Code::unknown_name});
    CHECK(codes("record a field x count end list as of a") == std::set<Code>{Code::missing_clause});
    CHECK(codes("record a field id key field b reference to b end record b field id key end") ==
          std::set<Code>{Code::unknown_record});
    CHECK(codes("record a field id key field c count open end") ==
          std::set<Code>{Code::misplaced_construct});
    CHECK(codes("record a named by y field x text end") == std::set<Code>{Code::unknown_field});
    CHECK(codes("choices kind one of x, x") == std::set<Code>{Code::declared_twice});
    CHECK(codes("choices kind one of x, unknown") == std::set<Code>{Code::reserved_word});
    CHECK(codes("record a field b record b end record b field a record a end") ==
          std::set<Code>{Code::cyclic_definitions});
    CHECK(codes("record a field b record b end record b field x count end").empty());
    CHECK(codes("record design field x text end") == std::set<Code>{Code::reserved_word});
}

TEST_CASE("the language's own sample compiles, and its parts are where the engine looks for them") {
    World world;
    world.files["core"] = R"(ruleset core "1.0.0"  language en
  title "Protection mainstreaming, core"
  uses  programme "1"
source sphere-2018 "The Sphere Handbook"  publisher "Sphere"  year 2018  edition "4th"
principle safety-and-dignity "Safety and dignity"
parameter residential-kinds : set of site.kind = planned-camp, spontaneous-site, collective-centre   origin project default
parameter toilet-users-acute : count = 50   origin norm  cites sphere-2018 "p. 118" read
parameter toilet-users-later : count = 20   origin norm  cites sphere-2018 "p. 118" read
define toilets(site)       : list of facility = facilities where it.site is site and it.kind is toilet
define toilet-count(site)  : count = sum of f.count for f in toilets(site)
define toilet-users(site)  : count = sum of f.users for f in toilets(site)
define users-allowed(site) : count = if site.emergency is acute then toilet-users-acute else toilet-users-later
rule SAF-06 "Enough toilets for the phase of the emergency"
  principle safety-and-dignity
  severity  major
  phase     design, monitoring
  cites     sphere-2018 "p. 118" read
  for each  site in sites where site.kind in residential-kinds or (some listed f in toilets(site))
  require   toilet-count(site) > 0
  require   toilet-users(site) <= users-allowed(site) * toilet-count(site)
  unless    site.access is denied because "the authorities deny access to the site"
  message   "{site}: {toilet-users(site)} people share {toilet-count(site)} toilets; at most {users-allowed(site)} should share one."
  remedy    "Add toilets, or agree with WASH partners who will."
rule CEN-03 "A pilot" principle safety-and-dignity severity major require programme.remotely-managed
rule DNH-05 "Screening" principle safety-and-dignity severity major require programme.remotely-managed
rule AAP-01 "Channels" principle safety-and-dignity severity major require channels is not empty
)";
    world.compile_text(R"(ruleset country-office "2026.1"  language en
  uses programme "1"
  extends core "1"
  source national-wash "National WASH standard"  year 2024
  set toilet-users-later = 15            because "national standard" cites national-wash "4.2"
  set severity of CEN-03 to minor        because "pilot" until 2027-03-31
  disable DNH-05                         because "screened centrally" until 2026-12-31
  exception remote-management to AAP-01
    when    programme.remotely-managed
    require at least 1 c in channels has kind hotline
  profile first-72-hours includes SAF-06, AAP-01
)");
    INFO(world.said());
    REQUIRE(world.compiled.ruleset);
    CHECK(world.compiled.diagnostics.empty());
    const Ruleset& rules = world.rules();
    well_formed(rules);
    REQUIRE(rules.find_rule("SAF-06"));
    const Rule& toilets = rules.rules[*rules.find_rule("SAF-06")];
    REQUIRE(toilets.for_each.size() == 1);
    CHECK(toilets.for_each[0].variable == 0);
    CHECK(toilets.variables == 2);
    const Expression& sites = rules.expressions[toilets.for_each[0].list];
    CHECK(sites.op == Op::field);
    CHECK(rules.expressions[sites.args[0]].op == Op::root);
    CHECK(toilets.message.expressions.size() == 4);
    CHECK(rules.defines[0].variables == 2);
    CHECK_FALSE(rules.find_rule("DNH-05"));
    REQUIRE(rules.find_profile("first-72-hours"));
    CHECK(rules.find_profile("first-72-hours")->rules.size() == 2);
}
