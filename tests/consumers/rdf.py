#!/usr/bin/env python3
"""Reads exported RDF with the programs it is for, and compares what these see with the files of the graph folder.

    python3 tests/consumers/rdf.py QUANZE_BINARY GRAPH_DIR REPO_DIR

Needs rdflib, pyoxigraph and pyshacl. The binary exports every RDF format into a temporary folder; each is read by rdflib
and by pyoxigraph. Two stock queries are asked of pyoxigraph as they stand, and answered as the binary answers them. The
graph is validated against ontology/shapes.ttl, which must refuse it once one assignment has lost its role. Every check
prints a line; the exit status is 1 where one fails.
"""

import csv
import io
import subprocess
import sys
import tempfile
from pathlib import Path

import pyoxigraph
import pyshacl
import rdflib

QZ = rdflib.Namespace("https://w3id.org/quanze/ns#")
XSD_STRING = "http://www.w3.org/2001/XMLSchema#string"

# By the name that `export rdf` takes: how pyoxigraph and rdflib call the format, and whether it holds named graphs.
FORMATS = {
    "nq": (pyoxigraph.RdfFormat.N_QUADS, "nquads", True),
    "trig": (pyoxigraph.RdfFormat.TRIG, "trig", True),
    "jsonld": (pyoxigraph.RdfFormat.JSON_LD, "json-ld", True),
    "ttl": (pyoxigraph.RdfFormat.TURTLE, "turtle", False),
    "nt": (pyoxigraph.RdfFormat.N_TRIPLES, "nt", False),
    "rdfxml": (pyoxigraph.RdfFormat.RDF_XML, "xml", False),
}
LONGEST = 400  # Characters of a reason that are shown.
QUERIES = ("cross-document-agencies", "cross-document-functions")


class Run:
    """The binary and the folders that the checks work on."""

    def __init__(self, binary, graph, repo, folder):
        self.binary, self.graph, self.repo, self.folder = binary, Path(graph), Path(repo), Path(folder)

    def quanze(self, *arguments):
        """What the binary writes to standard output."""
        command = [self.binary, *arguments, "--graph", str(self.graph)]
        done = subprocess.run(command, capture_output=True, encoding="utf-8")
        assert done.returncode == 0, f"{' '.join(command)}: {done.stderr.strip()}"
        return done.stdout

    def exported(self, form):
        """The path of an export, made where it is not there yet."""
        path = self.folder / f"graph.{form}"
        if not path.exists():
            self.quanze("export", "rdf", "--format", form, "--out", str(path))
        return path

    def truth(self):
        """The quads of the graph folder's own files."""
        found = set()
        for path in sorted(self.graph.rglob("*.nq")):
            found |= oxigraph_quads(path, pyoxigraph.RdfFormat.N_QUADS)
        assert found, f"no quads in {self.graph}"
        return found

    def union(self):
        """The whole graph as one set of triples, for validation."""
        return rdflib.Graph().parse(self.exported("nt"), format="nt")

    def shapes(self):
        """The shapes of the repository."""
        return rdflib.Graph().parse(self.repo / "ontology" / "shapes.ttl", format="turtle")


def oxigraph_term(term):
    """A term of pyoxigraph as plain values; none for the default graph."""
    match term:
        case pyoxigraph.DefaultGraph():
            return None
        case pyoxigraph.NamedNode():
            return ("iri", term.value)
        case pyoxigraph.Literal():
            return ("literal", term.value, term.language or term.datatype.value)
    raise ValueError(f"the graph has neither blank nodes nor triple terms, found {term}")


def oxigraph_quads(path, form):
    """The quads of a file as pyoxigraph reads them."""
    quads = pyoxigraph.parse(path=str(path), format=form)
    return {tuple(map(oxigraph_term, (q.subject, q.predicate, q.object, q.graph_name))) for q in quads}


def rdflib_term(term):
    """A term of rdflib as plain values."""
    match term:
        case rdflib.Literal():
            return ("literal", str(term), term.language or str(term.datatype or XSD_STRING))
        case rdflib.URIRef():
            return ("iri", str(term))
    raise ValueError(f"the graph has neither blank nodes nor triple terms, found {term!r}")


def rdflib_quads(path, form, named):
    """The quads of a file as rdflib reads them."""
    if not named:
        graph = rdflib.Graph().parse(path, format=form)
        return {(*map(rdflib_term, triple), None) for triple in graph}
    dataset = rdflib.Dataset()
    dataset.parse(path, format=form)
    quads = dataset.quads((None, None, None, None))
    return {(*map(rdflib_term, (s, p, o)), rdflib_graph(graph)) for s, p, o, graph in quads}


def rdflib_graph(graph):
    """The name of a graph; none for the default one, which rdflib gives as such or by a name of its own."""
    if graph is None:
        return None
    name = getattr(graph, "identifier", graph)
    return None if name == rdflib.graph.DATASET_DEFAULT_GRAPH_ID else rdflib_term(name)


def merged(quads):
    """The quads without their graphs: what a format without named graphs holds."""
    return {(*quad[:3], None) for quad in quads}


def same(found, expected, what):
    """Fails with both counts and one quad that only one side has."""
    if found != expected:
        odd = min(found ^ expected, key=repr)
        side = "not expected" if odd in found else "missing"
        raise AssertionError(f"{len(found)} {what}, expected {len(expected)}; {side}: {odd}")


def check_format(run, form):
    """Both programs see in an export what the graph folder holds."""
    oxigraph_form, rdflib_form, named = FORMATS[form]
    truth = run.truth()
    expected, what = (truth, "quads") if named else (merged(truth), "triples")
    path = run.exported(form)
    same(oxigraph_quads(path, oxigraph_form), expected, f"{what} in pyoxigraph")
    same(rdflib_quads(path, rdflib_form, named), expected, f"{what} in rdflib")


def check_query(run, name):
    """pyoxigraph answers a stock query over the union of the named graphs as the binary does, in the same order."""
    store = pyoxigraph.Store()
    store.bulk_load(path=str(run.exported("nq")), format=pyoxigraph.RdfFormat.N_QUADS)
    text = next((run.repo / "queries").glob(f"*/{name}.rq")).read_text(encoding="utf-8")
    answer = store.query(text, use_default_graph_as_union=True)
    found = rows(answer.serialize(format=pyoxigraph.QueryResultsFormat.CSV).decode("utf-8"))
    expected = rows(run.quanze("query", name, "--format", "csv"))
    assert len(expected) > 1, "no rows"
    assert len(found) == len(expected), f"{len(found) - 1} rows, expected {len(expected) - 1}"
    for number, (mine, theirs) in enumerate(zip(found, expected)):
        assert mine == theirs, f"row {number}: {mine}, expected {theirs}"


def rows(text):
    """The rows of CSV text, the header first."""
    return list(csv.reader(io.StringIO(text)))


def check_shapes(run):
    """The shapes are sound SHACL and accept the graph; says which classes they aim at that it has no node of."""
    data, shapes = run.union(), run.shapes()
    conforms, report, _ = pyshacl.validate(data, shacl_graph=shapes, meta_shacl=True)
    assert conforms, f"refused {blamed(report)}"
    aimed = set(shapes.objects(None, rdflib.SH.targetClass))
    absent = sorted(name.removeprefix(QZ) for name in aimed if (None, rdflib.RDF.type, name) not in data)
    return f"none of class {', '.join(absent)}" if absent else None


def check_refusal(run):
    """One assignment without its role is refused, and nothing else is said."""
    data = run.union()
    assignment = min(data.subjects(rdflib.RDF.type, QZ.Assignment))
    data.remove((assignment, QZ.role, None))
    conforms, report, _ = pyshacl.validate(data, shacl_graph=run.shapes())
    assert not conforms, f"{assignment} has no role and was accepted"
    assert blamed(report) == [(str(assignment), str(QZ.role))], f"refused {blamed(report)}"


def blamed(report):
    """The node and the path of each result of a validation report, sorted."""
    results = report.subject_objects(rdflib.SH.focusNode)
    return sorted({(str(node), str(report.value(result, rdflib.SH.resultPath))) for result, node in results})


def checks():
    """Every check by its name, in order."""
    yield from ((f"format {form}", check_format, (form,)) for form in FORMATS)
    yield from ((f"query {name}", check_query, (name,)) for name in QUERIES)
    yield "shapes accept the graph", check_shapes, ()
    yield "shapes refuse an assignment without a role", check_refusal, ()


def main(binary, graph, repo):
    """Runs every check and returns the exit status."""
    failed = 0
    with tempfile.TemporaryDirectory() as folder:
        run = Run(binary, graph, repo, folder)
        for name, check, arguments in checks():
            try:
                said = check(run, *arguments)
                print(f"ok {name}" + (f" ({said})" if said else ""), flush=True)
            except Exception as error:  # A reader's own failure is what is looked for.
                failed += 1
                why = " ".join(f"{type(error).__name__}: {error}".split())
                print(f"FAILED {name}: {why[:LONGEST]}", flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    sys.exit(main(*sys.argv[1:]))
