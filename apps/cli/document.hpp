#pragma once

#include "apps/cli/world.hpp"
#include "formats/writers.hpp"

namespace tutela {

// The designs of a run as a document for a word processor, by way of pandoc; `kind` is docx or odt. Nothing when there is no
// pandoc, or it fails; that has been said. The same report gives the same
// bytes, save for the times of the parts of an odt.
[[nodiscard]] std::optional<std::string> make_document(const World& world,
                                                       const std::vector<Told>& told,
                                                       const std::string& kind);

}  // namespace tutela
