#!/usr/bin/python3
"""The rival for coverage in Python: networkx' Hopcroft and Karp, a node for each place of a helper.

Reads what `pairing_speed edges` prints; says its processor seconds and how many are covered."""
import sys
import time

import networkx


def main():
    capacity, edges = {}, []
    for line in sys.stdin:
        kind, first, second = line.split()
        if kind == "c":
            capacity[first] = int(second)
        else:
            edges.append((first, second))
    graph = networkx.Graph()
    households = {("h", household) for household, _ in edges}
    graph.add_nodes_from(households)
    for household, helper in edges:
        for place in range(capacity[helper]):
            graph.add_edge(("h", household), ("g", helper, place))
    began = time.process_time()
    found = networkx.bipartite.hopcroft_karp_matching(graph, top_nodes=households)
    print("networkx", time.process_time() - began)
    print("covered", len(found) // 2)


main()
