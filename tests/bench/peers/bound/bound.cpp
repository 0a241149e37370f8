// The bounds, each on one thread.
//   bound parse|extract|hard RULES_FOLDER DESIGNS.jsonl OUT|- [LIMIT]
// parse: simdjson's tree of every line and nothing else, the yardstick of every ratio; extract: that, into flat structs; hard:
// that, and the rules written by hand.

#include <climits>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "tests/bench/peers/bound/read_design.hpp"
#include "tests/bench/peers/bound/rules.hpp"

namespace {

using namespace peers;

std::vector<Constants> read_constants(const std::string& path) {
    std::vector<Constants> made;
    std::ifstream in(path);
    for (std::string line; std::getline(in, line);) {
        std::istringstream words(line);
        Constants& constants = made.emplace_back();
        for (double constant; words >> constant;) constants.push_back(constant);
    }
    return made;
}

enum class Mode { parse, extract, hard };

class Bound {
public:
    Bound(Mode mode, std::vector<Constants> constants, const char* out)
        : mode_(mode), constants_(std::move(constants)), verdicts_(constants_.size()) {
        if (std::strcmp(out, "-") != 0) out_ = std::fopen(out, "w");
    }

    // A line of the text; there is room behind it.
    void take(const char* line, std::size_t length) {
        const Json json = parser_.parse(line, length, false);
        if (mode_ != Mode::parse) read(json, design_);
        if (mode_ == Mode::hard) judge_it();
        ++designs_;
    }

    // Finding lines is part of it, reading the file is not.
    void took(double seconds) { whole_ += seconds; }

    void finish(Told& told) {
        if (out_) {
            std::fwrite(written_.data(), 1, written_.size(), out_);
            std::fclose(out_);
        }
        told.designs = designs_;
        told.rules = constants_.size();
        told.parse = whole_ - evaluate_;
        told.evaluate = evaluate_;
    }

    std::size_t designs() const { return designs_; }

private:
    void judge_it() {
        const double begin = now();
        for (std::size_t rule = 0; rule + 60 <= constants_.size(); rule += 60)
            judge(design_, constants_.data() + rule, verdicts_.data() + rule);
        evaluate_ += now() - begin;
        if (!out_) return;
        for (const Truth verdict : verdicts_) written_ += "FUP"[verdict];
        written_ += '\n';
        if (written_.size() < 1 << 16) return;
        std::fwrite(written_.data(), 1, written_.size(), out_);
        written_.clear();
    }

    Mode mode_;
    std::vector<Constants> constants_;
    std::vector<Truth> verdicts_;
    std::FILE* out_ = nullptr;
    simdjson::dom::parser parser_;
    Design design_{};
    std::string written_;
    double whole_ = 0, evaluate_ = 0;
    std::size_t designs_ = 0;
};

// Eight MiB at a time: memory stays flat however large the input.
void feed(const char* path, std::size_t limit, Bound& bound) {
    constexpr std::size_t size = 8 << 20;
    std::FILE* in = std::fopen(path, "rb");
    if (!in) return;
    std::vector<char> block(size + simdjson::SIMDJSON_PADDING);
    for (std::size_t held = 0; bound.designs() < limit;) {
        const std::size_t got = std::fread(block.data() + held, 1, size - held, in);
        if (got == 0) break;
        held += got;
        std::size_t at = 0;
        const double begin = now();
        while (bound.designs() < limit) {
            const void* end = std::memchr(block.data() + at, '\n', held - at);
            if (!end) break;
            const std::size_t length = static_cast<const char*>(end) - (block.data() + at);
            bound.take(block.data() + at, length);
            at += length + 1;
        }
        bound.took(now() - begin);
        held -= at;
        std::memmove(block.data(), block.data() + at, held);
    }
    std::fclose(in);
}

}  // namespace

int main(int argc, char** argv) {
    if (argc < 5) return 64;
    const std::string word = argv[1];
    const Mode mode = word == "parse"     ? Mode::parse
                      : word == "extract" ? Mode::extract
                                          : Mode::hard;
    const double begin = now();
    std::vector<Constants> constants;
    if (mode == Mode::hard) constants = read_constants(std::string(argv[2]) + "/constants.txt");
    static Bound bound(mode, std::move(constants), argv[4]);
    Told told{"bound"};
    told.set_up = now() - begin;
    feed(argv[3], argc > 5 ? std::strtoull(argv[5], nullptr, 10) : SIZE_MAX, bound);
    bound.finish(told);
    tell(told);
    return 0;
}
