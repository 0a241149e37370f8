#include "diagnostics/language.hpp"

#include <algorithm>
#include <set>

namespace tutela {
namespace {

// As gettext joins a context and a text.
std::string key_of(std::string_view context, std::string_view source) {
    std::string key;
    key.reserve(context.size() + 1 + source.size());
    if (!context.empty()) key.append(context).push_back('\x04');
    return key.append(source);
}

// A hole stands outside of the brackets, so that a test sees what is put into it.
std::string bracketed(std::string_view source) {
    std::string out = "⟦";
    for (std::size_t at = 0; at < source.size(); ++at) {
        const bool escaped = at + 1 < source.size() && source[at + 1] == source[at];
        if (source[at] == '{' && !escaped) {
            const std::size_t close = std::min(source.find('}', at), source.size() - 1);
            out.append("⟧").append(source.substr(at, close - at + 1)).append("⟦");
            at = close;
            continue;
        }
        if ((source[at] == '{' || source[at] == '}') && escaped) out += source[at++];
        out += source[at];
    }
    return out + "⟧";
}

// First strong isolate, pop directional isolate: a name in Latin letters must not turn the sentence around it.
constexpr std::string_view isolate = "\u2068", end_of_isolate = "\u2069";

// What a text's holes hold: their names, or the numbers of their arguments.
std::set<std::string> holes_of(std::string_view text) {
    std::set<std::string> holes;
    std::size_t next = 0;
    for (std::size_t at = text.find('{'); at < text.size(); at = text.find('{', at + 1)) {
        if (at + 1 < text.size() && text[at + 1] == '{') {
            ++at;
            continue;
        }
        const std::size_t close = std::min(text.find('}', at), text.size());
        std::string hole(text.substr(at + 1, close - at - 1));
        holes.insert(hole.empty() ? std::to_string(next++) : std::move(hole));
        at = close;
    }
    return holes;
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

bool same_holes(std::string_view source, std::string_view translation) {
    return holes_of(source) == holes_of(translation);
}

bool holes_within(std::string_view text, std::string_view other) {
    const std::set<std::string> inner = holes_of(text), outer = holes_of(other);
    return std::includes(outer.begin(), outer.end(), inner.begin(), inner.end());
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

std::string Language::filled(std::string_view text,
                             const std::vector<std::string>& arguments) const {
    if (!right_to_left || arguments.empty()) return fill(text, arguments);
    std::vector<std::string> apart;
    apart.reserve(arguments.size());
    for (const std::string& argument : arguments)
        apart.push_back(std::string(isolate).append(argument).append(end_of_isolate));
    return fill(text, apart);
}

std::shared_ptr<const Language> english() {
    static const auto language = std::make_shared<const Language>();
    return language;
}

}  // namespace tutela
