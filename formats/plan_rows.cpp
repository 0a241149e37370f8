#include <algorithm>

#include "engine/scan_text.hpp"
#include "formats/plan_cells.hpp"

namespace tutela {
namespace {

std::string without_dot(const std::string& path) {
    return path.starts_with("./") ? path.substr(2) : path;
}

// The same file, called from here or from another folder.
bool same_file(const std::string& a, const std::string& b) {
    const std::string one = without_dot(a), two = without_dot(b);
    return one == two || one.ends_with("/" + two) || two.ends_with("/" + one);
}

}  // namespace

std::vector<std::vector<const ReadPlan::Row*>> rows_by_design(
    const ReadPlan& plan, const std::vector<std::string>& designs, Diagnostics& diagnostics) {
    std::vector<std::vector<const ReadPlan::Row*>> rows(designs.size());
    for (const ReadPlan::Row& row : plan.rows) {
        if (!says_something(row)) continue;
        const std::string& name = row[PlanColumn::design].text;
        auto at = std::find(designs.begin(), designs.end(), name);
        if (at == designs.end())
            at = std::find_if(designs.begin(), designs.end(),
                              [&](const std::string& one) { return same_file(one, name); });
        // A plan without that column is taken for that of the one design.
        if (name.empty() && designs.size() == 1) at = designs.begin();
        if (at != designs.end())
            rows[static_cast<std::size_t>(at - designs.begin())].push_back(&row);
        else
            diagnostics.push_back(plan.wrong(
                row, PlanColumn::design,
                name.empty()            ? message("the row does not say of which design it is")
                : may_be_repeated(name) ? message("the row belongs to another design: {}", name)
                                        : message("the row belongs to another design"),
                message("name that design too, or take its rows out of the sheet")));
    }
    return rows;
}

}  // namespace tutela
