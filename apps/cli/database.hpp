#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "diagnostics/message.hpp"

struct sqlite3;
struct sqlite3_stmt;

namespace tutela {

// A statement that was prepared once. Numbers of parameters begin with 1, those of columns with 0.
class Statement {
public:
    Statement() = default;
    Statement& bind(int parameter, std::int64_t value);
    Statement& bind(int parameter, double value);
    // The text must last until the statement has run.
    Statement& bind(int parameter, std::string_view text);
    Statement& bind_nothing(int parameter);

    // The next row; false at the end, after which it can be bound and run again.
    bool step();
    // Runs what gives no row; false when it failed.
    bool run();

    [[nodiscard]] std::int64_t integer(int column) const;
    [[nodiscard]] double real(int column) const;
    [[nodiscard]] std::string text(int column) const;  // empty where there is nothing
    [[nodiscard]] bool is_nothing(int column) const;

private:
    friend class Database;
    struct Finalize {
        void operator()(sqlite3_stmt* statement) const;
    };
    std::unique_ptr<sqlite3_stmt, Finalize> statement_;
    bool failed_ = false;
};

// A SQLite database in a file. What fails stays failed: ask once, after several steps.
class Database {
public:
    enum class Mode : std::uint8_t { write, read };
    // Nothing is looked at yet: whether it is a database shows when it is used.
    Database(const std::string& path, Mode mode);

    bool run(const char* commands);  // one or several, without rows
    [[nodiscard]] Statement prepare(std::string_view sql);
    [[nodiscard]] std::int64_t last_row() const;
    [[nodiscard]] std::int64_t number(
        std::string_view sql);  // the first column of the first row; else 0
    [[nodiscard]] bool ok() const;
    // What is wrong with it, in a few words; only when something is.
    [[nodiscard]] Message problem(const std::string& path) const;

private:
    struct Close {
        void operator()(sqlite3* database) const;
    };
    std::unique_ptr<sqlite3, Close> database_;
    int failure_ = 0;
};

}  // namespace tutela
