#include "apps/cli/database.hpp"

#include <sqlite3.h>

namespace tutela {

void Statement::Finalize::operator()(sqlite3_stmt* statement) const {
    sqlite3_finalize(statement);
}

Statement& Statement::bind(int parameter, std::int64_t value) {
    sqlite3_bind_int64(statement_.get(), parameter, value);
    return *this;
}
Statement& Statement::bind(int parameter, double value) {
    sqlite3_bind_double(statement_.get(), parameter, value);
    return *this;
}
Statement& Statement::bind(int parameter, std::string_view text) {
    sqlite3_bind_text(statement_.get(), parameter, text.data() ? text.data() : "",
                      static_cast<int>(text.size()), SQLITE_STATIC);
    return *this;
}
Statement& Statement::bind_nothing(int parameter) {
    sqlite3_bind_null(statement_.get(), parameter);
    return *this;
}

bool Statement::step() {
    if (!statement_) return false;
    const int result = sqlite3_step(statement_.get());
    if (result == SQLITE_ROW) return true;
    failed_ = result != SQLITE_DONE;
    sqlite3_reset(statement_.get());
    return false;
}
bool Statement::run() {
    while (step()) {
    }
    return statement_ && !failed_;
}

std::int64_t Statement::integer(int column) const {
    return sqlite3_column_int64(statement_.get(), column);
}
double Statement::real(int column) const {
    return sqlite3_column_double(statement_.get(), column);
}
std::string Statement::text(int column) const {
    const unsigned char* text = sqlite3_column_text(statement_.get(), column);
    if (!text) return {};
    return {reinterpret_cast<const char*>(text),
            static_cast<std::size_t>(sqlite3_column_bytes(statement_.get(), column))};
}
bool Statement::is_nothing(int column) const {
    return sqlite3_column_type(statement_.get(), column) == SQLITE_NULL;
}

// -------------------------------------------------------------------------------------------------

void Database::Close::operator()(sqlite3* database) const {
    sqlite3_close_v2(database);
}

Database::Database(const std::string& path, Mode mode) {
    constexpr int patience = 10'000;  // milliseconds, for another program that writes
    sqlite3* opened = nullptr;
    // Whoever only reads must be able to write all the same, if he may: what a killed run left is rolled back first.
    const int flags =
        mode == Mode::write ? SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE : SQLITE_OPEN_READWRITE;
    failure_ = sqlite3_open_v2(path.c_str(), &opened, flags, nullptr);
    database_.reset(opened);
    if (failure_ == SQLITE_OK) sqlite3_busy_timeout(opened, patience);
}

bool Database::run(const char* commands) {
    if (failure_ == SQLITE_OK) {
        const int result = sqlite3_exec(database_.get(), commands, nullptr, nullptr, nullptr);
        if (result != SQLITE_OK) failure_ = sqlite3_extended_errcode(database_.get());
    }
    return failure_ == SQLITE_OK;
}

Statement Database::prepare(std::string_view sql) {
    Statement made;
    if (failure_ != SQLITE_OK) return made;
    sqlite3_stmt* statement = nullptr;
    failure_ = sqlite3_prepare_v3(database_.get(), sql.data(), static_cast<int>(sql.size()),
                                  SQLITE_PREPARE_PERSISTENT, &statement, nullptr);
    made.statement_.reset(statement);
    return made;
}

std::int64_t Database::last_row() const {
    return sqlite3_last_insert_rowid(database_.get());
}

std::int64_t Database::number(std::string_view sql) {
    Statement statement = prepare(sql);
    return statement.step() ? statement.integer(0) : 0;
}

bool Database::ok() const {
    if (failure_ != SQLITE_OK) return false;
    const int last = sqlite3_errcode(database_.get()) & 0xff;
    return last == SQLITE_OK || last == SQLITE_ROW || last == SQLITE_DONE;
}

Message Database::problem(const std::string& path) const {
    const int failure =
        (failure_ != SQLITE_OK ? failure_ : sqlite3_errcode(database_.get())) & 0xff;
    switch (failure) {
        case SQLITE_NOTADB: return message("{} is not a SQLite database", path);
        case SQLITE_CORRUPT: return message("{} is damaged", path);
        case SQLITE_BUSY:
        case SQLITE_LOCKED: return message("{} is in use by another program", path);
        case SQLITE_FULL: return message("{} cannot be written: the disk is full", path);
        case SQLITE_CANTOPEN: return message("{} cannot be opened", path);
        default: return message("{} cannot be written", path);
    }
}

}  // namespace tutela
