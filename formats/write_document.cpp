#include "formats/write_document.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include <nlohmann/json.hpp>

namespace tutela {
namespace {

using Json = nlohmann::ordered_json;

// How many letters a part of the tree says.
std::size_t letters(const Json& node) {
    if (node.is_object() && node.value("t", Json()) == "Str" && node["c"].is_string())
        return node["c"].get_ref<const std::string&>().size() + 1;
    std::size_t sum = 0;
    if (node.is_structured())
        for (const Json& part : node) sum += letters(part);
    return sum;
}

void widen(const Json& rows, std::vector<double>& widths) {
    constexpr std::size_t narrowest = 10, widest = 40;
    for (const Json& row : rows)
        for (std::size_t i = 0; i < row[1].size() && i < widths.size(); ++i) {
            const std::size_t said = std::clamp(letters(row[1][i]), narrowest, widest);
            widths[i] = std::max(widths[i], static_cast<double>(said));
        }
}

// A table as wide as the page, its columns by what stands in them: [attributes, caption, columns, head, bodies, foot]; a head
// is [attributes, rows], a body [attributes, number, rows, rows], a row [attributes, cells].
void set_widths(Json& table) {
    std::vector<double> widths(table[2].size());
    widen(table[3][1], widths);
    for (const Json& body : table[4]) widen(body[3], widths);
    const double all = std::accumulate(widths.begin(), widths.end(), 0.0);
    for (std::size_t i = 0; i < widths.size(); ++i)
        table[2][i][1] = {{"t", "ColWidth"}, {"c", std::round(widths[i] / all * 1000) / 1000}};
}

// Nodes are {"t": kind, "c": content}. A picture: [attributes, words, target]; markup: [format, text].
void make_plain(Json& node) {
    const auto kind = node.is_object() ? node.find("t") : node.end();
    if (node.is_object() && kind != node.end() && kind->is_string()) {
        const std::string name = *kind;
        const Json content = node.value("c", Json());
        if (name == "Image" && content.is_array() && content.size() == 3)
            node = {{"t", "Span"}, {"c", Json::array({content[0], content[1]})}};
        else if (name == "RawInline" && content.is_array() && content.size() == 2)
            node = {{"t", "Str"}, {"c", content[1]}};
        else if (name == "RawBlock" && content.is_array() && content.size() == 2)
            node = {{"t", "Para"}, {"c", Json::array({{{"t", "Str"}, {"c", content[1]}}})}};
        else if (name == "Table" && content.is_array() && content.size() == 6)
            set_widths(node["c"]);
    }
    if (node.is_structured())
        for (Json& part : node) make_plain(part);
}

}  // namespace

std::string document_tree(const std::string& tree) {
    Json json = Json::parse(tree, nullptr, false);
    if (json.is_discarded()) return tree;
    make_plain(json);
    return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace tutela
