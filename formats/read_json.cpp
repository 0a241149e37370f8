#include <algorithm>
#include <vector>

#include <fmt/core.h>
#include <rapidjson/error/error.h>
#include <rapidjson/memorystream.h>
#include <rapidjson/reader.h>

#include "formats/document.hpp"

namespace tutela {
namespace {

// Builds the tree from the reader's events. An event tells where it ended; where it began is the
// first byte after the one before that is no space and no separator.
class Build : public rapidjson::BaseReaderHandler<rapidjson::UTF8<>, Build> {
public:
    Build(const rapidjson::MemoryStream& stream, std::string_view text, SourceId source,
          std::size_t depth, Diagnostics& diagnostics)
        : stream_(stream), text_(text), source_(source), depth_(depth), diagnostics_(diagnostics) {}

    bool Null() { return put(Node::Kind::null, {}); }
    bool Bool(bool b) {
        Node node;
        node.kind = Node::Kind::truth;
        node.truth = b;
        return put(std::move(node));
    }
    bool RawNumber(const char* digits, rapidjson::SizeType size, bool) {
        return put(Node::Kind::number, {digits, size});
    }
    bool String(const char* bytes, rapidjson::SizeType size, bool) {
        return put(Node::Kind::text, {bytes, size});
    }
    bool Key(const char* bytes, rapidjson::SizeType size, bool) {
        key_.assign(bytes, size);
        key_span_ = span();
        return true;
    }
    bool StartObject() { return open(Node::Kind::table); }
    bool StartArray() { return open(Node::Kind::array); }
    bool EndObject(rapidjson::SizeType) {
        find_twins(open_.back().node);
        return close();
    }
    bool EndArray(rapidjson::SizeType) { return close(); }

    Node root;
    bool too_deep = false;
    bool too_much = false;

private:
    struct Open {
        Node node;
        std::string key;
        Span key_span;
    };

    Span span() {
        std::size_t begin = end_;
        while (begin < text_.size() &&
               (text_[begin] == ' ' || text_[begin] == '\n' || text_[begin] == '\t' ||
                text_[begin] == '\r' || text_[begin] == ',' || text_[begin] == ':'))
            ++begin;
        // Of a bracket the reader tells before it has gone past it.
        end_ = std::min(std::max<std::size_t>(stream_.Tell(), begin + 1), text_.size());
        return {source_, static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end_)};
    }
    bool put(Node::Kind kind, std::string text) {
        Node node;
        node.kind = kind;
        node.text = std::move(text);
        return put(std::move(node));
    }
    // A key given twice: two values for one fact. Sorted, because looking through all earlier keys for
    // each takes hours when there are a million; told a hundred times at most.
    void find_twins(const Node& table) {
        std::vector<const Node::Member*> members;
        for (const Node::Member& member : table.members) members.push_back(&member);
        std::stable_sort(
            members.begin(), members.end(),
            [](const Node::Member* a, const Node::Member* b) { return a->key < b->key; });
        for (std::size_t i = 1; i < members.size() && twins_ < 100; ++i) {
            if (members[i]->key != members[i - 1]->key) continue;
            diagnostics_.push_back({Code::two_values,
                                    members[i]->span,
                                    message("a key is given twice"),
                                    {{members[i - 1]->span, message("it is given here too")}},
                                    {}});
            ++twins_;
        }
    }
    bool put(Node node) {
        if (++values_ > most_values) {
            if (!too_much)
                diagnostics_.push_back(
                    {Code::design_too_large,
                     {source_, 0, 0},
                     message("the design holds more than {} values", most_values),
                     {},
                     {}});
            too_much = true;
            return false;
        }
        if (!node.span.known()) node.span = span();
        if (open_.empty())
            root = std::move(node);
        else if (open_.back().node.kind == Node::Kind::array)
            open_.back().node.items.push_back(std::move(node));
        else
            open_.back().node.members.push_back({std::move(key_), key_span_, std::move(node)});
        return true;
    }
    bool open(Node::Kind kind) {
        Open here;
        here.node.kind = kind;
        here.node.span = span();
        here.key = std::move(key_);
        here.key_span = key_span_;
        if (open_.size() >= depth_) {
            too_deep = true;
            diagnostics_.push_back({Code::design_too_deep,
                                    here.node.span,
                                    message("values are nested more than {} deep", depth_),
                                    {},
                                    {}});
            return false;
        }
        open_.push_back(std::move(here));
        return true;
    }
    bool close() {
        span();
        Open done = std::move(open_.back());
        open_.pop_back();
        key_ = std::move(done.key);
        key_span_ = done.key_span;
        return put(std::move(done.node));
    }

    const rapidjson::MemoryStream& stream_;
    std::string_view text_;
    SourceId source_;
    std::size_t depth_;
    Diagnostics& diagnostics_;
    std::vector<Open> open_;
    std::string key_;
    Span key_span_;
    std::size_t end_ = 0;
    std::size_t values_ = 0;
    std::size_t twins_ = 0;
};

// The reader's own words are English only.
Message problem_of(rapidjson::ParseErrorCode code) {
    switch (code) {
        case rapidjson::kParseErrorDocumentEmpty: return message("the file is empty");
        case rapidjson::kParseErrorDocumentRootNotSingular:
            return message("something stands after the end");
        case rapidjson::kParseErrorValueInvalid:
            return message("what stands here is no value; texts need quotation marks");
        case rapidjson::kParseErrorObjectMissName: return message("a key is expected");
        case rapidjson::kParseErrorObjectMissColon: return message("`:` is expected after a key");
        case rapidjson::kParseErrorObjectMissCommaOrCurlyBracket:
            return message("a comma or `}}` is expected");
        case rapidjson::kParseErrorArrayMissCommaOrSquareBracket:
            return message("a comma or `]` is expected");
        case rapidjson::kParseErrorStringUnicodeEscapeInvalidHex:
        case rapidjson::kParseErrorStringUnicodeSurrogateInvalid:
        case rapidjson::kParseErrorStringEscapeInvalid:
            return message("a backslash stands before a letter that it gives no meaning");
        case rapidjson::kParseErrorStringMissQuotationMark: return message("a text is not closed");
        case rapidjson::kParseErrorStringInvalidEncoding:
            return message("a text holds what is not UTF-8");
        case rapidjson::kParseErrorNumberTooBig: return message("the number is too large");
        case rapidjson::kParseErrorNumberMissFraction:
        case rapidjson::kParseErrorNumberMissExponent: return message("a digit is expected");
        default: return message("it cannot be read");
    }
}

}  // namespace

std::optional<Node> read_json(const Sources& sources, SourceId source, std::size_t depth,
                              Diagnostics& diagnostics) {
    const std::string& text = sources[source].text;
    rapidjson::MemoryStream stream(text.data(), text.size());
    Build build(stream, text, source, depth, diagnostics);
    rapidjson::Reader reader;
    const rapidjson::ParseResult result =
        reader.Parse<rapidjson::kParseIterativeFlag | rapidjson::kParseNumbersAsStringsFlag |
                     rapidjson::kParseValidateEncodingFlag>(stream, build);
    if (!result) {
        if (!build.too_deep && !build.too_much) {
            const auto at = static_cast<std::uint32_t>(std::min(result.Offset(), text.size()));
            diagnostics.push_back(
                {Code::design_syntax,
                 {source, at, at},
                 message("this is not well-formed JSON: {}", problem_of(result.Code())),
                 {},
                 {}});
        }
        return std::nullopt;
    }
    build.root.span = {source, 0, 0};
    return std::move(build.root);
}

}  // namespace tutela
