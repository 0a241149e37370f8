#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/phone_number.hpp"
#include "engine/scan_words.hpp"

// What looks for one kind each; docs/scan.md tells what each finds and what it lets pass. The texts are plain: digits, spaces,
// hyphens and quotation marks are those of ASCII.

namespace tutela {

// Bytes of a text that are something already, so that a coordinate is not read as a telephone number as well.
class Taken {
public:
    void add(std::size_t begin, std::size_t end) { ranges_.emplace_back(begin, end); }
    [[nodiscard]] bool overlaps(std::size_t begin, std::size_t end) const;

private:
    std::vector<std::pair<std::size_t, std::size_t>> ranges_;
};

[[nodiscard]] bool find_email(const ScanWords& words);
[[nodiscard]] bool find_coordinates(const ScanWords& words, Taken& taken);
[[nodiscard]] bool find_identity_document(const ScanWords& words,
                                          const std::vector<std::string>& countries, Taken& taken);
[[nodiscard]] bool find_telephone(const ScanWords& words, PhoneNumbers& phone_numbers,
                                  const Taken& taken);
[[nodiscard]] bool find_personal_name(const ScanWords& words);
[[nodiscard]] bool find_case_story(const ScanWords& words);
[[nodiscard]] bool find_small_count(const ScanWords& words);
[[nodiscard]] bool find_exact_place(const ScanWords& words);
[[nodiscard]] bool is_address(const ScanWords& words);

// Whether a word with one of these senses stands among the `back` words before the byte, in its sentence.
[[nodiscard]] bool stands_before(const ScanWords& words, std::size_t byte, std::size_t back,
                                 Senses senses);
// The first word that begins at the byte or after it.
[[nodiscard]] std::size_t word_at(const ScanWords& words, std::size_t byte);

}  // namespace tutela
