#include "formats/toml_problem.hpp"

#include <vector>

namespace tutela {
namespace {

struct Known {
    std::string_view theirs;  // a part of the reader's description
    Message ours;
};

const Message* find(const std::vector<Known>& known, std::string_view description) {
    for (const Known& one : known)
        if (description.find(one.theirs) != std::string_view::npos) return &one.ours;
    return nullptr;
}

// "Error while parsing key-value pair: …". Longer names come before those that they contain.
const std::vector<Known>& places() {
    static const std::vector<Known> all{
        {"parsing array:", message("in a list in brackets")},
        {"parsing boolean:", message("in a value that is true or false")},
        {"parsing comment:", message("in a comment")},
        {"parsing date", message("in a date")},
        {"parsing time:", message("in a time of day")},
        {"floating-point:", message("in a number")},
        {"integer:", message("in a number")},
        {"parsing inline table:", message("in a table in braces")},
        {"parsing key-value pair:", message("after a key")},
        {"string:", message("in a text")},
        {"parsing table header:", message("in a heading in brackets")},
        {"parsing value:", message("in a value")},
    };
    return all;
}

// The first that fits.
const std::vector<Known>& problems() {
    static const std::vector<Known> all{
        {"could not determine value type",
         message("what stands here is no value; texts need quotation marks")},
        {"could not be interpreted as a value",
         message("what stands here is no value; texts need quotation marks")},
        {"expected bare key starting character", message("a key is expected")},
        {"blank bare keys", message("a key is expected")},
        {"expected keys, tables", message("a key or a heading is expected")},
        {"encountered end-of-file", message("the file ends too early")},
        {"saw EOF", message("the file ends too early")},
        {"dangling comma", message("a comma stands before the closing brace")},
        {"saw comma", message("a comma stands where a value or a closing bracket is expected")},
        {"expected comma or closing", message("a comma or a closing bracket is expected")},
        {"expected key or closing", message("a key or a closing brace is expected")},
        {"expected key-value pair", message("a key and a value are expected")},
        {"expected '='", message("`=` is expected")},
        {"expected ']'", message("`]` is expected")},
        {"expected value-terminator", message("the value goes on where it should end")},
        {"expected a comment or whitespace", message("something stands after the value")},
        {"expected value", message("a value is expected")},
        {"cannot redefine existing", message("it is given a second time")},
        {"cannot insert", message("it is given a second time")},
        {"into existing inline table", message("a table in braces is not added to")},
        {"multi-line strings are prohibited", message("a text over several lines is no key")},
        {"escape sequence", message("a backslash stands before a letter that it gives no meaning")},
        {"line-ending backslashes", message("a backslash stands before the end of the line")},
        {"control character", message("a control character stands here")},
        {"leading zeroes", message("a number begins with a zero")},
        {"underscores", message("an underscore stands between digits only")},
        {"is not representable", message("the number is too large")},
        {"digit", message("a digit is expected")},
        {"(inclusive)", message("there is no such day or time")},
    };
    return all;
}

}  // namespace

Message toml_problem(std::string_view description) {
    const Message* place = find(places(), description);
    const Message* problem = find(problems(), description);
    if (place && problem) return message("this is not well-formed TOML, {}: {}", *place, *problem);
    if (place) return message("this is not well-formed TOML, {}", *place);
    if (problem) return message("this is not well-formed TOML: {}", *problem);
    return message("this is not well-formed TOML");
}

}  // namespace tutela
