#!/usr/bin/env python3
"""Reads exported networks with the programs they are for, and compares what these see with nodes.csv and edges.csv.

    python3 tests/consumers/network.py FOLDER

FOLDER holds a folder for each network with any of: csv/ (needed), network.graphml, network.gexf, network.cyjs,
node-link.json, network.net, network.dl, network.dot, matrix.csv, matrix.xlsx, vosviewer.json, vosviewer/. Needs networkx, igraph
and openpyxl, and gvpr of Graphviz for DOT. Every check prints a line; the exit status is 1 where one fails.
"""

import csv
import json
import subprocess
import sys
from collections import Counter
from pathlib import Path

import igraph
import networkx
import openpyxl


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

    def names(self, clean):
        """The labels as a format writes them, with the node's id behind those that come twice."""
        labels = [clean(node["Label"]) for node in self.nodes]
        times = Counter(labels)
        return [
            label if times[label] == 1 else clean(f"{label} ({node['Id']})") for label, node in zip(labels, self.nodes)
        ]

    def first_mode(self):
        return sum(mode(node) == mode(self.nodes[0]) for node in self.nodes)

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
    graph = networkx.read_gexf(path)
    whole(expected, graph)
    for node in expected.nodes:
        for side, column, day in (("start", "first_year", "01-01"), ("end", "last_year", "12-31")):
            year = node.get(column)
            found = graph.nodes[node["Id"]].get(side)
            assert found == (f"{year}-{day}" if year else None), f"{side} of {node['Id']}: {found}"


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
    names = expected.names(pajek_label)
    assert set(graph.nodes) == set(names), "labels"
    ids = {name: node["Id"] for name, node in zip(names, expected.nodes)}
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
        assert graph.vs[name] == expected.names(pajek_label), "labels"
    if expected.edges:
        assert graph.is_directed() == expected.directed, "direction"
        role = next(name for name in ("label", "l", "labels") if name in graph.es.attributes())
        assert expected.tied(igraph_edges(graph, ids, role)) == expected.ties(), "edges"
    if expected.two_mode:
        first = expected.first_mode()
        assert [bool(mark) for mark in graph.vs["type"]].count(False) in (first, len(ids) - first), "modes"


def dl_igraph(expected, path):
    if expected.two_mode:
        return "left out: igraph reads one mode only"
    graph = igraph.Graph.Read_DL(str(path), directed=True)
    assert graph.vcount() == len(expected.nodes), "nodes"
    if expected.nodes:
        clean = expected.names(lambda label: "_".join(label.replace(",", "、").replace('"', "\u201d").split()))
        assert graph.vs["name"] == clean, "labels"
    ids = [node["Id"] for node in expected.nodes]
    found = Counter({(ids[e.source], ids[e.target]): e["weight"] for e in graph.es})
    back = {} if expected.directed else {(t, s): weight for (s, t), weight in expected.pairs.items()}
    assert found == expected.pairs | Counter(back), "edges"


def matrix_csv(expected, path):
    with open(path, encoding="utf-8-sig", newline="") as file:
        header, *rows = list(csv.reader(file))
    first = mode(expected.nodes[0]) if expected.nodes else None
    count = sum(mode(node) == first for node in expected.nodes)
    assert len(rows) == count, "rows"
    assert len(header) - 1 == (len(expected.nodes) - count if expected.two_mode else count), "columns"
    total = sum(float(cell) for row in rows for cell in row[1:])
    weight = sum(expected.pairs.values())
    assert abs(total - (weight if expected.two_mode or expected.directed else 2 * weight)) < 1e-9, "sum"


def pajek_partition(expected, path):
    """The communities beside the network."""
    head, *numbers = path.with_name("network_community.clu").read_text(encoding="utf-8").splitlines()
    assert head == f"*Vertices {len(expected.nodes)}", head
    assert numbers == [node["community"] for node in expected.nodes], "communities"


def matrix_xlsx(expected, path):
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == ["matrix", "nodes", "edges"], book.sheetnames
    header, *rows = book["matrix"].iter_rows(values_only=True) if expected.nodes else [()]
    names = expected.names(str)
    first = expected.first_mode() if expected.nodes else 0
    count = first if expected.two_mode else len(names)
    columns = names[first:] if expected.two_mode else names
    assert list(header[1:]) == columns and [row[0] for row in rows] == names[:count], "names"
    place = {node["Id"]: number for number, node in enumerate(expected.nodes)}
    cells = Counter()
    for (source, target), weight in expected.pairs.items():
        cells[place[source], place[target] - (first if expected.two_mode else 0)] += weight
        if not (expected.two_mode or expected.directed):
            cells[place[target], place[source]] += weight
    found = {(r, c): cell for r, row in enumerate(rows) for c, cell in enumerate(row[1:]) if cell}
    assert found == cells, "weights"
    header, *rows = book["nodes"].iter_rows(values_only=True)
    assert [row[1] for row in rows] == list(expected.label.values()), "labels"
    for row, node in zip(rows, expected.nodes):
        for name, cell in zip(header[4:], row[4:]):
            assert same(cell, node[name]), f"{name} of {node['Id']}: {cell!r}"
    _, *rows = book["edges"].iter_rows(values_only=True)
    assert expected.tied(row[:4] for row in rows) == expected.ties(), "edges"


def dot_graphviz(expected, path):
    script = 'N { print("n\\t", $.name, "\\t", $.label); } E { print("e\\t", $.tail.name, "\\t", $.head.name, "\\t", $.label); }'
    said = subprocess.run(["gvpr", script, str(path)], capture_output=True, encoding="utf-8")
    assert said.returncode == 0 and not said.stderr, said.stderr
    lines = [line.split("\t") for line in said.stdout.splitlines()]
    # Between quotes Graphviz reads \\ as it stands and shows one backslash when it draws.
    labels = {name: label.replace("\\\\", "\\") for kind, name, label, *_ in lines if kind == "n"}
    assert labels == expected.label, "labels"
    found = Counter((source, target, role) for kind, source, target, role in (l for l in lines if l[0] == "e"))
    assert found == Counter((e["Source"], e["Target"], e["Kind"]) for e in expected.edges), "edges"


def vosviewer_json(expected, path):
    network = json.loads(path.read_text(encoding="utf-8"))["network"]
    assert [item["label"] for item in network["items"]] == list(expected.label.values()), "labels"
    assert [str(item.get("cluster", "")) for item in network["items"]] == [node["community"] for node in expected.nodes], "clusters"
    pairs = {frozenset(pair) for pair in expected.pairs}
    assert len(network["links"]) == len(pairs), "links"
    strength = sum(link["strength"] for link in network["links"])
    assert abs(strength - sum(expected.pairs.values())) < 1e-9, "strength"


def vosviewer_text(expected, path):
    """The map by its columns and the network by its lines, as the manual has them."""
    with open(path / "map.txt", encoding="utf-8", newline="") as file:
        items = list(csv.DictReader(file, delimiter="\t"))
    assert [item["label"] for item in items] == list(expected.label.values()), "labels"
    assert [item["id"] for item in items] == [str(number + 1) for number in range(len(items))], "ids"
    for item in items:
        assert 1 <= int(item["cluster"]) <= 1000, "clusters"
        assert all(float(value) >= 0 for name, value in item.items() if name.startswith("weight<")), "weights"
        assert all(float(value) is not None for name, value in item.items() if name.startswith("score<")), "scores"
    lines = [line.split("\t") for line in (path / "network.txt").read_text(encoding="utf-8").splitlines()]
    assert abs(sum(float(strength) for _, _, strength in lines) - sum(expected.pairs.values())) < 1e-9, "strength"
    assert len(lines) == len({frozenset(pair) for pair in expected.pairs}), "links"


CHECKS = [
    ("network.graphml", graphml_networkx),
    ("network.graphml", graphml_igraph),
    ("network.gexf", gexf_networkx),
    ("network.cyjs", cyjs_networkx),
    ("node-link.json", node_link_networkx),
    ("network.net", pajek_networkx),
    ("network.net", pajek_igraph),
    ("network.dl", dl_igraph),
    ("network.net", pajek_partition),
    ("matrix.csv", matrix_csv),
    ("matrix.xlsx", matrix_xlsx),
    ("network.dot", dot_graphviz),
    ("vosviewer.json", vosviewer_json),
    ("vosviewer", vosviewer_text),
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
