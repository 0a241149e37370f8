#pragma once

#include <string>

namespace tutela {

// pandoc's tree of a text (JSON) made ready to be written as a document: pictures and markup, which would be fetched or lost, are
// plain text again, and tables are as wide as the page.
[[nodiscard]] std::string document_tree(const std::string& tree);

}  // namespace tutela
