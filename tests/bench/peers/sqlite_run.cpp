// SQLite in memory: all designs into tables, then one query a rule. See runner.hpp and printers/sqlite.py.
//   sqlite_run RULES_FOLDER DESIGNS.jsonl OUT [LIMIT]

#include <cstdlib>
#include <fstream>
#include <map>
#include <string>
#include <vector>

#include <simdjson.h>
#include <sqlite3.h>

#include "tests/bench/peers/runner.hpp"

namespace {

using namespace peers;
using Record = simdjson::dom::object;
using Words = std::vector<std::string>;

struct Shape {
    Words fields, lists;
};

const std::map<std::string, Shape> shapes = {
    {"designs",
     {{"phase", "start", "end", "budget", "currency", "fx_rate", "me_budget", "admin_cost",
       "contingency", "consent_policy", "dpo", "complaint_sop", "exit_strategy", "coc_date",
       "referral_updated"},
      {"sites", "activities", "groups", "risks", "channels", "partners", "trainings", "indicators",
       "report_languages"}}},
    {"sites", {{"id", "population", "accessible", "lighting", "distance_km"}, {"languages"}}},
    {"activities",
     {{"id", "sector", "site", "modality", "budget", "start", "end", "lead", "fee"}, {"targets"}}},
    {"groups", {{"name", "size", "women_share", "disability_share", "consulted"}, {}}},
    {"risks", {{"id", "kind", "activity", "likelihood", "impact", "mitigation"}, {}}},
    {"channels", {{"kind", "literacy_needed", "anonymous", "response_days"}, {"languages"}}},
    {"partners", {{"id", "type", "vetted", "local", "budget_share"}, {}}},
    {"trainings", {{"topic", "date", "staff_trained", "staff_total", "mandatory"}, {}}},
    {"indicators", {{"id", "activity", "baseline", "target", "frequency"}, {"disaggregation"}}},
    {"targets", {{"group", "count"}, {}}},
};

// Lists of texts, each in a table of its own.
const std::map<std::string, std::pair<std::string, std::string>> texts = {
    {"designs", {"report_languages", "l_report"}},
    {"sites", {"languages", "l_site"}},
    {"channels", {"languages", "l_chan"}},
    {"indicators", {"disaggregation", "l_disag"}},
};

std::string column(const std::string& field) {
    const bool reserved = field == "start" || field == "end" || field == "group" || field == "date";
    return reserved ? field + "_" : field;
}

class Database {
public:
    Database() {
        sqlite3_open(":memory:", &database_);
        run("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA temp_store=MEMORY;");
        for (const auto& [name, shape] : shapes) make_table(name, shape);
        for (const auto& [owner, list] : texts) {
            run("CREATE TABLE " + list.second + "(p INTEGER, v)");
            tables_[list.second].insert = prepare("INSERT INTO " + list.second + " VALUES(?,?)");
        }
    }

    void run(const std::string& sql) {
        char* wrong = nullptr;
        if (sqlite3_exec(database_, sql.c_str(), nullptr, nullptr, &wrong)) stop(sql);
    }

    sqlite3_stmt* prepare(const std::string& sql) {
        sqlite3_stmt* made = nullptr;
        if (sqlite3_prepare_v2(database_, sql.c_str(), -1, &made, nullptr)) stop(sql);
        return made;
    }

    void add_design(Record design, long long number) {
        add_row("designs", design, number, 0);
        for (const std::string& list : shapes.at("designs").lists) {
            simdjson::dom::array rows;
            if (!shapes.count(list) || design[list].get(rows)) continue;
            for (Record row : rows) {
                const long long id = add_row(list, row, number, 0);
                simdjson::dom::array targets;
                if (list != "activities" || row["targets"].get(targets)) continue;
                for (Record target : targets) add_row("targets", target, number, id);
            }
        }
    }

    void make_indexes() {
        for (const auto& [name, shape] : shapes)
            if (name != "designs")
                run("CREATE INDEX x_" + name + " ON " + name +
                    (name == "targets" ? "(p)" : "(did)"));
        for (const auto& [owner, list] : texts)
            run("CREATE INDEX x_" + list.second + " ON " + list.second + "(p)");
    }

private:
    struct Table {
        sqlite3_stmt* insert = nullptr;
        long long rows = 0;
    };

    [[noreturn]] void stop(const std::string& sql) {
        std::fprintf(stderr, "%s: %.400s\n", sqlite3_errmsg(database_), sql.c_str());
        std::exit(3);
    }

    void make_table(const std::string& name, const Shape& shape) {
        std::string columns = "did INTEGER, rid INTEGER PRIMARY KEY, p INTEGER", marks = "?,?,?";
        for (const std::string& field : shape.fields) {
            columns += ", " + column(field);
            marks += ",?";
        }
        for (const std::string& list : shape.lists) {
            columns += ", has_" + list + ", n_" + list;
            marks += ",?,?";
        }
        run("CREATE TABLE " + name + "(" + columns + ")");
        tables_[name].insert = prepare("INSERT INTO " + name + " VALUES(" + marks + ")");
    }

    static void bind(sqlite3_stmt* insert, int at,
                     simdjson::simdjson_result<simdjson::dom::element> field) {
        simdjson::dom::element value;
        if (field.get(value)) {
            sqlite3_bind_null(insert, at);
        } else if (value.is_string()) {
            const std::string_view text = value;
            sqlite3_bind_text(insert, at, text.data(), static_cast<int>(text.size()),
                              SQLITE_TRANSIENT);
        } else if (value.is_bool()) {
            sqlite3_bind_int(insert, at, bool(value));
        } else if (value.is_int64()) {
            sqlite3_bind_int64(insert, at, std::int64_t(value));
        } else {
            sqlite3_bind_double(insert, at, double(value));
        }
    }

    long long add_row(const std::string& name, Record record, long long design, long long parent) {
        Table& table = tables_[name];
        const long long id = ++table.rows;
        int at = 0;
        sqlite3_reset(table.insert);
        for (const long long number : {design, id, parent})
            sqlite3_bind_int64(table.insert, ++at, number);
        for (const std::string& field : shapes.at(name).fields)
            bind(table.insert, ++at, record[field]);
        for (const std::string& list : shapes.at(name).lists) {
            simdjson::dom::array members;
            const bool has = !record[list].get(members);
            sqlite3_bind_int(table.insert, ++at, has);
            sqlite3_bind_int64(table.insert, ++at,
                               has ? static_cast<long long>(members.size()) : 0);
        }
        sqlite3_step(table.insert);
        if (const auto list = texts.find(name); list != texts.end())
            add_texts(list->second, record, id);
        return id;
    }

    void add_texts(const std::pair<std::string, std::string>& list, Record record,
                   long long parent) {
        simdjson::dom::array members;
        if (record[list.first].get(members)) return;
        sqlite3_stmt* insert = tables_[list.second].insert;
        for (std::string_view text : members) {
            sqlite3_reset(insert);
            sqlite3_bind_int64(insert, 1, parent);
            sqlite3_bind_text(insert, 2, text.data(), static_cast<int>(text.size()),
                              SQLITE_TRANSIENT);
            sqlite3_step(insert);
        }
    }

    sqlite3* database_ = nullptr;
    std::map<std::string, Table> tables_;
};

}  // namespace

int main(int argc, char** argv) {
    if (argc < 4) return 64;
    const double begin = now();
    Database database;
    Told told{"sqlite"};
    told.set_up = now() - begin;

    std::ifstream in(argv[2], std::ios::binary);
    const std::size_t limit = argc > 4 ? std::strtoull(argv[4], nullptr, 10) : SIZE_MAX;
    simdjson::dom::parser parser;
    const double start = now();
    database.run("BEGIN");
    for (std::string line; told.designs < limit && std::getline(in, line);)
        database.add_design(parser.parse(line), static_cast<long long>(++told.designs));
    database.make_indexes();
    database.run("COMMIT");
    database.run("ANALYZE");
    const double loaded = now();

    simdjson::dom::parser of_rules;
    const simdjson::dom::array rules = of_rules.load(std::string(argv[1]) + "/sqlite.json");
    told.rules = rules.size();
    std::vector<std::string> verdicts(told.designs, std::string(told.rules, '?'));
    std::size_t at = 0;
    for (std::string_view sql : rules) {
        sqlite3_stmt* query = database.prepare(std::string(sql));
        while (sqlite3_step(query) == SQLITE_ROW)
            verdicts[sqlite3_column_int64(query, 0) - 1][at] = "FUP"[sqlite3_column_int(query, 1)];
        sqlite3_finalize(query);
        ++at;
    }
    told.parse = loaded - start;
    told.evaluate = now() - loaded;
    std::ofstream out(argv[3], std::ios::binary);
    for (const std::string& line : verdicts) out << line << '\n';
    tell(told);
    return 0;
}
