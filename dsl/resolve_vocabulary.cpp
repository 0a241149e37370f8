#include "dsl/resolve_vocabulary.hpp"

#include <fmt/format.h>

#include "dsl/resolve_type.hpp"

namespace tutela {
namespace {

class VocabularyResolver {
public:
    explicit VocabularyResolver(Resolution& resolution)
        : resolution_(resolution), vocabulary_(resolution.ruleset.vocabulary) {}

    void resolve(const SyntaxTree& tree);

private:
    void declare_choices(const ChoicesDecl& syntax);
    void declare_record(const RecordDecl& syntax);
    void fields(RecordId record, const RecordDecl& syntax);
    void field(RecordId record, std::uint32_t index, const FieldDecl& syntax);
    void identity(RecordId record, const RecordDecl& syntax);
    void root_field(const Name& name, const Name& record, TypeKind kind, bool open, Span span);
    void check_references();
    void check_identity_of_members();
    void check_embedding();
    void twice(const Message& what, Span span, Span first);

    Resolution& resolution_;
    Vocabulary& vocabulary_;
    std::vector<std::pair<RecordId, const RecordDecl*>> records_;
};

// The type names the choices of another field, which may stand further down.
bool leans_on_field(const TypeSyntax& type) {
    if (type.kind == TypeSyntaxKind::field_type) return true;
    return !type.element.empty() && leans_on_field(type.element.front());
}

void VocabularyResolver::resolve(const SyntaxTree& tree) {
    vocabulary_.name = tree.header.name.text;
    vocabulary_.version = tree.header.version.text;
    vocabulary_.language = tree.header.language.text;
    vocabulary_.span = tree.header.span;
    Record root;
    root.name = "design";
    root.span = tree.header.span;
    vocabulary_.records.push_back(std::move(root));

    for (const Declaration& declaration : tree.declarations) {
        if (const auto* choices = std::get_if<ChoicesDecl>(&declaration)) declare_choices(*choices);
        if (const auto* record = std::get_if<RecordDecl>(&declaration)) declare_record(*record);
    }
    for (const auto& [record, syntax] : records_) fields(record, *syntax);
    for (const auto& [record, syntax] : records_)
        for (std::uint32_t i = 0; i < vocabulary_.records[record].fields.size(); ++i)
            for (const FieldDecl& field_syntax : syntax->fields)
                if (field_syntax.span == vocabulary_.records[record].fields[i].span &&
                    leans_on_field(field_syntax.type))
                    field(record, i, field_syntax);
    for (const auto& [record, syntax] : records_) identity(record, *syntax);
    for (const Declaration& declaration : tree.declarations) {
        if (const auto* list = std::get_if<ListDecl>(&declaration))
            root_field(list->name, list->record, TypeKind::list, list->open, list->span);
        else if (const auto* one = std::get_if<OneDecl>(&declaration))
            root_field(one->name, one->record, TypeKind::record, false, one->span);
        else if (!std::holds_alternative<ChoicesDecl>(declaration) &&
                 !std::holds_alternative<RecordDecl>(declaration))
            resolution_.say(Code::misplaced_construct, span_of(declaration),
                            message("this belongs in a ruleset, not in a vocabulary"));
    }
    check_references();
    check_identity_of_members();
    check_embedding();
}

void VocabularyResolver::twice(const Message& what, Span span, Span first) {
    resolution_.say(Code::declared_twice, span, what)
        .labels.push_back({first, message("first declared here")});
}

void VocabularyResolver::declare_choices(const ChoicesDecl& syntax) {
    if (!syntax.name.given()) return;
    if (const auto first = vocabulary_.find_choices(syntax.name.text))
        return twice(message("the list of choices `{}` is declared twice", syntax.name.text),
                     syntax.name.span, vocabulary_.choice_lists[*first].span);
    add_choice_list(resolution_, syntax.name.text, syntax.ordered, syntax.choices,
                    syntax.name.span);
}

void VocabularyResolver::declare_record(const RecordDecl& syntax) {
    if (!syntax.name.given()) return;
    if (const auto first = vocabulary_.find_record(syntax.name.text)) {
        if (*first == root_record) {
            resolution_.say(Code::reserved_word, syntax.name.span,
                            message("`design` is the whole design and cannot be a record"));
            return;
        }
        return twice(message("the record `{}` is declared twice", syntax.name.text),
                     syntax.name.span, vocabulary_.records[*first].span);
    }
    Record record;
    record.name = syntax.name.text;
    record.span = syntax.name.span;
    if (syntax.phrase) record.phrase = syntax.phrase->text;
    vocabulary_.records.push_back(std::move(record));
    records_.emplace_back(static_cast<RecordId>(vocabulary_.records.size() - 1), &syntax);
}

void VocabularyResolver::fields(RecordId record, const RecordDecl& syntax) {
    for (const FieldDecl& field_syntax : syntax.fields) {
        if (!field_syntax.name.given()) continue;
        Record& into = vocabulary_.records[record];
        if (const auto first = into.find(field_syntax.name.text)) {
            twice(message("the field of `{}` `{}` is declared twice", into.name,
                          field_syntax.name.text),
                  field_syntax.name.span, into.fields[*first].span);
            continue;
        }
        Field made;
        made.name = field_syntax.name.text;
        made.span = field_syntax.span;
        made.key = field_syntax.key;
        made.optional = field_syntax.optional;
        made.open = field_syntax.open;
        made.sensitive = field_syntax.sensitive;
        if (field_syntax.phrase) made.phrase = field_syntax.phrase->text;
        if (field_syntax.ask) {
            made.ask.question = field_syntax.ask->question.text;
            if (!field_syntax.ask->posts.empty())
                made.ask.post = field_syntax.ask->posts.front().text;
            made.ask.span = field_syntax.ask->span;
        }
        into.fields.push_back(std::move(made));
        if (!leans_on_field(field_syntax.type))
            field(record, static_cast<std::uint32_t>(into.fields.size() - 1), field_syntax);
    }
}

void VocabularyResolver::field(RecordId record, std::uint32_t index, const FieldDecl& syntax) {
    const std::string name = vocabulary_.records[record].name + "." + syntax.name.text;
    const ResolvedType resolved = resolve_type(resolution_, syntax.type, TypePlace::field, name);
    Field& into = vocabulary_.records[record].fields[index];
    into.type = resolved.type;
    into.reference = resolved.reference;
    if (into.type.kind == TypeKind::error) return;
    if (into.open && !into.type.is_collection())
        resolution_.say(Code::misplaced_construct, syntax.name.span,
                        message("only a list or a set can be open, and `{}` is {}", name,
                                type_text(vocabulary_, into.type)));
    if (into.optional && into.type.is_collection())
        resolution_.say(Code::misplaced_construct, syntax.name.span,
                        message("`{}` need not be optional: a list may always be empty", name));
}

void VocabularyResolver::identity(RecordId record, const RecordDecl& syntax) {
    Record& into = vocabulary_.records[record];
    for (std::uint32_t i = 0; i < into.fields.size(); ++i) {
        if (!into.fields[i].key) continue;
        if (into.key) {
            resolution_
                .say(Code::clause_twice, into.fields[i].span,
                     message("the record `{}` has two keys", into.name))
                .labels.push_back({into.fields[*into.key].span, message("the first one")});
            continue;
        }
        const TypeKind kind = into.fields[i].type.kind;
        if (kind != TypeKind::text && kind != TypeKind::error)
            resolution_.say(Code::wrong_type, into.fields[i].span,
                            message("a key is a text, and `{}` is {}", into.fields[i].name,
                                    type_text(vocabulary_, into.fields[i].type)));
        into.key = i;
    }
    for (const Name& name : syntax.named_by) {
        if (!name.given()) continue;
        if (const auto found = find_field(resolution_, into, name)) into.named_by.push_back(*found);
    }
}

void VocabularyResolver::root_field(const Name& name, const Name& record, TypeKind kind, bool open,
                                    Span span) {
    const auto of = find_record(resolution_, record);
    if (!name.given()) return;
    Record& root = vocabulary_.records[root_record];
    if (const auto first = root.find(name.text)) {
        twice(kind == TypeKind::list ? message("the list `{}` is declared twice", name.text)
                                     : message("the record `{}` is declared twice", name.text),
              name.span, root.fields[*first].span);
        return;
    }
    Field made;
    made.name = name.text;
    made.span = span;
    made.open = open;
    if (of) made.type = type_of(kind, *of);
    root.fields.push_back(std::move(made));
}

// A reference is looked up in the list of the design that holds such records.
void VocabularyResolver::check_references() {
    for (std::size_t i = root_record + 1; i < vocabulary_.records.size(); ++i)
        for (const Field& known : vocabulary_.records[i].fields) {
            const bool of_set =
                known.type.kind == TypeKind::set && known.type.element == TypeKind::record;
            if (!known.reference && !of_set) continue;
            if (vocabulary_.list_of(known.type.id)) continue;
            const std::string& target = vocabulary_.records[known.type.id].name;
            resolution_.say(
                Code::unknown_record, known.span,
                message("`{}` refers to `{}`, but no list holds such records", known.name, target),
                message("declare `list NAME of {}`", target));
        }
}

// Records of a list are never named by their position.
void VocabularyResolver::check_identity_of_members() {
    std::vector<bool> said(vocabulary_.records.size(), false);
    for (const Record& record : vocabulary_.records)
        for (const Field& known : record.fields) {
            if (known.type.kind != TypeKind::list || said[known.type.id]) continue;
            const Record& member = vocabulary_.records[known.type.id];
            if (member.key || !member.named_by.empty()) continue;
            said[known.type.id] = true;
            resolution_.say(
                Code::missing_clause, member.span,
                message("records of `{}` stand in a list and have neither a key nor a name",
                        member.name),
                message("mark a field `key`, or write `record {} named by …`", member.name));
        }
}

// An embedded record is always there: one that holds itself would never end. (A list of records may be empty.)
void VocabularyResolver::check_embedding() {
    std::vector<Dependency> holds;
    std::vector<std::string> names;
    for (RecordId id = 0; id < vocabulary_.records.size(); ++id) {
        names.push_back(vocabulary_.records[id].name);
        for (const Field& known : vocabulary_.records[id].fields)
            if (known.type.kind == TypeKind::record && !known.reference && id != root_record)
                holds.push_back({id, known.type.id, known.span});
    }
    for (const Circle& circle :
         order_by_dependency(static_cast<std::uint32_t>(names.size()), holds).circles)
        resolution_.say_circle(
            Code::cyclic_definitions, message("records hold each other without end"),
            [](const std::string& from, const std::string& to) {
                return message("`{}` holds `{}` here", from, to);
            },
            circle, names);
}

}  // namespace

void resolve_vocabulary(Resolution& resolution, const SyntaxTree& tree) {
    VocabularyResolver(resolution).resolve(tree);
}

}  // namespace tutela
