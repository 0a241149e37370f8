#include "dsl/parse.hpp"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>
#include <string>
#include <tao/pegtl/contrib/analyze.hpp>
#include <vector>

#include "dsl/grammar.hpp"

using namespace tutela;

namespace {

struct Read {
    Sources sources;
    Parsed parsed;
    explicit Read(const std::string& text) {
        const SourceId id = sources.add("test.tutela", text, SourceKind::rules);
        parsed = parse(sources, id);
    }
    [[nodiscard]] const SyntaxTree& tree() const { return parsed.tree; }
    [[nodiscard]] std::vector<Code> codes() const {
        std::vector<Code> found;
        for (const Diagnostic& each : parsed.diagnostics) found.push_back(each.code);
        return found;
    }
    [[nodiscard]] std::string said() const {
        std::string all;
        for (const Diagnostic& each : parsed.diagnostics) {
            all += each.message.text() + "\n";
            for (const Message& help : each.help) all += "  " + help.text() + "\n";
        }
        return all;
    }
    [[nodiscard]] bool clean() const {
        UNSCOPED_INFO(said());
        return parsed.diagnostics.empty();
    }
};

const std::string heading = "ruleset t \"1\" language en\n";
Read rules(const std::string& text) {
    return Read(heading + text);
}
Read rule(const std::string& clauses) {
    return rules("rule SAF-06 \"t\"\n" + clauses);
}
Read require(const std::string& expression) {
    return rule("require " + expression);
}

const RuleDecl& the_rule(const Read& read) {
    return std::get<RuleDecl>(read.tree().declarations.at(0));
}
const ExpressionSyntax& required(const Read& read) {
    for (const ClauseSyntax& clause : the_rule(read).clauses)
        if (const auto* found = std::get_if<RequireClause>(&clause))
            return read.tree()[found->condition];
    FAIL("no require");
    return read.tree().expressions.front();
}
template <typename Node>
const Node& node(const ExpressionSyntax& expression) {
    REQUIRE(std::holds_alternative<Node>(expression.node));
    return std::get<Node>(expression.node);
}
template <typename Node>
bool is_a(const ExpressionSyntax& expression) {
    return std::holds_alternative<Node>(expression.node);
}
void reads_and_round_trips(const std::string& text) {
    const Read read(text);
    CHECK(read.clean());
    CHECK(unparse(read.tree(), read.sources) == text);
}

const char* const vocabulary_sample = R"(vocabulary programme "1"  language en

record site
  field id            key
  field kind          one of planned-camp, spontaneous-site, collective-centre, detention, urban-rental
  field population    count               ask "How many people live at {site}?" of site-manager
  field languages     set of language
  field safe-house    truth               sensitive
end

record facility named by site, kind
  field site          reference to site
  field lighting      one of adequate, none-installed, declined-by-users
end

record programme
  field stage             ordered one of concept, draft, submitted, approved, implementing, closing, closed
end

one  programme   of programme
list sites       of site
list risks       of risk      open        # may well have more than was written down
)";

const char* const core_sample = R"(ruleset core "1.0.0"  language en
  title "Protection mainstreaming, core"
  uses  programme "1"

source sphere-2018 "The Sphere Handbook"  publisher "Sphere"  year 2018  edition "4th"

principle safety-and-dignity "Safety and dignity"

parameter residential-kinds : set of site.kind = planned-camp, spontaneous-site   origin project default
parameter toilet-users-acute : count = 50   origin norm  cites sphere-2018 "p. 118" read

define toilets(site)       : list of facility = facilities where it.site is site and it.kind is toilet
define toilet-count(site)  : count = sum of f.count for f in toilets(site)
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
  message   "{site}: {toilet-users(site)} people share {toilet-count(site)} toilets."
  remedy    "Add toilets, or agree with WASH partners who will."
)";

const char* const office_sample = R"(ruleset country-office "2026.1"  language en
  extends core "1"
  source national-wash "National WASH standard"  year 2024
  set toilet-users-later = 15            because "national standard" cites national-wash "4.2"
  set severity of CEN-03 to minor        because "pilot" until 2027-03-31
  disable DNH-05                         because "screened centrally" until 2026-12-31
  exception remote-management to AAP-01, AAP-02
    when    programme.remotely-managed
    require at least 1 c in channels has kind hotline
  profile first-72-hours includes SAF-03, SAF-05, AAP-01
)";

}  // namespace

TEST_CASE("the lexical grammar cannot loop without progress") {
    CHECK(tao::pegtl::analyze<grammar::file>() == 0);
}

TEST_CASE("the samples of the language read and are written again byte for byte") {
    reads_and_round_trips(vocabulary_sample);
    reads_and_round_trips(core_sample);
    reads_and_round_trips(office_sample);
}

TEST_CASE("the rulesets that come with the program read and round-trip") {
    std::size_t files = 0;
    for (const auto& entry :
         std::filesystem::recursive_directory_iterator(TUTELA_SOURCE_DIR "/rulesets")) {
        if (entry.path().extension() != ".tutela") continue;
        INFO(entry.path());
        std::ifstream in(entry.path(), std::ios::binary);
        reads_and_round_trips({std::istreambuf_iterator<char>(in), {}});
        ++files;
    }
    CHECK(files > 10);
}

TEST_CASE("a broken text is written again byte for byte too") {
    for (const std::string text :
         {"ruleset \"", "rule\r\n\"a\\q {\" § “x” a_b == ) ]", "", "#", "\xEF\xBB\xBFruleset x"}) {
        const Read read(text);
        CHECK(unparse(read.tree(), read.sources) == text);
    }
}

// ------------------------------------------------------------------ what keeps it parseable

TEST_CASE("a name is the longest run, compared with reserved words after matching") {
    const Read read = require("in-detention and not-stated or-else");
    CHECK(read.parsed.diagnostics.size() == 1);  // `or-else` is one name, not `or`
    const Read names = require("a.kind is no-outreach and every-day in in-detention");
    CHECK(names.clean());
    CHECK(is_a<AndSyntax>(required(names)));
}

TEST_CASE("a minus has a space on both sides") {
    CHECK(require("a - b > 3").clean());
    CHECK(is_a<NameSyntax>(required(require("a-b"))));
    CHECK(require("a -b > 3").codes() == std::vector{Code::unspaced_minus});
    CHECK(require("a- b > 3").codes() == std::vector{Code::unspaced_minus});
    CHECK(require("f(a)-1 > 3").codes() == std::vector{Code::unspaced_minus});
    CHECK(require("a -b > 3").said().find("a - b") != std::string::npos);
}

TEST_CASE("after `field` and after a dot any word is a name") {
    const Read read(
        "vocabulary v \"1\" language en\nrecord r\n  field require truth\n  field end date\n  "
        "field key text key\n  field and count\nend\n");
    CHECK(read.clean());
    CHECK(std::get<RecordDecl>(read.tree().declarations.at(0)).fields.size() == 4);
    CHECK(require("a.is is b.and and c.require > d.end").clean());
}

TEST_CASE("where runs to its own satisfies, else to the end or the closing bracket") {
    const Read own = require("every x in l where x.a and x.b satisfies x.c or x.d");
    CHECK(own.clean());
    const auto& every = node<QuantifierSyntax>(required(own));
    CHECK(is_a<AndSyntax>(own.tree()[every.binding.where]));
    CHECK(is_a<OrSyntax>(own.tree()[every.satisfies]));
    const Read bracket = require("count of (l where it.a and it.b) > 3 and z");
    CHECK(bracket.clean());
    CHECK(is_a<AndSyntax>(required(bracket)));
    const Read clause = require("some x in l where x.a\n  message \"m\"");
    CHECK(clause.clean());
    CHECK(the_rule(clause).clauses.size() == 2);
}

TEST_CASE("a quantifier inside a where or as a left operand is bracketed") {
    CHECK(require("some x in l where (some y in x.m satisfies y.a) satisfies x.b").clean());
    const Read inside = require("some x in l where some y in x.m satisfies y.a");
    CHECK(inside.codes() == std::vector{Code::syntax});
    CHECK(inside.said().find("brackets") != std::string::npos);
    CHECK(require("(some x in l has a) and b").clean());
    const Read left = require("some x in l has a and b");
    CHECK(left.codes() == std::vector{Code::syntax});
    CHECK(left.said().find("brackets") != std::string::npos);
}

TEST_CASE("it belongs to one where only") {
    CHECK(rules("define d = l where it.a is b").clean());
    CHECK(rules("define d = l where it.a in (m where it.b)").codes() ==
          std::vector{Code::nested_it});
    CHECK(rules("define d = l where it.a in (each x in m where x.b is it.c)").clean());
    CHECK(rules("define d = it").codes() == std::vector{Code::misplaced_construct});
}

TEST_CASE("and and or are not mixed without brackets") {
    CHECK(require("a and b and c").clean());
    CHECK(require("a and (b or c)").clean());
    CHECK(require("a and b or c").codes() == std::vector{Code::mixed_and_or});
    CHECK(require("a or b and c or d").codes() == std::vector{Code::mixed_and_or});
}

TEST_CASE("comparisons do not chain") {
    CHECK(require("a < b < c").codes() == std::vector{Code::chained_comparison});
    CHECK(require("a is b is c is d").codes() == std::vector{Code::chained_comparison});
    CHECK(require("a < b and b < c").clean());
}

TEST_CASE("the words after is are tried longest first and are never choices") {
    CHECK(node<StateSyntax>(required(require("a.b is not given"))).negated);
    CHECK(node<StateSyntax>(required(require("a.b is none"))).state == State::none);
    CHECK(node<StateSyntax>(required(require("a.b is evidenced at least documented")))
              .at_least->text == "documented");
    CHECK(node<ComparisonSyntax>(required(require("a.b is not in c"))).comparison ==
          Comparison::not_in);
    CHECK(node<ComparisonSyntax>(required(require("a.b is not c"))).comparison ==
          Comparison::not_equal);
    CHECK(node<WithinSyntax>(required(require("a.b is within 3 days before today"))).side ==
          Side::before);
    for (const std::string word :
         {"stated", "given", "empty", "none", "evidenced", "within", "in", "not"}) {
        INFO(word);
        const Read read("vocabulary v \"1\" language en\nchoices c one of a, " + word + ", b\n");
        CHECK(read.codes() == std::vector{Code::reserved_word});
    }
}

TEST_CASE("words of clauses and forms may be choices and names") {
    const Read read =
        rule("when a.b is theme\nrequire c in [some, at, count, phase]\nmessage \"m\"");
    CHECK(read.clean());
    CHECK(the_rule(read).clauses.size() == 3);
    CHECK(require("theme in themes and message.language is given").clean());
    CHECK(require("x is count of l").clean());
}

TEST_CASE("only a record closes with end") {
    CHECK(rules("define a = b\nparameter c : count = 3\nrule SAF-01 \"t\"\nrule SAF-02 \"u\"\n")
              .tree()
              .declarations.size() == 4);
    const Read open("vocabulary v \"1\" language en\nrecord r\n  field a truth\nlist rs of r\n");
    CHECK(open.codes() == std::vector{Code::syntax});
    CHECK(open.tree().declarations.size() == 2);
}

TEST_CASE("a principle with a text is a declaration, without one a clause") {
    const Read read = rules(
        "rule SAF-01 \"t\"\n  principle p\nprinciple q \"text\"\nrule SAF-02 \"u\"\n  theme "
        "x\ntheme y \"text\"");
    CHECK(read.clean());
    REQUIRE(read.tree().declarations.size() == 4);
    CHECK(std::holds_alternative<PrincipleDecl>(read.tree().declarations[1]));
    CHECK(std::get<PrincipleDecl>(read.tree().declarations[3]).theme);
}

TEST_CASE("two braces in a message write one") {
    const Read read = rule("message \"a {{b}} {c.d} \\\"e\\\"\"");
    CHECK(read.clean());
    const auto& text = std::get<MessageClause>(the_rule(read).clauses.at(0)).text;
    CHECK(text.texts == std::vector<std::string>{"a {b}} ", " \"e\""});
    REQUIRE(text.expressions.size() == 1);
    CHECK(read.sources.text(read.tree()[text.expressions[0]].span) == "c.d");
}

// ------------------------------------------------------------------ literals and forms

TEST_CASE("literals keep what was written") {
    const auto literal = [](const std::string& text) {
        const Read read = require("x is " + text);
        CHECK(read.clean());
        return node<LiteralSyntax>(read.tree()[node<ComparisonSyntax>(required(read)).right]);
    };
    CHECK(literal("80%").text == "80");
    CHECK(literal("EUR 1200").unit == "EUR");
    CHECK(literal("5 working days").unit == "working days");
    CHECK(literal("2026-07-01").kind == LiteralKind::date);
    CHECK(literal("2026-07").kind == LiteralKind::date);
    CHECK(literal("18:00").kind == LiteralKind::time);
    CHECK(literal("3.5").text == "3.5");
    CHECK(literal("true").kind == LiteralKind::truth);
}

TEST_CASE("every form of expression reads") {
    for (const std::string text : {"if a then b else c",
                                   "not a",
                                   "a overlaps union of b and c",
                                   "a covers union of x.y for x in l where x.z",
                                   "at least 80% of x in l where x.a satisfies x.b",
                                   "at least n x in l",
                                   "at most 2 x in l has kind hotline",
                                   "exactly 1 x in l satisfies x.a",
                                   "no x in l where x.a",
                                   "every x in [travel-to, during, return] satisfies x in s",
                                   "count of distinct x.kind for x in l >= 2",
                                   "sum of x.n for x in l where x.a",
                                   "average of x.n for x in l > 3",
                                   "(share of x in l satisfies x.a) >= 80%",
                                   "age of d <= 6 months",
                                   "d < next month after e",
                                   "d > 3 days before e",
                                   "the scan finds nothing of kinds email, telephone",
                                   "the design claims hardship for SAF-01",
                                   "rule SAF-01 is not met",
                                   "some rule is not met",
                                   "a not in b",
                                   "b.from < 18 and b.to >= 18",
                                   "f(a, b.c) * 2 / 3 + 1 > 0"}) {
        INFO(text);
        CHECK(require(text).clean());
    }
}

TEST_CASE("a severity may depend on a condition, and a when of the rule may follow it") {
    const Read both = rule("severity critical when a, else advisory\nwhen b");
    CHECK(both.clean());
    CHECK(std::get<SeverityClause>(the_rule(both).clauses.at(0)).otherwise->text == "advisory");
    const Read plain = rule("severity critical when a");
    CHECK(plain.clean());
    CHECK(the_rule(plain).clauses.size() == 2);
}

TEST_CASE("clauses of a rule read") {
    const Read read = rule(
        "for each a in l where a.b and each c in a.m\npresume r.f is true\nwarn when a.b saying "
        "\"{a}\"\n"
        "judge \"q\" by adviser when a.c\ndocumented from draft\ndue from 2026-07-01\nrequires "
        "SAF-01\n"
        "yields to SAF-02 where a.b because \"r\"\nmay be waived by x, y\nnever waived\nask \"q\" "
        "of z\n"
        "effort 2 weeks\nsince 2026-01-01\nuntil 2027-01-01\ntheme t, u");
    CHECK(read.clean());
    CHECK(the_rule(read).clauses.size() == 15);
    CHECK(std::get<ForEachClause>(the_rule(read).clauses.at(0)).bindings.size() == 2);
}

// ------------------------------------------------------------------ mistakes

TEST_CASE("three mistakes give three diagnostics") {
    const Read read = rules(
        "rule SAF-01 \"t\"\n  requir a\n  require (a\n  severity major\n  message 5\ndefine d = "
        "a.b\n");
    CHECK(read.parsed.diagnostics.size() == 3);
    CHECK(read.said().find("did you mean `require`?") != std::string::npos);
    CHECK(read.tree().declarations.size() == 2);
}

TEST_CASE("what is missing is missing at the end of the last word") {
    const Read read = rule("require     # nothing\n\n\nmessage \"m\"");
    REQUIRE(read.parsed.diagnostics.size() == 1);
    CHECK(read.sources.place(read.parsed.diagnostics[0].span) == "test.tutela:3:8");
}

TEST_CASE("a forgotten quotation mark costs its line only") {
    const Read read = rule("message \"abc\nremedy \"def\"\nrequire a.b\n");
    CHECK(read.parsed.diagnostics.size() == 1);
}

TEST_CASE("nothing nests without limit") {
    const std::string many(100000, '(');
    CHECK(require(many).parsed.diagnostics.size() == 1);
    std::string sum = "1";
    for (int i = 0; i < 20000; ++i) sum += " + 1";
    CHECK(require(sum).parsed.diagnostics.size() == 1);
    std::string negations;
    for (int i = 0; i < 20000; ++i) negations += "not ";
    CHECK(require(negations + "a").parsed.diagnostics.size() == 1);
    std::string ages;
    for (int i = 0; i < 20000; ++i) ages += "age of ";
    CHECK(require(ages + "a").parsed.diagnostics.size() == 1);
    CHECK(require(std::string(100, '(') + "a" + std::string(100, ')')).clean());
}

TEST_CASE("a text that is not UTF-8, holds NUL or is too large is refused") {
    CHECK(Read("ruleset \xff").codes() == std::vector{Code::not_utf8});
    CHECK(Read(std::string("ruleset a\0b", 11)).codes() == std::vector{Code::not_utf8});
    CHECK(Read(std::string(5U << 20U, ' ')).codes() == std::vector{Code::text_too_large});
}
