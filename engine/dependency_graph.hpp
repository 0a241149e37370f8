#pragma once

#include <cstdint>
#include <vector>

#include "diagnostics/source.hpp"

namespace tutela {

// `from` needs `to`, and says so at `span`.
struct Dependency {
    std::uint32_t from = 0;
    std::uint32_t to = 0;
    Span span;
};

// Each step begins where the one before it ended; the last one leads back to the first.
using Circle = std::vector<Dependency>;

struct DependencyOrder {
    // Every node, each after those it needs (as far as circles let it), else by number.
    std::vector<std::uint32_t> order;
    // A shortest circle of each knot of nodes that need each other.
    std::vector<Circle> circles;
};

// Nodes are 0 … nodes-1. The same input gives the same order and the same circles.
[[nodiscard]] DependencyOrder order_by_dependency(std::uint32_t nodes,
                                                  const std::vector<Dependency>& dependencies);

}  // namespace tutela
