// Neighbours of one sort are a table: their parts begin in the same columns.

#include <algorithm>

#include "dsl/formatter.hpp"

namespace tutela {
namespace {

constexpr std::size_t widest_column = 70;  // beyond it each goes its own way

std::size_t name_width(const Name& name) {
    return layout::width_of(name.text);
}

bool is_table(const Declaration& declaration) {
    return std::holds_alternative<SourceDecl>(declaration) ||
           std::holds_alternative<PrincipleDecl>(declaration) ||
           std::holds_alternative<ListDecl>(declaration) ||
           std::holds_alternative<OneDecl>(declaration) ||
           std::holds_alternative<SetDecl>(declaration) ||
           std::holds_alternative<SetSeverityDecl>(declaration) ||
           std::holds_alternative<DisableDecl>(declaration);
}

}  // namespace

// How wide the parts before each column are.
Formatter::Columns Formatter::widths_of(const Declaration& declaration) const {
    if (const auto* source = std::get_if<SourceDecl>(&declaration))
        return {7 + name_width(source->name), 0, 0};
    if (const auto* principle = std::get_if<PrincipleDecl>(&declaration))
        return {(principle->theme ? 6 : 10) + name_width(principle->name), 0, 0};
    if (const auto* list = std::get_if<ListDecl>(&declaration))
        return {4, name_width(list->name), 3 + name_width(list->record)};
    if (const auto* one = std::get_if<OneDecl>(&declaration))
        return {3, name_width(one->name), 3 + name_width(one->record)};
    const auto override = [&](const auto& syntax) -> Columns {
        // The word `because` stands before its reason.
        const std::size_t because = word_at(syntax.because.span.begin) - 1;
        return {flat_width(syntax.span.begin, words_[because].span.begin),
                8 + layout::width_of(sources_.text(syntax.because.span)), 0};
    };
    if (const auto* set = std::get_if<SetDecl>(&declaration)) return override(*set);
    if (const auto* set = std::get_if<SetSeverityDecl>(&declaration)) return override(*set);
    if (const auto* disable = std::get_if<DisableDecl>(&declaration)) return override(*disable);
    return {};
}

// Two spaces after the widest; one where there is nothing to align with.
Formatter::Columns Formatter::columns_of(const Entry* begin, const Entry* end) const {
    Columns widest;
    for (const Entry* entry = begin; entry != end; ++entry) {
        const Columns widths = widths_of(*entry->declaration);
        widest.first = std::max(widest.first, widths.first);
        widest.second = std::max(widest.second, widths.second);
        widest.third = std::max(widest.third, widths.third);
    }
    const std::size_t spaces = end - begin > 1 ? 2 : 1;
    Columns columns;
    columns.first = widest.first + spaces;
    columns.second = columns.first + widest.second + spaces;
    columns.third = columns.second + widest.third + 2;
    if (columns.first > widest_column) columns.first = 0;
    if (columns.first == 0 || columns.second > widest_column) columns.second = 0;
    return columns;
}

void Formatter::align_blocks(std::vector<Entry>& all) const {
    for (std::size_t begin = 1; begin < all.size();) {
        std::size_t end = begin + 1;
        // What has no empty line before it is of the same sort.
        while (end < all.size() && all[end].gap == 0 &&
               (all[end].remarks.empty() || !all[end].after_blank))
            ++end;
        if (is_table(*all[begin].declaration)) {
            const Columns columns = columns_of(&all[begin], &all[begin] + (end - begin));
            for (std::size_t i = begin; i < end; ++i) all[i].columns = columns;
        }
        begin = end;
    }
}

}  // namespace tutela
