#include "engine/expression.hpp"

namespace tutela {

ExpressionId Expressions::add_constant(Type type, Constant value, Span span) {
    constants.push_back(std::move(value));
    Expression node;
    node.op = Op::constant;
    node.type = type;
    node.span = span;
    node.slot = static_cast<std::uint32_t>(constants.size() - 1);
    return add(std::move(node));
}

ExpressionId Expressions::add_truth(bool value, Span span) {
    Constant constant;
    constant.index = value ? 1 : 0;
    return add_constant(type_of(TypeKind::truth), std::move(constant), span);
}

namespace {

constexpr std::string_view scan_kinds[] = {
#define TUTELA_SCAN_KIND(identifier, name) name,
#include "engine/scan_kinds.def"
#undef TUTELA_SCAN_KIND
};

}  // namespace

std::string_view scan_kind_name(ScanKind kind) {
    return scan_kinds[static_cast<std::size_t>(kind)];
}

}  // namespace tutela
