#include "engine/texts.hpp"

#include <algorithm>
#include <set>

namespace tutela {
namespace {

std::string spaced(std::string name) {
    std::replace(name.begin(), name.end(), '-', ' ');
    return name;
}

void give_words(std::string& words, const std::string& name) {
    if (words.empty()) words = spaced(name);
}

// A post has a name only, and no phrase of its own: abbreviations in it are written as people write them.
std::string post_words(const std::string& name) {
    static const std::set<std::string> abbreviations{"aap",  "cccm", "cva",  "gbv",   "hr",
                                                     "ict",  "it",   "meal", "mhpss", "ngo",
                                                     "psea", "sgbv", "un",   "wash"};
    std::string words;
    for (std::size_t at = 0; at <= name.size();) {
        const std::size_t end = std::min(name.find('-', at), name.size());
        std::string word = name.substr(at, end - at);
        at = end + 1;
        if (abbreviations.count(word) > 0)
            for (char& c : word) c = static_cast<char>(c - 'a' + 'A');
        words += (words.empty() ? "" : " ") + word;
    }
    return words;
}

std::string written(const Template& text) {
    std::string out;
    for (std::size_t i = 0; i < text.texts.size(); ++i) {
        out += text.texts[i];
        if (i < text.holes.size()) out += "{" + text.holes[i] + "}";
    }
    return out;
}

// The pieces of a text with holes: text, hole, text, … text.
std::vector<std::string> pieces(std::string_view text) {
    std::vector<std::string> found;
    std::size_t from = 0;
    for (;;) {
        const std::size_t open = text.find('{', from);
        const std::size_t close = open == std::string_view::npos ? open : text.find('}', open);
        if (close == std::string_view::npos) break;
        found.emplace_back(text.substr(from, open - from));
        found.emplace_back(text.substr(open + 1, close - open - 1));
        from = close + 1;
    }
    found.emplace_back(text.substr(from));
    return found;
}

// The translation takes the original's expressions to where it wants them.
void replace(Template& text, const std::string& translation) {
    Template made;
    made.span = text.span;
    const std::vector<std::string> all = pieces(translation);
    for (std::size_t i = 0; i < all.size(); ++i) {
        if (i % 2 == 0) {
            made.texts.push_back(all[i]);
            continue;
        }
        const auto at = std::find(text.holes.begin(), text.holes.end(), all[i]);
        made.holes.push_back(all[i]);
        made.expressions.push_back(
            text.expressions[static_cast<std::size_t>(at - text.holes.begin())]);
    }
    text = std::move(made);
}

// Goes through every text once; what it does with each is up to `visit`, which may return another text for it.
class Texts {
public:
    using Visit = std::function<std::optional<std::string>(const RulesetText&)>;
    Texts(Ruleset& ruleset, const Visit& visit, bool once)
        : ruleset_(ruleset), visit_(visit), once_(once) {}

    void all() {
        vocabulary();
        one("ruleset " + ruleset_.name, ruleset_.title, ruleset_.title_place);
        for (SourceDocument& source : ruleset_.sources)
            one("source " + source.name + " note", source.note, source.span);
        for (Principle& principle : ruleset_.principles)
            one("principle " + principle.name, principle.text, principle.span);
        for (Principle& theme : ruleset_.themes) one("theme " + theme.name, theme.text, theme.span);
        for (Parameter& parameter : ruleset_.parameters) {
            one("parameter " + parameter.name, parameter.words, parameter.span);
            one("parameter " + parameter.name + " note", parameter.note, parameter.span);
            one("parameter " + parameter.name + " because", parameter.override_reason,
                parameter.span);
        }
        for (Define& define : ruleset_.defines)
            one("define " + define.name, define.words, define.span);
        for (Rule& rule : ruleset_.rules) of_rule(rule);
        for (Exception& exception : ruleset_.exceptions)
            one("exception " + exception.name, exception.because, exception.span);
        for (Profile& profile : ruleset_.profiles)
            one("profile " + profile.name, profile.title, profile.span);
        for (Crosswalk& crosswalk : ruleset_.crosswalks) {
            one("crosswalk " + crosswalk.name, crosswalk.title, crosswalk.span);
            for (auto& [principle, texts] : crosswalk.principle_to)
                for (std::size_t i = 0; i < texts.size(); ++i)
                    one("crosswalk " + crosswalk.name + " " + ruleset_.principles[principle].name +
                            " " + std::to_string(i + 1),
                        texts[i], crosswalk.span);
        }
    }

private:
    // Two rulesets may say one thing, as a source that both cite.
    bool wanted(const std::string& key) { return !once_ || seen_.insert(key).second; }
    void one(const std::string& key, std::string& text, Span place) {
        if (text.empty() || !wanted(key)) return;
        if (auto other = visit_({key, text, place})) text = std::move(*other);
    }
    void one(const std::string& key, Template& text, Span place) {
        if (!text.given() || !wanted(key)) return;
        const std::string source = written(text);
        const auto other = visit_({key, source, place});
        if (other && same_holes(source, *other)) replace(text, *other);
    }
    void post(const std::string& name, Span place) {
        if (const auto at = ruleset_.posts.find(name); at != ruleset_.posts.end())
            one("post " + name, at->second, place);
    }
    void vocabulary() {
        Vocabulary& vocabulary = ruleset_.vocabulary;
        for (ChoiceList& list : vocabulary.choice_lists)
            for (std::size_t i = 0; i < list.phrases.size(); ++i)
                one("choice " + list.name + " " + list.choices[i], list.phrases[i], list.span);
        for (std::size_t i = 0; i < vocabulary.records.size(); ++i) {
            Record& record = vocabulary.records[i];
            if (i != root_record) one("record " + record.name, record.phrase, record.span);
            for (Field& field : record.fields) {
                const std::string name = i == root_record
                                             ? "list " + field.name
                                             : "field " + record.name + "." + field.name;
                one(name, field.phrase, field.span);
                one(name + " ask", field.ask.question, field.span);
                post(field.ask.post, field.span);
            }
        }
    }
    void of_rule(Rule& rule) {
        one(rule.id + " title", rule.title, rule.span);
        one(rule.id + " severity because", rule.severity_reason, rule.span);
        one(rule.id + " message", rule.message, rule.span);
        one(rule.id + " remedy", rule.remedy, rule.span);
        one(rule.id + " ask", rule.ask.question, rule.span);
        if (rule.judge) one(rule.id + " judge", rule.judge->question, rule.span);
        for (std::size_t i = 0; i < rule.unless.size(); ++i)
            one(rule.id + " unless " + std::to_string(i + 1), rule.unless[i].because, rule.span);
        for (std::size_t i = 0; i < rule.warnings.size(); ++i)
            one(rule.id + " warning " + std::to_string(i + 1), rule.warnings[i].saying, rule.span);
        for (RuleLink& link : rule.yields_to)
            one(rule.id + " yields to " + ruleset_.rules[link.rule].id, link.because, rule.span);
        for (const std::string& name : rule.ask_posts) post(name, rule.span);
        if (rule.judge) post(rule.judge->post, rule.span);
        for (const std::string& name : rule.waivable_by) post(name, rule.span);
    }

    Ruleset& ruleset_;
    const Visit& visit_;
    bool once_;  // each key
    std::set<std::string> seen_;
};

}  // namespace

void name_in_plain_words(Ruleset& ruleset) {
    Vocabulary& vocabulary = ruleset.vocabulary;
    for (ChoiceList& list : vocabulary.choice_lists) {
        list.phrases.resize(list.choices.size());
        for (std::size_t i = 0; i < list.choices.size(); ++i)
            give_words(list.phrases[i], list.choices[i]);
    }
    const auto post = [&](const std::string& name) {
        if (name.empty()) return;
        if (std::string& words = ruleset.posts[name]; words.empty()) words = post_words(name);
    };
    for (Record& record : vocabulary.records) {
        give_words(record.phrase, record.name);
        record.called = record.phrase;
        for (Field& field : record.fields) {
            give_words(field.phrase, field.name);
            post(field.ask.post);
        }
    }
    for (Parameter& parameter : ruleset.parameters) give_words(parameter.words, parameter.name);
    for (Define& define : ruleset.defines) give_words(define.words, define.name);
    for (const Rule& rule : ruleset.rules) {
        for (const std::string& name : rule.ask_posts) post(name);
        for (const std::string& name : rule.waivable_by) post(name);
        if (rule.judge) post(rule.judge->post);
    }
}

void for_each_text(Ruleset& ruleset, const std::function<void(const RulesetText&)>& visit) {
    const Texts::Visit look = [&](const RulesetText& text) -> std::optional<std::string> {
        visit(text);
        return std::nullopt;
    };
    Texts(ruleset, look, true).all();
}

void speak(Program& program, std::shared_ptr<const Language> language) {
    program.language = std::move(language);
    const Language& spoken = *program.language;
    if (spoken.is_source()) return;
    const Texts::Visit translated = [&](const RulesetText& text) -> std::optional<std::string> {
        if (spoken.pseudo) return spoken.text(text.key, text.source);
        const auto* found = spoken.catalogue.find(text.key, text.source);
        if (!found || !same_holes(text.source, found->front())) return std::nullopt;
        return found->front();
    };
    Texts(program.ruleset, translated, false).all();
}

}  // namespace tutela
