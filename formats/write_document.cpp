#include "formats/write_document.hpp"

#include <nlohmann/json.hpp>

namespace tutela {
namespace {

using Json = nlohmann::ordered_json;

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
            for (Json& column : node["c"][2])
                column[1] = {{"t", "ColWidth"},
                             {"c", 1.0 / static_cast<double>(content[2].size())}};
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
