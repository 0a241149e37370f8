#pragma once

#include <string>
#include <vector>

namespace tutela {

// JUnit XML, as CI systems read it: a suite a file, a case an expectation.
struct JUnitCase {
    std::string name;
    std::string failure;  // empty: passed
};
struct JUnitSuite {
    std::string name;
    std::vector<JUnitCase> cases;
};
[[nodiscard]] std::string write_junit(const std::string& title,
                                      const std::vector<JUnitSuite>& suites);

}  // namespace tutela
