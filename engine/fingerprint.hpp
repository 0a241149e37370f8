#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace tutela {

// What a finding is recognised by from one run to the next: its rule, its subject and its design. Lines are no part of
// it, so that it outlives what is written above it; nor are verdict and words, which may change while the problem stays.

// "AAP-01|S1|designs/north.toml". `subject` is Finding::subject_name and may be empty; `design` is a path as it is called
// where the key is kept (`relative_to`). A bar or backslash within a part has a backslash before it, so that no two
// findings have one key.
[[nodiscard]] std::string finding_key(std::string_view rule, std::string_view subject,
                                      std::string_view design);

// 32 hexadecimal digits (XXH3, 128 bits) for what wants a short name: SARIF, GitLab. The same on every machine and in
// every release; no secret can be kept by it.
[[nodiscard]] std::string fingerprint(std::string_view key);
// XXH3 in 64 bits, of a text after others: tells sequences of texts apart. No secret can be kept by it.
[[nodiscard]] std::uint64_t hash_after(std::uint64_t others, std::string_view text);

// `path` as it is called from `folder`: "designs/north.toml", "../north.toml". Both are absolute or both are not; looks
// at the words only, links are not followed. `folder` may be empty or "." for the current one. Slashes, never backslashes.
[[nodiscard]] std::string relative_to(std::string_view folder, std::string_view path);

// `path` as it was called from `folder`; an absolute one stays. Without "." and "..", where there is something to go up from.
[[nodiscard]] std::string path_from(std::string_view folder, std::string_view path);

}  // namespace tutela
