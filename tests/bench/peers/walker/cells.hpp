// A design as rows of cells of eight bytes: a text is a hash (0: absent), a date a day number, an absent number NaN.
#pragma once

#include <cmath>
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <simdjson.h>

#include "tests/bench/peers/bound/text.hpp"
#include "tests/bench/peers/runner.hpp"

namespace peers {

union Cell {
    double number;
    std::uint64_t text;
    struct {
        std::int32_t at, count;  // count -1: absent
    } list;
};

enum class Kind : std::uint8_t { number, text, date, truth, records, texts };

struct Table;
struct Field {
    Kind kind = Kind::number;
    int slot = 0;
    Table* records = nullptr;
};

// Rows of one list. Only fields that rules use have a slot.
struct Table {
    std::map<std::string, Field> fields;
    std::vector<std::pair<std::uint64_t, Field>> by_hash;  // without collisions; 0: empty
    int stride = 0;
    std::vector<Cell> rows;

    void freeze() {
        for (std::size_t size = 8; !place_all(size); size *= 2) {
        }
    }

    const Field* find(std::string_view name) const {
        const std::uint64_t h = hash(name);
        const auto& entry = by_hash[h & (by_hash.size() - 1)];
        return entry.first == h ? &entry.second : nullptr;
    }

private:
    bool place_all(std::size_t size) {
        by_hash.assign(size, {0, Field()});
        for (const auto& [name, field] : fields) {
            auto& entry = by_hash[hash(name) & (size - 1)];
            if (entry.first) return false;
            entry = {hash(name), field};
        }
        return true;
    }
};

// The declared kinds of all fields; the rest are numbers.
inline Kind kind_of(const std::string& name) {
    static const std::map<Kind, std::vector<std::string>> names = {
        {Kind::date, {"start", "end", "date", "coc_date", "referral_updated"}},
        {Kind::text,
         {"phase", "currency", "id", "lighting", "sector", "site", "modality", "lead", "name",
          "kind", "activity", "mitigation", "type", "topic", "frequency", "group"}},
        {Kind::truth,
         {"consent_policy", "dpo", "complaint_sop", "exit_strategy", "accessible", "fee",
          "consulted", "literacy_needed", "anonymous", "vetted", "local", "mandatory"}},
        {Kind::texts, {"languages", "report_languages", "disaggregation"}},
        {Kind::records,
         {"sites", "activities", "groups", "risks", "channels", "partners", "trainings",
          "indicators", "targets"}}};
    for (const auto& [kind, of_kind] : names)
        for (const std::string& one : of_kind)
            if (one == name) return kind;
    return Kind::number;
}

class Store {
public:
    Store() : root_(make_table()) {}

    Table* root() { return root_; }
    const std::vector<Cell>& texts() const { return texts_; }

    // The field of a table, which it gets where it has none.
    const Field& field(Table* table, const std::string& name) {
        const auto [found, is_new] = table->fields.try_emplace(name);
        if (is_new) {
            found->second = {kind_of(name), table->stride++, nullptr};
            if (found->second.kind == Kind::records) found->second.records = make_table();
        }
        return found->second;
    }

    void freeze() {
        for (auto& table : tables_) table->freeze();
    }

    void load(simdjson::dom::object design) {
        for (auto& table : tables_) table->rows.clear();
        texts_.clear();
        root_->rows.resize(root_->stride);
        fill(*root_, 0, design);
    }

private:
    Table* make_table() { return tables_.emplace_back(std::make_unique<Table>()).get(); }

    static Cell absent(Kind kind) {
        Cell cell;
        if (kind == Kind::records || kind == Kind::texts)
            cell.list = {0, -1};
        else if (kind == Kind::text)
            cell.text = 0;
        else
            cell.number = NAN;
        return cell;
    }

    void fill(Table& table, std::size_t row, simdjson::dom::object record) {
        for (const auto& [name, field] : table.by_hash)
            if (name) table.rows[row + field.slot] = absent(field.kind);
        for (auto each : record)
            if (const Field* field = table.find(each.key)) {
                const Cell cell = read(*field, each.value);
                table.rows[row + field->slot] = cell;
            }
    }

    Cell read(const Field& field, simdjson::dom::element value) {
        Cell cell;
        switch (field.kind) {
            case Kind::number: cell.number = double(value); break;
            case Kind::truth: cell.number = bool(value); break;
            case Kind::text: cell.text = hash(std::string_view(value)); break;
            case Kind::date: cell.number = ordinal(std::string_view(value)); break;
            case Kind::texts: {
                cell.list = {static_cast<int>(texts_.size()), 0};
                for (std::string_view one : simdjson::dom::array(value)) {
                    texts_.emplace_back().text = hash(one);
                    ++cell.list.count;
                }
                break;
            }
            case Kind::records: {
                const simdjson::dom::array records = value;
                std::size_t row = field.records->rows.size();
                cell.list = {static_cast<int>(row), static_cast<int>(records.size())};
                field.records->rows.resize(row + records.size() * field.records->stride);
                for (auto record : records) {
                    fill(*field.records, row, record);
                    row += field.records->stride;
                }
                break;
            }
        }
        return cell;
    }

    std::vector<std::unique_ptr<Table>> tables_;
    std::vector<Cell> texts_;
    Table* root_;
};

}  // namespace peers
