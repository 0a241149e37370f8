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

std::string_view scan_kind_name(ScanKind kind) {
    switch (kind) {
        case ScanKind::email: return "e-mail";
        case ScanKind::telephone: return "telephone";
        case ScanKind::coordinates: return "coordinates";
        case ScanKind::identity_document: return "identity document";
        case ScanKind::precise_site: return "precise site";
    }
    return "";
}

}  // namespace tutela
