#include "formats/json_index.hpp"

#include <simdjson.h>

namespace tutela {

struct JsonIndex::Stage {
    std::unique_ptr<simdjson::internal::dom_parser_implementation> parser;
    std::size_t capacity = 0;
};

JsonIndex::JsonIndex() : stage_(std::make_unique<Stage>()) {}
JsonIndex::~JsonIndex() = default;

bool JsonIndex::find(std::string_view json) {
    Stage& stage = *stage_;
    if (json.size() > stage.capacity) {
        stage.capacity = std::max<std::size_t>(json.size() * 2, 65'536);
        if (simdjson::get_active_implementation()->create_dom_parser_implementation(
                stage.capacity, 64, stage.parser) != simdjson::SUCCESS)
            stage.capacity = 0;
    }
    return stage.capacity > 0 &&
           stage.parser->stage1(reinterpret_cast<const std::uint8_t*>(json.data()), json.size(),
                                simdjson::stage1_mode::regular) == simdjson::SUCCESS;
}

const std::uint32_t* JsonIndex::begin() const {
    return stage_->parser->structural_indexes.get();
}
const std::uint32_t* JsonIndex::end() const {
    return begin() + stage_->parser->n_structural_indexes;
}

}  // namespace tutela
