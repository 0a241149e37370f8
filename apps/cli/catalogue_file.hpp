#pragma once

#include <optional>
#include <string>
#include <vector>

#include "diagnostics/message.hpp"

namespace tutela {

// One entry of a gettext catalogue (PO).
struct CatalogueEntry {
    std::string context, source, plural;    // msgctxt, msgid, msgid_plural
    std::vector<std::string> translations;  // msgstr, or one for each plural form
    bool fuzzy = false;     // the source has changed since; not used until somebody has looked
    bool obsolete = false;  // nothing asks for it any more
    std::string previous;   // the source that a fuzzy translation was made for
};

struct CatalogueFile {
    std::string language;
    std::vector<CatalogueEntry> entries;
    std::vector<Message> problems;  // what is wrong with the file, with places
};

// libgettextpo reads and writes files itself, so these two take paths. Nothing: there is no such file.
[[nodiscard]] std::optional<CatalogueFile> read_catalogue_file(const std::string& path);
// One layout, so that a change of one text is a change of a few lines.
[[nodiscard]] bool write_catalogue_file(const std::string& path, const CatalogueFile& file);

}  // namespace tutela
