#include <fmt/core.h>

#include "formats/handbook.hpp"

namespace tutela {
namespace {

class Markdown {
public:
    Markdown(const Program& program, const Handbook& book) : say_(*program.language), book_(book) {}

    std::string write() {
        out_ = fmt::format("# {}\n\n{}\n\n", book_.title, book_.about);
        for (const HandbookPart& part : book_.parts) {
            out_ += fmt::format("## {}\n\n", part.title);
            for (const HandbookRule& one : part.rules) rule(one);
        }
        terms(say_.tr("Words of the rules"), book_.words);
        terms(say_.tr("Parameters"), book_.parameters);
        if (!book_.profiles.empty()) {
            out_ += fmt::format("## {}\n\n", say_.tr("Profiles"));
            for (const auto& [title, rules] : book_.profiles)
                out_ += "- " + say_.tr("{}: {}", "**" + title + "**", rules) + "\n";
            out_ += "\n";
        }
        out_ += fmt::format("## {}\n\n", say_.tr("Sources"));
        for (const std::string& source : book_.sources) out_ += "- " + source + "\n";
        return out_;
    }

private:
    void rule(const HandbookRule& rule) {
        out_ += fmt::format("### {} {}\n\n", rule.id, rule.title);
        out_ += fmt::format("*{}*", rule.severity);
        for (const std::string& more : {rule.phases, rule.themes})
            if (!more.empty()) out_ += " · " + more;
        out_ += "\n\n";
        if (!rule.subject.empty()) out_ += fmt::format("{} {}.\n\n", say_.tr("For"), rule.subject);
        for (const HandbookClause& clause : rule.clauses) {
            out_ += fmt::format("**{}**\n\n", clause.label);
            points(clause.points, 0);
            out_ += "\n";
        }
        for (const HandbookExample& example : rule.examples)
            out_ += fmt::format("**{}** {}\n\n", say_.tr("Example"),
                                say_.tr("{}: met with “{}”, not met with “{}”.", example.fact,
                                        example.met, example.not_met));
        line(say_.tr("Says"), rule.message);
        line(say_.tr("Mend"), rule.remedy);
        line(say_.tr("Asks"), rule.question.empty() || rule.answered_by.empty()
                                  ? rule.question
                                  : fmt::format("{} ({})", rule.question, rule.answered_by));
        line(say_.tr("Effort"), rule.effort);
        for (const std::string& note : rule.notes) out_ += note + "\n\n";
        if (!rule.sources.empty()) {
            out_ += say_.tr("Sources") + "\n\n";
            for (const std::string& source : rule.sources) out_ += "- " + source + "\n";
            out_ += "\n";
        }
    }
    void line(const std::string& label, const std::string& text) {
        if (!text.empty()) out_ += fmt::format("**{}** {}\n\n", label, text);
    }
    void points(const std::vector<Sentence>& sentences, std::size_t depth) {
        for (const Sentence& sentence : sentences) {
            out_ += std::string(2 * depth, ' ') + "- " + sentence.text + "\n";
            points(sentence.parts, depth + 1);
        }
    }
    void terms(const std::string& title, const std::vector<HandbookTerm>& list) {
        if (list.empty()) return;
        out_ += fmt::format("## {}\n\n", title);
        for (const HandbookTerm& term : list) {
            const std::string name = "**" + term.name + "**";
            out_ += "- " + (term.meaning.empty() ? name : say_.tr("{}: {}", name, term.meaning));
            for (const std::string& more : {term.origin, term.sources, term.note})
                if (!more.empty()) out_ += " · " + more;
            out_ += "\n";
            points(term.points, 1);
        }
        out_ += "\n";
    }

    const Language& say_;
    const Handbook& book_;
    std::string out_;
};

}  // namespace

std::string write_handbook_markdown(const Program& program, const Handbook& book) {
    return Markdown(program, book).write();
}

}  // namespace tutela
