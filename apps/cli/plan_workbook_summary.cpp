#include <algorithm>

#include "apps/cli/plan_workbook.hpp"
#include "formats/tell.hpp"

namespace tutela {
namespace {

constexpr Verdict verdicts[] = {Verdict::not_met, Verdict::undetermined, Verdict::needs_judgement};

std::size_t count(const ActionPlan& plan, const std::string& principle, Verdict verdict) {
    return static_cast<std::size_t>(
        std::count_if(plan.rows.begin(), plan.rows.end(), [&](const PlanRow& row) {
            return row.principle == principle && row.verdict_kind == verdict;
        }));
}

// Writes the sheet from the top; knows the row it is at.
class Summary {
public:
    explicit Summary(PlanWorkbook& workbook)
        : workbook_(workbook), plan_(workbook.plan), say_(workbook.say), sheet_(workbook.summary) {}

    void write() {
        worksheet_set_column(sheet_, 0, 0, 34, nullptr);
        worksheet_set_column(sheet_, 1, 4, 14, nullptr);
        worksheet_gridlines(sheet_, LXW_HIDE_ALL_GRIDLINES);
        put(0, say_.tr("Action plan: summary"), workbook_.formats.title);
        worksheet_set_row(sheet_, static_cast<lxw_row_t>(row_++), 28, nullptr);
        for (const std::string& sentence : plan_.sentences) across(sentence);
        ++row_;
        by_principle();
        where_it_stands();
        for_print(workbook_, sheet_);
        worksheet_fit_to_pages(sheet_, 1, 1);
    }

private:
    void put(std::size_t column, const std::string& words, lxw_format* format) {
        workbook_.text(sheet_, row_, column, words, format);
    }
    void number(std::size_t column, std::size_t value, lxw_format* format) {
        worksheet_write_number(sheet_, static_cast<lxw_row_t>(row_), static_cast<lxw_col_t>(column),
                               static_cast<double>(value), format);
    }

    // A sentence over the whole page.
    void across(const std::string& words) {
        constexpr lxw_col_t last = 13;
        const auto row = static_cast<lxw_row_t>(row_++);
        worksheet_merge_range(sheet_, row, 0, row, last, "", workbook_.formats.wrapped);
        worksheet_write_string(sheet_, row, 0, words.c_str(), workbook_.formats.wrapped);
        worksheet_set_row(sheet_, row, row_height(lines_of(words, 150), 15), nullptr);
    }

    void by_principle() {
        put(0, say_.tr("Gaps by principle"), workbook_.formats.label);
        ++row_;
        const std::size_t head = row_;
        put(0, said(say_, PlanColumn::principle), workbook_.formats.head);
        for (std::size_t i = 0; i < std::size(verdicts); ++i)
            put(i + 1, said(say_, verdicts[i]), workbook_.formats.head);
        put(4, say_.tr("all together"), workbook_.formats.head);
        std::size_t sums[std::size(verdicts)] = {};
        for (const std::string& principle : plan_.principles) {
            std::size_t all = 0;
            for (const Verdict verdict : verdicts) all += count(plan_, principle, verdict);
            if (all == 0) continue;
            ++row_;
            put(0, principle, workbook_.formats.text);
            for (std::size_t i = 0; i < std::size(verdicts); ++i) {
                const std::size_t here = count(plan_, principle, verdicts[i]);
                sums[i] += here;
                number(i + 1, here, workbook_.formats.number);
            }
            number(4, all, workbook_.formats.number);
        }
        const std::size_t last = row_++;
        put(0, say_.tr("all together"), workbook_.formats.strong);
        for (std::size_t i = 0; i < std::size(verdicts); ++i)
            number(i + 1, sums[i], workbook_.formats.total);
        number(4, sums[0] + sums[1] + sums[2], workbook_.formats.total);
        row_ += 2;
        if (last > head) chart(head, last);
    }

    void chart(std::size_t head, std::size_t last) {
        constexpr lxw_color_t colours[] = {0xA3262E, 0xE0A030, 0x4F7CAC};
        const std::string name = "'" + std::string(sheet_->name) + "'";
        lxw_chart* chart = workbook_add_chart(workbook_.book, LXW_CHART_BAR_STACKED);
        const auto range = [&](std::size_t column, std::size_t from, std::size_t to) {
            const char letter = static_cast<char>('A' + column);
            return "=" + name + "!$" + letter + "$" + std::to_string(from + 1) +
                   (from == to ? "" : std::string(":$") + letter + "$" + std::to_string(to + 1));
        };
        for (std::size_t i = 0; i < std::size(verdicts); ++i) {
            lxw_chart_series* series = chart_add_series(chart, range(0, head + 1, last).c_str(),
                                                        range(i + 1, head + 1, last).c_str());
            chart_series_set_name(series, range(i + 1, head, head).c_str());
            lxw_chart_fill fill{};
            fill.color = colours[i];
            chart_series_set_fill(series, &fill);
        }
        chart_title_set_name(chart, say_.tr("Gaps by principle").c_str());
        lxw_chart_font font{};
        font.size = 12;
        font.bold = LXW_TRUE;
        chart_title_set_name_font(chart, &font);
        chart_legend_set_position(chart, LXW_CHART_LEGEND_BOTTOM);
        // The first principle on top, as in the table.
        chart_axis_set_reverse(chart->y_axis);
        chart_axis_set_label_position(chart->x_axis, LXW_CHART_AXIS_LABEL_POSITION_HIGH);
        lxw_chart_line line{};
        line.color = 0xD9E1E5;
        line.width = 0.5;
        chart_axis_major_gridlines_set_line(chart->x_axis, &line);
        chart_axis_set_major_unit(chart->x_axis, unit());
        chart_axis_set_num_format(chart->x_axis, "0");
        lxw_chart_options options{};
        options.x_scale = 1.35;
        options.y_scale = 1.35;
        options.x_offset = 18;
        worksheet_insert_chart_opt(sheet_, static_cast<lxw_row_t>(head), 5, chart, &options);
    }

    // Whole gaps on the axis, some ten marks.
    [[nodiscard]] double unit() const {
        std::size_t most = 1;
        for (const std::string& principle : plan_.principles) {
            std::size_t all = 0;
            for (const Verdict verdict : verdicts) all += count(plan_, principle, verdict);
            most = std::max(most, all);
        }
        return most <= 10 ? 1 : most <= 25 ? 5 : most <= 100 ? 10 : 100;
    }

    // Counted by the spreadsheet, so that it stays true while the plan is filled in. What the cells show before it has
    // counted is counted here.
    void formula(const std::string& label, const std::string& formula, std::size_t value) {
        put(0, label, workbook_.formats.text);
        worksheet_write_formula_num(sheet_, static_cast<lxw_row_t>(row_), 1, formula.c_str(),
                                    workbook_.formats.number, static_cast<double>(value));
        ++row_;
    }

    void where_it_stands() {
        const std::string status = workbook_.cells(PlanColumn::status);
        const std::string owner = workbook_.cells(PlanColumn::owner);
        const std::string due = workbook_.cells(PlanColumn::due);
        const std::string title = workbook_.cells(PlanColumn::title);
        put(0, say_.tr("Where the plan stands"), workbook_.formats.label);
        ++row_;
        put(0, said(say_, PlanColumn::status), workbook_.formats.head);
        put(1, say_.tr("rows"), workbook_.formats.head);
        ++row_;
        for (const PlanWord& one : plan_.statuses)
            formula(one.words, "=COUNTIF(" + status + "," + in_formula(one.words) + ")",
                    rows([&](const PlanRow& row) { return row.status == one.words; }));
        std::string passed = "=COUNTIFS(" + due + ",\"<\"&TODAY()";
        for (const std::string& closed : plan_.closed)
            passed += "," + status + "," + in_formula("<>" + closed);
        ++row_;
        formula(say_.tr("without an owner"), "=COUNTA(" + title + ")-COUNTA(" + owner + ")",
                rows([](const PlanRow& row) { return row.owner.empty(); }));
        formula(say_.tr("without a date"), "=COUNTA(" + title + ")-COUNT(" + due + ")",
                rows([](const PlanRow& row) { return !row.due; }));
        formula(say_.tr("overdue"), passed + ")", rows([&](const PlanRow& row) {
                    return row.due && *row.due < plan_.as_of &&
                           std::find(plan_.closed.begin(), plan_.closed.end(), row.status) ==
                               plan_.closed.end();
                }));
    }

    template <class Which>
    [[nodiscard]] std::size_t rows(Which which) const {
        return static_cast<std::size_t>(std::count_if(plan_.rows.begin(), plan_.rows.end(), which));
    }

    PlanWorkbook& workbook_;
    const ActionPlan& plan_;
    const Language& say_;
    lxw_worksheet* sheet_;
    std::size_t row_ = 0;
};

}  // namespace

void write_plan_summary(PlanWorkbook& workbook) {
    Summary(workbook).write();
}

}  // namespace tutela
