# Reads exported networks with R's igraph and network, and compares what these see with nodes.csv and edges.csv, and the
# centralisation that quanze prints with igraph's:
#
#     Rscript tests/consumers/network.R FOLDER
#
# FOLDER holds a folder for each network with csv/, network.graphml, network.net, network.dl, matrix.csv and figures.txt. The exit
# status is 1 where a check fails.

suppressPackageStartupMessages(library(igraph))
folder <- commandArgs(trailingOnly = TRUE)[1]
failed <- 0
seen <- 0

# A check that gives a text was left out for the reason it says.
check <- function(name, expression) {
  seen <<- seen + 1
  said <- tryCatch({
    value <- expression
    if (is.character(value)) value else "as in the CSV"
  }, error = function(e) {
    failed <<- failed + 1
    paste("FAILED:", conditionMessage(e))
  })
  cat(sprintf("  %-20s %s\n", name, said))
}
table_of <- function(path) read.csv(path, fileEncoding = "UTF-8-BOM", colClasses = "character", check.names = FALSE)

# What quanze prints: a name and a figure a line, up to the first empty one.
figures_of <- function(path) {
  lines <- readLines(path, encoding = "UTF-8")
  words <- strsplit(trimws(lines[seq_len(which(lines == "")[1] - 1)]), " +")
  words <- words[lengths(words) == 2]
  setNames(as.numeric(sapply(words, `[`, 2)), sapply(words, `[`, 1))
}

for (path in sort(list.dirs(folder, recursive = FALSE))) {
  if (!dir.exists(file.path(path, "csv"))) next
  nodes <- table_of(file.path(path, "csv", "nodes.csv"))
  edges <- table_of(file.path(path, "csv", "edges.csv"))
  cat(sprintf("%s: %d nodes, %d edges\n", basename(path), nrow(nodes), nrow(edges)))
  directed <- any(edges$Type == "Directed")
  two_mode <- length(unique(ifelse(nodes$Kind == "group", "agency", nodes$Kind))) > 1

  check("graphml igraph", {
    graph <- read_graph(file.path(path, "network.graphml"), format = "graphml")
    if (nrow(nodes)) stopifnot(identical(V(graph)$label, nodes$Label), identical(as.character(V(graph)$community), nodes$community))
    stopifnot(gorder(graph) == nrow(nodes), gsize(graph) == nrow(edges))
    if (nrow(edges)) stopifnot(is_directed(graph) == directed, identical(E(graph)$role, edges$Kind), all(abs(E(graph)$weight - as.numeric(edges$Weight)) < 1e-9))
  })
  check("pajek igraph", {
    graph <- read_graph(file.path(path, "network.net"), format = "pajek")
    stopifnot(gorder(graph) == nrow(nodes), gsize(graph) == nrow(edges))
    if (nrow(edges)) stopifnot(all(abs(E(graph)$weight - as.numeric(edges$Weight)) < 1e-9))
  })
  check("pajek network", if (nrow(nodes) && nrow(edges)) {
    graph <- suppressWarnings(network::read.paj(file.path(path, "network.net")))
    stopifnot(network::network.size(graph) == nrow(nodes))
  } else "left out: network::read.paj reads no file without lines")
  check("dl igraph", if (two_mode) "left out: igraph reads one mode only" else {
    graph <- read_graph(file.path(path, "network.dl"), format = "dl")
    stopifnot(gorder(graph) == nrow(nodes))
  })
  check("matrix read.csv", if (nrow(nodes)) {
    matrix <- as.matrix(read.csv(file.path(path, "matrix.csv"), row.names = 1, check.names = FALSE, fileEncoding = "UTF-8-BOM"))
    weight <- sum(as.numeric(edges$Weight))
    stopifnot(abs(sum(matrix) - (if (directed || two_mode) weight else 2 * weight)) < 1e-6)
    if (!directed && !two_mode) stopifnot(isSymmetric(unname(matrix)))
  } else "left out: nobody")
  if (file.exists(file.path(path, "figures.txt"))) check("centralisation", if (two_mode || nrow(nodes) < 3) "left out: no centralisation" else {
    figures <- figures_of(file.path(path, "figures.txt"))
    pairs <- unique(edges[c("Source", "Target")])
    simple <- graph_from_data_frame(pairs, directed = directed, vertices = nodes["Id"])
    both <- simplify(as.undirected(simple))
    stopifnot(abs(figures["degree_centralisation"] - centr_degree(both, loops = FALSE)$centralization) < 1e-6)
    stopifnot(abs(figures["betweenness_centralisation"] - centr_betw(simple, directed = directed)$centralization) < 1e-6)
  })
}
if (seen == 0) message("nothing to read in ", folder, "; export networks there first")
quit(status = if (failed > 0 || seen == 0) 1 else 0)
