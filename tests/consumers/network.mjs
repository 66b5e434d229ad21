// Reads exported networks with graphology and Cytoscape.js, and compares what these see with nodes.csv and edges.csv:
//
//     node network.mjs FOLDER
//
// FOLDER holds a folder for each network with csv/, network.gexf, network.graphml and network.cyjs. Needs graphology,
// graphology-gexf, graphology-graphml, cytoscape, jsdom and csv-parse where node finds modules. The exit status is 1 where a check
// fails.

import assert from "node:assert/strict";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

const require = createRequire(join(process.cwd(), "node_modules", "x"));
const { MultiGraph, MultiDirectedGraph, MultiUndirectedGraph } = require("graphology");
const gexf = require("graphology-gexf");
const graphml = require("graphology-graphml");
const cytoscape = require("cytoscape");
const { parse } = require("csv-parse/sync");
const { JSDOM } = require("jsdom");
// graphology-graphml takes the browser's parser where it is not given a document.
globalThis.DOMParser = new JSDOM("").window.DOMParser;

const text = (path) => readFileSync(path, "utf8");
const sorted = (edges) => edges.map((edge) => edge.join("\t")).sort();

function expected(folder) {
  const rows = (name) => parse(text(join(folder, "csv", name)), { columns: true, bom: true });
  const nodes = rows("nodes.csv");
  const edges = rows("edges.csv");
  return {
    labels: nodes.map((node) => [node.Id, node.Label]),
    communities: nodes.map((node) => [node.Id, node.community]),
    edges: edges.map((edge) => [edge.Source, edge.Target, edge.Kind, Number(edge.Weight)]),
    directed: edges.some((edge) => edge.Type === "Directed"),
  };
}

function ofGraphology(graph, want) {
  const attribute = (name) => graph.mapNodes((node, attributes) => [node, String(attributes[name])]);
  assert.deepEqual(sorted(attribute("label")), sorted(want.labels), "labels");
  assert.deepEqual(sorted(attribute("community")), sorted(want.communities), "communities");
  const edges = graph.mapEdges((edge, attributes, source, target) => [source, target, attributes.role, attributes.weight]);
  assert.deepEqual(sorted(edges), sorted(want.edges), "edges");
  if (want.edges.length) assert.equal(graph.directedSize > 0, want.directed, "direction");
}

const CHECKS = {
  "graphology-gexf": ["network.gexf", (path, want) => ofGraphology(gexf.parse(MultiGraph, text(path)), want)],
  "graphology-graphml": ["network.graphml", (path, want) => {
    const Graph = want.directed ? MultiDirectedGraph : MultiUndirectedGraph;
    ofGraphology(graphml.parse(Graph, text(path)), want);
  }],
  "cytoscape.js": ["network.cyjs", (path, want) => {
    const graph = cytoscape({ headless: true, elements: JSON.parse(text(path)).elements });
    assert.deepEqual(sorted(graph.nodes().map((node) => [node.id(), node.data("name")])), sorted(want.labels), "labels");
    const edges = graph.edges().map((edge) => [edge.source().id(), edge.target().id(), edge.data("interaction"), edge.data("weight")]);
    assert.deepEqual(sorted(edges), sorted(want.edges), "edges");
  }],
};

const folder = process.argv[2];
let failed = 0;
let seen = 0;
for (const name of readdirSync(folder).sort()) {
  if (!existsSync(join(folder, name, "csv"))) continue;
  const want = expected(join(folder, name));
  console.log(`${name}: ${want.labels.length} nodes, ${want.edges.length} edges`);
  for (const [reader, [file, check]] of Object.entries(CHECKS)) {
    const path = join(folder, name, file);
    if (!existsSync(path)) continue;
    seen += 1;
    try {
      check(path, want);
      console.log(`  ${reader.padEnd(20)} as in the CSV`);
    } catch (error) {
      failed += 1;
      console.log(`  ${reader.padEnd(20)} FAILED: ${String(error.message).split("\n").slice(0, 12).join(" | ")}`);
    }
  }
}
if (!seen) console.error(`nothing to read in ${folder}; export networks there first`);
process.exit(failed || !seen ? 1 : 0);
