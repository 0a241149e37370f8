#pragma once

#include <initializer_list>
#include <string>

#include <ctemplate/template.h>

namespace tutela {

// Pages out of templates: what the writers of HTML share. Only they include this.

using Dictionary = ctemplate::TemplateDictionary;

struct PagePart {
    const char* name;
    const char* text;  // of the template
};
// The first part is the page; the others are those that it includes by their names.
[[nodiscard]] std::string filled_page(const Dictionary& root,
                                      std::initializer_list<PagePart> parts);

}  // namespace tutela
