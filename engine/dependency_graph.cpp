#include "engine/dependency_graph.hpp"

#include <boost/graph/adjacency_list.hpp>
#include <boost/graph/depth_first_search.hpp>
#include <boost/graph/strong_components.hpp>
#include <deque>
#include <optional>

namespace tutela {
namespace {

using Graph = boost::adjacency_list<boost::vecS, boost::vecS, boost::directedS, boost::no_property,
                                    std::uint32_t>;  // index of the Dependency

// A node is finished after all that it leads to: what it needs comes first.
struct AppendWhenFinished : boost::default_dfs_visitor {
    std::vector<std::uint32_t>* order;
    explicit AppendWhenFinished(std::vector<std::uint32_t>& into) : order(&into) {}
    template <typename Node>
    void finish_vertex(Node node, const Graph&) const {
        order->push_back(static_cast<std::uint32_t>(node));
    }
};

// The shortest way from `start` back to itself that stays in its component, if there is one.
Circle shortest_circle(const Graph& graph, const std::vector<Dependency>& dependencies,
                       const std::vector<int>& component, std::uint32_t start) {
    std::vector<std::optional<std::uint32_t>> arrived(component.size());
    std::deque<std::uint32_t> waiting{start};
    while (!waiting.empty()) {
        const std::uint32_t node = waiting.front();
        waiting.pop_front();
        for (auto [edge, end] = boost::out_edges(node, graph); edge != end; ++edge) {
            const Dependency& step = dependencies[graph[*edge]];
            if (component[step.to] != component[start] || arrived[step.to]) continue;
            arrived[step.to] = graph[*edge];
            if (step.to != start) {
                waiting.push_back(step.to);
                continue;
            }
            Circle circle;
            std::uint32_t at = start;
            do {
                circle.insert(circle.begin(), dependencies[*arrived[at]]);
                at = circle.front().from;
            } while (at != start);
            return circle;
        }
    }
    return {};
}

}  // namespace

DependencyOrder order_by_dependency(std::uint32_t nodes,
                                    const std::vector<Dependency>& dependencies) {
    DependencyOrder result;
    if (nodes == 0) return result;
    Graph graph(nodes);
    for (std::uint32_t i = 0; i < dependencies.size(); ++i)
        boost::add_edge(dependencies[i].from, dependencies[i].to, i, graph);
    boost::depth_first_search(graph, boost::visitor(AppendWhenFinished(result.order)));

    std::vector<int> component(nodes);
    const int components = boost::strong_components(
        graph, boost::make_iterator_property_map(component.begin(),
                                                 boost::get(boost::vertex_index, graph)));
    std::vector<bool> told(static_cast<std::size_t>(components), false);
    for (std::uint32_t node = 0; node < nodes; ++node) {
        const auto knot = static_cast<std::size_t>(component[node]);
        if (told[knot]) continue;
        Circle circle = shortest_circle(graph, dependencies, component, node);
        if (circle.empty()) continue;
        told[knot] = true;
        result.circles.push_back(std::move(circle));
    }
    return result;
}

}  // namespace tutela
