#pragma once

#include <map>
#include <set>
#include <unordered_map>

#include "engine/design.hpp"
#include "engine/scan_text.hpp"
#include "formats/document.hpp"

namespace tutela {

// A word that cannot be anything but a name, and may be shown: it begins with a letter, and has letters, hyphens and few digits.
[[nodiscard]] bool may_be_shown(std::string_view word);

// Builds a design from the trees of its files (the design first, then what it includes), against a
// vocabulary. Says everything that is wrong with them.
class BuildDesign {
public:
    BuildDesign(const Vocabulary& vocabulary, Diagnostics& diagnostics);

    void add(const Node& root);
    // Resolves what could not be resolved before everything was read.
    void finish();

    Design design;

private:
    struct Reference {
        bool is_member = false;  // of a set: an index into Design::members
        std::uint32_t member = 0;
        FactRef fact;
        RecordId target = 0;
        std::string key;
        Span span;
    };
    struct Cited {
        FactRef fact;
        std::vector<std::pair<std::string, Span>> ids;
    };

    std::uint32_t add_row(RecordId record, std::string path, Span place);
    void read_record(RecordId record, std::uint32_t row, const Node& table,
                     const std::string& path);
    void read_field(FactRef ref, const Field& field, const Node::Member& member,
                    const std::string& path);
    bool read_state(FactRef ref, const Field& field, const Node& table, const std::string& path);
    void read_embedded(FactRef ref, const Field& field, const Node& node, const std::string& path);
    bool read_reason(FactRef ref, const Node::Member& state, const std::string& path);
    void read_attestation(FactRef ref, const Node& table, const std::string& path);
    void read_citations(FactRef ref, const Node& table);
    void read_value(FactRef ref, const Field& field, const Node& node, const std::string& path);
    void read_set(FactRef ref, const Field& field, const Node& node, const std::string& path);
    void read_list(FactRef ref, const Field& field, const Node& node, const std::string& path);
    void spread_state(RecordId record, std::uint32_t row, const Fact& state);
    void read_complete(const Node& table);
    void read_evidence(const Node& node);
    void read_waivers(const Node& node);
    void read_judgements(const Node& node);
    [[nodiscard]] bool gives_away(std::string_view words);
    void hide_posts();
    void hide_small_counts();
    void name_rows_by_key();
    void name_rows_by_fields();
    std::string name_of_fields(RecordId record, std::uint32_t row);
    void resolve_references();
    void leave_twins_out(FactRef ref);
    void resolve_completeness();
    void resolve_evidence();
    void name_paths();
    void put_in_order();
    void order_members(const Type& type, Fact& fact,
                       const std::vector<std::vector<std::uint32_t>>& moved);

    Fact& fact(FactRef ref);
    TextId intern(const std::string& text, Span place, const std::string& path);
    void scan_texts(const Node& node, const std::string& path);
    void unknown_key(const Node::Member& member, const std::vector<std::string>& known,
                     const Message& where);
    void wrong_value(const Type& type, const Node& node, const std::string& path);
    void two_values(Span span, Span other, const std::string& path);
    void say(Code code, Span span, Message what, std::vector<Message> help = {},
             std::vector<Label> labels = {});

    const Vocabulary& vocabulary_;
    Diagnostics& diagnostics_;
    std::unordered_map<std::string, TextId> texts_;
    std::vector<Reference> references_;
    std::vector<Cited> cited_;
    std::map<FactRef, bool> said_complete_;
    std::set<FactRef> written_;
    std::vector<std::unordered_map<std::string, std::uint32_t>> keys_;  // by record: key to row
    std::unordered_map<std::string, std::uint32_t> evidence_;  // id to index in design.evidence
    TextScan scan_text_;
    std::size_t errors_ = 0;
    std::size_t warnings_ = 0;
};

}  // namespace tutela
