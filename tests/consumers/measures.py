#!/usr/bin/env python3
"""Takes every measure of exported networks again with NetworkX and igraph, and compares to six digits.

    python3 tests/consumers/measures.py FOLDER

FOLDER holds a folder for each network with csv/ (nodes.csv and edges.csv as `quanze export network --format csv` writes them)
and, if wanted, figures.txt (what `quanze network` prints), whose head is compared too. Needs networkx, igraph and numpy.

What is the same by definition must agree to six digits. What is not, and how it is compared:

- eigenvector: igraph scales the largest to 1, quanze and NetworkX the squares to 1; igraph's values are scaled before comparing.
  Where two parts are equally strong every program may answer another mixture, and the check says that it was left out.
- clustering and constraint of nodes with fewer than two neighbours, or none: quanze leaves them empty, NetworkX gives 0 or nan,
  igraph nan. Only figures are compared, and that no other node is empty.
- closeness: igraph's is of the node's own part; times the share of others reached it is Wasserman and Faust's, as NetworkX has it.
- communities: the algorithm draws lots, so the partition need not be another program's. The modularity that quanze reports must be
  that of its partition as NetworkX and igraph count it, and no worse than igraph's Leiden by more than 2 %.
"""

import csv
import math
import sys
from pathlib import Path

import igraph
import networkx
import numpy

# Half a unit in the sixth digit.
SAME = 5e-7


class Network:
    def __init__(self, folder):
        with open(folder / "csv" / "nodes.csv", encoding="utf-8-sig", newline="") as file:
            self.nodes = list(csv.DictReader(file))
        with open(folder / "csv" / "edges.csv", encoding="utf-8-sig", newline="") as file:
            edges = list(csv.DictReader(file))
        self.two_mode = len({{"group": "agency"}.get(node["Kind"], node["Kind"]) for node in self.nodes}) > 1
        self.directed = any(edge["Type"] == "Directed" for edge in edges)
        self.order = [node["Id"] for node in self.nodes]
        self.graph = networkx.DiGraph() if self.directed else networkx.Graph()
        self.graph.add_nodes_from(self.order)
        for edge in edges:
            source, target, weight = edge["Source"], edge["Target"], float(edge["Weight"])
            if source == target:
                continue
            if self.graph.has_edge(source, target):
                self.graph[source][target]["weight"] += weight
            else:
                self.graph.add_edge(source, target, weight=weight)
        self.both = networkx.Graph()
        self.both.add_nodes_from(self.order)
        for source, target, data in self.graph.edges(data=True):
            if self.both.has_edge(source, target):
                self.both[source][target]["weight"] += data["weight"]
            else:
                self.both.add_edge(source, target, weight=data["weight"])
        self.igraph = of_igraph(self.order, self.graph, self.directed)
        self.igraph_both = of_igraph(self.order, self.both, False)
        head = folder / "figures.txt"
        self.figures = {}
        if head.exists():
            for line in head.read_text(encoding="utf-8").split("\n\n")[0].splitlines()[1:]:
                words = line.split()
                if len(words) == 2:
                    self.figures[words[0]] = float(words[1])

    def column(self, name):
        """The figures of a column by node; None where it is empty or not there."""
        return [float(node[name]) if node.get(name) else None for node in self.nodes]

    def groups(self, name):
        groups = {}
        for node in self.nodes:
            groups.setdefault(node[name], set()).add(node["Id"])
        return list(groups.values())


def of_igraph(order, graph, directed):
    place = {name: number for number, name in enumerate(order)}
    edges = [(place[s], place[t]) for s, t in graph.edges()]
    result = igraph.Graph(n=len(order), edges=edges, directed=directed)
    result.es["weight"] = [data["weight"] for _, _, data in graph.edges(data=True)]
    return result


def agree(name, found, expected, empty=lambda node: False):
    """Compares two lists of figures; `empty` says where quanze may have none."""
    worst = 0.0
    for node, (one, other) in enumerate(zip(found, expected, strict=True)):
        if one is None:
            assert empty(node), f"{name} of node {node} is empty, not {other}"
            continue
        assert not empty(node), f"{name} of node {node} is {one}, not empty"
        assert other is not None and abs(one - other) < SAME, f"{name} of node {node}: {one}, not {other}"
        worst = max(worst, abs(one - other))
    return worst


def by_order(network, values):
    return [values[name] for name in network.order]


def degree(network):
    worst = agree("degree", network.column("degree"), network.igraph_both.degree())
    worst = max(worst, agree("weighted_degree", network.column("weighted_degree"), network.igraph.strength(weights="weight")))
    if network.directed:
        worst = max(worst, agree("in_degree", network.column("in_degree"), network.igraph.indegree()))
        worst = max(worst, agree("out_degree", network.column("out_degree"), network.igraph.outdegree()))
    return max(worst, agree("degree", network.column("degree"), by_order(network, dict(network.both.degree()))))


def betweenness(network):
    count = len(network.order)
    found = network.column("betweenness")
    pairs = (count - 1) * (count - 2)
    raw = network.igraph.betweenness(directed=network.directed)
    scaled = [value * (1 if network.directed else 2) / pairs if pairs > 0 else 0.0 for value in raw]
    return max(agree("betweenness", found, by_order(network, networkx.betweenness_centrality(network.graph))), agree("betweenness", found, scaled))


def closeness(network):
    found = network.column("closeness")
    worst = agree("closeness", found, by_order(network, networkx.closeness_centrality(network.both)))
    reached = [len(part) for part in network.igraph_both.connected_components()]
    part = network.igraph_both.connected_components().membership
    count = len(network.order)
    own = network.igraph_both.closeness()
    scaled = [0.0 if math.isnan(value) else value * (reached[part[node]] - 1) / (count - 1) for node, value in enumerate(own)]
    return max(worst, agree("closeness", found, scaled))


def eigenvector(network):
    found = network.column("eigenvector")
    if network.both.number_of_edges() == 0:
        assert found == [None] * len(found), "an edgeless network has an eigenvector centrality"
        return 0.0
    # The two largest eigenvalues of a whole network's weights tell whether there is one answer.
    values = numpy.linalg.eigvalsh(networkx.to_numpy_array(network.both, nodelist=network.order))
    if values[-1] - values[-2] < 1e-6 * values[-1]:
        return "left out: two parts are equally strong"
    worst = agree("eigenvector", found, by_order(network, networkx.eigenvector_centrality(network.both, max_iter=20000, tol=1e-12, weight="weight")))
    raw = network.igraph_both.eigenvector_centrality(weights="weight")
    norm = math.sqrt(sum(value * value for value in raw))
    return max(worst, agree("eigenvector", found, [value / norm for value in raw]))


def pagerank(network):
    found = network.column("pagerank")
    worst = agree("pagerank", found, network.igraph.pagerank(weights="weight"))
    again = networkx.pagerank(network.graph, tol=1e-14, max_iter=1000, weight="weight")
    return max(worst, agree("pagerank", found, by_order(network, again)))


def core(network):
    found = network.column("core")
    worst = agree("core", found, network.igraph_both.coreness())
    return max(worst, agree("core", found, by_order(network, networkx.core_number(network.both))))


def clustering(network):
    found = network.column("clustering")
    if network.two_mode:
        assert found == [None] * len(found), "a two-mode network has clustering"
        return "left out of two-mode networks"
    few = lambda node: network.igraph_both.degree(node) < 2
    worst = agree("clustering", found, by_order(network, networkx.clustering(network.both)), few)
    return max(worst, agree("clustering", found, network.igraph_both.transitivity_local_undirected(), few))


def constraint(network):
    found = network.column("constraint")
    if network.two_mode:
        assert found == [None] * len(found), "a two-mode network has constraint"
        return "left out of two-mode networks"
    none = lambda node: network.igraph_both.degree(node) == 0
    worst = agree("constraint", found, by_order(network, networkx.constraint(network.graph, weight="weight")), none)
    return max(worst, agree("constraint", found, network.igraph_both.constraint(weights="weight"), none))


def community(network):
    if network.both.number_of_edges() == 0:
        return "left out: no tie"
    groups = network.groups("community")
    modularity = networkx.community.modularity(network.both, groups, weight="weight")
    membership = [int(node["community"]) for node in network.nodes]
    again = network.igraph_both.modularity(membership, weights="weight")
    assert abs(modularity - again) < SAME, f"modularity: {modularity}, {again}"
    if "modularity" in network.figures:
        assert abs(network.figures["modularity"] - modularity) <= 1e-6, f"modularity: {network.figures['modularity']}, not {modularity}"
    leiden = max(
        network.igraph_both.community_leiden(objective_function="modularity", weights="weight", n_iterations=-1).modularity for _ in range(10)
    )
    leiden = max(leiden, 0.0)
    assert modularity >= leiden * 0.98 - 1e-9, f"modularity {modularity} is below igraph's {leiden}"
    return f"modularity {modularity:.6f}, igraph's best of ten {leiden:.6f}"


def component(network):
    found = sorted(map(sorted, network.groups("component")))
    assert found == sorted(map(sorted, networkx.connected_components(network.both))), "components"
    return 0.0


def tier(network):
    """The breadth–depth matrix by its rule."""
    if "tier" not in (network.nodes[0] if network.nodes else {}):
        return "left out: the network counts no tasks"
    cells = [(int(n["documents"]), int(n["lead"]) / int(n["tasks"])) if n["tasks"] and int(n["tasks"]) and n["lead"] else None for n in network.nodes]
    known = [cell for cell in cells if cell]
    broad, deep = (sum(cell[side] for cell in known) / len(known) for side in (0, 1))
    for node, cell in zip(network.nodes, cells):
        name = "" if cell is None else ["auxiliary", "key", "leading"][(cell[0] >= broad) + (cell[1] >= deep)]
        assert node["tier"] == name, f"tier of {node['Id']}: {node['tier']}, not {name}"
    return 0.0


def whole(network):
    """The head: density, centralisation, transitivity and the E–I index."""
    if not network.figures:
        return "left out: no figures.txt"
    figures, both, count = dict(network.figures), network.both, len(network.order)
    expected = {"nodes": count, "ties": network.graph.number_of_edges(), "isolates": sum(1 for _ in networkx.isolates(both))}
    expected["components"] = networkx.number_connected_components(both)
    expected["largest_component"] = max(map(len, networkx.connected_components(both)))
    if network.two_mode:
        first = {"group": "agency"}.get(network.nodes[0]["Kind"], network.nodes[0]["Kind"])
        ones = [n["Id"] for n in network.nodes if {"group": "agency"}.get(n["Kind"], n["Kind"]) == first]
        expected["density"] = networkx.bipartite.density(both, ones)
    else:
        expected["density"] = networkx.density(network.graph)
        expected["transitivity"] = networkx.transitivity(both)
        degrees = [degree for _, degree in both.degree()]
        if count > 2:
            expected["degree_centralisation"] = sum(max(degrees) - d for d in degrees) / ((count - 1) * (count - 2))
            between = networkx.betweenness_centrality(network.graph).values()
            expected["betweenness_centralisation"] = sum(max(between) - b for b in between) / (count - 1)
        for name, attribute in (("ei_level", "level"), ("ei_place", "place")):
            known = {n["Id"]: n[attribute] for n in network.nodes if n.get(attribute)}
            pairs = [known[s] == known[t] for s, t in both.edges() if s in known and t in known]
            if pairs:
                expected[name] = (pairs.count(False) - pairs.count(True)) / len(pairs)
    for name, value in expected.items():
        if name == "transitivity" and name not in figures:
            assert all(d < 2 for _, d in both.degree()), "no transitivity"
            continue
        assert name in figures, f"{name} is missing"
        # The head is printed with six digits.
        assert abs(figures[name] - value) <= 1e-6, f"{name}: {figures[name]}, not {value}"
    return 0.0


CHECKS = [degree, betweenness, closeness, eigenvector, pagerank, core, clustering, constraint, community, component, tier, whole]


def main(folder):
    failed = seen = 0
    for path in sorted(path.parent for path in Path(folder).glob("*/csv")):
        network = Network(path)
        print(f"{path.name}: {len(network.order)} nodes, {network.graph.number_of_edges()} ties")
        if not network.order:
            print("  nobody: nothing to measure")
            continue
        for check in CHECKS:
            seen += 1
            try:
                said = check(network)
                said = said if isinstance(said, str) else f"the same (largest difference {said:.1e})"
            except Exception as error:
                failed += 1
                said = f"FAILED: {type(error).__name__}: {error}"
            print(f"  {check.__name__:12} {said}")
    if not seen:
        print(f"nothing to measure in {folder}; export networks there first", file=sys.stderr)
    return 1 if failed or not seen else 0


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    sys.exit(main(sys.argv[1]))
