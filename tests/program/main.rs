//! Tests of the whole program, in one binary so that it is linked once.

#![expect(clippy::unwrap_used, reason = "in a test a panic is a failure")]

mod cli;
mod counts;
mod formats;
mod gold;
mod ontology;
mod opening;
mod queries;
mod readme;
mod support;
mod tidy;
mod walkthrough;
mod wordings;
