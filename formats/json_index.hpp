#pragma once

#include <cstdint>
#include <memory>
#include <string_view>

namespace tutela {

// Finds where the strings, numbers and brackets of a JSON text begin; checks UTF-8. Keeps its memory from one text to the next.
class JsonIndex {
public:
    JsonIndex();
    ~JsonIndex();

    // After the text 64 bytes must be readable. False: it is no JSON. Brackets may still not match, and values be wrong.
    [[nodiscard]] bool find(std::string_view json);
    // Offsets of what was found. After the last stand others that lead past the text.
    [[nodiscard]] const std::uint32_t* begin() const;
    [[nodiscard]] const std::uint32_t* end() const;

private:
    struct Stage;
    std::unique_ptr<Stage> stage_;
};

}  // namespace tutela
