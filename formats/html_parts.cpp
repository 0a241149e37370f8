#include "formats/html_parts.hpp"

#include <fmt/format.h>

namespace tutela {

Dictionary& section(Dictionary& into, const char* name) {
    return *into.AddSectionDictionary(name);
}

void text(Dictionary& into, const char* name, const std::string& words) {
    if (!words.empty()) section(into, name)["TEXT"] = words;
}

Dictionary& part(Dictionary& into, const char* name, const char* file) {
    Dictionary* made = into.AddIncludeDictionary(name);
    made->SetFilename(file);
    return *made;
}

void bar(Dictionary& into, const ScoreBar& bar) {
    const auto percent = [](std::uint32_t thousandths) {
        return fmt::format("{}.{}", thousandths / 10, thousandths % 10);
    };
    Dictionary& made = part(into, "BAR", "bar");
    made["LOW"] = percent(bar.low);
    made["OPEN"] = percent(bar.high - bar.low);
}

void blocked(Dictionary& into, const PageScore& score, const Language& say) {
    if (score.blocked) text(into, "BLOCKED", say.tr("blocked by a critical rule"));
}

}  // namespace tutela
