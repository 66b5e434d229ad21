//! quanze (权责) reads Chinese policy documents and builds a knowledge graph of who answers for what.
//!
//! Data flows one way, and the modules stand in that order: source → document → mentions → assignments → graph → answers.

pub mod model;
pub mod passage;
pub mod words;

pub mod source;
pub mod agency;
pub mod document;
pub mod extract;
pub mod reader;

pub mod network;

pub mod export;

pub mod graph;
pub mod query;
pub mod store;
pub mod tables;
