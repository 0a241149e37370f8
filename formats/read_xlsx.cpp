#include <algorithm>
#include <charconv>
#include <cstring>
#include <map>
#include <memory>
#include <optional>

#include <zip.h>
#include <pugixml.hpp>

#include "formats/sheet.hpp"

// A workbook is a zip of XML files. Read here by libzip and pugixml: liborcus 0.17, the library for it, finds no cells in
// files whose parts are named from the root (as openpyxl and others write them), and says nothing of it.

namespace tutela {
namespace {

constexpr zip_uint64_t most_bytes = zip_uint64_t{64} << 20U;  // of all parts, unpacked
constexpr std::uint32_t most_rows = 100'000;
constexpr std::size_t most_columns = 256;

// Some programs give every element a prefix.
std::string_view local(const char* name) {
    const char* colon = std::strchr(name, ':');
    return colon ? colon + 1 : name;
}

pugi::xml_node child(pugi::xml_node parent, std::string_view name) {
    return parent.find_child([&](pugi::xml_node node) { return local(node.name()) == name; });
}

pugi::xml_attribute attribute(pugi::xml_node node, std::string_view name) {
    return node.find_attribute([&](pugi::xml_attribute one) { return local(one.name()) == name; });
}

// The folder of a part, and the part that a target names from there: both without a leading slash.
std::string resolve(const std::string& from, std::string target) {
    if (target.starts_with('/')) return target.substr(1);
    std::string folder = from.substr(0, from.find_last_of('/') + 1);
    while (target.starts_with("../")) {
        target.erase(0, 3);
        const std::size_t slash =
            folder.size() < 2 ? std::string::npos : folder.find_last_of('/', folder.size() - 2);
        folder = slash == std::string::npos ? "" : folder.substr(0, slash + 1);
    }
    return folder + target;
}

std::optional<unsigned> escaped_at(std::string_view text, std::size_t at) {
    constexpr std::size_t length = 7;  // _x000D_
    if (text.size() - at < length || text.substr(at, 2) != "_x" || text[at + 6] != '_')
        return std::nullopt;
    unsigned code = 0;
    const char* end = text.data() + at + 6;
    const auto read = std::from_chars(text.data() + at + 2, end, code, 16);
    return read.ptr == end && read.ec == std::errc() ? std::optional(code) : std::nullopt;
}

// What XML cannot hold is written _x000D_ in a cell, and what only looks so with _x005F_ for its first line.
std::string unescaped(std::string_view text) {
    std::string out;
    for (std::size_t at = 0; at < text.size();) {
        const auto code = escaped_at(text, at);
        if (code && *code > 0 && *code < 0x80) {
            out += static_cast<char>(*code);
            at += 7;
        } else {
            out += text[at++];
        }
    }
    return out;
}

class Workbook {
public:
    explicit Workbook(std::string_view bytes) {
        zip_error_t error;
        zip_error_init(&error);
        zip_source_t* source = zip_source_buffer_create(bytes.data(), bytes.size(), 0, &error);
        zip_.reset(source ? zip_open_from_source(source, ZIP_RDONLY, &error) : nullptr);
        if (source && !zip_) zip_source_free(source);
        zip_error_fini(&error);
    }

    ReadSheets read() {
        if (!zip_) return failed(SheetProblem::not_a_spreadsheet);
        const std::string book = office_document();
        pugi::xml_document document;
        if (!load(book, document)) return failed(SheetProblem::not_a_spreadsheet);
        const pugi::xml_node root = child(document, "workbook");
        if (!root) return failed(SheetProblem::not_a_spreadsheet);
        const auto parts = relations(book);
        for (const auto& [type, target] : parts_of_type(book, "sharedStrings"))
            read_strings(target);
        const bool from_1904 = attribute(child(root, "workbookPr"), "date1904").as_bool();
        for (const pugi::xml_node sheet : child(root, "sheets").children()) {
            const auto part = parts.find(attribute_id(sheet));
            if (part == parts.end()) continue;
            Sheet made;
            made.name = sheet.attribute("name").value();
            made.from_1904 = from_1904;
            if (!read_sheet(part->second.target, made)) return failed(SheetProblem::damaged);
            read_.sheets.push_back(std::move(made));
        }
        if (problem_ != SheetProblem::none) return failed(problem_);
        return std::move(read_);
    }

private:
    struct Relation {
        std::string type, target;
    };

    ReadSheets failed(SheetProblem problem) {
        read_.sheets.clear();
        read_.problem = problem_ == SheetProblem::none ? problem : problem_;
        return std::move(read_);
    }

    // The id of a sheet's part is the attribute with a prefix; the one without counts the sheets.
    static std::string attribute_id(pugi::xml_node sheet) {
        for (const pugi::xml_attribute one : sheet.attributes())
            if (local(one.name()) == "id" && std::strchr(one.name(), ':')) return one.value();
        return "";
    }

    bool load(const std::string& part, pugi::xml_document& document) {
        zip_stat_t about;
        zip_stat_init(&about);
        if (zip_stat(zip_.get(), part.c_str(), 0, &about) != 0) return false;
        if ((about.valid & ZIP_STAT_SIZE) == 0 || about.size > most_bytes - unpacked_) {
            problem_ = SheetProblem::too_large;
            return false;
        }
        if ((about.valid & ZIP_STAT_ENCRYPTION_METHOD) != 0 &&
            about.encryption_method != ZIP_EM_NONE) {
            problem_ = SheetProblem::encrypted;
            return false;
        }
        unpacked_ += about.size;
        std::string text(about.size, '\0');
        const std::unique_ptr<zip_file_t, int (*)(zip_file_t*)> file(
            zip_fopen(zip_.get(), part.c_str(), 0), zip_fclose);
        if (!file || zip_fread(file.get(), text.data(), text.size()) !=
                         static_cast<zip_int64_t>(text.size())) {
            problem_ = SheetProblem::damaged;
            return false;
        }
        // White space counts in texts.
        if (!document.load_buffer(text.data(), text.size(),
                                  pugi::parse_default | pugi::parse_ws_pcdata)) {
            problem_ = SheetProblem::damaged;
            return false;
        }
        return true;
    }

    std::map<std::string, Relation> relations(const std::string& part) {
        const std::size_t slash = part.find_last_of('/') + 1;
        std::map<std::string, Relation> found;
        pugi::xml_document document;
        if (!load(part.substr(0, slash) + "_rels/" + part.substr(slash) + ".rels", document))
            return found;
        for (const pugi::xml_node one : child(document, "Relationships").children())
            found[one.attribute("Id").value()] = {one.attribute("Type").value(),
                                                  resolve(part, one.attribute("Target").value())};
        return found;
    }

    std::vector<std::pair<std::string, std::string>> parts_of_type(const std::string& part,
                                                                   std::string_view type) {
        std::vector<std::pair<std::string, std::string>> found;
        for (const auto& [id, relation] : relations(part))
            if (relation.type.ends_with(std::string("/") + std::string(type)))
                found.emplace_back(relation.type, relation.target);
        return found;
    }

    std::string office_document() {
        const auto found = parts_of_type("", "officeDocument");
        return found.empty() ? "xl/workbook.xml" : found.front().second;
    }

    // A text, or the pieces of one in several fonts; not how it is pronounced.
    static std::string text_of(pugi::xml_node node) {
        std::string text;
        for (const pugi::xml_node one : node.children()) {
            if (local(one.name()) == "t") text += one.text().get();
            if (local(one.name()) == "r") text += child(one, "t").text().get();
        }
        return unescaped(text);
    }

    void read_strings(const std::string& part) {
        pugi::xml_document document;
        if (!load(part, document)) return;
        for (const pugi::xml_node one : child(document, "sst").children())
            if (local(one.name()) == "si") strings_.push_back(text_of(one));
    }

    bool read_sheet(const std::string& part, Sheet& sheet) {
        pugi::xml_document document;
        if (!load(part, document)) return false;
        std::uint32_t number = 0;
        for (const pugi::xml_node row :
             child(child(document, "worksheet"), "sheetData").children()) {
            if (local(row.name()) != "row") continue;
            number = row.attribute("r").as_uint(number + 1);
            SheetRow made;
            made.number = number;
            for (const pugi::xml_node cell : row.children())
                if (local(cell.name()) == "c") read_cell(cell, made.cells);
            if (sheet.rows.size() == most_rows) {
                problem_ = SheetProblem::too_large;
                return false;
            }
            sheet.rows.push_back(std::move(made));
        }
        return true;
    }

    void read_cell(pugi::xml_node cell, std::vector<SheetCell>& cells) {
        std::size_t column = cells.size();
        if (const char* name = cell.attribute("r").value(); *name >= 'A' && *name <= 'Z') {
            column = 0;
            for (; *name >= 'A' && *name <= 'Z' && column <= most_columns; ++name)
                column = column * 26 + static_cast<std::size_t>(*name - 'A') + 1;
            --column;
        }
        if (column >= most_columns) return;
        if (cells.size() <= column) cells.resize(column + 1);
        SheetCell& made = cells[column];
        const std::string_view type = cell.attribute("t").value();
        const std::string value = child(cell, "v").text().get();
        // Programs that do not calculate leave out what a formula comes to; of one that comes to an empty text the type says so.
        made.unknown = child(cell, "f") && value.empty() && type != "str";
        if (type == "s") {
            std::size_t at = strings_.size();
            std::from_chars(value.data(), value.data() + value.size(), at);
            if (at < strings_.size()) made.text = strings_[at];
        } else if (type == "inlineStr") {
            made.text = text_of(child(cell, "is"));
        } else {
            made.text = value;
            if ((type.empty() || type == "n") && !value.empty())
                made.number = child(cell, "v").text().as_double();
        }
    }

    struct Close {
        void operator()(zip_t* zip) const { zip_discard(zip); }
    };
    std::unique_ptr<zip_t, Close> zip_;
    std::vector<std::string> strings_;
    ReadSheets read_;
    SheetProblem problem_ = SheetProblem::none;
    zip_uint64_t unpacked_ = 0;
};

}  // namespace

ReadSheets read_xlsx(std::string_view bytes) {
    // An encrypted workbook is no zip but an older container.
    if (bytes.starts_with("\xD0\xCF\x11\xE0")) return {{}, SheetProblem::encrypted};
    return Workbook(bytes).read();
}

std::string column_letters(std::size_t column) {
    std::string letters;
    for (++column; column > 0; column = (column - 1) / 26)
        letters.insert(letters.begin(), static_cast<char>('A' + (column - 1) % 26));
    return letters;
}

}  // namespace tutela
