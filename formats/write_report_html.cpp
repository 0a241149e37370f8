#include "formats/html_parts.hpp"
#include "formats/tell.hpp"

namespace tutela {
namespace {

constexpr const char* page =
#include "formats/report_page.inc"
    ;
constexpr const char* bar_part =
#include "formats/report_bar_page.inc"
    ;
constexpr const char* mark_part =
#include "formats/report_mark_page.inc"
    ;
constexpr const char* score_part =
#include "formats/report_score_page.inc"
    ;
constexpr const char* list_part =
#include "formats/report_list_page.inc"
    ;

// A path may be broken where a folder ends.
void name_in_parts(Dictionary& into, const std::string& name) {
    std::size_t from = 0;
    while (from < name.size()) {
        const std::size_t slash = name.find('/', from);
        const std::size_t to = slash == std::string::npos ? name.size() : slash + 1;
        text(into, "PART_OF_NAME", name.substr(from, to - from));
        from = to;
    }
}

void mark(Dictionary& into, const std::string& gate) {
    part(into, "MARK", "mark")
        .ShowSection(gate == "failed" ? "FAILED"
                     : gate == "open" ? "OPEN"
                                      : "PASSED");
}

class Html {
public:
    Html(const ReportPage& page, const Language& say)
        : page_(page), say_(say), many_(page.designs.size() > 1) {}

    std::string write() {
        Dictionary root("report");
        root["LANGUAGE"] = page_.language;
        root["DIRECTION"] = page_.right_to_left ? "rtl" : "ltr";
        root["TITLE"] = page_.title;
        name_in_parts(root, page_.title);
        root["SKIP"] = say_.tr("Skip to the report");
        root["READING"] = say_.tr("How to read this report");
        root["FOOT"] = say_.tr(
            "Made by tutela check. The same rules, design and date always give the same report.");
        // Parts are included, and see only what is said to all.
        const char* levels[] = {"2", "3", "4", "5"};
        root.SetTemplateGlobalValue("A", levels[many_ ? 1 : 0]);
        root.SetTemplateGlobalValue("B", levels[many_ ? 2 : 1]);
        root.SetTemplateGlobalValue("C", levels[many_ ? 3 : 2]);
        if (many_)
            overview(root);
        else
            text(root, "BYLINE", page_.designs.front().audited);
        for (const PageDesign& one : page_.designs) design(section(root, "DESIGN"), one);
        meanings(root);
        return filled_page(root, {{"report", page},
                                  {"bar", bar_part},
                                  {"mark", mark_part},
                                  {"score", score_part},
                                  {"list", list_part}});
    }

private:
    void overview(Dictionary& root) {
        Dictionary& made = section(root, "OVERVIEW");
        made["TITLE"] = say_.tr("All designs");
        for (const PageDesign& design : page_.designs) {
            Dictionary& row = section(made, "ROW");
            row["ANCHOR"] = design.anchor;
            row["NAME"] = design.name;
            row["GATE"] = design.gate;
            row["STATE"] = state(design.gate);
            row["SCORE"] = design.total.score;
            mark(row, design.gate);
            bar(row, design.total.bar);
            for (const PageFigure& figure : design.figures) text(row, "FIGURE", figure.text);
        }
    }

    [[nodiscard]] std::string state(const std::string& gate) const {
        if (gate == "failed") return say_.tr("does not pass");
        return gate == "open" ? say_.tr("cannot be told yet") : say_.tr("passes");
    }

    void design(Dictionary& into, const PageDesign& design) {
        into["ANCHOR"] = design.anchor;
        if (many_) {
            Dictionary& named = section(into, "NAMED");
            name_in_parts(named, design.name);
            named["AUDITED"] = design.audited;
        }
        first_page(into, design);
        into["CONTENTS"] = many_ ? say_.tr("Contents: {}", design.name) : say_.tr("Contents");
        add_chapters(into, design, say_);
    }

    void first_page(Dictionary& into, const PageDesign& design) {
        into["SUMMARY"] = many_ ? say_.tr("Summary: {}", design.name) : say_.tr("Summary");
        into["GATE"] = design.gate;
        for (const std::string& one : design.sharing) text(into, "SHARING", one);
        sentence(into, design);
        into["SCORE"] = design.total.score;
        into["COUNTS"] = design.total.counts;
        into["SCORE_LABEL"] = say_.tr("Score, at worst and at best");
        mark(into, design.gate);
        bar(into, design.total.bar);
        blocked(into, design.total, say_);
        for (const PageFigure& figure : design.figures) {
            Dictionary& made = section(into, "FIGURE");
            made["ANCHOR"] = figure.anchor;
            const std::size_t at = figure.text.find(figure.number);
            const bool found = at != std::string::npos;
            made["BEFORE"] = found ? figure.text.substr(0, at) : "";
            made["NUMBER"] = figure.number;
            made["AFTER"] =
                found ? figure.text.substr(at + figure.number.size()) : " " + figure.text;
        }
        if (!design.since.empty()) {
            Dictionary& since = section(into, "SINCE");
            since["ANCHOR"] = design.anchor + "-changes";
            since["TEXT"] = design.since;
        }
        if (design.blocking.empty()) return;
        Dictionary& made = section(into, "BLOCKING");
        made["TITLE"] = design.blocking_title;
        for (std::size_t i = 0; i < design.blocking_shown; ++i)
            link(section(made, "LINK"), design, design.blocking[i]);
        if (design.blocking_more.empty()) return;
        Dictionary& more = section(made, "RULES_MORE");
        more["ANCHOR"] = anchor_of(design, design.blocking[design.blocking_shown]);
        more["TEXT"] = design.blocking_more;
    }

    static std::string anchor_of(const PageDesign& design, const PageLink& link) {
        return design.gate == "failed" ? link.anchor : design.anchor + "-questions";
    }

    static void link(Dictionary& into, const PageDesign& design, const PageLink& link) {
        into["ANCHOR"] = anchor_of(design, link);
        into["ID"] = link.id;
        into["TEXT"] = link.text;
        if (!link.subjects.empty()) {
            Dictionary& subjects = section(into, "SUBJECTS");
            for (const std::string& subject : link.subjects) text(subjects, "SUBJECT", subject);
            text(subjects, "SUBJECTS_MORE", link.more);
        }
        text(into, "TO_DO", link.to_do);
    }

    // Ids of rules in a sentence are not broken at their hyphens.
    static void sentence(Dictionary& into, const PageDesign& design) {
        std::size_t from = 0;
        for (const PageLink& link : design.blocking) {
            const std::size_t at = design.sentence.find(link.id, from);
            if (at == std::string::npos) continue;
            Dictionary& made = section(into, "SENTENCE");
            made["TEXT"] = design.sentence.substr(from, at - from);
            text(made, "ID", link.id);
            from = at + link.id.size();
        }
        section(into, "SENTENCE")["TEXT"] = design.sentence.substr(from);
    }

    void meanings(Dictionary& root) {
        for (const PageItem& meaning : page_.meanings) {
            Dictionary& made = section(root, "MEANING");
            made["WORD"] = meaning.text;
            made["TEXT"] = meaning.more;
        }
    }

    const ReportPage& page_;
    const Language& say_;
    bool many_;
};

}  // namespace

std::string write_report_html(const std::vector<Told>& told) {
    return Html(report_page(told), *told.front().program.language).write();
}

}  // namespace tutela
