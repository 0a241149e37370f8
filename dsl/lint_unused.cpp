// What is declared and used by nobody.

#include <map>
#include <set>

#include <fmt/core.h>

#include "dsl/lint_checks.hpp"

namespace tutela {
namespace {

using Names = std::set<std::string, std::less<>>;

// What one text declares, and what it uses.
struct Uses {
    const SyntaxTree* tree;
    Names declares, names, sources;
};

// Every name in an expression counts, in a message too. It may be a choice of the same name; then nothing is said,
// which is the safe side.
void use_expressions(Uses& uses) {
    for (const ExpressionSyntax& syntax : uses.tree->expressions) {
        if (const auto* name = std::get_if<NameSyntax>(&syntax.node))
            uses.names.insert(name->name.text);
        if (const auto* call = std::get_if<CallSyntax>(&syntax.node))
            uses.names.insert(call->name.text);
    }
}

struct UseSources {
    Uses& uses;

    void cite(const std::vector<CitationSyntax>& citations) const {
        for (const CitationSyntax& citation : citations) uses.sources.insert(citation.source.text);
    }
    void operator()(const ParameterDecl& syntax) const {
        uses.declares.insert(syntax.name.text);
        cite(syntax.citations);
    }
    void operator()(const DefineDecl& syntax) const { uses.declares.insert(syntax.name.text); }
    void operator()(const SourceDecl& syntax) const {
        uses.declares.insert("source " + syntax.name.text);
    }
    void operator()(const SetDecl& syntax) const { cite(syntax.citations); }
    void operator()(const RuleDecl& syntax) const {
        for (const ClauseSyntax& clause : syntax.clauses)
            if (const auto* cites = std::get_if<CitesClause>(&clause)) cite({cites->citation});
    }
    template <class Other>
    void operator()(const Other&) const {}
};

class FindUnused {
public:
    explicit FindUnused(Linting& linting) : linting_(linting) {
        for (const SyntaxTree& tree : linting.trees) {
            Uses uses{&tree, {}, {}, {}};
            use_expressions(uses);
            for (const Declaration& declaration : tree.declarations)
                std::visit(UseSources{uses}, declaration);
            all_.push_back(std::move(uses));
        }
    }

    void say(const SyntaxTree& tree, Code code, const Message& what, const Name& name) {
        const bool source = code == Code::unused_source;
        const std::string declared = source ? "source " + name.text : name.text;
        const LintOptions& options = linting_.options;
        if (options.used_elsewhere && options.used_elsewhere(tree.source)) return;
        for (const Uses& uses : all_) {
            // Another text that declares the name means its own.
            if (uses.tree != &tree && uses.declares.count(declared) != 0) continue;
            if ((source ? uses.sources : uses.names).count(name.text) != 0) return;
        }
        linting_.say(code, name.span, what,
                     source ? message("cite it where it is meant, or take it out")
                            : message("use it, or take it out"));
    }

private:
    Linting& linting_;
    std::vector<Uses> all_;
};

}  // namespace

void lint_unused(Linting& linting) {
    FindUnused find(linting);
    linting.each<ParameterDecl>([&](const SyntaxTree& tree, const ParameterDecl& syntax) {
        find.say(tree, Code::unused_parameter,
                 message("the parameter `{}` is used by nothing", syntax.name.text), syntax.name);
    });
    linting.each<DefineDecl>([&](const SyntaxTree& tree, const DefineDecl& syntax) {
        find.say(tree, Code::unused_definition,
                 message("the definition `{}` is used by nothing", syntax.name.text), syntax.name);
    });
    linting.each<SourceDecl>([&](const SyntaxTree& tree, const SourceDecl& syntax) {
        find.say(tree, Code::unused_source,
                 message("the source `{}` is cited by nothing", syntax.name.text), syntax.name);
    });
}

}  // namespace tutela
