#include "diagnostics/language.hpp"

#include <algorithm>

namespace tutela {
namespace {

// As gettext joins a context and a text.
std::string key_of(std::string_view context, std::string_view source) {
    std::string key;
    key.reserve(context.size() + 1 + source.size());
    if (!context.empty()) key.append(context).push_back('\x04');
    return key.append(source);
}

std::string bracketed(std::string_view source) {
    return "⟦" + std::string(source) + "⟧";
}

}  // namespace

std::string fill(std::string_view text, const std::vector<std::string>& arguments) {
    std::string out;
    out.reserve(text.size() + 16);
    std::size_t next = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if ((c == '{' || c == '}') && i + 1 < text.size() && text[i + 1] == c) {
            out += c;
            ++i;
            continue;
        }
        const std::size_t close = c == '{' ? text.find('}', i) : std::string_view::npos;
        if (close == std::string_view::npos) {
            out += c;
            continue;
        }
        std::size_t index = close == i + 1 ? next++ : 0;
        for (std::size_t k = i + 1; k < close; ++k)
            index = index * 10 + static_cast<std::size_t>(text[k] - '0');
        if (index < arguments.size()) out += arguments[index];
        i = close;
    }
    return out;
}

void Catalogue::add(std::string_view context, std::string_view source,
                    std::vector<std::string> translations) {
    texts.insert_or_assign(key_of(context, source), std::move(translations));
}

const std::vector<std::string>* Catalogue::find(std::string_view context,
                                                std::string_view source) const {
    const auto at = texts.find(key_of(context, source));
    return at == texts.end() || at->second.empty() || at->second.front().empty() ? nullptr
                                                                                 : &at->second;
}

std::string Language::text(std::string_view context, std::string_view source) const {
    if (pseudo) return bracketed(source);
    const auto* found = catalogue.texts.empty() ? nullptr : catalogue.find(context, source);
    return found ? found->front() : std::string(source);
}

std::string Language::plural(std::string_view one, std::string_view many,
                             std::uint64_t count) const {
    const std::string_view source = count == 1 ? one : many;
    if (pseudo) return bracketed(source);
    const auto* found = catalogue.texts.empty() ? nullptr : catalogue.find("", one);
    if (!found) return std::string(source);
    const std::size_t form = plural_form ? plural_form(count) : count == 1 ? 0 : 1;
    const std::string& text = (*found)[std::min(form, found->size() - 1)];
    return text.empty() ? found->front() : text;
}

std::shared_ptr<const Language> english() {
    static const auto language = std::make_shared<const Language>();
    return language;
}

}  // namespace tutela
