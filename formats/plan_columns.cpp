#include "formats/action_plan.hpp"

namespace tutela {

std::string_view word(PlanColumn column) {
    switch (column) {
        case PlanColumn::key: return "key";
        case PlanColumn::rule: return "rule";
        case PlanColumn::title: return "requirement";
        case PlanColumn::principle: return "principle";
        case PlanColumn::subject: return "subject";
        case PlanColumn::severity: return "severity";
        case PlanColumn::verdict: return "verdict";
        case PlanColumn::why: return "why";
        case PlanColumn::what_to_do: return "what-to-do";
        case PlanColumn::place: return "place";
        case PlanColumn::owner: return "owner";
        case PlanColumn::due: return "due";
        case PlanColumn::effort: return "effort";
        case PlanColumn::status: return "status";
        case PlanColumn::note: return "note";
        case PlanColumn::design: return "design";
    }
    return "";
}

std::string said(const Language& language, PlanColumn column) {
    switch (column) {
        case PlanColumn::key: return "key";
        case PlanColumn::rule: return language.trc("column", "Rule");
        case PlanColumn::title: return language.trc("column", "What is asked for");
        case PlanColumn::principle: return language.trc("column", "Principle");
        case PlanColumn::subject: return language.trc("column", "Subject");
        case PlanColumn::severity: return language.trc("column", "Severity");
        case PlanColumn::verdict: return language.trc("column", "Verdict");
        case PlanColumn::why: return language.trc("column", "Why it matters");
        case PlanColumn::what_to_do: return language.trc("column", "What to do, or to ask");
        case PlanColumn::place: return language.trc("column", "Place in the file");
        case PlanColumn::owner: return language.trc("column", "Owner");
        case PlanColumn::due: return language.trc("column", "Due");
        case PlanColumn::effort: return language.trc("column", "Effort");
        case PlanColumn::status: return language.trc("column", "Status");
        case PlanColumn::note: return language.trc("column", "Note");
        case PlanColumn::design: return language.trc("column", "Design");
    }
    return "";
}

const std::string& text_of(const PlanRow& row, PlanColumn column) {
    static const std::string nothing;
    switch (column) {
        case PlanColumn::key: return row.key;
        case PlanColumn::rule: return row.rule;
        case PlanColumn::title: return row.title;
        case PlanColumn::principle: return row.principle;
        case PlanColumn::subject: return row.subject;
        case PlanColumn::severity: return row.severity;
        case PlanColumn::verdict: return row.verdict;
        case PlanColumn::why: return row.why;
        case PlanColumn::what_to_do: return row.what_to_do;
        case PlanColumn::place: return row.place;
        case PlanColumn::owner: return row.owner;
        case PlanColumn::effort: return row.effort;
        case PlanColumn::status: return row.status;
        case PlanColumn::note: return row.note;
        case PlanColumn::design: return row.design;
        case PlanColumn::due: break;
    }
    return nothing;
}

}  // namespace tutela
