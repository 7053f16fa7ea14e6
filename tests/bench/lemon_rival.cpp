#include "lemon_rival.h"

#include <lemon/preflow.h>
#include <lemon/smart_graph.h>

#include <ctime>
#include <vector>

namespace lianghu::bench {

double thread_seconds() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

RivalTimes cover_by_preflow(const matching::Market& market) {
  using Graph = lemon::SmartDigraph;
  RivalTimes times;
  const double began = thread_seconds();
  Graph graph;
  const auto households = static_cast<int>(market.need.size());
  const auto helpers = static_cast<int>(market.capacity.size());
  graph.reserveNode(households + helpers + 2);
  graph.reserveArc(households + helpers + static_cast<int>(market.edges.size()));
  const Graph::Node source = graph.addNode();
  const Graph::Node sink = graph.addNode();
  std::vector<Graph::Node> household_nodes;
  std::vector<Graph::Node> helper_nodes;
  household_nodes.reserve(market.need.size());
  helper_nodes.reserve(market.capacity.size());
  for (int h = 0; h < households; ++h) household_nodes.push_back(graph.addNode());
  for (int g = 0; g < helpers; ++g) helper_nodes.push_back(graph.addNode());
  Graph::ArcMap<int> room(graph);
  for (int h = 0; h < households; ++h) {
    room[graph.addArc(source, household_nodes[static_cast<std::size_t>(h)])] = 1;
    for (const matching::Edge& edge : market.of(h))
      room[graph.addArc(household_nodes[static_cast<std::size_t>(h)],
                        helper_nodes[static_cast<std::size_t>(edge.helper)])] = 1;
  }
  for (int g = 0; g < helpers; ++g)
    room[graph.addArc(helper_nodes[static_cast<std::size_t>(g)], sink)] =
        market.capacity[static_cast<std::size_t>(g)];
  times.build_seconds = thread_seconds() - began;
  const double ready = thread_seconds();
  lemon::Preflow<Graph, Graph::ArcMap<int>> preflow(graph, room, source, sink);
  preflow.run();
  times.run_seconds = thread_seconds() - ready;
  times.covered = preflow.flowValue();
  return times;
}

}  // namespace lianghu::bench
