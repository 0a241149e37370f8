#include "dsl/assemble.hpp"
#include "dsl/check_types.hpp"
#include "dsl/resolve_type.hpp"
#include "dsl/translate.hpp"

// What is presumed of a fact that nobody stated, whether a rule says so or the ruleset.

namespace tutela {
namespace {

void presume(Resolution& r, const Module& module, const PresumeClause& syntax) {
    const auto record = r.ruleset.vocabulary.find_record(syntax.record.text);
    if (!record) {
        std::vector<std::string> known;
        for (const Record& one : r.ruleset.vocabulary.records) known.push_back(one.name);
        r.say_unknown(Code::unknown_record, syntax.record.span,
                      message("no record is named `{}`", syntax.record.text), syntax.record.text,
                      known);
        return;
    }
    const Record& declared = r.ruleset.vocabulary.records[*record];
    const auto field = find_field(r, declared, syntax.field);
    if (!field) return;
    const Type type = declared.fields[*field].type;
    Translator translate(r, module);
    const ExpressionId value = translate.expression(syntax.value, type);
    const Expression node = r.ruleset.expressions[value];
    if (node.type.kind == TypeKind::error) return;
    if (node.op != Op::constant || !assignable(node.type, type) || type.kind == TypeKind::record ||
        type.kind == TypeKind::list) {
        r.say(Code::wrong_type, syntax.span,
              message("`{}` is presumed to be something it cannot be", syntax.field.text),
              message("expected {}", type_text(r.ruleset.vocabulary, type)));
        return;
    }
    for (const Presumption& other : r.ruleset.presumptions)
        if (other.record == *record && other.field == *field) {
            r.say(Code::two_presumptions, syntax.span,
                  message("`{}.{}` is presumed twice", syntax.record.text, syntax.field.text));
            r.diagnostics.back().labels.push_back(
                {other.span, message("it is first presumed here")});
            return;
        }
    r.ruleset.presumptions.push_back(
        {*record, *field, r.ruleset.expressions.constants[node.slot], syntax.span});
}

}  // namespace

void resolve_presumptions(Resolution& r) {
    for (const Module& module : r.modules)
        for (const Declaration& declaration : module.tree.declarations) {
            if (const auto* alone = std::get_if<PresumeClause>(&declaration))
                presume(r, module, *alone);
            if (const auto* rule = std::get_if<RuleDecl>(&declaration))
                for (const ClauseSyntax& clause : rule->clauses)
                    if (const auto* inside = std::get_if<PresumeClause>(&clause))
                        presume(r, module, *inside);
        }
}

}  // namespace tutela
