#!/usr/bin/env python3
"""How long quanze's measures take beside those of NetworkX and igraph, on one network and in one run, as ratios.

    python3 tests/consumers/runtimes.py BENCH FOLDER

BENCH is the program that `cargo bench --bench measures --no-run` makes, FOLDER the csv/ folder of an exported network. Needs
networkx and igraph. Reading the network is not timed. More than 1 is how many times as long the other program takes.
"""

import subprocess
import sys
import time
from pathlib import Path

from measures import Network


def least(take):
    best, begun = float("inf"), time.perf_counter()
    for _ in range(5):
        start = time.perf_counter()
        take()
        best = min(best, time.perf_counter() - start)
        if time.perf_counter() - begun > 2:
            break
    return best


def main(bench, folder):
    import networkx

    said = subprocess.run([bench, folder], capture_output=True, encoding="utf-8", check=True).stdout
    ours = {name: float(seconds) for name, seconds in (line.split() for line in said.splitlines())}
    network = Network(Path(folder).parent)
    graph, both, fast, fast_both = network.graph, network.both, network.igraph, network.igraph_both
    takes = {
        "betweenness": (lambda: networkx.betweenness_centrality(graph), lambda: fast.betweenness(directed=network.directed)),
        "closeness": (lambda: networkx.closeness_centrality(both), lambda: fast_both.closeness()),
        "eigenvector": (
            lambda: networkx.eigenvector_centrality(both, max_iter=20000, tol=1e-12, weight="weight"),
            lambda: fast_both.eigenvector_centrality(weights="weight"),
        ),
        "pagerank": (lambda: networkx.pagerank(graph, tol=1e-12, max_iter=1000), lambda: fast.pagerank(weights="weight")),
        "core": (lambda: networkx.core_number(both), lambda: fast_both.coreness()),
        "clustering": (lambda: networkx.clustering(both), lambda: fast_both.transitivity_local_undirected()),
        "constraint": (lambda: networkx.constraint(graph, weight="weight"), lambda: fast_both.constraint(weights="weight")),
        "communities": (
            lambda: networkx.community.louvain_communities(both, weight="weight", seed=1),
            lambda: fast_both.community_leiden(objective_function="modularity", weights="weight", n_iterations=-1),
        ),
    }
    print(f"{len(network.order)} nodes, {graph.number_of_edges()} ties")
    print(f"{'measure':12} {'NetworkX':>10} {'igraph':>10}   times quanze's")
    for name, others in takes.items():
        slow, quick = (least(take) / ours[name] for take in others)
        print(f"{name:12} {slow:10.2f} {quick:10.2f}")
    print("communities: quanze runs thirty seeds (three above 20,000 ties), igraph's Leiden and NetworkX's Louvain one")


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(*sys.argv[1:])
