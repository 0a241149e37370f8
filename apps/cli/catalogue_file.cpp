#include "apps/cli/catalogue_file.hpp"

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include <gettext-po.h>

#if defined(__SANITIZE_ADDRESS__)
// The library keeps some of what it has read until the program ends.
extern "C" const char* __lsan_default_suppressions() {
    return "leak:libgettextpo";
}
#endif

namespace tutela {
namespace {

// The library tells its problems to functions without a place for data of ours.
thread_local std::vector<Message>* problems_now = nullptr;

void told(int severity, po_message_t, const char* file, std::size_t line, std::size_t, int,
          const char* text) {
    if (severity == PO_SEVERITY_WARNING || problems_now == nullptr) return;
    std::string problem =
        file != nullptr ? std::string(file) + ":" + std::to_string(line) + ": " : "";
    problems_now->push_back(literally(problem + text));
}

void told_of_two(int severity, po_message_t message, const char* file, std::size_t line,
                 std::size_t column, int multiline, const char* text, po_message_t, const char*,
                 std::size_t, std::size_t, int, const char*) {
    told(severity, message, file, line, column, multiline, text);
}

constexpr po_xerror_handler handler{told, told_of_two};

std::string text(const char* found) {
    return found == nullptr ? "" : found;
}

CatalogueEntry entry_of(po_message_t message) {
    CatalogueEntry entry;
    entry.context = text(po_message_msgctxt(message));
    entry.source = text(po_message_msgid(message));
    entry.plural = text(po_message_msgid_plural(message));
    entry.fuzzy = po_message_is_fuzzy(message) != 0;
    entry.obsolete = po_message_is_obsolete(message) != 0;
    entry.previous = text(po_message_prev_msgid(message));
    if (entry.plural.empty())
        entry.translations = {text(po_message_msgstr(message))};
    else
        for (int i = 0; po_message_msgstr_plural(message, i) != nullptr; ++i)
            entry.translations.push_back(po_message_msgstr_plural(message, i));
    return entry;
}

void fill_in(po_message_t message, const CatalogueEntry& entry) {
    po_message_set_msgctxt(message, entry.context.empty() ? nullptr : entry.context.c_str());
    po_message_set_msgid(message, entry.source.c_str());
    if (!entry.plural.empty()) po_message_set_msgid_plural(message, entry.plural.c_str());
    if (entry.plural.empty())
        po_message_set_msgstr(message,
                              entry.translations.empty() ? "" : entry.translations[0].c_str());
    else
        for (std::size_t i = 0; i < entry.translations.size(); ++i)
            po_message_set_msgstr_plural(message, static_cast<int>(i),
                                         entry.translations[i].c_str());
    po_message_set_fuzzy(message, entry.fuzzy ? 1 : 0);
    po_message_set_prev_msgid(message, entry.previous.empty() ? nullptr : entry.previous.c_str());
}

std::string header_for(const std::string& language) {
    return "Content-Type: text/plain; charset=UTF-8\nContent-Transfer-Encoding: 8bit\n"
           "MIME-Version: 1.0\nLanguage: " +
           language + "\n";
}

}  // namespace

std::optional<CatalogueFile> read_catalogue_file(const std::string& path) {
    if (!std::ifstream(path)) return std::nullopt;
    CatalogueFile file;
    problems_now = &file.problems;
    po_file_t read = po_file_read(path.c_str(), &handler);
    problems_now = nullptr;
    if (read == nullptr) {
        file.problems.push_back(message("{} is no catalogue", path));
        return file;
    }
    if (const char* header = po_file_domain_header(read, nullptr)) {
        if (char* language = po_header_field(header, "Language")) {
            file.language = language;
            std::free(language);
        }
    }
    po_message_iterator_t each = po_message_iterator(read, nullptr);
    while (po_message_t message = po_next_message(each))
        if (*po_message_msgid(message) != '\0') file.entries.push_back(entry_of(message));
    po_message_iterator_free(each);
    po_file_free(read);
    return file;
}

bool write_catalogue_file(const std::string& path, const CatalogueFile& file) {
    std::vector<Message> problems;
    problems_now = &problems;
    po_file_t made = po_file_create();
    po_message_iterator_t into = po_message_iterator(made, nullptr);
    po_message_t header = po_message_create();
    po_message_set_msgid(header, "");
    po_message_set_msgstr(header, header_for(file.language).c_str());
    po_message_insert(into, header);
    for (const CatalogueEntry& entry : file.entries) {
        po_message_t message = po_message_create();
        fill_in(message, entry);
        po_message_insert(into, message);
    }
    po_message_iterator_free(into);
    std::error_code problem;
    const std::filesystem::path folder = std::filesystem::path(path).parent_path();
    if (!folder.empty()) std::filesystem::create_directories(folder, problem);
    const bool written = po_file_write(made, path.c_str(), &handler) != nullptr;
    po_file_free(made);
    problems_now = nullptr;
    return written && problems.empty();
}

}  // namespace tutela
