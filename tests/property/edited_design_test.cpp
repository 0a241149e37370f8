// After an edit only the rules that may see it are judged again; the report is that of a fresh run. Over long random sequences
// of edits, on random rulesets and on the whole of ours.

#include <fstream>
#include <iterator>

#include <fmt/format.h>
#include <catch2/catch_test_macros.hpp>

#include "engine/edited_design.hpp"
#include "formats/writers.hpp"
#include "tests/property/world.hpp"

namespace {

using namespace property;
using namespace tutela;

std::string said(const Sources& sources, const Program& program, const Design& design,
                 const Report& report) {
    return without_lines(nlohmann::ordered_json::parse(
                             write_json({{sources, program, design, report, {}, Explain::none}})))
        .dump(1);
}

std::string compare(const Sources& sources, const Program& program, const EditedDesign& edited,
                    bool presumptions) {
    const Report fresh = judged(program, edited.design(), presumptions);
    const std::string is = said(sources, program, edited.design(), edited.report());
    const std::string should = said(sources, program, edited.design(), fresh);
    return is == should ? std::string() : "is " + is + "\nshould be " + should;
}

// Some fact that the type allows: a value, or none.
Fact random_fact(Choices& choices, const Vocabulary& vocabulary, const Field& field,
                 const Design& design, std::vector<std::uint32_t>& members) {
    Fact fact;
    fact.place = design.tables[root_record].places[0];
    fact.state = choices.of(std::vector<FactState>{FactState::stated, FactState::stated,
                                                   FactState::stated, FactState::absent,
                                                   FactState::unknown, FactState::withheld});
    fact.has_evidence = choices.one_in(4);
    if (fact.has_evidence) fact.evidence = static_cast<EvidenceLevel>(choices.pick(4));
    if (fact.state != FactState::stated) return fact;
    const Type type = field.type.is_collection() ? field.type.member() : field.type;
    const auto closed = [&]() -> std::uint32_t {
        switch (type.kind) {
            case TypeKind::truth: return choices.pick(2);
            case TypeKind::choice:
                return choices.pick(
                    static_cast<std::uint32_t>(vocabulary.choice_lists[type.id].choices.size()));
            case TypeKind::language: return *find_language("fra") + choices.pick(3);
            case TypeKind::country: return *find_country("KE");
            case TypeKind::age_band: return pack_band(choices.pick(20), 20 + choices.pick(60));
            case TypeKind::record:
                return choices.pick(
                    static_cast<std::uint32_t>(design.tables[type.id].places.size()));
            default: return 0;
        }
    };
    const bool no_row = type.kind == TypeKind::record && design.tables[type.id].places.empty();
    if (field.type.is_collection()) {
        fact.complete = !choices.one_in(3);
        for (std::uint32_t i = no_row ? 0 : choices.pick(4); i > 0; --i)
            members.push_back(closed());
        return fact;
    }
    if (no_row) {
        fact.state = FactState::absent;
        return fact;
    }
    if (field.type.is_numeric())
        fact.number =
            point(std::int64_t{choices.pick(field.type.kind == TypeKind::share ? 2 : 60)});
    else
        fact.index = closed();
    return fact;
}

struct Edits {
    std::size_t changes = 0, refused = 0, judged = 0;
};

// A fact of a row that there is, changed for another.
void change_something(Choices& choices, const Program& program, EditedDesign& edited,
                      Edits& edits) {
    const Vocabulary& vocabulary = program.ruleset.vocabulary;
    const auto id = 1 + choices.pick(static_cast<std::uint32_t>(vocabulary.records.size() - 1));
    const auto rows = static_cast<std::uint32_t>(edited.design().tables[id].places.size());
    if (rows == 0 || vocabulary.records[id].fields.empty()) return;
    const FactRef ref{
        id, choices.pick(rows),
        choices.pick(static_cast<std::uint32_t>(vocabulary.records[id].fields.size()))};
    std::vector<std::uint32_t> members;
    const Fact fact = random_fact(choices, vocabulary, vocabulary.records[id].fields[ref.field],
                                  edited.design(), members);
    if (edited.change(ref, fact, members)) {
        ++edits.changes;
        edits.judged += edited.judged().size();
    } else {
        ++edits.refused;
    }
}

std::string slurp(const std::string& path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

std::optional<RuleFile> of_the_house(std::string_view name) {
    const std::string root = TUTELA_SOURCE_DIR "/rulesets/";
    for (const std::string& folder : {std::string(name), std::string("core")})
        if (std::string text = slurp(fmt::format("{}{}/{}.tutela", root, folder, name));
            !text.empty())
            return RuleFile{fmt::format("{}.tutela", name), text};
    return std::nullopt;
}

Program all_our_rules(Sources& sources) {
    const auto root = of_the_house("protection-mainstreaming");
    REQUIRE(root);
    Compiled compiled = compile(sources, {*root}, of_the_house, {july_first});
    REQUIRE(compiled.ruleset);
    return make_program(std::move(*compiled.ruleset));
}

const char* const examples[] = {"lima-cash", "borno-site-management", "moldova-helpline",
                                "renk-registration"};

}  // namespace

TEST_CASE("an edited design's report is that of a fresh run, on random rulesets",
          "[property][edit]") {
    Edits edits;
    std::size_t replaced = 0;
    const std::string failure = find_failure(cases(600), 7, [&](Choices& choices) -> std::string {
        const std::string written = random_rules(choices, {}).text();
        Rules rules(written);
        if (!rules.program) return "refused: " + rules.problems;
        const Program& program = *rules.program;
        const bool presumptions = !choices.one_in(3);
        Model model = random_design(choices, {});
        Read first(rules.sources, program.ruleset.vocabulary, model.toml());
        if (!first.design) return "unread: " + first.problems;
        EditedDesign edited(program, std::move(*first.design),
                            {july_first, presumptions, Explain::none});
        for (int step = 0; step < 12; ++step) {
            if (choices.one_in(2)) {
                change_something(choices, program, edited, edits);
            } else {
                // Another text: a list, or a whole design, is another one.
                const Model other = random_design(choices, {});
                if (choices.one_in(4))
                    model = other;
                else
                    for (std::size_t l = 0; l < model.lists.size(); ++l)
                        if (choices.one_in(4)) model.lists[l] = other.lists[l];
                Read read(rules.sources, program.ruleset.vocabulary, model.toml());
                // A reference may lead to a record that is gone.
                if (!read.design) continue;
                edited.replace(std::move(*read.design));
                ++replaced;
            }
            const std::string different = compare(rules.sources, program, edited, presumptions);
            if (!different.empty())
                return fmt::format("step {}: {}\n{}\n{}", step, different, written, model.toml());
        }
        return {};
    });
    CHECK(failure == "");
    CHECK(edits.changes > 0);
    CHECK(replaced > 0);
}

TEST_CASE("an edited design's report is that of a fresh run, on all our rules",
          "[property][edit]") {
    Sources sources;
    const Program program = all_our_rules(sources);
    Edits edits;
    std::size_t example = 0;
    const std::string failure = find_failure(cases(40), 11, [&](Choices& choices) -> std::string {
        const std::string path = fmt::format("{}/examples/{}/programme.toml", TUTELA_SOURCE_DIR,
                                             examples[example++ % std::size(examples)]);
        Read read(sources, program.ruleset.vocabulary, slurp(path));
        if (!read.design) return "unread: " + read.problems;
        EditedDesign edited(program, std::move(*read.design), {july_first, true, Explain::none});
        for (int step = 0; step < 60; ++step) {
            change_something(choices, program, edited, edits);
            if (step % 4 != 3) continue;
            const std::string different = compare(sources, program, edited, true);
            if (!different.empty()) return fmt::format("{} step {}: {}", path, step, different);
        }
        return {};
    });
    CHECK(failure == "");
    // Few rules see a fact: else there would be no point in it.
    CHECK(edits.judged < edits.changes * 20);
}

namespace {

// The text of a design, as somebody goes over it: rows come, go, change places and names; facts become unknown or are
// withheld; waivers and judgements are added.
class EditedText {
public:
    EditedText(Choices& choices, const Program& program, const std::string& text)
        : choices_(choices), program_(program) {
        std::string block;
        for (std::size_t at = 0; at < text.size();) {
            const std::size_t end = std::min(text.find('\n', at), text.size());
            const std::string line = text.substr(at, end - at) + "\n";
            if (line.rfind("[[", 0) == 0 && !block.empty()) {
                blocks_.push_back(block);
                block.clear();
            }
            block += line;
            at = end + 1;
        }
        blocks_.push_back(block);
    }

    [[nodiscard]] std::string text() const { return fmt::format("{}", fmt::join(blocks_, "")); }

    // What stands before the first list stays where it is.
    void edit() {
        before_ = blocks_;
        const auto last = static_cast<std::uint32_t>(blocks_.size() - 1);
        const std::size_t at = 1 + choices_.pick(last), other = 1 + choices_.pick(last);
        switch (choices_.pick(7)) {
            case 0:
                if (blocks_.size() > 3)
                    blocks_.erase(blocks_.begin() + static_cast<std::ptrdiff_t>(at));
                break;
            case 1: blocks_.push_back(renamed(blocks_[at], id_of(blocks_[at]))); break;
            case 2: {
                const std::string id = id_of(blocks_[at]);
                for (std::string& block : blocks_) block = renamed(block, id);
                break;
            }
            case 3: std::swap(blocks_[at], blocks_[other]); break;
            case 4: change_line(blocks_[choices_.pick(last + 1)]); break;
            case 5:
                blocks_.push_back(fmt::format(
                    "[[exceptions]]\nrule = \"{}\"\nowner = \"site-manager\"\nreason = \"later\"\n"
                    "approver = \"country-director\"\nfrom = 2026-06-01\nuntil = {}\n",
                    rule(), choices_.one_in(2) ? "2026-09-30" : "2026-06-20"));
                break;
            default:
                blocks_.push_back(fmt::format(
                    "[[judgements]]\nrule = \"{}\"\npost = \"{}\"\ndate = 2026-06-01\n"
                    "reason = \"read it\"\nresult = \"{}\"\n",
                    rule(), choices_.one_in(2) ? "aap-focal-point" : "protection-adviser",
                    choices_.one_in(2) ? "met" : "not met"));
                break;
        }
    }

    void undo() { blocks_ = before_; }

private:
    [[nodiscard]] const std::string& rule() {
        const auto& rules = program_.reported;
        return program_.ruleset
            .rules[rules[choices_.pick(static_cast<std::uint32_t>(rules.size()))]]
            .id;
    }
    static std::string id_of(const std::string& block) {
        const std::size_t at = block.find("\nid = \"");
        if (at == std::string::npos) return {};
        const std::size_t begin = at + 7;
        return block.substr(begin, block.find('"', begin) - begin);
    }
    static std::string renamed(std::string block, const std::string& id) {
        const std::string quoted = "\"" + id + "\"";
        if (id.empty()) return block;
        for (std::size_t at = block.find(quoted); at != std::string::npos;
             at = block.find(quoted, at + quoted.size() + 2))
            block.insert(at + quoted.size() - 1, "-x");
        return block;
    }
    // A fact on a line of its own: gone, or said otherwise.
    void change_line(std::string& block) {
        std::vector<std::pair<std::size_t, std::size_t>> values;  // from after the sign to the end
        for (std::size_t at = block.find(" = "); at != std::string::npos;
             at = block.find(" = ", at + 1)) {
            const std::size_t begin = block.rfind('\n', at) + 1, end = block.find('\n', at);
            if (block.find_first_of(" =", begin) == at) values.emplace_back(at + 3, end);
        }
        if (values.empty()) return;
        const auto [from, to] = choices_.of(values);
        const char* const said[] = {
            R"({ unknown = "nobody asked" })", R"({ none = "looked for it" })",
            R"({ withheld = "safety", by = "Country director", on = 2026-05-01 })", "true",
            "false"};
        block.replace(from, to - from, said[choices_.pick(5)]);
    }

    Choices& choices_;
    const Program& program_;
    std::vector<std::string> blocks_, before_;
};

}  // namespace

TEST_CASE("a design whose text is edited is judged as a fresh run would, on all our rules",
          "[property][edit]") {
    Sources sources;
    const Program program = all_our_rules(sources);
    const Vocabulary& vocabulary = program.ruleset.vocabulary;
    std::size_t example = 0, read = 0, unread = 0, waivers = 0, judgements = 0, judged = 0;
    const std::string failure = find_failure(cases(24), 13, [&](Choices& choices) -> std::string {
        const std::string path = fmt::format("{}/examples/{}/programme.toml", TUTELA_SOURCE_DIR,
                                             examples[example++ % std::size(examples)]);
        EditedText text(choices, program, slurp(path));
        Read first(sources, vocabulary, text.text());
        if (!first.design) return "unread: " + first.problems;
        // Waivers, exceptions and "due from" look at the date.
        const EvaluateOptions options{july_first + (choices.one_in(2) ? 0 : 200),
                                      !choices.one_in(3), Explain::none};
        EditedDesign edited(program, std::move(*first.design), options);
        for (int step = 0; step < 40; ++step) {
            text.edit();
            Sources here;
            Read now(here, vocabulary, text.text());
            if (!now.design) {  // what does not hold together is written otherwise
                ++unread;
                text.undo();
                continue;
            }
            ++read;
            waivers += now.design->waivers.size();
            judgements += now.design->judgements.size();
            edited.replace(std::move(*now.design));
            judged += edited.judged().size();
            const Report fresh = evaluate(program, edited.design(), options);
            const std::string is = said(here, program, edited.design(), edited.report()),
                              should = said(here, program, edited.design(), fresh);
            if (is != should)
                return fmt::format("{} step {}: is {}\nshould be {}\n{}", path, step, is, should,
                                   text.text());
        }
        return {};
    });
    CHECK(failure == "");
    INFO(fmt::format("{} read, {} not, {} rules judged", read, unread, judged));
    CHECK(read > unread);
    CHECK(waivers > 0);
    CHECK(judgements > 0);
    CHECK(judged < read * program.selected.size());
}
