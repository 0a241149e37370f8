#pragma once

#include <map>
#include <set>
#include <unordered_map>

#include "engine/design.hpp"
#include "formats/document.hpp"

namespace tutela {

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
    void read_record(RecordId record, std::uint32_t row, const Node& table, const std::string& path);
    void read_field(FactRef ref, const Field& field, const Node::Member& member, const std::string& path);
    bool read_state(FactRef ref, const Field& field, const Node& table, const std::string& path);
    void read_value(FactRef ref, const Field& field, const Node& node, const std::string& path);
    void read_set(FactRef ref, const Field& field, const Node& node, const std::string& path);
    void read_list(FactRef ref, const Field& field, const Node& node, const std::string& path);
    void spread_state(RecordId record, std::uint32_t row, const Fact& state);
    void read_complete(const Node& table);
    void read_evidence(const Node& node);
    void read_waivers(const Node& node);
    void read_judgements(const Node& node);
    void name_rows();
    void resolve_references();
    void resolve_completeness();
    void resolve_evidence();

    Fact& fact(FactRef ref);
    TextId intern(const std::string& text, Span place, const std::string& path);
    void scan_texts(const Node& node, const std::string& path);
    void unknown_key(const Node::Member& member, const std::vector<std::string>& known, const std::string& where);
    void wrong_value(const Type& type, const Node& node, const std::string& path);
    void say(Code code, Span span, std::string message, std::vector<std::string> help = {});

    const Vocabulary& vocabulary_;
    Diagnostics& diagnostics_;
    std::unordered_map<std::string, TextId> texts_;
    std::vector<Reference> references_;
    std::vector<Cited> cited_;
    std::map<FactRef, bool> said_complete_;
    std::set<FactRef> written_;
    std::set<std::string> not_read_;  // an object of several files: rows of single records made once
};

}  // namespace tutela
