//! quanze (权责) reads Chinese policy documents and builds a knowledge graph of who answers for what.

pub mod model;

pub mod agency;
