#pragma once

#include <set>

#include "formats/document.hpp"
#include "formats/readers.hpp"

namespace tutela {

// Reads one text and what it includes; the trees come out in that order. What is wrong is said.
class ReadFiles {
public:
    ReadFiles(Sources& sources, const ReadInclude& include, const ReadLimits& limits,
              Diagnostics& diagnostics)
        : sources_(sources), include_(include), limits_(limits), diagnostics_(diagnostics) {}

    void read(const std::string& name, std::string text);

    std::vector<Node> roots;

private:
    void follow(const std::string& path, Span span, const std::string& from);

    Sources& sources_;
    const ReadInclude& include_;
    const ReadLimits& limits_;
    Diagnostics& diagnostics_;
    std::vector<std::string> open_;
    std::size_t bytes_ = 0;
    std::set<std::string> read_;
};

// The design that the trees state, with what there is to say about them. `source` is its first file.
[[nodiscard]] ReadDesign design_of(const Vocabulary& vocabulary, std::string name, SourceId source,
                                   const std::vector<Node>& roots, Diagnostics diagnostics);

}  // namespace tutela
