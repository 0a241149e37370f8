#include "formats/portfolio_rows.hpp"

#include <fmt/core.h>

#include "formats/sheet.hpp"

namespace tutela {
namespace {

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

std::string csv_text(std::string_view cell) {
    const std::string text = no_formula(std::string(cell));
    if (text.find_first_of(",\"\r\n") == std::string::npos) return text;
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
    if (shareable_ && format_ == RowFormat::jsonl) out += ",\"shareable\":true";
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

}  // namespace tutela
