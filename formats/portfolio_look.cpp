#include <algorithm>

#include "formats/portfolio_rows.hpp"

// Rows that were written before, read again.

namespace tutela {
namespace {

// Whether one goes on where the other ends.
bool agree(std::string_view a, std::string_view b) {
    return a.starts_with(b.substr(0, a.size()));
}

constexpr std::string_view json_begin = "{\"design\":";

}  // namespace

void PortfolioRows::Look::take(std::string_view bytes) {
    while (!bytes.empty()) {
        const std::size_t end = bytes.find('\n');
        begun_ += bytes.substr(0, end);
        if (end == std::string_view::npos) return;
        bytes.remove_prefix(end + 1);
        // Within quotation marks a row of CSV goes on.
        if (rows_.format_ == RowFormat::csv &&
            std::count(begun_.begin(), begun_.end(), '"') % 2 != 0) {
            begun_ += '\n';
            continue;
        }
        seen_ += begun_.size() + 1;
        if (!found.of_other_rules) line(begun_);
        begun_.clear();
    }
}

void PortfolioRows::Look::end() {
    if (!begun_.empty() && !torn(begun_)) found.of_other_rules = true;
}

bool PortfolioRows::Look::torn(std::string_view line) const {
    const bool json = rows_.format_ == RowFormat::jsonl;
    if (!json && !headed_) return agree(line, rows_.head());
    if (json && !agree(line, json_begin)) return false;
    const std::size_t begin = json ? json_begin.size() : 0;
    if (json && line.size() > begin && line[begin] != '"') return false;
    const std::size_t end = end_of_name(line, begin);
    if (end >= line.size()) return true;
    const std::string_view rest = line.substr(end);
    if (row_ == 0 && agree(rest, unread())) return true;
    if (rows_.ids_.empty() || !agree(rest, middle())) return false;
    return row_ == 0 || line.substr(begin, end - begin) == name_;
}

std::string PortfolioRows::Look::middle() const {
    const std::string& id = rows_.ids_[row_];
    return rows_.format_ == RowFormat::jsonl ? ",\"rule\":\"" + id + "\",\"verdict\":\""
                                             : "," + id + ",";
}

std::string_view PortfolioRows::Look::unread() const {
    return rows_.format_ == RowFormat::jsonl ? ",\"unread\":" : ",,unread";
}

void PortfolioRows::Look::line(std::string_view line) {
    if (rows_.format_ == RowFormat::csv && !headed_) {
        headed_ = true;
        found.of_other_rules = std::string(line) + "\n" != rows_.head();
        found.bytes = seen_;
        return;
    }
    const std::size_t begin = rows_.format_ == RowFormat::jsonl ? json_begin.size() : 0;
    const std::size_t end = end_of_name(line, begin);
    const std::string_view name = line.substr(std::min(begin, end), end - begin);
    if (!row(name, line.substr(end))) found.of_other_rules = true;
}

// Past a text in quotation marks, or one without.
std::size_t PortfolioRows::Look::end_of_name(std::string_view line, std::size_t at) const {
    const bool json = rows_.format_ == RowFormat::jsonl;
    if (at >= line.size() || line[at] != '"') return std::min(line.find(','), line.size());
    for (++at; at < line.size(); ++at) {
        if (json && line[at] == '\\')
            ++at;
        else if (!json && line.substr(at, 2) == "\"\"")
            ++at;
        else if (line[at] == '"')
            break;
    }
    return std::min(at + 1, line.size());
}

// A row whose design is called so; false for one that these rules would not write here.
bool PortfolioRows::Look::row(std::string_view name, std::string_view rest) {
    const bool json = rows_.format_ == RowFormat::jsonl;
    if (row_ == 0) {
        name_ = name;
        marked_ = name_ + "\n";
        if (rest.starts_with(unread())) {
            marked_ += KeptMark::unread;
            return whole();
        }
    }
    if (rows_.ids_.empty()) return false;
    const std::string before = middle();
    if (name != name_ || !rest.starts_with(before)) return false;
    rest.remove_prefix(before.size());
    const std::size_t end = std::min(rest.find(json ? '"' : ','), rest.size());
    // Rows with reasons go on after the verdict.
    if (json && rest.substr(end) != "\"}" && !rows_.more_) return false;
    if (json && !rest.substr(end).starts_with("\",") && rows_.more_) return false;
    for (std::size_t verdict = 0; verdict < verdict_count; ++verdict)
        if (word(static_cast<Verdict>(verdict)) == rest.substr(0, end)) {
            marked_ += KeptMark::letter(verdict);
            return ++row_ < rows_.ids_.size() || whole();
        }
    return false;
}

bool PortfolioRows::Look::whole() {
    row_ = 0;
    ++found.designs;
    found.bytes = seen_;
    found.mark.take(marked_);
    return true;
}

}  // namespace tutela
