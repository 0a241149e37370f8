#include "formats/write_junit.hpp"

#include <algorithm>
#include <sstream>

#include <pugixml.hpp>

#include "formats/document.hpp"

namespace tutela {
namespace {

using Result = JUnitCase::Result;

// XML 1.0 has no control characters but tab and line ends, and not the two at the end of the first plane. Names of files
// may hold any bytes: what is no character is shown as one that stands for it.
std::string printable(const std::string& text) {
    std::string out;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t size = character_size(std::string_view(text).substr(at));
        const std::string character = text.substr(at, size);
        at += std::max<std::size_t>(size, 1);
        const auto first = static_cast<unsigned char>(character.empty() ? ' ' : character[0]);
        if (first < 0x20 && first != '\t' && first != '\n') continue;
        const bool none =
            character.empty() || character == "\xEF\xBF\xBE" || character == "\xEF\xBF\xBF";
        out += none ? "\xEF\xBF\xBD" : character;
    }
    return out;
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
