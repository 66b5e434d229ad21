#!/usr/bin/env python3
"""Reads exported networks with the programs they are for, and compares what these see with nodes.csv and edges.csv.

    python3 tests/consumers/network.py FOLDER

FOLDER holds a folder for each network with any of: csv/ (needed), network.graphml, network.gexf, network.cyjs,
node-link.json, network.net, network.dl, matrix.csv, vosviewer.json. Needs networkx and igraph. Every check prints a
line; the exit status is 1 where one fails.
"""

import csv
import json
import sys
from collections import Counter
from pathlib import Path

import igraph
import networkx


class Expected:
    """A network as its CSV folder tells it."""

    def __init__(self, folder):
        with open(folder / "nodes.csv", encoding="utf-8-sig", newline="") as file:
            self.nodes = list(csv.DictReader(file))
        with open(folder / "edges.csv", encoding="utf-8-sig", newline="") as file:
            self.edges = list(csv.DictReader(file))
        self.directed = any(edge["Type"] == "Directed" for edge in self.edges)
        self.two_mode = len({mode(node) for node in self.nodes}) > 1
        self.label = {node["Id"]: node["Label"] for node in self.nodes}
        self.pairs = Counter()
        for edge in self.edges:
            self.pairs[edge["Source"], edge["Target"]] += float(edge["Weight"])

    def ties(self):
        """Both labels, the role and the weight of each edge."""
        return self.tied((e["Source"], e["Target"], e["Kind"], e["Weight"]) for e in self.edges)

    def tied(self, edges):
        """The same from ids, the two labels in one order where edges have no direction."""
        ties = Counter()
        for source, target, role, weight in edges:
            ends = [self.label[source], self.label[target]]
            ties[(*(ends if self.directed else sorted(ends)), role, float(weight))] += 1
        return ties


def mode(node):
    """Agencies and groups are one mode."""
    return {"group": "agency"}.get(node["Kind"], node["Kind"])


def networkx_nodes(graph):
    return {name: data.get("label", name) for name, data in graph.nodes(data=True)}


def networkx_edges(graph):
    return [(s, t, d["role"], d["weight"]) for s, t, d in graph.edges(data=True)]


def whole(expected, graph):
    """A NetworkX graph that should hold every node, label, edge, role and weight."""
    assert graph.is_directed() == expected.directed or not expected.edges, "direction"
    assert networkx_nodes(graph) == expected.label, "labels"
    assert expected.tied(networkx_edges(graph)) == expected.ties(), "edges"
    kinds = {name: data["kind"] for name, data in graph.nodes(data=True)}
    assert kinds == {node["Id"]: node["Kind"] for node in expected.nodes}, "kinds"
    attributes = set(expected.nodes[0]) - {"Id", "Label", "Iri", "Kind"} if expected.nodes else ()
    for node in expected.nodes:
        for name in attributes:
            found = graph.nodes[node["Id"]].get(name)
            assert same(found, node[name]), f"{name} of {node['Id']}: {found!r}"


def same(found, cell):
    """Whether a value read is the one in a CSV cell."""
    if isinstance(found, (int, float)):
        return found == float(cell or "nan")
    return (found or "") == cell


def graphml_networkx(expected, path):
    whole(expected, networkx.read_graphml(path))


def gexf_networkx(expected, path):
    whole(expected, networkx.read_gexf(path))


def cyjs_networkx(expected, path):
    graph = networkx.cytoscape_graph(json.loads(path.read_text(encoding="utf-8")))
    whole(expected, graph)


def node_link_networkx(expected, path):
    graph = networkx.node_link_graph(json.loads(path.read_text(encoding="utf-8")), edges="edges")
    whole(expected, graph)


def pajek_label(label):
    return label.replace('"', "\u201d")


def pajek_networkx(expected, path):
    if expected.two_mode:
        return "left out: NetworkX reads one mode only"
    graph = networkx.read_pajek(path)
    assert set(graph.nodes) == {pajek_label(label) for label in expected.label.values()}, "labels"
    ids = {pajek_label(label): name for name, label in expected.label.items()}
    edges = [(ids[s], ids[t], d["l"], d["weight"]) for s, t, d in graph.edges(data=True)]
    assert graph.is_directed() == expected.directed or not expected.edges, "direction"
    assert expected.tied(edges) == expected.ties(), "edges"


def igraph_edges(graph, ids, role):
    return [(ids[e.source], ids[e.target], e[role], e["weight"]) for e in graph.es]


def graphml_igraph(expected, path):
    graph = igraph.Graph.Read_GraphML(str(path))
    if expected.nodes:
        assert dict(zip(graph.vs["id"], graph.vs["label"])) == expected.label, "labels"
    if expected.edges:
        assert graph.is_directed() == expected.directed, "direction"
        assert expected.tied(igraph_edges(graph, graph.vs["id"], "role")) == expected.ties(), "edges"


def pajek_igraph(expected, path):
    graph = igraph.Graph.Read_Pajek(str(path))
    assert graph.vcount() == len(expected.nodes), "nodes"
    ids = [node["Id"] for node in expected.nodes]
    if expected.nodes:
        name = "id" if "id" in graph.vs.attributes() else "name"
        assert graph.vs[name] == [pajek_label(node["Label"]) for node in expected.nodes], "labels"
    if expected.edges:
        assert graph.is_directed() == expected.directed, "direction"
        role = next(name for name in ("label", "l", "labels") if name in graph.es.attributes())
        assert expected.tied(igraph_edges(graph, ids, role)) == expected.ties(), "edges"
    if expected.two_mode:
        first = sum(mode(node) == mode(expected.nodes[0]) for node in expected.nodes)
        assert [bool(mark) for mark in graph.vs["type"]].count(False) in (first, len(ids) - first), "modes"


def dl_igraph(expected, path):
    if expected.two_mode:
        return "left out: igraph reads one mode only"
    graph = igraph.Graph.Read_DL(str(path), directed=True)
    assert graph.vcount() == len(expected.nodes), "nodes"
    if expected.nodes:
        clean = [n["Label"].replace(",", "、").replace('"', "\u201d").replace(" ", "_") for n in expected.nodes]
        assert graph.vs["name"] == clean, "labels"
    ids = [node["Id"] for node in expected.nodes]
    found = Counter({(ids[e.source], ids[e.target]): e["weight"] for e in graph.es})
    back = {} if expected.directed else {(t, s): weight for (s, t), weight in expected.pairs.items()}
    assert found == expected.pairs | Counter(back), "edges"


def measures_again(expected, path):
    """Measures that the export carries, taken again on the simple network."""
    if not expected.nodes or "pagerank" not in expected.nodes[0]:
        return "left out: the export carries none"
    graph = networkx.DiGraph() if expected.directed else networkx.Graph()
    graph.add_nodes_from(expected.label)
    graph.add_weighted_edges_from((s, t, weight) for (s, t), weight in expected.pairs.items())
    both = graph.to_undirected()
    taken = {
        "degree": dict(both.degree()),
        "weighted_degree": dict(graph.degree(weight="weight")),
        "pagerank": dict(zip(graph, igraph.Graph.from_networkx(graph).pagerank(weights="weight"))),
    }
    if expected.directed:
        taken |= {"in_degree": dict(graph.in_degree()), "out_degree": dict(graph.out_degree())}
    for node in expected.nodes:
        for name, values in taken.items():
            assert abs(float(node[name]) - values[node["Id"]]) < 5e-7, f"{name} of {node['Id']}: {values[node['Id']]}"
    parts = sorted(map(len, networkx.connected_components(both)))
    assert sorted(Counter(node["component"] for node in expected.nodes).values()) == parts, "components"


def matrix_csv(expected, path):
    with open(path, encoding="utf-8-sig", newline="") as file:
        header, *rows = list(csv.reader(file))
    first = mode(expected.nodes[0]) if expected.nodes else None
    count = sum(mode(node) == first for node in expected.nodes)
    assert len(rows) == count, "rows"
    assert len(header) - 1 == (len(expected.nodes) - count if expected.two_mode else count), "columns"
    total = sum(float(cell) for row in rows for cell in row[1:])
    weight = sum(expected.pairs.values())
    assert total == (weight if expected.two_mode or expected.directed else 2 * weight), "sum"


def vosviewer_json(expected, path):
    network = json.loads(path.read_text(encoding="utf-8"))["network"]
    assert [item["label"] for item in network["items"]] == list(expected.label.values()), "labels"
    pairs = {frozenset(pair) for pair in expected.pairs}
    assert len(network["links"]) == len(pairs), "links"
    assert sum(link["strength"] for link in network["links"]) == sum(expected.pairs.values()), "strength"


CHECKS = [
    ("network.graphml", graphml_networkx),
    ("network.graphml", graphml_igraph),
    ("network.gexf", gexf_networkx),
    ("network.cyjs", cyjs_networkx),
    ("node-link.json", node_link_networkx),
    ("network.net", pajek_networkx),
    ("network.net", pajek_igraph),
    ("network.dl", dl_igraph),
    ("csv", measures_again),
    ("matrix.csv", matrix_csv),
    ("vosviewer.json", vosviewer_json),
]


def main(folder):
    failed = seen = 0
    for network in sorted(path.parent for path in Path(folder).glob("*/csv")):
        expected = Expected(network / "csv")
        print(f"{network.name}: {len(expected.nodes)} nodes, {len(expected.edges)} edges")
        for name, check in CHECKS:
            if not (network / name).exists():
                continue
            seen += 1
            try:
                said = check(expected, network / name) or "as in the CSV"
            except Exception as error:  # A reader's own failure is what is looked for.
                failed += 1
                said = f"FAILED: {type(error).__name__}: {error}"
            print(f"  {check.__name__:20} {said}")
    if not seen:
        print(f"nothing to read in {folder}; export networks there first", file=sys.stderr)
    return 1 if failed or not seen else 0


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    sys.exit(main(sys.argv[1]))
