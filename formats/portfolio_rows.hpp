#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "diagnostics/diagnostic.hpp"
#include "engine/program.hpp"
#include "engine/told_row.hpp"
#include "formats/kept_mark.hpp"

namespace tutela {

enum class RowFormat : std::uint8_t { jsonl, csv };

// JSON: what is wrong with a design, [{"code":"unknown-key","line":1,"column":14,"message":"…"}]; and names, ["S1","S2"].
[[nodiscard]] std::string problems_json(const Sources& sources, const Diagnostics& diagnostics,
                                        const Language& language);
[[nodiscard]] std::string names_json(const std::vector<std::string>& names);

// Verdicts as rows: one a design and rule, in the order of the rules; one for a design that could not be read.
//   {"design":"a.jsonl:7","rule":"SAF-01","verdict":"met"}
//   {"design":"a.jsonl:8","unread":[{"code":"unknown-key","line":1,"column":14,"message":"…"}]}
class PortfolioRows {
public:
    // `more`: with severity, reason, subjects and message, of a report.
    PortfolioRows(const Program& program, RowFormat format, bool more);

    // Every row of JSON says that it is of a version that may leave the organisation; CSV has no place for it.
    void mark_shareable() { shareable_ = true; }

    [[nodiscard]] std::string head() const;                         // of the columns, for CSV
    [[nodiscard]] std::string name(std::string_view design) const;  // as it stands in a row
    void verdicts(std::string& out, std::string_view design, const Verdict* verdicts) const;
    void told(std::string& out, std::string_view design, const std::vector<ToldRow>& rows) const;
    void unread(std::string& out, std::string_view design, const Sources& sources,
                const Diagnostics& diagnostics) const;

    // Looks through rows that were written before: after which byte the last whole design ends.
    struct Found {
        std::size_t designs = 0, bytes = 0;
        KeptMark mark;  // of the whole designs: names as they stand in a row, and verdicts
        bool of_other_rules = false;
    };
    class Look {
    public:
        explicit Look(const PortfolioRows& rows) : rows_(rows) {}
        void take(std::string_view bytes);
        // No more will come: what was begun must be a row of these rules that was torn off.
        void end();
        Found found;

    private:
        void line(std::string_view line);
        [[nodiscard]] std::size_t end_of_name(std::string_view line, std::size_t at) const;
        bool row(std::string_view name, std::string_view rest);
        [[nodiscard]] bool torn(std::string_view line) const;
        // What stands between the name and the verdict of the row that comes next.
        [[nodiscard]] std::string middle() const;
        // What stands there where the design could not be read.
        [[nodiscard]] std::string_view unread() const;
        bool whole();
        const PortfolioRows& rows_;
        std::string begun_;  // a line whose end has not come yet
        std::size_t seen_ = 0, row_ = 0;
        std::string name_;
        std::string marked_;  // of the design that is not whole yet, for `found.mark`
        bool headed_ = false;
    };

private:
    static constexpr std::size_t verdict_count = 6;
    void start(std::string& out, std::string_view design) const;

    RowFormat format_;
    bool more_, shareable_ = false;
    std::shared_ptr<const Language> language_;
    std::vector<std::string> ids_;
    std::vector<std::vector<std::string>> plain_;  // by rule and verdict: the rest of its row
};

}  // namespace tutela
