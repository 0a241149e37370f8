#include "dsl/format.hpp"

#include <algorithm>

#include "dsl/formatter.hpp"

namespace tutela {
namespace {

bool is_banner(std::string_view remark) {
    return remark.starts_with("# ---");
}

std::string trimmed(std::string_view text) {
    const std::size_t last = text.find_last_not_of(" \t");
    return std::string(text.substr(0, last == std::string_view::npos ? 0 : last + 1));
}

// Declarations of one sort stand below each other; between two sorts there is an empty line.
enum class Sort : unsigned char { table, plain, tall };

std::pair<std::size_t, Sort> sort_of(const Declaration& declaration) {
    const std::size_t index = declaration.index();
    const auto same = [&](auto one) { return Declaration(std::move(one)).index(); };
    if (std::holds_alternative<RecordDecl>(declaration) ||
        std::holds_alternative<DefineDecl>(declaration) ||
        std::holds_alternative<RuleDecl>(declaration) ||
        std::holds_alternative<ExceptionDecl>(declaration) ||
        std::holds_alternative<ProfileDecl>(declaration) ||
        std::holds_alternative<CrosswalkDecl>(declaration))
        return {index, Sort::tall};
    if (std::holds_alternative<OneDecl>(declaration)) return {same(ListDecl{}), Sort::table};
    if (std::holds_alternative<SetSeverityDecl>(declaration) ||
        std::holds_alternative<DisableDecl>(declaration))
        return {same(SetDecl{}), Sort::table};
    if (const auto* principle = std::get_if<PrincipleDecl>(&declaration))
        return {principle->theme ? 1000 : index, Sort::table};
    return {index, Sort::plain};
}

}  // namespace

std::optional<std::string> format(const Sources& sources, const Parsed& parsed) {
    if (has_errors(parsed.diagnostics)) return std::nullopt;
    return Formatter(sources, parsed.tree).format();
}

Formatter::Formatter(const Sources& sources, const SyntaxTree& tree)
    : sources_(sources), tree_(tree) {
    read_words();
}

std::string Formatter::format() {
    std::string out;
    std::vector<Entry> all = entries();
    align_blocks(all);
    for (const Entry& entry : all) {
        const bool section = !entry.remarks.empty() && is_banner(entry.remarks.front().text);
        if (!section) out.append(entry.gap, '\n');
        write_remarks(out, entry.remarks);
        if (!entry.remarks.empty() && (entry.after_blank || is_banner(entry.remarks.back().text)))
            out += '\n';
        next_ = entry.first_word;
        out += layout::print(declaration(entry), width) + "\n";
        for (const Remark& remark : entry.last_remarks) out += "  " + remark.text + "\n";
    }
    if (!last_remarks_.empty()) {
        if (!out.empty() && !is_banner(last_remarks_.front().text)) out += '\n';
        write_remarks(out, last_remarks_);
    }
    return out;
}

// ------------------------------------------------------------------ the file

void Formatter::read_words() {
    std::vector<Remark> waiting;
    std::size_t lines = 1;  // ended since the last word or comment; one before the first
    for (const Token& token : tree_.tokens) {
        const std::string_view text = sources_.text(token.span);
        if (token.kind == TokenKind::space) {
            lines += static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
        } else if (token.kind == TokenKind::comment) {
            if (lines == 0 && waiting.empty() && !words_.empty())
                words_.back().behind = trimmed(text);
            else
                waiting.push_back({trimmed(text),
                                   lines > 1 && (!words_.empty() || !waiting.empty()),
                                   sources_.position(tree_.source, token.span.begin).column > 1});
            lines = 0;
        } else {
            words_.push_back({token.span, std::move(waiting), {}, lines > 1});
            waiting.clear();
            lines = 0;
        }
    }
    last_remarks_ = std::move(waiting);
}

std::size_t Formatter::word_at(std::uint32_t offset) const {
    const auto found =
        std::lower_bound(words_.begin(), words_.end(), offset,
                         [](const Word& word, std::uint32_t at) { return word.span.begin < at; });
    return static_cast<std::size_t>(found - words_.begin());
}

std::vector<Formatter::Entry> Formatter::entries() {
    std::vector<Entry> all;
    if (words_.empty()) return all;
    all.reserve(tree_.declarations.size() + 1);
    all.push_back(entry(nullptr, tree_.header.span, nullptr));
    for (const Declaration& declaration : tree_.declarations)
        all.push_back(entry(&declaration, span_of(declaration), &all.back()));
    // What is indented below the last declaration belongs to it.
    auto first = last_remarks_.begin();
    while (first != last_remarks_.end() && first->indented && !first->after_blank)
        all.back().last_remarks.push_back(std::move(*first++));
    last_remarks_.erase(last_remarks_.begin(), first);
    return all;
}

Formatter::Entry Formatter::entry(const Declaration* declaration, Span span, Entry* previous) {
    Entry made;
    made.declaration = declaration;
    made.first_word = word_at(span.begin);
    Word& word = words_[made.first_word];
    made.remarks = std::move(word.before);
    word.before.clear();
    made.after_blank = word.after_blank;
    if (previous != nullptr) {
        auto first = made.remarks.begin();
        while (first != made.remarks.end() && first->indented && !first->after_blank)
            previous->last_remarks.push_back(std::move(*first++));
        made.remarks.erase(made.remarks.begin(), first);
        made.gap = gap_between(*previous, made);
    } else if (!made.remarks.empty()) {
        made.after_blank = true;
    }
    return made;
}

std::size_t Formatter::gap_between(const Entry& previous, const Entry& next) {
    if (previous.declaration == nullptr) return 1;
    const auto [before, before_sort] = sort_of(*previous.declaration);
    const auto [after, after_sort] = sort_of(*next.declaration);
    if (before_sort == Sort::tall || after_sort == Sort::tall || before != after) return 1;
    return (next.remarks.empty() ? next.after_blank : next.remarks.front().after_blank) ? 1 : 0;
}

// The first stands where the gap before it has been made; a banner makes its own.
void Formatter::write_remarks(std::string& out, const std::vector<Remark>& remarks) {
    for (std::size_t i = 0; i < remarks.size(); ++i) {
        const bool banner = is_banner(remarks[i].text);
        if (banner && !out.empty())
            out += "\n\n";
        else if (i > 0 && (remarks[i].after_blank || is_banner(remarks[i - 1].text)))
            out += '\n';
        out += remarks[i].text + "\n";
    }
}

// ------------------------------------------------------------------ words

bool Formatter::before(std::uint32_t offset) const {
    return next_ < words_.size() && words_[next_].span.begin < offset;
}

std::string_view Formatter::peek(std::size_t ahead) const {
    return next_ + ahead < words_.size() ? sources_.text(words_[next_ + ahead].span)
                                         : std::string_view();
}

namespace {

bool glued_to(std::string_view left, std::string_view right) {
    return right == "," || right == "." || right == ")" || right == "]" || left == "(" ||
           left == "[" || left == ".";
}

}  // namespace

bool Formatter::glued() const {
    return next_ == 0 || glued_to(sources_.text(words_[next_ - 1].span), peek());
}

layout::Piece Formatter::take() {
    const Word& word = words_[next_++];
    Pieces pieces;
    for (const Remark& remark : word.before) pieces.push_back(layout::comment(remark.text));
    pieces.push_back(layout::text(std::string(sources_.text(word.span))));
    if (!word.behind.empty()) pieces.push_back(layout::remark(word.behind));
    return pieces.size() == 1 ? std::move(pieces.front()) : layout::row(std::move(pieces));
}

// Call it before the words of the piece are taken: the space depends on what comes next.
void Formatter::add_space(Pieces& pieces) const {
    if (!pieces.empty() && !glued()) pieces.push_back(layout::text(" "));
}

void Formatter::add_word(Pieces& pieces) {
    add_space(pieces);
    pieces.push_back(take());
}

void Formatter::add_words(Pieces& pieces, std::size_t count) {
    for (; count > 0; --count) add_word(pieces);
}

layout::Piece Formatter::words_until(std::uint32_t offset) {
    Pieces pieces;
    while (before(offset)) add_word(pieces);
    return layout::row(std::move(pieces));
}

layout::Piece Formatter::list_until(std::uint32_t offset) {
    Pieces members, member;
    while (before(offset)) {
        const bool comma = peek() == ",";
        add_word(member);
        if (!comma) continue;
        members.push_back(layout::row(std::move(member)));
        member.clear();
    }
    if (!member.empty()) members.push_back(layout::row(std::move(member)));
    return layout::align(layout::fill(std::move(members)));
}

layout::Piece Formatter::attributes_until(std::uint32_t offset,
                                          std::initializer_list<std::string_view> begin) {
    Pieces all, one;
    while (before(offset)) {
        if (!one.empty() && std::find(begin.begin(), begin.end(), peek()) != begin.end()) {
            all.push_back(layout::row(std::move(one)));
            one.clear();
        }
        add_word(one);
    }
    if (!one.empty()) all.push_back(layout::row(std::move(one)));
    return layout::fill(std::move(all), 2);
}

std::size_t Formatter::flat_width(std::uint32_t begin, std::uint32_t end) const {
    std::size_t total = 0;
    for (std::size_t i = word_at(begin); i < words_.size() && words_[i].span.begin < end; ++i) {
        const std::string_view text = sources_.text(words_[i].span);
        if (total > 0 && !glued_to(sources_.text(words_[i - 1].span), text)) ++total;
        total += layout::width_of(text);
    }
    return total;
}

}  // namespace tutela
