#include "shapes/shape.hpp"

namespace tutela::shapes {

void RowShape::run(Columns& columns) {
    std::vector<unsigned> scales;
    for (const TableColumns& table : columns.tables)
        for (const std::uint32_t field : table.used) scales.push_back(table.columns[field].scale);
    if (scales != scales_) {
        scales_ = std::move(scales);
        tree_ = make_tree(program_, columns);
        frame_ = {};
        frame_.kept_for.resize(tree_.nodes.size());
        frame_.truths.resize(tree_.nodes.size());
        frame_.numbers.resize(tree_.nodes.size());
        truths_.assign(tree_.roots.size() * most_designs, unknown);
        compile(tree_);
    }
    for (std::uint32_t design = 0; design < columns.designs; ++design) {
        ++frame_.design;
        frame_.odd = false;
        frame_.rows[0] = design + 1;
        for (const Tree::Single& single : tree_.singles)
            frame_.rows[single.slot] = single.field->index[design + 1];
        judge(frame_, truths_.data() + design);
        if (frame_.odd) columns.odd[design] = 1;
    }
}

}  // namespace tutela::shapes
