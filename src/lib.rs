//! quanze (权责) reads Chinese policy documents and builds a knowledge graph of who answers for what: documents, the tasks in
//! them, the lead and co-lead agencies, and the words that prove every link.
//!
//! Data flows one way, and the modules stand in that order: source → document → mentions → assignments → graph → answers.
//!
//! ```
//! use quanze::{reader::Reader, source};
//!
//! let text = "甲省人民政府办公厅关于印发湖南省数字服务行动方案的通知\n\n一、重点任务\n（一）建设平台。建成服务平台。（省财政厅牵头，省教育厅配合）\n";
//! let reading = Reader::built_in().source(&source::decode(text.as_bytes(), "plan.txt").unwrap());
//! let row = &reading.documents[0].assignments[0];
//! assert_eq!((row.mention.as_str(), row.role.as_str()), ("省财政厅", "lead"));
//! ```
//!
//! Invariants: `store` alone evaluates SPARQL; IRIs stand in `graph::vocab` and are minted in `graph::iri`; Chinese
//! words live in `data`; reading cannot fail, it reports findings; the same input gives the same bytes.

pub mod model;
pub mod passage;
pub mod words;

pub mod source;

pub mod agency;
pub mod document;
pub mod extract;
pub mod reader;
pub mod sidecar;

pub mod graph;
pub mod store;

pub mod query;

pub mod chart;
pub mod drawing;
pub mod tables;

pub mod network;

pub mod layout;

pub mod figure;
pub mod page;

pub mod explain;
pub mod export;

pub mod cli;
pub mod command;
