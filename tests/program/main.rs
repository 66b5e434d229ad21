//! Tests of the whole program, in one binary so that it is linked once.

#![expect(clippy::unwrap_used, reason = "in a test a panic is a failure")]

mod cli;
mod formats;
mod gold;
mod ontology;
mod queries;
mod readme;
mod support;
mod tidy;
