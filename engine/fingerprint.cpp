#include "engine/fingerprint.hpp"

#include <algorithm>
#include <vector>

#include <fmt/format.h>

#define XXH_INLINE_ALL
#include <xxhash.h>

namespace tutela {
namespace {

void add_escaped(std::string& key, std::string_view part) {
    for (const char c : part) {
        if (c == '|' || c == '\\') key += '\\';
        key += c;
    }
}

bool is_absolute(std::string_view path) {
    return !path.empty() && path.front() == '/';
}

// Without ".", and ".." only where there is nothing to go up from.
std::vector<std::string_view> parts_of(std::string_view path) {
    std::vector<std::string_view> parts;
    for (std::size_t at = 0; at <= path.size();) {
        const std::size_t end = std::min(path.find('/', at), path.size());
        const std::string_view part = path.substr(at, end - at);
        at = end + 1;
        if (part.empty() || part == ".") continue;
        if (part == ".." && !parts.empty() && parts.back() != "..")
            parts.pop_back();
        else if (part != ".." || !is_absolute(path))
            parts.push_back(part);
    }
    return parts;
}

}  // namespace

std::string finding_key(std::string_view rule, std::string_view subject, std::string_view design) {
    std::string key;
    add_escaped(key, rule);
    key += '|';
    add_escaped(key, subject);
    key += '|';
    add_escaped(key, design);
    return key;
}

std::uint64_t hash_after(std::uint64_t others, std::string_view text) {
    return XXH3_64bits_withSeed(text.data(), text.size(), others);
}

std::string fingerprint(std::string_view key) {
    const XXH128_hash_t hash = XXH3_128bits(key.data(), key.size());
    return fmt::format("{:016x}{:016x}", hash.high64, hash.low64);
}

std::string relative_to(std::string_view folder, std::string_view path) {
    const auto from = parts_of(folder), to = parts_of(path);
    if (is_absolute(folder) != is_absolute(path))
        return (is_absolute(path) ? "/" : "") + fmt::format("{}", fmt::join(to, "/"));
    std::size_t same = 0;
    while (same < from.size() && same + 1 < to.size() && from[same] == to[same] &&
           from[same] != "..")
        ++same;
    std::vector<std::string_view> parts(from.size() - same, "..");
    parts.insert(parts.end(), to.begin() + static_cast<std::ptrdiff_t>(same), to.end());
    return fmt::format("{}", fmt::join(parts, "/"));
}

std::string path_from(std::string_view folder, std::string_view path) {
    const std::string whole = is_absolute(path) || folder.empty()
                                  ? std::string(path)
                                  : fmt::format("{}/{}", folder, path);
    return (is_absolute(whole) ? "/" : "") + fmt::format("{}", fmt::join(parts_of(whole), "/"));
}

}  // namespace tutela
