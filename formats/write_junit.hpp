#pragma once

#include <string>
#include <utility>
#include <vector>

namespace tutela {

// JUnit XML, as CI systems read it, in the form that the schemas of Ant and of Jenkins both allow.
struct JUnitCase {
    enum class Result { passed, failed, error, skipped };
    std::string name;
    Result result = Result::passed;
    std::string type;  // of a failure or an error: "critical"
    std::string text;  // of what has not passed; its first line is the message
};
struct JUnitSuite {
    std::string name;
    std::vector<JUnitCase> cases;
    std::vector<std::pair<std::string, std::string>> properties;  // must not be empty
    std::string day = "1970-01-01";  // that the suite speaks of: reports do not tell when they ran
    std::string summary{};
};
[[nodiscard]] std::string write_junit(const std::vector<JUnitSuite>& suites);

}  // namespace tutela
