#!/usr/bin/env bash
# Exports every named network of a graph in every format, for other people's programs to read:
#
#     tests/consumers/export.sh QUANZE GRAPH FOLDER
#
# FOLDER gets a folder for each network, with the names that the readers beside this file look for.
set -u
quanze=$1 graph=$2 folder=$3 status=0
for network in agency-task agency-document agency-agency function-function place-function lead-partner joint-issue document-citation; do
  mkdir -p "$folder/$network" || exit 1
  while read -r format name; do
    "$quanze" export network --graph "$graph" --network "$network" --format "$format" --out "$folder/$network/$name" 2>"$folder/said" ||
      { cat "$folder/said" >&2; status=1; }
  done <<'FORMATS'
csv csv
graphml network.graphml
gexf network.gexf
node-link node-link.json
cytoscape network.cyjs
pajek network.net
dl network.dl
matrix matrix.csv
matrix matrix.xlsx
vosviewer vosviewer.json
vosviewer vosviewer
dot network.dot
FORMATS
  "$quanze" network "$network" --graph "$graph" >"$folder/$network/figures.txt" || status=1
done
rm -f "$folder/said"
exit $status
