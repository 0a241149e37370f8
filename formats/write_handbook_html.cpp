#include <string>

#include "formats/handbook.hpp"
#include "formats/html_page.hpp"

namespace tutela {
namespace {

constexpr const char* page =
#include "formats/handbook_page.inc"
    ;

std::string escaped(const std::string& text) {
    std::string out;
    for (const char c : text) {
        switch (c) {
            case '&': out += "&amp;"; break;
            case '<': out += "&lt;"; break;
            case '>': out += "&gt;"; break;
            default: out += c;
        }
    }
    return out;
}

// Templates do not recur, so a list in a list is written here.
std::string list_of(const std::vector<Sentence>& sentences) {
    if (sentences.empty()) return "";
    std::string out = "<ul>";
    for (const Sentence& sentence : sentences)
        out += "<li>" + escaped(sentence.text) + list_of(sentence.parts) + "</li>";
    return out + "</ul>";
}

class Html {
public:
    Html(const Program& program, const Handbook& book)
        : program_(program), say_(*program.language), book_(book) {}

    std::string write() {
        Dictionary root("handbook");
        root["LANGUAGE"] = book_.language;
        root["DIRECTION"] = book_.right_to_left ? "rtl" : "ltr";
        root["TITLE"] = book_.title;
        root["ABOUT"] = book_.about;
        root["CONTENTS"] = say_.tr("Contents");
        root["FOOT"] = say_.tr("Made from the rules themselves by tutela describe.");
        for (const HandbookPart& one : book_.parts) part(root, one);
        words(root);
        parameters(root);
        profiles(root);
        documents(root);
        return filled_page(root, {{"handbook", page}});
    }

private:
    void entry(Dictionary& root, const std::string& anchor, const std::string& text,
               std::size_t count) {
        Dictionary& made = *root.AddSectionDictionary("ENTRY");
        made["ANCHOR"] = anchor;
        made["TEXT"] = text;
        made["COUNT"] = std::to_string(count);
    }

    void part(Dictionary& root, const HandbookPart& part) {
        entry(root, part.name, part.title, part.rules.size());
        Dictionary& made = *root.AddSectionDictionary("PART");
        made["ANCHOR"] = part.name;
        made["TEXT"] = part.title;
        for (const HandbookRule& one : part.rules) rule(*made.AddSectionDictionary("RULE"), one);
    }

    void rule(Dictionary& into, const HandbookRule& rule) {
        into["ID"] = rule.id;
        into["TEXT"] = rule.title;
        into["SEVERITY"] = rule.severity;
        into["LEVEL"] = std::string(
            word(program_.ruleset.rules[*program_.ruleset.find_rule(rule.id)].severity));
        for (const std::string& tag : {rule.phases, rule.themes})
            if (!tag.empty()) (*into.AddSectionDictionary("TAG"))["TEXT"] = tag;
        if (!rule.subject.empty())
            (*into.AddSectionDictionary("SUBJECT"))["TEXT"] = say_.tr("For {}.", rule.subject);
        for (const HandbookClause& clause : rule.clauses) {
            Dictionary& made = *into.AddSectionDictionary("CLAUSE");
            made["TEXT"] = clause.label;
            made["POINTS"] = list_of(clause.points);
        }
        for (const HandbookExample& example : rule.examples) {
            Dictionary& made = *into.AddSectionDictionary("EXAMPLE");
            made["LABEL"] = say_.tr("Example");
            made["TEXT"] = say_.tr("{}: met with “{}”, not met with “{}”.", example.fact,
                                   example.met, example.not_met);
        }
        line(into, say_.tr("Says"), rule.message);
        line(into, say_.tr("Mend"), rule.remedy);
        line(into, say_.tr("Asks"),
             rule.question.empty() || rule.answered_by.empty()
                 ? rule.question
                 : rule.question + " (" + rule.answered_by + ")");
        line(into, say_.tr("Effort"), rule.effort);
        if (!rule.notes.empty()) {
            Dictionary& notes = *into.AddSectionDictionary("NOTES");
            for (const std::string& note : rule.notes)
                (*notes.AddSectionDictionary("NOTE"))["TEXT"] = note;
        }
        if (rule.sources.empty()) return;
        Dictionary& sources = *into.AddSectionDictionary("SOURCES");
        sources["LABEL"] = say_.tr("Sources:") + " ";
        for (const std::string& source : rule.sources)
            (*sources.AddSectionDictionary("SOURCE"))["TEXT"] = source;
    }

    static void line(Dictionary& into, const std::string& label, const std::string& text) {
        if (text.empty()) return;
        Dictionary& made = *into.AddSectionDictionary("LINE");
        made["LABEL"] = label;
        made["TEXT"] = text;
    }

    void words(Dictionary& root) {
        if (book_.words.empty()) return;
        entry(root, "words", say_.tr("Words of the rules"), book_.words.size());
        Dictionary& made = *root.AddSectionDictionary("WORDS");
        made["TEXT"] = say_.tr("Words of the rules");
        for (const HandbookTerm& term : book_.words) {
            Dictionary& word = *made.AddSectionDictionary("WORD");
            word["TEXT"] = term.name;
            if (!term.meaning.empty())
                (*word.AddSectionDictionary("MEANING"))["TEXT"] = term.meaning;
            word["POINTS"] = list_of(term.points);
        }
    }

    void parameters(Dictionary& root) {
        if (book_.parameters.empty()) return;
        entry(root, "parameters", say_.tr("Parameters"), book_.parameters.size());
        Dictionary& made = *root.AddSectionDictionary("PARAMETERS");
        made["TEXT"] = say_.tr("Parameters");
        for (const std::string& head : {say_.tr("Parameter"), say_.tr("Value"), say_.tr("Origin"),
                                        say_.tr("Source, and note")})
            (*made.AddSectionDictionary("HEAD"))["TEXT"] = head;
        for (const HandbookTerm& term : book_.parameters) {
            Dictionary& row = *made.AddSectionDictionary("PARAMETER");
            row["NAME"] = term.name;
            row["VALUE"] = term.meaning;
            row["ORIGIN"] = term.origin;
            row["SOURCE"] = term.sources;
            if (!term.note.empty()) (*row.AddSectionDictionary("NOTE"))["TEXT"] = term.note;
        }
    }

    void profiles(Dictionary& root) {
        if (book_.profiles.empty()) return;
        entry(root, "profiles", say_.tr("Profiles"), book_.profiles.size());
        Dictionary& made = *root.AddSectionDictionary("PROFILES");
        made["TEXT"] = say_.tr("Profiles");
        for (const auto& [name, rules] : book_.profiles) {
            Dictionary& profile = *made.AddSectionDictionary("PROFILE");
            profile["NAME"] = name;
            profile["RULES"] = rules;
        }
    }

    void documents(Dictionary& root) {
        entry(root, "sources", say_.tr("Sources"), book_.sources.size());
        Dictionary& made = *root.AddSectionDictionary("DOCUMENTS");
        made["TEXT"] = say_.tr("Sources");
        for (const std::string& source : book_.sources)
            (*made.AddSectionDictionary("DOCUMENT"))["TEXT"] = source;
    }

    const Program& program_;
    const Language& say_;
    const Handbook& book_;
};

}  // namespace

std::string write_handbook_html(const Program& program, const Handbook& book) {
    return Html(program, book).write();
}

}  // namespace tutela
