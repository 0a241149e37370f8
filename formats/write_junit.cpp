#include "formats/write_junit.hpp"

#include <algorithm>
#include <sstream>

#include <pugixml.hpp>

namespace tutela {
namespace {

// XML 1.0 has no control characters but tab and line ends.
std::string printable(std::string text) {
    text.erase(std::remove_if(text.begin(), text.end(),
                              [](unsigned char c) { return c < 0x20 && c != '\t' && c != '\n'; }),
               text.end());
    return text;
}

std::size_t failures(const JUnitSuite& suite) {
    return static_cast<std::size_t>(
        std::count_if(suite.cases.begin(), suite.cases.end(),
                      [](const JUnitCase& one) { return !one.failure.empty(); }));
}

void write(pugi::xml_node into, const JUnitSuite& suite) {
    pugi::xml_node node = into.append_child("testsuite");
    node.append_attribute("name") = printable(suite.name).c_str();
    node.append_attribute("tests") = suite.cases.size();
    node.append_attribute("failures") = failures(suite);
    node.append_attribute("errors") = 0;
    node.append_attribute("skipped") = 0;
    for (const JUnitCase& one : suite.cases) {
        pugi::xml_node test = node.append_child("testcase");
        test.append_attribute("name") = printable(one.name).c_str();
        test.append_attribute("classname") = printable(suite.name).c_str();
        if (one.failure.empty()) continue;
        pugi::xml_node failure = test.append_child("failure");
        const std::string text = printable(one.failure);
        failure.append_attribute("message") = text.substr(0, text.find('\n')).c_str();
        failure.append_child(pugi::node_pcdata).set_value(text.c_str());
    }
}

}  // namespace

std::string write_junit(const std::string& title, const std::vector<JUnitSuite>& suites) {
    pugi::xml_document document;
    pugi::xml_node root = document.append_child("testsuites");
    std::size_t tests = 0, failed = 0;
    for (const JUnitSuite& suite : suites) {
        tests += suite.cases.size();
        failed += failures(suite);
    }
    root.append_attribute("name") = printable(title).c_str();
    root.append_attribute("tests") = tests;
    root.append_attribute("failures") = failed;
    for (const JUnitSuite& suite : suites) write(root, suite);
    std::ostringstream out;
    document.save(out, "  ");
    return out.str();
}

}  // namespace tutela
