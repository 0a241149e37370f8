#include "formats/write_junit.hpp"

#include <algorithm>
#include <sstream>

#include <pugixml.hpp>

namespace tutela {
namespace {

using Result = JUnitCase::Result;

// XML 1.0 has no control characters but tab and line ends.
std::string printable(std::string text) {
    text.erase(std::remove_if(text.begin(), text.end(),
                              [](unsigned char c) { return c < 0x20 && c != '\t' && c != '\n'; }),
               text.end());
    return text;
}

std::size_t count(const JUnitSuite& suite, Result result) {
    return static_cast<std::size_t>(
        std::count_if(suite.cases.begin(), suite.cases.end(),
                      [&](const JUnitCase& one) { return one.result == result; }));
}

void write(pugi::xml_node into, const JUnitSuite& suite, const JUnitCase& one) {
    pugi::xml_node test = into.append_child("testcase");
    test.append_attribute("name") = printable(one.name).c_str();
    test.append_attribute("classname") = printable(suite.name).c_str();
    test.append_attribute("time") = "0";
    if (one.result == Result::passed) return;
    const std::string text = printable(one.text);
    // Jenkins' schema allows no attribute here.
    pugi::xml_node result = test.append_child(one.result == Result::failed  ? "failure"
                                              : one.result == Result::error ? "error"
                                                                            : "skipped");
    if (one.result != Result::skipped) {
        result.append_attribute("message") = text.substr(0, text.find('\n')).c_str();
        result.append_attribute("type") = printable(one.type).c_str();
    }
    result.append_child(pugi::node_pcdata).set_value(text.c_str());
}

void write(pugi::xml_node into, const JUnitSuite& suite, std::size_t number) {
    pugi::xml_node node = into.append_child("testsuite");
    node.append_attribute("name") = printable(suite.name).c_str();
    node.append_attribute("package") = "tutela";
    node.append_attribute("id") = number;
    node.append_attribute("timestamp") = (suite.day + "T00:00:00").c_str();
    node.append_attribute("hostname") = "localhost";
    node.append_attribute("tests") = suite.cases.size();
    node.append_attribute("failures") = count(suite, Result::failed);
    node.append_attribute("errors") = count(suite, Result::error);
    node.append_attribute("skipped") = count(suite, Result::skipped);
    node.append_attribute("time") = "0";
    pugi::xml_node properties = node.append_child("properties");
    for (const auto& [name, value] : suite.properties) {
        pugi::xml_node property = properties.append_child("property");
        property.append_attribute("name") = name.c_str();
        property.append_attribute("value") = printable(value).c_str();
    }
    for (const JUnitCase& one : suite.cases) write(node, suite, one);
    node.append_child("system-out")
        .append_child(pugi::node_pcdata)
        .set_value(printable(suite.summary).c_str());
    node.append_child("system-err");
}

}  // namespace

std::string write_junit(const std::vector<JUnitSuite>& suites) {
    pugi::xml_document document;
    pugi::xml_node declaration = document.append_child(pugi::node_declaration);
    declaration.append_attribute("version") = "1.0";
    declaration.append_attribute("encoding") = "UTF-8";
    pugi::xml_node root = document.append_child("testsuites");
    for (std::size_t i = 0; i < suites.size(); ++i) write(root, suites[i], i);
    std::ostringstream out;
    document.save(out, "  ");
    return out.str();
}

}  // namespace tutela
