#include "formats/portfolio_rows.hpp"

#include <fmt/core.h>

namespace tutela {
namespace {

constexpr std::size_t verdict_count = 6;

// Appends a text in quotes.
void add_json(std::string& out, std::string_view text) {
    out += '"';
    std::size_t from = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        const bool control = static_cast<unsigned char>(c) < 0x20;
        if (c != '"' && c != '\\' && !control) continue;
        out += text.substr(from, i - from);
        from = i + 1;
        if (control)
            out += fmt::format("\\u{:04x}", static_cast<unsigned>(c));
        else
            (out += '\\') += c;
    }
    out += text.substr(from);
    out += '"';
}

std::string json_text(std::string_view text) {
    std::string made;
    add_json(made, text);
    return made;
}

void add_names(std::string& out, const std::vector<std::string>& names) {
    out += '[';
    for (std::size_t i = 0; i < names.size(); ++i) {
        if (i > 0) out += ',';
        add_json(out, names[i]);
    }
    out += ']';
}

std::string csv_text(std::string_view text) {
    if (text.find_first_of(",\"\r\n") == std::string_view::npos) return std::string(text);
    std::string made = "\"";
    for (const char c : text) made += c == '"' ? "\"\"" : std::string(1, c);
    return made + "\"";
}

Position position_of(const Sources& sources, const Diagnostic& diagnostic) {
    return diagnostic.span.known() ? sources.position(diagnostic.span.source, diagnostic.span.begin)
                                   : Position{};
}

std::string problems_text(const Sources& sources, const Diagnostics& diagnostics,
                          const Language& language) {
    std::string all;
    for (const Diagnostic& one : diagnostics) {
        if (one.level() != DiagnosticLevel::error) continue;
        const Position at = position_of(sources, one);
        all += fmt::format("{}{}:{}: {} [{}]", all.empty() ? "" : "; ", at.line, at.column,
                           one.message.in(language), entry_of(one.code).name);
    }
    return all;
}

}  // namespace

std::string problems_json(const Sources& sources, const Diagnostics& diagnostics,
                          const Language& language) {
    std::string all;
    for (const Diagnostic& one : diagnostics) {
        if (one.level() != DiagnosticLevel::error) continue;
        const Position at = position_of(sources, one);
        all += fmt::format("{}{{\"code\":\"{}\",\"line\":{},\"column\":{},\"message\":{}}}",
                           all.empty() ? "" : ",", entry_of(one.code).name, at.line, at.column,
                           json_text(one.message.in(language)));
    }
    return "[" + all + "]";
}

std::string names_json(const std::vector<std::string>& names) {
    std::string all;
    add_names(all, names);
    return all;
}

PortfolioRows::PortfolioRows(const Program& program, RowFormat format, bool more)
    : format_(format), more_(more), language_(program.language) {
    for (const std::uint32_t rule : program.reported) {
        const std::string& id = program.ruleset.rules[rule].id;
        ids_.push_back(id);
        plain_.emplace_back();
        for (std::size_t verdict = 0; verdict < verdict_count; ++verdict) {
            const std::string_view name = word(static_cast<Verdict>(verdict));
            plain_.back().push_back(
                format == RowFormat::jsonl
                    ? fmt::format(",\"rule\":\"{}\",\"verdict\":\"{}\"}}\n", id, name)
                    : fmt::format(",{},{}\n", id, name));
        }
    }
}

std::string PortfolioRows::head() const {
    if (format_ == RowFormat::jsonl) return {};
    return more_ ? "design,rule,verdict,severity,reason,subjects,message\n"
                 : "design,rule,verdict\n";
}

std::string PortfolioRows::name(std::string_view design) const {
    return format_ == RowFormat::jsonl ? json_text(design) : csv_text(design);
}

void PortfolioRows::start(std::string& out, std::string_view design) const {
    if (format_ == RowFormat::jsonl) out += "{\"design\":";
    out += name(design);
}

void PortfolioRows::verdicts(std::string& out, std::string_view design,
                             const Verdict* verdicts) const {
    std::string begin;
    start(begin, design);
    for (std::size_t rule = 0; rule < plain_.size(); ++rule) {
        out += begin;
        out += plain_[rule][static_cast<std::size_t>(verdicts[rule])];
    }
}

void PortfolioRows::told(std::string& out, std::string_view design,
                         const std::vector<ToldRow>& rows) const {
    std::string begin;
    start(begin, design);
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const ToldRow& row = rows[i];
        out += begin;
        if (format_ == RowFormat::jsonl) {
            // As in `plain_`, without its end.
            const std::string_view plain = plain_[i][static_cast<std::size_t>(row.verdict)];
            out += plain.substr(0, plain.size() - 2);
            ((out += ",\"severity\":\"") += word(row.severity)) += "\",\"reason\":\"";
            (out += word(row.reason)) += "\",\"subjects\":";
            add_names(out, row.subjects);
            out += ",\"message\":";
            add_json(out, row.message);
            out += "}\n";
        } else {
            std::string names;
            for (const std::string& name : row.subjects)
                names += (names.empty() ? "" : "; ") + name;
            out +=
                fmt::format(",{},{},{},{},{},{}\n", ids_[i], word(row.verdict), word(row.severity),
                            word(row.reason), csv_text(names), csv_text(row.message));
        }
    }
}

void PortfolioRows::unread(std::string& out, std::string_view design, const Sources& sources,
                           const Diagnostics& diagnostics) const {
    start(out, design);
    if (format_ == RowFormat::jsonl)
        out += ",\"unread\":" + problems_json(sources, diagnostics, *language_) + "}\n";
    else if (more_)
        out += ",,unread,,,," + csv_text(problems_text(sources, diagnostics, *language_)) + "\n";
    else
        out += ",,unread\n";
}

// -------------------------------------------------------------------------------------------------

void PortfolioRows::Look::take(std::string_view bytes) {
    while (!bytes.empty()) {
        const std::size_t end = bytes.find('\n');
        begun_ += bytes.substr(0, end);
        if (end == std::string_view::npos) return;
        bytes.remove_prefix(end + 1);
        seen_ += begun_.size() + 1;
        line(begun_);
        begun_.clear();
    }
}

void PortfolioRows::Look::line(std::string_view line) {
    if (rows_.format_ == RowFormat::csv && !headed_) {
        headed_ = true;
        found.of_other_rules = std::string(line) + "\n" != rows_.head();
        found.bytes = seen_;
        return;
    }
    // What stands between the name of the design and the next field.
    const bool json = rows_.format_ == RowFormat::jsonl;
    std::size_t at = json ? std::string_view("{\"design\":").size() : 0;
    const std::size_t begin = at;
    if (at < line.size() && line[at] == '"') {
        for (++at; at < line.size() && line[at] != '"'; ++at)
            if (json && line[at] == '\\') ++at;
        ++at;
        while (!json && at < line.size() && line[at] == '"')  // a quote within, doubled
            for (++at; at < line.size() && line[at++] != '"';) {
            }
    } else {
        at = std::min(line.find(','), line.size());
    }
    const std::string_view rest = line.substr(std::min(at, line.size()));
    const bool unread = rest.rfind(json ? ",\"unread\"" : ",,unread", 0) == 0;
    const std::string wanted = row_ >= rows_.ids_.size() ? std::string()
                               : json                    ? ",\"rule\":\"" + rows_.ids_[row_] + "\","
                                                         : "," + rows_.ids_[row_] + ",";
    if (!unread && (wanted.empty() || rest.rfind(wanted, 0) != 0)) {
        found.of_other_rules = true;
        return;
    }
    if (!unread && ++row_ < rows_.ids_.size()) return;
    row_ = 0;
    ++found.designs;
    found.bytes = seen_;
    found.last = std::string(line.substr(begin, at - begin));
}

}  // namespace tutela
