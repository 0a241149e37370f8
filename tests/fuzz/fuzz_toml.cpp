#include "tests/fuzz/fuzz_design.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    return fuzz_design("design.toml", bytes, size);
}
