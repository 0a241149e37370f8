#include "formats/html_page.hpp"

namespace tutela {

std::string filled_page(const Dictionary& root, std::initializer_list<PagePart> parts) {
    ctemplate::TemplateCache cache;
    for (const PagePart& part : parts)
        cache.StringToTemplateCache(part.name, part.text, ctemplate::STRIP_BLANK_LINES);
    cache.Freeze();
    std::string out;
    cache.ExpandNoLoad(parts.begin()->name, ctemplate::STRIP_BLANK_LINES, &root, nullptr, &out);
    return out;
}

}  // namespace tutela
