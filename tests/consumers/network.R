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

# Edges as rows of first end, second end and weight, in one order; the ends of one without direction too.
rows_of <- function(from, to, weight, directed) {
  from <- as.integer(from)
  to <- as.integer(to)
  ends <- if (directed) cbind(from, to) else cbind(pmin(from, to), pmax(from, to))
  rows <- cbind(ends, as.numeric(weight))
  unname(rows[order(rows[, 1], rows[, 2], rows[, 3]), , drop = FALSE])
}

# The weights of a pair, added up over its roles.
sums_of <- function(rows) {
  if (!nrow(rows)) return(rows)
  sums <- aggregate(rows[, 3], list(rows[, 1], rows[, 2]), sum)
  rows_of(sums[[1]], sums[[2]], sums[[3]], TRUE)
}

same <- function(seen, expected) stopifnot(identical(dim(seen), dim(expected)), all(abs(seen - expected) < 1e-9))

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

  expected <- rows_of(match(edges$Source, nodes$Id), match(edges$Target, nodes$Id), edges$Weight, directed)
  first <- sum(if (two_mode) nodes$Kind %in% unique(nodes$Kind[match(edges$Source, nodes$Id)]) | nodes$Kind == "group" else TRUE)

  check("graphml igraph", {
    graph <- read_graph(file.path(path, "network.graphml"), format = "graphml")
    if (nrow(nodes)) stopifnot(identical(V(graph)$label, nodes$Label), identical(as.character(V(graph)$community), nodes$community))
    stopifnot(gorder(graph) == nrow(nodes), gsize(graph) == nrow(edges))
    if (nrow(edges)) stopifnot(is_directed(graph) == directed, identical(E(graph)$role, edges$Kind), all(abs(E(graph)$weight - as.numeric(edges$Weight)) < 1e-9))
  })
  check("pajek igraph", {
    graph <- read_graph(file.path(path, "network.net"), format = "pajek")
    stopifnot(gorder(graph) == nrow(nodes), gsize(graph) == nrow(edges))
    if (two_mode) stopifnot(sum(!V(graph)$type) == first)
    if (nrow(edges)) {
      stopifnot(is_directed(graph) == directed)
      found <- ends(graph, E(graph), names = FALSE)
      same(rows_of(found[, 1], found[, 2], E(graph)$weight, directed), expected)
    }
  })
  check("pajek network", if (nrow(nodes) && nrow(edges)) {
    graph <- suppressWarnings(network::read.paj(file.path(path, "network.net")))
    stopifnot(network::network.size(graph) == nrow(nodes), network::is.directed(graph) == directed)
    # It calls the weights by the file's name, and the line labels, which are roles, by their mark.
    end_of <- function(end) vapply(graph$mel, function(edge) as.integer(edge[[end]]), 1L)
    of_edges <- function(name) network::get.edge.attribute(graph, name)
    same(rows_of(end_of("outl"), end_of("inl"), of_edges("network"), directed), expected)
    stopifnot(identical(sort(of_edges("l")), sort(edges$Kind)))
  } else "left out: network::read.paj reads no file without lines")
  if (two_mode) check("dl base R", {
    # No package of R reads two modes, so the file is read by its own words.
    lines <- readLines(file.path(path, "network.dl"), encoding = "UTF-8")
    size <- as.integer(regmatches(lines[1], gregexpr("[0-9]+", lines[1]))[[1]])
    stopifnot(identical(size, c(first, nrow(nodes) - first)), lines[2] == "format = edgelist2")
    labels <- function(what) strsplit(lines[which(lines == what) + 1], ",")[[1]]
    stopifnot(length(labels("row labels:")) == size[1], length(labels("column labels:")) == size[2])
    data <- read.table(text = lines[-seq_len(which(lines == "data:"))], col.names = c("row", "column", "weight"))
    same(rows_of(data$row, data$column + first, data$weight, TRUE), sums_of(expected))
  })
  check("dl igraph", if (two_mode) "left out: igraph reads one mode only" else {
    graph <- read_graph(file.path(path, "network.dl"), format = "dl")
    stopifnot(gorder(graph) == nrow(nodes))
    # UCINET reads an edge list as directed, so that a pair without direction stands there both ways.
    both <- if (directed) expected else rbind(expected, expected[, c(2, 1, 3), drop = FALSE])
    both <- sums_of(both)
    stopifnot(gsize(graph) == nrow(both))
    if (nrow(both)) {
      found <- ends(graph, E(graph), names = FALSE)
      same(rows_of(found[, 1], found[, 2], E(graph)$weight, TRUE), both)
    }
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
