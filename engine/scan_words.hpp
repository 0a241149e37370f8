#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "engine/scan_lexicon.hpp"

namespace tutela {

// A run of letters or of digits of a text.
struct ScanWord {
    std::uint32_t begin = 0, end = 0;  // bytes of the text
    std::uint32_t folded = 0;          // where its folded form begins
    std::uint16_t folded_size = 0;
    bool capital = false;   // begins with a capital letter
    bool shouted = false;   // is capitals only, two or more
    bool number = false;    // digits only
    bool sentence = false;  // the first of its sentence
    Senses senses = 0;
};

// A text as a row of words, each with what it may mean in English, French or Spanish. Letters are
// folded: lower case, without accents. One object serves many texts, so that its memory is kept.
class ScanWords {
public:
    void read(std::string_view text);

    [[nodiscard]] std::size_t size() const { return words_.size(); }
    [[nodiscard]] const ScanWord& operator[](std::size_t i) const { return words_[i]; }
    [[nodiscard]] std::string_view text() const { return text_; }
    [[nodiscard]] std::string_view raw(std::size_t i) const {
        return text_.substr(words_[i].begin, words_[i].end - words_[i].begin);
    }
    [[nodiscard]] std::string_view folded(std::size_t i) const {
        return std::string_view(folded_).substr(words_[i].folded, words_[i].folded_size);
    }
    // What stands between word i - 1 and word i; before the first word and after the last too.
    [[nodiscard]] std::string_view gap(std::size_t i) const;
    // Of every word of the text together: what cannot be found need not be looked for.
    [[nodiscard]] Senses senses() const { return all_; }

    [[nodiscard]] bool is(std::size_t i, Senses senses) const {
        return i < words_.size() && (words_[i].senses & senses) != 0;
    }
    [[nodiscard]] bool is(std::size_t i, std::string_view folded_word) const {
        return i < words_.size() && folded(i) == folded_word;
    }
    // A whole number of at most six digits, else -1.
    [[nodiscard]] int number(std::size_t i) const;
    // The end of the sentence that word i stands in.
    [[nodiscard]] std::size_t sentence_end(std::size_t i) const;

private:
    [[nodiscard]] bool is_abbreviated(std::size_t i) const;

    std::string_view text_;
    std::string folded_;
    std::vector<ScanWord> words_;
    Senses all_ = 0;
};

}  // namespace tutela
